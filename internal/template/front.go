package template

import (
	"path"
	"regexp"
	"slices"
	"strings"

	"jobcat/catalog"
)

// fewestAlike is how many families make a habit.
const fewestAlike = 3

// frontLine is a line of front matter with a key and its whole value.
var frontLine = regexp.MustCompile(`^([A-Za-z_][\w-]*):[ \t]+[^ \t|>&*\[{].*$`)

// Front are the lines of front matter that at least nine of ten families have alike, such as the layout that a site is
// built with: those around the new page's path, in the nearest folder that has enough of them. The title is none, nor
// what a page says to jobcat.
func Front(c *catalog.Catalog, file string) []string {
	for folder := path.Dir(file); ; folder = path.Dir(folder) {
		count := map[string]int{}
		var order []string
		families := 0
		for _, f := range c.Families() {
			if f.Kind != catalog.RealFamily || f.PartOf != "" || folder != "." && !strings.HasPrefix(f.File.Path, folder+"/") {
				continue
			}
			families++
			for _, line := range frontLines(f.File.Source) {
				if count[line]++; count[line] == 1 {
					order = append(order, line)
				}
			}
		}
		if families >= fewestAlike {
			return slices.DeleteFunc(order, func(line string) bool { return 10*count[line] < 9*families })
		}
		if folder == "." {
			return nil
		}
	}
}

// frontLines are the lines of a page's front matter that are whole statements.
func frontLines(source string) []string {
	head, rest, _ := strings.Cut(strings.ReplaceAll(source, "\r\n", "\n"), "\n")
	text, _, closed := strings.Cut(rest, "\n---\n")
	if head != "---" || !closed {
		return nil
	}
	var lines []string
	all := strings.Split(text, "\n")
	for i, line := range all {
		m := frontLine.FindStringSubmatch(line)
		goesOn := i+1 < len(all) && strings.TrimLeft(all[i+1], " \t") != all[i+1]
		if m != nil && !goesOn && m[1] != "title" && m[1] != "jobcat" && !slices.Contains(lines, line) {
			lines = append(lines, line)
		}
	}
	return lines
}
