package report

import (
	"cmp"
	"fmt"
	"io"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/rivo/uniseg"

	"jobcat/internal/audit"
	"jobcat/internal/inert"
	"jobcat/schema"
)

// Audit writes an audit for people: first what came out, then section by section what speaks for it. Lists are cut after a
// few lines unless all of them are asked for.
func Audit(w io.Writer, a *audit.Audit, opt TextOptions) error {
	t := &auditWriter{textWriter: newPage(w, opt), a: a, levels: map[string]*audit.Level{}, families: map[string]audit.Place{}, all: opt.Verbose}
	for _, f := range a.Families {
		t.families[f.Code] = audit.Place{Path: f.Path, Line: f.Line}
	}
	for _, list := range [][]audit.Level{a.Levels, a.Others} {
		for i := range list {
			t.levels[list[i].Code] = &list[i]
		}
	}
	if a.Totals.Families == 0 {
		t.line("none of what was asked about is a job family")
		t.rules()
		return t.w.Flush()
	}
	t.verdict()
	for _, section := range []func(){t.grades, t.matrix, t.titles, t.ladders, t.reporting, t.inheritance, t.completeness, t.rules, t.history} {
		section()
	}
	return t.w.Flush()
}

type auditWriter struct {
	*textWriter
	a        *audit.Audit
	levels   map[string]*audit.Level // by code
	families map[string]audit.Place  // where each stands, by code
	all      bool
}

// few is how many lines of a list people are shown unasked.
const few = 6

// list writes the lines of a list, the first of them unless all are asked for, and says where the others stand: in a table,
// or, if that is "", in the audit as JSON.
func (t *auditWriter) list(n, shown int, table string, line func(i int)) {
	if t.all || n <= shown+1 {
		shown = n // a line that says that there is one more takes as much room
	}
	for i := range shown {
		line(i)
	}
	if rest := n - shown; rest > 0 {
		format := "json"
		if table != "" {
			format = "csv --table " + table
		}
		t.line("    %s", t.style.rule(fmt.Sprintf("and %d more (--verbose, or --format %s)", rest, format)))
	}
}

func (t *auditWriter) heading(words string) {
	t.line("")
	t.line("%s", t.style.title(words))
}

// says writes a sentence of a section.
func (t *auditWriter) says(format string, args ...any) {
	t.paragraph(2, inert.Visible(fmt.Sprintf(format, args...)))
}

func (t *auditWriter) paragraph(indent int, text string) {
	for _, line := range wrapped(text, max(24, t.width-indent)) {
		t.line("%s%s", strings.Repeat(" ", indent), line)
	}
}

// item writes one line of a list, and below it where that stands.
func (t *auditWriter) item(words string, at audit.Place) {
	t.entry(4, words)
	if at != (audit.Place{}) {
		t.line("      %s", t.style.rule(t.where(at)))
	}
}

// entry writes text of the catalog as one line of a list.
func (t *auditWriter) entry(indent int, words string) {
	t.paragraph(indent, inert.Visible(inert.Short(words, longest)))
}

// where is a place as a person would type it. A folder has no line.
func (t *auditWriter) where(p audit.Place) string {
	at := inert.Visible(path.Join(t.a.Root, p.Path))
	if p.Line == 0 {
		return at
	}
	return at + ":" + strconv.Itoa(p.Line)
}

// named is the title of a level, with its grade and its family where these help.
func (t *auditWriter) named(code string) string {
	l := t.levels[code]
	if l.Grade == nil {
		return fmt.Sprintf("%q", l.Title)
	}
	return fmt.Sprintf("%q (grade %s)", l.Title, l.Grade)
}

// verdict says what came out, in a few lines.
func (t *auditWriter) verdict() {
	n := t.a.Totals
	in := ""
	if n.Departments > 0 {
		in = " in " + plural(n.Departments, "department", "departments")
	}
	t.line("%s", t.style.title(fmt.Sprintf("%s, %s%s; %s", plural(n.Families, "family", "families"), plural(n.Levels, "level", "levels"), in,
		ofAll(n.Graded, n.Levels, "has a grade", "have a grade"))))
	for _, line := range t.outcome() {
		t.says("%s", line)
	}
}

// outcome is what people look at first, a line for each question that has something to look at.
func (t *auditWriter) outcome() []string {
	a := t.a
	var lines []string
	add := func(n int, one, many, more string) {
		if n > 0 {
			lines = append(lines, plural(n, one, many)+more)
		}
	}
	certain := 0
	for _, o := range a.Grades.Outliers {
		if o.Certainty == audit.Certain {
			certain++
		}
	}
	more := ""
	switch {
	case certain == 0:
	case certain == len(a.Grades.Outliers):
		more = ", for certain"
	default:
		more = fmt.Sprintf(", %d of them for certain", certain)
	}
	add(len(a.Grades.Outliers), "grade is not as elsewhere", "grades are not as elsewhere", more)
	differ := 0
	for _, s := range a.Titles.Shared {
		if len(s.Grades) > 1 {
			differ++
		}
	}
	add(differ, "title has different grades in different families", "titles have different grades in different families", "")
	gaps, compressions := 0, 0
	for _, r := range a.Matrix.Rows {
		gaps += min(1, len(r.Gaps))
		compressions += len(r.Compressions)
	}
	add(gaps, "track of a family skips a grade of its ladder", "tracks of families skip a grade of their ladder", "")
	add(compressions, "grade has two rungs of one family", "grades have two rungs of one family", "")
	add(len(a.Reporting.Circles), "circle of reporting lines", "circles of reporting lines", "")
	downward := map[string]bool{} // a level can report to several
	for _, f := range a.Reporting.Downward {
		downward[cmp.Or(f.Level, f.Identity)] = true
	}
	add(len(downward), "level reports to a level that is not above it", "levels report to a level that is not above them", "")
	add(len(a.Reporting.Orphans), "level does not say whom it reports to", "levels do not say whom they report to", "")
	add(len(a.Inheritance.Circles), "circle of levels that extend each other", "circles of levels that extend each other", "")
	if n := a.Totals; n.Errors+n.Warnings+n.Infos > 0 {
		c := count{errors: n.Errors, warnings: n.Warnings, infos: n.Infos}
		lines = append(lines, c.verdict()+" found by lint")
	}
	if lines == nil {
		lines = []string{"nothing stands out"}
	}
	return lines
}

func ofAll(n, all int, one, many string) string {
	switch {
	case all == 0:
		return "none " + many
	case n == all && all == 1:
		return "it " + one
	case n == all:
		return "all " + many
	case n == 1:
		return fmt.Sprintf("1 of %d %s", all, one)
	}
	return fmt.Sprintf("%d of %d %s", n, all, many)
}

// grades shows the outliers, which rung has which grade, and what has none.
func (t *auditWriter) grades() {
	g := t.a.Grades
	if len(t.a.Levels) == 0 {
		return
	}
	t.heading("Grades")
	if len(g.Outliers) > 0 {
		t.says("Not as elsewhere, the surest first:")
		t.list(len(g.Outliers), 10, "outliers", func(i int) { t.outlier(g.Outliers[i]) })
	}
	if rows := t.rungs(); len(rows) > 0 {
		if len(g.Outliers) > 0 {
			t.line("")
		}
		t.says("Which rung has which grade:")
		t.table([]string{"rung", "ladder", "by the ladder", "stated"}, rows)
	}
	if n := len(g.Ungraded); n > 0 {
		if len(g.Outliers) > 0 || t.a.Totals.Graded > 0 {
			t.line("")
		}
		t.says("%s no grade:", plural(n, "level has", "levels have"))
		t.list(n, few, "levels", func(i int) { t.level(g.Ungraded[i]) })
	}
}

// level names a level of a list, and where it stands.
func (t *auditWriter) level(code string) { t.item(t.named(code), t.levels[code].At()) }

func (t *auditWriter) outlier(o audit.Outlier) {
	t.paragraph(4, t.style.severity(certaintyColor[o.Certainty])(string(o.Certainty))+": "+inert.Visible(inert.Short(o.Words, longest)))
	t.line("      %s", t.style.rule(t.where(o.At)))
	for _, e := range o.Evidence {
		words := inert.Visible(inert.Short(e.Words, longest))
		if e.At != (audit.Place{}) {
			words += " (" + t.where(e.At) + ")"
		}
		t.paragraph(6, words)
	}
}

// rungs are the rows that say how many levels with a rung have which grade. Rungs in doubt and those without any grade are
// left out unless all is asked for, or there are no others.
func (t *auditWriter) rungs() [][]string {
	list := t.a.Grades.Rungs
	sure := slices.ContainsFunc(list, func(r audit.RungRow) bool { return r.Sure && len(r.Counts) > 0 })
	var rows [][]string
	for _, r := range list {
		if !t.all && (len(r.Counts) == 0 || sure && !r.Sure) {
			continue
		}
		rung := audit.RungWord(r.Rung)
		if !r.Sure {
			rung = cmp.Or(rung, "other titles")
			if r.Rung != "" {
				rung += ", in doubt"
			}
		}
		var counts []string
		for _, c := range r.Counts {
			counts = append(counts, fmt.Sprintf("%d × grade %s", c.Levels, c.Grade))
		}
		if r.Ungraded > 0 {
			counts = append(counts, fmt.Sprintf("%d without", r.Ungraded))
		}
		expected := "-"
		if len(r.Expected) > 0 {
			expected = gradeNumbers(r.Expected)
		}
		rows = append(rows, []string{rung, inert.Visible(r.Ladder), expected, strings.Join(counts, ", ")})
	}
	return rows
}

var certaintyColor = map[audit.Certainty]schema.Severity{audit.Certain: schema.Error, audit.Strong: schema.Warning, audit.Likely: schema.Info, audit.Possible: schema.Info}

func gradeNumbers(grades []float64) string {
	words := make([]string, len(grades))
	for i, g := range grades {
		words[i] = strconv.FormatFloat(g, 'f', -1, 64)
	}
	return strings.Join(words, " or ")
}

// matrix shows how many levels of which grade each department has, or each family if all is asked for.
func (t *auditWriter) matrix() {
	m := t.a.Matrix
	for _, track := range []struct{ name, title string }{{"individual", "Individual contributors"}, {"management", "Management"}} {
		list := t.counted(track.name)
		if len(list) == 0 {
			continue
		}
		head := []string{"department"}
		if t.all {
			head = []string{"family"}
		}
		var used []int // columns with a level
		for i, g := range m.Grades {
			if slices.ContainsFunc(list, func(c *counted) bool { return c.levels[i] > 0 }) {
				used = append(used, i)
				head = append(head, strconv.FormatFloat(g, 'f', -1, 64))
			}
		}
		var rows [][]string
		for _, c := range list {
			row := []string{inert.Short(inert.Visible(c.name), 60)}
			for _, i := range used {
				row = append(row, countWord(c.levels[i]))
			}
			rows = append(rows, append(row, countWord(c.levels[len(m.Grades)])))
		}
		t.heading(track.title + " by grade")
		t.table(append(head, "no grade"), rows)
	}
	t.compression()
}

func countWord(n int) string {
	if n == 0 {
		return "·"
	}
	return strconv.Itoa(n)
}

// counted is how many levels of a department or a family have each grade, those without one last.
type counted struct {
	name   string
	levels []int
}

// counted counts the levels of a track by department, or by family if all is asked for.
func (t *auditWriter) counted(track string) []*counted {
	var list []*counted
	met := map[string]*counted{}
	for _, r := range t.a.Matrix.Rows {
		if r.Track != track {
			continue
		}
		key, name := r.Department, audit.DepartmentName(r.Department)
		if t.all {
			key, name = r.FamilyCode, strings.TrimPrefix(r.Department+"/", "/")+r.Family
		}
		c := met[key]
		if c == nil {
			c = &counted{name, make([]int, len(t.a.Matrix.Grades)+1)}
			met[key] = c
			list = append(list, c)
		}
		for _, cell := range r.Cells {
			c.levels[slices.Index(t.a.Matrix.Grades, cell.Grade)] += len(cell.Levels)
		}
		c.levels[len(t.a.Matrix.Grades)] += len(r.Ungraded)
	}
	return list
}

// compression names the families with two rungs at one grade, and those that skip one.
func (t *auditWriter) compression() {
	type hit struct {
		words string
		at    audit.Place
	}
	var two, skip []hit
	for _, r := range t.a.Matrix.Rows {
		at := t.families[r.FamilyCode]
		for _, g := range r.Compressions {
			var titles []string
			for _, c := range r.Cells {
				if c.Grade == g {
					for _, code := range c.Levels {
						titles = append(titles, fmt.Sprintf("%q", t.levels[code].Title))
					}
				}
			}
			two = append(two, hit{fmt.Sprintf("%s: grade %s is that of %s", r.Family, gradeNumbers([]float64{g}), strings.Join(titles, ", ")), at})
		}
		if len(r.Gaps) > 0 {
			lowest, highest := r.Cells[0].Grade, r.Cells[len(r.Cells)-1].Grade
			skip = append(skip, hit{fmt.Sprintf("%s (%s): no level of grade %s, between %s and %s", r.Family, r.Track,
				gradeNumbers(r.Gaps), gradeNumbers([]float64{lowest}), gradeNumbers([]float64{highest})), at})
		}
	}
	for _, l := range []struct {
		title string
		hits  []hit
	}{{"Two rungs at one grade:", two}, {"Grades of the ladder that a family skips:", skip}} {
		if len(l.hits) == 0 {
			continue
		}
		t.line("")
		t.says("%s", l.title)
		t.list(len(l.hits), few, "matrix", func(i int) { t.item(l.hits[i].words, l.hits[i].at) })
	}
}

func (t *auditWriter) titles() {
	x := t.a.Titles
	if len(x.Shared)+len(x.Twins)+len(x.Reordered)+len(x.Slips)+len(x.Conventions) == 0 {
		return
	}
	t.heading("Titles")
	t.shared("%s in several families; those with different grades come first:", x.Shared)
	t.shared("%s on several levels of one page; their codes differ by a number:", x.Twins)
	t.shared("%s with the words in another order elsewhere:", x.Reordered)
	if len(x.Slips) > 0 {
		t.says("%s of the keyboard in titles:", plural(len(x.Slips), "slip", "slips"))
		t.list(len(x.Slips), few, "findings", func(i int) { t.wrong(x.Slips[i]) })
	}
	for _, c := range x.Conventions {
		var forms []string
		for _, f := range c.Forms {
			forms = append(forms, fmt.Sprintf("%d × %q", len(f.Levels), f.Pattern))
		}
		t.says("Titles with %q: %s", c.Word, strings.Join(forms, ", "))
	}
}

// shared lists levels with one title.
func (t *auditWriter) shared(intro string, list []audit.SharedTitle) {
	if len(list) == 0 {
		return
	}
	t.says(intro, plural(len(list), "title stands", "titles stand"))
	t.list(len(list), few, "titles", func(i int) {
		s := list[i]
		t.entry(4, fmt.Sprintf("%q", s.Title))
		shown := s.Levels[:min(len(s.Levels), 8)]
		for _, code := range shown {
			l := t.levels[code]
			words := "no grade"
			if l.Grade != nil {
				words = "grade " + l.Grade.String()
			}
			if l.Title != s.Title {
				words = fmt.Sprintf("%q, %s", inert.Short(l.Title, longest), words)
			}
			t.line("      %s", inert.Visible(words)+"  "+t.style.rule(t.where(l.At())))
		}
		if rest := len(s.Levels) - len(shown); rest > 0 {
			t.paragraph(6, fmt.Sprintf("and %d more", rest))
		}
	})
}

func (t *auditWriter) ladders() {
	l := t.a.Ladders
	var missing []audit.LadderUse
	for _, u := range l.Families {
		if len(u.Missing) > 0 {
			missing = append(missing, u)
		}
	}
	if len(missing)+len(l.Off) == 0 {
		return
	}
	t.heading("Ladders")
	if len(missing) > 0 {
		t.says("%s a rung between the lowest and the highest in use:", plural(len(missing), "track of a family leaves out", "tracks of families leave out"))
		t.list(len(missing), few, "ladders", func(i int) {
			u := missing[i]
			var rungs []string
			for _, r := range u.Missing {
				rungs = append(rungs, audit.RungWord(r))
			}
			t.item(fmt.Sprintf("%s (%s): %s", u.Family, u.Track, strings.Join(rungs, ", ")), t.families[u.FamilyCode])
		})
	}
	if n := len(l.Off); n > 0 {
		t.says("%s:", plural(n, "family is off the ladder, which has a grade for none of its titles", "families are off the ladder, which has a grade for none of their titles"))
		titles := map[string]string{}
		for _, f := range t.a.Families {
			titles[f.Code] = f.Title
		}
		t.list(n, few, "ladders", func(i int) { t.item(titles[l.Off[i]], t.families[l.Off[i]]) })
	}
}

// completeness says of each thing how many levels have it, and which departments lack most.
func (t *auditWriter) completeness() {
	c := t.a.Completeness
	type line struct {
		what         string
		have, levels int
		lacking      []audit.HasCount
	}
	var lines []*line
	byName := map[string]*line{}
	add := func(what string, h audit.HasCount) {
		l := byName[what]
		if l == nil {
			l = &line{what: what}
			byName[what] = l
			lines = append(lines, l)
		}
		l.have += h.Have
		l.levels += h.Levels
		if h.Have < h.Levels {
			l.lacking = append(l.lacking, h)
		}
	}
	for _, h := range c.GradeStated {
		add("a grade", h)
	}
	for _, h := range c.ReportsTo {
		add("a reporting line", h)
	}
	for _, s := range c.Sections {
		if s.Required != "nowhere" {
			add(s.Name, audit.HasCount{Department: s.Department, Levels: s.Levels, Have: s.Have})
		}
	}
	for _, h := range c.Items {
		add("all required items", h)
	}
	if slices.ContainsFunc(c.Indicators, func(i audit.IndicatorCount) bool { return i.Few+i.Many > 0 }) {
		for _, i := range c.Indicators {
			add("as many performance indicators as asked for", audit.HasCount{Department: i.Department, Levels: i.Levels, Have: i.Right})
		}
	}
	if lines == nil {
		return
	}
	t.heading("Completeness")
	var rows [][]string
	for _, l := range lines {
		slices.SortStableFunc(l.lacking, func(a, b audit.HasCount) int { return cmp.Compare(b.Levels-b.Have, a.Levels-a.Have) })
		var worst []string
		for _, h := range l.lacking[:min(3, len(l.lacking))] {
			worst = append(worst, fmt.Sprintf("%s %d", audit.DepartmentName(h.Department), h.Levels-h.Have))
		}
		rows = append(rows, []string{inert.Visible(l.what), fmt.Sprintf("%d of %d", l.have, l.levels), inert.Visible(strings.Join(worst, ", "))})
	}
	t.table([]string{"levels with", "", "most are missing in"}, rows)
}

// rules says which rules find most, and where.
func (t *auditWriter) rules() {
	f := t.a.Findings
	if len(f.Rules) == 0 {
		return
	}
	t.heading("Findings")
	var rows [][]string
	for _, r := range f.Rules {
		most := slices.MaxFunc(r.Departments, func(a, b audit.DepartmentCount) int {
			return cmp.Or(cmp.Compare(a.Findings, b.Findings), cmp.Compare(b.Department, a.Department))
		})
		rows = append(rows, []string{r.Severity, r.Rule, strconv.Itoa(r.Findings), inert.Visible(fmt.Sprintf("%s %d", audit.DepartmentName(most.Department), most.Findings))})
	}
	const shown = 12
	head := []string{"severity", "rule", "findings", "most in"}
	if n := len(rows); n > shown+1 && !t.all {
		t.table(head, rows[:shown])
		t.line("    %s", t.style.rule(fmt.Sprintf("and %d more (--verbose, or --format csv --table rules)", n-shown)))
	} else {
		t.table(head, rows)
	}
	wording := 0
	var words []string
	for _, r := range f.Wording {
		wording += r.Findings
		words = append(words, fmt.Sprintf("%s %d", r.Rule, r.Findings))
	}
	if wording > 0 {
		t.says("%s about wording: %s", plural(wording, "finding is", "findings are"), strings.Join(words, ", "))
	}
	if n := len(f.Allowed); n > 0 {
		t.says("%s by their pages", plural(n, "more is allowed", "more are allowed"))
	}
}

// findingList writes findings with their place.
func (t *auditWriter) findingList(intro string, list []audit.Finding) {
	if len(list) == 0 {
		return
	}
	t.says(intro, plural(len(list), "reporting line leads", "reporting lines lead"))
	t.list(len(list), few, "findings", func(i int) { t.wrong(list[i]) })
}

func (t *auditWriter) wrong(f audit.Finding) {
	t.item(f.Message, audit.Place{Path: f.Path, Line: f.Line})
}

// table writes rows below a head, each column as wide as it has to be. Columns of numbers are set flush right.
func (t *auditWriter) table(head []string, rows [][]string) {
	if len(rows) == 0 {
		return
	}
	widths := make([]int, len(head))
	right := make([]bool, len(head))
	for i, h := range head {
		widths[i] = uniseg.StringWidth(h)
		right[i] = !slices.ContainsFunc(rows, func(r []string) bool { return strings.Trim(r[i], "0123456789·") != "" })
		for _, r := range rows {
			widths[i] = max(widths[i], uniseg.StringWidth(r[i]))
		}
	}
	write := func(row []string, paint func(string) string) {
		var line strings.Builder
		line.WriteString("  ")
		for i, cell := range row {
			blanks := strings.Repeat(" ", widths[i]-uniseg.StringWidth(cell))
			if right[i] {
				cell = blanks + cell
			} else {
				cell += blanks
			}
			line.WriteString("  " + cell)
		}
		text := strings.TrimRight(line.String(), " ")
		if paint != nil {
			text = paint(text)
		}
		t.line("%s", text)
	}
	write(head, t.style.rule)
	for _, r := range rows {
		write(r, nil)
	}
}
