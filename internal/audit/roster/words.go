package roster

import (
	"fmt"
	"strings"
)

// Words say what is different, in lower case without a stop, for every output that people read.

// Words say what the nearest level is and why; "" if there is none.
func (u UnknownTitle) Words() string {
	switch {
	case u.Nearest == nil && u.Why != "":
		return u.Why
	case u.Nearest == nil:
		return "no level is like it"
	}
	return fmt.Sprintf("the nearest is %q: %s", u.Nearest.Title, u.Why)
}

// Words say what the level is called in the catalog, and how it is known that it is meant.
func (o OtherTitle) Words() string {
	if o.Why == "by its job code" {
		return fmt.Sprintf("its job code is that of %q", o.Level.Title)
	}
	return fmt.Sprintf("the catalog writes %q", o.Level.Title)
}

// Stated are the grades that the catalog states, in words: "7", "7 or 8".
func (o OtherGrade) Stated() string {
	var words []string
	for _, l := range o.Levels {
		w := "none"
		if l.Grade != nil {
			w = l.Grade.String()
		}
		if len(words) == 0 || words[len(words)-1] != w {
			words = append(words, w)
		}
	}
	return strings.Join(words, " or ")
}

// Words say whom the catalog names, and how the manager is another one.
func (o OtherLine) Words() string {
	s := fmt.Sprintf("the catalog says %s", titles(o.Says))
	switch o.How {
	case Below:
		s += "; the manager's title is below this one"
	case SameLevel:
		s += "; the manager has the same title"
	case FurtherUp:
		s += "; the manager is further up in the same line"
	}
	if o.Vacant {
		s += ", and nobody is that"
	}
	return s
}

// Words say what kept rows from being compared, and what helps.
func (f Fault) Words() string {
	switch f.Kind {
	case Shifted:
		return "the cells are not those of the header, as after a separator or an end of a line in a cell without quotation marks"
	case OfPerson:
		return "a name, an id or an address stands where the title, the grade or the code should be"
	case NoTitle:
		return "no title"
	case NoGrade:
		return fmt.Sprintf("%q is no grade; if it stands for one, say which with roster: grades: %q: … in jobcat.cue", f.Value, f.Value)
	case DateAsGrade:
		return "the grade is a date, as spreadsheets make one of 7-8 and 7.5; format the column as text before it is filled"
	case UnknownCode:
		return fmt.Sprintf("no level has the job code %q", f.Value)
	case SameID:
		return "these have one id"
	case NoSuchManager:
		return "the manager is not in the roster"
	case SeveralManager:
		return "the manager can be several people of the roster"
	}
	return "the manager is the person itself"
}

// titles are the titles of levels, each once.
func titles(jobs []Job) string {
	var words []string
	seen := map[string]bool{}
	for _, j := range jobs {
		if !seen[j.Title] {
			seen[j.Title] = true
			words = append(words, fmt.Sprintf("%q", j.Title))
		}
	}
	return strings.Join(words, " or ")
}
