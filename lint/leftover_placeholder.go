package lint

import (
	"regexp"
	"strings"

	"jobcat/catalog"
)

// placeholders are what templates leave for people to fill in. A real text has none of them: every alternative names
// something that a writer has to replace.
var placeholders = regexp.MustCompile(strings.Join([]string{
	`\{[A-Za-z][^{}<>%|\\]{1,120}\}`,                // {add link to the metric}
	`\$X{1,3}[KMB]{0,2}\b`,                          // $XM
	`\bX{1,3}%`,                                     // by X%
	`\bX{1,3}\+? (?:years|months|people|reports)\b`, // X years
	`\bTODO\b`, `\bTBD\b`, `\bFIXME\b`,              //
	`(?i:\blorem ipsum\b)`, //
	`(?i:\[(?:insert|add|enter|fill in|replace|your)\b[^\[\]]{0,120}\])`,                                                               // [insert title]
	`(?i:\((?:insert|add|enter|fill in) (?:a |the |your )?(?:link|title|name|role|text|grade|number|metric|url)s?\b[^()]{0,80}\))`,     // (add link)
	`(?i:\[(?:job |role |position |team |department |level )?(?:title|name|role|grade|number|team|department|link|url)\](?:[^(\[]|$))`, // The [title] is
	`\b(?:[Tt]he|Senior|Junior|Staff|Principal|Manager,|Director,) X (?:is|role|responsibilities|requirements|position|reports)\b`,     // The X is a
	`_{3,}`, // reports to ____
}, "|"))

// leftoverPlaceholder sees what a template left for people to fill in. A section that holds nothing else is empty,
// and so is for empty-section alone.
func leftoverPlaceholder(p *page, report func(observation)) {
	if p.Family == nil {
		return
	}
	unknown := p.unknownGrades()
	for _, prose := range p.Family.Prose {
		if prose.Section != nil && prose.Section.Content != catalog.Written && prose.Heading == nil {
			continue
		}
		text := prose.Text.String
		if !mayHold(text) {
			continue
		}
		inCode := prose.Text.InCode()
		for _, m := range placeholders.FindAllStringIndex(text, -1) {
			found := strings.TrimSpace(text[m[0]:m[1]])
			at := prose.Text.Range(m[0], m[0]+len(found))
			if inCode(m[0]) || overlaps(at, unknown) || namesThePractice(text[m[1]:]) {
				continue
			}
			report(observation{about: &passage{p: p, at: at, text: found, section: prose.Section, l: prose.Level}})
		}
	}
}

// firsts are the characters that mayHold looks at. A table needs no guess whether a letter or a blank comes next.
var firsts = func() (is [256]bool) {
	for _, c := range "{[$_XTF(lL" {
		is[c] = true
	}
	return is
}()

// mayHold reports whether a text has letters without which no placeholder can stand in it. Most texts have none, and
// one look at their bytes is much cheaper than the expression.
func mayHold(text string) bool {
	for i := 0; i < len(text); i++ {
		if !firsts[text[i]] {
			continue
		}
		switch text[i] {
		case '{', '[':
			return true
		case '$', '_':
			if rest := text[i:]; strings.HasPrefix(rest, "$X") || strings.HasPrefix(rest, "___") {
				return true
			}
		case 'X':
			if i+1 < len(text) && strings.IndexByte("X% +", text[i+1]) >= 0 && (i == 0 || text[i-1] == ' ') {
				return true
			}
		case 'T', 'F', '(', 'l', 'L':
			for _, word := range signals {
				if len(text)-i >= len(word) && text[i+1]|0x20 == word[1]|0x20 && strings.EqualFold(text[i:i+len(word)], word) {
					return true
				}
			}
		}
	}
	return false
}

// signals are how the placeholders begin that have no sign of their own.
var signals = []string{"TODO", "TBD", "FIXME", "lorem", "(insert", "(add", "(enter", "(fill"}

// namesThePractice reports whether the words behind "TODO" make it a thing that people work with: "TODO list".
func namesThePractice(behind string) bool {
	word, _, _ := strings.Cut(strings.TrimLeft(behind, " -"), " ")
	switch strings.ToLower(strings.Trim(word, ".,;:")) {
	case "list", "lists", "item", "items", "comment", "comments", "app":
		return true
	}
	return false
}

// unknownGrades are the places of grades without a number, which are for unknown-grade ("grade #"), apart from those that
// have a placeholder instead.
func (p *page) unknownGrades() []catalog.Place {
	var places []catalog.Place
	for _, l := range p.Family.Levels {
		for _, g := range l.Grades {
			if g.Unknown && !strings.Contains(p.File.Source[g.At.Start():g.At.End()], "{") {
				places = append(places, g.At.Place())
			}
		}
	}
	return places
}

func overlaps(at catalog.Place, places []catalog.Place) bool {
	for _, p := range places {
		if p.Start < at.End && at.Start < p.End {
			return true
		}
	}
	return false
}
