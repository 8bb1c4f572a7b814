#include "web/say.h"

#include "domain/tables.h"

enum {
    ROLES_TEXT_MAX = 1000,
    PARTS_TEXT_MAX = 400,
    PARTS_NAMED = 12, /* compartments 1 to 11 have names in words/ */
};

struct when say_when(const struct visit *visit)
{
    return (struct when){ visit->ctx->arena, visit->lang, visit->face->offset_min,
                          ctx_now_min(visit->ctx) };
}

struct str say_text2(const struct visit *visit, struct text2 text)
{
    return visit_text(visit, text.in_id, text.in_en);
}

struct str say_officer(const struct visit *visit, struct id officer)
{
    const struct member *member = id_is_zero(officer) ? NULL : desk_member(visit->desk, officer);
    if (member == NULL)
        return STR("");
    return member->name.n > 0 ? member->name : member->login;
}

struct str say_step(const struct visit *visit, const struct definition *sop, struct str step)
{
    const struct step *known = sop == NULL ? NULL : definition_step(sop, step);
    return known == NULL ? step : say_text2(visit, known->title);
}

struct address step_address(const struct visit *visit, struct str casefile, struct str step,
                            uint32_t number)
{
    struct str subject = number == 0 ? STR("") : str_format(visit->ctx->arena, "/%u", number);
    return visit_address(visit, "/kasus/%.*s/langkah/%.*s%.*s", STR_ARG(casefile), STR_ARG(step),
                         STR_ARG(subject));
}

struct str say_place(const struct visit *visit, const struct definition *sop,
                     const struct step *step, uint32_t number)
{
    if (number == 0 || sop == NULL || step == NULL || step->each == DEFINITION_NONE)
        return STR("");
    return str_format(visit->ctx->arena, "%.*s %u",
                      STR_ARG(say_text2(visit, sop->kinds[step->each].title)), number);
}

struct str role_title(const struct visit *visit, enum role role)
{
    struct str title = visit_text(visit, visit->desk->roles->at[role].title_id,
                                  visit->desk->roles->at[role].title_en);
    return title.n > 0 ? title : role_name(role);
}

struct str say_roles(const struct visit *visit, uint32_t roles)
{
    struct buf out = buf_open(visit->ctx->arena, ROLES_TEXT_MAX);
    for (unsigned r = 0; r < ROLE_COUNT; r++) {
        if ((roles >> r & 1) == 0)
            continue;
        if (out.n > 0)
            buf_put(&out, STR(", "));
        buf_put(&out, role_title(visit, (enum role)r));
    }
    return buf_str(&out);
}

struct str say_parts(const struct visit *visit, uint16_t mask)
{
    struct buf out = buf_open(visit->ctx->arena, PARTS_TEXT_MAX);
    for (unsigned c = 1; c < PARTS_NAMED; c++) {
        if ((mask >> c & 1) == 0)
            continue;
        if (out.n > 0)
            buf_put(&out, STR(", "));
        buf_put(&out, words_code(visit->ctx->arena, visit->lang, "kompartemen.",
                                 str_format(visit->ctx->arena, "%u", c)));
    }
    return buf_str(&out);
}

const char *say_done(const struct act_done *done)
{
    return done->waits_second ? "kabar.tunggu_kedua"
           : done->deviation  ? "kabar.ditinjau"
           : done->again      ? "kabar.sudah_tersimpan"
                              : "kabar.tersimpan";
}

void json_text(struct json *json, const char *key, struct str text)
{
    if (text.n > 0)
        json_put_str(json, key, text);
}

void json_hex(struct json *json, const char *key, const void *bytes, size_t n, struct arena *arena)
{
    static const unsigned char zero[32];
    must(n <= sizeof zero);
    if (memcmp(bytes, zero, n) != 0)
        json_put_str(json, key, hex_write(arena, bytes, n));
}

void json_id(struct json *json, const char *key, struct id id, struct arena *arena)
{
    json_hex(json, key, id.at, sizeof id.at, arena);
}

void json_time(struct json *json, const struct visit *visit, const char *key, int64_t unix_min)
{
    if (unix_min != INT64_MIN && unix_min != 0)
        json_put_str(json, key,
                     rfc3339_write(visit->ctx->arena, unix_min, visit->face->offset_min));
}

void json_done(struct json *json, const struct act_done *done, struct arena *arena)
{
    json_hex(json, "entry", done->entry, sizeof done->entry, arena);
    json_put_bool(json, "again", done->again);
    json_put_bool(json, "deviation", done->deviation);
    json_put_bool(json, "waits_second", done->waits_second);
}

struct str say_blamed(const struct visit *visit)
{
    static const char *const by_key[][2] = {
        { "outcome.none", "hasil" },      { "reason.unknown", "simpang" },
        { "fact.none", "fakta" },         { "fact.of_steps", "fakta" },
        { "fact.value", "nilai" },        { "happened.future", "terjadi" },
        { "happened.reason", "terjadi" }, { "consent.giver", "oleh" },
        { "consent.child", "oleh" },      { "consent.adult", "oleh" },
        { "consent.answer", "jawab" },    { "consent.guardian_suspect", "oleh" },
        { "consent.assent", "anak" },     { "consent.assent_na", "anak" },
        { "consent.mode", "cara" },       { "consent.witness", "saksi" },
        { "consent.until", "sampai" },    { "consent.recipient", "penerima" },
    };
    static const char *const by_name[][2] = {
        { "text", "isi" },         { "compartment", "bagian" }, { "words", "simpang_kata" },
        { "reason", "simpang" },   { "differs", "beda" },       { "role", "peran" },
        { "officer", "petugas" },  { "login", "login" },        { "name", "nama" },
        { "passphrase", "sandi" },
    };
    const struct why *why = &visit->ctx->why;
    if (str_eq(str_of(why->key), STR("paper.future")))
        return str_join(visit->ctx->arena, STR("tanggal."), why->at);
    if (str_starts(why->at, STR("sudah.")))
        return why->at;
    for (size_t i = 0; i < sizeof by_key / sizeof *by_key; i++)
        if (str_eq(str_of(why->key), str_of(by_key[i][0])))
            return str_of(by_key[i][1]);
    for (size_t i = 0; i < sizeof by_name / sizeof *by_name; i++)
        if (str_eq(why->at, str_of(by_name[i][0])))
            return str_of(by_name[i][1]);
    return why->at;
}

void say_at_field(const struct visit *visit, enum err err, struct field_view *field)
{
    if (err == OK || !str_eq(field->name, say_blamed(visit)))
        return;
    field->error = words_why(visit->lang, visit->ctx->why.key);
    field->error_id = str_join(visit->ctx->arena, field->id, STR("-salah"));
}
