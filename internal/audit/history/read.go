package history

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"jobcat/catalog"
	"jobcat/internal/source"
	"jobcat/internal/source/git"
	"jobcat/internal/workspace"
	"jobcat/lint"
	"jobcat/schema"
)

// Input is what a history is made of.
type Input struct {
	Repo   *git.Repository
	Head   git.Commit // the last commit; what is not committed is no history
	Period Period

	Workspace *workspace.Workspace
	Policy    *schema.Policy   // of today
	Reader    workspace.Reader // by the policy of today; Beside, if it is there, spares reading what the last commit has in common with it
	Judged    *lint.Result     // of Beside, to spare judging the same; may be nil

	// Registry is the list of families that the policy names, as it was in a commit; nil for one that had none. RegistryFile is its
	// file, absolute; "" if the policy names none in the repository.
	Registry     func(context.Context, git.Commit) (*catalog.Registry, error)
	RegistryFile string
}

// Read makes a history. It reads the last commit in full, then goes back, and reads of each commit only the files that it
// changed: what it costs grows with the changes. All of the catalog is judged once for each month with changes. The error is
// a *PeriodError for a period that the repository does not have; a clone that lacks commits of the period is an error, too.
func Read(ctx context.Context, in Input) (*History, error) {
	line, cut, err := in.Repo.Line(ctx, in.Head)
	if err != nil {
		return nil, err
	}
	if len(line) == 0 {
		return nil, wrong("there are no commits yet, so there is no history")
	}
	made := settle(line)
	n, err := in.begin(ctx, line, made, cut)
	if err != nil {
		return nil, err
	}
	w := &walk{Input: in, state: map[string]*catalog.Page{}, judged: in.Judged, history: &History{
		Asked: in.Period.Asked, JudgedBy: "the policy of today", End: made[0],
		Points: []Point{}, Spans: []Span{}, Grades: []GradeChange{},
	}}
	for i := range n {
		if line[i].Time.After(made[i]) {
			w.history.OutOfOrder++
		}
	}
	if w.judged == nil {
		w.judged = &lint.Result{}
	}
	w.start = in.Period.from(made[0])
	if in.Period.Rev != "" {
		w.start = made[n]
	}
	w.moments = append(monthEnds(w.start, made[0]), w.start)
	w.oldest = step{Step: line[len(line)-1], made: made[len(line)-1]}
	if n < len(line) {
		w.base = line[n].ID
	}
	changes, err := in.Repo.Steps(ctx, line[:n], in.Workspace.Top, in.Workspace.Dirs()...)
	if err != nil {
		return nil, err
	}
	listed, err := in.listed(ctx, line[:n])
	if err != nil {
		return nil, err
	}
	for i, c := range changes {
		if len(c) > 0 || listed[i] {
			w.steps = append(w.steps, &step{Step: line[i], made: made[i], changes: c})
		}
	}
	if err := w.back(ctx, line[0].ID); err != nil {
		return nil, err
	}
	return w.history, w.assemble()
}

// listed says which commits changed the registry, which is a part of the catalog wherever it lies.
func (in Input) listed(ctx context.Context, line []git.Step) ([]bool, error) {
	all := make([]bool, len(line))
	if in.RegistryFile == "" {
		return all, nil
	}
	changes, err := in.Repo.Steps(ctx, line, filepath.Dir(in.RegistryFile), filepath.Base(in.RegistryFile))
	for i, c := range changes {
		all[i] = len(c) > 0
	}
	return all, err
}

// settle says when each commit of a line counts as made: never after those that follow it.
func settle(line []git.Step) []time.Time {
	made := make([]time.Time, len(line))
	for i, s := range line {
		made[i] = s.Time
		if i > 0 && made[i-1].Before(s.Time) {
			made[i] = made[i-1]
		}
	}
	return made
}

// begin is how many commits of the line lie within the period. The one behind them is what they are held against.
func (in Input) begin(ctx context.Context, line []git.Step, made []time.Time, cut bool) (int, error) {
	if in.Period.Rev != "" {
		c, err := in.Repo.Commit(ctx, in.Period.Rev)
		if none, ok := errors.AsType[*git.UsageError](err); ok {
			return 0, wrong("%v; a period is %s", none, periods)
		}
		if err != nil {
			return 0, err
		}
		n := slices.IndexFunc(line, func(s git.Step) bool { return s.ID == c.ID })
		switch {
		case n >= 0:
			return n, nil
		case cut:
			return 0, in.Repo.CutOff(ctx, fmt.Sprintf("it is not known what was changed since %q", in.Period.Rev))
		}
		return 0, wrong("%q is no commit that this branch was at: it came by a merge, or is on another branch; name the merge, or a day", in.Period.Rev)
	}
	from := in.Period.from(made[0])
	if from.After(made[0]) {
		return 0, wrong("the last commit is of %s, before the history begins", made[0].Format(time.DateOnly))
	}
	n := slices.IndexFunc(made, func(t time.Time) bool { return t.Before(from) })
	if n >= 0 {
		return n, nil
	}
	if cut {
		return 0, in.Repo.CutOff(ctx, fmt.Sprintf("a history of %q begins on %s, and the oldest commit here is of %s", in.Period.Asked,
			from.Format(time.DateOnly), made[len(made)-1].Format(time.DateOnly)))
	}
	return len(line), nil
}

// step is a commit that changed files of the catalog.
type step struct {
	git.Step
	made    time.Time
	changes []git.Change
	span    int // counted from now back
	events  events
}

// walk goes from the last commit back to the start.
type walk struct {
	Input
	start   time.Time
	moments []time.Time // that still have no point, the latest first
	base    string      // the commit before the period; "" if there is none
	oldest  step        // the last of the line
	steps   []*step     // the latest first

	state  map[string]*catalog.Page // the catalog where the walk has come to, without links and the like, by path
	pages  int                      // families in it that are asked about
	judged *lint.Result             // of the last point
	figure *Figures                 // of the state; nil if it was not counted yet
	began  *step                    // the commit that brought the catalog, as far as is known
	first  Point                    // the catalog after began

	points  []Point // the latest first
	history *History
}

// back walks from the last commit to the start.
func (w *walk) back(ctx context.Context, head string) error {
	if err := w.point(ctx, "now", w.history.End, head); err != nil {
		return err
	}
	w.Reader.Beside = nil // what has changed since is not kept
	for p := range maps.Values(w.state) {
		w.pages += w.countsFor(p)
	}
	at := head
	for todo := w.steps; len(todo) > 0; {
		n := together(todo)
		read, err := w.read(ctx, todo[:n])
		if err != nil {
			return err
		}
		for _, s := range todo[:n] {
			at = s.ID
			for len(w.moments) > 1 && s.made.Before(w.moments[0]) {
				if err := w.monthEnd(ctx, at); err != nil {
					return err
				}
			}
			s.span = len(w.points) - 1
			if err := w.undo(ctx, s, read); err != nil {
				return err
			}
		}
		todo = todo[n:]
	}
	if w.base == "" && w.began == nil { // there never was a family
		first := Point{Label: w.oldest.made.Format(time.DateOnly), At: w.oldest.made, Commit: w.oldest.ID}
		first.Figures = count(&catalog.Catalog{}, &lint.Result{})
		w.points = append(w.points, first)
	}
	if w.base == "" {
		return nil
	}
	at = w.base
	for len(w.moments) > 1 {
		if err := w.monthEnd(ctx, at); err != nil {
			return err
		}
	}
	return w.point(ctx, w.Period.label(w.start), w.start, at)
}

// monthEnd makes the point of the next moment.
func (w *walk) monthEnd(ctx context.Context, commit string) error {
	end := w.moments[0]
	w.moments = w.moments[1:]
	return w.point(ctx, endingIn(end), end, commit)
}

// point counts the catalog as it was in a commit. As long as nothing changes, it is not counted again.
func (w *walk) point(ctx context.Context, label string, at time.Time, commit string) error {
	p := Point{Label: label, At: at, Commit: commit}
	if w.figure == nil {
		f, err := w.measure(ctx, commit)
		if err != nil {
			return err
		}
		w.figure = &f
	}
	p.Figures = *w.figure
	w.points = append(w.points, p)
	return nil
}

// measure reads and judges all of the catalog in a commit. Of its pages, only those are read that the state does not have.
func (w *walk) measure(ctx context.Context, commit string) (Figures, error) {
	c := git.Commit{Name: commit, ID: commit}
	tree, err := w.Repo.At(c, w.Workspace.Top)
	if err != nil {
		return Figures{}, err
	}
	reader := w.Reader
	if reader.Beside == nil {
		reader.Beside = &catalog.Catalog{Pages: sorted(w.state)}
	}
	read, err := w.Workspace.Read(ctx, tree, reader)
	if err != nil {
		return Figures{}, err
	}
	if w.Registry != nil {
		if read.Registry, err = w.Registry(ctx, c); err != nil {
			return Figures{}, err
		}
	}
	w.state = make(map[string]*catalog.Page, len(read.Pages))
	for _, p := range read.Pages {
		w.state[p.File.Path] = p
	}
	w.judged = lint.RunBeside(ctx, w.Policy, read, w.judged)
	if err := ctx.Err(); err != nil {
		return Figures{}, err
	}
	return count(w.Workspace.Part(read), w.judged), nil
}

// undo turns the state after a commit into the one before it, and notes what the commit did.
func (w *walk) undo(ctx context.Context, s *step, read map[content]*catalog.Page) error {
	n := neighbours{renames: map[string]string{}, asks: w.Workspace.Asks}
	for _, c := range s.changes {
		if p := w.state[c.New]; c.New != "" && p != nil {
			n.added = append(n.added, p)
		}
		if p := read[content{c.Old, c.OldBlob}]; c.Old != "" && p != nil {
			n.gone = append(n.gone, p)
		}
		if c.Old != "" && c.New != "" && c.Old != c.New {
			n.renames[c.New] = c.Old
		}
	}
	pages := w.pages
	for _, p := range n.added {
		pages -= w.countsFor(p)
	}
	for _, p := range n.gone {
		pages += w.countsFor(p)
	}
	if pages == 0 && w.pages > 0 { // perhaps nothing was there before
		w.began, w.first = s, Point{Label: s.made.Format(time.DateOnly), At: s.made, Commit: s.ID}
		if w.figure == nil {
			f, err := w.measure(ctx, s.ID)
			if err != nil {
				return err
			}
			w.figure = &f
		}
		w.first.Figures = *w.figure
	}
	w.pages, w.figure = pages, nil

	byPath := func(a, b *catalog.Page) int { return strings.Compare(a.File.Path, b.File.Path) }
	slices.SortFunc(n.gone, byPath)
	slices.SortFunc(n.added, byPath)
	var after []*catalog.Page
	if regroups(n.gone, n.added) {
		after = sorted(w.state)
	}
	for _, p := range n.added {
		delete(w.state, p.File.Path)
	}
	for _, p := range n.gone {
		w.state[p.File.Path] = p
	}
	n.all = func() ([]*catalog.Page, []*catalog.Page) { return sorted(w.state), after }
	s.events = compare(n)
	return nil
}

// countsFor is 1 for a family that is asked about.
func (w *walk) countsFor(p *catalog.Page) int {
	if real(p.Family) && w.Workspace.Asks(p.File.Path) {
		return 1
	}
	return 0
}

func sorted(state map[string]*catalog.Page) []*catalog.Page {
	return slices.SortedFunc(maps.Values(state), func(a, b *catalog.Page) int { return strings.Compare(a.File.Path, b.File.Path) })
}

// content is a file with a text: as one page it is read once for all commits that are read together.
type content struct{ path, blob string }

// mostTogether is how many files are read together: enough to keep all processors busy, and few enough to be in memory at once.
const mostTogether = 200

// together is how many of the commits are read together: one at least.
func together(steps []*step) int {
	files := 0
	for i, s := range steps {
		files += len(s.changes)
		if i > 0 && files > mostTogether {
			return i
		}
	}
	return len(steps)
}

// read reads the files that commits changed, as they were before.
func (w *walk) read(ctx context.Context, steps []*step) (map[content]*catalog.Page, error) {
	var wanted []content
	index := map[content]int{}
	for _, s := range steps {
		for _, c := range s.changes {
			k := content{c.Old, c.OldBlob}
			if _, known := index[k]; c.Old != "" && !known {
				index[k] = len(wanted)
				wanted = append(wanted, k)
			}
		}
	}
	pages := make([]*catalog.Page, len(wanted))
	var next atomic.Int64
	var group sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(wanted)) {
		group.Go(func() {
			for ctx.Err() == nil {
				i := int(next.Add(1)) - 1
				if i >= len(wanted) {
					return
				}
				k := wanted[i]
				files := w.Repo.Blobs(map[string]string{k.path: k.blob})
				pages[i] = w.Workspace.Page(source.Entry{Path: k.path, Blob: k.blob}, files, w.Reader)
			}
		})
	}
	group.Wait()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	read := make(map[content]*catalog.Page, len(wanted))
	for i, k := range wanted {
		read[k] = pages[i]
	}
	return read, nil
}

// assemble puts the history together, in order of time.
func (w *walk) assemble() error {
	h := w.history
	if w.base == "" || w.pages == 0 {
		if err := w.trim(); err != nil {
			return err
		}
	}
	h.Points = w.points
	slices.Reverse(h.Points)
	h.Start = h.Points[0].At
	last := len(h.Points) - 2 // the span that ends now
	for _, p := range h.Points[1:] {
		ends := endingIn(p.At)
		if p.Label == "now" {
			ends = p.At.Format(month)
		}
		h.Spans = append(h.Spans, Span{Month: ends, FamiliesCame: []Named{}, FamiliesWent: []Named{}, LevelsCame: []Named{}, LevelsWent: []Named{}})
	}
	for i, p := range h.Points { // they were told apart by the moment that ends them
		if p.At.Equal(monthOf(p.At)) && p.Label == endingIn(p.At) {
			h.Points[i].At = p.At.Add(-time.Second)
		}
	}
	for _, s := range w.steps {
		if len(s.events.grades) > 0 {
			c, err := w.commit(s.Step)
			if err != nil {
				return err
			}
			for _, g := range s.events.grades {
				g.Commit = c
				h.Grades = append(h.Grades, g)
			}
		}
	}
	h.Commits = len(w.steps)
	slices.Reverse(w.steps)
	for _, s := range w.steps {
		span := &h.Spans[last-s.span]
		span.Commits++
		span.GradesChanged += len(s.events.grades)
		for _, l := range []struct {
			to   *[]Named
			from []Named
		}{
			{&span.FamiliesCame, s.events.familiesCame}, {&span.FamiliesWent, s.events.familiesWent},
			{&span.LevelsCame, s.events.levelsCame}, {&span.LevelsWent, s.events.levelsWent},
		} {
			for _, x := range l.from {
				x.Commit = s.ID
				*l.to = append(*l.to, x)
			}
		}
	}
	return nil
}

// trim has the history begin with the commit that brought the catalog, if there was none before.
func (w *walk) trim() error {
	if w.began == nil || w.pages > 0 {
		return nil
	}
	c, err := w.commit(w.began.Step)
	if err != nil {
		return err
	}
	w.history.Began = &c
	w.steps = w.steps[:slices.Index(w.steps, w.began)]
	w.points = append(slices.DeleteFunc(w.points, func(p Point) bool { return p.Label != "now" && !p.At.After(w.began.made) }), w.first)
	return nil
}

// commit is what is said of a commit.
func (w *walk) commit(s git.Step) (Commit, error) {
	message, err := w.Repo.Message(git.Commit{Name: s.ID, ID: s.ID})
	if err != nil {
		return Commit{}, err
	}
	c := Commit{ID: s.ID, Time: s.Time}
	c.Subject, c.Merge = readMessage(message)
	return c, nil
}
