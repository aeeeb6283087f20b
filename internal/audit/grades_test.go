package audit_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"jobcat/internal/audit"
)

// page is a family with levels and their grades: "Senior Gardener=7".
func page(title string, levels ...string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "---\ntitle: %s\n---\n\n## Levels\n", title)
	for _, l := range levels {
		name, grade, _ := strings.Cut(l, "=")
		says, grade, other := strings.Cut(grade, ":")
		if !other {
			says, grade = name, says
		}
		fmt.Fprintf(&b, "\n### %s\n\n#### %s Job Grade\n\nThe %s is a [grade %s](/grades).\n\n#### %s Responsibilities\n\n- Work\n", name, name, says, grade, name)
	}
	return b.String()
}

// staff is pages with enough levels that agree.
func staff(n int) map[string]string {
	pages := map[string]string{}
	for i := range n {
		name := string(rune('A'+i)) + "ist"
		pages[fmt.Sprintf("crowd/%s.md", strings.ToLower(name))] = page(name, name+" (Intermediate)=6", "Senior "+name+"=7", "Staff "+name+"=8")
	}
	return pages
}

func told(list []audit.Outlier) string {
	var b strings.Builder
	for _, o := range list {
		fmt.Fprintf(&b, "%s %v %s:%d %s\n", o.Certainty, o.Rules, o.At.Path, o.At.Line, o.Words)
		for _, e := range o.Evidence {
			fmt.Fprintf(&b, "  %s\n", audit.InWords(e))
		}
	}
	return b.String()
}

func TestOutliersWithTheirEvidence(t *testing.T) {
	for name, c := range map[string]struct {
		policy string
		add    map[string]string
		crowd  int
		want   string
	}{
		"nothing": {crowd: 8},
		"title and ladder leave no doubt": {crowd: 8, add: map[string]string{"a.md": page("Baker", "Senior Baker=6")}, want: `
strong [off-ladder-grade] a.md:11 "Senior Baker" is grade 6, but Senior is grade 7 here
  8 of 9 levels with the rung Senior on the ladder "default" are grade 7
  on the ladder "default": Intermediate 6, Senior 7, Staff 8
`},
		"few agree": {crowd: 1, add: map[string]string{"a.md": page("Baker", "Senior Baker=6")}, want: `
likely [off-ladder-grade] a.md:11 "Senior Baker" is grade 6, but Senior is grade 7 here
  on the ladder "default": Intermediate 6, Senior 7, Staff 8
`},
		"a scale of its own": {crowd: 8, add: map[string]string{"a.md": page("Baker", "Baker=5", "Senior Baker=6")}, want: `
possible [off-ladder-grade] a.md:21 "Senior Baker" is grade 6, but Senior is grade 7 here
  8 of 9 levels with the rung Senior on the ladder "default" are grade 7
  "Baker" beside it is grade 5, so this page may have a scale of its own (a.md:7)
  on the ladder "default": Intermediate 6, Senior 7, Staff 8
`},
		"off in two directions": {crowd: 8, add: map[string]string{"a.md": page("Baker", "Baker=7", "Senior Baker=6")}, want: `
strong [off-ladder-grade] a.md:21 "Senior Baker" is grade 6, but Senior is grade 7 here
  8 of 9 levels with the rung Senior on the ladder "default" are grade 7
  on the ladder "default": Intermediate 6, Senior 7, Staff 8
`},
		"another job beside it": {crowd: 8, add: map[string]string{"a.md": page("Baker", "Miller=5", "Senior Baker=6")}, want: `
strong [off-ladder-grade] a.md:21 "Senior Baker" is grade 6, but Senior is grade 7 here
  8 of 9 levels with the rung Senior on the ladder "default" are grade 7
  on the ladder "default": Intermediate 6, Senior 7, Staff 8
`},
		"no such grade": {crowd: 8, add: map[string]string{"a.md": page("Baker", "Senior Baker=13")}, want: `
certain [unknown-grade] a.md:11 in "Senior Baker", "grade 13" is no grade of the ladder "default", which has 4 to 12, 14 and 15
  8 of 9 levels with the rung Senior on the ladder "default" are grade 7
`},
		"one title in two files, one of them off the ladder": {crowd: 8, add: map[string]string{"a.md": page("Baker", "Senior Baker=6"), "b.md": page("Bread", "Senior Baker=7")}, want: `
certain [contradictory-grade off-ladder-grade] a.md:11 "Senior Baker" is grade 6, but Senior is grade 7 here
  9 of 10 levels with the rung Senior on the ladder "default" are grade 7
  on the ladder "default": Intermediate 6, Senior 7, Staff 8
  the same title is grade 7 in b.md (b.md:11)
`},
		"a sentence of another role with its grade": {crowd: 8, add: map[string]string{"a.md": page("Baker", "Senior Baker=7", "Staff Baker=Senior Baker:7")}, want: `
likely [grade-of-another-role] a.md:21 the sentence gives the grade to "Senior Baker", but stands under "Staff Baker"
  it says grade 7, and "Staff Baker" is grade 8 by its ladder
  8 of 9 levels with the rung Staff on the ladder "default" are grade 8
  the level that it stands in (a.md:17)
  "Senior Baker" is grade 7 here (a.md:11)
`},
		"a sentence of another role with the right grade": {crowd: 8, add: map[string]string{"a.md": page("Baker", "Senior Baker=7", "Staff Baker=Senior Baker:8")}},
		"doubt is silent": {crowd: 8, add: map[string]string{"a.md": page("Baker", "Baker=9", "Lead Baker=12", "Baking Manager=6", "Senior Baking Manager=9", "Baking Specialist=5")}},
		"a sentence of another role with a grade that does not exist": {crowd: 8, add: map[string]string{"a.md": page("Baker", "Senior Baker=7", "Staff Baker=Senior Baker:13")}, want: `
certain [grade-of-another-role unknown-grade] a.md:21 in "Staff Baker", "grade 13" is no grade of the ladder "default", which has 4 to 12, 14 and 15
  8 of 9 levels with the rung Staff on the ladder "default" are grade 8
  the sentence gives the grade to "Senior Baker", but stands under "Staff Baker" (a.md:21)
  it says grade 13, and "Staff Baker" is grade 8 by its ladder
  the level that it stands in (a.md:17)
  "Senior Baker" is grade 7 here (a.md:11)
`},
		"a title with a grade of its own": {policy: "package jobcat\nladders: default: titles: {\"Senior Cook\": [6], \"Senior Chef\": [9]}\n", crowd: 8, add: map[string]string{"a.md": page("Baker", "Senior Baker=6"), "b.md": page("Cook", "Senior Cook=6"), "c.md": page("Chef", "Senior Chef=8")}, want: `
strong [off-ladder-grade] a.md:11 "Senior Baker" is grade 6, but Senior is grade 7 here
  8 of 9 levels with the rung Senior on the ladder "default" are grade 7
  on the ladder "default": Intermediate 6, Senior 7, Staff 8
strong [off-ladder-grade] c.md:11 "Senior Chef" is grade 8, but that title is grade 9 here
`},
		"a title with a grade of its own, and nobody to agree": {policy: "package jobcat\nladders: default: titles: \"Senior Chef\": [9]\n", add: map[string]string{"c.md": page("Chef", "Senior Chef=8")}, want: `
strong [off-ladder-grade] c.md:11 "Senior Chef" is grade 8, but that title is grade 9 here
`},
		"without a ladder, nearly all agree": {policy: "package jobcat\nextends: \"minimal\"\n", crowd: 8, add: map[string]string{"a.md": page("Baker", "Senior Baker=6")}, want: `
likely [] a.md:11 "Senior Baker" is grade 6, but nearly all levels with the rung Senior are grade 7
  8 of 9 are
`},
		"without a ladder, too few": {policy: "package jobcat\nextends: \"minimal\"\n", crowd: 5, add: map[string]string{"a.md": page("Baker", "Senior Baker=6")}},
		"allowed by the page":       {crowd: 8, add: map[string]string{"a.md": strings.Replace(page("Baker", "Senior Baker=6"), "#### Senior Baker Job Grade", "<!-- jobcat:allow off-ladder-grade: agreed -->\n\n#### Senior Baker Job Grade", 1)}},
	} {
		t.Run(name, func(t *testing.T) {
			pages := staff(c.crowd)
			for path, text := range c.add {
				pages[path] = text
			}
			a := inMemory(t, c.policy, pages).audit()
			if got := told(a.Grades.Outliers); got != strings.TrimPrefix(c.want, "\n") {
				t.Errorf("got\n%s", got)
			}
		})
	}
}

// The surest comes first, wherever it stands.
func TestOrderOfOutliers(t *testing.T) {
	pages := staff(20)
	for i := range 6 {
		name := string(rune('A' + i))
		pages["heads/"+name+".md"] = page(name, "Manager, "+name+"=8")
	}
	twice := strings.Replace(page("Cooper", "Lead Cooper=6"), "#### Lead Cooper Responsibilities", "The Lead Cooper is a [grade 7](/grades).\n\n#### Lead Cooper Responsibilities", 1)
	for path, text := range map[string]string{
		"a.md": page("Weaver", "Weaver=5", "Senior Weaver=6"),
		"b.md": page("Tanner", "Tanner (Intermediate)=5", "Senior Tanner=6"),
		"c.md": page("Smith", "Principal Smith=8"),
		"d.md": page("Mill", "Manager, Mill=9"),
		"e.md": page("Miller", "Senior Miller=6"),
		"f.md": page("Potter", "Senior Potter=13"),
		"g.md": twice,
		"h.md": page("Baker", "Senior Baker=6"), "i.md": page("Bread", "Senior Baker=7"),
	} {
		pages[path] = text
	}
	var got []string
	for _, o := range inMemory(t, "", pages).audit().Grades.Outliers {
		got = append(got, string(o.Certainty)+" "+o.Title)
	}
	want := []string{
		"certain Senior Baker", "certain Lead Cooper", "certain Senior Potter", "strong Senior Miller", "strong Manager, Mill",
		"likely Principal Smith", "possible Senior Tanner", "possible Tanner (Intermediate)", "possible Senior Weaver",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s", strings.Join(got, "\n"))
	}
}

// Five levels have to agree, and three of four.
func TestHowManyHaveToAgree(t *testing.T) {
	for _, c := range []struct {
		agree, differ int
		want          audit.Certainty
	}{{4, 1, audit.Likely}, {5, 1, audit.Strong}, {6, 2, audit.Strong}, {6, 3, audit.Likely}} {
		pages := staff(c.agree)
		for i := range c.differ {
			name := string(rune('S'+i)) + "mith"
			pages[name+".md"] = page(name, "Senior "+name+"=6")
		}
		outliers := inMemory(t, "", pages).audit().Grades.Outliers
		if len(outliers) != c.differ || outliers[0].Certainty != c.want {
			t.Errorf("%d agree and %d do not: %s", c.agree, c.differ, told(outliers))
		}
	}
}

// The inconsistencies of the real catalog that were known before there was an audit come first, at their lines.
func TestKnownInconsistenciesOfTheCorpus(t *testing.T) {
	a := onDisk(t, corpus).audit()
	var got []string
	for _, o := range a.Grades.Outliers {
		got = append(got, fmt.Sprintf("%s %s:%d", o.Certainty, o.At.Path, o.At.Line))
	}
	// All of these were read in the files; none is a false alarm.
	want := []string{
		"certain marketing/product-manager-marketing/index.html.md:62",
		"certain engineering/trust-and-safety/index.html.md:37",
		"certain people-ops/diversity-inclusion-partner/index.html.md:70",
		"certain people-ops/learning-development/index.html.md:105",
		"certain marketing/product-marketing-management/index.html.md:110",
		"certain marketing/product-marketing-management/index.html.md:143",
		"certain marketing/product-marketing-management/index.html.md:206",
		"certain product/pricing/index.html.md:89",
		"strong people-ops/people-compliance/index.html.md:18",
		"strong alliances/alliances-job-family-matrix/index.html.md:13",
		"strong marketing/product-marketing-management/index.html.md:12",
		"strong finance/tax/index.html.md:191",
		"strong finance/procurement-operations/index.html.md:74",
		"strong marketing/product-manager-marketing/index.html.md:16",
		"likely people-ops/learning-development/index.html.md:146",
		"likely engineering/development/backend/index.html.md.erb:119",
		"likely engineering/development/management/index.html.md.erb:198",
		"likely engineering/engineering-management/index.html.md:277",
		"possible finance/procurement-operations/index.html.md:50",
		"possible finance/procurement-operations/index.html.md:18",
	}
	if len(got) < len(want) || !slices.Equal(got[:len(want)], want) {
		t.Errorf("got\n%s", strings.Join(got, "\n"))
	}
	s := a.Titles.Shared[0]
	if s.Title != "Senior Product Manager" || len(s.Grades) != 2 {
		t.Errorf("the first title in several families is %+v", s)
	}
	for _, o := range a.Grades.Outliers {
		if o.At.Line == 0 || o.Link == "" || o.Words == "" {
			t.Errorf("without a place, a link or words: %+v", o)
		}
	}
}

func TestMatrix(t *testing.T) {
	a := inMemory(t, "", map[string]string{
		"kitchen/baker.md": page("Baker", "Junior Baker=5", "Baker (Intermediate)=6", "Senior Baker=6", "Principal Baker=9", "Manager, Baking=8", "Director, Baking=10"),
	}).audit()
	var got []string
	for _, r := range a.Matrix.Rows {
		line := fmt.Sprintf("%s %s gaps %v compressions %v:", r.Family, r.Track, r.Gaps, r.Compressions)
		for _, c := range r.Cells {
			line += fmt.Sprintf(" %v×%d", c.Grade, len(c.Levels))
		}
		got = append(got, line)
	}
	want := []string{
		"Baker individual gaps [7 8] compressions [6]: 5×1 6×2 9×1",
		"Baker management gaps [9] compressions []: 8×1 10×1",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %s", strings.Join(got, "\n"))
	}
	doubt := inMemory(t, "", map[string]string{"kitchen/baker.md": page("Baker", "Junior Baker=5", "Baker=7", "Staff Baker=8")}).audit().Ladders.Families[0]
	if len(doubt.Missing) > 0 || doubt.Unsure != 1 {
		t.Errorf("a title without a rung word may be the missing rung: %+v", doubt)
	}
	use := a.Ladders.Families[0]
	if strings.Join(use.Missing, " ") != "staff" || strings.Join(use.Used, " ") != "junior intermediate senior principal" {
		t.Errorf("it uses %v and leaves out %v", use.Used, use.Missing)
	}
}

// The ladder says nothing about the grade of "Senior X Manager", but of one job the senior is above the junior.
func TestCompressionOfOneJob(t *testing.T) {
	for name, c := range map[string]struct {
		levels []string
		want   string
	}{
		"one job":              {[]string{"Junior Bakery Manager=8", "Bakery Manager=8", "Senior Bakery Manager=8"}, "[8]"},
		"two jobs":             {[]string{"Junior Bakery Manager=8", "Senior Mill Manager=8"}, "[]"},
		"one rung":             {[]string{"Senior Bakery Manager=8", "Senior Bakery Manager, Cake=8"}, "[]"},
		"rungs of one grade":   {[]string{"Fellow Bakery Manager=8", "Bakery Manager=8"}, "[]"},
		"two jobs, sure rungs": {[]string{"Senior Baker=8", "Staff Miller=8"}, "[8]"},
	} {
		t.Run(name, func(t *testing.T) {
			a := inMemory(t, "", map[string]string{"kitchen/baker.md": page("Baker", c.levels...)}).audit()
			if got := fmt.Sprint(a.Matrix.Rows[0].Compressions); got != c.want {
				t.Errorf("got %s", got)
			}
		})
	}
}

// A family is off its ladder where the ladder has a grade for something, and for none of its titles.
func TestFamiliesOffTheirLadder(t *testing.T) {
	pages := map[string]string{"a.md": page("Baker", "Senior Baker=7"), "b.md": page("Sales", "Bakery Manager=7", "Lead Baker=7")}
	for policy, want := range map[string]string{"": "b.md", "package jobcat\nextends: \"minimal\"\n": ""} {
		a := inMemory(t, policy, pages).audit()
		var off []string
		for _, f := range a.Families {
			if slices.Contains(a.Ladders.Off, f.Code) {
				off = append(off, f.Path)
			}
		}
		if got := strings.Join(off, " "); got != want {
			t.Errorf("%q: off are %q", policy, got)
		}
	}
}

// A range stands at its lowest grade and leaves nothing out in between; nor does a rung that may have several grades.
func TestRangesInTheMatrix(t *testing.T) {
	for name, c := range map[string]struct {
		policy string
		levels []string
		want   string
	}{
		"a range":                  {"", []string{"Junior Baker=5", "Baker=6-8", "Principal Baker=9"}, "[5 6 9] gaps []"},
		"nothing in between":       {"", []string{"Junior Baker=5", "Principal Baker=9"}, "[5 9] gaps [6 7 8]"},
		"a rung of several grades": {"package jobcat\nladders: default: rungs: senior: [7, 8]\n", []string{"Junior Baker=5", "Senior Baker=8", "Principal Baker=9"}, "[5 8 9] gaps [6]"},
		"two rungs of one grade":   {"package jobcat\nladders: default: rungs: principal: [8]\n", []string{"Intermediate Baker=6", "Distinguished Baker=10"}, "[6 10] gaps [7 8]"},
	} {
		t.Run(name, func(t *testing.T) {
			row := inMemory(t, c.policy, map[string]string{"kitchen/baker.md": page("Baker", c.levels...)}).audit().Matrix.Rows[0]
			var cells []float64
			for _, cell := range row.Cells {
				cells = append(cells, cell.Grade)
			}
			if got := fmt.Sprintf("%v gaps %v", cells, row.Gaps); got != c.want {
				t.Errorf("got %s", got)
			}
		})
	}
}
