package lint

import (
	"strconv"
	"strings"
	"unicode"
)

// inQuotes is a text of a page in quotation marks. What is no UTF-8 is shown as such, as in the message and in the excerpt, and
// not as the number of a byte.
func inQuotes(text string) string {
	return strconv.Quote(strings.ToValidUTF8(text, string(unicode.ReplacementChar)))
}
