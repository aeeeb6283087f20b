package main

import (
	"cmp"
	"context"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"jobcat/internal/change"
	"jobcat/internal/review"
	"jobcat/internal/source"
	"jobcat/internal/source/git"
)

// checkedOut finds the commit that is judged, and the head of the source branch.
func (r *reviewing) checkedOut(ctx context.Context) error {
	var err error
	if r.after, err = r.repo.Head(ctx); err != nil {
		return gitTrouble(err)
	}
	r.source = r.after
	if !r.in.merged {
		return nil
	}
	parents, err := r.repo.Parents(r.after)
	if err != nil {
		return gitTrouble(err)
	}
	id := r.in.source
	if len(parents) > 1 { // GitLab has merged the source into the target
		r.in.target = parents[0]
		id = cmp.Or(id, parents[1])
	}
	if id == "" || r.in.target == "" {
		return usage("what is checked out was made by GitLab, as CI_MERGE_REQUEST_EVENT_TYPE says, and it is no merge; " +
			"CI_MERGE_REQUEST_SOURCE_BRANCH_SHA and CI_MERGE_REQUEST_TARGET_BRANCH_SHA should say of what it was made")
	}
	r.source, err = r.repo.Fetch(ctx, id)
	return gitTrouble(err)
}

// held finds the commit that the change is held against: the one that GitLab has merged the source into, or else the one at
// which both have parted.
func (r *reviewing) held(ctx context.Context) error {
	base := r.in.base
	if r.gitlab != nil && r.gitlab.diff.Refs.Base != "" {
		base = r.gitlab.diff.Refs.Base // the variable does not follow when the target branch is changed
	}
	var err error
	switch {
	case r.base != "":
		r.before, err = r.parted(ctx, r.base)
		return err
	case r.in.merged:
		r.before, err = r.repo.Fetch(ctx, r.in.target)
	case base != "":
		r.before, err = r.repo.Fetch(ctx, base)
	case r.in.mergeRequest == 0:
		return usage("there is no merge request here that says what to hold the change against; name it with --base, as in --base origin/main")
	default:
		return usage("GitLab does not say what to hold the change against, as CI_MERGE_REQUEST_DIFF_BASE_SHA is not set; " +
			"run the job in merge request pipelines, or name it with --base, as in --base origin/main")
	}
	return gitTrouble(err)
}

// parted is the commit at which what is checked out has left a revision. A commit that a shallow clone lacks is taken for it: no
// history leads there.
func (r *reviewing) parted(ctx context.Context, rev string) (git.Commit, error) {
	c, err := r.repo.Fetch(ctx, rev)
	if err != nil {
		if c, err = r.repo.Commit(ctx, rev); err != nil {
			return c, gitTrouble(err)
		}
	}
	base, err := r.repo.MergeBase(ctx, r.after, c)
	if err != nil && strings.HasPrefix(c.ID, rev) && len(rev) == len(c.ID) {
		return c, nil
	}
	return base, gitTrouble(err)
}

// policyVersion is a policy as a commit has it.
type policyVersion struct{ file, blob string }

// choosePolicy says which commit's policy judges, and what the summary has to say about it.
func (r *reviewing) choosePolicy(ctx context.Context, paths []string) error {
	before, after := side{repo: r.repo, commit: r.before}, side{repo: r.repo, commit: r.after}
	was, err := r.policyIn(ctx, before, paths)
	if err != nil {
		return err
	}
	is, err := r.policyIn(ctx, after, paths)
	if err != nil {
		return err
	}
	r.side, r.judge = after, before
	name := r.called(cmp.Or(is.file, was.file))
	switch {
	case was == is:
		if r.policyOf.value == mergeRequestsPolicy { // the baseline may be another one
			r.judge = after
		}
	case was.blob == "":
		r.judge = after
		r.notes = append(r.notes, "The policy "+name+" is new, and this merge request is judged by it.")
	case r.policyOf.value == mergeRequestsPolicy:
		r.judge = after
		r.notes = append(r.notes, "This merge request changes "+name+", and is judged by what it makes of it.")
	case is.blob == "":
		r.notes = append(r.notes, "This merge request removes "+name+", and is judged by it.")
	default:
		r.older, r.gone = true, nil // what the older one names may have moved
		r.notes = append(r.notes, "This merge request changes "+name+", and is judged by the one of the target branch: the new one holds once it is merged.")
	}
	return nil
}

// policyIn is the policy that a commit would judge the PATHs by.
func (r *reviewing) policyIn(ctx context.Context, s side, paths []string) (policyVersion, error) {
	workingDir, err := workingDir()
	if err != nil {
		return policyVersion{}, err
	}
	targets, _, err := r.targets(nil, paths)
	if err != nil {
		return policyVersion{}, err
	}
	flags := r.catalogFlags
	flags.judge = s
	file, err := flags.policyFile(targets, workingDir)
	if err != nil || file == "" {
		return policyVersion{}, err
	}
	if _, ok := source.Within(r.repo.Top(), file); !ok { // somebody has chosen it, and no commit changes it
		return policyVersion{file: file}, nil
	}
	blob, err := s.blob(ctx, file)
	return policyVersion{file, blob}, err
}

// blob is the name that git has for what a file says, by its absolute path; "" if there is none.
func (s side) blob(ctx context.Context, file string) (string, error) {
	tree, err := s.tree(filepath.Dir(file))
	if err != nil {
		return "", err
	}
	entries, err := tree.List(ctx, filepath.Base(file))
	if err != nil {
		return "", gitTrouble(err)
	}
	for _, e := range entries {
		if e.Path == filepath.Base(file) {
			return e.Blob, nil
		}
	}
	return "", nil
}

// holds reports whether there is a folder with files on that side, by its absolute path.
func (s side) holds(ctx context.Context, dir string) (bool, error) {
	if _, ok := source.Within(s.repo.Top(), dir); !ok {
		return false, nil
	}
	tree, err := s.tree(dir)
	if err != nil {
		return false, err
	}
	entries, err := tree.List(ctx, ".")
	return len(entries) > 0, gitTrouble(err)
}

// called is what people call a file of the repository.
func (r *reviewing) called(file string) string {
	if rel, ok := source.Within(r.repo.Top(), file); ok {
		return rel
	}
	return file
}

// headLines pairs the lines of what was judged with those of the head of the source branch, where they differ: comments stand on
// the latter. Files without findings are left out.
func (r *reviewing) headLines(ctx context.Context, o *opened, found change.Findings) (map[string]*review.Lines, error) {
	if r.source.ID == r.after.ID {
		return nil, nil
	}
	spoken := map[string]bool{}
	for _, f := range found.Introduced {
		spoken[f.Place.Path] = true
		for _, related := range f.Related {
			spoken[related.Place.Path] = true
		}
	}
	head, err := r.repo.At(r.source, o.Top)
	if err != nil {
		return nil, gitTrouble(err)
	}
	judged, err := r.repo.At(r.after, o.Top)
	if err != nil {
		return nil, gitTrouble(err)
	}
	changes, err := r.repo.Changes(ctx, head, judged)
	if err != nil {
		return nil, gitTrouble(err)
	}
	root, _ := source.Within(r.repo.Top(), o.Top)
	lines := map[string]*review.Lines{}
	for _, c := range changes {
		if c.Old != c.New || !spoken[c.New] {
			continue
		}
		text, _, err := judged.Read(c.New, maxLines)
		if err != nil {
			return nil, gitTrouble(err)
		}
		if lines[path.Join(root, c.New)], err = r.lines(ctx, c.OldBlob, c.NewBlob, text); err != nil {
			return nil, err
		}
	}
	return lines, nil
}

// touched are the files of the catalog that the change touches, by their path there.
func (r *reviewing) touched(ctx context.Context, o *opened) (map[string]bool, error) {
	was, err := r.repo.At(r.before, o.Top)
	if err != nil {
		return nil, gitTrouble(err)
	}
	is, err := r.repo.At(r.after, o.Top)
	if err != nil {
		return nil, gitTrouble(err)
	}
	changes, err := r.repo.Changes(ctx, was, is)
	if err != nil {
		return nil, gitTrouble(err)
	}
	touched := map[string]bool{}
	for _, c := range changes {
		touched[c.New] = true
	}
	return touched, nil
}

// maxLines is the size in bytes up to which the lines of a file are counted.
const maxLines = 16 << 20

// lines pairs those of two texts, by the names that git has for them, "" for a text that was not there. new says text.
func (r *reviewing) lines(ctx context.Context, old, new, text string) (*review.Lines, error) {
	l := &review.Lines{Count: strings.Count(text, "\n")}
	if text != "" && !strings.HasSuffix(text, "\n") {
		l.Count++
	}
	if old == "" {
		l.Spans = []review.Span{{Old: 1, OldEnd: 1, New: 1, NewEnd: 1 + l.Count}}
		return l, nil
	}
	spans, err := r.repo.Spans(ctx, old, new)
	if err != nil {
		return nil, gitTrouble(err)
	}
	for _, s := range spans {
		l.Spans = append(l.Spans, review.Span(s))
	}
	return l, nil
}

// differences are what a merge request changes, as the clone knows it.
type differences struct {
	*reviewing
	refs     review.Refs
	changes  []git.Change
	old, new map[string]string // blobs of the changed files, by path from the top of the repository
	tree     *git.Tree         // of the head
}

// differing looks at what the head of a merge request has that its base has not.
func (r *reviewing) differing(ctx context.Context, refs review.Refs) (*differences, error) {
	base, err := r.repo.Fetch(ctx, refs.Base)
	if err != nil {
		return nil, gitTrouble(err)
	}
	head, err := r.repo.Fetch(ctx, refs.Head)
	if err != nil {
		return nil, gitTrouble(err)
	}
	before, err := r.repo.At(base, r.repo.Top())
	if err != nil {
		return nil, gitTrouble(err)
	}
	d := &differences{reviewing: r, refs: refs, old: map[string]string{}, new: map[string]string{}}
	if d.tree, err = r.repo.At(head, r.repo.Top()); err != nil {
		return nil, gitTrouble(err)
	}
	if d.changes, err = r.repo.Changes(ctx, before, d.tree); err != nil {
		return nil, gitTrouble(err)
	}
	for _, c := range d.changes {
		d.old[c.Old], d.new[c.New] = c.OldBlob, c.NewBlob
	}
	return d, nil
}

// move does to threads what GitLab does when what is judged is pushed on top of the newest version: they go along with their lines,
// unless those are edited. A clone that lacks the version moves none.
func (r *reviewing) move(ctx context.Context, threads []review.Thread, newest string) {
	if newest == "" {
		return
	}
	push, err := r.differing(ctx, review.Refs{Base: newest, Head: r.source.ID})
	if err != nil {
		return
	}
	for i, t := range threads {
		if t.Position == nil || t.Position.Refs.Head != newest {
			continue
		}
		if at, ok := push.moved(ctx, *t.Position); ok {
			threads[i].Position = &at
		}
	}
}

// moved is where a line of the base stands in the head; false if it is not there any more.
func (d *differences) moved(ctx context.Context, p review.Position) (review.Position, bool) {
	p.Refs.Head = d.refs.Head
	i := slices.IndexFunc(d.changes, func(c git.Change) bool { return c.Old == p.NewPath })
	if i < 0 {
		return p, true
	}
	c := d.changes[i]
	lines, err := d.lines(ctx, c.Old, c.New)
	if err != nil || lines == nil {
		return p, false
	}
	for n := 1; n <= lines.Count; n++ {
		if lines.Old(n) == p.NewLine {
			p.NewPath, p.NewLine = c.New, n
			return p, true
		}
	}
	return p, false
}

// lines are those of a changed file, which GitLab may pair with another old one than git; nil if there are none.
func (d *differences) lines(ctx context.Context, old, new string) (*review.Lines, error) {
	after := d.new[new]
	if after == "" {
		return nil, nil
	}
	text, more, err := d.tree.Read(new, maxLines)
	if err != nil || more {
		return nil, gitTrouble(err)
	}
	return d.reviewing.lines(ctx, d.old[old], after, text)
}

// diff is what GitLab would say of the merge request, for one that nobody can ask it about.
func (d *differences) diff(ctx context.Context) (review.Diff, error) {
	diff := review.Diff{Refs: d.refs}
	for _, c := range d.changes {
		f := review.File{Old: cmp.Or(c.Old, c.New), New: cmp.Or(c.New, c.Old), Deleted: c.New == ""}
		if c.OldBlob != c.NewBlob {
			var err error
			if f.Lines, err = d.lines(ctx, f.Old, f.New); err != nil {
				return diff, err
			}
		}
		diff.Files = append(diff.Files, f)
	}
	return diff, nil
}
