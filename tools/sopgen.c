/* sopgen OUT.c NAME FOLDER [FILE...]: the YAML files of a folder, and single ones, as one bundle
 * inside the program, given by the function NAME of use/NAME.h. */
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

static void files_read(struct arena *arena, char **paths, int count, struct file *files, size_t *n)
{
    for (int i = 0; i < count; i++) {
        if (*n == BUNDLE_FILES_MAX)
            tool_fail(paths[i], 0, "too many files");
        files[*n].path = str_format(arena, "%.*s.yaml", STR_ARG(tool_stem(arena, paths[i])));
        files[(*n)++].text = tool_read(arena, paths[i]);
    }
}

int main(int argc, char **argv)
{
    if (argc < 4) {
        (void)fprintf(stderr, "usage: sopgen OUT.c NAME FOLDER [FILE...]\n");
        return 2;
    }
    struct arena *arena = arena_open(TOOL_ARENA_BYTES);
    struct ctx ctx = { .arena = arena };
    struct file *files = arena_array(arena, struct file, BUNDLE_FILES_MAX);
    struct file_list list = { files, 0 };
    struct str text;
    folder_read(arena, argv[3], "", files, &list.n);
    files_read(arena, argv + 4, argc - 4, files, &list.n);
    if (bundle_write(&ctx, &list, &text) != OK)
        tool_fail(argv[3], 0, "%s", ctx.why.key);
    struct buf out = buf_open(arena, 64 << 20);
    buf_format(&out,
               "/* Made by sopgen. */\n#include \"use/%s.h\"\n\n"
               "static const unsigned char bundle[] = {",
               argv[2]);
    for (size_t i = 0; i < text.n; i++)
        buf_format(&out, "%s%u,", i % 24 == 0 ? "\n" : "", (unsigned char)text.at[i]);
    buf_format(&out,
               "\n};\n\nstruct str %s(void)\n{\n"
               "    return (struct str){ (const char *)bundle, sizeof bundle };\n}\n",
               argv[2]);
    must(buf_done(&out));
    tool_write(argv[1], buf_str(&out));
    arena_close(arena);
    return 0;
}
