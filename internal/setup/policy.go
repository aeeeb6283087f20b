package setup

import (
	"embed"
	"encoding/json"
	"fmt"
	"strings"
	"text/template"

	"jobcat/catalog"
)

// files are what is written, with holes for what was found.
//
//go:embed files
var files embed.FS

var templates = template.Must(template.ParseFS(files, "files/*"))

// fill is a file of ours with what was found in its holes.
func fill(name string, found any) string {
	var b strings.Builder
	if err := templates.ExecuteTemplate(&b, name, found); err != nil {
		panic(err) // the templates and what fills them are ours
	}
	return b.String()
}

// Policy is the text of the jobcat.cue for what was found: the folders with job families, slash-separated and relative to
// the file, and how many families are there.
func Policy(roots []string, families int, preset Preset) string {
	quoted := make([]string, len(roots))
	for i, r := range roots {
		text, err := json.Marshal(r) // what JSON has for a text, CUE has too
		if err != nil {
			panic(err) // a string can always be written
		}
		quoted[i] = string(text)
	}
	found := "The folder with the job families, relative to this file. There was one family when this was written."
	if families != 1 {
		found = fmt.Sprintf("The folder with the job families, relative to this file. There were %d families when this was written.", families)
	}
	if len(roots) > 1 {
		found = strings.Replace(found, "folder with", "folders with", 1)
	}
	return fill("jobcat.cue.tmpl", map[string]string{
		"Found": found, "Roots": strings.Join(quoted, ", "), "Preset": preset.Name, "Why": preset.why(),
	})
}

// Preset is the preset that a catalog starts from, and what speaks for it.
type Preset struct {
	Name     string
	asking   int // families that ask for what GitLab's handbook asks everybody for
	families int
}

// gitlabItem is what the handbook of GitLab asks of every role, and hardly anybody else does.
const gitlabItem = "ability to use gitlab"

// PresetFor is the preset that fits a catalog: that of GitLab's handbook where at least a third of the families have its
// requirement for everybody, else the one without opinions.
func PresetFor(c *catalog.Catalog) Preset {
	p := Preset{Name: "minimal"}
	for _, f := range c.Families() {
		if !isFamily(f) {
			continue
		}
		p.families++
		if strings.Contains(strings.ToLower(f.File.Source), gitlabItem) {
			p.asking++
		}
	}
	if 3*p.asking >= p.families && p.asking > 0 {
		p.Name = "gitlab"
	}
	return p
}

func (p Preset) why() string {
	if p.Name == "gitlab" {
		return fmt.Sprintf(`The preset: the ladder and the rules of GitLab's handbook, since %d of %d families ask for "Ability to use
// GitLab". The others are "minimal", without opinions on grades and style, and "pay-transparency".`, p.asking, p.families)
	}
	return `The preset: what every job family needs, without opinions on grades and style. The others are "gitlab", with the ladder
// and the rules of GitLab's handbook, and "pay-transparency", with what equal pay asks for.`
}
