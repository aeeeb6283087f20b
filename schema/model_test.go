package schema

import (
	"strings"
	"testing"
)

// export is the example of the contract: every key once.
const export = `{"format": 1, "root": "content/job-families", "families": [{
  "path": "engineering/backend/index.html.md", "url": "/job-families/engineering/backend/", "title": "Backend Engineering", "kind": "family",
  "sections": [{"kind": "requirements", "heading": "Requirements", "anchor": "requirements", "line": 17, "items": [{"text": "Ability to use GitLab", "line": 36}]}],
  "levels": [{
    "title": "Senior Backend Engineer", "anchor": "senior-backend-engineer", "line": 120, "track": "individual", "rung": "senior", "ladder": "default",
    "grades": [{"min": 7, "max": 7, "line": 126}],
    "reports_to": [{"text": "Backend Engineering Manager", "link": "#backend-engineering-manager", "line": 122, "target": "engineering/backend/index.html.md#backend-engineering-manager"}],
    "extends": [{"of": "responsibilities", "text": "Intermediate Backend Engineer", "link": null, "line": 131, "target": "engineering/backend/index.html.md#intermediate-backend-engineer"}],
    "sections": [{"kind": "responsibilities", "heading": "Responsibilities", "anchor": "responsibilities-2", "line": 129, "items": []}]}],
  "specialties": [{"title": "Geo", "anchor": "geo", "line": 300, "sections": []}], "segments": []}]}`

func TestExport(t *testing.T) {
	if err := CheckExport([]byte(export)); err != nil {
		t.Error(err)
	}
	for _, change := range []struct{ from, to string }{
		{`"format": 1`, `"format": 2`},
		{`"root": "content/job-families", `, ``},
		{`"track": "individual"`, `"track": "sideways"`},
		{`"rung": "senior"`, `"rung": "guru"`},
		{`"rung": "senior"`, `"rung": ""`},
		{`"max": 7`, `"max": 6`},
		{`"max": 7, `, ``},
		{`"line": 126`, `"line": 0`},
		{`"line": 126`, `"line": "126"`},
		{`"kind": "family"`, `"kind": "index"`},
		{`"kind": "requirements"`, `"kind": "Requirements"`},
		{`"link": null`, `"link": 5`},
		{`"segments": []`, `"segments": [], "sections_of_segments": []`},
		{`"path": "eng`, `"path": "/eng`},
		{`"text": "Ability to use GitLab", `, ``},
	} {
		wrong := strings.Replace(export, change.from, change.to, 1)
		if wrong == export {
			t.Fatalf("the example has no %s", change.from)
		}
		if CheckExport([]byte(wrong)) == nil {
			t.Errorf("%s passes", change.to)
		}
	}
	for _, change := range []struct{ from, to string }{
		{`"rung": "senior"`, `"rung": null, "full_title": "Senior Backend Engineer"`},
		{`"anchor": "senior-backend-engineer"`, `"anchor": null`},
		{`"min": 7, "max": 7`, `"min": 7, "max": 9.5`},
		{`"kind": "family"`, `"kind": "family", "part_of": "engineering/backend", "reports_to": []`},
	} {
		if err := CheckExport([]byte(strings.Replace(export, change.from, change.to, 1))); err != nil {
			t.Errorf("%s: %v", change.to, err)
		}
	}
	if CheckExport([]byte("{")) == nil {
		t.Error("what is no JSON passes")
	}
}
