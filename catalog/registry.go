package catalog

// Registry is the list of job families that another system keeps, such as a compensation calculator.
type Registry struct {
	File    *File // its path is relative to the root of the catalog, and may lie outside of it
	Entries []RegistryEntry
}

// RegistryEntry is one role of a registry with the pages that describe it.
type RegistryEntry struct {
	Title     string
	Addresses []RegistryAddress
}

// RegistryAddress is the address of a page, as "/job-families/finance/payroll/", and where it stands.
type RegistryAddress struct {
	Address string
	Place   Place
}
