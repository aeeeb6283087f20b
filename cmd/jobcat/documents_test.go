package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"jobcat/schema"
)

var update = flag.Bool("update", false, "write what is printed now into documents and golden files")

// documents show what the program prints and what a policy looks like; these tests keep them true.
var documents = []string{"README.md", "docs/guide.md"}

// The first group is what stands between the fences.
var (
	consoleBlock = regexp.MustCompile("(?ms)^```console\n(.*?)^```$")
	policyBlock  = regexp.MustCompile("(?ms)^```cue\n(.*?)^```$")
)

func TestDocumentsShowWhatIsPrinted(t *testing.T) {
	t.Chdir("../..")
	for _, document := range documents {
		t.Run(document, func(t *testing.T) {
			text := read(t, document)
			printed := consoleBlock.ReplaceAllStringFunc(text, func(block string) string {
				return "```console\n" + replay(t, consoleBlock.FindStringSubmatch(block)[1]) + "```"
			})
			switch {
			case printed == text:
			case *update:
				if err := os.WriteFile(document, []byte(printed), 0o666); err != nil {
					t.Fatal(err)
				}
			default:
				t.Errorf("%s does not show what is printed; go test ./cmd/jobcat -update rewrites it\n%s", document, difference(text, printed))
			}
		})
	}
}

func TestDocumentsShowPolicies(t *testing.T) {
	t.Chdir("../..")
	for _, document := range documents {
		for _, block := range policyBlock.FindAllStringSubmatch(read(t, document), -1) {
			policy, err := schema.Load("jobcat.cue", []byte(block[1]))
			if err != nil {
				t.Errorf("%s: %v\n%s", document, err, block[1])
				continue
			}
			trials, err := tryRules(t.Context(), policy)
			if err != nil || len(trials.Failures) > 0 {
				t.Errorf("%s: %v %v\n%s", document, err, trials.Failures, block[1])
			}
		}
	}
}

// The handbook is what people copy from, so not even a hint may be given about it.
func TestHandbookIsClean(t *testing.T) {
	t.Chdir("../..")
	var printed bytes.Buffer
	args := []string{"lint", "--fail-on", "info", "examples/handbook"}
	if code := run(t.Context(), args, strings.NewReader(""), &printed, &printed); code != exitClean {
		t.Errorf("exit code %d\n%s", code, &printed)
	}
}

// replay runs the commands of a console block, the lines that begin with "$ ", and is the block as it should be.
func replay(t *testing.T, block string) string {
	t.Helper()
	var shown bytes.Buffer
	for line := range strings.Lines(block) {
		command, ok := strings.CutPrefix(strings.TrimSpace(line), "$ ")
		if !ok {
			continue
		}
		name, arguments, _ := strings.Cut(strings.TrimPrefix(command, "go run ./cmd/"), " ")
		if name != "jobcat" {
			t.Fatalf("only jobcat can be shown in a console block, not %q", command)
		}
		fmt.Fprintf(&shown, "$ %s\n", command)
		run(t.Context(), strings.Fields(arguments), strings.NewReader(""), &shown, &shown)
	}
	return shown.String()
}

func read(t testing.TB, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// difference is the first line in which two texts differ.
func difference(shown, printed string) string {
	a, b := strings.Split(shown, "\n"), strings.Split(printed, "\n")
	i := 0
	for i < len(a)-1 && i < len(b)-1 && a[i] == b[i] {
		i++
	}
	return fmt.Sprintf("line %d\n  shown:   %s\n  printed: %s", i+1, a[i], b[i])
}
