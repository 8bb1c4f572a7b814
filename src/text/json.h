/*
 * text/json - writing and reading JSON (RFC 8259).
 *
 * The writer puts straight into a buffer and keeps the commas; the reader
 * (jansson below) is strict: UTF-8 only, no duplicate member, no number beyond
 * int64, no depth above JSON_DEPTH_MAX, nothing after the value.
 */
#ifndef TEXT_JSON_H
#define TEXT_JSON_H

#include "base/base.h"

enum { JSON_DEPTH_MAX = 16, JSON_BYTES_MAX = 1 << 20, JSON_MEMBERS_MAX = 20000 };

struct json {
    struct buf *out;
    uint32_t filled; /* bit d: level d holds something already */
    uint32_t arrays; /* bit d: level d is an array */
    int depth;
    bool after_key;
};

/* One value into `out`; what stands there already stays before it. */
struct json json_open(struct buf *out);
/* Names keep clear of jansson's own (json_object, json_array, json_null …). */
void json_object_begin(struct json *json);
void json_array_begin(struct json *json);
void json_end(struct json *json); /* whichever is open */
void json_key(struct json *json, const char *key);
void json_str(struct json *json, struct str s); /* bytes that are not UTF-8 become U+FFFD */
void json_int(struct json *json, int64_t number);
void json_bool(struct json *json, bool yes);
void json_none(struct json *json); /* null */
/* Member and value in one. */
void json_put_str(struct json *json, const char *key, struct str s);
void json_put_int(struct json *json, const char *key, int64_t number);
void json_put_bool(struct json *json, const char *key, bool yes);

enum value_kind {
    VALUE_NULL,
    VALUE_BOOL,
    VALUE_INT,
    VALUE_REAL,
    VALUE_TEXT,
    VALUE_ARRAY,
    VALUE_OBJECT
};

struct json_value {
    enum value_kind kind;
    bool yes;
    int64_t number;
    double real; /* read, so that it can be refused with a message; no format of ours has one */
    struct str text;
    struct json_member *members; /* of an object; an array's members have no name */
    size_t n;
};

struct json_member {
    struct str name;
    struct json_value value;
};

/* Reads one value that fills `text`.  ERR_INVALID: json.syntax (with line and column in ctx->why),
 * json.duplicate, json.deep, json.large. */
MUST_USE enum err json_read(struct ctx *ctx, struct str text, struct json_value *out);
/* The member of an object; NULL when it is absent or `value` is no object. */
const struct json_value *json_get(const struct json_value *value, const char *name);

#endif
