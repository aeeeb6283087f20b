package workspace

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"jobcat/catalog"
	"jobcat/catalog/markdown"
	"jobcat/internal/source"
	"jobcat/schema"
)

// Reader is how pages of the catalog are read. All paths are relative to the top of the catalog.
type Reader struct {
	Takes    func(path string) bool                            // whether the file is a page, by its name
	Page     func(file *catalog.File, root Root) *catalog.Page // reads it; called by several goroutines at once
	Ignored  func(path string) bool                            // files to leave alone without a word
	Policy   string                                            // the file that the policy stands in, left alone as well; "" if it is elsewhere
	Baseline string                                            // the list of old findings, the same
	Found    func(e source.Entry)                              // told each file below the roots, those to leave alone included; may be nil
	Progress func(done, total int)                             // told after each file, by one goroutine at a time; may be nil

	// Beside is the other side of a change, read before in the same way. Pages with the same text are read once and are the
	// same pages in both catalogs. May be nil.
	Beside *catalog.Catalog
}

// ReaderFor reads Markdown as the policy says.
func ReaderFor(p *schema.Policy) Reader {
	options := p.Catalog()
	dialect := func(path string) markdown.Dialect { return markdown.Dialect(options.DialectFor(path)) }
	var words []markdown.SectionWords
	for _, k := range p.Kinds() {
		words = append(words, markdown.SectionWords{Kind: k.Kind, Titles: k.Titles, Aliases: k.Aliases})
	}
	readers := map[string]*markdown.Reader{}
	for _, reading := range p.Readings() {
		readers[reading.Name] = markdown.NewReader(markdown.Options{Sections: words, Dialect: dialect, Writing: writing(reading)})
	}
	return Reader{
		Takes:   func(path string) bool { return dialect(path) != "" },
		Ignored: options.Ignored,
		Page: func(f *catalog.File, root Root) *catalog.Page {
			page := readers[p.ReadingFor(f.Path).Name].Read(f, root.URL)
			if page.Family != nil {
				page.Family.URL = markdown.URL(root.URL, root.relative(f.Path))
			}
			return page
		},
	}
}

// writing tells the reader what a reading of the policy says.
func writing(r *schema.Reading) markdown.Writing {
	return markdown.Writing{
		Levels: markdown.LevelsAre(r.Levels),
		Titles: r.Titles, Names: r.Names, Grades: r.Grades, Extends: r.Extends, ReportsTo: r.ReportsTo,
		OnlyOwnPhrases: !r.UsualPhrases,
		Keys:           r.Keys,
		Heads:          markdown.Heads(r.Heads),
	}
}

// maxPage is the size in bytes of the largest page that is read. The largest job families have about 60 kB.
const maxPage = 16 << 20

// pointerStart is the first line of what git has in place of a file that is in Git LFS.
const pointerStart = "version https://git-lfs.github.com/spec/v1\n"

// Read reads every file below the roots. What cannot be read is a fault of its page, so that everything else is there;
// the error is for the roots themselves and for the end of ctx. The order of pages is that of their paths.
func (w *Workspace) Read(ctx context.Context, src source.Source, r Reader) (*catalog.Catalog, error) {
	entries, err := src.List(ctx, w.Dirs()...)
	if err != nil {
		return nil, err
	}
	if r.Found != nil {
		for _, e := range entries {
			r.Found(e)
		}
	}
	entries = slices.DeleteFunc(entries, func(e source.Entry) bool { return w.leavesAlone(e.Path, r) })

	known := readPages(r.Beside)
	pages := make([]*catalog.Page, len(entries))
	var next atomic.Int64
	var group sync.WaitGroup
	var telling sync.Mutex
	done := 0
	for range min(runtime.GOMAXPROCS(0), len(entries)) {
		group.Go(func() {
			for ctx.Err() == nil {
				i := int(next.Add(1)) - 1
				if i >= len(entries) {
					return
				}
				pages[i] = w.page(entries[i], src, r, known)
				if r.Progress != nil {
					telling.Lock()
					done++
					r.Progress(done, len(entries))
					telling.Unlock()
				}
			}
		})
	}
	group.Wait()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	w.joinFolders(pages, r, known)
	return &catalog.Catalog{Root: w.Name, Pages: pages}, nil
}

// leavesAlone reports whether nothing is said about a file: it is no page, and nobody has asked about it by its name.
func (w *Workspace) leavesAlone(p string, r Reader) bool {
	return (r.Ignored(p) || p == r.Policy || p == r.Baseline) && !slices.Contains(w.asked, p)
}

// page reads one file, or says why there is nothing to read.
func (w *Workspace) page(e source.Entry, src source.Source, r Reader, known map[string]*catalog.Page) *catalog.Page {
	takes := r.Takes(e.Path)
	switch {
	case e.Path == r.Policy:
		return noFamily(e.Path, "it is the policy")
	case e.Path == r.Baseline:
		return noFamily(e.Path, "it is the baseline")
	case r.Ignored(e.Path):
		return noFamily(e.Path, "catalog.ignore in the policy leaves it out")
	case isHidden(e.Path):
		return noFamily(e.Path, "its name begins with a dot")
	case e.Skip != "":
		return noFamily(e.Path, e.Skip)
	case e.Err != nil && (takes || e.Folder):
		return unread(e.Path, e.Err)
	case e.Err != nil:
		return noFamily(e.Path, e.Err.Error())
	case !takes:
		return other(e.Path, src)
	}
	page := known[e.Path]
	if page != nil && hasBlob(page.File.Source, e.Blob) {
		return page
	}
	text, more, err := src.Read(e.Path, maxPage)
	switch {
	case err != nil:
		return unread(e.Path, err)
	case more:
		return faulty(e.Path, catalog.TooLarge, fmt.Sprintf("more than %d MiB", maxPage>>20))
	case strings.HasPrefix(text, pointerStart):
		return faulty(e.Path, catalog.OtherTrouble, "only a pointer to its text is here, which is in Git LFS; take it out of LFS, or run git lfs pull")
	case page != nil && page.File.Source == text:
		return page
	}
	return r.Page(catalog.NewFile(e.Path, text), w.RootOf(e.Path))
}

// other is a file that no reader takes because of its name. If it is a document that might have been meant as a job
// family, that is a fault: it would be missing from everything without a word.
func other(p string, src source.Source) *catalog.Page {
	if !isDocumentName(p) {
		return noFamily(p, "it is no Markdown file")
	}
	start, _, err := src.Read(p, 8000)
	switch {
	case err != nil:
		return noFamily(p, "it is no Markdown file")
	case start == "":
		return noFamily(p, "it is empty")
	case strings.ContainsFunc(start, isBinary):
		return noFamily(p, "it is no text")
	}
	page := faulty(p, catalog.UnsupportedExtension, path.Ext(p))
	page.NoFamily = "its name does not end in .md"
	return page
}

// isDocumentName reports whether people give such a name to a text: without extension, or with one for documents.
// What has no extension and only capitals (LICENSE, CODEOWNERS) belongs to the repository.
func isDocumentName(p string) bool {
	name := path.Base(p)
	switch strings.ToLower(path.Ext(name)) {
	case ".md", ".markdown", ".mdown", ".mkd", ".mdx", ".txt", ".text", ".rst", ".adoc", ".org":
		return true
	case ".erb", ".bak", ".orig", ".old":
		return strings.Contains(name, ".md.")
	case "":
		return strings.ToUpper(name) != name
	}
	// "L4.5-Engineer": what begins with a digit is no extension.
	c := path.Ext(name)[1:]
	return c != "" && c[0] >= '0' && c[0] <= '9'
}

// isBinary reports whether no text has the character.
func isBinary(r rune) bool {
	return r < 0x20 && !strings.ContainsRune("\t\n\v\f\r\x1b", r)
}

// isHidden reports whether the file or a folder above it has a name that begins with a dot.
func isHidden(p string) bool { return strings.HasPrefix(p, ".") || strings.Contains(p, "/.") }

func noFamily(p, why string) *catalog.Page {
	return &catalog.Page{File: catalog.NewFile(p, ""), NoFamily: why}
}

func faulty(p string, kind catalog.FaultKind, detail string) *catalog.Page {
	page := noFamily(p, detail)
	page.Faults = []catalog.Fault{{Kind: kind, Detail: detail, Place: page.File.Place(0, 0)}}
	return page
}

// unread is a file or folder that could not be read.
func unread(p string, err error) *catalog.Page {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return faulty(p, catalog.Vanished, "it was there a moment ago and is gone")
	case errors.Is(err, fs.ErrPermission):
		return faulty(p, catalog.NoPermission, "permission denied")
	}
	return faulty(p, catalog.OtherTrouble, err.Error())
}
