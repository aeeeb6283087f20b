package markdown

import (
	"regexp"
	"slices"
	"strings"
	"sync"

	"jobcat/catalog"
)

const (
	duty   = `(?:(?:job\s+|base\s+|general\s+)?(?:respon\w*bili\w+|require?ments?|qualifications|expectations|performance\s+indicators?|kpis?))`
	duties = `(` + duty + `(?:\s*(?:,|and|&|/)+\s*(?:the\s+)?` + duty + `)*)`
	theAll = `(?:all\s+)?(?:of\s+)?(?:the\s+)?(?:same\s+)?(?:non-ic\s+)?`
	a      = `(?:(?:an?|the|other|our)\s+)*`
)

// An inheritancePhrase is one way to say that a level takes over what another one has.
type inheritancePhrase struct {
	needs    []string              // one of them stands in every such sentence: spares most sentences the expression
	dutiesOf bool                  // so does a word for duties with "of" or the like behind it
	match    func() *regexp.Regexp // its group "object" is the other level, with section words before or behind; "whose" is this one
	byRole   bool                  // much else extends something: only a role before the verb counts
	ofRole   bool                  // much else is met or included: only a role or a rung as target counts
	ofFamily bool                  // the target may be any name: "Extends that of Payroll"
}

// expression is compiled when it is first asked for: these are long, and most commands read no page.
func expression(expr string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}

// The ways in which people say that a level takes over what another one has. The first that fits decides.
var inheritancePhrases = []inheritancePhrase{
	// "Extends that of the X responsibilities", "Extends: X"
	{needs: []string{"xtend"}, match: expression(`(?i)^extends?(?:ing)?\s*:?\s+(?:(?:that|those|thet|all)\s+)?(?:of\s+)?(?:the\s+)?(?P<object>.+)$`), ofFamily: true},
	// "The X role extends the Y role", "The responsibilities of the X extend the Y role"
	{needs: []string{"xtend"}, match: expression(`(?i)^(?:the\s+)?(?P<whose>\S.{2,90}?)(?:\s+(?:role|position))?\s+extends?\s+(?:(?:that|those)\s+)?(?:of\s+)?(?:on\s+)?(?:the\s+)?(?P<object>.+)$`), byRole: true},
	// "has all of the responsibilities of a Y", "shares the same requirements as the Y"
	{needs: []string{"has ", "have ", "having ", "hare ", "hares ", "haring ", "eet ", "eets ", "eeting ", "nclude", "ossess", "erform ", "erforms ", "old ", "olds ", "xcel"}, dutiesOf: true, match: expression(`(?i)^(?:(?P<whose>.{2,90}?)\s+)?(?:has|have|having|shares?|sharing|meets?|meeting|includes?|possess(?:es)?|performs?|holds?|excels?\s+at)\s+(?:all\s+)?` + theAll + duties + `\s+(?:of|as|for|from|at)\s+(?P<object>.+)$`)},
	// "All responsibilities of a Y", "Same requirements as the Y listed above"
	{needs: []string{"ll ", "ame "}, dutiesOf: true, match: expression(`(?i)^(?:the\s+)?(?:includes?\s+)?(?:all|same)\s+` + theAll + duties + `\s+(?:of|as|for|from|at)\s+(?P<object>.+)$`)},
	// "The responsibilities of a Y, plus:"
	{needs: []string{"plus"}, match: expression(`(?i)^(?:the\s+)` + duties + `\s+(?:of|for|from)\s+(?P<object>.+?),?\s+plus\b`)},
	// "In addition to meeting all of the requirements of a Y"
	{needs: []string{"n addition"}, dutiesOf: true, match: expression(`(?i)^in\s+addition\s+to\s+(?:meeting\s+)?` + theAll + duties + `\s+(?:of|as|for|from)\s+(?P<object>.+)$`)},
	// "Everything under Y plus the following"
	{needs: []string{"verything "}, match: expression(`(?i)^everything\s+(?:in|under|from)\s+(?P<object>.+)$`)},
	// "This role includes all of the requirements above", "shares the same responsibilities outlined above"
	{needs: []string{"bove"}, match: expression(`(?i)^(?:(?P<whose>.{2,90}?)\s+)?(?:has|have|shares?|sharing|includes?|meets?)\s+(?:all\s+)?` + theAll + duties + `\s+(?:as\s+the\s+ones\s+)?(?:listed\s+|outlined\s+|defined\s+|stated\s+)?(?P<object>above)\b`)},
	{needs: []string{"bove"}, match: expression(`(?i)^(?:the\s+)?(?:all|same)?\s*` + theAll + duties + `\s+(?:listed\s+|outlined\s+)?(?P<object>above),?\s+(?:plus|and|with)\b`)},
	{needs: []string{"bove"}, match: expression(`(?i)^(?:all\s+)(?:of\s+)?(?:the\s+)?(?P<object>above)\s+` + duties)},
	// "are expected to meet the Y requirements", "Includes all Senior level responsibilities"
	{needs: []string{"eet", "nclude"}, match: expression(`(?i)^(?:(?P<whose>.{2,90}?)\s+(?:are|is)\s+expected\s+to\s+)?(?:meets?|includes?)\s+(?:all\s+)?(?:of\s+)?(?:the\s+)?(?P<object>.{2,80}?\s+` + duty + `)(?:\s+listed)?\b`), ofRole: true},
}

func containsAny(text string, parts ...string) bool {
	for _, p := range parts {
		if strings.Contains(text, p) {
			return true
		}
	}
	return false
}

var (
	dutyWord      = regexp.MustCompile(`(?i)\b` + duty)
	dutiesFirst   = regexp.MustCompile(`(?i)^` + duties + `\s+(?:of|for|from|section)\s+(?:the\s+|an?\s+)?`)
	dutiesLast    = regexp.MustCompile(`(?i)[\s,]+(?:job\s+)?` + duties + `(?:\s+(?:section|listed|above|below|in|with|by|at|plus)\b.*)?$`)
	objectEnds    = regexp.MustCompile(`(?i)(?:,?\s+(?:plus|but|also|as\s+well|with\s+the|including|typically|at\s+the|the\s+following|and\s+(?:also|includes?|the\s+following|adds?|to|must|is|are))\b|,\s+(?:and|the|which|you|they)\b|:|;|\.\s|\.$|\s+(?:listed|outlined|defined|described|articulated)\b|\s+roles?\s+(?:as|by|through|with|in|at|but|expectations?)\b|\s+at\s+previous|"|\s+[-–—]\s)`)
	objectTail    = regexp.MustCompile(`(?i)(?:\s+(?:role|roles|position|positions|levels?|job|as well))+$`)
	previousRoles = regexp.MustCompile(`(?i)^previous\s.*s$`) // of which there can be several
	aboveWord     = regexp.MustCompile(`(?i)^(?:the\s+)?(?:above|previous(?:\s+(?:level|role|position)s?)?|general|intermediate(?:\s+position)?|base)$|\bprevious\s+levels?$`)
)

// findExtends finds the inheritance that a sentence states, or reports that it states none.
func findExtends(text string) (relation, bool) {
	if !cuesIn(text).mayInherit() {
		return relation{}, false
	}
	dutiesOf := namesDutiesOf(text)
	for _, p := range inheritancePhrases {
		if p.dutiesOf && !dutiesOf || !containsAny(text, p.needs...) {
			continue
		}
		m := p.match().FindStringSubmatchIndex(text)
		if m == nil {
			continue
		}
		rel := relation{statement: sentenceAround(text, m[0])}
		group := func(name string) ([2]int, bool) {
			k := 2 * p.match().SubexpIndex(name)
			if k < 0 || m[k] < 0 {
				return [2]int{}, false
			}
			return [2]int{m[k], m[k+1]}, true
		}
		object, _ := group("object")
		named := text[:object[0]] // where section words may stand in front of the target
		if w, ok := group("whose"); ok {
			if s := subjectBefore(text, w[1]); looksLikeTitle(text[s[0]:s[1]]) {
				rel.whose = s
			}
			named = text[w[1]:object[0]]
			whose := text[w[0]:w[1]]
			// "The responsibilities of the X extend": the section words stand in the subject.
			if dutyWord.MatchString(whose) {
				named = whose
			} else if p.byRole && !looksLikeTitle(whose) && !thisRole.MatchString(strings.TrimSpace(whose)) {
				continue
			}
		}
		target, of := splitObject(text, object)
		rel.of = kindsNamed(of + " " + named)
		if strings.EqualFold(text[object[0]:object[1]], "above") {
			rel.of = kindsNamed(text[m[0]:m[1]])
		}
		words := text[target[0]:target[1]]
		if words == "ones" {
			// "the same responsibilities as the ones outlined above"
			if k := strings.Index(text[target[1]:], "above"); k >= 0 {
				target = [2]int{target[1] + k, target[1] + k + len("above")}
				words = "above"
			}
		}
		if words == "" {
			continue
		}
		capitalised := words[0] >= 'A' && words[0] <= 'Z'
		titled := capitalised && (namesRole(words) || catalog.ParseName(words).Rung != "")
		if p.ofRole && !titled && !namesRung(words) {
			continue
		}
		family := p.ofFamily && capitalised && countWords(words) <= 4
		if !titled && !family && len(rel.of) == 0 && !aboveWord.MatchString(words) {
			continue
		}
		rel.target = target
		return rel, true
	}
	return relation{}, false
}

// namesDutiesOf reports whether a word that can be one for duties stands before a word that can lead to whose they are.
func namesDutiesOf(text string) bool {
	before := ""
	for word := range strings.FieldsSeq(text) {
		if len(word) <= len("from") && slices.ContainsFunc([]string{"of", "as", "for", "from", "at"}, func(w string) bool { return strings.EqualFold(w, word) }) &&
			containsAny(strings.ToLower(before), "bili", "ment", "ation", "icator", "pi") {
			return true
		}
		before = word
	}
	return false
}

// namesRung reports whether words name a level although they are no title: "above", "base", "Senior level".
func namesRung(words string) bool {
	return aboveWord.MatchString(words) || catalog.ParseName(words).Rung != ""
}

// splitObject parts "the X responsibilities" and "responsibilities of X" into the words for the target and for the
// section.
func splitObject(text string, object [2]int) (target [2]int, of string) {
	start, end := object[0], object[1]
	if m := dutiesFirst.FindStringIndex(text[start:end]); m != nil {
		of = text[start : start+m[1]]
		start += m[1]
	}
	if a := article.FindStringIndex(text[start:end]); a != nil {
		start += a[1]
	}
	for at := start; at < end; {
		m := objectEnds.FindStringIndex(text[at:end])
		if m == nil {
			break
		}
		if text[at+m[0]] == '.' && abbreviated(text[:at+m[0]]) {
			at += m[0] + 1
			continue
		}
		if strings.HasSuffix(text[at+m[0]:at+m[1]], "and") && capital.MatchString(firstWord(text[min(at+m[1]+1, end):end])) {
			at += m[1] // "Diversity, Inclusion, and Belonging Partner"
			continue
		}
		end = at + m[0]
		break
	}
	end = start + len(strings.TrimRight(text[start:end], " ,.;:*"))
	if m := dutiesLast.FindStringIndex(text[start:end]); m != nil {
		of = text[start+m[0] : end]
		end = start + m[0]
	} else if m := dutyWord.FindStringIndex(text[start:end]); m != nil && m[0] == 0 {
		of = text[start:end]
	}
	if m := objectTail.FindStringIndex(text[start:end]); m != nil && m[0] > 0 && !aboveWord.MatchString(text[start:end]) && !previousRoles.MatchString(text[start:end]) {
		end = start + m[0]
	}
	return [2]int{start, end}, of
}

// kindsNamed are the kinds of sections whose words stand in s, in their order.
func kindsNamed(s string) []string {
	s = strings.ToLower(s)
	if !containsAny(s, "bili", "ment", "qualif", "indicator", "kpi") {
		return nil // spares most words the expression
	}
	var kinds []string
	for _, w := range dutyWord.FindAllString(s, -1) {
		kind := ""
		switch {
		case strings.Contains(w, "bili"):
			kind = responsibilities
		case strings.Contains(w, "ment") || strings.Contains(w, "qualif"):
			kind = requirements
		case strings.Contains(w, "indicator") || strings.Contains(w, "kpi"):
			kind = performanceIndicators
		}
		if kind != "" && !slices.Contains(kinds, kind) {
			kinds = append(kinds, kind)
		}
	}
	return kinds
}
