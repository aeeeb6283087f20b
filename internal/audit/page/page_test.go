package page_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"jobcat/internal/audit"
	"jobcat/internal/audit/page"
	"jobcat/internal/export"
	"jobcat/internal/inert"
	"jobcat/internal/source"
	"jobcat/internal/workspace"
	"jobcat/lint"
	"jobcat/schema"
)

const (
	handbook = "../../../examples/handbook"
	corpus   = "../../../../shared/corpus/gitlab-2022-11/job-families" // lies beside the repository and not in it
)

// world is a page with what it was made of.
type world struct {
	page.Page
	export export.Catalog
}

func onDisk(t testing.TB, folder, link string) world {
	t.Helper()
	if _, err := os.Stat(folder); err != nil {
		t.Skip("the real catalog is not beside the repository: ", err)
	}
	target, err := source.Locate(folder)
	if err != nil {
		t.Fatal(err)
	}
	w := workspace.New(nil, []source.Target{target}, target.Path)
	src, err := source.OpenFolder(w.Top)
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	p, err := schema.Builtin()
	if text, readErr := os.ReadFile(folder + "/jobcat.cue"); readErr == nil {
		p, err = schema.Load("jobcat.cue", text)
	}
	if err != nil {
		t.Fatal(err)
	}
	return read(t, w, p, src, link)
}

func inMemory(t testing.TB, pages source.Memory, link string) world {
	t.Helper()
	p, err := schema.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	return read(t, workspace.New(nil, []source.Target{{Given: "jobs", Path: "/work/jobs", IsDir: true}}, "/work"), p, pages, link)
}

func read(t testing.TB, w *workspace.Workspace, p *schema.Policy, src source.Source, link string) world {
	t.Helper()
	c, err := w.Read(context.Background(), src, workspace.ReaderFor(p))
	if err != nil {
		t.Fatal(err)
	}
	result := lint.Run(context.Background(), p, c)
	inheritance := lint.Inheritance(p)
	return world{
		page.Page{
			Audit: audit.New(audit.Input{Policy: p, Catalog: c, Result: result, Roots: w.Dirs(), Link: link}),
			Graph: result.Graph, Inheritance: inheritance, Kinds: p.Kinds(), Version: "v1",
		},
		export.New(c, export.Options{
			Graph: result.Graph, LadderFor: func(path string) string { return p.LadderFor(path).Name }, Effective: &inheritance,
		}),
	}
}

func (w world) bytes(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := w.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// document is a page as a browser reads it, before its script runs.
type document struct{ root *html.Node }

func parse(t testing.TB, b []byte) document {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	return document{root}
}

func (d document) all(match func(*html.Node) bool) []*html.Node {
	var out []*html.Node
	for n := range d.root.Descendants() {
		if n.Type == html.ElementNode && match(n) {
			out = append(out, n)
		}
	}
	return out
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func text(n *html.Node) string {
	var out strings.Builder
	for child := range n.Descendants() {
		if child.Type == html.TextNode {
			out.WriteString(child.Data)
		}
	}
	return strings.Join(strings.Fields(out.String()), " ")
}

func (d document) script(t testing.TB, id string, into any) {
	t.Helper()
	found := d.all(func(n *html.Node) bool { return n.Data == "script" && attr(n, "id") == id })
	if len(found) != 1 || found[0].FirstChild == nil {
		t.Fatalf("%d scripts %q", len(found), id)
	}
	b := []byte(found[0].FirstChild.Data)
	if packed := ""; json.Unmarshal(b, &packed) == nil {
		raw, err := base64.StdEncoding.DecodeString(packed)
		if err != nil {
			t.Fatal(err)
		}
		z, err := gzip.NewReader(bytes.NewReader(raw))
		if err != nil {
			t.Fatal(err)
		}
		if err := json.NewDecoder(z).Decode(into); err != nil {
			t.Fatal(err)
		}
		return
	}
	if err := json.Unmarshal(b, into); err != nil {
		t.Fatal(err)
	}
}

func eachWorld(t *testing.T, f func(*testing.T, world)) {
	for name, folder := range map[string]string{"handbook": handbook, "corpus": corpus} {
		t.Run(name, func(t *testing.T) { f(t, onDisk(t, folder, "https://example.com/{path}#L{line}")) })
	}
	t.Run("hostile", func(t *testing.T) { f(t, inMemory(t, hostile(), "")) })
}

func TestTheSameBytes(t *testing.T) {
	one, two := onDisk(t, handbook, "").bytes(t), onDisk(t, handbook, "").bytes(t)
	if !bytes.Equal(one, two) {
		t.Error("the same catalog makes different pages")
	}
}

// Nothing on the page leads anywhere before a person clicks, and only one script runs.
func TestSelfContained(t *testing.T) {
	eachWorld(t, func(t *testing.T, w world) {
		d := parse(t, w.bytes(t))
		running := d.all(func(n *html.Node) bool { return n.Data == "script" && attr(n, "type") != "application/json" })
		if len(running) != 1 || attr(running[0], "type") != "module" {
			t.Fatalf("%d scripts run", len(running))
		}
		sum := sha256.Sum256([]byte(running[0].FirstChild.Data))
		rules := d.all(func(n *html.Node) bool { return attr(n, "http-equiv") == "Content-Security-Policy" })
		if want := "script-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"; len(rules) != 1 || !strings.Contains(attr(rules[0], "content"), want) || !strings.Contains(attr(rules[0], "content"), "default-src 'none'") {
			t.Errorf("the page does not say that %s runs and nothing else", want)
		}
		for _, n := range d.all(func(*html.Node) bool { return true }) {
			if slices.Contains([]string{"img", "iframe", "link", "object", "embed", "base", "video", "audio", "svg"}, n.Data) {
				t.Errorf("<%s>", n.Data)
			}
			for _, a := range n.Attr {
				if a.Key == "src" || strings.HasPrefix(a.Key, "on") || a.Key == "href" && !strings.HasPrefix(a.Val, "#") {
					t.Errorf("<%s %s=%q>", n.Data, a.Key, a.Val)
				}
			}
		}
	})
}

// What the page's script gets says what the audit says.
func TestDataIsTheAudit(t *testing.T) {
	eachWorld(t, func(t *testing.T, w world) {
		var data struct {
			Paths    []string
			Families struct{ Code []string }
			Levels   struct {
				Code, Title []string
				Path, Line  []int
				Grade       [][]float64
				Reports     [][]int
			}
			Grades struct {
				Ungraded []int
				Outliers []struct {
					Level int
					Words string
					At    [2]int
				}
			}
			Matrix []struct {
				Family, Track int
				Cells         []struct{ Levels []int }
				Ungraded      []int
			}
			Reporting struct {
				Stated, Resolved int
				Orphans          []int
			}
			Rules []struct {
				ID       string
				Findings int
			}
		}
		d, a := parse(t, w.bytes(t)), w.Audit
		d.script(t, "data", &data)
		lines := func(add func(line func(string, ...any))) []string {
			var out []string
			add(func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) })
			return out
		}
		code := func(i int) string { return data.Levels.Code[i] }
		got := lines(func(line func(string, ...any)) {
			for i, c := range data.Levels.Code {
				line("level %s %q %s:%d", c, data.Levels.Title[i], data.Paths[data.Levels.Path[i]], data.Levels.Line[i])
				for _, g := range data.Levels.Grade[i] {
					line("grade %v", g)
				}
				for _, to := range data.Levels.Reports[i] {
					line("to %s", code(to))
				}
			}
			for _, o := range data.Grades.Outliers {
				line("outlier %s %s %s:%d", code(o.Level), o.Words, data.Paths[o.At[0]], o.At[1])
			}
			for _, r := range data.Matrix {
				line("row %s %d", data.Families.Code[r.Family], r.Track)
				for _, c := range r.Cells {
					for _, l := range c.Levels {
						line("has %s", code(l))
					}
				}
				for _, l := range r.Ungraded {
					line("has %s", code(l))
				}
			}
			for _, l := range data.Reporting.Orphans {
				line("orphan %s", code(l))
			}
			line("%d lines, %d to levels", data.Reporting.Stated, data.Reporting.Resolved)
			for _, l := range data.Grades.Ungraded {
				line("ungraded %s", code(l))
			}
			for _, r := range data.Rules {
				line("rule %s %d", r.ID, r.Findings)
			}
		})
		want := lines(func(line func(string, ...any)) {
			for _, l := range slices.Concat(a.Levels, a.Others) {
				line("level %s %q %s:%d", l.Code, l.Title, l.Path, l.Line)
				if l.Grade != nil {
					line("grade %v", l.Grade.Min)
					if l.Grade.Max != l.Grade.Min {
						line("grade %v", l.Grade.Max)
					}
				}
				for _, to := range l.ReportsTo {
					line("to %s", to)
				}
			}
			for _, o := range a.Grades.Outliers {
				line("outlier %s %s %s:%d", o.Level, o.Words, o.At.Path, o.At.Line)
			}
			for _, r := range a.Matrix.Rows {
				line("row %s %d", r.FamilyCode, map[string]int{"individual": 0, "management": 1}[r.Track])
				for _, c := range r.Cells {
					for _, l := range c.Levels {
						line("has %s", l)
					}
				}
				for _, l := range r.Ungraded {
					line("has %s", l)
				}
			}
			for _, l := range a.Reporting.Orphans {
				line("orphan %s", l)
			}
			unresolved := 0
			for _, l := range a.Reporting.Lines {
				if len(l.To) == 0 {
					unresolved++
				}
			}
			line("%d lines, %d to levels", len(a.Reporting.Lines), len(a.Reporting.Lines)-unresolved)
			for _, l := range a.Levels {
				if l.Grade == nil {
					line("ungraded %s", l.Code)
				}
			}
			for _, r := range a.Findings.Rules {
				line("rule %s %d", r.Rule, r.Findings)
			}
		})
		same(t, got, want)

		var found struct {
			Rule, Path, Line, Remedy []int
			Message, Remedies        []string
		}
		d.script(t, "findings-data", &found)
		same(t, lines(func(line func(string, ...any)) {
			for i, m := range found.Message {
				line("%s %s %s %s:%d", data.Rules[found.Rule[i]].ID, m, found.Remedies[found.Remedy[i]], data.Paths[found.Path[i]], found.Line[i])
			}
		}), lines(func(line func(string, ...any)) {
			for _, f := range a.Findings.All {
				line("%s %s %s %s:%d", f.Rule, f.Message, f.Remedy, f.Path, f.Line)
			}
		}))
	})
}

// The effective levels of the page are those of the export.
func TestViewsAreTheExport(t *testing.T) {
	eachWorld(t, func(t *testing.T, w world) {
		var data struct{ Paths []string }
		d := parse(t, w.bytes(t))
		d.script(t, "data", &data)
		var got, want []string
		for part := 0; part*128 < len(w.Audit.Levels); part++ {
			var v struct {
				Texts  []string
				Items  [][5]int
				Levels []struct {
					Sections []struct{ Items [][3]int }
				}
			}
			d.script(t, "views-"+strconv.Itoa(part), &v)
			for _, l := range v.Levels {
				got = append(got, "level")
				for _, s := range l.Sections {
					got = append(got, "section")
					for _, i := range s.Items {
						item := v.Items[i[0]]
						got = append(got, fmt.Sprintf("%s %q %s:%d via %d", []string{"own", "family", "inherited"}[i[1]], v.Texts[item[0]], data.Paths[item[1]], item[2], i[2]))
					}
				}
			}
		}
		for _, f := range w.export.Families {
			for _, l := range f.Levels {
				want = append(want, "level")
				for _, s := range *l.Effective {
					want = append(want, "section")
					for _, i := range s.Items {
						via := 0
						if i.Via != nil {
							via = *i.Via
						}
						want = append(want, fmt.Sprintf("%s %q %s:%d via %d", i.From, i.Text, i.Path, i.Line, via))
					}
				}
			}
		}
		same(t, got, want)
	})
}

func same(t *testing.T, got, want []string) {
	t.Helper()
	for i := range max(len(got), len(want)) {
		if i >= len(got) || i >= len(want) || got[i] != want[i] {
			t.Fatalf("line %d of %d (want %d):\n got %.300q\nwant %.300q", i, len(got), len(want), got[min(i, len(got)):min(i+1, len(got))], want[min(i, len(want)):min(i+1, len(want))])
		}
	}
}

// Whoever runs no script reads which grades are not as elsewhere, and how much there is of what.
func TestWithoutScript(t *testing.T) {
	eachWorld(t, func(t *testing.T, w world) {
		root, err := html.ParseWithOptions(bytes.NewReader(w.bytes(t)), html.ParseOptionEnableScripting(false))
		if err != nil {
			t.Fatal(err)
		}
		d := document{root}
		var said, rows []string
		for _, n := range d.all(func(n *html.Node) bool { return n.Data == "li" && attr(n.Parent, "class") == "outliers" }) {
			said = append(said, text(n))
		}
		for _, n := range d.all(func(n *html.Node) bool { return n.Data == "tr" }) {
			rows = append(rows, text(n))
		}
		outliers := w.Audit.Grades.Outliers
		if len(said) != min(len(outliers), 25) {
			t.Fatalf("%d grades are named, and there are %d", len(said), len(outliers))
		}
		for i, s := range said {
			if o := outliers[i]; len(o.Title) < 100 && !strings.Contains(o.Title, "  ") && !strings.Contains(s, inert.Visible(o.Title)) || len(s) > 2000 {
				t.Errorf("%.300q says nothing of %.100q, or too much", s, o.Title)
			}
		}
		if want := 2 + len(w.Audit.Departments) + len(w.Audit.Findings.Rules); len(rows) != want && len(w.Audit.Findings.Rules) > 0 {
			t.Errorf("%d rows of departments and rules, not %d", len(rows), want)
		}
		if bad := d.all(func(n *html.Node) bool { return n.Data == "img" || n.Data == "svg" }); len(bad) > 0 {
			t.Errorf("a text of the catalog has become <%s>", bad[0].Data)
		}
	})
}

// The key figures are counted here in another way than the audit counts.
func TestKeyFigures(t *testing.T) {
	eachWorld(t, func(t *testing.T, w world) {
		d := parse(t, w.bytes(t))
		shown := map[string]string{}
		for _, n := range d.all(func(n *html.Node) bool {
			return n.Data == "a" && n.Parent != nil && attr(n.Parent.Parent, "class") == "figures"
		}) {
			var words []string
			for child := range n.ChildNodes() {
				if child.Type == html.ElementNode {
					words = append(words, text(child))
				}
			}
			shown[words[0]] = words[1]
		}
		levels, graded := 0, 0
		for _, f := range w.export.Families {
			for _, l := range f.Levels {
				levels++
				if len(l.Grades) > 0 {
					graded++
				}
			}
		}
		errors := 0
		for _, f := range w.Audit.Findings.All {
			if f.Severity == "error" {
				errors++
			}
		}
		plain := func(s string) string { return strings.ReplaceAll(s, ",", "") }
		for name, want := range map[string]string{
			"Levels": strconv.Itoa(levels), "With a grade": fmt.Sprintf("%d %%", graded*100/levels), "Errors": strconv.Itoa(errors),
			"Not as elsewhere": strconv.Itoa(len(w.Audit.Grades.Outliers)),
		} {
			if plain(shown[name]) != want {
				t.Errorf("%s: %q, and there are %s", name, shown[name], want)
			}
		}
	})
}

// hostile is a catalog whose texts would run, end an element, or turn lines around if anything of them became markup.
func hostile() source.Memory {
	attacks := []string{
		`</script><script>window.hacked = 1</script>`, `<img src=x onerror="window.hacked = 2">`, `"><svg onload=window.hacked=3>`,
		`javascript:window.hacked=4`, "line\u2028separator\u2029paragraph", "\u202eesreveR\u202c engineer", `${window.hacked=5}`, `<!--<script>`,
		`{{.Root}}`, `=cmd|' /C calc'!A0`, strings.Repeat("Very ", 3000) + "Senior Engineer", strings.Repeat("x", 9000),
	}
	pages := source.Memory{}
	for i, attack := range attacks {
		quoted, _ := json.Marshal(attack)
		code := "`" + attack + "`" // as code, so that Markdown keeps it as it is
		pages[fmt.Sprintf("ops<%d>/x%d&'.md", i%3, i)] = fmt.Sprintf("---\ntitle: %s\n---\n\n## Levels\n\n### Senior %s\n\nThe Senior %s is a [grade 6](/x).\n\nReports to the %s.\n\n#### Responsibilities\n\n- Do %s\n- %s\n\n### Staff %s\n\nThe Staff is a grade 9.5.\n\n#### Responsibilities\n\n- Extends the Senior %s responsibilities\n",
			quoted, code, code, attack, code, attack, code, code)
	}
	return pages
}

func TestHostileTextIsData(t *testing.T) {
	w := inMemory(t, hostile(), "")
	if len(w.Audit.Levels) < len(hostile()) || len(w.Audit.Families) != len(hostile()) {
		t.Fatalf("%d families with %d levels", len(w.Audit.Families), len(w.Audit.Levels))
	}
	b := w.bytes(t)
	for _, part := range []string{"</script><script>", "<img", "<svg", "<!--<script", "\u2028", "\u2029"} {
		before, _, _ := bytes.Cut(b, []byte(`<script type="module">`))
		if bytes.Contains(before, []byte(part)) {
			t.Errorf("%q stands on the page as it is", part)
		}
	}
}
