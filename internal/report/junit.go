package report

import (
	"bufio"
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"jobcat/catalog"
	"jobcat/internal/inert"
	"jobcat/lint"
	"jobcat/schema"
)

// JUnit writes a test report: each rule on each page of the catalog is one test, which passes if the rule has nothing to say
// there. A finding is not a test of its own: GitLab tells what was fixed by the tests that pass now and did not before, and a
// finding that is gone has no name any more.
//
// A test fails for errors and warnings; infos are told by the output of a test that passes. What is known already, because
// it was there before the change, is in the baseline or is allowed, skips the test, so that nobody takes it for fixed.
func JUnit(w io.Writer, run Run) error {
	tests := run.tests()
	failed, skipped := 0, 0
	for _, t := range tests {
		switch {
		case t.fails():
			failed++
		case t.skip != "":
			skipped++
		}
	}
	x := &xmlWriter{Encoder: xml.NewEncoder(w), run: run.fromRepository(), files: run.files()}
	x.Indent("", "  ")
	counts := []string{"tests", strconv.Itoa(len(tests)), "failures", strconv.Itoa(failed)}
	x.write(xml.ProcInst{Target: "xml", Inst: []byte(`version="1.0" encoding="UTF-8"`)})
	x.write(xml.CharData("\n"))
	x.element("testsuites", append([]string{"name", "jobcat"}, counts...), func() {
		x.element("testsuite", append([]string{"name", "jobcat", "errors", "0", "skipped", strconv.Itoa(skipped)}, counts...), func() {
			for _, t := range tests {
				x.test(t)
			}
		})
	})
	x.write(xml.CharData("\n"))
	if x.err != nil {
		return x.err
	}
	return x.Close()
}

// test is what one rule says of one page.
type test struct {
	rule, path string
	findings   []lint.Finding
	skip       string // why it would be wrong to say that it passes
}

func (t *test) fails() bool {
	return slices.ContainsFunc(t.findings, func(f lint.Finding) bool { return f.Severity.AtLeast(schema.Warning) })
}

// tests are those of the pages that were judged, in order of path and of the policy, and those of all other findings.
func (r Run) tests() []*test {
	type key struct{ path, rule string }
	all := map[key]*test{}
	at := func(path, rule string) *test {
		k := key{path, rule}
		if all[k] == nil {
			all[k] = &test{rule: rule, path: path}
		}
		return all[k]
	}
	for _, page := range r.judged() {
		for _, rule := range r.Policy.At(page).Rules() {
			if rule.Severity != schema.Off && r.asks(rule.ID) {
				at(page, rule.ID)
			}
		}
	}
	for _, f := range r.Findings {
		t := at(f.Place.Path, f.Rule)
		t.findings = append(t.findings, shortened(f))
	}
	skip := func(f lint.Finding, why string) {
		if t := at(f.Place.Path, f.Rule); t.skip == "" {
			t.skip = why
		}
	}
	for _, a := range r.Allowed {
		skip(a.Finding, "allowed by the page: "+inert.Visible(inert.Short(a.Reason, longest)))
	}
	for _, f := range r.Known {
		skip(f, "in the baseline")
	}
	if r.Since != nil {
		for _, f := range r.Since.Remaining {
			skip(f, "there already before the change")
		}
		for _, f := range r.Since.Known {
			skip(f, "in the baseline")
		}
	}
	order := map[string]int{}
	for i, rule := range r.Policy.Rules() {
		order[rule.ID] = i
	}
	tests := make([]*test, 0, len(all))
	for _, t := range all {
		tests = append(tests, t)
	}
	slices.SortFunc(tests, func(a, b *test) int {
		if d := strings.Compare(a.path, b.path); d != 0 {
			return d
		}
		return order[a.rule] - order[b.rule]
	})
	return tests
}

// judged are the paths of what rules could speak about: families, lists of them, and the registry.
func (r Run) judged() []string {
	var paths []string
	for _, p := range r.Catalog.Pages {
		if p.Family != nil {
			paths = append(paths, p.File.Path)
		}
	}
	if registry := r.Catalog.Registry; registry != nil {
		paths = append(paths, registry.File.Path)
	}
	return paths
}

// xmlWriter writes elements and keeps the first error. What XML cannot hold, such as control characters, its encoder replaces.
type xmlWriter struct {
	*xml.Encoder
	run   Run
	files map[string]*catalog.File
	err   error
}

func (x *xmlWriter) write(t xml.Token) {
	if x.err == nil {
		x.err = x.EncodeToken(t)
	}
}

// element writes an element with attributes, names and values in turn, and what body writes into it.
func (x *xmlWriter) element(name string, attributes []string, body func()) {
	start := xml.StartElement{Name: xml.Name{Local: name}}
	for a := range slices.Chunk(attributes, 2) {
		start.Attr = append(start.Attr, xml.Attr{Name: xml.Name{Local: a[0]}, Value: a[1]})
	}
	x.write(start)
	body()
	x.write(start.End())
}

// test writes a test. GitLab's list in the merge request shows nothing but its name, so that says the rule and the page; in
// the pipeline it stands beside classname.
func (x *xmlWriter) test(t *test) {
	path := x.run.Place(t.path)
	x.element("testcase", []string{"classname", inert.Visible(path), "name", t.rule + ": " + inert.Visible(t.path), "file", path}, func() {
		told := func() { x.write(xml.CharData(x.told(t.findings))) }
		switch {
		case t.fails():
			message := inert.Visible(t.findings[0].Message)
			if n := len(t.findings) - 1; n > 0 {
				message += fmt.Sprintf(" (and %d more)", n)
			}
			x.element("failure", []string{"message", message}, told)
		case t.skip != "":
			x.element("skipped", []string{"message", t.skip}, func() { x.write(xml.CharData(t.skip)) })
		case len(t.findings) > 0:
			x.element("system-out", nil, told)
		}
	})
}

// told are findings as people read them on a terminal.
func (x *xmlWriter) told(findings []lint.Finding) string {
	var b bytes.Buffer
	t := &textWriter{w: bufio.NewWriter(&b), run: x.run, width: 100, style: newStyle(false), files: x.files}
	for _, f := range findings {
		t.finding(f)
	}
	t.w.Flush() // to memory
	return strings.TrimSpace(b.String())
}
