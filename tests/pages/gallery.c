/*
 * gallery FOLDER: writes every sample page in both languages, with the assets
 * beside them, for a browser to look at (tests/pages/gallery.sh).
 */
#include "samples.h"
#include "text/asset.h"

enum { GALLERY_BYTES = 64 << 20, PAGE_BYTES_MAX = 4 << 20 };

static void write_file(const char *path, const void *at, size_t n)
{
    FILE *file = fopen(path, "wb");
    must(file != NULL && (n == 0 || fwrite(at, n, 1, file) == 1));
    must(fclose(file) == 0);
}

int main(int argc, char **argv)
{
    must(argc == 2);
    struct arena *arena = arena_open(GALLERY_BYTES);
    for (size_t i = 0; i < asset_count; i++)
        write_file(str_z(arena, str_join(arena, str_of(argv[1]), asset_table[i].path)),
                   asset_table[i].at, asset_table[i].n);
    for (int lang = 0; lang < LANG_COUNT; lang++) {
        for (size_t i = 0; i < sample_pages_count; i++) {
            struct sample sample = { .arena = arena, .lang = (enum lang)lang };
            struct buf out = buf_open(arena, PAGE_BYTES_MAX);
            struct html html = { &out, sample.lang };
            sample_pages[i].show(&html, &sample);
            must(buf_done(&out));
            struct str path = str_format(arena, "%s/%s.%.*s.html", argv[1], sample_pages[i].name,
                                         STR_ARG(lang_code(sample.lang)));
            write_file(str_z(arena, path), out.at, out.n);
        }
    }
    arena_close(arena);
    return 0;
}
