package gitlabtest

// Reading is a version's reading of quick actions.
type Reading int

// The readings.
const (
	AnyVersion Reading = iota // what would run in any version runs
	Current
	Old // knows plain fences of three backticks, spans, HTML, and ">>>" only
)

// Command is a quick action that has run.
type Command struct {
	Name string // without the slash, in lower case
	Line string
	By   int64
}

func (s *Server) extract(text string) (string, []Command) { return text, nil }

func (c *call) run(commands []Command) {
	for _, v := range commands {
		v.By = c.user.ID
		c.s.commands = append(c.s.commands, v)
	}
}

// Notification is what people are told.
type Notification struct {
	Kind  NotificationKind
	By    int64
	Notes []int64
	Text  string // of a mention or reference: "@somebody", "!1"
}

// NotificationKind is what people are told of.
type NotificationKind string

// The kinds of notifications.
const (
	NewNote   NotificationKind = "note"
	Review    NotificationKind = "review" // all notes of a review, with one message
	Mention   NotificationKind = "mention"
	Reference NotificationKind = "reference" // left in what was referred to
)

func (s *Server) notify(n Notification) { s.notifications = append(s.notifications, n) }

func (s *Server) refer(by *User, n *Note) {}
