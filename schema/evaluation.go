package schema

import (
	"slices"
	"sync"
)

// Evaluation is something that CUE evaluates. CUE cannot be told to stop, and a policy may come from a merge request, so
// whoever loads one and judges by it has to watch what it takes and end the process.
type Evaluation struct {
	Path string // the jobcat.cue that is evaluated; "" for the built-in policy
	Rule string // the rule whose pattern is asked about an entity; "" while the policy is loaded
	Line int    // where the pattern stands in the jobcat.cue, 1-based; 0 if that is not known
}

// Begun is an evaluation that is in progress.
type Begun struct {
	Evaluation
	Number uint64 // the first of the process is 1, the next 2
}

// evaluations are those in progress, of all policies: what they take is only known of the process.
var evaluations struct {
	sync.Mutex
	begun   uint64
	current []Begun // few: one per processor at most
}

// Evaluations are the evaluations in progress in this process, the oldest first, and how many were begun in all.
func Evaluations() (current []Begun, begun uint64) {
	evaluations.Lock()
	defer evaluations.Unlock()
	return slices.Clone(evaluations.current), evaluations.begun
}

// begin counts an evaluation as in progress until the function that it returns is called.
func (e Evaluation) begin() (end func()) {
	evaluations.Lock()
	defer evaluations.Unlock()
	evaluations.begun++
	number := evaluations.begun
	evaluations.current = append(evaluations.current, Begun{e, number})
	return func() {
		evaluations.Lock()
		defer evaluations.Unlock()
		evaluations.current = slices.DeleteFunc(evaluations.current, func(b Begun) bool { return b.Number == number })
	}
}
