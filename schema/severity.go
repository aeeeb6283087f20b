package schema

// Severity says how much a finding matters.
type Severity string

// The severities, most severe first. Off means that a rule is not asked at all.
const (
	Error   Severity = "error"
	Warning Severity = "warning"
	Info    Severity = "info"
	Off     Severity = "off"
)

// AtLeast reports whether s is as severe as t or more. Nothing is at least Off but for Off itself.
func (s Severity) AtLeast(t Severity) bool { return rank(s) >= rank(t) && (t != Off || s == Off) }

func rank(s Severity) int {
	switch s {
	case Error:
		return 3
	case Warning:
		return 2
	case Info:
		return 1
	}
	return 0
}
