package report

import (
	"fmt"
	"iter"
	"slices"
	"strings"

	"jobcat/internal/inert"
	"jobcat/internal/repair"
	"jobcat/lint"
)

// repaired says per file by which rules it was repaired, and what could not be repaired although there was a fix for it.
func (t *textWriter) repaired() {
	r := t.run.Repair
	did := "fixed"
	if t.run.Planned {
		did = "would fix"
	}
	for fixed := range byFile(r.Fixed) {
		t.line("%s: %s %d (%s)", t.style.path(t.place(fixed[0].Place.Path)), did, len(fixed), byRule(fixed))
	}
	for _, x := range r.Refused {
		f := x.Finding
		at := fmt.Sprintf("%s:%d:%d", t.place(f.Place.Path), f.Place.Line, f.Place.Column)
		t.line("%s: could not fix %s: %s", t.style.path(at), t.style.rule("["+f.Rule+"]"), t.refusal(x))
	}
	if r.Unsettled {
		t.line("there is still something to fix after many rounds: two rules seem to undo each other, please report it")
	}
	if len(r.Fixed)+len(r.Refused) > 0 {
		t.line("")
	}
}

// refusal is why a fix was taken back.
func (t *textWriter) refusal(r repair.Refused) string {
	if b := r.Breaks; b != nil {
		return fmt.Sprintf("it would bring an error at %s:%d: %s %s", t.place(b.Place.Path), b.Place.Line, inert.Visible(b.Message), t.style.rule("["+b.Rule+"]"))
	}
	return "the finding would still be there; please report it"
}

// byRule counts findings by rule, the most frequent first: "misspelt-heading 2, repeated-item". One rule needs no count.
func byRule(findings []lint.Finding) string {
	count := map[string]int{}
	var rules []string
	for _, f := range findings {
		if count[f.Rule]++; count[f.Rule] == 1 {
			rules = append(rules, f.Rule)
		}
	}
	slices.SortFunc(rules, func(a, b string) int {
		if d := count[b] - count[a]; d != 0 {
			return d
		}
		return strings.Compare(a, b)
	})
	for i, rule := range rules {
		if n := count[rule]; n > 1 && len(rules) > 1 {
			rules[i] = fmt.Sprintf("%s %d", rule, n)
		}
	}
	return strings.Join(rules, ", ")
}

// byFile cuts findings, which are in order of path, into those of each file.
func byFile(findings []lint.Finding) iter.Seq[[]lint.Finding] {
	return func(yield func([]lint.Finding) bool) {
		for len(findings) > 0 {
			n := slices.IndexFunc(findings, func(f lint.Finding) bool { return f.Place.Path != findings[0].Place.Path })
			if n < 0 {
				n = len(findings)
			}
			if !yield(findings[:n]) {
				return
			}
			findings = findings[n:]
		}
	}
}

// outcome is "fixed 12 in 4 files; 3 errors, 1 warning remain".
func outcome(r *repair.Result, planned bool, left count) string {
	fixed, remain := "fixed", "remain"
	if left.errors+left.warnings+left.infos == 1 {
		remain = "remains"
	}
	if planned {
		fixed, remain = "would fix", "would remain"
	}
	what := "nothing"
	if len(r.Fixed) > 0 {
		what = fmt.Sprintf("%d in %s", len(r.Fixed), plural(len(r.Changes), "file", "files"))
	}
	return fmt.Sprintf("%s %s; %s %s", fixed, what, left.verdict(), remain)
}

// repairHint says how many findings have fixes, "" if none has.
func repairHint(safe, unsafe int) string {
	switch {
	case safe > 0 && unsafe > 0:
		return fmt.Sprintf("%s can be fixed by --fix, %d more by --fix --unsafe-fixes", plural(safe, "finding", "findings"), unsafe)
	case safe > 0:
		return plural(safe, "finding", "findings") + " can be fixed by --fix"
	case unsafe > 0:
		return plural(unsafe, "finding", "findings") + " can be fixed by --fix --unsafe-fixes"
	}
	return ""
}
