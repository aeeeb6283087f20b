package gitlabtest_test

import (
	"fmt"
	"net/http"
	"os"
	"strings"

	"jobcat/internal/review/gitlabtest"
)

// A bot comments on a line, dies of a lost answer, and a person answers meanwhile.
func Example() {
	dir, err := os.MkdirTemp("", "example")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)

	s := gitlabtest.New(dir, gitlabtest.Options{})
	ann, bot := s.AddUser("ann"), s.AddUser("bot")
	s.AddToken(bot, "secret", "api")

	p := s.AddProject("group/project", gitlabtest.Private)
	p.AddMember(ann, gitlabtest.Developer)
	p.AddMember(bot, gitlabtest.Reporter)
	p.Push("main", gitlabtest.Commit{Files: map[string]string{"page.md": "# A page\n"}})
	p.Push("topic", gitlabtest.Commit{Files: map[string]string{"page.md": "# A page\n\nIt has a eror.\n"}})
	mr := p.Open(gitlabtest.Merge{From: "topic", Author: ann})

	s.Fault = func(r gitlabtest.Request) gitlabtest.Fault {
		if r.Method == "POST" {
			return gitlabtest.Fault{Kind: gitlabtest.BadGateway, After: true}
		}
		return gitlabtest.Fault{}
	}
	refs := mr.Refs()
	body := fmt.Sprintf(`{"body": "an error", "position": {"position_type": "text", "base_sha": %q, "start_sha": %q, "head_sha": %q,
		"old_path": "page.md", "new_path": "page.md", "new_line": 3}}`, refs.Base, refs.Start, refs.Head)
	url := fmt.Sprintf("https://gitlab.example/api/v4/projects/group%%2Fproject/merge_requests/%d/discussions", mr.IID())
	request, err := http.NewRequest("POST", url, strings.NewReader(body))
	if err != nil {
		panic(err)
	}
	request.Header.Set("PRIVATE-TOKEN", "secret")
	request.Header.Set("Content-Type", "application/json")
	client := http.Client{Transport: s.Transport()}
	answer, err := client.Do(request)
	if err != nil {
		panic(err)
	}
	answer.Body.Close()
	fmt.Println(answer.Status)

	thread := mr.Threads()[0]
	mr.Reply(ann, thread.ID, "Thank you!")
	p.Push("topic", gitlabtest.Commit{Files: map[string]string{"page.md": "# A page\n\nTwo words.\n\nIt has a eror.\n"}})
	for _, n := range mr.Notes() {
		fmt.Printf("page.md:%d: %s\n", *n.Position.NewLine, n.Body)
	}

	// Output:
	// 502 Bad Gateway
	// page.md:5: an error
	// page.md:5: Thank you!
}
