package schema

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"

	"cuelang.org/go/cue"
)

// given are facts by name; what is not given is 0, as for kinds of sections that a level lacks.
type given map[string]any

func (g given) Fact(name string) any {
	if v, ok := g[name]; ok {
		return v
	}
	return 0
}

// levelFacts are all facts of a level, most of them as they are for a level of which nothing is known.
func levelFacts(t *testing.T, p *Policy, some given) given {
	t.Helper()
	g := given{}
	for _, fact := range FactsOf("level") {
		switch {
		case strings.HasSuffix(fact.Name, perKind):
		case fact.Type == "bool":
			g[fact.Name] = false
		case fact.Type == "number | null":
			g[fact.Name] = nil
		case fact.Type == "[...number]":
			g[fact.Name] = []float64{}
		case fact.Name == "track":
			g[fact.Name] = "individual"
		case fact.Type == "string" || strings.HasSuffix(fact.Type, `| ""`):
			g[fact.Name] = ""
		}
	}
	for name, value := range some {
		g[name] = value
	}
	if err := p.CheckFacts("level", g); err != nil {
		t.Fatalf("the test's own facts are wrong: %v", err)
	}
	return g
}

// ownRule is a jobcat.cue with one rule.
func ownRule(patterns string) []byte {
	return fmt.Appendf(nil, `package jobcat
rules: "own-rule": {
	on: "level", severity: "error", message: "m", why: "w", remedy: "r"
	%s
}
`, patterns)
}

func TestJudge(t *testing.T) {
	for _, test := range []struct {
		patterns string
		facts    given
		wrong    bool
	}{
		{`when: rung: "director", must: sections: career_ladder: >0`, given{"rung": "director"}, true},
		{`when: rung: "director", must: sections: career_ladder: >0`, given{"rung": "director", "sections.career_ladder": 2}, false},
		{`when: rung: "director", must: sections: career_ladder: >0`, given{"rung": "manager"}, false},
		{`must: grade: 7`, given{"grade": 7.0}, false},
		{`must: grade: 7`, given{"grade": 7.5}, true},
		{`must: grade: 7.5`, given{"grade": 7.5}, false},
		{`must: grade: 7`, given{"grade": nil}, true},
		{`must: grade: null`, given{"grade": nil}, false},
		{`must: grade: null`, given{"grade": 7.0}, true},
		{`must: grade: <=9 | null`, given{"grade": nil}, false},
		{`must: grade: (>=4 & <=12) | null`, given{"grade": 13.0}, true},
		{`must: rung_sure: true`, given{"rung_sure": false}, true},
		{`must: title: =~"^Senior"`, given{"title": "Senior"}, false},
		{`must: title: =~"^Senior"`, given{"title": "Staff"}, true},
		{`must: title: !~"(?i)ninja"`, given{"title": "Code Ninja"}, true},
		{`must: rung: "senior" | "staff"`, given{"rung": "staff"}, false},
		{`must: expected_grades: [7, ...]`, given{"expected_grades": []float64{7, 8}}, false},
		{`must: expected_grades: [7]`, given{"expected_grades": []float64{7, 8}}, true},
		{`must: expected_grades: []`, given{}, false},
		// Facts that refer to each other, and names of one's own, are judged as a whole.
		{`must: {grade: number, other_grade: null | grade}`, given{"grade": 7.0, "other_grade": 7.0}, false},
		{`must: {grade: number, other_grade: null | grade}`, given{"grade": 7.0, "other_grade": 8.0}, true},
		{`must: {if _high {reports_to: >0}}, let _x = 10, _high: _x > 9`, given{"reports_to": 0}, true},
		{`when: sections: {[string]: 0}, must: reports_to: 1`, given{"sections.levels": 1}, false},
		{`when: sections: {[string]: 0}, must: reports_to: 1`, given{"reports_to": 2}, true},
	} {
		p, err := Load("jobcat.cue", ownRule(strings.ReplaceAll(test.patterns, ", must:", "\n\tmust:")))
		if err != nil {
			t.Errorf("%s: %v", test.patterns, err)
			continue
		}
		r, facts := p.Rule("own-rule"), levelFacts(t, p, test.facts)
		for range 2 { // asked, then remembered
			if got := r.Judge(facts); got != test.wrong {
				t.Errorf("%s over %v: wrong is %v", test.patterns, test.facts, got)
			}
		}
	}
}

// What is remembered fact by fact is what CUE says about all facts at once.
func TestJudgeIsUnification(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	pick := func(from ...string) string { return from[random.IntN(len(from))] }
	pattern := func() string {
		var fields []string
		for _, f := range []func() string{
			func() string { return "rung: " + pick(`"senior"`, `"staff" | "senior"`, `!=""`, `""`, `=~"^s"`) },
			func() string { return "grade: " + pick("7", ">7", "null", "null | <8", "number", "7.5", ">=7 & <=9") },
			func() string { return "no_grade: " + pick("true", "false", "bool") },
			func() string { return "sections: " + pick("levels: >0", "levels: 0", "{levels: <2, segments: 0}") },
			func() string { return "expected_grades: " + pick("[]", "[7]", "[7, ...]", "[...>6]", "[_, ...]") },
			func() string { return "title: " + pick(`=~"X"`, `!=""`, `"X" | "Y"`, "string") },
		} {
			if random.IntN(3) == 0 {
				fields = append(fields, f())
			}
		}
		if len(fields) == 0 {
			return "{grades: 0}"
		}
		return "{" + strings.Join(fields, ", ") + "}"
	}
	for range 20 {
		patterns := "when: " + pattern() + "\n\tmust: " + pattern()
		p, err := Load("jobcat.cue", ownRule(patterns))
		if err != nil {
			t.Fatalf("%s: %v", patterns, err)
		}
		r := p.Rule("own-rule")
		if r.when.fields == nil || r.must.fields == nil {
			t.Errorf("not judged field by field: %s", patterns)
		}
		direct := func(v cue.Value, g given) bool {
			return v.Unify(p.compiled.ctx.Encode(nested(r.must.facts(), g))).Validate() == nil
		}
		for range 30 {
			facts := levelFacts(t, p, given{
				"rung":              pick("", "senior", "staff", "manager"),
				"grade":             []any{nil, 7.0, 7.5, 8.0, 10.0}[random.IntN(5)],
				"no_grade":          random.IntN(2) == 0,
				"grades":            random.IntN(3),
				"sections.levels":   random.IntN(3),
				"sections.segments": random.IntN(2),
				"expected_grades":   [][]float64{nil, {}, {7}, {7, 8}, {6}}[random.IntN(5)],
				"title":             pick("", "X", "Y", "XY"),
			})
			want := direct(r.when.value, facts) && !direct(r.must.value, facts)
			if got := r.Judge(facts); got != want {
				t.Errorf("%s over %v: wrong is %v", patterns, facts, got)
			}
		}
	}
}

func TestJudgeConcurrently(t *testing.T) {
	p, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	for n := range 8 {
		all.Go(func() {
			facts := given{"rung": "senior", "grade": float64(n % 3), "full_title": "X"}
			for _, r := range p.Rules() {
				r.Judge(facts)
				r.Words(facts)
				p.LadderFor("sales/x.md").Has(8)
			}
		})
	}
	all.Wait()
}

func TestWords(t *testing.T) {
	r := &Rule{Message: `"{title}" is {grade}, not {expected_grades} {Add …} {}`, Remedy: "write {other_grade} {sections.levels}"}
	message, remedy := r.Words(given{"title": "X", "grade": 7.0, "expected_grades": []float64{7, 8.5}, "other_grade": nil, "sections.levels": 2})
	if want := `"X" is 7, not 7, 8.5 {Add …} {}`; message != want {
		t.Errorf("message is %s, not %s", message, want)
	}
	if want := "write none 2"; remedy != want {
		t.Errorf("remedy is %s, not %s", remedy, want)
	}
}

func BenchmarkJudge(b *testing.B) {
	p, err := Builtin()
	if err != nil {
		b.Fatal(err)
	}
	facts := given{"rung": "senior", "grade": 7.0}
	for b.Loop() {
		for _, r := range p.rules {
			if r.On == "level" {
				r.Judge(facts)
			}
		}
	}
}

// What is answered without CUE is what CUE would have answered.
func TestQuickAnswers(t *testing.T) {
	ctx := newContext()
	facts := []any{"", "a", "A1", "x a", "1", true, false, 0, 1, 2, 1.0, 1.5, nil, []string{"a"}}
	for _, asked := range []string{`""`, `!=""`, `"a"`, `!="a"`, `=~"^a"`, `=~"[0-9]"`, `true`, `false`, `1`, `0`, `1.0`, `null`, `>0`, `"a" | "b"`, `*"a" | string`, `string`, `!="a" & !="b"`, `!~"a"`, `int`, `int & >0`, `number`, `null | <2`, `=~"[0-9]" & !~"^A"`} {
		quick := quickAnswer(ctx.CompileString(asked))
		if quick == nil {
			continue
		}
		for _, fact := range facts {
			want := ctx.CompileString(asked).Unify(ctx.Encode(number(fact))).Validate() == nil
			if got, sure := quick(fact); sure && got != want {
				t.Errorf("%v against %s: %v, CUE says %v", fact, asked, got, want)
			}
		}
	}
}
