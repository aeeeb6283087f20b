package review

// State is what stands in a merge request before the plan is made.
type State struct {
	Me      int64    // the user whose token is used; what others wrote is never touched
	Threads []Thread // oldest first
	Drafts  []Draft  // comments of Me that are not published
}

// Thread is a discussion: a note and the answers to it. The summary is one, of a single note that cannot be resolved.
type Thread struct {
	ID       string
	Notes    []Note // oldest first, without those of GitLab itself
	Position *Position
	ByPush   bool // GitLab has resolved it by itself, because a push has changed its line; nobody has judged it
}

// Note is what somebody wrote.
type Note struct {
	ID         int64
	Author     int64
	Body       string
	Resolvable bool
	Resolved   bool
	ResolvedBy int64 // 0 if nobody has, or GitLab does not say who
}

// Draft is a comment that is not published.
type Draft struct {
	ID      int64
	Thread  string // that it answers; "" for a new one
	Body    string
	OnALine bool // GitLab has found the line that it is meant for; a draft with a position that it has not found vanishes
}
