#include "text/xml.h"

#include <expat.h>
#include <string.h>

struct reader {
    struct ctx *ctx;
    XML_Parser parser;
    struct xml *out;
    size_t room;
    int depth;
    const char *fault; /* first thing that was wrong */
};

static void stop(struct reader *reader, const char *key)
{
    if (reader->fault == NULL)
        reader->fault = key;
    XML_StopParser(reader->parser, XML_FALSE);
}

static struct xml_element *element_add(struct reader *reader)
{
    struct xml *out = reader->out;
    if (out->n == reader->room) {
        size_t room = reader->room == 0 ? 64 : 2 * reader->room;
        struct xml_element *at = arena_array(reader->ctx->arena, struct xml_element, room);
        if (out->n > 0)
            memcpy(at, out->elements, out->n * sizeof *at);
        out->elements = at;
        reader->room = room;
    }
    return &out->elements[out->n++];
}

static void XMLCALL begin(void *data, const XML_Char *name, const XML_Char **attributes)
{
    struct reader *reader = data;
    struct arena *arena = reader->ctx->arena;
    size_t n = 0;
    if (++reader->depth > XML_DEPTH_MAX) {
        stop(reader, "xml.too_deep");
        return;
    }
    if (reader->out->n == XML_ELEMENTS_MAX) {
        stop(reader, "xml.too_long");
        return;
    }
    struct xml_element *element = element_add(reader);
    struct str rest, head = str_cut(str_of(name), ':', &rest);
    element->name = str_copy(arena, rest.n > 0 ? rest : head);
    element->line = (int)XML_GetCurrentLineNumber(reader->parser);
    element->depth = reader->depth;
    while (attributes[2 * n] != NULL)
        n++;
    element->attributes = arena_array(arena, struct xml_attribute, n);
    element->attributes_n = n;
    for (size_t i = 0; i < n; i++)
        element->attributes[i] =
            (struct xml_attribute){ str_copy(arena, str_of(attributes[2 * i])),
                                    str_copy(arena, str_of(attributes[2 * i + 1])) };
}

static void XMLCALL end(void *data, const XML_Char *name)
{
    struct reader *reader = data;
    (void)name;
    reader->depth--;
}

/* A document type could define entities that grow without end. */
static void XMLCALL doctype(void *data, const XML_Char *name, const XML_Char *at,
                            const XML_Char *public, int internal)
{
    (void)name, (void)at, (void)public, (void)internal;
    stop(data, "xml.doctype");
}

enum err xml_read(struct ctx *ctx, struct str name, struct str text, struct xml *out)
{
    struct reader reader = { .ctx = ctx, .out = out };
    *out = (struct xml){ 0 };
    if (text.n > XML_BYTES_MAX)
        return ctx_fail_at(ctx, ERR_INVALID, "xml.too_long", name);
    reader.parser = XML_ParserCreate("UTF-8");
    must(reader.parser != NULL);
    XML_SetUserData(reader.parser, &reader);
    XML_SetElementHandler(reader.parser, begin, end);
    XML_SetStartDoctypeDeclHandler(reader.parser, doctype);
    bool good =
        XML_Parse(reader.parser, text.n > 0 ? text.at : "", (int)text.n, XML_TRUE) == XML_STATUS_OK;
    int line = (int)XML_GetCurrentLineNumber(reader.parser);
    XML_ParserFree(reader.parser);
    if (good)
        return OK;
    enum err err =
        ctx_fail_at(ctx, ERR_INVALID, reader.fault != NULL ? reader.fault : "xml.syntax", name);
    ctx->why.line = line;
    return err;
}

struct str xml_attribute(const struct xml_element *element, struct str name)
{
    for (size_t i = 0; i < element->attributes_n; i++)
        if (str_eq(element->attributes[i].name, name))
            return element->attributes[i].value;
    return STR("");
}
