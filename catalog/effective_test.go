package catalog_test

import (
	"strings"
	"testing"

	"jobcat/catalog"
)

const kitchen = `
== kitchen.md
title: Kitchen
## Requirements

- Clean hands

## Levels

### Engineer

#### Job Grade

The Engineer is a grade 6.

#### Responsibilities

- Engineer

#### Requirements

- A pan

### Senior Engineer

#### Responsibilities

- Extends the Engineer responsibilities
- Season

#### Requirements

- Extends the Engineer requirements with ten more years behind the stove of a very large hotel
- A lid

### Staff Engineer

The Staff Engineer role extends the Senior Engineer role.

#### Responsibilities

- Extends the Butler responsibilities
- Taste

### Guest Engineer

#### Responsibilities

- Extends the Hall Designer responsibilities
- Travel
== hall.md
title: Hall
## Responsibilities

- Smile

## Levels

### Hall Designer

#### Responsibilities

- Serve
`

func TestEffective(t *testing.T) {
	g := catalog.NewGraph(read(t, kitchen), sites)
	for _, c := range []struct {
		level, kind string
		mode        catalog.InheritanceMode
		want        string // items with their origins
	}{
		{"Engineer", "requirements", catalog.ByStatement, "family Clean hands; own A pan"},
		{"Engineer", "job_grade", catalog.ByStatement, ""},
		{"Senior Engineer", "responsibilities", catalog.ByStatement, "inherited Engineer; own Season"},
		{"Senior Engineer", "requirements", catalog.ByStatement, "family Clean hands; inherited A pan; own Extends the Engineer requirements with ten more years behind the stove of a very large hotel; own A lid"},
		{"Staff Engineer", "responsibilities", catalog.ByStatement, "inherited Engineer; inherited Season; own Extends the Butler responsibilities; own Taste"},
		{"Guest Engineer", "responsibilities", catalog.ByStatement, "inherited Smile; inherited Serve; own Travel"},
		{"Guest Engineer", "requirements", catalog.ByStatement, "family Clean hands"},
		{"Senior Engineer", "requirements", catalog.Cumulative, "family Clean hands; inherited A pan; own Extends the Engineer requirements with ten more years behind the stove of a very large hotel; own A lid"},
		{"Guest Engineer", "requirements", catalog.Cumulative, "family Clean hands"},
	} {
		how := catalog.Inheritance{Mode: c.mode, Own: []string{"job_grade"}}
		var got []string
		for _, l := range g.Levels() {
			if l.Full != c.level {
				continue
			}
			if s := g.Effective(l, how).Section(c.kind); s != nil {
				for _, it := range s.Items {
					got = append(got, string(it.From)+" "+it.Item.Text.String)
				}
			}
		}
		if s := strings.Join(got, "; "); s != c.want {
			t.Errorf("%s, %s, %s:\n got %s\nwant %s", c.level, c.kind, c.mode, s, c.want)
		}
	}
}

// TestModes: three levels that say nothing of each other.
func TestModes(t *testing.T) {
	g := catalog.NewGraph(read(t, `== x.md
## Engineer

### Responsibilities

- Engineer

### Requirements

- A pan

## Senior Engineer

### Responsibilities

- Season

## Manager, Kitchen

### Responsibilities

- Lead
`), sites)
	for _, c := range []struct {
		mode  catalog.InheritanceMode
		level string
		want  string
	}{
		{catalog.ByStatement, "Senior Engineer", "responsibilities: Season"},
		{catalog.Cumulative, "Senior Engineer", "responsibilities: Engineer Season, requirements: A pan"},
		{catalog.ByName, "Senior Engineer", "responsibilities: Engineer Season"},
		{catalog.Cumulative, "Manager, Kitchen", "responsibilities: Lead"}, // another track
	} {
		for _, l := range g.Levels() {
			if l.Full != c.level {
				continue
			}
			var got []string
			for _, s := range g.Effective(l, catalog.Inheritance{Mode: c.mode}).Sections {
				got = append(got, s.Kind+":")
				for _, it := range s.Items {
					got[len(got)-1] += " " + it.Item.Text.String
					if it.From == catalog.FromInherited && (it.Below == nil || it.Level != it.Below || it.Via != nil) {
						t.Errorf("%s does not say that %q comes from the level below", l.Full, it.Item.Text.String)
					}
				}
			}
			if s := strings.Join(got, ", "); s != c.want {
				t.Errorf("%s, %s: %s, want %s", c.mode, c.level, s, c.want)
			}
		}
	}
}

func TestEffectiveKnowsTheStatement(t *testing.T) {
	g := catalog.NewGraph(read(t, kitchen), sites)
	for _, l := range g.Levels() {
		if l.Full != "Staff Engineer" {
			continue
		}
		s := g.Effective(l, catalog.Inheritance{}).Section("responsibilities")
		for _, it := range s.Items[:2] {
			if it.Via != l.Extends[0] {
				t.Errorf("%q comes by %v", it.Item.Text.String, it.Via)
			}
		}
		if len(s.Parts) != 3 || !s.Written {
			t.Errorf("%d parts, written %v", len(s.Parts), s.Written)
		}
	}
}
