#include "view/when.h"

enum { SAID_BYTES_MAX = 200, SOON_MIN = 4 * 60, HOUR_MIN = 60, DAY_MIN = 24 * 60 };

int64_t when_day_of(const struct when *when, int64_t unix_min)
{
    struct civil civil = civil_of(unix_min, when->offset_min);
    return days_of(civil.year, civil.month, civil.day);
}

static struct buf said(const struct when *when)
{
    return buf_open(when->arena, SAID_BYTES_MAX);
}

static void two_digits(struct buf *out, int number)
{
    buf_byte(out, (char)('0' + number / 10 % 10));
    buf_byte(out, (char)('0' + number % 10));
}

static void clock_put(struct buf *out, struct civil civil)
{
    two_digits(out, civil.hour);
    buf_byte(out, '.');
    two_digits(out, civil.minute);
}

/* "09.47" */
static struct str when_clock(const struct when *when, int64_t unix_min)
{
    struct buf out = said(when);
    clock_put(&out, civil_of(unix_min, when->offset_min));
    return buf_str(&out);
}

/* "waktu.bulan." + 1..12 and the like. */
static struct str numbered(const struct when *when, const char *family, int number)
{
    struct buf digits = said(when);
    buf_int(&digits, number);
    return words_code(when->arena, when->lang, family, buf_str(&digits));
}

static void date_put(struct buf *out, struct civil civil, struct str month, bool with_year)
{
    buf_int(out, civil.day);
    buf_byte(out, ' ');
    buf_put(out, month);
    if (!with_year)
        return;
    buf_byte(out, ' ');
    buf_int(out, civil.year);
}

struct str when_short(const struct when *when, int64_t unix_min)
{
    struct civil civil = civil_of(unix_min, when->offset_min);
    int64_t away = when_day_of(when, unix_min) - when_day_of(when, when->now_min);
    const char *key = away == 0    ? "waktu.hari_ini"
                      : away == 1  ? "waktu.besok"
                      : away == -1 ? "waktu.kemarin"
                                   : NULL;
    if (key != NULL)
        return words_fill(when->arena, when->lang, key,
                          (struct say_arg[]){ say_text("jam", when_clock(when, unix_min)) }, 1);
    struct str month = numbered(when, "waktu.bln.", civil.month);
    struct buf out = said(when);
    date_put(&out, civil, month, civil.year != civil_of(when->now_min, when->offset_min).year);
    buf_byte(&out, ' ');
    clock_put(&out, civil);
    return buf_str(&out);
}

struct str when_day(const struct when *when, int64_t day)
{
    struct civil civil = civil_of_day(day);
    struct str month = numbered(when, "waktu.bulan.", civil.month);
    struct buf out = said(when);
    date_put(&out, civil, month, true);
    return buf_str(&out);
}

struct str when_full(const struct when *when, int64_t unix_min)
{
    struct civil civil = civil_of(unix_min, when->offset_min);
    struct str weekday = numbered(when, "waktu.hari.", civil.weekday);
    struct str month = numbered(when, "waktu.bulan.", civil.month);
    struct buf out = said(when);
    buf_put(&out, weekday);
    buf_byte(&out, ' ');
    date_put(&out, civil, month, true);
    buf_put(&out, STR(", "));
    clock_put(&out, civil);
    return buf_str(&out);
}

struct str when_span(const struct when *when, int64_t minutes)
{
    int64_t whole = minutes < 0 ? -minutes : minutes;
    const char *key = "waktu.menit";
    if (whole >= 2 * DAY_MIN) {
        key = "waktu.n_hari";
        whole /= DAY_MIN;
    } else if (whole >= HOUR_MIN) {
        key = "waktu.n_jam";
        whole /= HOUR_MIN;
    }
    return words_fill(when->arena, when->lang, key, (struct say_arg[]){ say_number("n", whole) },
                      1);
}

struct chip when_due(const struct when *when, int64_t due_min)
{
    if (due_min == INT64_MIN)
        return (struct chip){ 0 };
    int64_t left = due_min - when->now_min;
    if (left < 0) {
        struct say_arg span = say_text("lama", when_span(when, left));
        return (struct chip){ .tone = STR("lewat"),
                              .icon = STR("alert"),
                              .text =
                                  words_fill(when->arena, when->lang, "waktu.lewat", &span, 1) };
    }
    bool today = when_day_of(when, due_min) == when_day_of(when, when->now_min);
    return (struct chip){ .tone = left <= SOON_MIN || today ? STR("segera") : STR(""),
                          .icon = STR("clock"),
                          .text = when_short(when, due_min) };
}
