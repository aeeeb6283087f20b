package review

import (
	"fmt"
	"slices"
	"strings"

	"jobcat/catalog"
	"jobcat/internal/inert"
	"jobcat/internal/report"
	"jobcat/lint"
)

// Comment is what is said on one line of a merge request: findings of one rule.
type Comment struct {
	Findings  []lint.Finding // at least one, in the order of lint.Compare
	Position  Position       // zero if it stands on no line, but in the summary alone
	Elsewhere bool           // the line is not that of the findings, but of what caused them, or the nearest of the same level
	Stands    Stands         // for the summary
}

// Stands says where a comment is to be read, and why it is nowhere but in the summary.
type Stands string

// Where comments stand.
const (
	OnLine   Stands = ""         // on its line
	Settled  Stands = "settled"  // in a thread that a person has resolved
	NoLine   Stands = "no line"  // nowhere: the merge request changes no line that it could stand on
	Refused  Stands = "refused"  // nowhere: GitLab did not take it on its line
	TooMany  Stands = "too many" // nowhere: there are Review.Most others
	TooMinor Stands = "minor"    // nowhere: it is less severe than Review.CommentOn
)

const (
	mostListed  = 5 // findings of one comment that are listed
	mostRelated = 4 // places of one finding
)

const (
	readFirst = "This may change what the page says. Read it before you apply it:"
	fixed     = "**Fixed.**"
)

// comment is the body of a comment, without its marker. No line of it begins with text of a file or a policy that could be taken
// for an action: see package inert.
func (r *Review) comment(c *Comment) string {
	parts := r.words(c)
	if block, safe := r.suggestion(c); block != "" {
		if !safe {
			parts = append(parts, readFirst)
		}
		parts = append(parts, block)
	}
	return strings.Join(append(parts, r.rule(c), r.fold(c)), "\n\n")
}

// words are the paragraphs that say what is wrong, and what to do.
func (r *Review) words(c *Comment) []string {
	f := c.Findings[0]
	var parts []string
	because, caused := cause(f)
	switch {
	case c.Elsewhere && caused:
		parts = append(parts, fmt.Sprintf("%s Something elsewhere depends on that:", said(strings.TrimPrefix(because.Message, "because "))))
	case c.Elsewhere && len(c.Findings) == 1 && c.Position.NewPath == r.inRepository(f.Place.Path):
		parts = append(parts, fmt.Sprintf("This is about line %d, which this merge request does not show:", f.Place.Line))
	case c.Elsewhere:
		parts = append(parts, "This is about another place:")
	}
	if len(c.Findings) > 1 {
		return append(parts, r.list(c)...)
	}
	words := "**" + said(f.Message) + "**"
	if f.Remedy != "" {
		words += " " + said(f.Remedy)
	}
	parts = append(parts, words)
	if c.Elsewhere {
		parts = append(parts, r.excerpt(f))
	}
	if related := r.related(c, f); related != "" {
		parts = append(parts, related)
	}
	return parts
}

// list are several findings. What all of them say is said once.
func (r *Review) list(c *Comment) []string {
	same := func(of func(lint.Finding) string) bool {
		return !slices.ContainsFunc(c.Findings, func(f lint.Finding) bool { return of(f) != of(c.Findings[0]) })
	}
	remedy := func(f lint.Finding) string { return f.Remedy }
	place := func(f lint.Finding) string { return fmt.Sprint(f.Place.Path, f.Place.Line) }
	onceRemedy, oneLine := same(remedy), same(place) && !c.Elsewhere
	var items []string
	for i, f := range c.Findings {
		if i == mostListed {
			items = append(items, fmt.Sprintf("- and %d more", len(c.Findings)-i))
			break
		}
		item := "- "
		if !oneLine {
			item += r.place(c, f.Place) + ": "
		}
		item += "**" + said(f.Message) + "**"
		if !onceRemedy && f.Remedy != "" {
			item += " " + said(f.Remedy)
		}
		items = append(items, item)
	}
	parts := []string{strings.Join(items, "\n")}
	if onceRemedy && c.Findings[0].Remedy != "" {
		parts = append(parts, said(c.Findings[0].Remedy))
	}
	return parts
}

// excerpt is where a finding stands, with its line.
func (r *Review) excerpt(f lint.Finding) string {
	words := r.place(nil, f.Place) + ":"
	page := r.page(f.Place.Path)
	if page == nil {
		return strings.TrimSuffix(words, ":")
	}
	start := page.File.LineStart(f.Place.Line)
	line := report.Excerpt(page.File.Line(f.Place.Line), f.Place.Start-start, f.Place.End-start, longestLine)
	block, _ := inert.Fence("", fmt.Sprintf("%d | %s", f.Place.Line, line)) // an excerpt can be seen, and begins with a number
	return words + "\n\n" + block
}

// place is a place, as a reader of the comment would look for it.
func (r *Review) place(c *Comment, p catalog.Place) string {
	name := r.inRepository(p.Path)
	if c != nil && c.Position.NewPath == name {
		return fmt.Sprintf("line %d", p.Line)
	}
	return fmt.Sprintf("%s, line %d", inert.Code(inert.Short(name, longestPath)), p.Line)
}

// related are the other places that say why. The cause is said before everything else, where the comment stands on it.
func (r *Review) related(c *Comment, f lint.Finding) string {
	rest := f.Related
	if _, caused := cause(f); caused && c.Elsewhere {
		rest = rest[1:]
	}
	var all []string
	for i, o := range rest {
		if i == mostRelated {
			all = append(all, fmt.Sprintf("and %d more places", len(rest)-i))
			break
		}
		words := inert.Text(strings.TrimPrefix(inert.Short(o.Message, longestWords), "because "))
		if !o.Place.IsZero() {
			words += ": " + r.place(c, o.Place)
		}
		all = append(all, words)
	}
	switch len(all) {
	case 0:
		return ""
	case 1:
		return "For comparison: " + all[0] + "."
	}
	return "For comparison:\n\n- " + strings.Join(all, "\n- ")
}

// rule is the name of the rule, with a link to its page if there is one.
func (r *Review) rule(c *Comment) string {
	f := c.Findings[0]
	return fmt.Sprintf("%s by the rule %s of jobcat, which checks the job families", sentenceCase(string(f.Severity)), r.link(f.Rule))
}

func sentenceCase(s string) string { return strings.TrimSuffix(sentence(s), ".") }

// link is the name of a rule, leading to its page.
func (r *Review) link(rule string) string {
	name := inert.Code(inert.Short(rule, longestPath))
	if r.Page == nil {
		return name
	}
	address := r.Page(rule)
	if !strings.HasPrefix(address, "https://") && !strings.HasPrefix(address, "http://") || strings.ContainsAny(address, " \t\r\n<>\\") {
		return name
	}
	return "[" + name + "](<" + address + ">)"
}

// fold is the part of a comment that is folded away: why it matters, and how to keep things as they are.
func (r *Review) fold(c *Comment) string {
	f := c.Findings[0]
	rule := r.Policy.At(f.Place.Path).Rule(f.Rule)
	if rule == nil {
		return ""
	}
	parts := []string{said(rule.Why)}
	title := "Why it matters"
	if where := r.whereToAllow(f); where != "" && rule.Suppressible {
		title += ", and how to keep it as it is"
		block, _ := inert.Fence("", "<!-- jobcat:allow "+f.Rule+": your reason -->") // ids of rules are plain words
		parts = append(parts, "If it is right as it is, say why. Put this "+where+", with your reason:", block)
	}
	if r.Page == nil || r.Page(f.Rule) == "" {
		parts = append(parts, "`jobcat explain "+f.Rule+"` says more, with examples.")
	}
	return fold(title, parts)
}

// fold is what a reader sees only after a click.
func fold(title string, parts []string) string {
	return "<details><summary>" + title + "</summary>\n\n" + strings.Join(parts, "\n\n") + "\n\n</details>"
}

// whereToAllow says where on its page a comment stands that allows a finding; "" where none would be seen.
func (r *Review) whereToAllow(f lint.Finding) string {
	const top = "above everything else on the page, right below its front matter"
	page := r.page(f.Place.Path)
	unseen := func(f catalog.Fault) bool {
		return f.Kind == catalog.UnsupportedExtension || f.Kind == catalog.UnopenedFrontMatter
	}
	switch {
	case page == nil, page.Unread(), slices.ContainsFunc(page.Faults, unseen):
		return ""
	case page.Family == nil, f.Place.Line <= page.Family.TitlePlace.EndLine:
		return top
	}
	for _, h := range page.Family.Headings {
		if h.Depth > 0 && h.Text.Place().Line == f.Place.Line {
			return fmt.Sprintf("on a line of its own right below this heading (line %d)", f.Place.Line)
		}
	}
	return fmt.Sprintf("at the end of line %d, behind its words", f.Place.Line)
}

// gone is the body of a note whose findings are gone, without its marker. old is what it said, without its marker.
func (r *Review) gone(old string) string {
	if strings.HasPrefix(old, fixed) {
		return old
	}
	var kept []string
	closing := "" // of the suggestion that is left out: it is for what stood there
	for line := range strings.Lines(old) {
		line = strings.TrimRight(line, "\r\n")
		switch {
		case closing != "":
			if line == closing {
				closing = ""
			}
		case strings.HasPrefix(line, "```") && strings.Contains(line, "`suggestion:"):
			closing, _, _ = strings.Cut(line, "s")
		case strings.HasPrefix(line, "<details>"):
			return fixed + "\n\n" + fold("What it said", []string{strings.TrimSpace(strings.Join(kept, "\n"))})
		case line != readFirst:
			kept = append(kept, line)
		}
	}
	return fixed + "\n\n" + fold("What it said", []string{strings.TrimSpace(strings.Join(kept, "\n"))})
}

// goneAnswer is the body of an answer in a thread that people have written in: what it is about is gone. Without its marker.
func (r *Review) goneAnswer() string {
	return "What this was about is gone: fixed. The thread stays open, since people have written in it."
}

// backAnswer is the body of an answer in such a thread: what was gone is there again. Without its marker.
func (r *Review) backAnswer(c *Comment) string {
	return "It is there again:\n\n" + strings.Join(r.words(c), "\n\n")
}
