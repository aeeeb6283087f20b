package roster_test

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"jobcat/internal/audit/roster"
)

func encoded(t *testing.T, as interface{ String(string) (string, error) }, text string) string {
	t.Helper()
	s, err := as.String(text)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestRead(t *testing.T) {
	utf16 := unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder()
	for _, c := range []struct {
		name, file string
		columns    map[string]string
		form       string
		header     int
		want       string // the people
	}{
		{"commas", "Job Title,Grade\nCook,7\n\"Manager, Kitchen\",8\n", nil, "CSV with commas, UTF-8", 1, "2:Cook/7 3:Manager, Kitchen/8"},
		{"semicolons with commas in titles", "Title;Job Grade\nManager, Kitchen;8\nCook;7,5\n", nil, "CSV with semicolons, UTF-8", 1, "2:Manager, Kitchen/8 3:Cook/7,5"},
		{"tabs", "job_title\tgrade\r\nCook\t7\r\n", nil, "CSV with tabs, UTF-8", 1, "2:Cook/7"},
		{"for Excel", "sep=;\nTitle;Grade\nCook;7\n", nil, "CSV with semicolons, UTF-8", 2, "3:Cook/7"},
		{"byte order mark", "\ufeffTitle,Grade\nKüchenhilfe,5\n", nil, "CSV with commas, UTF-8 with a byte order mark", 1, "2:Küchenhilfe/5"},
		{"Windows-1252", encoded(t, charmap.Windows1252.NewEncoder(), "Title;Grade\nKüchenhilfe – früh;5\n"), nil, "CSV with semicolons, Windows-1252", 1, "2:Küchenhilfe – früh/5"},
		{"UTF-16", encoded(t, utf16, "Title\tGrade\nKüchenhilfe\t5\n"), nil, "CSV with tabs, UTF-16", 1, "2:Küchenhilfe/5"},
		{"letters in two parts", "Title\nKu\u0308chenhilfe\n", nil, "CSV with commas, UTF-8", 1, "2:Küchenhilfe/"},
		{"blanks", "Title ,Grade\n  Line\u00a0 Cook ,\" 7\"\n,\n , \n", nil, "CSV with commas, UTF-8", 1, "2:Line Cook/7"},
		{"header below a title", "Head count,,\nPrinted on 1 May,,\n\nName,Title,Grade\nA,Cook,7\n", nil, "CSV with commas, UTF-8", 4, "5:Cook/7"},
		{"quoted line ends", "Name,Title\n\"Jane\nRoe\",Cook\nX,Baker\n", nil, "CSV with commas, UTF-8", 1, "2:Cook/ 4:Baker/"},
		{"bare quotes", "Name,Title\nRobert \"Bob\" Roe,Cook\n", nil, "CSV with commas, UTF-8", 1, "2:Cook/"},
		{"header on each page", "Title,Grade\nCook,7\nTitle,Grade\nBaker,6\n", nil, "CSV with commas, UTF-8", 1, "2:Cook/7 4:Baker/6"},
		{"short rows", "Title,Grade\nCook\n", nil, "CSV with commas, UTF-8", 1, "2:Cook/"},
		{"old line ends", "Title,Grade\rCook,7\r", nil, "CSV with commas, UTF-8", 1, "2:Cook/7"},
		{"titles alone", "Title\nManager, Kitchen\nCook\n", nil, "CSV with semicolons, UTF-8", 1, "2:Manager, Kitchen/ 3:Cook/"},
		{"not closed by a quotation mark but by a sign", "Title,Grade\n=\"Cook\",=\"7\"\n", nil, "CSV with commas, UTF-8", 1, "2:Cook/7"},
		{"totals", "Grade,Title,ID\n7,Cook,1\n,,\nTotal:,,1\n8,Total,2\nSumme 2,,\n", nil, "CSV with commas, UTF-8", 1, "2:Cook/7 5:Total/8"},
		{"a total in the place of the title", "Title,Grade\nCook,7\nGrand Total,\nTotal Rewards Cook,6\n", nil, "CSV with commas, UTF-8", 1, "2:Cook/7 4:Total Rewards Cook/6"},
		{"a title with the name of who has it", "Name,Title\n\"Roe, Jane\",Cook - Jane Roe\nBob,Baker (Night)\n", nil, "CSV with commas, UTF-8", 1, "2:Cook/ 3:Baker (Night)/"},
		{"named", "Beruf,Stufe\nKoch,7\n", map[string]string{"title": "beruf", "grade": "Stufe"}, "CSV with commas, UTF-8", 1, "2:Koch/7"},
		{"named although there is a usual one", "Title,Position\nDr.,Cook\n", map[string]string{"title": "Position"}, "CSV with commas, UTF-8", 1, "2:Cook/"},
		{"a usual name that is named for something else", "Title,Position\nDr.,Cook\n", map[string]string{"name": "Position"}, "CSV with commas, UTF-8", 1, "2:Dr./"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, err := roster.Read([]byte(c.file), c.columns)
			if err != nil {
				t.Fatal(err)
			}
			var people []string
			for _, p := range r.People {
				people = append(people, fmt.Sprintf("%d:%s/%s", p.Row, p.Title, p.Grade))
			}
			if got := strings.Join(people, " "); got != c.want || r.Form != c.form || r.Header != c.header {
				t.Errorf("%s, header %d: %s\nwant %s, header %d: %s", r.Form, r.Header, got, c.form, c.header, c.want)
			}
		})
	}
}

// TestColumns are headers as systems for HR write them.
func TestColumns(t *testing.T) {
	for _, c := range []struct{ system, file, want string }{
		{"of several", "Employee ID,First Name,Last Name,jobTitle,PAY_GRADE,Job Code,Manager's ID,Manager Title,Hire Date\n1,Jane,Roe,Cook,7,X,2,Chef,2019-01-01\n",
			"[{title jobTitle} {grade PAY_GRADE} {code Job Code} {id Employee ID} {manager_id Manager's ID} {manager_title Manager Title} {name First Name} {name Last Name}] [Hire Date]"},
		{"Workday", "Worker,Employee ID,Business Title,Compensation Grade,Worker's Manager,Preferred Name,Job Family\nJane Roe,1,Cook,7,Bob,Jane Roe,Kitchen\n",
			"[{title Business Title} {grade Compensation Grade} {id Employee ID} {name Worker} {manager Worker's Manager}] [Preferred Name Job Family]"},
		{"BambooHR", "\"Employee #\",\"Last name, First name\",\"Job Title\",\"Reporting to\",\"Pay Grade\"\n1,\"Roe, Jane\",Cook,\"Doe, Bob\",7\n",
			"[{title Job Title} {grade Pay Grade} {id Employee #} {name Last name, First name} {manager Reporting to}] []"},
		{"HiBob", "Display name,Employee ID,Job title,Reports to,Reports to (ID),Site\nJane Roe,1,Cook,Bob,2,Kiel\n",
			"[{title Job title} {id Employee ID} {name Display name} {manager Reports to} {manager_id Reports to (ID)}] [Site]"},
		{"ADP", "Associate ID,Payroll Name,Job Title Description,Reports To Name,Reports To Associate ID,Pay Grade Code\n1,\"Roe, Jane\",Cook,Bob,2,7\n",
			"[{title Job Title Description} {grade Pay Grade Code} {id Associate ID} {name Payroll Name} {manager Reports To Name} {manager_id Reports To Associate ID}] []"},
		{"SuccessFactors", "User ID,First Name,Last Name,Position Title,Pay Grade,Manager User ID\n1,Jane,Roe,Cook,7,2\n",
			"[{title Position Title} {grade Pay Grade} {id User ID} {manager_id Manager User ID} {name First Name} {name Last Name}] []"},
		{"Lattice", "Name,Email,Title,Manager,Manager email,Level,Track\nJane Roe,j,Cook,Bob,b,IC3,IC\n",
			"[{title Title} {name Name} {manager Manager}] [Email Manager email Level Track]"},
		{"Personio", "Personalnummer;Vorname;Nachname;E-Mail;Position;Abteilung;Vorgesetzter;Entgeltgruppe\n1;Jane;Roe;j;Cook;Küche;Bob;7\n",
			"[{title Position} {grade Entgeltgruppe} {id Personalnummer} {manager Vorgesetzter} {name Vorname} {name Nachname}] [E-Mail Abteilung]"},
		{"SAP in German", "Pers.Nr.;Name;Vorname;Stellenbezeichnung;Vergütungsgruppe;Führungskraft;Personalnummer Führungskraft\n1;Roe;Jane;Cook;7;Bob;2\n",
			"[{title Stellenbezeichnung} {grade Vergütungsgruppe} {id Pers.Nr.} {manager Führungskraft} {manager_id Personalnummer Führungskraft} {name Vorname} {name Name}] []"},
		{"of people of both sexes", "Mitarbeiter*in;Funktion;Vorgesetzte/r\nJane Roe;Cook;Bob\n",
			"[{title Funktion} {name Mitarbeiter*in} {manager Vorgesetzte/r}] []"},
		{"French", "Matricule;Nom;Prénom;Intitulé du poste;Responsable hiérarchique;Matricule du responsable;Grade\n1;Roe;Jane;Cook;Bob;2;7\n",
			"[{title Intitulé du poste} {grade Grade} {id Matricule} {manager Responsable hiérarchique} {manager_id Matricule du responsable} {name Prénom} {name Nom}] []"},
		{"French without accents", "N° matricule;Nom et prenom;Libelle de l’emploi;N+1\n1;Roe Jane;Cook;Bob\n",
			"[{title Libelle de l’emploi} {id N° matricule} {name Nom et prenom} {manager N+1}] []"},
	} {
		t.Run(c.system, func(t *testing.T) {
			r, err := roster.Read([]byte(c.file), nil)
			if err != nil {
				t.Fatal(err)
			}
			if got := fmt.Sprint(r.Columns, r.Unused); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
			if p := r.People[0]; p.Title != "Cook" || p.Name != "" && p.Name != "Jane Roe" && p.Name != "Roe, Jane" && p.Name != "Roe Jane" {
				t.Errorf("got %+v", p)
			}
		})
	}
}

func TestUnclearColumns(t *testing.T) {
	for _, c := range []struct {
		name, file string
		columns    map[string]string
		want       string
	}{
		{"two titles", "Title,Job Title,Grade\nDr.,Cook,7\n", nil, `the columns "Title" and "Job Title" can both be the title; say which it is, with --column title="Title", or for good with roster: columns: title: "Title" in jobcat.cue`},
		{"several", "Position,Business Title,Job Profile,Grade,Pay Grade\nX,Cook,Y,7,8\n", nil, `the columns "Position", "Business Title" and "Job Profile" can all be the title; say which it is, with --column title="Position", or for good with roster: columns: title: "Position" in jobcat.cue; the columns "Grade" and "Pay Grade" can both be the grade; say which it is, with --column grade="Grade", or for good with roster: columns: grade: "Grade" in jobcat.cue`},
		{"two of one name", "Title,Title\nDr.,Cook\n", nil, `2 columns are called "Title", so it is not clear which has the title; rename one of them`},
		{"no title", "Name,Beruf,Grade\nJane Roe,Koch,7\n", nil, `it is not clear which column has the titles of people; say so with --column title="…", or for good with roster: columns: title: "…" in jobcat.cue; there are "Name", "Beruf" and "Grade"`},
		{"words of no language that is known", "Imię;Nazwisko;Stanowisko;\nJane;Roe;Kucharz;jane@example.com\n", nil, `none of its first rows has words that are known as those of a header, so it is not clear which column has the titles of people; say so with --column title="…", or for good with roster: columns: title: "…" in jobcat.cue`},
		{"no header", "1,Jane Roe,jane@example.com,Manager,7\n2,Bob Doe,bob@example.com,Cook,6\n", nil, `none of its first rows has words that are known as those of a header, so it is not clear which column has the titles of people; say so with --column title="…", or for good with roster: columns: title: "…" in jobcat.cue`},
		{"named in vain", "Title,Grade\nCook,7\n", map[string]string{"title": "Job"}, `no column is called "Job"; there are "Title" and "Grade"`},
		{"the only one, named in vain", "Beruf\nKoch\n", map[string]string{"title": "Job"}, `no column is called "Job"`},
		{"another one named in vain", "Title,Grade\nCook,7\n", map[string]string{"id": "Worker"}, `there is no column "Worker" for the id of a person; there are "Title" and "Grade"`},
		{"named, and twice there", "Job,Job\nCook,7\n", map[string]string{"title": "Job"}, `2 columns are called "Job", so it is not clear which has the title; rename one of them`},
		{"empty", "", nil, "it has no rows"},
		{"blank", "\n\n , \n", nil, "it has no rows"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := roster.Read([]byte(c.file), c.columns)
			if !errors.Is(err, roster.ErrColumns) || err.Error() != c.want {
				t.Errorf("got  %v\nwant %s", err, c.want)
			}
		})
	}
}

func TestNoRoster(t *testing.T) {
	for file, want := range map[string]string{
		"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "it is an old or a protected file of Excel; save it as xlsx without a password, or as CSV",
		"PK\x03\x04 and nothing else":      "it is no workbook (xlsx) that can be read: zip: not a valid zip file",
		"<html><table>":                    "it is a web page or XML; export it as CSV or xlsx",
		"Title\n\"Cook\nBaker\n":           "a quotation mark of line 2 is not closed as in CSV",
		"GIF89a\x00\x01":                   "it is no CSV and no xlsx",
	} {
		_, err := roster.Read([]byte(file), nil)
		if err == nil || errors.Is(err, roster.ErrColumns) || err.Error() != want {
			t.Errorf("%.10q: %v", file, err)
		}
	}
}

func TestWorkbook(t *testing.T) {
	f := excelize.NewFile()
	if _, err := f.NewSheet("People"); err != nil {
		t.Fatal(err)
	}
	for at, v := range map[string]any{
		"Sheet1!A1": "About this report", "People!B2": "Business Title", "People!C2": "Grade", "People!D2": "Worker ID",
		"People!B3": "Küchenhilfe", "People!C3": 7.0, "People!D3": 123456789012345, "People!B5": "Cook", "People!C5": time.Date(2026, 7, 8, 0, 0, 0, 0, time.UTC), "People!D5": "007",
	} {
		sheet, cell, _ := strings.Cut(at, "!")
		if err := f.SetCellValue(sheet, cell, v); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.SetCellFormula("People", "B6", "B5"); err != nil {
		t.Fatal(err)
	}
	grouped, err := f.NewStyle(&excelize.Style{NumFmt: 3}) // 123,456,789,012,345
	if err := errors.Join(err, f.SetCellStyle("People", "D3", "D3", grouped)); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	r, err := roster.Read(b.Bytes(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprint(r.Form, r.Unit, r.Header); got != `workbook, sheet "People"row2` {
		t.Error(got)
	}
	if len(r.People) != 2 {
		t.Fatalf("%+v", r.People)
	}
	if p := r.People[0]; p != (roster.Person{Row: 3, Title: "Küchenhilfe", Grade: "7", ID: "123456789012345"}) {
		t.Errorf("%+v", p)
	}
	if p := r.People[1]; p.Row != 5 || p.Title != "Cook" || p.ID != "007" || strings.HasPrefix(p.Grade, "46") {
		t.Errorf("%+v", p)
	}
}

// TestTwoSheets of one kind would each be half of the people.
func TestTwoSheets(t *testing.T) {
	for headers, want := range map[string]string{
		"Title Grade/Grade Title":        "", // a summary
		"Title Grade/Title Grade/hidden": "",
		"Title Grade/Title Grade":        `the sheets "Sheet1" and "More" have the same columns; put all people into one sheet, or export the one that is meant as CSV`,
	} {
		f := excelize.NewFile()
		if _, err := f.NewSheet("More"); err != nil {
			t.Fatal(err)
		}
		first, second, _ := strings.Cut(headers, "/")
		second, hidden := strings.CutSuffix(second, "/hidden")
		if err := f.SetSheetVisible("More", !hidden); err != nil {
			t.Fatal(err)
		}
		for sheet, words := range map[string]string{"Sheet1": first, "More": second} {
			header := strings.Fields(words)
			if err := errors.Join(f.SetSheetRow(sheet, "A1", &header), f.SetSheetRow(sheet, "A2", &[]string{"Cook", "7"})); err != nil {
				t.Fatal(err)
			}
		}
		var b bytes.Buffer
		if err := f.Write(&b); err != nil {
			t.Fatal(err)
		}
		_, err := roster.Read(b.Bytes(), nil)
		if got := fmt.Sprint(err); want != "" && (got != want || !errors.Is(err, roster.ErrColumns)) || want == "" && err != nil {
			t.Errorf("%s: %s", headers, got)
		}
	}
}

// FuzzRead holds the reader to not panic, whatever somebody takes for a roster.
func FuzzRead(f *testing.F) {
	f.Add([]byte("Title;Grade\nCook;7\n"))
	f.Add([]byte("\ufeffsep=,\nName,Job Title\n\"a\nb\",c"))
	f.Add([]byte("PK\x03\x04"))
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := roster.Read(data, nil)
		if (r == nil) == (err == nil) {
			t.Errorf("%v and %v", r, err)
		}
	})
}
