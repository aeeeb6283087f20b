package roster

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/unicode/norm"
)

// blanks is a text with one blank for each white space and none around it, and its letters composed: some systems write
// "ü" as two characters.
func blanks(s string) string { return norm.NFC.String(strings.Join(strings.Fields(s), " ")) }

// separators are what stands between the cells of a line.
var separators = []struct {
	sign rune
	name string
}{
	{',', "commas"}, {';', "semicolons"}, {'\t', "tabs"}, {'|', "bars"},
}

// separated reads a file of lines with each of the separators. Which of them it is shows in the header.
func separated(data []byte) ([]grid, error) {
	text, encoding, err := decoded(data)
	if err != nil {
		return nil, err
	}
	if strings.HasPrefix(strings.TrimSpace(text), "<") {
		return nil, errors.New("it is a web page or XML; export it as CSV or xlsx")
	}
	skipped := 0
	if first, rest, ok := strings.Cut(text, "\n"); ok && strings.HasPrefix(strings.ToLower(first), "sep=") { // for Excel
		text, skipped = rest, 1
	}
	var grids []grid
	var fault error
	for _, by := range separators {
		rows, err := lines(text, by.sign, skipped)
		if err != nil {
			if fault == nil {
				fault = err
			}
			continue
		}
		grids = append(grids, grid{form: "CSV with " + by.name + ", " + encoding, unit: "line", rows: rows})
	}
	if len(grids) == 0 {
		return nil, fault
	}
	return grids, nil
}

// lines reads a text with one separator.
func lines(text string, separator rune, skipped int) ([]gridRow, error) {
	rows, err := records(text, separator, skipped, false)
	if errors.Is(err, csv.ErrBareQuote) { // Robert "Bob" Roe
		rows, err = records(text, separator, skipped, true)
	}
	var at *csv.ParseError
	if errors.As(err, &at) {
		return nil, fmt.Errorf("a quotation mark of line %d is not closed as in CSV", at.StartLine+skipped)
	}
	return rows, err
}

func records(text string, separator rune, skipped int, lazy bool) ([]gridRow, error) {
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.FieldsPerRecord, r.LazyQuotes = separator, -1, lazy
	var rows []gridRow
	for {
		cells, err := r.Read()
		if errors.Is(err, io.EOF) {
			return rows, nil
		}
		if err != nil {
			return nil, err
		}
		for i, c := range cells { // by ="007" a file keeps a spreadsheet from taking an id for a number
			if text, ok := strings.CutPrefix(c, `="`); ok && strings.HasSuffix(text, `"`) {
				cells[i] = strings.TrimSuffix(text, `"`)
			}
		}
		line, _ := r.FieldPos(0)
		rows = append(rows, gridRow{line + skipped, cells, cells})
	}
}

// decoded is a file as text, with the name of its encoding.
func decoded(data []byte) (text, encoding string, err error) {
	switch {
	case bytes.HasPrefix(data, []byte("\xef\xbb\xbf")) && utf8.Valid(data):
		text, encoding = string(data[3:]), "UTF-8 with a byte order mark"
	case bytes.HasPrefix(data, []byte("\xff\xfe")), bytes.HasPrefix(data, []byte("\xfe\xff")):
		d, err := unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder().Bytes(data)
		if err != nil {
			return "", "", fmt.Errorf("it is no UTF-16, although it begins as such: %w", err)
		}
		text, encoding = string(d), "UTF-16"
	case bytes.IndexByte(data[:min(len(data), 4096)], 0) >= 0:
		return "", "", errors.New("it is no CSV and no xlsx")
	case utf8.Valid(data):
		text, encoding = string(data), "UTF-8"
	default:
		d, err := charmap.Windows1252.NewDecoder().Bytes(data)
		if err != nil {
			return "", "", fmt.Errorf("it is neither UTF-8 nor Windows-1252: %w", err)
		}
		text, encoding = string(d), "Windows-1252"
	}
	if !strings.Contains(text, "\n") {
		text = strings.ReplaceAll(text, "\r", "\n")
	}
	return text, encoding, nil
}
