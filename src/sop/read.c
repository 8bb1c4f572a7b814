#include "sop/reading.h"

/* definition_read() takes these files; everything else in the folder has a reader of its own. */
static bool is_ours(struct str path)
{
    static const char *const names[] = { "definition.yaml", "deadlines.yaml", "law.yaml",
                                         "roles.yaml",      "consents.yaml",  "reasons.yaml" };
    if (!str_ends(path, STR(".yaml")))
        return false;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_eq(path, str_of(names[i])))
            return true;
    bool top = str_find(path, '/') == path.n;
    return (top && path.at[0] >= 'A' && path.at[0] <= 'Z') || str_starts(path, STR("forms/"));
}

/* Sorted by path, so that the order in the folder means nothing. */
static const struct file **files_sort(struct arena *arena, const struct file_list *files, size_t *n)
{
    const struct file **sorted = arena_array(arena, const struct file *, files->n);
    *n = 0;
    for (size_t i = 0; i < files->n; i++) {
        if (!is_ours(files->files[i].path))
            continue;
        size_t at = (*n)++;
        for (; at > 0 && str_cmp(sorted[at - 1]->path, files->files[i].path) > 0; at--)
            sorted[at] = sorted[at - 1];
        sorted[at] = &files->files[i];
    }
    return sorted;
}

static enum err files_read(struct reading *r, const struct file_list *files)
{
    size_t n;
    const struct file **sorted = files_sort(r->ctx->arena, files, &n);
    r->files = arena_array(r->ctx->arena, struct yaml_node *, n);
    r->paths = arena_array(r->ctx->arena, struct str, n);
    for (size_t i = 0; i < n; i++) {
        TRY(yaml_read(r->ctx, sorted[i]->path, sorted[i]->text, &r->files[i]));
        r->paths[i] = sorted[i]->path;
        r->files_n++;
        if (str_eq(sorted[i]->path, STR("definition.yaml")))
            r->definition = r->files[i];
    }
    if (r->definition == NULL)
        return ctx_fail_at(r->ctx, ERR_INVALID, "sop.no_definition", STR("definition.yaml"));
    return OK;
}

enum err definition_read(struct ctx *ctx, const struct file_list *files, struct definition **out)
{
    struct reading r = { .ctx = ctx, .d = arena_new(ctx->arena, struct definition) };
    TRY(files_read(&r, files));
    TRY(facts_declare(&r));
    TRY(reference_read(&r));
    TRY(steps_declare(&r));
    TRY(rows_declare(&r));
    TRY(forms_read(&r));
    TRY(rows_read(&r));
    TRY(steps_read(&r));
    TRY(fact_defs_read(&r));
    TRY(rules_read(&r));
    TRY(definition_finish(&r));
    *out = r.d;
    return OK;
}
