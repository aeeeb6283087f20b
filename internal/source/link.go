package source

import (
	"errors"
	"fmt"
)

// What becomes of symbolic links, in every source. They are never followed: what a link leads to within the catalog is
// read under its own name, so following it could only show every family twice, or run in a circle; what lies outside is
// nobody's job family.
var (
	ErrLinkToNowhere = errors.New("it is a link to nowhere")
	ErrLinkInCircle  = errors.New("it is a link that leads back to itself")
	ErrLinkOutside   = errors.New("it is a link that leads out of the catalog")
)

// LinkWithin is why a link to a path of the same catalog is skipped.
func LinkWithin(path string) string {
	return fmt.Sprintf("a link to %s, which is read under its own name", path)
}
