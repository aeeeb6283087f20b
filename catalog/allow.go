package catalog

// Allow is the author's word that what one rule finds here is right as it is. It stands in a comment or in the front
// matter. A comment that allows several rules is several of them.
//
// Whatever begins like one is kept, understood or not: what has no effect although it looks as if it had is for
// package lint to say.
type Allow struct {
	Word   Text // what is to be done with the rule, as written: "allow", and everything else is a slip
	Rule   Text // the id of the rule, as written; empty if none is named
	Reason Text // why; empty if none is given
	Place  Place
	Scope  Scope
	Front  bool  // it stands in the front matter, not in a comment
	Cut    Place // what to take out of the file to be rid of it; zero where that is not simple
}

// Scope is the part of a page that an Allow is about.
type Scope struct {
	Page       bool // all of it, and what is wrong with the file
	Start, End int  // bytes of the file, half-open; 0 for the page
}

// Covers reports whether something at a place of the same file is within the scope.
func (s Scope) Covers(p Place) bool { return s.Page || s.Start <= p.Start && p.Start < s.End }

// Within reports whether the scope is part of another one, and smaller.
func (s Scope) Within(o Scope) bool {
	if s.Page || o.Page {
		return !s.Page
	}
	return s.End-s.Start < o.End-o.Start
}
