package workspace_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"jobcat/catalog"
	"jobcat/internal/source"
	"jobcat/internal/workspace"
)

func TestWhichCatalogIsMeant(t *testing.T) {
	for _, c := range []struct {
		name       string
		configured string
		targets    string // a "/" at the end for a folder
		want       string // top, roots with their URLs
		asked      string // one path of the catalog that is asked about
		notAsked   string // and one that is not
	}{
		{name: "nothing at all is the working directory",
			want: "/work: . /work/", asked: "a.md"},
		{name: "without a path everything configured",
			configured: "/work/content/job-families", want: "/work/content/job-families: . /job-families/", asked: "a.md"},
		{name: "a folder is a root",
			targets: "/work/handbook/", want: "/work/handbook: . /handbook/", asked: "a/b.md"},
		{name: "a file has its folder as root",
			targets: "/work/handbook/a.md", want: "/work/handbook: . /handbook/", asked: "a.md", notAsked: "b.md"},
		{name: "a path within a configured root",
			configured: "/work/families", targets: "/work/families/finance/", want: "/work/families: . /families/", asked: "finance/a.md", notAsked: "finance-b/a.md"},
		{name: "a file within one of two configured roots",
			configured: "/work/a/jobs /work/b/jobs", targets: "/work/a/jobs/x.md", want: "/work: a/jobs /jobs/ b/jobs /jobs/", asked: "a/jobs/x.md", notAsked: "b/jobs/x.md"},
		{name: "a folder around a configured root",
			configured: "/work/site/families", targets: "/work/", want: "/work/site/families: . /families/", asked: "a.md"},
		{name: "a path outside of what is configured",
			configured: "/work/families", targets: "/work/other/", want: "/work/other: . /other/", asked: "a.md"},
		{name: "two files of one folder and one of another",
			targets: "/work/a/x.md /work/a/y.md /work/b/z.md", want: "/work: a /a/ b /b/", asked: "a/y.md", notAsked: "b/y.md"},
		{name: "a folder and one within it",
			targets: "/work/a/ /work/a/b/", want: "/work/a: . /a/", asked: "x.md"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var targets []source.Target
			for _, p := range strings.Fields(c.targets) {
				targets = append(targets, source.Target{Given: p, Path: filepath.Clean(p), IsDir: strings.HasSuffix(p, "/")})
			}
			w := workspace.New(strings.Fields(c.configured), targets, "/work")
			got := w.Top + ":"
			for _, r := range w.Roots {
				got += fmt.Sprintf(" %s %s", r.Dir, r.URL)
			}
			if got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
			part := w.Part(&catalog.Catalog{Pages: []*catalog.Page{page(c.asked), page(c.notAsked)}})
			if got := paths(part); !slices.Contains(got, c.asked) || c.notAsked != "" && slices.Contains(got, c.notAsked) {
				t.Errorf("asked about %q, want %q and not %q", got, c.asked, c.notAsked)
			}
		})
	}
}

func page(path string) *catalog.Page { return &catalog.Page{File: catalog.NewFile(path, "")} }

func paths(c *catalog.Catalog) []string {
	var all []string
	for _, p := range c.Pages {
		all = append(all, p.File.Path)
	}
	return all
}

func TestPathsAreAsAPersonWouldTypeThem(t *testing.T) {
	for _, c := range []struct{ given, path, want string }{
		{"handbook", "/work/handbook", "handbook"},
		{"/work/handbook", "/work/handbook", "handbook"},
		{".", "/work", "."},
		{"../shared", "/shared", "../shared"},
		{"/shared", "/shared", "/shared"},
	} {
		w := workspace.New(nil, []source.Target{{Given: c.given, Path: c.path, IsDir: true}}, "/work")
		if w.Name != c.want {
			t.Errorf("%s: got %q, want %q", c.given, w.Name, c.want)
		}
	}
}

func TestRootOf(t *testing.T) {
	w := workspace.New([]string{"/work/a", "/work/b"}, nil, "/work")
	if got := w.RootOf("b/x/y.md"); got.URL != "/b/" {
		t.Errorf("got %+v", got)
	}
}

// A file that is gone was asked about, too, if its folder is.
func TestAsks(t *testing.T) {
	roots := []string{"/work/a", "/work/b"}
	part := workspace.New(roots, []source.Target{{Given: "a/x", Path: "/work/a/x", IsDir: true}}, "/work")
	whole := workspace.New(roots, nil, "/work")
	for _, c := range []struct {
		path        string
		part, whole bool
	}{
		{"a/x/gone.md", true, true},
		{"a/y.md", false, true},
		{"b/x.md", false, true},
		{"c/x.md", false, false},
		{"../a/x/z.md", false, false},
	} {
		if part.Asks(c.path) != c.part || whole.Asks(c.path) != c.whole {
			t.Errorf("%s: asked about is %v, and %v of the whole", c.path, part.Asks(c.path), whole.Asks(c.path))
		}
	}
}
