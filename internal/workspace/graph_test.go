package workspace_test

import (
	"context"
	"os"
	"testing"

	"jobcat/catalog"
	"jobcat/internal/source"
	"jobcat/internal/workspace"
	"jobcat/schema"
)

// TestGraphOfCorpus guards what was counted, and checked by hand, on the real catalog: a number that moves is to be
// looked at.
func TestGraphOfCorpus(t *testing.T) {
	const corpus = "../../../shared/corpus/gitlab-2022-11/job-families"
	if _, err := os.Stat(corpus); err != nil {
		t.Skip("the real catalog is not here: ", err)
	}
	policy, err := schema.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	target, err := source.Locate(corpus)
	if err != nil {
		t.Fatal(err)
	}
	w := workspace.New(nil, []source.Target{target}, target.Path)
	src, err := source.OpenFolder(w.Top)
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	c, err := w.Read(context.Background(), src, workspace.ReaderFor(policy))
	if err != nil {
		t.Fatal(err)
	}
	g := catalog.NewGraph(c, w.Sites(policy))

	misdirected := map[string]bool{}
	statements, links, dead := 0, 0, 0
	outcomes := map[catalog.Outcome]int{}
	for _, f := range c.Families() {
		for _, l := range f.Levels {
			for _, e := range l.Extends {
				statements++
				r := g.Extends(e)
				outcomes[r.Outcome]++
				if p := e.Target.Place(); r.Misdirected() {
					misdirected[f.File.Path] = true
					if p.Line == 0 {
						t.Errorf("%s: a statement without a place", f.File.Path)
					}
				}
			}
		}
		for _, link := range f.Links {
			if d := g.Follow(f, link.Target); d.Anchor != "" && (d.Where == catalog.ToAnchor || d.IsDead()) {
				links++
				if d.IsDead() {
					dead++
				}
			}
		}
	}
	if resolved := outcomes[catalog.Resolved] + outcomes[catalog.Several]; statements < 425 || resolved < 370 || outcomes[catalog.Dangling] > 16 {
		t.Errorf("%d statements: %v", statements, outcomes)
	}
	// An independent count has 339 and 73. It takes the text as it stands and does not mind case. Of ours, three are
	// addresses that became relative by a slip, and eight of the dead differ from an anchor in nothing but case, which a
	// browser does mind. A link without its opening bracket is none of ours.
	if links != 342 || dead != 83 {
		t.Errorf("%d links with an anchor, %d dead", links, dead)
	}
	for _, path := range []string{"product/product-analyst/index.html.md", "finance/data-engineer/index.html.md"} {
		if !misdirected[path] {
			t.Errorf("%s: words and link name different levels, which is not seen", path)
		}
	}
	if len(misdirected) != 2 {
		t.Errorf("misdirected: %v", misdirected)
	}
	cycles := g.ExtendsCycles()
	if len(cycles) != 1 || cycles[0].Levels[0].Full != "Technology Partner Manager (Intermediate)" || len(cycles[0].Levels) != 1 {
		t.Errorf("circles: %v", cycles)
	}
}
