#include "assets.h"

struct str asset_name(const struct asset_list *list, size_t i)
{
    const char *slash = strrchr(list->files[i], '/');
    return str_of(slash == NULL ? list->files[i] : slash + 1);
}

size_t asset_at(const struct asset_list *list, struct str text)
{
    for (size_t i = 0; i < list->n; i++)
        if (str_starts(text, asset_name(list, i)))
            return i;
    return list->n;
}

struct str asset_content(const struct asset_list *list, size_t i)
{
    static const struct str mark = { "/aset/", 6 };
    struct str text = tool_read(list->arena, list->files[i]), name = asset_name(list, i);
    if (!str_ends(name, STR(".css")) && !str_ends(name, STR(".js")))
        return text;
    struct asset_list before = { list->arena, list->files, i };
    struct buf out = buf_open(list->arena, 4 << 20);
    while (text.n > 0) {
        size_t at = str_search(text, mark);
        buf_put(&out, str_part(text, 0, at));
        text = str_part(text, at, text.n);
        if (text.n == 0)
            break;
        size_t hit = asset_at(&before, str_part(text, mark.n, text.n));
        if (hit == before.n)
            tool_fail(list->files[i], 0, "\"%.*s\" is no file of assets/ before it",
                      STR_ARG(str_part(text, 0, 40)));
        buf_put(&out, asset_path(list, hit));
        text = str_part(text, mark.n + asset_name(list, hit).n, text.n);
    }
    return buf_str(&out);
}

struct str asset_path(const struct asset_list *list, size_t i)
{
    struct str ending, stem = str_cut(asset_name(list, i), '.', &ending);
    struct str hash = tool_hash(list->arena, asset_content(list, i));
    return str_format(list->arena, "/aset/%.*s.%.*s.%.*s", STR_ARG(stem), STR_ARG(hash),
                      STR_ARG(ending));
}
