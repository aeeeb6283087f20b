package export_test

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"cuelang.org/go/cue/errors"

	"jobcat/catalog"
	"jobcat/internal/export"
	"jobcat/internal/source"
	"jobcat/internal/workspace"
	"jobcat/schema"
)

// corpus is the real catalog, which lies beside the repository and not in it.
const corpus = "../../../shared/corpus/gitlab-2022-11/job-families"

// catalogs are those that the tests export, the real one if it is there.
func catalogs() []string {
	all := []string{"../../examples/handbook", "../../examples/broken"}
	if _, err := os.Stat(corpus); err == nil {
		all = append(all, corpus)
	}
	return all
}

// exported reads a catalog and exports it.
func exported(t *testing.T, folder string) export.Catalog {
	t.Helper()
	policy, err := schema.Builtin()
	if err != nil {
		t.Fatal(err)
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
	c, err := w.Read(context.Background(), src, workspace.ReaderFor(policy))
	if err != nil {
		t.Fatal(err)
	}
	return export.New(c, catalog.NewGraph(c, w.Sites(policy)), func(path string) string { return policy.LadderFor(path).Name })
}

func TestExportIsWhatTheSchemaSays(t *testing.T) {
	for _, folder := range catalogs() {
		c := exported(t, folder)
		if len(c.Families) == 0 {
			t.Errorf("%s: nothing was exported", folder)
		}
		var b bytes.Buffer
		if err := c.JSON(&b); err != nil {
			t.Fatal(err)
		}
		if err := schema.CheckExport(b.Bytes()); err != nil {
			t.Errorf("%s: %s", folder, errors.Details(err, nil))
		}
	}
}

func TestStockCueAcceptsTheExport(t *testing.T) {
	tool, err := exec.LookPath("cue")
	if err != nil {
		t.Skip("the cue command is not installed: go install cuelang.org/go/cmd/cue@v0.17.1")
	}
	files, err := filepath.Glob("../../schema/*.cue")
	if err != nil || files == nil {
		t.Fatal("no schema: ", err)
	}
	for _, folder := range catalogs() {
		c := exported(t, folder)
		for name, write := range map[string]func(*bytes.Buffer) error{
			"catalog.json": func(b *bytes.Buffer) error { return c.JSON(b) },
			"catalog.yaml": func(b *bytes.Buffer) error { return c.YAML(b) },
		} {
			var b bytes.Buffer
			if err := write(&b); err != nil {
				t.Fatal(err)
			}
			file := filepath.Join(t.TempDir(), name)
			if err := os.WriteFile(file, b.Bytes(), 0o666); err != nil {
				t.Fatal(err)
			}
			args := slices.Concat([]string{"vet", "-d", "#Catalog"}, files, []string{file})
			if out, err := exec.Command(tool, args...).CombinedOutput(); err != nil {
				t.Errorf("%s as %s: %v\n%s", folder, name, err, strings.Join(strings.SplitAfter(string(out), "\n")[:5], ""))
			}
		}
	}
}
