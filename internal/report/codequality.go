package report

import (
	"encoding/json"
	"io"
	"slices"
	"strings"

	"jobcat/internal/inert"
	"jobcat/lint"
	"jobcat/schema"
)

// CodeQuality writes findings as GitLab's artifacts:reports:codequality reads them.
//
// GitLab compares this report of a merge request with that of the target branch to say what is new and what is fixed. So
// what is held against another side is here with what was there before, and fingerprints are identities, in which is no line.
// What is allowed or in the baseline is left out on both sides, and nothing is said of it.
func CodeQuality(w io.Writer, run Run) error {
	findings := run.standing()
	entries := make([]codeQualityEntry, len(findings))
	for i, f := range findings {
		f = shortened(f)
		entries[i] = codeQualityEntry{
			Description: inert.Visible(strings.TrimSpace(sentence(f.Message) + " " + sentence(f.Remedy))),
			CheckName:   f.Rule,
			Fingerprint: f.Identity,
			Severity:    codeQualitySeverities[f.Severity],
			Location: codeQualityLocation{
				Path:  run.inRepository(f.Place.Path),
				Lines: codeQualityLines{max(1, f.Place.Line)}, // it asks for a line, also of a file that could not be read
			},
		}
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(entries)
}

// codeQualitySeverities are GitLab's words, as its converters for other linters use them: an error is "major". What is worse
// there, "critical" and "blocker", is for what breaks a running system or must not be merged; whether a finding stops a merge
// is said by --fail-on and not by the rule. A word that GitLab does not know would be shown as "unknown".
var codeQualitySeverities = map[schema.Severity]string{
	schema.Error:   "major",
	schema.Warning: "minor",
	schema.Info:    "info",
}

// codeQualityEntry has the fields that GitLab looks at, under its names. An entry that lacks one of them, or has one of another
// type, ends its reading without a word.
type codeQualityEntry struct {
	Description string              `json:"description"`
	CheckName   string              `json:"check_name"`
	Fingerprint string              `json:"fingerprint"`
	Severity    string              `json:"severity"`
	Location    codeQualityLocation `json:"location"`
}

type codeQualityLocation struct {
	Path  string           `json:"path"`
	Lines codeQualityLines `json:"lines"`
}

type codeQualityLines struct {
	Begin int `json:"begin"`
}

// standing are all findings of the later side, those that were there before included.
func (r Run) standing() []lint.Finding {
	if r.Since == nil {
		return r.Findings
	}
	all := slices.Concat(r.Findings, r.Since.Remaining)
	slices.SortFunc(all, lint.Compare)
	return all
}
