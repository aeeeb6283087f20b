package catalog

// Track is the side of a ladder that a title stands on.
type Track string

// The tracks.
const (
	Individual Track = "individual"
	Management Track = "management"
)

// Name is a title taken apart: "Senior Manager, Total Rewards" has the rung senior-manager, the track management and
// the subject "Total Rewards".
type Name struct {
	Rung      string // intern, junior, intermediate, senior, staff, ..., as in the ladders of the policy; "" where the title names none
	Track     Track
	Subject   string // what is left of the title: "Total Rewards", "Backend Engineer"
	Qualifier string // in parentheses or behind a dash, other than a rung: "EMEA", "US Federal"
	Sure      bool   // whether Rung is beyond doubt: "Manager, X" is, "X Manager" is not
}
