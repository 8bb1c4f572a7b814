/*
 * main/serve - `teduh serve`, whatever the offices are: from the options to a
 * running parent.  The program plugs in what it knows of its data; tests plug
 * in their own.
 */
#ifndef MAIN_SERVE_H
#define MAIN_SERVE_H

#include "cli/cli.h"
#include "main/faces.h"
#include "main/parent.h"

struct serve_data {
    const char *programs; /* folder of the other programs; NULL: beside this one */
    faces_write *faces;   /* runs in a child */
    /* Key and certificates for this listening address as PEM, made when there are none. */
    enum err (*tls)(struct ctx *, struct str dir, const struct listen *, struct str *pem);
};

/* Exit status of the command. */
int serve_run(struct cli *cli, const struct serve_data *data);

#endif
