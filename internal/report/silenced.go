package report

import (
	"fmt"

	"jobcat/internal/inert"
	"jobcat/lint"
)

// silenced lists what was found and is not shown, each with the reason, and what is stale in the baseline.
func (t *textWriter) silenced() {
	for _, a := range t.run.Allowed {
		t.one(a.Finding, "allowed")
		t.line("  %s", inert.Visible(a.Reason))
	}
	for _, f := range t.run.Known {
		t.one(f, "in the baseline")
	}
	if s := t.run.Since; s != nil {
		for _, f := range s.Fixed {
			t.one(f, "fixed")
		}
	}
	for _, k := range t.run.Stale {
		of := ""
		if k.Level != "" {
			of = fmt.Sprintf(" of %q", inert.Visible(k.Level))
		}
		t.line("%s: stale: the baseline has a finding%s that is gone %s", t.style.path(t.place(k.Path)), of, t.style.rule("["+k.Rule+"]"))
	}
}

// one is a finding on one line.
func (t *textWriter) one(f lint.Finding, why string) {
	t.line("%s:%d:%d: %s: %s %s", t.style.path(t.place(f.Place.Path)), f.Place.Line, f.Place.Column, why, inert.Visible(f.Message), t.style.rule("["+f.Rule+"]"))
}

// silent is what the last line says of that: "; 3 allowed; 412 in the baseline". Hinted says that --verbose is spoken of
// there anyway.
func (r Run) silent(listed, hinted bool) string {
	var s string
	if n := len(r.Allowed); n > 0 {
		s += fmt.Sprintf("; %d allowed", n)
	}
	if n := len(r.Known); n > 0 {
		s += fmt.Sprintf("; %d in the baseline", n)
	}
	if n := len(r.Stale); n > 0 {
		s += fmt.Sprintf("; %s of the baseline (--prune-baseline)", plural(n, "stale entry", "stale entries"))
	}
	if s != "" && !listed && !hinted {
		s += " (--verbose lists them)"
	}
	return s
}
