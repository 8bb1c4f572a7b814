#include "base/must.h"

#include <stdio.h>
#include <unistd.h>

void must_fail(const char *claim, const char *file, int line)
{
    char text[256];
    int n = snprintf(text, sizeof text, "<2>bug: %s:%d: must(%s)\n", file, line, claim);
    if (n > 0) {
        size_t bytes = (size_t)n < sizeof text ? (size_t)n : sizeof text - 1;
        ssize_t written = write(STDERR_FILENO, text, bytes);
        (void)written;
    }
    _exit(EXIT_BUG);
}
