/*
 * seal/fact - what stands inside a part: a sorted list of numbered values
 * (doc/formats.md).  Every list has exactly one encoding.
 *
 * Numbers 1–255 belong to the program (domain/facts.h, doc/formats.md),
 * 256–65535 to the SOP definition.
 */
#ifndef SEAL_FACT_H
#define SEAL_FACT_H

#include "base/base.h"

enum fact_type {
    FACT_TEXT = 1, /* UTF-8, no controls but tab and newline, at most FACT_TEXT_MAX */
    FACT_INT = 2,  /* i64; also rupiah, and minutes since 1970 UTC */
    FACT_DATE = 3, /* i32 days since 1970 */
    FACT_CODE = 4, /* u32 */
    FACT_BYTES = 5,
    FACT_ENTRY = 6, /* entry id, 32 bytes */
    FACT_MONEY = 7, /* char[3] ISO 4217 ‖ i64 minor units */
};

enum { FACTS_MAX = 256, FACT_TEXT_MAX = 64 * 1024, FACT_BYTES_MAX = 1024 * 1024 };

struct fact {
    uint16_t field;
    uint8_t type;     /* enum fact_type */
    struct str value; /* as encoded; text and bytes as they are */
    int64_t number;   /* of FACT_INT, FACT_DATE, FACT_CODE; minor units of FACT_MONEY */
};

struct facts {
    struct arena *arena;
    size_t count, room; /* at most FACTS_MAX */
    struct fact *at;    /* sorted by field */
};

struct facts *facts_new(struct arena *arena);
/* Each put keeps the list sorted.  A field put twice, or one fact too many, is a bug;
 * text that the format forbids returns false and is not kept. */
MUST_USE bool facts_text(struct facts *facts, uint16_t field, struct str text);
void facts_int(struct facts *facts, uint16_t field, int64_t value);
void facts_date(struct facts *facts, uint16_t field, int32_t day);
void facts_code(struct facts *facts, uint16_t field, uint32_t code);
void facts_bytes(struct facts *facts, uint16_t field, struct str bytes);
void facts_id(struct facts *facts, uint16_t field, struct id id);
/* The id of an entry, 32 bytes. */
void facts_entry(struct facts *facts, uint16_t field, const unsigned char entry[32]);
/* Money that is not rupiah: three capital letters (ISO 4217); other letters are a bug. */
void facts_money(struct facts *facts, uint16_t field, const char currency[3], int64_t minor);

/* NULL when the field is not there. */
const struct fact *facts_find(const struct facts *facts, uint16_t field);
/* Values with a fallback. */
int64_t facts_number(const struct facts *facts, uint16_t field, int64_t otherwise);
struct str facts_str(const struct facts *facts, uint16_t field);
/* Zero id when absent or of another length. */
struct id facts_get_id(const struct facts *facts, uint16_t field);

struct str facts_write(struct arena *arena, const struct facts *facts);
/* NULL when the list is not canonical: unsorted, double, unknown type, wrong length, bad text. */
MUST_USE struct facts *facts_read(struct arena *arena, struct str bytes);

/* UTF-8 without controls (tab and newline allowed), within FACT_TEXT_MAX. */
bool fact_text_ok(struct str text);

#endif
