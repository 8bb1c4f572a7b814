#include "web/routes.h"

#include "use/case_show.h"
#include "use/case_write.h"
#include "use/complaint_open.h"
#include "use/consent_record.h"
#include "use/entry_show.h"
#include "use/log_in.h"
#include "use/office_settings.h"
#include "use/officer_add.h"
#include "use/password_change.h"
#include "use/review_list.h"
#include "use/saved_show.h"
#include "use/screen_lock.h"
#include "use/screening_show.h"
#include "use/step_do.h"
#include "use/step_form.h"
#include "use/task_assign.h"
#include "use/today_list.h"
#include "use/typing_save.h"
#include "web/api_fields.h"
#include "web/handlers.h"

#define GET METHOD_GET
#define POST METHOD_POST

#define KASUS "/kasus/:case"
#define LANGKAH KASUS "/langkah/:step"

/* Office pages stand beside their deed, so that the right is read next to the address. */
/* clang-format off */
const struct route routes[] = {
    /* verb  path                     deed                     page                JSON                  operation            body            answer */
    { GET,  "",                       NULL,                    root_show,          NULL,                 "office.root",       NULL,           NULL },
    { GET,  "/",                      NULL,                    root_show,          NULL,                 "office.root.slash", NULL,           NULL },
    { GET,  "/api/openapi.json",      NULL,                    openapi_show,       NULL,                 "api.document",      NULL,           NULL },
    { GET,  "/masuk",                 NULL,                    log_in_show,        NULL,                 "log_in.form",       NULL,           NULL },
    { POST, "/masuk",                 NULL,                    log_in_send,        log_in_api,           "log_in",            in_log_in,      out_log_in },
    { POST, "/keluar",                &log_out_deed,           log_out_send,       log_out_api,          "log_out",           in_log_out,     out_none },
    { GET,  "/kunci",                 &screen_unlock_deed,     lock_show,          NULL,                 "lock.show",         NULL,           NULL },
    { POST, "/kunci",                 &screen_unlock_deed,     lock_send,          lock_api,             "lock",              in_lock,        out_none },
    { GET,  "/saya",                  &pin_set_deed,           account_show,       NULL,                 "account.show",      NULL,           NULL },
    { POST, "/saya",                  &pin_set_deed,           account_send,       pin_api,              "pin.set",           in_pin,         out_none },
    { POST, "/saya/sandi",            &password_change_deed,   NULL,               passphrase_api,       "passphrase.change", in_passphrase,  out_none },
    { GET,  "/bantuan",               &pin_set_deed,           help_show,          NULL,                 "help.show",         NULL,           NULL },
    { GET,  "/saya/kartu",            &card_issue_deed,        card_show,          card_issue_api,       "card.issue",        NULL,           out_card },
    { POST, "/saya/kartu",            &card_confirm_deed,      card_send,          card_api,             "card.confirm",      in_card,        out_none },
    { POST, "/saya/token",            &token_issue_deed,       NULL,               token_api,            "token.issue",       in_nothing,     out_token },
    { POST, "/saya/token/akhiri",     &token_end_deed,         NULL,               token_end_api,        "token.end",         in_nothing,     out_none },
    { GET,  "/permintaan/:request",   &saved_show_deed,        saved_page,         saved_api,            "saved.show",        NULL,           out_saved },

    { GET,  "/hari-ini",              &today_list_deed,        today_show,         today_api,            "today.list",        NULL,           out_today },
    { GET,  "/tanda-tangan",          &waiting_list_deed,      waiting_show,       waiting_api,          "waiting.list",      NULL,           out_waiting },
    { GET,  "/tanda-tangan/:case/:entry",  &step_agree_deed,   sign_show,          NULL,                 "sign.show",         NULL,           NULL },
    { POST, "/tanda-tangan/:case/:entry",  &step_agree_deed,   sign_send,          sign_api,             "sign",              in_sign,        out_done },
    { GET,  "/tinjauan",              &review_list_deed,       reviews_show,       reviews_api,          "review.list",       NULL,           out_reviews },
    { POST, "/tinjauan",              &deviation_review_deed,  review_send,        review_api,           "deviation.review",  in_review,      out_done },

    { GET,  "/kabar",                 &notice_list_deed,       notices_show,       notices_api,          "notice.list",       NULL,           out_notices },
    { POST, "/kabar/:case",           &notice_seen_deed,       notice_send,        notice_api,           "notice.seen",       in_words,       out_done },
    { GET,  "/aduan",                 &typing_list_deed,       complaints_show,    complaints_api,       "complaint.list",    NULL,           out_drafts },
    { GET,  "/aduan/panggilan",       &complaint_open_deed,    call_show,          NULL,                 "complaint.form",    NULL,           NULL },
    { POST, "/aduan/panggilan",       &complaint_open_deed,    call_send,          call_api,             "complaint.open",    in_complaint,   out_opened },
    { POST, "/aduan/panggilan/konsep", &typing_save_deed,      call_draft,         call_draft_api,       "complaint.draft",   in_draft,       out_draft },

    { GET,  "/kasus",                 &case_list_deed,         cases_show,         cases_api,            "case.list",         NULL,           out_cases },
    { POST, "/kasus",                 &case_search_deed,       cases_search,       cases_search_api,     "case.search",       in_search,      out_cases },
    { GET,  "/kasus/kertas",          &paper_case_open_deed,   paper_show,         NULL,                 "paper.form",        NULL,           NULL },
    { POST, "/kasus/kertas",          &paper_case_open_deed,   paper_send,         paper_api,            "paper.open",        in_paper,       out_opened },
    { GET,  KASUS,                    &case_show_deed,         casefile_show,      casefile_api,         "case.show",         NULL,           out_case },
    { POST, KASUS "/buka",            &case_show_deed,         casefile_reveal,      NULL,                 "case.reveal",       NULL,           NULL },
    { GET,  KASUS "/riwayat",         &case_history_deed,      history_show,       history_api,          "case.history",      NULL,           out_history },
    { GET,  KASUS "/isi/:entry",      &entry_show_deed,        entry_page,         entry_api,            "entry.show",        NULL,           out_entry },
    { GET,  KASUS "/akses",           &case_access_deed,       access_show,        access_api,           "case.access",       NULL,           out_access },
    { GET,  KASUS "/skrining",        &screening_show_deed,    screening_page,     screening_api,        "screening.show",    NULL,           out_screening },
    { POST, KASUS "/skrining",        &screening_show_deed,    screening_send,     screening_api,        "screening.try",     in_screening,   out_screening },
    { GET,  KASUS "/catatan",         &note_add_deed,          note_show,          NULL,                 "note.form",         NULL,           NULL },
    { POST, KASUS "/catatan",         &note_add_deed,          note_send,          note_api,             "note.add",          in_note,        out_done },
    { GET,  KASUS "/ralat/:entry",    &entry_correct_deed,     correct_show,       NULL,                 "correct.form",      NULL,           NULL },
    { POST, KASUS "/ralat/:entry",    &entry_correct_deed,     correct_send,       correct_api,          "entry.correct",     in_correct,     out_done },
    { GET,  KASUS "/fakta",           &fact_set_deed,          fact_show,          NULL,                 "fact.form",         NULL,           NULL },
    { POST, KASUS "/fakta",           &fact_set_deed,          fact_send,          fact_api,             "fact.set",          in_fact,        out_done },
    { GET,  KASUS "/persetujuan",     &case_show_deed,         consent_show,       NULL,                 "consent.show",      NULL,           NULL },
    { POST, KASUS "/persetujuan",     &consent_record_deed,    consent_send,       consent_api,          "consent.record",    in_consent,     out_done },
    { POST, KASUS "/persetujuan/tarik", &consent_withdraw_deed, NULL,              withdraw_api,         "consent.withdraw",  in_withdraw,    out_done },
    { GET,  KASUS "/bagikan",         &task_assign_deed,       share_show,         NULL,                 "share.form",        NULL,           NULL },
    { POST, KASUS "/bagikan",         &task_assign_deed,       share_send,         share_api,            "task.assign",       in_assign,      out_done },
    { POST, KASUS "/bagikan/akhiri",  &grant_end_deed,         NULL,               share_end_api,        "grant.end",         in_grant_end,   out_done },
    { GET,  KASUS "/nama",            &alias_change_deed,      alias_show,         NULL,                 "alias.form",        NULL,           NULL },
    { POST, KASUS "/nama",            &alias_change_deed,      alias_send,         alias_api,            "alias.change",      in_alias,       out_done },
    { GET,  KASUS "/kait",            &case_link_deed,         link_show,          NULL,                 "link.form",         NULL,           NULL },
    { POST, KASUS "/kait",            &case_link_deed,         link_send,          link_api,             "case.link",         in_link,        out_done },
    { GET,  KASUS "/tutup",           &case_close_deed,        close_show,         NULL,                 "close.form",        NULL,           NULL },
    { POST, KASUS "/tutup",           &case_close_deed,        close_send,         close_api,            "case.close",        in_words,       out_done },
    { GET,  KASUS "/buka-kembali",    &case_reopen_deed,       reopen_show,        NULL,                 "reopen.form",       NULL,           NULL },
    { POST, KASUS "/buka-kembali",    &case_reopen_deed,       reopen_send,        reopen_api,           "case.reopen",       in_words,       out_done },

    { GET,  LANGKAH,                  &step_form_deed,         step_show,          step_form_api,        "step.form",         NULL,           out_step },
    { POST, LANGKAH,                  &step_do_deed,           step_send,          step_api,             "step.do",           in_step,        out_done },
    { POST, LANGKAH "/konsep",        &typing_save_deed,       step_draft,         draft_api,            "step.draft",        in_draft,       out_draft },
    { GET,  LANGKAH "/lewati",        &step_skip_deed,         skip_show,          NULL,                 "skip.form",         NULL,           NULL },
    { POST, LANGKAH "/lewati",        &step_skip_deed,         skip_send,          skip_api,             "step.skip",         in_words,       out_done },
    { GET,  LANGKAH "/tenggat",       &deadline_move_deed,     move_show,          NULL,                 "move.form",         NULL,           NULL },
    { POST, LANGKAH "/tenggat",       &deadline_move_deed,     move_send,          move_api,             "deadline.move",     in_move,        out_done },
    { GET,  LANGKAH "/izinkan",       &step_countersign_deed,  countersign_show,   NULL,                 "countersign.form",  NULL,           NULL },
    { POST, LANGKAH "/izinkan",       &step_countersign_deed,  countersign_send,   countersign_api,      "step.countersign",  in_countersign, out_done },
    { GET,  LANGKAH "/:subject",      &step_form_deed,         step_show,          NULL,                 "step.form.subject", NULL,           NULL },
    { POST, LANGKAH "/:subject",      &step_do_deed,           step_send,          NULL,                 "step.do.subject",   NULL,           NULL },

    { GET,  "/atur/orang",            &officer_list_deed,      officers_show,      officers_api,         "officer.list",      NULL,           out_officers },
    { POST, "/atur/orang",            &officer_confirm_deed,   officers_send,      officer_confirm_api,  "officer.confirm",   in_officer_id,  out_done },
    { GET,  "/atur/orang/baru",       &officer_add_deed,       officer_show,       NULL,                 "officer.form",      NULL,           NULL },
    { POST, "/atur/orang/baru",       &officer_add_deed,       officer_send,       officer_api,          "officer.add",       in_officer,     out_officer },
    { POST, "/atur/orang/akhiri",     &officer_retire_deed,    NULL,               officer_retire_api,   "officer.retire",    in_retire,      out_done },
    { POST, "/atur/orang/ulang",      &officer_reset_deed,     officer_reset_send, officer_reset_api,    "officer.reset",     in_reset,       out_officer },
    { GET,  "/atur/kantor",           &office_settings_deed,   office_show,        office_api,           "office.show",       NULL,           out_office },
    { GET,  "/atur/sop",              &office_settings_deed,   sop_show,           NULL,                 "sop.form",          NULL,           NULL },
    { POST, "/atur/sop",              &sop_adopt_deed,         sop_send,           sop_adopt_api,        "sop.adopt",         in_sop,         out_done },
    { POST, "/atur/sop/setuju",       &sop_confirm_deed,       NULL,               sop_confirm_api,      "sop.confirm",       in_sop,         out_done },
    { GET,  "/latihan/waktu",         &pin_set_deed,           clock_show,         NULL,                 "clock.form",        NULL,           NULL },
    { POST, "/latihan/waktu",         &pin_set_deed,           clock_send,         clock_api,            "clock.move",        in_clock,       out_none },
};
/* clang-format on */
const size_t routes_n = sizeof routes / sizeof *routes;
