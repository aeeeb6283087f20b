package review

import "jobcat/lint"

// Comment is what is said on one line of a merge request: findings of one rule.
type Comment struct {
	Findings  []lint.Finding // at least one, in the order of lint.Compare
	Position  Position       // zero if it stands on no line, but in the summary alone
	Elsewhere bool           // the line is not that of the findings, but of what caused them, or the nearest of the same level
	Stands    Stands         // for the summary
}

// Stands says where a comment is to be read, and why it is nowhere but in the summary.
type Stands string

// Where comments stand.
const (
	OnLine   Stands = ""         // on its line
	Settled  Stands = "settled"  // in a thread that a person has resolved
	NoLine   Stands = "no line"  // nowhere: the merge request changes no line that it could stand on
	Refused  Stands = "refused"  // nowhere: GitLab did not take it on its line
	TooMany  Stands = "too many" // nowhere: there are Review.Most others
	TooMinor Stands = "minor"    // nowhere: it is less severe than Review.CommentOn
)

// comment is the body of a comment, without its marker.
func (r *Review) comment(c *Comment) string { return c.Findings[0].Message }

// gone is the body of a note whose findings are gone, without its marker. old is what it said, without its marker.
func (r *Review) gone(old string) string { return "Fixed." }

// goneAnswer is the body of an answer in a thread that people have written in: what it is about is gone. Without its marker.
func (r *Review) goneAnswer() string { return "Fixed." }

// backAnswer is the body of an answer in such a thread: what was gone is there again. Without its marker.
func (r *Review) backAnswer(c *Comment) string { return "This is back: " + c.Findings[0].Message }
