package report

import (
	"encoding/json"
	"io"

	"jobcat/catalog"
	"jobcat/internal/change"
)

// EffectsJSON writes the same for programs, in format 1: a field is never renamed or dropped within a format. Paths are
// relative to the working directory, lines are 1-based.
func EffectsJSON(w io.Writer, c Changed) error {
	doc := jsonChanged{Format: 1, Before: c.Before, After: c.After, Effects: make([]jsonEffect, len(c.Effects))}
	for i, e := range c.Effects {
		doc.Effects[i] = c.json(e)
		doc.ForPeople = doc.ForPeople || e.ForPeople()
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(doc)
}

type jsonChanged struct {
	Format    int          `json:"format"`
	Before    string       `json:"before"`
	After     string       `json:"after"`
	ForPeople bool         `json:"for_people"` // whether anything changed for people
	Effects   []jsonEffect `json:"effects"`
}

type jsonEffect struct {
	Kind change.Kind `json:"kind"`
	jsonSubject
	Section string        `json:"section"`
	Old     string        `json:"old"`
	New     string        `json:"new"`
	From    *jsonSubject  `json:"from"`
	Items   []string      `json:"items"`
	Before  *jsonLine     `json:"before"` // null where it was not
	After   *jsonLine     `json:"after"`  // null where it is not
	Reach   []jsonReached `json:"reach"`
}

type jsonSubject struct {
	Path    string `json:"path"`
	Family  string `json:"family"`
	Level   string `json:"level"`
	Variant string `json:"variant"`
}

type jsonLine struct {
	Path string `json:"path"`
	Line int    `json:"line"`
}

type jsonReached struct {
	Level  string `json:"level"`
	Family string `json:"family"`
	jsonLine
}

func (c Changed) json(e change.Effect) jsonEffect {
	j := jsonEffect{
		Kind: e.Kind, jsonSubject: c.jsonSubject(e.Of), Section: e.Section, Old: e.Old, New: e.New,
		Items: append([]string{}, e.Items...), Before: c.jsonLine(e.Before), After: c.jsonLine(e.After), Reach: []jsonReached{},
	}
	if e.From != nil {
		from := c.jsonSubject(*e.From)
		j.From = &from
	}
	for _, r := range e.Reach {
		j.Reach = append(j.Reach, jsonReached{r.Level, r.Family, *c.jsonLine(r.Place)})
	}
	return j
}

func (c Changed) jsonSubject(s change.Subject) jsonSubject {
	return jsonSubject{c.place(s.Path), s.Family, s.Level, s.Variant}
}

func (c Changed) jsonLine(p catalog.Place) *jsonLine {
	if p.IsZero() {
		return nil
	}
	return &jsonLine{c.place(p.Path), p.Line}
}
