// Package workbook writes tables as a workbook (xlsx) that people-ops filter, sort and print.
//
// Nothing in it is a formula: every text of the catalog is a text cell, formatted as text, so that it stays one when somebody
// edits it. The same tables make the same bytes; the file says nothing of when it was written.
package workbook

import (
	"encoding/xml"
	"io"
	"slices"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"jobcat/internal/audit"
	"jobcat/internal/audit/tables"
)

// What a sheet can hold.
const (
	mostRows  = excelize.TotalRows      // with the header
	mostChars = excelize.TotalCellChars // in one cell, counted as UTF-16
	mostLink  = 2079                    // characters of an address

	// mostLinks is how many addresses of a sheet can be clicked; the others are text. Spreadsheets stop at 65,530. The
	// library compares each link with all before it, so that twenty thousand take as long as everything else ten times over.
	mostLinks = 5000
)

// Contents is the name of the first sheet, which says what the others hold.
const Contents = "Contents"

// Write writes tables as sheets, each under its title, behind a sheet that lists them and says what they show the state of, if
// anybody knows. A table with more rows than a sheet can hold (1,048,575) ends there, and the list says so. Titles have to be
// names that a sheet can have: different ones, of at most 31 characters and without []:*?/\.
func Write(w io.Writer, state *audit.State, all []tables.Table) error {
	f := excelize.NewFile()
	defer f.Close() // a sheet of more than 16 MB has a temporary file
	f.SetZipWriter(func(w io.Writer) excelize.ZipWriter { return newSortedZip(w) })
	f.Pkg.Store("docProps/core.xml", []byte(xml.Header+properties))
	if err := f.SetAppProps(&excelize.AppProperties{Application: "jobcat"}); err != nil {
		return err
	}
	b := &book{File: f, state: state.Words()}
	if err := b.styles(); err != nil {
		return err
	}
	if err := f.SetSheetName("Sheet1", Contents); err != nil {
		return err
	}
	if err := b.sheet(contents(b.state, all)); err != nil {
		return err
	}
	for _, t := range all {
		if _, err := f.NewSheet(t.Title); err != nil {
			return err
		}
		if err := b.sheet(t); err != nil {
			return err
		}
	}
	_, err := f.WriteTo(w)
	return err
}

// properties say what the file is, and leave out who made it and when, which the library would fill in.
const properties = `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Job catalog audit</dc:title></cp:coreProperties>`

// contents is the table of tables, with their state below it.
func contents(state string, all []tables.Table) tables.Table {
	t := tables.Table{Title: Contents, Columns: []tables.Column{
		{Name: "sheet", Title: "Sheet", Kind: tables.Text, Width: 20},
		{Name: "about", Title: "A row is", Kind: tables.Text, Width: 80},
		{Name: "rows", Title: "Rows", Kind: tables.Number, Width: 10},
		{Name: "note", Title: "", Kind: tables.Text, Width: 60},
	}}
	for _, of := range all {
		note := ""
		if len(of.Rows) > mostRows-1 {
			note = "the sheet ends where sheets end; the CSV file has all rows"
		}
		t.Rows = append(t.Rows, []any{of.Title, of.About, len(of.Rows), note})
	}
	if state != "" {
		t.Rows = append(t.Rows, []any{}, []any{"", state})
	}
	return t
}

// book is a workbook that is being written.
type book struct {
	*excelize.File
	state                                           string // of what the tables show, in words; "" if nobody knows
	header, numberHeader, text, lines, number, link int    // styles
}

func (b *book) styles() error {
	const asText = 49                    // the number format "@"
	const typeface, size = "Calibri", 11 // of the other cells, too: a font without a name is any
	top := &excelize.Alignment{Vertical: "top"}
	header := func(a excelize.Alignment) excelize.Style {
		a.Vertical, a.WrapText = "center", true
		return excelize.Style{
			NumFmt: asText, Font: &excelize.Font{Bold: true, Family: typeface, Size: size}, Alignment: &a,
			Fill:   excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E4E9F0"}},
			Border: []excelize.Border{{Type: "bottom", Style: 1, Color: "8A94A6"}},
		}
	}
	for _, s := range []struct {
		id    *int
		style excelize.Style
	}{
		{&b.header, header(excelize.Alignment{})},
		{&b.numberHeader, header(excelize.Alignment{Horizontal: "right", Indent: 1})},
		{&b.text, excelize.Style{NumFmt: asText, Alignment: top}},
		{&b.lines, excelize.Style{NumFmt: asText, Alignment: &excelize.Alignment{Vertical: "top", WrapText: true}}},
		{&b.number, excelize.Style{Alignment: &excelize.Alignment{Vertical: "top", Horizontal: "right", Indent: 1}}},
		{&b.link, excelize.Style{NumFmt: asText, Alignment: top, Font: &excelize.Font{Color: "0B57D0", Underline: "single", Family: typeface, Size: size}}},
	} {
		id, err := b.NewStyle(&s.style)
		if err != nil {
			return err
		}
		*s.id = id
	}
	return nil
}

// sheet writes a table into the sheet of its name.
func (b *book) sheet(t tables.Table) error {
	rows := t.Rows[:min(len(t.Rows), mostRows-1)]
	if err := b.page(t); err != nil { // before there is a row, or the library leaves it out
		return err
	}
	out, err := b.NewStreamWriter(t.Title)
	if err != nil {
		return err
	}
	for i, c := range t.Columns {
		if err := out.SetColWidth(i+1, i+1, float64(width(c))); err != nil {
			return err
		}
	}
	if err := out.SetPanes(frozen(t)); err != nil {
		return err
	}
	cells := make([]any, len(t.Columns))
	high := 32.0
	for i, c := range t.Columns {
		high = max(high, height(c.Title, width(c)-2))
		style := b.header
		if c.Kind == tables.Number {
			style = b.numberHeader
		}
		cells[i] = excelize.Cell{StyleID: style, Value: c.Title}
	}
	if err := out.SetRow("A1", cells, excelize.RowOpts{Height: high}); err != nil {
		return err
	}
	links := 0
	for r, row := range rows {
		var opt excelize.RowOpts
		for i, v := range row {
			s, isText := v.(string)
			switch at := cellName(i, r+1); {
			case v == nil, isText && s == "":
				cells[i] = nil
			case !isText:
				cells[i] = excelize.Cell{StyleID: b.number, Value: v}
			case t.Columns[i].Kind == tables.Link && links < mostLinks && isAddress(s):
				links++
				cells[i] = excelize.Cell{StyleID: b.link, Value: s}
				err = b.SetCellHyperLink(t.Title, at, s, "External")
			case t.Title == Contents && i == 0:
				cells[i] = excelize.Cell{StyleID: b.link, Value: s}
				err = b.SetCellHyperLink(t.Title, at, "'"+s+"'!A1", "Location")
			case len(s) > t.Columns[i].Width && strings.Contains(s, " "):
				// In one line it would stand under the heads of the next columns, where their cells are empty.
				cells[i] = excelize.Cell{StyleID: b.lines, Value: fitting(s)}
				opt.Height = max(opt.Height, height(s, t.Columns[i].Width))
			default:
				cells[i] = excelize.Cell{StyleID: b.text, Value: fitting(s)}
			}
			if err != nil {
				return err
			}
		}
		if err := out.SetRow(cellName(0, r+1), cells[:len(row)], opt); err != nil {
			return err
		}
	}
	if t.Title != Contents {
		// Only behind the rows: before, the sheet would be marked as one that is filtered already.
		if err := b.AutoFilter(t.Title, "A1:"+cellName(len(t.Columns)-1, len(rows)), nil); err != nil {
			return err
		}
	}
	return out.Flush()
}

// frozen keeps the header in sight, and on the left what a row is about: all columns up to the first wide one, if there is one
// early enough that most of the window remains.
func frozen(t tables.Table) *excelize.Panes {
	const wide, most = 30, 3
	panes := &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}
	at := slices.IndexFunc(t.Columns, func(c tables.Column) bool { return c.Width >= wide })
	if at >= 0 && at < most && t.Title != Contents {
		panes.XSplit, panes.TopLeftCell, panes.ActivePane = at+1, cellName(at+1, 1), "bottomRight"
	}
	return panes
}

// width is that of a column, in characters: no narrower than the longest word of its title, in bold letters and beside the
// button of the filter. What is flush right stands away from the edge.
func width(c tables.Column) int {
	w, beside := c.Width, 2
	if c.Kind == tables.Number {
		beside = 3
	}
	for _, word := range strings.Fields(c.Title) {
		w = max(w, len(word)+beside)
	}
	return w
}

// height is how high a row has to be for a text that is broken into the lines of a column, in points. Not every program finds
// out for itself.
func height(text string, width int) float64 {
	const line, highest = 15, 409
	lines, room := 1, width
	for _, word := range strings.Fields(text) {
		n := utf8.RuneCountInString(word)
		if n > room && room < width {
			lines, room = lines+1, width
		}
		for ; n > width; n -= width {
			lines++
		}
		room -= n + 1
	}
	return min(float64(lines*line), highest)
}

// page says how a sheet is printed: on as many pages side by side as keep it readable, each with the header and what a row is
// about, and at the foot of each page where it belongs.
func (b *book) page(t tables.Table) error {
	const margin = 0.4 // inches
	landscape, order, high, fit, side, foot := "landscape", "overThenDown", 0, true, margin, 2*margin
	wide := pagesWide(t)
	if err := b.SetPageLayout(t.Title, &excelize.PageLayoutOptions{Orientation: &landscape, PageOrder: &order, FitToWidth: &wide, FitToHeight: &high}); err != nil {
		return err
	}
	if err := b.SetPageMargins(t.Title, &excelize.PageLayoutMarginsOptions{Left: &side, Right: &side, Top: &side, Bottom: &foot, Footer: &side}); err != nil {
		return err
	}
	if err := b.SetHeaderFooter(t.Title, &excelize.HeaderFooterOptions{OddFooter: "&L" + b.state + "&R&A, page &P of &N"}); err != nil {
		return err
	}
	if err := b.SetSheetProps(t.Title, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		return err
	}
	repeated := "'" + t.Title + "'!$1:$1"
	if n := frozen(t).XSplit; n > 0 {
		last, err := excelize.ColumnNumberToName(n)
		if err != nil {
			return err
		}
		repeated = "'" + t.Title + "'!$A:$" + last + "," + repeated
	}
	return b.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: repeated, Scope: t.Title})
}

// pagesWide is on how many pages side by side a sheet is printed. What is frozen on the left stands on each of them.
func pagesWide(t tables.Table) int {
	const readable = 250 // characters across a page of A4 or Letter in landscape, set in 6 points
	once, room := 0, readable
	for i, c := range t.Columns {
		if i < frozen(t).XSplit {
			room -= width(c)
		} else {
			once += width(c)
		}
	}
	return max(1, (once+room-1)/room)
}

// cellName is the name of a cell: A1 for the first column and row, both counted from 0.
func cellName(column, row int) string {
	name, err := excelize.CoordinatesToCellName(column+1, row+1)
	if err != nil {
		panic(err) // a table has no sixteen thousand columns, and its rows were counted
	}
	return name
}

// isAddress says whether a link can be one that is clicked.
func isAddress(s string) bool {
	return len(s) <= mostLink && (strings.HasPrefix(s, "https://") || strings.HasPrefix(s, "http://"))
}

// fitting is a text that fits into a cell.
func fitting(s string) string {
	if len(s) <= mostChars {
		return s
	}
	const more = "…"
	units := 1
	for i, r := range s {
		if units += max(1, utf16.RuneLen(r)); units > mostChars {
			return s[:i] + more
		}
	}
	return s
}
