#include "samples.h"

static struct today_row row(struct sample *s, const char *when, const char *small,
                            const char *title)
{
    struct chip *chips = arena_array(s->arena, struct chip, 1);
    chips[0] = sample_chip(s, "Perlu perlindungan", "jaga", "shield-alert");
    struct today_row row = { T(when),
                             T(small),
                             T("Selasa 24 November, 11.00"),
                             T(title),
                             A("/tangsel/kasus/K"),
                             T("Melati-07"),
                             T("ia menelepon pukul 12.00. Siapkan bersama Bu Sari."),
                             { 0 } };
    row.chips.at = chips;
    row.chips.n = 1;
    return row;
}

void sample_hari_ini(struct html *html, struct sample *s)
{
    struct today_row high[] = { row(s, "2 jam", "terlambat", "Tetapkan rencana keselamatan") };
    struct today_row late[] = { row(s, "40 menit", "terlambat", "Jelaskan hak dan layanan") };
    struct today_row today[] = { row(s, "11.00", "1 jam lagi", "Kirim rujukan ke RSUD"),
                                 row(s, "13.30", "kunjungan", "Kunjungan reintegrasi bulan ke-3") };
    struct today_group groups[] = {
        { STR("tinggi"), T("Risiko tinggi, dahulukan"), STR("tinggi"), STR("shield-alert"), { 0 } },
        { STR("lewat"), T("Lewat tenggat"), STR("lewat"), STR("triangle-alert"), { 0 } },
        { STR("kini"), T("Hari ini, Selasa 24 November"), STR(""), STR(""), { 0 } },
    };
    PUT(groups[0].rows, high);
    PUT(groups[1].rows, late);
    PUT(groups[2].rows, today);
    struct today_view view = {
        .chrome = sample_chrome(s, "Hari ini"),
        .greeting = T("Selamat pagi, Ratna"),
        .summary = T("2 hal terlambat. 3 hal perlu selesai hari ini."),
        .take_report = A("/tangsel/aduan/panggilan"),
        .sign_count = 3,
        .review_count = 1,
        .sign_href = A("/tangsel/tanda-tangan"),
        .review_href = A("/tangsel/tinjauan"),
        .load = T("Anda memegang 14 kasus. Batas yang dianjurkan 12."),
        .reports_href = A("/tangsel/aduan"),
        .reports_count = 2,
        .paging = { NOWHERE, A("/tangsel/hari-ini?dari=25"), T("1–25 dari 140") },
    };
    view.chrome.notice = T("Tersimpan. Langkah berikutnya ada di daftar.");
    view.chrome.trouble = T("Jam kantor berbeda dengan jam komputer ini.");
    PUT(view.groups, groups);
    page_hari_ini(html, &view);
}

void sample_kosong(struct html *html, struct sample *s)
{
    struct today_view view = { .chrome = sample_chrome(s, "Hari ini"),
                               .greeting = T("Selamat pagi, Ratna"),
                               .summary = T("Tidak ada yang terlambat."),
                               .empty = true,
                               .sign_href = A("/tangsel/tanda-tangan") };
    page_hari_ini(html, &view);
}

void sample_aduan(struct html *html, struct sample *s)
{
    struct chip chips[] = { sample_chip(s, "Risiko tinggi", "jaga", "shield-alert") };
    struct report_row rows[] = {
        { T("20 menit"),
          T("lagi"),
          T("Selasa 24 November, 09.20"),
          T("Telepon"),
          T("Dikurung, ada anak bersamanya"),
          STR(""),
          A("/tangsel/kasus/K"),
          { 0 } },
        { T("2 jam"),
          T("terlambat"),
          T("Selasa 24 November, 07.00"),
          T("Surat"),
          T("Titipan dari Dinas Sosial"),
          STR("lewat"),
          A("/tangsel/kasus/L"),
          { 0 } },
    };
    PUT(rows[0].chips, chips);
    struct reports_view view = { .chrome = sample_chrome(s, "Aduan"),
                                 .take = A("/tangsel/aduan/panggilan"),
                                 .paper = A("/tangsel/kasus/kertas") };
    PUT(view.rows, rows);
    page_aduan(html, &view);
}

void sample_kasus(struct html *html, struct sample *s)
{
    struct chip chips[] = { sample_chip(s, "Hari ini 11.00", "segera", "clock") };
    struct case_row_view rows[] = {
        { T("Melati-07"),
          A("/tangsel/kasus/K"),
          T("Kirim rujukan ke RSUD"),
          T("hari ini 11.00"),
          STR("segera"),
          T("Selasa 24 November, 11.00"),
          T("Ratna W."),
          T("Kesehatan, Sosial"),
          { 0 },
          true },
        { T("Kenanga-19"),
          NOWHERE,
          T("Pemantauan bulan ke-3"),
          T("2 Des"),
          STR(""),
          T("Rabu 2 Desember"),
          T("Sari M."),
          T(""),
          { 0 },
          false },
    };
    rows[1].href = A("/tangsel/kasus/L");
    PUT(rows[0].chips, chips);
    struct tab_view tabs[] = { { T("Kasus saya"), A("/tangsel/kasus"), true },
                               { T("Semua kasus kantor"), A("/tangsel/kasus?daftar=kantor"),
                                 false },
                               { T("Selesai"), A("/tangsel/kasus?daftar=selesai"), false } };
    struct cases_view view = { .chrome = sample_chrome(s, "Kasus"),
                               .query = T("melati"),
                               .searched = true,
                               .search = A("/tangsel/kasus"),
                               .paper = A("/tangsel/kasus/kertas"),
                               .take_report = A("/tangsel/aduan/panggilan"),
                               .sealed = T("1 berkas lain cocok. Tanyakan kepada Dewi."),
                               .paging = { A("/tangsel/kasus?lihat=milik&dari=0"),
                                           A("/tangsel/kasus?lihat=milik&dari=50"),
                                           T("26–50 dari 140") } };
    PUT(view.tabs, tabs);
    PUT(view.rows, rows);
    page_kasus(html, &view);
}

void sample_daftar_tanda(struct html *html, struct sample *s)
{
    struct chip chips[] = { sample_chip(s, "Pelindung", "jaga", "shield-alert") };
    struct sign_row rows[] = { { T("11.00"),
                                 T("1 jam lagi"),
                                 T("Selasa 24 November, 11.00"),
                                 STR(""),
                                 T("Putuskan hasil identifikasi"),
                                 T("Melati-07"),
                                 T("Rujukan 2"),
                                 T("ditandatangani Ratna W."),
                                 A("/tangsel/tanda-tangan/1"),
                                 { 0 } } };
    PUT(rows[0].chips, chips);
    struct sign_list_view view = { .chrome = sample_chrome(s, "Tanda tangan") };
    PUT(view.mine, rows);
    PUT(view.others, rows);
    page_daftar_tanda(html, &view);
}

void sample_tanda_tangan(struct html *html, struct sample *s)
{
    struct pair_view values[] = { { T("Alasan"), T("Direkrut, ditipu, dipaksa bekerja."), T("") },
                                  { T("Ditinjau lagi"), T("24 Desember 2026"), T("") } };
    struct sign_view view = { .chrome = sample_chrome(s, "Tanda tangan"),
                              .back = L("Menunggu tanda tangan", "/tangsel/tanda-tangan"),
                              .alias = T("Melati-07"),
                              .title = T("Putuskan hasil identifikasi"),
                              .code = T("S1.11"),
                              .outcome = T("Diduga korban"),
                              .first = T("Ratna Wulandari"),
                              .first_at = T("09.12"),
                              .happened = T("Selasa 24 November, 09.00"),
                              .deviation = T("Di luar urutan: wawancara belum selesai."),
                              .declaration = T("Dengan setuju, Anda ikut memutuskan hasil ini."),
                              .action = A("/tangsel/tanda-tangan/1"),
                              .reason = sample_field(s, "alasan", "Alasan bila tidak setuju"),
                              .hash = T("3f2a9c1b") };
    view.reason.area = true;
    PUT(view.values, values);
    page_tanda_tangan(html, &view);
}

void sample_kabar(struct html *html, struct sample *s)
{
    struct notice_line rows[] = {
        { .alias = T("Melati-07"),
          .who = T("Ratna Dewi"),
          .when = T("hari ini 09.10"),
          .exact = T("Selasa 24 November 2026, 09.10"),
          .href = A("/tangsel/kasus/7Q2M"),
          .seen = A("/tangsel/kabar/7Q2M") },
    };
    struct notice_view view = { .chrome = sample_chrome(s, "Mungkin orang yang sama"),
                                .rows = { rows, 1 } };
    page_kabar(html, &view);
}

void sample_bantuan(struct html *html, struct sample *s)
{
    struct pair_view keys[] = { { T("H"), T("Hari ini"), { 0 } } };
    struct pair_view questions[] = {
        { T("Apakah yang saya ketik tersimpan?"), T("Ya, sambil Anda mengetik."), { 0 } }
    };
    struct help_view view = { .chrome = sample_chrome(s, "Bantuan dan pintasan") };
    PUT(view.keys, keys);
    PUT(view.questions, questions);
    page_bantuan(html, &view);
}

void sample_saya(struct html *html, struct sample *s)
{
    struct account_view view = { .chrome = sample_chrome(s, "Akun saya"),
                                 .pin = sample_field(s, "pin", "PIN enam angka"),
                                 .passphrase = sample_field(s, "sandi", "Kalimat sandi baru"),
                                 .again = sample_field(s, "sandi_lagi", "Sekali lagi"),
                                 .action = A("/tangsel/saya"),
                                 .card = A("/tangsel/saya/kartu"),
                                 .help = A("/tangsel/bantuan"),
                                 .log_out = A("/tangsel/keluar") };
    view.pin.line = view.passphrase.line = view.again.line = true;
    view.again.error = T("Kedua kalimat sandi belum sama.");
    page_saya(html, &view);
}

void sample_kartu(struct html *html, struct sample *s)
{
    struct card_view view = { .chrome = sample_chrome(s, "Kartu pemulihan"),
                              .back = { T("Akun saya"), A("/tangsel/saya") },
                              .card = T("ABCD-EFGH-JKLM-NPQR-STUV-WXYZ-2345"),
                              .replaces = T("Anda sudah punya kartu."),
                              .typed = T("ABCD-EFGH"),
                              .error = T("Kata-kata pada kartu belum cocok."),
                              .action = A("/tangsel/saya/kartu") };
    page_kartu(html, &view);
}

void sample_tinjauan(struct html *html, struct sample *s)
{
    struct review_row_view rows[] = {
        { STR("1"), T("Asesmen kebutuhan"), T(""), T("Melati-07"), T("Sari M."), T("tadi 08.15"),
          T("S1.14 sebelum S1.11"), T("Tidak dapat menunggu"), T("Ia demam tinggi."),
          sample_chip(s, "Besok 08.15", "", "clock"), A("/tangsel/kasus/K"),
          sample_field(s, "kata", "Catatan Anda") }
    };
    rows[0].answer.area = true;
    struct review_view view = { .chrome = sample_chrome(s, "Tinjauan"),
                                .action = A("/tangsel/tinjauan") };
    struct review_other_view others[] = {
        { T("Penilaian risiko"), T("Kenanga-02"), T("Rina"), T("kemarin 17.40"),
          T("Berkasnya belum terbuka untuk Anda. Minta akses kepada Bayu.") }
    };
    PUT(view.rows, rows);
    PUT(view.others, others);
    page_tinjauan(html, &view);
}

void sample_orang(struct html *html, struct sample *s)
{
    struct officer_row rows[] = {
        { T("Ratna Wulandari"), T("ratna"), T("Manajer kasus"), T("sejak 2 Jan 2026"),
          T("hari ini"), sample_chip(s, "Aktif", "selesai", "check"), STR("1"),
          A("/tangsel/atur/orang/1"), true, true, false },
        { T("Dimas A."), T("dimas"), T("Petugas pengaduan"), T("lembar awal 23 Nov"),
          T("belum masuk"), sample_chip(s, "Belum masuk", "segera", "clock"), STR("2"),
          A("/tangsel/atur/orang/2"), true, false, true },
    };
    struct officers_view view = { .chrome = sample_chrome(s, "Orang"),
                                  .add = A("/tangsel/atur/orang/baru"),
                                  .action = A("/tangsel/atur/orang"),
                                  .warning = T(
                                      "Belum ada tiga penjaga kunci. Kantor ini tetap latihan.") };
    PUT(view.rows, rows);
    page_orang(html, &view);
}

void sample_lembar(struct html *html, struct sample *s)
{
    struct start_sheet_view view = { .chrome = sample_chrome(s, "Lembar awal"),
                                     .name = T("Dimas A."),
                                     .login = T("dimas"),
                                     .passphrase = T("kuda laut biru tenang"),
                                     .address = T("https://teduh.kantor/tangsel"),
                                     .valid = T("1 Desember 2026"),
                                     .next = L("Selesai", "/tangsel/atur/orang") };
    page_lembar_awal(html, &view);
}
