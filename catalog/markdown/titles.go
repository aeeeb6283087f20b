package markdown

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"jobcat/catalog"
)

// The nouns of job titles. A heading without one and without a rung is no level unless it states a grade.
var roleNouns = wordSet(`
	accountant administrator admin advisor adviser advocate agent ambassador analyst architect assistant associate
	attorney auditor bookkeeper buyer cashier clerk coach consultant controller coordinator counsel designer developer director editor engineer
	evangelist executive expert fellow generalist head instructor intern interpreter lawyer lead leader librarian manager nurse officer
	operator owner paralegal partner planner president principal producer programmer receptionist recruiter representative researcher
	scientist secretary sourcer specialist strategist supervisor teacher technician tester trainer translator treasurer writer ceo cfo cto cpo cro
	cmo ciso cio coo vp evp svp chief
`)

// Words that begin headings which talk about roles without being one.
var otherBeginnings = wordSet(`
	what how why who when where being about you your our we working life meet on q&a all from example sample day more
	read becoming stakeholders primary relevant link links related additional directly reporting justification
	difference on-call collaboration guidelines responding interview candidate candidates screening project step steps
	process tip tips you'll what's you've we're
`)

// Words that begin headings which talk to the reader.
var addressing = wordSet(`
	what how why who when where being about you your our we life on relevant read links you'll what's you've we're
`)

// Words that end headings which talk about roles without being one.
var otherEndings = wordSet(`
	roles candidate candidates positions overview description interview interviews responsibility responsibilities
	requirements expectations initiatives also
`)

// Words that do so unless a rung begins the heading: "Manager, Red Team" is a title, "Red Team" is none.
var groupEndings = wordSet(`
	level levels track tracks team teams member members process presentation office handbook matrix group
	collaboration partnership ladder justification include includes journey video videos guidelines indicator
	indicators hiring calculator
`)

var (
	themes    = regexp.MustCompile(`(?i)\bthemes\b`)
	somewhere = regexp.MustCompile(`\s(?:at|At)\s+\p{Lu}`)
)

// looksLikeTitle reports whether a heading reads as a job title.
func looksLikeTitle(text string) bool {
	t := text[:titleEnd(text)]
	words := titleWords(t)
	if len(words) == 0 || len(words) > 14 || strings.ContainsAny(t, "?!") {
		return false
	}
	last := words[len(words)-1]
	if otherBeginnings[words[0]] || otherEndings[last] || containsAny(t, "at", "At") && somewhere.MatchString(t) {
		return false
	}
	if slices.Contains(words, "skills") {
		return false
	}
	n := catalog.ParseName(t)
	switch {
	case n.Rung != "" && n.Subject == "":
		return true
	case n.Rung != "" && n.Sure && len(kindsNamed(t)) == 0:
		return true
	}
	return hasRoleNoun(words) && !groupEndings[last] && !themes.MatchString(t)
}

// namesRole reports whether there is a noun of a job title among the words.
func namesRole(text string) bool { return hasRoleNoun(titleWords(text)) }

func hasRoleNoun(words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool {
		return roleNouns[w] || roleNouns[strings.TrimSuffix(w, "s")]
	})
}

// namesRoles reports whether the words are a title in the plural: "Technical Writers", "Managers, Payroll".
func namesRoles(text string) bool {
	head, _, _ := strings.Cut(text, ",")
	words := titleWords(head)
	if len(words) == 0 {
		return false
	}
	one, plural := strings.CutSuffix(words[len(words)-1], "s")
	return plural && roleNouns[one]
}

// titleEnd is where a title ends in a heading: in front of a colon, or of "Role" behind it.
func titleEnd(text string) int {
	title := strings.TrimRight(text, " :")
	if start := len(title) - len(" role"); start > 0 && strings.EqualFold(title[start:], " role") {
		title = strings.TrimRight(title[:start], " ")
	}
	return len(title)
}

// talksToReader reports whether a heading begins as a question or with "you".
func talksToReader(text string) bool {
	words := titleWords(text)
	return len(words) > 0 && addressing[words[0]]
}

// titleWords are the words of a heading in lower case, without punctuation around them.
func titleWords(text string) []string {
	return strings.FieldsFunc(strings.ReplaceAll(strings.ToLower(text), "’", "'"), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\'' && r != '-' && r != '&'
	})
}

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

// isBareRung reports whether a title is nothing but a rung: "Senior", "Manager", "Senior Manager", "Lead".
func isBareRung(title string) bool {
	n := catalog.ParseName(title)
	return n.Rung != "" && n.Subject == "" || strings.EqualFold(title, "lead")
}

// sameRole reports whether the words name the title: as one of its spellings, or cut short without naming another
// role ("Senior" or "Senior Engineer" for "Senior Security Engineer", "Manager, Sales" for "Manager, Sales Systems").
func sameRole(words, title string) bool {
	if catalog.SameTitle(words, title) {
		return true
	}
	a, b := strings.Fields(catalog.TitleKey(words)), strings.Fields(catalog.TitleKey(title))
	if len(a) == 0 || len(a) > len(b) {
		return false
	}
	if catalog.ParseName(words).Rung != catalog.ParseName(title).Rung {
		return false
	}
	// Every word stands in the title, in its order.
	i := 0
	for _, w := range b {
		if i < len(a) && a[i] == w {
			i++
		}
	}
	return i == len(a)
}
