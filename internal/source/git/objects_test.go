//go:build unix

package git_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"

	"jobcat/internal/source/git"
)

func TestManyReadAtOnce(t *testing.T) {
	r := newRepo(t)
	const files = 60
	text := func(i int) string { return strings.Repeat(strconv.Itoa(i)+" is a number\n", i*i*20) } // up to a megabyte
	for i := range files {
		r.write(fmt.Sprintf("%d.md", i), text(i))
	}
	r.commit()
	tree := r.at("HEAD", ".")
	if _, err := tree.List(context.Background(), "."); err != nil {
		t.Fatal(err)
	}
	var group sync.WaitGroup
	for worker := range 16 {
		group.Go(func() {
			for i := range files {
				i = (i*7 + worker) % files
				want, limit := text(i), 1<<20
				if worker%2 == 1 {
					limit = 1000
				}
				got, more, err := tree.Read(fmt.Sprintf("%d.md", i), limit)
				if err != nil || got != want[:min(len(want), limit)] || more != (len(want) > limit) {
					t.Errorf("file %d: %d bytes of %d, more %v, %v", i, len(got), len(want), more, err)
				}
			}
		})
	}
	group.Wait()
}

func TestTheEndOfTheContextEndsGit(t *testing.T) {
	r := newRepo(t)
	r.write("a.md", "a")
	r.commit()
	ctx, cancel := context.WithCancel(context.Background())
	g, err := git.Open(ctx, r.top)
	must(t, err)
	head, err := g.Head(ctx)
	must(t, err)
	tree, err := g.At(head, r.top)
	must(t, err)
	if _, err := tree.List(ctx, "."); err != nil {
		t.Fatal(err)
	}
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			for {
				if _, _, err := tree.Read("a.md", 100); err != nil {
					if !errors.Is(err, context.Canceled) {
						t.Errorf("reading: %v", err)
					}
					return
				}
			}
		})
	}
	cancel()
	group.Wait()
	if err := g.Close(); !errors.Is(err, context.Canceled) {
		t.Errorf("closing: %v", err)
	}
	if _, err := tree.List(ctx, "."); !errors.Is(err, context.Canceled) {
		t.Errorf("listing: %v", err)
	}
	noChildren(t)
}

func TestCloseLeavesNothingBehind(t *testing.T) {
	r := newRepo(t)
	r.write("a.md", "a")
	r.commit()
	for range 3 {
		g, err := git.Open(context.Background(), r.top)
		must(t, err)
		head, err := g.Head(context.Background())
		must(t, err)
		tree, err := g.At(head, r.top)
		must(t, err)
		same(t, contents(t, tree, "."), []string{"a.md: a"})
		must(t, g.Close())
		must(t, g.Close())
		if _, _, err := tree.Read("a.md", 100); err == nil {
			t.Error("a closed repository was read")
		}
	}
	noChildren(t)
}

// noChildren looks for processes that were started and are running, or ended and not waited for. Only Linux shows them.
func noChildren(t *testing.T) {
	t.Helper()
	stats, err := filepath.Glob("/proc/[0-9]*/stat")
	must(t, err)
	for _, stat := range stats {
		text, _ := os.ReadFile(stat) // "4711 (git) S 42 ...", the last the parent; gone by now if it was another's
		words := strings.Fields(string(text))
		if len(words) > 3 && words[1] == "(git)" && words[3] == strconv.Itoa(os.Getpid()) {
			t.Errorf("a process is left: %s", text)
		}
	}
}
