package gitlabtest

import (
	"context"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// Server is a GitLab. It is safe for use by several goroutines. Its methods panic on what only a wrong test can ask for.
type Server struct {
	dir  string
	opts Options

	// Fault says what goes wrong with a request; nil means nothing. It is called before the request is carried out, by as many
	// goroutines as there are requests at a time.
	Fault func(Request) Fault

	mu            sync.Mutex
	copy          int64 // 0 for one that was not copied
	last          int64
	users         map[int64]*User
	tokens        map[string]*Token
	projects      map[int64]*project
	requests      []*Request
	notifications []Notification
	commands      []Command
	limits        limiter
}

// Options are how a server differs from the usual. The zero value is a GitLab without limits on requests.
type Options struct {
	Now   func() time.Time                           // nil for time.Now
	Sleep func(context.Context, time.Duration) error // of slow answers; nil for a timer

	Limits      Limits
	Diffs       DiffLimits
	MaxComments int // on a merge request; 0 for GitLab's 5,000

	// OldRefusals answers 400 to a note of quick actions alone, where newer versions answer 202.
	OldRefusals bool
	// PlainDrafts publishes drafts that stand on no line as plain comments. Newer versions make threads of them, which can block
	// merging until somebody resolves them.
	PlainDrafts bool
	// Commands says which instances' reading of quick actions is used.
	Commands Reading
	// StrictDraftRanges refuses drafts of which a line_range has line numbers, as some versions do.
	StrictDraftRanges bool
}

// DiffLimits are the sizes from which on GitLab shows less of a diff. Zero means GitLab's defaults.
type DiffLimits struct {
	PatchBytes    int // a larger patch is too large, one above a tenth is collapsed; 200 KiB
	CollapseFiles int // files beyond are collapsed; 100
	CollapseLines int // files after so many lines are collapsed; 5,000
	Files         int // the list ends; 1,000
	Lines         int // the list ends; 50,000
}

func (l DiffLimits) orDefaults() DiffLimits {
	for _, v := range []struct {
		limit    *int
		standard int
	}{{&l.PatchBytes, 200 << 10}, {&l.CollapseFiles, 100}, {&l.CollapseLines, 5_000}, {&l.Files, 1_000}, {&l.Lines, 50_000}} {
		if *v.limit == 0 {
			*v.limit = v.standard
		}
	}
	return l
}

// New is a GitLab without users and projects, which keeps its repositories in an empty folder.
func New(dir string, o Options) *Server {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Sleep == nil {
		o.Sleep = sleep
	}
	if o.MaxComments == 0 {
		o.MaxComments = 5_000
	}
	o.Diffs = o.Diffs.orDefaults()
	dir, err := filepath.Abs(dir)
	must(err)
	return &Server{dir: dir, opts: o, users: map[int64]*User{}, tokens: map[string]*Token{}, projects: map[int64]*project{}}
}

func sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// copies counts the copies of all servers, as some share a repository.
var copies atomic.Int64

// Clone is a server in the same state, which lives on by itself. It is cheap: both share the objects of their repositories. The
// branches of the copy are seen by git below refs/copies only. The recorded requests and the faults are not taken over.
func (s *Server) Clone() *Server {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := &Server{
		dir: s.dir, opts: s.opts, last: s.last, copy: copies.Add(1),
		users: maps.Clone(s.users), tokens: map[string]*Token{}, projects: map[int64]*project{},
		notifications: slices.Clone(s.notifications), commands: slices.Clone(s.commands), limits: s.limits.clone(),
	}
	for value, t := range s.tokens {
		copied := *t
		c.tokens[value] = &copied
	}
	for id, p := range s.projects {
		c.projects[id] = p.clone()
	}
	return c
}

// Options are those that the server was made with, for a copy that is to differ.
func (s *Server) Options() Options { return s.opts }

// SetOptions changes how the server behaves from now on.
func (s *Server) SetOptions(o Options) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if o.Now == nil {
		o.Now = s.opts.Now
	}
	if o.Sleep == nil {
		o.Sleep = s.opts.Sleep
	}
	if o.MaxComments == 0 {
		o.MaxComments = 5_000
	}
	o.Diffs = o.Diffs.orDefaults()
	s.opts = o
}

func (s *Server) id() int64 {
	s.last++
	return s.last
}

// User is somebody who has an account.
type User struct {
	ID       int64
	Username string
	Name     string
}

// AddUser makes an account.
func (s *Server) AddUser(username string) *User {
	s.mu.Lock()
	defer s.mu.Unlock()
	u := &User{ID: s.id(), Username: username, Name: username}
	s.users[u.ID] = u
	return u
}

// Token lets whoever has it act as a user.
type Token struct {
	Value   string
	User    int64
	Scopes  []string // "api", "read_api", …
	Job     bool     // of a job: goes into JOB-TOKEN, and may do very little
	Expired bool
}

// AddToken makes a personal access token of a user.
func (s *Server) AddToken(user *User, value string, scopes ...string) {
	s.SetToken(Token{Value: value, User: user.ID, Scopes: scopes})
}

// SetToken makes or replaces the token of that value.
func (s *Server) SetToken(t Token) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.tokens[t.Value] = &t
}

// Role is what a member of a project may do. The numbers are GitLab's access levels.
type Role int

// The roles.
const (
	NoMember   Role = 0
	Guest      Role = 10
	Planner    Role = 15
	Reporter   Role = 20
	Developer  Role = 30
	Maintainer Role = 40
	Owner      Role = 50
)

// Visibility is who sees a project.
type Visibility string

// The visibilities.
const (
	Private  Visibility = "private"
	Internal Visibility = "internal" // any signed-in user
	Public   Visibility = "public"
)

type project struct {
	id              int64
	path            string
	visibility      Visibility
	members         map[int64]Role
	repo            *repository
	branches        map[string]string
	defaultBranch   string
	parent          int64 // that it is a fork of; 0 for none
	requests        map[int64]*mergeRequest
	resolveOutdated bool
	generated       []string
	issues          map[int64]*Issue
	lastIssue       int64
	withoutIssues   bool
}

func (p *project) clone() *project {
	c := *p
	c.members = maps.Clone(p.members)
	c.branches = maps.Clone(p.branches)
	c.issues = cloneIssues(p.issues)
	c.requests = map[int64]*mergeRequest{}
	for iid, mr := range p.requests {
		c.requests[iid] = mr.clone()
	}
	return &c
}

func (p *project) role(u *User) Role {
	if u == nil {
		return NoMember
	}
	return p.members[u.ID]
}

// Project is a project on a server.
type Project struct {
	s  *Server
	id int64
}

// AddProject makes a project with an empty repository, whose default branch is "main".
func (s *Server) AddProject(path string, v Visibility) Project {
	s.mu.Lock()
	defer s.mu.Unlock()
	p := s.newProject(path, v)
	return Project{s, p.id}
}

func (s *Server) newProject(path string, v Visibility) *project {
	id := s.id()
	p := &project{
		id: id, path: path, visibility: v, members: map[int64]Role{}, branches: map[string]string{}, defaultBranch: "main",
		requests: map[int64]*mergeRequest{}, issues: map[int64]*Issue{}, repo: newRepository(filepath.Join(s.dir, fmt.Sprintf("%d.git", id))),
	}
	s.projects[id] = p
	return p
}

// Fork makes a fork of the project, with its branches.
func (p Project) Fork(path string, v Visibility) Project {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	parent := p.get()
	fork := p.s.newProject(path, v)
	fork.parent = parent.id
	fork.repo.borrow(parent.repo)
	for branch, sha := range parent.branches {
		p.s.point(fork, branch, sha)
	}
	return Project{p.s, fork.id}
}

func (p Project) get() *project { return p.s.projects[p.id] }

// On is the same project on a copy of its server.
func (p Project) On(s *Server) Project { return Project{s, p.id} }

// ID is the number of the project.
func (p Project) ID() int64 { return p.id }

// Path is the full path of the project, such as "group/project".
func (p Project) Path() string {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	return p.get().path
}

// Dir is the bare repository, to clone from and to push to. Tell the project of a push by Refresh.
func (p Project) Dir() string {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	return p.get().repo.dir
}

// AddMember gives a user a role.
func (p Project) AddMember(u *User, r Role) {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	p.get().members[u.ID] = r
}

// ResolveOutdated lets a push resolve the threads whose lines it has changed.
func (p Project) ResolveOutdated(yes bool) {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	p.get().resolveOutdated = yes
}

// Generated says which files are taken for generated ones, by patterns of path.Match over the whole path.
func (p Project) Generated(patterns ...string) {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	p.get().generated = patterns
}

// now is the time of the server, of which the documentation shows milliseconds.
func (s *Server) now() time.Time { return s.opts.Now().UTC().Truncate(time.Millisecond) }
