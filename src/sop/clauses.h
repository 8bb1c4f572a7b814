/* sop/clauses - a guard's tree of literals multiplied out to clauses (all must hold, each any-of).
 */
#ifndef SOP_CLAUSES_H
#define SOP_CLAUSES_H

#include "sop/reading.h"

enum tree_join { TREE_LITERAL, TREE_ALL, TREE_ANY };

struct tree {
    enum tree_join join;
    struct literal literal; /* TREE_LITERAL */
    uint64_t domain;        /* facts and outcome: all bits that can stand */
    struct tree *first, *next;
};

/* A guard that always or never holds is a fault: it hides a mistake. */
MUST_USE enum err clauses_write(struct reading *r, const struct yaml_node *node,
                                const struct tree *tree, struct guard *out);

#endif
