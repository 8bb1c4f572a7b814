/*
 * base/err - how a call can fail: OK and six kinds, because a caller can do no
 * more than six things about it.  One table maps them to HTTP, one to exit codes.
 */
#ifndef BASE_ERR_H
#define BASE_ERR_H

enum err {
    OK = 0,
    ERR_INVALID,  /* the input is wrong; the person can mend it */
    ERR_DENIED,   /* understood, not allowed for this officer or this case */
    ERR_MISSING,  /* not there, or not for these eyes: the two look the same */
    ERR_CONFLICT, /* the world moved: look again, then decide */
    ERR_BUSY,     /* later, by itself */
    ERR_STORE,    /* disk or record; an administrator must look */
};

/* Returns from the enclosing function when the call did not succeed.  The only
 * macro of the program with hidden control flow. */
#define TRY(call)                     \
    do {                              \
        enum err try_result = (call); \
        if (try_result != OK)         \
            return try_result;        \
    } while (0)

#endif
