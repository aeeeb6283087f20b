package workbook_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"jobcat/internal/audit"
	"jobcat/internal/audit/tables"
	"jobcat/internal/audit/workbook"
)

func write(t *testing.T, all []tables.Table) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := workbook.Write(&b, nil, all); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// parts are the files of a workbook as they stand in it.
func parts(t *testing.T, book []byte) (names []string, texts map[string]string) {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(book), int64(len(book)))
	if err != nil {
		t.Fatal(err)
	}
	texts = map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if !f.Modified.IsZero() && f.Modified.Year() > 1980 {
			t.Errorf("%s says when it was written", f.Name)
		}
		names = append(names, f.Name)
		texts[f.Name] = string(b)
	}
	return names, texts
}

func open(t *testing.T, book []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(book))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// table has one row for each text, with a number and a link.
func table(title string, texts ...string) tables.Table {
	t := tables.Table{Name: strings.ToLower(title), Title: title, About: "one " + title, Columns: []tables.Column{
		{Name: "title", Title: "Title", Kind: tables.Text, Width: 42},
		{Name: "grade", Title: "Grade", Kind: tables.Number, Width: 8},
		{Name: "link", Title: "Link to the line", Kind: tables.Link, Width: 20},
	}}
	for i, s := range texts {
		t.Rows = append(t.Rows, []any{s, 7.5, fmt.Sprintf("https://example.com/a%%20b.md?x=1&y=2#L%d", i)})
	}
	return t
}

func TestSheets(t *testing.T) {
	empty := table("Empty")
	some := table("Levels", "Payroll Analyst", "Senior Payroll Analyst")
	some.Rows = append(some.Rows, []any{"", nil, ""}, []any{"7", 3, "ftp://example.com"})
	f := open(t, write(t, []tables.Table{some, empty}))
	if got := fmt.Sprint(f.GetSheetList()); got != "[Contents Levels Empty]" {
		t.Fatal(got)
	}
	for sheet, want := range map[string]string{
		"Contents": "[[Sheet A row is Rows] [Levels one Levels 4] [Empty one Empty 0]]",
		"Levels": "[[Title Grade Link to the line] [Payroll Analyst 7.5 https://example.com/a%20b.md?x=1&y=2#L0] " +
			"[Senior Payroll Analyst 7.5 https://example.com/a%20b.md?x=1&y=2#L1] [] [7 3 ftp://example.com]]",
		"Empty": "[[Title Grade Link to the line]]",
	} {
		rows, err := f.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		if got := fmt.Sprint(rows); got != want {
			t.Errorf("%s:\n got %s\nwant %s", sheet, got, want)
		}
	}
	for cell, want := range map[string]excelize.CellType{"A2": excelize.CellTypeInlineString, "B2": excelize.CellTypeUnset, "A5": excelize.CellTypeInlineString, "B5": excelize.CellTypeUnset} {
		if got, err := f.GetCellType("Levels", cell); err != nil || got != want {
			t.Errorf("%s is of type %v, not %v (%v)", cell, got, want, err)
		}
	}
	for cell, want := range map[string]string{"C2": "https://example.com/a%20b.md?x=1&y=2#L0", "C5": ""} {
		if _, got, err := f.GetCellHyperLink("Levels", cell); err != nil || got != want {
			t.Errorf("%s leads to %q, not %q (%v)", cell, got, want, err)
		}
	}
	if _, got, _ := f.GetCellHyperLink("Contents", "A2"); got != "'Levels'!A1" {
		t.Errorf("the contents lead to %q", got)
	}
	if panes, err := f.GetPanes("Levels"); err != nil || !panes.Freeze || panes.YSplit != 1 {
		t.Errorf("the header is not frozen: %+v (%v)", panes, err)
	}
	if width, err := f.GetColWidth("Levels", "A"); err != nil || width != 42 {
		t.Errorf("the first column is %v wide (%v)", width, err)
	}
	_, texts := parts(t, write(t, []tables.Table{some, empty}))
	if sheet := texts["xl/worksheets/sheet2.xml"]; !strings.Contains(sheet, `<autoFilter ref="$A$1:$C$5">`) || strings.Contains(sheet, "filterMode=") {
		t.Errorf("no filter, or one that hides rows: %s", sheet)
	}
}

// TestLooks holds what people see: one typeface, numbers under their heads and away from the text beside them, and what a row is
// about in sight however far they go to the right.
func TestLooks(t *testing.T) {
	wide := table("Wide", "Payroll Analyst", strings.Repeat("Payroll Analyst; ", 4), "a/path/that/is/as/long/as/nobody/wants/it.md")
	wide.Columns[1].Title = "Grade that the ladder has"
	f := open(t, write(t, []tables.Table{wide}))
	style := func(cell string) *excelize.Style {
		id, err := f.GetCellStyle("Wide", cell)
		if err != nil {
			t.Fatal(err)
		}
		s, err := f.GetStyle(id)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	for _, cell := range []string{"A1", "B1", "C2"} {
		if font := style(cell).Font; font == nil || font.Family != "Calibri" || font.Size != 11 {
			t.Errorf("%s has the font %+v", cell, font)
		}
	}
	for _, cell := range []string{"B1", "B2"} {
		if a := style(cell).Alignment; a == nil || a.Horizontal != "right" || a.Indent != 1 {
			t.Errorf("%s is aligned as %+v", cell, a)
		}
	}
	if panes, err := f.GetPanes("Wide"); err != nil || panes.XSplit != 1 || panes.TopLeftCell != "B2" {
		t.Errorf("the titles are not frozen: %+v (%v)", panes, err)
	}
	if panes, err := f.GetPanes("Contents"); err != nil || panes.XSplit != 0 || panes.YSplit != 1 {
		t.Errorf("the contents are frozen as %+v (%v)", panes, err)
	}
	for cell, want := range map[string]bool{"A2": false, "A3": true, "A4": false} {
		if got := style(cell).Alignment.WrapText; got != want {
			t.Errorf("the lines of %s are broken: %v", cell, got)
		}
	}
	if height, err := f.GetRowHeight("Wide", 3); err != nil || height < 2*15 {
		t.Errorf("a row of two lines is %v points high (%v)", height, err)
	}
	if height, err := f.GetRowHeight("Wide", 1); err != nil || height < 4*15 {
		t.Errorf("a head of four lines is %v points high (%v)", height, err)
	}
}

// TestState holds that a workbook says how old it is, on its first sheet and at the foot of what is printed.
func TestState(t *testing.T) {
	const words = "as of 2026-01-31, commit 0123456789, with changes that are not committed"
	var b bytes.Buffer
	state := &audit.State{Commit: "0123456789abcdef", Day: "2026-01-31", Changed: true}
	if err := workbook.Write(&b, state, []tables.Table{table("Levels", "Payroll Analyst")}); err != nil {
		t.Fatal(err)
	}
	f := open(t, b.Bytes())
	if rows, err := f.GetRows("Contents"); err != nil || fmt.Sprint(rows[1:]) != "[[Levels one Levels 1] [] [ "+words+"]]" {
		t.Errorf("the contents are %q (%v)", rows, err)
	}
	for _, sheet := range f.GetSheetList() {
		if foot, err := f.GetHeaderFooter(sheet); err != nil || foot == nil || foot.OddFooter != "&L"+words+"&R&A, page &P of &N" {
			t.Errorf("the foot of %s is %+v (%v)", sheet, foot, err)
		}
	}
}

// TestPaper holds what is printed to be readable: on pages side by side where it is wide, each with what a row is about.
func TestPaper(t *testing.T) {
	narrow, wide := table("Narrow", "x"), table("Wide", "x")
	for range 6 {
		wide.Columns = append(wide.Columns, tables.Column{Name: "file", Title: "File", Kind: tables.Text, Width: 44})
	}
	f := open(t, write(t, []tables.Table{narrow, wide}))
	for sheet, want := range map[string]int{"Contents": 1, "Narrow": 1, "Wide": 2} {
		layout, err := f.GetPageLayout(sheet)
		if err != nil {
			t.Fatal(err)
		}
		if *layout.Orientation != "landscape" || *layout.FitToWidth != want || *layout.FitToHeight != 0 || *layout.PageOrder != "overThenDown" {
			t.Errorf("%s is printed as %s, %d pages wide and %d high, %s", sheet, *layout.Orientation, *layout.FitToWidth, *layout.FitToHeight, *layout.PageOrder)
		}
	}
	repeated := map[string]string{}
	for _, name := range f.GetDefinedName() {
		if name.Name == "_xlnm.Print_Titles" {
			repeated[name.Scope] = name.RefersTo
		}
	}
	if got := fmt.Sprint(repeated); got != "map[Contents:'Contents'!$1:$1 Narrow:'Narrow'!$A:$A,'Narrow'!$1:$1 Wide:'Wide'!$A:$A,'Wide'!$1:$1]" {
		t.Error(got)
	}
}

// TestTitlesOfTables holds the tables of an audit to what sheets can be called.
func TestTitlesOfTables(t *testing.T) {
	all := tables.All(&audit.Audit{})
	f := open(t, write(t, all))
	if got := len(f.GetSheetList()); got != len(all)+1 {
		t.Errorf("%d sheets for %d tables", got, len(all))
	}
}

// TestBytes holds the workbook to be the same each time: the library writes sheets in another order each time, dates it and
// says who made it.
func TestBytes(t *testing.T) {
	all := []tables.Table{table("A", "x"), table("B", "y"), table("C", "z"), table("D")}
	first := write(t, all)
	for range 20 {
		if !bytes.Equal(first, write(t, all)) {
			t.Fatal("two workbooks of the same tables differ")
		}
	}
	names, texts := parts(t, first)
	if names[0] != "[Content_Types].xml" {
		t.Errorf("the first part is %s", names[0])
	}
	for _, word := range []string{"xuri", "Excelize", "dcterms"} {
		if strings.Contains(texts["docProps/core.xml"]+texts["docProps/app.xml"], word) {
			t.Errorf("the workbook says %q", word)
		}
	}
}

// hostile is what somebody could write into a title so that a workbook does more than show it.
var hostile = []string{
	`=cmd|' /C calc'!A0`, `+1+1`, `-2+3`, `@SUM(A1)`, "\t=1+1", "\r=1+1", "\n=1+1", ` =1+1`, `'=1+1`, `=HYPERLINK("https://evil.example","x")`,
	`{=1+1}`, `7`, `1E5`, `2024-01-02`, `TRUE`, `#REF!`, `_x0041_`, `_x003D_1+1`, `</t></is></c><c><f>1+1</f></c>`, `]]>`, `&lt;b&gt;`, `<script>alert(1)</script>`,
	"nul \x00 bell \x07 broken \xff\xfe", "\u202eevil\u202c", "a\ufffeb", " both ends ", "two\nlines", "Prüfer:in für Löhne 🧾", `"quoted; and, separated"`,
}

func TestHostileText(t *testing.T) {
	book := write(t, []tables.Table{table("Levels", hostile...)})
	_, texts := parts(t, book)
	for name, text := range texts {
		if strings.Contains(text, "<f>") || strings.Contains(text, "<f ") {
			t.Errorf("%s has a formula", name)
		}
	}
	f := open(t, book)
	rows, err := f.GetRows("Levels")
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range hostile {
		want = strings.NewReplacer("\x00", "\ufffd", "\x07", "\ufffd", "\ufffe", "\ufffd", "\xff", "\ufffd", "\xfe", "\ufffd").Replace(want)
		if got := rows[i+1][0]; got != want {
			t.Errorf("got %q for %q", got, want)
		}
		cell := "A" + strconv.Itoa(i+2)
		if kind, err := f.GetCellType("Levels", cell); err != nil || kind != excelize.CellTypeInlineString {
			t.Errorf("%q is of type %v (%v)", want, kind, err)
		}
		style, _ := f.GetCellStyle("Levels", cell)
		if s, err := f.GetStyle(style); err != nil || s.NumFmt != 49 {
			t.Errorf("%q is not formatted as text, so it is a formula once somebody edits it (%v)", want, err)
		}
	}
}

func TestLimits(t *testing.T) {
	long := strings.Repeat("ü", 40_000)
	emoji := strings.Repeat("🧾", 20_000)
	links := make([]string, 5_001)
	for i := range links {
		links[i] = "x"
	}
	f := open(t, write(t, []tables.Table{table("Long", long, emoji), table("Links", links...)}))
	for cell, sign := range map[string]string{"A2": "ü", "A3": "🧾"} {
		got, err := f.GetCellValue("Long", cell)
		if err != nil || !strings.HasSuffix(got, sign+"…") || len([]rune(got)) < 16_000 {
			t.Errorf("%s ends with %q (%v)", cell, got[max(0, len(got)-12):], err)
		}
	}
	if is, _, _ := f.GetCellHyperLink("Links", "C5001"); !is {
		t.Error("the last link that can be clicked is none")
	}
	if is, _, _ := f.GetCellHyperLink("Links", "C5002"); is {
		t.Error("more links than the library can write in time")
	}
	if got, _ := f.GetCellValue("Links", "C5002"); !strings.HasSuffix(got, "#L5000") {
		t.Errorf("the address that cannot be clicked is %q", got)
	}
}
