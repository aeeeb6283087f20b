package catalog_test

import (
	"testing"

	"jobcat/catalog"
)

// bakery is a catalog in which names are looked up. The family "Baking" asks.
const bakery = `
== baking.md
title: Baking Roles
## Responsibilities

- Get up early

## Levels

### Associate Baker

#### Responsibilities

- Sweep

### Baker (Intermediate)

#### Responsibilities

- Knead

### Senior Baker

#### Requirements

- A steady hand

### Bread and Butter Manager

#### Responsibilities

- Spread

### Manager, Night Baking

#### Responsibilities

- Stay awake

### Senior Manager, Night Baking

#### Responsibilities

- Keep awake

### Customer Taste Advisor (CTA)

#### Requirements

- A tongue

### Senior CTA

#### Requirements

- Two tongues

### Director, Flour & Yeast

#### Requirements

- A nose

### FY Manager

#### Requirements

- A scale

### Manager, FY

#### Requirements

- A team

## Specialties

### Rye

#### Requirements

- Patience
== pastry.md
title: Pastry
## Levels

### Pastry Designer

#### Requirements

- Butter

### Senior Pastry Designer

#### Requirements

- More butter

### Chief Sugar Officer

#### Requirements

- Sugar
== timber.md
title: Joiner
## Requirements

- A saw
== copies/one.md
title: Copies
### Glass Engineer

#### Requirements

- Glass
== copies/two.md
title: Other Copies
### Glass Engineer

#### Requirements

- Glass
`

// asked is what a statement of the senior baker means.
func ask(t *testing.T, g *catalog.Graph, words, link string) catalog.Resolution {
	t.Helper()
	family, senior := baker(t, g)
	e := &catalog.Extends{Of: "requirements", In: "requirements", Target: catalog.Text{String: words}}
	if link != "" {
		e.Link = &catalog.Link{Target: link}
	}
	return g.Index.Extends(family, senior, e)
}

func baker(t *testing.T, g *catalog.Graph) (*catalog.Family, *catalog.Level) {
	t.Helper()
	for _, l := range g.Levels() {
		if l.Full == "Senior Baker" {
			return l.Family, l
		}
	}
	t.Fatal("the baker is gone")
	return nil, nil
}

func TestWordsOfExtends(t *testing.T) {
	g := catalog.NewGraph(read(t, bakery), sites)
	for _, c := range []struct{ words, want string }{
		{"Associate Baker", "Associate Baker (as-written)"},
		{"associate baker", "Associate Baker (spelling)"},
		{"Baker", "Baker (Intermediate) (spelling)"},
		{"Bakers", "Baker (Intermediate) (spelling)"},
		{"Intermediate Baker", "Baker (Intermediate) (spelling)"},
		{"Sr. Baker", "Senior Baker (spelling)"}, // a level that extends itself
		{"Baker (Associate)", "Associate Baker (spelling)"},
		{"Manager Night Baking", "Manager, Night Baking (spelling)"},
		{"Night Baking Manager", "Manager, Night Baking (word-order)"},
		{"Sr. Manager of Night Baking", "Senior Manager, Night Baking (spelling)"},
		{"Bread and Butter Manager", "Bread and Butter Manager (as-written)"},
		{"FY Manager", "FY Manager (as-written)"},
		{"Manager, FY", "Manager, FY (as-written)"},
		{"Customer Taste Advisor", "Customer Taste Advisor (CTA) (spelling)"},
		{"CTA", "Customer Taste Advisor (CTA) (abbreviation)"},
		{"Senior Customer Taste Advisor", "Senior CTA (abbreviation)"},
		{"Director of F&Y", "Director, Flour & Yeast (abbreviation)"},
		{"Associate", "Associate Baker (rung)"},
		{"Director", "Director, Flour & Yeast (rung)"},
		{"Senior Manager", "Senior Manager, Night Baking (rung)"},
		{"Manager", "ambiguous: Manager, Night Baking; Manager, FY"},
		{"Junior", "dangling"},
		{"Asociate Baker", "Associate Baker (misspelling)"},
		{"Night Manager", "dangling, near Manager, Night Baking"},
		{"Manager, Baking", "Manager, Night Baking (part-of-title)"},
		{"Associate Baking Baker", "Associate Baker (more-than-title)"},
		{"Associate Barge Baker", "dangling, near Associate Baker"},
		{"Junior Baker", "dangling, near Associate Baker"},
		{"Baking", "family: Baking Roles"},
		{"Rye", "variant: Rye"},
		{"general", "family: Baking Roles"},
		{"base", "family: Baking Roles"},
		{"previous level", "Baker (Intermediate) (neighbor)"},
		{"Associate Baker or Baker", "ambiguous: Associate Baker; Baker (Intermediate)"},
		{"Manager/Senior Manager, Night Baking", "ambiguous: Manager, Night Baking; Senior Manager, Night Baking"},
		{"Associate or Intermediate Baker", "ambiguous: Associate Baker; Baker (Intermediate)"},
		{"either the Associate Baker or a Glassblower", "ambiguous: Associate Baker"},
		{"Associate Baker and the Senior CTA", "several: Associate Baker; Senior CTA"},
		{"Associate Baker, FY Manager and CTA", "several: Associate Baker; Customer Taste Advisor (CTA); FY Manager"},
		{"Salt and Butter", "dangling"},

		{"Pastry Designer", "Pastry Designer (as-written)"},
		{"Designer, Pastry", "Pastry Designer (word-order)"},
		{"CSO", "Chief Sugar Officer (abbreviation)"},
		{"Pastry", "family: Pastry"},
		{"Joiner", "Joiner (as-written)"},
		{"Glass Engineer", "ambiguous: Glass Engineer; Glass Engineer"},
		{"Senior Pastry Cook", "dangling, near Senior Pastry Designer"},
		{"Manager, Pastry Design", "dangling"},
		{"", "dangling"},
	} {
		if got := told(ask(t, g, c.words, "")); got != c.want {
			t.Errorf("%q is %s, want %s", c.words, got, c.want)
		}
	}
}

func TestLinksOfExtends(t *testing.T) {
	g := catalog.NewGraph(read(t, bakery), sites)
	for _, c := range []struct{ words, link, want string }{
		{"Baker", "#baker-intermediate", "Baker (Intermediate) (anchor)"},
		{"the helpers", "#associate-baker", "Associate Baker (anchor)"},
		{"Associate", "#responsibilities-1", "Associate Baker (anchor)"}, // a section of the level
		{"Baker", "#gone", "Baker (Intermediate) (spelling)"},
		{"Glassblower", "#gone", "dangling"},
		{"Baker", "#associate-baker", "Associate Baker (anchor), words say Baker (Intermediate)"},
		{"Baker", "#requirements", "Baker (Intermediate) (spelling), words say Baker (Intermediate)"}, // the asker's own section
		{"Baker", "#responsibilities", "Baker (Intermediate) (spelling)"},                             // what all levels share
		{"the ones", "#responsibilities", "family: Baking Roles"},
		{"Rye", "#rye", "variant: Rye"},
		{"Pastry Designer", "/jobs/pastry/#pastry-designer", "Pastry Designer (anchor)"},
		{"Pastry Designer", "https://example.com/jobs/pastry#senior-pastry-designer", "Senior Pastry Designer (anchor), words say Pastry Designer"},
		{"Senior", "/jobs/pastry/", "Senior Pastry Designer (rung)"},
		{"Senior Designer", "../pastry/index.html", "Senior Pastry Designer (part-of-title)"},
		{"Cook", "/jobs/pastry/", "family: Pastry"},
		{"Carpenter", "/jobs/timber/", "Joiner (page)"},
		{"Carpenter", "/jobs/wood", "Joiner (page)"},
		{"Baker", "/jobs/nowhere/#baker", "Baker (Intermediate) (spelling)"},
		{"Fireman", "https://elsewhere.example.com/fireman", "outside"},
		{"Baker", "/handbook/", "Baker (Intermediate) (spelling)"},
		{"Associate Baker and the Pastry Designer", "/jobs/pastry/#pastry-designer", "several: Associate Baker; Pastry Designer"},
	} {
		if got := told(ask(t, g, c.words, c.link)); got != c.want {
			t.Errorf("[%s](%s) is %s, want %s", c.words, c.link, got, c.want)
		}
	}
}

// TestSentences goes the whole way from the page.
func TestSentences(t *testing.T) {
	for _, c := range []struct{ name, page, want string }{
		{"previous", "## Engineer\n\n### Requirements\n\n- A pan\n\n## Senior Engineer\n\n### Requirements\n\n- All of the requirements of the previous level\n", "Engineer (neighbor)"},
		{"above, a level", "## Engineer\n\n### Requirements\n\n- A pan\n\n## Senior Engineer\n\n### Requirements\n\nAll of the above requirements, plus:\n\n- A hat\n", "Engineer (neighbor)"},
		{"above, the family", "## Requirements\n\n- A pan\n\n## Levels\n\n### Engineer\n\n#### Requirements\n\nAll of the above requirements, plus:\n\n- A hat\n", "family: x"},
		{"above, both", "## Requirements\n\n- A spoon\n\n## Levels\n\n### Engineer\n\n#### Requirements\n\n- A pan\n\n### Senior Engineer\n\n#### Requirements\n\nAll of the above requirements, plus:\n\n- A hat\n", "ambiguous: Engineer; or the family"},
		{"previous of two ladders", "## Staff Engineer\n\n### Requirements\n\n- A pan\n\n## Engineer\n\n### Requirements\n\n- A lid\n\n## Senior Engineer\n\n### Requirements\n\n- All of the requirements of the previous level\n", "Engineer (neighbor)"},
		{"previous levels of one name", "## Engineer\n\n### Requirements\n\n- A lid\n\n## Designer\n\n### Requirements\n\n- A pen\n\n## Senior Engineer\n\n### Requirements\n\n- A pan\n\n## Staff Engineer\n\n### Requirements\n\n- All of the requirements of the previous Engineer roles\n", "ambiguous: Engineer; Senior Engineer"},
		{"previous downwards", "## Engineer\n\n### Requirements\n\n- A lid\n\n## Staff Engineer\n\n### Requirements\n\n- A pan\n\n## Senior Engineer\n\n### Requirements\n\n- All of the requirements of the previous level\n", "ambiguous: Engineer; Staff Engineer"},
	} {
		cat := read(t, "== x.md\n"+c.page)
		g := catalog.NewGraph(cat, sites)
		var got string
		for _, l := range g.Levels() {
			for _, e := range l.Extends {
				got += told(g.Extends(e))
			}
		}
		if got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func TestReportsTo(t *testing.T) {
	g := catalog.NewGraph(read(t, bakery), sites)
	family, senior := baker(t, g)
	for _, c := range []struct{ words, link, want string }{
		{"Manager, Night Baking", "", "Manager, Night Baking (as-written)"},
		{"Night Baking Manager at Crumbs", "", "Manager, Night Baking (word-order)"},
		{"Chief Sugar Officer (CSO)", "", "Chief Sugar Officer (spelling)"},
		{"Manager, Baking", "", "dangling, near Manager, Night Baking"}, // what is only like a title is another position
		{"Director", "#director-flour--yeast", "Director, Flour & Yeast (anchor)"},
		{"Mayor", "", "dangling"},
	} {
		r := &catalog.ReportsTo{Target: catalog.Text{String: c.words}}
		if c.link != "" {
			r.Link = &catalog.Link{Target: c.link}
		}
		if got := told(g.Index.ReportsTo(family, senior, r)); got != c.want {
			t.Errorf("[%s](%s) is %s, want %s", c.words, c.link, got, c.want)
		}
	}
}

func TestFollow(t *testing.T) {
	g := catalog.NewGraph(read(t, bakery+"\n== a/picture.png\n== a/_index.md\nSee [pastry](/jobs/pastry/).\n"), sites)
	family, _ := baker(t, g)
	for _, c := range []struct {
		link string
		want catalog.Where
	}{
		{"#senior-baker", catalog.ToAnchor}, {"#Senior-Baker", catalog.NoAnchor}, {"", catalog.Elsewhere},
		{"/jobs/pastry", catalog.ToPage}, {"/jobs/pastry/", catalog.ToPage}, {"/jobs/pastry/index.html", catalog.ToPage},
		{"/jobs/pastry.html", catalog.ToPage}, {"/jobs/pastry.md", catalog.ToPage}, {"pastry.md", catalog.ToPage}, {"../pastry/", catalog.ToPage},
		{"https://example.com/jobs/pastry/?x=1#pastry-designer", catalog.ToAnchor}, {"https://example.com.evil/jobs/pastry/", catalog.Elsewhere},
		{"/jobs/wood/#requirements", catalog.ToAnchor}, {"/jobs/wood/#senior", catalog.NoAnchor},
		{"/jobs/paste/", catalog.NoPage}, {"../paste/#x", catalog.NoPage}, {"/jobs/a/picture.png", catalog.ToFile}, {"/jobs/a/", catalog.ToPage},
		{"/handbook/", catalog.Elsewhere}, {"mailto:a@example.com", catalog.Elsewhere}, {"//example.com/jobs/pastry", catalog.Elsewhere},
		{"/", catalog.ToSiteRoot}, {"/#hires", catalog.ToSiteRoot}, {"https://example.com", catalog.ToSiteRoot}, {"/jobs/pastry/#pastry%2Ddesigner", catalog.ToAnchor},
	} {
		if got := g.Follow(family, c.link).Where; got != c.want {
			t.Errorf("%q leads %s, want %s", c.link, got, c.want)
		}
	}
}

func TestFind(t *testing.T) {
	g := catalog.NewGraph(read(t, bakery), sites)
	for _, c := range []struct{ name, want string }{
		{"Senior Baker", "Senior Baker (as-written)"},
		{"sr baker", "Senior Baker (spelling)"},
		{"CSO", "Chief Sugar Officer (abbreviation)"},
		{"Glass Engineer", "ambiguous: Glass Engineer; Glass Engineer"},
		{"Senior Pastry Desinger", "dangling, near Senior Pastry Designer"},
		{"Senior", "dangling"},
		{"pastry.md#senior-pastry-designer", "Senior Pastry Designer (anchor)"},
		{"pastry#senior-pastry-designer", "Senior Pastry Designer (anchor)"},
		{"/jobs/pastry/#senior-pastry-designer", "Senior Pastry Designer (anchor)"},
		{"/jobs/pastry/", "family: Pastry"},
		{"timber.md", "Joiner (anchor)"},
		{"pastry.md#cook", "dangling"},
		{"nowhere.md#cook", "dangling"},
	} {
		if got := told(g.Find(c.name)); got != c.want {
			t.Errorf("%q is %s, want %s", c.name, got, c.want)
		}
	}
}

func TestFilesOfOneAddress(t *testing.T) {
	c := read(t, "== a/index.md\n## Engineer\n\n### Requirements\n\n- A pan\n== a.md\n## Engineer\n\n### Requirements\n\n- A pan\n")
	g := catalog.NewGraph(c, catalog.Sites{})
	if d := g.Follow(c.Families()[0], "/jobs/a/"); d.Where != catalog.ToPage || d.Family.File.Path != "a.md" {
		t.Errorf("leads %s, %s", d.Where, d.Family.File.Path)
	}
}

// TestFolderOfLevels: the pages of a folder are one family, in the order of their rungs.
func TestFolderOfLevels(t *testing.T) {
	page := func(name, title, of string) string {
		return "== glass/" + name + ".md\ntitle: " + title + "\n## Requirements\n\n- Extends the " + of + " requirements\n- " + name + "\n"
	}
	g := catalog.NewGraph(read(t, page("c", "Senior Glass Engineer", "Intermediate")+page("a", "Staff Glass Engineer", "Senior")+page("b", "Intermediate Glass Engineer", "Associate")), sites)
	want := map[string]string{"Senior Glass Engineer": "Intermediate Glass Engineer (rung)", "Staff Glass Engineer": "Senior Glass Engineer (rung)", "Intermediate Glass Engineer": "dangling"}
	for _, l := range g.Levels() {
		if got := told(g.Extends(l.Extends[0])); got != want[l.Full] {
			t.Errorf("%s extends %s, want %s", l.Full, got, want[l.Full])
		}
	}
	var staff *catalog.Level
	for _, l := range g.Levels() {
		if l.Full == "Staff Glass Engineer" {
			staff = l
		}
	}
	if below := g.Below(staff); below == nil || below.Full != "Senior Glass Engineer" {
		t.Errorf("below staff is %v", below)
	}
}

func TestOrderOfFilesMakesNoDifference(t *testing.T) {
	for name, c := range map[string]*catalog.Catalog{"bakery": read(t, bakery), "village": read(t, village(300, 7))} {
		want := everything(catalog.NewGraph(c, sites), c)
		for seed := range uint64(5) {
			if s := shuffled(c, seed); everything(catalog.NewGraph(s, sites), s) != want {
				t.Errorf("%s: another order of files, another result (seed %d)", name, seed)
			}
		}
	}
}
