package gitlabtest

import (
	"fmt"
	"path"
	"slices"
	"strconv"
	"time"
)

type mergeRequest struct {
	id, iid      int64
	project      int64 // where it lives
	source       int64 // the project of the source branch
	sourceBranch string
	targetBranch string
	title, state string
	author       int64
	created      time.Time
	prepared     time.Time
	unprepared   int // how many more reads find it not yet prepared
	versions     []*version
	threads      []*thread
	drafts       []*draft
	suggestions  []*Suggestion
}

func (mr *mergeRequest) clone() *mergeRequest {
	c := *mr
	c.versions = slices.Clone(mr.versions)
	c.threads = make([]*thread, len(mr.threads))
	for i, t := range mr.threads {
		c.threads[i] = t.clone()
	}
	c.drafts = make([]*draft, len(mr.drafts))
	for i, d := range mr.drafts {
		copied := *d
		c.drafts[i] = &copied
	}
	c.suggestions = make([]*Suggestion, len(mr.suggestions))
	for i, v := range mr.suggestions {
		copied := *v
		c.suggestions[i] = &copied
	}
	return &c
}

// version is what a merge request changed after one push. It never changes.
type version struct {
	id      int64
	refs    Refs
	created time.Time
	diff    *Diff
}

// Refs are the commits that positions are given by.
type Refs struct {
	Base  string // where source and target have parted
	Start string // the head of the target when the version was made
	Head  string // the head of the source
}

// Merge is what a new merge request is about.
type Merge struct {
	Source     Project // the zero value for the project itself
	From, Into string  // branches; Into "" for the default branch
	Title      string
	Author     *User
	Unprepared int // so many reads find it not yet prepared: without diff_refs, versions and diffs
}

// MergeRequest is a merge request on a server.
type MergeRequest struct {
	p   Project
	iid int64
}

// Open opens a merge request in the project.
func (p Project) Open(m Merge) MergeRequest {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	target := p.get()
	source := m.Source.id
	if m.Source.s == nil {
		source = p.id
	}
	if m.Into == "" {
		m.Into = target.defaultBranch
	}
	mr := &mergeRequest{
		id: p.s.id(), iid: int64(len(target.requests) + 1), project: p.id, source: source, sourceBranch: m.From, targetBranch: m.Into,
		title: m.Title, state: "opened", author: m.Author.ID, created: p.s.now(), prepared: p.s.now(), unprepared: m.Unprepared,
	}
	target.requests[mr.iid] = mr
	p.s.newVersion(target, mr)
	return MergeRequest{p, mr.iid}
}

func (m MergeRequest) get() (*Server, *project, *mergeRequest) {
	p := m.p.get()
	return m.p.s, p, p.requests[m.iid]
}

// On is the same merge request on a copy of its server.
func (m MergeRequest) On(s *Server) MergeRequest { return MergeRequest{m.p.On(s), m.iid} }

// IID is the number of the merge request in its project.
func (m MergeRequest) IID() int64 { return m.iid }

// Project is where the merge request lives: the target's project.
func (m MergeRequest) Project() Project { return m.p }

// Refs are the commits of the newest version.
func (m MergeRequest) Refs() Refs {
	m.p.s.mu.Lock()
	defer m.p.s.mu.Unlock()
	_, _, mr := m.get()
	return mr.newest().refs
}

// Diff is what the newest version changes.
func (m MergeRequest) Diff() *Diff {
	m.p.s.mu.Lock()
	defer m.p.s.mu.Unlock()
	_, _, mr := m.get()
	return mr.newest().diff
}

// Versions are the commits of all versions, oldest first.
func (m MergeRequest) Versions() []Refs {
	m.p.s.mu.Lock()
	defer m.p.s.mu.Unlock()
	_, _, mr := m.get()
	var all []Refs
	for _, v := range mr.versions {
		all = append(all, v.refs)
	}
	return all
}

// Retarget gives the merge request another target branch, which makes a new version.
func (m MergeRequest) Retarget(branch string) {
	m.p.s.mu.Lock()
	defer m.p.s.mu.Unlock()
	s, p, mr := m.get()
	mr.targetBranch = branch
	s.newVersion(p, mr)
}

// MergedResult is the commit that a pipeline for merged results checks out: the head of the source merged into the head of the
// target. It panics if that has conflicts.
func (m MergeRequest) MergedResult() string {
	m.p.s.mu.Lock()
	defer m.p.s.mu.Unlock()
	s, p, mr := m.get()
	return p.repo.commit(s.mergeRef(mr, "merge"), p.branches[mr.targetBranch], Commit{
		Message: fmt.Sprintf("Merge %s into %s", mr.newest().refs.Head, p.branches[mr.targetBranch]),
		Merge:   mr.newest().refs.Head,
	}, s.opts.Now())
}

func (s *Server) mergeRef(mr *mergeRequest, name string) string {
	if s.copy == 0 {
		return fmt.Sprintf("refs/merge-requests/%d/%s", mr.iid, name)
	}
	return fmt.Sprintf("refs/copies/%d/merge-requests/%d/%s", s.copy, mr.iid, name)
}

func (mr *mergeRequest) newest() *version { return mr.versions[len(mr.versions)-1] }

// newVersion makes a version of what both branches are now. Positions of threads follow it.
func (s *Server) newVersion(p *project, mr *mergeRequest) {
	from := s.projects[mr.source]
	head, start := from.branches[mr.sourceBranch], p.branches[mr.targetBranch]
	if head == "" || start == "" {
		panic(fmt.Sprintf("gitlabtest: no branch %q in %s, or no %q in %s", mr.sourceBranch, from.path, mr.targetBranch, p.path))
	}
	if from != p {
		p.repo.git("fetch", "--quiet", from.repo.dir, head)
		p.repo.mu.Lock()
		p.repo.commits[head] = true
		p.repo.mu.Unlock()
	}
	p.repo.pointTo(s.mergeRef(mr, "head"), head)
	base := p.repo.mergeBase(start, head)
	if base == "" {
		panic("gitlabtest: branches without a common commit are not supported")
	}
	v := &version{id: s.id(), refs: Refs{base, start, head}, created: s.now(), diff: p.repo.diff(base, head)}
	if len(mr.versions) == 0 {
		mr.versions = append(mr.versions, v)
		return
	}
	old := mr.newest()
	mr.versions = append(mr.versions, v)
	s.follow(p, mr, old)
}

// shown is a file of a diff as the list shows it.
type shown struct {
	*FileDiff
	collapsed, tooLarge, generated bool
}

// show says what of a diff is shown: files beyond some sizes are without their patch, and the list may end early.
func (s *Server) show(p *project, d *Diff) (files []shown, cut bool) {
	limits := s.opts.Diffs
	lines := 0
	for i, f := range d.Files {
		if i >= limits.Files || lines > limits.Lines {
			return files, true
		}
		v := shown{FileDiff: f}
		lines += f.lines
		switch {
		case len(f.Patch) > limits.PatchBytes:
			v.tooLarge = true
		case f.Patch != "" && (len(f.Patch) > limits.PatchBytes/10 || i >= limits.CollapseFiles || lines > limits.CollapseLines):
			v.collapsed = true
		}
		for _, pattern := range p.generated {
			if ok, err := path.Match(pattern, f.NewPath); err != nil {
				must(err)
			} else if ok {
				v.generated = true
			}
		}
		files = append(files, v)
	}
	return files, false
}

func (s *Server) changesCount(p *project, d *Diff) string {
	files, cut := s.show(p, d)
	if cut {
		return strconv.Itoa(len(files)) + "+"
	}
	return strconv.Itoa(len(files))
}
