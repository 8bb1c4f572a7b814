/*
 * use/officer_add - who belongs to the office.
 *
 * A certificate is entered by one and counts when a second has agreed: the
 * administrator cannot make himself a reader.  The new officer's key is made
 * here and wrapped by an invitation; her first log-in replaces it by a
 * passphrase of her own.
 */
#ifndef USE_OFFICER_ADD_H
#define USE_OFFICER_ADD_H

#include "use/deed.h"

struct officer_add_in {
    struct id request;
    struct str login; /* 2…32 of a-z 0-9 - ; login.form, login.taken */
    struct str name;
    uint32_t roles; /* bits of enum role; role.none */
    int64_t from_min, to_min;
    const unsigned char *key; /* 32 bytes derived from the invitation's passphrase */
    unsigned char salt[16];
};
struct officer_add_out {
    struct act_done done;
    struct id officer;
    struct str fingerprint; /* six words, compared by voice */
};
/* ERR_INVALID login.form, role.none; ERR_CONFLICT login.taken. */
DEED_DECLARE(officer_add);

struct officer_confirm_in {
    struct id request;
    struct id officer;
};
struct officer_confirm_out {
    struct act_done done;
};
/* The second signature.  ERR_DENIED sign.same_person; ERR_CONFLICT officer.confirmed. */
DEED_DECLARE(officer_confirm);

struct officer_retire_in {
    struct id request;
    struct id officer;
    uint32_t why; /* 1 left, 2 suspected, 3 key lost, 4 other */
};
struct officer_retire_out {
    struct act_done done;
    uint32_t sessions_ended;
    uint32_t cases_held; /* grants that must be ended or handed over */
};
/* ERR_CONFLICT officer.last: the only one of a role that two-signature steps need. */
DEED_DECLARE(officer_retire);

/* A forgotten passphrase: a new certificate with new keys, to be confirmed by a second; cases are
 * granted again by colleagues, who compare six words. */
struct officer_reset_in {
    struct id request;
    struct id officer;
    const unsigned char *key;
    unsigned char salt[16];
};
struct officer_reset_out {
    struct act_done done;
    struct id officer; /* the new key's */
    struct str fingerprint;
};
DEED_DECLARE(officer_reset);

struct officer_list_in {
    bool retired_too;
};
struct officer_list_out {
    const struct member *rows;
    size_t rows_n;
    const struct str *fingerprints; /* of each row */
};
/* Also for who merely assigns: names and roles of colleagues. */
DEED_DECLARE(officer_list);

#endif
