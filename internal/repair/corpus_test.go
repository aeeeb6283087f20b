package repair_test

import (
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"jobcat/catalog"
	"jobcat/internal/export"
	"jobcat/internal/repair"
	"jobcat/internal/source"
	"jobcat/internal/workspace"
	"jobcat/lint"
	"jobcat/schema"
)

// corpus is the real catalog, which lies beside the repository.
type corpus struct {
	policy *schema.Policy
	sites  catalog.Sites
	judge  repair.Judge
	start  repair.Judgement
}

func openCorpus(t *testing.T) corpus {
	t.Helper()
	target, err := source.Locate("../../../shared/corpus/gitlab-2022-11/job-families")
	if err != nil {
		if os.Getenv("JOBCAT_DEMAND_CORPUS") != "" {
			t.Fatalf("JOBCAT_DEMAND_CORPUS is set, and the real catalog is not here: %v", err)
		}
		t.Skipf("the real catalog is not here: %v", err)
	}
	policy, err := schema.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	folder, err := source.OpenFolder(target.Dir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { folder.Close() })
	w := workspace.New(nil, []source.Target{target}, filepath.Dir(target.Path))
	reader := workspace.ReaderFor(policy)
	c := corpus{policy: policy, sites: w.Sites(policy)}
	c.judge = func(ctx context.Context, texts map[string]string) (repair.Judgement, error) {
		read, err := w.Read(ctx, source.Overlay(folder, texts), reader)
		if err != nil {
			return repair.Judgement{}, err
		}
		return repair.Judgement{Catalog: read, Result: lint.Run(ctx, policy, read)}, nil
	}
	if c.start, err = c.judge(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	return c
}

// repair makes the fixes, and looks whether they come to an end and what they were for is gone.
func (c corpus) repair(t *testing.T, may func(lint.Finding) bool) *repair.Result {
	t.Helper()
	r, err := repair.Repair(t.Context(), c.start, c.judge, may)
	if err != nil {
		t.Fatal(err)
	}
	if r.Unsettled || len(r.Changes) == 0 {
		t.Fatalf("%d files are repaired; is there no end: %v", len(r.Changes), r.Unsettled)
	}
	refused := map[string]bool{}
	for _, x := range r.Refused {
		refused[x.Finding.Identity] = true
	}
	for _, f := range r.Result.Findings {
		if f.Fix != nil && may(f) && !refused[f.Identity] {
			t.Errorf("%s: %s was not repaired", f.Place, f.Rule)
		}
	}

	texts := map[string]string{}
	for _, change := range r.Changes {
		texts[change.Path] = change.After
	}
	again, err := c.judge(t.Context(), texts)
	if err != nil {
		t.Fatal(err)
	}
	judge := func(ctx context.Context, more map[string]string) (repair.Judgement, error) {
		all := maps.Clone(texts)
		maps.Copy(all, more)
		return c.judge(ctx, all)
	}
	second, err := repair.Repair(t.Context(), again, judge, may)
	if err != nil {
		t.Fatal(err)
	}
	for _, change := range second.Changes {
		t.Errorf("%s is repaired a second time", change.Path)
	}
	return r
}

// TestCorpusSafe makes all safe fixes in the real catalog and compares what it says before and after. A safe fix may
// change the depth and the usual words of headings, the marker of an item, a pronoun, a link, and where an item comes
// from. It changes no title, no grade, nothing that a statement means, and no word that holds for a level.
func TestCorpusSafe(t *testing.T) {
	c := openCorpus(t)
	r := c.repair(t, func(f lint.Finding) bool { return f.Fix.Safe })
	for _, x := range r.Refused {
		t.Errorf("%s: the fix of %s was taken back", x.Finding.Place, x.Finding.Rule)
	}
	checkKnown(t, c.start, r)
	before, after := c.content(c.start.Catalog), c.content(r.Catalog)
	for _, key := range slices.Sorted(maps.Keys(before)) {
		if got, ok := after[key]; ok && got != before[key] || !ok && !strings.HasPrefix(key, "link ") {
			t.Errorf("%s\nbefore %s\nafter  %s", key, before[key], got)
		}
	}
	if len(before) < 2000 {
		t.Errorf("only %d things were compared", len(before))
	}
}

// uncovers are the findings that a safe fix may show: what was there before, and a mistake had hidden.
var uncovers = map[string]string{
	"unmarked-item":     "copied-section",       // a line that has become an item is compared with others
	"misplaced-heading": "location-requirement", // a topic that has become a specialty has a title
}

// checkKnown looks whether a baseline that was written before the fixes still knows all that is left after them: what one
// rule repairs is not what another one tells its findings apart by.
func checkKnown(t *testing.T, start repair.Judgement, r *repair.Result) {
	t.Helper()
	type in struct{ path, rule string }
	uncovered := map[in]bool{}
	for _, f := range r.Fixed {
		uncovered[in{f.Place.Path, uncovers[f.Rule]}] = true
	}
	baseline := lint.Baseline(lint.Know(start.Catalog, start.Result.Findings))
	known := baseline.Against(r.Catalog, r.Result.Findings).Known()
	for _, f := range r.Result.Findings {
		if !known[f.Identity] && !uncovered[in{f.Place.Path, f.Rule}] {
			t.Errorf("%s: %s is new to the baseline: %s", f.Place, f.Rule, f.Message)
		}
	}
}

// TestCorpusUnsafe makes all fixes in the real catalog.
func TestCorpusUnsafe(t *testing.T) {
	if testing.Short() {
		t.Skip("it judges the real catalog some forty times")
	}
	c := openCorpus(t)
	r := c.repair(t, func(f lint.Finding) bool { return true })
	for _, x := range r.Refused {
		if x.Breaks == nil {
			t.Errorf("%s: the finding is still there after the fix of %s", x.Finding.Place, x.Finding.Rule)
		}
	}
}

// content is what a catalog says, in words, by what it says it of.
func (c corpus) content(read *catalog.Catalog) map[string]string {
	graph := catalog.NewGraph(read, c.sites)
	how := lint.Inheritance(c.policy)
	exported := export.New(read, export.Options{Graph: graph, Effective: &how, LadderFor: func(path string) string { return c.policy.LadderFor(path).Name }})
	content := map[string]string{}
	say := func(key, format string, args ...any) {
		for content[key] != "" {
			key += "'"
		}
		content[key] = fmt.Sprintf(format, args...)
	}
	for _, f := range exported.Families {
		say(f.Path, "%s %s %s %s", f.Title, f.Kind, f.PartOf, targets(f.ReportsTo))
		for _, l := range f.Levels {
			key := f.Path + " " + l.Title
			anchor := ""
			if l.Anchor != nil {
				anchor = *l.Anchor
			}
			var grades []string
			for _, g := range l.Grades {
				grades = append(grades, fmt.Sprint(g.Min, g.Max))
			}
			say(key, "#%s %s %s %s", anchor, l.FullTitle, l.Track, grades)
			say(key+" reports to", "%s", targets(l.ReportsTo))
			var extends []string
			for _, e := range l.Extends {
				target := ""
				if e.Target != nil {
					target = *e.Target
				}
				extends = append(extends, e.Of+" "+target)
			}
			say(key+" extends", "%s", extends)
			for _, s := range *l.Effective {
				words := map[string]bool{}
				for _, i := range s.Items {
					for _, w := range wordsOf(i.Text) {
						words[w] = true
					}
				}
				say(key+" "+s.Kind, "%s", slices.Sorted(maps.Keys(words)))
			}
		}
		for _, v := range slices.Concat(f.Specialties, f.Segments) {
			say(f.Path+" "+v.Title, "variant")
		}
	}
	index := catalog.NewIndex(read, c.sites)
	for _, f := range read.Families() {
		for _, k := range f.Links {
			d := index.Follow(f, k.Target)
			where := fmt.Sprint(d.Where, " ", d.Address)
			if d.Level != nil {
				where += " " + d.Level.Full
			}
			if d.Heading != nil && d.Heading.Kinds == nil {
				where += " " + d.Heading.Text.String
			} else if d.Heading != nil {
				where += fmt.Sprint(" ", d.Heading.Kinds)
			}
			say("link "+f.File.Path+" "+k.Target, "%s", where)
		}
	}
	return content
}

func targets(statements []export.ReportsTo) []string {
	var all []string
	for _, r := range statements {
		target := ""
		if r.Target != nil {
			target = *r.Target
		}
		all = append(all, target)
	}
	return all
}

// pronouns are the words that a safe fix may exchange.
var pronouns = strings.Fields("he she him her his hers himself herself they them their theirs themselves or")

// wordsOf are the words of an item, as they are compared when an item is said to be repeated.
func wordsOf(text string) []string {
	text = strings.NewReplacer("'", "", "’", "").Replace(strings.ToLower(text))
	words := strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	return slices.DeleteFunc(words, func(w string) bool { return slices.Contains(pronouns, w) })
}
