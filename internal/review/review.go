// Package review says what to do about a merge request on GitLab, so that its author reads each finding once, on their own
// line, and its reviewers see in one note what the change breaks and what it means for people.
//
// It is pure: from what the change did, the diff as GitLab shows it, and the threads that are there already, it makes a plan.
// Package review/gitlab reads the one and carries out the other.
package review
