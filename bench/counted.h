/*
 * counted - what bench/count.c counts in a desk, and how the counts lie in memory that
 * the bench reads while the desk runs: calls and bytes of each, in this order.
 */
#ifndef BENCH_COUNTED_H
#define BENCH_COUNTED_H

#include <stdint.h>

#define COUNTED(X)                                                    \
    X(statement)   /* runs of a statement, without the next line */   \
    X(transaction) /* BEGIN, SAVEPOINT, COMMIT, ... */                \
    X(flush_log)   /* fdatasync of the log: one a round that wrote */ \
    X(flush_other) /* of the keyring and anything else */             \
    X(aead_open)                                                      \
    X(aead_seal)                                                      \
    X(box_open)                                                       \
    X(box_seal)                                                       \
    X(sign)                                                           \
    X(verify)                                                         \
    X(sign_keypair)                                                   \
    X(box_keypair)                                                    \
    X(kdf)                                                            \
    X(blake2b)                                                        \
    X(sha256)

#define COUNTED_ENUM(name) COUNT_##name,
enum { COUNTED(COUNTED_ENUM) COUNTS };

struct count {
    uint64_t calls, bytes;
};

/* After the counts: each statement, its runs and the time inside of it. */
enum { COUNTED_STATEMENTS = 400, COUNTED_TEXT = 104 };

struct counted_statement {
    char text[COUNTED_TEXT]; /* its beginning, white space made one blank */
    uint64_t runs, ns;
};

struct counted {
    struct count of[COUNTS];
    struct counted_statement statement[COUNTED_STATEMENTS];
};

#endif
