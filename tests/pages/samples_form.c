#include "samples.h"

static struct row_view *rows_of(struct sample *s, const struct choice_view *choices)
{
    struct cell_view *cells = arena_array(s->arena, struct cell_view, 3);
    cells[0] = (struct cell_view){ STR("c0"),   STR("route.0.place"),
                                   STR("text"), T("Surabaya"),
                                   T("Tempat"), true,
                                   false,       false,
                                   { 0 } };
    cells[1] = (struct cell_view){
        STR("c1"), STR("route.0.means"), STR(""), T(""), T("Kendaraan"), false, true, false, { 0 }
    };
    cells[1].choices.at = choices;
    cells[1].choices.n = 3;
    cells[2] = (struct cell_view){
        STR("c2"), STR("route.0.alone"), STR(""), T(""), T("Sendiri"), false, false, true, { 0 }
    };
    struct row_view *rows = arena_array(s->arena, struct row_view, 2);
    for (size_t i = 0; i < 2; i++) {
        rows[i].label = T("Baris 1");
        rows[i].cells.at = cells;
        rows[i].cells.n = 3;
    }
    return rows;
}

static struct field_view *fields_of(struct sample *s, size_t *n)
{
    struct choice_view *choices = arena_array(s->arena, struct choice_view, 3);
    const char *names[] = { "Dikurung, pintu terkunci", "Diancam", "Terluka atau sakit" };
    for (size_t i = 0; i < 3; i++)
        choices[i] = (struct choice_view){ str_format(s->arena, "f-alasan-%zu", i),
                                           STR("alasan"),
                                           STR("x"),
                                           T(names[i]),
                                           T(i == 0 ? "lebih dari 12 jam" : ""),
                                           i == 1,
                                           T(i == 1 ? "dari panggilan 09.47" : "") };
    struct row_view *rows = rows_of(s, choices);
    *n = 9;
    struct field_view *f = arena_array(s->arena, struct field_view, *n);
    static const char *const labels[] = { "Tingkat risiko", "Bahaya saat ini", "Tindakan",
                                          "Rute",           "Ditinjau lagi",   "Nama panggilan",
                                          "Penilaian",      "Kebangsaan",      "Kerugian" };
    static const char *const keys[] = { "level",  "reasons", "measures", "route", "next",
                                        "called", "head",    "nation",   "loss" };
    for (size_t i = 0; i < *n; i++)
        f[i] = sample_field(s, keys[i], labels[i]);
    f[0].one = f[0].needed = f[0].brief = true;
    f[1].many = f[2].area = f[3].grid = f[4].line = f[5].line = f[6].head = true;
    f[7].one = f[7].pick = f[8].line = true;
    f[8].type = STR("text");
    f[8].mode = STR("numeric");
    f[4].type = STR("date");
    f[4].short_line = f[8].short_line = true;
    f[5].type = STR("text");
    f[0].choices.at = f[1].choices.at = f[7].choices.at = choices;
    f[0].choices.n = f[1].choices.n = f[7].choices.n = 3;
    f[3].rows.at = rows;
    f[3].rows.n = 2;
    f[2].value = T("\nTulisan\ndua baris");
    f[2].help = T("Tulis persis kata-katanya.");
    f[2].sealed = T("Hanya dibaca tim kasus ini");
    f[5].source = T("dari panggilan 09.47");
    f[5].source_href = A("/tangsel/kasus/K/riwayat/1");
    f[5].warning = T("NIK tidak cocok dengan tanggal lahir.");
    return f;
}

static void step_lists(struct step_view *view, struct sample *s)
{
    struct str *says = arena_array(s->arena, struct str, 2);
    says[0] = T("“Apakah ada yang bisa menyakiti Ibu hari ini?”");
    says[1] = T("“Boleh berhenti kapan saja.”");
    view->says.at = says;
    view->says.n = 2;
    struct str *basis = arena_array(s->arena, struct str, 1);
    basis[0] = T("UU 21/2007 Pasal 47");
    view->basis.at = basis;
    view->basis.n = 1;
    struct pair_view *told = arena_array(s->arena, struct pair_view, 1);
    told[0] = (struct pair_view){ T("Umur"), T("24 tahun"), T("dari panggilan 09.47") };
    view->told.at = told;
    view->told.n = 1;
    struct mend_view *missing = arena_array(s->arena, struct mend_view, 1);
    missing[0] = (struct mend_view){ T("Hak dan layanan belum dijelaskan (S1.06)"), T("Lengkapi"),
                                     A("/tangsel/kasus/K/langkah/S1.06") };
    view->missing.at = missing;
    view->missing.n = 1;
}

static struct step_view step_of(struct sample *s)
{
    size_t n;
    struct field_view *fields = fields_of(s, &n);
    struct step_view view = {
        .chrome = sample_chrome(s, "Langkah"),
        .back = L("Kasus Melati-07", "/tangsel/kasus/K"),
        .reach = sample_reach(s),
        .alias = T("Melati-07"),
        .service = T("Pengaduan dan identifikasi"),
        .code = T("S1.03"),
        .title = T("Nilai risiko"),
        .mark = T("Standar kantor"),
        .due = sample_chip(s, "Hari ini 11.00", "segera", "clock"),
        .due_exact = T("Selasa 24 November, 11.00"),
        .due_was = T("10.00"),
        .guide = T("Nilai bersama orangnya. Jangan menebak."),
        .form_title = T("Penilaian risiko"),
        .action = A("/tangsel/kasus/K/langkah/S1.03"),
        .draft_href = A("/tangsel/kasus/K/langkah/S1.03/draf"),
        .happened = sample_field(s, "terjadi", "Kapan terjadi"),
        .deviation = true,
        .review = T("Berlaku sekarang. Dewi meninjau sampai besok 09.00."),
        .seen = T("3f2a9c1b"),
        .drafted = T("09.47"),
        .skip_href = A("/tangsel/kasus/K/lewati/S1.03"),
        .move_href = A("/tangsel/kasus/K/tenggat/S1.03"),
    };
    view.happened.line = view.happened.short_line = true;
    view.happened.type = STR("datetime-local");
    view.happened.value = T("2026-11-24T09:00");
    view.fields.at = fields;
    view.fields.n = n;
    view.outcomes.at = view.deviation_fields.at = fields;
    view.outcomes.n = view.deviation_fields.n = 1;
    step_lists(&view, s);
    return view;
}

/* Ids must not stand twice on one page: what a page shows of the same fields gets its own. */
static void own_ids(struct sample *s, struct field_view *field, const char *name)
{
    struct choice_view *choices = arena_array(s->arena, struct choice_view, field->choices.n + 1);
    for (size_t i = 0; i < field->choices.n; i++) {
        choices[i] = field->choices.at[i];
        choices[i].id = str_format(s->arena, "f-%s-%zu", name, i);
        choices[i].name = str_of(name);
    }
    field->choices.at = choices;
    field->id = str_format(s->arena, "f-%s", name);
    field->name = str_of(name);
    field->help_id = str_format(s->arena, "f-%s-bantu", name);
    field->error_id = str_format(s->arena, "f-%s-salah", name);
}

static void apart(struct sample *s, struct step_view *view)
{
    struct field_view *all = arena_array(s->arena, struct field_view, view->fields.n);
    memcpy(all, view->fields.at, view->fields.n * sizeof *all);
    own_ids(s, &all[0], "level");
    own_ids(s, &all[7], "nation");
    view->fields.at = all;
    struct field_view *one = arena_array(s->arena, struct field_view, 2);
    one[0] = one[1] = all[0];
    own_ids(s, &one[0], "hasil");
    own_ids(s, &one[1], "simpang");
    view->outcomes.at = &one[0];
    view->deviation_fields.at = &one[1];
}

void sample_langkah(struct html *html, struct sample *s)
{
    struct step_view view = step_of(s);
    apart(s, &view);
    page_langkah(html, &view);
}

void sample_langkah_ditolak(struct html *html, struct sample *s)
{
    struct step_view view = step_of(s);
    apart(s, &view);
    struct error_view errors[] = { { T("Tingkat risiko belum diisi."), A("#f-level") },
                                   { T("Belum dapat disimpan."), NOWHERE } };
    PUT(view.chrome.errors, errors);
    struct field_view *fields = arena_array(s->arena, struct field_view, view.fields.n);
    memcpy(fields, view.fields.at, view.fields.n * sizeof *fields);
    for (size_t i = 0; i < view.fields.n; i++)
        fields[i].error = T("Belum diisi.");
    view.fields.at = fields;
    view.refused = view.needs_second = view.two_sign = true;
    view.sign_text = T("Langkah ini baru berlaku sesudah kepala kantor setuju.");
    page_langkah(html, &view);
}

void sample_borang(struct html *html, struct sample *s)
{
    struct pair_view facts[] = { { T("Langkah"), T("Nilai risiko"), T("") },
                                 { T("Tenggat"), T("24 Nov 11.00"), T("standar kantor") } };
    struct str says[] = { T("“Boleh saya catat?”") };
    struct str points[] = { T("Alasan dibaca rekan dalam satu hari kerja.") };
    struct borang_view view = {
        .chrome = sample_chrome(s, "Catatan"),
        .heading = T("Tulis catatan"),
        .lead = T("Dibaca tim kasus ini. Tidak dapat dihapus, hanya diralat."),
        .back = L("Kasus Melati-07", "/tangsel/kasus/K"),
        .chip = sample_chip(s, "Tersegel", "rahasia", "lock"),
        .points_title = T("Perhatikan"),
        .action = A("/tangsel/kasus/K/catatan"),
        .submit = T("Simpan catatan"),
        .second = T("Simpan, tulis lagi"),
        .second_name = STR("simpan"),
        .second_value = STR("lagi"),
        .foot = T("Dasar: Permen PPPA 8/2021."),
        .draft_href = A("/tangsel/kasus/K/catatan/draf"),
        .aside = true,
    };
    size_t n;
    struct step_view step = step_of(s);
    apart(s, &step);
    view.fields.at = step.fields.at;
    view.fields.n = n = step.fields.n;
    PUT(view.facts, facts);
    PUT(view.says, says);
    PUT(view.points, points);
    page_borang(html, &view);
}
