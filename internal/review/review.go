// Package review says what to do about a merge request on GitLab, so that its author reads each finding once, on their own
// line, and its reviewers see in one note what the change breaks and what it means for people.
//
// It is pure: from what the change did, the diff as GitLab shows it, and the threads that are there already, it makes a plan.
// Package review/gitlab reads the one and carries out the other.
package review

import (
	"jobcat/catalog"
	"jobcat/internal/change"
	"jobcat/internal/report"
	"jobcat/schema"
)

// Review is everything that there is to say about a merge request.
type Review struct {
	Name      string                   // tells the notes of several jobs apart
	Found     change.Findings          // by what the change did to them
	Changed   report.Changed           // what it means for people
	Touched   map[string]bool          // by path in the catalog: files that the change touches, whose old findings are counted; nil for all
	Policy    *schema.Policy           // by which it was judged
	Catalog   *catalog.Catalog         // as judged
	Root      string                   // of the catalog, from the top of the repository: path.Join(Root, Place.Path) is GitLab's path
	Head      map[string]*Lines        // by path from the top: pairs the lines of the head of the source (old) with those that were judged (new), where they differ
	CommentOn schema.Severity          // the least severe that is said on a line
	Most      int                      // comments on lines
	Page      func(rule string) string // address of the rule's page; "" for none
	Notes     []string                 // what else the summary has to say, as plain sentences: that the policy was changed
}
