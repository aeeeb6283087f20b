package catalog

import (
	"regexp"
	"strings"
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
	rung  string
	track Track
	sure  bool
	match *regexp.Regexp // group 1, where there is one, is cut out of the title to leave the subject
}

var forms = []form{
	// In parentheses it beats any other hint: "Manager, Data (Intermediate)" says so on purpose.
	{Intermediate, Individual, true, regexp.MustCompile(`(?i)(\s*\(intermediate\))`)},
	{Junior, Individual, true, regexp.MustCompile(`(?i)(\s*\((?:junior|jr\.?|associate)\))`)},
	{Senior, Individual, true, regexp.MustCompile(`(?i)(\s*\((?:senior|sr\.?)\))`)},
	{Staff, Individual, true, regexp.MustCompile(`(?i)(\s*\(staff\))`)},
	{Principal, Individual, true, regexp.MustCompile(`(?i)(\s*\(principal\))`)},

	{CEO, Management, true, regexp.MustCompile(`(?i)^(chief executive officer|ceo)\b`)},
	{EVP, Management, true, regexp.MustCompile(`(?i)^(evp|executive vice[ -]president)\b`)},
	{EVP, Management, true, regexp.MustCompile(`(?i)^(?:interim |acting )?chief\b.*\bofficer\b`)},
	{VP, Management, false, regexp.MustCompile(`(?i)^((?:area|regional|assistant|senior|sr\.?) (?:vice[ -]president|vp)|avp|svp)\b`)},
	{VP, Management, true, regexp.MustCompile(`(?i)^(vp|vice[ -]president)\b`)},

	{SeniorDirector, Management, true, regexp.MustCompile(`(?i)^((?:senior|sr\.?) director)\b`)},
	{Director, Management, true, regexp.MustCompile(`(?i)^(director)\b`)},
	{SeniorDirector, Management, false, regexp.MustCompile(`(?i)\b((?:senior|sr\.?) director)\b`)},
	{Director, Management, false, regexp.MustCompile(`(?i)\b(director)$`)},

	{SeniorManager, Management, true, regexp.MustCompile(`(?i)^((?:senior|sr\.?) manager)(?:$|,| of\b| -)`)},
	{Manager, Management, true, regexp.MustCompile(`(?i)^(manager)(?:$|,| of\b| -)`)},
	{SeniorManager, Management, false, regexp.MustCompile(`(?i)^((?:senior|sr\.?) manager)\b`)},
	{SeniorManager, Management, false, regexp.MustCompile(`(?i)\b((?:senior|sr\.?) manager)$`)},
	{Manager, Management, false, regexp.MustCompile(`(?i)^(manager)\b`)},

	{Intern, Individual, true, regexp.MustCompile(`(?i)^(intern)\b,?`)},
	{Intern, Individual, true, regexp.MustCompile(`(?i)\b(intern)$`)},
	{SeniorDistinguished, Individual, true, regexp.MustCompile(`(?i)^((?:senior|sr\.?) distinguished)\b`)},
	{Principal, Individual, false, regexp.MustCompile(`(?i)^((?:senior|sr\.?) principal)\b`)},
	{"", Management, false, regexp.MustCompile(`(?i)^principal .*\bofficer\b`)},
	{Distinguished, Individual, true, regexp.MustCompile(`(?i)^(distinguished)\b`)},
	{Principal, Individual, true, regexp.MustCompile(`(?i)^(principal)\b`)},
	{Staff, Individual, true, regexp.MustCompile(`(?i)^(staff)\b,?`)},
	{Fellow, Individual, true, regexp.MustCompile(`(?i)^(fellow)\b,?`)},
	{Fellow, Individual, false, regexp.MustCompile(`(?i)\b(fellow)$`)},
	{Senior, Individual, true, regexp.MustCompile(`(?i)^(senior|sr\.?)(?:\s|,|$)`)},
	{Junior, Individual, true, regexp.MustCompile(`(?i)^(junior|jr\.?|associate)(?:\s|,|$)`)},
	{Intermediate, Individual, true, regexp.MustCompile(`(?i)^(intermediate)\b`)},
	{Senior, Individual, false, regexp.MustCompile(`(?i)\b(senior|sr\.?)(?:\s|$)`)},
	{Junior, Individual, false, regexp.MustCompile(`(?i)\b(associate|junior)$`)},
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
	for _, f := range forms {
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
	wordsOf       = regexp.MustCompile(`[\p{L}\p{N}]+`)
)

// TitleKey is what two spellings of one title have in common: case, punctuation, "Sr." for Senior, "VP" for Vice
// President, "(Intermediate)", "of" and "and" make no difference; the order of words does.
func TitleKey(title string) string {
	var words []string
	for _, w := range wordsOf.FindAllString(abbreviations.Replace(strings.ToLower(title)), -1) {
		if long, ok := shortWords[w]; ok {
			w = long
		}
		if w != "" {
			words = append(words, w)
		}
	}
	return strings.Join(words, " ")
}

// SameTitle reports whether two titles are spellings of one: by TitleKey, in another order of words ("Manager,
// Payroll" and "Payroll Manager" are two titles, so the order counts unless a comma moved), or in the plural.
func SameTitle(a, b string) bool {
	ka, kb := TitleKey(a), TitleKey(b)
	return ka == kb || singular(ka) == singular(kb)
}

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
