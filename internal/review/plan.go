package review

// Kind is what an action does.
type Kind string

// The kinds of actions.
const (
	Post    Kind = "post"    // a new thread: a comment on a line, or the summary
	Edit    Kind = "edit"    // other words for a note of ours
	Reply   Kind = "reply"   // a note in a thread of ours that people have written in
	Resolve Kind = "resolve" // a thread of ours, by resolving each of our notes
	Reopen  Kind = "reopen"  // a thread that we have resolved
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

	// Has more, for Summary.
}
