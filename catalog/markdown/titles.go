package markdown

import (
	"regexp"
	"strings"

	"jobcat/catalog"
)

var (
	// The nouns that end or begin a job title. A heading without one and without a rung is no level unless it states a
	// grade.
	roleNoun = regexp.MustCompile(`(?i)\b(?:accountant|administrator|admin|advisor|adviser|advocate|agent|ambassador|analyst|architect|assistant|associate|attorney|auditor|buyer|coach|consultant|controller|coordinator|counsel|designer|developer|director|editor|engineer|evangelist|executive|expert|fellow|generalist|head|instructor|intern|lawyer|lead|leader|librarian|manager|officer|operator|owner|paralegal|partner|planner|president|principal|producer|programmer|recruiter|representative|researcher|scientist|sourcer|specialist|strategist|supervisor|technician|tester|trainer|treasurer|writer|ceo|cfo|cto|cpo|cro|cmo|ciso|cio|coo|vp|evp|svp|chief of staff)s?\b`)
	// How headings begin that talk about roles without being one.
	notATitle = regexp.MustCompile(`(?i)^(?:what|how|why|who|when|where|being|about|you|your|our|we|working|life|meet|on this page|q&a|all|from|example|sample|day|more|read|becoming|stakeholders|primary|relevant|links?|related|additional|directly|reporting|justification|difference|on-call|collaboration|guidelines|responding|interview|candidates?|screening|project|steps?|process|tips?)\b`)
	// How headings end that talk about roles without being one, and those that do so unless a rung begins them.
	aboutRoles = regexp.MustCompile(`(?i)\b(?:roles|candidates?|positions|overview|description|interviews?|responsibilit\w+|requirements|expectations|initiatives|also)$`)
	aboutTeams = regexp.MustCompile(`(?i)\b(?:levels?|tracks?|teams?|members?|process|presentation|office|handbook|matrix|themes.*|group|collaboration|partnership|ladder|justification|includes?|journey|videos?|guidelines|indicators?|hiring|calculator)$`)
	skillList  = regexp.MustCompile(`(?i)\bskills\b`)
	// How headings begin that talk to the reader.
	addressing = regexp.MustCompile(`(?i)^(?:what|how|why|who|when|where|being|about|you|you'll|your|our|we|life|on this page|relevant|read|links)\b`)
	somewhere  = regexp.MustCompile(`(?i)\s(?:at)\s+\p{Lu}`)
	trailer    = regexp.MustCompile(`(?i)[\s:]+$|\s+role$`)
)

// looksLikeTitle reports whether a heading reads as a job title.
func looksLikeTitle(text string) bool {
	t := trailer.ReplaceAllString(text, "")
	if t == "" || len(strings.Fields(t)) > 14 || strings.ContainsAny(t, "?!") {
		return false
	}
	if skillList.MatchString(t) || notATitle.MatchString(t) || aboutRoles.MatchString(t) || somewhere.MatchString(t) {
		return false
	}
	if n := catalog.ParseName(t); n.Rung != "" && n.Sure && len(kindsNamed(t)) == 0 {
		return true
	}
	return roleNoun.MatchString(t) && !aboutTeams.MatchString(t) || isBareRung(t)
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
