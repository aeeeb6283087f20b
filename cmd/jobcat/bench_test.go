package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// BenchmarkLint is the whole of "jobcat lint" but for the start of the process: policy, reading, judging and the text
// report, over the real catalog where it lies beside the repository, else over the example.
func BenchmarkLint(b *testing.B) {
	benchmarkLint(b, realCatalog())
}

// BenchmarkLintFamilies is the same over catalogs of many families. With -short the large one is left out.
func BenchmarkLintFamilies(b *testing.B) {
	for _, n := range []int{1250, 10000} {
		b.Run(fmt.Sprintf("families=%d", n), func(b *testing.B) {
			if testing.Short() && n > 5000 {
				b.Skip("it takes long")
			}
			dir := filepath.Join(b.TempDir(), "job-families")
			plant(b, dir, n)
			benchmarkLint(b, dir)
		})
	}
}

func benchmarkLint(b *testing.B, args ...string) {
	b.ReportAllocs()
	for b.Loop() {
		if code := run(context.Background(), append([]string{"lint"}, args...), strings.NewReader(""), io.Discard, io.Discard); code > exitFindings {
			b.Fatalf("exit code %d", code)
		}
	}
}

// BenchmarkChange is the same for a change of one page: before its commit, as a hook asks, and after it, as a pipeline does.
func BenchmarkChange(b *testing.B) {
	r := newCheckout(b)
	if err := os.CopyFS(filepath.Join(r.top, "job-families"), os.DirFS(realCatalog())); err != nil {
		b.Fatal(err)
	}
	r.git("add", ".")
	r.git("commit", "-q", "-m", "The catalog")
	b.Chdir(r.top)
	file, at := pageWith(b, "job-families", regexp.MustCompile(`(?s)\n### Senior .*\n- `))
	for _, edit := range []struct{ what, old, new string }{
		{"an item", "\n- ", "\n- With care: "},
		{"a title", "\n### Senior ", "\n### Seasoned "},
	} {
		text, err := os.ReadFile(file)
		if err != nil {
			b.Fatal(err)
		}
		r.write(file, string(text[:at])+strings.Replace(string(text[at:]), edit.old, edit.new, 1))
		r.git("add", ".")
		b.Run("staged/"+edit.what, func(b *testing.B) { benchmarkLint(b, "--staged") })
		r.git("commit", "-q", "-m", "A change")
		b.Run("since/"+edit.what, func(b *testing.B) { benchmarkLint(b, "--since", "HEAD~1") })
	}
}

// realCatalog is the real catalog where it lies beside the repository, else the example.
func realCatalog() string {
	dir := "../../../shared/corpus/gitlab-2022-11/job-families"
	if _, err := os.Stat(dir); err != nil {
		return "../../examples/handbook"
	}
	return dir
}

// pageWith is the first file in a folder that has some words, and where they begin.
func pageWith(b *testing.B, dir string, words *regexp.Regexp) (file string, at int) {
	b.Helper()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		if found := words.FindIndex(text); found != nil {
			file, at = path, found[0]
			return cmp.Or(err, fs.SkipAll)
		}
		return err
	})
	if err != nil || file == "" {
		b.Fatalf("no page has %s: %v", words, err)
	}
	return file, at
}

// plant writes families of four levels into a folder, each of 9 kB: a level extends the one below or one of another family,
// and reports to one of another family.
func plant(b *testing.B, dir string, families int) {
	r := rand.New(rand.NewPCG(7, 1))
	pick := func(words []string) string { return words[r.IntN(len(words))] }
	verbs := strings.Fields("plan prune water record measure repair draw order train count sow harvest compare protect describe inspect guard label sort store graft shape")
	kinds := strings.Fields("old young tall rare wild common northern southern upper lower hidden open narrow broad early late dry wet quiet busy")
	things := strings.Fields("roses hedges paths ponds bees seeds tools beds walls gates soil compost shade trees shrubs herbs apples fences barns carts ledgers visitors maps deliveries schools storms pests weeds mulch lawns borders terraces")
	duty := func() string {
		return fmt.Sprintf("%s the %s %s and %s the %s with the %s of the %s %s, so that the %s %s stay %s", pick(verbs), pick(kinds), pick(things), pick(verbs),
			pick(things), pick(things), pick(kinds), pick(things), pick(kinds), pick(things), pick(kinds))
	}
	address := func(n int) string { return fmt.Sprintf("/job-families/street%d/trade%d/", n%17, n) }
	rungs := []string{"Associate ", "", "Senior ", "Staff "}
	for n := range families {
		var page strings.Builder
		trade := fmt.Sprintf("Trade%d Gardener", n)
		fmt.Fprintf(&page, "---\ntitle: %q\n---\n\nThe %s looks after all %s.\n\n## Levels\n", trade, trade, pick(things))
		for k, rung := range rungs {
			title, boss := rung+trade, r.IntN(families)
			fmt.Fprintf(&page, "\n### %s\n\nThe %s reports to the [Staff Trade%d Gardener](%s).\n", title, title, boss, address(boss))
			fmt.Fprintf(&page, "\n#### %s Job Grade\n\nThe %s is a [grade %d](/handbook/grades/).\n", title, title, 5+k)
			for _, part := range []string{"Responsibilities", "Requirements"} {
				fmt.Fprintf(&page, "\n#### %s %s\n\n", title, part)
				if k == 0 {
					page.WriteString("- Ability to use GitLab\n")
				} else if below := rungs[k-1] + trade; r.IntN(10) > 0 {
					fmt.Fprintf(&page, "- Extends that of the %s %s\n", below, strings.ToLower(part))
				} else {
					fmt.Fprintf(&page, "- Extends that of the Associate Trade%d Gardener %s\n", r.IntN(families), strings.ToLower(part))
				}
				for range 7 {
					fmt.Fprintf(&page, "- %s\n", duty())
				}
			}
		}
		fmt.Fprintf(&page, "\n## Performance Indicators\n\n- [Days of rain](/handbook/rain/)\n- [Roses](/handbook/roses/)\n- [Bees](/handbook/bees/)\n")
		fmt.Fprintf(&page, "\n## Career Ladder\n\nThe next step is [another trade](%s).\n\n## Hiring Process\n\nCandidates meet the gardeners and %s.\n", address(r.IntN(families)), duty())
		file := filepath.Join(dir, strings.TrimPrefix(address(n), "/job-families/"), "index.html.md")
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			b.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(page.String()), 0o644); err != nil {
			b.Fatal(err)
		}
	}
}
