package review

import (
	"slices"
	"strings"
	"testing"
)

func TestMarker(t *testing.T) {
	m := marker{name: "jobs --> & more", what: finding, state: isGone, turn: 3, ids: []string{"0a", "1b"}}
	body := mark("One.\n\nTwo.  \n", m)
	text, got, marked := unmark(body)
	m.hash = hashOf("One.\n\nTwo.")
	if !marked || text != "One.\n\nTwo." || got.String() != m.String() || got.name != m.name || !slices.Equal(got.ids, m.ids) {
		t.Errorf("%q gives %q and %+v", body, text, got)
	}
	if line := body[strings.LastIndex(body, "\n")+1:]; line != MarkerOf(body) || strings.Count(line, "-->") != 1 {
		t.Errorf("the marker is %q", line)
	}
	if hashOf("a  b\r\n\r\nc") != hashOf("a b\n\nc\n") || hashOf("ab") == hashOf("a b") {
		t.Error("white space counts, or words do not")
	}
}

func TestWhatIsNoMarker(t *testing.T) {
	const text = "Words.\n\n"
	line := MarkerOf(mark(text, marker{name: "jobcat", what: summary, state: isOpen}))
	for _, marked := range []string{line, text + line, text + line + "\n \n", text + line + "\n\nWhat a person adds.", line + "\r\n\r\n" + text, "```\n" + text + "````\n" + line + "\nmore", "```\n" + line} {
		if MarkerOf(marked) != line {
			t.Errorf("none in %q", marked)
		}
	}
	for _, unmarked := range []string{
		"", "\n", text, "> " + line, text + ">" + line, " " + line, "    " + line, text + "`" + line + "`", line + " x", "x " + line, "* " + line,
		"```\n" + line + "\n```", "~~~~ text\n```\n" + line + "\n~~~\n```\n~~~~", "````\n```\n" + line + "\n```\n````\n",
		strings.Replace(line, "v1", "v2", 1), strings.Replace(line, "v1", "v10", 1), strings.Replace(line, " what=summary", "", 1),
		strings.Replace(line, "what=summary", "what=note", 1), strings.Replace(line, "turn=0", "turn=00", 1), strings.Replace(line, "turn=0", "turn=-1", 1),
		strings.Replace(line, "turn=0", "turn=x", 1), strings.Replace(line, "ids=", "ids=b,a", 1), strings.Replace(line, "ids=", "ids=,", 1),
		strings.Replace(line, "ids=", "ids=a,a-->", 1), strings.Replace(line, "name=jobcat", "name=job cat", 1), strings.Replace(line, "name=jobcat", "name=%zz", 1),
		strings.Replace(line, "hash=", "hash=x-", 1), strings.Replace(line, "state=open", "state=", 1), strings.ToUpper(line),
	} {
		if got := MarkerOf(unmarked); got != "" {
			t.Errorf("%q in %q", got, unmarked)
		}
	}
}

// FuzzMarker gives any text to the reader of markers, and any name and text to the writer.
func FuzzMarker(f *testing.F) {
	f.Add("jobcat", mark("Words.", marker{name: "jobcat", what: answer, state: isGone, turn: 2, ids: []string{"0a"}}))
	f.Add("-->", "> <!-- jobcat:review v1 name=jobcat")
	f.Add("", "```\n<!-- jobcat:review v1 name= what=finding state=open turn=0 ids= hash=0 -->\n```\nx")
	f.Fuzz(func(t *testing.T, name, body string) {
		text, m, marked := unmark(body)
		if marked {
			if again, n, ok := unmark(text + "\n\n" + m.String()); !ok || n.String() != m.String() || hashOf(again) != hashOf(text) {
				t.Errorf("%q is not the same when it is written again", body)
			}
			if !strings.Contains(body, m.String()) {
				t.Errorf("%q is not in %q", m, body)
			}
		} else if MarkerOf(body) != "" || text != body {
			t.Errorf("%q has no marker, and lost some of its text", body)
		}
		written := mark(body, marker{name: name, what: finding, state: isOpen, ids: []string{"0a"}})
		text, m, marked = unmark(written)
		if !marked || m.name != name || hashOf(text) != m.hash || !strings.HasSuffix(written, "\n"+m.String()) {
			t.Errorf("%q as %q is written as %q", body, name, written)
		}
	})
}
