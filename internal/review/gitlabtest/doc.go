// Package gitlabtest is a GitLab for the tests of programs that read merge requests and comment on them. It speaks the REST API
// over HTTP, has a real git repository behind it, and is strict: a position that GitLab would refuse is refused, with the words
// that GitLab has for it, and odd answers are as odd.
//
// It knows:
//
//   - users, roles, tokens with scopes, job tokens, forks, and who sees what
//   - merge requests with their versions and diffs, as git makes them, also those that are not yet prepared
//   - threads, notes and drafts: who may write, edit, resolve and delete, what a push does to positions, what a publication
//     does to drafts that stand nowhere
//   - what a note sets off: quick actions (see [Server.Commands]), mentions and references (see [Server.Notifications]),
//     suggestions and whether they would apply (see [MergeRequest.Suggestions])
//   - issues: the list with its filters, making, editing, closing and opening them
//   - pages, the general throttle, the limits on notes, and the largest number and length of comments
//
// A test makes a [Server], pushes branches, opens a merge request, and lets the program speak to [Server.Start] over the network
// or to [Server.Transport] without one, also in a bubble of testing/synctest. What people do meanwhile are methods of
// [MergeRequest] and [Project]: they answer, resolve, edit, push, rebase, apply suggestions. What is there afterwards is seen
// through [MergeRequest.Threads], [MergeRequest.Drafts] and [Server.Requests].
//
// [Server.Fault] lets single requests fail before or after their effect. [Server.Clone] copies a server with all its state, so
// that one state can be the start of thousands of runs: requests start no processes, and a copy costs as much as its notes.
//
// The program git has to be there.
package gitlabtest
