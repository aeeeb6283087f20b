package setup

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// The files of a repository that others read, too, by their names at its top.
const (
	PolicyFile   = "jobcat.cue"
	PipelineFile = ".gitlab-ci.yml"
	HookFile     = ".pre-commit-config.yaml"
	MergeFile    = ".gitattributes"
)

// Part is one file of a set-up. A file that is not there is written whole; one that is there is left alone, and says what
// would have to be added.
type Part struct {
	File  string
	Use   string // what it is for, as the end of "wrote jobcat.cue: ..."
	Write string // the text of the new file; "" if the file is there
	Runs  bool   // it is a program
	Add   string // what has to be added to the file that is there; "" if nothing
	Where string // where to: "at its end"
	Note  string // why nothing has to be added, or what could not be understood; "" if there is nothing to say
}

// Linted is a part of the repository that has a policy of its own, so that jobcat is run for it once.
type Linted struct {
	Dir   string   // where the policy stands, slash-separated and relative to the top of the repository
	Roots []string // the folders with its job families, relative to the top as well
}

// command is a command of jobcat about it, run at the top of the repository.
func (l Linted) command(name string, flags ...string) string {
	words := append([]string{"jobcat", name}, flags...)
	if l.Dir != "." {
		words = append(words, ShellWord(l.Dir))
	}
	return strings.Join(words, " ")
}

// policy is the file of its policy, relative to the top of the repository.
func (l Linted) policy() string { return path.Join(l.Dir, PolicyFile) }

// ShellWord is a text as one word of a command line.
func ShellWord(s string) string {
	if plain.MatchString(s) {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}

var plain = regexp.MustCompile(`^[\w./-]+$`)

// Existing is the text of a file, nil if it is not there.
type Existing = []byte

// Merge is the part of git: two branches that take neighbouring lines out of the baseline contradict each other in nothing.
func Merge(there Existing) Part {
	const line = "jobcat-baseline.txt merge=union\n"
	p := Part{File: MergeFile, Use: "how git merges the baseline"}
	switch {
	case there == nil:
		p.Write = line
	case strings.Contains(string(there), "jobcat-baseline.txt"):
		p.Note = "it has the baseline already"
	default:
		p.Add, p.Where = line, "at its end"
	}
	return p
}

// Pipeline is the part of GitLab CI, which reviews merge requests and reports on the default branch, all parts of the repository.
func Pipeline(all []Linted, there Existing) Part {
	p := Part{File: PipelineFile, Use: `the job "jobcat" for GitLab CI, which reviews merge requests`}
	if there == nil {
		p.Write = pipelineJob("jobcat", "test", all)
		return p
	}
	documents, err := parse(there)
	if err != nil {
		p.Note = "it is no YAML: " + err.Error()
	}
	name, stage := "jobcat", "test"
	for _, d := range documents {
		if mentions(d, "jobcat lint", "jobcat review") || mentions(value(d, "include"), "jobcat") {
			p.Note = "it runs jobcat already"
			return p
		}
		if value(d, name) != nil {
			name = "review-job-families"
		}
		if stages := texts(value(d, "stages")); len(stages) > 0 && !slices.Contains(stages, stage) {
			stage = stages[0]
		}
	}
	p.Add, p.Where = pipelineJob(name, stage, all), "at its end"
	return p
}

// pipelineJob is the text of the jobs. Parts are reviewed under names of their own, so that they leave each other's comments
// alone, and one that fails keeps none from being reviewed.
func pipelineJob(name, stage string, all []Linted) string {
	type report struct{ CodeQuality, JUnit string }
	var reports []report
	var reviews, lints []string
	for i, l := range all {
		r := report{"gl-code-quality-report.json", "jobcat-junit.xml"}
		var flags []string
		after := ""
		if len(all) > 1 {
			r = report{fmt.Sprintf("gl-code-quality-report-%d.json", i+1), fmt.Sprintf("jobcat-junit-%d.xml", i+1)}
			flags, after = []string{"--name", ShellWord("jobcat-" + l.Dir)}, " || failed=$?"
		}
		outputs := []string{"--output gitlab=" + r.CodeQuality, "--output junit=" + r.JUnit}
		reports = append(reports, r)
		reviews = append(reviews, asYAML(l.command("review", slices.Concat(flags, outputs)...)+after))
		lints = append(lints, asYAML(l.command("lint", slices.Concat([]string{"--fail-on never"}, outputs)...)))
	}
	if len(all) > 1 {
		reviews = slices.Concat([]string{"failed=0"}, reviews, []string{"exit $failed"})
	}
	return fill("gitlab-ci.yml.tmpl", map[string]any{
		"Name": name, "Stage": asYAML(stage), "Reviews": reviews, "Lints": lints, "Reports": reports,
	})
}

// asYAML is a text as a value of YAML.
func asYAML(s string) string {
	text, err := yaml.Marshal(s)
	if err != nil {
		panic(err) // a string can always be written
	}
	return strings.TrimSuffix(string(text), "\n")
}

// Hook is the part of pre-commit. Of the parts of the repository, each has a hook for its own files.
func Hook(all []Linted, there Existing) Part {
	p := Part{File: HookFile, Use: `the hook "jobcat" for pre-commit`}
	type entry struct{ ID, Entry, Files string }
	var entries []entry
	for _, l := range all {
		id := "jobcat"
		if len(entries) > 0 {
			id += "-" + strings.Join(notInID.Split(strings.ToLower(l.Dir), -1), "-")
		}
		entries = append(entries, entry{id, asYAML(l.command("lint", "--staged")), l.pattern()})
	}
	hook := fill("pre-commit-hook.yaml.tmpl", entries)
	if there == nil {
		p.Write = "repos:\n" + indented(hook, 2)
		return p
	}
	documents, err := parse(there)
	if err != nil {
		p.Note = "it is no YAML: " + err.Error()
	}
	p.Add, p.Where = indented(hook, 2), `below "repos:"`
	for _, d := range documents {
		repos := value(d, "repos")
		switch {
		case mentions(repos, "jobcat"):
			p.Note, p.Add, p.Where = "it runs jobcat already", "", ""
			return p
		case repos == nil:
			p.Add, p.Where = "repos:\n"+indented(hook, 2), "at its end"
		case repos.Style&yaml.FlowStyle != 0 || repos.Kind != yaml.SequenceNode:
			p.Where = fmt.Sprintf(`below "repos:" in line %d, whose list has to be written with dashes`, repos.Line)
		default:
			p.Add, p.Where = indented(hook, repos.Column-1), fmt.Sprintf(`to the list "repos", which begins in line %d`, repos.Line)
		}
	}
	return p
}

var notInID = regexp.MustCompile(`[^a-z0-9]+`)

// pattern is the regular expression, as YAML, for what it is linted for: what lies below its roots, and its policy.
func (l Linted) pattern() string {
	words := []string{regexp.QuoteMeta(l.policy()) + "$"}
	for _, r := range l.Roots {
		if r == "." {
			return `'\.md(\.erb)?$|^` + words[0] + "'"
		}
		words = append(words, regexp.QuoteMeta(r)+"/")
	}
	return "'^(" + strings.ReplaceAll(strings.Join(words, "|"), "'", "''") + ")'"
}

func indented(text string, by int) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		b.WriteString(strings.Repeat(" ", by) + line)
	}
	return b.String()
}

// parse reads all documents of a YAML file. What comes before an error is there.
func parse(text []byte) ([]*yaml.Node, error) {
	var documents []*yaml.Node
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	for {
		var d yaml.Node
		err := decoder.Decode(&d)
		if errors.Is(err, io.EOF) {
			return documents, nil
		}
		if err != nil {
			return documents, errors.New(strings.TrimPrefix(err.Error(), "yaml: "))
		}
		if len(d.Content) == 1 {
			documents = append(documents, d.Content[0])
		}
	}
}

// value is the value of a key, nil if there is none.
func value(n *yaml.Node, key string) *yaml.Node {
	if n == nil || n.Kind != yaml.MappingNode {
		return nil
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			return n.Content[i+1]
		}
	}
	return nil
}

// texts are the entries of a list of texts.
func texts(n *yaml.Node) []string {
	if n == nil || n.Kind != yaml.SequenceNode {
		return nil
	}
	var list []string
	for _, c := range n.Content {
		list = append(list, c.Value)
	}
	return list
}

// mentions reports whether one of the words stands in a value or below it. Keys do not count.
func mentions(n *yaml.Node, words ...string) bool {
	if n == nil {
		return false
	}
	for i, c := range n.Content {
		if (n.Kind != yaml.MappingNode || i%2 == 1) && mentions(c, words...) {
			return true
		}
	}
	return n.Kind == yaml.ScalarNode && slices.ContainsFunc(words, func(w string) bool { return strings.Contains(n.Value, w) })
}
