package gitlab

// Hunks reads the difference of one file.
var Hunks = hunks
