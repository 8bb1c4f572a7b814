/*
 * cli/story_screen - the screening behind `elements:` of a story: what the
 * answers given so far (form F02) make of E1, E2 and E3.
 */
#ifndef CLI_STORY_SCREEN_H
#define CLI_STORY_SCREEN_H

#include "sop/screen_read.h"
#include "sop/story.h"

struct story_screen {
    const struct definition *definition;
    struct screen *screen;
};

/* Fills `hooks`, which keep `out`.  A definition without screen.yaml has no elements: hooks with
 * NULL.  A screen.yaml with a fault is its fault. */
MUST_USE enum err story_screen_open(struct ctx *ctx, const struct file_list *files,
                                    const struct definition *definition, struct story_screen *out,
                                    struct story_hooks *hooks);

#endif
