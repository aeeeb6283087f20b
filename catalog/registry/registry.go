// Package registry reads the list of job families that another system keeps. It is YAML: a list of entries, each with a
// title and, as its description, the address of a job family or a list of addresses.
package registry

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"jobcat/catalog"
)

// Read reads a registry. What is no registry is an *Error.
func Read(f *catalog.File) (*catalog.Registry, error) {
	var doc yaml.Node
	if err := yaml.Unmarshal([]byte(f.Source), &doc); err != nil {
		line, reason := 1, strings.TrimPrefix(err.Error(), "yaml: ")
		if m := atLine.FindStringSubmatch(reason); m != nil {
			line, _ = strconv.Atoi(m[1])
			reason = m[2]
		}
		return nil, wrong(line, "it cannot be read as YAML: %s", reason)
	}
	if len(doc.Content) == 0 {
		return nil, wrong(1, "it is empty, and should be a list of entries, each with a title and a description")
	}
	list := doc.Content[0]
	if list.Kind != yaml.SequenceNode {
		return nil, wrong(list.Line, "it should be a list of entries, each with a title and a description")
	}
	r := &catalog.Registry{File: f}
	for _, n := range list.Content {
		e, err := entry(f, n)
		if err != nil {
			return nil, err
		}
		r.Entries = append(r.Entries, e)
	}
	return r, nil
}

var atLine = regexp.MustCompile(`^line (\d+): (.*)$`)

// Error is what keeps a file from being a registry.
type Error struct {
	Line   int // 1-based
	Reason string
}

func (e *Error) Error() string { return fmt.Sprintf("line %d: %s", e.Line, e.Reason) }

func wrong(line int, format string, args ...any) error {
	return &Error{line, fmt.Sprintf(format, args...)}
}

func entry(f *catalog.File, n *yaml.Node) (catalog.RegistryEntry, error) {
	var e catalog.RegistryEntry
	if n.Kind != yaml.MappingNode {
		return e, wrong(n.Line, "an entry should have a title and a description")
	}
	var description *yaml.Node
	for i := 0; i+1 < len(n.Content); i += 2 {
		switch key, value := n.Content[i], n.Content[i+1]; key.Value {
		case "title":
			e.Title = value.Value
		case "description":
			description = value
		}
	}
	switch {
	case e.Title == "":
		return e, wrong(n.Line, "an entry has no title")
	case description == nil:
		return e, wrong(n.Line, "the entry %q has no description, which should be the address of its job family", e.Title)
	}
	addresses := []*yaml.Node{description}
	if description.Kind == yaml.SequenceNode {
		addresses = description.Content
	}
	for _, a := range addresses {
		if a.Kind != yaml.ScalarNode || a.Tag != "!!str" {
			return e, wrong(a.Line, "the description of %q should be the address of a job family, or a list of them", e.Title)
		}
		e.Addresses = append(e.Addresses, catalog.RegistryAddress{Address: a.Value, Place: placeOf(f, a)})
	}
	return e, nil
}

// placeOf is where a value stands, without its quotes. The library counts columns in characters.
func placeOf(f *catalog.File, n *yaml.Node) catalog.Place {
	start := f.LineStart(n.Line)
	rest := f.Line(n.Line)
	for range n.Column - 1 {
		_, size := utf8.DecodeRuneInString(rest)
		start += size
		rest = rest[size:]
	}
	if quoted := strings.TrimLeft(rest, `"'`); strings.HasPrefix(quoted, n.Value) {
		start += len(rest) - len(quoted)
		rest = n.Value
	}
	return f.Place(start, start+len(rest))
}
