package report_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"path"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"github.com/joshdk/go-junit"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/text"
)

// These read reports as their consumers do.

// codeQualityEntry is what GitLab asks of an entry, as a schema. It looks at no other field.
const codeQualityEntry = `{"type": "object", "required": ["description", "fingerprint", "severity", "location"], "properties": {
	"description": {"type": "string", "minLength": 1},
	"fingerprint": {"type": "string", "minLength": 1},
	"severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
	"location": {"type": "object", "required": ["path", "lines"], "properties": {
		"path": {"type": "string", "minLength": 1},
		"lines": {"type": "object", "required": ["begin"], "properties": {"begin": {"type": "integer", "minimum": 1}}}}}}}`

// readCodeQuality gives what GitLab would show, by fingerprint: it stops without a word at the first entry that it does not
// understand, and of those with one fingerprint it shows one.
func readCodeQuality(t *testing.T, report []byte) map[string]string {
	t.Helper()
	if !bytes.HasPrefix(report, []byte("[")) {
		t.Errorf("the report begins with %.10q", report)
	}
	schema := compiled(t, "entry.json", codeQualityEntry)
	var entries []any
	if err := json.Unmarshal(report, &entries); err != nil {
		t.Fatal(err)
	}
	shown := map[string]string{}
	for _, e := range entries {
		if schema.Validate(e) != nil {
			break
		}
		entry := e.(map[string]any)
		at := entry["location"].(map[string]any)["path"].(string)
		if at != path.Clean(at) {
			t.Errorf("GitLab has no file %q", at)
		}
		shown[entry["fingerprint"].(string)] = at
	}
	return shown
}

// readJUnit gives the status of each test as GitLab tells them apart.
func readJUnit(t *testing.T, report []byte) map[string]junit.Status {
	t.Helper()
	suites, err := junit.Ingest(report)
	if err != nil {
		t.Fatalf("%v\n%.2000s", err, report)
	}
	tests := map[string]junit.Status{}
	var read func(junit.Suite)
	read = func(s junit.Suite) {
		for _, test := range s.Tests {
			key := fmt.Sprint(s.Name, "_", test.Classname, "_", test.Name)
			if tests[key] != "" {
				t.Errorf("there are two tests %q, of which the first wins", key)
			}
			if test.Classname == "" || test.Name == "" || test.Properties["file"] == "" {
				t.Errorf("the test %q says too little", key)
			}
			if failed, ok := test.Error.(junit.Error); ok && strings.TrimSpace(failed.Body) == "" {
				t.Errorf("the failure of %q says nothing", key)
			}
			tests[key] = test.Status
		}
		for _, s := range s.Suites {
			read(s)
		}
	}
	for _, s := range suites {
		read(s)
	}
	return tests
}

// sarifLog is the part of a log that tests look at.
type sarifLog struct {
	Runs []struct {
		Tool struct {
			Driver struct{ Rules []struct{ ID string } }
		}

		Results []struct {
			RuleID, BaselineState string
			RuleIndex             int
			Locations             []struct {
				PhysicalLocation struct {
					ArtifactLocation struct{ URI, URIBaseID string }
				}
			}
			Suppressions []struct{ Kind string }
			Fixes        []struct {
				ArtifactChanges []struct {
					Replacements []struct {
						DeletedRegion   sarifRegion
						InsertedContent struct{ Text string }
					}
				}
			}
		}
	}
}

type sarifRegion struct{ StartLine, StartColumn, EndLine, EndColumn int }

// bytes are where a reader of SARIF finds a region: lines end in "\n", columns are characters, and a byte order mark is none.
func (r sarifRegion) bytes(text string) (start, end int) {
	body := strings.TrimPrefix(text, "\ufeff")
	at := func(line, column int) int {
		offset := len(text) - len(body)
		for range line - 1 {
			offset += strings.Index(text[offset:], "\n") + 1
		}
		for range column - 1 {
			_, size := utf8.DecodeRuneInString(text[offset:])
			offset += size
		}
		return offset
	}
	return at(r.StartLine, r.StartColumn), at(r.EndLine, r.EndColumn)
}

var sarifSchema = sync.OnceValue(func() *jsonschema.Schema {
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	return compiler.MustCompile("testdata/sarif/sarif-schema-2.1.0.json")
})

// readSARIF checks a log against the official schema, addresses included.
func readSARIF(t *testing.T, report []byte) sarifLog {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(report))
	if err != nil {
		t.Fatal(err)
	}
	if err := sarifSchema().Validate(doc); err != nil {
		t.Error(err)
	}
	var log sarifLog
	if err := json.Unmarshal(report, &log); err != nil {
		t.Fatal(err)
	}
	for _, r := range log.Runs[0].Results {
		if rules := log.Runs[0].Tool.Driver.Rules; rules[r.RuleIndex].ID != r.RuleID {
			t.Errorf("the rule %d is %q, not %q", r.RuleIndex, rules[r.RuleIndex].ID, r.RuleID)
		}
	}
	return log
}

// readMarkdown gives the words of a page, which must do nothing: no link, no picture, no HTML.
func readMarkdown(t *testing.T, page []byte) string {
	t.Helper()
	var words strings.Builder
	doc := goldmark.New(goldmark.WithExtensions(extension.GFM)).Parser().Parse(text.NewReader(page))
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		switch n.Kind() {
		case ast.KindLink, ast.KindAutoLink, ast.KindImage, ast.KindRawHTML, ast.KindHTMLBlock:
			t.Errorf("something stands there that does something: %v in %.200q", n.Kind(), page)
		case ast.KindText:
			words.Write(n.(*ast.Text).Value(page))
		}
		return ast.WalkContinue, nil
	})
	for line := range strings.Lines(string(page)) {
		if strings.HasPrefix(line, "/") || strings.ContainsAny(line, "\u202e\x1b\x00") {
			t.Errorf("this line does something: %.200q", line)
		}
	}
	return words.String()
}

func compiled(t *testing.T, name, schema string) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(schema))
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource(name, doc); err != nil {
		t.Fatal(err)
	}
	return compiler.MustCompile(name)
}
