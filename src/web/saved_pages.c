/* Was it saved?  The way back after an answer was lost. */
#include "web/handlers.h"

#include "pages.h"
#include "use/saved_show.h"
#include "web/chrome.h"

static enum err saved_ask(struct visit *visit, struct saved_show_out *out)
{
    struct saved_show_in in = { 0 };
    /* An id that cannot be one was saved by nobody. */
    if (!hex_read(visit->params[0], in.request.at, sizeof in.request.at))
        in.request = (struct id){ 0 };
    return saved_show(visit->desk, &in, out);
}

void saved_page(struct visit *visit)
{
    struct saved_show_out out;
    enum err err = saved_ask(visit, &out);
    if (err != OK) {
        visit_fail(visit, err);
        return;
    }
    struct trouble_view view = { .chrome = chrome_view(visit, "tersimpan.judul"), .inside = true };
    view.heading = words_say(visit->lang, out.saved ? "tersimpan.ya" : "tersimpan.tidak");
    view.text = words_say(visit->lang, out.saved ? "tersimpan.ya_teks" : "tersimpan.tidak_teks");
    view.link.text =
        words_say(visit->lang, out.casefile.n > 0 ? "tersimpan.ke_berkas" : "galat.ke_hari_ini");
    view.link.href = out.casefile.n > 0 ? visit_address(visit, "/kasus/%.*s", STR_ARG(out.casefile))
                                        : visit_address(visit, "%.*s", STR_ARG(home_path(visit)));
    struct html html = visit_html(visit, 200);
    page_galat(&html, &view);
}

void saved_api(struct visit *visit)
{
    struct saved_show_out out;
    enum err err = saved_ask(visit, &out);
    if (err != OK) {
        visit_fail(visit, err);
        return;
    }
    struct json json = visit_json(visit, 200);
    json_object_begin(&json);
    json_put_bool(&json, "saved", out.saved);
    if (out.casefile.n > 0)
        json_put_str(&json, "case", out.casefile);
    json_end(&json);
}
