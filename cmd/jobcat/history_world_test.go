package main

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// grown is a repository whose catalog has a history: commits made one by one, merges, a month without any, clocks that were
// wrong and in other time zones.
type grown struct {
	top   string
	steps []grownStep // on the line of first parents, the oldest first
}

// grownStep is a commit, with what only its author knows.
type grownStep struct {
	id      string
	merge   int               // the number of the merge request; 0 for none
	moved   map[string]string // paths of pages after by those before, below the catalog
	renamed map[string]string // titles of levels after by those before
}

// grower writes a history for git fast-import.
type grower struct {
	*rand.Rand
	stream strings.Builder
	mark   int
	files  map[string]string // below job-families
	trades map[string]*trade // by path
	next   int               // number of the next trade
	clock  time.Time
	states map[int]map[string]string // the files of each commit, by its mark
	step   grownStep
	done   map[string]bool // pages that this step has touched: a second edit would hide the first
}

// trade is a family that the grower can change in every way.
type trade struct {
	n      int
	title  string
	levels []grownLevel
	words  int
}

type grownLevel struct {
	title  string
	grade  string // "7", "6 to 7", "" for none
	duties []string
}

// grow makes a repository with a catalog of so many trades and the files of base, and so many commits after the first.
func grow(t testing.TB, seed uint64, base map[string]string, trades, commits int) grown {
	t.Helper()
	g := &grower{Rand: rand.New(rand.NewPCG(seed, 3)), files: maps.Clone(base), trades: map[string]*trade{}, states: map[int]map[string]string{}, clock: time.Date(2025, 1, 2, 9, 0, 0, 0, time.UTC)}
	if g.files == nil {
		g.files = map[string]string{}
	}
	g.begin()
	for range trades {
		g.plant()
	}
	top := t.TempDir()
	repo := grown{top: top}
	main := g.commit("Plant the catalog", 0, 0, "main")
	repo.steps = append(repo.steps, g.step)
	marks := []int{main}
	gap := commits / 2
	for i := range commits {
		g.begin()
		// About two years, whatever the number of commits is.
		g.clock = g.clock.Add(time.Duration(float64(690*24*time.Hour) / float64(commits) * (0.2 + 1.6*g.Float64())))
		if i == gap {
			g.clock = g.clock.AddDate(0, 2, 3)
		}
		number := 100 + i
		switch g.IntN(5) {
		case 0: // a merge
			branch := main
			for range 1 + g.IntN(3) {
				g.edit()
				branch = g.commit("Part of it", branch, 0, "topic")
			}
			g.step.merge = number
			main = g.commit(fmt.Sprintf("Merge branch 'topic' into 'main'\n\nDo something\n\nSee merge request people/handbook!%d", number), main, branch, "main")
		case 1: // squashed
			g.edit()
			g.step.merge = number
			main = g.commit(fmt.Sprintf("Do something else (!%d)\n\nBecause of (!7), and not in\nsee merge request !8", number), main, 0, "main")
		case 2: // of two parts
			g.edit()
			g.edit()
			main = g.commit("Two things, see !9", main, 0, "main")
		case 3:
			if g.IntN(3) == 0 {
				main = g.commit("Nothing about jobs", main, 0, "main")
				break
			}
			fallthrough
		default:
			g.edit()
			main = g.commit("", main, 0, "main")
		}
		repo.steps = append(repo.steps, g.step)
		marks = append(marks, main)
	}
	gitIn(t, top, "", "init", "-q", "-b", "main")
	gitIn(t, top, g.stream.String(), "fast-import", "--quiet", "--export-marks=.git/marks")
	gitIn(t, top, "", "checkout", "-q", "-f", "main")
	ids := map[string]string{}
	text, err := os.ReadFile(filepath.Join(top, ".git/marks"))
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		mark, id, _ := strings.Cut(strings.TrimSpace(line), " ")
		ids[mark] = id
	}
	for i, mark := range marks {
		repo.steps[i].id = ids[fmt.Sprintf(":%d", mark)]
	}
	return repo
}

func gitIn(t testing.TB, dir, input string, args ...string) string {
	t.Helper()
	cmd := exec.Command("git", args...)
	cmd.Dir, cmd.Stdin = dir, strings.NewReader(input)
	cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_CONFIG_NOSYSTEM=1")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("git %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return strings.TrimSuffix(string(out), "\n")
}

func (g *grower) begin() {
	g.step = grownStep{moved: map[string]string{}, renamed: map[string]string{}}
	g.done = map[string]bool{}
}

// commit writes a commit with all files as they are now.
func (g *grower) commit(message string, parent, other int, branch string) int {
	g.mark++
	at := g.clock
	switch g.IntN(12) { // clocks that are wrong
	case 0:
		at = at.AddDate(0, 0, 20+g.IntN(30))
	case 1:
		at = at.AddDate(0, 0, -g.IntN(8))
	}
	zone := []string{"+0000", "+0200", "-0800", "+1345", "-0330"}[g.IntN(5)]
	fmt.Fprintf(&g.stream, "commit refs/heads/%s\nmark :%d\n", branch, g.mark)
	fmt.Fprintf(&g.stream, "author A Gardener <g@example.com> %d %s\n", at.AddDate(0, -3, 0).Unix(), zone)
	fmt.Fprintf(&g.stream, "committer A Gardener <g@example.com> %d %s\n", at.Unix(), zone)
	fmt.Fprintf(&g.stream, "data %d\n%s\n", len(message), message)
	if parent > 0 {
		fmt.Fprintf(&g.stream, "from :%d\n", parent)
	}
	if other > 0 {
		fmt.Fprintf(&g.stream, "merge :%d\n", other)
	}
	was := g.states[parent]
	for _, p := range slices.Sorted(maps.Keys(was)) {
		if _, kept := g.files[p]; !kept {
			fmt.Fprintf(&g.stream, "D job-families/%s\n", p)
		}
	}
	for _, p := range slices.Sorted(maps.Keys(g.files)) {
		if text, there := was[p]; !there || text != g.files[p] {
			fmt.Fprintf(&g.stream, "M 100644 inline job-families/%s\ndata %d\n%s\n", p, len(g.files[p]), g.files[p])
		}
	}
	g.states[g.mark] = maps.Clone(g.files)
	fmt.Fprintf(&g.stream, "M 100644 inline README.md\ndata <<END\nAt %d.\nEND\n", g.mark)
	g.stream.WriteString("\n")
	return g.mark
}

// plant adds a family.
func (g *grower) plant() {
	g.next++
	t := &trade{n: g.next, title: fmt.Sprintf("Trade%d Gardener", g.next)}
	for i, rung := range []string{"Associate ", "", "Senior ", "Staff "} {
		l := grownLevel{title: rung + t.title, grade: fmt.Sprint(5 + i)}
		for range 4 {
			t.words++
			l.duties = append(l.duties, g.duty(t))
		}
		t.levels = append(t.levels, l)
	}
	p := fmt.Sprintf("street%d/trade%d/index.html.md", g.next%5, g.next)
	if g.IntN(2) == 0 {
		p = fmt.Sprintf("street%d/trade%d.md", g.next%5, g.next)
	}
	g.trades[p] = t
	g.done[p] = true
	g.write(p)
}

func (g *grower) duty(t *trade) string {
	pick := func(words string) string { all := strings.Fields(words); return all[g.IntN(len(all))] }
	return fmt.Sprintf("%s the %s of trade%d with a %s, number %d", pick("Plan Prune Water Record Measure Repair Draw"), pick("roses hedges paths ponds bees seeds"),
		t.n, pick("spade ladder ledger rake barrow"), t.words)
}

// write puts a trade on its page.
func (g *grower) write(p string) {
	t := g.trades[p]
	var b strings.Builder
	fmt.Fprintf(&b, "---\ntitle: %q\n---\n\nWhat grows in street %d.\n\n## Levels\n", t.title, t.n)
	for _, l := range t.levels {
		fmt.Fprintf(&b, "\n### %s\n\n#### %s Job Grade\n\n", l.title, l.title)
		if l.grade != "" {
			fmt.Fprintf(&b, "The %s is a [grade %s](/handbook/grades/).\n", l.title, l.grade)
		} else {
			b.WriteString("It is not known yet.\n")
		}
		fmt.Fprintf(&b, "\n#### %s Responsibilities\n\n", l.title)
		for _, d := range l.duties {
			fmt.Fprintf(&b, "- %s\n", d)
		}
	}
	g.files[p] = b.String()
}

var (
	grownGrade  = regexp.MustCompile(`(?i)grade (\d+)\b`)
	grownBullet = regexp.MustCompile(`(?m)^[*-] .*\n`)
)

// edit changes something about one page that this step has not touched yet.
func (g *grower) edit() {
	var paths []string
	for _, p := range slices.Sorted(maps.Keys(g.files)) {
		if !g.done[p] {
			paths = append(paths, p)
		}
	}
	if len(paths) == 0 {
		g.plant()
		return
	}
	p := paths[g.IntN(len(paths))]
	g.done[p] = true
	t := g.trades[p]
	if t == nil || len(g.trades) > 4 && g.IntN(12) == 0 {
		g.editText(p)
		return
	}
	i := g.IntN(len(t.levels))
	l := &t.levels[i]
	grade := func() { l.grade = []string{"4", "5", "6", "7", "8", "9", "7.5", "6 to 7", ""}[g.IntN(9)] }
	switch g.IntN(11) {
	case 0, 1, 2:
		grade()
	case 3:
		t.words++
		l.duties = append(l.duties, g.duty(t))
	case 4, 5: // renamed; sometimes with another grade
		old, now := l.title, "Grower"
		if strings.Contains(old, now) {
			now = "Gardener"
		}
		l.title = strings.NewReplacer("Gardener", now, "Grower", now).Replace(old)
		g.step.renamed[old] = l.title
		if g.IntN(2) == 0 {
			grade()
		}
	case 6: // moved; sometimes with another grade
		to := fmt.Sprintf("lane%d/trade%d.md", g.IntN(100), t.n)
		g.move(p, to)
		if g.IntN(2) == 0 {
			grade()
		}
		p = to
	case 7: // a level goes, or moves to another family
		if len(t.levels) < 2 {
			break
		}
		gone := *l
		t.levels = slices.Delete(t.levels, i, i+1)
		for _, q := range slices.Sorted(maps.Keys(g.trades)) {
			if !g.done[q] && g.IntN(3) == 0 {
				g.done[q] = true
				g.trades[q].levels = append(g.trades[q].levels, gone)
				g.write(q)
				break
			}
		}
	case 8: // a level comes
		t.words++
		t.levels = append(t.levels, grownLevel{fmt.Sprintf("Principal Trade%d Warden %d", t.n, t.words), "9", []string{g.duty(t)}})
	case 9:
		g.plant()
	case 10:
		if len(g.trades) > 4 {
			delete(g.trades, p)
			delete(g.files, p)
			return
		}
	}
	g.write(p)
}

func (g *grower) move(p, to string) {
	if p == to {
		return
	}
	g.trades[to], g.files[to] = g.trades[p], g.files[p]
	if g.trades[p] == nil {
		delete(g.trades, to)
	}
	delete(g.trades, p)
	delete(g.files, p)
	g.done[to] = true
	g.step.moved[p] = to
}

// editText changes any page without knowing what it is about.
func (g *grower) editText(p string) {
	text := g.files[p]
	pick := func(r *regexp.Regexp) (at []int) {
		if all := r.FindAllStringSubmatchIndex(text, -1); len(all) > 0 {
			at = all[g.IntN(len(all))]
		}
		return at
	}
	switch g.IntN(4) {
	case 0, 1:
		if at := pick(grownGrade); at != nil && g.trades[p] == nil {
			g.files[p] = text[:at[2]] + fmt.Sprint(3+g.IntN(9)) + text[at[3]:]
		}
	case 2:
		if at := pick(grownBullet); at != nil && g.trades[p] == nil {
			g.files[p] = text[:at[0]] + "* Something else, which was not there before\n" + text[at[0]:]
		}
	case 3:
		if strings.HasSuffix(p, ".html.md") && strings.Count(p, "/") > 1 {
			g.move(p, path.Join(path.Dir(path.Dir(p)), "moved-"+path.Base(path.Dir(p)), path.Base(p)))
		}
	}
}
