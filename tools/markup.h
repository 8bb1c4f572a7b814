/*
 * markup - follows the literal markup of a page, so that pagegen knows where a
 * field stands, and refuses what a page of ours never has: unquoted
 * attributes, event attributes, style, script text, foreign addresses.
 */
#ifndef MARKUP_H
#define MARKUP_H

#include "assets.h"

enum { MARKUP_DEPTH_MAX = 64 };

enum markup_state {
    MARKUP_TEXT,
    MARKUP_OPEN,       /* after '<' */
    MARKUP_NAME,       /* in the name of a tag */
    MARKUP_TAG,        /* between attributes */
    MARKUP_ATTRIBUTE,  /* in the name of an attribute */
    MARKUP_EQUALS,     /* after '=' */
    MARKUP_VALUE,      /* in a quoted value */
    MARKUP_DECLARATION /* <!doctype …> */
};

struct markup {
    const char *path;
    int line;
    const struct asset_list *assets;
    struct buf out; /* the literal as it will be sent */
    enum markup_state state;
    char quote;
    struct str tag, attribute;
    bool closing, empty_tag, glued; /* glued: a directive ended here, a blank must follow */
    size_t value_bytes;             /* of the attribute value so far */
    struct str stack[MARKUP_DEPTH_MAX];
    size_t depth;
    bool may_close, may_leave; /* parts that open or close the frame of a page */
};

/* Where a field may be put. */
enum markup_place { PLACE_TEXT, PLACE_VALUE, PLACE_ADDRESS };

void markup_feed(struct markup *m, struct str literal);
/* Fails where no field may stand; counts it as part of the value. */
enum markup_place markup_field(struct markup *m);
/* Called at {{if}}, {{each}}, {{else}}, {{end}}: names end here. */
void markup_boundary(struct markup *m);
/* True when a block that began at `a` may end at `b`. */
bool markup_same(const struct markup *a, const struct markup *b);
/* The end of the file: everything closed. */
void markup_finish(struct markup *m);

#endif
