package workbook

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"errors"
	"hash/crc32"
	"io"
	"io/fs"
	"slices"
	"strings"
)

// sortedZip writes the parts of a workbook by name. The library hands over its sheets in another order each time.
type sortedZip struct {
	out   *zip.Writer
	parts []*part
}

func newSortedZip(w io.Writer) *sortedZip { return &sortedZip{out: zip.NewWriter(w)} }

// part is one file of the archive, compressed as it is written, as sheets are large.
type part struct {
	header     zip.FileHeader
	compressed bytes.Buffer
	deflate    *flate.Writer
}

// Create begins a part. Parts are written one after the other.
func (z *sortedZip) Create(name string) (io.Writer, error) {
	p := &part{header: zip.FileHeader{Name: name, Method: zip.Deflate}}
	var err error
	if p.deflate, err = flate.NewWriter(&p.compressed, flate.DefaultCompression); err != nil {
		return nil, err
	}
	z.parts = append(z.parts, p)
	return p, nil
}

func (p *part) Write(b []byte) (int, error) {
	n, err := p.deflate.Write(b)
	p.header.CRC32 = crc32.Update(p.header.CRC32, crc32.IEEETable, b[:n])
	p.header.UncompressedSize64 += uint64(n)
	return n, err
}

// AddFS is for workbooks that are made of files.
func (z *sortedZip) AddFS(fs.FS) error { return errors.ErrUnsupported }

// Close writes the archive.
func (z *sortedZip) Close() error {
	slices.SortStableFunc(z.parts, func(a, b *part) int { return strings.Compare(a.header.Name, b.header.Name) })
	for _, p := range z.parts {
		if err := p.deflate.Close(); err != nil {
			return err
		}
		p.header.CompressedSize64 = uint64(p.compressed.Len())
		out, err := z.out.CreateRaw(&p.header)
		if err != nil {
			return err
		}
		if _, err := out.Write(p.compressed.Bytes()); err != nil {
			return err
		}
	}
	return z.out.Close()
}
