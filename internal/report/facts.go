package report

import (
	"encoding/json"
	"io"
	"strconv"
	"strings"

	"jobcat/schema"
)

// FactsPage is what is needed to list the facts that a rule can ask about.
type FactsPage struct {
	Entities []schema.EntityKind
	Kinds    []schema.SectionKind // that a fact for each kind of section can end in
}

// Facts lists for each kind of entity what a rule can ask about it, with what it can be and what it means, and ends with
// how a rule asks.
func Facts(w io.Writer, p FactsPage, opt TextOptions) error {
	t := newPage(w, opt)
	name, kind := 0, 0
	perKind := false
	for _, e := range p.Entities {
		for _, f := range e.Facts {
			name, kind = max(name, len(f.Name)), max(kind, len(f.Kind))
			perKind = perKind || isPerKind(f)
		}
	}
	for i, e := range p.Entities {
		if i > 0 {
			t.line("")
		}
		t.line("%s: %s", t.style.title(e.Name), e.Doc)
		if !e.Own {
			t.line("Only built-in rules are about a %s: they find what is wrong by reading.", e.Name)
		}
		t.line("")
		for _, f := range e.Facts {
			t.fact(name, kind, f)
		}
	}
	if perKind {
		t.line("")
		t.line("KIND is a kind of section, in this policy:")
		kinds := make([]string, len(p.Kinds))
		for i, k := range p.Kinds {
			kinds[i] = k.Kind
		}
		t.indented(strings.Join(kinds, ", "))
	}
	t.line("")
	t.line("A rule asks for them by name, such as this one about a level:")
	t.line(`  when: rung: "director"`)
	t.line(`  must: sections: career_ladder: >0`)
	t.line(`and names them in braces: message: "{full_title} has no career ladder"`)
	return t.w.Flush()
}

func isPerKind(f schema.KnownFact) bool { return strings.HasSuffix(f.Name, ".KIND") }

// fact writes one fact in three columns, or in one below the other where they would be too narrow to read.
func (t *textWriter) fact(name, kind int, f schema.KnownFact) {
	const gap, narrow = 2, 30
	indent := gap + name + gap + kind + gap
	texts := wrapped(f.Doc, max(t.width-indent, narrow))
	if len(f.Words) > 0 {
		texts = append(texts, wrapped(wordList(f.Words), max(t.width-indent, narrow))...)
	}
	for i, text := range texts {
		if i == 0 {
			t.line("%*s%s%s%s", gap, "", padded(f.Name, name+gap), t.style.rule(padded(f.Kind, kind+gap)), text)
			continue
		}
		t.line("%*s%s", indent, "", text)
	}
}

// wordList is a list of the words that a fact can be.
func wordList(words []string) string {
	quoted := make([]string, len(words))
	for i, word := range words {
		quoted[i] = strconv.Quote(word)
	}
	last := len(quoted) - 1
	if last == 0 {
		return quoted[0]
	}
	return strings.Join(quoted[:last], ", ") + " or " + quoted[last]
}

// indented writes a text wrapped at the width of the page, two columns in.
func (t *textWriter) indented(text string) {
	for _, line := range wrapped(text, t.width-2) {
		t.line("  %s", line)
	}
}

// FactsJSON lists the same for programs, in format 1: a field is never renamed or dropped within a format.
func FactsJSON(w io.Writer, p FactsPage) error {
	type fact struct {
		Name    string   `json:"name"`
		Type    string   `json:"type"` // in CUE
		Kind    string   `json:"kind"`
		Words   []string `json:"words"`
		Meaning string   `json:"meaning"`
	}
	type entity struct {
		On       string `json:"on"`
		Meaning  string `json:"meaning"`
		OwnRules bool   `json:"own_rules"`
		Facts    []fact `json:"facts"`
	}
	doc := struct {
		Format   int      `json:"format"`
		Kinds    []string `json:"kinds"`
		Entities []entity `json:"entities"`
	}{Format: 1, Kinds: []string{}, Entities: []entity{}}
	for _, k := range p.Kinds {
		doc.Kinds = append(doc.Kinds, k.Kind)
	}
	for _, e := range p.Entities {
		one := entity{On: e.Name, Meaning: e.Doc, OwnRules: e.Own}
		for _, f := range e.Facts {
			words := f.Words
			if words == nil {
				words = []string{}
			}
			one.Facts = append(one.Facts, fact{f.Name, f.Type, f.Kind, words, f.Doc})
		}
		doc.Entities = append(doc.Entities, one)
	}
	return writeJSON(w, doc)
}

// writeJSON writes a document with an indent, its text as it is.
func writeJSON(w io.Writer, doc any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(doc)
}
