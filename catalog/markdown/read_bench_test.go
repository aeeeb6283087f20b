package markdown

import (
	"fmt"
	"strings"
	"testing"

	"jobcat/catalog"
)

// BenchmarkRead reads a whole catalog: the real one if it is here, otherwise one of about its size.
func BenchmarkRead(b *testing.B) {
	files := corpusFiles(b)
	rd := testReader()
	b.ReportAllocs()
	for b.Loop() {
		for _, f := range files {
			rd.Read(catalog.NewFile(f.Path, f.Source), "/job-families/")
		}
	}
}

// BenchmarkReadGarbage reads pages that nobody wrote, but somebody might feed: none may take time that grows with the
// square of its size, so twice the size should take about twice the time.
func BenchmarkReadGarbage(b *testing.B) {
	many := func(n int, line func(i int) string) string {
		var s strings.Builder
		for i := range n {
			s.WriteString(line(i))
		}
		return s.String()
	}
	const grade = "\n\nThe Analyst is a grade 7.\n\n"
	pages := []struct {
		name string
		page func(n int) string
		n    int
	}{
		{"grades in one line", func(n int) string { return strings.Repeat("is a grade 7 ", n) }, 400_000},
		{"grades in one line of a list", func(n int) string { return "## Job Grade\n\n- " + strings.Repeat("is a grade 7. ", n) }, 400_000},
		{"reporting lines in one line", func(n int) string { return strings.Repeat("reports to the X ", n) }, 300_000},
		{"inheritance in one line", func(n int) string {
			return "## Job Grade\n\n" + grade + strings.Repeat("extends that of the X and ", n)
		}, 200_000},
		{"parentheses", func(n int) string { return strings.Repeat("(", n) }, 5_000_000},
		{"brackets", func(n int) string { return strings.Repeat("[", n) }, 5_000_000},
		{"brackets in a heading", func(n int) string { return "# " + strings.Repeat("[", n) }, 5_000_000},
		{"words in a heading", func(n int) string { return "# " + strings.Repeat("Requirements & ", n) }, 300_000},
		{"titles", func(n int) string { return many(n, func(i int) string { return fmt.Sprintf("## Analyst %d\n", i) }) }, 50_000},
		{"titles on a rung", func(n int) string {
			return many(n, func(i int) string { return fmt.Sprintf("## Senior Analyst %d\n\nText.\n", i) })
		}, 50_000},
		{"titles below Levels", func(n int) string {
			return "## Levels\n" + many(n, func(i int) string { return fmt.Sprintf("### Analyst %d\n", i) })
		}, 50_000},
		{"one title", func(n int) string { return strings.Repeat("## Analyst\n", n) }, 50_000},
		{"one title, text below", func(n int) string { return strings.Repeat("## Senior Analyst\n\nText.\n", n) }, 50_000},
		{"one title nested in itself", func(n int) string { return "# Analyst\n" + strings.Repeat("## Analyst\n", n) }, 50_000},
		{"titles with grades", func(n int) string {
			return many(n, func(i int) string { return fmt.Sprintf("## Analyst %d\n\nThe Analyst %d is a grade 7.\n\n", i, i) })
		}, 50_000},
		{"titles with grades in tables", func(n int) string {
			return many(n, func(i int) string { return fmt.Sprintf("## Analyst %d\n\nThe Analyst %d is a grade 7.\n\n", i, i) }) +
				"## All\n\n| Title | Grade |\n|---|---|\n" + many(n, func(i int) string { return fmt.Sprintf("| Analyst %d | 7 |\n", i) })
		}, 25_000},
		{"grades announced for titles", func(n int) string {
			return many(n, func(i int) string { return fmt.Sprintf("The Analyst %d is a grade 7.\n\n", i) }) +
				many(n, func(i int) string { return fmt.Sprintf("## Analyst %d\n", i) })
		}, 25_000},
		{"grades for levels without a heading", func(n int) string {
			return "## Job Grade\n\n" + many(n, func(i int) string { return fmt.Sprintf("The Analyst %d is a grade 7.\n\n", i) })
		}, 25_000},
		{"levels that job grades open", func(n int) string {
			return many(n, func(i int) string { return fmt.Sprintf("## Analyst %d Job Grade\n", i) })
		}, 50_000},
		{"sections of one level", func(n int) string { return "## Analyst" + grade + strings.Repeat("### Responsibilities\n", n) }, 50_000},
		{"sections of one level, too high", func(n int) string { return "## Analyst" + grade + strings.Repeat("## Career Path\n", n) }, 50_000},
		{"sections of another level", func(n int) string {
			return "## Analyst" + grade + "## Engineer" + grade + strings.Repeat("### Analyst Career Path\n", n)
		}, 50_000},
		{"sections of titles that are no levels", func(n int) string {
			return "## Analyst\n" + many(n, func(i int) string { return fmt.Sprintf("### Engineer %d Job Grade\n", i) })
		}, 50_000},
		{"sections and levels in turn", func(n int) string {
			return many(n, func(i int) string {
				return fmt.Sprintf("## Analyst %d%s## Responsibilities\n## Career Path\n", i, grade)
			})
		}, 25_000},
		{"family sections in the last level", func(n int) string {
			return "## Analyst" + grade + "## Engineer" + grade + strings.Repeat("### Career Path\n", n)
		}, 50_000},
		{"sections of depth 3 in no level", func(n int) string {
			return "## Analyst" + grade + "## Engineer" + grade + "## Levels\n" + strings.Repeat("### Career Path\n", n)
		}, 50_000},
		{"groups of nothing", func(n int) string { return "# Analyst" + grade + strings.Repeat("# Why\n## How\n", n) }, 25_000},
		{"headings below Levels headings", func(n int) string {
			return strings.Repeat("###### Levels\n###### Analyst\n\nText\n\n", n)
		}, 25_000},
		{"specialties", func(n int) string { return "## Specialties\n" + strings.Repeat("### Geo\n", n) }, 50_000},
		{"bullets", func(n int) string { return "## Responsibilities\n\n" + strings.Repeat("- Does a thing.\n", n) }, 50_000},
		{"bullets below headings", func(n int) string { return strings.Repeat("## Requirements\n- Does a thing.\n", n) }, 50_000},
		{"lines of a bullet", func(n int) string { return "## Responsibilities\n\n- A\n" + strings.Repeat("  Does a thing.\n", n) }, 50_000},
		{"lines of a paragraph", func(n int) string { return "## Analyst" + grade + strings.Repeat("Does a thing.\n", n) }, 50_000},
		{"rows", func(n int) string { return "| Title | Grade |\n|---|---|\n" + strings.Repeat("| Analyst | 7 |\n", n) }, 25_000},
		{"cells", func(n int) string {
			return "|" + strings.Repeat(" Grade |", n) + "\n|" + strings.Repeat("---|", n) + "\n|" + strings.Repeat(" 7 |", n) + "\n"
		}, 50_000},
		{"long paragraphs with grades", func(n int) string { return strings.Repeat(strings.Repeat("Sr. X is a grade 7 ", 3000)+"\n\n", n) }, 80},
		{"long paragraphs with links", func(n int) string { return strings.Repeat(strings.Repeat("[is a grade 7](#a) ", 3000)+"\n\n", n) }, 80},
		{"long bullets of many lines", func(n int) string {
			return "## Requirements\n\n" + strings.Repeat("- A\n"+strings.Repeat("  Does a thing.\n", 3000), n)
		}, 80},
		{"long tables", func(n int) string {
			return strings.Repeat("| Title | Grade |\n|---|---|\n"+strings.Repeat("| Analyst | 7 |\n", 3000)+"\n", n)
		}, 50},
		{"links of a row", func(n int) string {
			return "| Title | Grade |\n|---|---|\n|" + strings.Repeat("[Analyst](#a)", n) + " | 7 |\n"
		}, 4_000},
		{"links of a paragraph", func(n int) string { return strings.Repeat("[is a grade 7](#a). ", n) }, 300_000},
	}
	rd := testReader()
	for _, p := range pages {
		for _, n := range []int{p.n, 2 * p.n} {
			page := p.page(n)
			b.Run(fmt.Sprintf("%s/%d", p.name, n), func(b *testing.B) {
				b.SetBytes(int64(len(page)))
				for b.Loop() {
					rd.Read(catalog.NewFile("page/index.html.md", page), "/job-families/")
				}
			})
		}
	}
}
