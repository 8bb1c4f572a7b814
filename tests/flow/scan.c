/*
 * scan PID WORD...: the words that stand in the readable memory of a process, one a line.
 * Exit 2 when its memory may not be looked at.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PIECE_BYTES = 1 << 20, WORD_BYTES_MAX = 200, WORDS_MAX = 32 };

static char bytes[PIECE_BYTES + WORD_BYTES_MAX];

/* A word may lie across the end of a piece: its beginning is kept before the next. */
static void region_look(int memory, unsigned long from, unsigned long to, char **words, int n,
                        int *seen)
{
    size_t kept = 0;
    while (from < to) {
        size_t asked = to - from < PIECE_BYTES ? to - from : PIECE_BYTES;
        ssize_t got = pread(memory, bytes + kept, asked, (off_t)from);
        if (got <= 0)
            return;
        size_t all = kept + (size_t)got;
        for (int w = 0; w < n; w++)
            if (!seen[w] && memmem(bytes, all, words[w], strlen(words[w])) != NULL) {
                seen[w] = 1;
                printf("%s\n", words[w]);
            }
        kept = all < WORD_BYTES_MAX ? all : WORD_BYTES_MAX;
        memmove(bytes, bytes + all - kept, kept);
        from += (size_t)got;
    }
}

int main(int argc, char **argv)
{
    char path[64], line[512];
    int seen[WORDS_MAX] = { 0 }, n = argc - 2;
    if (argc < 3 || n > WORDS_MAX)
        return 2;
    snprintf(path, sizeof path, "/proc/%s/maps", argv[1]);
    FILE *maps = fopen(path, "r");
    snprintf(path, sizeof path, "/proc/%s/mem", argv[1]);
    int memory = open(path, O_RDONLY | O_CLOEXEC);
    if (maps == NULL || memory < 0)
        return 2;
    while (fgets(line, sizeof line, maps) != NULL) {
        unsigned long from, to;
        char rights[8];
        if (sscanf(line, "%lx-%lx %7s", &from, &to, rights) == 3 && rights[0] == 'r' &&
            strstr(line, "[v") == NULL)
            region_look(memory, from, to, argv + 2, n, seen);
    }
    fclose(maps);
    return 0;
}
