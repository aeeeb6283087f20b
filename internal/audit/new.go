package audit

// New asks all questions of a catalog.
func New(in Input) *Audit {
	return &Audit{Format: 1, Root: in.Part.Root, Link: in.Link}
}
