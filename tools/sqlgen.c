/*
 * sqlgen - SQL outside C, checked by the build.
 *
 *     sqlgen NAME HEADER SOURCE FILE.sql...
 *
 * Files whose name begins with a digit are migrations, in order; the others
 * hold statements, each under a line "-- name: one|many|none".  The schema is
 * built in memory and every statement prepared against it, so a misspelt table
 * or column stops the build with file and line.  Out come, for each statement, a
 * struct of inputs, a struct of its row and one typed call; no function takes
 * SQL text.
 *
 * settings.sql is run at each opening, version.sql asks which migration was the
 * last.  A heading that begins with @ gets the schema's name.
 *
 * Types are the words of `types` below.  A result that is no plain column is
 * named by a line "-- = name TYPE", a parameter that no column is called by
 * "-- :name TYPE".  A list must have ":rows_max".
 */
#include "base/base.h"

#include <sqlite3.h>
#include <stdio.h>

enum { FIELDS_MAX = 40, STATEMENTS_MAX = 200, FILES_MAX = 40, FILE_BYTES_MAX = 1 << 20 };

/* The vocabulary: what a column is for, how SQLite keeps it, how C sees it. */
static const struct type {
    const char *word, *sqlite, *c, *bind, *take;
    bool by_place; /* bound where it stands, without a copy */
} types[] = {
    { "ID", "BLOB", "struct id", "db_bind_id", "db_take_id", true },
    { "HASH", "BLOB", "struct hash", "db_bind_hash", "db_take_hash", true },
    { "BYTES", "BLOB", "struct str", "db_bind_bytes", "db_take_bytes", false },
    { "TEXT", "TEXT", "struct str", "db_bind_text", "db_take_text", false },
    { "SEALED", "BLOB", "struct sealed", "db_bind_sealed", "db_take_sealed", false },
    { "COUNT", "INTEGER", "int64_t", "db_bind_int", "db_take_int", false },
    { "WHEN_MS", "INTEGER", "int64_t", "db_bind_int", "db_take_int", false },
    { "WHEN_MIN", "INTEGER", "int64_t", "db_bind_int", "db_take_int", false },
    { "INTEGER", "INTEGER", "int64_t", "db_bind_int", "db_take_int", false },
    { "FLAG", "INTEGER", "bool", "db_bind_flag", "db_take_flag", false },
};

enum result { RESULT_NONE, RESULT_ONE, RESULT_MANY };

struct field {
    struct str name;
    const struct type *type;
};

struct statement {
    struct str name, text;
    enum result result;
    size_t in_count, out_count;
    struct field in[FIELDS_MAX], out[FIELDS_MAX];
};

static struct {
    struct arena *arena;
    sqlite3 *db;
    struct str name; /* of the schema */
    const char *file;
    struct str settings, version;
    struct buf migrations; /* C strings */
    size_t migration_count, count;
    struct statement at[STATEMENTS_MAX];
} gen;

_Noreturn static void stop(int line, const char *what, struct str about)
{
    fprintf(stderr, "%s:%d: %s %.*s\n", gen.file, line, what, STR_ARG(about));
    exit(1);
}

static int line_of(struct str text, size_t at)
{
    int line = 1;
    for (size_t i = 0; i < at && i < text.n; i++)
        line += text.at[i] == '\n';
    return line;
}

static struct str file_read(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        stop(0, "cannot be read", STR(""));
    char *at = arena_alloc(gen.arena, FILE_BYTES_MAX);
    size_t n = fread(at, 1, FILE_BYTES_MAX - 1, file);
    fclose(file);
    return (struct str){ at, n };
}

static const struct type *type_of(struct str word)
{
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
        if (str_eq(word, str_of(types[i].word)))
            return &types[i];
    return NULL;
}

static bool is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/* SQL text without comments, vocabulary words as SQLite's own when `strict`. */
static struct str translate(struct str text, bool strict)
{
    struct buf out = buf_open(gen.arena, FILE_BYTES_MAX);
    for (size_t i = 0; i < text.n;) {
        if (text.at[i] == '-' && i + 1 < text.n && text.at[i + 1] == '-') {
            i += str_find(str_part(text, i, text.n), '\n');
            continue;
        }
        if (!is_word(text.at[i])) {
            bool blank = text.at[i] == '\n' || text.at[i] == ' ';
            if (!blank || (out.n > 0 && out.at[out.n - 1] != ' '))
                buf_byte(&out, blank ? ' ' : text.at[i]);
            i++;
            continue;
        }
        size_t to = i;
        while (to < text.n && is_word(text.at[to]))
            to++;
        struct str word = str_part(text, i, to);
        const struct type *type = strict ? type_of(word) : NULL;
        buf_put(&out, type != NULL ? str_of(type->sqlite) : word);
        i = to;
    }
    return str_trim(buf_str(&out));
}

static void c_string(struct buf *out, struct str text)
{
    buf_byte(out, '"');
    for (size_t i = 0; i < text.n; i++) {
        if (text.at[i] == '"' || text.at[i] == '\\')
            buf_byte(out, '\\');
        buf_byte(out, text.at[i]);
    }
    buf_byte(out, '"');
}

/* Runs one statement of the schema and keeps what the program will run. */
static size_t schema_statement(struct str text, size_t from, struct buf *out)
{
    sqlite3_stmt *prepared = NULL;
    const char *tail = NULL;
    struct str rest = str_part(text, from, text.n);
    if (sqlite3_prepare_v2(gen.db, rest.at, (int)rest.n, &prepared, &tail) != SQLITE_OK) {
        int at = sqlite3_error_offset(gen.db);
        stop(line_of(text, from + (at < 0 ? 0 : (size_t)at)), sqlite3_errmsg(gen.db), STR(""));
    }
    size_t to = (size_t)(tail - text.at);
    if (prepared == NULL)
        return to; /* comments at the end */
    if (sqlite3_step(prepared) != SQLITE_DONE)
        stop(line_of(text, to), sqlite3_errmsg(gen.db), STR(""));
    sqlite3_finalize(prepared);
    struct str clean = translate(str_part(text, from, to), true);
    struct str body = str_part(clean, 0, clean.n - 1); /* its semicolon */
    buf_put(out, body);
    if (str_starts(clean, STR("CREATE TABLE")))
        buf_put(out, str_ends(body, STR("ROWID")) ? STR(", STRICT") : STR(" STRICT"));
    buf_put(out, STR("; "));
    return to;
}

static void migration_read(struct str text)
{
    struct buf sql = buf_open(gen.arena, FILE_BYTES_MAX);
    buf_put(&sql, STR("BEGIN; "));
    for (size_t at = 0; at < text.n;)
        at = schema_statement(text, at, &sql);
    buf_format(&sql, "PRAGMA user_version = %zu; COMMIT;", gen.migration_count + 1);
    buf_put(&gen.migrations, STR("    "));
    c_string(&gen.migrations, buf_str(&sql));
    buf_put(&gen.migrations, STR(",\n"));
    gen.migration_count++;
}

/* The type of the column that has this name in any table; all must agree. */
static const struct type *column_type(struct str name)
{
    sqlite3_stmt *ask = NULL;
    const char *sql = "SELECT DISTINCT c.type FROM sqlite_schema s, pragma_table_xinfo(s.name) c"
                      " WHERE s.type = 'table' AND c.name = ?1";
    must(sqlite3_prepare_v2(gen.db, sql, -1, &ask, NULL) == SQLITE_OK);
    sqlite3_bind_text(ask, 1, name.at, (int)name.n, SQLITE_STATIC);
    const struct type *type = NULL;
    int count = 0;
    for (; sqlite3_step(ask) == SQLITE_ROW; count++) {
        struct str word = str_of((const char *)sqlite3_column_text(ask, 0));
        struct str rest;
        type = type_of(str_cut(word, ' ', &rest)); /* without GENERATED ALWAYS */
    }
    sqlite3_finalize(ask);
    return count == 1 ? type : NULL;
}

/* "-- = name TYPE" or "-- :name TYPE" above the statement. */
static const struct type *noted_type(struct str notes, const char *mark, struct str name)
{
    struct str start = str_format(gen.arena, "-- %s%.*s ", mark, STR_ARG(name));
    while (notes.n > 0) {
        struct str line = str_cut(notes, '\n', &notes);
        if (str_starts(line, start))
            return type_of(str_trim(str_part(line, start.n, line.n)));
    }
    return NULL;
}

static void inputs_read(struct statement *s, sqlite3_stmt *prepared, struct str notes, int line)
{
    int count = sqlite3_bind_parameter_count(prepared);
    for (int i = 1; i <= count; i++) {
        const char *name = sqlite3_bind_parameter_name(prepared, i);
        if (name == NULL || name[0] != ':')
            stop(line, "parameters are written :name in", s->name);
        struct field *field = &s->in[s->in_count++];
        field->name = str_copy(gen.arena, str_of(name + 1));
        field->type = noted_type(notes, ":", field->name);
        if (field->type == NULL)
            field->type = str_eq(field->name, STR("rows_max")) ? type_of(STR("COUNT"))
                                                               : column_type(field->name);
        if (field->type == NULL)
            stop(line, "needs a line \"-- :name TYPE\" for parameter", field->name);
    }
}

static void outputs_read(struct statement *s, sqlite3_stmt *prepared, struct str notes, int line)
{
    int count = sqlite3_column_count(prepared);
    for (int i = 0; i < count; i++) {
        struct field *field = &s->out[s->out_count++];
        field->name = str_copy(gen.arena, str_of(sqlite3_column_name(prepared, i)));
        field->type = noted_type(notes, "= ", field->name);
        const char *declared = sqlite3_column_decltype(prepared, i);
        if (field->type == NULL && declared != NULL) {
            struct str rest;
            field->type = type_of(str_cut(str_of(declared), ' ', &rest));
        }
        if (field->type == NULL)
            stop(line, "needs a line \"-- = name TYPE\" for result", field->name);
    }
    if ((s->result == RESULT_NONE) != (count == 0))
        stop(line, "returns rows or not, unlike its heading says:", s->name);
    if ((s->result == RESULT_MANY) != (sqlite3_bind_parameter_index(prepared, ":rows_max") > 0))
        stop(line, "a list, and only a list, has LIMIT :rows_max:", s->name);
}

/* True when the line heads a statement. */
static bool heading(struct str line, struct statement *out)
{
    struct str kind;
    if (!str_starts(line, STR("-- ")))
        return false;
    struct str name = str_cut(str_part(line, 3, line.n), ':', &kind);
    kind = str_trim(kind);
    if (str_starts(name, STR("@")))
        name = str_join(gen.arena, gen.name, str_part(name, 1, name.n));
    for (size_t i = 0; i < name.n; i++)
        if (!is_word(name.at[i]))
            return false;
    static const struct {
        struct str word;
        enum result result;
    } kinds[] = { { { "none", 4 }, RESULT_NONE },
                  { { "one", 3 }, RESULT_ONE },
                  { { "many", 4 }, RESULT_MANY } };
    for (size_t i = 0; name.n > 0 && i < 3; i++)
        if (str_eq(kind, kinds[i].word)) {
            *out = (struct statement){ .name = name, .result = kinds[i].result };
            return true;
        }
    return false;
}

/* Comment lines under a heading. */
static struct str notes_of(struct str text)
{
    size_t at = 0;
    while (str_starts(str_part(text, at, text.n), STR("--")))
        at += str_find(str_part(text, at, text.n), '\n') + 1;
    return str_part(text, 0, at);
}

static size_t statement_read(struct str text, size_t from, struct statement *s)
{
    struct str rest = str_part(text, from, text.n);
    struct str notes = notes_of(rest);
    size_t start = from + notes.n;
    sqlite3_stmt *prepared = NULL;
    const char *tail = NULL;
    rest = str_part(text, start, text.n);
    if (sqlite3_prepare_v2(gen.db, rest.at, (int)rest.n, &prepared, &tail) != SQLITE_OK) {
        int at = sqlite3_error_offset(gen.db);
        stop(line_of(text, start + (at < 0 ? 0 : (size_t)at)), sqlite3_errmsg(gen.db), STR(""));
    }
    int line = line_of(text, start);
    if (prepared == NULL || *(tail - 1) != ';')
        stop(line, "no statement that ends with a semicolon under", s->name);
    if (sqlite3_bind_parameter_count(prepared) > FIELDS_MAX ||
        sqlite3_column_count(prepared) > FIELDS_MAX)
        stop(line, "too many fields in", s->name);
    inputs_read(s, prepared, notes, line);
    outputs_read(s, prepared, notes, line);
    s->text = translate(str_part(text, start, (size_t)(tail - text.at)), false);
    sqlite3_finalize(prepared);
    return (size_t)(tail - text.at);
}

static void statements_read(struct str text)
{
    for (size_t at = 0; at < text.n;) {
        size_t next = at + str_find(str_part(text, at, text.n), '\n') + 1;
        struct str line = str_part(text, at, next - 1);
        struct statement *s = &gen.at[gen.count];
        if (heading(line, s)) {
            for (size_t i = 0; i < gen.count; i++)
                if (str_eq(gen.at[i].name, s->name))
                    stop(line_of(text, at), "stands twice:", s->name);
            next = statement_read(text, next, s);
            must(++gen.count < STATEMENTS_MAX);
        } else if (str_trim(line).n > 0 && !str_starts(line, STR("--"))) {
            stop(line_of(text, at), "a statement without heading:", line);
        }
        at = next;
    }
}

static void struct_write(FILE *out, const struct statement *s, const char *kind,
                         const struct field *fields, size_t count)
{
    if (count == 0)
        return;
    fprintf(out, "struct q_%.*s_%s {\n", STR_ARG(s->name), kind);
    for (size_t i = 0; i < count; i++)
        fprintf(out, "    %s %.*s;\n", fields[i].type->c, STR_ARG(fields[i].name));
    fprintf(out, "};\n");
}

static void call_write(FILE *out, const struct statement *s)
{
    fprintf(out, "enum err q_%.*s(struct ctx *ctx, struct db *db", STR_ARG(s->name));
    if (s->in_count > 0)
        fprintf(out, ", const struct q_%.*s_in *in", STR_ARG(s->name));
    if (s->result == RESULT_ONE)
        fprintf(out, ", struct q_%.*s_row *row", STR_ARG(s->name));
    if (s->result == RESULT_MANY)
        fprintf(out, ", struct q_%.*s_rows *rows", STR_ARG(s->name));
    fprintf(out, ")");
}

static void header_write(FILE *out)
{
    fprintf(out,
            "/* Made by tools/sqlgen from sql/%.*s; the statements stand there. */\n"
            "#ifndef %.*s_SQL_H\n#define %.*s_SQL_H\n\n#include \"store/db.h\"\n\nextern const "
            "struct db_schema %.*s_schema;\n\n",
            STR_ARG(gen.name), STR_ARG(gen.name), STR_ARG(gen.name), STR_ARG(gen.name));
    for (size_t i = 0; i < gen.count; i++) {
        const struct statement *s = &gen.at[i];
        struct_write(out, s, "in", s->in, s->in_count);
        struct_write(out, s, "row", s->out, s->out_count);
        if (s->result == RESULT_MANY)
            fprintf(out,
                    "struct q_%.*s_rows {\n    size_t count;\n    struct q_%.*s_row *at;\n};\n",
                    STR_ARG(s->name), STR_ARG(s->name));
        fprintf(out, "MUST_USE ");
        call_write(out, s);
        fprintf(out, ";\n\n");
    }
    fprintf(out, "#endif\n");
}

static void row_write(FILE *out, const struct statement *s, const char *to)
{
    for (size_t i = 0; i < s->out_count; i++)
        fprintf(out, "        %s%.*s = %s(&run, %zu);\n", to, STR_ARG(s->out[i].name),
                s->out[i].type->take, i);
}

static void body_write(FILE *out, const struct statement *s, size_t number)
{
    call_write(out, s);
    fprintf(out, "\n{\n    struct db_run run = db_run(ctx, db, &%.*s_schema, %zu);\n",
            STR_ARG(gen.name), number);
    for (size_t i = 0; i < s->in_count; i++)
        fprintf(out, "    %s(&run, %zu, %sin->%.*s);\n", s->in[i].type->bind, i + 1,
                s->in[i].type->by_place ? "&" : "", STR_ARG(s->in[i].name));
    if (s->result == RESULT_NONE) {
        fprintf(out, "    return db_done(&run);\n}\n\n");
    } else if (s->result == RESULT_ONE) {
        fprintf(out, "    if (db_row(&run)) {\n");
        row_write(out, s, "row->");
        fprintf(out, "    }\n    return db_one(&run);\n}\n\n");
    } else {
        struct str name = s->name;
        fprintf(out,
                "    *rows = (struct q_%.*s_rows){ 0 };\n    while (db_row(&run)) {\n"
                "        rows->at = db_grow(&run, rows->at, rows->count, sizeof *rows->at);\n"
                "        struct q_%.*s_row *row = &rows->at[rows->count];\n",
                STR_ARG(name), STR_ARG(name));
        row_write(out, s, "row->");
        fprintf(out, "        rows->count++;\n    }\n    return db_done(&run);\n}\n\n");
    }
}

static void source_write(FILE *out, const char *header)
{
    const char *slash = strrchr(header, '/');
    fprintf(out, "/* Made by tools/sqlgen from sql/%.*s. */\n#include \"%s\"\n\n",
            STR_ARG(gen.name), slash == NULL ? header : slash + 1);
    fprintf(out, "static const char *const migrations[] = {\n%.*s};\n\n",
            STR_ARG(buf_str(&gen.migrations)));
    fprintf(out, "static const char *const statements[] = {\n");
    for (size_t i = 0; i < gen.count; i++) {
        struct buf text = buf_open(gen.arena, FILE_BYTES_MAX);
        c_string(&text, gen.at[i].text);
        fprintf(out, "    /* %.*s */ %.*s,\n", STR_ARG(gen.at[i].name), STR_ARG(buf_str(&text)));
    }
    struct buf open = buf_open(gen.arena, FILE_BYTES_MAX);
    c_string(&open, gen.settings);
    buf_put(&open, STR(",\n    "));
    c_string(&open, gen.version);
    fprintf(out,
            "};\n\nconst struct db_schema %.*s_schema = {\n    \"%.*s\", %.*s,\n"
            "    migrations, %zu, statements, %zu,\n};\n\n",
            STR_ARG(gen.name), STR_ARG(gen.name), STR_ARG(buf_str(&open)), gen.migration_count,
            gen.count);
    for (size_t i = 0; i < gen.count; i++)
        body_write(out, &gen.at[i], i);
}

static FILE *file_open(const char *path)
{
    FILE *file = fopen(path, "wb");
    if (file == NULL) {
        fprintf(stderr, "%s: cannot be written\n", path);
        exit(1);
    }
    return file;
}

static void file_close(FILE *file)
{
    if (fclose(file) != 0)
        exit(1);
}

/* The schema first, then what is prepared against it. */
static void file_take(const char *path, bool schema)
{
    gen.file = path;
    const char *slash = strrchr(path, '/');
    struct str name = str_of(slash == NULL ? path : slash + 1);
    struct str text = file_read(path);
    bool migration = name.n > 0 && name.at[0] >= '0' && name.at[0] <= '9';
    if (str_eq(name, STR("settings.sql")))
        gen.settings = translate(text, false);
    else if (str_eq(name, STR("version.sql")))
        gen.version = translate(text, false);
    else if (migration && schema)
        migration_read(text);
    else if (!migration && !schema)
        statements_read(text);
}

int main(int argc, char **argv)
{
    if (argc < 5 || argc > 4 + FILES_MAX) {
        fprintf(stderr, "usage: sqlgen NAME HEADER SOURCE FILE.sql...\n");
        return 2;
    }
    gen.arena = arena_open(256 << 20);
    gen.name = str_of(argv[1]);
    gen.migrations = buf_open(gen.arena, FILE_BYTES_MAX);
    must(sqlite3_open(":memory:", &gen.db) == SQLITE_OK);
    for (int i = 4; i < argc; i++)
        file_take(argv[i], true);
    for (int i = 4; i < argc; i++)
        file_take(argv[i], false);
    FILE *header = file_open(argv[2]);
    header_write(header);
    file_close(header);
    FILE *source = file_open(argv[3]);
    source_write(source, argv[2]);
    file_close(source);
    sqlite3_close(gen.db);
    arena_close(gen.arena);
    return 0;
}
