package markdown

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"jobcat/catalog"

	"go.yaml.in/yaml/v3"
)

// frontMatter is the YAML at the beginning of a page.
type frontMatter struct {
	lines  span // from the opening "---" to behind the closing one; zero if there is none
	body   int  // where the page's Markdown begins
	fields []field
}

// field is one key of the front matter with its value. The first of equal keys counts.
type field struct {
	key   catalog.Text
	value catalog.Text // of a scalar, without quotes
	sub   []field      // of a mapping: its keys; of a sequence: its entries, without keys
}

// lookup is the field with that key, or nil.
func lookup(fields []field, key string) *field {
	for i := range fields {
		if fields[i].key.String == key {
			return &fields[i]
		}
	}
	return nil
}

// field is the top-level field with that key, or nil.
func (m frontMatter) field(key string) *field { return lookup(m.fields, key) }

const byteOrderMark = "\ufeff"

// readFrontMatter reads the front matter and notes what is wrong with it.
func (d *document) readFrontMatter() frontMatter {
	return frontMatter{}
}

var _ = regexp.MustCompile
var _ = strconv.Itoa
var _ = strings.Cut
var _ = utf8.RuneLen
var _ yaml.Node

func (d *document) findFaults(m *masking) {}
