package gitlabtest

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Commit is what a push brings.
type Commit struct {
	Message    string
	Files      map[string]string // whole texts, by path
	Remove     []string          // paths; a rename removes one and adds another
	Executable []string          // which of Files can be run
	Merge      string            // a branch or commit that is merged; what else the commit changes is done after that
	From       string            // a branch or commit to stand on instead of the head of the branch: a force push, or a new branch
}

// Push makes a commit on a branch. A new branch starts at the default branch, unless the commit says otherwise. The merge
// requests of the branch get a new version.
func (p Project) Push(branch string, c Commit) (sha string) {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	return p.s.push(p.get(), branch, c)
}

func (s *Server) push(p *project, branch string, c Commit) string {
	parent := p.branches[branch]
	switch {
	case c.From != "":
		parent = s.revision(p, c.From)
	case parent == "":
		parent = p.branches[p.defaultBranch]
	}
	if c.Merge != "" {
		c.Merge = s.revision(p, c.Merge)
	}
	sha := p.repo.commit("", parent, c, s.opts.Now())
	s.move(p, branch, sha)
	return sha
}

// Force lets a branch point to a commit.
func (p Project) Force(branch, sha string) {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	p.s.move(p.get(), branch, p.s.revision(p.get(), sha))
}

// Rebase puts the commits of a branch on top of another one, as "git rebase" does. It panics if that has conflicts.
func (p Project) Rebase(branch, onto string) (sha string) {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	pr := p.get()
	sha = pr.repo.rebase(p.s.dir, pr.branches[branch], p.s.revision(pr, onto))
	p.s.move(pr, branch, sha)
	return sha
}

// Head is the commit that a branch points to; "" if there is no such branch.
func (p Project) Head(branch string) string {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	return p.get().branches[branch]
}

// File is the text of a file in a branch or commit.
func (p Project) File(revision, path string) string {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	text, ok := p.get().repo.file(p.s.revision(p.get(), revision), path)
	if !ok {
		panic(fmt.Sprintf("gitlabtest: %q has no file %q", revision, path))
	}
	return text
}

// Refresh looks at what was pushed to the repository by git itself.
func (p Project) Refresh() {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	pr := p.get()
	seen := map[string]string{}
	for line := range strings.Lines(pr.repo.git("for-each-ref", "--format=%(objectname) %(refname)", p.s.ref(""))) {
		sha, ref, _ := strings.Cut(strings.TrimSpace(line), " ")
		seen[strings.TrimPrefix(ref, p.s.ref(""))] = sha
	}
	for _, branch := range slices.Sorted(maps.Keys(seen)) {
		pr.repo.mu.Lock()
		pr.repo.commits[seen[branch]] = true
		pr.repo.mu.Unlock()
		if pr.branches[branch] != seen[branch] {
			p.s.move(pr, branch, seen[branch])
		}
	}
}

func (s *Server) revision(p *project, name string) string {
	if sha, ok := p.branches[name]; ok {
		return sha
	}
	if len(name) != 40 {
		panic(fmt.Sprintf("gitlabtest: %q is no branch of %s and no commit", name, p.path))
	}
	return name
}

// ref is the name of a branch in the repository, which copies share.
func (s *Server) ref(branch string) string {
	if s.copy == 0 {
		return "refs/heads/" + branch
	}
	return fmt.Sprintf("refs/copies/%d/heads/%s", s.copy, branch)
}

// point sets a branch without a look at merge requests.
func (s *Server) point(p *project, branch, sha string) {
	p.repo.pointTo(s.ref(branch), sha)
	p.branches[branch] = sha
}

// move sets a branch; merge requests from it get a new version, in the order of their numbers.
func (s *Server) move(p *project, branch, sha string) {
	if p.branches[branch] == sha {
		return
	}
	s.point(p, branch, sha)
	for _, id := range slices.Sorted(maps.Keys(s.projects)) {
		target := s.projects[id]
		for _, iid := range slices.Sorted(maps.Keys(target.requests)) {
			mr := target.requests[iid]
			if mr.source == p.id && mr.sourceBranch == branch && mr.state == "opened" {
				s.newVersion(target, mr)
			}
		}
	}
}
