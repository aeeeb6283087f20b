package page

import (
	"jobcat/internal/audit"
	"jobcat/internal/audit/history"
)

// data is what the page's script works on. It says what the Audit says, in less room: lists of levels and families are
// columns, levels and families are named by their index instead of their code, and texts that repeat stand in a list once.
// Addresses of lines are left to the script, which makes them from the link.
type data struct {
	Link string `json:"link"`

	Departments []department `json:"departments"`
	Paths       []string     `json:"paths"`
	Words       []string     `json:"words"` // rungs, ladders, outcomes, severities: whatever repeats
	Families    families     `json:"families"`
	Levels      levels       `json:"levels"` // those asked about, then those outside
	Asked       int          `json:"asked"`  // how many of the levels were asked about

	Grades       grades             `json:"grades"`
	Matrix       []matrixRow        `json:"matrix"`
	Titles       titles             `json:"titles"`
	Ladders      []ladderUse        `json:"ladders"`
	Off          []int              `json:"off"`
	Reporting    reporting          `json:"reporting"`
	Inheritance  inheritance        `json:"inheritance"`
	Completeness audit.Completeness `json:"completeness"`
	Rules        []rule             `json:"rules"`
	Allowed      []allowed          `json:"allowed"`
	History      *history.History   `json:"history"` // nil if nobody asked
}

type department struct {
	Name     string `json:"name"`
	Title    string `json:"title"`
	Families int    `json:"families"`
	Levels   int    `json:"levels"`
	Graded   int    `json:"graded"`
}

type families struct {
	Code       []string `json:"code"`
	Title      []string `json:"title"`
	Department []int    `json:"department"`
	Path       []int    `json:"path"`
	Line       []int    `json:"line"`
	Ladder     []int    `json:"ladder"`
}

type levels struct {
	Code     []string    `json:"code"`
	Title    []string    `json:"title"`
	Family   []int       `json:"family"` // -1 outside of what was asked about
	Track    []int       `json:"track"`
	Rung     []int       `json:"rung"`
	Ladder   []int       `json:"ladder"`
	Grade    []gradeCell `json:"grade"`
	Expected [][]float64 `json:"expected"`
	Path     []int       `json:"path"`
	Line     []int       `json:"line"`
	Reports  [][]int     `json:"reports"`
	Extends  [][]int     `json:"extends"`
}

// gradeCell is nothing, a grade, or the two ends of a range.
type gradeCell []float64

func cellOf(g *audit.Grade) gradeCell {
	switch {
	case g == nil:
		return gradeCell{}
	case g.Min == g.Max:
		return gradeCell{g.Min}
	}
	return gradeCell{g.Min, g.Max}
}

type grades struct {
	Rungs    []rungRow `json:"rungs"`
	Outliers []outlier `json:"outliers"`
	Ungraded []int     `json:"ungraded"`
}

type rungRow struct {
	Ladder   int           `json:"ladder"`
	Track    int           `json:"track"`
	Rung     int           `json:"rung"`
	Sure     bool          `json:"sure"`
	Expected []float64     `json:"expected"`
	Levels   int           `json:"levels"`
	Ungraded int           `json:"ungraded"`
	Counts   []gradeNumber `json:"counts"`
}

type gradeNumber struct {
	Grade gradeCell `json:"grade"`
	N     int       `json:"n"`
}

type outlier struct {
	Level     int        `json:"level"`
	Certainty int        `json:"certainty"`
	Rules     []string   `json:"rules"`
	Grade     gradeCell  `json:"grade"`
	Expected  []float64  `json:"expected"`
	Words     string     `json:"words"`
	At        at         `json:"at"`
	Evidence  []evidence `json:"evidence"`
}

// at is a path by its index and a line; [-1, 0] for no place.
type at [2]int

type evidence struct {
	Words string `json:"words"`
	At    at     `json:"at"`
}

type matrixRow struct {
	Family       int          `json:"family"`
	Track        int          `json:"track"`
	Cells        []matrixCell `json:"cells"`
	Ungraded     []int        `json:"ungraded"`
	Gaps         []float64    `json:"gaps"`
	Compressions []float64    `json:"compressions"`
}

type matrixCell struct {
	Grade  float64 `json:"grade"`
	Levels []int   `json:"levels"`
}

type titles struct {
	Shared      []sharedTitle `json:"shared"`
	Twins       []sharedTitle `json:"twins"`
	Reordered   []sharedTitle `json:"reordered"`
	Conventions []convention  `json:"conventions"`
	Slips       []note        `json:"slips"`
}

type sharedTitle struct {
	Title  string      `json:"title"`
	Levels []int       `json:"levels"`
	Grades []gradeCell `json:"grades"`
}

type convention struct {
	Word  string `json:"word"`
	Forms []form `json:"forms"`
}

type form struct {
	Pattern string `json:"pattern"`
	Levels  []int  `json:"levels"`
}

type ladderUse struct {
	Family  int   `json:"family"`
	Ladder  int   `json:"ladder"`
	Track   int   `json:"track"`
	Used    []int `json:"used"`
	Missing []int `json:"missing"`
	Levels  int   `json:"levels"`
	Unsure  int   `json:"unsure"`
}

type reporting struct {
	Stated   int      `json:"stated"`   // lines
	Resolved int      `json:"resolved"` // of them to levels of the catalog
	Tops     []top    `json:"tops"`
	Orphans  []int    `json:"orphans"`
	Circles  []circle `json:"circles"`
	Downward []note   `json:"downward"`
	Unknown  []note   `json:"unknown"`
	Outside  []job    `json:"outside"`
}

type top struct {
	Level int `json:"level"`
	Below int `json:"below"`
	Depth int `json:"depth"`
}

type circle struct {
	Levels []int `json:"levels"`
	At     at    `json:"at"`
}

type job struct {
	Words  string `json:"words"`
	Levels []int  `json:"levels"`
	At     at     `json:"at"`
}

type inheritance struct {
	Levels     []heir   `json:"levels"`
	Circles    []circle `json:"circles"`
	Unresolved int      `json:"unresolved"`
}

type heir struct {
	Level int   `json:"level"`
	From  []int `json:"from"`
	Heirs []int `json:"heirs"`
	Depth int   `json:"depth"`
	Reach int   `json:"reach"`
}

type rule struct {
	ID       string `json:"id"`
	Severity string `json:"severity"`
	Summary  string `json:"summary"`
	Findings int    `json:"findings"`
	Wording  bool   `json:"wording"`
	By       []int  `json:"by"` // findings of each department, in the order of data.Departments
}

// note is a finding that is shown on its own.
type note struct {
	Level   int    `json:"level"`
	Message string `json:"message"`
	At      at     `json:"at"`
}

type allowed struct {
	Rule   string `json:"rule"`
	Level  int    `json:"level"`
	Reason string `json:"reason"`
	At     at     `json:"at"`
}

// findings are the columns of audit.Findings.All. The page reads them once it stands.
type findings struct {
	Rule       []int    `json:"rule"` // of data.Rules
	Severity   []int    `json:"severity"`
	Department []int    `json:"department"`
	Level      []int    `json:"level"` // -1 for none
	Path       []int    `json:"path"`
	Line       []int    `json:"line"`
	Message    []string `json:"message"`
	Remedy     []int    `json:"remedy"` // of Remedies
	Remedies   []string `json:"remedies"`
}
