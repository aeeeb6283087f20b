package workspace

import (
	"jobcat/catalog"
	"jobcat/schema"
)

// Inheritance is what levels take over from others, as the policy says.
func Inheritance(p *schema.Policy) catalog.Inheritance {
	i := p.Inheritance()
	return catalog.Inheritance{Mode: catalog.InheritanceMode(i.Mode), Own: i.Own}
}
