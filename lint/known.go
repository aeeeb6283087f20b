package lint

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"

	"jobcat/catalog"
)

// Known is what is kept of a finding so that it is recognised later, when nothing else of it may be left.
type Known struct {
	Path     string // of the file that it stands in
	Rule     string
	Level    string // title of the level; "" for what concerns no single level
	Identity string
	Words    string // a hash of the text that it is about
}

// Know is what is to be kept of findings of a catalog, in their order.
func Know(c *catalog.Catalog, findings []Finding) []Known {
	files := map[string]*catalog.File{}
	for _, p := range c.Pages {
		files[p.File.Path] = p.File
	}
	if r := c.Registry; r != nil {
		files[r.File.Path] = r.File
	}
	known := make([]Known, len(findings))
	for i, f := range findings {
		words := ""
		if file := files[f.Place.Path]; file != nil && f.Place.End <= len(file.Source) {
			words = file.Source[f.Place.Start:f.Place.End]
		}
		known[i] = Known{Path: f.Place.Path, Rule: f.Rule, Level: f.Level, Identity: f.Identity, Words: hashWords(words)}
	}
	return known
}

// wordsLength is in hex digits. Hashes of words are only compared between findings of one rule in one file.
const wordsLength = 8

func hashWords(words string) string {
	h := sha256.Sum256([]byte(keyOf(words)))
	return hex.EncodeToString(h[:])[:wordsLength]
}

// Compare orders by path, rule, level and identity: as people look for them.
func (k Known) Compare(o Known) int {
	return cmp.Or(
		cmp.Compare(k.Path, o.Path),
		cmp.Compare(k.Rule, o.Rule),
		cmp.Compare(k.Level, o.Level),
		cmp.Compare(k.Identity, o.Identity),
		cmp.Compare(k.Words, o.Words),
	)
}

// Match says which findings of after are the same as findings of before, and were so before: was has for each finding
// of after the index of the one of before, -1 for one that is new. Those of before that no index names are fixed.
// Each finding of before is matched once at most.
//
// Findings with one identity are the same. What is left over has another identity because something was renamed, or is
// another finding. It is the same if rule, file, level and words are, unless the words are a title: much can be missing
// below one title. A file or a level that was renamed is found by its findings, between a name that now does not have any
// more and one that has nothing of before yet. now is the catalog of after.
func Match(before, after []Known, now *catalog.Catalog) (was []int) {
	m := &matching{before: before, after: after, was: make([]int, len(after)), taken: make([]bool, len(before))}
	byIdentity := make(map[string][]int, len(before))
	for i, k := range before {
		byIdentity[k.Identity] = append(byIdentity[k.Identity], i)
	}
	for i, k := range after {
		m.was[i] = -1
		if of := byIdentity[k.Identity]; len(of) > 0 {
			m.take(of[0], i)
			byIdentity[k.Identity] = of[1:]
		}
	}
	m.sameWords(now)
	m.renamedFiles(now)
	m.renamedLevels(now)
	return m.was
}

// matching is the state of Match.
type matching struct {
	before, after []Known
	was           []int
	taken         []bool // of before
}

func (m *matching) take(before, after int) {
	m.was[after] = before
	m.taken[before] = true
}

// sameWords matches what stands where it stood and names something that was renamed.
func (m *matching) sameWords(now *catalog.Catalog) {
	titles := map[Known]bool{}
	title := func(path, words string) { titles[Known{Path: path, Words: hashWords(words)}] = true }
	for _, p := range now.Pages {
		title(p.File.Path, "")
		if p.Family == nil {
			continue
		}
		title(p.File.Path, p.Family.Title.String)
		for _, l := range p.Family.Levels {
			title(p.File.Path, p.File.Source[l.Place.Start:l.Place.End])
		}
	}
	left := map[Known][]int{}
	for i, k := range m.before {
		if !m.taken[i] && !titles[Known{Path: k.Path, Words: k.Words}] {
			k.Identity = ""
			left[k] = append(left[k], i)
		}
	}
	for i, k := range m.after {
		k.Identity = ""
		if of := left[k]; m.was[i] < 0 && len(of) > 0 {
			m.take(of[0], i)
			left[k] = of[1:]
		}
	}
}

// renamedFiles matches the findings of files that are gone with those of files that are new.
func (m *matching) renamedFiles(now *catalog.Catalog) {
	there := map[string]bool{}
	for _, p := range now.Pages {
		there[p.File.Path] = true
	}
	known := map[string]bool{}
	for _, k := range m.before {
		known[k.Path] = true
	}
	m.renamed(
		func(k Known) (string, bool) { return k.Path, there[k.Path] },
		func(k Known) (string, bool) { return k.Path, known[k.Path] },
		func(k Known) Known { return Known{Rule: k.Rule, Level: k.Level, Words: k.Words} },
	)
}

// renamedLevels matches the findings of levels that are gone with those of levels of the same file that are new.
func (m *matching) renamedLevels(now *catalog.Catalog) {
	type level struct{ path, title string }
	there := map[level]bool{}
	for _, p := range now.Pages {
		if p.Family == nil {
			continue
		}
		for _, l := range p.Family.Levels {
			there[level{p.File.Path, l.Full}] = true
		}
	}
	known := map[level]bool{}
	for _, k := range m.before {
		known[level{k.Path, k.Level}] = true
	}
	name := func(k Known, stays map[level]bool) (string, bool) {
		return k.Path + "\x00" + k.Level, k.Level == "" || stays[level{k.Path, k.Level}]
	}
	gone := func(k Known) (string, bool) { return name(k, there) }
	added := func(k Known) (string, bool) { return name(k, known) }
	m.renamed(gone, added, func(k Known) Known { return Known{Path: k.Path, Rule: k.Rule, Words: k.Words} })
	// What is about the title itself has other words now.
	m.renamed(gone, added, func(k Known) Known { return Known{Path: k.Path, Rule: k.Rule} })
}

// renamed matches groups of findings that are left over. A group is what has one name; gone and added say which, and
// whether it is no candidate because the name stays or was there before. Two groups are taken for one that was renamed if
// they share, of what like gives, at least half of the smaller one and more than others do; what they share is matched.
func (m *matching) renamed(gone, added func(Known) (name string, not bool), like func(Known) Known) {
	type pair struct {
		old, new string
		shared   int
	}
	olds, news := map[string][]int{}, map[string][]int{}
	byLike := map[Known]map[string]int{} // how many findings of each old group are like it
	for i, k := range m.before {
		if name, not := gone(k); !not && !m.taken[i] {
			olds[name] = append(olds[name], i)
			if byLike[like(k)] == nil {
				byLike[like(k)] = map[string]int{}
			}
			byLike[like(k)][name]++
		}
	}
	if len(olds) == 0 {
		return
	}
	count := map[string]map[Known]int{}
	for i, k := range m.after {
		if name, not := added(k); !not && m.was[i] < 0 {
			news[name] = append(news[name], i)
			if count[name] == nil {
				count[name] = map[Known]int{}
			}
			count[name][like(k)]++
		}
	}
	var pairs []pair
	for name, likes := range count {
		shared := map[string]int{}
		for k, n := range likes {
			for old, of := range byLike[k] {
				shared[old] += min(n, of)
			}
		}
		for old, n := range shared {
			if 2*n >= min(len(olds[old]), len(news[name])) { // a single one is like that of any other file
				pairs = append(pairs, pair{old, name, n})
			}
		}
	}
	slices.SortFunc(pairs, func(a, b pair) int {
		return cmp.Or(cmp.Compare(b.shared, a.shared), cmp.Compare(a.old, b.old), cmp.Compare(a.new, b.new))
	})
	for _, p := range pairs {
		if olds[p.old] == nil || news[p.new] == nil {
			continue // is another one already
		}
		left := map[Known][]int{}
		for _, i := range olds[p.old] {
			left[like(m.before[i])] = append(left[like(m.before[i])], i)
		}
		for _, i := range news[p.new] {
			if of := left[like(m.after[i])]; len(of) > 0 {
				m.take(of[0], i)
				left[like(m.after[i])] = of[1:]
			}
		}
		olds[p.old], news[p.new] = nil, nil
	}
}
