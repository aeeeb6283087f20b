package inert

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// tab is what a tab becomes. It is as wide everywhere, so that it need not be known where a line was cut.
const tab = "    "

// Visible makes text of a catalog harmless to a terminal and to the reader's eye. A file may hold anything: escape
// sequences that move the cursor or set the window's title, line ends within a file name, and marks that turn the
// order of characters round so that a line reads otherwise than it is. Each becomes one character that can be seen;
// tabs become blanks. Everything that is text stays, emoji and their joiners included.
func Visible(s string) string {
	if isPlain(s) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		i += size
		switch {
		case r == '\t':
			b.WriteString(tab)
		case r < 0x20:
			b.WriteRune('\u2400' + r) // the pictures of control characters: "␛" for ESC
		case r == 0x7f:
			b.WriteRune('\u2421')
		case r == utf8.RuneError, isHidden(r):
			b.WriteRune(utf8.RuneError)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

func isPlain(s string) bool {
	for i := range len(s) {
		if s[i] < 0x20 || s[i] >= 0x7f {
			return false
		}
	}
	return true
}

// isHidden reports whether the character shows nothing by itself and changes how others are shown.
func isHidden(r rune) bool {
	switch {
	case r >= 0x80 && r <= 0x9f: // control characters too, one of them begins an escape sequence
	case unicode.Is(unicode.Bidi_Control, r):
	case r == '\u2028', r == '\u2029', r == '\ufeff', r == '\u200b':
	default:
		return false
	}
	return true
}
