package change

import "strings"

// plainSigns are signs that an editor writes in the place of others.
var plainSigns = strings.NewReplacer("’", "'", "‘", "'", "“", `"`, "”", `"`, "–", "-", "—", "-", "…", "...", "\u00a0", " ")

// plain is a text as people compare it: case, white space, the shape of quotes and dashes, and a stop at its end make no
// difference. Markup is off it already. Other signs stay: "C" and "C++" are two languages.
func plain(text string) string {
	text = strings.ToLower(strings.Join(strings.Fields(plainSigns.Replace(text)), " "))
	return strings.TrimRight(text, " .;,:")
}

// alike is how much two texts have in common, from 0 to 1: their common words, twice, by the words of both.
func alike(a, b string) float64 {
	left, right := strings.Fields(plain(a)), strings.Fields(plain(b))
	if len(left)+len(right) == 0 {
		return 0
	}
	count := make(map[string]int, len(left))
	for _, w := range left {
		count[trimmed(w)]++
	}
	common := 0
	for _, w := range right {
		if w = trimmed(w); count[w] > 0 {
			count[w]--
			common++
		}
	}
	return 2 * float64(common) / float64(len(left)+len(right))
}

// bare is a plain text without the signs around its words and the apostrophes in them: what a level takes over says the same with
// "team's" as with "teams'".
func bare(plain string) string {
	words := strings.Fields(strings.ReplaceAll(plain, "'", ""))
	for i, w := range words {
		words[i] = trimmed(w)
	}
	return strings.Join(words, " ")
}

// trimmed is a word without the signs around it.
func trimmed(word string) string {
	if w := strings.Trim(word, `.,;:!?()[]"'`); w != "" {
		return w
	}
	return word
}
