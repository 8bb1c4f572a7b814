/*
 * store/officers - the directory of an office, and how its people open their
 * keys.  A certificate counts only with two signatures, so an
 * administrator cannot make himself a reader.
 *
 * The directory is plain and known to a closed office; names are not: they
 * open with the office.  Unlock records and log-in names stand in the keyring
 * and in no archive but the recovery cards.
 */
#ifndef STORE_OFFICERS_H
#define STORE_OFFICERS_H

#include "seal/unlock.h"
#include "store/office.h"

enum { OFFICERS_MAX = 512, LOGIN_BYTES_MAX = 40 };

enum officer_state { OFFICER_PENDING /* one signature */, OFFICER_VALID, OFFICER_RETIRED };

struct officer {
    struct id id;
    enum officer_state state;
    struct certificate certificate; /* the newest that counts; strings live as long as the office */
    struct str name;                /* empty while the office is closed */
    struct hash entry;              /* its certificate */
    struct id first, second;        /* who signed */
    uint64_t valid_hlc, retired_hlc; /* 0: not */
};

/* ERR_MISSING officer.unknown. */
MUST_USE enum err officers_load(struct ctx *ctx, const struct office *office, struct id id,
                                const struct officer **out);
/* All, in the order of their first certificate. */
size_t officers_list(const struct office *office, const struct officer *const **out);
/* Certificates that wait for their second signature, newest first. */
size_t officers_pending(const struct office *office, const struct officer **out);
/* True when the certificate names the role; whether it is valid is another question. */
bool officer_has_role(const struct officer *officer, struct str role);
bool officer_is_valid(const struct officer *officer, int64_t now_ms);

/* Kind 2, first signature; roles sorted by the callee.  A new certificate for the same keys
 * replaces the former.  ERR_DENIED officer.may_not_certify; ERR_INVALID officer.roles. */
MUST_USE enum err officers_certify(struct ctx *ctx, struct office *office, const struct actor *who,
                                   const struct certificate *certificate, struct str name,
                                   struct hash *entry);
/* The second signature, by another person than the first; one of the two is the head.
 * ERR_DENIED sign.same_person, officer.needs_head; ERR_MISSING officer.no_certificate. */
MUST_USE enum err officers_agree(struct ctx *ctx, struct office *office, const struct actor *who,
                                 struct hash entry);
/* Kind 3; deletes his unlocks and sessions.  reason: struct retirement. */
MUST_USE enum err officers_retire(struct ctx *ctx, struct office *office, const struct actor *who,
                                  struct id officer, uint32_t reason);

/* Plain short name for the log-in page: lower-case letters, digits, dot, dash. */
MUST_USE enum err officers_login_save(struct ctx *ctx, struct office *office, struct str login,
                                      struct id officer);
/* By this name, and back.  ERR_MISSING officer.unknown. */
MUST_USE enum err officers_login_find(struct ctx *ctx, struct office *office, struct str login,
                                      struct id *officer);
MUST_USE enum err officers_login_of(struct ctx *ctx, struct office *office, struct id officer,
                                    struct str *login);

/* Replaces the officer's record of the same method. */
MUST_USE enum err officers_unlock_save(struct ctx *ctx, struct office *office, struct id officer,
                                       enum unlock_method method, struct str record);
/* ERR_MISSING unlock.none.  For an unknown officer the caller derives against
 * officers_dummy_unlock(), so that both take the same time. */
MUST_USE enum err officers_unlock_load(struct ctx *ctx, struct office *office, struct id officer,
                                       enum unlock_method method, struct str *record);
struct str officers_dummy_unlock(struct ctx *ctx, const struct office *office);

/* Wrong tries by account or network (`key`): 5 free, then 1, 2, 4 ... 60 min.  *until_ms: when the
 * next one may be made; 0: now. */
MUST_USE enum err throttle_wait(struct ctx *ctx, struct office *office, struct str key,
                                int64_t *until_ms);
/* One try more, or all forgotten; inside a round. */
MUST_USE enum err throttle_wrong(struct ctx *ctx, struct office *office, struct str key);
MUST_USE enum err throttle_good(struct ctx *ctx, struct office *office, struct str key);

#endif
