package workspace

import (
	"jobcat/catalog"
	"jobcat/schema"
)

// Inheritance is what levels take over from others, as the policy says.
func Inheritance(p *schema.Policy) catalog.Inheritance {
	return catalog.Inheritance{Mode: catalog.ByStatement, Own: []string{"job_grade"}}
}
