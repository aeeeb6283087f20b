package main

import (
	"cmp"
	"fmt"
	"runtime/debug"
	"runtime/metrics"
	"time"

	"jobcat/schema"
)

// limits are what a policy may take. It is the work of whoever opened a merge request, and CUE can be told to compute
// for years or to fill the memory; it cannot be told to stop.
type limits struct {
	time   time.Duration // for one evaluation: loading the policy, or asking a rule about one level
	mean   time.Duration // for each question of a rule, where there are many
	memory uint64        // bytes by which the process may grow during one evaluation
}

// patience is what a policy is given. One of 2,000 lines, far more than any that was met, loads in half a second with 70
// MiB, and a rule is asked in less than a millisecond; a busy machine of a pipeline may be ten times slower than the one
// on which that was measured.
var patience = limits{time: 10 * time.Second, mean: 20 * time.Millisecond, memory: 512 << 20}

// pollEvery is how often the watchdog looks. A policy can fill some GiB in a second.
const pollEvery = 10 * time.Millisecond

// maxStack is the size in bytes to which the stack of an evaluation may grow. The runtime ends the process with pages of
// its own words when a stack is full; the watchdog, which counts stacks as memory, has to come before it.
const maxStack = 2_000_000_000

// watch does the work, and ends with an error as soon as the evaluation of a policy takes too much. The work then still
// goes on: end the process.
func (l limits) watch(work func() error) error {
	debug.SetMaxStack(maxStack)
	done := make(chan error, 1)
	go func() { done <- work() }()
	w := watchdog{limits: l}
	tick := time.NewTicker(pollEvery)
	defer tick.Stop()
	for {
		select {
		case err := <-done:
			return err
		case <-tick.C:
			current, begun := schema.Evaluations()
			if len(current) == 0 {
				continue
			}
			if err := w.look(current[0], begun, usedMemory()); err != nil {
				return err
			}
		}
	}
}

// watchdog remembers what the evaluations in progress have taken. It counts its own looks, not the clock: while the
// machine sleeps or has no time for this process, there are none.
type watchdog struct {
	limits

	oldest schema.Begun // the evaluation that it looks at
	looks  int          // for how long it has been in progress
	before uint64       // the memory of the process when it was first seen, in bytes
	busy   int          // the looks at which a rule was being asked
}

// look is the error that evaluations have taken too much, or nil. It is told which is the oldest one in progress, how
// many were begun so far, and how much memory the process has, in bytes.
func (w *watchdog) look(oldest schema.Begun, begun, memory uint64) error {
	if oldest.Number != w.oldest.Number {
		w.oldest, w.looks, w.before = oldest, 0, memory
	}
	w.looks++
	if oldest.Rule != "" {
		w.busy++
	}
	took, all := time.Duration(w.looks)*pollEvery, time.Duration(w.busy)*pollEvery
	switch {
	case memory > w.before+w.memory:
		return tooMuch(oldest.Evaluation, fmt.Sprintf("more than %d MiB of memory", w.memory>>20))
	case took > w.time:
		return tooMuch(oldest.Evaluation, fmt.Sprintf("more than %v", w.time))
	case all > w.time+time.Duration(begun)*w.mean:
		return tooMuch(oldest.Evaluation, fmt.Sprintf("more than %v each time", w.mean))
	}
	return nil
}

// usedMemory is what the process has taken from the system, in bytes: its heap and its stacks.
func usedMemory() uint64 {
	sample := []metrics.Sample{{Name: "/memory/classes/total:bytes"}, {Name: "/memory/classes/heap/released:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64() - sample[1].Value.Uint64()
}

// tooMuch says which part of a policy took too much, at its line.
func tooMuch(e schema.Evaluation, what string) error {
	work := "loading this policy"
	if e.Rule != "" {
		work = fmt.Sprintf("asking the rule %q about one entity", e.Rule)
	}
	words := fmt.Sprintf("%s takes %s; look for what multiplies (loops in loops, alternatives, texts and lists made of"+
		" themselves) and for definitions that lead back to themselves", work, what)
	return &exitError{exitUsage, &schema.PolicyError{
		Path:     cmp.Or(e.Path, "the built-in policy"),
		Problems: []schema.Problem{{Line: max(e.Line, 1), Column: 1, Message: words}},
	}}
}
