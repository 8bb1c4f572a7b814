#include "text/yaml.h"

#include <yaml.h>

enum { YAML_KEY_BYTES_MAX = 200, YAML_KEYS_MAX = 2000 };

struct reader {
    struct ctx *ctx;
    struct str name;
    yaml_parser_t parser;
    yaml_event_t event;
    bool has_event;
};

static enum err refuse(struct reader *reader, const char *key, yaml_mark_t mark)
{
    reader->ctx->why = (struct why){
        .key = key, .at = reader->name, .line = (int)mark.line + 1, .column = (int)mark.column + 1
    };
    return ERR_INVALID;
}

static enum err next(struct reader *reader)
{
    if (reader->has_event)
        yaml_event_delete(&reader->event);
    reader->has_event = yaml_parser_parse(&reader->parser, &reader->event) != 0;
    if (!reader->has_event)
        return refuse(reader, "yaml.syntax", reader->parser.problem_mark);
    return OK;
}

/* An empty plain tag is what the parser gives to every untagged node. */
static enum err plain_only(struct reader *reader)
{
    const yaml_event_t *event = &reader->event;
    const yaml_char_t *anchor = NULL, *tag = NULL;
    if (event->type == YAML_ALIAS_EVENT)
        return refuse(reader, "yaml.alias", event->start_mark);
    if (event->type == YAML_SCALAR_EVENT) {
        anchor = event->data.scalar.anchor;
        tag = event->data.scalar.tag;
    } else if (event->type == YAML_SEQUENCE_START_EVENT) {
        anchor = event->data.sequence_start.anchor;
        tag = event->data.sequence_start.tag;
    } else if (event->type == YAML_MAPPING_START_EVENT) {
        anchor = event->data.mapping_start.anchor;
        tag = event->data.mapping_start.tag;
    }
    if (anchor != NULL)
        return refuse(reader, "yaml.anchor", event->start_mark);
    if (tag != NULL)
        return refuse(reader, "yaml.tag", event->start_mark);
    return OK;
}

static struct yaml_node *node_new(struct reader *reader, enum yaml_kind kind)
{
    struct yaml_node *node = arena_new(reader->ctx->arena, struct yaml_node);
    node->kind = kind;
    node->file = reader->name;
    node->line = (int)reader->event.start_mark.line + 1;
    node->column = (int)reader->event.start_mark.column + 1;
    return node;
}

static struct str scalar_text(struct reader *reader)
{
    struct str text = { (const char *)reader->event.data.scalar.value,
                        reader->event.data.scalar.length };
    return str_copy(reader->ctx->arena, text);
}

static enum err read_node(struct reader *reader, int depth, struct yaml_node **out);

/* Reads a key and steps to its value. */
static enum err read_key(struct reader *reader, const struct yaml_node *map, struct str *key,
                         yaml_mark_t *mark)
{
    TRY(plain_only(reader));
    *mark = reader->event.start_mark;
    if (reader->event.type != YAML_SCALAR_EVENT ||
        reader->event.data.scalar.length > YAML_KEY_BYTES_MAX)
        return refuse(reader, "yaml.key", *mark);
    *key = scalar_text(reader);
    if (str_eq(*key, STR("<<")))
        return refuse(reader, "yaml.merge", *mark);
    if (yaml_get(map, *key) != NULL)
        return refuse(reader, "yaml.double_key", *mark);
    return next(reader);
}

static enum err read_children(struct reader *reader, int depth, yaml_event_type_t end,
                              struct yaml_node *node)
{
    struct yaml_node **last = &node->first;
    if (depth > YAML_DEPTH_MAX)
        return refuse(reader, "yaml.too_deep", reader->event.start_mark);
    TRY(next(reader));
    while (reader->event.type != end) {
        struct str key = { 0 };
        yaml_mark_t mark = reader->event.start_mark;
        struct yaml_node *child;
        if (node->kind == YAML_MAP && node->children == YAML_KEYS_MAX)
            return refuse(reader, "yaml.too_long", mark);
        if (node->kind == YAML_MAP)
            TRY(read_key(reader, node, &key, &mark));
        TRY(read_node(reader, depth, &child));
        child->key = key;
        child->key_line = (int)mark.line + 1;
        child->key_column = (int)mark.column + 1;
        *last = child;
        last = &child->next;
        node->children++;
        TRY(next(reader));
    }
    return OK;
}

static enum err read_node(struct reader *reader, int depth, struct yaml_node **out)
{
    TRY(plain_only(reader));
    switch ((int)reader->event.type) {
    case YAML_SCALAR_EVENT:
        *out = node_new(reader, YAML_TEXT);
        (*out)->text = scalar_text(reader);
        (*out)->quoted = reader->event.data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
        return OK;
    case YAML_SEQUENCE_START_EVENT:
        *out = node_new(reader, YAML_LIST);
        return read_children(reader, depth + 1, YAML_SEQUENCE_END_EVENT, *out);
    case YAML_MAPPING_START_EVENT:
        *out = node_new(reader, YAML_MAP);
        return read_children(reader, depth + 1, YAML_MAPPING_END_EVENT, *out);
    default:
        return refuse(reader, "yaml.syntax", reader->event.start_mark);
    }
}

static enum err read_document(struct reader *reader, struct yaml_node **out)
{
    TRY(next(reader)); /* the stream begins */
    TRY(next(reader));
    if (reader->event.type == YAML_STREAM_END_EVENT) {
        *out = node_new(reader, YAML_MAP);
        return OK;
    }
    TRY(next(reader)); /* past the start of the document */
    TRY(read_node(reader, 0, out));
    TRY(next(reader)); /* its end */
    TRY(next(reader));
    if (reader->event.type != YAML_STREAM_END_EVENT)
        return refuse(reader, "yaml.documents", reader->event.start_mark);
    return OK;
}

enum err yaml_read(struct ctx *ctx, struct str name, struct str text, struct yaml_node **out)
{
    struct reader reader = { .ctx = ctx, .name = name };
    yaml_mark_t start = { 0 };
    if (text.n > YAML_BYTES_MAX)
        return refuse(&reader, "yaml.too_long", start);
    must(yaml_parser_initialize(&reader.parser) != 0);
    yaml_parser_set_encoding(&reader.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&reader.parser, (const unsigned char *)(text.n > 0 ? text.at : ""),
                                 text.n);
    enum err err = read_document(&reader, out);
    if (reader.has_event)
        yaml_event_delete(&reader.event);
    yaml_parser_delete(&reader.parser);
    return err;
}

const struct yaml_node *yaml_get(const struct yaml_node *map, struct str key)
{
    if (map == NULL || map->kind != YAML_MAP)
        return NULL;
    for (const struct yaml_node *child = map->first; child != NULL; child = child->next)
        if (str_eq(child->key, key))
            return child;
    return NULL;
}
