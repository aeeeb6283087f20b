package audit_test

import (
	"strings"
	"testing"
)

// A path stands in an address as addresses are written, and a level outside of a part leads no further.
func TestLinksAndTheirEnd(t *testing.T) {
	leading := func(title, to string) string {
		return strings.Replace(garden(title, "Senior "+title, "7"), "- Plant", "- Extends the [responsibilities]("+to+")", 1)
	}
	a := inMemory(t, "", map[string]string{
		"a b/#1/x.md": leading("Baker", "/jobs/c/x/#senior-cook"),
		"c/x.md":      leading("Cook", "/jobs/d/x/#senior-miller"),
		"d/x.md":      garden("Miller", "Senior Miller", "7"),
	}, "a b/#1/x.md").audit()
	if got := a.Levels[0].Link; got != "https://example.com/a%20b/%231/x.md#L7" {
		t.Errorf("the link is %s", got)
	}
	if len(a.Others) != 1 || a.Others[0].Title != "Senior Cook" || len(a.Others[0].Extends) != 0 {
		t.Errorf("it leads to %+v", a.Others)
	}
}

// A department is a folder of the innermost root.
func TestDepartmentsBelowNestedRoots(t *testing.T) {
	w := inMemory(t, "", map[string]string{"all/x.md": garden("Baker", "Baker", "6"), "all/shop/sales/x.md": garden("Seller", "Seller", "6"), "all/field/x.md": garden("Cook", "Cook", "6")})
	w.in.Roots = []string{"all", "all/shop"}
	a := w.audit()
	var got []string
	for _, f := range a.Families {
		got = append(got, f.Path+" "+f.Department)
	}
	if got := strings.Join(got, ", "); got != "all/field/x.md field, all/shop/sales/x.md sales, all/x.md " {
		t.Errorf("got %s", got)
	}
	if a.Totals.Departments != 2 || len(a.Departments) != 3 {
		t.Errorf("%d departments of %+v", a.Totals.Departments, a.Departments)
	}
}
