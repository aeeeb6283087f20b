package markdown

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"jobcat/catalog"
)

// BenchmarkParse takes apart a whole catalog: the real one if it is here, otherwise one of about its size.
func BenchmarkParse(b *testing.B) {
	files := corpusFiles(b)
	size := 0
	for _, f := range files {
		size += len(f.Source)
	}
	b.SetBytes(int64(size))
	b.ReportAllocs()
	s := &scratch{}
	for b.Loop() {
		for _, f := range files {
			s.keep(s.parse(catalog.NewFile(f.Path, f.Source), DialectOf(f.Path)))
		}
	}
}

// corpusFiles are the pages of the real catalog of 2022, or as many generated ones.
func corpusFiles(t testing.TB) []*catalog.File {
	t.Helper()
	root := filepath.Join(corpora, "gitlab-2022-11/job-families")
	var files []*catalog.File
	err := filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || !strings.Contains(path, ".md") {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		files = append(files, catalog.NewFile(strings.TrimPrefix(path, root+"/"), string(data)))
		return nil
	})
	if err == nil {
		return files
	}
	if !os.IsNotExist(err) {
		t.Fatal(err)
	}
	level := "### Role\n\nThe Role is a [grade 6](/grades) and reports to the *Boss*.\n\n#### Role Responsibilities\n\n" +
		strings.Repeat("- Keeps **promises**, writes `code`, reads [the guide](/guide/).\n", 12) + "\n"
	page := "---\ntitle: Roles\n---\n\n## Levels\n\n" + strings.Repeat(level, 12)
	for range 218 {
		files = append(files, catalog.NewFile("roles/index.html.md", page))
	}
	return files
}
