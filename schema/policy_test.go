package schema

import "testing"

func TestBuiltin(t *testing.T) {
	p, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	if r := p.Rule("missing-grade"); r == nil || r.Severity != Error || !r.Judged() {
		t.Errorf("missing-grade is %+v", r)
	}
}

func BenchmarkBuiltin(b *testing.B) {
	for b.Loop() {
		if _, err := Builtin(); err != nil {
			b.Fatal(err)
		}
	}
}
