package catalog

// Resolution says what the words and the link of a statement mean. It is a fact: whether it is good enough is not
// decided here.
type Resolution struct {
	Outcome Outcome
	How     How
	Level   *Level  // what is meant; nil unless the outcome is Resolved
	Family  *Family // of Level; or the family that is meant as a whole, or by what all its levels share

	Variant *Variant // the specialty or segment that is meant
	Away    bool     // the words are found in another family than the one that says them, and no link leads there

	// Candidates are the levels that an ambiguous statement can mean, and the levels that Several means; at most
	// maxCandidates, sorted by path and line.
	Candidates []*Level
	Nearest    *Level // for a dangling statement: the level whose title is most like it; often nil

	ByWords *Level       // what the words alone name, if they name one level
	ByLink  *Level       // what the link alone leads to, if it leads to one level
	Link    *Destination // where the link leads; nil without a link
}

// Outcome says whether it is known what a statement means.
type Outcome string

// The outcomes. Their names are facts that the policy can ask about.
const (
	Resolved    Outcome = "resolved"  // one level
	Several     Outcome = "several"   // all of several levels ("A and B")
	OneVariant  Outcome = "variant"   // a specialty or segment, which is no level
	WholeFamily Outcome = "family"    // a family, or what it says for all its levels
	Ambiguous   Outcome = "ambiguous" // one of several levels, or a level or its family
	Dangling    Outcome = "dangling"  // nothing of the catalog
	Outside     Outcome = "outside"   // something that the catalog does not hold, by its link
)

// How says by what a statement was understood, the surest first.
type How string

// The ways to understand a statement. Their names are facts that the policy can ask about.
const (
	ByAnchor        How = "anchor"          // the link leads to the level
	ByPage          How = "page"            // the link leads to the page that is the level, or to the only level that the words can mean there
	AsWritten       How = "as-written"      // the words are the level's title
	BySpelling      How = "spelling"        // but for case, commas, the plural, "Sr." for Senior, or "(Intermediate)"
	ByAbbreviation  How = "abbreviation"    // "CSM" for Customer Success Manager
	ByWordOrder     How = "word-order"      // "Payroll Manager" for "Manager, Payroll"
	ByRung          How = "rung"            // "Senior" for the only senior level of the family
	ByParts         How = "parts"           // each part of "A or B", "A and B" for itself
	ByNeighbor      How = "neighbor"        // "the previous level", "above"
	ByFamilyTitle   How = "family-title"    // the family is named
	ByCommonSection How = "common-section"  // what holds for the whole family is meant
	ByMisspelling   How = "misspelling"     // a slip of the keyboard
	ByPartOfTitle   How = "part-of-title"   // words of the title are missing
	ByMoreThanTitle How = "more-than-title" // words stand there that the family's title has and the level's lacks
)

// Sure reports whether the statement can mean nothing else. What is resolved and not sure rests on the likeness of
// names, or on one of two things that the statement says.
func (r Resolution) Sure() bool {
	if r.Outcome != Resolved && r.Outcome != Several || r.Misdirected() {
		return false
	}
	switch r.How {
	case ByMisspelling, ByPartOfTitle, ByMoreThanTitle:
		return false
	case ByWordOrder:
		return !r.Away // "Manager, X" and "X Manager" can be two levels, of which the catalog holds one
	}
	return true
}

// Misdirected reports whether words and link name two different levels.
func (r Resolution) Misdirected() bool {
	return r.ByWords != nil && r.ByLink != nil && r.ByWords != r.ByLink
}

// Targets are the levels that are meant: one, or those of "A and B"; none if that is not known.
func (r Resolution) Targets() []*Level {
	switch r.Outcome {
	case Resolved:
		return []*Level{r.Level}
	case Several:
		return r.Candidates
	}
	return nil
}
