package review

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"jobcat/catalog"
	"jobcat/lint"
)

// Whatever happens in a merge request between runs, and wherever runs die, what they promise holds.
func TestModel(t *testing.T) {
	seeds := 400
	if testing.Short() {
		seeds = 300
	}
	for seed := range seeds {
		t.Run(fmt.Sprint(seed), func(t *testing.T) { history(t, uint64(seed)) })
	}
}

func FuzzModel(f *testing.F) {
	for seed := range 20 {
		f.Add(uint64(seed))
	}
	f.Fuzz(func(t *testing.T, seed uint64) { history(t, seed) })
}

// history is that of one merge request.
func history(t *testing.T, seed uint64) {
	m := &model{mergeRequest: newMergeRequest(t), Rand: rand.New(rand.NewPCG(seed, 1)), most: 30}
	if m.IntN(4) == 0 {
		m.most = m.IntN(4)
	}
	if m.IntN(3) == 0 {
		line := m.IntN(8) + 1
		m.refuses = func(p Position) bool { return p.NewLine == line }
	}
	for range 12 {
		m.push()
		for range m.IntN(4) {
			m.happens()
		}
		for range m.IntN(3) {
			m.checked(m.IntN(6))
		}
		r := m.checked(-1)
		m.holds(r)
	}
}

// model is a merge request with what is to be said about it.
type model struct {
	*mergeRequest
	*rand.Rand
	most     int
	findings []lint.Finding
	heads    int
}

// push is another state of the files: findings come, go, and stand elsewhere.
func (m *model) push() {
	m.heads++
	m.diff = diffOf(fmt.Sprint("head", m.heads), "a.md", "b.md")
	switch m.IntN(6) {
	case 0:
		m.diff.Files = m.diff.Files[:1]
	case 1:
		m.diff.Files[0].Lines = nil
	}
	for i := range m.State.Threads {
		if p := m.State.Threads[i].Position; p != nil && m.IntN(3) > 0 {
			moved := *p
			moved.Refs = m.diff.Refs
			moved.NewLine += m.IntN(2)
			m.State.Threads[i].Position = &moved
		}
	}
	switch m.IntN(5) {
	case 0:
		return
	case 1: // what the findings are about has other names now
		for i := range m.findings {
			m.findings[i].Identity += "renamed"
		}
		return
	}
	m.findings = nil
	for id := range 10 {
		if m.IntN(2) == 0 {
			continue
		}
		rule := []string{"bad", "fair", "hint"}[id%3]
		f := at(fmt.Sprintf("%s %c.md:%d %c", rule, 'a'+m.IntN(3), m.IntN(8)+1, 'a'+id))
		if m.IntN(3) == 0 {
			f.Related = []lint.Related{{Place: catalog.Place{Path: "a.md", Line: m.IntN(2) + 1}, Message: "because this change renames it here"}}
		}
		m.findings = append(m.findings, f)
	}
}

// happens is what people do, and what is left of runs that died.
func (m *model) happens() {
	if len(m.State.Threads) == 0 {
		return
	}
	t := &m.State.Threads[m.IntN(len(m.State.Threads))]
	n := &t.Notes[m.IntN(len(t.Notes))]
	switch m.IntN(13) {
	case 0, 1:
		m.reply(t, person, "I see.")
	case 2, 3:
		m.resolve(t, person, true)
	case 4:
		m.resolve(t, person, false)
	case 5:
		m.edit(n, func(s string) string { return "Otherwise: " + s })
	case 6:
		m.edit(n, func(s string) string { return s + "\n\nI have added this." })
	case 7:
		m.remove(t.ID, n.ID)
	case 8:
		m.post(person, n.Body, t.Position)
	case 9:
		m.reply(t, person, n.Body)
	case 10:
		m.reply(t, us, "> "+strings.ReplaceAll(n.Body, "\n", "\n> "))
	case 11:
		if _, found, marked := unmark(n.Body); marked && n.Author == us && found.what != answer && len(t.Notes) == 1 && !m.touched[n.ID] {
			m.post(us, n.Body, t.Position) // twice
		}
		m.State.Drafts = append(m.State.Drafts, Draft{ID: m.id(), Body: n.Body}, Draft{ID: m.id(), Body: "not ready"})
	case 12:
		if t.Position != nil && !slices.ContainsFunc(t.Notes, func(n Note) bool { return n.Resolved }) {
			m.resolve(t, person, true)
			t.ByPush = true
			for _, n := range t.Notes {
				delete(m.human, n.ID)
			}
		}
	}
}

func (m *model) review() *Review {
	r := reviewOf()
	r.Most = m.most
	r.Found.Introduced = slices.Clone(m.findings)
	return r
}

// checked is a run that may die, during which nothing of others changes.
func (m *model) checked(steps int) *Review {
	m.t.Helper()
	r := m.review()
	before := m.foreign()
	m.run(r, steps)
	if after := m.foreign(); !slices.Equal(before, after) {
		m.t.Fatalf("what others wrote was\n%q\nand is\n%q", before, after)
	}
	return r
}

// foreign are the notes and drafts that are none of ours, and those of ours that a person has edited.
func (m *model) foreign() []string {
	var all []string
	for _, t := range m.State.Threads {
		for _, n := range t.Notes {
			_, _, marked := unmark(n.Body)
			if n.Author != us || !marked || m.touched[n.ID] {
				all = append(all, fmt.Sprint(t.ID, n.ID, n.Author, n.Body, n.Resolved && n.Author != us))
			}
		}
	}
	for _, d := range m.State.Drafts {
		if d.Body == "not ready" {
			all = append(all, fmt.Sprint("draft ", d.ID))
		}
	}
	return all
}

// holds checks what has to be true after a run that came to its end.
func (m *model) holds(r *Review) {
	m.t.Helper()
	p := r.Plan(m.diff, m.State)
	var refused []*Comment
	for _, a := range p.Actions {
		switch {
		case a.Kind == Post && m.refuses != nil && m.refuses(*a.Position):
			refused = append(refused, a.Comment)
		case a.Kind != Keep:
			m.t.Fatalf("not settled: %s", told(p))
		}
	}
	if a, any := p.Summary(refused); any && a.Kind != Keep {
		m.t.Fatalf("the summary is not settled: %s\n%s", a.Kind, a.Body)
	}
	m.saidOnce(r, p)
	m.nothingLost(p, refused)
	m.sameInAnyOrder(r, p)
}

// saidOnce checks that no two threads of ours say the same, but for those that a person has done something about, and that what
// is gone is not said any more.
func (m *model) saidOnce(r *Review, p *Plan) {
	threads, summaries := r.threads(m.State)
	there := map[string]bool{}
	for _, f := range m.findings {
		there[f.Identity] = true
	}
	says := map[string]string{}
	for _, o := range threads {
		if !o.untouched() || o.settled(us) || o.said() == isGone {
			renamed := slices.ContainsFunc(p.Actions, func(a Action) bool { return a.Thread == o.ID && a.Comment != nil })
			if o.said() == isOpen && !o.resolved() && !renamed && !slices.ContainsFunc(o.ids, func(id string) bool { return there[id] }) {
				m.t.Fatalf("%s does not say that all is gone", o.ID)
			}
			continue
		}
		for _, id := range o.ids {
			if says[id] != "" {
				m.t.Fatalf("%s is said in %s and in %s", id, says[id], o.ID)
			}
			if !there[id] {
				m.t.Fatalf("%s still says %s", o.ID, id)
			}
			says[id] = o.ID
		}
	}
	ours := 0
	for _, s := range summaries {
		if s.untouched() {
			ours++
		}
	}
	if ours > 1 {
		m.t.Fatalf("there are %d summaries", ours)
	}
}

// nothingLost checks that each finding is in one comment that the summary lists, and in the thread in which that says it is.
func (m *model) nothingLost(p *Plan, refused []*Comment) {
	threads, _ := p.review.threads(m.State)
	listed := map[string]bool{}
	for _, c := range p.comments {
		for _, f := range c.Findings {
			if listed[f.Identity] {
				m.t.Fatalf("%s is in two comments", f.Identity)
			}
			listed[f.Identity] = true
			if c.Stands != OnLine && c.Stands != Settled || slices.Contains(refused, c) {
				continue
			}
			in := slices.ContainsFunc(threads, func(o *own) bool {
				renamed := o.rule == f.Rule && o.Position != nil && o.Position.NewPath == c.Position.NewPath && o.Position.NewLine == c.Position.NewLine
				return (slices.Contains(o.ids, f.Identity) || renamed) && (c.Stands == Settled && o.settled(us) || c.Stands == OnLine && !o.resolved() && o.said() == isOpen)
			})
			if !in {
				m.t.Fatalf("%s is in no thread", f.Identity)
			}
		}
	}
	for _, f := range m.findings {
		if !listed[f.Identity] {
			m.t.Fatalf("%s is lost", f.Identity)
		}
	}
	if len(m.findings) > 0 && p.standing == nil {
		m.t.Fatal("there is no summary")
	}
	if n := len(p.comments); n > 0 && p.review.Most > 0 {
		posted := 0
		for _, c := range p.comments {
			if c.Stands == TooMany {
				posted++
			}
		}
		if posted > 0 && len(threads) == 0 && len(refused) == 0 {
			m.t.Fatal("says that there are too many comments, and there is none")
		}
	}
}

// sameInAnyOrder checks that neither the order of the findings nor that of the threads and drafts matters.
func (m *model) sameInAnyOrder(r *Review, p *Plan) {
	shuffled := *r
	shuffled.Found.Introduced = slices.Clone(r.Found.Introduced)
	s := State{Me: us, Threads: slices.Clone(m.State.Threads), Drafts: slices.Clone(m.State.Drafts)}
	m.Shuffle(len(shuffled.Found.Introduced), func(i, j int) {
		f := shuffled.Found.Introduced
		f[i], f[j] = f[j], f[i]
	})
	m.Shuffle(len(s.Threads), func(i, j int) { s.Threads[i], s.Threads[j] = s.Threads[j], s.Threads[i] })
	m.Shuffle(len(s.Drafts), func(i, j int) { s.Drafts[i], s.Drafts[j] = s.Drafts[j], s.Drafts[i] })
	other := shuffled.Plan(m.diff, s)
	one, _ := json.Marshal([]any{p.Actions, p.Foreign})
	two, _ := json.Marshal([]any{other.Actions, other.Foreign})
	if string(one) != string(two) {
		m.t.Fatalf("the plan depends on the order:\n%s\n%s", one, two)
	}
}
