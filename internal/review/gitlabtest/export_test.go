package gitlabtest

// Extract says which quick actions of a body would run.
func Extract(s *Server, body string) []Command {
	_, found := s.extract(body)
	return found
}
