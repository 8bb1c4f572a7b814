#include "cli/usage.h"

static bool capital(char c)
{
    return c >= 'A' && c <= 'Z';
}

/* Cuts the next word without the brackets around it and the dots behind it; *last: a bracket closed
 * behind it. */
static struct str word_next(struct str *rest, bool *last)
{
    struct str word = str_cut(str_trim(*rest), ' ', rest);
    *last = false;
    while (word.n > 0 && strchr("[(", word.at[0]) != NULL)
        word = str_part(word, 1, word.n);
    while (word.n > 0 && strchr("]).", word.at[word.n - 1]) != NULL) {
        *last |= word.at[word.n - 1] != '.';
        word.n--;
    }
    return word;
}

bool usage_next(struct str *rest, struct usage_item *out)
{
    while (rest->n > 0) {
        bool last;
        struct str word = word_next(rest, &last), next = str_trim(*rest);
        *out = (struct usage_item){ .name = word, .option = str_starts(word, STR("--")) };
        if (!out->option && (word.n == 0 || !capital(word.at[0])))
            continue; /* a bar between two ways */
        if (out->option && !last && next.n > 0 && strchr("[(|-", next.at[0]) == NULL)
            out->value = word_next(rest, &last);
        return true;
    }
    return false;
}

/* "KEY=VALUE" and "FILE.record" are explained as "key" and "file". */
static struct str plain(struct arena *arena, struct str name)
{
    size_t n = 0;
    while (n < name.n && capital(name.at[n]))
        n++;
    return str_lower(arena, str_part(name, 0, n));
}

const char *usage_key(struct arena *arena, const struct command *command,
                      const struct usage_item *item)
{
    if (!item->option)
        return str_format(arena, "arg.%.*s", STR_ARG(plain(arena, item->name))).at;
    struct str name = str_part(item->name, 2, item->name.n), second;
    struct str first = command == NULL ? STR("") : str_cut(str_of(command->name), ' ', &second);
    const char *own = str_format(arena, "opt.%.*s.%.*s", STR_ARG(first), STR_ARG(name)).at;
    return command != NULL && words_has(own) ? own
                                             : str_format(arena, "opt.%.*s", STR_ARG(name)).at;
}
