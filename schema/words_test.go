package schema

import (
	"strings"
	"testing"
)

func TestWordsQuoteNoWholeSentences(t *testing.T) {
	sentence := strings.Repeat("Grüße an alle, ", 10)
	path := "a/" + strings.Repeat("long/", 40)
	for _, test := range []struct{ text, message, remedy string }{
		{sentence, `"` + strings.TrimSpace(strings.Repeat("Grüße an alle, ", 5)) + ` …" is long`, "not " + sentence},
		{"two words", `"two words" is long`, "not two words"},
		{path, `"` + path + `" is long`, "not " + path},
	} {
		r := &Rule{Message: `"{text}" is long`, Remedy: "not {text}"}
		message, remedy := r.Words(given{"text": test.text})
		if message != test.message || remedy != test.remedy {
			t.Errorf("got %q and %q, want %q and %q", message, remedy, test.message, test.remedy)
		}
	}
	if got := fillShort(`{text}, "{text}" and "{text} more"`, given{"text": sentence}); strings.Count(got, sentence) != 2 {
		t.Errorf("only what stands in quotes alone is cut: %q", got)
	}
}

// The names of facts are found in a text as the expression finds them.
func FuzzCutFact(f *testing.F) {
	for _, text := range []string{"", "{title}", "{a}{b_2.c}", "{{a}", "{A} {a-b} {a.} {.a} {a..b} {} {a", "}{a}", "{1a} {a1}"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for {
			before, name, behind, found := cutFact(text)
			m := braces.FindStringSubmatchIndex(text)
			if found != (m != nil) || found && (before != text[:m[0]] || name != text[m[2]:m[3]] || behind != text[m[1]:]) {
				t.Fatalf("%q is cut into %q, %q and %q; the expression finds %v", text, before, name, behind, m)
			}
			if !found {
				return
			}
			text = behind
		}
	})
}
