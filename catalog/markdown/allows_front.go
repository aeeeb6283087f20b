package markdown

import (
	"strings"

	"jobcat/catalog"
)

// allowsOfFront reads what the front matter allows for the whole page: jobcat: {allow: {RULE: reason}}.
func (r *reader) allowsOfFront() []catalog.Allow {
	top := r.doc.front.field("jobcat")
	if top == nil {
		return nil
	}
	if len(top.sub) == 0 {
		return []catalog.Allow{r.ofFront(top, top.value, catalog.Text{}, catalog.Text{}, nil)}
	}
	var allows []catalog.Allow
	for i := range top.sub {
		f := &top.sub[i]
		word := f.key
		if word.IsEmpty() {
			word = f.value
		}
		if len(f.sub) == 0 {
			allows = append(allows, r.ofFront(f, word, f.value, catalog.Text{}, nil))
			continue
		}
		for k := range f.sub {
			entry := &f.sub[k]
			rule, reason := entry.key, entry.value
			if rule.IsEmpty() { // a list of rules has no reasons
				rule, reason = entry.value, catalog.Text{}
			}
			var outer *field
			if len(f.sub) == 1 && len(top.sub) == 1 {
				outer = top
			}
			allows = append(allows, r.ofFront(entry, word, rule, reason, outer))
		}
	}
	return allows
}

// ofFront is what one entry of the front matter allows. Outer is the field that says nothing else, nil if there is more.
func (r *reader) ofFront(entry *field, word, rule, reason catalog.Text, outer *field) catalog.Allow {
	a := catalog.Allow{Word: word, Rule: rule, Reason: reason, Scope: catalog.Scope{Page: true}, Front: true}
	from, to := extentOf(entry)
	a.Place = r.file.Place(from, to)
	if outer != nil {
		from, _ = extentOf(outer)
	}
	a.Cut = r.cutLines(from, to)
	return a
}

// extentOf is from the first byte of a field to the last one of its value.
func extentOf(f *field) (from, to int) {
	value := f.value.Place()
	from, to = value.Start, value.End
	if !f.key.IsEmpty() {
		from, to = f.key.Place().Start, max(to, f.key.Place().End)
	}
	return from, to
}

// cutLines is the lines from one byte to another, if nothing but blanks, quotes and closing braces stands there besides. A
// brace that is opened and not closed keeps them.
func (r *reader) cutLines(from, to int) catalog.Place {
	src := r.file.Source
	line := r.file.LineOf(from)
	start, end := r.file.LineStart(line), r.file.LineStart(r.file.LineOf(to)+1)
	behind := strings.TrimSpace(src[to:end])
	if !isBlankText(src[start:from]) || strings.Trim(behind, `"'} `) != "" || end > r.doc.front.lines.end ||
		strings.Count(src[start:end], "{") != strings.Count(src[start:end], "}") {
		return catalog.Place{}
	}
	return r.file.Place(start, end)
}
