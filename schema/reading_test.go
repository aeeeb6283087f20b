package schema

import "testing"

func TestReadingFor(t *testing.T) {
	p, err := Load("jobcat.cue", []byte(`package jobcat

reading: {
	files: {paths: ["**/L[0-9]*"], levels: "file", titles: ["L{grade}: {title}"], usual_phrases: false}
	lists: {paths: ["**/README.md", "old/**"], levels: "none"}
	default: {titles: ["## {title}"], keys: true}
}
`))
	if err != nil {
		t.Fatal(err)
	}
	below := p.Below([]string{"a", "b"})
	for _, c := range []struct {
		policy     *Policy
		path, want string
	}{
		{p, "garden/L2-Gardener.md", "files"},
		{p, "garden/README.md", "lists"},
		{p, "old/L2-Gardener.md", "lists"}, // the last one counts
		{p, "garden/gardener.md", "default"},
		{below, "b/old/gardener.md", "lists"},
		{below, "b/gardener.md", "default"},
	} {
		if got := c.policy.ReadingFor(c.path).Name; got != c.want {
			t.Errorf("%s is read as %q, want %q", c.path, got, c.want)
		}
	}
	files, usual := p.ReadingFor("L1.md"), p.ReadingFor("x.md")
	if files.Levels != "file" || files.UsualPhrases || files.Keys || len(files.Titles) != 1 {
		t.Errorf("files are read as %+v", files)
	}
	if usual.Levels != "headings" || !usual.UsualPhrases || !usual.Keys || usual.Titles[0].Depth() != 2 {
		t.Errorf("the others are read as %+v", usual)
	}
}
