package page

import (
	"fmt"
	"strings"
	"time"

	"jobcat/internal/audit"
	"jobcat/internal/inert"
)

// summary is what stands at the top of the page.
type summary struct {
	Root    string
	State   string
	Verdict string
	Figures []figure
}

// figure is one key figure, and the section of the page that tells more.
type figure struct {
	Name, Value, Note, Section string
	Bad                        bool
}

func summaryOf(a *audit.Audit) summary {
	t := a.Totals
	sure := map[audit.Certainty]int{}
	for _, o := range a.Grades.Outliers {
		sure[o.Certainty]++
	}
	reached := 0
	for _, h := range a.Inheritance.Levels {
		reached = max(reached, h.Reach)
	}
	circles := len(a.Reporting.Circles) + len(a.Inheritance.Circles)
	s := summary{State: a.State.Words(), Verdict: verdict(a, sure)}
	if a.Root != "." {
		s.Root = inert.Visible(a.Root) // the folder that somebody stood in has no name
	}
	s.Figures = []figure{
		{"Families", number(t.Families), "in " + plural(t.Departments, "department"), "matrix", false},
		{"Levels", number(t.Levels), number(managing(a)) + " of them in management", "levels", false},
		{"With a grade", percent(t.Graded, t.Levels), plural(t.Levels-t.Graded, "level") + " without", "ungraded", false},
		{"Not as elsewhere", number(len(a.Grades.Outliers)), "grades, " + number(sure[audit.Certain]) + " certain", "grades", len(a.Grades.Outliers) > 0},
		{"Errors", number(t.Errors), fmt.Sprintf("%s, %s", plural(t.Warnings, "warning"), plural(t.Infos, "info")), "findings", t.Errors > 0},
		{"No reporting line", number(len(a.Reporting.Orphans)), "levels; " + plural(len(a.Reporting.Downward), "line") + " not upward", "orphans", false},
		{"Circles", number(circles), "of reporting lines and inheritance", "reporting", circles > 0},
		{"Widest reach", number(reached), "levels that one change reaches", "inheritance", false},
	}
	if name, have, of := thinnest(a.Completeness); of > 0 {
		s.Figures = append(s.Figures, figure{"Most missing", percent(of-have, of), "of the levels lack " + name, "completeness", false})
	}
	if h := a.History; h != nil && len(h.Points) > 0 {
		s.Figures = append(s.Figures, figure{"Grades changed", number(len(h.Grades)), "since " + h.Start.Format(time.DateOnly), "time", false})
	}
	return s
}

// thinnest is what most levels lack of what the policy asks for, and how many have it; of is 0 if they lack nothing. Grades
// and reporting lines are figures of their own.
func thinnest(c audit.Completeness) (name string, have, of int) {
	type count struct{ have, of int }
	counts, names := map[string]count{}, []string{}
	add := func(name string, has, levels int) {
		if _, ok := counts[name]; !ok {
			names = append(names, name)
		}
		counts[name] = count{counts[name].have + has, counts[name].of + levels}
	}
	for _, s := range c.Sections {
		if s.Required != "nowhere" {
			add(s.Name, s.Have, s.Levels)
		}
	}
	for _, i := range c.Items {
		add("a required item", i.Have, i.Levels)
	}
	for _, n := range names {
		if x := counts[n]; x.have < x.of && (of == 0 || x.have*of < have*x.of) {
			name, have, of = n, x.have, x.of
		}
	}
	return name, have, of
}

// verdict is the answer in one or two sentences.
func verdict(a *audit.Audit, sure map[audit.Certainty]int) string {
	var words strings.Builder
	outliers := len(a.Grades.Outliers)
	switch {
	case a.Totals.Graded == 0:
		words.WriteString("No level states a grade.")
	case outliers == 0:
		fmt.Fprintf(&words, "Grades are used in the same way everywhere: none of %s stands out.", number(a.Totals.Graded))
	default:
		fmt.Fprintf(&words, "%s of %s %s not as elsewhere", number(outliers), plural(a.Totals.Graded, "grade"), is(outliers))
		if n := sure[audit.Certain]; n > 0 {
			fmt.Fprintf(&words, ", %s of them for certain", number(n))
		}
		words.WriteString(".")
	}
	switch t := a.Totals; {
	case t.Errors+t.Warnings == 0:
		words.WriteString(" The pages have no errors and no warnings.")
	default:
		fmt.Fprintf(&words, " The pages have %s and %s.", plural(t.Errors, "error"), plural(t.Warnings, "warning"))
	}
	return words.String()
}

func is(n int) string {
	if n == 1 {
		return "is"
	}
	return "are"
}

func managing(a *audit.Audit) int {
	n := 0
	for _, l := range a.Levels {
		n += track(l.Track)
	}
	return n
}

// number is a count as people read it: "12,345".
func number(n int) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

func plural(n int, word string) string {
	if n == 1 {
		return "1 " + word
	}
	return number(n) + " " + word + "s"
}

// percent is a share, rounded down so that only all of them are 100 %.
func percent(n, of int) string {
	if of == 0 {
		return "–"
	}
	return fmt.Sprintf("%d %%", n*100/of)
}
