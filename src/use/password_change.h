/*
 * use/password_change - a new passphrase or recovery card for one's own key.
 *
 * Passphrases are wrapped under a key that a child derived; the salt is asked
 * for first.  The former record of the same method is deleted at once, all
 * other sessions of the officer end.
 */
#ifndef USE_PASSWORD_CHANGE_H
#define USE_PASSWORD_CHANGE_H

#include "use/deed.h"

struct password_salt_in {
    struct str passphrase; /* judged here: ERR_INVALID passphrase.short, passphrase.common */
};
struct password_salt_out {
    unsigned char salt[16];
    uint32_t ops, mem_kib;
};
DEED_DECLARE(password_salt);

struct password_change_in {
    struct str passphrase;
    unsigned char salt[16];   /* as password_salt() gave it */
    const unsigned char *key; /* 32 bytes derived with it */
};
struct password_change_out {
    uint32_t sessions_ended;
};
DEED_DECLARE(password_change);

/* Five random words of the list, to be proposed. */
struct passphrase_draw_in {
    int unused;
};
struct passphrase_draw_out {
    struct str words;
};
DEED_DECLARE(passphrase_draw);

/* A recovery card is drawn and shown once; it counts only when it was typed back. */
struct card_issue_in {
    int unused;
};
struct card_issue_out {
    struct str card; /* groups of four letters */
    bool has_one;    /* an earlier card opens her work until this one is confirmed */
};
DEED_DECLARE(card_issue);

struct card_confirm_in {
    struct str card;       /* the card that was issued, carried by the page */
    struct str typed_back; /* ERR_INVALID card.differs */
};
struct card_confirm_out {
    int unused;
};
DEED_DECLARE(card_confirm);

/* The token of a machine client opens its own key (Bearer ID.SECRET); drawn and shown once, a new
 * one ends the old.  ERR_DENIED token.role: only an officer of kind `machine` has one. */
struct token_issue_in {
    int unused;
};
struct token_issue_out {
    struct str token;
};
DEED_DECLARE(token_issue);

struct token_end_in {
    int unused;
};
struct token_end_out {
    int unused;
};
DEED_DECLARE(token_end);

#endif
