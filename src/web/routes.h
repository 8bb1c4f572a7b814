/*
 * web/routes - every address of an office, in one table (routes.c).
 *
 * A row serves both doors: /{kantor}PATTERN is the page, and
 * /{kantor}/api/v1PATTERN the same deed for a machine or a command.  The
 * OpenAPI document is made from this table, so what it says cannot differ from
 * what is served.
 */
#ifndef WEB_ROUTES_H
#define WEB_ROUTES_H

#include "base/base.h"
#include "http/request.h"

enum { ROUTE_PARAMS_MAX = 3, ROUTE_PATH_BYTES_MAX = 300 };

struct deed;
struct visit; /* web/visit.h */

/* A field of a JSON body or answer, for the OpenAPI document. */
struct api_field {
    const char *name;
    const char
        *type; /* string, integer, boolean, date-time, date, id, object, or any of them + "[]" */
    bool required;
};

enum { API_FIELDS_MAX = 16 };

struct route {
    enum method method;
    const char *pattern;          /* "/kasus/:kasus/langkah/:langkah"; "" is the office's root */
    const struct deed *deed;      /* NULL only where everybody may: log-in, health, the document */
    void (*page)(struct visit *); /* NULL: no page */
    void (*api)(struct visit *);  /* NULL: no JSON */
    const char *name;             /* operationId and the word in the log: "case.show" */
    const struct api_field *in;   /* ends with a row without name; NULL: no body */
    const struct api_field *out;
};

extern const struct route routes[];
extern const size_t routes_n;

struct route_match {
    const struct route *route; /* NULL: none */
    bool path_known;           /* the path exists with another method (405) */
    bool api;
    struct str params[ROUTE_PARAMS_MAX]; /* in the order of the pattern */
};

/* `path` is what follows "/{kantor}". */
struct route_match route_find(enum method method, struct str path);

#endif
