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
		return trouble(e.fault)
	}
	return e.fileEntity.Fact(name)
}

func (e *faultEntity) place(string) catalog.Place { return e.fault.Place }

func (e *faultEntity) key() string { return string(e.fault.Kind) }

// trouble is a fault in words, as a part of a sentence.
func trouble(f catalog.Fault) string {
	var words string
	switch f.Kind {
	case catalog.NotUTF8:
		words = "a character that is not UTF-8"
	case catalog.ConflictMarker:
		return "a conflict marker that a merge left behind"
	case catalog.BadFrontMatter:
		words = "front matter that is no YAML"
	case catalog.DuplicateKey:
		words = "a key that stands twice in the front matter"
	case catalog.NoFrontMatter:
		return "no front matter"
	case catalog.UnopenedFrontMatter:
		return "front matter without its opening \"---\""
	case catalog.UnclosedFrontMatter:
		return "front matter without its closing \"---\""
	case catalog.NoTitle:
		return "front matter without a title"
	case catalog.UnsupportedExtension:
		return "a name that no reader takes"
	case catalog.Vanished:
		return "disappeared while it was read"
	case catalog.NoPermission:
		return "may not be read"
	case catalog.TooLarge:
		words = "is too large to be read"
	default:
		words = "cannot be read"
	}
	if f.Detail == "" {
		return words
	}
	return words + ": " + strings.TrimRight(oneLine(f.Detail), ".")
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
