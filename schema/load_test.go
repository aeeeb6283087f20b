package schema

import (
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write what is said now into the golden files")

// Every wrong jobcat.cue in testdata/wrong is refused in the words of the .txt beside it.
func TestLoadWrong(t *testing.T) {
	files, err := filepath.Glob("testdata/wrong/*.cue")
	if err != nil || len(files) == 0 {
		t.Fatal("no wrong policies", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			src, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			_, err = Load("jobcat.cue", src)
			var wrong *PolicyError
			if !errors.As(err, &wrong) {
				t.Fatalf("the error is %v, no *PolicyError", err)
			}
			golden := strings.TrimSuffix(file, ".cue") + ".txt"
			got := wrong.Error() + "\n"
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}
