package lint

import (
	"bufio"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// baselineHead begins every baseline. The number is that of the format.
const baselineHead = "# jobcat baseline, format 1"

const baselineNote = `#
# Findings that were there when jobcat was introduced. jobcat lint is silent about them and reports every other one.
# jobcat lint --prune-baseline takes out what was repaired, --write-baseline writes the list anew. What is taken out by
# hand is reported again. The order of lines does not matter: after a merge, keep the lines of both sides.
#
# path: rule, identity, words, level
`

// baselineLine is "finance/payroll.md: missing-grade e4c90a15672b30e3 0f1e2d3c Senior Payroll Analyst". A path or title
// that would not read so is quoted.
var baselineLine = regexp.MustCompile(`^("(?:[^"\\]|\\.)*"|[^"].*?): ([a-z0-9]+(?:-[a-z0-9]+)*) ([0-9a-f]{16}) ([0-9a-f]{8})(?: (\S.*))?$`)

// ReadBaseline reads a list of known findings, as Write writes it, in any order. An error begins with the number of
// the line that is wrong.
func ReadBaseline(src string) (Baseline, error) {
	var known Baseline
	for n, line := range strings.Split(strings.TrimPrefix(src, "\ufeff"), "\n") {
		line = strings.TrimRight(line, " \t\r")
		switch {
		case n == 0 && line != baselineHead:
			if strings.HasPrefix(line, strings.TrimSuffix(baselineHead, "1")) {
				return nil, fmt.Errorf("1: another version of jobcat has written this baseline; it begins with %q where this one writes %q", line, baselineHead)
			}
			return nil, fmt.Errorf("1: this is no baseline: its first line should be %q", baselineHead)
		case line == "", strings.HasPrefix(line, "# "), line == "#":
			continue
		case isConflict(line):
			return nil, fmt.Errorf("%d: a merge has left its markers here; keep the lines of both sides, and remove the markers", n+1)
		}
		k, ok := readKnown(line)
		if !ok {
			return nil, fmt.Errorf("%d: this is no line of a baseline; it should be \"path: rule, identity, words, level\", as \"jobcat lint --write-baseline\" writes it", n+1)
		}
		known = append(known, k)
	}
	return known.sorted(), nil
}

func readKnown(line string) (Known, bool) {
	m := baselineLine.FindStringSubmatch(line)
	if m == nil {
		return Known{}, false
	}
	path, err := unquoted(m[1])
	level, err2 := unquoted(m[5])
	return Known{Path: path, Rule: m[2], Identity: m[3], Words: m[4], Level: level}, err == nil && err2 == nil
}

func isConflict(line string) bool {
	for _, marker := range []string{"<<<<<<<", "=======", ">>>>>>>", "|||||||"} {
		if line == marker || strings.HasPrefix(line, marker+" ") {
			return true
		}
	}
	return false
}

// Write writes the baseline, one finding per line, sorted.
func (list Baseline) Write(w io.Writer) error {
	b := bufio.NewWriter(w)
	fmt.Fprintf(b, "%s\n%s", baselineHead, baselineNote)
	for _, k := range list.sorted() {
		fmt.Fprintf(b, "%s: %s %s %s", quoted(k.Path), k.Rule, k.Identity, k.Words)
		if k.Level != "" {
			fmt.Fprintf(b, " %s", quoted(k.Level))
		}
		fmt.Fprintln(b)
	}
	return b.Flush()
}

// sorted has each finding once: after a merge of two branches, both sides can have it.
func (list Baseline) sorted() Baseline {
	known := slices.Clone(list)
	slices.SortFunc(known, Known.Compare)
	return slices.Compact(known)
}

// quoted is a text that stays on its line and is told from what is beside it.
func quoted(s string) string {
	strange := func(r rune) bool { return !unicode.IsPrint(r) || r == unicode.ReplacementChar }
	if s == "" || s[0] == '"' || s[0] == '#' || strings.TrimSpace(s) != s || strings.Contains(s, ": ") || strings.ContainsFunc(s, strange) || isConflict(s) {
		return strconv.Quote(s)
	}
	return s
}

func unquoted(s string) (string, error) {
	if !strings.HasPrefix(s, `"`) {
		return s, nil
	}
	return strconv.Unquote(s)
}
