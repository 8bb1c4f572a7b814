/*
 * assets - names of the files of assets/: "/aset/gaya.3f2a9c1b.css" changes
 * with the content, so browsers keep it for a year.  A style sheet or script may
 * name "/aset/FILE" of a file that stands before it in the list.
 */
#ifndef ASSETS_H
#define ASSETS_H

#include "tool.h"

struct asset_list {
    struct arena *arena;
    char **files;
    size_t n;
};

struct str asset_name(const struct asset_list *list, size_t i);
/* As served: names inside replaced. */
struct str asset_content(const struct asset_list *list, size_t i);
struct str asset_path(const struct asset_list *list, size_t i);
/* The file whose name `text` begins with; list->n when there is none. */
size_t asset_at(const struct asset_list *list, struct str text);

#endif
