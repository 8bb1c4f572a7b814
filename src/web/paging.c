#include "web/paging.h"

#include "text/words.h"

struct paging_view paging_view(const struct visit *visit, const char *list, size_t from,
                               size_t shown, size_t whole)
{
    struct paging_view view = { 0 };
    if (from == 0 && shown >= whole)
        return view;
    struct say_arg args[] = { say_size("a", shown == 0 ? 0 : from + 1), say_size("b", from + shown),
                              say_size("n", whole) };
    view.place = words_fill(visit->ctx->arena, visit->lang, "daftar.tempat", args, 3);
    if (from > 0)
        view.before =
            visit_address(visit, "%s%zu", list, from > PAGE_ROWS ? from - PAGE_ROWS : (size_t)0);
    if (from + shown < whole)
        view.after = visit_address(visit, "%s%zu", list, from + shown);
    return view;
}
