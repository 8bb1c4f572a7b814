#include "tool.h"

void tool_fail(const char *path, int line, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    if (line > 0)
        (void)fprintf(stderr, "%s:%d: ", path, line);
    else
        (void)fprintf(stderr, "%s: ", path);
    (void)vfprintf(stderr, format, args);
    (void)fprintf(stderr, "\n");
    va_end(args);
    exit(1);
}

struct str tool_read(struct arena *arena, const char *path)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        tool_fail(path, 0, "cannot be read");
    struct buf content = buf_open(arena, 64 << 20);
    char part[65536];
    size_t n;
    while ((n = fread(part, 1, sizeof part, file)) > 0)
        buf_bytes(&content, part, n);
    if (ferror(file) != 0 || !buf_done(&content))
        tool_fail(path, 0, "cannot be read whole");
    (void)fclose(file);
    return buf_str(&content);
}

void tool_write(const char *path, struct str content)
{
    FILE *file = fopen(path, "wb");
    if (file == NULL || (content.n > 0 && fwrite(content.at, content.n, 1, file) != 1) ||
        fclose(file) != 0)
        tool_fail(path, 0, "cannot be written");
}

void tool_literal(struct buf *out, struct str s)
{
    buf_byte(out, '"');
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.at[i];
        if (c == '\n')
            buf_put(out, STR("\\n"));
        else if (c == '"' || c == '\\')
            buf_format(out, "\\%c", c);
        else if (c < 32 || c > 126 || c == '?') /* '?': no trigraphs */
            buf_format(out, "\\%03o", c);
        else
            buf_byte(out, (char)c);
    }
    buf_byte(out, '"');
}

struct str tool_hash(struct arena *arena, struct str content)
{
    uint64_t hash = 14695981039346656037u; /* FNV-1a: names need to differ, not to resist */
    for (size_t i = 0; i < content.n; i++)
        hash = (hash ^ (unsigned char)content.at[i]) * 1099511628211u;
    return str_format(arena, "%08x", (unsigned)(hash ^ hash >> 32));
}

struct str tool_stem(struct arena *arena, const char *path)
{
    const char *base = strrchr(path, '/');
    base = base == NULL ? path : base + 1;
    const char *dot = strchr(base, '.');
    size_t n = dot == NULL ? strlen(base) : (size_t)(dot - base);
    return str_copy(arena, (struct str){ base, n });
}
