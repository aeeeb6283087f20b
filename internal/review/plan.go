package review

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"jobcat/internal/change"
	"jobcat/lint"
)

// Kind is what an action does.
type Kind string

// The kinds of actions.
const (
	Post    Kind = "post"    // a new thread: a comment on a line, or the summary
	Edit    Kind = "edit"    // other words for a note of ours
	Reply   Kind = "reply"   // a note in a thread of ours that people have written in
	Resolve Kind = "resolve" // a thread of ours, note by note: that is allowed to whoever wrote them
	Reopen  Kind = "reopen"  // a thread that we have resolved, note by note
	Delete  Kind = "delete"  // a note of ours that stands there twice, because a run died
	Discard Kind = "discard" // a draft of ours that a run which died has left
	Keep    Kind = "keep"    // nothing
)

// Action is one thing to do.
type Action struct {
	Kind     Kind
	Thread   string    // "" for Post and Discard
	Notes    []int64   // what is edited or deleted, resolved or reopened; the draft that is discarded
	Body     string    // of Post, Edit and Reply, with its marker
	Position *Position // of Post on a line; nil for the summary
	Comment  *Comment  // what it is about; nil for the summary and for drafts
	Why      string    // for whoever reads the plan: "a person resolved it"
}

// Plan is what to do about a merge request. Carrying it out and making it again gives one that only keeps.
type Plan struct {
	Actions []Action // in the order in which they are to be done; the summary is not among them
	Foreign []Draft  // those that we did not write, or another job of ours; publishing everything at once would publish them as well

	review   *Review
	comments []*Comment // all that are wanted, the most severe first
	standing *own       // the summary that is edited; nil for none
	turn     int        // of a new summary

	where     map[string]Position // of our threads
	summaries map[string]bool     // threads that are
}

// Plan says what to do. It does not depend on the order of the findings and threads.
func (r *Review) Plan(d Diff, s State) *Plan {
	threads, summaries := r.threads(s)
	m := &making{Plan: &Plan{review: r, where: map[string]Position{}, summaries: map[string]bool{}}, me: s.Me, head: d.Refs.Head, threads: threads, groups: r.groups(d)}
	for _, o := range threads {
		if o.Position != nil {
			m.where[o.ID] = *o.Position
		}
	}
	m.drafts(s.Drafts)
	m.findSummary(summaries)
	m.match()
	rest := m.share()
	for _, o := range m.threads {
		m.goOn(o)
	}
	m.begin(rest)
	slices.SortStableFunc(m.comments, func(a, b *Comment) int {
		return cmp.Or(bySeverity(a.Findings, b.Findings), lint.Compare(a.Findings[0], b.Findings[0]))
	})
	return m.Plan
}

// Summary says what to do about the summary, when it is known which comments GitLab did not take; false for nothing. The note is
// posted if there is anything to say, and then kept true.
func (p *Plan) Summary(unposted []*Comment) (Action, bool) {
	if p.standing == nil && !p.review.anything() {
		return Action{}, false
	}
	comments := make([]*Comment, len(p.comments))
	for i, c := range p.comments {
		if slices.Contains(unposted, c) {
			refused := *c
			refused.Stands = Refused
			c = &refused
		}
		comments[i] = c
	}
	text := p.review.summary(comments)
	m := marker{name: p.review.Name, what: summary, state: isOpen, turn: p.turn}
	if p.standing == nil {
		return Action{Kind: Post, Body: mark(text, m), Why: "the first one"}, true
	}
	m.turn = p.standing.turn
	a := Action{Kind: Edit, Thread: p.standing.ID, Notes: []int64{p.standing.Notes[0].ID}, Body: mark(text, m), Why: "it says something else now"}
	if MarkerOf(a.Body) == p.standing.marker.String() {
		a.Kind, a.Body, a.Why = Keep, "", "it says the same"
	}
	return a, true
}

// anything reports whether there is anything to say about the change.
func (r *Review) anything() bool {
	return len(r.Found.Introduced) > 0 || len(r.Found.Fixed) > 0 || slices.ContainsFunc(r.Changed.Effects, change.Effect.ForPeople)
}

// making is a plan in the making.
type making struct {
	*Plan
	me      int64
	head    string
	threads []*own // the oldest first
	groups  []*group

	there map[string]bool     // identities of what was introduced
	owner map[string]*own     // the thread that is about a finding
	homes map[*group]*own     // the thread to which new findings of a group are added
	about map[*own][]*Comment // what a thread is to say, by group
}

func (m *making) do(a Action) { m.Actions = append(m.Actions, a) }

// drafts discards those that a run has left which died.
func (m *making) drafts(all []Draft) {
	for _, d := range slices.SortedFunc(slices.Values(all), func(a, b Draft) int { return cmp.Compare(a.ID, b.ID) }) {
		if _, found, marked := unmark(d.Body); marked && found.name == m.review.Name {
			m.do(Action{Kind: Discard, Notes: []int64{d.ID}, Why: "a run that did not end well has left it"})
		} else {
			m.Foreign = append(m.Foreign, d)
		}
	}
}

// findSummary finds the one to edit, and removes those that stand there twice. One that a person has edited is theirs.
func (m *making) findSummary(all []*own) {
	for _, s := range all {
		m.turn = max(m.turn, s.turn+1)
		m.summaries[s.ID] = true
		switch {
		case s.edited:
		case m.standing == nil:
			m.standing = s
		case s.untouched():
			m.do(Action{Kind: Delete, Thread: s.ID, Notes: []int64{s.Notes[0].ID}, Why: "the summary stands there twice"})
		}
	}
}

// fixed reports whether a thread cannot be given other words, because a person has done something about it.
func (m *making) fixed(o *own) bool { return !o.untouched() || o.settled(m.me) }

// match gives findings to the threads that are about them already.
func (m *making) match() {
	m.there, m.owner, m.homes = map[string]bool{}, map[string]*own{}, map[*group]*own{}
	in := map[string]*group{}
	for _, g := range m.groups {
		for _, f := range g.findings {
			m.there[f.Identity] = true
			in[f.Identity] = g
		}
	}
	m.matchFixed()

	// Each of the other threads is to be about findings of one group. Those with most in common find together first.
	type pair struct {
		*own
		group  *group
		common int
	}
	var pairs []pair
	for _, o := range m.threads {
		if m.fixed(o) {
			continue
		}
		common := map[*group]int{}
		for _, id := range o.ids {
			if m.there[id] && m.owner[id] == nil {
				common[in[id]]++
			}
		}
		for _, g := range m.groups {
			if common[g] > 0 {
				pairs = append(pairs, pair{o, g, common[g]})
			}
		}
	}
	slices.SortStableFunc(pairs, func(a, b pair) int {
		return cmp.Or(-cmp.Compare(a.state, b.state), -cmp.Compare(a.common, b.common), cmp.Compare(len(a.ids), len(b.ids)))
	})
	taken := map[*own]bool{}
	for _, p := range pairs {
		if taken[p.own] {
			continue
		}
		for _, id := range p.ids {
			if in[id] == p.group && m.owner[id] == nil {
				m.owner[id], taken[p.own] = p.own, true
			}
		}
		if taken[p.own] && m.homes[p.group] == nil {
			m.homes[p.group] = p.own
		}
	}
	m.matchRenamed()
}

// matchRenamed is for findings that are called otherwise since what they are about was renamed: on a line that nobody has touched,
// a finding of the same rule is the same.
func (m *making) matchRenamed() {
	for _, g := range m.groups {
		if g.elsewhere || m.homes[g] != nil {
			continue
		}
		for _, o := range m.threads {
			if o.said() == isGone || o.rule != g.findings[0].Rule || !m.stands(o, g.position) || m.knows(o) {
				continue
			}
			for _, f := range g.findings {
				if m.owner[f.Identity] == nil {
					m.owner[f.Identity] = o
				}
			}
			if !m.fixed(o) {
				m.homes[g] = o
			}
			break
		}
	}
}

// stands reports whether a thread is on a line. GitLab moves it with the line, until that is edited.
func (m *making) stands(o *own, at Position) bool {
	p := o.Position
	return p != nil && p.Refs.Head == m.head && p.NewPath == at.NewPath && p.NewLine == at.NewLine
}

// knows reports whether any of the findings that a thread says is there.
func (m *making) knows(o *own) bool {
	return slices.ContainsFunc(o.ids, func(id string) bool { return m.there[id] })
}

// matchFixed is for threads that a person has done something about: they stay as they are, with all that they are about. If a run
// that died has posted a thread twice, such a one counts. But a note that was edited may also be a copy of an older one.
func (m *making) matchFixed() {
	older := map[string]bool{}
	for _, o := range m.threads {
		for _, id := range o.ids {
			switch {
			case !m.fixed(o):
				older[id] = true
			case m.there[id] && m.owner[id] == nil && !(o.edited && older[id]):
				m.owner[id] = o
			}
		}
	}
}

// share says what each thread is to say, and gives back what no thread says yet.
func (m *making) share() (rest []*Comment) {
	m.about = map[*own][]*Comment{}
	for _, g := range m.groups {
		parts := map[*own]*Comment{}
		for _, f := range g.findings {
			o := m.owner[f.Identity]
			if o == nil {
				o = m.homes[g]
			}
			c := parts[o]
			if c == nil {
				c = m.comment(g, o)
				parts[o] = c
				if o == nil {
					rest = append(rest, c)
				} else {
					m.about[o] = append(m.about[o], c)
				}
			}
			c.Findings = append(c.Findings, f)
		}
	}
	for _, o := range m.threads {
		m.comments = append(m.comments, m.about[o]...)
	}
	m.comments = append(m.comments, rest...)
	return rest
}

// comment is one on a group, without its findings, in a thread that is there or in a new one.
func (m *making) comment(g *group, o *own) *Comment {
	c := &Comment{Position: g.position, Elsewhere: g.elsewhere, Stands: g.stands}
	if o == nil {
		return c
	}
	c.Stands = OnLine
	if o.settled(m.me) {
		c.Stands = Settled
	}
	if !m.stands(o, g.position) {
		c.Position, c.Elsewhere = Position{}, true
		if o.Position != nil && o.Position.Refs.Head == m.head { // else its lines are those of an older version
			c.Position = *o.Position
		}
	}
	return c
}

// goOn says what to do about a thread that is there.
func (m *making) goOn(o *own) {
	switch about := m.about[o]; {
	case len(about) > 0:
		m.goOnAbout(o, together(about))
	case m.knows(o):
		m.twice(o)
	default:
		m.end(o)
	}
}

// together is one comment for several.
func together(comments []*Comment) *Comment {
	c := *comments[0]
	for _, other := range comments[1:] {
		c.Findings = append(slices.Clone(c.Findings), other.Findings...)
		c.Elsewhere = true
	}
	slices.SortFunc(c.Findings, lint.Compare)
	return &c
}

// goOnAbout is for a thread whose findings are there.
func (m *making) goOnAbout(o *own, c *Comment) {
	keep := func(why string) { m.do(Action{Kind: Keep, Thread: o.ID, Comment: c, Why: why}) }
	edit := m.edit(o, m.review.comment(c), marker{state: isOpen, rule: c.rule(), ids: identities(c.Findings)})
	edit.Comment = c
	if resolved := o.ours(m.me, true); len(resolved) > 0 && !o.settled(m.me) && (o.ByPush || o.said() == isGone) {
		m.do(Action{Kind: Reopen, Thread: o.ID, Notes: resolved, Comment: c, Why: "what it says is there"})
	}
	switch {
	case o.settled(m.me):
		keep("a person has resolved it")
	case o.said() == isOpen && o.edited:
		keep("a person has edited it")
	case o.said() == isOpen && !o.untouched():
		keep("people have written in it")
	case o.said() == isOpen && MarkerOf(edit.Body) == o.marker.String():
		keep("it says the same")
	case o.said() == isOpen:
		edit.Why = "it says something else now"
		m.do(edit)
	default:
		if o.edited || len(o.answers) > 0 {
			m.do(m.answer(o, m.review.backAnswer(c), isOpen, c))
			return
		}
		edit.Why = "it is back"
		m.do(edit)
	}
}

// twice is for a thread whose findings another thread is about.
func (m *making) twice(o *own) {
	if o.untouched() && !o.resolved() && o.said() == isOpen {
		m.do(Action{Kind: Delete, Thread: o.ID, Notes: []int64{o.Notes[0].ID}, Why: "another thread says the same"})
		return
	}
	m.do(Action{Kind: Keep, Thread: o.ID, Why: "another thread says the same"})
}

// end is for a thread whose findings are gone. It is resolved before it says so: who opens it again then is a person.
func (m *making) end(o *own) {
	keep := func(why string) { m.do(Action{Kind: Keep, Thread: o.ID, Why: why}) }
	switch {
	case o.said() == isGone:
		keep("it says already that all is gone")
	case o.resolved() && !(o.untouched() && o.byNobody(m.me)):
		keep("a person has resolved it")
	case !o.untouched():
		m.do(m.answer(o, m.review.goneAnswer(m.remains(o)), isGone, nil))
	default:
		const why = "all that it says is gone"
		if open := o.ours(m.me, false); len(open) > 0 {
			m.do(Action{Kind: Resolve, Thread: o.ID, Notes: open, Why: why})
		}
		edit := m.edit(o, m.review.gone(o.text, m.remains(o)), marker{state: isGone, rule: o.rule, ids: o.ids})
		edit.Why = why
		m.do(edit)
	}
}

// remains reports whether something that a thread says is there without this merge request.
func (m *making) remains(o *own) bool {
	return slices.ContainsFunc(m.review.Found.Remaining, func(f lint.Finding) bool { return slices.Contains(o.ids, f.Identity) })
}

// edit gives the first note of a thread other words.
func (m *making) edit(o *own, text string, says marker) Action {
	says.name, says.what, says.turn = m.review.Name, finding, o.turn
	return Action{Kind: Edit, Thread: o.ID, Notes: []int64{o.Notes[0].ID}, Body: mark(text, says)}
}

// answer is for threads whose first note is not to be edited. c is nil if what they are about is gone.
func (m *making) answer(o *own, text string, s state, c *Comment) Action {
	mk := marker{name: m.review.Name, what: answer, state: s, turn: 1, ids: o.ids}
	if n := len(o.answers); n > 0 {
		mk.turn = o.answers[n-1].turn + 1
	}
	why := "all that it says is gone"
	if c != nil {
		mk.ids, why = identities(c.Findings), "it is back"
	}
	return Action{Kind: Reply, Thread: o.ID, Body: mark(text, mk), Comment: c, Why: why + "; a person has written in it"}
}

// begin posts what no thread says yet, as far as there is a line for it and there are not too many.
func (m *making) begin(comments []*Comment) {
	left := m.review.Most - len(m.about)
	for _, c := range comments {
		switch {
		case c.Stands != OnLine:
		case left <= 0:
			c.Stands = TooMany
		default:
			left--
			mk := marker{name: m.review.Name, what: finding, state: isOpen, rule: c.rule(), ids: identities(c.Findings)}
			m.do(Action{Kind: Post, Position: &c.Position, Body: mark(m.review.comment(c), mk), Comment: c, Why: c.why()})
		}
	}
}

// why is why a comment is posted.
func (c *Comment) why() string {
	f := c.Findings[0]
	of := string(severity(c.Findings))
	if n := len(c.Findings); n > 1 {
		return fmt.Sprintf("%d new findings of %s, %s", n, f.Rule, of)
	}
	return fmt.Sprintf("a new %s, %s", of, f.Rule)
}

// rule is that of the findings, if they are about the line that the comment is on.
func (c *Comment) rule() string {
	if c.Elsewhere {
		return ""
	}
	return c.Findings[0].Rule
}

// identities are those of findings, ascending.
func identities(findings []lint.Finding) []string {
	ids := map[string]bool{}
	for _, f := range findings {
		ids[f.Identity] = true
	}
	return slices.Sorted(maps.Keys(ids))
}
