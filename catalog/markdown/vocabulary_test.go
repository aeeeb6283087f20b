package markdown

import (
	"regexp"
	"strings"
	"testing"
)

func TestSectionNames(t *testing.T) {
	v := newVocabulary(testWords)
	for _, c := range []struct {
		heading string
		want    string // kinds, then the word, the subject, and what is special; "" for no section
	}{
		{"Responsibilities", "responsibilities|Responsibilities||usual"},
		{"Requirements:", "requirements|Requirements||usual"},
		{"Senior Glazier Responsibilities", "responsibilities|Responsibilities|Senior Glazier|usual"},
		{"Manager, Glass Job Grade", "job_grade|Job Grade|Manager, Glass|usual"},
		{"Glass Analyst Job Requirements", "requirements|Requirements|Glass Analyst|usual"},
		{"Responsibilities for Glass Engineer roles", "responsibilities|Responsibilities|Glass Engineer roles|usual"},
		{"Requirements of the Glazier", "requirements|Requirements|Glazier|usual"},
		{"General Requirements", "requirements|Requirements||usual"},
		{"The Additional Responsibilities", "responsibilities|Responsibilities||usual"},
		{"Senior level Requirements for Glass", "requirements|Requirements|Glass|usual"},
		{"Glazier Responsibilities & Requirements", "responsibilities requirements|Responsibilities & Requirements|Glazier|usual"},
		{"Requirements and Responsibilities", "requirements responsibilities|Requirements and Responsibilities||usual"},
		{"Performance Indicators (PI)", "performance_indicators|Performance Indicators||usual"},
		{"Key Performance Indicators", "performance_indicators|Key Performance Indicators||alias"},
		{"Primary Performance Indicator for the Role", "performance_indicators|Primary Performance Indicator for the Role||alias"},
		{"hiring process", "hiring_process|hiring process||usual"},
		{"Interview Process", "hiring_process|Interview Process||alias"},
		{"Career Paths", "career_ladder|Career Paths||alias"},
		{"About you", "requirements|About you||usual"},
		{"What you'll do", "responsibilities|What you'll do||usual"},
		{"Nice-to-haves", "nice_to_have|Nice-to-haves||usual"},
		{"Responsibilties", "responsibilities|Responsibilties||misspelt"},
		{"Responsibilites", "responsibilities|Responsibilites||misspelt"},
		{"Glazier Responsbilities", "responsibilities|Responsbilities|Glazier|misspelt"},
		{"Responsibilies", "responsibilities|Responsibilies||misspelt"},
		{"Requirments", "requirements|Requirments||misspelt"},
		{"Specialities", "specialties|Specialities||misspelt"},
		{"Senior GlazierJob Grade", "job_grade|Job Grade|Senior Glazier|usual glued"},
		{"Levels", "levels|Levels||usual"},
		{"Functional Specialties", "specialties|Functional Specialties||alias"},
		{"", ""},
		{"Glass Specialists", ""},
		{"Requirement engineering at scale", ""},
		{"How we work", ""},
		{"Upgrade", ""},
		{"Graded glass", ""},
	} {
		got := ""
		if n, ok := v.section(c.heading); ok {
			got = strings.Join(n.kinds, " ") + "|" + c.heading[n.word[0]:n.word[1]] + "|" + c.heading[n.subject[0]:n.subject[1]] + "|" + string(n.spelling)
			if n.glued {
				got += " glued"
			}
		}
		if got != c.want {
			t.Errorf("%q is read as %q, want %q", c.heading, got, c.want)
		}
	}
}

// FuzzBeforeAnd compares with the expression that it stands for.
func FuzzBeforeAnd(f *testing.F) {
	for _, text := range []string{"Responsibilities & ", "Requirements AND", "Land", "A / +", "A\t+\n", "and", "", "\xff&"} {
		f.Add(text)
	}
	slow := regexp.MustCompile(`(?i)\s*(?:&|and|/|\+)\s*$`)
	f.Fuzz(func(t *testing.T, text string) {
		end, ok := beforeAnd(text, asciiLower(text))
		m := slow.FindStringIndex(text)
		if ok != (m != nil) || ok && end != m[0] {
			t.Errorf("%q: %d, %v; the expression says %v", text, end, ok, m)
		}
	})
}
