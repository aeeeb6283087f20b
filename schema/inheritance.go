package schema

// Inheritance says what a level takes over from others.
type Inheritance struct {
	Mode string   // from whom: "statement", "cumulative" or "name"
	Own  []string // the kinds of sections that nothing takes over, sorted

	Statement string // how a section says what it extends, with {title} and {section}
}

// Inheritance says what a level takes over from others.
func (p *Policy) Inheritance() Inheritance { return p.inheritance }
