package lint

import (
	"testing"

	"jobcat/catalog"
)

func TestAnotherRole(t *testing.T) {
	for _, c := range []struct {
		title, said string
		want        bool
	}{
		// left out, added, written in another way
		{"Gardener (Intermediate)", "Gardener", false},
		{"Intermediate Gardener", "Gardener", false},
		{"Gardener", "Intermediate Gardener", false},
		{"Senior Gardener", "Sr. Gardener", false},
		{"Senior Gardener", "Senior  gardener", false},
		{"Manager, Gardens", "Manager Gardens", false},
		{"Manager, Gardens", "Gardens Manager", false},
		{"Director of Gardens", "Director, Gardens", false},
		{"Manager, Rose and Lawn Care", "Manager, Lawn Care", false},
		{"Director, Gardens", "Director, Royal Gardens", false},
		{"Manager, Financial Planning and Analysis", "Manager, FP&A", false},
		{"Garden Success Manager", "GSM", false},
		{"VP, Gardens", "Vice President of Gardens", false},
		{"Garden Operations Analyst", "Garden Ops Analyst", false},
		{"Garden Systems Analyst", "Garden System Analyst", false},
		{"Garden Administrator", "Garden Adminstrator", false},
		{"Manager, Gardening", "Garden Manager", false},
		{"Gardener (Junior)", "Gardener", false}, // as "(Intermediate)"
		{"Senior Gardener", "", false},
		{"Garden Caretaker, Lisbon", "Garden Caretaker", false},

		// another role
		{"Senior Gardener", "Staff Gardener", true},
		{"Senior Gardener", "Gardener", true}, // the family has a level of that name
		{"Gardener", "Senior Gardener", true},
		{"Staff Gardener", "Intermediate Gardener", true},
		{"Director, Gardens", "Garden Manager", true},
		{"Garden Planner", "Hedge Cutter", true},
		{"Manager, Rose Research", "Manager, Lawn Care", true},
		{"Director, Gardens", "Senior Director, Gardens", true},
	} {
		family := &catalog.Family{}
		level := &catalog.Level{Family: family, Full: c.title}
		family.Levels = []*catalog.Level{level, {Family: family, Full: "Gardener"}, {Family: family, Full: "Garden Caretaker"}}
		if c.title == "Gardener" {
			family.Levels = family.Levels[:1]
		}
		if got := rolesOf(family).another(level, c.said); got != c.want {
			t.Errorf("anotherRole(%q, %q) is %v", c.title, c.said, got)
		}
	}
}

func TestBareRungNamesItsRole(t *testing.T) {
	f := &catalog.File{Source: "Senior"}
	level := &catalog.Level{Family: &catalog.Family{}, Title: catalog.NewText(f, 0, 6), Full: "Senior Gardener"}
	if r := rolesOf(level.Family); r.another(level, "Senior Gardener") || r.another(level, "Senior") {
		t.Error("a bare rung and the whole title are one role")
	}
}
