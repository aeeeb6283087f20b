package gitlabtest

// Suggestion is a change that a note offers.
type Suggestion struct {
	ID       int64
	Note     int64
	From, To int // the lines that it replaces
	Old, New string
	Applied  bool
	Why      string // why it cannot be applied; "" if it can
}

func (s *Server) suggest(p *project, mr *mergeRequest, n *Note) {}

func (s *Server) judge(p *project, mr *mergeRequest, g *Suggestion) {}
