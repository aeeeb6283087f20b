package report

import (
	"fmt"
	"io"

	"jobcat/internal/inert"
	"jobcat/schema"
)

// Trials say what became of the examples of a policy's own rules.
type Trials struct {
	Config   string // the file of the policy
	Rules    int    // how many rules of its own it has
	Examples int    // how many of their pages were judged
	Failures []Trial
	Without  []Trial // rules without an example
}

// Trial is one line of the report, at a place in the file of the policy.
type Trial struct {
	Place schema.Position
	Words string
}

// PolicyTest writes what is wrong with examples, each at its line, and at the end how many were judged.
func PolicyTest(w io.Writer, trials Trials, opt TextOptions) error {
	t := newPage(w, opt)
	for _, f := range trials.Failures {
		t.trial(trials.Config, schema.Error, f)
	}
	for _, f := range trials.Without {
		t.trial(trials.Config, schema.Warning, f)
	}
	if len(trials.Failures)+len(trials.Without) > 0 {
		t.line("")
	}
	did := fmt.Sprintf("%s, %s", plural(trials.Rules, "rule of its own", "rules of its own"), plural(trials.Examples, "page", "pages"))
	switch failed := len(trials.Failures); {
	case trials.Rules == 0:
		t.line("%s has no rule of its own, so there was nothing to test; the rest of it is right", inert.Visible(trials.Config))
	case trials.Examples == 0:
		t.line("%s: no rule has an example, so there was nothing to test", did)
	case failed == 1:
		t.line("%s: 1 does not do what its rule promises", did)
	case failed > 1:
		t.line("%s: %d do not do what their rules promise", did, failed)
	default:
		t.line("%s: all do what their rules promise", did)
	}
	return t.w.Flush()
}

func (t *textWriter) trial(config string, severity schema.Severity, f Trial) {
	t.line("%s:%d:%d: %s: %s", t.style.path(inert.Visible(config)), f.Place.Line, f.Place.Column, t.style.severity(severity)(string(severity)), inert.Visible(f.Words))
}
