package tables

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"
)

// CSV writes a table by RFC 4180: UTF-8 without a byte order mark, commas, line ends of two characters, and the names of
// the columns in the first line.
//
// A spreadsheet takes a cell for a formula that begins with one of = + - @, also behind blanks, or with a tab or a line
// end; such text gets an apostrophe in front, which a spreadsheet does not show. Numbers are written as they are.
func (t Table) CSV(w io.Writer) error {
	out := csv.NewWriter(w)
	out.UseCRLF = true
	names := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		names[i] = c.Name
	}
	if err := out.Write(names); err != nil {
		return err
	}
	for _, row := range t.Rows {
		cells := make([]string, len(row))
		for i, c := range row {
			cells[i] = cell(c)
		}
		if err := out.Write(cells); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// cell is a cell as CSV has it.
func cell(c any) string {
	switch c := c.(type) {
	case string:
		return text(c)
	case int:
		return strconv.Itoa(c)
	case float64:
		return strconv.FormatFloat(c, 'f', -1, 64)
	}
	return ""
}

// signs begin a formula, those of wide type included.
const signs = "=+-@＝＋－＠"

// text is a text that no spreadsheet takes for a formula.
func text(s string) string {
	if s == "" {
		return s
	}
	first := strings.TrimLeft(s, " \u00a0\t\r\n")
	if strings.ContainsRune("\t\r\n", rune(s[0])) || strings.IndexAny(first, signs) == 0 {
		return "'" + s
	}
	return s
}
