package markdown

import "sync"

// cues are pieces of words of which a statement has to have some. Most texts have none of them, and one look that finds
// that out is much cheaper than the expressions that would find nothing.
type cues uint32

const (
	extendsCue cues = 1 << iota // "extends"
	everythingCue
	dutyCue   // what responsibilities, requirements and indicators are called
	takesCue  // what is said of duties that are taken over: "has all", "the same", "above"
	gradeCue  // "grade"
	levelCue  // "level ", which may have a number behind it
	reportCue // "report", "reports", "reporting"
	verbCue   // "resorts ", "rolls "
)

// cueWords are without the first letter that may be a capital.
var cueWords = []struct {
	word string
	cue  cues
}{
	{"xtend", extendsCue},
	{"verything ", everythingCue},
	{"bil", dutyCue}, {"quirement", dutyCue}, {"quirment", dutyCue}, {"ualification", dutyCue},
	{"xpectation", dutyCue}, {"dicator", dutyCue}, {"KPI", dutyCue},
	{"ame ", takesCue}, {"har", takesCue}, {"ll ", takesCue}, {"eet", takesCue}, {"bove", takesCue},
	{"ddition", takesCue}, {"lus", takesCue}, {"nclude", takesCue}, {"erform", takesCue}, {"xcel", takesCue},
	{"rade", gradeCue}, {"GRADE", gradeCue},
	{"evel ", levelCue},
	{"eport", reportCue},
	{"esorts ", verbCue}, {"olls ", verbCue},
}

// has reports whether at least one of the cues is there.
func (c cues) has(any cues) bool { return c&any != 0 }

// mayInherit reports whether there are words without which a text says nothing about inheritance.
func (c cues) mayInherit() bool {
	return c.has(extendsCue|everythingCue) || c.has(dutyCue) && c.has(takesCue)
}

// cuesIn are the cues of a text. Each state has to wait for the one before it, so both halves of the text are looked at side
// by side: they overlap by a word.
func cuesIn(text string) cues {
	a := cueAutomaton()
	half := min(len(text), (len(text)+a.longest)/2)
	first, second := text[:half], text[len(text)-half:]
	var found cues
	var here, there uint8 // the states
	for i := range len(first) {
		here = a.next[here][a.letter[first[i]]&31]
		there = a.next[there][a.letter[second[i]]&31]
		found |= a.cues[here] | a.cues[there]
	}
	return found
}

// An automaton looks for all words at once, as Aho and Corasick do: a state is what has been read of a word, and state 0
// is nothing. The words are few enough for a byte to number the states, and for 5 bits to number their letters.
type automaton struct {
	letter  [256]uint8     // 0 for what stands in no word
	next    [256][32]uint8 // by state and letter
	cues    [256]cues      // by state: the words that end there
	longest int            // bytes of the longest word
}

var cueAutomaton = sync.OnceValue(func() *automaton {
	a := &automaton{}
	letters, states := uint8(0), uint8(0)
	for _, w := range cueWords {
		a.longest = max(a.longest, len(w.word))
		state := uint8(0)
		for _, c := range []byte(w.word) {
			if a.letter[c] == 0 {
				letters++
				a.letter[c] = letters
			}
			next := &a.next[state][a.letter[c]]
			if *next == 0 {
				states++
				*next = states
			}
			state = *next
		}
		a.cues[state] |= w.cue
	}
	// Where a word does not go on, the longest of its endings does that is the beginning of another. Shorter beginnings are
	// done first.
	var fallback [256]uint8
	for queue := []uint8{0}; len(queue) > 0; queue = queue[1:] {
		state := queue[0]
		a.cues[state] |= a.cues[fallback[state]]
		for c := range a.next[state] {
			next := &a.next[state][c]
			switch {
			case *next != 0:
				if state != 0 {
					fallback[*next] = a.next[fallback[state]][c]
				}
				queue = append(queue, *next)
			case state != 0:
				*next = a.next[fallback[state]][c]
			}
		}
	}
	return a
})
