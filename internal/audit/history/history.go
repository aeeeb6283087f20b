// Package history says how a catalog developed: how many families, levels, grades and findings it had at the end of each
// month, what came and went in between, and which grades were changed when, and by whose merge request.
//
// It is read from git without a checkout, along the line of first parents: what the branch was, merge by merge. Every state
// is read and judged by the policy of today, so that a figure moves because the catalog did and not because a rule was added.
// A History is plain data; its pure half (period.go, message.go, figures.go, events.go) knows no git.
//
// # Dates
//
// All days and months are those of UTC. A commit counts as made when it was committed, and no later than the commits that follow
// it: where clocks were wrong, the end of a month is what `git rev-list -1 --first-parent --before=SECOND HEAD` says of its last
// second. Now is the last commit, whatever the time is: the same clone gives the same history on every day.
package history

import (
	"strconv"
	"time"
)

// History is how a catalog developed. Lists are never nil.
type History struct {
	Asked    string    `json:"asked"`     // the period, as it was asked for: "12mo"
	Start    time.Time `json:"start"`     // the first moment of the period; of Began, if there is one
	End      time.Time `json:"end"`       // of the last commit
	JudgedBy string    `json:"judged_by"` // "the policy of today": by what all states are read and judged

	// Began is the commit that brought the catalog, if that was within the period; nil otherwise. Then the history starts with
	// it: what it brought is in the first point, and did not come.
	Began *Commit `json:"began"`

	Points []Point       `json:"points"` // in order of time: the start, the ends of months, now
	Spans  []Span        `json:"spans"`  // what happened between a point and the next: one less than the points
	Grades []GradeChange `json:"grades"` // grades that were changed, the newest first, then by path and line

	Commits    int `json:"commits"`      // on the line of first parents and within the period, that changed files of the catalog
	OutOfOrder int `json:"out_of_order"` // commits of the period, on any files, with a date after that of a commit that follows them
}

// Point is the catalog at one moment.
type Point struct {
	Label  string    `json:"label"`  // "2026-03" for the end of that month; "now"; for the first point also a day or the name of a commit
	At     time.Time `json:"at"`     // for the end of a month, its last second
	Commit string    `json:"commit"` // the id of the commit whose files are counted
	Figures
}

// Figures count a catalog, or the part of it that was asked about.
type Figures struct {
	Families int `json:"families"`
	Pages    int `json:"pages"` // files that are families: more than families where levels have files of their own
	Levels   int `json:"levels"`
	Graded   int `json:"graded"` // levels with a grade

	Errors   int `json:"errors"` // findings
	Warnings int `json:"warnings"`
	Infos    int `json:"infos"`
	Allowed  int `json:"allowed"` // findings that their pages allow

	Grades []GradeCount `json:"grades"` // by grade, ascending
	Rules  []RuleCount  `json:"rules"`  // rules with findings, by id
}

// GradeCount is how many levels have a grade, or a range of grades. Of several statements the first counts.
type GradeCount struct {
	Min    float64 `json:"min"`
	Max    float64 `json:"max"` // equals Min unless a range is stated
	Levels int     `json:"levels"`
}

// RuleCount is how often a rule finds something.
type RuleCount struct {
	Rule     string `json:"rule"`
	Findings int    `json:"findings"`
}

// Span is what happened between two neighbouring points. The families and levels of the later point are those of the earlier
// one, with those that came and without those that went.
type Span struct {
	Month         string  `json:"month"`   // "2026-03": the month that it ends in
	Commits       int     `json:"commits"` // that changed files of the catalog
	FamiliesCame  []Named `json:"families_came"`
	FamiliesWent  []Named `json:"families_went"`
	LevelsCame    []Named `json:"levels_came"` // those of families that came included
	LevelsWent    []Named `json:"levels_went"`
	GradesChanged int     `json:"grades_changed"`
}

// Named is a family or a level that came or went, in order of time, then by path and line. What was renamed or moved did neither.
type Named struct {
	Path   string `json:"path"` // of the page; of the folder for a family that is one
	Line   int    `json:"line"` // 1-based, of the title; 0 for a folder
	Family string `json:"family"`
	Level  string `json:"level"`  // full title; "" for a family
	Grade  string `json:"grade"`  // of the level: "7", "6 to 7", "7 and 8"; "" for none
	Commit string `json:"commit"` // id; its files have the path if it came, those before it if it went
}

// GradeChange is a level whose grade was changed. One that came, went, was renamed or moved with its grade is none.
type GradeChange struct {
	Commit Commit `json:"commit"`
	Path   string `json:"path"` // after the commit
	Line   int    `json:"line"` // 1-based, of the grade; of the title where it was taken away
	Family string `json:"family"`
	Level  string `json:"level"` // full title, after the commit
	Was    string `json:"was"`   // the title before; "" if it is the same
	From   string `json:"from"`  // "7", "6 to 7", "7 and 8"; "" where no grade was stated
	To     string `json:"to"`
}

// Commit is one step of the branch: a merge, or a commit made on it.
type Commit struct {
	ID      string        `json:"id"`   // in full
	Time    time.Time     `json:"time"` // as the commit says; UTC
	Subject string        `json:"subject"`
	Merge   *MergeRequest `json:"merge_request"` // as the message says; nil if it names none
}

// MergeRequest is a merge request that a message names. Nobody checks that there is one.
type MergeRequest struct {
	Project string `json:"project"` // "group/project"; "" where only the number is named: the project of the repository
	Number  int    `json:"number"`
}

// String is the merge request as GitLab's users write it: "group/project!12"; "" for none.
func (m *MergeRequest) String() string {
	if m == nil {
		return ""
	}
	return m.Project + "!" + strconv.Itoa(m.Number)
}
