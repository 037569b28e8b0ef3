package dataset

import (
	"context"
	"os"
	"path/filepath"
	"testing"
)

// hostile are the files of testdata/hostile with what must be said of each.
var hostile = []struct{ file, want string }{
	{"after-quote_2011.csv", "after-quote_2011.csv: row 3 (CHN_c2), column 4 (ROW_c1): has text behind a closing quote; double the quotes inside a quoted cell"},
	{"bare-quote_2011.csv", "bare-quote_2011.csv: row 3 (CHN_c2), column 4 (ROW_c1): has a quote inside an unquoted cell; put the whole cell in quotes"},
	{"blank-row_2011.csv", "blank-row_2011.csv: row 4: is blank and more rows follow; take the blank row out"},
	{"bomb-row_2011.csv.gz", "bomb-row_2011.csv.gz: row 1: is longer than 8388608 bytes; a quote may never close, or this is no table"},
	{"bomb-rows_2011.csv.gz", "bomb-rows_2011.csv.gz: row 8 (x): stands behind the row OUT; want no more rows"},
	{"broken.zip", "broken.zip: is a damaged zip file; fetch it again: zip: not a valid zip file"},
	{"checksum_2011.csv.gz", "checksum_2011.csv.gz: the checksum does not fit: the file is damaged; fetch it again: gzip: invalid checksum"},
	{"cut-after-row_2011.csv", "cut-after-row_2011.csv: ends after row 3; want row \"ROW_c1\" next, as column 4 of the header; the file is truncated, or a block is missing"},
	{"cut-header_2011.csv", "cut-header_2011.csv: row 1, column 8 (ROW_c37): got column \"ROW_c37\" last; want OUT; the header is cut off"},
	{"cut-in-row_2011.csv", "cut-in-row_2011.csv: row 4 (ROW_c1): got 3 cells; want 10 as in the header; the file ends here: it may be truncated"},
	{"cut_2011.csv.gz", "cut_2011.csv.gz: the compressed data end too early: the file is truncated; fetch it again: unexpected EOF"},
	{"decimal-comma_2011.csv", "decimal-comma_2011.csv: row 2 (CHN_c1), column 6 (CHN_c37): \"60,5\" has a decimal comma; want a decimal point; save the numbers with one"},
	{"duplicate-column_2011.csv", "duplicate-column_2011.csv: row 1, column 5: \"CHN_c1\" is also the label of column 2; want distinct labels"},
	{"empty-cell_2011.csv", "empty-cell_2011.csv: row 4 (ROW_c1), column 2 (CHN_c1): is empty; want a number; pass --missing \"\" to read empty cells as missing"},
	{"empty.csv", "empty.csv: is empty; want a header row and rows of numbers"},
	{"extra-row_2011.csv", "extra-row_2011.csv: row 8 (NOTE): stands behind the row OUT; want no more rows"},
	{"gbk-broken_2015.csv", "gbk-broken_2015.csv: row 3 (02), column 3 (DescriptionInChinese): \"\\xff\\xb2ɿ\\xf3ҵ\" is neither UTF-8 nor GBK; save the file as csv UTF-8"},
	{"header_2011.csv.gz", "header_2011.csv.gz: is a damaged gzip file; fetch it again: unexpected EOF"},
	{"hex_2011.csv", "hex_2011.csv: row 2 (CHN_c1), column 3 (CHN_c2): \"0x1F\" is not a number; pass --missing 0x1F to read it as missing"},
	{"huge-cell_2011.csv.gz", "huge-cell_2011.csv.gz: row 3 (CHN_c2), column 4 (ROW_c1): holds 70000 bytes; want at most 65536; a quote may never close"},
	{"icio-no-final_2018.csv", "icio-no-final_2018.csv: row 1, column 10 (OUT): 4 industries and 0 columns of final demand up to here; want some of each; the header is cut off"},
	{"icio-no-output_2018.csv", "icio-no-output_2018.csv: ends after row 11; want taxes, value added and output (OUT or OUTPUT) below the industries; the file is truncated, or a block is missing"},
	{"icio-no-value-added_2018.csv", "icio-no-value-added_2018.csv: row 11 (OUT): got row \"OUT\"; want value added (VA, VALU or VA+TAXSUB) above it"},
	{"icio-row_2018.csv", "icio-row_2018.csv: row 10 (GDP): got row \"GDP\"; want TLS or AAA_TAXSUB, VA or VALU, OUT or OUTPUT below the industries"},
	{"icio-twice_2018.csv", "icio-twice_2018.csv: row 11 (TLS): \"TLS\" stands twice below the industries; want distinct rows"},
	{"inf_2011.csv", "inf_2011.csv: row 6 (VA_RESIDUAL), column 2 (CHN_c1): \"-Inf\" is not a finite number; pass --missing -Inf to read it as missing"},
	{"long-row_2011.csv", "long-row_2011.csv: row 3 (CHN_c2): got 11 cells; want 10 as in the header"},
	{"minus-sign_2011.csv", "minus-sign_2011.csv: row 2 (CHN_c1), column 7 (CHN_c42): \"−2\" has a minus sign that is not the ASCII one; want -"},
	{"mixed-encoding_2015.csv", "mixed-encoding_2015.csv: row 3 (02), column 3 (DescriptionInChinese): \"\\xb2ɿ\\xf3ҵ\" is not UTF-8, as the text before it is; save the whole file as csv UTF-8"},
	{"nan_2011.csv", "nan_2011.csv: row 5 (ROW_c2), column 10 (OUT): \"NaN\" is not a finite number; pass --missing NaN to read it as missing"},
	{"nbs-no-final_2015.csv", "nbs-no-final_2015.csv: no columns of final demand in the header; want consumption (FU101 FU102 FU103, or TC), FU201, FU202, EX"},
	{"nbs-no-import-column_2015.csv", "nbs-no-import-column_2015.csv: no column IM in the header; want imports in a column IM, or domestic and imported rows with a column Origin"},
	{"nbs-no-primary_2015.csv", "nbs-no-primary_2015.csv: ends after row 5; want row \"VA001\" next below the sectors; the file is truncated, or a block is missing"},
	{"nbs-origin_2020.csv", "nbs-origin_2020.csv: row 6 (02), column 4 (Origin): got \"Domestic\"; want \"Imports\""},
	{"nbs-unknown-column_2015.csv", "nbs-unknown-column_2015.csv: row 1, column 9 (FU109): got column \"FU109\"; want one of TIU FU101 FU102 THC FU103 TC FU201 FU202 GCF EX TFU IM ERR GO"},
	{"no-encoding_2015.csv", "no-encoding_2015.csv: row 3 (02), column 3 (DescriptionInChinese): \"\\xff\\xfe\\xfa\" is neither UTF-8 nor GBK; save the file as csv UTF-8"},
	{"no-out-row_2011.csv", "no-out-row_2011.csv: ends after row 6; want row \"OUT\" next below the industries; the file is truncated, or a block is missing"},
	{"no-rest-row_2011.csv", "no-rest-row_2011.csv: row 6 (OUT): got row \"OUT\"; want \"VA_RESIDUAL\" below the industries; keep the rows in that order"},
	{"no-table.zip", "no-table.zip: holds 0 text files; want one; unpack it and name the file"},
	{"nul_2011.csv", "nul_2011.csv: row 3 (CHN_c2), column 4 (ROW_c1): holds a NUL byte; this is no text file, or UTF-16; save it as csv UTF-8"},
	{"oecd-domestic_2018.csv", "oecd-domestic_2018.csv: no column IMPO in the header; want the table of total use (TTL); domestic (DOM) and imported (IMP) use in files of their own are not read yet"},
	{"old-mac_2011.csv", "old-mac_2011.csv: row 1, column 10: holds a carriage return without a line feed; save the file with Windows or Unix line ends"},
	{"only-bom.csv", "only-bom.csv: is empty; want a header row and rows of numbers"},
	{"open-quote_2011.csv", "open-quote_2011.csv: row 3 (CHN_c2,5,30,6,7,70,1,6,1,126), column 1 (V1): has a quote that never closes; close it"},
	{"page.csv", "page.csv: is a web page or XML, not a table; fetch the file itself"},
	{"plain-column", "final.csv: row 1, column 3 (kin): unknown column \"kin\"; did you mean \"kind\"?; want item, kind, region, en, zh"},
	{"plain-key", "table.toml: row 3, column 1: unknown key \"titel\"; did you mean \"title\"?"},
	{"plain-kind", "final.csv: row 3 (E), column 3 (kind): got \"export\"; want one of household, npish, government, consumption, fixed-capital, inventories, exports, purchases-abroad, other, discrepancy; did you mean \"exports\"?"},
	{"plain-labels", "flows.csv: row 1, column 3 (03): got \"03\"; want \"02\", in the order of the industry list"},
	{"plain-lost-file", "table.toml: names flows.csv, which is not in the folder; put it there, or name another"},
	{"plain-members", "industries.csv: row 3 (02), column 7 (members): is not a whole number of one or more"},
	{"plain-no-code", "industries.csv: row 3, column 2 (item): is empty; want a code"},
	{"plain-no-document", "table.toml: is not in the folder; want a table.toml that describes the table, or the path of a csv file"},
	{"plain-no-files", "table.toml: files.industries is missing; want the name of a csv file"},
	{"plain-no-industries", "industries.csv: has no rows below the header; want one for each industry"},
	{"plain-no-output", "industries.csv: row 1, column 5 (zh2): unknown column \"zh2\"; did you mean \"zh\"?; want item, output, imports, region, en, zh, members"},
	{"plain-outside", "table.toml: names ../flows.csv, which is not in the folder; put it there, or name another"},
	{"plain-short", "flows.csv: ends after row 2; want row \"02\" next, in the order of the industry list; the file is truncated, or a block is missing"},
	{"plain-split", "table.toml: files.import_flows is given with imports = \"column\"; want it with \"split\" only"},
	{"plain-syntax", "table.toml: row 5, column 11: unexpected character U+0063 'c' at start of value"},
	{"plain-treatment", "table.toml: imports is \"columns\"; want one of inside, split, column, row; did you mean \"column\"?"},
	{"plain-twice", "industries.csv: row 3: \"01\" stands also in row 2; want distinct keys"},
	{"plain-type", "table.toml: row 2, column 8: got a TOML integer for name; want another type"},
	{"plain-version", "table.toml: version is 9; want 1"},
	{"plain-wide", "flows.csv: row 1, column 4 (03): 3 columns of numbers; want 2, one for each industry"},
	{"prose.csv", "prose.csv: no known table has this first row: Dear colleague, ; want one of the formats plain, wiod2013, icio, nbs, oecd-national"},
	{"row-order_2011.csv", "row-order_2011.csv: row 3 (ROW_c1): got row \"ROW_c1\"; want \"CHN_c2\", as column 3 of the header; keep the rows in that order"},
	{"short-row_2011.csv", "short-row_2011.csv: row 3 (CHN_c2): got 9 cells; want 10 as in the header"},
	{"space-token_2011.csv", "space-token_2011.csv: row 4 (ROW_c1), column 2 (CHN_c1): \"not available\" is not a number; pass --missing \"not available\" to read it as missing"},
	{"spreadsheet-error_2011.csv", "spreadsheet-error_2011.csv: row 7 (OUT), column 4 (ROW_c1): \"#DIV/0!\" is an error of a spreadsheet, not a number; repair the formula, or pass --missing #DIV/0! to read it as missing"},
	{"tail_2011.csv.gz", "tail_2011.csv.gz: something follows the compressed data; fetch it again: gzip: invalid header"},
	{"text-cell_2011.csv", "text-cell_2011.csv: row 3 (CHN_c2), column 7 (CHN_c42): \"n.a.\" is not a number; pass --missing n.a. to read it as missing"},
	{"thousands_2011.csv", "thousands_2011.csv: row 2 (CHN_c1), column 6 (CHN_c37): \"1,234\" has thousands separators; want plain digits; save the numbers without them"},
	{"too-large_2011.csv", "too-large_2011.csv: row 2 (CHN_c1), column 3 (CHN_c2): \"1e999\" is too large; want at most 1e100"},
	{"two-tables.zip", "two-tables.zip: holds 2 text files (wiod_2010.csv, wiod_2011.csv); want one; unpack it and name the file"},
	{"unknown-column_2011.csv", "unknown-column_2011.csv: row 1, column 7 (CHN_c40): got column \"CHN_c40\"; want industries AAA_c1 to AAA_c35, then final demand c37 c38 c39 c41 c42, then OUT"},
	{"utf16_2011.csv", "utf16_2011.csv: is UTF-16 text; save it as csv UTF-8"},
	{"workbook.xlsx", "workbook.xlsx: is an Excel workbook (.xlsx), not text; save the sheet as csv UTF-8"},
}

func TestHostile(t *testing.T) {
	listed := map[string]bool{}
	for _, h := range hostile {
		listed[h.file] = true
		s, err := Open(context.Background(), filepath.Join("testdata", "hostile", h.file), Options{})
		switch {
		case err == nil:
			t.Errorf("%s: read as %s; want an error", h.file, s.Name)
		case err.Error() != h.want:
			t.Errorf("%s: got\n\t%s\nwant\n\t%s", h.file, err, h.want)
		}
	}
	entries, err := os.ReadDir(filepath.Join("testdata", "hostile"))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !listed[e.Name()] {
			t.Errorf("testdata/hostile/%s has no expected message", e.Name())
		}
	}
}

func TestPathErrors(t *testing.T) {
	dir := filepath.Join("testdata", "mini")
	for _, c := range []struct {
		path string
		o    Options
		want string
	}{
		{"wiod_2012.csv", Options{}, filepath.Join(dir, "wiod_2012.csv") + `: no such file or folder; did you mean "wiod_2011.csv" or "icio_2018.csv"?`},
		{"wiod_2011.csv", Options{Format: "wiot2013"}, `unknown format "wiot2013"; did you mean "wiod2013"?; want one of plain, wiod2013, icio, nbs, oecd-national`},
		{"wiod_2011.csv", Options{Format: "plain"}, "wiod_2011.csv is a file; want a folder with a table.toml for the format plain"},
		{"wiod_2011.csv", Options{Format: "nbs"}, "wiod_2011.csv: no sector columns in the header; want Code, Description, DescriptionInChinese, sectors 01 02 … or 001 002 …, TIU … GO"},
		{"wiod_2011.csv", Options{Limits: Limits{Columns: 9}}, "wiod_2011.csv: row 1: has 10 cells; want at most 9"},
		{"wiod_2011.csv", Options{Limits: Limits{Bytes: 99}}, "wiod_2011.csv: holds more than 99 bytes of text; raise the limit to read it"},
	} {
		if _, err := Open(context.Background(), filepath.Join(dir, c.path), c.o); err == nil || err.Error() != c.want {
			t.Errorf("got  %v\nwant %s", err, c.want)
		}
	}
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Open(ctx, filepath.Join("testdata", "mini", "wiod_2011.csv"), Options{}); err != context.Canceled {
		t.Errorf("got %v; want %v", err, context.Canceled)
	}
}
