#include "samples.h"

void sample_berkas_lists(struct casefile_view *view, struct sample *s);

static void services(struct casefile_view *view, struct sample *s)
{
    struct bar_view *bars = arena_array(s->arena, struct bar_view, 4);
    bars[0].done = true;
    struct service_view *all = arena_array(s->arena, struct service_view, 6);
    all[0] = (struct service_view){ STR("p1"),
                                    T("Pengaduan dan identifikasi"),
                                    STR("megaphone"),
                                    STR("beres"),
                                    STR("circle-check"),
                                    T("Selesai 21 Nov, 18.40"),
                                    T("Ratna W."),
                                    A("/tangsel/kasus/K/layanan/S1"),
                                    { 0 },
                                    T("") };
    all[1] = (struct service_view){ STR("p2"),
                                    T("Rehabilitasi kesehatan"),
                                    STR("heart-pulse"),
                                    STR("segera"),
                                    STR("clock"),
                                    T("Rujukan ke RSUD, hari ini 11.00"),
                                    T("dr. Anita"),
                                    A("/tangsel/kasus/K/layanan/S2"),
                                    { 0 },
                                    T("1 dari 4 langkah selesai") };
    all[2] = (struct service_view){ STR("p3"),
                                    T("Rehabilitasi sosial"),
                                    STR("house"),
                                    STR("tenggat"),
                                    STR("triangle-alert"),
                                    T("Rencana keselamatan lewat 2 jam"),
                                    T("Sari M."),
                                    A("/tangsel/kasus/K/layanan/S3"),
                                    { 0 },
                                    T("1 dari 4 langkah selesai") };
    all[3] = (struct service_view){ STR("p4"),       T("Layanan hukum"),
                                    STR("scale"),    STR("jalan-kini"),
                                    STR("hand"),     T("Menunggu persetujuan Melati"),
                                    T("Lestari H."), A("/tangsel/kasus/K/layanan/S4"),
                                    { 0 },           T("1 dari 4 langkah selesai") };
    all[4] = (struct service_view){ STR("p5"),     T("Pemulangan"),
                                    STR("bus"),    STR("nanti"),
                                    STR("circle"), T("Bila aman dan diminta"),
                                    T(""),         A("/tangsel/kasus/K/layanan/S5"),
                                    { 0 },         T("") };
    all[5] = (struct service_view){ STR("p6"),     T("Reintegrasi sosial"),
                                    STR("sprout"), STR("tidak"),
                                    STR("circle"), T("Tidak diminta"),
                                    T(""),         A("/tangsel/kasus/K/layanan/S6"),
                                    { 0 },         T("") };
    for (int i = 1; i <= 3; i++) {
        all[i].bars.at = bars;
        all[i].bars.n = 4;
    }
    view->services.at = all;
    view->services.n = 6;
}

static void tasks(struct casefile_view *view, struct sample *s)
{
    struct task_view *all = arena_array(s->arena, struct task_view, 2);
    all[0] = (struct task_view){ T("S3.05"),
                                 T("Tetapkan rencana keselamatan"),
                                 T("Anda dan Sari M."),
                                 T(""),
                                 A("/tangsel/kasus/K/langkah/S3.05"),
                                 sample_chip(s, "Lewat 2 jam", "lewat", "triangle-alert"),
                                 T("Selasa 24 November, 07.00"),
                                 T("23 Nov"),
                                 T("standar kantor"),
                                 T(""),
                                 false };
    all[1] = (struct task_view){ T("S1.17"),
                                 T("Kirim surat rujukan ke RSUD"),
                                 T("Ratna Wulandari"),
                                 T("Rujukan 2: Rumah sakit, RSUD"),
                                 A("/tangsel/kasus/K/langkah/S1.17"),
                                 sample_chip(s, "Hari ini 11.00", "segera", "clock"),
                                 T("Selasa 24 November, 11.00"),
                                 T(""),
                                 T("Perpres 22/2021 Pasal 9"),
                                 T("1 dari 2 tanda tangan, menunggu kepala kantor"),
                                 false };
    view->tasks.at = all;
    view->tasks.n = 2;
    struct mend_view *mends = arena_array(s->arena, struct mend_view, 2);
    mends[0] = (struct mend_view){ T("Persetujuan C5 belum ditanyakan"), T("Tanyakan"),
                                   A("/tangsel/kasus/K/persetujuan") };
    mends[1] =
        (struct mend_view){ T("Hanya pendamping hukum yang dapat melakukannya"), T(""), NOWHERE };
    struct blocked_view *blocked = arena_array(s->arena, struct blocked_view, 1);
    blocked[0] = (struct blocked_view){
        T("S4.04"), T("Laporan polisi"), T(""), { 0 }, A("/tangsel/kasus/K/langkah/S4.04")
    };
    blocked[0].reasons.at = mends;
    blocked[0].reasons.n = 2;
    view->blocked.at = blocked;
    view->blocked.n = 1;
}

static void sides(struct casefile_view *view, struct sample *s)
{
    struct consent_row_view *consents = arena_array(s->arena, struct consent_row_view, 3);
    consents[0] = (struct consent_row_view){ T("C1"), T("Dicatat kantor ini"), T(""),
                                             sample_chip(s, "Ya", "selesai", "check"),
                                             T("21 Nov 18.20, Bu Ratna, bahasa Jawa") };
    consents[1] = (struct consent_row_view){ T("C3"), T("Dibagi ke"), T("polisi"),
                                             sample_chip(s, "Belum ditanya", "", ""), T("") };
    consents[2] = (struct consent_row_view){ T("C6"), T("Keluarga diberi tahu"), T(""),
                                             sample_chip(s, "Tidak", "tidak", "x"), T("") };
    view->consents.at = consents;
    view->consents.n = 3;
    struct sealed_view *sealed = arena_array(s->arena, struct sealed_view, 2);
    sealed[0] = (struct sealed_view){ A("/tangsel/kasus/K/buka"), T("Nama asli"), T(""),
                                      STR("nama"), false };
    sealed[1] = (struct sealed_view){ A("/tangsel/kasus/K/buka"), T("Telepon aman"),
                                      T("0800-0000-0000"), STR("telepon"), true };
    view->sealed_fields.at = sealed;
    view->sealed_fields.n = 2;
    struct person_row *people = arena_array(s->arena, struct person_row, 2);
    people[0] = (struct person_row){ T("Bu Sari"), T("orang tepercaya"), false };
    people[1] = (struct person_row){ T("tersegel"), T("terlapor"), true };
    view->people.at = people;
    view->people.n = 2;
}

void sample_berkas_lists(struct casefile_view *view, struct sample *s)
{
    struct entry_row_view *entries = arena_array(s->arena, struct entry_row_view, 3);
    entries[0] = (struct entry_row_view){ .when = T("Tadi 08.15"),
                                          .exact = T("Selasa 24 November, 08.15"),
                                          .who = T("dr. Anita"),
                                          .text = T("menyanggupi pemeriksaan besok pukul 09.00."),
                                          .href = A("/tangsel/kasus/K/riwayat/1"),
                                          .correct = A("/tangsel/kasus/K/ralat/1") };
    entries[1] = (struct entry_row_view){ .when = T("Kemarin 16.30"),
                                          .exact = T("Senin 23 November, 16.30"),
                                          .who = T("Ratna W."),
                                          .text = T("Umur diperbaiki menjadi 24 tahun."),
                                          .struck = T("25 tahun"),
                                          .source = T("dari paspor"),
                                          .kind = STR("ralat") };
    entries[2] = (struct entry_row_view){
        .when = T("21 Nov"), .who = T("Budi S."), .text = T("Catatan konseling"), .sealed = true
    };
    view->entries.at = entries;
    view->entries.n = 3;
    struct look_row *looks = arena_array(s->arena, struct look_row, 2);
    looks[0] = (struct look_row){ T("Tadi 09.58"), T("Anda"), T("membuka papan kasus"), T("") };
    looks[1] = (struct look_row){ T("Kemarin 22.00"), T("Anda"), T("membuka nama asli"),
                                  T("Alasan: membalas pesan") };
    view->looks.at = looks;
    view->looks.n = 2;
    struct grant_row *readers = arena_array(s->arena, struct grant_row, 1);
    readers[0] = (struct grant_row){ .who = T("Ratna Wulandari"),
                                     .role = T("manajer kasus"),
                                     .what = T("pekerjaan, identitas, cerita"),
                                     .until = T("tidak dibatasi"),
                                     .why = T("penanggung jawab kasus"),
                                     .last = T("tadi 09.58") };
    view->readers.at = readers;
    view->readers.n = 1;
}

void sample_berkas(struct html *html, struct sample *s)
{
    struct chip chips[] = { sample_chip(s, "Perlu perlindungan hari ini", "jaga", "shield-alert"),
                            sample_chip(s, "Sangat rahasia, 4 orang", "rahasia", "lock"),
                            sample_chip(s, "Kuat diduga korban TPPO", "teduh", "check") };
    struct tab_view tabs[] = { { T("Papan"), A("/tangsel/kasus/K"), true },
                               { T("Skrining"), A("/tangsel/kasus/K/skrining"), false },
                               { T("Persetujuan"), A("/tangsel/kasus/K/persetujuan"), false },
                               { T("Riwayat"), A("/tangsel/kasus/K/riwayat"), false },
                               { T("Akses"), A("/tangsel/kasus/K/akses"), false } };
    struct link_view actions[] = { L("Tulis catatan", "/tangsel/kasus/K/catatan"),
                                   L("Tutup kasus", "/tangsel/kasus/K/tutup") };
    struct casefile_view view = {
        .chrome = sample_chrome(s, "Kasus"),
        .alias = T("Melati-07"),
        .facts = T("Perempuan, 18–24 tahun, hari ke-3"),
        .reach = sample_reach(s),
        .next_line = T("lewat 2 jam"),
        .next_title = T("Tetapkan rencana keselamatan bersama Melati"),
        .next_detail = T("Ia akan menelepon pukul 12.00. Siapkan tiga pertanyaan."),
        .next_who = T("Anda dan Sari M."),
        .next_exact = T("Selasa 24 November, 07.00"),
        .next_href = A("/tangsel/kasus/K/langkah/S3.05"),
        .next_not_now = A("/tangsel/kasus/K/lewati/S3.05"),
        .next_late = true,
        .never = T("Jangan telepon nomor ibunya. Terlapor tahu rumah itu."),
        .consents_href = A("/tangsel/kasus/K/persetujuan"),
        .sealed_to_you = T("5 catatan tersegel untuk Anda: konseling 5. Tanyakan kepada Budi S."),
        .all_entries = L("Seluruh riwayat, 38 catatan", "/tangsel/kasus/K/riwayat"),
        .all_looks = L("Semua akses, 17 kali", "/tangsel/kasus/K/akses"),
    };
    PUT(view.chips, chips);
    PUT(view.tabs, tabs);
    PUT(view.actions, actions);
    services(&view, s);
    tasks(&view, s);
    sides(&view, s);
    sample_berkas_lists(&view, s);
    page_berkas(html, &view);
}

void sample_riwayat(struct html *html, struct sample *s)
{
    struct casefile_view lists = { 0 };
    sample_berkas_lists(&lists, s);
    struct tab_view filters[] = { { T("Semua"), A("/tangsel/kasus/K/riwayat"), true },
                                  { T("Kesehatan"), A("/tangsel/kasus/K/riwayat?layanan=S2"),
                                    false } };
    struct day_view days[] = { { T("Selasa 24 November"), { 0 } },
                               { T("Senin 23 November"), { 0 } } };
    days[0].entries.at = days[1].entries.at = lists.entries.at;
    days[0].entries.n = 3;
    days[1].entries.n = 2;
    struct history_view view = { .chrome = sample_chrome(s, "Riwayat"),
                                 .back = L("Kembali ke kasus", "/tangsel/kasus/K"),
                                 .alias = T("Melati-07"),
                                 .sealed_to_you = T("5 catatan tersegel untuk Anda."),
                                 .older = A("/tangsel/kasus/K/riwayat?sebelum=30"),
                                 .newer = A("/tangsel/kasus/K/riwayat"),
                                 .note = A("/tangsel/kasus/K/catatan") };
    PUT(view.filters, filters);
    PUT(view.days, days);
    page_riwayat(html, &view);
}

void sample_entri(struct html *html, struct sample *s)
{
    struct casefile_view lists = { 0 };
    sample_berkas_lists(&lists, s);
    struct pair_view values[] = { { T("Cara pengaduan"), T("telepon"), T("") },
                                  { T("Kronologi"), T("Ditawari kerja restoran."), T("") } };
    struct entry_view view = { .chrome = sample_chrome(s, "Catatan"),
                               .back = L("Kembali ke riwayat", "/tangsel/kasus/K/riwayat"),
                               .title = T("Terima pengaduan"),
                               .when = T("Sabtu 21 November, 17.05"),
                               .written = T("17.30"),
                               .who = T("Dimas A., petugas pengaduan"),
                               .deviation =
                                   T("Dilakukan lebih awal: orangnya tidak dapat menunggu."),
                               .correct = A("/tangsel/kasus/K/ralat/1"),
                               .hash = T("3f2a9c1b") };
    PUT(view.values, values);
    view.corrections.at = lists.entries.at + 1;
    view.corrections.n = 1;
    page_entri(html, &view);
}

void sample_akses(struct html *html, struct sample *s)
{
    struct casefile_view lists = { 0 };
    sample_berkas_lists(&lists, s);
    struct grant_row grants[] = {
        { T("Ratna Wulandari"), T("Manajer kasus"), T("semua kecuali konseling"),
          T("selesai kasus"), T("penanggung jawab"), T("tadi 09.58"), STR("1"), false },
        { T("dr. Anita"), T("Petugas kesehatan"), T("kesehatan"), T("24 Des 2026"), T("rujukan"),
          T("belum pernah"), STR("2"), true },
    };
    struct field_view fields[] = { sample_field(s, "petugas", "Petugas"),
                                   sample_field(s, "sampai", "Sampai tanggal") };
    fields[0].line = fields[1].line = true;
    fields[0].type = STR("text");
    fields[1].type = STR("date");
    struct access_view view = { .chrome = sample_chrome(s, "Akses"),
                                .back = L("Kembali ke kasus", "/tangsel/kasus/K"),
                                .alias = T("Melati-07"),
                                .action = A("/tangsel/kasus/K/bagikan"),
                                .older = A("/tangsel/kasus/K/akses?sebelum=2") };
    PUT(view.grants, grants);
    PUT(view.fields, fields);
    view.looks.at = lists.looks.at;
    view.looks.n = lists.looks.n;
    page_akses(html, &view);
}
