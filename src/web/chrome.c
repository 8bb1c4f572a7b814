#include "web/chrome.h"

#include "use/held.h"
#include "web/flash.h"
#include "web/say.h"

struct menu_row {
    enum right right;
    const char *path, *word, *icon, *key;
};

/* The words of a role's head menu; the account has its own place in the head.  A page that
 * a role may not see is not in its menu. */
static const struct menu_row menu[] = {
    { RIGHT_TODAY, "/hari-ini", "menu.hari_ini", "hari", "h" },
    { RIGHT_CASES, "/kasus", "menu.kasus", "kasus", "" },
    { RIGHT_INTAKE, "/aduan", "menu.aduan", "aduan", "" },
    { RIGHT_SIGN, "/tanda-tangan", "menu.tanda", "tanda", "" },
    { RIGHT_REVIEW, "/tinjauan", "menu.tinjauan", "tinjau", "" },
    { RIGHT_PEOPLE, "/atur/orang", "menu.orang", "orang", "" },
    { RIGHT_SETTINGS, "/atur/kantor", "menu.kantor", "kantor", "" },
};
enum { MENU_ROWS = sizeof menu / sizeof *menu };

struct str home_path(const struct visit *visit)
{
    if (visit->desk == NULL || visit->desk->who == NULL)
        return STR("/masuk");
    for (size_t i = 0; i < MENU_ROWS; i++)
        if (desk_may(visit->desk, menu[i].right))
            return str_of(menu[i].path);
    return STR("/saya");
}

static bool below(const struct visit *visit, struct str path)
{
    struct str here =
        str_part(visit->request->path, 1 + visit->face->code.n, visit->request->path.n);
    return str_starts(here, path) && (here.n == path.n || here.at[path.n] == '/');
}

static void menu_fill(struct visit *visit, struct chrome_view *view)
{
    struct menu_view *rows = arena_array(visit->ctx->arena, struct menu_view, MENU_ROWS);
    size_t n = 0;
    for (size_t i = 0; i < MENU_ROWS; i++) {
        if (!desk_may(visit->desk, menu[i].right))
            continue;
        rows[n++] = (struct menu_view){
            .text = words_say(visit->lang, menu[i].word),
            .icon = str_of(menu[i].icon),
            .key = str_of(menu[i].key),
            .href = visit_address(visit, "%s", menu[i].path),
            .current = below(visit, str_of(menu[i].path)),
        };
    }
    view->menu.at = rows;
    view->menu.n = n;
}

/* First bytes of the first and last word, whole characters: "Ratna Dewi" -> "RD". */
static struct str initials(struct arena *arena, struct str name)
{
    struct buf out = buf_open(arena, 16);
    bool begins = true;
    for (size_t i = 0; i < name.n && out.n < 3; i++) {
        unsigned char c = (unsigned char)name.at[i];
        if (begins && c >= 'A' && c <= 'Z')
            buf_byte(&out, (char)c);
        begins = c == ' ';
    }
    /* A log-in stands where names are sealed: "sistem" -> "S". */
    if (out.n == 0 && name.n > 0 && name.at[0] >= 'a' && name.at[0] <= 'z')
        buf_byte(&out, (char)(name.at[0] - 'a' + 'A'));
    return buf_str(&out);
}

/* The role a person is greeted by: the first she has. */
static struct str duty(const struct visit *visit)
{
    for (unsigned r = 0; r < ROLE_COUNT; r++)
        if (visit->desk->who->roles & 1u << r)
            return visit_text(visit, visit->desk->roles->at[r].title_id,
                              visit->desk->roles->at[r].title_en);
    return STR("");
}

static void officer_fill(struct visit *visit, struct chrome_view *view)
{
    const struct member *who = visit->desk->who;
    view->officer = who->name.n > 0 ? who->name : who->login;
    view->initials = initials(visit->ctx->arena, view->officer);
    view->duty = duty(visit);
    struct when when = say_when(visit);
    struct str now = when_full(&when, when.now_min);
    view->printed =
        str_format(visit->ctx->arena, "%.*s, %.*s", STR_ARG(now), STR_ARG(view->initials));
    if (view->practice)
        view->clock = now;
    view->tokens.owner = held_owner(visit->desk, who->id);
    struct id same;
    if (visit->desk->held && posted_id(&visit->posted, STR("permintaan"), &same))
        view->tokens.request = posted_get(&visit->posted, STR("permintaan"));
    const char *trouble = desk_trouble(visit->desk);
    if (trouble != NULL)
        view->trouble = words_say(visit->lang, trouble);
    view->idle_s = (visit->desk->hotline ? 15 : 5) * 60;
    menu_fill(visit, view);
    const char *notice = flash_take(visit->desk->session, visit->ctx->now_ms);
    if (notice != NULL)
        view->notice = words_say(visit->lang, notice);
}

struct chrome_view chrome_view(struct visit *visit, const char *title)
{
    struct id request = id_random();
    struct chrome_view view = {
        .lang = lang_code(visit->lang),
        .title = words_say(visit->lang, title),
        .office = visit->face->name,
        .base = visit_address(visit, "%s", ""),
        .home = visit_address(visit, "%.*s", STR_ARG(home_path(visit))),
        .practice = visit->face->practice,
        .keys = true,
    };
    view.tokens.request = hex_write(visit->ctx->arena, request.at, sizeof request.at);
    if (visit->desk != NULL && visit->desk->who != NULL)
        view.tokens.csrf = desk_csrf(visit->desk, view.base.s);
    if (visit->desk != NULL && visit->desk->who != NULL && !visit->desk->locked)
        officer_fill(visit, &view);
    return view;
}
