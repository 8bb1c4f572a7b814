/*
 * A client driven by the OpenAPI document alone: it asks every operation with a
 * body made from its schema, and judges the answer by the document.
 */
#include "browser.h"

#include "text/json.h"

static struct str casefile;

/* "/kasus/{case}/langkah/{step}" with something in each place. */
static const char *filled(struct str path)
{
    struct buf out = buf_open(ctx.arena, 400);
    while (path.n > 0) {
        struct str rest;
        struct str before = str_cut(path, '{', &rest);
        buf_put(&out, before);
        if (before.n == path.n)
            break;
        struct str name = str_cut(rest, '}', &path);
        if (str_eq(name, STR("case")))
            buf_put(&out, casefile);
        else if (str_eq(name, STR("step")))
            buf_put(&out, STR("S1.02"));
        else
            buf_put(&out, STR("00"));
    }
    return str_z(ctx.arena, buf_str(&out));
}

static void sample_write(struct json *json, const struct json_value *schema)
{
    const struct json_value *type = json_get(schema, "type");
    const struct json_value *format = json_get(schema, "format");
    const struct json_value *pattern = json_get(schema, "pattern");
    if (str_eq(type->text, STR("integer")))
        json_int(json, 1);
    else if (str_eq(type->text, STR("boolean")))
        json_bool(json, false);
    else if (str_eq(type->text, STR("array"))) {
        json_array_begin(json);
        json_end(json);
    } else if (str_eq(type->text, STR("object"))) {
        json_object_begin(json);
        json_end(json);
    } else if (format != NULL && str_eq(format->text, STR("date")))
        json_str(json, STR("2026-11-23"));
    else if (format != NULL)
        json_str(json, STR("2026-11-23T09:00:00+07:00"));
    else
        json_str(json, pattern != NULL ? STR("000102030405060708090a0b0c0d0e0f") : STR("contoh"));
}

/* A body with every member the schema asks for. */
static const char *body_of(const struct json_value *operation)
{
    struct buf out = buf_open(ctx.arena, 10000);
    struct json json = json_open(&out);
    const struct json_value *schema = json_get(
        json_get(json_get(json_get(operation, "requestBody"), "content"), "application/json"),
        "schema");
    const struct json_value *required = json_get(schema, "required");
    json_object_begin(&json);
    for (size_t i = 0; required != NULL && i < required->n; i++) {
        const char *name = str_z(ctx.arena, required->members[i].value.text);
        json_key(&json, name);
        sample_write(&json, json_get(json_get(schema, "properties"), name));
    }
    json_end(&json);
    return str_z(ctx.arena, buf_str(&out));
}

/* 200 has what its schema asks for; anything else is a problem with a key and its text. */
static bool answer_good(const struct json_value *operation)
{
    struct json_value answer;
    if (json_read(&ctx, page, &answer) != OK || answer.kind != VALUE_OBJECT)
        return false;
    if (reply.status != 200)
        return reply.status >= 400 && reply.status < 500 && reply.status != 405 &&
               json_get(&answer, "key") != NULL && json_get(&answer, "text")->text.n > 0 &&
               str_starts(reply.content_type, STR("application/problem+json"));
    const struct json_value *schema =
        json_get(json_get(json_get(json_get(json_get(operation, "responses"), "200"), "content"),
                          "application/json"),
                 "schema");
    const struct json_value *required = json_get(schema, "required");
    for (size_t i = 0; i < required->n; i++)
        if (json_get(&answer, str_z(ctx.arena, required->members[i].value.text)) == NULL)
            return false;
    return true;
}

static size_t asked, succeeded;

static void operation_asked(struct str path, const char *method, const struct json_value *operation)
{
    if (operation == NULL)
        return;
    struct str id = json_get(operation, "operationId")->text;
    bool post = str_eq(str_of(method), STR("post"));
    if (str_eq(id, STR("log_out")) || str_eq(id, STR("lock")) || str_eq(id, STR("log_in")) ||
        str_eq(id, STR("clock.move")))
        return; /* asked by name in serve_test: they would end the walk */
    api(filled(path), post ? body_of(operation) : NULL);
    if (!answer_good(operation))
        print_message("# %.*s: %d\n# %.*s\n", STR_ARG(id), reply.status,
                      (int)(page.n > 300 ? 300 : page.n), page.at);
    assert_true(answer_good(operation));
    asked++;
    succeeded += reply.status == 200;
}

static void every_operation_answers_as_the_document_says(void **state)
{
    (void)state;
    struct json_value document;
    get("/api/openapi.json");
    struct str text = str_copy(ctx.arena, page);
    assert_int_equal(json_read(&ctx, text, &document), OK);
    const struct json_value *paths = json_get(&document, "paths");
    for (int who = 0; who < 2; who++) {
        log_in_as(who == 0 ? "bayu" : "agus");
        for (size_t i = 0; i < paths->n; i++) {
            operation_asked(paths->members[i].name, "get",
                            json_get(&paths->members[i].value, "get"));
            operation_asked(paths->members[i].name, "post",
                            json_get(&paths->members[i].value, "post"));
        }
    }
    assert_true(asked > 70);
    assert_true(succeeded > 15);
}

static int case_up(void **state)
{
    if (office_up(state) != 0)
        return 1;
    const char *const nobody[] = { NULL };
    casefile = case_with(nobody);
    return 0;
}

int main(void)
{
    unit_begin();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_operation_answers_as_the_document_says),
    };
    return cmocka_run_group_tests(tests, case_up, office_down);
}
