package registry_test

import (
	"testing"

	"jobcat/catalog"
	"jobcat/catalog/registry"
)

func TestRead(t *testing.T) {
	r, err := registry.Read(catalog.NewFile("r.yml", `# made elsewhere
---
- title: Ümit's Gardener
  description: "/job-families/gardens/gardener/"
- title: Planner
  description:
  - /job-families/gardens/planner/
  - '/job-families/parks/planner/'
`))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range r.Entries {
		for _, a := range e.Addresses {
			got = append(got, e.Title+" "+a.Place.String()+" "+r.File.Source[a.Place.Start:a.Place.End])
		}
	}
	want := []string{
		"Ümit's Gardener r.yml:4:17 /job-families/gardens/gardener/",
		"Planner r.yml:7:5 /job-families/gardens/planner/",
		"Planner r.yml:8:6 /job-families/parks/planner/",
	}
	if len(got) != len(want) {
		t.Fatalf("got %q", got)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("got %q, want %q", got[i], want[i])
		}
	}
}

func TestReadWrong(t *testing.T) {
	for source, want := range map[string]string{
		"":                                       "line 1: it is empty, and should be a list of entries, each with a title and a description",
		"# nothing\n":                            "line 1: it is empty, and should be a list of entries, each with a title and a description",
		"a: b\n":                                 "line 1: it should be a list of entries, each with a title and a description",
		"- title: A\n  b: [\n":                   "line 2: it cannot be read as YAML: did not find expected node content",
		"- A\n":                                  "line 1: an entry should have a title and a description",
		"\n- description: /a/\n":                 "line 2: an entry has no title",
		"- title: A\n":                           `line 1: the entry "A" has no description, which should be the address of its job family`,
		"- title: A\n  description:\n    b: c\n": `line 3: the description of "A" should be the address of a job family, or a list of them`,
		"- title: A\n  description:\n":           `line 2: the description of "A" should be the address of a job family, or a list of them`,
	} {
		if _, err := registry.Read(catalog.NewFile("r.yml", source)); err == nil || err.Error() != want {
			t.Errorf("%q: got %v, want %s", source, err, want)
		}
	}
}
