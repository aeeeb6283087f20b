// Package audit answers what people-ops, finance and leaders ask about a whole catalog: which levels have which grade,
// whether a grade is used in the same way everywhere, who reports to whom, what is missing, and where.
//
// An Audit is plain data. Every output (text, page, workbook, CSV, JSON) is a function of it and of nothing else, so that
// all of them say the same. What is wrong is not decided here: it is what package lint has found by the policy.
package audit

import (
	"fmt"

	"jobcat/catalog"
	"jobcat/internal/audit/history"
	"jobcat/lint"
	"jobcat/schema"
)

// Input is what an audit is about.
type Input struct {
	Policy  *schema.Policy
	Catalog *catalog.Catalog // all of it
	Part    *catalog.Catalog // the pages that were asked about; nil for all
	Result  *lint.Result     // of the whole catalog
	Roots   []string         // the folders that hold the families, relative to the top of the catalog; none for the top

	History *history.History // how it developed; nil unless it was asked for
	State   *State           // of the repository; nil if nobody knows

	// Link is the address of a line in the repository, with {path} and {line} for what differs; "" if nobody knows.
	// The path is the catalog's, so what stands before it belongs into the address.
	Link string
}

// Audit is everything that there is to say about a catalog. Lists are sorted and never nil; the same files give the same
// audit. Levels and families are referred to by their codes.
type Audit struct {
	Format int    `json:"format"` // 1: a field is never renamed or dropped within a format
	Root   string `json:"root"`   // the folder that paths are relative to, as a person would type it
	Link   string `json:"link"`   // see Input.Link
	State  *State `json:"state"`  // of the repository; nil if nobody knows

	Totals      Totals       `json:"totals"`
	Departments []Department `json:"departments"` // by name
	Families    []Family     `json:"families"`    // by path
	Levels      []Level      `json:"levels"`      // by path, in file order
	Others      []Level      `json:"others"`      // outside of what was asked about, for the codes that lead there

	Matrix       Matrix       `json:"matrix"`
	Grades       Grades       `json:"grades"`
	Titles       Titles       `json:"titles"`
	Ladders      Ladders      `json:"ladders"`
	Reporting    Reporting    `json:"reporting"`
	Inheritance  Inheritance  `json:"inheritance"`
	Completeness Completeness `json:"completeness"`
	Findings     Findings     `json:"findings"`

	History *history.History `json:"history"` // nil unless it was asked for
}

// Totals is how much there is of what.
type Totals struct {
	Departments int `json:"departments"` // folders; families that stand in the root itself are in none
	Families    int `json:"families"`
	Pages       int `json:"pages"` // files that are families: more than families where levels have files of their own
	Levels      int `json:"levels"`
	Graded      int `json:"graded"` // levels with a grade

	Errors   int `json:"errors"` // findings
	Warnings int `json:"warnings"`
	Infos    int `json:"infos"`
	Allowed  int `json:"allowed"` // findings that their pages allow
}

// State is which files of a repository were audited, so that a reader of the audit can tell how old it is.
type State struct {
	Commit  string `json:"commit"`  // its id
	Day     string `json:"day"`     // on which it was committed, as "2026-01-31", where whoever committed was
	Changed bool   `json:"changed"` // whether files of the catalog are not as the commit has them
}

// Words say it to people; "" if nobody knows.
func (s *State) Words() string {
	if s == nil {
		return ""
	}
	words := fmt.Sprintf("as of %s, commit %.10s", s.Day, s.Commit)
	if s.Changed {
		words += ", with changes that are not committed"
	}
	return words
}

// Place is a line of a file, by its path in the catalog. The zero Place is none.
type Place struct {
	Path string `json:"path"`
	Line int    `json:"line"` // 1-based
}

// Department is the first folder above families.
type Department struct {
	Name     string `json:"name"`  // of the folder; "" for families that stand in the root itself
	Title    string `json:"title"` // of the page that introduces it; "" if there is none
	Families int    `json:"families"`
	Levels   int    `json:"levels"`
	Graded   int    `json:"graded"`
}

// Family is one job family: a page, or a folder whose pages are one level each.
type Family struct {
	Code       string   `json:"code"` // unique and lasting, see code.go
	Title      string   `json:"title"`
	Department string   `json:"department"`
	Path       string   `json:"path"` // of the page, or of the folder
	Line       int      `json:"line"` // of the title; 0 for a folder
	URL        string   `json:"url"`  // where it is published
	Link       string   `json:"link"` // to the line in the repository; "" if nobody knows
	Ladder     string   `json:"ladder"`
	Levels     []string `json:"levels"` // codes
}

// Level is one title with its grade, as systems for HR load it.
type Level struct {
	Code       string `json:"code"`    // unique and lasting, see code.go
	Address    string `json:"address"` // as export and show name it: the path with "#" and the anchor
	Title      string `json:"title"`   // whole, also where the heading only says "Senior"
	Family     string `json:"family"`  // its title
	FamilyCode string `json:"family_code"`
	Department string `json:"department"`
	Track      string `json:"track"`     // "individual" or "management"
	Rung       string `json:"rung"`      // "senior-manager"; "" if the title names none
	RungSure   bool   `json:"rung_sure"` // whether the rung says which grade to expect: that of "Senior X Manager" does not

	Ladder   string      `json:"ladder"`
	Grade    *Grade      `json:"grade"`    // the first that is stated; nil for none
	Stated   []Statement `json:"stated"`   // every statement with a number, in file order
	Expected []float64   `json:"expected"` // the grades that the ladder has for the title; none if it does not say

	ReportsTo []string `json:"reports_to"` // codes of the levels that it reports to, its family's line included
	Extends   []string `json:"extends"`    // codes of the levels that it says it extends

	Path string `json:"path"`
	Line int    `json:"line"` // of the title
	URL  string `json:"url"`
	Link string `json:"link"`
}

// At is where the level stands.
func (l *Level) At() Place { return Place{l.Path, l.Line} }

// Grade is a grade, or a range of grades.
type Grade struct {
	Min float64 `json:"min"`
	Max float64 `json:"max"` // equals Min unless a range is stated
}

// Statement is one place that states a grade.
type Statement struct {
	Grade
	Line int `json:"line"`
}

// Evidence is one reason for what is said, with the place that shows it if there is one.
type Evidence struct {
	Words string `json:"words"` // lower case, no final stop
	At    Place  `json:"at"`    // zero for what stands at no single place
	Link  string `json:"link"`
}

// Matrix is families against grades, the two tracks apart.
type Matrix struct {
	Grades []float64   `json:"grades"` // the columns, ascending: grades that exist and grades that are stated
	Rows   []MatrixRow `json:"rows"`   // by department, family and track
}

// MatrixRow is one track of a family.
type MatrixRow struct {
	Department string `json:"department"`
	Family     string `json:"family"` // its title
	FamilyCode string `json:"family_code"`
	Path       string `json:"path"`
	Track      string `json:"track"`

	Cells    []Cell   `json:"cells"`    // those with levels, by grade
	Ungraded []string `json:"ungraded"` // codes of levels without a grade

	Gaps         []float64 `json:"gaps"`         // grades of the ladder between the lowest and the highest that no level has
	Compressions []float64 `json:"compressions"` // grades at which two rungs stand that the ladder keeps apart
}

// Cell is the levels of one grade. A range of grades stands at its lowest.
type Cell struct {
	Grade  float64  `json:"grade"`
	Levels []string `json:"levels"` // codes; more than one is a double
}

// Grades says whether grades are used in the same way everywhere.
type Grades struct {
	Rungs    []RungRow `json:"rungs"`    // by ladder, track and height
	Outliers []Outlier `json:"outliers"` // the surest first
	Ungraded []string  `json:"ungraded"` // codes of levels without a grade
}

// RungRow is the grades of the levels with one rung on one ladder.
type RungRow struct {
	Ladder   string       `json:"ladder"`
	Track    string       `json:"track"`
	Rung     string       `json:"rung"`     // "" for titles that name none
	Sure     bool         `json:"sure"`     // see Level.RungSure
	Expected []float64    `json:"expected"` // by the ladder; none if it does not say
	Levels   int          `json:"levels"`
	Ungraded int          `json:"ungraded"`
	Counts   []GradeCount `json:"counts"` // by grade
}

// GradeCount is how many levels have a grade.
type GradeCount struct {
	Grade
	Levels int `json:"levels"`
}

// Certainty says how sure it is that an outlier is one.
type Certainty string

// The certainties, the surest first.
const (
	Certain  Certainty = "certain"  // two statements that cannot both be true, or a grade that does not exist
	Strong   Certainty = "strong"   // title and ladder leave no doubt, and most of the catalog agrees
	Likely   Certainty = "likely"   // they leave no doubt, but few other levels agree; or the sentence names another role
	Possible Certainty = "possible" // they leave no doubt, but others of the page are as much off: it has a scale of its own
)

// Outlier is a grade that is not as elsewhere.
type Outlier struct {
	Level     string     `json:"level"` // code
	Title     string     `json:"title"`
	Certainty Certainty  `json:"certainty"`
	Rules     []string   `json:"rules"` // by which lint reports it, sorted
	Grade     Grade      `json:"grade"` // as stated
	Expected  []float64  `json:"expected"`
	Words     string     `json:"words"` // what is wrong, lower case, no final stop
	At        Place      `json:"at"`    // of the statement
	Link      string     `json:"link"`
	Evidence  []Evidence `json:"evidence"`
}

// Titles says how titles are used.
type Titles struct {
	Shared      []SharedTitle `json:"shared"`    // titles in several families: first those whose grades differ
	Twins       []SharedTitle `json:"twins"`     // titles that several levels of one family have; their codes differ by a number
	Reordered   []SharedTitle `json:"reordered"` // "Manager, X" and "X Manager": the same words in another order
	Conventions []Convention  `json:"conventions"`
	Slips       []Finding     `json:"slips"` // titles with a slip of the keyboard, by the rule inconsistent-title
}

// SharedTitle is levels with one title, or with titles of the same words.
type SharedTitle struct {
	Title  string   `json:"title"` // as the first of them spells it
	Levels []string `json:"levels"`
	Grades []Grade  `json:"grades"` // the different ones, ascending
}

// Convention is how titles with one word are put together: "Manager, X" leads people, "X Manager" leads a thing.
type Convention struct {
	Word  string `json:"word"`  // "Manager", "Director" or "VP"
	Forms []Form `json:"forms"` // the most frequent first
}

// Form is one way to put a title together.
type Form struct {
	Pattern string   `json:"pattern"` // "Manager, X"
	Levels  []string `json:"levels"`  // codes
}

// Ladders says what families use of their ladders.
type Ladders struct {
	Families []LadderUse `json:"families"` // by path and track
	Off      []string    `json:"off"`      // codes of families whose ladder has grades, and for none of their titles
}

// LadderUse is what one track of a family uses of its ladder.
type LadderUse struct {
	FamilyCode string   `json:"family_code"`
	Family     string   `json:"family"`
	Department string   `json:"department"`
	Path       string   `json:"path"`
	Ladder     string   `json:"ladder"`
	Track      string   `json:"track"`
	Used       []string `json:"used"`    // rungs, from the lowest
	Missing    []string `json:"missing"` // rungs of the ladder between the lowest and the highest used
	Levels     int      `json:"levels"`
	Unsure     int      `json:"unsure"` // levels whose titles name no rung for sure
}

// Reporting says who reports to whom.
type Reporting struct {
	Lines    []Line       `json:"lines"`    // every statement, by path and line
	Tops     []Top        `json:"tops"`     // levels that report to no other level and others report to: the roots of the tree
	Orphans  []string     `json:"orphans"`  // codes of levels of which nothing is said
	Circles  []Circle     `json:"circles"`  // levels that report to themselves over others
	Downward []Finding    `json:"downward"` // to a level that is not above, by the rule downward-reports-to
	Unknown  []Finding    `json:"unknown"`  // to a position that ought to be in the catalog, by the rule unknown-reports-to
	Outside  []OutsideJob `json:"outside"`  // positions that the catalog does not have, the most named first
}

// Line is one statement of whom levels report to.
type Line struct {
	From   string   `json:"from"` // code of the level; "" for a line that holds for all levels of the family that state none
	Title  string   `json:"title"`
	Family string   `json:"family"`
	Words  string   `json:"words"` // that name the position
	Means  string   `json:"means"` // how it is understood: a catalog.Outcome
	To     []string `json:"to"`    // codes of the levels that are meant
	At     Place    `json:"at"`
	Link   string   `json:"link"`
}

// Top is a root of the tree of reporting lines.
type Top struct {
	Level string `json:"level"`
	Below int    `json:"below"` // how many levels report to it, near and far
	Depth int    `json:"depth"` // of the longest way down, in steps
}

// Circle is levels of which each leads to the next and the last to the first.
type Circle struct {
	Levels []string `json:"levels"`
	At     Place    `json:"at"` // of the first statement
	Link   string   `json:"link"`
}

// OutsideJob is a position that levels report to and the catalog does not have.
type OutsideJob struct {
	Words  string   `json:"words"`
	Levels []string `json:"levels"` // that name it
	At     Place    `json:"at"`     // where it is named first
	Link   string   `json:"link"`
}

// Inheritance says what levels take over from each other.
type Inheritance struct {
	Levels     []Heir   `json:"levels"`     // those that take over or are taken over from, the most inherited first
	Circles    []Circle `json:"circles"`    // levels that extend themselves over others
	Unresolved int      `json:"unresolved"` // statements that cannot be followed, or can mean several levels
}

// Heir is what a level takes over, and who takes over from it.
type Heir struct {
	Level string   `json:"level"`
	From  []string `json:"from"`  // codes of the levels that it takes something over from by itself
	Heirs []string `json:"heirs"` // codes of the levels that take something over from it by themselves
	Depth int      `json:"depth"` // of the longest chain that it takes over from: 0 if it takes over nothing
	Reach int      `json:"reach"` // how many levels a change of this one can reach, near and far
}

// Completeness says what levels have.
type Completeness struct {
	Sections    []SectionCount   `json:"sections"`     // by department and the policy's order of kinds
	Items       []HasCount       `json:"items"`        // levels with all items that the policy requires, by department; none if it requires none
	Indicators  []IndicatorCount `json:"indicators"`   // performance indicators, by department
	ReportsTo   []HasCount       `json:"reports_to"`   // levels of which it is said whom they report to, by department
	GradeStated []HasCount       `json:"grade_stated"` // levels with a grade, by department
}

// SectionCount is how many levels of a department have a section of a kind: their own, their family's or an inherited one,
// in which something is written.
type SectionCount struct {
	Department string `json:"department"`
	Kind       string `json:"kind"`
	Name       string `json:"name"`     // as headings call it
	Required   string `json:"required"` // "level", "family", "either" or "nowhere"
	Levels     int    `json:"levels"`
	Have       int    `json:"have"`
}

// IndicatorCount is how many levels have how many performance indicators, their family's and inherited ones included.
type IndicatorCount struct {
	Department string `json:"department"`
	Levels     int    `json:"levels"`
	None       int    `json:"none"`
	Few        int    `json:"few"` // fewer than the policy asks for
	Right      int    `json:"right"`
	Many       int    `json:"many"`
}

// HasCount is how many levels of a department have something.
type HasCount struct {
	Department string `json:"department"`
	Levels     int    `json:"levels"`
	Have       int    `json:"have"`
}

// Findings is what lint has found in the pages of the audit, by the policy, whether it is in the baseline or not.
type Findings struct {
	All     []Finding   `json:"all"`     // in the order of lint
	Rules   []RuleCount `json:"rules"`   // the most severe first, then the most frequent
	Wording []RuleCount `json:"wording"` // those of them that are about words
	Allowed []Allowed   `json:"allowed"` // what pages allow, with the reason
}

// Finding is one thing that is wrong.
type Finding struct {
	Rule       string `json:"rule"`
	Severity   string `json:"severity"`
	Message    string `json:"message"`
	Remedy     string `json:"remedy"`
	Department string `json:"department"`
	Family     string `json:"family"` // title; "" for a file that is none
	Level      string `json:"level"`  // code; "" for what concerns no single level
	Title      string `json:"title"`  // of the level
	Path       string `json:"path"`
	Line       int    `json:"line"`
	Column     int    `json:"column"`
	Identity   string `json:"identity"`
	Link       string `json:"link"`
}

// RuleCount is how often a rule has found something.
type RuleCount struct {
	Rule        string            `json:"rule"`
	Severity    string            `json:"severity"` // the most severe, where overrides differ
	Summary     string            `json:"summary"`
	Findings    int               `json:"findings"`
	Departments []DepartmentCount `json:"departments"` // those with findings, by name
}

// DepartmentCount is how many findings a department has.
type DepartmentCount struct {
	Department string `json:"department"`
	Findings   int    `json:"findings"`
}

// Allowed is a finding that its page allows.
type Allowed struct {
	Finding
	Reason string `json:"reason"`
}

// InWords is a reason with its place.
func InWords(e Evidence) string {
	if e.At == (Place{}) {
		return e.Words
	}
	return fmt.Sprintf("%s (%s:%d)", e.Words, e.At.Path, e.At.Line)
}
