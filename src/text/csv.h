/*
 * text/csv - comma separated values (RFC 4180) for people's spreadsheets.
 *
 * The writer quotes what must be quoted and puts an apostrophe before a field
 * that a spreadsheet would run as a formula.  The reader takes what the RFC
 * allows and says line and column where it does not.
 */
#ifndef TEXT_CSV_H
#define TEXT_CSV_H

#include "base/base.h"

enum { CSV_COLUMNS_MAX = 256, CSV_ROWS_MAX = 100000 };

struct csv {
    struct buf *out;
    bool filled; /* the row has a field already */
};

struct csv csv_open(struct buf *out);
void csv_field(struct csv *csv, struct str s);
void csv_int(struct csv *csv, int64_t number);
void csv_row(struct csv *csv); /* ends the row with CR LF */

struct csv_row {
    struct str *fields;
    size_t n;
    int line; /* where it begins, from 1 */
};

struct csv_table {
    struct csv_row *rows;
    size_t n;
};

/* A table in the arena; a byte order mark is passed over.  ERR_INVALID: csv.quote, csv.width (a row
 * with another number of fields than the first), csv.large, text.utf8. */
MUST_USE enum err csv_read(struct ctx *ctx, struct str text, struct csv_table *out);

#endif
