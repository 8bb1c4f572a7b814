#include "samples.h"

static struct field_view *plain(struct sample *s, const char *name, const char *label)
{
    struct field_view *field = arena_new(s->arena, struct field_view);
    *field = sample_field(s, name, label);
    field->line = true;
    field->type = STR("text");
    return field;
}

static struct field_view *ticks(struct sample *s, const char *name, const char *label)
{
    static const char *const words[] = { "Tidak boleh keluar, pintu dikunci", "Terluka atau sakit",
                                         "Diancam, atau keluarga diancam", "Ada anak bersamanya" };
    struct field_view *field = arena_new(s->arena, struct field_view);
    struct choice_view *choices = arena_array(s->arena, struct choice_view, 4);
    *field = sample_field(s, name, label);
    for (size_t i = 0; i < 4; i++)
        choices[i] = (struct choice_view){ str_format(s->arena, "f-%s-%zu", name, i),
                                           str_of(name),
                                           str_format(s->arena, "w%zu", i),
                                           T(words[i]),
                                           T(""),
                                           i == 0,
                                           T(i == 0 ? "dari panggilan 09.42" : "") };
    field->many = true;
    field->choices.at = choices;
    field->choices.n = 4;
    return field;
}

void sample_panggilan(struct html *html, struct sample *s)
{
    static const char *const told[][3] = {
        { "Aman bicara?", "“Apakah sekarang aman untuk bicara?”", "" },
        { "Bahaya saat ini", "“Apakah ada yang bisa menyakiti Ibu hari ini?”", "" },
        { "Di mana dan siapa", "“Ibu ingin saya panggil siapa?”", "Tulis persis kata penelepon." },
        { "Persetujuan dan cara menghubungi", "“Boleh saya catat cerita ini?”", "" },
    };
    struct section_view sections[4] = { 0 };
    const char *labels[] = { "Kata sandi", "Bahaya yang diceritakan", "Nama panggilan",
                             "Waktu aman" };
    const char *names[] = { "code_word", "danger", "called_name", "safe_time" };
    for (size_t i = 0; i < 4; i++) {
        sections[i].id = str_format(s->arena, "b%zu", i + 1);
        sections[i].number = str_format(s->arena, "%zu", i + 1);
        sections[i].title = text_of(s, told[i][0]);
        sections[i].words = text_of(s, told[i][1]);
        sections[i].help = text_of(s, told[i][2]);
        sections[i].fields.at =
            i == 1 ? ticks(s, names[i], labels[i]) : plain(s, names[i], labels[i]);
        sections[i].fields.n = 1;
    }
    sections[2].more.at = plain(s, "occupation", "Pekerjaan");
    sections[2].more.n = 1;
    struct link_view connect[] = { L("Tim jangkau", "/tangsel/hari-ini"),
                                   L("Rumah aman", "/tangsel/kasus") };
    struct check_view checks[] = { { T("Keamanan ditanyakan"), true },
                                   { T("Persetujuan diminta"), false } };
    struct field_view hidden[] = { { .name = STR("channel"), .value = T("phone") } };
    struct complaint_view view = {
        .chrome = sample_chrome(s, "Aduan"),
        .heading = T("Panggilan SAPA 129"),
        .since = T("Tersambung sejak 09.42"),
        .action = A("/tangsel/aduan/panggilan"),
        .draft_href = A("/tangsel/aduan/panggilan/draf"),
        .alarm = T("Lindungi dulu"),
        .alarm_text = T("Dikurung dan diancam. Hubungkan ke tim jangkau."),
        .if_cut = T("Jangan telepon balik. Tunggu penelepon."),
    };
    view.chrome.saved = T("09.47");
    PUT(view.sections, sections);
    PUT(view.connect, connect);
    PUT(view.checks, checks);
    PUT(view.hidden, hidden);
    page_panggilan(html, &view);
}

void sample_kembar(struct html *html, struct sample *s)
{
    struct str reasons[] = { T("nama dan tahun lahir") };
    struct field_view hidden[] = { { .name = STR("full_name"), .value = T("isi yang diketik") } };
    struct duplicate_view view = { .chrome = sample_chrome(s, "Aduan"),
                                   .action = A("/tangsel/aduan/panggilan") };
    PUT(view.hidden, hidden);
    PUT(view.reasons, reasons);
    page_kembar(html, &view);
}

void sample_persetujuan(struct html *html, struct sample *s)
{
    struct consent_item items[] = {
        { .code = STR("C1"),
          .title = T("Menerima layanan dan pencatatan"),
          .asks = T("“Boleh kami mencatat cerita Anda?”"),
          .subject = STR(""),
          .answer = sample_chip(s, "Ya, sampai 24 Des", "selesai", "check"),
          .asked = T("21 Nov 18.20, Bu Ratna, bahasa Jawa, tanpa orang lain"),
          .until = T("sampai 24 Desember 2026"),
          .may_withdraw = true,
          .ask = A("/tangsel/kasus/K/persetujuan?jenis=C1") },
        { .code = STR("C3"),
          .title = T("Rujukan dan berbagi data"),
          .recipient = T("RSUD"),
          .asks = T("“Boleh kami beri tahu RSUD?”"),
          .subject = STR("1"),
          .answer = sample_chip(s, "Tidak", "tidak", "x"),
          .path = T("Layanan lain tetap berjalan."),
          .ask = A("/tangsel/kasus/K/persetujuan?jenis=C3") },
    };
    struct consent_view view = { .chrome = sample_chrome(s, "Persetujuan"),
                                 .back = L("Kasus Melati-07", "/tangsel/kasus/K"),
                                 .alias = T("Melati-07"),
                                 .reach = sample_reach(s),
                                 .action = A("/tangsel/kasus/K/persetujuan"),
                                 .asking = true,
                                 .kind = STR("C2"),
                                 .kind_title = T("Wawancara identifikasi"),
                                 .words = T("“Boleh saya bertanya tentang yang terjadi?”"),
                                 .withdrawal =
                                     T("Yang sudah diterima RSUD tidak bisa kami tarik.") };
    view.fields.at = plain(s, "witness", "Saksi");
    view.fields.n = 1;
    PUT(view.items, items);
    page_persetujuan(html, &view);
}

void sample_kertas(struct html *html, struct sample *s)
{
    struct paper_step_view steps[] = { { T("S1.01"), T("Terima pengaduan"),
                                         *plain(s, "sudah.S1.01", "Hasil"),
                                         *plain(s, "tanggal.S1.01", "Tanggal") } };
    steps[0].done.line = false;
    steps[0].done.one = steps[0].done.pick = true;
    steps[0].done.choices.at = ticks(s, "x", "x")->choices.at;
    steps[0].done.choices.n = 2;
    struct paper_service services[] = {
        { STR("s1"), T("Pengaduan dan identifikasi"), { 0 }, true }
    };
    PUT(services[0].steps, steps);
    struct paper_view view = { .chrome = sample_chrome(s, "Kasus dari kertas"),
                               .back = L("Kasus", "/tangsel/kasus"),
                               .action = A("/tangsel/kasus/kertas"),
                               .draft_href = A("/tangsel/kasus/kertas/draf") };
    view.person.at = plain(s, "called_name", "Nama panggilan");
    view.reach.at = plain(s, "safe_time", "Waktu aman");
    view.person.n = view.reach.n = 1;
    PUT(view.services, services);
    page_kertas(html, &view);
}

void sample_skrining(struct html *html, struct sample *s)
{
    struct screen_section sections[] = {
        { STR("proses"),
          T("Proses"),
          T("Apa yang terjadi sampai ia di sana? Satu saja cukup."),
          { 0 } },
        { STR("cara"), T("Cara"), T("Setuju di awal tidak menghapus tindak pidana."), { 0 } },
    };
    sections[0].fields.at = ticks(s, "Q14", "Bagaimana ia sampai di sana?");
    sections[1].fields.at = ticks(s, "Q20", "Apa yang dipakai untuk menekannya?");
    sections[0].fields.n = sections[1].fields.n = 1;
    struct element_view elements[] = {
        { T("Proses"), STR("met"), T("ada"), STR("check") },
        { T("Cara"), STR("part"), T("lemah"), STR("minus") },
        { T("Tujuan"), STR("none"), T("belum ada"), STR("circle") },
    };
    struct str reasons[] = { T("Proses: dibawa orang lain (Q14), kuat") };
    struct str open[] = { T("Q22: berapa jam ia bekerja sehari?") };
    struct screen_view view = { .chrome = sample_chrome(s, "Skrining"),
                                .back = L("Kasus Melati-07", "/tangsel/kasus/K"),
                                .alias = T("Melati-07"),
                                .reach = sample_reach(s),
                                .action = A("/tangsel/kasus/K/skrining"),
                                .draft_href = A("/tangsel/kasus/K/skrining/draf"),
                                .verdict = T("Belum cukup, tetap lindungi"),
                                .verdict_text = T("Ada tanda, tetapi satu unsur belum terlihat."),
                                .tone = STR("sebagian"),
                                .row = T("Aturan R07"),
                                .basis = T("Dasar: UU 21/2007 Pasal 1 angka 1."),
                                .seen = T("3f2a") };
    PUT(view.sections, sections);
    PUT(view.elements, elements);
    PUT(view.reasons, reasons);
    PUT(view.open, open);
    PUT(view.hints, open);
    page_skrining(html, &view);
}
