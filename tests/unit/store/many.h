/* Many cases of twenty entries each, as an office of that size has them: for tests and benches. */
#ifndef MANY_H
#define MANY_H

#include "fixture.h"

enum { CASE_ENTRIES = 20, CASES_A_ROUND = 50 };

/* Writes so many, in rounds of CASES_A_ROUND; a second passes between cases. */
void cases_write(struct fixture *f, long cases);

#endif
