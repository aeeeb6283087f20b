package change_test

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"jobcat/catalog"
	"jobcat/internal/change"
	"jobcat/internal/source"
	"jobcat/internal/workspace"
	"jobcat/lint"
	"jobcat/schema"
)

// corpus is the real catalog beside the repository.
const corpus = "../../../shared/corpus/gitlab-2022-11/job-families"

// edits is how many edited catalogs are compared. JOBCAT_EDITS asks for another number.
const edits = 50

// What the comparison says is what two full lints say, one of each side, if these are compared in the slow way that needs no
// thought.
func TestFindingsAreTheDifferenceOfTwoLints(t *testing.T) {
	files := readFolder(t, corpus)
	n := edits
	if testing.Short() {
		n = 5
	}
	if s := os.Getenv("JOBCAT_EDITS"); s != "" {
		var err error
		if n, err = strconv.Atoi(s); err != nil {
			t.Fatal(err)
		}
	}
	policy, err := schema.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	w := workspace.New(nil, []source.Target{{Given: "job-families", Path: "/work/job-families", IsDir: true}}, "/work")
	before := readTexts(t, w, policy, files, nil)
	was := lint.Run(context.Background(), policy, before)
	baseline, held := slices.DeleteFunc(lint.Baseline(lint.Know(before, was.Findings)), func(k lint.Known) bool { return strings.HasPrefix(k.Identity, "7") }), 0
	for seed := range n {
		random := rand.New(rand.NewPCG(uint64(seed), 5))
		edited := maps.Clone(files)
		var done []string
		for range 1 + random.IntN(4) {
			done = append(done, edit(random, edited))
		}
		after := readTexts(t, w, policy, edited, before)
		is := lint.RunBeside(context.Background(), policy, after, was)
		if whole := lint.Run(context.Background(), policy, after); !reflect.DeepEqual(whole.Findings, is.Findings) {
			t.Errorf("seed %d: judging beside another side finds something else\n%s", seed, strings.Join(done, "\n"))
		}
		if seed%10 == 0 {
			alone := lint.Run(context.Background(), policy, readTexts(t, w, policy, edited, nil))
			if !reflect.DeepEqual(alone.Findings, is.Findings) {
				t.Errorf("seed %d: sharing pages changes what is found", seed)
			}
		}
		o := change.Options{Inheritance: lint.Inheritance(policy)}
		c := change.New(change.SideOf(before, was), change.SideOf(after, is), o)
		found := c.Findings()
		partWas, partIs := lint.RunChange(context.Background(), policy, before, after)
		part := change.New(change.SideOf(before, partWas), change.SideOf(after, partIs), o).Findings()
		if !reflect.DeepEqual(part.Introduced, found.Introduced) || !reflect.DeepEqual(part.Fixed, found.Fixed) {
			t.Errorf("seed %d: judging only what the change can make a difference to, it introduces %d and fixes %d, and else %d and %d\n%s",
				seed, len(part.Introduced), len(part.Fixed), len(found.Introduced), len(found.Fixed), strings.Join(done, "\n"))
		}
		touched := change.Touched(before, after)
		if in := func(f lint.Finding) bool { return !touched[f.Place.Path] }; !reflect.DeepEqual(slices.DeleteFunc(part.Remaining, in), slices.DeleteFunc(slices.Clone(found.Remaining), in)) {
			t.Errorf("seed %d: judging only what the change can make a difference to, something else remains in the same files\n%s", seed, strings.Join(done, "\n"))
		}
		// A baseline in which something is missing knows of it what it knows of all.
		if baseline.IsOf(after) {
			whole, part := baseline.Against(after, is.Findings).Known(), baseline.Against(after, partIs.Findings).Known()
			for _, f := range partIs.Findings {
				if whole[f.Identity] != part[f.Identity] {
					t.Errorf("seed %d: the baseline knows %v of %d findings, and %v of %d", seed, part[f.Identity], len(partIs.Findings), whole[f.Identity], len(is.Findings))
				}
			}
			held++
		}
		// Two lints know nothing of a level that has another title and is the same to a reader.
		renamed := map[string]bool{}
		for _, e := range c.Effects() {
			if e.Kind == change.LevelRenamed {
				renamed[e.Of.Path] = true
			}
		}
		elsewhere := func(findings []lint.Finding) []lint.Finding {
			return slices.DeleteFunc(slices.Clone(findings), func(f lint.Finding) bool { return renamed[f.Place.Path] })
		}
		introduced, fixed := slowly(before, after, elsewhere(was.Findings), elsewhere(is.Findings))
		if got := identities(elsewhere(found.Introduced)); !slices.Equal(got, introduced) {
			t.Errorf("seed %d: introduced %d, two lints differ by %d\n%s\n%s", seed, len(got), len(introduced), strings.Join(done, "\n"), diffOf(is.Findings, got, introduced))
		}
		if got := identities(elsewhere(found.Fixed)); !slices.Equal(got, fixed) {
			t.Errorf("seed %d: fixed %d, two lints differ by %d\n%s\n%s", seed, len(got), len(fixed), strings.Join(done, "\n"), diffOf(was.Findings, got, fixed))
		}
	}
	if held == 0 {
		t.Error("no change was held against a baseline")
	}
}

// slowly compares every finding with every other one: they are the same if their identities are, if rule, file, level and words
// are and the words are not a title, or if only the level differs and that can have been renamed.
func slowly(before, after *catalog.Catalog, was, is []lint.Finding) (introduced, fixed []string) {
	matched, known := make([]bool, len(was)), make([]bool, len(is))
	match := func(same func(b, a lint.Finding) bool) {
		for j, a := range is {
			for i, b := range was {
				if known[j] {
					break
				}
				if !matched[i] && same(b, a) {
					known[j], matched[i] = true, true
				}
			}
		}
	}
	match(func(b, a lint.Finding) bool { return b.Identity == a.Identity })
	titles := map[string]bool{}
	for _, f := range after.Families() {
		titles[f.File.Path+folded(f.Title.String)] = true
		for _, l := range f.Levels {
			titles[f.File.Path+folded(f.File.Source[l.Place.Start:l.Place.End])] = true
		}
	}
	words := func(c *catalog.Catalog) func(lint.Finding) string {
		texts := map[string]string{}
		for _, p := range c.Pages {
			texts[p.File.Path] = p.File.Source
		}
		return func(f lint.Finding) string { return folded(texts[f.Place.Path][f.Place.Start:f.Place.End]) }
	}
	wordsBefore, wordsAfter := words(before), words(after)
	match(func(b, a lint.Finding) bool {
		if b.Rule != a.Rule || b.Place.Path != a.Place.Path || b.Level != a.Level {
			return false
		}
		w := wordsAfter(a)
		return w != "" && !titles[a.Place.Path+w] && wordsBefore(b) == w
	})
	// What is left of a level that is gone, and of one that is new, may be of one that was renamed.
	levels := func(c *catalog.Catalog) map[string]bool {
		all := map[string]bool{}
		for _, f := range c.Families() {
			for _, l := range f.Levels {
				all[f.File.Path+l.Full] = true
			}
		}
		return all
	}
	old, now := levels(before), levels(after)
	match(func(b, a lint.Finding) bool {
		renamed := b.Level != "" && a.Level != "" && !now[b.Place.Path+b.Level] && !old[a.Place.Path+a.Level]
		return renamed && b.Rule == a.Rule && b.Place.Path == a.Place.Path && wordsBefore(b) == wordsAfter(a)
	})
	for j, a := range is {
		if !known[j] {
			introduced = append(introduced, a.Identity)
		}
	}
	for i, b := range was {
		if !matched[i] {
			fixed = append(fixed, b.Identity)
		}
	}
	slices.Sort(introduced)
	slices.Sort(fixed)
	return introduced, fixed
}

func folded(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }

func identities(findings []lint.Finding) []string {
	var ids []string
	for _, f := range findings {
		ids = append(ids, f.Identity)
	}
	slices.Sort(ids)
	return ids
}

func diffOf(all []lint.Finding, got, want []string) string {
	var b strings.Builder
	for _, f := range all {
		in, should := slices.Contains(got, f.Identity), slices.Contains(want, f.Identity)
		if in != should {
			fmt.Fprintf(&b, "  said: %v, slowly: %v: %s %s %s\n", in, should, f.Place, f.Rule, f.Message)
		}
	}
	return b.String()
}

var (
	bullet  = regexp.MustCompile(`(?m)^[*-] .*\n`)
	number  = regexp.MustCompile(`(?i)grade (\d+)`)
	heading = regexp.MustCompile(`(?m)^#{2,4} .*\n`)
	address = regexp.MustCompile(`\(#[a-z-]+\)`)
)

// edit changes something in one of the files, and says what.
func edit(random *rand.Rand, files map[string]string) string {
	for {
		paths := slices.Sorted(maps.Keys(files))
		p := paths[random.IntN(len(paths))]
		text := files[p]
		pick := func(r *regexp.Regexp) (at []int) {
			if all := r.FindAllStringSubmatchIndex(text, -1); len(all) > 0 {
				at = all[random.IntN(len(all))]
			}
			return at
		}
		replace := func(at []int, with string) {
			if at != nil {
				files[p] = text[:at[0]] + with + text[at[1]:]
			}
		}
		var what string
		switch what = []string{"item removed", "item twice", "item reworded", "grade", "section removed", "link", "file removed", "paragraph", "bullets", "link to a heading"}[random.IntN(10)]; what {
		case "item removed":
			replace(pick(bullet), "")
		case "item twice":
			if at := pick(bullet); at != nil {
				replace(at, text[at[0]:at[1]]+text[at[0]:at[1]])
			}
		case "item reworded":
			if at := pick(bullet); at != nil {
				replace(at, strings.TrimSuffix(text[at[0]:at[1]], "\n")+" and more of the same\n")
			}
		case "grade":
			if at := pick(number); at != nil {
				replace(at[2:4], strconv.Itoa(3+random.IntN(9)))
			}
		case "section removed":
			if at := pick(heading); at != nil && strings.Contains(strings.ToLower(text[at[0]:at[1]]), "re") {
				replace(at, "")
			}
		case "link":
			replace(pick(address), "(#nowhere-at-all)")
		case "file removed":
			if random.IntN(4) == 0 && strings.HasSuffix(p, ".md") {
				delete(files, p)
			}
		case "paragraph":
			replace(pick(heading), "Some words of no weight.\n\n## Something else\n\n")
		case "bullets":
			files[p] = strings.ReplaceAll(text, "\n* ", "\n- ")
		case "link to a heading":
			to := paths[random.IntN(len(paths))]
			at, words := pick(bullet), heading.FindAllString(files[to], -1)
			if at != nil && words != nil {
				id := strings.ReplaceAll(strings.ToLower(strings.Trim(words[random.IntN(len(words))], "# \n")), " ", "-")
				replace(at, strings.TrimSuffix(text[at[0]:at[1]], "\n")+" as [there](/job-families/"+path.Dir(to)+"/#"+id+")\n")
			}
		}
		if files[p] != text {
			return p + ": " + what
		}
	}
}

// readTexts reads files as a catalog, beside another side of it.
func readTexts(t *testing.T, w *workspace.Workspace, policy *schema.Policy, files map[string]string, beside *catalog.Catalog) *catalog.Catalog {
	t.Helper()
	r := workspace.ReaderFor(policy)
	r.Beside = beside
	c, err := w.Read(context.Background(), source.Memory(files), r)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func readFolder(t *testing.T, dir string) map[string]string {
	t.Helper()
	if _, err := os.Stat(dir); err != nil {
		t.Skip("the real catalog is not here: ../shared is absent")
	}
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(p string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(p)
		rel, _ := filepath.Rel(dir, p)
		files[filepath.ToSlash(rel)] = string(bytes.Clone(text))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}
