package lint

import (
	"context"
	"maps"
	"slices"
	"sync"

	"jobcat/catalog"
	"jobcat/lint/wording"
	"jobcat/schema"
)

// linter is what all pages of a run share. It does not change during the run.
type linter struct {
	whole   *schema.Policy // what holds for the catalog; what holds for a page is in its scope
	catalog *catalog.Catalog
	graph   *catalog.Graph
	scopes  map[string]*scope               // by the path of the page
	titles  map[string]map[string][]float64 // per ladder: the grades of whole titles, by catalog.TitleKey
	folders map[string]map[string]int       // for families of one page per level: sections of each kind that hold for the folder
	scanner *wording.Scanner

	addresses      addresses // of the pages, for suggestions
	grades         func() map[*catalog.Level]soleGrade
	sameTitle      func() map[*catalog.Level]*catalog.Level // see contradictingTitles
	reportsCircles func() map[*catalog.Level]catalog.Cycle
	extendsCircles func() map[*catalog.Level]catalog.Cycle
	siteWords      map[string]bool // see namesSite
	said           *saidWhere
	siteFolders    map[string]bool
	titleWords     *titleWords
	linksTo        func() map[*catalog.Family]map[string][]linkFrom // see linksToAnchors
	usualGradePage func() string
}

func newLinter(policy *schema.Policy, c *catalog.Catalog) *linter {
	l := &linter{
		whole:   policy,
		catalog: c,
		graph:   catalog.NewGraph(c, sites(policy)),
		titles:  map[string]map[string][]float64{},
		folders: map[string]map[string]int{},

		addresses:   newAddresses(c),
		siteWords:   siteWords(policy.Catalog().SitePrefixes),
		said:        &saidWhere{},
		siteFolders: siteFolders(c),
	}
	l.scopes = scopes(l)
	l.scanner = wording.New(vocabulary(l))
	l.titleWords = newTitleWords(l.graph)
	l.linksTo = linksToAnchors(l.graph, c)
	l.usualGradePage = sync.OnceValue(func() string { return usualGradePage(l.graph) })
	l.grades = soleGrades(l)
	l.sameTitle = contradictingTitles(l)
	l.reportsCircles = reportsCircles(l.graph)
	l.extendsCircles = extendsCircles(l.graph)
	for _, ladder := range policy.Ladders() {
		titles := map[string][]float64{}
		for _, title := range slices.Sorted(maps.Keys(ladder.Titles)) {
			titles[catalog.TitleKey(title)] = ladder.Titles[title]
		}
		l.titles[ladder.Name] = titles
	}
	for _, f := range c.Families() {
		if f.PartOf == "" {
			continue
		}
		if l.folders[f.PartOf] == nil {
			l.folders[f.PartOf] = map[string]int{}
		}
		countKinds(l.folders[f.PartOf], f.Sections)
	}
	return l
}

// sites are where the policy says that the catalog is published.
func sites(policy *schema.Policy) catalog.Sites {
	o := policy.Catalog()
	return catalog.Sites{Prefixes: o.SitePrefixes, Redirects: o.Redirects}
}

// page is one page under judgement.
type page struct {
	*linter
	*scope
	*catalog.Page
	ladder *schema.Ladder
	common map[string]int // sections of each kind that hold for all levels: the page's own and those of its folder
	hits   *hits          // nil until a rule asks for it
	roles  *roles
	higher map[*catalog.Level]*catalog.Level // see outOfOrder; nil until a rule asks for it
	vague  map[*catalog.Level]bool           // see reportsVaguely; nil until a rule asks for it
	strays map[string][]*catalog.Grade       // see strayGrades; nil until a rule asks for it
	drafts []*draft
	*worker

	// What is found out once for several rules; see the functions named after them.
	effective  map[*catalog.Level]*catalog.Effective // effectiveOf
	repeated   map[*catalog.Level]map[*catalog.Item]repeat
	duplicates map[*catalog.Section]map[*catalog.Item]*catalog.Item
	copies     map[string]map[*catalog.Section]copied

	individuals *bool // see hasIndividuals; nil until a rule asks for it
	named       *bool // see namesLevels; nil until a fix asks for it

	extends  map[*catalog.Level][]int              // see extendsWithin
	headings map[*catalog.Level][]*catalog.Heading // of each level; nil until a rule asks for them
	anchors  []string                              // see plainAnchors; nil until a fix asks for them
}

// worker is what is kept from page to page by whoever judges one after the other: most words are met again.
type worker struct {
	items  *matcher
	slips  map[string][]string      // see mayHaveSlip
	firsts map[listed]*catalog.Item // see duplicatesIn
}

func newWorker() *worker {
	return &worker{items: newMatcher(), slips: map[string][]string{}, firsts: map[listed]*catalog.Item{}}
}

// open prepares a page for judgement. The one that the worker had open before cannot be judged any more.
func (l *linter) open(c *catalog.Page, w *worker) *page {
	w.items.turn()
	p := &page{linter: l, worker: w, scope: l.scopes[c.File.Path], Page: c, ladder: l.whole.LadderFor(c.File.Path), extends: map[*catalog.Level][]int{}, effective: map[*catalog.Level]*catalog.Effective{},
		repeated: map[*catalog.Level]map[*catalog.Item]repeat{}, duplicates: map[*catalog.Section]map[*catalog.Item]*catalog.Item{},
		copies: map[string]map[*catalog.Section]copied{}}
	if c.Family != nil {
		p.roles = rolesOf(c.Family)
		p.common = l.folders[c.Family.PartOf]
		if p.common == nil {
			p.common = map[string]int{}
			countKinds(p.common, c.Family.Sections)
		}
	}
	return p
}

// page judges one page.
func (l *linter) page(c *catalog.Page, w *worker) []*draft {
	p := l.open(c, w)
	p.each(p.judge)
	for _, o := range observers {
		if rule := p.rules[o.rule]; rule != nil {
			o.observe(p, func(o observation) {
				if rule.Concerns(o.about) {
					p.drafts = append(p.drafts, p.finding(rule, o))
				}
			})
		}
	}
	return p.drafts
}

// judge asks every rule about entities of that kind.
func (p *page) judge(on string, e entity) {
	for _, rule := range p.judged[on] {
		if !rule.Judge(e) {
			continue
		}
		o := observation{about: e}
		if add := details[rule.ID]; add != nil {
			add(p, e, &o)
		}
		if o.severity == schema.Off {
			continue
		}
		p.drafts = append(p.drafts, p.finding(rule, o))
	}
}

// each shows every entity of the page to visit, which must not keep it.
func (p *page) each(visit func(on string, e entity)) {
	visit("file", &fileEntity{p})
	f := p.Family
	if f == nil {
		return
	}
	visit("family", &familyEntity{p})
	for _, l := range f.Levels {
		visit("level", &levelEntity{p, l})
		all := p.statements(l)
		for _, g := range l.Grades {
			visit("grade", &gradeEntity{p, l, g, all})
		}
	}
	p.eachStatement(visit)
	var section sectionEntity
	var item itemEntity // one after the other: there are so many
	p.eachSection(func(s *catalog.Section, owner string, l *catalog.Level) {
		for _, kind := range s.Kinds {
			section = sectionEntity{p, s, kind, owner, l}
			visit("section", &section)
		}
		for _, i := range s.Items {
			item = itemEntity{p, s, i, l}
			visit("item", &item)
		}
	})
	for _, h := range f.Headings {
		visit("heading", &headingEntity{p, h})
	}
	for _, k := range f.Links {
		visit("link", p.newLink(k))
	}
	if f.Kind == catalog.RealFamily {
		p.eachExpected(func(e *expectedEntity) { visit("expected", e) })
	}
}

// eachStatement shows what the family, its levels and its variants say about other levels to visit.
func (p *page) eachStatement(visit func(on string, e entity)) {
	show := func(l *catalog.Level, title string, extends []*catalog.Extends, reports []*catalog.ReportsTo) {
		for _, x := range extends {
			visit("extends", p.newExtends(l, title, x))
		}
		for _, r := range reports {
			visit("reports_to", p.newReportsTo(l, title, r))
		}
	}
	show(nil, p.Family.Title.String, nil, p.Family.ReportsTo)
	for _, l := range p.Family.Levels {
		show(l, l.Full, l.Extends, l.ReportsTo)
	}
	for _, variants := range [][]*catalog.Variant{p.Family.Specialties, p.Family.Segments} {
		for _, v := range variants {
			show(nil, v.Title.String, v.Extends, v.ReportsTo)
		}
	}
}

// linksIn are the links that begin within a place.
func (p *page) linksIn(at catalog.Place) []*catalog.Link {
	links := p.Family.Links
	from, _ := slices.BinarySearchFunc(links, at.Start, func(k *catalog.Link, start int) int { return k.At.Start() - start })
	to := from
	for to < len(links) && links[to].At.Start() < at.End {
		to++
	}
	return links[from:to]
}

// eachSection visits the sections of the family, its levels and its variants.
func (p *page) eachSection(visit func(s *catalog.Section, owner string, l *catalog.Level)) {
	for _, s := range p.Family.Sections {
		visit(s, "family", nil)
	}
	for _, l := range p.Family.Levels {
		for _, s := range l.Sections {
			visit(s, "level", l)
		}
	}
	for _, variants := range [][]*catalog.Variant{p.Family.Specialties, p.Family.Segments} {
		for _, v := range variants {
			for _, s := range v.Sections {
				visit(s, "variant", nil)
			}
		}
	}
}

// countKinds adds the sections of each kind to count.
func countKinds(count map[string]int, sections []*catalog.Section) {
	for _, s := range sections {
		for _, kind := range s.Kinds {
			count[kind]++
		}
	}
}

// acrossPages judges what only the whole catalog shows.
func (l *linter) acrossPages(ctx context.Context) []*draft {
	var drafts []*draft
	pages := map[*catalog.Family]*page{}
	for _, c := range l.catalog.Pages {
		if c.Family != nil {
			pages[c.Family] = &page{linter: l, scope: l.scopes[c.File.Path], Page: c}
		}
	}
	if r := l.catalog.Registry; r != nil {
		pages[nil] = &page{linter: l, scope: l.scopes[r.File.Path], Page: &catalog.Page{File: r.File}} // what is wrong there is about no family
	}
	for _, o := range catalogObservers {
		if !l.isOn(o.rule) || ctx.Err() != nil {
			continue
		}
		observed := o.rule
		o.observe(l, func(f *catalog.Family, o observation) {
			if rule := pages[f].rules[observed]; rule != nil && rule.Concerns(o.about) {
				drafts = append(drafts, pages[f].finding(rule, o))
			}
		})
	}
	return drafts
}
