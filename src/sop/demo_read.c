#include "sop/demo_read.h"

#include "sop/bundle.h"
#include "text/yaml.h"

static enum err fault(struct ctx *ctx, const struct yaml_node *node, const char *expected)
{
    enum err err = ctx_fail(ctx, ERR_INVALID, "demo.row");
    ctx->why.line = node->line;
    ctx->why.column = node->column;
    ctx->why.expected = str_of(expected);
    return err;
}

static struct str text_at(const struct yaml_node *map, const char *key)
{
    const struct yaml_node *node = map->kind == YAML_MAP ? yaml_get(map, str_of(key)) : NULL;
    return node != NULL && node->kind == YAML_TEXT ? node->text : (struct str){ 0 };
}

static enum err number_at(struct ctx *ctx, const struct yaml_node *map, const char *key, int *out)
{
    int64_t value;
    if (!str_int(text_at(map, key), &value) || value < 0 || value > 999999)
        return fault(ctx, map, key);
    *out = (int)value;
    return OK;
}

static enum err file_root(struct ctx *ctx, const struct file_list *files, struct str name,
                          struct yaml_node **out)
{
    const struct file *file = bundle_file(files, name);
    if (file == NULL)
        return ctx_fail_at(ctx, ERR_INVALID, "demo.file", name);
    return yaml_read(ctx, name, file->text, out);
}

static enum err words_at(struct ctx *ctx, const struct yaml_node *root, const char *key,
                         struct demo_words *out)
{
    const struct yaml_node *list = yaml_get(root, str_of(key));
    if (list == NULL || list->kind != YAML_LIST || list->first == NULL)
        return fault(ctx, root, key);
    size_t n = 0;
    for (const struct yaml_node *w = list->first; w != NULL; w = w->next)
        n++;
    struct str *words = arena_array(ctx->arena, struct str, n);
    n = 0;
    for (const struct yaml_node *w = list->first; w != NULL; w = w->next)
        words[n++] = w->text;
    *out = (struct demo_words){ words, n };
    return OK;
}

static enum err staff_read(struct ctx *ctx, const struct yaml_node *list, struct demo_office *out)
{
    struct demo_person *people = arena_array(ctx->arena, struct demo_person, DEMO_STAFF_MAX);
    for (const struct yaml_node *n = list->first; n != NULL; n = n->next) {
        const struct yaml_node *roles = yaml_get(n, STR("roles"));
        if (out->staff_n == DEMO_STAFF_MAX || roles == NULL)
            return fault(ctx, n, "{ login: roles: }");
        struct demo_person *person = &people[out->staff_n++];
        person->login = text_at(n, "login");
        for (const struct yaml_node *r = roles->first; r != NULL; r = r->next) {
            enum role role = role_of(r->text);
            if (role == ROLE_COUNT)
                return fault(ctx, r, "intake_officer");
            person->roles |= 1u << role;
        }
    }
    out->staff = people;
    return out->staff_n >= 2 ? OK : fault(ctx, list, "staff");
}

static enum err offices_read(struct ctx *ctx, const struct yaml_node *root, struct demo_data *out)
{
    const struct yaml_node *list = yaml_get(root, STR("offices"));
    const struct yaml_node *staffs = yaml_get(root, STR("staff"));
    if (list == NULL || staffs == NULL)
        return fault(ctx, root, "offices: staff:");
    for (const struct yaml_node *n = list->first; n != NULL; n = n->next) {
        const struct yaml_node *staff = yaml_get(staffs, text_at(n, "staff"));
        if (out->offices_n == DEMO_OFFICES_MAX || staff == NULL)
            return fault(ctx, n, "staff");
        struct demo_office *office = &out->offices[out->offices_n++];
        office->code = text_at(n, "code");
        office->name = text_at(n, "name");
        office->zone = text_at(n, "zone");
        TRY(number_at(ctx, n, "share", &office->share));
        TRY(number_at(ctx, n, "region", &office->region));
        TRY(staff_read(ctx, staff, office));
    }
    return OK;
}

static enum err template_read(struct ctx *ctx, const struct file_list *files,
                              const struct yaml_node *node, struct demo_template *out)
{
    struct str name = str_format(ctx->arena, "%.*s.yaml", STR_ARG(text_at(node, "story")));
    const struct file *file = bundle_file(files, name);
    const struct yaml_node *age = yaml_get(node, STR("age"));
    struct stories stories;
    int64_t from, to;
    if (file == NULL)
        return ctx_fail_at(ctx, ERR_INVALID, "demo.file", name);
    if (age == NULL || age->kind != YAML_LIST || age->first == NULL || age->first->next == NULL ||
        !str_int(age->first->text, &from) || !str_int(age->first->next->text, &to) || from > to)
        return fault(ctx, node, "age: [18, 24]");
    TRY(stories_read(ctx, name, file->text, &stories));
    if (stories.n == 0)
        return fault(ctx, node, "story");
    out->female = str_eq(text_at(node, "sex"), STR("female"));
    out->age_from = (int)from;
    out->age_to = (int)to;
    TRY(number_at(ctx, node, "weight", &out->weight));
    return script_read(ctx, &stories.at[0], &out->script);
}

enum err demo_read(struct ctx *ctx, const struct file_list *files, struct demo_data *out)
{
    struct yaml_node *root, *names;
    *out = (struct demo_data){ 0 };
    TRY(file_root(ctx, files, STR("demo.yaml"), &root));
    TRY(file_root(ctx, files, STR("names.yaml"), &names));
    TRY(offices_read(ctx, root, out));
    const struct yaml_node *list = yaml_get(root, STR("templates"));
    for (const struct yaml_node *n = list == NULL ? NULL : list->first; n != NULL; n = n->next) {
        if (out->templates_n == DEMO_TEMPLATES_MAX)
            return fault(ctx, n, "templates");
        TRY(template_read(ctx, files, n, &out->templates[out->templates_n++]));
    }
    if (out->templates_n == 0)
        return fault(ctx, root, "templates:");
    TRY(words_at(ctx, names, "female", &out->female));
    TRY(words_at(ctx, names, "male", &out->male));
    TRY(words_at(ctx, names, "last", &out->last));
    TRY(words_at(ctx, names, "villages", &out->villages));
    return words_at(ctx, names, "told", &out->told);
}
