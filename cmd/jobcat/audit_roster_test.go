package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// TestSeededRoster plants differences in rosters that fit the catalog, and wants all of them found, each in its row, and no
// others.
func TestSeededRoster(t *testing.T) {
	corpus := "../../../shared/corpus/gitlab-2022-11/job-families"
	for _, c := range []struct {
		dir    string
		people int
		seed   uint64
		as     string
		write  func(s *seeded, t *testing.T) string
	}{
		{"../../examples/handbook", 150, 1, "Windows-1252", (*seeded).windows},
		{"../../examples/handbook", 150, 2, "xlsx", (*seeded).workbook},
		{corpus, 3000, 1, "semicolons", (*seeded).semicolons},
		{corpus, 3000, 2, "UTF-16", (*seeded).utf16},
		{corpus, 3000, 3, "xlsx", (*seeded).workbook},
	} {
		t.Run(filepath.Base(c.dir)+"/"+c.as, func(t *testing.T) {
			if _, err := os.Stat(c.dir); errors.Is(err, fs.ErrNotExist) {
				t.Skip("the real catalog is not here")
			}
			s := newSeeded(t, c.dir, c.people, c.seed)
			s.check(t, c.write(s, t))
		})
	}
}

// seeded is a roster that was made from the catalog, with what was planted in it.
type seeded struct {
	rand    *rand.Rand
	dir     string
	jobs    []*seededJob
	people  []*seededPerson
	planted map[string][]int // indices of people by what was done to them
	nearest map[int]string   // the title that a planted one is meant to be near
	vacant  []string         // codes
}

type seededJob struct {
	code, title, file string
	grade             string
	above             []string // codes
	clear, unique     bool
	is                []*seededPerson
}

type seededPerson struct {
	job                             *seededJob
	at                              int
	id, name, title, grade, manager string
	date                            bool
}

// newSeeded makes people for the levels of a catalog as the tables of the audit list them.
func newSeeded(t *testing.T, dir string, n int, seed uint64) *seeded {
	s := &seeded{rand: rand.New(rand.NewPCG(seed, 7)), dir: dir, planted: map[string][]int{}, nearest: map[int]string{}}
	byCode := map[string]*seededJob{}
	titles := map[string]int{}
	flat := func(title string) string {
		return strings.NewReplacer(",", "", "(intermediate)", "", " ", "", "s", "", "vicepreident", "vp", "of", "", "and", "", "-", "").Replace(strings.ToLower(title))
	}
	for _, r := range tableOf(t, dir, "levels") {
		j := &seededJob{code: r["code"], title: r["title"], file: r["file"], grade: r["grade_min"], clear: true}
		if r["reports_to"] != "" {
			j.above = strings.Split(r["reports_to"], "; ")
		}
		s.jobs = append(s.jobs, j)
		byCode[j.code] = j
		titles[flat(j.title)]++
	}
	for _, r := range tableOf(t, dir, "reporting") {
		for _, j := range s.jobs {
			if r["reports_to"] == "" && r["means"] != "not stated" && j.file == r["file"] {
				j.clear = false
			}
		}
	}
	named := map[string]bool{}
	for _, j := range s.jobs {
		j.unique = titles[flat(j.title)] == 1
		j.clear = j.clear && len(j.above) > 0 && !slices.Contains(j.above, j.code)
		for _, a := range j.above {
			named[a] = true
		}
	}
	var filled []*seededJob
	for _, i := range s.rand.Perm(len(s.jobs)) {
		if j := s.jobs[i]; j.unique && !named[j.code] && len(s.vacant) < len(s.jobs)/15 {
			s.vacant = append(s.vacant, j.code)
		} else {
			filled = append(filled, j)
		}
	}
	for i := range max(n, len(filled)) {
		j := filled[i%len(filled)]
		if i >= len(filled) {
			j = filled[s.rand.IntN(len(filled))]
		}
		p := &seededPerson{job: j, at: i, id: strconv.Itoa(100_000 + 7*i), name: fmt.Sprintf("Jürgen %c. Größe-%d", 'A'+i%26, i), title: j.title, grade: j.grade}
		if p.grade == "" {
			p.grade = strconv.Itoa(s.rand.IntN(12))
		}
		s.people = append(s.people, p)
		j.is = append(j.is, p)
	}
	for _, p := range s.people {
		var above []*seededPerson
		for _, code := range p.job.above {
			if a := byCode[code]; a != nil && a != p.job {
				above = append(above, a.is...)
			}
		}
		if len(above) == 0 {
			above = s.people
		}
		if m := above[s.rand.IntN(len(above))]; m != p {
			p.manager = m.id
		}
	}
	s.plant()
	return s
}

// plant changes people, each one at most once, and nobody who is alone with a title.
func (s *seeded) plant() {
	order := s.rand.Perm(len(s.people))
	managers := map[string]bool{}
	for _, p := range s.people {
		managers[p.manager] = true
	}
	some := max(2, len(s.people)/150)
	free := func(what string, n int, ok func(p *seededPerson) bool, change func(p *seededPerson)) {
		for i := 0; i < len(order) && n > 0; i++ {
			// Who has people below stays as is, so that nothing is planted in their lines.
			if p := s.people[order[i]]; len(p.job.is) > 1 && !managers[p.id] && ok(p) {
				change(p)
				s.planted[what] = append(s.planted[what], p.at)
				order = slices.Delete(order, i, i+1)
				i--
				n--
			}
		}
	}
	all := func(*seededPerson) bool { return true }
	known := map[string]bool{}
	for _, j := range s.jobs {
		known[j.title] = true
	}
	free("unknown", some, func(p *seededPerson) bool {
		return p.job.unique && misspelt(p.title) != "" && !known[misspelt(p.title)]
	}, func(p *seededPerson) {
		s.nearest[p.at] = p.job.title
		p.title = misspelt(p.title)
	})
	free("unknown", some/2, all, func(p *seededPerson) { p.title = fmt.Sprintf("Führungskraft für Zölle %d", p.at%3) })
	free("spelt", some, func(p *seededPerson) bool { return strings.HasPrefix(p.title, "Senior ") }, func(p *seededPerson) {
		p.title = "Sr. " + strings.TrimPrefix(p.title, "Senior ")
	})
	graded := func(p *seededPerson) bool { return p.job.unique && p.job.grade != "" }
	free("grade", some, graded, func(p *seededPerson) {
		n, _ := strconv.ParseFloat(p.job.grade, 64)
		p.grade = strconv.FormatFloat(n+3, 'f', -1, 64) // beyond every range that is stated
	})
	free("as 7.0", some, graded, func(p *seededPerson) {
		if !strings.Contains(p.grade, ".") {
			p.grade += ".0"
		}
	})
	free("as Grade 7", some, graded, func(p *seededPerson) { p.grade = "Grade " + p.grade })
	free("line", some, func(p *seededPerson) bool { return p.job.clear && p.job.unique }, func(p *seededPerson) {
		for {
			m := s.people[s.rand.IntN(len(s.people))]
			if m.job.unique && m.title == m.job.title && m.job != p.job && !slices.Contains(p.job.above, m.job.code) {
				p.manager, managers[m.id] = m.id, true
				return
			}
		}
	})
	free("date", some/2+1, all, func(p *seededPerson) { p.date = true })
	free("no-grade", some/2+1, all, func(p *seededPerson) { p.grade = "IC3" })
	free("no-title", some/2+1, all, func(p *seededPerson) { p.title = "" })
	free("no-manager", some/2+1, all, func(p *seededPerson) { p.manager = "999" })
	free("same-id", 1, all, func(p *seededPerson) { p.id = "77" })
	free("same-id", 1, all, func(p *seededPerson) { p.id = "77" })
}

// misspelt is a title with one letter less in a long word; "" if it has none.
func misspelt(title string) string {
	words := strings.Fields(title)
	for i, w := range words {
		if len(w) > 7 && strings.Trim(strings.ToLower(w), "abcdefghijklmnopqrstuvwxyz") == "" {
			words[i] = w[:4] + w[5:]
			return strings.Join(words, " ")
		}
	}
	return ""
}

// rows are the cells of the roster under its header, the day that people came in the place of a grade included.
func (s *seeded) rows(date string) [][]string {
	rows := [][]string{{"Employee ID", "Full Name", "Job Title", "Hire Date", "Grade", "Manager ID"}}
	for _, p := range s.people {
		grade := p.grade
		if p.date {
			grade = date
		}
		rows = append(rows, []string{p.id, p.name, p.title, "2019-05-07", grade, p.manager})
	}
	return rows
}

func (s *seeded) file(t *testing.T, name string, text []byte) string {
	file := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(file, text, 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func (s *seeded) csv(t *testing.T, by rune, date string) string {
	var b strings.Builder
	w := csv.NewWriter(&b)
	w.Comma = by
	if err := w.WriteAll(s.rows(date)); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func (s *seeded) semicolons(t *testing.T) string {
	return s.file(t, "people.csv", []byte("\ufeff"+s.csv(t, ';', "07.08.2026")))
}

func (s *seeded) windows(t *testing.T) string {
	text, err := charmap.Windows1252.NewEncoder().String(s.csv(t, ',', "8-Jul"))
	if err != nil {
		t.Fatal(err)
	}
	return s.file(t, "people.csv", []byte(text))
}

func (s *seeded) utf16(t *testing.T) string {
	text, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(s.csv(t, '\t', "2026-07-08"))
	if err != nil {
		t.Fatal(err)
	}
	return s.file(t, "people.txt", []byte(text))
}

// workbook writes numbers as numbers, and dates as Excel does: as numbers of days with a format.
func (s *seeded) workbook(t *testing.T) string {
	f := excelize.NewFile()
	defer f.Close()
	for r, row := range s.rows("") {
		for c, cell := range row {
			at, _ := excelize.CoordinatesToCellName(c+1, r+1)
			var v any = cell
			switch n, err := strconv.ParseFloat(cell, 64); {
			case r > 0 && c == 4 && s.people[r-1].date:
				v = time.Date(2026, 7, 8, 0, 0, 0, 0, time.UTC)
			case err == nil:
				v = n
			}
			if err := f.SetCellValue("Sheet1", at, v); err != nil {
				t.Fatal(err)
			}
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return s.file(t, "people.xlsx", b.Bytes())
}

// compared is what the program says, as whoever reads its JSON has it.
type compared struct {
	Totals  struct{ People, Matched, Graded, Placed, Held, Levels int }
	Unknown []struct {
		Title   string
		Nearest *struct{ Title string }
		Sure    bool
		People  []comparedPerson
	} `json:"unknown_titles"`
	Spelt  []struct{ People []comparedPerson } `json:"other_titles"`
	Grades []struct{ People []comparedPerson } `json:"other_grades"`
	Lines  []struct{ People []comparedPerson } `json:"other_lines"`
	Vacant []struct{ Level struct{ Code string } }
	Faults []struct {
		Kind   string
		People []comparedPerson
	} `json:"not_comparable"`
}

type comparedPerson struct{ Row int }

func (s *seeded) check(t *testing.T, file string) {
	args := []string{"audit", s.dir, "--roster", file}
	var stdout, stderr bytes.Buffer
	if code := run(t.Context(), append(args, "--format", "json"), strings.NewReader(""), &stdout, &stderr); code != 0 {
		t.Fatalf("exit code %d: %s", code, &stderr)
	}
	if strings.Contains(stdout.String(), "Jürgen") || strings.Contains(stdout.String(), "100007") {
		t.Error("people are named, and nobody has asked for that")
	}
	var c compared
	if err := json.Unmarshal(stdout.Bytes(), &c); err != nil {
		t.Fatal(err)
	}
	found := map[string][]int{}
	add := func(what string, people []comparedPerson) {
		for _, p := range people {
			found[what] = append(found[what], p.Row-2)
		}
	}
	for _, u := range c.Unknown {
		add("unknown", u.People)
		for _, p := range u.People {
			if want := s.nearest[p.Row-2]; want != "" && (u.Nearest == nil || u.Nearest.Title != want || !u.Sure) {
				t.Errorf("%q is not found to be near %q: %+v", u.Title, want, u)
			}
		}
	}
	for _, o := range c.Spelt {
		add("spelt", o.People)
	}
	for _, o := range c.Grades {
		add("grade", o.People)
	}
	for _, o := range c.Lines {
		add("line", o.People)
	}
	for _, f := range c.Faults {
		add(f.Kind, f.People)
	}
	for what := range s.planted {
		if !strings.HasPrefix(what, "as ") && len(s.planted[what]) == 0 {
			t.Errorf("no %s was planted", what)
		}
	}
	for _, what := range []string{"unknown", "spelt", "grade", "line", "date", "no-grade", "no-title", "no-manager", "same-id", "managers", "own-manager", "code"} {
		slices.Sort(found[what])
		slices.Sort(s.planted[what])
		if len(s.planted[what]) == 0 && what != "managers" && what != "own-manager" && what != "code" {
			t.Errorf("%s was not planted", what)
		}
		if !slices.Equal(found[what], s.planted[what]) {
			t.Errorf("%s: found %v, planted %v", what, s.describe(found[what]), s.describe(s.planted[what]))
		}
	}
	var vacant []string
	for _, v := range c.Vacant {
		vacant = append(vacant, v.Level.Code)
	}
	slices.Sort(vacant)
	slices.Sort(s.vacant)
	if !slices.Equal(vacant, s.vacant) {
		t.Errorf("nobody holds %v, planted %v", vacant, s.vacant)
	}
	if n := c.Totals; n.People != len(s.people) || n.Matched < n.People*9/10 || n.Placed < n.People/4 || n.Graded < n.People/4 {
		t.Errorf("too little was compared: %+v", n)
	}
}

func (s *seeded) describe(people []int) []string {
	var words []string
	for _, at := range people {
		p := s.people[at]
		words = append(words, fmt.Sprintf("%d %q grade %q (level %q %s)", at, p.title, p.grade, p.job.title, p.job.grade))
	}
	return words
}

// tableOf is a table of an audit, each row by the names of the columns.
func tableOf(t *testing.T, dir, name string) []map[string]string {
	rows := rowsOf(t, auditOf(t, dir, "--format", "csv", "--table", name))
	var out []map[string]string
	for _, r := range rows[1:] {
		m := map[string]string{}
		for i, cell := range r {
			m[rows[0][i]] = cell
		}
		out = append(out, m)
	}
	return out
}
