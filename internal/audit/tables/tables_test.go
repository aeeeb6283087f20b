package tables_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"jobcat/internal/audit"
	"jobcat/internal/audit/tables"
	"jobcat/internal/source"
	"jobcat/internal/workspace"
	"jobcat/lint"
	"jobcat/schema"
)

var update = flag.Bool("update", false, "rewrite the expected tables")

const corpus = "../../../../shared/corpus/gitlab-2022-11/job-families"

func onDisk(t *testing.T, folder string) *audit.Audit {
	t.Helper()
	if _, err := os.Stat(folder); err != nil {
		t.Skip("the real catalog is not beside the repository: ", err)
	}
	target, err := source.Locate(folder)
	if err != nil {
		t.Fatal(err)
	}
	src, err := source.OpenFolder(target.Path)
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	policy, _ := os.ReadFile(folder + "/jobcat.cue")
	return read(t, workspace.New(nil, []source.Target{target}, target.Path), string(policy), src)
}

func inMemory(t *testing.T, pages map[string]string) *audit.Audit {
	t.Helper()
	targets := []source.Target{{Given: "jobs", Path: "/work/jobs", IsDir: true}}
	return read(t, workspace.New(nil, targets, "/work"), "", source.Memory(pages))
}

func read(t *testing.T, w *workspace.Workspace, policy string, src source.Source) *audit.Audit {
	t.Helper()
	p, err := schema.Builtin()
	if policy != "" {
		p, err = schema.Load("jobcat.cue", []byte(policy))
	}
	if err != nil {
		t.Fatal(err)
	}
	c, err := w.Read(context.Background(), src, workspace.ReaderFor(p))
	if err != nil {
		t.Fatal(err)
	}
	return audit.New(audit.Input{
		Policy: p, Catalog: c, Result: lint.Run(context.Background(), p, c), Roots: w.Dirs(),
		Link: "https://gitlab.example.com/people/handbook/-/blob/main/{path}#L{line}",
	})
}

// All tables of the two small catalogs, as CSV.
func TestTables(t *testing.T) {
	for _, name := range []string{"handbook", "broken"} {
		for _, table := range tables.All(onDisk(t, "../../../examples/"+name)) {
			var b bytes.Buffer
			if err := table.CSV(&b); err != nil {
				t.Fatal(err)
			}
			got := strings.ReplaceAll(b.String(), "\r\n", "\n")
			file := filepath.Join("testdata", name+"-"+table.Name+".csv")
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o666); err != nil {
					t.Fatal(err)
				}
				continue
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("%s: got\n%s", file, got)
			}
		}
	}
}

// A table has a cell for each column, of its kind, and is read by others as it was meant.
func TestTablesAreWellFormed(t *testing.T) {
	for _, folder := range []string{"../../../examples/handbook", corpus} {
		a := onDisk(t, folder)
		all := tables.All(a)
		for i, table := range all {
			if table.Name != tables.Names()[i] || table.Title == "" || table.About == "" {
				t.Errorf("%s is called %q: %q", tables.Names()[i], table.Title, table.About)
			}
			names := map[string]bool{}
			for _, c := range table.Columns {
				if names[c.Name] || strings.Trim(c.Name, "abcdefghijklmnopqrstuvwxyz_0123456789.") != "" || c.Title == "" || c.Width == 0 {
					t.Errorf("%s: the column %+v", table.Name, c)
				}
				names[c.Name] = true
			}
			var b bytes.Buffer
			if err := table.CSV(&b); err != nil {
				t.Fatal(err)
			}
			r := csv.NewReader(&b)
			rows, err := r.ReadAll()
			if err != nil || len(rows) != len(table.Rows)+1 {
				t.Fatalf("%s: %d rows of %d are read: %v", table.Name, len(rows)-1, len(table.Rows), err)
			}
			for j, row := range table.Rows {
				if len(row) != len(table.Columns) {
					t.Fatalf("%s: row %d has %d cells for %d columns", table.Name, j, len(row), len(table.Columns))
				}
				for k, cell := range row {
					read := rows[j+1][k]
					switch cell := cell.(type) {
					case string:
						if strings.TrimPrefix(read, "'") != strings.TrimPrefix(cell, "'") {
							t.Errorf("%s: %q is read as %q", table.Name, cell, read)
						}
					case int, float64:
						if _, err := strconv.ParseFloat(read, 64); err != nil || table.Columns[k].Kind != tables.Number {
							t.Errorf("%s, %s: the number %v is read as %q", table.Name, table.Columns[k].Name, cell, read)
						}
					case nil:
						if read != "" {
							t.Errorf("%s: nothing is read as %q", table.Name, read)
						}
					default:
						t.Errorf("%s, %s: a %T", table.Name, table.Columns[k].Name, cell)
					}
				}
			}
		}
		if levels := all[0]; levels.Name != "levels" || len(levels.Rows) != a.Totals.Levels {
			t.Errorf("%d rows for %d levels", len(levels.Rows), a.Totals.Levels)
		}
	}
}

// Text of a catalog does nothing in a spreadsheet.
func TestHostileText(t *testing.T) {
	long := strings.Repeat("very long ", 3000)
	pages := map[string]string{}
	titles := []string{
		`=cmd|' /C calc'!A0`, `+1+1`, `-2+3`, `@SUM(A1)`, "＝1+1", "<script>alert(1)</script>", "a\u202eb,\"c\"", "Tab\there", long, `" =1`, "'=1",
	}
	for i, title := range titles {
		quoted := "'" + strings.ReplaceAll(title, "'", "''") + "'"
		pages["=d"+strconv.Itoa(i)+"/+family.md"] = "---\ntitle: " + quoted + "\n---\n\n## Responsibilities\n\n- Work\n\nThis position reports to the =HYPERLINK(\"https://example.com\").\n"
	}
	a := inMemory(t, pages)
	if len(a.Levels) != len(titles) {
		t.Fatalf("%d levels of %d", len(a.Levels), len(titles))
	}
	for _, table := range tables.All(a) {
		var b bytes.Buffer
		if err := table.CSV(&b); err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(&b).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows[1:] {
			for i, cell := range row {
				if table.Columns[i].Kind == tables.Number {
					continue
				}
				first, _ := utf8.DecodeRuneInString(strings.TrimLeft(cell, " \t\r\n"))
				if strings.ContainsRune("=+-@＝＋－＠", first) || strings.ContainsAny(cell, "\t\r\n\u202e") {
					t.Errorf("%s, %s: %q", table.Name, table.Columns[i].Name, cell)
				}
				if n := utf8.RuneCountInString(cell); n > 1001 {
					t.Errorf("%s, %s: %d characters", table.Name, table.Columns[i].Name, n)
				}
			}
		}
	}
}

// What systems load is not renamed or moved.
func TestColumnsOfTheLevels(t *testing.T) {
	levels := tables.All(onDisk(t, "../../../examples/handbook"))[0]
	var names []string
	for _, c := range levels.Columns {
		names = append(names, c.Name)
	}
	want := []string{
		"code", "title", "family", "family_code", "department", "track", "rung", "grade_min", "grade_max", "ladder", "expected",
		"reports_to", "reports_to_title", "file", "line", "url", "link",
	}
	if len(names) < len(want) || !slices.Equal(names[:len(want)], want) {
		t.Errorf("got %v", names)
	}
}

// Who reports to nobody and which family is off its ladder can be filtered for.
func TestWhatIsNotSaidHasItsRow(t *testing.T) {
	level := func(title, says string) string {
		return "---\ntitle: " + title + "\n---\n\n## " + title + "\n\n" + says + "\n\n### Responsibilities\n\n- Bake\n"
	}
	a := inMemory(t, map[string]string{
		"a.md": level("Senior Baker", "The Senior Baker is a [grade 7](/g). The Senior Baker reports to the [Head Miller](/jobs/b/#head-miller)."),
		"b.md": level("Head Miller", ""),
	})
	rows := func(table, column, value string) (files []string) {
		x, _ := tables.Named(a, table)
		at := func(name string) int {
			return slices.IndexFunc(x.Columns, func(c tables.Column) bool { return c.Name == name })
		}
		for _, row := range x.Rows {
			if row[at(column)] == value {
				files = append(files, row[at("file")].(string))
			}
		}
		return files
	}
	for _, c := range []struct{ table, column, value, want string }{
		{"reporting", "means", "not stated", "b.md"},
		{"reporting", "means", "resolved", "a.md"},
		{"ladders", "off_ladder", "yes", "b.md"},
		{"ladders", "off_ladder", "no", "a.md"},
	} {
		if got := strings.Join(rows(c.table, c.column, c.value), " "); got != c.want {
			t.Errorf("%s, %s %s: %q, not %s", c.table, c.column, c.value, got, c.want)
		}
	}
}

// A line of CSV is what RFC 4180 says, and no cell is a formula, whatever stands before its sign.
func TestCSVByTheByte(t *testing.T) {
	table := tables.Table{
		Columns: []tables.Column{{Name: "a"}, {Name: "b"}, {Name: "c"}, {Name: "d"}},
		Rows:    [][]any{{" =1", "\u00a0+1", "a, \"b\"", nil}, {"\t1", "1-1", 9.5, 10}},
	}
	var b bytes.Buffer
	if err := table.CSV(&b); err != nil {
		t.Fatal(err)
	}
	want := "a,b,c,d\r\n' =1,'\u00a0+1,\"a, \"\"b\"\"\",\r\n'\t1,1-1,9.5,10\r\n"
	if got := b.String(); got != want {
		t.Errorf("got %q", got)
	}
}

// Of several grades that a ladder allows, one is enough.
func TestSeveralGradesInACell(t *testing.T) {
	a := inMemory(t, map[string]string{"sales/x.md": "---\ntitle: Manager, Sales\n---\n\n## Responsibilities\n\n- Sell\n"})
	levels, _ := tables.Named(a, "levels")
	at := slices.IndexFunc(levels.Columns, func(c tables.Column) bool { return c.Name == "expected" })
	if got := levels.Rows[0][at]; got != "8 or 9" {
		t.Errorf("the ladder has grade %v", got)
	}
}
