package catalog

import "testing"

// FuzzFiller compares the look at the edges of a name with the expression that it spares.
func FuzzFiller(f *testing.F) {
	for _, name := range []string{
		"Payroll Manager", "the Payroll Manager", "Our\tother Manager", "an A", "a", "the", "", " ", "Manager above", "the role", "Payroll\nJobs",
		"Manager at Octopus", "at X", "Manager AT  x_1", "Manager (or above)", "Manager (or  equivalent)", "Manager.", "Manager :", "corre\u017fponding role\u017f",
		"the\u00a0role", "role\u0085level", "Manager,",
	} {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, name string) {
		if filler.MatchString(name) && !mayHaveFiller(name) {
			t.Errorf("%q has filler", name)
		}
	})
}
