package markdown

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

func TestFindGrades(t *testing.T) {
	for _, c := range []struct {
		text       string
		inJobGrade bool
		want       string // the words, the numbers, the subject of each
	}{
		{"The Senior Glazier is a grade 7.", false, "grade 7|7 7|Senior Glazier"},
		{"The Glazier is a Job Grade 10", false, "Job Grade 10|10 10|Glazier"},
		{"The Glazier is a grade #7.", false, "grade #7|7 7|Glazier"},
		{"The Glazier is a job grade level 10.", false, "job grade level 10|10 10|Glazier"},
		{"The Glazier role is a [grade 10]", false, "grade 10|10 10|Glazier"},
		{"Glaziers are a grade 6.", false, "grade 6|6 6|Glaziers"},
		{"The role is a grade 6.", false, "grade 6|6 6|"},
		{"This position is a grade 6.", false, "grade 6|6 6|"},
		{"It is a grade 6 job.", false, "grade 6|6 6|"},
		{"The Glazier is a grade 4 (/handbook/g).", false, "grade 4|4 4|Glazier"},
		{"The Glazier is a grade 9.5.", false, "grade 9.5|9.5 9.5|Glazier"},
		{"The Glazier is a grade 6-7.", false, "grade 6-7|6 7|Glazier"},
		{"The Glazier is a grade 6, 7 or 8, depending on talent.", false, "grade 6, 7 or 8|6 8|Glazier"},
		{"Glaziers are grades 6, 7, 8 depending on talent.", false, "grades 6, 7, 8|6 8|Glaziers"},
		{"The Glazier is a grade 6 or grade 7.", false, "grade 6 or grade 7|6 7|Glazier"},
		{"The Glazier is a grade 6. The Sr. Glazier is a grade 7.", false, "grade 6|6 6|Glazier; grade 7|7 7|Sr. Glazier"},
		{"The Glazier is a grade #.", false, "grade #|unknown|Glazier"},
		{"The Glazier is a grade {add}.", false, "grade {add}|unknown|Glazier"},
		{"The Glazier is a 7.", true, "7|7 7|Glazier"},
		{"[Grade 9]", true, "Grade 9|9 9|"},
		{"Grade: 8", true, "Grade: 8|8 8|"},
		{"The Glazier is a 7.", false, ""},
		{"Grade 9", false, ""},
		{"Grade: 6", false, "Grade: 6|6 6|"},
		{"We say that 91 companies have a grade 8 level.", false, ""},
		{"This is equivalent to the Manager grade 8.", false, ""},
		{"The Glazier is not aligned to a job grade.", true, ""},
		{"The upgrade is a 7 day job.", false, ""},
		{"It is a level playing field.", false, ""},
		{"", true, ""},
	} {
		var got []string
		for _, g := range findGrades(c.text, c.inJobGrade) {
			numbers := fmt.Sprint(g.min, g.max)
			if g.unknown {
				numbers = "unknown"
			}
			got = append(got, c.text[g.words[0]:g.words[1]]+"|"+numbers+"|"+c.text[g.subject[0]:g.subject[1]])
		}
		if got := strings.Join(got, "; "); got != c.want {
			t.Errorf("%q states %q, want %q", c.text, got, c.want)
		}
	}
}

func TestNoGrade(t *testing.T) {
	for text, want := range map[string]bool{
		"The Fellow is not aligned to a job grade.":      true,
		"This role does not have a grade.":               true,
		"The CEO has no job grade.":                      true,
		"We do not upgrade to a job.":                    false,
		"This level is not the same grade as the other.": false,
	} {
		if noGrade.MatchString(text) != want {
			t.Errorf("%q says that there is no grade: %v", text, !want)
		}
	}
}

func TestFindReportsTo(t *testing.T) {
	for _, c := range []struct {
		text string
		want string // the target and the subject of each
	}{
		{"The Glazier reports to the Manager, Glass.", "Manager, Glass|Glazier"},
		{"This position reports to the Manager, Glass", "Manager, Glass|"},
		{"This role reports directly to the Director of Glass.", "Director of Glass|"},
		{"The Glazier reports into our CEO.", "CEO|Glazier"},
		{"It reports in to the CEO.", "CEO|"},
		{"The Glazier will report into the Manager of Glass Marketing for which region they serve.", "Manager of Glass Marketing|Glazier"},
		{"Glaziers report to the Director/ Sr. Director, Glass.", "Director/ Sr. Director, Glass|Glaziers"},
		{"The Glazier resorts to the Manager, Glass.", "Manager, Glass|Glazier"},
		{"The Glazier reports the the Manager, Glass.", "Manager, Glass|Glazier"},
		{"Reports to: Manager, Glass (EMEA, APAC).", "Manager, Glass (EMEA, APAC)|"},
		{"The Glazier makes glass. The Glazier reports to the VP, Glass and works with Sales.", "VP, Glass|Glazier"},
		{"This role works with many people and reports to the VP of Research and Development.", "VP of Research and Development|"},
		{"Writers report to the Editor. The Editor reports to the Publisher.", "Editor|Writers; Publisher|Editor"},
		{"The team rolls up to the CRO.", "CRO|team"},
		{"reports to the Manager, Glass", "Manager, Glass|"},
		{"Report to the Board on the Audit.", ""},
		{"Reports to management on risks.", ""},
		{"Reports the Results to the Board.", ""},
		{"Financial reporting to the SEC.", ""},
		{"In the survey the role rolls up to the Sales match.", ""},
		{"A team of engineers that report to the Director.", ""},
		{"", ""},
	} {
		var got []string
		for _, r := range findReportsTo(c.text) {
			got = append(got, c.text[r.target[0]:r.target[1]]+"|"+r.subject(c.text))
		}
		if got := strings.Join(got, "; "); got != c.want {
			t.Errorf("%q states %q, want %q", c.text, got, c.want)
		}
	}
}

func TestFindExtends(t *testing.T) {
	for _, c := range []struct {
		text string
		want string // the target, what of it, the subject; "" for none
	}{
		{"Extends that of the Glazier responsibilities", "Glazier|responsibilities|"},
		{"Extends the Glazier requirements.", "Glazier|requirements|"},
		{"Extends: Glazier", "Glazier||"},
		{"Extends responsibilities of Glazier", "Glazier|responsibilities|"},
		{"The Senior Glass Engineer role extends the Glass Engineer role", "Glass Engineer||Senior Glass Engineer"},
		{"A Senior Glass Engineer has all of the responsibilities of a Glass Engineer, plus:", "Glass Engineer|responsibilities|Senior Glass Engineer"},
		{"Meets all of the requirements of a Glass Engineer, plus:", "Glass Engineer|requirements|"},
		{"Same requirements as the Glass Engineer listed above and also:", "Glass Engineer|requirements|"},
		{"Senior Engineers are expected to meet the Glass Engineer requirements", "Glass Engineer|requirements|Senior Engineers"},
		{"Senior Engineers share the same requirements and responsibilities as Glass Engineers", "Glass Engineers|requirements responsibilities|Senior Engineers"},
		{"Everything under Glass Engineer plus the following", "Glass Engineer||"},
		{"All responsibilities of Sr. Engineer", "Sr. Engineer|responsibilities|"},
		{"In addition to meeting all of the requirements of a Glass Engineer", "Glass Engineer|requirements|"},
		{"The same responsibilities of a Glass Engineer, plus the below", "Glass Engineer|responsibilities|"},
		{"The responsibilities above, plus", "above|responsibilities|"},
		{"Extends the requirements of the previous level", "previous level|requirements|"},
		{"Extends that of the Senior responsibilities", "Senior|responsibilities|"},
		{"Extends that of the Manager, Glass responsibilities", "Manager, Glass|responsibilities|"},
		{"Extends that of the FP&A Manager responsibilities", "FP&A Manager|responsibilities|"},
		{"Extends that of Payroll", "Payroll||"},
		{"Builds a system that extends GitLab", ""},
		{"Improves glass by extending existing features", ""},
		{"Works, in addition to the partner programs, with sellers", ""},
		{"Shares all that we know with our Engineers", ""},
		{"", ""},
	} {
		got := ""
		if rel, ok := findExtends(c.text); ok {
			got = c.text[rel.target[0]:rel.target[1]] + "|" + strings.Join(rel.of, " ") + "|" + rel.subject(c.text)
		}
		if got != c.want {
			t.Errorf("%q states %q, want %q", c.text, got, c.want)
		}
	}
}

func TestSentences(t *testing.T) {
	for text, want := range map[string]string{
		"":                                  "",
		"One. Two! Three?":                  "One.|Two!|Three?",
		"The Sr. Manager leads. It is 9.5.": "The Sr. Manager leads.|It is 9.5.",
		"No end":                            "No end",
	} {
		var got []string
		for _, s := range sentences(text) {
			got = append(got, text[s[0]:s[1]])
		}
		if got := strings.Join(got, "|"); got != want {
			t.Errorf("%q has the sentences %q", text, got)
		}
	}
}

func TestInheritancePhrases(t *testing.T) {
	for _, p := range inheritancePhrases {
		if p.match().SubexpIndex("object") < 0 { // it panics if it is wrong
			t.Errorf("%v has no object", p.match())
		}
	}
}

// compareVerbs compares with searching the text in one piece.
func compareVerbs(t *testing.T, text string) {
	var want [][2]int
	for _, m := range reportsVerb.FindAllStringIndex(text, -1) {
		want = append(want, [2]int(m))
	}
	if got := reportingVerbs(text); !slices.Equal(got, want) {
		t.Errorf("the verbs of %q are at %v, not at %v", text, got, want)
	}
}

// compareDuties holds the look at words against the expressions that it spares.
func compareDuties(t *testing.T, sentence string) {
	for i, p := range inheritancePhrases {
		if p.dutiesOf && !namesDutiesOf(sentence) && p.match().MatchString(sentence) {
			t.Errorf("%q names duties of somebody: phrase %d", sentence, i)
		}
	}
}

// TestSparedExpressions does both over the real catalog, or a generated one.
func TestSparedExpressions(t *testing.T) {
	for _, file := range corpusFiles(t) {
		for _, b := range parse(file, DialectOf(file.Path)).blocks {
			text := b.text.String
			if cuesIn(text) == 0 {
				continue
			}
			compareVerbs(t, text)
			for _, s := range sentences(text) {
				compareDuties(t, text[s[0]:s[1]])
			}
		}
	}
}

func FuzzReportingVerbs(f *testing.F) {
	f.Add("The Glazier reports to the Manager (who will report: to), and may directly resorts\tinto: it. _reports to the X; 1report to either Y! Rolls\u017f up to")
	f.Add("reporting directly, and functionally (reporting  in\nto) the X, (they will may indirectly roll up to: both the Y")
	f.Fuzz(compareVerbs)
}

func FuzzNamesDutiesOf(f *testing.F) {
	f.Add("Has all the respon\u017fibilities & require\u017f requirments from\na Y")
	f.Add("all KPIs/\u212api as the X")
	f.Add("In addition to meeting all of the same job requirements, qualifications and performance indicators of a Y")
	f.Add("The X shares the non-IC base expectations/KPIs for the Y")
	f.Fuzz(compareDuties)
}
