package lint

import (
	"strings"

	"jobcat/catalog"
)

// faultEntity is one fault of a file.
type faultEntity struct {
	fileEntity
	fault catalog.Fault
}

func (e *faultEntity) Fact(name string) any {
	switch name {
	case "fault":
		return string(e.fault.Kind)
	case "detail":
		return e.fault.Detail
	case "trouble":
		return explained(e.fault).trouble
	case "cure":
		return explained(e.fault).cure
	}
	return e.fileEntity.Fact(name)
}

func (e *faultEntity) place(string) catalog.Place { return e.fault.Place }

func (e *faultEntity) key() string { return string(e.fault.Kind) }

// faultWords are a fault in words: what is wrong, and what to do about it.
type faultWords struct{ trouble, cure string }

var wordsOfFaults = map[catalog.FaultKind]faultWords{
	catalog.NotUTF8:              {"a character that is not UTF-8", "save the file as UTF-8 text"},
	catalog.ConflictMarker:       {"a conflict marker that a merge left behind", "keep one of the two sides, and remove all lines of markers"},
	catalog.DuplicateKey:         {"a key that stands twice in the front matter", "keep one of the two lines"},
	catalog.NoFrontMatter:        {"there is no front matter, so the family has no title", "begin the file with a line \"---\", a line \"title: ...\" and another line \"---\""},
	catalog.UnopenedFrontMatter:  {"the front matter has lost its opening \"---\", so the site finds no title", "put a line \"---\" before the first line"},
	catalog.UnclosedFrontMatter:  {"the front matter has no closing \"---\", so the site finds no title", "put a line \"---\" behind the last line of the front matter"},
	catalog.NoTitle:              {"the front matter has no title", "add a line \"title: ...\" between the two lines \"---\""},
	catalog.UnsupportedExtension: {"a name that no reader takes", "rename the file"},
	catalog.Vanished:             {"the file disappeared while it was read", "run jobcat again"},
	catalog.NoPermission:         {"the file may not be read", "give jobcat the right to read it"},
	catalog.TooLarge:             {"the file is too large to be read", "if it is no job family, move it elsewhere or name it under catalog.ignore in jobcat.cue"},
	catalog.OtherTrouble:         {"the file cannot be read", "put a file of text in its place, or name it under catalog.ignore in jobcat.cue"},
}

// wordsOfYAML put what the YAML library says most often into words for people who do not know YAML.
var wordsOfYAML = map[string]faultWords{
	"found unexpected end of stream":                        {"a quote is opened and never closed", "close the quote at the end of the text: title: \"...\""},
	"mapping values are not allowed in this context":        {"a second colon in a line", "put the text behind the first colon in quotes: title: \"...\""},
	"found character that cannot start any token":           {"a sign that cannot begin a text, such as \"@\" or a tab", "put the text behind the colon in quotes, and indent by blanks"},
	"did not find expected ',' or ']'":                      {"a bracket is opened and never closed", "close the bracket, or put the text behind the colon in quotes"},
	"did not find expected ',' or '}'":                      {"a brace is opened and never closed", "close the brace, or put the text behind the colon in quotes"},
	"did not find expected key":                             {"a line that does not fit those above", "indent it as the line above, and write nothing behind a closing quote"},
	"found unknown escape character":                        {"a backslash in double quotes", "write two backslashes, or use single quotes"},
	"did not find expected alphabetic or numeric character": {"a sign that cannot begin a text, such as \"*\" or \"&\"", "put the text behind the colon in quotes"},
}

// explained is a fault in words.
func explained(f catalog.Fault) faultWords {
	detail := strings.TrimRight(oneLine(f.Detail), ".")
	if f.Kind == catalog.BadFrontMatter {
		words, ok := wordsOfYAML[detail]
		if !ok {
			words = faultWords{detail, "write every line of the front matter as \"key: value\""}
		}
		words.trouble = "front matter that cannot be read: " + words.trouble
		return words
	}
	words := wordsOfFaults[f.Kind]
	switch f.Kind {
	case catalog.DuplicateKey, catalog.TooLarge, catalog.OtherTrouble:
		if detail != "" {
			words.trouble += ": " + detail
		}
	}
	return words
}

// faults reports every fault of the page that is one of kinds.
func (p *page) faults(report func(observation), kinds ...catalog.FaultKind) {
	for _, f := range p.Faults {
		for _, kind := range kinds {
			if f.Kind == kind {
				report(observation{about: &faultEntity{fileEntity{p}, f}})
			}
		}
	}
}

// oneLine is a text with its white space folded, for a message.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
