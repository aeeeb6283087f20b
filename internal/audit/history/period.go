package history

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// Period says how far back a history goes, in one of three ways.
type Period struct {
	Asked  string
	Months int       // the month of the last commit and those before it, so many in all; 0 if it is not said so
	Day    time.Time // from the first moment of that day on; zero if it is not said so
	Rev    string    // from that commit on, what is after it; "" if it is not said so
}

// The most months that a history goes back.
const maxMonths = 1200

// PeriodError says that a period is wrong, or that the repository has none like it.
type PeriodError struct{ words string }

func (e *PeriodError) Error() string { return e.words }

func wrong(format string, args ...any) error { return &PeriodError{fmt.Sprintf(format, args...)} }

// periods are what can be asked for.
const periods = "12mo for months, 2y for years, 2026-01-31 for a day, or the name of a commit"

var (
	length = regexp.MustCompile(`^(\d+) ?(mo|y)$`)
	slip   = regexp.MustCompile(`^(\d+) ?(m|mon|months?|years?|yr|d|days?|w|weeks?|q|Mo|M|Y|MO)$|^\d{1,3}$`)
	day    = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}$`)
)

// ParsePeriod understands "12mo", "2y", "2026-01-31", and takes everything else for the name of a commit. The error is a
// *PeriodError.
func ParsePeriod(s string) (Period, error) {
	if strings.TrimSpace(s) == "" {
		return Period{}, wrong("the period is empty; is it that of a variable that is not set?")
	}
	if m := length.FindStringSubmatch(s); m != nil {
		n, err := strconv.Atoi(m[1])
		if m[2] == "y" && n <= maxMonths {
			n *= 12
		}
		if err != nil || n < 1 || n > maxMonths {
			return Period{}, wrong("a history of %q cannot be made; it goes back from 1mo to %dy", s, maxMonths/12)
		}
		return Period{Asked: s, Months: n}, nil
	}
	if day.MatchString(s) {
		t, err := time.Parse(time.DateOnly, s)
		if err != nil {
			return Period{}, wrong("%q is no day that there is", s)
		}
		return Period{Asked: s, Day: t}, nil
	}
	if slip.MatchString(s) {
		return Period{}, wrong("%q is no period; one is %s", s, periods)
	}
	return Period{Asked: s, Rev: s}, nil
}

// from is the first moment of the period, by the time of the last commit. It is zero for one that begins with a commit.
func (p Period) from(last time.Time) time.Time {
	if p.Months > 0 {
		return monthOf(last).AddDate(0, 1-p.Months, 0)
	}
	return p.Day
}

// label is what the first point is called.
func (p Period) label(from time.Time) string {
	if p.Months > 0 {
		return endingIn(from)
	}
	return p.Asked
}

// monthOf is the first moment of the month.
func monthOf(t time.Time) time.Time { return time.Date(t.Year(), t.Month(), 1, 0, 0, 0, 0, time.UTC) }

// monthEnds are the ends of months between two moments, the earlier one excluded, the later one first.
func monthEnds(from, to time.Time) []time.Time {
	var ends []time.Time
	for end := monthOf(to); end.After(from); end = end.AddDate(0, -1, 0) {
		ends = append(ends, end)
	}
	return ends
}

const month = "2006-01"

// endingIn is the month that ends with a moment.
func endingIn(end time.Time) string { return end.Add(-1).Format(month) }
