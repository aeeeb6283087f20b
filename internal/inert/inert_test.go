package inert

import (
	"strings"
	"testing"
)

// What stands in a file says the same in a comment and does nothing there.
func TestText(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"Plans the beds, and prunes roses.", "Plans the beds, and prunes roses."},
		{"cut-off date", "cut-off date"},
		{"@all look", "&#64;" + joiner + "all look"},
		{"see #12 and !7", "see #" + joiner + "12 and !" + joiner + "7"},
		{"/close", "&#47;close"},
		{"- a list", "&#45; a list"},
		{"  - a list", "&#45; a list"},
		{"# a title", "&#35; a title"},
		{":-", "&#58;" + joiner + "-"},
		{"1. one", "1&#46; one"},
		{"12) twelve", "12&#41; twelve"},
		{"<b>*bold*</b>", "&#60;b&#62;&#42;bold&#42;&#60;/b&#62;"},
		{"[x](http://a.b)", "&#91;" + joiner + "x&#93;(http:" + joiner + "//a.b)"},
		{"[[_TOC_]]", "&#91;" + joiner + "&#91;" + joiner + "&#95;TOC&#95;&#93;&#93;"},
		{"www.example.com", "www" + joiner + ".example.com"},
		{"fixes ABC-12, of 3-5 years", "fixes ABC-" + joiner + "12, of 3-5 years"},
		{"see 0a1b2c3d4e5f6 and cafe", "see 0a1b2c" + joiner + "3d4e5f" + joiner + "6 and cafe"},
		{"two\nlines", "two\u240alines"},
		{"&amp;", "&#38;" + joiner + "amp;"},
		{"\x1b[31m", "\u241b&#91;" + joiner + "31m"},
		{"\u202eevil\xff", "\ufffdevil\ufffd"},
		{"", ""},
	} {
		if got := Text(c.text); got != c.want {
			t.Errorf("%q becomes %q, want %q", c.text, got, c.want)
		}
	}
}

func TestCode(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"a.md", "`a.md`"},
		{"a b.md", "`a b.md`"},
		{"a`b``c.md", "``` a`b``c.md ```"},
		{"", "`  `"},
		{"a\nb", "`a\u240ab`"},
	} {
		if got := Code(c.text); got != c.want {
			t.Errorf("%q becomes %q, want %q", c.text, got, c.want)
		}
	}
}

func TestFence(t *testing.T) {
	for _, c := range []struct {
		lines, want string
		ok          bool
	}{
		{"a\nb\n", "```x\na\nb\n```", true},
		{"a", "```x\na\n```", true},
		{"", "```x\n```", true},
		{"\n", "```x\n\n```", true},
		{"a\n```\n\tb\n", "````x\na\n```\n\tb\n````", true},
		{"a\n/close\n", "", false},
		{"a\r\n", "", false},
		{"a\u202eb\n", "", false},
		{"a\xff\n", "", false},
	} {
		if got, ok := Fence("x", c.lines); got != c.want || ok != c.ok {
			t.Errorf("%q becomes %q, %v, want %q", c.lines, got, ok, c.want)
		}
	}
}

func TestShort(t *testing.T) {
	for _, c := range []struct {
		text string
		most int
		want string
	}{
		{"gärtner", 7, "gärtner"},
		{"gärtner", 3, "gä…"},
		{"gärtner", 1, "…"},
	} {
		if got := Short(c.text, c.most); got != c.want {
			t.Errorf("%d of %q are %q, want %q", c.most, c.text, got, c.want)
		}
	}
}

// A text of a file may be long, and all of one sign.
func TestLongTexts(t *testing.T) {
	for _, sign := range []string{"`", "1", "@", "-", " ", "a", "A-1", "\u202e", "\xff"} {
		long := strings.Repeat(sign, 1<<17)
		Text(long)
		Code(long)
		Fence("", long)
	}
}
