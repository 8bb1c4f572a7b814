/* Every officer at every address of the table, page and API alike: not one byte of a compartment
 * that her roles do not give her; and what they give her is somewhere. */
#include "browser.h"

#include "use/case_write.h"
#include "web/routes.h"

#include <stdio.h>

/* One word in every compartment an officer can write, by somebody who holds it. */
static const struct {
    char letter;
    const char *writer, *text;
} planted[] = {
    { 'I', "bayu", "kenangan-I" }, { 'A', "bayu", "kenangan-A" }, { 'S', "bayu", "kenangan-S" },
    { 'K', "tuti", "kenangan-K" }, { 'H', "bayu", "kenangan-H" }, { 'R', "bayu", "kenangan-R" },
    { 'M', "bayu", "kenangan-M" }, { 'P', "yuni", "kenangan-P" },
};
enum { PLANTED = sizeof planted / sizeof *planted };

/* After the role table of the definition: what each holds of a case whose team she is in; the last
 * seven are in no team. */
static const struct {
    const char *login, *reads;
} eyes[] = {
    { "bayu", "IASHRM" }, { "rina", "IASM" }, { "ratna", "ISH" }, { "sari", "IASR" },
    { "tuti", "IKR" },    { "joko", "IARM" }, { "hadi", "ISH" },  { "yuni", "IPR" },
    { "dewi", "" },       { "agus", "" },     { "lina", "" },     { "wulan", "" },
    { "made", "" },       { "nila", "" },     { NULL, "" }, /* a stranger */
};

static const char *const steps[] = { "S1.01", "S1.02", "S1.08", "S1.11", "S2.01",
                                     "S3.01", "S4.01", "S5.01", "S6.01", "S0.01" };
enum { STEPS = sizeof steps / sizeof *steps };

static struct str casefile, entries[PLANTED], requests[PLANTED];
static bool seen[PLANTED]; /* by who is looking now */

static void plant(void)
{
    static const char *const team[] = { "ratna", "sari", "tuti", "joko", "hadi", "yuni", NULL };
    casefile = str_copy(ctx.arena, case_with(team));
    for (size_t i = 0; i < PLANTED; i++) {
        struct note_add_in in = { .head = head_of(casefile),
                                  .text = str_of(planted[i].text),
                                  .compartment = planted[i].letter };
        struct note_add_out out;
        assert_int_equal(note_add(enter(planted[i].writer), &in, &out), OK);
        entries[i] = hex_write(ctx.arena, out.done.entry, sizeof out.done.entry);
        requests[i] = hex_write(ctx.arena, in.head.request.at, sizeof in.head.request.at);
        leave();
    }
    reopen();
}

static bool holds(struct str s, const char *text)
{
    return str_search(s, str_of(text)) < s.n;
}

static void judge(size_t who, const char *path)
{
    for (size_t i = 0; i < PLANTED; i++) {
        bool may = strchr(eyes[who].reads, planted[i].letter) != NULL;
        bool there = holds(page, planted[i].text) || holds(reply.location, planted[i].text) ||
                     holds(reply.download, planted[i].text);
        if (there && !may)
            fail_msg("%s reads %c at %s", eyes[who].login, planted[i].letter, path);
        seen[i] = seen[i] || there;
    }
    if (eyes[who].reads[0] == '\0' && holds(page, "Siti Aminah"))
        fail_msg("%s reads a name at %s", eyes[who].login, path);
    if (reply.status >= 500)
        fail_msg("%s: %d for %s at %s", path, reply.status, eyes[who].login, path);
}

/* The pattern with what stands in the case: the turn-th step, entry and request. */
static const char *filled(const char *pattern, size_t turn)
{
    struct buf out = buf_open(ctx.arena, 1000);
    while (*pattern != '\0') {
        size_t n = strcspn(pattern, ":");
        buf_put(&out, (struct str){ pattern, n });
        pattern += n;
        if (*pattern != ':')
            break;
        struct str name = { pattern + 1, strcspn(pattern + 1, "/") };
        if (str_eq(name, STR("case")))
            buf_put(&out, casefile);
        else if (str_eq(name, STR("step")))
            buf_put(&out, str_of(steps[turn % STEPS]));
        else if (str_eq(name, STR("entry")))
            buf_put(&out, entries[turn % PLANTED]);
        else if (str_eq(name, STR("request")))
            buf_put(&out, requests[turn % PLANTED]);
        else
            buf_put(&out, STR("1"));
        pattern += 1 + name.n;
    }
    return str_z(ctx.arena, buf_str(&out));
}

static void look(size_t who, const struct route *route)
{
    size_t turns = strstr(route->pattern, ":step") || strstr(route->pattern, ":entry") ||
                           strstr(route->pattern, ":request")
                       ? STEPS
                       : 1;
    for (size_t turn = 0; turn < turns; turn++) {
        const char *path = filled(route->pattern, turn);
        if (route->page != NULL) {
            get(path);
            judge(who, path);
        }
        if (route->api != NULL) {
            api(path, NULL);
            judge(who, path);
        }
    }
}

/* Addresses that read, though they are sent to. */
static void look_further(size_t who)
{
    static const char *const searched[] = { "Siti", "Aminah", "Adik" };
    get("/kasus");
    for (size_t i = 0; i < sizeof searched / sizeof *searched; i++) {
        post("/kasus", str_z(ctx.arena, str_format(ctx.arena, "cari=%s", searched[i])));
        judge(who, "search");
    }
    const char *reveal = filled("/kasus/:case/buka", 0),
               *screen = filled("/kasus/:case/skrining", 0);
    post(reveal, "bidang=person.nik");
    judge(who, reveal);
    post(reveal, "bidang=chronology");
    judge(who, reveal);
    post(screen, "");
    judge(who, screen);
}

static void nobody_reads_a_byte_more_than_her_roles_give_her(void **state)
{
    (void)state;
    plant();
    for (size_t who = 0; who < sizeof eyes / sizeof *eyes; who++) {
        forget_cookie();
        if (eyes[who].login != NULL)
            log_in_as(eyes[who].login);
        memset(seen, 0, sizeof seen);
        for (size_t i = 0; i < routes_n; i++)
            if (routes[i].method == METHOD_GET)
                look(who, &routes[i]);
        look_further(who);
        for (size_t i = 0; i < PLANTED; i++)
            if (seen[i] != (strchr(eyes[who].reads, planted[i].letter) != NULL))
                fail_msg("%s never meets %c", eyes[who].login, planted[i].letter);
    }
}

int main(void)
{
    unit_begin();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nobody_reads_a_byte_more_than_her_roles_give_her),
    };
    return cmocka_run_group_tests(tests, office_up, office_down);
}
