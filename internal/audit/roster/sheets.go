package roster

import (
	"bytes"
	"fmt"

	"github.com/xuri/excelize/v2"
)

// A workbook may unpack to this much. A sheet of a hundred thousand people has a tenth of it.
const mostUnpacked = 1 << 30

// sheets reads the sheets of a workbook that can be seen. Numbers are taken as they are stored, as a long id is shown with
// its first digits only, and also as they are shown, as a date is stored as a number.
func sheets(data []byte) ([]grid, error) {
	f, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{UnzipSizeLimit: mostUnpacked})
	if err != nil {
		return nil, fmt.Errorf("it is no workbook (xlsx) that can be read: %w", err)
	}
	defer f.Close()
	var grids []grid
	for _, sheet := range f.GetSheetList() {
		if visible, err := f.GetSheetVisible(sheet); err != nil || !visible {
			continue
		}
		stored, err := f.GetRows(sheet, excelize.Options{RawCellValue: true})
		if err != nil {
			continue // a chart
		}
		shown, err := f.GetRows(sheet)
		if err != nil {
			return nil, fmt.Errorf("the sheet %q cannot be read: %w", sheet, err)
		}
		g := grid{form: fmt.Sprintf("workbook, sheet %q", sheet), unit: "row", sheet: sheet}
		for i, cells := range stored {
			row := gridRow{number: i + 1, cells: cells, shown: cells}
			if i < len(shown) {
				row.shown = shown[i]
			}
			g.rows = append(g.rows, row)
		}
		grids = append(grids, g)
	}
	return grids, nil
}
