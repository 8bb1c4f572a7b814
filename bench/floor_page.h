/*
 * floor_page - a page that the office sent, taken apart into rows, so that the library and
 * bare SQLite can make it again: same rows, same bytes.
 *
 * A row begins at each <li and <tr.  What stands between tags, and what an href or title
 * says, are its columns; the rest is markup that rows of the same shape share.
 */
#ifndef BENCH_FLOOR_PAGE_H
#define BENCH_FLOOR_PAGE_H

#include <sqlite3.h>
#include <stddef.h>

struct floor_page;

/* The rows of `body` in a database in memory, below an index, beside `others` rows of other
 * pages.  Ends the program when the page made from them differs from `body`. */
struct floor_page *floor_page_open(const char *body, size_t n, long others);
/* Makes it once more; `to` has room for it and what follows it. */
size_t floor_page_make(struct floor_page *page, char *to);
long floor_page_rows(const struct floor_page *page);

#endif
