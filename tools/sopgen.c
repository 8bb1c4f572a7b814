/* sopgen OUT.c FOLDER: the files of a definition folder as one bundle inside the program. */
#include "sop/bundle.h"
#include "tool.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>

static void folder_read(struct arena *arena, const char *root, const char *under,
                        struct file *files, size_t *n)
{
    const char *path = under[0] == 0 ? root : str_z(arena, str_format(arena, "%s/%s", root, under));
    DIR *folder = opendir(path);
    if (folder == NULL)
        tool_fail(path, 0, "sopgen cannot open this folder");
    for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        struct str name = str_of(entry->d_name);
        struct str local = under[0] == 0 ? str_copy(arena, name)
                                         : str_format(arena, "%s/%.*s", under, STR_ARG(name));
        if (str_ends(name, STR(".yaml"))) {
            if (*n == BUNDLE_FILES_MAX)
                tool_fail(path, 0, "too many files");
            files[*n].path = local;
            files[(*n)++].text =
                tool_read(arena, str_z(arena, str_format(arena, "%s/%.*s", root, STR_ARG(local))));
        } else if (under[0] == 0 && name.at[0] != '.' && str_find(name, '.') == name.n) {
            folder_read(arena, root, str_z(arena, local), files, n);
        }
    }
    (void)closedir(folder);
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        (void)fprintf(stderr, "usage: sopgen OUT.c FOLDER\n");
        return 2;
    }
    struct arena *arena = arena_open(TOOL_ARENA_BYTES);
    struct ctx ctx = { .arena = arena };
    struct file *files = arena_array(arena, struct file, BUNDLE_FILES_MAX);
    struct file_list list = { files, 0 };
    struct str text;
    folder_read(arena, argv[2], "", files, &list.n);
    if (bundle_write(&ctx, &list, &text) != OK)
        tool_fail(argv[2], 0, "%s", ctx.why.key);
    struct buf out = buf_open(arena, 64 << 20);
    buf_put(&out,
            STR("/* Made by sopgen from a definition folder. */\n#include \"use/shipped_sop.h\"\n\n"
                "static const unsigned char bundle[] = {"));
    for (size_t i = 0; i < text.n; i++)
        buf_format(&out, "%s%u,", i % 24 == 0 ? "\n" : "", (unsigned char)text.at[i]);
    buf_put(&out, STR("\n};\n\nstruct str shipped_sop(void)\n{\n"
                      "    return (struct str){ (const char *)bundle, sizeof bundle };\n}\n"));
    must(buf_done(&out));
    tool_write(argv[1], buf_str(&out));
    arena_close(arena);
    return 0;
}
