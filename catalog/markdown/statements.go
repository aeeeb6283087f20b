package markdown

import (
	"regexp"
	"strconv"
	"strings"
)

// The statements of a page, found in running text. Offsets are bytes of that text, half-open.

// A gradeStatement is "The Senior X is a grade 7".
type gradeStatement struct {
	min, max float64
	unknown  bool   // a grade is announced and no number follows
	words    [2]int // "grade 7"
	number   [2]int // "7"; of a range, from the first number to the last
	subject  [2]int // "Senior X"; empty for "this role"
}

const (
	number  = `\d{1,2}(?:\.\d+)?`
	another = `(?:\s*(?:-|–|—|/|,|,?\s*to|,?\s*or(?:\s+an?)?|,?\s*and)\s*(?:(?:job\s+)?grades?\s*#?\s*)?` + number + `)`
	numbers = `(` + number + another + `*)`
)

var (
	gradeSentence = regexp.MustCompile(`(?i)\b(?:is|are|be)\s+(?:an?\s+|at\s+|the\s+)?\[?((?:job\s+)?(?:grades?|level)\s*(?:level\s*)?[:#]?\s*[\[(]?` + numbers + `)`)
	bareSentence  = regexp.MustCompile(`(?i)\b(?:is|are)\s+an?\s+[\[(]?(` + numbers + `)[\])]?\s*(?:\.|$)`)
	bareGrade     = regexp.MustCompile(`(?i)^\[?((?:job\s+)?(?:grade|level)\s*[:#]?\s*` + numbers + `)\]?\s*[:.]?\s*$`)
	emptySentence = regexp.MustCompile(`(?i)\b(?:is|are|be)\s+(?:an?\s+)((?:job\s+)?grade\s*(?:#+|\{[^}]*\}|\[[^\]\d]*\]|<[^>]*>|x+|n|_+|tb[ad]|\?+)?)\s*(?:\.|$)`)
	noGrade       = regexp.MustCompile(`(?i)\bnot\s+(?:aligned|mapped|assigned|tied)\s+to\s+an?\s+(?:specific\s+)?(?:job\s+)?grade\b|\b(?:does|do)\s+not\s+have\s+an?\s+(?:job\s+)?grade\b|\b(?:has|have)\s+no\s+(?:job\s+)?grade\b|\bis\s+not\s+graded\b`)
	tableGrade    = regexp.MustCompile(`(?i)^(?:(?:job\s+)?(?:grade|level)\s*#?\s*)?` + numbers + `$`)
	eachNumber    = regexp.MustCompile(`\d+(?:\.\d+)?`)
)

// findGrades finds the grades that a text states. inJobGrade says that it stands in a job grade section, where a bare
// number can be nothing else.
func findGrades(text string, inJobGrade bool) []gradeStatement {
	var found []gradeStatement
	add := func(m []int) {
		g := gradeStatement{words: [2]int{m[2], m[3]}, number: [2]int{m[4], m[5]}, subject: subjectBefore(text, m[0])}
		g.min, g.max = numberRange(text[m[4]:m[5]])
		found = append(found, g)
	}
	if !inJobGrade && !mayState(text) {
		return nil
	}
	numbered := strings.ContainsAny(text, "0123456789")
	if numbered {
		for _, m := range gradeSentence.FindAllStringSubmatchIndex(text, -1) {
			add(m)
		}
	}
	if len(found) == 0 && numbered && inJobGrade {
		if m := bareSentence.FindStringSubmatchIndex(text); m != nil {
			add(m)
		}
	}
	if len(found) == 0 && numbered {
		if m := bareGrade.FindStringSubmatchIndex(text); m != nil && (inJobGrade || strings.Contains(text[m[2]:m[4]], ":")) {
			add(m) // "Grade: 6" says it wherever it stands, "Grade 6" alone need not
		}
	}
	if len(found) == 0 {
		if m := emptySentence.FindStringSubmatchIndex(text); m != nil {
			found = append(found, gradeStatement{unknown: true, words: [2]int{m[2], m[3]}, number: [2]int{m[3], m[3]}, subject: subjectBefore(text, m[0])})
		}
	}
	return found
}

// mayState reports whether a text has words without which it states no grade. Most texts do not, and the expressions
// are much dearer than a look at them.
func mayState(text string) bool {
	if containsAny(text, "rade", "GRADE") {
		return true
	}
	_, behind, found := strings.Cut(text, "evel ") // "develop" has no blank behind it
	return found && strings.ContainsAny(behind[:min(len(behind), 3)], "0123456789#")
}

// numberRange is the smallest and the largest of the numbers in s.
func numberRange(s string) (lowest, highest float64) {
	for i, n := range eachNumber.FindAllString(s, -1) {
		v, _ := strconv.ParseFloat(n, 64)
		if i == 0 || v < lowest {
			lowest = v
		}
		highest = max(highest, v)
	}
	return lowest, highest
}

// A relation is a statement about another level.
type relation struct {
	statement [2]int   // the sentence
	whose     [2]int   // the title that it is about; empty for "this role" and where none is named
	target    [2]int   // the words that name the other level
	pronoun   bool     // "this position", "it", or nothing before the verb
	of        []string // kinds of sections that are taken over, as the sentence names them
	own       bool     // it was found by a pattern of the policy
}

func (s relation) subject(text string) string { return text[s.whose[0]:s.whose[1]] }

var (
	reportsVerb = regexp.MustCompile(`(?i)\b(?:(?:will\s+|may\s+|directly\s+|indirectly\s+|should\s+)*(?:reports?|resorts|rolls\s+up|reporting)(?:\s+(?:either|directly|indirectly|functionally|primarily|jointly))*\s+(?:in\s*to|to|into|the):?(?:\s+(?:either|both))?(?:\s+the)?)\s+`)
	thisRole    = regexp.MustCompile(`(?i)^(?:(?:this|the|that|each|every)\s+)?(?:role|position|job|person|individual|team member|it|this|they|incumbent|successful candidate|specialty|specialties|candidate)s?(?:\s+(?:will|also|may))*$`)
	ofThisRole  = regexp.MustCompile(`(?i)^this\s+(?:role|position|job)\b`)
	article     = regexp.MustCompile(`(?i)^(?:(?:an?|the|other|our|your|their|its)\s+)+`)
	targetEnds  = regexp.MustCompile(`(?i)(?:\]|[.;:]\s|[.;:]$|\s+[-–—]\s|,?\s+(?:and|who|which|where|while|working|works|or above|but|with|on|in|for which|at|leading|role\b|position\b|to\b)\b|,\s+(?:and|who|which|where|you|they|the|this|or)\b|\s+\()`)
	capital     = regexp.MustCompile(`\p{Lu}`)
	reportsSoon = regexp.MustCompile(`^[^.]{0,80}\breports?\b`)
	parenthesis = regexp.MustCompile(`^\s+\([^)]*\)`)
)

// findReportsTo finds the reporting lines that a text states.
func findReportsTo(text string) []relation {
	if !mayReport(text) {
		return nil
	}
	var found []relation
	for _, m := range reportingVerbs(text) {
		verb := strings.ToLower(strings.TrimSpace(text[m[0]:m[1]]))
		r := relation{statement: sentenceAround(text, m[0]), whose: subjectBefore(text, m[0])}
		before := strings.TrimSpace(text[r.statement[0]:m[0]])
		reporting := strings.HasPrefix(verb, "reporting")
		r.pronoun = before == "" || thisRole.MatchString(before) || ofThisRole.MatchString(before) || reporting && strings.HasSuffix(before, ",")
		switch {
		case reporting && before != "":
			continue // "Financial reporting to the board" is no line
		case strings.HasPrefix(text[m[0]:], "Report "):
			continue // "Report to management on issues" asks for a report
		case !capital.MatchString(firstWords(text[m[1]:], 4)):
			continue
		}
		start := m[1]
		if a := article.FindStringIndex(text[start:]); a != nil {
			start += a[1]
		}
		r.target = [2]int{start, endOfTarget(text, start)}
		if r.target[1] <= start {
			continue
		}
		// "reports the Director" is a slip, "reports the Results" is a duty; survey data "rolls up to the Sales match".
		slip := strings.HasSuffix(verb, " the") && !strings.Contains(verb, "to ")
		if (slip || strings.HasPrefix(verb, "rolls")) && !looksLikeTitle(text[start:r.target[1]]) {
			continue
		}
		if strings.HasPrefix(strings.ToLower(before), "a team of ") {
			continue // "A team of engineers that report to the Director" is no level
		}
		found = append(found, r)
	}
	return found
}

// reportingVerbs are where the verbs of reporting lines stand. These signs are within none of them, so each piece between two
// is searched by itself, and few pieces have a verb at all.
func reportingVerbs(text string) [][2]int {
	var found [][2]int
	for from := 0; from < len(text); {
		piece := text[from:]
		if end := strings.IndexAny(piece, ".,;!?()"); end >= 0 {
			piece = piece[:end]
		}
		if mayHaveVerb(piece) {
			for _, m := range reportsVerb.FindAllStringIndex(piece, -1) {
				found = append(found, [2]int{from + m[0], from + m[1]})
			}
		}
		from += len(piece) + 1
	}
	return found
}

// mayHaveVerb reports whether there are letters without which there is no verb: of "report", "resort" and "roll".
func mayHaveVerb(text string) bool {
	for i := 0; i+2 < len(text); i++ {
		if a, b, c := text[i]|0x20, text[i+1]|0x20, text[i+2]|0x20; a == 'o' && b == 'r' && c == 't' || a == 'r' && b == 'o' && c == 'l' {
			return true
		}
	}
	return false
}

// mayReport reports whether a text has a verb that can begin a reporting line. "Reports on results" has none.
func mayReport(text string) bool {
	if containsAny(text, "esorts ", "olls ") {
		return true
	}
	for {
		_, behind, found := strings.Cut(text, "eport")
		if !found {
			return false
		}
		text = behind
		for _, ending := range []string{"s ", "ing ", " "} {
			if next, ok := strings.CutPrefix(behind, ending); ok && reportsHow[strings.ToLower(strings.Trim(firstWord(next), " :"))] {
				return true
			}
		}
	}
}

// reportsHow are the words that can follow the verb of a reporting line.
var reportsHow = wordSet("to into in the directly indirectly either functionally primarily jointly")

// endOfTarget is where the words end that name a position. "Manager, International Payroll (EMEA, APAC, LATAM)." keeps
// its parentheses, "Vice President of Support" its "of".
func endOfTarget(text string, start int) int {
	rest := text[start:]
	end := len(rest)
	for at := 0; at < len(rest); {
		m := targetEnds.FindStringIndex(rest[at:])
		if m == nil {
			break
		}
		i := at + m[0]
		word := strings.ToLower(rest[i : at+m[1]])
		if strings.HasSuffix(word, "(") {
			if p := parenthesis.FindStringIndex(rest[i:]); p != nil {
				at = i + p[1]
				continue
			}
		}
		// "Sr. Director", and "Research and Development": an "and" between words of a title.
		if strings.HasPrefix(word, ".") && abbreviated(rest[:i]) {
			at = i + 1
			continue
		}
		behind := rest[at+m[1]:]
		switch strings.Trim(word, " ,") {
		case "and", "or", "in", "at", "on":
			// "Security Operations and Research" goes on, "and Designers report to the Manager" is another sentence.
			if capital.MatchString(firstWord(strings.TrimLeft(behind, " "))) && !reportsSoon.MatchString(behind) {
				at += m[1]
				continue
			}
		}
		end = i
		break
	}
	return start + len(strings.TrimRight(rest[:end], " ,.;:"))
}

func abbreviated(s string) bool {
	w := strings.ToLower(s[strings.LastIndexAny(s, " (/")+1:])
	return w == "sr" || w == "jr" || w == "inc" || w == "st" || len(w) == 1 && isLetter(w[0])
}

func firstWord(s string) string { return firstWords(s, 1) }

func firstWords(s string, n int) string {
	end := 0
	for ; n > 0 && end < len(s); n-- {
		i := strings.IndexByte(s[end:], ' ')
		if i < 0 {
			return s
		}
		end += i + 1
	}
	return s[:end]
}

// subjectBefore is the title in front of a verb, in the same sentence: "The Senior X is". It is empty for "This role".
func subjectBefore(text string, verb int) [2]int {
	s := sentenceAround(text, verb)
	start := s[0]
	if a := article.FindStringIndex(text[start:verb]); a != nil {
		start += a[1]
	}
	end := start + len(strings.TrimRight(text[start:verb], " ,:"))
	for _, tail := range []string{" will", " may", " role", " position", " directly", " job", " can"} {
		if strings.HasSuffix(text[start:end], tail) {
			end -= len(tail)
		}
	}
	words := strings.Trim(text[start:end], "{}[] ")
	if words == "" || countWords(words) > 14 || thisRole.MatchString(text[s[0]:end]) || ofThisRole.MatchString(text[s[0]:end]) || thisRole.MatchString(words) {
		return [2]int{start, start}
	}
	i := strings.Index(text[start:end], words)
	return [2]int{start + i, start + i + len(words)}
}

// sentenceAround is the sentence that holds the byte at i.
func sentenceAround(text string, i int) [2]int {
	start := 0
	for at := i; at > 0; {
		k := at - 1
		for k >= 0 && !endsSentence(text[k]) {
			k--
		}
		if k < 0 {
			break
		}
		if k+1 < len(text) && text[k+1] == ' ' && !abbreviated(text[:k]) {
			start = k + 2
			break
		}
		at = k
	}
	end := len(text)
	for at := i; at < len(text); {
		k := at
		for k < len(text) && !endsSentence(text[k]) {
			k++
		}
		if k == len(text) {
			break
		}
		if (k+1 == len(text) || text[k+1] == ' ') && !abbreviated(text[:k]) {
			end = k + 1
			break
		}
		at = k + 1
	}
	return [2]int{min(start, end), end}
}

func endsSentence(c byte) bool { return c == '.' || c == '!' || c == '?' }
