package main

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"jobcat/internal/audit/roster"
	"jobcat/internal/audit/tables"
	"jobcat/internal/audit/workbook"
	"jobcat/internal/report"
	"jobcat/schema"
)

// rosterFlags are the flags about the people whom an HR system lists.
type rosterFlags struct {
	file       string
	columns    []string
	withPeople bool
}

func (f *rosterFlags) add(flags *pflag.FlagSet) {
	flags.StringVar(&f.file, "roster", "", "compare the people in `FILE`, CSV or xlsx from an HR system, with the catalog, and show what differs")
	flags.StringArrayVar(&f.columns, "column", nil, "for --roster, `NAME=HEADER` of a column that is not recognised; may be given several times: "+strings.Join(schema.RosterColumns, ", "))
	flags.BoolVar(&f.withPeople, "with-people", false, "for --roster, show names and ids of people, too")
}

// check is the error of flags that do not fit together, or nil.
func (f *rosterFlags) check(format, table, history string) error {
	switch {
	case f.file == "" && f.withPeople:
		return usage("--with-people is for --roster")
	case f.file == "" && len(f.columns) > 0:
		return usage("--column is for --roster")
	case f.file == "":
		return nil
	case format == "html":
		return usage("the page shows nothing of a roster, as pages are published; use text, xlsx, csv or json")
	case history != "":
		return usage("--roster compares people with the catalog as it is; ask for --history by itself")
	case table != "" && table != roster.TableName:
		return usage("--roster writes the table %q; ask for %q by itself", roster.TableName, table)
	case table != "" && format != "csv":
		return usage("--table chooses what --format csv writes")
	}
	_, err := f.named(nil)
	return err
}

// named are the headers of columns by what they are: those of the policy, and those of the command line over them.
func (f *rosterFlags) named(policy map[string]string) (map[string]string, error) {
	columns := maps.Clone(policy)
	if columns == nil {
		columns = map[string]string{}
	}
	for _, c := range f.columns {
		name, header, ok := strings.Cut(c, "=")
		switch {
		case !ok || strings.TrimSpace(header) == "":
			return nil, usage("--column %q should name a header, as in --column title=\"Job Title\"", c)
		case !slices.Contains(schema.RosterColumns, name):
			return nil, usage("--column: %w", unknown("column", name, schema.RosterColumns))
		}
		columns[name] = header
	}
	return columns, nil
}

// compare reads the roster and compares it.
func (f *rosterFlags) compare(a *audited) (*roster.Comparison, error) {
	if len(a.part.Pages) != len(a.catalog.Pages) {
		return nil, usage("people can have any title of the catalog: --roster is for all of it, and not for a part")
	}
	columns, err := f.named(a.policy.Roster().Columns)
	if err != nil {
		return nil, err
	}
	data, err := os.ReadFile(f.file)
	if err != nil {
		return nil, trouble(err)
	}
	r, err := roster.Read(data, columns)
	switch {
	case errors.Is(err, roster.ErrColumns):
		return nil, usage("%s: %w", f.file, err)
	case err != nil:
		return nil, trouble(fmt.Errorf("%s: %w", f.file, err))
	case len(r.People) == 0:
		return nil, usage("%s: there is nobody below its header (%s %d)", f.file, r.Unit, r.Header)
	}
	return roster.New(roster.Input{
		Audit: a.Audit, Graph: a.result.Graph, Catalog: a.catalog, Policy: a.policy, Roster: r, WithPeople: f.withPeople,
	}), nil
}

// write writes a comparison in a format.
func (f *rosterFlags) write(w io.Writer, format string, a *audited, c *roster.Comparison) error {
	switch format {
	case "json":
		return c.JSON(w)
	case "csv":
		return c.Table().CSV(w)
	case "xlsx":
		return workbook.Write(w, a.State, append([]tables.Table{c.Table()}, tables.All(a.Audit)...))
	}
	return report.Roster(w, filepath.ToSlash(f.file), a.Audit, c, a.screen)
}
