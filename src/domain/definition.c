#include "domain/tables.h"

const struct step *definition_step(const struct definition *definition, struct str id)
{
    uint32_t i = definition_step_index(definition, id);
    return i == DEFINITION_NONE ? NULL : &definition->steps[i];
}

const struct step *definition_step_code(const struct definition *definition, uint32_t code)
{
    for (uint32_t i = 0; i < definition->steps_n; i++)
        if (definition->steps[i].code == code)
            return &definition->steps[i];
    return NULL;
}

/* Index of the item of a table whose `id` is the given one, or NONE. */
#define FIND(table, count, name)                        \
    do {                                                \
        for (uint32_t find = 0; find < (count); find++) \
            if (str_eq((table)[find].id, (name)))       \
                return find;                            \
        return DEFINITION_NONE;                         \
    } while (0)

uint32_t definition_step_index(const struct definition *definition, struct str id)
{
    FIND(definition->steps, definition->steps_n, id);
}

uint32_t definition_row(const struct definition *definition, struct str id)
{
    FIND(definition->rows, definition->rows_n, id);
}

uint32_t definition_role(const struct definition *definition, struct str id)
{
    FIND(definition->roles, definition->roles_n, id);
}

uint32_t definition_fact(const struct definition *definition, struct str id)
{
    FIND(definition->facts, definition->facts_n, id);
}

uint32_t definition_form(const struct definition *definition, struct str id)
{
    FIND(definition->forms, definition->forms_n, id);
}

uint32_t definition_kind(const struct definition *definition, struct str id)
{
    FIND(definition->kinds, definition->kinds_n, id);
}

uint32_t definition_outcome(const struct definition *definition, uint32_t step, struct str id)
{
    must(step < definition->steps_n);
    struct range outcomes = definition->steps[step].outcomes;
    FIND(&definition->outcomes[outcomes.first], outcomes.n, id);
}

uint32_t definition_value(const struct definition *definition, uint32_t fact, struct str id)
{
    must(fact < definition->facts_n);
    struct range values = definition->facts[fact].values;
    FIND(&definition->values[values.first], values.n, id);
}

bool law_binds(const struct definition *definition, const struct law *law, struct str kind)
{
    bool bound = false;
    for (uint32_t i = 0; i < law->binds.n; i++) {
        struct str who = definition->words[law->binds.first + i];
        bound = bound || str_eq(who, STR("all")) || str_eq(who, kind);
    }
    return bound && str_eq(law->mark, STR("T"));
}

bool basis_binds(const struct definition *definition, struct str mark, struct range basis,
                 struct str kind)
{
    if (!str_eq(mark, STR("T")))
        return false;
    for (uint32_t i = 0; i < basis.n; i++)
        for (uint32_t l = 0; l < definition->laws_n; l++)
            if (str_eq(definition->laws[l].key, definition->words[basis.first + i]) &&
                law_binds(definition, &definition->laws[l], kind))
                return true;
    return false;
}
