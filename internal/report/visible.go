package report

import "jobcat/internal/inert"

func visible(s string) string { return inert.Visible(s) }
