package wording

import (
	"path"
	"strings"
	"unicode/utf8"
)

// FileName is the path that a family's file should have: lower case, with hyphens. It is p itself where nothing is
// wrong with it. An underscore that the site's generator asks for ("_index.md") stays, and so does README.md, which
// code hosts look for.
func FileName(p string) string {
	parts := strings.Split(p, "/")
	for i, part := range parts {
		name, kept, marker := part, "", ""
		if i == len(parts)-1 {
			name, kept = CutExtensions(part)
			if name == "README" {
				continue
			}
			if rest, ok := strings.CutPrefix(name, "_"); ok {
				name, marker = rest, "_"
			}
		}
		if !unstylish(name) {
			continue
		}
		words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return r == '_' || r == ' ' || r == '-' })
		parts[i] = marker + strings.Join(words, "-") + kept
	}
	return path.Join(parts...)
}

// CutExtensions takes a page's extensions off the name of its file: ".html.md.erb". Other dots are part of the name.
func CutExtensions(file string) (name, extensions string) {
	name = file
	for {
		switch path.Ext(name) {
		case ".md", ".markdown", ".html", ".erb":
			name = strings.TrimSuffix(name, path.Ext(name))
		default:
			return name, file[len(name):]
		}
	}
}

// unstylish reports whether a name has capitals, spaces or underscores.
func unstylish(name string) bool {
	return utf8.ValidString(name) && name != strings.ToLower(name) || strings.ContainsAny(name, " _")
}
