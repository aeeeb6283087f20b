package schema

import "testing"

// An evaluation that ends takes no other one with it: the watchdog would not see what that takes.
func TestEvaluations(t *testing.T) {
	_, before := Evaluations()
	endFirst := Evaluation{Rule: "first"}.begin()
	endSecond := Evaluation{Rule: "second"}.begin()
	endThird := Evaluation{Rule: "third"}.begin()
	endSecond()
	current, begun := Evaluations()
	if len(current) != 2 || current[0].Rule != "first" || current[1].Rule != "third" || current[0].Number >= current[1].Number {
		t.Errorf("in progress are %v", current)
	}
	if begun != before+3 {
		t.Errorf("%d were begun, want 3", begun-before)
	}
	endThird()
	endFirst()
	if current, _ := Evaluations(); len(current) != 0 {
		t.Errorf("still in progress are %v", current)
	}
}
