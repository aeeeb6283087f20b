package page

import (
	"cmp"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/evanw/esbuild/pkg/api"
)

var update = flag.Bool("update", false, "build the page's script and style again")

// modules is the folder with what web/vendor/package.json names, as npm installs it. Nothing but the library of charts and
// the judge of accessibility is taken from there, so that the page can be changed without npm.
func modules(t *testing.T) string {
	dir := os.Getenv("JOBCAT_PAGE_MODULES")
	if dir == "" {
		t.Skip("JOBCAT_PAGE_MODULES names no folder with the modules of web/vendor/package.json; .ci/run installs them")
	}
	return dir
}

// TestVendored holds the library of charts to what the registry has under the pinned version.
func TestVendored(t *testing.T) {
	modules := modules(t)
	options := api.BuildOptions{
		EntryPoints: []string{"web/vendor/entry.js"}, Bundle: true, Metafile: true, Format: api.FormatESModule,
		NodePaths: []string{modules}, MinifyWhitespace: true, MinifySyntax: true, MinifyIdentifiers: true,
		Target: api.ES2022, LegalComments: api.LegalCommentsNone, LogLevel: api.LogLevelSilent,
	}
	options.Banner = map[string]string{"js": notices(t, modules, built(t, options).Metafile)}
	compare(t, "web/vendor/plot.js", built(t, options).OutputFiles[0].Contents)
}

// TestBuilt holds what the page embeds to its sources.
func TestBuilt(t *testing.T) {
	for _, f := range []struct{ from, to string }{{"web/main.js", "built/page.js"}, {"web/page.css", "built/page.css"}} {
		out := built(t, api.BuildOptions{
			EntryPoints: []string{f.from}, Bundle: true, Format: api.FormatESModule,
			MinifyWhitespace: true, MinifySyntax: true, MinifyIdentifiers: true,
			Target: api.ES2022, LegalComments: api.LegalCommentsInline, LogLevel: api.LogLevelSilent,
		})
		compare(t, f.to, out.OutputFiles[0].Contents)
		if regexp.MustCompile(`(?i)</(script|style)|<!--`).Match(out.OutputFiles[0].Contents) {
			t.Errorf("%s would end the element that it stands in", f.to)
		}
	}
}

func built(t *testing.T, options api.BuildOptions) api.BuildResult {
	t.Helper()
	result := api.Build(options)
	for _, m := range result.Errors {
		t.Errorf("%+v: %s", m.Location, m.Text)
	}
	if t.Failed() {
		t.FailNow()
	}
	return result
}

func compare(t *testing.T, name string, want []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(name, want, 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	if got, err := os.ReadFile(name); err != nil || string(got) != string(want) {
		t.Errorf("%s is not what its sources make (%v); go test ./internal/audit/page -run 'TestVendored|TestBuilt' -update", name, err)
	}
}

// notices are the licences of all packages of which anything is in a bundle, each text once.
func notices(t *testing.T, modules, metafile string) string {
	var meta struct {
		Outputs map[string]struct {
			Inputs map[string]struct{ BytesInOutput int }
		}
	}
	if err := json.Unmarshal([]byte(metafile), &meta); err != nil {
		t.Fatal(err)
	}
	names := map[string]bool{}
	for _, out := range meta.Outputs {
		for input, share := range out.Inputs {
			if m := regexp.MustCompile(`node_modules/((?:@[^/]+/)?[^/]+)/`).FindStringSubmatch(input); m != nil && share.BytesInOutput > 0 {
				names[m[1]] = true
			}
		}
	}
	type licence struct{ text, copyright, of string }
	var all []licence
	for name := range names {
		files, _ := filepath.Glob(filepath.Join(modules, name, "[Ll][Ii][Cc][Ee][Nn][SsCc][Ee]*"))
		if len(files) == 0 {
			t.Fatalf("%s has no licence", name)
		}
		text, err := os.ReadFile(files[0])
		if err != nil {
			t.Fatal(err)
		}
		var pkg struct{ Version string }
		b, err := os.ReadFile(filepath.Join(modules, name, "package.json"))
		if err != nil || json.Unmarshal(b, &pkg) != nil {
			t.Fatal(name, err)
		}
		head, body, _ := strings.Cut(strings.TrimSpace(string(text)), "\n\n")
		all = append(all, licence{body, head, name + " " + pkg.Version})
	}
	slices.SortFunc(all, func(a, b licence) int {
		return cmp.Or(cmp.Compare(a.text, b.text), cmp.Compare(a.copyright, b.copyright), cmp.Compare(a.of, b.of))
	})
	var out strings.Builder
	out.WriteString("/*! The charts are drawn by:\n")
	for i, l := range all {
		out.WriteString(l.of + ": " + strings.Join(strings.Fields(l.copyright), " ") + "\n")
		if i == len(all)-1 || all[i+1].text != l.text {
			out.WriteString("\n" + l.text + "\n\n")
		}
	}
	return strings.ReplaceAll(strings.TrimSpace(out.String()), "*/", "* /") + "\n*/"
}
