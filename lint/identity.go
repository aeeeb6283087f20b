package lint

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"
)

// identityLength is in hex digits. 64 bits keep a catalog of a million findings apart.
const identityLength = 16

// Identify names a finding so that the same finding has the same name before and after an edit elsewhere: in the
// file, in its family, in the words of the rule. It knows no line and no column.
//
// Entity is the URL of the family, or the path of a file that is none. Level is the level's title, "" for what
// concerns no single level. Key tells the findings of one rule in one level apart by what they are about: the kind
// of the missing section, the words of a heading. Occurrence counts, from 0, those that agree in all of these.
func Identify(rule, entity, level, key string, occurrence int) string {
	all := make([]byte, 0, 256)
	for _, part := range []string{rule, entity, level, key, strconv.Itoa(occurrence)} {
		// The length keeps "a"+"bc" and "ab"+"c" apart.
		all = strconv.AppendInt(all, int64(len(part)), 10)
		all = append(append(all, ':'), part...)
	}
	h := sha256.Sum256(all)
	return hex.EncodeToString(h[:identityLength/2])
}

// keyOf makes a discriminator of words from a page: an edit of white space or capitals is no other finding.
func keyOf(words string) string {
	var b strings.Builder
	b.Grow(len(words))
	for word := range strings.FieldsSeq(words) {
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(word)
	}
	return strings.ToLower(b.String())
}
