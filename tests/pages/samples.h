/*
 * samples - every page with made-up values, for the gallery (looked at by people
 * and by axe), for the structure test and for the fuzz target.
 *
 * A sample takes all its texts through text_of(): in hostile mode each is
 * replaced by the same bytes, and the page must keep its elements and attributes.
 */
#ifndef SAMPLES_H
#define SAMPLES_H

#include "pages.h"

struct sample {
    struct arena *arena;
    enum lang lang;
    bool hostile;
    struct str bytes; /* what stands in place of every text in hostile mode */
};

struct sample_page {
    const char *name;
    void (*show)(struct html *html, struct sample *sample);
};

extern const struct sample_page sample_pages[];
extern const size_t sample_pages_count;

/* The text, or the hostile bytes. */
struct str text_of(const struct sample *sample, const char *text);
struct chrome_view sample_chrome(struct sample *sample, const char *title);
struct reach_view sample_reach(struct sample *sample);
struct chip sample_chip(const struct sample *sample, const char *text, const char *tone,
                        const char *icon);
struct field_view sample_field(struct sample *sample, const char *name, const char *label);

void sample_hari_ini(struct html *html, struct sample *sample);
void sample_kosong(struct html *html, struct sample *sample);
void sample_masuk(struct html *html, struct sample *sample);
void sample_kunci(struct html *html, struct sample *sample);
void sample_pilih(struct html *html, struct sample *sample);
void sample_panggilan(struct html *html, struct sample *sample);
void sample_kembar(struct html *html, struct sample *sample);
void sample_aduan(struct html *html, struct sample *sample);
void sample_kasus(struct html *html, struct sample *sample);
void sample_berkas(struct html *html, struct sample *sample);
void sample_langkah(struct html *html, struct sample *sample);
void sample_langkah_ditolak(struct html *html, struct sample *sample);
void sample_persetujuan(struct html *html, struct sample *sample);
void sample_riwayat(struct html *html, struct sample *sample);
void sample_entri(struct html *html, struct sample *sample);
void sample_akses(struct html *html, struct sample *sample);
void sample_daftar_tanda(struct html *html, struct sample *sample);
void sample_tanda_tangan(struct html *html, struct sample *sample);
void sample_bantuan(struct html *html, struct sample *sample);
void sample_saya(struct html *html, struct sample *sample);
void sample_kartu(struct html *html, struct sample *sample);
void sample_kabar(struct html *html, struct sample *sample);
void sample_tinjauan(struct html *html, struct sample *sample);
void sample_kertas(struct html *html, struct sample *sample);
void sample_orang(struct html *html, struct sample *sample);
void sample_lembar(struct html *html, struct sample *sample);
void sample_borang(struct html *html, struct sample *sample);
void sample_skrining(struct html *html, struct sample *sample);
void sample_galat(struct html *html, struct sample *sample);
void sample_galat_luar(struct html *html, struct sample *sample);

#define T(text) text_of(s, text)
#define A(path) address_of(STR(path))
#define L(text, path)    \
    {                    \
        T(text), A(path) \
    }
#define NOWHERE ((struct address){ .s = { NULL, 0 } })
#define PUT(list, array) ((list).at = (array), (list).n = sizeof(array) / sizeof *(array))

#endif
