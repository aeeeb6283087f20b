package lint

import "jobcat/catalog"

// An observer finds what a rule without a pattern is about.
type observer struct {
	rule    string
	observe func(p *page, report func(observation))
}

// observers are the rules of a page that Go observes, in the order of their chapters.
var observers = []observer{
	{"unreadable-file", unreadableFile},
	{"missing-front-matter", missingFrontMatter},
	{"ignored-file", ignoredFile},
	{"unknown-suppression", unknownSuppression},

	{"statement-of-another-role", statementOfAnotherRole},

	{"leftover-placeholder", leftoverPlaceholder},
	{"duplicate-heading", duplicateHeading},
	{"plain-heading", plainHeading},
	{"unusual-title", unusualTitle},
	{"unmarked-item", unmarkedItem},

	{"malformed-link", malformedLink},
	{"inconsistent-title", inconsistentTitle},
	{"unknown-career-step", unknownCareerStep},

	{"vacancy-wording", vacancyWording},
	{"years-of-experience", yearsOfExperience},
	{"experience-at-entry-grade", experienceAtEntryGrade},
	{"location-requirement", locationRequirement},
	{"gendered-pronoun", genderedPronoun},
}

// catalogObservers are the rules that only the whole catalog shows.
var catalogObservers = []struct {
	rule    string
	observe func(l *linter, report func(f *catalog.Family, o observation))
}{
	{"duplicate-url", duplicateURL},
	{"duplicate-title", duplicateTitle},
	{"unregistered-family", unregisteredFamily},
	{"dead-registry-entry", deadRegistryEntry},
}

// details add to what the policy has judged what it cannot know: other places that say why, and fixes. They are asked
// about whatever breaks the rule: a catalog may ask more than the rule does by itself.
var details = map[string]func(p *page, e entity, o *observation){
	"dangling-extends":        danglingExtends,
	"ambiguous-extends":       ambiguousExtends,
	"misdirected-extends":     misdirectedExtends,
	"crossed-extends":         crossedExtends,
	"repeated-item":           repeatedItem,
	"duplicate-item":          duplicateItem,
	"copied-section":          copiedSection,
	"upward-extends":          upwardExtends,
	"circular-extends":        circularExtends,
	"contradictory-grade":     contradictoryGrade,
	"grade-of-another-role":   gradeNamesLevel,
	"levels-out-of-order":     levelsOutOfOrder,
	"unlinked-grade":          unlinkedGrade,
	"missing-item":            missingItem,
	"missing-section":         missingSection,
	"off-ladder-grade":        besideOnLadder,
	"misspelt-heading":        usualHeading,
	"unusual-heading":         usualHeading,
	"misplaced-heading":       misplacedHeading,
	"section-of-another-role": sectionOfAnotherRole,
	"unknown-reports-to":      unknownReportsTo,
	"misdirected-reports-to":  misdirectedReportsTo,
	"unlinked-reports-to":     unlinkedReportsTo,
	"circular-reports-to":     circularReportsTo,
	"downward-reports-to":     downwardReportsTo,
	"broken-link":             deadLink,
	"broken-anchor":           deadLink,
}
