package lint

import (
	"path"
	"strconv"
	"strings"
	"unicode"

	"jobcat/lint/wording"
	"jobcat/patterns"
	"jobcat/schema"
)

// usualPath is the path that a file should have: in lower case and with hyphens, or as the policy says that files like
// this are called. It is the path itself where nothing is wrong with it, and where nobody can tell.
func (p *page) usualPath() string {
	file := p.File.Path
	r := p.policy.ReadingFor(file)
	if len(r.Names) == 0 {
		return wording.FileName(file)
	}
	name, extensions := wording.CutExtensions(path.Base(file))
	if name == "index" || name == "_index" {
		return file // a site knows the page of a folder by it
	}
	usual := p.usualName(name, r)
	if usual == name {
		return file
	}
	return path.Join(path.Dir(file), usual+extensions)
}

// usualName is a file's name as the first of the patterns has it: with the title and the grade that the name says in
// another way, else with those of the level that the file is.
func (p *page) usualName(name string, r *schema.Reading) string {
	var title, grade string
	fits := false
	for _, pattern := range r.Names {
		m, ok := pattern.Fit(name)
		if !ok {
			continue
		}
		fits = true
		title = name[m.Holes[patterns.Title][0]:m.Holes[patterns.Title][1]]
		if at, ok := m.Holes[patterns.Grade]; ok {
			grade = name[at[0]:at[1]]
		}
		break
	}
	if !fits && r.Levels == "file" && p.Family != nil && len(p.Family.Levels) == 1 {
		l := p.Family.Levels[0]
		title = l.Full
		if g := statedGrade(l); g != nil {
			grade = strconv.FormatFloat(g.Min, 'f', -1, 64)
		}
	}
	usual := r.Names[0]
	if title == "" || usual.Has(patterns.Grade) && grade == "" {
		return name
	}
	return usual.Fill(map[string]string{patterns.Grade: grade, patterns.Title: strings.Join(fileWords(title), wordJoint(usual))})
}

// fileWords are the words of a title as they stand in a file's name.
func fileWords(title string) []string {
	return strings.FieldsFunc(title, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && r != '&' && r != '.' && r != '\'' && r != '’'
	})
}

// wordJoint is what joins words in names that are written by a pattern: what stands in the pattern itself, else a hyphen.
func wordJoint(p *patterns.Pattern) string {
	for _, sign := range []string{" ", "_"} {
		if strings.Contains(p.String(), sign) {
			return sign
		}
	}
	return "-"
}

// pathTrouble is what is wrong with the path, as the end of the sentence `the path "a b.md" ...`; "" for nothing.
func (p *page) pathTrouble() string {
	switch names := p.policy.ReadingFor(p.File.Path).Names; {
	case p.usualPath() == p.File.Path:
		return ""
	case len(names) > 0:
		return "is not written as \"" + names[0].String() + "\""
	}
	return "has capitals, spaces or underscores"
}
