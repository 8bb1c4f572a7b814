#include "web/mend.h"

#include "web/say.h"

struct str why_sentence(const struct visit *visit, const struct definition *sop, struct str why)
{
    for (uint32_t i = 0; i < sop->reasons_n; i++)
        if (sop->reasons[i].of == REASON_WHY && str_eq(sop->reasons[i].id, why))
            return say_text2(visit, sop->reasons[i].title);
    return words_why(visit->lang, str_z(visit->ctx->arena, why));
}

struct str reason_said(const struct visit *visit, const struct definition *sop, struct str reason)
{
    for (uint32_t i = 0; i < sop->reasons_n; i++)
        if (sop->reasons[i].of != REASON_WHY && str_eq(sop->reasons[i].id, reason))
            return say_text2(visit, sop->reasons[i].title);
    return reason;
}

static struct str step_title(const struct visit *visit, const struct definition *sop, uint32_t step)
{
    return step == DEFINITION_NONE ? STR("") : say_text2(visit, sop->steps[step].title);
}

/* Titles of the roles that could do it: "Manajer kasus, Koordinator". */
static struct str roles_named(const struct visit *visit, const struct definition *sop,
                              const struct missing *missing)
{
    struct buf out = buf_open(visit->ctx->arena, 1000);
    for (uint32_t i = 0; i < missing->mends_n; i++) {
        if (missing->mends[i].kind != MEND_ROLE || missing->mends[i].at >= sop->roles_n)
            continue;
        if (out.n > 0)
            buf_put(&out, STR(", "));
        buf_put(&out, say_text2(visit, sop->roles[missing->mends[i].at].title));
    }
    return buf_str(&out);
}

static struct str filled(const struct visit *visit, const char *key, const char *place,
                         struct str text)
{
    struct say_arg arg = say_text(place, text);
    return words_fill(visit->ctx->arena, visit->lang, key, &arg, 1);
}

/* The sentence of one missing thing. */
static struct str mend_text(const struct visit *visit, const struct definition *sop,
                            const struct missing *missing)
{
    struct when when = say_when(visit);
    switch (missing->kind) {
    case MISSING_AFTER:
        return filled(visit, "belum.sesudah", "langkah", step_title(visit, sop, missing->step));
    case MISSING_WAITS_FOR:
        return filled(visit, "belum.menunggu", "langkah", step_title(visit, sop, missing->step));
    case MISSING_CLOSE:
        return filled(visit, "belum.terbuka", "langkah", step_title(visit, sop, missing->step));
    case MISSING_DELAY:
        return filled(visit, "belum.mulai", "waktu", when_short(&when, missing->until_min));
    case MISSING_ROLE:
        return filled(visit, "belum.peran", "peran", roles_named(visit, sop, missing));
    case MISSING_NEED:
    case MISSING_UNKNOWN:
    case MISSING_START:
    case MISSING_SIGNATURE:
    case MISSING_INCLUDED:
    case MISSING_ONCE:
    case MISSING_REASON:
        break;
    }
    return why_sentence(visit, sop, missing->why);
}

/* Where one missing thing is mended; empty when nothing on a page mends it. */
static struct address mend_where(const struct visit *visit, const struct definition *sop,
                                 struct str casefile, const struct missing *missing)
{
    if (missing->kind == MISSING_SIGNATURE)
        return visit_address(visit, "/tanda-tangan");
    if (missing->step != DEFINITION_NONE)
        return visit_address(visit, "/kasus/%.*s/langkah/%.*s", STR_ARG(casefile),
                             STR_ARG(sop->steps[missing->step].id));
    for (uint32_t i = 0; i < missing->mends_n; i++) {
        const struct mend *mend = &missing->mends[i];
        if (mend->kind == MEND_STEP)
            return visit_address(visit, "/kasus/%.*s/langkah/%.*s", STR_ARG(casefile),
                                 STR_ARG(sop->steps[mend->at].id));
        if (mend->kind == MEND_FACT && sop->facts[mend->at].of == FACT_OF_CONSENT)
            return visit_address(visit, "/kasus/%.*s/persetujuan?jenis=%.*s#tanya",
                                 STR_ARG(casefile), STR_ARG(sop->facts[mend->at].id));
        if (mend->kind == MEND_FACT)
            return visit_address(visit, "/kasus/%.*s/fakta", STR_ARG(casefile));
    }
    return (struct address){ 0 };
}

struct mends mends_of(const struct visit *visit, const struct definition *sop, struct str casefile,
                      const struct missing *missing, uint32_t n)
{
    struct mend_view *lines = arena_array(visit->ctx->arena, struct mend_view, n + 1);
    for (uint32_t i = 0; i < n; i++) {
        lines[i].text = mend_text(visit, sop, &missing[i]);
        lines[i].href = mend_where(visit, sop, casefile, &missing[i]);
        if (lines[i].href.s.n > 0)
            lines[i].link = words_say(visit->lang, "langkah.lengkapi");
    }
    return (struct mends){ lines, n };
}

void json_missing(struct json *json, const struct visit *visit, const struct definition *sop,
                  const struct missing *missing, uint32_t n)
{
    static const char *const holds[] = { "note", "second", "never" };
    json_key(json, "missing");
    json_array_begin(json);
    for (uint32_t i = 0; i < n; i++) {
        json_object_begin(json);
        json_text(json, "key", missing[i].why);
        json_put_str(json, "text", mend_text(visit, sop, &missing[i]));
        json_put_str(json, "hold", str_of(holds[missing[i].hold]));
        json_text(json, "basis", missing[i].basis);
        if (missing[i].step != DEFINITION_NONE)
            json_put_str(json, "step", sop->steps[missing[i].step].id);
        json_end(json);
    }
    json_end(json);
}
