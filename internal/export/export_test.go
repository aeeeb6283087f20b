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
	"jobcat/lint"
	"jobcat/schema"
)

// corpus is the real catalog, which lies beside the repository and not in it.
const corpus = "../../../shared/corpus/gitlab-2022-11/job-families"

// catalogs are those that the tests export, the real one if it is there. What levels inherit makes an export many times
// as long, so of the real catalog it is that of one department.
func catalogs() []exportedCatalog {
	all := []exportedCatalog{{"../../examples/handbook", true}, {"../../examples/broken", true}}
	if _, err := os.Stat(corpus); err == nil {
		all = append(all, exportedCatalog{corpus, false}, exportedCatalog{corpus + "/finance", true})
	}
	return all
}

type exportedCatalog struct {
	folder    string
	effective bool
}

// read reads the catalog and exports it.
func (e exportedCatalog) read(t *testing.T) export.Catalog {
	c, opt := e.open(t)
	return export.New(c, opt)
}

// open reads the catalog, with how it is exported.
func (e exportedCatalog) open(t *testing.T) (*catalog.Catalog, export.Options) {
	t.Helper()
	policy, err := schema.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	target, err := source.Locate(e.folder)
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
	opt := export.Options{
		Graph:     catalog.NewGraph(c, w.Sites(policy)),
		LadderFor: func(path string) string { return policy.LadderFor(path).Name },
	}
	if e.effective {
		inheritance := lint.Inheritance(policy)
		opt.Effective = &inheritance
	}
	return c, opt
}

func TestExportIsWhatTheSchemaSays(t *testing.T) {
	for _, e := range catalogs() {
		c := e.read(t)
		if len(c.Families) == 0 {
			t.Errorf("%s: nothing was exported", e.folder)
		}
		var b bytes.Buffer
		if err := c.JSON(&b); err != nil {
			t.Fatal(err)
		}
		if err := schema.CheckExport(b.Bytes()); err != nil {
			t.Errorf("%s: %s", e.folder, errors.Details(err, nil))
		}
	}
}

func TestOneLevelIsWhatTheSchemaSays(t *testing.T) {
	c, opt := exportedCatalog{"../../examples/handbook", true}.open(t)
	for _, l := range opt.Graph.Levels()[:3] {
		one := export.NewLevel(c.Root, l, opt)
		if len(one.Families) != 1 || len(one.Families[0].Levels) != 1 || one.Families[0].Levels[0].Effective == nil {
			t.Errorf("%s: it is not the one level of an export: %v", l.Full, one)
		}
		var b bytes.Buffer
		if err := one.JSON(&b); err != nil {
			t.Fatal(err)
		}
		if err := schema.CheckExport(b.Bytes()); err != nil {
			t.Errorf("%s: %s", l.Full, errors.Details(err, nil))
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
	for _, e := range catalogs() {
		c := e.read(t)
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
				t.Errorf("%s as %s: %v\n%s", e.folder, name, err, strings.Join(strings.SplitAfter(string(out), "\n")[:5], ""))
			}
		}
	}
}
