package gitlabtest_test

import (
	"crypto/sha1"
	"fmt"
	"net/url"
	"strings"
	"testing"

	"jobcat/internal/review/gitlabtest"
)

const noSuchLine = `{"message":"400 Bad request - Note {:line_code=>[\"can't be blank\", \"must be a valid line code\"]}"}`

// Section 4: which lines can be commented, and by which numbers. The code of a line has both running counters.
func TestSection4Lines(t *testing.T) {
	w := newWorld(t, gitlabtest.Options{})
	w.p.Push("main", gitlabtest.Commit{Files: map[string]string{"moved/pure.md": lines(9), "run.sh": "run\n"}})
	w.p.Push("topic", gitlabtest.Commit{Merge: "main", Remove: []string{"moved/pure.md"},
		Files: map[string]string{"pure.md": lines(9), "run.sh": "run\n", "picture": "\x00\x01", "empty": ""}, Executable: []string{"run.sh"}})
	for _, c := range []struct {
		what     string
		old, new string
		o, n     int
		code     string // "OLD_NEW", "" if it is refused
	}{
		{"added", "a.md", "a.md", 0, 1, "1_1"},
		{"added with both numbers", "a.md", "a.md", 1, 1, ""},
		{"unchanged in a hunk", "a.md", "a.md", 1, 2, "1_2"},
		{"unchanged, only new", "a.md", "a.md", 0, 2, ""},
		{"unchanged, only old", "a.md", "a.md", 1, 0, ""},
		{"unchanged with wrong numbers", "a.md", "a.md", 2, 2, ""},
		{"replaced, new side", "a.md", "a.md", 0, 11, "11_11"},
		{"replaced, old side", "a.md", "a.md", 10, 0, "10_11"},
		{"removed", "a.md", "a.md", 21, 0, "21_22"},
		{"removed with both numbers", "a.md", "a.md", 21, 22, ""},
		{"after the removed one", "a.md", "a.md", 22, 22, "22_22"},
		{"outside the hunks", "a.md", "a.md", 16, 17, "16_17"},
		{"last", "a.md", "a.md", 40, 40, "40_40"},
		{"past the end", "a.md", "a.md", 41, 41, ""},
		{"past the end, added", "a.md", "a.md", 0, 41, ""},
		{"line zero", "a.md", "a.md", 0, -1, ""},
		{"new file", "new.md", "new.md", 0, 2, "0_2"},
		{"new file past the end", "new.md", "new.md", 0, 3, ""},
		{"new file, both", "new.md", "new.md", 2, 2, ""},
		{"deleted file", "gone.md", "gone.md", 2, 0, "2_0"},
		{"deleted file, new side", "gone.md", "gone.md", 0, 1, ""},
		{"renamed, changed line", "old.md", "renamed.md", 0, 1, "2_1"},
		{"renamed, removed line", "old.md", "renamed.md", 1, 0, "1_1"},
		{"renamed, outside the hunks", "old.md", "renamed.md", 25, 25, "25_25"},
		{"pure rename", "moved/pure.md", "pure.md", 3, 3, ""},
		{"change of the mode", "run.sh", "run.sh", 1, 1, ""},
		{"binary", "picture", "picture", 0, 1, ""},
		{"empty file", "empty", "empty", 0, 1, ""},
		{"unchanged file", "same.md", "same.md", 1, 1, ""},
		{"no such file", "no.md", "no.md", 1, 1, ""},
	} {
		before := len(w.mr.Threads())
		a := w.as("bot", "POST", "/discussions", body{"body": c.what, "position": w.at(c.old, c.new, c.o, c.n).with("new_line", number(c.n))})
		if c.code == "" {
			if a.status != 400 || a.text != noSuchLine || len(w.mr.Threads()) != before {
				t.Errorf("%s: %d %s, want %s", c.what, a.status, a.text, noSuchLine)
			}
			continue
		}
		notes := w.mr.Notes()
		if a.status != 201 || len(notes) != before+1 {
			t.Errorf("%s: %d %s", c.what, a.status, a.text)
			continue
		}
		if want := fmt.Sprintf("%x_%s", sha1.Sum([]byte(c.new)), c.code); notes[before].LineCode != want {
			t.Errorf("%s: %s, want %s", c.what, notes[before].LineCode, want)
		}
	}
}

func number(n int) any {
	if n == 0 {
		return nil
	}
	return n
}

// Section 4: with one path of a renamed file, the note is stored and the answer is 500.
func TestSection4OnePathOfARename(t *testing.T) {
	w := newWorld(t, gitlabtest.Options{})
	for i, p := range []body{
		w.at("", "renamed.md", 0, 5).with("old_path", nil),
		w.at("renamed.md", "renamed.md", 0, 5),
		w.at("old.md", "", 5, 0).with("new_path", nil),
	} {
		w.want(500, "POST", "/discussions", body{"body": "Here.", "position": p})
		if n := len(w.mr.Threads()); n != i+1 {
			t.Errorf("%v: %d threads, want %d", p, n, i+1)
		}
	}
	w.want(400, "POST", "/discussions", body{"body": "Here.", "position": w.at("renamed.md", "renamed.md", 5, 5)})
	w.want(201, "POST", "/discussions", body{"body": "One path is enough for others.", "position": w.at("", "a.md", 0, 1).with("old_path", nil)})
}

// Section 4: the other refusals, and what is not checked.
func TestSection4Refusals(t *testing.T) {
	w := newWorld(t, gitlabtest.Options{})
	good := w.at("a.md", "a.md", 0, 1)
	no := strings.Repeat("1", 40)
	for _, c := range []struct {
		what     string
		payload  body
		status   int
		contains string
	}{
		{"no body", body{"position": good}, 400, `{"error":"body is missing"}`},
		{"blank", body{"body": " \n", "position": good}, 400, `:note=>[\"can't be blank\"]`},
		{"too long", body{"body": strings.Repeat("ä", 1_000_001)}, 400, `too long`},
		{"no base", body{"body": "a", "position": good.with("base_sha", nil)}, 400, `{"error":"position[base_sha] is missing"}`},
		{"no type", body{"body": "a", "position": good.with("position_type", nil)}, 400, `{"error":"position[position_type] is missing"}`},
		{"other type", body{"body": "a", "position": good.with("position_type", "line")}, 400, `{"error":"position[position_type] does not have a valid value"}`},
		{"line is no number", body{"body": "a", "position": good.with("new_line", "x")}, 400, `{"error":"position[new_line] is invalid"}`},
		{"no line", body{"body": "a", "position": good.with("new_line", nil)}, 400, `:position=>[\"is incomplete\"]`},
		{"no paths", body{"body": "a", "position": good.with("new_path", nil).with("old_path", nil)}, 400, `is incomplete`},
		{"unknown head", body{"body": "a", "position": good.with("head_sha", no)}, 500, `500`},
		{"unknown start", body{"body": "a", "position": good.with("start_sha", no)}, 500, `500`},
		{"unknown base", body{"body": "a", "position": good.with("base_sha", "nonsense")}, 500, `500`},
		{"line_code is no parameter", body{"body": "a", "position": good, "line_code": "nonsense", "more": 1}, 201, `"id"`},
		{"long", body{"body": strings.Repeat("ä", 1_000_000)}, 201, `"id"`},
		{"file", body{"body": "a", "position": w.at("no.md", "no.md", 0, 0).with("position_type", "file")}, 201, `"position_type":"file"`},
		{"file with one path", body{"body": "a", "position": w.at("", "a.md", 0, 0).with("position_type", "file").with("old_path", nil)}, 400, `is incomplete`},
		{"range unchecked", body{"body": "a", "position": good.with("line_range", body{"start": body{"line_code": "nonsense", "type": "new"}})}, 201, `"line_code":"nonsense"`},
	} {
		a := w.as("bot", "POST", "/discussions", c.payload)
		if a.status != c.status || !strings.Contains(a.text, c.contains) {
			t.Errorf("%s: %d %.200s, want %d %s", c.what, a.status, a.text, c.status, c.contains)
		}
	}
	if n := len(w.mr.Threads()); n != 4 {
		t.Errorf("%d threads", n)
	}
}

// Section 4: a form says the same as JSON.
func TestSection4Form(t *testing.T) {
	w := newWorld(t, gitlabtest.Options{})
	form := url.Values{"body": {"Here."}}
	for k, v := range w.at("a.md", "a.md", 1, 2) {
		form.Set("position["+k+"]", fmt.Sprint(v))
	}
	form.Set("position[line_range][start][type]", "old")
	a := w.form("POST", "/discussions", form)
	if n := w.mr.Notes(); a.status != 201 || len(n) != 1 || *n[0].Position.OldLine != 1 || string(n[0].Position.LineRange) != `{"start":{"type":"old"}}` {
		t.Errorf("%d %s", a.status, a.text)
	}
}

// Section 4: commits of an older version are accepted and carried forward; a repeated POST makes a second thread.
func TestSection4OlderVersion(t *testing.T) {
	w := newWorld(t, gitlabtest.Options{})
	old := w.at("a.md", "a.md", 0, 11)
	gone := w.at("a.md", "a.md", 0, 1)
	head := w.p.Push("topic", gitlabtest.Commit{Files: map[string]string{"a.md": "other\nlines\n" + change(lines(40), 10, "changed\n", 21, "")}})
	for range 2 {
		w.thread("Carried.", old)
	}
	w.thread("Outdated at once.", gone)
	threads := w.mr.Threads()
	if len(threads) != 3 {
		t.Fatalf("%d threads", len(threads))
	}
	for i, want := range []struct {
		line     int
		head     string
		outdated bool
	}{{12, head, false}, {12, head, false}, {1, old["head_sha"].(string), true}} {
		n := threads[i].Notes[0]
		if *n.Position.NewLine != want.line || n.Position.HeadSHA != want.head || n.Outdated != want.outdated {
			t.Errorf("thread %d: %+v", i, n.Position)
		}
	}
}

// Section 5: a push moves the positions of live threads; a thread whose line is gone keeps its own and gains a note of GitLab's.
func TestSection5Push(t *testing.T) {
	w := newWorld(t, gitlabtest.Options{})
	first := w.mr.Refs()
	type line struct {
		path     string
		old, new int
	}
	marks := []struct {
		before, after line // after: zero if it is outdated
	}{
		{line{"a.md", 0, 11}, line{"a.md", 0, 12}},   // added
		{line{"a.md", 0, 1}, line{}},                 // added, and gone now
		{line{"a.md", 16, 17}, line{"a.md", 16, 18}}, // unchanged
		{line{"a.md", 21, 0}, line{"a.md", 21, 0}},   // removed
		{line{"a.md", 10, 0}, line{"a.md", 10, 0}},   // removed
		{line{"a.md", 35, 35}, line{"a.md", 35, 0}},  // unchanged, removed now
		{line{"new.md", 0, 2}, line{"sub/new.md", 0, 3}},
		{line{"gone.md", 1, 0}, line{}}, // the file is back
	}
	var ids []string
	for _, m := range marks {
		id, _ := w.thread("Here.", w.at(m.before.path, m.before.path, m.before.old, m.before.new))
		ids = append(ids, id)
	}
	w.want(201, "POST", "/discussions/"+ids[1]+"/notes", body{"body": "An answer."})
	w.p.Push("topic", gitlabtest.Commit{
		Files: map[string]string{
			"a.md": "other\nlines\n" + change(lines(40), 10, "changed\n", 21, "", 35, ""), "sub/new.md": "zero\none\ntwo\n", "gone.md": "going\ngone\n",
		},
		Remove: []string{"new.md"},
	})
	for i, thread := range w.mr.Threads() {
		n, want := thread.Notes[0], marks[i].after
		last := thread.Notes[len(thread.Notes)-1]
		if want == (line{}) {
			if n.Position.Refs() != first || !n.Outdated || !last.System || last.Resolvable || thread.Resolved() {
				t.Errorf("%+v: not outdated: %+v", marks[i].before, n.Position)
			}
			continue
		}
		got := line{n.Position.NewPath, value(n.Position.OldLine), value(n.Position.NewLine)}
		if got != want || n.Position.Refs() != w.mr.Refs() || last.System || n.Original.Refs() != first {
			t.Errorf("%+v: %+v, want %+v", marks[i].before, got, want)
		}
	}
	// An outdated thread does not come back, and what follows is written where it stands.
	w.p.Force("topic", first.Head)
	if n := w.mr.Threads()[1].Notes; !n[0].Outdated || n[1].Position != n[0].Position {
		t.Errorf("%+v", n)
	}
}

func value(n *int) int {
	if n == nil {
		return 0
	}
	return *n
}

// Section 5: a comment on a file follows the file.
func TestSection5FilePosition(t *testing.T) {
	w := newWorld(t, gitlabtest.Options{})
	w.thread("About the file.", w.at("new.md", "new.md", 0, 0).with("position_type", "file"))
	w.p.Push("topic", gitlabtest.Commit{Files: map[string]string{"sub/new.md": "one\ntwo\n"}, Remove: []string{"new.md"}})
	if n := w.mr.Notes()[0]; n.Position.NewPath != "sub/new.md" || n.Outdated {
		t.Errorf("%+v", n.Position)
	}
	w.p.Push("topic", gitlabtest.Commit{Remove: []string{"sub/new.md"}})
	if n := w.mr.Notes()[0]; !n.Outdated {
		t.Errorf("%+v", n.Position)
	}
}

// Section 5: a setting of the project resolves outdated threads.
func TestSection5ResolveOutdated(t *testing.T) {
	w := newWorld(t, gitlabtest.Options{})
	w.p.ResolveOutdated(true)
	w.thread("Here.", w.at("new.md", "new.md", 0, 1))
	w.p.Push("topic", gitlabtest.Commit{Remove: []string{"new.md"}})
	if th := w.mr.Threads()[0]; !th.Resolved() || th.Notes[0].ResolvedBy != w.author.ID {
		t.Errorf("%+v", th)
	}
}
