// Package garbage decides when the garbage of jobcat is collected. It is imported for that and needs next to nothing itself, as
// packages are initialised in the order of what they need: so it comes before those that build large tables, over which
// the runtime would collect twice before main begins.
package garbage

import (
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// smallHeap is up to how many bytes no garbage is collected. A run is short, and most of a catalog stays alive through it:
// over the real one collections take a tenth of the processor's time. Beyond it the heap may grow to twice what is alive,
// as the runtime has it. What GOGC in the environment says is left as it is.
const smallHeap = 48 << 20

// init says so anew after each collection, which is when a finalizer runs.
func init() {
	if os.Getenv("GOGC") != "" {
		return
	}
	const leastHeap = 4 << 20 // of the runtime at 100 per cent, before anything is alive
	debug.SetGCPercent(100 * smallHeap / leastHeap)
	type collection struct{ _ *byte }
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	var ended func(*collection)
	ended = func(c *collection) {
		metrics.Read(live)
		debug.SetGCPercent(percent(live[0].Value.Uint64()))
		runtime.SetFinalizer(c, ended)
	}
	runtime.SetFinalizer(&collection{}, ended)
}

// percent is how much garbage may pile up beside what is alive, in per cent of that.
func percent(alive uint64) int {
	return max(100, int(smallHeap*100/max(alive, 1))-100)
}
