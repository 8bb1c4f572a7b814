#include "sop/alias_read.h"

#include "sop/bundle.h"
#include "text/yaml.h"

#define FILE_NAME STR("alias.yaml")

enum err alias_read(struct ctx *ctx, const struct file_list *files, struct str **out, size_t *n)
{
    const struct file *file = bundle_file(files, FILE_NAME);
    *out = arena_array(ctx->arena, struct str, ALIASES_MAX);
    *n = 0;
    if (file == NULL) {
        (*out)[(*n)++] = STR("Berkas");
        return OK;
    }
    struct yaml_node *root;
    TRY(yaml_read(ctx, FILE_NAME, file->text, &root));
    const struct yaml_node *list = yaml_get(root, STR("alias"));
    for (const struct yaml_node *word = list == NULL ? NULL : list->first; word != NULL;
         word = word->next) {
        if (word->kind != YAML_TEXT || word->text.n == 0 || *n == ALIASES_MAX)
            return ctx_fail_at(ctx, ERR_INVALID, "alias.file", FILE_NAME);
        (*out)[(*n)++] = word->text;
    }
    return *n > 0 ? OK : ctx_fail_at(ctx, ERR_INVALID, "alias.file", FILE_NAME);
}
