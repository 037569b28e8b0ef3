// Package text answers "which number stands in which cell of this text file?"
//
// A [File] gives one record after another of a delimited text file: csv, tab or
// semicolon, UTF-8 with or without byte order mark or GBK, plain, gzip or the
// one text file in a zip. It never holds more than one record and the read
// buffer, makes no allocation for a number, and knows the row and column of
// every cell, so that a fault in the data is an [Error] with its place.
//
// Rows are records: a line break inside quotes does not start a new row, as in
// a spreadsheet. Rows and columns count from 1.
package text
