package issue

import (
	"fmt"
	"net/url"
	"strings"
	"unicode/utf8"

	"jobcat/internal/audit"
	"jobcat/internal/inert"
)

// How much the issue says. GitLab takes a million characters; nobody reads them.
const (
	mostOutliers = 20
	mostEvidence = 3 // of one outlier
	mostRules    = 40
	longestWords = 300 // characters of one thing that is said
	longestLink  = 1_000
	longestText  = 60_000
)

// text is our words, with what changed since the counts of before; nil for no time before. Signs that have to be escaped can
// make few words long, so a text that is too long says less.
func (r Report) text(before counts) string {
	for most := mostOutliers; ; most /= 2 {
		parts := []string{"**" + r.verdict() + "**", r.grades(most), r.since(before), r.rules(before), r.page(), r.footer()}
		text := strings.Join(nonEmpty(parts), "\n\n")
		if most == 0 || utf8.RuneCountInString(text) <= longestText {
			return text
		}
	}
}

func nonEmpty(parts []string) []string {
	var kept []string
	for _, p := range parts {
		if p != "" {
			kept = append(kept, p)
		}
	}
	return kept
}

// verdict is the first line.
func (r Report) verdict() string {
	n := r.Audit.Totals
	in := fmt.Sprintf("%s of %s", plural(n.Levels, "level"), families(n.Families))
	if r.Clean() {
		return "The catalog is in order: no errors and no warnings in " + in + "."
	}
	return fmt.Sprintf("The catalog has %s and %s in %s.", plural(n.Errors, "error"), plural(n.Warnings, "warning"), in)
}

// grades are the outliers, the surest first.
func (r Report) grades(most int) string {
	all := r.Audit.Grades.Outliers
	if len(all) == 0 {
		return ""
	}
	var b strings.Builder
	fmt.Fprintf(&b, "### Grades that are not as elsewhere (%d)\n\n", len(all))
	for i, o := range all {
		if i == most {
			fmt.Fprintf(&b, "\n… and %d more.", len(all)-i)
			break
		}
		title := ""
		if !strings.Contains(o.Words, o.Title) {
			title = "**" + words(o.Title) + "**: "
		}
		fmt.Fprintf(&b, "%d. %s%s *(%s)*. %s\n", i+1, title, words(o.Words), o.Certainty, place(o.At, o.Link))
		for _, e := range o.Evidence[:min(mostEvidence, len(o.Evidence))] {
			fmt.Fprintf(&b, "    - %s", words(e.Words))
			if e.At != (audit.Place{}) {
				fmt.Fprintf(&b, ": %s", place(e.At, e.Link))
			}
			b.WriteString("\n")
		}
	}
	return strings.TrimSpace(b.String())
}

// What is counted, in the order in which it is told.
var counted = []struct {
	key, one, many string
	of             func(*audit.Audit) int
}{
	{"errors", "error", "errors", func(a *audit.Audit) int { return a.Totals.Errors }},
	{"warnings", "warning", "warnings", func(a *audit.Audit) int { return a.Totals.Warnings }},
	{"infos", "remark", "remarks", func(a *audit.Audit) int { return a.Totals.Infos }},
	{"outliers", "grade that is not as elsewhere", "grades that are not as elsewhere", func(a *audit.Audit) int { return len(a.Grades.Outliers) }},
	{"families", "family", "families", func(a *audit.Audit) int { return a.Totals.Families }},
	{"levels", "level", "levels", func(a *audit.Audit) int { return a.Totals.Levels }},
	{"graded", "level with a grade", "levels with a grade", func(a *audit.Audit) int { return a.Totals.Graded }},
}

const ofRule = "rule:"

// counts are what the words say in numbers.
func (r Report) counts() counts {
	c := counts{}
	for _, x := range counted {
		c[x.key] = x.of(r.Audit)
	}
	for _, rule := range r.shownRules() {
		c[ofRule+rule.Rule] = rule.Findings
	}
	return c
}

// since says what has changed in numbers.
func (r Report) since(before counts) string {
	if before == nil {
		return ""
	}
	now := r.counts()
	var changes []string
	for _, x := range counted {
		switch d := now[x.key] - before[x.key]; {
		case d > 0:
			changes = append(changes, fmt.Sprintf("%d more %s", d, choose(d, x.one, x.many)))
		case d < 0:
			changes = append(changes, fmt.Sprintf("%d fewer %s", -d, choose(-d, x.one, x.many)))
		}
	}
	if changes == nil {
		return "Since last time: the same in numbers."
	}
	return "Since last time: " + strings.Join(changes, ", ") + "."
}

func (r Report) shownRules() []audit.RuleCount {
	all := r.Audit.Findings.Rules
	return all[:min(mostRules, len(all))]
}

// rules is the table of what was found by which rule.
func (r Report) rules(before counts) string {
	shown := r.shownRules()
	if len(shown) == 0 {
		return ""
	}
	var b strings.Builder
	b.WriteString("### Findings by rule\n\n| severity | rule | findings | since last time |\n| --- | --- | ---: | ---: |\n")
	for _, c := range shown {
		change := ""
		if d := c.Findings - before[ofRule+c.Rule]; before != nil && d != 0 {
			change = fmt.Sprintf("%+d", d)
		}
		fmt.Fprintf(&b, "| %s | %s: %s | %d | %s |\n", c.Severity, words(c.Rule), words(c.Summary), c.Findings, change)
	}
	if rest := len(r.Audit.Findings.Rules) - len(shown); rest > 0 {
		fmt.Fprintf(&b, "\n… and %d more rules.", rest)
	}
	return strings.TrimSpace(b.String())
}

func (r Report) page() string {
	if link := address(r.Page); link != "" {
		return "[All of it, on a page to look around in](" + link + ")"
	}
	return ""
}

func (r Report) footer() string {
	name := ""
	if r.Name != "jobcat" {
		name = ", under the name " + words(r.Name)
	}
	return "*Written by `jobcat audit --issue`" + name + ", which keeps these words up to date, closes the issue once the catalog has neither errors nor " +
		"warnings, and opens it again when it has. What you write above or below stays. If you close the issue, it stays closed until the catalog was " +
		"in order once. If you edit these words, the issue is yours, and another one is made.*"
}

// words are words of a file that say what they say and do nothing.
func words(text string) string { return inert.Text(inert.Short(text, longestWords)) }

// place is a line of a file, as a link if there is an address.
func place(at audit.Place, link string) string {
	name := inert.Code(fmt.Sprintf("%s:%d", inert.Short(at.Path, longestWords), at.Line))
	if link = address(link); link != "" {
		return "[" + name + "](" + link + ")"
	}
	return name
}

// address is an address that can stand in a link, "" if it is none. Behind the first "/-/" it holds a path of the repository, which
// must not look as if it led to an issue: GitLab would leave a reference there.
func address(link string) string {
	u, err := url.Parse(link)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || len(link) > longestLink {
		return ""
	}
	var b strings.Builder
	for i := range len(link) {
		if c := link[i]; c <= ' ' || c >= 0x7f || strings.IndexByte("\"'()<>[]\\^`{|}*_~@$!", c) >= 0 {
			fmt.Fprintf(&b, "%%%02X", c)
		} else {
			b.WriteByte(c)
		}
	}
	link = b.String()
	if at := strings.Index(link, "/-/"); at >= 0 {
		at += len("/-/")
		link = link[:at] + strings.ReplaceAll(link[at:], "/-/", "/%2D/")
	}
	return link
}

func plural(n int, one string) string { return fmt.Sprintf("%d %s", n, choose(n, one, one+"s")) }

func families(n int) string { return fmt.Sprintf("%d %s", n, choose(n, "family", "families")) }

func choose(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}
