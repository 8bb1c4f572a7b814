/*
 * use/screen_lock - the locked screen inside a running session.
 *
 * Idle 5 minutes (hotline 15) locks; a PIN of six digits unlocks, three tries,
 * then the session ends.  Locked at most 60 minutes, 10 hours in all.  The PIN
 * lives in the sealed session row and dies with the session.
 */
#ifndef USE_SCREEN_LOCK_H
#define USE_SCREEN_LOCK_H

#include "use/deed.h"

enum {
    SESSION_IDLE_MIN = 5,
    SESSION_IDLE_HOTLINE_MIN = 15,
    SESSION_LOCKED_LIMIT_MIN = 60,
    SESSION_WHOLE_MIN = 600,
    PIN_DIGITS = 6,
    PIN_TRIES = 3,
};

struct screen_lock_in {
    int unused;
};
struct screen_lock_out {
    int64_t ends_min; /* when the locked session ends by itself */
};
DEED_DECLARE(screen_lock);

struct screen_unlock_in {
    struct str pin;
};
struct screen_unlock_out {
    int tries_left; /* also after a refusal */
};
/* ERR_DENIED pin.wrong; session.none after the third; pin.none when none was set. */
DEED_DECLARE(screen_unlock);

struct pin_set_in {
    struct str pin;
};
struct pin_set_out {
    int unused;
};
/* ERR_INVALID pin.form: not six digits; pin.easy: all the same, or a run. */
DEED_DECLARE(pin_set);

#endif
