/* teduh story play [--office CODE] FILE...: stories written into a practice office, by its own
 * people. */
#include "cli/commands.h"
#include "cli/folder.h"
#include "cli/office_dirs.h"
#include "domain/role.h"
#include "main/offices.h"
#include "seal/keys.h"
#include "seal/secret.h"
#include "use/practice_key.h"
#include "use/story_play.h"

struct playing {
    struct cli *cli;
    struct player player;
    struct secret *seeds;
    struct str office;
};

static void refusal_tell(void *with, const struct script_event *event, const struct why *why)
{
    const struct playing *playing = with;
    (void)fprintf(playing->cli->err, "%d: %.*s: %s %.*s\n", event->line, STR_ARG(event->act),
                  why->key == NULL ? "" : why->key, STR_ARG(why->at));
}

/* One line of latihan.txt: office, login, roles, passphrase, name. */
static enum err person_add(struct playing *p, struct str line)
{
    struct str rest, code = str_cut(line, '\t', &rest), login = str_cut(rest, '\t', &rest);
    struct str roles = str_cut(rest, '\t', &rest), phrase = str_cut(rest, '\t', &rest);
    if (!str_eq(code, p->office) || p->player.people_n == PLAY_PEOPLE_MAX)
        return OK;
    struct practice_key_in in = { login, phrase };
    unsigned char *seed = secret_take(p->seeds, SEED_BYTES);
    struct player_person *person = &p->player.people[p->player.people_n];
    TRY(practice_key(p->player.ctx, p->player.desk, &in, seed, &person->id));
    person->roles = role_set(roles);
    person->seed = seed;
    p->player.people_n++;
    return OK;
}

static enum err people_read(struct playing *p)
{
    struct str text;
    const char *path = str_z(p->cli->ctx.arena, str_format(p->cli->ctx.arena, "%.*s/latihan.txt",
                                                           STR_ARG(p->cli->data)));
    TRY(file_load(&p->cli->ctx, path, &text));
    while (text.n > 0)
        TRY(person_add(p, str_cut(text, '\n', &text)));
    return p->player.people_n > 0 ? OK : ctx_fail(&p->cli->ctx, ERR_MISSING, "cli.no_office");
}

/* Moved by whole days, so that the last event lies before now. */
static int64_t shift_of(const struct script *script, int64_t now_min)
{
    int64_t last = script->events[script->n - 1].at_min;
    int64_t days = (now_min - last) / 1440;
    if (days * 1440 + last > now_min)
        days--;
    return days * 1440;
}

static enum err file_play(struct playing *p, struct str path)
{
    struct str text;
    struct stories stories;
    TRY(file_load(&p->cli->ctx, str_z(p->cli->ctx.arena, path), &text));
    TRY(stories_read(&p->cli->ctx, path, text, &stories));
    for (uint32_t i = 0; i < stories.n; i++) {
        struct script *script = arena_new(p->cli->ctx.arena, struct script);
        struct played_case played = { .script = script, .told = STR("latihan") };
        TRY(script_read(&p->cli->ctx, &stories.at[i], script));
        if (script->n == 0)
            continue;
        played.shift_min = shift_of(script, ctx_now_min(&p->cli->ctx));
        while (played.next < script->n)
            TRY(play_next(&p->player, &played));
        TRY(play_flush(&p->player));
        (void)fprintf(p->cli->out, "%s\t%.*s\n", played.casefile, STR_ARG(script->title));
    }
    return OK;
}

static enum err stories_play(struct playing *p, struct str path)
{
    TRY(people_read(p));
    do {
        TRY(file_play(p, path));
    } while (cli_next(p->cli, &path));
    return OK;
}

static enum err office_play(struct playing *p, struct str path)
{
    struct ctx *ctx = p->player.ctx;
    struct desk_start start = { .dir = office_folder(p->cli->ctx.arena, p->cli->data, p->office) };
    enum err err = desk_open(ctx, &start, &p->player.desk);
    if (err == OK)
        err = stories_play(p, path);
    if (err != OK && p->cli->ctx.why.key == NULL)
        p->cli->ctx.why = ctx->why;
    desk_close(ctx, p->player.desk);
    (void)fprintf(p->cli->err, "%llu/%llu\n",
                  (unsigned long long)(p->player.deeds - p->player.refused),
                  (unsigned long long)p->player.deeds);
    return err;
}

int story_play_cmd(struct cli *cli)
{
    struct playing p = { .cli = cli };
    struct str path;
    (void)cli_option(cli, "--office", &p.office);
    if (!cli_options_done(cli))
        return EXIT_USAGE;
    if (!cli_next(cli, &path) || (p.office.n > 0 && !office_code_good(p.office)))
        return cli_usage(cli);
    enum err err = office_only(cli, &p.office);
    if (err != OK)
        return cli_fail(cli, err);
    struct ctx play = { .arena = arena_open((size_t)1 << 30), .now_ms = cli->ctx.now_ms };
    p.player.ctx = &play;
    p.player.tell = refusal_tell;
    p.player.with = &p;
    p.seeds = secret_open(64 << 10);
    err = p.seeds == NULL ? ctx_fail(&cli->ctx, ERR_STORE, "office.memory_lock")
                          : office_play(&p, path);
    secret_close(p.seeds);
    arena_close(play.arena);
    return err == OK ? EXIT_GOOD : cli_fail(cli, err);
}
