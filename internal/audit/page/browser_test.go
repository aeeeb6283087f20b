package page_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"jobcat/internal/inert"
)

// browser is a page in Debian's Chromium.
type browser struct {
	context.Context
	t testing.TB
}

// patience is how long a test waits for an answer of the browser, and for something to become true of the page. It says
// nothing about how fast the page is.
const patience = time.Minute

// silence is that a browser does not answer any more, or is gone.
type silence struct{ error }

// onPage opens a page from the disk for a test. Whatever the page complains of or asks the network for fails the test. A
// browser that falls silent, as one in many does on a busy machine, says nothing about the page, and so another one is asked.
func onPage(t testing.TB, w world, test func(browser), before ...func(browser)) {
	t.Helper()
	chromium, err := exec.LookPath("chromium-headless-shell")
	if err != nil {
		t.Skip("there is no chromium-headless-shell; .ci/run installs it")
	}
	file := filepath.Join(t.TempDir(), "audit.html")
	if err := os.WriteFile(file, w.bytes(t), 0o666); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		silent := inBrowser(t, chromium, file, test, before)
		if silent == nil {
			return
		}
		t.Logf("the browser is silent: %v", silent)
	}
	if silent := inBrowser(t, chromium, file, test, before); silent != nil {
		t.Fatalf("the third browser is silent, too: %v", silent)
	}
}

// inBrowser is one try of onPage. silent is why it cannot tell how the test ends.
func inBrowser(t testing.TB, chromium, file string, test func(browser), before []func(browser)) (silent error) {
	t.Helper()
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(chromium), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.WindowSize(1360, 900), chromedp.WSURLReadTimeout(patience), chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true))
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), options...)
	defer cancel()
	ctx, cancel = chromedp.NewContext(ctx)
	defer cancel()

	var mu sync.Mutex
	var wrong []string
	complain := func(format string, args ...any) {
		mu.Lock()
		defer mu.Unlock()
		wrong = append(wrong, fmt.Sprintf(format, args...))
	}
	listen := func(e any) {
		switch e := e.(type) {
		case *runtime.EventExceptionThrown:
			complain("exception: %+v", *e.ExceptionDetails)
		case *runtime.EventConsoleAPICalled:
			complain("console.%s: %d arguments", e.Type, len(e.Args))
		case *log.EventEntryAdded:
			complain("log: %s %s", e.Entry.Level, e.Entry.Text)
		case *network.EventRequestWillBeSent:
			if e.Request.URL != "file://"+file && !strings.HasPrefix(e.Request.URL, "file://"+file+"#") {
				complain("request: %s", e.Request.URL)
			}
		case *page.EventJavascriptDialogOpening:
			complain("dialog: %s", e.Message)
		}
	}
	defer func() {
		mu.Lock()
		defer mu.Unlock()
		for _, w := range wrong {
			t.Error(w)
		}
	}()
	defer func() {
		r := recover()
		if s, ok := r.(silence); ok {
			silent = s
		} else if r != nil {
			panic(r)
		}
	}()
	// The first thing that is asked of a browser starts it, and its end is the end of the browser.
	starting := time.AfterFunc(patience, cancel)
	b := browser{ctx, t}
	b.must(chromedp.Listen(ctx, listen))
	starting.Stop()
	call(b, log.Enable, cdp.Empty{})
	call(b, network.Enable, network.EnableParams{})
	for _, f := range before {
		f(b)
	}
	b.do(chromedp.Navigate("file://" + file))
	b.drawn(0)
	test(b)
	return nil
}

func (b browser) must(err error) {
	b.t.Helper()
	if errors.Is(err, context.DeadlineExceeded) || b.Err() != nil {
		panic(silence{err})
	}
	if err != nil {
		b.t.Fatal(err)
	}
}

func call[P, R any](b browser, command cdp.Command[P, R], with P) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b, patience)
	defer cancel()
	_, err := chromedp.Call(ctx, command, with)
	b.must(err)
}

func (b browser) do(actions ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b, patience)
	defer cancel()
	b.must(chromedp.Do(ctx, actions...))
}

// ask is the value of an expression on the page.
func ask[T any](b browser, expression string, args ...any) T {
	b.t.Helper()
	return answer[T](b, quoted(b, expression, args))
}

// quoted is an expression with values in place of each %s.
func quoted(b browser, expression string, args []any) string {
	b.t.Helper()
	values := make([]any, len(args))
	for i, a := range args {
		text, err := json.Marshal(a)
		b.must(err)
		values[i] = string(text)
	}
	return fmt.Sprintf(expression, values...)
}

func answer[T any](b browser, expression string) T {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b, patience)
	defer cancel()
	out, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	b.must(err)
	return out
}

// until waits for something to be true of the page.
func (b browser) until(expression string, args ...any) {
	b.t.Helper()
	expression = quoted(b, expression, args)
	for start := time.Now(); !answer[bool](b, "!!("+expression+")"); time.Sleep(20 * time.Millisecond) {
		if time.Since(start) > patience {
			b.t.Fatalf("%s is not true; the focus is on %s", expression, ask[string](b, "document.activeElement.outerHTML.slice(0, 200)"))
		}
	}
}

// drawn waits until the page was drawn after the drawing of a number, and returns that of the new one.
func (b browser) drawn(after int) int {
	b.t.Helper()
	b.until(fmt.Sprintf("Number(document.documentElement.dataset.drawn ?? 0) > %d", after))
	return ask[int](b, "Number(document.documentElement.dataset.drawn)")
}

// write writes a text where the focus is, all at once: the page is drawn for each part of it that it is given.
func (b browser) write(text string) {
	b.t.Helper()
	before := ask[int](b, "Number(document.documentElement.dataset.drawn)")
	call(b, input.InsertText, input.InsertTextParams{Text: text})
	b.drawn(before)
}

func (b browser) text(selector string) string {
	b.t.Helper()
	return ask[string](b, "document.querySelector(%s)?.textContent ?? 'none'", selector)
}

// choose asks for something by the form.
func (b browser) choose(name, value string) {
	b.t.Helper()
	before := ask[int](b, "Number(document.documentElement.dataset.drawn)")
	ask[bool](b, "(() => { const e = document.getElementById(%s); e.value = %s; e.dispatchEvent(new Event('input', {bubbles: true})); return true })()", name, value)
	b.drawn(before)
}

func eachPage(t *testing.T, f func(*testing.T, world)) {
	for name, folder := range map[string]string{"handbook": handbook, "corpus": corpus} {
		t.Run(name, func(t *testing.T) { f(t, onDisk(t, folder, "https://example.com/{path}#L{line}")) })
	}
}

// onEachPage opens the page of each catalog for a test.
func onEachPage(t *testing.T, test func(*testing.T, browser, world), before ...func(browser)) {
	eachPage(t, func(t *testing.T, w world) {
		onPage(t, w, func(b browser) { test(t, b, w) }, before...)
	})
}

func TestSearchAndFilters(t *testing.T) {
	onEachPage(t, func(t *testing.T, b browser, w world) {
		b.do(chromedp.Focus(chromedp.CSS("#q")))
		b.write("SENIOR engineer")
		senior := 0
		for _, l := range w.Audit.Levels {
			all := strings.ToLower(l.Title + "\n" + l.Family + "\n" + l.Department + "\n" + l.Path)
			if strings.Contains(all, "senior") && strings.Contains(all, "engineer") {
				senior++
			}
		}
		if got, want := b.text("#hits"), fmt.Sprintf("%d level", senior); !strings.HasPrefix(got, want) || senior == 0 {
			t.Errorf("the search says %q, and there are %d", got, senior)
		}
		b.do(chromedp.Click(chromedp.CSS("#clear")))
		b.until("document.getElementById('hits').textContent === ''")

		count := func() string {
			n, _, _ := strings.Cut(b.text("#levels .count"), " ")
			return strings.ReplaceAll(n, ",", "")
		}
		for i, d := range w.Audit.Departments {
			b.choose("department", fmt.Sprint(i))
			if got := count(); got != fmt.Sprint(d.Levels) {
				t.Errorf("department %q: %s levels, and there are %d", d.Name, got, d.Levels)
			}
		}
		b.choose("department", "")
		managers, without := 0, 0
		for _, l := range w.Audit.Levels {
			if l.Track == "management" {
				managers++
				if l.Grade == nil {
					without++
				}
			}
		}
		b.choose("track", "1")
		if got := count(); got != fmt.Sprint(managers) {
			t.Errorf("management: %s levels, and there are %d", got, managers)
		}
		if ask[bool](b, "[...document.getElementById('grade').options].some((o) => o.value === 'none')") {
			b.choose("grade", "none")
			if got := count(); got != fmt.Sprint(without) {
				t.Errorf("management without a grade: %s levels, and there are %d", got, without)
			}
			b.choose("grade", "")
		}
		b.choose("track", "")
		for i, r := range w.Audit.Findings.Rules[:min(3, len(w.Audit.Findings.Rules))] {
			levels := map[string]bool{}
			for _, f := range w.Audit.Findings.All {
				if f.Rule == r.Rule && f.Level != "" {
					levels[f.Level] = true
				}
			}
			b.choose("rule", fmt.Sprint(i))
			if got := count(); got != fmt.Sprint(len(levels)) {
				t.Errorf("rule %s: %s levels, and there are %d", r.Rule, got, len(levels))
			}
		}
		// What people look at can be sent as an address.
		b.choose("rule", "")
		b.choose("track", "1")
		b.until("location.hash === '#track=1'")
	})
}

// What nobody asked for is not shown, in whatever list it would stand.
func TestNothingFound(t *testing.T) {
	onEachPage(t, func(t *testing.T, b browser, _ world) {
		b.choose("q", "no level has these words")
		if got := ask[[]string](b, "[...document.querySelectorAll('#matrix, #levels, #titles, #ladders, #reporting, #inheritance, #findings, #grades .outliers')].filter((s) => s.querySelector('td, li')).map((s) => s.id)"); len(got) > 0 {
			t.Errorf("the search finds nothing, and there is something in %q", got)
		}
	})
}

// An address says what to look at and where, also after a person has gone to another section.
func TestAddress(t *testing.T) {
	onPage(t, onDisk(t, handbook, ""), func(b browser) {
		b.choose("track", "1")
		b.until("location.hash === '#track=1'")
		b.do(chromedp.Click(chromedp.CSS("nav a[href='#levels']")))
		b.until("location.hash === '#track=1&at=levels'")
		b.do(chromedp.Reload())
		b.drawn(0)
		b.until("document.getElementById('track').value === '1' && document.getElementById('levels').getBoundingClientRect().top < innerHeight / 2")
		b.until("document.querySelector('nav a[aria-current]')?.hash === '#levels'")
		b.choose("track", "")
		b.until("location.hash === ''")
		ask[bool](b, "(location.hash = 'level=NONE', true)")
		b.until("document.getElementById('hits').textContent.includes('does not have')")
	})
}

// On a phone a table is wider than the screen and scrolls: words are not broken to make it fit.
func TestPhone(t *testing.T) {
	onEachPage(t, func(t *testing.T, b browser, _ world) {
		if got := ask[int](b, "Math.max(...[...document.querySelectorAll('#levels tbody tr')].map((row) => row.offsetHeight))"); got > 200 {
			t.Errorf("a row of the levels is %d pixels high", got)
		}
	}, func(b browser) { b.do(chromedp.EmulateViewport(390, 844)) })
}

// A long list grows by as much as can be drawn at once, and whoever has no mouse goes on where it was.
func TestLongList(t *testing.T) {
	w := onDisk(t, corpus, "")
	onPage(t, w, func(b browser) {
		rows := func() int { return ask[int](b, "document.querySelectorAll('#findings .said').length") }
		for want := 25; want < len(w.Audit.Findings.All); want += 500 {
			if got := rows(); got != want {
				t.Fatalf("%d findings are listed, not %d", got, want)
			}
			ask[bool](b, "([...document.querySelectorAll('#findings .scroll')].find((s) => s.querySelector('.said')).querySelector('.more').click(), true)")
			if !ask[bool](b, "document.activeElement.closest('tr, .more') !== null") {
				t.Fatal("the focus is lost")
			}
		}
		if got := rows(); got != len(w.Audit.Findings.All) {
			t.Errorf("%d findings are listed, and there are %d", got, len(w.Audit.Findings.All))
		}
		ask[bool](b, "(document.querySelector('#matrix .more').click(), true)")
		if !ask[bool](b, "document.activeElement.closest('#matrix tr') !== null") {
			t.Error("the focus is lost")
		}
	})
}

func TestLevelAndLink(t *testing.T) {
	asked := make(chan string, 10)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		select {
		case asked <- r.URL.Path:
		default:
		}
	}))
	t.Cleanup(server.Close)
	w := onDisk(t, handbook, server.URL+"/blob/{path}#L{line}")
	onPage(t, w, func(b browser) {
		for _, l := range w.Audit.Levels {
			if len(l.Extends) == 0 {
				continue
			}
			ask[bool](b, "(location.hash = 'level=' + %s, true)", l.Code)
			b.until("document.querySelector('dialog[open] #level-title')?.textContent === %s && document.querySelector('dialog .origin')", l.Title)
			if !ask[bool](b, "document.querySelector('dialog .origin.inherited') !== null") {
				t.Errorf("nothing of %q is inherited", l.Title)
			}
			place := fmt.Sprintf("%s:%d", l.Path, l.Line)
			if got := b.text("dialog dl a.place"); got != place {
				t.Errorf("%q stands at %q, not at %s", l.Title, got, place)
			}
			// It opens a page beside this one, which a browser may not go on drawing, and so not say that the mouse has clicked.
			ask[bool](b, "(setTimeout(() => document.querySelector('dialog dl a.place').click()), true)")
			select {
			case got := <-asked:
				if got != "/blob/"+l.Path {
					t.Errorf("the link of %q leads to %s", l.Title, got)
				}
			case <-time.After(patience):
				t.Fatal("nobody followed the link")
			}
			return
		}
		t.Fatal("no level extends another one")
	})
}

// Whoever has no mouse comes to a level and back.
func TestKeyboard(t *testing.T) {
	onEachPage(t, func(t *testing.T, b browser, _ world) {
		focused := func() string {
			return ask[string](b, "document.activeElement.id || document.activeElement.className || document.activeElement.tagName")
		}
		press := func(keys string) { b.do(chromedp.KeyEvent(keys)) }
		press(kb.Tab)
		if got := focused(); got != "skip" {
			t.Errorf("the first stop is %q", got)
		}
		press(kb.Tab)
		if got := focused(); got != "q" {
			t.Fatalf("the second stop is %q", got)
		}
		b.write("manager")
		b.until("!document.getElementById('found').hidden")
		for i := 0; focused() != "level"; i++ {
			if i > 20 {
				t.Fatalf("no level after 20 stops, but %q", focused())
			}
			press(kb.Tab)
		}
		title := ask[string](b, "document.activeElement.textContent")
		press(kb.Enter)
		b.until("document.querySelector('dialog[open] #level-title')?.textContent === %s", title)
		if got := focused(); got != "level-title" {
			t.Errorf("in the open level the focus is on %q", got)
		}
		press(kb.Escape)
		b.until("!document.getElementById('level').open")
		b.until("document.activeElement.textContent === %s", title)
		ask[bool](b, "(document.querySelector('#levels .sort').focus(), true)")
		press(kb.Enter)
		b.until("document.querySelector('#levels [aria-sort=ascending] .sort') === document.activeElement")
		press(" ")
		b.until("document.querySelector('#levels [aria-sort=descending] .sort') === document.activeElement")
	})
}

// axe-core finds nothing serious, in light and in dark, on a screen and on a phone, with and without an open level.
func TestAccessibility(t *testing.T) {
	modules := os.Getenv("JOBCAT_PAGE_MODULES")
	if modules == "" {
		t.Skip("JOBCAT_PAGE_MODULES names no folder with axe-core; .ci/run installs it")
	}
	axe, err := os.ReadFile(filepath.Join(modules, "axe-core/axe.min.js"))
	if err != nil {
		t.Fatal(err)
	}
	eachPage(t, func(t *testing.T, w world) {
		for name, before := range map[string]func(browser){
			"light": func(browser) {},
			"dark": func(b browser) {
				call(b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "dark"}}})
			},
			"phone": func(b browser) { b.do(chromedp.EmulateViewport(390, 844)) },
		} {
			t.Run(name, func(t *testing.T) {
				onPage(t, w, func(b browser) {
					answer[chromedp.Void](b, string(axe))
					// What is not on the screen is not drawn, and what is not drawn axe-core does not judge.
					ask[bool](b, "(document.head.append(Object.assign(document.createElement('style'), {textContent: 'section { content-visibility: visible !important }'})), true)")
					check := func(state string) {
						type violation struct{ ID, Impact, First string }
						found := answer[[]violation](b, `axe.run().then((r) => r.violations.map((v) => ({ID: v.id, Impact: v.impact, First: v.nodes[0].target + " " + v.nodes[0].html + " " + v.nodes[0].failureSummary})))`)
						for _, f := range found {
							if f.Impact == "serious" || f.Impact == "critical" {
								t.Errorf("%s: %s %s: %.400s", state, f.Impact, f.ID, f.First)
							} else {
								t.Logf("%s: %s %s: %.200s", state, f.Impact, f.ID, f.First)
							}
						}
					}
					check("page")
					if width := ask[int](b, "document.documentElement.scrollWidth - innerWidth"); width > 0 {
						t.Errorf("the page is %d pixels wider than the screen", width)
					}
					ask[bool](b, "(location.hash = 'level=' + %s, true)", w.Audit.Levels[0].Code)
					b.until("document.querySelector('dialog[open] .body')?.textContent.length > 10")
					check("level")
				}, before)
			})
		}
	})
}

func TestHostileTextDoesNothing(t *testing.T) {
	w := inMemory(t, hostile(), "")
	onPage(t, w, func(b browser) {
		b.choose("department", "1")
		b.choose("department", "")
		for _, l := range w.Audit.Levels {
			ask[bool](b, "(location.hash = 'level=' + %s, true)", l.Code)
			b.until("document.querySelector('dialog[open] #level-title')?.textContent === %s && document.querySelector('dialog .origin')", inert.Visible(l.Title))
		}
		if got := ask[string](b, "/.{0,9}[\\p{Bidi_C}\\p{Zl}\\p{Zp}\\0].{0,9}/u.exec(document.querySelector('main').innerText + document.querySelector('dialog').innerText)?.[0] ?? ''"); got != "" {
			t.Errorf("%q would be read otherwise than it is", got)
		}
		if ask[bool](b, "'hacked' in window || document.querySelector('main img, dialog img, [onload], [onerror]') !== null") {
			t.Error("a text of the catalog has become markup")
		}
		if width := ask[int](b, "document.documentElement.scrollWidth - innerWidth"); width > 0 {
			t.Errorf("a long text makes the page %d pixels wider than the screen", width)
		}
	})
}
