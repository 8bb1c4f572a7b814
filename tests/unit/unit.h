/* unit.h - cmocka with its own five headers, and TAP as the language of the runner. */
#ifndef UNIT_H
#define UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/base.h"

/* The first lines of every test program's main(). */
static inline void unit_begin(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
}

#define assert_str(got, want)                                            \
    do {                                                                 \
        struct str unit_got = (got);                                     \
        struct str unit_want = (want);                                   \
        assert_int_equal(unit_got.n, unit_want.n);                       \
        if (unit_want.n > 0)                                             \
            assert_memory_equal(unit_got.at, unit_want.at, unit_want.n); \
    } while (0)

#endif
