package main

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"jobcat/internal/audit"
	"jobcat/internal/audit/tables"
	"jobcat/internal/audit/workbook"
)

// TestWorkbookInLibreOffice opens workbooks with a program that nobody here wrote, and holds every cell of every sheet
// against the same table as CSV.
func TestWorkbookInLibreOffice(t *testing.T) {
	office, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("no LibreOffice (Debian's libreoffice-calc-nogui has it)")
	}
	hostile := t.TempDir()
	for name, title := range hostileTitles {
		page := "---\ntitle: Plain\n---\n\n## Levels\n\n### " + title + "\n\nThis is a grade 7 job, and it reports to the =1+1 Manager.\n\n#### Responsibilities\n\n- x\n"
		if err := os.WriteFile(filepath.Join(hostile, name+".md"), []byte(page), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	t.Run("handbook", func(t *testing.T) { sameInLibreOffice(t, office, "../../examples/handbook") })
	t.Run("hostile", func(t *testing.T) { sameInLibreOffice(t, office, hostile) })
	t.Run("corpus", func(t *testing.T) {
		corpus := "../../../shared/corpus/gitlab-2022-11/job-families"
		if _, err := os.Stat(corpus); errors.Is(err, fs.ErrNotExist) {
			t.Skip("the real catalog is not here")
		}
		sameInLibreOffice(t, office, corpus)
	})
}

// hostileTitles are titles that a spreadsheet could take for something else, by the names of their files.
var hostileTitles = map[string]string{
	"formula":  "=1+1",
	"command":  `=cmd|' /C calc'!A0`,
	"at":       "@SUM(1+1)",
	"plus":     `\+1+1`,
	"minus":    `\-1+1`,
	"link":     `=HYPERLINK("https://evil.example","x")`,
	"number":   "007",
	"exponent": "1E5",
	"date":     "2024-01-02",
	"escape":   "_x003D_1+1",
	"markup":   "</t></is></c><c><f>1+1</f></c>",
	"turned":   "\u202eevil\u202c",
	"quotes":   `one "two", three; four`,
	"huge":     "Very " + strings.Repeat("long ", 10_000) + "Title",
}

func sameInLibreOffice(t *testing.T, office, dir string) {
	t.Parallel()
	temp := t.TempDir()
	book := filepath.Join(temp, "audit.xlsx")
	auditOf(t, dir, "--format", "xlsx", "--output", book)
	// By its number: commas, quotes, UTF-8, from the first line, cells as they are shown, every sheet.
	const filter = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
	cmd := exec.Command(office, "-env:UserInstallation=file://"+temp+"/profile", "--headless", "--convert-to", filter, "--outdir", temp, book)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	total := 0
	for _, name := range tables.Names() {
		want := rowsOf(t, auditOf(t, dir, "--format", "csv", "--table", name))
		got := rowsOf(t, read(t, filepath.Join(temp, "audit-"+titleOf(name)+".csv")))
		if len(got) != len(want) {
			t.Errorf("%s: %d rows, not %d", name, len(got), len(want))
			continue
		}
		for r := 1; r < len(want); r++ {
			for c, w := range want[r] {
				// What CSV needs before a formula, a text cell does not.
				if plain, ok := strings.CutPrefix(w, "'"); ok && got[r][c] == plain {
					continue
				}
				if got[r][c] != w {
					t.Errorf("%s, row %d, %s: %q, not %q", name, r, want[0][c], got[r][c], w)
				}
			}
		}
		total += len(want) - 1
	}
	if total == 0 {
		t.Error("nothing was compared")
	}
}

// TestWorkbookNamesTheCommit holds that a workbook which somebody was sent says how old it is.
func TestWorkbookNamesTheCommit(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "smith.md"), []byte("---\ntitle: Smith\n---\n\n## Smith\n\nThe Smith is a grade 6.\n\n### Responsibilities\n\n- x\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	gitIn(t, dir, "", "init", "-q")
	gitIn(t, dir, "", "add", ".")
	gitIn(t, dir, "", "-c", "user.name=A Smith", "-c", "user.email=s@example.com", "commit", "-q", "-m", "Open a smithy")
	book := filepath.Join(t.TempDir(), "audit.xlsx")
	auditOf(t, dir, "--format", "xlsx", "--output", book)
	f, err := excelize.OpenFile(book)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows(workbook.Contents)
	if err != nil {
		t.Fatal(err)
	}
	want := "commit " + gitIn(t, dir, "", "rev-parse", "HEAD")[:10]
	if last := rows[len(rows)-1]; len(last) < 2 || !strings.HasSuffix(last[1], want) {
		t.Errorf("the first sheet ends with %q, not with %q", last, want)
	}
}

// auditOf is what audit writes about a catalog.
func auditOf(t *testing.T, dir string, flags ...string) string {
	t.Helper()
	var stdout, stderr bytes.Buffer
	if code := run(t.Context(), slices.Concat([]string{"audit", dir, "--link", "https://example.com/{path}#L{line}"}, flags), strings.NewReader(""), &stdout, &stderr); code != 0 {
		t.Fatalf("exit code %d: %s", code, &stderr)
	}
	return stdout.String()
}

// titleOf is the title of a table.
func titleOf(name string) string {
	t, _ := tables.Named(&audit.Audit{}, name)
	return t.Title
}

func rowsOf(t *testing.T, text string) [][]string {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}
