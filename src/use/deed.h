/*
 * use/deed - a deed is a struct and a function: what an officer does, with the
 * right it needs.
 *
 * Callers see a typed function; the frame stands inside it, so that no door
 * (page, JSON, command) can pass by.  The frame checks that a session is there
 * and not locked, checks the right, opens a savepoint, calls the deed, undoes
 * everything on an error, and refuses to keep a writing deed that appended
 * nothing to the record.
 */
#ifndef USE_DEED_H
#define USE_DEED_H

#include "domain/form.h"
#include "use/desk.h"

enum deed_trace {
    DEED_READS,  /* may append read entries, nothing else */
    DEED_WRITES, /* must append to the record */
    DEED_KEEPS,  /* changes only the keyring (session, draft, unlock) */
};

struct deed {
    const char *name; /* "note.add"; also the operation in the API document and in refusals */
    uint32_t rights;  /* any of these (enum right); RIGHT_ANYBODY: no session is asked for */
    enum deed_trace trace;
    bool while_locked; /* served to a locked session too */
    enum err (*run)(struct desk_ctx *desk, const void *in, void *out);
};

/* ERR_DENIED: session.none, session.locked.  ERR_MISSING page.none: the right is lacking, which
 * looks like a page that does not exist.  ERR_STORE deed.silent: a writing deed wrote nothing. */
MUST_USE enum err deed_run(struct desk_ctx *desk, const struct deed *deed, const void *in,
                           void *out);

/* Defines the deed `noun_verb` from static noun_verb_do(desk, in, out): its row and its typed
 * function.  Further arguments are fields of struct deed. */
#define DEED(name_, ...)                                                                        \
    static enum err name_##_any(struct desk_ctx *desk, const void *in, void *out)               \
    {                                                                                           \
        return name_##_do(desk, in, out);                                                       \
    }                                                                                           \
    const struct deed name_##_deed = { .run = name_##_any, __VA_ARGS__ };                       \
    enum err name_(struct desk_ctx *desk, const struct name_##_in *in, struct name_##_out *out) \
    {                                                                                           \
        return deed_run(desk, &name_##_deed, in, out);                                          \
    }

/* Declares the same in a header. */
#define DEED_DECLARE(name_)                                                     \
    extern const struct deed name_##_deed;                                      \
    MUST_USE enum err name_(struct desk_ctx *desk, const struct name_##_in *in, \
                            struct name_##_out *out)

/* What every writing deed is given: exactly once, and when it happened. */
struct act_head {
    struct id request;    /* from the form or Idempotency-Key; zero is refused (request.none) */
    struct str casefile;  /* address of the case, 8 letters or more */
    int64_t happened_min; /* minutes since 1970 UTC; ACT_NOW: now.  At most now + 10 min
                             (happened.future); more than 7 days back needs `reason` */
    struct str reason;    /* code of reasons.yaml; empty: none */
    struct str words;     /* one sentence to it; sealed */
};

#define ACT_NOW INT64_MIN

/* One field of a form as somebody typed it: key of the definition ("person.full_name").  The deed
 * brings it to its canonical text (domain/form.h); a list comes as rows by '\n', columns by '\t'.
 */
struct typed {
    struct str key, text;
};

/* What every writing deed answers. */
struct act_done {
    unsigned char entry[32]; /* id of the entry */
    bool again;              /* the same request id was answered before: nothing was written */
    bool deviation;          /* written against the order: goes to review */
    bool waits_second;       /* waits for a second signature */
};

#endif
