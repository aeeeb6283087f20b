package lint

// missingSection matters as much as the policy says for the kind, and says what the section is for.
func missingSection(_ *page, e entity, o *observation) {
	if purpose := e.(*expectedEntity).kind.Purpose; purpose != "" {
		o.related = []Related{{Message: purpose}}
	}
	o.severity = e.(*expectedEntity).kind.Severity
}
