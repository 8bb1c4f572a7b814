#include "floor_page.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { COLUMNS = 12, SHAPES_MAX = 512, PAGE_NOW = 1, PAGE_ROWS = 50 };

struct shape {
    size_t pieces; /* of markup; a column stands between two */
    char *markup[COLUMNS + 1];
    size_t n[COLUMNS + 1];
};

struct row {
    struct shape shape;
    char *column[COLUMNS];
};

struct floor_page {
    struct shape shapes[SHAPES_MAX];
    int shapes_n;
    long rows;
    sqlite3 *db;
    sqlite3_stmt *put, *query;
};

static const struct {
    char byte;
    const char *written;
} escapes[] = {
    { '<', "&lt;" }, { '>', "&gt;" }, { '&', "&amp;" }, { '"', "&quot;" }, { '\'', "&#39;" }
};
enum { ESCAPES = sizeof escapes / sizeof *escapes };

static void die(const char *what)
{
    fprintf(stderr, "floor: %s\n", what);
    exit(1);
}

static char *copy(const char *at, size_t n)
{
    char *to = malloc(n + 1);
    if (to == NULL)
        die("memory");
    memcpy(to, at, n);
    to[n] = '\0';
    return to;
}

static const char *written[256]; /* instead of a byte; NULL: as it is */

static void escapes_know(void)
{
    for (size_t i = 0; i < ESCAPES; i++)
        written[(unsigned char)escapes[i].byte] = escapes[i].written;
}

/* Runs of plain bytes are copied whole. */
static size_t escape(char *to, const char *text)
{
    char *from = to;
    for (;;) {
        size_t n = 0;
        while (text[n] != '\0' && written[(unsigned char)text[n]] == NULL)
            n++;
        memcpy(to, text, n);
        to += n;
        if (text[n] == '\0')
            return (size_t)(to - from);
        to = stpcpy(to, written[(unsigned char)text[n]]);
        text += n + 1;
    }
}

/* The text that escape() writes as `at`; NULL when there is none. */
static char *unescaped(const char *at, size_t n)
{
    char *text = copy(at, n), *to = text;
    for (size_t i = 0; i < n;) {
        size_t taken = 1;
        *to = at[i];
        for (size_t e = 0; e < ESCAPES; e++) {
            size_t length = strlen(escapes[e].written);
            if (length <= n - i && memcmp(at + i, escapes[e].written, length) == 0) {
                *to = escapes[e].byte;
                taken = length;
            }
        }
        to++;
        i += taken;
    }
    *to = '\0';
    char *again = malloc(n * 6 + 1);
    if (again == NULL)
        die("memory");
    bool same = escape(again, text) == n && memcmp(again, at, n) == 0;
    free(again);
    if (same)
        return text;
    free(text);
    return NULL;
}

/* --- taking apart ------------------------------------------------------- */

static bool begins(const char *at, const char *end, const char *word)
{
    size_t n = strlen(word);
    return (size_t)(end - at) > n && memcmp(at, word, n) == 0;
}

static const char *row_end(const char *at, const char *end)
{
    for (at++; at < end; at++)
        if (begins(at, end, "<li") || begins(at, end, "<tr"))
            return at;
    return end;
}

/* Where a column may begin at or after `at`, and its length; NULL at the end of the row. */
static const char *column_find(const char *at, const char *end, size_t *n)
{
    static const char *const before[] = { ">", "href=\"", "title=\"" };
    for (; at < end; at++)
        for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
            if (!begins(at, end, before[i]))
                continue;
            const char *from = at + strlen(before[i]);
            const char *to = memchr(from, i == 0 ? '<' : '"', (size_t)(end - from));
            *n = to == NULL ? 0 : (size_t)(to - from);
            if (*n > 1)
                return from;
        }
    return NULL;
}

static void row_read(struct row *row, const char *at, const char *end)
{
    const char *from = at; /* of the piece of markup that is being read */
    size_t n;
    memset(row, 0, sizeof *row);
    while (row->shape.pieces < COLUMNS && (at = column_find(at, end, &n)) != NULL) {
        char *text = unescaped(at, n);
        if (text != NULL) {
            size_t piece = row->shape.pieces++;
            row->shape.n[piece] = (size_t)(at - from);
            row->shape.markup[piece] = copy(from, row->shape.n[piece]);
            row->column[piece] = text;
            from = at + n;
        }
        at += n;
    }
    row->shape.n[row->shape.pieces] = (size_t)(end - from);
    row->shape.markup[row->shape.pieces++] = copy(from, (size_t)(end - from));
}

static int shape_number(struct floor_page *page, const struct shape *shape)
{
    for (int i = 0; i < page->shapes_n; i++) {
        const struct shape *known = &page->shapes[i];
        bool same = known->pieces == shape->pieces;
        for (size_t k = 0; same && k < shape->pieces; k++)
            same = known->n[k] == shape->n[k] &&
                   memcmp(known->markup[k], shape->markup[k], shape->n[k]) == 0;
        if (same)
            return i;
    }
    if (page->shapes_n == SHAPES_MAX)
        die("a page of too many shapes");
    page->shapes[page->shapes_n] = *shape;
    return page->shapes_n++;
}

/* --- the database ------------------------------------------------------- */

static void database_open(struct floor_page *page)
{
    static const char *const tables =
        "create table line(id integer primary key, page int, rank int, shape int, v0 text, v1 text,"
        " v2 text, v3 text, v4 text, v5 text, v6 text, v7 text, v8 text, v9 text, v10 text,"
        " v11 text); create index line_page on line(page, rank); begin";
    if (sqlite3_open(":memory:", &page->db) != SQLITE_OK ||
        sqlite3_exec(page->db, tables, NULL, NULL, NULL) != SQLITE_OK ||
        sqlite3_prepare_v2(page->db,
                           "insert into line values(null,?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,"
                           "?13,?14,?15)",
                           -1, &page->put, NULL) != SQLITE_OK ||
        sqlite3_prepare_v2(page->db,
                           "select shape,v0,v1,v2,v3,v4,v5,v6,v7,v8,v9,v10,v11 from line"
                           " where page=?1 order by rank",
                           -1, &page->query, NULL) != SQLITE_OK)
        die("sqlite");
    sqlite3_bind_int(page->query, 1, PAGE_NOW);
}

static void row_put(struct floor_page *page, const struct row *row, int number, long rank)
{
    sqlite3_bind_int(page->put, 1, number);
    sqlite3_bind_int64(page->put, 2, rank);
    sqlite3_bind_int(page->put, 3, shape_number(page, &row->shape));
    for (int i = 0; i < COLUMNS; i++)
        sqlite3_bind_text(page->put, 4 + i, row->column[i], -1, SQLITE_STATIC);
    if (sqlite3_step(page->put) != SQLITE_DONE)
        die("insert");
    sqlite3_reset(page->put);
}

struct floor_page *floor_page_open(const char *body, size_t n, long others)
{
    struct floor_page *page = calloc(1, sizeof *page);
    const char *end = body + n;
    struct row row = { 0 };
    char *made = malloc(2 * n + 1);
    if (page == NULL || made == NULL)
        die("memory");
    escapes_know();
    database_open(page);
    for (const char *at = body, *next; at < end; at = next) {
        next = row_end(at, end);
        row_read(&row, at, next);
        row_put(page, &row, PAGE_NOW, page->rows++);
    }
    for (long i = 0; i < others; i++) /* the last row again and again */
        row_put(page, &row, PAGE_NOW + 1 + (int)(i / PAGE_ROWS), i % PAGE_ROWS);
    sqlite3_exec(page->db, "commit", NULL, NULL, NULL);
    if (floor_page_make(page, made) != n || memcmp(made, body, n) != 0)
        die("the page made from rows is not the page that was sent");
    free(made);
    return page;
}

size_t floor_page_make(struct floor_page *page, char *to)
{
    size_t n = 0;
    sqlite3_reset(page->query);
    while (sqlite3_step(page->query) == SQLITE_ROW) {
        const struct shape *shape = &page->shapes[sqlite3_column_int(page->query, 0)];
        for (size_t i = 0; i < shape->pieces; i++) {
            memcpy(to + n, shape->markup[i], shape->n[i]);
            n += shape->n[i];
            if (i + 1 < shape->pieces)
                n += escape(to + n, (const char *)sqlite3_column_text(page->query, 1 + (int)i));
        }
    }
    return n;
}

long floor_page_rows(const struct floor_page *page)
{
    return page->rows;
}
