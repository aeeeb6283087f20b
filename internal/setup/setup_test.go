package setup_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"jobcat/catalog"
	"jobcat/internal/setup"
	"jobcat/internal/source"
	"jobcat/internal/workspace"
	"jobcat/schema"
)

const family = "---\ntitle: Gardener\n---\n\n## Responsibilities\n\n- Waters the beds\n"

func read(t *testing.T, files map[string]string) *catalog.Catalog {
	t.Helper()
	p, err := schema.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	c, err := workspace.New(nil, nil, "/repository").Read(t.Context(), source.Memory(files), workspace.ReaderFor(p))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestRoots(t *testing.T) {
	for name, c := range map[string]struct {
		families, others string
		roots, strays    string
	}{
		"a usual name":               {"site/job-families/a.md site/job-families/x/b.md", "site/job-families/c.md site/job-families/d.md site/job-families/e.md", "site/job-families", ""},
		"nothing":                    {"", "docs/a.md", "", ""},
		"one folder":                 {"jobs/a.md jobs/b.md", "README.md docs/a.md docs/b.md docs/c.md", "jobs", ""},
		"a folder for each":          {"jobs/a/index.md jobs/b/index.md", "docs/a.md docs/b.md docs/c.md", "jobs", ""},
		"everything":                 {"a.md b.md", "README.md", ".", ""},
		"innermost":                  {"a/b/c/x.md a/b/c/y.md", "", "a/b/c", ""},
		"two":                        {"jobs/a.md jobs/b.md more/roles/a.md", "docs/a.md docs/b.md docs/c.md docs/d.md docs/e.md more/a.md more/b.md", "jobs more/roles", ""},
		"a stray":                    {"jobs/a.md docs/team.md", "docs/a.md docs/b.md docs/c.md docs/d.md", "jobs", "docs/team.md"},
		"only strays":                {"book/a/jobs.md book/b/jobs.md", "book/a/1.md book/a/2.md book/b/1.md book/b/2.md README.md", "book", ""},
		"a usual name and elsewhere": {"site/job-families/a.md roles/a.md", "", "roles site/job-families", ""},
	} {
		t.Run(name, func(t *testing.T) {
			files := map[string]string{}
			for _, f := range strings.Fields(c.families) {
				files[f] = family
			}
			for _, f := range strings.Fields(c.others) {
				files[f] = "# A note\n\nSomething else.\n"
			}
			roots, strays := setup.Roots(read(t, files), []string{"job-families"})
			var lost []string
			for _, f := range strays {
				lost = append(lost, f.File.Path)
			}
			if got := strings.Join(roots, " "); got != c.roots {
				t.Errorf("roots %q, want %q", got, c.roots)
			}
			if got := strings.Join(lost, " "); got != c.strays {
				t.Errorf("strays %q, want %q", got, c.strays)
			}
		})
	}
}

func TestPresetFor(t *testing.T) {
	asking := strings.Replace(family, "Waters the beds", "Ability to use GitLab", 1)
	for _, c := range []struct {
		files map[string]string
		want  string
	}{
		{map[string]string{"a.md": family}, "minimal"},
		{map[string]string{"a.md": family, "b.md": asking}, "gitlab"},
		{map[string]string{"a.md": family, "b.md": family, "c.md": family, "d.md": asking}, "minimal"},
	} {
		if got := setup.PresetFor(read(t, c.files)).Name; got != c.want {
			t.Errorf("%d families: %s, want %s", len(c.files), got, c.want)
		}
	}
}

var offered = regexp.MustCompile(`(?m)^//([a-z\t}])`)

// The policy loads as it is written, and with everything that it offers.
func TestPolicyLoads(t *testing.T) {
	for _, preset := range []string{"gitlab", "minimal", "pay-transparency"} {
		for _, roots := range [][]string{{"."}, {"content/job-families"}, {"a b", "ü", `c"d`}} {
			text := setup.Policy(roots, 7, setup.Preset{Name: preset})
			p, err := schema.Load("jobcat.cue", []byte(text))
			if err != nil {
				t.Fatalf("%v\n%s", err, text)
			}
			if got := p.Catalog().Roots; !slices.Equal(got, roots) {
				t.Errorf("roots %q, want %q", got, roots)
			}
			all := offered.ReplaceAllString(text, "$1")
			if all == text {
				t.Error("nothing is offered")
			}
			if _, err := schema.Load("jobcat.cue", []byte(all)); err != nil {
				t.Errorf("%v\n%s", err, all)
			}
		}
	}
}

// What is written and what is to be pasted is YAML that GitLab and pre-commit understand, also where it is pasted.
func TestPipeline(t *testing.T) {
	for name, c := range map[string]struct {
		there *string
		job   string // "" if nothing is to be added
		stage string
	}{
		"none":          {nil, "jobcat", "test"},
		"empty":         {new(""), "jobcat", "test"},
		"no stages":     {new("build:\n  script: make\n"), "jobcat", "test"},
		"stages":        {new("stages: [check, deploy]\n"), "jobcat", "check"},
		"stages, test":  {new("stages: [build, test]\n"), "jobcat", "test"},
		"taken name":    {new("jobcat:\n  script: make\n"), "review-job-families", "test"},
		"runs it":       {new("x:\n  script:\n    - ./jobcat lint handbook\n"), "", ""},
		"includes it":   {new("include:\n  - component: $CI_SERVER_FQDN/tools/jobcat/review@1\n"), "", ""},
		"GitLab's tags": {new("x:\n  script: !reference [.setup, script]\n"), "jobcat", "test"},
		"two documents": {new("spec:\n  inputs: {}\n---\nstages: [check]\n"), "jobcat", "check"},
		"no YAML":       {new("a: b: c\n"), "jobcat", "test"},
	} {
		t.Run(name, func(t *testing.T) {
			var there setup.Existing
			if c.there != nil {
				there = setup.Existing(*c.there)
			}
			p := setup.Pipeline([]setup.Linted{{Dir: "."}}, there)
			if (p.Write != "") != (c.there == nil) || (p.Write+p.Add == "") != (c.job == "") {
				t.Fatalf("%+v", p)
			}
			if c.job == "" || name == "no YAML" {
				if p.Note == "" {
					t.Error("no reason is given")
				}
				return
			}
			var jobs map[string]any
			text := p.Write + p.Add
			if c.there != nil {
				_, last, found := strings.Cut(*c.there, "---\n")
				if !found {
					last = *c.there
				}
				text = last + text
			}
			if err := yaml.Unmarshal([]byte(text), &jobs); err != nil {
				t.Fatalf("%v\n%s", err, text)
			}
			review, _ := jobs[c.job].(map[string]any)
			lint, _ := jobs[c.job+"-default-branch"].(map[string]any)
			both, _ := jobs["."+c.job].(map[string]any)
			if both["stage"] != c.stage || review["extends"] != "."+c.job || lint["extends"] != "."+c.job {
				t.Errorf("%v", jobs)
			}
			if got, want := fmt.Sprint(review["script"]), "[jobcat review --output gitlab=gl-code-quality-report.json --output junit=jobcat-junit.xml]"; got != want {
				t.Errorf("script %s, want %s", got, want)
			}
		})
	}
}

// Each part is reviewed, by a name and with reports of its own, whatever becomes of the others.
func TestPipelineOfParts(t *testing.T) {
	p := setup.Pipeline([]setup.Linted{{Dir: "handbook"}, {Dir: "our jobs"}}, nil)
	type job struct {
		Script    []string
		Artifacts struct{ Reports map[string][]string }
	}
	var jobs map[string]job
	if err := yaml.Unmarshal([]byte(p.Write), &jobs); err != nil {
		t.Fatalf("%v\n%s", err, p.Write)
	}
	want := []string{
		"failed=0",
		"jobcat review --name jobcat-handbook --output gitlab=gl-code-quality-report-1.json --output junit=jobcat-junit-1.xml handbook || failed=$?",
		"jobcat review --name 'jobcat-our jobs' --output gitlab=gl-code-quality-report-2.json --output junit=jobcat-junit-2.xml 'our jobs' || failed=$?",
		"exit $failed",
	}
	if got := jobs["jobcat"].Script; !slices.Equal(got, want) {
		t.Errorf("script %q", got)
	}
	if got := jobs[".jobcat"].Artifacts.Reports["junit"]; !slices.Equal(got, []string{"jobcat-junit-1.xml", "jobcat-junit-2.xml"}) {
		t.Errorf("reports %q", got)
	}
}

func TestHook(t *testing.T) {
	for name, c := range map[string]struct {
		roots []string
		there *string
		files string // "" if nothing is to be added
	}{
		"none":          {[]string{"job-families"}, nil, `^(jobcat\.cue$|job-families/)`},
		"the top":       {[]string{"."}, nil, `\.md(\.erb)?$|^jobcat\.cue$`},
		"two":           {[]string{"a.b", "it's"}, nil, `^(jobcat\.cue$|a\.b/|it's/)`},
		"a list":        {[]string{"jobs"}, new("repos:\n- repo: local\n  hooks: []\n"), `^(jobcat\.cue$|jobs/)`},
		"indented":      {[]string{"jobs"}, new("fail_fast: true\nrepos:\n    - repo: local\n      hooks: []\n"), `^(jobcat\.cue$|jobs/)`},
		"no repos":      {[]string{"jobs"}, new("fail_fast: true\n"), `^(jobcat\.cue$|jobs/)`},
		"runs it":       {[]string{"jobs"}, new("repos:\n- repo: local\n  hooks:\n  - id: jobcat\n"), ""},
		"runs it, too":  {[]string{"jobs"}, new("repos:\n- repo: https://example.com/tools/jobcat\n  hooks: []\n"), ""},
		"an empty list": {[]string{"jobs"}, new("repos: []\n"), "?"},
		"no YAML":       {[]string{"jobs"}, new("a: b: c\n"), "?"},
	} {
		t.Run(name, func(t *testing.T) {
			var there setup.Existing
			if c.there != nil {
				there = setup.Existing(*c.there)
			}
			p := setup.Hook([]setup.Linted{{Dir: ".", Roots: c.roots}}, there)
			if (p.Write != "") != (c.there == nil) || (p.Write+p.Add == "") != (c.files == "") {
				t.Fatalf("%+v", p)
			}
			if c.files == "" || c.files == "?" {
				if p.Note+p.Where == "" {
					t.Error("no word is given")
				}
				return
			}
			var config struct {
				Repos []struct {
					Hooks []struct{ ID, Entry, Files, Language string }
				}
			}
			text := p.Write + p.Add
			if c.there != nil {
				text = *c.there + text
			}
			if err := yaml.Unmarshal([]byte(text), &config); err != nil {
				t.Fatalf("%v\n%s", err, text)
			}
			hook := config.Repos[len(config.Repos)-1].Hooks[0]
			if hook.ID != "jobcat" || hook.Entry != "jobcat lint --staged" || hook.Language != "system" || hook.Files != c.files {
				t.Errorf("%+v", hook)
			}
			if _, err := regexp.Compile(hook.Files); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestShellWord(t *testing.T) {
	for text, want := range map[string]string{
		"content/job-families":  "content/job-families",
		"job families":          "'job families'",
		"owner's/gardener.md":   `'owner'\''s/gardener.md'`,
		"a$(b)":                 "'a$(b)'",
		"":                      "''",
		"gärten/obergärtner.md": "'gärten/obergärtner.md'",
	} {
		if got := setup.ShellWord(text); got != want {
			t.Errorf("ShellWord(%q) is %s, want %s", text, got, want)
		}
	}
}
