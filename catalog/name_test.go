package catalog

import (
	"strings"
	"testing"
	"unicode"
)

func TestParseName(t *testing.T) {
	for _, c := range []struct {
		title string
		want  Name
	}{
		{"Senior Manager, Total Rewards", Name{SeniorManager, Management, "Total Rewards", true}},
		{"Manager, Payroll", Name{Manager, Management, "Payroll", true}},
		{"Manager", Name{Manager, Management, "", true}},
		{"Payroll Manager", Name{"", Individual, "Payroll Manager", false}},
		{"Senior Product Manager", Name{Senior, Individual, "Product Manager", false}},
		{"Senior Backend Engineer", Name{Senior, Individual, "Backend Engineer", true}},
		{"Sr. Director, IT Operations", Name{SeniorDirector, Management, "IT Operations", true}},
		{"Director of Support", Name{Director, Management, "Support", true}},
		{"Security Research Director", Name{Director, Management, "Security Research", false}},
		{"Security Automation Senior Manager", Name{SeniorManager, Management, "Security Automation", false}},
		{"VP, Alliances", Name{VP, Management, "Alliances", true}},
		{"Vice President of Support", Name{VP, Management, "Support", true}},
		{"Executive Vice President of Product", Name{EVP, Management, "Product", true}},
		{"Chief People Officer", Name{EVP, Management, "Chief People Officer", true}},
		{"Chief Executive Officer", Name{CEO, Management, "", true}},
		{"Chief of Staff to the CTO", Name{"", Individual, "Chief of Staff to the CTO", false}},
		{"Data Scientist (Intermediate)", Name{Intermediate, Individual, "Data Scientist", true}},
		{"Manager, Data (Intermediate)", Name{Intermediate, Management, "Manager, Data", false}},
		{"Principal Accounting Officer", Name{"", Management, "Principal Accounting Officer", false}},
		{"Intermediate Data Scientist", Name{Intermediate, Individual, "Data Scientist", true}},
		{"Associate Sourcer", Name{Junior, Individual, "Sourcer", true}},
		{"Accounts Associate", Name{Junior, Individual, "Accounts", false}},
		{"Intern, Backend Engineer", Name{Intern, Individual, "Backend Engineer", true}},
		{"Data Analyst Intern", Name{Intern, Individual, "Data Analyst", true}},
		{"Internal Auditor", Name{"", Individual, "Internal Auditor", false}},
		{"Senior Internal Auditor", Name{Senior, Individual, "Internal Auditor", true}},
		{"Strategy Senior Analyst", Name{Senior, Individual, "Strategy Analyst", false}},
		{"Staff Engineer", Name{Staff, Individual, "Engineer", true}},
		{"Senior Distinguished Engineer", Name{SeniorDistinguished, Individual, "Engineer", true}},
		{"Senior Principal Product Manager", Name{Principal, Individual, "Product Manager", false}},
		{"Group Manager, Product", Name{"", Management, "Group Manager, Product", false}},
		{"Senior", Name{Senior, Individual, "", true}},
		{"", Name{"", Individual, "", false}},
	} {
		if got := ParseName(c.title); got != c.want {
			t.Errorf("ParseName(%q) = %+v, want %+v", c.title, got, c.want)
		}
	}
}

func TestSameTitle(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"Sr. Director, IT", "Senior Director of IT", true},
		{"Data Scientist (Intermediate)", "Data Scientist", true},
		{"VP, Tax", "Vice President, Tax", true},
		{"Program Managers", "Program Manager", true},
		{"Manager, FP&A", "FP&A Manager", false},
		{"Payroll Analyst", "Senior Payroll Analyst", false},
	} {
		if got := SameTitle(c.a, c.b); got != c.want {
			t.Errorf("SameTitle(%q, %q) = %v", c.a, c.b, got)
		}
	}
}

func TestTitleOnIsTakenApartAgain(t *testing.T) {
	for _, rung := range []string{
		Intern, Junior, Intermediate, Senior, Staff, Principal, Distinguished,
		SeniorDistinguished, Fellow, Manager, SeniorManager, Director, SeniorDirector,
		VP, EVP,
	} {
		title := TitleOn(rung, "Payroll Analyst")
		if n := ParseName(title); n.Rung != rung || n.Subject != "Payroll Analyst" {
			t.Errorf("%s: %q is %+v", rung, title, n)
		}
	}
	if n := ParseName(TitleOn(CEO, "")); n.Rung != CEO {
		t.Errorf("%+v", n)
	}
}

// FuzzTitleKey compares the key with one that is put together from strings.
func FuzzTitleKey(f *testing.F) {
	for _, title := range []string{"Sr. Director, IT", "VPs of the Managers & Ärzte", "Boss (Intermediate) \xff7½ İs", "a", " . "} {
		f.Add(title)
	}
	f.Fuzz(func(t *testing.T, title string) {
		for _, inSingular := range []bool{false, true} {
			var words []string
			for _, w := range strings.FieldsFunc(title, notInWord) {
				w = strings.Map(unicode.ToLower, w)
				if long, ok := longWord(w); ok {
					w = long
				}
				if inSingular {
					w = w[:singularLen(w)]
				}
				if w != "" {
					words = append(words, w)
				}
			}
			if got, want := titleKey(title, inSingular), strings.Join(words, " "); got != want {
				t.Errorf("the key of %q is %q, not %q", title, got, want)
			}
		}
	})
}

// FuzzParseName compares with trying every form.
func FuzzParseName(f *testing.F) {
	for _, form := range forms {
		f.Add(form.words + " Payroll Analyst")
		f.Add("Payroll Analyst " + form.words)
		f.Add("Payroll (" + form.words + ") Manager")
	}
	f.Fuzz(func(t *testing.T, title string) {
		trimmed := strings.Trim(strings.TrimSpace(title), ":")
		words := wordsOf(trimmed, nil)
		rung := ""
		for i := range triedForms {
			if _, _, ok := triedForms[i].find(trimmed, words); ok {
				rung = triedForms[i].rung
				break
			}
		}
		if n := ParseName(title); n.Rung != rung && n.Track != Management {
			t.Errorf("the rung of %q is %q, not %q", title, n.Rung, rung)
		}
	})
}
