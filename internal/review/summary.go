package review

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"jobcat/catalog"
	"jobcat/internal/inert"
	"jobcat/internal/report"
	"jobcat/lint"
	"jobcat/schema"
)

// How much the summary says. GitLab takes a million characters; nobody reads them.
const (
	mostIntroduced = 50 // comments
	mostMinor      = 20
	mostFixed      = 20
	mostEffects    = 10
	mostFolded     = 50    // effects behind those
	mostOld        = 100   // rules
	roomOfList     = 7_500 // bytes: with signs that have to be escaped, few words are long
)

// summary is the body of the note about the whole change, without its marker. The comments are those that are wanted, the
// most severe first; each says where it stands.
func (r *Review) summary(comments []*Comment) string {
	var minor, problems []*Comment
	for _, c := range comments {
		if c.Stands == TooMinor {
			minor = append(minor, c)
		} else {
			problems = append(problems, c)
		}
	}
	parts := []string{"**" + r.verdict() + "**"}
	if len(problems) > 0 {
		if words := onTheirLines(problems); words != "" {
			parts = append(parts, words)
		}
		parts = append(parts, list(problems, numbered, mostIntroduced, r.entries(problems)))
	}
	for _, n := range r.notes(comments) {
		if words := said(n); words != "" {
			parts = append(parts, words)
		}
	}
	parts = append(parts, r.effects()...)
	if len(minor) > 0 {
		title := plural(len(minor), "less severe problem", "less severe problems") + ", without a comment"
		parts = append(parts, fold(title, []string{list(minor, bullet, mostMinor, r.entries(minor))}))
	}
	if len(r.Found.Fixed) > 0 {
		title := plural(len(r.Found.Fixed), "problem", "problems") + " fixed"
		parts = append(parts, fold(title, []string{list(r.Found.Fixed, bullet, mostFixed, r.fixedEntry)}))
	}
	if old := r.old(); len(old) > 0 {
		title := plural(len(old), "older finding", "older findings") + " in these files, unchanged"
		parts = append(parts, fold(title, []string{"They were there before this change:", r.byRule(old)}))
	}
	return strings.Join(parts, "\n\n")
}

// verdict is the first line.
func (r *Review) verdict() string {
	name := "jobcat"
	if r.Name != "" && r.Name != name {
		name += " (" + inert.Text(inert.Short(r.Name, longestPath)) + ")"
	}
	words := name + ": this change introduces "
	if n := len(r.Found.Introduced); n == 0 {
		words += "no problem"
	} else {
		words += plural(n, "problem", "problems")
		count := map[schema.Severity]int{}
		for _, f := range r.Found.Introduced {
			count[f.Severity]++
		}
		var kinds []string
		for _, s := range []schema.Severity{schema.Error, schema.Warning, schema.Info} {
			if count[s] > 0 {
				kinds = append(kinds, plural(count[s], string(s), string(s)+"s"))
			}
		}
		words += " (" + strings.Join(kinds, ", ") + ")"
	}
	if n := len(r.Found.Fixed); n > 0 {
		words += fmt.Sprintf(" and fixes %d", n)
	}
	return words + "."
}

// entries are comments in the list of the summary. If some are more severe than others, each says how severe it is.
func (r *Review) entries(comments []*Comment) func(*Comment) string {
	for _, c := range comments {
		if severity(c.Findings) != severity(comments[0].Findings) {
			return func(c *Comment) string { return string(severity(c.Findings)) + ", " + r.entry(c) }
		}
	}
	return r.entry
}

// entry is a comment in the list of the summary: place, words, where it stands.
func (r *Review) entry(c *Comment) string {
	f := c.Findings[0]
	words := r.spot(f.Place) + ": " + said(f.Message)
	if because, caused := cause(f); caused && c.Stands != OnLine {
		words += " " + said(strings.TrimPrefix(because.Message, "because "))
	}
	if c.Stands != OnLine && f.Remedy != "" {
		words += " " + said(f.Remedy)
	}
	var aside []string
	if more := r.others(c); more != "" {
		aside = append(aside, more)
	}
	if where := r.standing(c); where != "" {
		aside = append(aside, where)
	}
	if len(aside) > 0 {
		words += " *(" + strings.Join(aside, "; ") + ")*"
	}
	return words
}

// spot is a place, short: the summary has many, and all of them are in the catalog.
func (r *Review) spot(p catalog.Place) string {
	return fmt.Sprintf("%s, line %d", inert.Code(inert.Short(p.Path, longestPath)), r.line(p))
}

// others says what else a comment has to say. One on a line says that itself.
func (r *Review) others(c *Comment) string {
	first, rest := c.Findings[0], c.Findings[1:]
	switch {
	case len(rest) == 0:
		return ""
	case c.Stands == OnLine || c.Stands == Settled:
		return fmt.Sprintf("and %d more like it", len(rest))
	}
	intro, oneMessage := "also ", alike(c.Findings, func(f lint.Finding) string { return f.Message })
	if oneMessage {
		intro = "the same in "
	}
	var others []string
	for i, f := range rest {
		if i == mostListed {
			others = append(others, fmt.Sprintf("%d more", len(rest)-i))
			break
		}
		var words []string
		if oneMessage || f.Place.Path != first.Place.Path || f.Place.Line != first.Place.Line {
			words = append(words, r.spot(f.Place))
		}
		if !oneMessage {
			words = append(words, inert.Text(inert.Short(f.Message, longestWords)))
		}
		others = append(others, strings.Join(words, ": "))
	}
	return intro + strings.Join(others, "; ")
}

// onTheirLines says once what holds for most comments of a list; those for which it does not say so. It is "" if it holds for none.
func onTheirLines(comments []*Comment) string {
	usual := 0
	for _, c := range comments {
		if c.Stands == OnLine && !c.Elsewhere {
			usual++
		}
	}
	switch usual {
	case 0:
		return ""
	case len(comments):
		return "Comments on the lines say more."
	}
	return "Comments on the lines say more, except where it is noted."
}

// standing says where a comment is to be read, if that is not on its line.
func (r *Review) standing(c *Comment) string {
	switch c.Stands {
	case OnLine:
		if c.Elsewhere && c.Position.NewPath == "" {
			return "comment on an older version"
		}
		if c.Elsewhere {
			return fmt.Sprintf("comment at %s, line %d", inert.Code(inert.Short(strings.TrimPrefix(c.Position.NewPath, r.inRepository("")+"/"), longestPath)), c.Position.NewLine)
		}
		return "" // as onTheirLines says
	case Settled:
		return "resolved by a person"
	case NoLine:
		return "not in the diff"
	case NoFile:
		return "GitLab takes no comments in this file"
	case Refused:
		return "GitLab took no comment there"
	case TooMany:
		return "no comment of its own"
	}
	return ""
}

// notes are what else has to be said.
func (r *Review) notes(comments []*Comment) []string {
	notes := slices.Clone(r.Notes)
	for _, c := range comments {
		if c.Stands == TooMany {
			return append(notes, fmt.Sprintf("No more than %s at a time: the rest is here only.", plural(r.Most, "comment stands on lines", "comments stand on lines")))
		}
	}
	return notes
}

// effects are the paragraphs on what the change means for people; none if it means nothing.
func (r *Review) effects() []string {
	changed := r.Changed
	changed.Root = "" // as all other places of the summary
	verdict, sentences := report.EffectsNote(changed)
	if len(sentences) == 0 {
		return nil
	}
	as := func(sentence string) string { return sentence }
	shown, folded := sentences, []string(nil)
	if len(sentences) > mostEffects {
		shown, folded = sentences[:mostEffects], sentences[mostEffects:]
	}
	parts := []string{"**What it changes for people:** " + verdict + ".", list(shown, bullet, mostEffects, as)}
	if len(folded) > 0 {
		parts = append(parts, fold(fmt.Sprintf("and for %d more", len(folded)), []string{list(folded, bullet, mostFolded, as)}))
	}
	return parts
}

// fixedEntry is a finding that the change made go away: it has no line any more.
func (r *Review) fixedEntry(f lint.Finding) string {
	return inert.Code(inert.Short(f.Place.Path, longestPath)) + ": " + said(f.Message)
}

// old are the findings that were there before, in the files that the change touches: those of others are none of its reviewers'
// business.
func (r *Review) old() []lint.Finding {
	return slices.DeleteFunc(slices.Clone(r.Found.Remaining), func(f lint.Finding) bool { return r.Touched != nil && !r.Touched[f.Place.Path] })
}

// byRule is how many findings each rule has, the most first.
func (r *Review) byRule(findings []lint.Finding) string {
	count := map[string]int{}
	for _, f := range findings {
		count[f.Rule]++
	}
	rules := slices.SortedFunc(maps.Keys(count), func(a, b string) int {
		return cmp.Or(cmp.Compare(count[b], count[a]), strings.Compare(a, b))
	})
	return list(rules, bullet, mostOld, func(id string) string {
		words := fmt.Sprintf("%d × %s", count[id], r.link(id))
		if rule := r.Policy.Rule(id); rule != nil {
			words += ": " + said(rule.Summary)
		}
		return words
	})
}

func bullet(int) string     { return "- " }
func numbered(n int) string { return fmt.Sprintf("%d. ", n) }

// list is a list of at most so many things, and no more than there is room for.
func list[T any](things []T, mark func(n int) string, most int, entry func(T) string) string {
	var b strings.Builder
	for i, t := range things {
		item := mark(i+1) + entry(t)
		if i == most || b.Len()+len(item) > roomOfList {
			fmt.Fprintf(&b, "\n… and %d more", len(things)-i)
			break
		}
		b.WriteString(item + "\n")
	}
	return strings.TrimSpace(b.String())
}
