/*
 * use/story_play - a story written into an office, each event by an officer of
 * its role and through the same deed that a page would call: nothing is put
 * into tables (decision: a demonstration proves the deeds).
 *
 * What a deed refuses is counted, not forced.  Practice offices only.
 */
#ifndef USE_STORY_PLAY_H
#define USE_STORY_PLAY_H

#include "sop/script.h"
#include "use/desk.h"

enum { PLAY_PEOPLE_MAX = 32, PLAY_ROUND = 128 };

struct player_person {
    struct id id;
    uint32_t roles;
    const unsigned char *seed; /* 32 bytes, in a work area of the caller */
};

struct player {
    struct desk *desk;
    struct ctx *ctx; /* clock and arena of the deeds; the arena is reset at each commit */
    struct player_person people[PLAY_PEOPLE_MAX];
    size_t people_n;
    size_t in_round; /* deeds since the last commit */
    uint64_t deeds, refused, entries;
    /* Told of each refusal; may be NULL. */
    void (*tell)(void *with, const struct script_event *event, const struct why *why);
    void *with;
};

/* One case while it is played. */
struct played_case {
    const struct script *script;
    int64_t shift_min;          /* added to every time of the script */
    const struct typed *person; /* fields of the person, for the first form */
    size_t person_n;
    struct str told; /* chronology of the first form */
    bool adult;
    size_t next;                        /* event to be played */
    char casefile[40];                  /* address; "" before it is opened */
    struct id manager;                  /* whose case it is */
    uint32_t assigned[PLAY_PEOPLE_MAX]; /* roles in which each holds the case */
    size_t last;                        /* who acted last */
    char first[72];                     /* hex id of the entry that waits for a second signature */
    char deviated[72];                  /* hex id of the newest deviation */
    int failures;                       /* refused in a row; given up after some */
};

/* Plays the next event.  OK also when the deed refused; other errors are of the store. */
MUST_USE enum err play_next(struct player *player, struct played_case *played);
/* Commits what is not yet. */
MUST_USE enum err play_flush(struct player *player);

#endif
