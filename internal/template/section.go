package template

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"jobcat/lint"
	"jobcat/schema"
)

// The kinds of sections that a template gives a place of their own. All others follow in the order of the policy.
const (
	jobGrade              = "job_grade"
	responsibilities      = "responsibilities"
	requirements          = "requirements"
	performanceIndicators = "performance_indicators"
	careerLadder          = "career_ladder"
	hiringProcess         = "hiring_process"
	levels                = "levels"
)

// Where a kind of section may have to stand.
const (
	inLevel  = "level"
	inFamily = "family"
	nowhere  = "nowhere"
)

// What the policy's templates leave open and a new family may know.
const (
	gradeHole = "grade {add the number}"
	nextHole  = "{add the title of the next level}"
)

// isDuty reports whether sections of a kind are lists that a higher level extends.
func isDuty(kind string) bool { return kind == responsibilities || kind == requirements }

// kinds are the kinds of sections that the policy asks for, in the order in which the templates have them.
func (w *writer) kinds() []schema.SectionKind {
	var start, middle, end []schema.SectionKind
	first := []string{jobGrade, responsibilities, requirements}
	last := []string{performanceIndicators, careerLadder, hiringProcess}
	for _, k := range w.policy.Kinds() {
		switch {
		case k.Required == nowhere || k.Severity == schema.Off:
		case slices.Contains(first, k.Kind):
			start = append(start, k)
		case slices.Contains(last, k.Kind):
			end = append(end, k)
		default:
			middle = append(middle, k)
		}
	}
	inOrder(start, first)
	inOrder(end, last)
	return slices.Concat(start, middle, end)
}

func inOrder(kinds []schema.SectionKind, order []string) {
	slices.SortFunc(kinds, func(a, b schema.SectionKind) int {
		return slices.Index(order, a.Kind) - slices.Index(order, b.Kind)
	})
}

func isAmong(kinds []schema.SectionKind, kind string) bool {
	return slices.ContainsFunc(kinds, func(k schema.SectionKind) bool { return k.Kind == kind })
}

// usual is the policy's word for a kind, or another one where the policy has no such kind.
func (w *writer) usual(kind, otherwise string) string {
	for _, k := range w.policy.Kinds() {
		if k.Kind == kind {
			return k.Usual()
		}
	}
	return otherwise
}

// section is the body of a section as the policy's template has it, with as many items as the policy asks for. The
// next title is "" where nobody knows.
func (w *writer) section(k schema.SectionKind, title, next string) {
	var lines []string
	if k.Template != "" {
		lines = strings.Split(strings.TrimSpace(w.fill(k.Template, title, next)), "\n")
	}
	var prose, items []string
	for _, line := range lines {
		if item, ok := strings.CutPrefix(line, "- "); ok {
			items = append(items, item)
		} else if strings.TrimSpace(line) != "" {
			prose = append(prose, line)
		}
	}
	if len(prose) > 0 {
		w.paragraph(strings.Join(prose, "\n"))
	}
	if k.MaxItems > 0 {
		items = items[:min(len(items), max(0, k.MaxItems-len(k.Items)))]
	}
	for n := 1; len(items)+len(k.Items) < k.MinItems || n == 1 && len(items)+len(prose) == 0; n++ {
		items = append(items, fmt.Sprintf("{add item %d of %s}", n, strings.ToLower(k.Usual())))
	}
	for _, i := range k.Items {
		items = append(items, i.Text)
	}
	if len(items) > 0 {
		w.list(items...)
	}
}

// fill puts in what is known of what a template leaves open.
func (w *writer) fill(text, title, next string) string {
	text = strings.ReplaceAll(text, "{title}", title)
	if next != "" {
		text = strings.ReplaceAll(text, nextHole, w.link(next))
	}
	if grade := w.grade(title); grade != "" {
		text = strings.ReplaceAll(text, gradeHole, grade)
	}
	return text
}

// grade is the statement of the grade that the ladder gives a title, "" where it leaves that open.
func (w *writer) grade(title string) string {
	grades := lint.ExpectedGrades(w.family.Ladder, title)
	if len(grades) != 1 {
		return ""
	}
	number := strconv.FormatFloat(grades[0], 'f', -1, 64)
	if w.family.Grades == "" {
		return "[grade " + number + "](https://example.com/grades) {add the address of the grade table to this link}"
	}
	return "[grade " + number + "](" + w.family.Grades + ")"
}

// link leads to another level of the page. In the first draft nobody knows its anchor.
func (w *writer) link(title string) string {
	if w.anchors == nil {
		return title
	}
	return "[" + title + "](#" + w.anchors[title] + ")"
}

func (w *writer) heading(depth int, text string) {
	fmt.Fprintf(&w.text, "\n%s %s\n", strings.Repeat("#", depth), text)
}

func (w *writer) paragraph(text string) { fmt.Fprintf(&w.text, "\n%s\n", text) }

func (w *writer) list(items ...string) {
	w.text.WriteString("\n")
	for _, i := range items {
		fmt.Fprintf(&w.text, "- %s\n", i)
	}
}
