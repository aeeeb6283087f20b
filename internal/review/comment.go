package review

import (
	"cmp"
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
	NoFile   Stands = "no file"  // nowhere: GitLab takes no comments in the file, or lists no more files
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
	remains   = "**This merge request has nothing to do with it any more.** The target branch has it as well."
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
	} else if words := r.byCommand(c.Findings); words != "" {
		parts = append(parts, words)
	}
	parts = append(parts, r.rule(c))
	if more := r.fold(c); more != "" {
		parts = append(parts, more)
	}
	return strings.Join(parts, "\n\n")
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
		parts = append(parts, fmt.Sprintf("This is about line %d:", r.line(f.Place)))
	case c.Elsewhere:
		parts = append(parts, "This is about another place:")
	}
	if len(c.Findings) > 1 {
		return append(parts, r.list(c)...)
	}
	words := strong(f)
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
	first := c.Findings[0]
	oneMessage := alike(c.Findings, func(f lint.Finding) string { return f.Message })
	oneRemedy := alike(c.Findings, func(f lint.Finding) string { return f.Remedy })
	var once []string
	if oneMessage {
		once = append(once, strong(first))
	}
	if oneRemedy && first.Remedy != "" {
		once = append(once, said(first.Remedy))
	}
	var items []string
	for i, f := range c.Findings {
		if i == mostListed {
			items = append(items, fmt.Sprintf("- and %d more", len(c.Findings)-i))
			break
		}
		var words []string
		if oneMessage || !r.onOneLine(c) {
			words = append(words, r.place(c, f.Place))
		}
		if !oneMessage {
			words = append(words, strong(f))
		}
		item := "- " + strings.Join(words, ": ")
		if !oneRemedy && f.Remedy != "" {
			item += " " + said(f.Remedy)
		}
		items = append(items, item)
	}
	parts := []string{strings.Join(items, "\n")}
	if words := strings.Join(once, " "); oneMessage {
		parts = []string{words, parts[0]}
	} else if words != "" {
		parts = append(parts, words)
	}
	return parts
}

// onOneLine reports whether all findings of a comment stand on one line.
func (r *Review) onOneLine(c *Comment) bool {
	return alike(c.Findings, func(f lint.Finding) string { return fmt.Sprint(f.Place.Path, ":", f.Place.Line) })
}

func alike(findings []lint.Finding, of func(lint.Finding) string) bool {
	return !slices.ContainsFunc(findings, func(f lint.Finding) bool { return of(f) != of(findings[0]) })
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
	block, _ := inert.Fence("", fmt.Sprintf("%d | %s", r.line(f.Place), line)) // an excerpt can be seen, and begins with a number
	return words + "\n\n" + block
}

// place is a place, as a reader of the comment would look for it.
func (r *Review) place(c *Comment, p catalog.Place) string {
	name := r.inRepository(p.Path)
	if c != nil && c.Position.NewPath == name {
		return fmt.Sprintf("line %d", r.line(p))
	}
	return fmt.Sprintf("%s, line %d", inert.Code(inert.Short(name, longestPath)), r.line(p))
}

// line is the number of a line where the author of the merge request sees it: in the head of the source, if it is there.
func (r *Review) line(p catalog.Place) int {
	if head := r.Head[r.inRepository(p.Path)]; head != nil {
		return cmp.Or(head.Old(p.Line), p.Line)
	}
	return p.Line
}

// related are the other places that say why. The cause is said before everything else, where the comment stands on it.
func (r *Review) related(c *Comment, f lint.Finding) string {
	rest := f.Related
	if _, caused := cause(f); caused && c.Elsewhere {
		rest = rest[1:]
	}
	var all []string
	places := map[string][]string{} // by words: where the same is to be seen
	seen := map[catalog.Place]bool{}
	for _, o := range rest {
		words := said(strings.TrimPrefix(o.Message, "because "))
		if words == "" || seen[o.Place] && !o.Place.IsZero() {
			continue
		}
		seen[o.Place] = true
		if places[words] == nil {
			all = append(all, words)
			places[words] = []string{}
		}
		if !o.Place.IsZero() {
			places[words] = append(places[words], r.place(c, o.Place))
		}
	}
	if more := len(all) - mostRelated; more > 0 {
		all = append(all[:mostRelated], fmt.Sprintf("and %d more", more))
	}
	for i, words := range all {
		if at := places[words]; len(at) > mostRelated {
			all[i] = strings.TrimSuffix(words, ".") + ": " + strings.Join(at[:mostRelated], "; ") + "; …"
		} else if len(at) > 0 {
			all[i] = strings.TrimSuffix(words, ".") + ": " + strings.Join(at, "; ") + "."
		}
	}
	if len(all) < 2 {
		return strings.Join(all, "")
	}
	return "- " + strings.Join(all, "\n- ")
}

// rule is the name of the rule, with a link to its page if there is one.
func (r *Review) rule(c *Comment) string {
	f := c.Findings[0]
	return fmt.Sprintf("<sub>%s · %s · jobcat checks the job families of this repository</sub>", f.Severity, r.link(f.Rule))
}

// link is the name of a rule, leading to its page.
func (r *Review) link(rule string) string {
	name := inert.Code(inert.Short(rule, longestPath))
	if r.Page == nil {
		return name
	}
	address := r.Page(rule)
	if !strings.HasPrefix(address, "https://") && !strings.HasPrefix(address, "http://") || strings.ContainsFunc(address, notInAddress) {
		return name
	}
	return "[" + name + "](" + address + ")"
}

// notInAddress is what could end an address in Markdown, or be something else.
func notInAddress(r rune) bool { return r <= ' ' || r > '~' || strings.ContainsRune("()<>\\`\"", r) }

// fold is the part of a comment that is folded away: why it matters, and how to keep things as they are. It is "" for a rule
// that the policy does not have.
func (r *Review) fold(c *Comment) string {
	f := c.Findings[0]
	rule := r.Policy.At(f.Place.Path).Rule(f.Rule)
	if rule == nil {
		return ""
	}
	parts := []string{said(rule.Why)}
	title := "Why it matters"
	if where := r.whereToAllow(c); where != "" && rule.Suppressible {
		title += ", and how to keep it as it is"
		block, _ := inert.Fence("", "<!-- jobcat:allow "+f.Rule+": your reason -->") // ids of rules are plain words
		parts = append(parts, "If it is right as it is, say why. Put this "+where+", with your reason:", block)
	}
	if r.Page == nil || r.Page(f.Rule) == "" {
		parts = append(parts, inert.Code("jobcat explain "+f.Rule)+" says more, with examples.")
	}
	return fold(title, parts)
}

// fold is what a reader sees only after a click.
func fold(title string, parts []string) string {
	return "<details><summary>" + title + "</summary>\n\n" + strings.Join(parts, "\n\n") + "\n\n</details>"
}

// whereToAllow says where on its page a comment stands that allows a finding; "" where none would be seen.
func (r *Review) whereToAllow(c *Comment) string {
	f := c.Findings[0]
	page := r.page(f.Place.Path)
	unseen := func(f catalog.Fault) bool {
		return f.Kind == catalog.UnsupportedExtension || f.Kind == catalog.UnopenedFrontMatter
	}
	if page == nil || page.Unread() || slices.ContainsFunc(page.Faults, unseen) {
		return ""
	}
	line, of := "this line", ""
	switch {
	case !r.onOneLine(c):
		line = "its line"
	case c.Elsewhere:
		line = fmt.Sprintf("line %d", r.line(f.Place))
		if c.Position.NewPath != r.inRepository(f.Place.Path) {
			of = " of " + inert.Code(inert.Short(r.inRepository(f.Place.Path), longestPath))
		}
	}
	if page.Family == nil || f.Place.Line <= page.Family.TitlePlace.EndLine {
		return "above everything else on the page" + of + ", right below its front matter"
	}
	for _, h := range page.Family.Headings {
		if h.Depth > 0 && h.Text.Place().Line == f.Place.Line {
			return "right below " + line + of + ", on a line of its own"
		}
	}
	return "at the end of " + line + of + ", behind its words"
}

// gone is the body of a note whose findings are gone, or are there without this merge request. It has no marker, nor has old, which
// is what it said.
func (r *Review) gone(old string, there bool) string {
	verdict := fixed
	if there {
		verdict = remains
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
		case strings.HasPrefix(line, "<details>"), strings.HasPrefix(line, "<sub>"):
			return verdict + "\n\n" + fold("What it said", []string{strings.TrimSpace(strings.Join(kept, "\n"))})
		case line != readFirst:
			kept = append(kept, line)
		}
	}
	return verdict + "\n\n" + fold("What it said", []string{strings.TrimSpace(strings.Join(kept, "\n"))})
}

// goneAnswer is the body of an answer in a thread that people have written in: what it is about is gone, or
// is there without this merge request. Without its marker.
func (r *Review) goneAnswer(there bool) string {
	if there {
		return remains + " This thread stays open, since people have written in it."
	}
	return "Fixed: what this thread is about is gone. It stays open, since people have written in it."
}

// backAnswer is the body of an answer in such a thread: what was gone is there again. Without its marker.
func (r *Review) backAnswer(c *Comment) string {
	return "It is there again:\n\n" + strings.Join(r.words(c), "\n\n")
}
