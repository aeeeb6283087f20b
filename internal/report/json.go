package report

import (
	"encoding/json"
	"io"

	"jobcat/lint"
	"jobcat/schema"
)

// JSON writes findings for programs, in format 1: a field is never renamed or dropped within a format. Paths are
// relative to the working directory, lines and columns are 1-based, edits are half-open ranges of bytes.
func JSON(w io.Writer, run Run) error {
	c := run.count()
	doc := jsonRun{Format: 1, Families: c.families, Levels: c.levels, Findings: make([]jsonFinding, len(run.Findings))}
	for i, f := range run.Findings {
		doc.Findings[i] = newJSONFinding(run, f)
	}
	for _, a := range run.Allowed {
		doc.Allowed = append(doc.Allowed, jsonAllowed{newJSONFinding(run, a.Finding), a.Reason})
	}
	for _, f := range run.Known {
		doc.Known = append(doc.Known, newJSONFinding(run, f))
	}
	doc.Stale = len(run.Stale)
	if s := run.Since; s != nil {
		doc.Since = &jsonSince{Name: s.Name, Fixed: make([]jsonFinding, len(s.Fixed)), Remaining: len(s.Remaining)}
		for i, f := range s.Fixed {
			doc.Since.Fixed[i] = newJSONFinding(run, f)
		}
	}
	if r := run.Repair; r != nil {
		doc.Fixed, doc.NotFixed = []jsonFixed{}, []jsonNotFixed{}
		for _, f := range r.Fixed {
			doc.Fixed = append(doc.Fixed, jsonFixed{f.Rule, run.Place(f.Place.Path), f.Level, f.Message, f.Fix.Safe})
		}
		for _, x := range r.Refused {
			n := jsonNotFixed{Rule: x.Finding.Rule, Path: run.Place(x.Finding.Place.Path), Line: x.Finding.Place.Line, Message: x.Finding.Message}
			if x.Breaks != nil {
				breaks := newJSONFinding(run, *x.Breaks)
				n.Breaks = &breaks
			}
			doc.NotFixed = append(doc.NotFixed, n)
		}
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(doc)
}

type jsonRun struct {
	Format   int           `json:"format"`
	Families int           `json:"families"`
	Levels   int           `json:"levels"`
	Findings []jsonFinding `json:"findings"`

	Allowed []jsonAllowed `json:"allowed,omitzero"` // by their pages
	Known   []jsonFinding `json:"known,omitzero"`   // from the baseline
	Stale   int           `json:"stale,omitzero"`   // entries of the baseline

	Since *jsonSince `json:"since,omitzero"` // only of a run with --since or --staged, of which findings are what was introduced

	// Only of a run with --fix.
	Fixed    []jsonFixed    `json:"fixed,omitzero"`
	NotFixed []jsonNotFixed `json:"not_fixed,omitzero"`
}

// jsonSince is what became of the findings before a change.
type jsonSince struct {
	Name      string        `json:"name"`
	Fixed     []jsonFinding `json:"fixed"` // as they were, with the lines of that time
	Remaining int           `json:"remaining"`
}

type jsonAllowed struct {
	jsonFinding
	Reason string `json:"reason"`
}

// jsonFixed has no line: the file has others now.
type jsonFixed struct {
	Rule    string `json:"rule"`
	Path    string `json:"path"`
	Level   string `json:"level"`
	Message string `json:"message"`
	Safe    bool   `json:"safe"`
}

// jsonNotFixed is a finding whose fix was taken back.
type jsonNotFixed struct {
	Rule    string       `json:"rule"`
	Path    string       `json:"path"`
	Line    int          `json:"line"`
	Message string       `json:"message"`
	Breaks  *jsonFinding `json:"breaks"` // the error that it would have brought; null if the finding would still have been there
}

type jsonFinding struct {
	Rule      string          `json:"rule"`
	Severity  schema.Severity `json:"severity"`
	Message   string          `json:"message"`
	Path      string          `json:"path"`
	Line      int             `json:"line"`
	Column    int             `json:"column"`
	EndLine   int             `json:"end_line"`
	EndColumn int             `json:"end_column"`
	Family    string          `json:"family"`
	Level     string          `json:"level"`
	Identity  string          `json:"identity"`
	Related   []jsonRelated   `json:"related"`
	Fix       *jsonFix        `json:"fix"`
}

type jsonRelated struct {
	Path    string `json:"path"`
	Line    int    `json:"line"`
	Message string `json:"message"`
}

type jsonFix struct {
	Safe  bool       `json:"safe"`
	Edits []jsonEdit `json:"edits"`
}

type jsonEdit struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Text  string `json:"text"`
}

func newJSONFinding(run Run, f lint.Finding) jsonFinding {
	j := jsonFinding{
		Rule: f.Rule, Severity: f.Severity, Message: f.Message,
		Path: run.Place(f.Place.Path),
		Line: f.Place.Line, Column: f.Place.Column, EndLine: f.Place.EndLine, EndColumn: f.Place.EndColumn,
		Family: f.Family, Level: f.Level, Identity: f.Identity,
		Related: make([]jsonRelated, len(f.Related)),
	}
	for i, r := range f.Related {
		j.Related[i] = jsonRelated{Line: r.Place.Line, Message: r.Message}
		if !r.Place.IsZero() {
			j.Related[i].Path = run.Place(r.Place.Path)
		}
	}
	if f.Fix != nil {
		j.Fix = &jsonFix{Safe: f.Fix.Safe, Edits: make([]jsonEdit, len(f.Fix.Edits))}
		for i, e := range f.Fix.Edits {
			j.Fix.Edits[i] = jsonEdit(e)
		}
	}
	return j
}
