package git

import (
	"context"
	"fmt"
)

// Change is a file that two trees do not both have as it is, or not at the same place.
type Change struct {
	Old, New         string // paths below the top of the trees; "" where there is none; they differ if it was renamed
	OldBlob, NewBlob string // the names of the contents; "" where there is none
}

// Changes are the files that differ, in order of path, renames as git sees them: by similarity, within the top of the
// trees. The tree before has to be that of a commit, with the same top as the one after. Left out are submodules, files in
// conflict, and those of which only the mode differs.
func (r *Repository) Changes(ctx context.Context, before, after *Tree) ([]Change, error) {
	if before.id == "" || before.top != after.top {
		return nil, fmt.Errorf("%q and %q cannot be compared", before.top, after.top)
	}
	records, err := r.records(ctx, limited(append(after.against(before.id), "-M"), after.top)...)
	if err != nil {
		return nil, err
	}
	var changes []Change
	for _, rec := range records {
		if rec.before.mode == modeSubmodule || rec.after.mode == modeSubmodule || rec.status == 'U' {
			continue
		}
		var c Change
		if rec.status != 'A' {
			c.Old, c.OldBlob = after.inside(rec.old), rec.before.blob
		}
		if rec.status != 'D' {
			c.New, c.NewBlob = after.inside(rec.path), rec.after.blob
		}
		if c.Old != c.New || c.OldBlob != c.NewBlob || rec.status == 'T' {
			changes = append(changes, c)
		}
	}
	return changes, nil
}
