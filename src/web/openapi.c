#include "web/openapi.h"

#include "text/json.h"
#include "web/handlers.h"

#define PROBLEM "#/components/schemas/Problem"

/* "/kasus/:case/riwayat" -> "/kasus/{case}/riwayat" */
static struct str path_of(struct arena *arena, const char *pattern)
{
    struct buf out = buf_open(arena, ROUTE_PATH_BYTES_MAX);
    bool inside = false;
    for (const char *c = pattern; *c != '\0'; c++) {
        if (*c == '/' && inside)
            buf_byte(&out, '}');
        inside = *c == '/' ? false : inside || *c == ':';
        buf_byte(&out, *c == ':' ? '{' : *c);
    }
    if (inside)
        buf_byte(&out, '}');
    return buf_str(&out);
}

static void schema_simple(struct json *json, struct str type)
{
    bool id = str_eq(type, STR("id")), date = str_eq(type, STR("date"));
    bool time = str_eq(type, STR("date-time"));
    json_put_str(json, "type", id || date || time ? STR("string") : type);
    if (date || time)
        json_put_str(json, "format", type);
    if (id)
        json_put_str(json, "pattern", STR("^[0-9a-f]{32,64}$"));
}

static void schema_field(struct json *json, const struct api_field *field)
{
    struct str type = str_of(field->type);
    json_key(json, field->name);
    json_object_begin(json);
    if (str_ends(type, STR("[]"))) {
        json_put_str(json, "type", STR("array"));
        json_key(json, "items");
        json_object_begin(json);
        schema_simple(json, str_part(type, 0, type.n - 2));
        json_end(json);
    } else {
        schema_simple(json, type);
    }
    json_end(json);
}

static void schema_object(struct json *json, const struct api_field *fields)
{
    json_key(json, "schema");
    json_object_begin(json);
    json_put_str(json, "type", STR("object"));
    json_key(json, "properties");
    json_object_begin(json);
    for (const struct api_field *f = fields; f->name != NULL; f++)
        schema_field(json, f);
    json_end(json);
    json_key(json, "required");
    json_array_begin(json);
    for (const struct api_field *f = fields; f->name != NULL; f++)
        if (f->required)
            json_str(json, str_of(f->name));
    json_end(json);
    json_end(json);
}

static void content(struct json *json, const char *type, const struct api_field *fields)
{
    json_key(json, "content");
    json_object_begin(json);
    json_key(json, type);
    json_object_begin(json);
    if (fields != NULL)
        schema_object(json, fields);
    else {
        json_key(json, "schema");
        json_object_begin(json);
        json_put_str(json, "$ref", STR(PROBLEM));
        json_end(json);
    }
    json_end(json);
    json_end(json);
}

/* What stands between braces in the path, and the key of a writing request. */
static void parameters(struct json *json, struct arena *arena, const struct route *route)
{
    struct str rest = str_of(route->pattern);
    json_key(json, "parameters");
    json_array_begin(json);
    while (rest.n > 0) {
        struct str part = str_cut(rest, '/', &rest);
        if (part.n == 0 || part.at[0] != ':')
            continue;
        json_object_begin(json);
        json_put_str(json, "name", str_copy(arena, str_part(part, 1, part.n)));
        json_put_str(json, "in", STR("path"));
        json_put_bool(json, "required", true);
        json_key(json, "schema");
        json_object_begin(json);
        json_put_str(json, "type", STR("string"));
        json_end(json);
        json_end(json);
    }
    if (route->method == METHOD_POST) {
        json_object_begin(json);
        json_put_str(json, "$ref", STR("#/components/parameters/IdempotencyKey"));
        json_end(json);
    }
    json_end(json);
}

static void responses(struct json *json, const struct route *route)
{
    json_key(json, "responses");
    json_object_begin(json);
    json_key(json, "200");
    json_object_begin(json);
    json_put_str(json, "description", str_of(route->name));
    content(json, "application/json", route->out);
    json_end(json);
    json_key(json, "default");
    json_object_begin(json);
    json_put_str(json, "description", STR("problem"));
    content(json, "application/problem+json", NULL);
    json_end(json);
    json_end(json);
}

static void operation(struct json *json, struct arena *arena, const struct route *route)
{
    struct str rest;
    json_key(json, route->method == METHOD_GET ? "get" : "post");
    json_object_begin(json);
    json_put_str(json, "operationId", str_of(route->name));
    json_key(json, "tags");
    json_array_begin(json);
    json_str(json, str_cut(str_of(route->name), '.', &rest));
    json_end(json);
    parameters(json, arena, route);
    if (route->in != NULL) {
        json_key(json, "requestBody");
        json_object_begin(json);
        json_put_bool(json, "required", true);
        content(json, "application/json", route->in);
        json_end(json);
    }
    responses(json, route);
    if (route->deed == NULL) { /* before log-in */
        json_key(json, "security");
        json_array_begin(json);
        json_end(json);
    }
    json_end(json);
}

static bool first_of_path(size_t i)
{
    for (size_t j = 0; j < i; j++)
        if (routes[j].api != NULL && str_eq(str_of(routes[j].pattern), str_of(routes[i].pattern)))
            return false;
    return routes[i].api != NULL;
}

static void paths(struct json *json, struct arena *arena)
{
    json_key(json, "paths");
    json_object_begin(json);
    for (size_t i = 0; i < routes_n; i++) {
        if (!first_of_path(i))
            continue;
        json_key(json, str_z(arena, path_of(arena, routes[i].pattern)));
        json_object_begin(json);
        for (size_t j = i; j < routes_n; j++)
            if (routes[j].api != NULL &&
                str_eq(str_of(routes[j].pattern), str_of(routes[i].pattern)))
                operation(json, arena, &routes[j]);
        json_end(json);
    }
    json_end(json);
}

static const struct api_field problem_fields[] = {
    { "type", "string", true },   { "status", "integer", true }, { "key", "string", true },
    { "field", "string", false }, { "text", "string", true },    { "errors", "object[]", true },
    { NULL, NULL, false },
};

static void scheme(struct json *json, const char *name, struct str type, const char *key,
                   struct str value)
{
    json_key(json, name);
    json_object_begin(json);
    json_put_str(json, "type", type);
    json_put_str(json, key, value);
    if (str_eq(type, STR("apiKey")))
        json_put_str(json, "name", STR("__Host-teduh-{kantor}"));
    json_end(json);
}

static void components(struct json *json)
{
    json_key(json, "components");
    json_object_begin(json);
    json_key(json, "schemas");
    json_object_begin(json);
    json_key(json, "Problem");
    json_object_begin(json);
    json_put_str(json, "type", STR("object"));
    json_key(json, "properties");
    json_object_begin(json);
    for (const struct api_field *f = problem_fields; f->name != NULL; f++)
        schema_field(json, f);
    json_end(json);
    json_end(json);
    json_end(json);
    json_key(json, "parameters");
    json_object_begin(json);
    json_key(json, "IdempotencyKey");
    json_object_begin(json);
    json_put_str(json, "name", STR("Idempotency-Key"));
    json_put_str(json, "in", STR("header"));
    json_put_bool(json, "required", false);
    json_key(json, "schema");
    json_object_begin(json);
    json_put_str(json, "type", STR("string"));
    json_put_str(json, "pattern", STR("^[0-9a-fA-F-]{32,36}$"));
    json_end(json);
    json_end(json);
    json_end(json);
    json_key(json, "securitySchemes");
    json_object_begin(json);
    scheme(json, "session", STR("apiKey"), "in", STR("cookie"));
    scheme(json, "machine", STR("http"), "scheme", STR("bearer"));
    json_end(json);
    json_end(json);
}

/* A session of an officer or the token of a machine: either is enough. */
static void security(struct json *json)
{
    static const char *const names[] = { "session", "machine" };
    json_key(json, "security");
    json_array_begin(json);
    for (size_t i = 0; i < 2; i++) {
        json_object_begin(json);
        json_key(json, names[i]);
        json_array_begin(json);
        json_end(json);
        json_end(json);
    }
    json_end(json);
}

void openapi_write(struct buf *out, struct str office, struct str version)
{
    struct json json = json_open(out);
    json_object_begin(&json);
    json_put_str(&json, "openapi", STR("3.1.0"));
    json_key(&json, "info");
    json_object_begin(&json);
    json_put_str(&json, "title", STR("Teduh"));
    json_put_str(&json, "version", version);
    json_end(&json);
    json_key(&json, "servers");
    json_array_begin(&json);
    json_object_begin(&json);
    json_put_str(&json, "url", str_format(out->arena, "/%.*s/api/v1", STR_ARG(office)));
    json_end(&json);
    json_end(&json);
    security(&json);
    paths(&json, out->arena);
    components(&json);
    json_end(&json);
}

void openapi_show(struct visit *visit)
{
    visit->answered = true;
    visit->reply->status = 200;
    visit->reply->door = DOOR_OFFICE;
    visit->reply->content_type = STR("application/json; charset=utf-8");
    openapi_write(&visit->reply->body, visit->face->code, STR("1"));
}
