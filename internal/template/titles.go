package template

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"jobcat/catalog"
	"jobcat/schema"
)

// maxTitle is the number of characters of the longest title. The longest of a real catalog has about 80.
const maxTitle = 120

// markup are the characters that a heading, a link or a template may take for something else than text.
const markup = "[]{}<>*_|\\`~^$"

// CheckTitle is the error that a text can be no title, or nil: it has to be one line of words that means the same in
// front matter, in a heading and in a link.
func CheckTitle(title string) error {
	if strings.TrimSpace(title) == "" {
		return fmt.Errorf("a title is empty")
	}
	if !utf8.ValidString(title) {
		return fmt.Errorf("the title %q is not UTF-8", title)
	}
	if n := utf8.RuneCountInString(title); n > maxTitle {
		return fmt.Errorf("a title has at most %d characters, and %q … has %d", maxTitle, string([]rune(title)[:40]), n)
	}
	for _, r := range title {
		if !unicode.IsPrint(r) {
			return fmt.Errorf("the title %q has the character %q, which nobody sees; write it without", title, r)
		}
		if strings.ContainsRune(markup, r) {
			return fmt.Errorf("the title %q has the character %q, which is markup in Markdown; write it without", title, r)
		}
	}
	if strings.IndexFunc(title, unicode.IsLetter) < 0 {
		return fmt.Errorf("the title %q has no letter", title)
	}
	return nil
}

// Levels are the whole titles of a new family's levels, the lowest first. Of the words that were asked for, a rung
// ("Senior") is joined to the family's title, and everything else is a title as it is. Without any words the levels are
// the rungs that families usually begin with, two for template 1 and three for template 2.
func Levels(t Template, title string, words []string, ladder *schema.Ladder) []string {
	name := catalog.ParseName(title)
	var titles []string
	for _, word := range words {
		titles = append(titles, levelTitle(strings.Join(strings.Fields(word), " "), name.Subject))
	}
	switch {
	case titles != nil:
		return titles
	case name.Rung != "" && (!name.Sure || name.Subject == "" || name.Subject == title):
		return []string{title} // nobody knows what comes behind it
	}
	count := 2
	if t == OwnSections {
		count = 3
	}
	rungs := rungsFrom(name, ladder)
	for _, rung := range rungs[:min(len(rungs), count)] {
		if rung == name.Rung {
			titles = append(titles, title)
		} else {
			titles = append(titles, catalog.TitleOn(rung, name.Subject))
		}
	}
	return titles
}

// levelTitle is the whole title of a level that was asked for by a word.
func levelTitle(word, subject string) string {
	said := catalog.ParseName(word)
	if said.Subject != "" || said.Rung == "" || subject == "" {
		return word
	}
	// "Associate" is the same rung as "Junior", and the word that was chosen counts.
	if title := word + " " + subject; said.Track == catalog.Individual && said.Rung != catalog.Intermediate && catalog.ParseName(title) == (catalog.Name{Rung: said.Rung, Track: said.Track, Subject: subject, Sure: true}) {
		return title
	}
	return catalog.TitleOn(said.Rung, subject)
}

// usualRungs are those of a ladder that says nothing about a track.
var usualRungs = map[catalog.Track][]string{
	catalog.Individual: {catalog.Intermediate, catalog.Senior, catalog.Staff},
	catalog.Management: {catalog.Manager, catalog.SeniorManager, catalog.Director},
}

// rungsFrom are the rungs of a title's track, from its own on or else from where most people begin.
func rungsFrom(name catalog.Name, ladder *schema.Ladder) []string {
	rungs := usualRungs[name.Track]
	if steps := ladder.Track(string(name.Track)); len(steps) > 0 {
		rungs = nil
		for _, s := range steps {
			if s.Rung != catalog.CEO { // nobody climbs there from within a family
				rungs = append(rungs, s.Rung)
			}
		}
	}
	from := cmp.Or(name.Rung, usualRungs[name.Track][0])
	if i := slices.Index(rungs, from); i >= 0 {
		return rungs[i:]
	}
	if name.Rung != "" {
		return []string{name.Rung}
	}
	return rungs
}
