#include "domain/role.h"

static const char *const names[ROLE_COUNT] = {
    [ROLE_INTAKE_OFFICER] = "intake_officer",
    [ROLE_IDENTIFICATION_OFFICER] = "identification_officer",
    [ROLE_CASE_MANAGER] = "case_manager",
    [ROLE_VICTIM_COMPANION] = "victim_companion",
    [ROLE_SOCIAL_WORKER] = "social_worker",
    [ROLE_COUNSELLOR] = "counsellor",
    [ROLE_PSYCHOLOGIST] = "psychologist",
    [ROLE_HEALTH_OFFICER] = "health_officer",
    [ROLE_LEGAL_COMPANION] = "legal_companion",
    [ROLE_ADVOCATE] = "advocate",
    [ROLE_SHELTER_OFFICER] = "shelter_officer",
    [ROLE_RETURN_OFFICER] = "return_officer",
    [ROLE_REINTEGRATION_OFFICER] = "reintegration_officer",
    [ROLE_INTERPRETER] = "interpreter",
    [ROLE_SPIRITUAL_COUNSELLOR] = "spiritual_counsellor",
    [ROLE_DATA_OFFICER] = "data_officer",
    [ROLE_COORDINATOR] = "coordinator",
    [ROLE_SUPERVISOR] = "supervisor",
    [ROLE_DPO] = "dpo",
    [ROLE_TRAINER] = "trainer",
    [ROLE_TRAINEE] = "trainee",
    [ROLE_ADMIN] = "admin",
    [ROLE_CUSTODIAN] = "custodian",
    [ROLE_GUEST] = "guest",
    [ROLE_MACHINE] = "machine",
};

enum {
    CASE_WHOLE = RIGHT_CASES | RIGHT_BOARD | RIGHT_IDENTIFY | RIGHT_EVIDENCE | RIGHT_SERVICES |
                 RIGHT_SAFETY | RIGHT_SHARE | RIGHT_CLOSE,
    CASE_SEEN = RIGHT_CASES | RIGHT_BOARD, /* who may do anything in a case sees its board */
};

/* Page words of roles.yaml.  Whoever works in a case can reach its list and board. */
static const struct {
    const char *page;
    uint32_t rights;
} pages[] = {
    { "hari", RIGHT_TODAY },
    { "jaga", RIGHT_DUTY },
    { "aduan", RIGHT_INTAKE },
    { "kasus", CASE_WHOLE },
    { "kasus.daftar", RIGHT_CASES },
    { "kasus.papan", CASE_SEEN | RIGHT_SERVICES },
    { "kasus.wawancara", CASE_SEEN | RIGHT_IDENTIFY | RIGHT_SERVICES },
    { "kasus.skrining", CASE_SEEN | RIGHT_IDENTIFY | RIGHT_SERVICES },
    { "kasus.bukti", CASE_SEEN | RIGHT_EVIDENCE },
    { "kasus.layanan", CASE_SEEN | RIGHT_SERVICES },
    { "kasus.keselamatan", CASE_SEEN | RIGHT_SAFETY },
    { "kasus.kunjungan", CASE_SEEN | RIGHT_SAFETY },
    { "kasus.keinginan", CASE_SEEN | RIGHT_SAFETY },
    { "kasus.bagikan", CASE_SEEN | RIGHT_SHARE },
    { "kasus.tutup", CASE_SEEN | RIGHT_CLOSE },
    { "rujukan", RIGHT_REFER },
    { "surat", RIGHT_LETTERS },
    { "biaya", RIGHT_COSTS },
    { "tanda_tangan", RIGHT_SIGN | CASE_SEEN },
    { "tinjauan", RIGHT_REVIEW },
    { "buku", RIGHT_BOOKS },
    { "agenda", RIGHT_BOOKS },
    { "sidang", RIGHT_SERVICES },
    { "lapangan", RIGHT_SAFETY },
    { "laporan", RIGHT_REPORTS },
    { "mutu", RIGHT_REPORTS },
    { "kantor", RIGHT_OFFICE },
    { "audit", RIGHT_AUDIT },
    { "insiden", RIGHT_OFFICE },
    { "permintaan", RIGHT_OFFICE },
    { "atur", RIGHT_PEOPLE | RIGHT_SETTINGS },
    { "atur.orang", RIGHT_PEOPLE },
    { "kesehatan", RIGHT_SETTINGS },
    { "kunci", RIGHT_KEYS },
    { "rumah_aman", RIGHT_SHELTER },
    { "paket", RIGHT_PACKETS },
    { "sop", RIGHT_SOP },
    { "sop.versi", RIGHT_SOP | RIGHT_SETTINGS },
    { "pelatihan", RIGHT_TRAINING },
    { "API", RIGHT_API },
};

struct str role_name(enum role role)
{
    must(role < ROLE_COUNT);
    return str_of(names[role]);
}

enum role role_of(struct str name)
{
    for (unsigned role = 0; role < ROLE_COUNT; role++)
        if (str_eq(name, str_of(names[role])))
            return (enum role)role;
    return ROLE_COUNT;
}

uint32_t role_set(struct str list)
{
    uint32_t roles = 0;
    while (list.n > 0) {
        enum role role = role_of(str_cut(list, ' ', &list));
        if (role < ROLE_COUNT)
            roles |= 1u << role;
    }
    return roles;
}

struct str role_set_names(struct arena *arena, uint32_t roles)
{
    struct str out = { 0 };
    struct str last = { 0 };
    for (;;) {
        /* The next name in byte order after `last`: a certificate has them sorted. */
        struct str next = { 0 };
        for (unsigned role = 0; role < ROLE_COUNT; role++) {
            struct str name = role_name((enum role)role);
            if ((roles >> role & 1) && (last.n == 0 || str_cmp(name, last) > 0) &&
                (next.n == 0 || str_cmp(name, next) < 0))
                next = name;
        }
        if (next.n == 0)
            return out;
        out = out.n == 0 ? next : str_format(arena, "%.*s %.*s", STR_ARG(out), STR_ARG(next));
        last = next;
    }
}

uint32_t right_of_page(struct str page)
{
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
        if (str_eq(page, str_of(pages[i].page)))
            return pages[i].rights;
    return 0;
}

uint32_t roles_rights(const struct role_table *table, uint32_t roles)
{
    uint32_t rights = roles == 0 ? 0 : RIGHT_OFFICER;
    for (unsigned role = 0; role < ROLE_COUNT; role++)
        if (roles >> role & 1)
            rights |= table->at[role].rights;
    return rights;
}

bool roles_work_key(const struct role_table *table, uint32_t roles)
{
    for (unsigned role = 0; role < ROLE_COUNT; role++)
        if ((roles >> role & 1) && table->at[role].work_key)
            return true;
    return false;
}

uint16_t roles_grant(const struct role_table *table, uint32_t roles)
{
    uint16_t grant = 0;
    for (unsigned role = 0; role < ROLE_COUNT; role++)
        if (roles >> role & 1)
            grant |= table->at[role].grant;
    return grant;
}

uint16_t roles_never(const struct role_table *table, uint32_t roles)
{
    uint16_t never = 0;
    for (unsigned role = 0; role < ROLE_COUNT; role++)
        if (roles >> role & 1)
            never |= table->at[role].never;
    return (uint16_t)(never & ~roles_grant(table, roles));
}
