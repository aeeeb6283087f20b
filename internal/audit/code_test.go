package audit

import (
	"fmt"
	"strings"
	"testing"

	"jobcat/catalog"
)

// Systems for HR hold people by these codes: they are the same in every version.
func TestCodesNeverChange(t *testing.T) {
	for _, c := range []struct{ url, title, want string }{
		{"/job-families/finance/payroll/", "Senior Payroll Specialist", "GVKFB2DXPGZ8"},
		{"/job-families/finance/payroll/", "", "9YRXH3RXXPP3"},
		{"/stellen/büro/", "Geschäftsführer:in", "RJ0PHSRZP098"},
	} {
		if got := codeOf(c.url, c.title); got != c.want {
			t.Errorf("%s %s: %s, not %s", c.url, c.title, got, c.want)
		}
	}
}

func TestCodesOutliveEdits(t *testing.T) {
	const url = "/jobs/payroll/"
	code := codeOf(url, "Senior Payroll Specialist")
	for _, same := range []string{"senior payroll specialist", "Senior  Payroll-Specialist", "Senior Payroll Specialist.", " SENIOR PAYROLL SPECIALIST "} {
		if codeOf(url, same) != code {
			t.Errorf("%q has another code", same)
		}
	}
	for _, other := range []string{"Payroll Specialist", "Senior Payroll Specialists", "Sr. Payroll Specialist", "Specialist, Senior Payroll", ""} {
		if codeOf(url, other) == code {
			t.Errorf("%q has the same code", other)
		}
	}
	if codeOf("/jobs/tax/", "Senior Payroll Specialist") == code {
		t.Error("a level of another page has the same code")
	}
}

func TestCodesAreUnique(t *testing.T) {
	page := func(path string, titles ...string) []*catalog.Level {
		file := catalog.NewFile(path, strings.Repeat("x\n", 100))
		f := &catalog.Family{File: file, URL: "/jobs/a/"}
		for i, title := range titles {
			f.Levels = append(f.Levels, &catalog.Level{Family: f, Full: title, Place: file.Place(i*2, i*2+1)})
		}
		return f.Levels
	}
	levels := page("a.md", "Gardener", "Senior Gardener", "GARDENER")
	all := append(page("a/index.md", "Gardener"), levels...)
	got := codes(all)
	plain := codeOf("/jobs/a/", "Gardener")
	for i, want := range []string{plain, codeOf("/jobs/a/", "Senior Gardener"), plain + "-2"} {
		if got[levels[i]] != want {
			t.Errorf("%s: %s, not %s", levels[i].Full, got[levels[i]], want)
		}
	}
	if got[all[0]] != plain+"-3" {
		t.Errorf("in another file with the same address it is %s", got[all[0]])
	}

	// A level more, or less, or in another place, changes no other code.
	more := page("a.md", "Manager, Gardening", "Senior Gardener", "Gardener", "Staff Gardener")
	if again := codes(more); again[more[1]] != got[levels[1]] || again[more[2]] != got[levels[0]] {
		t.Error("another level changed a code")
	}
}

func TestManyCodes(t *testing.T) {
	seen := map[string]bool{}
	for i := range 200_000 {
		code := codeOf(fmt.Sprintf("/jobs/%d/", i/5), fmt.Sprintf("Level %d", i%5))
		if seen[code] || len(code) != codeLength || strings.Trim(code, digits) != "" {
			t.Fatalf("%s is there twice, or is no code", code)
		}
		seen[code] = true
	}
}

func TestFormsOfTitles(t *testing.T) {
	for title, want := range map[string]string{
		"Manager, Payroll": "Manager, X", "Payroll Manager": "X Manager", "Payroll Manager (Intermediate)": "X Manager",
		"Senior Manager, Payroll": "Senior Manager, X", "Sr. Payroll Manager": "Senior X Manager", "Manager": "Manager",
		"Manager of Payroll": "Manager of X", "Manager - Payroll": "Manager - X", "Product Manager, Growth": "X Manager, Y",
		"Management Trainee": "", "Managerial Assistant": "", "Gardener": "", "": "",
	} {
		if got := form(title, "Manager", []string{"manager"}); got != want {
			t.Errorf("%q: %q, not %q", title, got, want)
		}
	}
	if got := form("Vice President of Sales", "VP", []string{"vp", "vice president"}); got != "VP of X" {
		t.Errorf("got %q", got)
	}
}
