package schema

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"cuelang.org/go/cue"
)

// unknownWords explains a key that cannot stand where it does.
func (c *checker) unknownWords(policy cue.Value, path []string) string {
	name, parent := path[len(path)-1], path[:len(path)-1]
	switch {
	case len(parent) == 1 && (parent[0] == "ladders" || parent[0] == "rules"):
		return strconv.Quote(name) + " is no name for one of the " + parent[0] + "; names are small letters and digits, joined by hyphens"
	case len(parent) == 1 && parent[0] == "sections":
		return strconv.Quote(name) + " is no name for a kind of section; names are small letters and digits, joined by underscores" + c.didYouMeanKind(name)
	case len(parent) == 3 && parent[0] == "sections" && parent[2] == "items":
		return strconv.Quote(name) + " has no word that an item could say"
	case len(parent) == 1 && parent[0] == "wording":
		return "there is no list of words " + strconv.Quote(name) + instead(name, c.fieldNames(policy))
	case len(parent) == 3 && parent[0] == "ladders" && parent[2] == "rungs":
		return "there is no rung " + strconv.Quote(name) + instead(name, c.rungNames())
	case len(parent) == 3 && parent[0] == "rules" && (parent[2] == "when" || parent[2] == "must"):
		on := c.on(parent[1])
		if slices.Contains(c.kindNames(), name) && slices.Contains(c.fieldNames(policy), "sections") {
			return "there is no fact " + strconv.Quote(name) + " of a " + on + "; how many sections of a kind there are is sections: " + name
		}
		return "there is no fact " + strconv.Quote(name) + " of a " + on + cmp.Or(didYouMean(name, c.fieldNames(policy)), listFacts(on))
	case len(parent) > 3 && parent[0] == "rules":
		return "there is no kind of section " + strconv.Quote(name) + instead(name, c.kindNames())
	case len(parent) == 2 && parent[1] == "site_prefixes":
		return strconv.Quote(name) + ` is no site; it should be an address without a path, such as "https://about.gitlab.com"`
	case len(parent) == 2 && parent[1] == "redirects":
		return strconv.Quote(name) + ` is no old URL; it should begin with a slash, such as "/job-families/finance/payroll/"`
	case len(parent) == 3 && parent[0] == "overrides" && parent[2] == "rules":
		return "there is no rule " + strconv.Quote(name) + didYouMean(name, c.fieldNames(field(c.base(), "rules")))
	case len(parent) == 4 && parent[0] == "overrides" && parent[2] == "sections" && slices.Contains([]string{"usual", "titles", "aliases"}, name):
		return "an override has no " + strconv.Quote(name) + " of sections: what a kind is called is the same in the whole catalog"
	case len(parent) == 3 && parent[0] == "overrides" && parent[2] == "sections":
		return "there is no kind of section " + strconv.Quote(name) + didYouMean(name, c.kindNames())
	case len(parent) == 0 && name == "severities":
		return `a policy has no "severities"; each rule has its own, such as rules: "missing-grade": severity: "warning"`
	case len(parent) == 0 && c.says(path, "on") && c.says(path, "message"):
		return "a policy has no " + strconv.Quote(name) + "; a rule stands among the rules: rules: " + strconv.Quote(name) + ": {...}"
	case len(parent) == 2 && parent[0] == "rules" && elsewhere[strings.ToLower(name)] != "":
		return dotted(parent) + " has no " + strconv.Quote(name) + "; here that is called " + strconv.Quote(elsewhere[strings.ToLower(name)])
	case len(parent) == 0:
		return cmp.Or(c.fellOut(name), "a policy has no "+strconv.Quote(name)+instead(name, c.fieldNames(policy)))
	}
	if len(parent) == 2 && parent[0] == "overrides" {
		if name == "ladders" || name == "reading" {
			return "an override has no " + strconv.Quote(name) + "; they have paths of their own"
		}
		return "an override has no " + strconv.Quote(name) + instead(name, c.fieldNames(policy))
	}
	return dotted(parent) + " has no " + strconv.Quote(name) + instead(name, c.fieldNames(policy))
}

// didYouMeanKind suggests another name for a kind of section.
func (c *checker) didYouMeanKind(name string) string {
	others := slices.DeleteFunc(c.kindNames(), func(n string) bool { return n == name })
	if hint := didYouMean(name, others); hint != "" {
		return hint
	}
	joined := strings.NewReplacer("-", "_", " ", "_").Replace(strings.ToLower(name))
	if kindName.MatchString(joined) {
		return fmt.Sprintf("; did you mean %q?", joined)
	}
	return ""
}

var kindName = regexp.MustCompile(`^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$`)

// fellOut explains a key that belongs into a part of the policy and stands beside it, as after a second line that is only
// indented; "" for any other.
func (c *checker) fellOut(name string) string {
	for _, part := range []struct{ key, is string }{
		{"rules", "a rule"}, {"sections", "a kind of section"}, {"catalog", "a key of catalog"}, {"ladders", "a ladder"},
	} {
		if slices.Contains(c.fieldNames(field(c.base(), part.key)), name) {
			return fmt.Sprintf("%q is %s; indentation means nothing here, so put braces around all that belongs to %s: %s: {...}", name, part.is, part.key, part.key)
		}
	}
	return ""
}

// elsewhere are the words that other tools have for the keys of a rule.
var elsewhere = map[string]string{
	"if": "when", "where": "when", "only": "when", "condition": "when", "filter": "when",
	"then": "must", "assert": "must", "check": "must", "require": "must", "required": "must", "expect": "must", "have": "must",
	"text": "message", "error": "message", "msg": "message",
	"description": "why", "reason": "why", "rationale": "why", "because": "why",
	"help": "remedy", "solution": "remedy", "suggestion": "remedy", "todo": "remedy",
	"level": "severity", "priority": "severity",
	"type": "on", "kind": "on", "about": "on", "for": "on", "applies_to": "on", "entity": "on", "target": "on",
	"examples": "example", "test": "example", "tests": "example",
}

// listFacts ends a message about a fact that there is not.
func listFacts(on string) string { return fmt.Sprintf("; \"jobcat policy facts %s\" lists them", on) }

// fieldNames are the names that a struct of the policy has room for.
func (c *checker) fieldNames(v cue.Value) []string {
	var names []string
	fields, err := v.Fields(cue.Optional(true))
	if err != nil {
		return nil
	}
	for fields.Next() {
		if s := fields.Selector(); s.IsString() { // no pattern
			names = append(names, s.Unquoted())
		}
	}
	return names
}

func (c *checker) rungNames() []string {
	var d decoder
	tracks := field(c.pkg, "tracks")
	return append(d.strings(field(tracks, "individual")), d.strings(field(tracks, "management"))...)
}

// kindNames are the kinds of sections, those that the file adds included.
func (c *checker) kindNames() []string {
	return append(c.fieldNames(field(c.base(), "sections")), c.fieldNames(field(c.own, "sections"))...)
}

// factNames are the facts that a message can name.
func (c *checker) factNames(on string) []string {
	var kinds []SectionKind
	for _, kind := range c.kindNames() {
		kinds = append(kinds, SectionKind{Kind: kind})
	}
	return c.allFacts(on, kinds)
}
