/*
 * sop/demo_read - what the practice installation is made of: its offices and
 * their people, the words of invented names, the stories of its cases (demo/).
 */
#ifndef SOP_DEMO_READ_H
#define SOP_DEMO_READ_H

#include "domain/role.h"
#include "sop/read.h"
#include "sop/script.h"

enum { DEMO_OFFICES_MAX = 40, DEMO_STAFF_MAX = 32, DEMO_TEMPLATES_MAX = 32 };

struct demo_words {
    const struct str *at;
    size_t n;
};

struct demo_person { /* of a staff */
    struct str login;
    uint32_t roles;
};

struct demo_office {
    struct str code, name, zone;
    const struct demo_person *staff;
    size_t staff_n;
    int share;  /* of the cases, relative to the other offices */
    int region; /* six digits, for invented identity numbers */
};

struct demo_template {
    struct script script;
    bool female;
    int age_from, age_to, weight;
};

struct demo_data {
    struct demo_office offices[DEMO_OFFICES_MAX];
    size_t offices_n;
    struct demo_template templates[DEMO_TEMPLATES_MAX];
    size_t templates_n;
    struct demo_words female, male, last, villages, told;
};

/* From the files demo.yaml, names.yaml and STORY.yaml.  ERR_INVALID demo.file, demo.row with line.
 */
MUST_USE enum err demo_read(struct ctx *ctx, const struct file_list *files, struct demo_data *out);

#endif
