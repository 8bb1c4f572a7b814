/*
 * domain/role - who works in an office, and what follows from a role: pages,
 * the office work key, compartments proposed at assignment, what is never
 * given.
 *
 * The names are settled, the rows are data (roles.yaml; sop/role_read.h).  From
 * this one table come menus, rights of deeds and boxes.  No role opens a case
 * alone: reading rights are grants.  Pure.
 */
#ifndef DOMAIN_ROLE_H
#define DOMAIN_ROLE_H

#include "base/base.h"

/* Bit r of a role set is 1 << r. */
enum role {
    ROLE_INTAKE_OFFICER,
    ROLE_IDENTIFICATION_OFFICER,
    ROLE_CASE_MANAGER,
    ROLE_VICTIM_COMPANION,
    ROLE_SOCIAL_WORKER,
    ROLE_COUNSELLOR,
    ROLE_PSYCHOLOGIST,
    ROLE_HEALTH_OFFICER,
    ROLE_LEGAL_COMPANION,
    ROLE_ADVOCATE,
    ROLE_SHELTER_OFFICER,
    ROLE_RETURN_OFFICER,
    ROLE_REINTEGRATION_OFFICER,
    ROLE_INTERPRETER,
    ROLE_SPIRITUAL_COUNSELLOR,
    ROLE_DATA_OFFICER,
    ROLE_COORDINATOR, /* the head */
    ROLE_SUPERVISOR,
    ROLE_DPO,
    ROLE_TRAINER,
    ROLE_TRAINEE,
    ROLE_ADMIN,
    ROLE_CUSTODIAN,
    ROLE_GUEST,
    ROLE_MACHINE,
    ROLE_COUNT,
};

/* A group of pages; a deed names one, a role has a set of them.  Bit set. */
enum right {
    RIGHT_ANYBODY = 0,        /* before log-in */
    RIGHT_OFFICER = 1 << 0,   /* whoever is logged in, whatever the role */
    RIGHT_TODAY = 1 << 1,     /* hari: work list, signatures that wait */
    RIGHT_DUTY = 1 << 2,      /* jaga: handover notes */
    RIGHT_INTAKE = 1 << 3,    /* aduan */
    RIGHT_CASES = 1 << 4,     /* kasus (list): aliases, search */
    RIGHT_BOARD = 1 << 5,     /* kasus.papan: one case, by grant */
    RIGHT_IDENTIFY = 1 << 6,  /* kasus.wawancara, kasus.skrining */
    RIGHT_EVIDENCE = 1 << 7,  /* kasus.bukti */
    RIGHT_SERVICES = 1 << 8,  /* kasus.layanan: steps */
    RIGHT_SAFETY = 1 << 9,    /* kasus.keselamatan, kasus.kunjungan, wishes */
    RIGHT_SHARE = 1 << 10,    /* kasus.bagikan: give and end grants */
    RIGHT_REFER = 1 << 11,    /* rujukan */
    RIGHT_LETTERS = 1 << 12,  /* surat */
    RIGHT_COSTS = 1 << 13,    /* biaya */
    RIGHT_CLOSE = 1 << 14,    /* kasus.tutup */
    RIGHT_SIGN = 1 << 15,     /* tanda_tangan */
    RIGHT_REVIEW = 1 << 16,   /* tinjauan: deviations */
    RIGHT_BOOKS = 1 << 17,    /* buku, agenda */
    RIGHT_REPORTS = 1 << 18,  /* laporan, mutu */
    RIGHT_OFFICE = 1 << 19,   /* kantor: the office file */
    RIGHT_AUDIT = 1 << 20,    /* audit, akses without content */
    RIGHT_PEOPLE = 1 << 21,   /* atur.orang */
    RIGHT_SETTINGS = 1 << 22, /* atur */
    RIGHT_KEYS = 1 << 23,     /* kunci: custodians */
    RIGHT_SHELTER = 1 << 24,  /* rumah_aman */
    RIGHT_PACKETS = 1 << 25,  /* paket */
    RIGHT_SOP = 1 << 26,      /* sop */
    RIGHT_TRAINING = 1 << 27, /* pelatihan */
    RIGHT_API = 1 << 28,
};

struct role_row {
    bool known;      /* the table has a row for it */
    bool work_key;   /* holds the office work key */
    uint16_t grant;  /* bit c: compartment c is proposed at assignment (seal/part.h) */
    uint16_t never;  /* refused even to a colleague's grant */
    uint32_t rights; /* enum right */
    struct str title_id, title_en;
};

struct role_table {
    struct role_row at[ROLE_COUNT];
};

/* "intake_officer"; and back, ROLE_COUNT when there is no such role. */
struct str role_name(enum role role);
enum role role_of(struct str name);
/* Keys separated by one blank, as in a certificate, to a bit set.  An unknown key is left out. */
uint32_t role_set(struct str names);
/* Sorted by name, one blank between. */
struct str role_set_names(struct arena *arena, uint32_t roles);

/* "kasus.papan" to its right; 0 when no page has that name. */
uint32_t right_of_page(struct str page);

/* What a set of roles gives together.  `never` counts only where no role of the set is granted
 * that compartment: one person with two roles has both. */
uint32_t roles_rights(const struct role_table *table, uint32_t roles);
bool roles_work_key(const struct role_table *table, uint32_t roles);
uint16_t roles_grant(const struct role_table *table, uint32_t roles);
uint16_t roles_never(const struct role_table *table, uint32_t roles);

#endif
