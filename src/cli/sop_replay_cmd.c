/* teduh sop replay GRAPH.xml TRACES.jsonl: a plain DCR graph against traces, one JSON line each. */
#include "cli/commands.h"
#include "cli/folder.h"
#include "domain/casestate.h"
#include "sop/dcr.h"
#include "text/json.h"

enum { TRACE_BYTES_MAX = 4 * 1024 * 1024 };

struct replay {
    struct cli *cli;
    const struct definition *definition;
    const uint32_t *sorted; /* steps in the order of their ids */
    struct str traces;      /* name of the file, for faults */
    int line;
};

static enum err line_wrong(struct replay *replay, const char *key, struct str expected)
{
    replay->cli->ctx.why = (struct why){
        .key = key, .at = replay->traces, .line = replay->line, .expected = expected
    };
    return ERR_INVALID;
}

static const uint32_t *steps_sort(struct arena *arena, const struct definition *d)
{
    uint32_t *sorted = arena_array(arena, uint32_t, d->steps_n);
    for (uint32_t i = 0; i < d->steps_n; i++) {
        uint32_t at = i;
        for (; at > 0 && str_cmp(d->steps[sorted[at - 1]].id, d->steps[i].id) > 0; at--)
            sorted[at] = sorted[at - 1];
        sorted[at] = i;
    }
    return sorted;
}

enum set { EXECUTED, PENDING, INCLUDED };

static bool in_set(const struct casestate *state, enum set set, uint32_t step)
{
    struct place_view view = casestate_place(state, step, 0);
    if (set == EXECUTED)
        return view.executed;
    return set == PENDING ? view.obliged : view.included;
}

static void set_write(const struct replay *replay, const struct casestate *state, struct json *json,
                      const char *key, enum set set)
{
    json_key(json, key);
    json_array_begin(json);
    for (uint32_t i = 0; i < replay->definition->steps_n; i++)
        if (in_set(state, set, replay->sorted[i]))
            json_str(json, replay->definition->steps[replay->sorted[i]].id);
    json_end(json);
}

static void verdict_write(const struct replay *replay, const struct casestate *state,
                          int64_t refused)
{
    struct buf buf = buf_open(replay->cli->ctx.arena, TRACE_BYTES_MAX);
    struct json json = json_open(&buf);
    json_object_begin(&json);
    json_put_int(&json, "refused", refused);
    json_put_bool(&json, "accepting", casestate_may_close(state));
    set_write(replay, state, &json, "executed", EXECUTED);
    set_write(replay, state, &json, "pending", PENDING);
    set_write(replay, state, &json, "included", INCLUDED);
    json_end(&json);
    fprintf(replay->cli->out, "%.*s\n", STR_ARG(buf_str(&buf)));
}

/* Every event is executed, also where it is not enabled; the first such is told. */
static enum err trace_run(struct replay *replay, struct ctx *scratch, struct str line)
{
    const struct definition *d = replay->definition;
    static const struct calendar calendar = { 0 };
    struct casestate *state = casestate_new(scratch, d, &calendar);
    struct json_value value;
    int64_t refused = -1;
    if (json_read(scratch, line, &value) != OK)
        return line_wrong(replay, "json.syntax", STR(""));
    const struct json_value *trace = json_get(&value, "trace");
    if (trace == NULL || trace->kind != VALUE_ARRAY)
        return line_wrong(replay, "sop.missing_key", STR("trace"));
    for (size_t i = 0; i < trace->n; i++) {
        struct act act = { .kind = ACT_STEP_DONE, .happened_min = (int64_t)i, .at = i + 1 };
        act.step = definition_step_index(d, trace->members[i].value.text);
        if (act.step == DEFINITION_NONE)
            return line_wrong(replay, "dcr.unknown_event", STR(""));
        if (refused < 0 && !casestate_enabled(scratch, state, act.step, 0, act.happened_min))
            refused = (int64_t)i;
        casestate_apply(state, &act);
    }
    verdict_write(replay, state, refused);
    return OK;
}

static enum err traces_run(struct replay *replay, struct str text)
{
    struct ctx scratch = { .arena = arena_open(64 << 20) };
    enum err err = OK;
    while (err == OK && text.n > 0) {
        struct str line = str_trim(str_cut(text, '\n', &text));
        replay->line++;
        if (line.n > 0)
            err = trace_run(replay, &scratch, line);
        arena_reset(scratch.arena);
    }
    arena_close(scratch.arena);
    return err;
}

int sop_replay_cmd(struct cli *cli)
{
    struct str graph, traces, text;
    struct definition *definition;
    if (!cli_next(cli, &graph) || !cli_next(cli, &traces) || !cli_done(cli))
        return cli_usage(cli);
    enum err err = file_load(&cli->ctx, graph.at, &text);
    if (err == OK)
        err = dcr_read(&cli->ctx, graph, text, &definition);
    if (err == OK)
        err = file_load(&cli->ctx, traces.at, &text);
    if (err != OK)
        return cli_fail(cli, err);
    struct replay replay = { cli, definition, steps_sort(cli->ctx.arena, definition), traces, 0 };
    err = traces_run(&replay, text);
    return err == OK ? EXIT_GOOD : cli_fail(cli, err);
}
