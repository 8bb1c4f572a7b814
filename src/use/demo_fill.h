/*
 * use/demo_fill - the practice installation: many offices, their people and
 * cases in every stage.  One seed gives the same people, stories
 * and times; keys and ids are drawn anew.
 */
#ifndef USE_DEMO_FILL_H
#define USE_DEMO_FILL_H

#include "sop/demo_read.h"
#include "use/desk.h"

struct demo_order {
    struct str dir; /* DIR of the installation; DIR/kantor exists */
    const struct demo_data *data;
    struct str sop_text;
    uint64_t seed;
    size_t cases;    /* in all offices together */
    struct str only; /* code of one office; empty: all */
    void (*tell)(void *with, struct str office, size_t done, size_t of); /* progress; may be NULL */
    void *with;
};

/* One line of latihan.txt. */
struct demo_login {
    struct str office, login, name, roles, passphrase;
};

struct demo_filled {
    const struct demo_login *logins;
    size_t logins_n;
    size_t cases;
    uint64_t deeds, refused, entries;
    int64_t ms;
};

/* ERR_CONFLICT store.exists; ERR_STORE. */
MUST_USE enum err demo_fill(struct ctx *ctx, const struct demo_order *order,
                            struct demo_filled *out);

#endif
