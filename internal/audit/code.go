package audit

import (
	"cmp"
	"crypto/sha256"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"jobcat/catalog"
)

// Codes are for systems that keep people on jobs, so they have to outlive edits. The code of a level is made of two things
// and nothing else: where its page is published, and its title. Neither the place on the page nor the grade nor other
// levels matter, nor how the file ends (payroll.md, payroll/index.html.md), nor the title's capitals, punctuation and white
// space. It changes if the page moves or the title gets other words: then people decide whether it is still the same job.
//
// A code is the first 60 bits of the SHA-256 of the address, a line feed and the words of the title in lower case, one
// blank between them, written as twelve digits of Crockford's base 32: no I, L, O or U, so that it can be read aloud. A
// program in any language can make it. That of a family has no words.
//
// Levels of one page with the same words in their titles cannot be told apart so. The first in the file has the code, the
// others have it with "-2", "-3" behind. An audit lists them as twins: they need titles of their own.

// digits are those of Crockford's base 32.
const digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// codeLength is how many digits a code has. With 60 bits, a catalog of a million levels has two with one code by chance
// once in two million.
const codeLength = 12

// codeOf is the code of a level, or of a family if the title is "".
func codeOf(url, title string) string {
	sum := sha256.Sum256([]byte(url + "\n" + titleWords(title)))
	code := make([]byte, codeLength)
	for i := range code {
		var digit byte
		for bit := i * 5; bit < i*5+5; bit++ {
			digit = digit<<1 | sum[bit/8]>>(7-bit%8)&1
		}
		code[i] = digits[digit]
	}
	return string(code)
}

// titleWords are the words of a title, in lower case with one blank between them.
func titleWords(title string) string {
	words := strings.FieldsFunc(strings.ToLower(title), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
	})
	return strings.Join(words, " ")
}

// codes gives every level of a catalog its code.
func codes(levels []*catalog.Level) map[*catalog.Level]string {
	levels = slices.Clone(levels)
	slices.SortStableFunc(levels, func(a, b *catalog.Level) int {
		return cmp.Or(cmp.Compare(a.Family.File.Path, b.Family.File.Path), cmp.Compare(a.Place.Start, b.Place.Start))
	})
	all := make(map[*catalog.Level]string, len(levels))
	used := map[string]int{}
	for _, l := range levels {
		all[l] = numbered(codeOf(l.Family.URL, l.Full), used)
	}
	return all
}

// numbered is a code, with a number behind it if it was used before.
func numbered(code string, used map[string]int) string {
	used[code]++
	if n := used[code]; n > 1 {
		return code + "-" + strconv.Itoa(n)
	}
	return code
}
