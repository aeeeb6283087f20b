package roster

import (
	"regexp"
	"strconv"
	"strings"
)

// number is a grade as HR systems write it: "7", "7.0", "7,5", "07", "G7", "Grade 7", "JG-7". "IC3" is none, as nobody but
// the policy knows what it stands for.
var number = regexp.MustCompile(`^(?:(?i:g|gr|jg|pg|grade|job grade|pay grade)[ .:_-]*)?0*([0-9]+(?:[.,][0-9]+)?)$`)

// gradeOf reads a grade.
func gradeOf(s string, known map[string]float64) (float64, bool) {
	for word, grade := range known {
		if strings.EqualFold(blanks(word), s) {
			return grade, true
		}
	}
	m := number.FindStringSubmatch(s)
	if m == nil {
		return 0, false
	}
	n, err := strconv.ParseFloat(strings.Replace(m[1], ",", ".", 1), 64)
	return n, err == nil
}

// month is the name of a month, whole or its beginning, as spreadsheets write it in English, German and French.
const month = `(?:jan(?:uary|uar|v(?:ier)?)?|feb(?:ruary|ruar)?|f[ée]v(?:r(?:ier)?)?|mar(?:ch|s)?|mär(?:z)?|a[pv]r(?:il)?|ma[iy]|jun[ei]?|juin|jul[iy]?|juil(?:let)?|aug(?:ust)?|ao[uû]t|sept?(?:emb(?:er|re))?|o[ck]t(?:ob(?:er|re))?|nov(?:emb(?:er|re))?|d[eé][cz](?:emb(?:er|re))?)\.?`

// date is what a spreadsheet makes of "7-8" and "7.5".
var date = regexp.MustCompile(`(?i)^(?:[0-9]{1,4}[-/. ]+[0-9]{1,2}[-/. ]+[0-9]{2,4}(?:[ T].*)?|[0-9]{1,4}[-/. ]+` + month + `(?:[-/. ]+[0-9]{1,4})?|` + month + `[-/. ]+[0-9]{1,4})$`)

// isDate says whether a cell is a date, or the number of days that spreadsheets store for one of this century.
func isDate(s string) bool {
	if date.MatchString(s) {
		return true
	}
	days, err := strconv.Atoi(s)
	return err == nil && days > 36_525 && days < 73_050
}
