#include "text/codes.h"

const struct code_list *codes_find(struct str name)
{
    for (size_t i = 0; i < code_lists_count; i++)
        if (str_eq(code_lists[i].name, name))
            return &code_lists[i];
    return NULL;
}

struct str codes_label(enum lang lang, struct str list, struct str code)
{
    const struct code_list *codes = codes_find(list);
    for (size_t i = 0; codes != NULL && i < codes->n; i++)
        if (str_eq(codes->rows[i].code, code))
            return lang == LANG_EN ? codes->rows[i].label_en : codes->rows[i].label_id;
    return code;
}
