//go:build unix

package source

import (
	"io/fs"
	"os"
	"syscall"
)

// giveOwner gives the file the owner and the group of another one, as far as the system lets us: an ordinary user may
// only choose among their own groups.
func giveOwner(file *os.File, of fs.FileInfo) {
	stat, ok := of.Sys().(*syscall.Stat_t)
	if !ok {
		return
	}
	if file.Chown(int(stat.Uid), int(stat.Gid)) != nil {
		_ = file.Chown(-1, int(stat.Gid))
	}
}
