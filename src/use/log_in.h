/*
 * use/log_in - a person opens her own key (doc/security.md).
 *
 * Two rounds, because Argon2id is slow and runs in a child: log_in_ask() says
 * with which salt, log_in() takes the derived key.  An unknown name is asked
 * and refused exactly like a wrong passphrase.  Failures slow down per account
 * and per network; the slowing is the same for names that do not exist.
 */
#ifndef USE_LOG_IN_H
#define USE_LOG_IN_H

#include "use/deed.h"

enum log_in_method { LOG_IN_PASSWORD = 1, LOG_IN_CARD = 3 };
/* True when what was typed for a passphrase is a recovery card: its letters, and their check. */
bool log_in_by_card(struct arena *arena, struct str typed);

enum { LOG_IN_SALT_BYTES = 16, LOG_IN_FREE_TRIES = 5, LOG_IN_WAIT_MAX_S = 900 };

struct log_in_ask_in {
    struct str login;
    enum log_in_method method;
};
struct log_in_ask_out {
    unsigned char
        salt[LOG_IN_SALT_BYTES]; /* of an unknown name: made from the name, always the same */
    uint32_t ops, mem_kib;
};
/* ERR_BUSY log_in.wait: too many failures; why.line = seconds to wait.  Changes nothing. */
DEED_DECLARE(log_in_ask);

struct log_in_in {
    struct str login;
    enum log_in_method method;
    const unsigned char *key; /* 32 bytes derived from the passphrase; NULL with a card */
    struct str card;          /* typed recovery card; read forgivingly */
    bool hotline;             /* idle lock after 15 minutes; only for who may take calls */
};
struct log_in_out {
    unsigned char cookie[COOKIE_KEY_BYTES];
    bool opened;      /* the office was closed and is open now */
    bool pin_missing; /* a PIN for the lock should be set */
};
/* ERR_DENIED log_in.wrong (name, passphrase, card or code: not told which), log_in.retired is not
 * told apart from it; log_in.second_factor: the record asks for a code that this program cannot
 * check; ERR_BUSY log_in.wait.  Writes the log-in entry (52). */
DEED_DECLARE(log_in);

struct log_out_in {
    bool everywhere; /* all sessions of this officer */
};
struct log_out_out {
    uint32_t ended;
};
DEED_DECLARE(log_out);

#endif
