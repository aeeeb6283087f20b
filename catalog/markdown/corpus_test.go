package markdown

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"jobcat/catalog"
)

// The real catalogs lie beside the repository, not in it.
const corpora = "../../../shared/corpus"

// TestHeadingsOfCorpora compares every heading and id of the real catalogs with what the generators themselves say.
func TestHeadingsOfCorpora(t *testing.T) {
	for _, c := range []struct {
		root, headings string
		lines          bool // whether the file says lines too
	}{
		{"gitlab-2022-11/job-families", "gitlab-2022-11/headings.json", true},
		{"gitlab-hugo/content/job-families", "gitlab-hugo/headings.json", false},
	} {
		n := 0
		want := readHeadings(t, filepath.Join(corpora, c.headings))
		for _, path := range sortedKeys(want) {
			src, err := os.ReadFile(filepath.Join(corpora, c.root, path))
			if err != nil {
				t.Fatal(err)
			}
			f := catalog.NewFile(path, string(src))
			var got []string
			for _, b := range parse(f, DialectOf(path)).blocks {
				switch {
				case b.kind != heading:
				case c.lines:
					got = append(got, fmt.Sprintf("%d %d %s", f.LineOf(b.start), b.depth, b.anchor))
				default:
					got = append(got, fmt.Sprintf("%d %s", b.depth, b.anchor))
				}
			}
			compareLines(t, path, got, want[path])
			n += len(got)
		}
		t.Logf("%s: %d headings in %d files", c.root, n, len(want))
	}
}

// readHeadings reads path -> [[line, level, id], ...] and gives each heading as one line of text.
func readHeadings(t *testing.T, path string) map[string][]string {
	t.Helper()
	data, err := os.ReadFile(path)
	if os.IsNotExist(err) {
		t.Skipf("the real catalogs are not here: %v", err)
	}
	if err != nil {
		t.Fatal(err)
	}
	var raw map[string][][]any
	if err := json.Unmarshal(data, &raw); err != nil {
		t.Fatal(err)
	}
	headings := make(map[string][]string, len(raw))
	for path, list := range raw {
		headings[path] = nil
		for _, h := range list {
			headings[path] = append(headings[path], strings.TrimSuffix(fmt.Sprintln(h...), "\n"))
		}
	}
	return headings
}

func compareLines(t *testing.T, path string, got, want []string) {
	t.Helper()
	for i := 0; i < len(got) || i < len(want); i++ {
		g, w := "nothing", "nothing"
		if i < len(got) {
			g = got[i]
		}
		if i < len(want) {
			w = want[i]
		}
		if g != w {
			t.Errorf("%s: heading %d is %s, want %s", path, i+1, g, w)
			return
		}
	}
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}
