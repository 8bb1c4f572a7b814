/* text/asset - the style sheet, font, icons and script inside the program (tools/embed). */
#ifndef TEXT_ASSET_H
#define TEXT_ASSET_H

#include "base/base.h"

struct asset {
    struct str name; /* "gaya.css" */
    struct str path; /* "/aset/gaya.3f2a9c1b.css": may be cached for a year */
    struct str type, etag;
    const unsigned char *at;
    size_t n;
    const unsigned char *gz; /* the same, gzip; NULL where that is not smaller */
    size_t gz_n;
};

extern const struct asset asset_table[];
extern const size_t asset_count;

/* By its path with the hash; NULL when there is none (an older hash too). */
const struct asset *asset_find(struct str path);

#endif
