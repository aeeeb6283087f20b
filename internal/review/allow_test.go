package review

import (
	"maps"
	"strings"
	"testing"

	"jobcat/lint"
	"jobcat/schema"
)

// Whoever puts the comment that allows a finding where they are told to is not bothered by it again.
func TestWhereToAllow(t *testing.T) {
	count := 0
	fixtures(t, func(t *testing.T, policy *schema.Policy, pages map[string]string) {
		j := judge(t, policy, pages)
		type kind struct{ rule, where string } // what stands further up is about more, so each is tried alone
		findings := map[kind][]lint.Finding{}
		for _, f := range j.result.Findings {
			where := j.whereToAllow(j.on(f, f.Place.Line))
			if where != "" && policy.At(f.Place.Path).Rule(f.Rule).Suppressible {
				k := kind{f.Rule, where}
				findings[k] = append(findings[k], f)
			}
		}
		for k, all := range findings {
			changed := maps.Clone(pages)
			lines := map[string][]string{}
			done := map[int]string{}
			for _, f := range all {
				if lines[f.Place.Path] == nil {
					lines[f.Place.Path] = strings.SplitAfter(pages[f.Place.Path], "\n")
					clear(done)
				}
				if line := lineToAllow(lines[f.Place.Path], k.where, f.Place.Line); done[line] == "" {
					done[line] = "done"
					allowAt(&lines[f.Place.Path][line-1], k.rule, k.where)
				}
			}
			for name, text := range lines {
				changed[name] = strings.Join(text, "")
			}
			allowed := map[string]bool{}
			for _, a := range judge(t, policy, changed).result.Allowed {
				allowed[a.Identity] = true
			}
			for _, f := range all {
				count++
				if !allowed[f.Identity] {
					t.Errorf("%s: %s is not allowed %s", f.Place, f.Rule, k.where)
				}
			}
		}
	})
	if count < 500 {
		t.Errorf("only %d findings were allowed", count)
	}
}

// lineToAllow is the line of a page where a finding on another one is allowed.
func lineToAllow(lines []string, where string, line int) int {
	if !strings.HasPrefix(where, "above everything") {
		return line
	}
	if !strings.HasPrefix(lines[0], "---") {
		return 1
	}
	for n, text := range lines[1:] {
		if strings.HasPrefix(text, "---") {
			return n + 2
		}
	}
	return 1
}

// allowAt puts a comment there.
func allowAt(line *string, rule, where string) {
	comment := "<!-- jobcat:allow " + rule + ": it is right -->"
	switch {
	case strings.HasPrefix(where, "at the end"):
		*line = strings.TrimRight(*line, "\r\n") + " " + comment + "\n"
	case strings.HasPrefix(where, "above everything") && !strings.HasPrefix(*line, "---"):
		*line = comment + "\n" + *line
	default:
		*line = strings.TrimRight(*line, "\n") + "\n" + comment + "\n"
	}
}
