package report

import (
	"bytes"
	"encoding/json"
	"io"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"jobcat/catalog"
	"jobcat/internal/inert"
	"jobcat/lint"
	"jobcat/schema"
)

// SARIF writes a log of SARIF 2.1.0. Beside what is shown it has what is not, each with the reason: what a page allows and what
// is in the baseline is suppressed; of what is held against another side, all is there with what became of it.
func SARIF(w io.Writer, run Run) error {
	s := &sarif{run: run, files: run.files(), index: map[string]int{}}
	driver := sarifDriver{Name: "jobcat", Rules: []sarifRule{}}
	if v := strings.TrimPrefix(run.Version, "v"); v != "" && '0' <= v[0] && v[0] <= '9' { // readers compare them
		driver.Version = v
	}
	for _, r := range run.Policy.Rules() {
		if !run.asks(r.ID) {
			continue
		}
		page, err := run.Page(r)
		if err != nil {
			return err
		}
		rule, err := newSARIFRule(page)
		if err != nil {
			return err
		}
		s.index[r.ID] = len(driver.Rules)
		driver.Rules = append(driver.Rules, rule)
	}
	introduced := ""
	if run.Since != nil {
		introduced = "new"
	}
	for _, f := range run.Findings {
		s.add(f, introduced)
	}
	inBaseline := sarifSuppression{"external", "in the baseline"}
	for _, f := range run.Known {
		s.add(f, introduced, inBaseline)
	}
	for _, a := range run.Allowed {
		s.add(a.Finding, introduced, sarifSuppression{"inSource", inert.Visible(inert.Short(a.Reason, longest))})
	}
	if run.Since != nil {
		for _, f := range run.Since.Remaining {
			s.add(f, "unchanged")
		}
		for _, f := range run.Since.Known {
			s.add(f, "unchanged", inBaseline)
		}
		for _, f := range run.Since.Fixed {
			f.Fix = nil // of a text that is gone
			s.add(f, "absent")
		}
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(sarifLog{
		Version: "2.1.0",
		Schema:  "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
		Runs: []sarifRun{{
			Tool:       sarifTool{driver},
			ColumnKind: "unicodeCodePoints",
			Bases:      map[string]sarifArtifact{sourceRoot: {Description: &sarifText{Text: "The top of the repository."}}},
			Results:    append([]sarifResult{}, s.results...),
		}},
	})
}

// sourceRoot is what readers of SARIF call the folder that paths are relative to. Where it lies on the machine that jobcat was run
// on helps nobody elsewhere.
const sourceRoot = "%SRCROOT%"

// sarif makes results of findings.
type sarif struct {
	run     Run
	files   map[string]*catalog.File
	index   map[string]int // of rules
	results []sarifResult
}

func newSARIFRule(page RulePage) (sarifRule, error) {
	r := page.Rule
	var text, markdown bytes.Buffer
	if err := Rule(&text, page, TextOptions{}); err != nil {
		return sarifRule{}, err
	}
	if err := RuleMarkdown(&markdown, page); err != nil {
		return sarifRule{}, err
	}
	rule := sarifRule{
		ID:      r.ID,
		Short:   sarifText{Text: sentence(inert.Visible(r.Summary))},
		Full:    sarifText{Text: sentence(inert.Visible(r.Why))},
		Help:    sarifText{Text: text.String(), Markdown: markdown.String()},
		Default: sarifDefault{Enabled: r.Severity != schema.Off, Level: sarifLevels[r.Severity]},
	}
	rule.Properties.Tags = []string{r.Group}
	return rule, nil
}

// sarifLevels are SARIF's words for severities.
var sarifLevels = map[schema.Severity]string{
	schema.Error:   "error",
	schema.Warning: "warning",
	schema.Info:    "note",
	schema.Off:     "none",
}

func (s *sarif) add(f lint.Finding, state string, suppressions ...sarifSuppression) {
	f = shortened(f)
	words := []string{f.Message}
	var related []sarifLocation
	for i, r := range apart(f) {
		if r.Place.IsZero() {
			words = append(words, r.Message)
			continue
		}
		related = append(related, sarifLocation{ID: i + 1, Physical: s.physical(r.Place), Message: &sarifText{Text: plainMessage(sentence(r.Message))}})
	}
	words = append(words, f.Remedy)
	for i, w := range words {
		words[i] = sentence(w)
	}
	r := sarifResult{
		Rule:         f.Rule,
		Level:        sarifLevels[f.Severity],
		Message:      sarifText{Text: plainMessage(strings.TrimSpace(strings.Join(words, " ")))},
		Related:      related,
		Fingerprints: map[string]string{"jobcat/v1": f.Identity},
		State:        state,
		Suppressions: append([]sarifSuppression{}, suppressions...), // empty: it is known that there are none
		Fixes:        s.fixes(f),
	}
	if i, ok := s.index[f.Rule]; ok {
		r.RuleIndex = &i
	}
	if f.Place.Path != "" {
		l := sarifLocation{Physical: s.physical(f.Place)}
		if f.Level != "" {
			l.Logical = []sarifLogical{{inert.Visible(f.Level), "level"}}
		}
		r.Locations = []sarifLocation{l}
	}
	s.results = append(s.results, r)
}

func (s *sarif) physical(p catalog.Place) *sarifPhysical {
	physical := &sarifPhysical{Artifact: s.artifact(p.Path)}
	if !p.IsZero() {
		physical.Region = s.region(p)
	}
	return physical
}

// region is a place with columns as SARIF counts them: a byte order mark is none of the text.
func (s *sarif) region(p catalog.Place) *sarifRegion {
	r := &sarifRegion{p.Line, p.Column, p.EndLine, p.EndColumn}
	if f := s.files[p.Path]; f != nil && strings.HasPrefix(f.Source, "\ufeff") {
		if r.StartLine == 1 {
			r.StartColumn = max(1, r.StartColumn-1)
		}
		if r.EndLine == 1 {
			r.EndColumn = max(1, r.EndColumn-1)
		}
	}
	return r
}

// artifact is a file by its address: relative to the top of the repository, or absolute if it lies elsewhere.
func (s *sarif) artifact(path string) sarifArtifact {
	path = s.run.inRepository(path)
	parts := strings.Split(path, "/")
	for i, p := range parts {
		parts[i] = strings.ReplaceAll(url.PathEscape(p), ":", "%3A") // or "a:b" would have the scheme a
	}
	address := strings.Join(parts, "/")
	if strings.HasPrefix(path, "/") {
		return sarifArtifact{URI: "file://" + address}
	}
	return sarifArtifact{URI: address, Base: sourceRoot}
}

// fixes are the edits of a finding. A text that is not UTF-8 cannot be said in JSON, so there is no fix with one.
func (s *sarif) fixes(f lint.Finding) []sarifFix {
	file := s.files[f.Place.Path]
	if f.Fix == nil || file == nil || slices.ContainsFunc(f.Fix.Edits, func(e lint.Edit) bool { return !utf8.ValidString(e.Text) }) {
		return nil
	}
	words := sentence(f.Remedy)
	if !f.Fix.Safe {
		words += " This may change what the page says: read the difference."
	}
	change := sarifChange{Artifact: s.artifact(f.Place.Path)}
	for _, e := range f.Fix.Edits {
		r := sarifReplacement{Deleted: s.region(file.Place(e.Start, e.End))}
		if e.Text != "" {
			r.Inserted = &sarifContent{e.Text}
		}
		change.Replacements = append(change.Replacements, r)
	}
	return []sarifFix{{sarifText{Text: plainMessage(strings.TrimSpace(words))}, []sarifChange{change}}}
}

// plainMessage is a text in which readers of SARIF find no link: theirs look like "[text](address)".
func plainMessage(text string) string {
	return strings.ReplaceAll(inert.Visible(text), "](", "]\u2060(")
}
