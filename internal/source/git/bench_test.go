//go:build unix

package git_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"

	"jobcat/internal/source"
	"jobcat/internal/source/git"
)

// BenchmarkCommit opens a repository, lists a commit of it and reads every file, as two readers do.
func BenchmarkCommit(b *testing.B) {
	for _, families := range []int{200, 2000} {
		b.Run(fmt.Sprint(families), func(b *testing.B) {
			benchmark(b, families, func(r *git.Repository) (source.Source, error) {
				head, err := r.Head(context.Background())
				if err != nil {
					return nil, err
				}
				return r.At(head, r.Top())
			})
		})
	}
}

// BenchmarkIndex does the same with what is staged.
func BenchmarkIndex(b *testing.B) {
	benchmark(b, 200, func(r *git.Repository) (source.Source, error) { return r.Index(r.Top()) })
}

func benchmark(b *testing.B, families int, choose func(*git.Repository) (source.Source, error)) {
	r := newRepo(b)
	for i := range families {
		var text strings.Builder
		for line := range 200 {
			fmt.Fprintf(&text, "- Answers question %d of family %d in at most %d days\n", line*7919%1000, i, line*i%100)
		}
		r.write(fmt.Sprintf("jobs/department-%d/family-%d/index.md", i%20, i), text.String())
	}
	r.commit()
	for b.Loop() {
		g, err := git.Open(context.Background(), r.top)
		must(b, err)
		src, err := choose(g)
		must(b, err)
		entries, err := src.List(context.Background(), ".")
		must(b, err)
		var group sync.WaitGroup
		for worker := range 2 {
			group.Go(func() {
				for i := worker; i < len(entries); i += 2 {
					if _, _, err := src.Read(entries[i].Path, 1<<20); err != nil {
						b.Error(err)
					}
				}
			})
		}
		group.Wait()
		must(b, g.Close())
	}
}
