package markdown

import "testing"

func TestLooksLikeTitle(t *testing.T) {
	for _, title := range []string{
		"Glass Engineer", "Senior Glass Engineer", "Manager, Glass", "Manager, Red Team", "Vice President of Glass", "Chief Glass Officer",
		"Glass Engineer (Intermediate)", "Senior", "Associate", "Manager", "Lead", "Senior Glass Engineer:", "Glass Engineer Role",
		"Sr. Glass Designer", "Director, Glass & Ceramics", "Intern", "Fellow", "Principal Glass Advocate", "Technical Writers",
	} {
		if !looksLikeTitle(title) {
			t.Errorf("%q is a title", title)
		}
	}
	for _, heading := range []string{
		"", ":", "Projects", "Logistics", "Technical", "On this page", "Links", "Glass", "Staff+ Initiatives", "What does a Glass Engineer do?",
		"About the Manager", "Interview with the Manager", "Glass Engineer roles", "Manager Responsibilities", "Red Team", "Engineering teams",
		"You are a Senior Engineer", "Senior Engineers at Glass", "Engineering skills of a Manager", "Engineer Levels",
		"A Senior Glass Engineer is a person who works with us on many things and on many more of them",
	} {
		if looksLikeTitle(heading) {
			t.Errorf("%q is no title", heading)
		}
	}
}

func TestSameRole(t *testing.T) {
	for _, c := range []struct {
		words, title string
		want         bool
	}{
		{"Senior Glass Engineer", "Senior Glass Engineer", true},
		{"Sr. Glass Engineers", "Senior Glass Engineer", true},
		{"Senior Engineer", "Senior Glass Engineer", true},
		{"Senior", "Senior Glass Engineer", true},
		{"Manager, Glass", "Manager, Glass Ovens", true},
		{"Glass Engineer", "Senior Glass Engineer", false},
		{"Senior Glass Engineer", "Senior Engineer", false},
		{"Staff Engineer", "Senior Glass Engineer", false},
		{"Glass Engineer", "Glass Engineer (Intermediate)", true},
		{"", "Glass Engineer", false},
	} {
		if got := sameRole(c.words, c.title); got != c.want {
			t.Errorf("%q names %q: %v", c.words, c.title, got)
		}
	}
}

func TestNamesRoles(t *testing.T) {
	for text, want := range map[string]bool{
		"Technical Writers": true, "Managers, Payroll": true, "Technical Writer": false,
		"Manager, Sales Engineers": false, "Sales": false, "": false,
	} {
		if namesRoles(text) != want {
			t.Errorf("%q is a title in the plural: %v", text, !want)
		}
	}
}
