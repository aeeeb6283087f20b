package schema

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"cuelang.org/go/cue"
)

func builtin(t *testing.T) *Policy {
	t.Helper()
	p, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// A rule without its words, its examples or its facts is no use to anybody.
func TestRulesAreComplete(t *testing.T) {
	p := builtin(t)
	if err := p.compiled.pkg.Validate(); err != nil {
		t.Fatal(err)
	}
	for _, r := range p.Rules() {
		for what, value := range map[string]string{
			"group": r.Group, "on": r.On, "severity": string(r.Severity), "title": r.Summary, "message": r.Message,
			"why": r.Why, "remedy": r.Remedy, "since": r.Since, "bad example": r.Bad, "good example": r.Good,
		} {
			if value == "" {
				t.Errorf("%s has no %s", r.ID, what)
			}
		}
		if r.Group == "own" {
			t.Errorf("%s is in no chapter", r.ID)
		}
		if r.Summary == r.Message {
			t.Errorf("%s has no title", r.ID)
		}
		if strings.HasSuffix(r.Message, ".") {
			t.Errorf("%s: the message ends in a full stop", r.ID)
		}
		facts := p.compiled.allFacts(r.On, p.Kinds())
		for _, m := range braces.FindAllStringSubmatch(r.Message+r.Remedy, -1) {
			if !slices.Contains(facts, m[1]) {
				t.Errorf("%s names {%s}, and there is no such fact of a %s", r.ID, m[1], r.On)
			}
		}
		for name, pattern := range map[string]*pattern{"when": r.when, "must": r.must} {
			if pattern == nil {
				continue
			}
			if pattern.fields == nil {
				t.Errorf("%s: %s refers to something, so it is asked for every entity anew", r.ID, name)
			}
			for _, q := range pattern.fields {
				if !q.value().Exists() {
					t.Errorf("%s: %s has no field for %s", r.ID, name, q.fact)
				}
			}
		}
	}
}

func TestRulesAreInOrder(t *testing.T) {
	rules := builtin(t).Rules()
	if !slices.IsSortedFunc(rules, func(a, b *Rule) int {
		if a.Group != b.Group {
			return slices.Index(groups, a.Group) - slices.Index(groups, b.Group)
		}
		return strings.Compare(a.ID, b.ID)
	}) {
		t.Error("rules are not in the order of their chapters and ids")
	}
	e := expect(builtin(t).compiled.pkg.LookupPath(cue.MakePath(cue.Def("#Group"))))
	if !slices.Equal(e.words, groups) {
		t.Errorf("the chapters in rules.cue are %v, and the order in Go is %v", e.words, groups)
	}
}

// Every fact is of a kind of entity that rules can be about, and says what it is.
func TestFacts(t *testing.T) {
	p := builtin(t)
	for _, on := range expect(p.compiled.pkg.LookupPath(cue.MakePath(cue.Def("#On")))).words {
		facts := FactsOf(on)
		if len(facts) == 0 {
			t.Errorf("a %s has no facts", on)
		}
		for _, f := range facts {
			if f.Doc == "" || f.Type == "" {
				t.Errorf("the fact %s of a %s has the type %q and the comment %q", f.Name, on, f.Type, f.Doc)
			}
		}
	}
	if FactsOf("lever") != nil {
		t.Error("there are facts of a lever")
	}
}

func TestCheckFacts(t *testing.T) {
	p := builtin(t)
	facts := levelFacts(t, p, given{"rung": "senior"})
	facts["rung"] = "guru"
	if err := p.CheckFacts("level", facts); err == nil {
		t.Error("guru passes for a rung")
	}
	if err := p.CheckFacts("lever", facts); err == nil {
		t.Error("a lever passes for an entity")
	}
}

// gradesOf are the grades that a ladder has for a title, else for a rung.
func gradesOf(l *Ladder, title, rung string) []float64 {
	if grades, ok := l.Titles[title]; ok {
		return grades
	}
	for _, s := range slices.Concat(l.Individual, l.Management) {
		if s.Rung == rung {
			return s.Grades
		}
	}
	return nil
}

func TestLadders(t *testing.T) {
	p := builtin(t)
	for _, test := range []struct {
		path, ladder, title, rung string
		grades                    []float64
	}{
		{"engineering/backend/index.html.md", "default", "Senior Backend Engineer", "senior", []float64{7}},
		{"engineering/backend/index.html.md", "default", "Manager, Backend", "manager", []float64{8}},
		{"product/product-manager/index.html.md", "default", "Product Manager", "", []float64{7}},
		{"product/product-manager/index.html.md", "default", "Senior Product Manager", "senior", []float64{8}},
		{"product/product-manager/index.html.md", "default", "Product Analyst", "", nil},
		{"sales/renewals/index.html.md", "sales", "Manager, Renewals", "manager", []float64{8, 9}},
		{"sales/renewals/index.html.md", "sales", "Senior Renewals Clerk", "senior", nil},
		{"sales/solutions-architect/index.html.md", "customer-success", "Staff Solutions Architect", "staff", []float64{9}},
		{"marketing/sales-development/index.md", "sales-development", "Manager, X", "manager", []float64{8, 9}},
		{"presales/index.md", "default", "Fellow", "fellow", []float64{12}},
	} {
		l := p.LadderFor(test.path)
		if l.Name != test.ladder {
			t.Errorf("%s climbs %s, not %s", test.path, l.Name, test.ladder)
		}
		if got := gradesOf(l, test.title, test.rung); !slices.Equal(got, test.grades) {
			t.Errorf("%q has the grades %v on %s, not %v", test.title, got, l.Name, test.grades)
		}
	}
	l := p.LadderFor("")
	for grade, known := range map[float64]bool{4: true, 12: true, 13: false, 9.5: false, 15: true, 3: false} {
		if l.Has(grade) != known {
			t.Errorf("whether there is a grade %v: %v", grade, !known)
		}
	}
	for _, track := range [][]Step{l.Individual, l.Management} {
		if !slices.IsSortedFunc(track, func(a, b Step) int { return int(a.Grades[0] - b.Grades[0]) }) {
			t.Errorf("the steps do not ascend: %v", track)
		}
	}
}

func TestSections(t *testing.T) {
	severities := map[string]Severity{}
	var kinds []string
	for _, k := range builtin(t).Kinds() {
		kinds = append(kinds, k.Kind)
		if k.Required != "nowhere" {
			severities[k.Kind] = k.Severity
		}
	}
	want := []string{
		"job_grade", "responsibilities", "requirements", "nice_to_have", "levels", "segments", "specialties",
		"performance_indicators", "career_ladder", "hiring_process",
	}
	if !slices.Equal(kinds, want) {
		t.Errorf("the kinds are %v", kinds)
	}
	for kind, severity := range map[string]Severity{
		"responsibilities": Error, "requirements": Error, "performance_indicators": Error, "hiring_process": Error,
		"career_ladder": Info, "job_grade": Info,
	} {
		if severities[kind] != severity {
			t.Errorf("a missing %s is %q, not %q", kind, severities[kind], severity)
		}
	}
}

func TestDialects(t *testing.T) {
	o := builtin(t).Catalog()
	for path, dialect := range map[string]string{
		"a/index.html.md": "kramdown-gfm", "a/index.html.md.erb": "kramdown-gfm", "a.md": "hugo", "a/_index.md": "hugo",
		"a/.gitkeep": "", "a/b.png": "", "a/README": "",
	} {
		if got := o.DialectFor(path); got != dialect {
			t.Errorf("%s is written in %q, not %q", path, got, dialect)
		}
	}
}

// Neither the environment nor what lies around on the disk changes the policy.
func TestNothingElseIsAsked(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"cue.mod/module.cue": "module: \"example.com/other\"\nlanguage: version: \"v0.9.0\"\n",
		"rules.cue":          "package jobcat\n\n#Policy: nonsense: 1\n",
		"secret.txt":         "secret",
	} {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want := builtin(t).Rules()
	t.Chdir(dir)
	t.Setenv("CUE_EXPERIMENT", "nonsense,evalv3=0,embed=1,keepvalidators=0")
	t.Setenv("CUE_DEBUG", "strict,logeval=3,nonsense")
	p, err := Load("jobcat.cue", []byte("package jobcat\n\ncatalog: ignore: \"x/**\": true\n"))
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Rules()) != len(want) {
		t.Errorf("there are %d rules instead of %d", len(p.Rules()), len(want))
	}
	for i, r := range p.Rules() {
		if r.ID != want[i].ID || r.Severity != want[i].Severity || r.Message != want[i].Message {
			t.Errorf("%s changed to %s", want[i].ID, r.ID)
		}
	}
}

// Every file of the policy that lies here is embedded, and no file of it imports anything.
func TestPolicyIsEmbedded(t *testing.T) {
	for _, pattern := range []string{"*.cue", "presets/*.cue"} {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			t.Fatal(pattern, err)
		}
		for _, file := range files {
			src, err := fs.ReadFile(embedded, file)
			if err != nil {
				t.Error(err)
			}
			if strings.Contains(string(src), "\nimport ") {
				t.Errorf("%s imports something", file)
			}
		}
	}
}

func BenchmarkBuiltin(b *testing.B) {
	for b.Loop() {
		if _, err := Builtin(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkLoad(b *testing.B) {
	src, err := os.ReadFile("testdata/right/small.cue")
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := Load("jobcat.cue", src); err != nil {
			b.Fatal(err)
		}
	}
}
