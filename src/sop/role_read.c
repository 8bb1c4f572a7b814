#include "sop/role_read.h"

#include "sop/bundle.h"
#include "text/yaml.h"

#define FILE_NAME STR("roles.yaml")

/* Letters in order of compartment; sop/ may not look into seal/. */
#define LETTERS STR("-WIASKHRPVMC")
enum { LETTERS_N = 12 };

static enum err fault(struct ctx *ctx, const struct yaml_node *node, const char *key,
                      struct str expected)
{
    enum err err = ctx_fail_at(ctx, ERR_INVALID, key, FILE_NAME);
    ctx->why.line = node->line;
    ctx->why.column = node->column;
    ctx->why.expected = expected;
    return err;
}

static enum err mask_read(struct ctx *ctx, const struct yaml_node *list, uint16_t *out)
{
    *out = 0;
    for (const struct yaml_node *n = list == NULL ? NULL : list->first; n != NULL; n = n->next) {
        size_t at = n->text.n == 1 ? str_find(LETTERS, n->text.at[0]) : 0;
        if (at == 0 || at >= LETTERS_N)
            return fault(ctx, n, "roles.compartment", STR("W I A S K H R P V M C"));
        *out = (uint16_t)(*out | 1u << at);
    }
    return OK;
}

static enum err pages_read(struct ctx *ctx, const struct yaml_node *list, uint32_t *rights)
{
    for (const struct yaml_node *n = list == NULL ? NULL : list->first; n != NULL; n = n->next) {
        uint32_t right = right_of_page(n->text);
        if (right == 0)
            return fault(ctx, n, "roles.page", STR("hari | kasus | kasus.papan | …"));
        *rights |= right;
    }
    return OK;
}

static enum err row_read(struct ctx *ctx, const struct yaml_node *node, struct role_table *table)
{
    const struct yaml_node *name = yaml_get(node, STR("role"));
    const struct yaml_node *title = yaml_get(node, STR("title"));
    const struct yaml_node *owk = yaml_get(node, STR("owk"));
    enum role role = name == NULL ? ROLE_COUNT : role_of(name->text);
    struct role_row elsewhere = { 0 };
    if (name == NULL || name->text.n == 0)
        return fault(ctx, node, "roles.role", STR("role: …"));
    /* A role the program does not know is one of other offices: its people sign here as guests. */
    struct role_row *row = role == ROLE_COUNT ? &elsewhere : &table->at[role];
    row->known = true;
    row->work_key = owk != NULL && str_eq(owk->text, STR("yes"));
    if (title != NULL && title->kind == YAML_MAP) {
        const struct yaml_node *in_id = yaml_get(title, STR("id"));
        const struct yaml_node *in_en = yaml_get(title, STR("en"));
        row->title_id = in_id == NULL ? (struct str){ 0 } : in_id->text;
        row->title_en = in_en == NULL ? (struct str){ 0 } : in_en->text;
    }
    TRY(mask_read(ctx, yaml_get(node, STR("grant")), &row->grant));
    TRY(mask_read(ctx, yaml_get(node, STR("never")), &row->never));
    if ((row->grant & row->never) != 0)
        return fault(ctx, node, "roles.word", STR("never"));
    return pages_read(ctx, yaml_get(node, STR("pages")), &row->rights);
}

enum err role_read(struct ctx *ctx, const struct file_list *files, struct role_table **out)
{
    const struct file *file = bundle_file(files, FILE_NAME);
    if (file == NULL)
        return ctx_fail_at(ctx, ERR_INVALID, "roles.file", FILE_NAME);
    struct yaml_node *root;
    TRY(yaml_read(ctx, FILE_NAME, file->text, &root));
    const struct yaml_node *rows = yaml_get(root, STR("roles"));
    if (rows == NULL || rows->kind != YAML_LIST)
        return fault(ctx, root, "roles.word", STR("roles:"));
    struct role_table *table = arena_new(ctx->arena, struct role_table);
    for (const struct yaml_node *row = rows->first; row != NULL; row = row->next)
        TRY(row_read(ctx, row, table));
    *out = table;
    return OK;
}
