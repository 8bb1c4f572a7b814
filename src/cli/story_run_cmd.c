/* teduh story run [--sop DIR] [--zone ZONE] FILE...: stories on a case state in memory.  Without
 * --sop the definition that comes with the program. */
#include "cli/commands.h"
#include "cli/folder.h"
#include "cli/story_screen.h"
#include "sop/bundle.h"
#include "text/json.h"
#include "use/shipped_sop.h"

struct sums {
    uint32_t passed, failed;
    struct json *json; /* NULL: lines for people */
};

struct loaded {
    struct definition *definition;
    struct calendar *calendar;
    struct story_screen screen;
    struct story_hooks hooks;
};

static void story_tell(struct cli *cli, const struct story *story,
                       const struct story_result *result, struct sums *sums)
{
    sums->passed += result->passed;
    sums->failed += result->failed;
    if (sums->json == NULL) {
        fprintf(cli->out, "%s %u/%u %.*s: %.*s\n", result->failed == 0 ? "ok  " : "FAIL",
                result->passed, result->passed + result->failed, STR_ARG(story->node->file),
                STR_ARG(story->title));
        fprintf(cli->out, "%.*s", STR_ARG(result->told));
        return;
    }
    json_object_begin(sums->json);
    json_put_str(sums->json, "file", story->node->file);
    json_put_str(sums->json, "story", story->title);
    json_put_int(sums->json, "passed", result->passed);
    json_put_int(sums->json, "failed", result->failed);
    json_put_str(sums->json, "told", result->told);
    json_end(sums->json);
}

static enum err file_run(struct cli *cli, struct str path, const struct loaded *sop,
                         struct sums *sums)
{
    struct str text;
    struct stories stories;
    TRY(file_load(&cli->ctx, path.at, &text));
    TRY(stories_read(&cli->ctx, path, text, &stories));
    for (uint32_t i = 0; i < stories.n; i++) {
        struct story_result result;
        TRY(story_run(&cli->ctx, sop->definition, sop->calendar, &sop->hooks, &stories.at[i],
                      &result));
        story_tell(cli, &stories.at[i], &result, sums);
    }
    return OK;
}

static enum err sop_load(struct cli *cli, struct str folder, int zone_min, struct loaded *sop)
{
    struct file_list files;
    TRY(folder.n == 0 ? bundle_read(&cli->ctx, shipped_sop(), &files)
                      : folder_load(&cli->ctx, folder, &files));
    TRY(definition_read(&cli->ctx, &files, &sop->definition));
    TRY(story_screen_open(&cli->ctx, &files, sop->definition, &sop->screen, &sop->hooks));
    return calendar_read(&cli->ctx, &files, zone_min, &sop->calendar);
}

static int files_run(struct cli *cli, const struct loaded *sop, struct str path)
{
    struct buf buf = buf_open(cli->ctx.arena, 16 * 1024 * 1024);
    struct json json = json_open(&buf);
    struct sums sums = { .json = cli->json ? &json : NULL };
    enum err err = OK;
    if (cli->json)
        json_array_begin(&json);
    do {
        err = file_run(cli, path, sop, &sums);
    } while (err == OK && cli_next(cli, &path));
    if (err != OK)
        return cli_fail(cli, err);
    if (cli->json) {
        json_end(&json);
        fprintf(cli->out, "%.*s\n", STR_ARG(buf_str(&buf)));
    } else {
        fprintf(cli->out, "%u passed, %u failed\n", sums.passed, sums.failed);
    }
    return sums.failed == 0 && sums.passed > 0 ? EXIT_GOOD : EXIT_REFUSED;
}

int story_run_cmd(struct cli *cli)
{
    struct str folder = { 0 }, zone = STR("Asia/Jakarta"), path;
    struct loaded sop;
    int zone_min;
    (void)cli_option(cli, "--sop", &folder);
    (void)cli_option(cli, "--zone", &zone);
    if (!cli_options_done(cli))
        return EXIT_USAGE;
    if (!cli_next(cli, &path) || !zone_offset(zone, &zone_min))
        return cli_usage(cli);
    enum err err = sop_load(cli, folder, zone_min, &sop);
    return err != OK ? cli_fail(cli, err) : files_run(cli, &sop, path);
}
