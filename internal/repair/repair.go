// Package repair makes the fixes that findings offer, in memory: it applies what goes together, has the catalog read and
// judged again, and goes on until nothing changes.
//
// A fix is only kept if it does what it is for. One after which its own finding is still there, and one after which
// there is an error that was not there before, be it in another file, is taken back and reported.
package repair

import (
	"context"
	"maps"
	"slices"
	"strings"

	"jobcat/catalog"
	"jobcat/lint"
)

// maxRounds is how often a catalog is repaired and judged again. What waits for each other is settled in a handful of
// rounds; two rules that undo each other would go on for ever.
const maxRounds = 50

// Judgement is a catalog with what is wrong with it.
type Judgement struct {
	Catalog *catalog.Catalog
	Result  *lint.Result
	Stay    map[string]bool // the identities of findings that nobody wants to hear of, so that they are not repaired; may be nil
}

// Judge reads the catalog and judges it, with other texts for some files, by path.
type Judge func(ctx context.Context, texts map[string]string) (Judgement, error)

// Result is what was repaired.
type Result struct {
	Judgement           // of the repaired catalog
	Changes   []Change  // the files that are different now, in order of path
	Fixed     []Fixed   // in order of file, then in the order in which they were made
	Refused   []Refused // fixes that were taken back, in order of path
	Unsettled bool      // there was more to do after as many rounds as anything sensible takes
}

// Change is a file with its text before and after.
type Change struct {
	Path          string
	Before, After string
}

// Fixed is a finding that is gone because its fix was made. Its place is that at the time: in a file to which other fixes
// may have been made before.
type Fixed = lint.Finding

// Refused is a finding whose fix was taken back.
type Refused struct {
	Finding lint.Finding
	Breaks  *lint.Finding // the error that it would have brought; nil if its own finding would still have been there
}

// Repair makes the fixes of the findings for which may is true. It starts from a judgement that judge has given with no
// other texts. The error is that of judge.
func Repair(ctx context.Context, start Judgement, judge Judge, may func(lint.Finding) bool) (*Result, error) {
	r := &repair{judge: judge, texts: map[string]string{}, waited: map[string]bool{}, refused: map[string]Refused{}}
	now := start
	settled := false
	for range maxRounds {
		batch := lint.Together(r.fixable(now, may))
		if len(batch) == 0 && r.reconsider() {
			batch = lint.Together(r.fixable(now, may))
		}
		if settled = len(batch) == 0; settled {
			break
		}
		next, err := r.round(ctx, now, batch)
		if err != nil {
			return nil, err
		}
		now = next
	}
	if !settled {
		settled = len(r.fixable(now, may)) == 0
	}
	result := &Result{Judgement: now, Fixed: r.fixed, Refused: slices.Collect(maps.Values(r.refused)), Unsettled: !settled}
	for _, p := range start.Catalog.Pages {
		if after, ok := r.texts[p.File.Path]; ok && after != p.File.Source {
			result.Changes = append(result.Changes, Change{p.File.Path, p.File.Source, after})
		}
	}
	slices.SortStableFunc(result.Fixed, func(a, b Fixed) int { return strings.Compare(a.Place.Path, b.Place.Path) })
	slices.SortFunc(result.Refused, func(a, b Refused) int { return lint.Compare(a.Finding, b.Finding) })
	return result, nil
}

// repair is what is known over all rounds.
type repair struct {
	judge   Judge
	texts   map[string]string // of the files that were changed, by path
	fixed   []Fixed
	refused map[string]Refused // by identity: not to be tried again for now
	waited  map[string]bool    // by identity: was put off once

	considered int // how many fixes were made when refused ones were last given another chance
}

// fixable are the findings to be repaired now. A fix that does not fit its file is refused.
func (r *repair) fixable(now Judgement, may func(lint.Finding) bool) []lint.Finding {
	sources := sourcesOf(now.Catalog)
	var found []lint.Finding
	for _, f := range now.Result.Findings {
		if _, refused := r.refused[f.Identity]; refused || f.Fix == nil || now.Stay[f.Identity] || !may(f) {
			continue
		}
		if !lint.Fits(sources[f.Place.Path], f.Fix.Edits) {
			r.refuse(f, nil)
			continue
		}
		found = append(found, f)
	}
	return found
}

func (r *repair) refuse(f lint.Finding, breaks *lint.Finding) {
	r.refused[f.Identity] = Refused{f, breaks}
}

// reconsider gives refused fixes another chance, and reports whether there are any. What others have repaired since may
// have taken away what stood against them; else a second run would make them.
func (r *repair) reconsider() bool {
	if len(r.refused) == 0 || r.considered == len(r.fixed) {
		return false
	}
	r.considered = len(r.fixed)
	clear(r.refused)
	clear(r.waited)
	return true
}

// wait puts a fix off that was made and after which its finding was still there. Another fix of the round may be why, so
// it has one more chance when that is done.
func (r *repair) wait(f lint.Finding) {
	if r.waited[f.Identity] {
		r.refuse(f, nil)
	}
	r.waited[f.Identity] = true
}

// follow says what became of the findings that are not repaired: their identities can change when others are. What is
// gone needs no word.
func (r *repair) follow(same map[string]lint.Finding) {
	refused, waited := map[string]Refused{}, map[string]bool{}
	for id, x := range r.refused {
		if f, ok := same[id]; ok {
			refused[f.Identity] = Refused{f, x.Breaks}
		}
	}
	for id := range r.waited {
		if f, ok := same[id]; ok {
			waited[f.Identity] = true
		}
	}
	r.refused, r.waited = refused, waited
}

// round makes what it can of a batch of fixes.
func (r *repair) round(ctx context.Context, before Judgement, batch []lint.Finding) (Judgement, error) {
	t := &trial{repair: r, before: before, sources: sourcesOf(before.Catalog), after: before}
	if err := t.try(ctx, batch); err != nil {
		return Judgement{}, err
	}
	if len(t.accepted) > 0 {
		r.texts = t.with(t.accepted)
		r.fixed = append(r.fixed, t.accepted...)
		r.follow(t.same)
	}
	return t.after, nil
}

// trial is one round: fixes of one state of the catalog, of which some are accepted.
type trial struct {
	*repair
	before   Judgement
	sources  map[string]string
	accepted []lint.Finding
	after    Judgement               // with what is accepted
	same     map[string]lint.Finding // what became of the findings, by the identity that they had
}

// try accepts of a batch what does no harm. It first takes all together, which is nearly always right, and looks for the
// culprit only if it is not.
func (t *trial) try(ctx context.Context, batch []lint.Finding) error {
	if len(batch) == 0 {
		return nil
	}
	all := slices.Concat(t.accepted, batch)
	after, err := t.judge(ctx, t.with(all))
	if err != nil {
		return err
	}
	c := compare(t.before, after, all)
	if late := both(batch, c.remaining); len(late) > 0 {
		for _, f := range late {
			t.wait(f)
		}
		return t.try(ctx, without(batch, late))
	}
	switch {
	case len(c.remaining) == 0 && len(c.added) == 0:
		t.accepted, t.after, t.same = all, after, c.same
		return nil
	case len(batch) == 1 && len(c.added) > 0:
		t.refuse(batch[0], &c.added[0])
		return nil
	case len(batch) == 1: // it keeps another fix from doing its work
		t.wait(batch[0])
		return nil
	}
	unlikely, likely := divide(batch, c.added)
	if err := t.try(ctx, unlikely); err != nil {
		return err
	}
	return t.try(ctx, likely)
}

// with gives the texts of all changed files after these fixes, too.
func (t *trial) with(fixes []lint.Finding) map[string]string {
	texts := maps.Clone(t.texts)
	for p, edits := range editsOf(fixes) {
		texts[p] = lint.Apply(t.sources[p], edits)
	}
	return texts
}

// divide splits a batch of at least two fixes: those of the files in which there are new errors go last, and if these are
// all, or none, it is halved.
func divide(batch, added []lint.Finding) (unlikely, likely []lint.Finding) {
	files := map[string]bool{}
	for _, f := range added {
		files[f.Place.Path] = true
	}
	for _, f := range batch {
		if files[f.Place.Path] {
			likely = append(likely, f)
		} else {
			unlikely = append(unlikely, f)
		}
	}
	if len(likely) == 0 || len(unlikely) == 0 {
		return batch[:len(batch)/2], batch[len(batch)/2:]
	}
	return unlikely, likely
}

func sourcesOf(c *catalog.Catalog) map[string]string {
	sources := make(map[string]string, len(c.Pages))
	for _, p := range c.Pages {
		sources[p.File.Path] = p.File.Source
	}
	return sources
}

// both and without are the findings of a that are in b, and those that are not.
func both(a, b []lint.Finding) []lint.Finding {
	ids := identities(b)
	return slices.DeleteFunc(slices.Clone(a), func(f lint.Finding) bool { return !ids[f.Identity] })
}

func without(a, b []lint.Finding) []lint.Finding {
	ids := identities(b)
	return slices.DeleteFunc(slices.Clone(a), func(f lint.Finding) bool { return ids[f.Identity] })
}

func identities(findings []lint.Finding) map[string]bool {
	ids := map[string]bool{}
	for _, f := range findings {
		ids[f.Identity] = true
	}
	return ids
}
