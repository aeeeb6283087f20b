package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// handbook are the files of the example, as a repository that has them in a folder.
func handbook(t *testing.T) map[string]string {
	t.Helper()
	files := map[string]string{"README.md": "# Handbook\n"}
	root := filepath.Join("..", "..", "examples")
	err := filepath.WalkDir(filepath.Join(root, "handbook"), func(p string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(p)
		rel, _ := filepath.Rel(root, p)
		files[filepath.ToSlash(rel)] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

const payroll = "handbook/people-finance/payroll.md"

// replaced is a text with other words, which have to be there.
func replaced(t *testing.T, text string, pairs ...string) string {
	t.Helper()
	for i := 0; i < len(pairs); i += 2 {
		if !strings.Contains(text, pairs[i]) {
			t.Fatalf("there is no %q in the text", pairs[i])
		}
		text = strings.ReplaceAll(text, pairs[i], pairs[i+1])
	}
	return text
}

func TestReviewOfAMergeRequest(t *testing.T) {
	files := handbook(t)
	w := newWorld(t, files)
	broken := replaced(t, files[payroll], "Payroll Specialist is a [grade 7]", "Payroll Specialist is a [grade 9]", "## Manager, Payroll\n", "## Payroll Manager\n")
	w.push(map[string]string{payroll: broken})

	w.must(exitFindings, w.pipeline(), "handbook")
	t.Log(w.log)
	t.Log(w.threads())
	for _, n := range w.request.Notes() {
		t.Log(n.Body)
	}
}
