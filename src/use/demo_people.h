/* use/demo_people - invented persons and passphrases, the same for the same seed. */
#ifndef USE_DEMO_PEOPLE_H
#define USE_DEMO_PEOPLE_H

#include "sop/demo_read.h"
#include "use/deed.h"

/* A small generator (SplitMix64): for practice data only, never for keys. */
struct dice {
    uint64_t state;
};
uint64_t dice_roll(struct dice *dice, uint64_t below);

enum { DEMO_PERSON_FIELDS = 16 };

struct demo_made {
    struct typed fields[DEMO_PERSON_FIELDS];
    size_t n;
    struct str told;
};

/* A full name. */
struct str demo_name(struct arena *arena, const struct demo_data *data, struct dice *dice,
                     bool female);
/* Fields of the beneficiary as a first form may ask for them; `today` days since 1970. */
void demo_person_make(struct arena *arena, const struct demo_data *data, struct dice *dice,
                      const struct demo_template *of, int region, int64_t today,
                      struct demo_made *out);

#endif
