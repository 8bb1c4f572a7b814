#include "samples.h"

const struct sample_page sample_pages[] = {
    { "masuk", sample_masuk },
    { "kunci", sample_kunci },
    { "pilih_kantor", sample_pilih },
    { "hari_ini", sample_hari_ini },
    { "hari_ini_kosong", sample_kosong },
    { "aduan", sample_aduan },
    { "panggilan", sample_panggilan },
    { "kembar", sample_kembar },
    { "kasus", sample_kasus },
    { "berkas", sample_berkas },
    { "langkah", sample_langkah },
    { "langkah_ditolak", sample_langkah_ditolak },
    { "skrining", sample_skrining },
    { "persetujuan", sample_persetujuan },
    { "riwayat", sample_riwayat },
    { "entri", sample_entri },
    { "akses", sample_akses },
    { "daftar_tanda", sample_daftar_tanda },
    { "tanda_tangan", sample_tanda_tangan },
    { "bantuan", sample_bantuan },
    { "saya", sample_saya },
    { "kabar", sample_kabar },
    { "kartu", sample_kartu },
    { "tinjauan", sample_tinjauan },
    { "kertas", sample_kertas },
    { "orang", sample_orang },
    { "lembar_awal", sample_lembar },
    { "borang", sample_borang },
    { "galat", sample_galat },
    { "galat_luar", sample_galat_luar },
};
const size_t sample_pages_count = sizeof sample_pages / sizeof *sample_pages;

struct str text_of(const struct sample *s, const char *text)
{
    return s->hostile && text[0] != '\0' ? s->bytes : str_of(text);
}

struct chip sample_chip(const struct sample *s, const char *text, const char *tone,
                        const char *icon)
{
    return (struct chip){ T(text), str_of(tone), str_of(icon) };
}

struct chrome_view sample_chrome(struct sample *s, const char *title)
{
    struct menu_view *menu = arena_array(s->arena, struct menu_view, 4);
    menu[0] = (struct menu_view){ T("Hari ini"), STR("list-checks"),
                                  STR("h"),      A("/tangsel/hari-ini"),
                                  true,          4 };
    menu[1] = (struct menu_view){ T("Kasus"), STR("folder-open"),
                                  STR(""),    A("/tangsel/kasus"),
                                  false,      0 };
    menu[2] =
        (struct menu_view){ T("Aduan"), STR("phone"), STR(""), A("/tangsel/aduan"), false, 2 };
    menu[3] = (struct menu_view){ T("Kantor"), STR("building"),
                                  STR(""),     A("/tangsel/atur/kantor"),
                                  false,       0 };
    struct chrome_view chrome = {
        .lang = lang_code(s->lang),
        .title = T(title),
        .office = T("UPTD PPA Kota Karangan"),
        .base = A("/tangsel"),
        .practice = true,
        .clock = T("Selasa 24 November 2026, 09.00"),
        .officer = T("Ratna Wulandari"),
        .initials = T("RW"),
        .duty = T("Manajer kasus"),
        .tokens = { T("0123456789abcdef"), T("fedcba9876543210"), T("0011223344556677") },
        .keys = true,
        .idle_s = 300,
        .printed = T("24 November 2026, 09.00, RW"),
        .print_code = T("K7F3Q2MD"),
    };
    chrome.menu.at = menu;
    chrome.menu.n = 4;
    return chrome;
}

struct reach_view sample_reach(struct sample *s)
{
    return (struct reach_view){
        .shown = true,
        .known = true,
        .called = T("Mbak Ning"),
        .channel = T("telepon"),
        .time = T("12.00–12.30"),
        .code_word = T("pesan galon"),
        .wishes = T("petugas perempuan, bahasa Jawa"),
        .never = T("ibunya, rumah di Desa Sukamaju"),
        .href = A("/tangsel/kasus/K7F3Q2MD/keinginan"),
    };
}

struct field_view sample_field(struct sample *s, const char *name, const char *label)
{
    return (struct field_view){
        .id = str_format(s->arena, "f-%s", name),
        .name = str_of(name),
        .label = T(label),
        .help_id = str_format(s->arena, "f-%s-bantu", name),
        .error_id = str_format(s->arena, "f-%s-salah", name),
        .complete = STR("off"),
    };
}

void sample_masuk(struct html *html, struct sample *s)
{
    struct demo_view demo[] = {
        { T("ratna"), T("Manajer kasus"), A("/tangsel/masuk?nama=ratna") },
        { T("dewi"), T("Kepala kantor"), A("/tangsel/masuk?nama=dewi") },
    };
    struct login_view view = {
        .chrome = sample_chrome(s, "Masuk"),
        .name = T("ratna"),
        .error = T("Nama atau kalimat sandi belum cocok. Coba lagi, atau minta bantuan admin."),
        .action = A("/tangsel/masuk"),
        .other_language = A("/tangsel/masuk?bahasa=en"),
        .other_language_name = T("English"),
        .other_language_code = STR("en"),
        .ended = true,
    };
    PUT(view.demo, demo);
    page_masuk(html, &view);
}

void sample_kunci(struct html *html, struct sample *s)
{
    struct lock_view view = { .chrome = sample_chrome(s, "Terkunci"),
                              .since = T("10.05"),
                              .error = T("PIN belum cocok."),
                              .tries_left = 2,
                              .action = A("/tangsel/kunci"),
                              .other = A("/tangsel/keluar") };
    page_kunci(html, &view);
}

void sample_pilih(struct html *html, struct sample *s)
{
    struct link_view offices[] = { L("Kota Tangerang Selatan", "/tangsel/masuk"),
                                   L("Provinsi Banten", "/banten/masuk") };
    struct offices_view view = { .chrome = sample_chrome(s, "Pilih kantor") };
    PUT(view.offices, offices);
    page_pilih_kantor(html, &view);
}

void sample_galat(struct html *html, struct sample *s)
{
    struct trouble_view view = {
        .chrome = sample_chrome(s, "Halaman tidak ada"),
        .inside = true,
        .heading = T("Halaman ini tidak ada"),
        .text = T("Halaman ini tidak ada, atau bukan untuk akun Anda."),
        .link = L("Kembali ke Hari ini", "/tangsel/hari-ini"),
    };
    page_galat(html, &view);
}

void sample_galat_luar(struct html *html, struct sample *s)
{
    struct field_view hidden[] = { { .name = T("isi"), .value = T("nilai") } };
    struct trouble_view view = {
        .chrome = sample_chrome(s, "Belum terjawab"),
        .heading = T("Kantor sedang memulai lagi"),
        .text = T("Coba lagi beberapa detik lagi."),
        .safe = T("Belum tersimpan, atau sudah. Periksa dulu."),
        .code = T("K7F3Q2MD"),
        .retry = A("/tangsel/aduan/panggilan"),
    };
    PUT(view.hidden, hidden);
    page_galat(html, &view);
}
