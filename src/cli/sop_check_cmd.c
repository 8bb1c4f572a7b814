/* teduh sop check [DIR]: reads a definition (without DIR the one that comes with the program) and
 * looks at it as a whole. */
#include "cli/commands.h"
#include "cli/folder.h"
#include "sop/bundle.h"
#include "sop/check.h"
#include "text/json.h"
#include "use/shipped_sop.h"

static void fault_tell(struct cli *cli, struct json *json)
{
    const struct why *why = &cli->ctx.why;
    json_object_begin(json);
    json_put_str(json, "grade", STR("fault"));
    json_put_str(json, "key", str_of(why->key));
    json_put_str(json, "at", why->at);
    json_put_int(json, "line", why->line);
    json_put_int(json, "column", why->column);
    json_put_str(json, "expected", why->expected);
    json_end(json);
}

static void findings_tell(struct cli *cli, const struct findings *findings, struct json *json)
{
    for (uint32_t i = 0; i < findings->n; i++) {
        const struct finding *finding = &findings->at[i];
        bool fault = finding->grade == FINDING_FAULT;
        struct str say = cli_say(cli, finding->key);
        if (json == NULL) {
            fprintf(cli->out, "%s %.*s: %.*s %.*s\n", fault ? "FAIL" : "warn", STR_ARG(finding->at),
                    STR_ARG(say), STR_ARG(finding->about));
            continue;
        }
        json_object_begin(json);
        json_put_str(json, "grade", fault ? STR("fault") : STR("warning"));
        json_put_str(json, "key", str_of(finding->key));
        json_put_str(json, "at", finding->at);
        json_put_str(json, "about", finding->about);
        json_end(json);
    }
}

static int check_json(struct cli *cli, enum err err, const struct definition *definition,
                      const struct findings *findings)
{
    struct buf buf = buf_open(cli->ctx.arena, 4 * 1024 * 1024);
    struct json json = json_open(&buf);
    bool good = err == OK && findings->faults == 0;
    json_object_begin(&json);
    json_put_bool(&json, "good", good);
    json_put_int(&json, "steps", err == OK ? definition->steps_n : 0);
    json_put_int(&json, "outcomes", err == OK ? definition->outcomes_n : 0);
    json_key(&json, "findings");
    json_array_begin(&json);
    if (err != OK)
        fault_tell(cli, &json);
    else
        findings_tell(cli, findings, &json);
    json_end(&json);
    json_end(&json);
    fprintf(cli->out, "%.*s\n", STR_ARG(buf_str(&buf)));
    return good ? EXIT_GOOD : EXIT_REFUSED;
}

int sop_check_cmd(struct cli *cli)
{
    struct str folder;
    struct file_list files;
    struct definition *definition = NULL;
    struct calendar *calendar;
    struct findings findings = { 0 };
    bool given = cli_next(cli, &folder);
    if (!cli_done(cli))
        return cli_usage(cli);
    enum err err = given ? folder_load(&cli->ctx, folder, &files)
                         : bundle_read(&cli->ctx, shipped_sop(), &files);
    if (err != OK)
        return cli_fail(cli, err);
    err = definition_read(&cli->ctx, &files, &definition);
    if (err == OK)
        err = calendar_read(&cli->ctx, &files, 0, &calendar);
    if (err == OK)
        definition_check(&cli->ctx, definition, &findings);
    if (cli->json)
        return check_json(cli, err, definition, &findings);
    if (err != OK)
        return cli_fail(cli, err);
    findings_tell(cli, &findings, NULL);
    fprintf(cli->out, "%.*s %u: %u steps, %u outcomes, %u rows, %u rules; %u faults, %u warnings\n",
            STR_ARG(definition->id), definition->version, definition->steps_n,
            definition->outcomes_n, definition->rows_n, definition->rules_n, findings.faults,
            findings.n - findings.faults);
    return findings.faults == 0 ? EXIT_GOOD : EXIT_REFUSED;
}
