package report

import (
	"bufio"
	"bytes"
	"fmt"
	"strings"

	"github.com/rogpeppe/go-internal/txtar"

	"jobcat/catalog"
	"jobcat/lint"
	"jobcat/schema"
)

// RulePage is a rule with what it says of its own bad example, as package example finds it.
type RulePage struct {
	Rule    *schema.Rule
	Example *catalog.Catalog // the bad example
	Said    *lint.Finding    // what the rule finds in it; nil for nothing
}

// part is one piece of a page, in one of these forms.
type part struct {
	heading    string
	words      string // a paragraph of ours, with code in backticks
	plain      string // a paragraph of the policy, which has no markup
	code, lang string // lines as they are
	said       bool   // what the rule finds in the bad example
}

// parts are the page of a rule, from what it says to how it can be changed or allowed.
func (p RulePage) parts() []part {
	r := p.Rule
	var parts []part
	add := func(p ...part) { parts = append(parts, p...) }
	if p.Said == nil {
		if gist := r.Gist(); gist != r.Summary { // which is the title of the page
			add(part{heading: "What it says"}, part{plain: gist})
		}
		add(part{heading: "What to do"}, part{plain: r.Remedy})
	}
	add(part{heading: "Why it matters"}, part{plain: r.Why})
	if r.Bad != "" {
		add(part{heading: "Wrong"})
		add(example(r.Bad)...)
	}
	if p.Said != nil {
		add(part{words: "jobcat says:"}, part{said: true})
	}
	if r.Good != "" {
		add(part{heading: "Right"})
		add(example(r.Good)...)
	}
	add(part{heading: "How to change or allow it"})
	add(settings(r)...)
	if pattern := r.Pattern(); pattern != "" {
		words := "It speaks of %s whose facts `must` does not fit; `jobcat policy facts %s` says what they mean:"
		if strings.HasPrefix(pattern, "when") {
			words = "It speaks of %s whose facts `when` fits and `must` does not; `jobcat policy facts %s` says what they mean:"
		}
		add(part{heading: "For those who write policy"}, part{words: fmt.Sprintf(words, about(r), r.On)}, part{code: pattern, lang: "cue"})
	}
	return parts
}

// settings are what can be done about a rule, rather than about what it finds.
func settings(r *schema.Rule) []part {
	var parts []part
	switch r.Fix {
	case "safe":
		parts = append(parts, part{words: "`jobcat lint --fix` repairs most of what it finds."})
	case "unsafe":
		parts = append(parts, part{words: "`jobcat lint --fix --unsafe-fixes` repairs most of what it finds. It may change what the page says: read the difference."})
	}
	words := "How much it matters is said in `jobcat.cue`: `error`, `warning`, `info` or `off`, for the whole catalog or a part of it."
	everywhere := fmt.Sprintf("rules: %q: severity: \"off\"\n\n", r.ID)
	switch {
	case r.Group == "own":
		everywhere = "" // it is said where the rule is written
	case r.Severity == schema.Off:
		words = "It is off, and finds nothing until `jobcat.cue` says how much it matters: `error`, `warning` or `info`, for the whole catalog or a part of it."
		everywhere = fmt.Sprintf("rules: %q: severity: \"warning\"\n\n", r.ID)
	}
	parts = append(parts,
		part{words: words},
		part{lang: "cue", code: fmt.Sprintf("package jobcat\n\n%soverrides: [{\n\tpaths: [\"sales/**\"]\n\trules: %q: severity: \"info\"\n}]\n", everywhere, r.ID)},
	)
	if len(r.Settings) > 0 {
		keys := "`" + strings.Join(r.Settings, "`, `") + "`"
		parts = append(parts, part{words: "What it finds is changed there, too: " + keys + "."})
	}
	if !r.Suppressible {
		return append(parts, part{words: "A page cannot allow it."})
	}
	return append(parts,
		part{words: "Where a page is right as it is, its author allows it and says why: in the line above, or for the whole page in the front matter. What is found in the front matter is allowed there as well."},
		part{lang: "markdown", code: fmt.Sprintf("<!-- jobcat:allow %s: the reason -->\n", r.ID)},
		part{lang: "yaml", code: fmt.Sprintf("jobcat: {allow: {%s: the reason}}\n", r.ID)},
	)
}

// example is a page, or several with their names.
func example(text string) []part {
	files := txtar.Parse([]byte(text)).Files
	if len(files) == 0 {
		return []part{{code: text, lang: "markdown"}}
	}
	var parts []part
	for _, f := range files {
		parts = append(parts, part{words: "`" + f.Name + "`"}, part{code: string(f.Data), lang: language(f.Name)})
	}
	return parts
}

// language is what the lines of a file are written in, as Markdown names it.
func language(name string) string {
	switch {
	case strings.HasSuffix(name, ".cue"):
		return "cue"
	case strings.HasSuffix(name, ".yml"), strings.HasSuffix(name, ".yaml"):
		return "yaml"
	case strings.HasSuffix(name, ".txt"):
		return "text"
	}
	return "markdown"
}

// about is what a rule is about, in words.
func about(r *schema.Rule) string {
	switch r.On {
	case "extends":
		return "a statement that extends a level"
	case "reports_to":
		return "a statement of whom a level reports to"
	case "expected":
		return "what is expected of a level or family"
	case "place":
		return "a place on a page"
	case "catalog":
		return "the whole catalog"
	case "item":
		return "an item"
	}
	return "a " + r.On
}

// traits are the facts of a rule in one line.
func traits(r *schema.Rule) string {
	traits := "severity " + string(r.Severity) + " · about " + about(r)
	if r.Fix != "none" {
		traits += " · " + r.Fix + " fix"
	}
	if r.Since != "" {
		traits += " · since " + r.Since
	}
	return traits
}

// finding is what the rule says of its bad example, as lint would write it.
func (p RulePage) finding(style style, width int) string {
	var b bytes.Buffer
	run := Run{Catalog: p.Example}
	t := &textWriter{w: bufio.NewWriter(&b), run: run, width: width, style: style, files: run.files()}
	t.finding(*p.Said)
	t.w.Flush() // to memory
	return strings.TrimRight(b.String(), "\n") + "\n"
}
