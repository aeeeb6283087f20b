package schema

// SectionKind says how a kind of section is called, where it has to stand, and what has to be in it.
type SectionKind struct {
	Kind     string   // "performance_indicators"
	Titles   []string // headings that are right, the usual word first
	Aliases  []string // headings that are understood, but should be the usual word; sorted
	Required string   // "level", "family", "either" or "nowhere"
	Severity Severity // of a missing section
	Purpose  string   // why there has to be one, and what belongs into it; "" if that goes without saying
	Items    []RequiredItem
	MinItems int // 0 for no bound
	MaxItems int // 0 for no bound

	// Template is the Markdown of a new section without its heading and without the Items, with {title} for the title of the
	// level or family and {add ...} for what people have to replace; "" if there is none.
	Template string
}

// Usual is the word that a heading of this kind should have: "Performance Indicators".
func (k SectionKind) Usual() string { return k.Titles[0] }

// RequiredItem is an item that has to stand in a section of a kind, or be inherited.
type RequiredItem struct {
	Text string // "Ability to use GitLab"
}
