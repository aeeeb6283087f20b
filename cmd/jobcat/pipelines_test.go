package main

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"go.yaml.in/yaml/v3"
)

// components are the components by their names, in the order of the README, with the command whose flags their inputs are. From each
// is written: the same without inputs, and a table of the README. Whether GitLab takes them, and what their jobs do, is for
// .ci/pipelines to say.
var components = []string{"review", "audit"}

func componentFile(name string) string { return "templates/" + name + ".yml" }
func includeFile(name string) string   { return "include/" + name + ".yml" }

// input is an input of a component, which is a variable where there are no inputs.
type input struct {
	name                       string
	Description, Type, Default string
	Options                    []string
}

// inputs are those of a component in their order, and its jobs.
func inputs(t *testing.T, component string) (all []input, jobs string) {
	t.Helper()
	head, jobs, found := strings.Cut(component, "\n---\n")
	if !found {
		t.Fatalf("there is no spec before the jobs:\n%s", component)
	}
	var doc struct {
		Spec struct{ Inputs yaml.Node }
	}
	if err := yaml.Unmarshal([]byte(head), &doc); err != nil {
		t.Fatal(err)
	}
	nodes := doc.Spec.Inputs.Content
	for i := 0; i+1 < len(nodes); i += 2 {
		in := input{name: nodes[i].Value}
		if err := nodes[i+1].Decode(&in); err != nil {
			t.Fatal(err)
		}
		all = append(all, in)
	}
	return all, jobs
}

func (in input) variable() string {
	return "JOBCAT_" + strings.ToUpper(strings.ReplaceAll(in.name, "-", "_"))
}

// written reports whether GitLab takes no variable in the place of the input.
func (in input) written() bool { return in.name == "job-name" || in.name == "stage" }

// told is what the input is for, with the words that it may have.
func (in input) told() string {
	if len(in.Options) == 0 {
		return in.Description
	}
	last := len(in.Options) - 1
	return fmt.Sprintf("%s One of %s and %s.", in.Description, strings.Join(in.Options[:last], ", "), in.Options[last])
}

func TestComponentInputs(t *testing.T) {
	t.Chdir("../..")
	for _, name := range components {
		t.Run(name, func(t *testing.T) { componentInputs(t, name) })
	}
}

func componentInputs(t *testing.T, name string) {
	all, jobs := inputs(t, read(t, componentFile(name)))
	for _, in := range all {
		if !strings.HasSuffix(in.Description, ".") || in.Type != "string" {
			t.Errorf("the input %q has the type %q, and is for %q", in.name, in.Type, in.Description)
		}
		if len(in.Options) > 0 && !slices.Contains(in.Options, in.Default) {
			t.Errorf("the input %q has the default %q, which is none of %q", in.name, in.Default, in.Options)
		}
		if !strings.Contains(jobs, "$[[ inputs."+in.name+" ]]") {
			t.Errorf("the input %q changes nothing", in.name)
		}
	}
	flags := command(t, newRoot(), name).Flags()
	for _, in := range all {
		flag := flags.Lookup(in.name)
		if flag == nil || strings.HasPrefix(in.Default, "$") { // a variable is the default of the pipeline
			continue
		}
		if flag.DefValue != in.Default {
			t.Errorf("the input %q is %q by default, and the flag %q", in.name, in.Default, flag.DefValue)
		}
		for _, word := range in.Options {
			if err := flag.Value.Set(word); err != nil {
				t.Error(err)
			}
		}
	}
}

func TestInclude(t *testing.T) {
	t.Chdir("../..")
	for _, name := range components {
		include(t, name)
	}
}

func include(t *testing.T, name string) {
	t.Helper()
	all, jobs := inputs(t, read(t, componentFile(name)))
	var b strings.Builder
	b.WriteString("# What " + componentFile(name) + ` is, for where there are no inputs: the variables below take their place. Set yours in your
# .gitlab-ci.yml, as "variables:" at its top, or in the settings of the project. "make update" writes this file; change that one.
variables:
`)
	for _, in := range all {
		if !in.written() {
			fmt.Fprintf(&b, "  # %s\n  %s: %q\n", in.told(), in.variable(), in.Default)
		}
	}
	b.WriteString("\n")
	for line := range strings.Lines(jobs) {
		if !settings.MatchString(line) {
			b.WriteString(line)
		}
	}
	text := b.String()
	for _, in := range all {
		value := "$" + in.variable()
		if in.written() {
			value = in.Default
		}
		text = strings.ReplaceAll(text, "$[[ inputs."+in.name+" ]]", value)
	}
	if strings.Contains(text, "$[[") {
		t.Errorf("an input is left:\n%s", text)
	}
	same(t, includeFile(name), text)
}

// settings are the lines that make variables of inputs.
var settings = regexp.MustCompile(`(?m)^  variables: [&*]settings$|^    JOBCAT_\w+: \$\[\[ `)

func TestReadmeListsTheInputs(t *testing.T) {
	t.Chdir("../..")
	readme := read(t, "README.md")
	places := inputTable.FindAllStringIndex(readme, -1)
	if len(places) != len(components) {
		t.Fatalf("the README has %d tables of inputs for %d components", len(places), len(components))
	}
	for i, name := range slices.Backward(components) {
		all, _ := inputs(t, read(t, componentFile(name)))
		table := "| input | default | what it is |\n| --- | --- | --- |\n"
		for _, in := range all {
			value := "none"
			if in.Default != "" {
				value = "`" + in.Default + "`"
			}
			table += fmt.Sprintf("| `%s` | %s | %s |\n", in.name, value, in.told())
		}
		readme = readme[:places[i][0]] + table + readme[places[i][1]:]
	}
	same(t, "README.md", readme)
}

var inputTable = regexp.MustCompile(`(?m)^\| input \|.*\n(?:\|.*\n)+`)

// Whatever a pipeline of ours tells jobcat to do, it knows.
func TestPipelinesNameFlagsThatExist(t *testing.T) {
	t.Chdir("../..")
	files := []string{".gitlab-ci.yml", "internal/setup/files/gitlab-ci.yml.tmpl"}
	for _, name := range components {
		files = append(files, componentFile(name), includeFile(name))
	}
	for _, file := range files {
		root := newRoot()
		for _, run := range runs.FindAllStringSubmatch(read(t, file), -1) {
			cmd := command(t, root, run[1])
			for _, flag := range longFlag.FindAllStringSubmatch(run[2], -1) {
				if cmd.Flags().Lookup(flag[1]) == nil {
					t.Errorf("%s: jobcat %s has no flag --%s", file, run[1], flag[1])
				}
			}
		}
	}
}

var (
	runs     = regexp.MustCompile(`jobcat (review|lint|audit|export)\b((?:.*\n? +(?:--|\$).*)*.*)`)
	longFlag = regexp.MustCompile(`--([a-z-]+)`)
)

func command(t *testing.T, root *cobra.Command, name string) *cobra.Command {
	t.Helper()
	cmd, _, err := root.Find([]string{name})
	if err != nil {
		t.Fatal(err)
	}
	return cmd
}

// same holds a file against what it should be, or writes it.
func same(t *testing.T, file, text string) {
	t.Helper()
	there, err := os.ReadFile(file)
	switch {
	case err == nil && string(there) == text:
	case *update:
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	default:
		t.Errorf("%s is not up to date; go test ./cmd/jobcat -update rewrites it\n%s", file, difference(string(there), text))
	}
}
