package lint

import "jobcat/catalog"

// fileEntity is a file below a root.
type fileEntity struct{ p *page }

func (e *fileEntity) Fact(name string) any {
	switch name {
	case "path":
		return e.p.File.Path
	case "usual_path":
		return e.p.usualPath()
	case "path_is_usual":
		return e.p.usualPath() == e.p.File.Path
	case "path_trouble":
		return e.p.pathTrouble()
	case "kind":
		if e.p.Family != nil {
			return string(e.p.Family.Kind)
		}
		return ""
	case "no_family":
		return e.p.NoFamily
	case "fault":
		if len(e.p.Faults) > 0 {
			return string(e.p.Faults[0].Kind)
		}
		return ""
	case "detail":
		if len(e.p.Faults) > 0 {
			return e.p.Faults[0].Detail
		}
		return ""
	case "trouble":
		if len(e.p.Faults) > 0 {
			return explained(e.p.Faults[0]).trouble
		}
		return ""
	case "cure":
		if len(e.p.Faults) > 0 {
			return explained(e.p.Faults[0]).cure
		}
		return ""
	}
	return nil
}

func (e *fileEntity) place(string) catalog.Place { return e.p.File.Place(0, 0) }
func (e *fileEntity) level() *catalog.Level      { return nil }
func (e *fileEntity) key() string                { return "" }
