package lint

// missingSection matters as much as the policy says for the kind.
func missingSection(_ *page, e entity, o *observation) {
	o.severity = e.(*expectedEntity).kind.Severity
}
