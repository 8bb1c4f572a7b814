/*
 * base/must - claims that only a bug can break.
 *
 * must(claim) is compiled into every build.  A broken claim prints file, line
 * and the claim (never data) and ends the process with status 70; the parent
 * restarts it and the record, which is only written whole, is untouched.
 */
#ifndef BASE_MUST_H
#define BASE_MUST_H

enum { EXIT_BUG = 70 };

_Noreturn void must_fail(const char *claim, const char *file, int line);

#define must(claim) ((claim) ? (void)0 : must_fail(#claim, __FILE__, __LINE__))

/* A place that no bug-free run reaches; says which. */
#define must_never(place) must_fail((place), __FILE__, __LINE__)

#define MUST_USE __attribute__((warn_unused_result))

#endif
