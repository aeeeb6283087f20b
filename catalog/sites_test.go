package catalog

import (
	"path"
	"testing"
)

// FuzzTidy compares with taking every address apart, also those that are tidy already.
func FuzzTidy(f *testing.F) {
	for _, address := range []string{"", "/", "x", "/x", "/x/", "//x/", "/x//", "/x/index.html", "/x/index/", "/x.md/", "/../x/", "/x/./", "/x/../", "/.md/", "index/"} {
		f.Add(address)
	}
	f.Fuzz(func(t *testing.T, address string) {
		want := page(path.Clean("/" + address))
		if want == "." || want == "/" {
			want = ""
		}
		if got := tidy(address); got != want+"/" {
			t.Errorf("the tidy form of %q is %q, not %q", address, got, want+"/")
		}
	})
}
