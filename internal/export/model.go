// Package export writes a catalog as data for other programs, in format 1: the contract is #Catalog in
// schema/model.cue, and a field is never renamed or dropped within a format.
package export

// Catalog is the exported catalog. Paths are relative to Root, lines are 1-based.
type Catalog struct {
	Format   int      `json:"format" yaml:"format"`
	Root     string   `json:"root" yaml:"root"`
	Families []Family `json:"families" yaml:"families"`
}

// Family is one file: a job family or an index page.
type Family struct {
	Path        string      `json:"path" yaml:"path"`
	URL         string      `json:"url" yaml:"url"`
	Title       string      `json:"title" yaml:"title"`
	Kind        string      `json:"kind" yaml:"kind"`
	PartOf      string      `json:"part_of,omitempty" yaml:"part_of,omitempty"`
	Sections    []Section   `json:"sections" yaml:"sections"`
	ReportsTo   []ReportsTo `json:"reports_to,omitempty" yaml:"reports_to,omitempty"`
	Levels      []Level     `json:"levels" yaml:"levels"`
	Specialties []Variant   `json:"specialties" yaml:"specialties"`
	Segments    []Variant   `json:"segments" yaml:"segments"`
}

// Level is one title within a family. FullTitle is only there where it differs from Title; a nil Anchor is a page that
// is itself a level, a nil Rung a title that names none.
type Level struct {
	Title     string      `json:"title" yaml:"title"`
	FullTitle string      `json:"full_title,omitempty" yaml:"full_title,omitempty"`
	Anchor    *string     `json:"anchor" yaml:"anchor"`
	Line      int         `json:"line" yaml:"line"`
	Track     string      `json:"track" yaml:"track"`
	Rung      *string     `json:"rung" yaml:"rung"`
	Ladder    string      `json:"ladder" yaml:"ladder"`
	Grades    []Grade     `json:"grades" yaml:"grades"`
	ReportsTo []ReportsTo `json:"reports_to" yaml:"reports_to"`
	Extends   []Extends   `json:"extends" yaml:"extends"`
	Sections  []Section   `json:"sections" yaml:"sections"`

	Effective *[]EffectiveSection `json:"effective,omitempty" yaml:"effective,omitempty"` // only if it was asked for
}

// EffectiveSection is everything that holds for a level by sections of one kind.
type EffectiveSection struct {
	Kind  string          `json:"kind" yaml:"kind"`
	Items []EffectiveItem `json:"items" yaml:"items"`
}

// EffectiveItem is one item with where it comes from: "own", "family" or "inherited". Level is the address of the level
// whose item it is, nil for the family's and a specialty's. Via is the line of the level's own statement by which it
// inherits the item, nil where none says so. Unresolved is only there for an item that itself says what the level
// extends and that cannot be followed: "dangling", "ambiguous" or "outside".
type EffectiveItem struct {
	Text       string  `json:"text" yaml:"text"`
	From       string  `json:"from" yaml:"from"`
	Title      string  `json:"title" yaml:"title"`
	Path       string  `json:"path" yaml:"path"`
	Line       int     `json:"line" yaml:"line"`
	Level      *string `json:"level" yaml:"level"`
	Via        *int    `json:"via" yaml:"via"`
	Unresolved string  `json:"unresolved,omitempty" yaml:"unresolved,omitempty"`
}

// Variant is a specialty or a segment.
type Variant struct {
	Title     string      `json:"title" yaml:"title"`
	Anchor    *string     `json:"anchor" yaml:"anchor"`
	Line      int         `json:"line" yaml:"line"`
	ReportsTo []ReportsTo `json:"reports_to,omitempty" yaml:"reports_to,omitempty"`
	Extends   []Extends   `json:"extends,omitempty" yaml:"extends,omitempty"`
	Sections  []Section   `json:"sections" yaml:"sections"`
}

// Section is a part of a family, a level or a variant. One that is of two kinds stands there twice.
type Section struct {
	Kind    string  `json:"kind" yaml:"kind"`
	Heading string  `json:"heading" yaml:"heading"`
	Anchor  *string `json:"anchor" yaml:"anchor"`
	Line    int     `json:"line" yaml:"line"`
	Items   []Item  `json:"items" yaml:"items"`
}

// Item is one bullet of a section.
type Item struct {
	Text string `json:"text" yaml:"text"`
	Line int    `json:"line" yaml:"line"`
}

// Grade is one statement of a grade that has a number. Min and Max differ only for a range.
type Grade struct {
	Min  float64 `json:"min" yaml:"min"`
	Max  float64 `json:"max" yaml:"max"`
	Line int     `json:"line" yaml:"line"`
}

// ReportsTo is one statement of whom somebody reports to.
type ReportsTo struct {
	Text   string  `json:"text" yaml:"text"`
	Link   *string `json:"link" yaml:"link"`
	Line   int     `json:"line" yaml:"line"`
	Target *string `json:"target" yaml:"target"`
}

// Extends is one statement that a level takes over what another one has.
type Extends struct {
	Of     string  `json:"of" yaml:"of"`
	Text   string  `json:"text" yaml:"text"`
	Link   *string `json:"link" yaml:"link"`
	Line   int     `json:"line" yaml:"line"`
	Target *string `json:"target" yaml:"target"`
}
