package report

import (
	"encoding/json"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"jobcat/internal/inert"
	"jobcat/schema"
)

// PolicyPage is what is needed to show the policy that holds for a file.
type PolicyPage struct {
	Path     string // the file as a person would type it; "" for the whole catalog
	Config   string // the file of the policy; "" for the built-in one
	Ladder   string // the ladder of the file, and why it is that one; "" for the whole catalog
	Settings []schema.Setting
}

// PolicySettings writes the values of a policy by chapter: what, where it comes from, and the value. Words of one kind and
// one origin share a line. What is built in is faint, what the catalog says itself stands out.
func PolicySettings(w io.Writer, p PolicyPage, opt TextOptions) error {
	t := newPage(w, opt)
	of := "the whole catalog"
	if p.Path != "" {
		of = inert.Visible(p.Path)
	}
	t.line("%s", t.style.title("The policy for "+of))
	if p.Config == "" {
		t.line("there is no jobcat.cue, so it is the built-in one")
	} else {
		t.line("%s, on top of what is built in", inert.Visible(p.Config))
	}
	if p.Ladder != "" {
		t.line("%s", inert.Visible(p.Ladder))
	}
	lines := settingLines(p)
	what, origin := 0, 0
	for _, l := range lines {
		what, origin = max(what, min(len(l.what), 48)), max(origin, len(l.origin))
	}
	chapter := ""
	for _, l := range lines {
		if l.chapter != chapter {
			chapter = l.chapter
			t.line("")
			t.line("%s", t.style.title(chapter))
		}
		t.setting(l, what, origin)
	}
	return t.w.Flush()
}

// settingLine is one line, or several if the values are many.
type settingLine struct {
	chapter, what, origin string
	by                    schema.Author
	values                []string
}

func settingLines(p PolicyPage) []settingLine {
	var lines []settingLine
	for _, s := range p.Settings {
		l := settingLine{chapter: s.Key[0], origin: originWords(p.Config, s.Origin), by: s.Origin.By}
		rest := s.Key[1:]
		value := valueText(s.Value)
		switch on, isBool := s.Value.(bool); {
		case len(rest) == 0:
			rest = s.Key
		case s.Key[0] == "rules":
			rest = rest[:1]
		case isBool && len(rest) > 1 && (s.Key[0] != "reading"): // a word that is chosen, or is not
			value = fmt.Sprintf("%q", rest[len(rest)-1])
			if !on {
				value = "not " + value
			}
			rest = rest[:len(rest)-1]
		}
		l.what = strings.Join(rest, ".")
		same := func(o settingLine) bool { return o.chapter == l.chapter && o.what == l.what && o.origin == l.origin }
		if i := slices.IndexFunc(lines, same); i >= 0 {
			lines[i].values = append(lines[i].values, value)
			continue
		}
		l.values = []string{value}
		lines = append(lines, l)
	}
	return lines
}

func (t *textWriter) setting(l settingLine, what, origin int) {
	const gap, narrow = 2, 24
	paint := t.style.rule
	if l.by == schema.ByCatalog || l.by == schema.ByOverride {
		paint = t.style.title
	}
	indent := gap + what + gap + origin + gap
	name := padded(inert.Visible(l.what), what+gap)
	for i, text := range wrapped(inert.Visible(strings.Join(l.values, ", ")), max(t.width-indent, narrow)) {
		if i > 0 {
			t.line("%*s%s", indent, "", text)
			continue
		}
		t.line("%*s%s%s%s", gap, "", name, paint(padded(l.origin, origin+gap)), text)
	}
}

// originWords say where a value comes from: "built in", "preset gitlab", "jobcat.cue:12", "override jobcat.cue:30".
func originWords(config string, o schema.Origin) string {
	at := fmt.Sprintf("%s:%d", path.Base(config), o.Place.Line)
	switch o.By {
	case schema.ByPreset:
		return "preset " + o.Preset
	case schema.ByCatalog:
		return at
	case schema.ByOverride:
		return "override " + at
	}
	return string(o.By)
}

// valueText is a value as a policy has it, cut if it is long.
func valueText(v any) string {
	const long = 120
	if list, ok := v.([]any); ok {
		each := make([]string, len(list))
		for i, one := range list {
			each[i] = valueText(one)
		}
		return "[" + strings.Join(each, ", ") + "]"
	}
	text, err := json.Marshal(v)
	if err != nil {
		return fmt.Sprint(v)
	}
	s := string(text)
	if runes := []rune(s); len(runes) > long {
		return string(runes[:long]) + " …"
	}
	return s
}

// PolicySettingsJSON writes the same for programs, in format 1: a field is never renamed or dropped within a format.
func PolicySettingsJSON(w io.Writer, p PolicyPage) error {
	type setting struct {
		Key    []string      `json:"key"`
		Value  any           `json:"value"`
		By     schema.Author `json:"by"`
		Preset string        `json:"preset"`
		Line   int           `json:"line"` // in the file of the policy; 0 for elsewhere
	}
	doc := struct {
		Format   int       `json:"format"`
		Path     string    `json:"path"`
		Config   string    `json:"config"`
		Settings []setting `json:"settings"`
	}{Format: 1, Path: p.Path, Config: p.Config, Settings: []setting{}}
	for _, s := range p.Settings {
		doc.Settings = append(doc.Settings, setting{s.Key, s.Value, s.Origin.By, s.Origin.Preset, s.Origin.Place.Line})
	}
	return writeJSON(w, doc)
}
