package review

import (
	"fmt"
	"path"
	"strings"
	"testing"

	"jobcat/catalog"
	"jobcat/lint"
	"jobcat/schema"
)

func TestPlace(t *testing.T) {
	because := func(place string) func(*Review) {
		return func(r *Review) {
			f := at("x " + place + " x")
			for i := range r.Found.Introduced {
				r.Found.Introduced[i].Related = []lint.Related{{Message: "of nowhere"}, {Place: f.Place, Message: "because this change renames it here"}}
			}
		}
	}
	// The head of the source lacks lines 20 to 29 of a.md, which the target has.
	merged := func(r *Review) {
		r.Head = map[string]*Lines{"jobs/a.md": {Count: 110, Spans: []Span{{Old: 20, OldEnd: 20, New: 20, NewEnd: 30}}}}
	}
	levels := func(r *Review) {
		family := &catalog.Family{File: catalog.NewFile("a.md", strings.Repeat("\n", 110))}
		for title, line := range map[string]int{"Junior": 10, "Senior": 22, "Staff": 40} {
			family.Levels = append(family.Levels, &catalog.Level{Family: family, Full: title, Place: catalog.Place{Line: line}})
		}
		r.Catalog = &catalog.Catalog{Pages: []*catalog.Page{{File: family.File, Family: family}}}
		for i := range r.Found.Introduced {
			r.Found.Introduced[i].Level = "Senior"
		}
	}
	tests := []struct {
		name     string
		findings []string
		set      []func(*Review)
		want     string
	}{
		{"on its line", []string{"fair a.md:12 x"}, nil, "a.md:12 x"},
		{"on its line, though the cause is known", []string{"fair a.md:12 x"}, []func(*Review){because("b.md:3")}, "a.md:12 x"},
		{"in a file that was not changed", []string{"fair c.md:12 x"}, nil, "x no line"},
		{"not changed, with its cause", []string{"fair c.md:12 x"}, []func(*Review){because("b.md:3")}, "b.md:3 x elsewhere"},
		{"not changed, with a cause that is none of the lines", []string{"fair c.md:12 x"}, []func(*Review){because("d.md:3")}, "x no line"},
		{"one cause", []string{"fair c.md:12 x", "fair d.md:1 y", "other d.md:1 z"}, []func(*Review){because("b.md:3")}, "b.md:3 x,y elsewhere; b.md:3 z elsewhere"},
		{"one line", []string{"fair a.md:12 y", "fair a.md:12 x", "other a.md:12 z"}, nil, "a.md:12 x,y; a.md:12 z"},
		{"the line and the cause of another", []string{"fair b.md:3 x", "fair c.md:12 y"}, []func(*Review){because("b.md:3")}, "b.md:3 x; b.md:3 y elsewhere"},
		{"moved by the target", []string{"fair a.md:35 x"}, []func(*Review){merged}, "a.md:25 x"},
		{"a line of the target", []string{"fair a.md:25 x"}, []func(*Review){merged}, "x no line"},
		{"a line of the target, in a level of the source", []string{"fair a.md:25 x"}, []func(*Review){merged, levels}, "a.md:20 x elsewhere"},
		{"of the target, and the level as well", []string{"fair a.md:25 x"}, []func(*Review){merged, levels, func(r *Review) {
			r.Head["jobs/a.md"] = &Lines{Count: 110, Spans: []Span{{Old: 22, OldEnd: 22, New: 22, NewEnd: 40}}}
		}}, "x no line"},
		{"too minor", []string{"hint a.md:3 x"}, nil, "a.md:3 x minor"},
		{"the most severe first", []string{"hint a.md:1 w", "fair a.md:2 x", "bad b.md:3 y", "bad a.md:3 z"}, nil, "a.md:3 z; b.md:3 y; a.md:2 x; a.md:1 w minor"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := reviewOf(tt.findings...)
			for _, set := range tt.set {
				set(r)
			}
			var got []string
			for _, g := range r.groups(diffOf("head", "a.md", "b.md")) {
				words := strings.Join(identities(g.findings), ",")
				if g.position.NewPath != "" {
					words = fmt.Sprintf("%s:%d %s", path.Base(g.position.NewPath), g.position.NewLine, words)
				}
				if g.elsewhere {
					words += " elsewhere"
				}
				if g.stands != OnLine {
					words += " " + string(g.stands)
				}
				got = append(got, words)
			}
			if got := strings.Join(got, "; "); got != tt.want {
				t.Errorf("%s\nwant %s", got, tt.want)
			}
		})
	}
}

// The summary says why there is no comment on a line: it is not that nobody has changed the file.
func TestFilesWithoutLines(t *testing.T) {
	few, cut := diffOf("head", "b.md"), diffOf("head", "b.md")
	cut.Cut = true
	large := diffOf("head", "a.md")
	large.Files[0].Lines = nil
	for _, test := range []struct {
		name string
		diff Diff
		want string
	}{
		{"not changed", few, "not in the diff"},
		{"one of too many", cut, "GitLab takes no comments in this file"},
		{"too large", large, "GitLab takes no comments in this file"},
	} {
		summary, _ := reviewOf("bad a.md:3 x").Plan(test.diff, State{Me: us}).Summary(nil)
		if !strings.Contains(summary.Body, "*("+test.want+")*") {
			t.Errorf("%s: it is not said that it is %s:\n%s", test.name, test.want, summary.Body)
		}
	}
}

// Where the target has put lines above, people are told the numbers that they see, and not those of the merge.
func TestNumbersOfLinesAreThoseOfTheHead(t *testing.T) {
	r := reviewOf("bad a.md:35 x", "bad a.md:25 y")
	r.Head = map[string]*Lines{"jobs/a.md": {Count: 110, Spans: []Span{{Old: 20, OldEnd: 20, New: 20, NewEnd: 30}}}}
	summary, _ := r.Plan(diffOf("head", "a.md"), State{Me: us}).Summary(nil)
	for _, words := range []string{"`a.md`, line 25: What is wrong with x.", "`a.md`, line 25: What is wrong with y."} { // the head has no line of y
		if !strings.Contains(summary.Body, words) {
			t.Errorf("there is no %q in\n%s", words, summary.Body)
		}
	}
}

func TestSeverityOfComments(t *testing.T) {
	for _, tt := range []struct {
		on   schema.Severity
		want string
	}{{schema.Error, "bad"}, {schema.Warning, "bad fair"}, {schema.Info, "bad fair hint"}, {schema.Off, ""}} {
		r := reviewOf("bad a.md:1 x", "fair a.md:2 y", "hint a.md:3 z")
		r.CommentOn = tt.on
		var got []string
		for _, g := range r.groups(diffOf("head", "a.md")) {
			if g.stands == OnLine {
				got = append(got, g.findings[0].Rule)
			}
		}
		if got := strings.Join(got, " "); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.on, got, tt.want)
		}
	}
}
