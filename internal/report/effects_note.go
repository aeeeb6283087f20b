package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"jobcat/internal/inert"
)

// longestWords is how many characters of what is said about one family or level stand in a note: titles may have any length.
const longestWords = 120

// fewest is how many levels are told together if the same is true of them.
const fewest = 3

// EffectsNote is what means something for people as short Markdown, in which nothing of a file can do anything: a verdict without a full
// stop, and a sentence for each level or family, what reaches the most other levels first. It says nothing of what a merge
// request shows anyway: the words of items.
func EffectsNote(c Changed) (verdict string, sentences []string) {
	type subject struct {
		words []string
		more  int // that are not among them
		reach int
	}
	var order []told
	subjects := map[string]*subject{}
	for _, t := range c.tell() {
		if !t.people {
			continue
		}
		key := t.subject.Path + "\n" + t.subject.Title()
		s := subjects[key]
		if s == nil {
			s = &subject{}
			subjects[key] = s
			order = append(order, t)
		}
		words := inert.Text(inert.Short(t.words, longestWords))
		if reach, who := t.inherited(); reach != "" {
			words += ", **" + reach + "** " + inert.Text(inert.Short(who, longestWords))
		}
		if len(s.words) < mostNamed {
			s.words = append(s.words, words)
		} else {
			s.more++
		}
		s.reach = max(s.reach, len(t.reach))
	}
	of := func(t told) *subject { return subjects[t.subject.Path+"\n"+t.subject.Title()] }
	words := func(t told) string {
		words := strings.Join(of(t).words, "; ")
		if n := of(t).more; n > 0 {
			words += fmt.Sprintf("; and %d more", n)
		}
		return words
	}
	slices.SortStableFunc(order, func(a, b told) int { return cmp.Compare(of(b).reach, of(a).reach) })
	same := map[string][]string{}
	for _, t := range order {
		same[words(t)] = append(same[words(t)], t.subject.Title())
	}
	for _, t := range order {
		titles := same[words(t)]
		switch {
		case titles == nil: // said already
		case len(titles) < fewest:
			place := inert.Code(inert.Short(c.place(t.subject.Path), longestWords))
			sentences = append(sentences, inert.Text(inert.Short(t.subject.Title(), longestWords))+" "+words(t)+" ("+place+")")
		default:
			sentences = append(sentences, fmt.Sprintf("Each of %d (%s) %s", len(titles), inert.Text(inert.Short(named(titles), longestWords)), words(t)))
			same[words(t)] = nil
		}
	}
	return inert.Text(c.verdict("")), sentences
}
