package git

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"strconv"
	"strings"
	"sync"
)

// objects reads the contents of objects, by one git that stays. It is asked for the next object while the last one is
// still on its way, by as many as there are callers.
type objects struct {
	ctx    context.Context
	cmd    *exec.Cmd
	stderr bytes.Buffer

	asking  sync.Mutex // so that questions and answers have one order
	in      io.WriteCloser
	waiting chan question
	closed  bool

	done chan struct{} // all has been answered
	err  error         // after done: why git has ended
}

type question struct {
	limit  int
	answer chan<- answer
}

type answer struct {
	text string
	more bool
	err  error
}

func startObjects(ctx context.Context, at place) (*objects, error) {
	o := &objects{ctx: ctx, cmd: at.command(ctx, "cat-file", "--batch"), waiting: make(chan question, 64), done: make(chan struct{})}
	o.cmd.Stderr = &o.stderr
	in, err := o.cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := o.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := o.cmd.Start(); err != nil {
		return nil, err
	}
	o.in = in
	go o.serve(out)
	return o, nil
}

// read gives the first bytes of an object, at most limit of them, and whether it has more.
func (o *objects) read(id string, limit int) (text string, more bool, err error) {
	answered := make(chan answer, 1)
	if err := o.ask(id, question{limit, answered}); err != nil {
		return "", false, err
	}
	a := <-answered
	return a.text, a.more, a.err
}

func (o *objects) ask(id string, q question) error {
	o.asking.Lock()
	defer o.asking.Unlock()
	if o.closed {
		return errors.New("the repository is closed")
	}
	o.waiting <- q
	// If git is gone, the answer says why.
	_, _ = io.WriteString(o.in, id+"\n")
	return nil
}

// serve hands out the answers, in the order of the questions. It goes on without git, so that nobody waits in vain.
func (o *objects) serve(out io.Reader) {
	defer close(o.done)
	r := bufio.NewReaderSize(out, 64<<10)
	var broken error
	for q := range o.waiting {
		var a answer
		if broken == nil {
			a, broken = next(r, q.limit)
			if broken != nil {
				broken = o.end(r, broken)
			}
		}
		if broken != nil {
			a = answer{err: broken}
		}
		q.answer <- a
	}
	if broken == nil {
		broken = o.end(r, nil)
	}
	o.err = broken
}

// next reads one answer of git: "ID TYPE SIZE", the content, an empty line. The error is for git as such.
func next(r *bufio.Reader, limit int) (answer, error) {
	header, err := r.ReadString('\n')
	if err != nil {
		return answer{}, err
	}
	words := strings.Fields(header)
	if len(words) == 2 {
		return answer{err: fmt.Errorf("the repository has lost the object %s: %s", abbreviated(words[0]), words[1])}, nil
	}
	if len(words) != 3 {
		return answer{}, fmt.Errorf("unexpected answer of git cat-file: %q", header)
	}
	size, err := strconv.Atoi(words[2])
	if err != nil {
		return answer{}, fmt.Errorf("unexpected answer of git cat-file: %q", header)
	}
	kept := min(size, limit)
	var text strings.Builder
	text.Grow(kept)
	for text.Len() < kept {
		if _, err := r.Peek(1); err != nil {
			return answer{}, err
		}
		part, _ := r.Peek(min(kept-text.Len(), r.Buffered()))
		text.Write(part)
		_, _ = r.Discard(len(part))
	}
	if _, err := r.Discard(size - kept + 1); err != nil {
		return answer{}, err
	}
	return answer{text: text.String(), more: size > limit}, nil
}

// end has git end, and says why it had to.
func (o *objects) end(rest io.Reader, broken error) error {
	_ = o.in.Close()
	_, _ = io.Copy(io.Discard, rest) // or git might wait for somebody to read it
	if err := explain(o.ctx, o.cmd.Wait(), "cat-file", &o.stderr); err != nil {
		return err
	}
	return broken
}

// close ends git, and says whether it went well.
func (o *objects) close() error {
	o.asking.Lock()
	if !o.closed {
		o.closed = true
		close(o.waiting)
	}
	o.asking.Unlock()
	<-o.done
	return o.err
}
