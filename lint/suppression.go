package lint

import (
	"strings"

	"jobcat/catalog"
	"jobcat/schema"
)

// Allowed is a finding that its page allows.
type Allowed struct {
	Finding
	Reason string
	By     catalog.Place // of what says so
}

// allow takes out the findings that their pages allow. Of several words that allow one, the one about the least text
// counts: the others can go.
func (l *linter) allow(findings []Finding) (rest []Finding, allowed []Allowed, unused []*draft) {
	type word struct {
		*catalog.Allow
		used bool
	}
	words := map[string][]*word{} // by path
	for _, c := range l.catalog.Pages {
		for i := range c.Allows {
			if a := &c.Allows[i]; l.mistake(c, a).trouble == "" {
				words[c.File.Path] = append(words[c.File.Path], &word{Allow: a})
			}
		}
	}
	if len(words) == 0 {
		return findings, nil, nil
	}
	rest = make([]Finding, 0, len(findings))
	for _, f := range findings {
		var by *word
		for _, w := range words[f.Place.Path] {
			if w.Rule.String == f.Rule && w.Scope.Covers(f.Place) && (by == nil || w.Scope.Within(by.Scope)) {
				by = w
			}
		}
		if by == nil {
			rest = append(rest, f)
			continue
		}
		by.used = true
		allowed = append(allowed, Allowed{f, strings.Clone(by.Reason.String), by.Place})
	}
	for _, c := range l.catalog.Pages {
		for _, w := range words[c.File.Path] {
			if !w.used {
				unused = append(unused, l.unusedSuppression(c, w.Allow, rest)...)
			}
		}
	}
	return rest, allowed, unused
}

// unusedSuppressionRule sees what the other rules leave over, so it comes after them.
const unusedSuppressionRule = "unused-suppression"

// maxElsewhere is how many findings on the page are shown that a misplaced comment may be about.
const maxElsewhere = 3

// unusedSuppression reports what allows nothing, and what it may be about: the findings of the page that are left. A rule
// that is off finds nothing either way.
func (l *linter) unusedSuppression(c *catalog.Page, a *catalog.Allow, rest []Finding) []*draft {
	scope := l.scopes[c.File.Path]
	rule := scope.rules[unusedSuppressionRule]
	if rule == nil || scope.policy.Rule(a.Rule.String).Severity == schema.Off {
		return nil
	}
	p := &page{linter: l, scope: scope, Page: c}
	o := observation{about: newSuppression(p, a, mistake{}), fix: removal(a)}
	for _, f := range rest {
		if f.Rule == a.Rule.String && f.Place.Path == c.File.Path && len(o.related) < maxElsewhere {
			o.related = append(o.related, Related{f.Place, "what the rule finds on this page stands here"})
		}
	}
	if o.related != nil {
		o.fix = nil // it is meant for one of these
	}
	if !rule.Concerns(o.about) {
		return nil
	}
	return []*draft{p.finding(rule, o)}
}

// unknownSuppression reports what is meant to allow something and does not.
func unknownSuppression(p *page, report func(observation)) {
	for i := range p.Allows {
		a := &p.Allows[i]
		if m := p.mistake(p.Page, a); m.trouble != "" {
			report(observation{about: newSuppression(p, a, m), fix: m.fix})
		}
	}
}

// mistake is what is wrong with an author's word; without trouble it is right.
type mistake struct {
	trouble, suggestion string
	fix                 *Fix
}

// mistake says what keeps an author's word from having an effect. Only the first thing is said.
func (l *linter) mistake(c *catalog.Page, a *catalog.Allow) mistake {
	if word := strings.ToLower(a.Word.String); word != "allow" {
		return misspeltAllow(a, word)
	}
	id := a.Rule.String
	if id == "" {
		return mistake{trouble: "it is not said which rule is allowed here"}
	}
	policy := l.scopes[c.File.Path].policy
	rule := policy.Rule(id)
	if rule == nil {
		m := mistake{trouble: "there is no rule \"" + id + "\""}
		if near := schema.Nearest(id, allowable(policy)); near != "" {
			m.trouble += "; did you mean \"" + near + "\"?"
			m.suggestion, m.fix = near, replacing(a.Rule, near)
		}
		return m
	}
	if !rule.Suppressible {
		return mistake{trouble: "what \"" + id + "\" finds cannot be allowed: the policy insists on it", fix: removal(a)}
	}
	if a.Reason.IsEmpty() {
		return mistake{trouble: "\"" + id + "\" is allowed here without a reason, which stands behind a colon"}
	}
	return mistake{}
}

// misspeltAllow is about a word that is not "allow".
func misspeltAllow(a *catalog.Allow, word string) mistake {
	m := mistake{trouble: "jobcat does not know the word \"" + a.Word.String + "\" here"}
	if word == "" {
		m.trouble = "this is no word to jobcat"
	}
	if a.Word.IsEmpty() || !strings.Contains(word, "allow") && schema.Nearest(word, []string{"allow"}) == "" {
		return m
	}
	m.suggestion = "allow"
	if strings.HasPrefix(word, "jobcat") { // "jobcat allow", without the colon
		m.suggestion = "jobcat:allow"
	}
	m.trouble += "; did you mean \"" + m.suggestion + "\"?"
	m.fix = replacing(a.Word, m.suggestion)
	return m
}

// newSuppression is an author's word as an entity.
func newSuppression(p *page, a *catalog.Allow, m mistake) *passage {
	text := a.Rule.String
	if text == "" {
		text = a.Word.String
	}
	at, form := a.Place, "<!-- jobcat:allow RULE: reason -->"
	wrongWord := strings.ToLower(a.Word.String) != "allow"
	switch {
	case a.Front && wrongWord && !a.Word.IsEmpty(): // what is below it is not to blame
		at, form = a.Word.Place(), "allow: {RULE: reason}"
	case a.Front:
		form = "RULE: reason"
	}
	return &passage{p: p, at: at, text: text, trouble: m.trouble, suggestion: m.suggestion, form: form}
}

// replacing puts other words in the place of a text.
func replacing(t catalog.Text, words string) *Fix {
	at := t.Place()
	return &Fix{Safe: true, Edits: []Edit{{at.Start, at.End, words}}}
}

// removal takes an author's word out of its page, where that is simple.
func removal(a *catalog.Allow) *Fix {
	if a.Cut.IsZero() {
		return nil
	}
	return &Fix{Safe: true, Edits: []Edit{{a.Cut.Start, a.Cut.End, ""}}}
}

// allowable are the rules that a page can allow.
func allowable(p *schema.Policy) []string {
	var ids []string
	for _, r := range p.Rules() {
		if r.Suppressible {
			ids = append(ids, r.ID)
		}
	}
	return ids
}
