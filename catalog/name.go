package catalog

import (
	"regexp"
	"strings"
	"unicode"
)

// Track is the side of a ladder that a title stands on.
type Track string

// The tracks.
const (
	Individual Track = "individual"
	Management Track = "management"
)

// The rungs, as the ladders of the policy name them, in ascending order on each track.
const (
	Intern              = "intern"
	Junior              = "junior"
	Intermediate        = "intermediate"
	Senior              = "senior"
	Staff               = "staff"
	Principal           = "principal"
	Distinguished       = "distinguished"
	SeniorDistinguished = "senior-distinguished"
	Fellow              = "fellow"
	Manager             = "manager"
	SeniorManager       = "senior-manager"
	Director            = "director"
	SeniorDirector      = "senior-director"
	VP                  = "vp"
	EVP                 = "evp"
	CEO                 = "ceo"
)

// Name is a title taken apart: "Senior Manager, Total Rewards" has the rung senior-manager, the track management and
// the subject "Total Rewards".
type Name struct {
	Rung    string // one of the constants above; "" where the title names none
	Track   Track
	Subject string // what is left of the title without its rung: "Total Rewards", "Backend Engineer"
	Sure    bool   // whether the rung says which grade to expect: "Manager, X" does, "Senior X Manager" does not
}

// A form is one way to write a rung. The first form that fits decides, so longer ones stand before their parts.
type form struct {
	word  string // stands in every title of this form, in lower case: spares most titles the expression
	rung  string
	track Track
	sure  bool
	match *regexp.Regexp // group 1, where there is one, is cut out of the title to leave the subject
}

var forms = []form{
	// In parentheses it beats any other hint: "Manager, Data (Intermediate)" says so on purpose.
	{"intermediate", Intermediate, Individual, true, regexp.MustCompile(`(?i)(\s*\(intermediate\))`)},
	{"", Junior, Individual, true, regexp.MustCompile(`(?i)(\s*\((?:junior|jr\.?|associate)\))`)},
	{"s", Senior, Individual, true, regexp.MustCompile(`(?i)(\s*\((?:senior|sr\.?)\))`)},
	{"staff", Staff, Individual, true, regexp.MustCompile(`(?i)(\s*\(staff\))`)},
	{"principal", Principal, Individual, true, regexp.MustCompile(`(?i)(\s*\(principal\))`)},

	{"c", CEO, Management, true, regexp.MustCompile(`(?i)^(chief executive officer|ceo)\b`)},
	{"p", EVP, Management, true, regexp.MustCompile(`(?i)^(evp|executive vice[ -]president)\b`)},
	{"chief", EVP, Management, true, regexp.MustCompile(`(?i)^(?:interim |acting )?chief\b.*\bofficer\b`)},
	{"p", VP, Management, false, regexp.MustCompile(`(?i)^((?:area|regional|assistant|senior|sr\.?) (?:vice[ -]president|vp)|avp|svp)\b`)},
	{"p", VP, Management, true, regexp.MustCompile(`(?i)^(vp|vice[ -]president)\b`)},

	{"director", SeniorDirector, Management, true, regexp.MustCompile(`(?i)^((?:senior|sr\.?) director)\b`)},
	{"director", Director, Management, true, regexp.MustCompile(`(?i)^(director)\b`)},
	{"director", SeniorDirector, Management, false, regexp.MustCompile(`(?i)\b((?:senior|sr\.?) director)\b`)},
	{"director", Director, Management, false, regexp.MustCompile(`(?i)\b(director)$`)},

	{"manager", SeniorManager, Management, true, regexp.MustCompile(`(?i)^((?:senior|sr\.?) manager)(?:$|,| of\b| -)`)},
	{"manager", Manager, Management, true, regexp.MustCompile(`(?i)^(manager)(?:$|,| of\b| -)`)},
	{"manager", SeniorManager, Management, false, regexp.MustCompile(`(?i)^((?:senior|sr\.?) manager)\b`)},
	{"manager", SeniorManager, Management, false, regexp.MustCompile(`(?i)\b((?:senior|sr\.?) manager)$`)},
	{"manager", Manager, Management, false, regexp.MustCompile(`(?i)^(manager)\b`)},

	{"intern", Intern, Individual, true, regexp.MustCompile(`(?i)^(intern)\b,?`)},
	{"intern", Intern, Individual, true, regexp.MustCompile(`(?i)\b(intern)$`)},
	{"distinguished", SeniorDistinguished, Individual, true, regexp.MustCompile(`(?i)^((?:senior|sr\.?) distinguished)\b`)},
	{"principal", Principal, Individual, false, regexp.MustCompile(`(?i)^((?:senior|sr\.?) principal)\b`)},
	{"principal", "", Management, false, regexp.MustCompile(`(?i)^principal .*\bofficer\b`)},
	{"distinguished", Distinguished, Individual, true, regexp.MustCompile(`(?i)^(distinguished)\b`)},
	{"principal", Principal, Individual, true, regexp.MustCompile(`(?i)^(principal)\b`)},
	{"staff", Staff, Individual, true, regexp.MustCompile(`(?i)^(staff)\b,?`)},
	{"fellow", Fellow, Individual, true, regexp.MustCompile(`(?i)^(fellow)\b,?`)},
	{"fellow", Fellow, Individual, false, regexp.MustCompile(`(?i)\b(fellow)$`)},
	{"s", Senior, Individual, true, regexp.MustCompile(`(?i)^(senior|sr\.?)(?:\s|,|$)`)},
	{"", Junior, Individual, true, regexp.MustCompile(`(?i)^(junior|jr\.?|associate)(?:\s|,|$)`)},
	{"intermediate", Intermediate, Individual, true, regexp.MustCompile(`(?i)^(intermediate)\b`)},
	{"s", Senior, Individual, false, regexp.MustCompile(`(?i)\b(senior|sr\.?)(?:\s|$)`)},
	{"", Junior, Individual, false, regexp.MustCompile(`(?i)\b(associate|junior)$`)},
}

var (
	managerOfAThing = regexp.MustCompile(`(?i)\bmanagers?\b|\blead\b|\bsupervisor\b|\bhead\b`)
	leadsPeople     = regexp.MustCompile(`(?i)^(?:group|associate) manager\b|^head of\b|^team lead\b`)
	joins           = regexp.MustCompile(`^[\s,–-]+(?:of\s+)?|^of\s+`)
)

// ParseName takes a title apart. A rung counts where it stands at the beginning or in parentheses; elsewhere it is
// noted but not sure, and so is "Senior X Manager", which is a senior individual or leads people.
func ParseName(title string) Name {
	title = strings.Trim(strings.TrimSpace(title), ":")
	n := Name{Track: Individual, Subject: title}
	if leadsPeople.MatchString(title) {
		n.Track = Management
		return n
	}
	lower := strings.ToLower(title)
	for _, f := range forms {
		if !strings.Contains(lower, f.word) {
			continue
		}
		m := f.match.FindStringSubmatchIndex(title)
		if m == nil {
			continue
		}
		n.Rung, n.Track, n.Sure = f.rung, f.track, f.sure
		if len(m) > 2 {
			n.Subject = joins.ReplaceAllString(strings.Join(strings.Fields(title[:m[2]]+" "+title[m[3]:]), " "), "")
			n.Subject = strings.TrimRight(n.Subject, " ,-–")
		}
		break
	}
	switch n.Rung {
	case Junior, Senior, Staff, Principal:
		// "Senior Product Manager" is a Senior of a title that has a ladder of its own, or leads people.
		if managerOfAThing.MatchString(n.Subject) {
			n.Sure = false
		}
	case Intermediate:
		// Of two rungs in one title neither is sure.
		if strings.HasPrefix(strings.ToLower(n.Subject), "manager,") {
			n.Track, n.Sure = Management, false
		}
	}
	return n
}

var (
	abbreviations = strings.NewReplacer("sr.", "senior", "jr.", "junior")
	shortWords    = map[string]string{"sr": "senior", "jr": "junior", "vp": "vice president", "intermediate": "", "the": "", "of": "", "and": "", "a": "", "an": ""}
)

// TitleKey is what two spellings of one title have in common: case, punctuation, "Sr." for Senior, "VP" for Vice
// President, "(Intermediate)", "of" and "and" make no difference; the order of words does.
func TitleKey(title string) string {
	var words []string
	for _, w := range strings.FieldsFunc(abbreviations.Replace(strings.ToLower(title)), notInWord) {
		if long, ok := shortWords[w]; ok {
			w = long
		}
		if w != "" {
			words = append(words, w)
		}
	}
	return strings.Join(words, " ")
}

func notInWord(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) }

// SameTitle reports whether two titles are spellings of one: by TitleKey, or one in the singular and one in the plural.
// "Manager, Payroll" and "Payroll Manager" are two titles.
func SameTitle(a, b string) bool { return SameTitleKey(a) == SameTitleKey(b) }

// SameTitleKey is equal for two titles where SameTitle holds, and only there: for looking up one title among many.
func SameTitleKey(title string) string { return singular(TitleKey(title)) }

// singular takes the plural's "s" off every word, for comparing only.
func singular(key string) string {
	words := strings.Fields(key)
	for i, w := range words {
		if len(w) > 3 && strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") {
			words[i] = strings.TrimSuffix(w, "s")
		}
	}
	return strings.Join(words, " ")
}
