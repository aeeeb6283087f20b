package lint

import "testing"

func TestRelativePath(t *testing.T) {
	for _, c := range []struct{ folder, file, want string }{
		{".", "a.md", "a.md"},
		{"x", "x/a.md", "a.md"},
		{"x/y", "x/a.md", "../a.md"},
		{"x/y", "z/b c.md", "../../z/b%20c.md"},
		{".", "x/a.md", "x/a.md"},
		{"x", "x/x/a.md", "x/a.md"},
	} {
		if got := relativePath(c.folder, c.file); got != c.want {
			t.Errorf("%s seen from %s is %s, want %s", c.file, c.folder, got, c.want)
		}
	}
}
