/*
 * sop/reading - inside of definition_read(): the tables as they grow, and how a
 * fault is told.  Only the reader's own files include this.
 *
 * The first fault ends the reading: it fills ctx->why with file, line, column
 * and what was expected, and returns ERR_INVALID.
 */
#ifndef SOP_READING_H
#define SOP_READING_H

#include "domain/tables.h"
#include "sop/read.h"
#include "text/yaml.h"

/* What a guard may name, beside facts. */
struct guard_place {
    uint32_t step;       /* whose outcomes `outcome` means, or NONE: not allowed here */
    uint32_t answers_of; /* list of answers form.X means, or NONE: not allowed here */
    uint32_t form;       /* the form behind them, NONE: (draft) any key is taken */
};

struct define {
    struct str id;
    const struct yaml_node *guard;
    bool busy; /* being read: it may not name itself */
};

/* Answers of one form, or (in a draft) of one step without form. */
struct answers {
    struct answer *at;
    uint32_t n;
};

/* An event that starts a clock, before it is sorted to its step or fact. */
struct started {
    uint32_t step, fact; /* one of both, or NONE: every step whose form has the date */
    struct start start;
};

struct reading {
    struct ctx *ctx;
    struct definition *d;
    struct yaml_node **files; /* every YAML file of the folder that is ours, by path */
    struct str *paths;
    uint32_t files_n;
    const struct yaml_node *definition; /* definition.yaml */
    struct define *defines;
    uint32_t defines_n;
    struct answers *answers; /* forms first, then steps without form */
    const struct yaml_node **step_nodes;
    const struct yaml_node *whys; /* reasons.yaml `why:`, or NULL */
    struct started *started;
    uint32_t started_n;
    const struct yaml_node *blocks; /* forms/blocks.yaml `blocks:`, or NULL */
    uint64_t *numbers_used;         /* bit set of field numbers */
};

/* Room for one more item of a growing table; items come zeroed. */
void *table_room(struct arena *arena, void *at, uint32_t n, size_t size);
#define TABLE_ADD(arena, at, n) ((at) = table_room((arena), (at), (n), sizeof *(at)), &(at)[(n)++])

/* Faults: fault.c */
MUST_USE enum err fault(struct reading *r, const struct yaml_node *node, const char *key,
                        struct str expected);
/* About the key of the node instead of its value. */
MUST_USE enum err fault_key(struct reading *r, const struct yaml_node *node, const char *key,
                            struct str expected);
/* The listed word ("a|b|c") nearest to `word`; empty when none is near. */
struct str nearest(struct arena *arena, struct str word, struct str words);
/* All ids of a table as one text, for nearest(). */
#define IDS(r, table, count) \
    ids_join((r)->ctx->arena, (count) > 0 ? &(table)[0].id : NULL, (count), sizeof *(table))
struct str ids_join(struct arena *arena, const struct str *first, uint32_t n, size_t stride);

/* Nodes: nodes.c.  Every function takes NULL where a key may be absent and then gives the default.
 */
MUST_USE enum err keys_known(struct reading *r, const struct yaml_node *map, struct str words);
MUST_USE enum err text_need(struct reading *r, const struct yaml_node *map, struct str key,
                            struct str *out);
MUST_USE enum err text_read(struct reading *r, const struct yaml_node *node, struct str *out);
MUST_USE enum err text2_read(struct reading *r, const struct yaml_node *owner,
                             const struct yaml_node *node, bool need, struct text2 *out);
MUST_USE enum err yes_no_read(struct reading *r, const struct yaml_node *node, bool *out);
MUST_USE enum err number_read(struct reading *r, const struct yaml_node *node, int64_t from,
                              int64_t to, int64_t *out);
MUST_USE enum err word_read(struct reading *r, const struct yaml_node *node, struct str words,
                            uint32_t *out);
MUST_USE enum err duration_read(struct reading *r, const struct yaml_node *node, uint32_t *min);
MUST_USE enum err letter_read(struct reading *r, const struct yaml_node *node, char *out);
/* A list of words (one word stands for a list of one) into definition.words. */
MUST_USE enum err words_read(struct reading *r, const struct yaml_node *node, struct range *out);
MUST_USE enum err kind_need(struct reading *r, const struct yaml_node *node, enum yaml_kind kind);

/* Names: each gives the index or a fault that tells the nearest one. */
MUST_USE enum err step_named(struct reading *r, const struct yaml_node *node, uint32_t *out);
MUST_USE enum err role_named(struct reading *r, const struct yaml_node *node, uint32_t *out);
MUST_USE enum err row_named(struct reading *r, const struct yaml_node *node, uint32_t *out);
MUST_USE enum err kind_named(struct reading *r, const struct yaml_node *node, uint32_t *out);
MUST_USE enum err fact_named(struct reading *r, const struct yaml_node *node, uint32_t *out);
/* Keys of law.yaml; unchecked in a draft. */
MUST_USE enum err basis_read(struct reading *r, const struct yaml_node *node, struct range *out);
MUST_USE enum err mark_read(struct reading *r, const struct yaml_node *node, struct str *out);

/* Guards: guard_read.c.  NULL node: always holds. */
MUST_USE enum err guard_read(struct reading *r, const struct yaml_node *node,
                             const struct guard_place *place, struct guard *out);
/* A part of a node's text, for rules. */
MUST_USE enum err guard_read_part(struct reading *r, const struct yaml_node *node, struct str text,
                                  const struct guard_place *place, struct guard *out);

/* The parts of a definition, in the order in which they are read. */
MUST_USE enum err facts_declare(struct reading *r);
MUST_USE enum err reference_read(struct reading *r);
MUST_USE enum err steps_declare(struct reading *r);
MUST_USE enum err rows_declare(struct reading *r);
MUST_USE enum err forms_read(struct reading *r);
MUST_USE enum err rows_read(struct reading *r);
MUST_USE enum err steps_read(struct reading *r);
MUST_USE enum err fact_defs_read(struct reading *r);
MUST_USE enum err rules_read(struct reading *r);
MUST_USE enum err definition_finish(struct reading *r);

enum target_kind { TARGET_THEN, TARGET_OPENS, TARGET_DROPS };

/* Targets: target_read.c */
MUST_USE enum err effects_read(struct reading *r, const struct yaml_node *node,
                               enum target_kind kind, uint32_t own, const struct guard_place *place,
                               struct range *out);
MUST_USE enum err conditions_read(struct reading *r, const struct yaml_node *node, bool delay,
                                  uint32_t own, struct range *out);
MUST_USE enum err needs_read(struct reading *r, const struct yaml_node *node,
                             const struct guard_place *place, struct range *out);

#endif
