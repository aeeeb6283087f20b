package schema

import (
	"errors"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write what is said now into the golden files")

// Every wrong jobcat.cue in testdata/wrong is refused in the words of the .txt beside it.
func TestLoadWrong(t *testing.T) {
	files, err := filepath.Glob("testdata/wrong/*.cue")
	if err != nil || len(files) == 0 {
		t.Fatal("no wrong policies", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			src, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			_, err = Load("jobcat.cue", src)
			var wrong *PolicyError
			if !errors.As(err, &wrong) {
				t.Fatalf("the error is %v, no *PolicyError", err)
			}
			golden := strings.TrimSuffix(file, ".cue") + ".txt"
			got := wrong.Error() + "\n"
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

// Every right jobcat.cue in testdata/right is a policy.
func TestLoadRight(t *testing.T) {
	files, err := filepath.Glob("testdata/right/*.cue")
	if err != nil || len(files) == 0 {
		t.Fatal("no right policies", err)
	}
	for _, file := range files {
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := Load("jobcat.cue", src); err != nil {
			t.Errorf("%s: %v", file, err)
		}
	}
}

func TestLoad(t *testing.T) {
	load := func(src string) *Policy {
		t.Helper()
		p, err := Load("jobcat.cue", []byte(src))
		if err != nil {
			t.Fatalf("%s\n%v", src, err)
		}
		return p
	}

	t.Run("small", func(t *testing.T) {
		src, err := os.ReadFile("testdata/right/small.cue")
		if err != nil {
			t.Fatal(err)
		}
		p := load(string(src))
		if got := p.Catalog().Roots; !slices.Equal(got, []string{"content/job-families"}) {
			t.Errorf("roots are %v", got)
		}
		if got := gradesOf(p.LadderFor("sales/x.md"), "", "manager"); !slices.Equal(got, []float64{9}) {
			t.Errorf("a manager in sales has %v", got)
		}
		if got := gradesOf(p.LadderFor("sales/x.md"), "", "director"); !slices.Equal(got, []float64{10}) {
			t.Errorf("a director in sales has %v", got)
		}
		r := p.Rule("director-without-career-ladder")
		if r.Group != "own" || r.Severity != Warning || !r.Judged() || r.Fix != "none" {
			t.Errorf("the rule is %+v", r)
		}
		if last := p.Rules()[len(p.Rules())-1]; last != r {
			t.Errorf("the last rule is %s", last.ID)
		}
		if len(p.Rules()) != len(builtin(t).Rules())+1 {
			t.Errorf("there are %d rules", len(p.Rules()))
		}
	})

	t.Run("severity and words", func(t *testing.T) {
		p := load(`rules: "missing-grade": {severity: "off", message: "no grade for {title}"}`)
		r := p.Rule("missing-grade")
		if r.Severity != Off || r.Message != "no grade for {title}" {
			t.Errorf("the rule is %s: %s", r.Severity, r.Message)
		}
		if want := builtin(t).Rule("missing-grade"); r.Why != want.Why || r.Remedy != want.Remedy {
			t.Error("the other words changed")
		}
	})

	t.Run("a narrowed rule", func(t *testing.T) {
		p := load(`rules: "missing-grade": when: track: "management"`)
		facts := given{"track": "individual", "no_grade": false, "grade_open": false, "grades": 0}
		if p.Rule("missing-grade").Judge(facts) {
			t.Error("an individual's missing grade is reported")
		}
		facts["track"] = "management"
		if !p.Rule("missing-grade").Judge(facts) {
			t.Error("a manager's missing grade is not reported")
		}
	})

	t.Run("a section of one's own", func(t *testing.T) {
		p := load(`
			sections: working_hours: {usual: "Working Hours", titles: "When you work": true, required: "level", severity: "warning", items: "Lunch at noon": true}
			sections: requirements: {titles: "Must haves": true, aliases: "Qualifications": false, items: "Ability to use GitLab": false}
			rules: "night-shift": {
				on: "level", severity: "info", must: sections: working_hours: 1
				message: "{sections.working_hours}", why: "w", remedy: "r"
			}
		`)
		kinds := p.Kinds()
		own := kinds[len(kinds)-1]
		if own.Kind != "working_hours" || own.Usual() != "Working Hours" || own.Required != "level" || own.Severity != Warning ||
			len(own.Titles) != 2 || len(own.Items) != 1 {
			t.Errorf("the kind is %+v", own)
		}
		requirements := kinds[slices.IndexFunc(kinds, func(k SectionKind) bool { return k.Kind == "requirements" })]
		if !slices.Contains(requirements.Titles, "Must haves") || slices.Contains(requirements.Aliases, "Qualifications") || len(requirements.Items) != 0 {
			t.Errorf("requirements are %+v", requirements)
		}
		if p.Rule("night-shift").Judge(given{"sections.working_hours": 1}) {
			t.Error("a level with working hours is wrong")
		}
	})

	t.Run("another usual word", func(t *testing.T) {
		p := load(`
			sections: responsibilities: usual: "What the role does"
			sections: requirements: {usual: "What it takes", aliases: "Requirements": false}
			sections: career_ladder: usual: "Growth"
			sections: next_steps: usual: "Career Ladder"
		`)
		for _, k := range p.Kinds() {
			understood := map[string][2]string{
				"responsibilities": {"What the role does", "Responsibilities"}, "requirements": {"What it takes", ""},
				"career_ladder": {"Growth", ""}, "next_steps": {"Career Ladder", ""},
			}
			if want, ok := understood[k.Kind]; ok && (k.Usual() != want[0] || want[1] != "" && !slices.Contains(k.Aliases, want[1])) {
				t.Errorf("%s is %+v", k.Kind, k)
			}
			if k.Kind == "requirements" && slices.Contains(k.Aliases, "Requirements") || k.Kind == "career_ladder" && slices.Contains(k.Aliases, "Career Ladder") {
				t.Errorf("%s is still called what it was: %v", k.Kind, k.Aliases)
			}
		}
	})

	t.Run("a ladder of one's own", func(t *testing.T) {
		p := load(`
			extends: "minimal"
			ladders: default: {grades: [1, 2, 3], rungs: senior: [2, 3], titles: "Head Chef": [3]}
			ladders: pastry: {paths: ["kitchen/pastry/**"], rungs: senior: [3]}
			ladders: kitchen: {paths: ["kitchen/**"], rungs: senior: [2]}
		`)
		if l := p.LadderFor("bar/x.md"); l.Name != "default" || l.Has(7) || !l.Has(2) || !slices.Equal(gradesOf(l, "Head Chef", "senior"), []float64{3}) {
			t.Errorf("the default ladder is %+v", l)
		}
		if l := p.LadderFor("kitchen/pastry/x.md"); l.Name != "kitchen" {
			t.Errorf("the last ladder that matches is %s", l.Name)
		}
		p = load(`ladders: kitchen: {paths: ["kitchen/**"], rungs: senior: [8]}`)
		if l := p.LadderFor("kitchen/x.md"); l.Has(13) || !l.Has(8) {
			t.Error("a ladder of one's own does not have the preset's grades")
		}
	})

	// Globs are relative to a root, and paths to the parent of all roots.
	t.Run("several roots", func(t *testing.T) {
		p := load(`
			ladders: pastry: {paths: ["pastry/**"], rungs: senior: [8]}
			catalog: ignore: "drafts/**": true
			catalog: dialects: kramdown: ["old/**"]
		`)
		below := p.Below([]string{"jobs", "more/jobs"})
		for path, ladder := range map[string]string{"jobs/pastry/x.md": "pastry", "more/jobs/pastry/x.md": "pastry", "more/pastry/x.md": "default"} {
			if l := below.LadderFor(path); l.Name != ladder {
				t.Errorf("%s climbs %s, not %s", path, l.Name, ladder)
			}
		}
		o := below.Catalog()
		if !o.Ignored("more/jobs/drafts/x.md") || o.Ignored("jobs/x/drafts/x.md") || o.DialectFor("jobs/old/x.md") != "kramdown" {
			t.Error("the globs of the catalog are not relative to its roots")
		}
		if l := p.LadderFor("pastry/x.md"); l.Name != "pastry" || p.LadderFor("jobs/pastry/x.md").Name != "default" {
			t.Error("the policy itself has changed")
		}
		if l := p.Below([]string{"."}).LadderFor("pastry/x.md"); l.Name != "pastry" {
			t.Errorf("with one root, %s", l.Name)
		}
	})

	t.Run("catalog", func(t *testing.T) {
		o := load(`catalog: {
			site_prefixes: "https://handbook.example.com": true
			redirects: "/job-families/a/": "/job-families/b/"
			ignore: "drafts/**": true
			dialects: {hugo: [], kramdown: ["**/*.md"]}
		}`).Catalog()
		if !slices.Contains(o.SitePrefixes, "https://handbook.example.com") || o.Redirects["/job-families/a/"] != "/job-families/b/" ||
			!o.Ignored("drafts/x.md") || o.Ignored("x.md") || o.DialectFor("x.md") != "kramdown" {
			t.Errorf("the options are %+v", o)
		}
	})

	t.Run("names of one's own", func(t *testing.T) {
		p := load(`
			#Leading: "manager" | "director"
			_low:     9
			let high = 12
			rules: "leader-grade": {
				on: "level", severity: "error", message: "m", why: "w", remedy: "r"
				when: rung: #Leading
				must: grade: >_low & <high | null
			}
		`)
		for grade, wrong := range map[float64]bool{9: true, 10: false, 12: true} {
			if got := p.Rule("leader-grade").Judge(levelFacts(t, p, given{"rung": "manager", "grade": grade})); got != wrong {
				t.Errorf("grade %v: wrong is %v", grade, got)
			}
		}
	})

	t.Run("nothing", func(t *testing.T) {
		if p := load(""); len(p.Rules()) != len(builtin(t).Rules()) {
			t.Error("an empty policy is not the built-in one")
		}
	})
}

// CUE's own words are for those who ask for them.
func TestProblemHidesCUE(t *testing.T) {
	_, err := Load("jobcat.cue", []byte(`rules: "missing-grade": severity: "of"`))
	var wrong *PolicyError
	if !errors.As(err, &wrong) || len(wrong.Problems) != 1 {
		t.Fatal(err)
	}
	p := wrong.Problems[0]
	if !strings.Contains(p.Debug, "empty disjunction") || strings.Contains(p.Message, "disjunction") {
		t.Errorf("message %q, debug %q", p.Message, p.Debug)
	}
}

// Whatever stands in a jobcat.cue, Load answers, and its problems lie in the file.
func FuzzLoad(f *testing.F) {
	files, err := filepath.Glob("testdata/*/*.cue")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		src, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(src)
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		p, err := Load("jobcat.cue", src)
		if err == nil {
			p.Settings("")
			p.Settings("sales/gardens.md")
			return
		}
		var wrong *PolicyError
		if !errors.As(err, &wrong) {
			t.Fatalf("no *PolicyError: %v", err)
		}
		lines := strings.Split(string(src), "\n")
		for _, p := range wrong.Problems {
			if p.Line < 1 || p.Line > len(lines) || p.Column < 1 || p.Message == "" {
				t.Errorf("a problem at %d:%d: %q", p.Line, p.Column, p.Message)
			}
		}
	})
}
