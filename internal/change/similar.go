package change

import (
	"cmp"
	"slices"

	"jobcat/catalog"
)

// pair is one thing before and after.
type pair[T any] struct{ before, after T }

// crowd is how many things may share a text before it tells nothing: what stands everywhere says nothing of one of them.
const crowd = 20

// similar pairs things of two sides that have enough texts in common, the most alike first. texts gives those of one
// thing. Things are found by the texts that few have, not by comparing each with each.
func similar[T comparable](gone, added []T, texts func(T) []string, least float64) []pair[T] {
	if len(gone) == 0 || len(added) == 0 {
		return nil
	}
	has := map[string][]int{} // the indices in gone
	sizes := make([]int, len(gone))
	for i, b := range gone {
		all := distinct(texts(b))
		sizes[i] = len(all)
		for _, t := range all {
			if len(has[t]) <= crowd {
				has[t] = append(has[t], i)
			}
		}
	}
	type candidate struct {
		before, after int
		likeness      float64
	}
	var candidates []candidate
	for j, a := range added {
		all := distinct(texts(a))
		common := map[int]int{}
		everywhere := 0
		for _, t := range all {
			of := has[t]
			if len(of) > crowd {
				everywhere++
				continue
			}
			for _, i := range of {
				common[i]++
			}
		}
		for i, n := range common {
			// What stands everywhere stands in this one, too, as far as anybody needs to know.
			if n := 2 * float64(n+min(everywhere, sizes[i]-n)) / float64(sizes[i]+len(all)); n >= least {
				candidates = append(candidates, candidate{i, j, n})
			}
		}
	}
	slices.SortFunc(candidates, func(x, y candidate) int {
		return cmp.Or(cmp.Compare(y.likeness, x.likeness), cmp.Compare(x.after, y.after), cmp.Compare(x.before, y.before))
	})
	var pairs []pair[T]
	taken, given := make([]bool, len(gone)), make([]bool, len(added))
	for _, c := range candidates {
		if !taken[c.before] && !given[c.after] {
			taken[c.before], given[c.after] = true, true
			pairs = append(pairs, pair[T]{gone[c.before], added[c.after]})
		}
	}
	return pairs
}

func distinct(texts []string) []string {
	slices.Sort(texts)
	return slices.Compact(texts)
}

// wordsOfFamily are the texts by which a family is recognised.
func wordsOfFamily(f *catalog.Family) []string {
	var all []string
	for _, l := range f.Levels {
		all = append(all, "level "+plain(l.Full))
	}
	for _, p := range f.Prose {
		if p.Heading == nil {
			all = append(all, plain(p.Text.String))
		}
	}
	return all
}

// wordsOfLevel are the texts by which a level is recognised.
func wordsOfLevel(l *catalog.Level) []string {
	var all []string
	eachItem(l.Sections, func(text string) { all = append(all, text) })
	return all
}
