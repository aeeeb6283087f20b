package wording

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"

	"jobcat/catalog"
)

func yes(words ...string) map[string]bool {
	list := map[string]bool{}
	for _, w := range words {
		word, no := strings.CutPrefix(w, "!")
		list[word] = !no
	}
	return list
}

var small = Vocabulary{
	Vacancy:    yes("you will", "you'll", "ideal candidate", "please apply", "is for you"),
	Hiring:     yes("interview*", "screening call"),
	Experience: yes("experience", "prior experience", "track record", "!user experience*", "!experience design"),
	Optional:   yes("a plus", "preferred", "no prior experience", "less experience"),
	Places:     yes("US", "EMEA", "APAC", "London", "Canada", "United States", "São Paulo", "!US GAAP"),
	Residence:  yes("located", "based in", "citizenship", "time zones", "live in"),
	Pronouns: yes("he", "she", "his", "her", "him", "himself", "he/she", "s/he", "(s)he", "he or she", "his/her", "his or her", "her or his", "him/her",
		"him or her", "him/herself", "himself or herself", "!she/her", "!he/him"),
	Masculine: yes("lead*", "driven", "!team lead"),
	Feminine:  yes("support*"),
	Fixed:     yes("genius"),
	Growth:    yes("learn*"),
}

// prose is a family with one piece of prose in a section of a kind; in a heading if the kind is a heading's role.
func prose(kind, text string) *catalog.Family {
	f := catalog.NewFile("gardener.md", "\ufeff# Ü\n\n"+text+"\n")
	start := len("\ufeff# Ü\n\n")
	b := catalog.NewTextBuilder(f)
	for i := start; i < start+len(text); i++ { // "**" is markup
		from := i
		for i < start+len(text) && f.Source[i] != '*' {
			i++
		}
		b.Add(from, i)
	}
	whole := b.Text(start, start+len(text))
	p := catalog.Prose{Text: &whole, Section: &catalog.Section{Kinds: []string{kind}}}
	switch role := catalog.HeadingRole(kind); role {
	case catalog.OpensLevel, catalog.OpensVariant, catalog.OpensSection, catalog.OpensText:
		p.Section, p.Heading = nil, &catalog.Heading{Text: whole, Role: role}
	case "":
		p.Section = nil
	}
	return &catalog.Family{File: f, Prose: []catalog.Prose{p}}
}

// found are the words that were found on a subject, with what stands behind "+" in the same hit.
func found(t *testing.T, subject Subject, kind, text string) string {
	t.Helper()
	f := prose(kind, text)
	hits, _ := New(small).Scan(f)
	var words []string
	for _, h := range hits {
		if h.Subject != subject {
			continue
		}
		w := h.Text
		for range h.Also {
			w += "+"
		}
		if h.Suggestion != "" {
			w += " > " + h.Suggestion
		}
		if h.Fits {
			w += "!"
		}
		words = append(words, w)
	}
	return strings.Join(words, "; ")
}

func TestVacancy(t *testing.T) {
	for _, test := range []struct{ kind, text, want string }{
		{"", "In this role you will rake.", "you will"},
		{"", "You’ll rake. Then you'll **weed**, and you\nwill prune.", "You’ll++"},
		{"requirements", "The ideal candidate whistles", "ideal candidate"},
		{"text", "This role is for you", "is for you"},
		{"section", "What you will do", ""},
		{"", "Say `you will` and you will see", "you will"},
		{"", "Next, you will be interviewed by the Head Gardener", ""},
		{"", "Selected candidates have a screening call, then you will meet the team", ""},
		{"responsibilities", "Thank you willingly", ""},
	} {
		if got := found(t, Vacancy, test.kind, test.text); got != test.want {
			t.Errorf("%s %q: %q, want %q", test.kind, test.text, got, test.want)
		}
	}
}

func TestContext(t *testing.T) {
	for text, want := range map[string]string{
		"you will":                   "you will",
		"you will rake":              "you will rake",
		"First you will rake leaves": "you will rake leaves",
		"you will, then, rake":       "you will, then,",
	} {
		hits, _ := New(small).Scan(prose("", text))
		if len(hits) != 1 || hits[0].Context != want {
			t.Errorf("%q: %+v, want the context %q", text, hits, want)
		}
	}
}

func TestYears(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"5+ years", "5+ years"},
		{"5 + years in parks", "5 + years"},
		{"5 plus years", "5 plus years"},
		{"15-20 years of work", "15-20 years"},
		{"8 – 15 years' work", "8 – 15 years"},
		{"Two to four years", "Two to four years"},
		{"Minimum one (1) year", "one (1) year"},
		{"over fifteen to twenty (15-20) years", "fifteen to twenty (15-20) years"},
		{"1-3 (or more) years", "1-3 (or more) years"},
		{"Ten+ years’ work", "Ten+ years"},
		{"At least 2.5 yrs", "2.5 yrs"},
		{"10+ years, of which 5 years abroad", "10+ years+"},
		{"7 full years", "7 full years"},
		{"2-3 of those years in a park", "2-3 of those years"},
		{"3 to 5\nyears of it", "3 to 5 years"},

		{"grown in one year", ""},
		{"help at year-end", ""},
		{"progressive years leading gardeners", ""},
		{"several years of work", ""},
		{"a company 5 years old", ""},
		{"a 5-year-old tree", ""},
		{"a 3-year plan", ""},
		{"within the last 5 years", ""},
		{"over the next 3 years", ""},
		{"a 4-year degree", ""},
		{"2 years of law school", ""},
		{"planted 20 years ago", ""},
		{"100 years", ""},
		{"the 2022 year", ""},
		{"section 5. Years pass", ""},
	} {
		if got := found(t, Years, "requirements", test.text); got != test.want {
			t.Errorf("%q: %q, want %q", test.text, got, test.want)
		}
	}
	for _, test := range []struct{ kind, text, want string }{
		{"", "You have 5 years of practical experience", "5 years"},
		{"", "3+ years in parks", "3+ years"},
		{"", "At least 2 years leading gardeners", "2 years"},
		{"responsibilities", "Water trees for 3 years", ""},
		{"", "The garden has been open for 3 years", ""},
		{"section", "5 years of experience", ""},
	} {
		if got := found(t, Years, test.kind, test.text); got != test.want {
			t.Errorf("%s %q: %q, want %q", test.kind, test.text, got, test.want)
		}
	}
}

func TestExperience(t *testing.T) {
	for _, test := range []struct{ kind, text, want string }{
		{"requirements", "Experience with hedges", "Experience"},
		{"requirements", "Prior experience, a track record, and more experience", "Prior experience++"},
		{"requirements", "Rose and hedge experience", "experience"},
		{"requirements", "An eye for user experiences", ""},
		{"requirements", "Creates a great visitor experience", ""},
		{"requirements", "Improves the experience of guests", ""},
		{"requirements", "Improves our guests' experience", ""},
		{"requirements", "Knows experience design", ""},
		{"requirements", "2 years' experience", "experience"},
		{"requirements", "A bachelor's degree or experience", "experience"},
		{"requirements", "A diploma and experience", "experience"},
		{"requirements", "No prior experience required", ""},
		{"requirements", "Experience with bees is a plus", ""},
		{"requirements", "Experience with bees preferred", ""},
		{"requirements", "As a Gardener, with less experience", ""},
		{"nice_to_have", "Experience with bees", ""},
		{"responsibilities", "Gain experience with bees", ""},
	} {
		if got := found(t, Experience, test.kind, test.text); got != test.want {
			t.Errorf("%s %q: %q, want %q", test.kind, test.text, got, test.want)
		}
	}
}

func TestLocation(t *testing.T) {
	for _, test := range []struct{ kind, text, want string }{
		{"level", "Gardener, EMEA/APAC", "EMEA/APAC"},
		{"variant", "US Federal", "US"},
		{"level", "Gardener, Public Sector", ""},
		{"level", "Gardener for us", ""},
		{"section", "Gardener, EMEA Responsibilities", ""},
		{"text", "EMEA", ""},
		{"requirements", "Must be located in the greater London area", "located in the greater London"},
		{"requirements", "US citizenship", "US citizenship"},
		{"requirements", "Works in US and **Canada** time zones", "Canada time zones"},
		{"requirements", "Based in são paulo or São Paulo", "Based in são paulo or São Paulo"},
		{"requirements", "Based in London; US citizenship", "Based in London+"},
		{"requirements", "Knows US GAAP and lives for time zones", ""},
		{"requirements", "Works with customers located in London", ""},
		{"requirements", "Looks after gardens in London. Has citizenship", ""},
		{"requirements", "Fluent in German", ""},
		{"responsibilities", "Must live in Canada", "live in Canada"},
		{"responsibilities", "Write to those who live in Canada", ""},
	} {
		if got := found(t, Location, test.kind, test.text); got != test.want {
			t.Errorf("%s %q: %q, want %q", test.kind, test.text, got, test.want)
		}
	}
	title := catalog.NewFile("x.md", "Gardener (Canada)")
	hits, _ := New(small).Scan(&catalog.Family{File: title, Title: catalog.NewText(title, 0, len(title.Source))})
	if len(hits) != 1 || hits[0].Text != "Canada" || hits[0].Place.Column != 11 {
		t.Errorf("in the page's title: %v", hits)
	}
}

func TestPronoun(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"trains his/her team", "his/her > their!"},
		{"Her or his team", "Her or his > Their!"},
		{"trains **his**/her team", "his/her > their"}, // the markup would be lost
		{"the choice is his/her", "his/her > their"},
		{"He or she must prune", "He or she > They!"},
		{"when he/she'll prune", "he/she > they!"},
		{"(s)he can; S/he cannot", "(s)he > they!; S/he > They!"},
		{"what he/she prunes", "he/she > they"},
		{"the best out of him/her.", "him/her > them!"},
		{"enables him or her to prune", "him or her > them!"},
		{"tells him/her stories", "him/her > them"},
		{"keeps him/herself busy", "him/herself > themselves!"},
		{"himself or herself", "himself or herself > themselves!"},
		{"she prunes her roses", "she > they; her > their"},
		{"the heather is here, with others", ""},
		{"Kim (she/her) prunes", ""},
		{"Robin Smith talks about his roses", ""},
		{"as Robin herself said", ""},
		{"The Gardener himself prunes", "himself > themselves"},
		{"say `he`", ""},
	} {
		if got := found(t, Pronoun, "responsibilities", test.text); got != test.want {
			t.Errorf("%q: %q, want %q", test.text, got, test.want)
		}
	}
}

func TestBalance(t *testing.T) {
	_, b := New(small).Scan(prose("", "Leads leaders and LEADS; the team lead supports a driven genius who learns"))
	if got := fmt.Sprint(b.Masculine.Count, b.Feminine.Count, b.Fixed.Count, b.Growth.Count); got != "4 1 1 1" {
		t.Errorf("counts %s", got)
	}
	if got, want := b.Masculine.String(), "leads ×2, driven, leaders"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if _, b := New(small).Scan(prose("level", "Lead Gardener")); b.Masculine.Count != 0 {
		t.Error("a title was weighed")
	}
}

func TestFileName(t *testing.T) {
	for path, want := range map[string]string{
		"a/vp-gardens/index.html.md":       "a/vp-gardens/index.html.md",
		"a/gardener-2/_index.md":           "a/gardener-2/_index.md",
		"a/gardener/index.html.md.erb":     "a/gardener/index.html.md.erb",
		"a/VP-Gardens/index.html.md":       "a/vp-gardens/index.html.md",
		"Sales & Gardens/head_gardener.md": "sales-&-gardens/head-gardener.md",
		"a/Head  Gardener - Roses.html.md": "a/head-gardener-roses.html.md",
		"a/ÄRZTE/_index.md":                "a/ärzte/_index.md",
		"a/_Drafts/Index.md":               "a/drafts/index.md",
		"Gardens/README.md":                "gardens/README.md",
		"a/L1.0-Head-Gardener.md":          "a/l1.0-head-gardener.md",
		"gardener.md":                      "gardener.md",
		"g\xe4rtner.md":                    "g\xe4rtner.md", // no text, so nobody knows how to write it better
		"":                                 "",
	} {
		if got := FileName(path); got != want {
			t.Errorf("%q: %q, want %q", path, got, want)
		}
	}
}

// TestHitsStandInTheirText scans one text at every cut, with and without markup: what a hit says stands at its place.
func TestHitsStandInTheirText(t *testing.T) {
	const text = "You’ll be **located** in São Paulo with 5+ **years** of prior experience; he/**she** must, his/her US citizenship"
	s := New(small)
	for i := range len(text) {
		for _, kind := range []string{"requirements", "", "level"} {
			f := prose(kind, text[i:])
			hits, _ := s.Scan(f)
			for _, h := range hits {
				source := f.File.Source[h.Place.Start:h.Place.End]
				if strings.ReplaceAll(source, "*", "") != h.Text {
					t.Fatalf("%q: %q stands at %q", text[i:], h.Text, source)
				}
				if h.Fits && source != h.Text {
					t.Fatalf("%q: the fix of %q would drop markup", text[i:], source)
				}
				whole := h.Prose.Text.Place()
				for _, at := range append(h.Also, h.Place) {
					if at.Start < whole.Start || whole.End < at.End {
						t.Fatalf("%q: %v is outside of %v", text[i:], at, whole)
					}
				}
			}
		}
	}
}

func TestScannerIsSafeForConcurrentUse(t *testing.T) {
	s := New(small)
	f := prose("requirements", "You will need 5+ years of experience, be located in London, and he or she must learn")
	want, _ := s.Scan(f)
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for range 200 {
				if got, _ := s.Scan(f); !reflect.DeepEqual(got, want) {
					t.Error("another result")
					return
				}
			}
		})
	}
	group.Wait()
}

// TestAnyVocabulary scans with words that nobody expected: a catalog may list what it likes.
func TestAnyVocabulary(t *testing.T) {
	odd := yes("", "*", "(", "(((", "é", "иx", "guys", "日本", "österreich", "  ", "!")
	s := New(Vocabulary{odd, odd, odd, odd, odd, odd, odd, odd, odd, odd, odd})
	for _, kind := range []string{"requirements", "level", "text"} {
		s.Scan(prose(kind, "((( é ( иx guys 日本 Österreich, located österreich \xff"))
	}
	places := New(Vocabulary{Places: yes("Österreich")})
	for text, want := range map[string]int{"Gärtner, Österreich": 1, "österreich": 0} {
		if hits, _ := places.Scan(prose("level", text)); len(hits) != want {
			t.Errorf("%q: %v", text, hits)
		}
	}
}

func TestEmptyVocabulary(t *testing.T) {
	if hits, _ := New(Vocabulary{}).Scan(prose("requirements", "You will be based in London, he said")); len(hits) != 0 {
		t.Errorf("found %v", hits)
	}
}

// corpus is every line of the real catalog as a piece of prose in requirements, the worst case.
func corpus(tb testing.TB) []*catalog.Family {
	root := "../../../shared/corpus/gitlab-2022-11/job-families"
	if _, err := os.Stat(root); err != nil {
		tb.Skip("the corpus is not here: ", err)
	}
	var families []*catalog.Family
	err := filepath.WalkDir(root, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		src, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		f := &catalog.Family{File: catalog.NewFile(path, string(src))}
		for i, at := 0, 0; i < f.File.Lines(); i++ {
			line := f.File.Line(i + 1)
			whole := catalog.NewText(f.File, at, at+len(line))
			f.Prose = append(f.Prose, catalog.Prose{Text: &whole, Section: &catalog.Section{Kinds: []string{"requirements"}}})
			at = strings.IndexByte(string(src)[at:], '\n') + at + 1
		}
		families = append(families, f)
		return nil
	})
	if err != nil {
		tb.Fatal(err)
	}
	return families
}

func BenchmarkFind(b *testing.B) {
	families := corpus(b)
	s := New(small)
	b.ReportAllocs()
	for b.Loop() {
		var found []match
		for _, f := range families {
			for _, p := range f.Prose {
				found = s.phrases.find(p.Text.String, found[:0])
			}
		}
	}
}

func BenchmarkScan(b *testing.B) {
	families := corpus(b)
	s := New(small)
	b.ReportAllocs()
	for b.Loop() {
		for _, f := range families {
			s.Scan(f)
		}
	}
}
