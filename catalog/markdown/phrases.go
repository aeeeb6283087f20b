package markdown

import (
	"slices"

	"jobcat/patterns"
)

// What a catalog says in sentences of its own, each found by the patterns of its policy. Offsets are bytes of the text
// that is searched.

// findGrades finds the grades that a text states in the catalog's own words.
func (w *Writing) findGrades(text string) []gradeStatement {
	if len(w.Grades) == 0 {
		return nil
	}
	var found []gradeStatement
	for _, s := range sentences(text) {
		sentence := text[s[0]:s[1]]
		for _, p := range w.Grades {
			m, ok := p.Find(sentence)
			if !ok {
				continue
			}
			g := gradeStatement{words: shifted(m.At, s[0]), number: shifted(m.Holes[patterns.Grade], s[0])}
			if subject, ok := m.Holes[patterns.Title]; ok {
				g.subject = shifted(subject, s[0])
			} else {
				g.subject = [2]int{g.words[0], g.words[0]}
			}
			g.min, g.max = numberRange(text[g.number[0]:g.number[1]])
			found = append(found, g)
			break
		}
	}
	return found
}

// findReportsTo finds the reporting lines that a text states in the catalog's own words.
func (w *Writing) findReportsTo(text string) []relation {
	if len(w.ReportsTo) == 0 {
		return nil
	}
	var found []relation
	for _, s := range sentences(text) {
		sentence := text[s[0]:s[1]]
		for _, p := range w.ReportsTo {
			m, ok := p.Find(sentence)
			if !ok {
				continue
			}
			target := m.Holes[patterns.Title]
			if a := article.FindStringIndex(sentence[target[0]:target[1]]); a != nil {
				target[0] += a[1]
			}
			if target[1] == len(sentence) {
				target[1] = endOfTarget(sentence, target[0])
			}
			if target[0] < target[1] {
				found = append(found, relation{statement: s, whose: [2]int{s[0], s[0]}, target: shifted(target, s[0]), pronoun: true})
			}
			break
		}
	}
	return found
}

// findExtends finds the inheritance that a sentence states in the catalog's own words, or reports that it states none.
func (w *Writing) findExtends(sentence string) (relation, bool) {
	for _, p := range w.Extends {
		m, ok := p.Find(sentence)
		if !ok {
			continue
		}
		rel := relation{statement: [2]int{0, len(sentence)}, target: m.Holes[patterns.Title], own: true}
		if rel.target[1] == len(sentence) { // nothing says where the title ends
			var of string
			rel.target, of = splitObject(sentence, rel.target)
			rel.of = kindsNamed(of)
		} else if a := article.FindStringIndex(sentence[rel.target[0]:rel.target[1]]); a != nil {
			rel.target[0] += a[1]
		}
		if rel.target[0] >= rel.target[1] {
			continue
		}
		// "the L4 Gardener": the grade does not belong to the name.
		if t, ok := titleIn(sentence[rel.target[0]:rel.target[1]], 0, w.Titles); ok {
			rel.target = shifted(t.title, rel.target[0])
		}
		return rel, true
	}
	return relation{}, false
}

// extends finds the inheritance that a sentence states. What stands in a quote is only understood if it is said in the
// catalog's own words.
func (w *Writing) extends(sentence string, quoted bool) (relation, bool) {
	if rel, ok := w.findExtends(sentence); ok {
		return rel, true
	}
	if quoted || w.OnlyOwnPhrases {
		return relation{}, false
	}
	return findExtends(sentence)
}

func shifted(r [2]int, by int) [2]int { return [2]int{r[0] + by, r[1] + by} }

// statedIn finds the grades and the reporting lines of a block, and notes the cues of its text.
func (w *Writing) statedIn(b *block, text string) (grades []gradeStatement, reports []relation) {
	reports = w.findReportsTo(text)
	grades = w.findGrades(text)
	if b.quoted || w.OnlyOwnPhrases {
		return grades, reports
	}
	b.cues = cuesIn(text)
	if b.cues.has(reportCue | verbCue) {
		reports = slices.Concat(reports, findReportsTo(text))
	}
	if b.kind == paragraph && len(grades) == 0 && b.cues.has(gradeCue|levelCue) {
		grades = findGrades(text, false)
	}
	return grades, reports
}
