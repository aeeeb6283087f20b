package garbage

import "testing"

func TestPercent(t *testing.T) {
	for alive, want := range map[uint64]int{0: 100*smallHeap - 100, smallHeap / 8: 700, smallHeap / 2: 100, smallHeap * 10: 100} {
		if got := percent(alive); got != want {
			t.Errorf("beside %d bytes: %d per cent, want %d", alive, got, want)
		}
	}
}
