package lint

import "jobcat/catalog"

// extendsEntity is one statement that a level, or a variant, extends a level.
type extendsEntity struct {
	p     *page
	l     *catalog.Level // nil if a variant says it
	title string         // of who says it
	x     *catalog.Extends

	meant catalog.Resolution
}

func (p *page) newExtends(l *catalog.Level, title string, x *catalog.Extends) *extendsEntity {
	return &extendsEntity{p, l, title, x, p.graph.Extends(x)}
}

func (e *extendsEntity) Fact(name string) any {
	switch name {
	case "title":
		return e.title
	case "of":
		return e.x.Of
	case "target":
		return e.x.Target.String
	case "subject":
		return e.x.Subject.String
	case "in":
		return e.x.In
	case "linked":
		return e.x.Link != nil
	case "by":
		if e.l == nil {
			return "variant"
		}
		return "level"
	case "outcome":
		return string(e.meant.Outcome)
	case "how":
		return string(e.meant.How)
	case "sure":
		return e.meant.Sure()
	case "misdirected":
		return e.meant.Misdirected()
	case "to":
		return titleOf(e.meant.Level)
	case "words_name":
		return titleOf(e.meant.ByWords)
	case "link_names":
		return titleOf(e.meant.ByLink)
	case "choices":
		return e.choices()
	case "linked_apart":
		return e.linkedApart()
	case "names_role":
		return e.namesRole()
	case "nearest":
		return titleOf(e.nearest())
	case "did_you_mean":
		return didYouMean(titleOf(e.nearest()))
	case "by_family":
		return e.meant.Outcome == catalog.WholeFamily && e.meant.How == catalog.ByFamilyTitle
	case "crossed":
		return e.crossed()
	case "grade":
		return e.p.certainGrade(e.l)
	case "to_grade":
		return e.toGrade()
	case "higher_by":
		return e.higherBy()
	}
	return nil
}

// place is where the words stand that name the target, without the markup around them.
func (e *extendsEntity) place(string) catalog.Place {
	if e.x.Target.IsEmpty() {
		return e.x.Target.Place()
	}
	return e.x.Target.Range(0, len(e.x.Target.String))
}

func (e *extendsEntity) level() *catalog.Level { return e.l }
func (e *extendsEntity) key() string           { return e.x.Of + " " + keyOf(e.x.Target.String) }
