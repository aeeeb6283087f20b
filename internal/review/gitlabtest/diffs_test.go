package gitlabtest_test

import (
	"fmt"
	"strings"
	"testing"

	"jobcat/internal/review/gitlabtest"
)

// Section 3: diff_refs and prepared_at are null while the merge request is prepared.
func TestSection3NotPrepared(t *testing.T) {
	w := newWorld(t, gitlabtest.Options{})
	w.p.Push("later", gitlabtest.Commit{Files: map[string]string{"a.md": "other\n"}})
	w.mr = w.p.Open(gitlabtest.Merge{From: "later", Author: w.author, Unprepared: 3})
	first := w.want(200, "GET", "", nil).object(t)
	if first["diff_refs"] != nil || first["prepared_at"] != nil || first["changes_count"] != nil || first["sha"] != w.p.Head("later") {
		t.Errorf("not yet prepared: %v", first)
	}
	if v := w.want(200, "GET", "/versions", nil).text; v != "[]" {
		t.Errorf("versions before they are made: %s", v)
	}
	if v := w.want(200, "GET", "/diffs", nil).text; v != "[]" {
		t.Errorf("diffs before they are made: %s", v)
	}
	if v := w.want(200, "GET", "", nil).object(t); v["diff_refs"] == nil || v["prepared_at"] == nil || v["changes_count"] != "1" {
		t.Errorf("prepared: %v", v)
	}
}

// Section 3: base is the merge base, start the target's head when the version was made, head the source's.
func TestSection3Versions(t *testing.T) {
	w := newWorld(t, gitlabtest.Options{})
	base, one := w.p.Head("main"), w.p.Head("topic")
	moved := w.p.Push("main", gitlabtest.Commit{Files: map[string]string{"other.md": "other\n"}})
	if r := w.mr.Refs(); r != (gitlabtest.Refs{Base: base, Start: base, Head: one}) {
		t.Errorf("a version does not change when the target moves: %+v", r)
	}
	two := w.p.Push("topic", gitlabtest.Commit{Files: map[string]string{"new.md": "one\ntwo\nthree\n"}})
	got := w.want(200, "GET", "/versions", nil).list(t)
	want := []gitlabtest.Refs{{Base: base, Start: moved, Head: two}, {Base: base, Start: base, Head: one}}
	if len(got) != 2 {
		t.Fatalf("%v", got)
	}
	for i, v := range got {
		if r := (gitlabtest.Refs{Base: v["base_commit_sha"].(string), Start: v["start_commit_sha"].(string), Head: v["head_commit_sha"].(string)}); r != want[i] {
			t.Errorf("version %d: %+v, want %+v", i, r, want[i])
		}
	}
	three := w.p.Push("topic", gitlabtest.Commit{Merge: "main"})
	if r := w.mr.Refs(); r != (gitlabtest.Refs{Base: moved, Start: moved, Head: three}) {
		t.Errorf("after a merge of the target: %+v", r)
	}
	if w.p.File("topic", "other.md") != "other\n" || w.p.File("topic", "new.md") != "one\ntwo\nthree\n" {
		t.Error("the merge lost a file")
	}
	w.p.Push("release", gitlabtest.Commit{From: base, Files: map[string]string{"r.md": "r\n"}})
	w.mr.Retarget("release")
	if r := w.mr.Refs(); r != (gitlabtest.Refs{Base: base, Start: w.p.Head("release"), Head: three}) {
		t.Errorf("after another target: %+v", r)
	}
	again := w.p.Rebase("topic", "release")
	if r := w.mr.Refs(); r.Base != w.p.Head("release") || r.Head != again {
		t.Errorf("after a rebase: %+v", r)
	}
	w.p.Force("topic", one)
	if r := w.mr.Refs(); r.Head != one || len(w.mr.Versions()) != 6 {
		t.Errorf("after a force push: %+v of %d", r, len(w.mr.Versions()))
	}
	if merged := w.mr.MergedResult(); w.p.File(merged, "r.md") != "r\n" || w.p.File(merged, "new.md") != "one\ntwo\n" {
		t.Error("the merged result lacks a side")
	}
}

// What a test asks for that cannot be done is said at once, and the server lives on.
func TestConflict(t *testing.T) {
	w := newWorld(t, gitlabtest.Options{})
	w.p.Push("main", gitlabtest.Commit{Files: map[string]string{"a.md": "conflict\n"}})
	head := w.p.Head("topic")
	for what, do := range map[string]func(){
		"rebase":        func() { w.p.Rebase("topic", "main") },
		"merge":         func() { w.p.Push("topic", gitlabtest.Commit{Merge: "main"}) },
		"merged result": func() { w.mr.MergedResult() },
		"no branch":     func() { w.p.Force("topic", "nothing") },
		"no file":       func() { w.p.File("topic", "nothing") },
		"no right":      func() { w.mr.ResolveThread(w.bot, w.mr.Start(w.author, "Mine.", nil), true) },
	} {
		func() {
			defer func() {
				if r := recover(); r == nil || !strings.HasPrefix(fmt.Sprint(r), "gitlabtest: ") {
					t.Errorf("%s: %v", what, r)
				}
			}()
			do()
		}()
	}
	if w.p.Head("topic") != head {
		t.Error("a branch has moved")
	}
	w.p.Push("topic", gitlabtest.Commit{Files: map[string]string{"new.md": "other\n"}})
}

// Section 3: the fields of a file, "diff" from its first hunk or with the names of the files.
func TestSection3Diffs(t *testing.T) {
	w := newWorld(t, gitlabtest.Options{})
	w.p.Generated("new.*")
	files := w.want(200, "GET", "/diffs", nil).list(t)
	byPath := map[string]map[string]any{}
	for _, f := range files {
		byPath[f["new_path"].(string)] = f
	}
	if f := byPath["new.md"]; f["new_file"] != true || f["old_path"] != "new.md" || f["diff"] != "@@ -0,0 +1,2 @@\n+one\n+two\n" || f["a_mode"] != "0" || f["generated_file"] != true {
		t.Errorf("new: %v", f)
	}
	if f := byPath["gone.md"]; f["deleted_file"] != true || f["old_path"] != "gone.md" || f["diff"] != "@@ -1,2 +0,0 @@\n-going\n-gone\n" {
		t.Errorf("gone: %v", f)
	}
	if f := byPath["renamed.md"]; f["renamed_file"] != true || f["old_path"] != "old.md" || !strings.HasPrefix(f["diff"].(string), "@@ -1,4 +1,4 @@\n-LINE 1 OF") {
		t.Errorf("renamed: %v", f)
	}
	if f := byPath["a.md"]; f["a_mode"] != "100644" || f["generated_file"] != false || len(files) != 4 {
		t.Errorf("changed: %v", f)
	}
	if v := w.want(200, "GET", "/changes", nil).object(t); len(v["changes"].([]any)) != 4 || v["overflow"] != false {
		t.Errorf("changes: %v", v)
	}
	if a := w.want(200, "GET", "/raw_diffs", nil); !strings.HasPrefix(a.text, "diff --git a/a.md b/a.md\n") || strings.Count(a.text, "\ndiff --git ") != 3 {
		t.Errorf("raw_diffs: %s", a.text)
	}
	if f := w.want(200, "GET", "/diffs?unidiff=true&per_page=1&page=2", nil).list(t)[0]; f["diff"] != "--- a/gone.md\n+++ /dev/null\n@@ -1,2 +0,0 @@\n-going\n-gone\n" {
		t.Errorf("unidiff: %v", f)
	}
}

// Section 3: files without lines, large ones, and the end of the list.
func TestSection3EmptyDiffs(t *testing.T) {
	w := newWorld(t, gitlabtest.Options{Diffs: gitlabtest.DiffLimits{PatchBytes: 4000, CollapseFiles: 8, CollapseLines: 400, Files: 10, Lines: 1000}})
	files := map[string]string{
		"0-large.md": lines(100), "1-collapsed.md": lines(20), "2-binary": "a\x00b", "3-small.md": "small\n", "4-run.sh": "run\n", "5-renamed.md": lines(7),
	}
	w.p.Push("main", gitlabtest.Commit{Files: map[string]string{"4-run.sh": "run\n", "old-name.md": lines(7)}})
	for i := range 10 {
		files[fmt.Sprintf("many/%d.md", i)] = "one of many\n"
	}
	w.p.Push("big", gitlabtest.Commit{Files: files, Executable: []string{"4-run.sh"}, Remove: []string{"old-name.md"}})
	w.mr = w.p.Open(gitlabtest.Merge{From: "big", Author: w.author})
	got := w.want(200, "GET", "/diffs?per_page=100", nil).list(t)
	if len(got) != 10 || w.want(200, "GET", "", nil).object(t)["changes_count"] != "10+" {
		t.Errorf("%d files", len(got))
	}
	for i, want := range []struct {
		path                       string
		empty, collapsed, tooLarge bool
		commentable                bool
	}{
		{"0-large.md", true, false, true, false},
		{"1-collapsed.md", true, true, false, true},
		{"2-binary", true, false, false, false},
		{"3-small.md", false, false, false, true},
		{"4-run.sh", true, false, false, false},
		{"5-renamed.md", true, false, false, false},
		{"many/0.md", false, false, false, true},
		{"many/1.md", false, false, false, true},
		{"many/2.md", true, true, false, true},
		{"many/3.md", true, true, false, true},
	} {
		f := got[i]
		if f["new_path"] != want.path || (f["diff"] == "") != want.empty || f["collapsed"] != want.collapsed || f["too_large"] != want.tooLarge {
			t.Errorf("%+v: %v", want, f)
		}
		a := w.as("bot", "POST", "/discussions", body{"body": "Here.", "position": w.at(f["old_path"].(string), want.path, 0, 1)})
		if (a.status == 201) != want.commentable {
			t.Errorf("%s: %d %s", want.path, a.status, a.text)
		}
		if want.path == "5-renamed.md" {
			if a := w.as("bot", "POST", "/discussions", body{"body": "Here.", "position": w.at("old-name.md", want.path, 1, 1)}); a.status != 400 {
				t.Errorf("a line of a pure rename: %d %s", a.status, a.text)
			}
		}
	}
	w.want(201, "POST", "/discussions", body{"body": "Past the end of the list.", "position": w.at("many/9.md", "many/9.md", 0, 1)})
}

// Section 3: renames are detected from 30 % similarity, which git alone does not.
func TestSection3Renames(t *testing.T) {
	w := newWorld(t, gitlabtest.Options{})
	old := strings.SplitAfter(lines(20), "\n")
	text := strings.Join(old[:8], "")
	for i := range 12 {
		text += fmt.Sprintf("Quite a different matter, number %d\n", i)
	}
	w.p.Push("main", gitlabtest.Commit{Files: map[string]string{"before.md": lines(20)}})
	w.p.Push("move", gitlabtest.Commit{Files: map[string]string{"after.md": text}, Remove: []string{"before.md"}})
	w.mr = w.p.Open(gitlabtest.Merge{From: "move", Author: w.author})
	if f := w.want(200, "GET", "/diffs", nil).list(t); len(f) != 1 || f[0]["renamed_file"] != true || f[0]["old_path"] != "before.md" {
		t.Errorf("%v", f)
	}
}

// Section 1: a merge request of a fork lives in the parent, and its diff is that of the fork's branch.
func TestSection1Fork(t *testing.T) {
	w := newWorld(t, gitlabtest.Options{})
	fork := w.p.Fork("author/project", gitlabtest.Private)
	head := fork.Push("mine", gitlabtest.Commit{Files: map[string]string{"fork.md": "fork\n"}})
	w.mr = w.p.Open(gitlabtest.Merge{Source: fork, From: "mine", Author: w.author})
	if f := w.mr.Diff().Files; fork.Path() != "author/project" || w.mr.Project().ID() != w.p.ID() || len(f) != 1 || f[0].NewPath != "fork.md" {
		t.Errorf("%s: %+v", fork.Path(), f)
	}
	mr := w.want(200, "GET", "", nil).object(t)
	if mr["sha"] != head || mr["source_project_id"] != float64(fork.ID()) || mr["project_id"] != float64(w.p.ID()) || mr["iid"] != float64(2) {
		t.Errorf("%v", mr)
	}
	w.thread("Here.", w.at("fork.md", "fork.md", 0, 1))
	if fork.Push("mine", gitlabtest.Commit{Files: map[string]string{"fork.md": "before\nfork\n"}}); *w.mr.Notes()[0].Position.NewLine != 2 {
		t.Errorf("%+v", w.mr.Notes()[0].Position)
	}
}
