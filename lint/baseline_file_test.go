package lint

import (
	"bytes"
	"reflect"
	"strings"
	"testing"
)

func TestBaselineSurvivesItsFile(t *testing.T) {
	list := Baseline{
		{Path: "b.md", Rule: "missing-grade", Identity: "0123456789abcdef", Words: "01234567", Level: "Senior \"Planner\": Roses"},
		{Path: "a: missing-grade 0123456789abcdef 01234567.md", Rule: "missing-grade", Identity: "0123456789abcdef", Words: "01234567"},
		{Path: "# a.md", Rule: "my-rule", Identity: "1123456789abcdef", Words: "01234567", Level: "Planner\n  \x1b[2J"},
		{Path: "\"a\xff\".md", Rule: "r", Identity: "2123456789abcdef", Words: "01234567", Level: " \u202e"},
		{Path: "../a b/ä 1.md", Rule: "r", Identity: "3123456789abcdef", Words: "01234567", Level: "Geschäftsführer, 管理者"},
	}
	var b bytes.Buffer
	if err := list.Write(&b); err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(b.String(), "\n"); n != len(list)+strings.Count(baselineNote, "\n")+1 {
		t.Errorf("%d lines:\n%s", n, b.String())
	}
	for ending, text := range map[string]string{
		"LF": b.String(), "CRLF": strings.ReplaceAll(b.String(), "\n", "\r\n"), "BOM": "\ufeff" + b.String(), "twice": b.String() + b.String(),
	} {
		if ending == "twice" {
			text = strings.TrimSuffix(text, "\n")
		}
		got, err := ReadBaseline(text)
		if err != nil || !reflect.DeepEqual(got, list.sorted()) {
			t.Errorf("%s: %v\n%q\n%q", ending, err, got, list.sorted())
		}
	}
}

func FuzzReadBaseline(f *testing.F) {
	f.Add(baselineHead + "\na.md: r 0123456789abcdef 01234567 Senior\n\"a\\n\": r 0123456789abcdef 01234567\n")
	f.Fuzz(func(t *testing.T, src string) {
		list, err := ReadBaseline(src)
		if err != nil {
			return
		}
		var b bytes.Buffer
		if err := list.Write(&b); err != nil {
			t.Fatal(err)
		}
		again, err := ReadBaseline(b.String())
		if err != nil || !reflect.DeepEqual(again, list) {
			t.Errorf("%v\n%q\n%q", err, list, again)
		}
	})
}
