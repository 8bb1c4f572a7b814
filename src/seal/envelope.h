/*
 * seal/envelope - the 272 signed bytes in front of everything that happened.
 *
 * The envelope has no variable part, so it has exactly one encoding and needs
 * no parser (doc/formats.md).  It tells an outsider which log, which opaque
 * case, when and by which key, and nothing of what.  Entry id = SHA-256(0x00 ‖
 * envelope): id, chain link and Merkle leaf in one number.
 */
#ifndef SEAL_ENVELOPE_H
#define SEAL_ENVELOPE_H

#include "seal/hash.h"

enum {
    ENVELOPE_BYTES = 272,
    ENVELOPE_SIGNED = 208,    /* bytes 0…207 are signed */
    ENVELOPE_SEALED_AD = 176, /* bytes 0…175 bind each sealed part */
    SIGNATURE_BYTES = 64,
    BODY_BYTES_MAX = 16 * 1024 * 1024,
};

enum entry_flag {
    FLAG_PRACTICE = 1, /* the same in every entry of a log */
    FLAG_STATION = 2,  /* written by the station, no officer */
    FLAG_CLOCK_DOUBTED = 4,
    FLAGS_KNOWN = 7,
};

enum entry_kind {
    KIND_GENESIS = 1,
    KIND_OFFICER = 2,
    KIND_RETIREMENT = 3,
    KIND_CUSTODIANS = 4,
    KIND_WORK_KEY = 5,
    KIND_DEFINITION = 6,
    KIND_PEER = 7,
    KIND_MOVED = 8,
    KIND_SETTING = 9,
    KIND_CASE_FACT = 16,
    KIND_CASE_KEY = 32,
    KIND_GRANT = 33,
    KIND_REVOCATION = 34,
    KIND_OPENING_APPROVED = 35,
    KIND_OPENING = 36,
    KIND_OPENING_REVIEWED = 37,
    KIND_REFERRAL_OFFER = 38,
    KIND_REFERRAL_ANSWER = 39,
    KIND_ERASURE = 40,
    KIND_HOLD = 41,
    KIND_READ = 48,
    KIND_SEARCH = 49,
    KIND_DISCLOSURE = 50,
    KIND_REFUSAL = 51,
    KIND_LOG_IN = 52,
    KIND_WITNESS = 64,
    KIND_COUNTS = 65,
    KIND_READINESS = 66,
};

/* What a case fact says, sealed in W (fact 2). */
enum inner_kind {
    INNER_CASE_OPEN = 1,
    INNER_PERSON_ADD,
    INNER_STEP_DONE,
    INNER_STEP_SKIP,
    INNER_STEP_AGREE,
    INNER_STEP_DECLINE,
    INNER_TASK_ASSIGN,
    INNER_DEADLINE_MOVE,
    INNER_NOTE_ADD,
    INNER_FILE_ADD,
    INNER_CONSENT_GIVE,
    INNER_CONSENT_WITHDRAW,
    INNER_CUSTODY_GIVE,
    INNER_CUSTODY_TAKE,
    INNER_LETTER_ISSUE,
    INNER_MONEY_ADD,
    INNER_CASE_TRANSFER,
    INNER_CASE_CLOSE,
    INNER_CASE_REOPEN,
    INNER_CASE_LINK,
    INNER_FACT_SET,
    INNER_REVIEW,      /* a second person looked at a deviation */
    INNER_COUNTERSIGN, /* a second officer signs before an act that needs it */
    INNER_NOTICE,      /* somebody asked about a person of this case, or its manager saw it */
};

struct envelope {
    uint16_t kind;  /* enum entry_kind; an unknown one is kept and has no effect */
    uint16_t flags; /* enum entry_flag */
    struct id log;
    uint64_t seq;
    struct id casefile; /* zero: office matter */
    uint64_t hlc;       /* 48 bit ms since 1970 UTC, 16 bit counter */
    struct id author;
    struct hash sop;  /* definition the case runs under */
    struct hash prev; /* entry id of seq - 1 */
    struct hash ref;  /* entry this one replaces, withdraws, agrees with or answers */
    unsigned char key_tag[4];
    uint32_t body_length; /* in full form */
    struct hash body_hash;
    unsigned char signature[SIGNATURE_BYTES];
};

/* Writes all 272 bytes. */
void envelope_write(const struct envelope *envelope, unsigned char out[ENVELOPE_BYTES]);

/* Refuses (false) another length, another magic, a reserved flag bit, a body over the
 * maximum.  A kind it does not know is no refusal. */
MUST_USE bool envelope_read(const void *at, size_t n, struct envelope *out);

/* Signs bytes 0…207 with the author's Ed25519 secret key (64 bytes) and fills `signature`. */
void envelope_sign(struct envelope *envelope, const unsigned char secret[64]);
MUST_USE bool envelope_verify(const struct envelope *envelope, const unsigned char public_key[32]);

/* True for a kind of the list above; any other is kept, verified, synced and ignored. */
bool kind_known(uint16_t kind);
/* 48 to 52: reading, searching, printing, a refusal, a log-in; never folded. */
bool kind_is_read(uint16_t kind);

struct hash entry_id(const unsigned char bytes[ENVELOPE_BYTES]);

static inline int64_t hlc_ms(uint64_t hlc)
{
    return (int64_t)(hlc >> 16);
}

#endif
