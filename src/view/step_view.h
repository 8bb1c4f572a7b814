/*
 * view/step_view - doing one step: its form from the definition, guide and
 * words beside it, what is missing, the deviation, the second signature.
 *
 * page_langkah() posts: csrf, permintaan, hasil (outcome), the form's fields,
 * terjadi (when it happened), simpang (reason code), simpang_kata (sentence),
 * lihat (the entry seen when the form was opened); button `simpan` = "nanti"
 * keeps a draft only.
 */
#ifndef VIEW_STEP_VIEW_H
#define VIEW_STEP_VIEW_H

#include "view/casefile_view.h"

struct step_view {
    struct chrome_view chrome;
    struct link_view back;
    struct reach_view reach;
    struct str alias, service, code, title, mark; /* mark: "Hukum" or "Standar kantor" */
    struct str subject;                           /* "Rujukan 2: RSUD"; empty for the case */
    struct chip due;
    struct str due_exact, due_was;
    struct str guide;       /* what to do, 1–3 sentences */
    LIST(struct str) says;  /* Ucapkan */
    LIST(struct str) basis; /* legal sources in words */
    struct str form_title;
    struct address action, draft_href;
    LIST(struct field_view) outcomes; /* none or one field of kind `one`: Hasil */
    LIST(struct field_view) fields;
    struct field_view happened;
    LIST(struct mend_view) missing; /* what is not fulfilled now, each with what mends it */
    bool refused;                   /* hold: never is unmet: cannot be saved, says why */
    bool needs_second;              /* hold: second is unmet */
    bool deviation;                 /* shows the block: reason and sentence */
    LIST(struct field_view) deviation_fields;
    struct str review;    /* "Berlaku sekarang. … meninjau sampai …" */
    bool two_sign;        /* explains: executed when the second agrees */
    struct str sign_text; /* "Langkah ini perlu tanda tangan kedua dari …" */
    struct str seen;      /* hex of the last entry of the case, field `lihat` */
    struct str drafted;   /* "Draf 09.47"; empty: no draft */
    bool can_skip;
    struct address skip_href, move_href, countersign_href;
    LIST(struct pair_view) told; /* already told, do not ask again */
};

#endif
