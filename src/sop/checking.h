/* sop/checking - inside of definition_check(): only check_*.c include this. */
#ifndef SOP_CHECKING_H
#define SOP_CHECKING_H

#include "sop/check.h"

struct checking {
    const struct definition *d;
    struct findings *out;
};

void finding_add(struct checking *checking, enum finding_grade grade, const char *key,
                 struct str at, struct str about);
/* "S1.06/agrees", or "S1.06" for what stands at the step. */
struct str outcome_name(const struct checking *checking, uint32_t step, uint32_t outcome);

/* Does the range of effects name the step (under the row, unless row is NONE)? */
bool effects_name(const struct definition *d, struct range effects, uint32_t step, uint32_t row);
/* Is `target` waited for by `step`, directly or through others? */
bool comes_after(const struct checking *checking, uint32_t step, uint32_t target);

/* Can the guard not hold after this outcome, whatever else is so: its own `set` and name forbid it.
 */
bool never_after(const struct definition *d, struct guard guard, uint32_t step, uint32_t outcome);
/* Does every outcome that opens the step fulfil the test?  False when nobody opens it. */
bool openers_all(const struct definition *d, uint32_t step, uint32_t about,
                 bool (*test)(const struct definition *, uint32_t step, uint32_t outcome,
                              uint32_t about));

void check_cycles(struct checking *checking);
void check_hidden(struct checking *checking);
void check_clocks(struct checking *checking);
void check_use(struct checking *checking);
void check_law(struct checking *checking);

#endif
