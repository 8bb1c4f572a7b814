/*
 * use/desk_inside - what only use/ knows of a desk: the open station, its
 * work area and the definitions it has compiled.
 */
#ifndef USE_DESK_INSIDE_H
#define USE_DESK_INSIDE_H

#include "domain/casestate.h"
#include "domain/screen.h"
#include "store/officers.h"
#include "store/round.h"
#include "use/deed.h"

enum {
    SOPS_MAX = 16,                /* versions of the definition that live cases run under */
    DESK_ARENA_BYTES = 256 << 20, /* compiled definitions; grows with their number */
    WORK_AREA_BYTES = 768 << 10,  /* keys of one officer and of the cases he opens */
};

/* Members that a request has asked for, until it writes. */
enum { MEMBERS_SEEN = 16 };

struct members_seen {
    struct stamp stamp;
    bool open; /* a closed office knows no names */
    size_t n;
    const struct member *at[MEMBERS_SEEN];
};

/* One compiled definition with what belongs to it; never edited. */
struct sop {
    struct hash hash;
    const struct definition *definition;
    const struct calendar *calendar;
    const struct role_table *roles;
    const struct screen *screen; /* NULL: the definition has none */
    const struct str *aliases;   /* words of the alias list (alias.txt) */
    size_t aliases_n;
    uint32_t *field_by_no; /* 65,536 places: index of the field with this number */
};

/* Searches of one officer today; lives with the process, the journal is in the record. */
struct searcher {
    struct id officer;
    int count;
};

/* Who did the newest act at a place, as lists ask it (use/list_rows.h). */
struct place_act {
    unsigned char entry[32];
    struct id by;
    int64_t at_min;
    uint32_t number; /* of the instance, where it was asked for */
};

struct place_known {
    struct id casefile, subject;
    uint32_t step, inner;
    int64_t since_ms; /* newest change of the case when it was asked */
    struct place_act act;
};

enum { PLACES_KNOWN = 1024, CASES_KEPT = 8, LISTS_KEPT = 32, OFFICERS_KNOWN = 64 };

struct desk {
    struct arena *arena; /* lives as long as the process */
    struct office *office;
    struct desk_face face;
    struct secret *secret;
    struct sop sops[SOPS_MAX];
    size_t sops_n;
    const struct sop
        *newest; /* NULL: to be asked of the record (at first, and after an adoption) */
    struct place_known places[PLACES_KNOWN];
    struct officer_known officers[OFFICERS_KNOWN]; /* public keys of those who came before */
    bool many; /* keeps them; else what a deed gave out outlives the round */
    struct case_kept *kept[CASES_KEPT];  /* folds of this round (use/case_kept.h) */
    struct list_slot *lists[LISTS_KEPT]; /* use/list_kept.h */
    size_t lists_turn;
    int64_t search_day;
    struct searcher searchers[MEMBERS_MAX];
    size_t searchers_n;
    void (*move_clock)(void *clock, int64_t offset_ms);
    void *clock;
    bool damaged; /* the last check of the record did not pass */
    bool closes;  /* asked to end: the parent execs a fresh, closed one */
};

/* Wipes the folds that a round has kept; and gives their memory back. */
void cases_forget(struct desk *desk);
void cases_close(struct desk *desk);
void lists_close(struct desk *desk);

/* The compiled definition of this hash; compiled at its first use.  ERR_MISSING definition.none. */
MUST_USE enum err desk_sop(struct ctx *ctx, struct desk *desk, struct hash hash,
                           const struct sop **out);
/* Forgets nothing; makes the newest adopted definition the office's own. */
MUST_USE enum err desk_sop_newest(struct ctx *ctx, struct desk *desk, const struct sop **out);

/* Index of the field with this number, DEFINITION_NONE when the definition has none. */
uint32_t sop_field(const struct sop *sop, uint16_t no);
/* Who acts, for the store. */
struct actor desk_actor(const struct desk_ctx *desk);
/* The directory as members, in ctx->arena; *n of them. */
const struct member *desk_members(const struct desk_ctx *desk, size_t *n);
/* Roles of a set in the order of a definition. */
uint64_t sop_role_bits(const struct definition *sop, uint32_t roles);
/* Roles of a definition whose people sign or act elsewhere: none of them logs in here. */
uint64_t sop_outside_roles(const struct definition *sop);

#endif
