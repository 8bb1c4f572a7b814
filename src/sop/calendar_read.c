#include "sop/reading.h"

static const struct file *calendar_file(const struct file_list *files)
{
    for (size_t i = 0; i < files->n; i++)
        if (str_eq(files->files[i].path, STR("calendar.yaml")))
            return &files->files[i];
    return NULL;
}

static enum err holiday_read(struct reading *r, const struct yaml_node *node,
                             struct holiday *holiday)
{
    uint32_t kind = 0;
    struct str date;
    TRY(keys_known(r, node, STR("date|title|kind|status|source")));
    TRY(text_need(r, node, STR("date"), &date));
    if (!date_read(date, &holiday->day))
        return fault(r, yaml_get(node, STR("date")), "sop.date", STR("2026-01-01"));
    TRY(text2_read(r, node, yaml_get(node, STR("title")), true, &holiday->name));
    TRY(word_read(r, yaml_get(node, STR("kind")), STR("national|joint"), &kind));
    holiday->joint_leave = kind == 1;
    return OK;
}

enum err calendar_read(struct ctx *ctx, const struct file_list *files, int zone_min,
                       struct calendar **out)
{
    struct definition none = { 0 };
    struct reading r = { .ctx = ctx, .d = &none };
    struct calendar *calendar = arena_new(ctx->arena, struct calendar);
    const struct file *file = calendar_file(files);
    struct yaml_node *top;
    calendar->zone_min = zone_min;
    *out = calendar;
    if (file == NULL)
        return OK;
    TRY(yaml_read(ctx, file->path, file->text, &top));
    TRY(keys_known(&r, top, STR("calendar")));
    const struct yaml_node *body = yaml_get(top, STR("calendar"));
    if (body == NULL)
        return fault(&r, top, "sop.missing_key", STR("calendar"));
    TRY(keys_known(&r, body, STR("zone|days|update")));
    const struct yaml_node *days = yaml_get(body, STR("days"));
    if (days == NULL)
        return fault(&r, body, "sop.missing_key", STR("days"));
    TRY(kind_need(&r, days, YAML_LIST));
    struct holiday *holidays = arena_array(ctx->arena, struct holiday, days->children);
    size_t n = 0;
    for (const struct yaml_node *node = days->first; node != NULL; node = node->next) {
        struct holiday holiday = { 0 };
        TRY(holiday_read(&r, node, &holiday));
        size_t at = n;
        while (at > 0 && holidays[at - 1].day > holiday.day)
            at--;
        if (at > 0 && holidays[at - 1].day == holiday.day)
            continue; /* two feasts on one day */
        for (size_t i = n++; i > at; i--)
            holidays[i] = holidays[i - 1];
        holidays[at] = holiday;
    }
    calendar->holidays = holidays;
    calendar->holidays_n = n;
    return OK;
}
