/*
 * text/yaml - the YAML of definitions and stories: a tree of mappings, lists
 * and strings with line and column.
 *
 * Every scalar is a string: `no` stays "no" and 24h stays "24h".  Anchors,
 * aliases, tags, merge keys, more than one document, double keys and more than
 * YAML_DEPTH_MAX levels are refused.  Lives in ctx->arena.
 */
#ifndef TEXT_YAML_H
#define TEXT_YAML_H

#include "base/base.h"

enum { YAML_DEPTH_MAX = 12, YAML_BYTES_MAX = 4 * 1024 * 1024 };

enum yaml_kind { YAML_TEXT, YAML_LIST, YAML_MAP };

struct yaml_node {
    enum yaml_kind kind;
    bool quoted;      /* a scalar in quotes: its text begins one column later */
    int line, column; /* from 1 */
    struct str file;  /* the name it was read under */
    struct str text;  /* YAML_TEXT */
    struct str key;   /* in a map: the key it stands under */
    int key_line, key_column;
    struct yaml_node *first; /* children, in order */
    struct yaml_node *next;
    uint32_t children;
};

/* ERR_INVALID with why.at = `name`, line, column, and why.key yaml.*; an empty document is an empty
 * map. */
MUST_USE enum err yaml_read(struct ctx *ctx, struct str name, struct str text,
                            struct yaml_node **out);
/* The child of a map under this key, or NULL. */
const struct yaml_node *yaml_get(const struct yaml_node *map, struct str key);

#endif
