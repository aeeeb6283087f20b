package lint

import (
	"context"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"jobcat/catalog"
	"jobcat/schema"
)

// TestUnaffected counts on whom a change can have an effect: only they are judged again, and the findings are those of a
// whole run.
func TestUnaffected(t *testing.T) {
	policy, err := schema.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	page := func(title, says string) string {
		return "---\ntitle: " + title + "\n---\n\n## " + title + "\n\nThe " + title + " is a [grade 6](/grades/).\n\n### " + title +
			" Responsibilities\n\n" + says + "- Water the roses of the lower garden every morning\n- Ability to use GitLab\n"
	}
	files := map[string]string{
		"gardener.md": page("Gardener", ""),
		"keeper.md":   page("Keeper", "- Extends that of the [Gardener](/job-families/gardener/#gardener) responsibilities\n"),
		"warden.md":   page("Warden", "- Extends that of the [Keeper](/job-families/keeper/#keeper) responsibilities\n"),
		"porter.md":   page("Porter", ""),
		"porter2.md":  strings.Replace(page("Porter", ""), "grade 6", "grade 7", 1), // contradicts the other one
		"clerk.md":    page("Clerk", ""),
		"baker.md":    strings.Replace(page("Baker", ""), "Baker Responsibilities", "Baker Responsibilties", 1), // the fix would tear links to it
		"notes.png":   "no page",
		"mason.md":    "---\ntitle: Mason\n---\n\n## Mason\n\nThe Mason is a grade 6.\n\n<a id=\"lead\"></a>\n\n## Staff Mason\n\nThe Staff Mason is a grade 8.\n",
		"carter.md":   strings.Replace(page("Senior Carter", ""), "is a [grade 6](/grades/).", "is a grade 7.\n\nThe Senior Carter reports to the [Yard Lead](/job-families/mason/#lead).", 1),
	}
	files["clerk.md"] = strings.Replace(files["clerk.md"], "(/grades/).", "(/grades/). See [when](/grades/of/clerks/).", 1)
	was := readAll(policy, files)
	before := Run(context.Background(), policy, was)
	for _, c := range []struct {
		name, file, old, new string
		again                []string // nil for all
	}{
		{"an item, and who takes it over", "gardener.md", "every morning", "every evening", []string{"gardener.md", "keeper.md", "notes.png", "warden.md"}},
		{"an item that nobody takes over", "warden.md", "every morning", "every evening", []string{"notes.png", "warden.md"}},
		{"a line before what another page shows", "porter.md", "---\n\n##", "---\n\n\n##", []string{"notes.png", "porter.md", "porter2.md"}},
		{"a link to a heading that has a fix", "warden.md", "every morning", "every [morning](/job-families/baker/#baker-responsibilties)", []string{"baker.md", "notes.png", "warden.md"}},
		{"a link to where no link led", "clerk.md", "every morning", "every [morning](/grades/morning/)", []string{"clerk.md", "notes.png"}},
		{"where grades are explained", "clerk.md", "(/grades/)", "(/grades/of/clerks/)", nil},
		{"where grades are explained, by links that were there", "clerk.md", "(/grades/). See [when](/grades/of/clerks/)", "(/grades/of/clerks/). See [when](/grades/)", nil},
		{"the level that an anchor is in", "mason.md", "</a>\n\n##", "</a>\n\n\n##", nil},
		{"a link to another part of the site", "clerk.md", "every morning", "every [morning](/calendar/morning/)", nil},
		{"a title", "clerk.md", "Clerk", "Scribe", nil},
		{"a grade", "clerk.md", "grade 6", "grade 8", nil},
		{"a heading", "clerk.md", "### Clerk Resp", "### The Clerk Resp", nil},
		{"a statement", "keeper.md", "Extends that of the [Gardener](/job-families/gardener/#gardener)", "Extends that of the [Clerk](/job-families/clerk/#clerk)", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			edited := maps.Clone(files)
			edited[c.file] = strings.ReplaceAll(files[c.file], c.old, c.new)
			is := readAll(policy, edited)
			for i, p := range is.Pages {
				if was.Pages[i].File.Source == p.File.Source && p.Family != nil {
					is.Pages[i] = was.Pages[i]
				}
			}
			known := newLinter(policy, is).known(before.judged)
			var again []string
			for _, p := range is.Pages {
				if _, ok := known[p]; !ok {
					again = append(again, p.File.Path)
				}
			}
			if c.again == nil {
				c.again = slices.Sorted(maps.Keys(files))
			}
			if !slices.Equal(again, c.again) {
				t.Errorf("judged again: %q, expected %q", again, c.again)
			}
			if got, want := RunBeside(context.Background(), policy, is, before), Run(context.Background(), policy, is); !reflect.DeepEqual(got.Findings, want.Findings) {
				t.Errorf("%d findings, and %d of a whole run", len(got.Findings), len(want.Findings))
			}
			// What judging the change leaves out is the same before and after it.
			partWas, partIs := RunChange(context.Background(), policy, was, is)
			silentWas, silentIs := leftOut(before.Findings, partWas.Findings), leftOut(Run(context.Background(), policy, is).Findings, partIs.Findings)
			if !slices.Equal(silentWas, silentIs) {
				t.Errorf("judging the change leaves out %q before it, and %q after it", silentWas, silentIs)
			}
			if all := len(c.again) == len(files); all != (len(silentWas) == 0) {
				t.Errorf("%d findings of %d are left out", len(silentWas), len(before.Findings))
			}
		})
	}
	edited := maps.Clone(files)
	delete(edited, "clerk.md")
	if known := newLinter(policy, readAll(policy, edited)).known(before.judged); known != nil {
		t.Error("a page is gone, and others are not judged again")
	}
}

// leftOut are the identities of the findings that are not in a part of them. All of the part are.
func leftOut(all, part []Finding) []string {
	ids := map[string]bool{}
	for _, f := range part {
		ids[f.Identity] = true
	}
	var rest []string
	for _, f := range all {
		if !ids[f.Identity] {
			rest = append(rest, f.Identity)
		}
		delete(ids, f.Identity)
	}
	for id := range ids {
		rest = append(rest, "not found by a whole run: "+id)
	}
	return rest
}

// readAll reads files by their paths.
func readAll(policy *schema.Policy, texts map[string]string) *catalog.Catalog {
	var files []txtar.File
	for _, path := range slices.Sorted(maps.Keys(texts)) {
		files = append(files, txtar.File{Name: path, Data: []byte(texts[path])})
	}
	return read(policy, files)
}
