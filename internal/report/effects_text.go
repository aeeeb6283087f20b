package report

import (
	"fmt"
	"io"

	"jobcat/internal/inert"
)

// EffectsText writes for people what a change did: family by family, level by level, each with what was said and is said now,
// and with the levels that inherit it. The last line sums it up.
func EffectsText(w io.Writer, c Changed, opt TextOptions) error {
	t := newPage(w, opt)
	for _, family := range byFamily(c.tell()) {
		first := family[0].subject
		t.line("%s: %s", t.style.path(inert.Visible(c.place(first.Path))), inert.Visible(first.Family))
		for _, x := range family {
			t.told(x)
		}
		t.line("")
	}
	t.line("%s", inert.Visible(c.verdict(" between "+c.Before+" and "+c.After)))
	return t.w.Flush()
}

// told writes one sentence, with the texts that it is about below it.
func (t *textWriter) told(x told) {
	title := inert.Visible(x.subject.Title())
	if x.subject.Level == "" && x.subject.Variant == "" {
		title = inert.Visible(x.subject.Family)
	}
	words := inert.Visible(x.words)
	if reach, who := x.inherited(); reach != "" {
		words += ", " + reach + " " + inert.Visible(who)
	}
	line := ""
	if !x.at.IsZero() {
		line = t.style.rule(fmt.Sprintf(" (line %d)", x.at.Line))
	}
	t.line("  %s %s%s", t.style.title(title), words, line)
	for _, d := range x.details {
		for _, side := range []struct{ mark, text string }{{"-", d.old}, {"+", d.new}} {
			if side.text == "" {
				continue
			}
			mark := side.mark
			for _, l := range wrapped(inert.Visible(side.text), max(24, t.width-6)) {
				t.line("    %s %s", mark, l)
				mark = " "
			}
		}
	}
}
