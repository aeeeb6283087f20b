// Package issue keeps one issue of GitLab that says how the catalog stands: what it is to say, and what has to be done to the
// issues that are there so that exactly one says it.
//
// The issue is known by a marker in its description, which only counts if our own user is the author. It is pure: it reads an
// audit and the issues of a project, and gives a plan.
package issue

import (
	"cmp"
	"fmt"
	"slices"

	"jobcat/internal/audit"
)

// Title is what the issue is called when it is made. Whoever calls it otherwise afterwards may.
const Title = "Job catalog audit"

// Report is what there is to say.
type Report struct {
	Name  string       // tells the issues of several catalogs in one project apart
	Audit *audit.Audit // whose links should lead to a branch: those to a commit would be others every time
	Page  string       // address of the published page, to link to; "" for none
}

// State is what there is in the project.
type State struct {
	Me     int64 // the user of the token
	Issues []Issue
}

// Issue is an issue of the project.
type Issue struct {
	IID         int64 // its number in the project
	Author      int64
	Open        bool
	Description string
}

// Event is what is done to the state of an issue, in GitLab's words.
type Event string

// The events.
const (
	None   Event = ""
	Close  Event = "close"
	Reopen Event = "reopen"
)

// Action is one thing to do.
type Action struct {
	IID         int64 // of the issue to edit; 0 for one to make
	Title       string
	Description string
	Event       Event
	Why         string // lower case, no final stop
}

// Plan is what to do so that one issue says what there is to say.
type Plan struct {
	IID     int64    // of the issue that is kept; 0 if there is none yet
	Actions []Action // none if all is said
	Notes   []string // what people have decided, and is respected; for the log

	unseen string // why it is not known which issues there are; "" if it is
}

// Clean reports whether there is nothing in the catalog that an issue has to be open for: an error or a warning. What is only
// worth a look is in the issue, and keeps none open.
func (r Report) Clean() bool { return r.Audit.Totals.Errors == 0 && r.Audit.Totals.Warnings == 0 }

// Plan says what to do. The oldest issue of ours is the one; others, which an interrupted run may have left, are closed.
//
// What people do counts. Only when the catalog becomes clean, or is no longer, the issue is closed or opened: one that a person
// has closed or opened in between stays as it is. What a person writes before or behind our words stays there. An issue whose words
// of ours a person has edited is theirs from then on, and the next run makes another one.
func (r Report) Plan(s State) Plan {
	var p Plan
	var kept *described
	var doubles []described
	for _, i := range slices.SortedFunc(slices.Values(s.Issues), func(a, b Issue) int { return cmp.Compare(a.IID, b.IID) }) {
		d, marked := describe(i)
		switch {
		case i.Author != s.Me || !marked || d.marker.name != r.Name || d.marker.state == isDouble:
		case d.edited():
			if i.Open {
				p.Notes = append(p.Notes, fmt.Sprintf("the words in issue %d were edited by hand, so it is left as it is", i.IID))
			}
		case kept == nil:
			kept = &d
		default:
			doubles = append(doubles, d)
		}
	}
	switch {
	case kept != nil:
		r.update(&p, *kept)
	case !r.Clean():
		m := marker{name: r.Name, state: isOpen, now: r.counts()}
		p.Actions = append(p.Actions, Action{Title: Title, Description: part(r.text(nil), m), Why: "there is none yet"})
	}
	for _, d := range doubles {
		m := marker{name: r.Name, state: isDouble}
		a := Action{
			IID: d.IID, Description: d.with(fmt.Sprintf("This is a double of issue %d, left by a run that was interrupted.", kept.IID), m),
			Why: fmt.Sprintf("it is a double of issue %d", kept.IID),
		}
		if d.Open {
			a.Event = Close
		}
		p.Actions = append(p.Actions, a)
	}
	return p
}

// PlanUnseen says what to do if there is no issue of ours, where nobody knows, and why that is: "the token is not set".
func (r Report) PlanUnseen(why string) Plan {
	p := r.Plan(State{})
	p.unseen = "which issues there are is not known, as " + why
	for i := range p.Actions {
		p.Actions[i].Why = "if there is none yet; " + p.unseen
	}
	return p
}

// update plans what is to be done about the issue that is there.
func (r Report) update(p *Plan, d described) {
	p.IID = d.IID
	state := isOpen
	if r.Clean() {
		state = isClean
	}
	if d.Open != (d.marker.state == isOpen) && state == d.marker.state {
		did, until := "closed", "was clean once"
		if d.Open {
			did, until = "opened again", "is not clean any more"
		}
		p.Notes = append(p.Notes, fmt.Sprintf("issue %d was %s by hand, and stays so until the catalog %s", d.IID, did, until))
	}
	// The same words hold still, and so does what they say about the time before.
	if state == d.marker.state && hashOf(r.text(d.marker.before)) == d.marker.hash {
		return
	}
	m := marker{name: r.Name, state: state, now: r.counts(), before: d.marker.now}
	a := Action{IID: d.IID, Description: d.with(r.text(m.before), m), Why: "the catalog has changed"}
	switch {
	case state == isClean && d.marker.state == isOpen:
		a.Why = "the catalog is clean"
		if d.Open {
			a.Event = Close
		}
	case state == isOpen && d.marker.state == isClean:
		a.Why = "the catalog is not clean any more"
		if !d.Open {
			a.Event = Reopen
		}
	}
	p.Actions = append(p.Actions, a)
}
