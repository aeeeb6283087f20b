package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"

	"jobcat/internal/source"
)

// maxPolicy is the size in bytes of the largest policy that is read, some ten times a very long one.
const maxPolicy = 1 << 20

// readPolicy reads the file of a policy, which is called name in messages.
func readPolicy(file, name string) ([]byte, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, trouble(err)
	}
	defer f.Close()
	src, err := io.ReadAll(io.LimitReader(f, maxPolicy+1))
	if err != nil {
		return nil, trouble(err)
	}
	if len(src) > maxPolicy {
		return nil, tooLongForPolicy(name)
	}
	return src, nil
}

func tooLongForPolicy(name string) error {
	return usage("%s has more than %d MiB, so it is no policy", name, maxPolicy>>20)
}

// reach is the folder out of which a policy must not lead: not by the paths in it, and not by being a link. Whoever opens a
// merge request may write the policy, and what is read because of it is quoted in messages. It is "" for a policy that may
// lead anywhere.
type reach string

// reachOf is the reach of a policy: the repository that it stands in. There is none for a file outside of any repository,
// and for one of another repository than that of the working directory: whoever runs jobcat has chosen that with --config.
func (f *catalogFlags) reachOf(file string, workingDir source.Target) reach {
	top := source.RepositoryTop(filepath.Dir(file))
	if f.config != "" && top != source.RepositoryTop(workingDir.Path) {
		return ""
	}
	return reach(top)
}

// check is the error that something leads out of the reach, or nil. What does not exist leads nowhere.
func (r reach) check(file, format string, args ...any) error {
	t, err := source.Locate(file)
	if err != nil || r == "" {
		return nil
	}
	if _, ok := source.Within(string(r), t.Path); ok {
		return nil
	}
	return usage("%s, which is outside of the repository; a policy cannot lead there", fmt.Sprintf(format, args...))
}
