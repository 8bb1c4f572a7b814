/*
 * web/say - small things that several pages and JSON answers write.
 */
#ifndef WEB_SAY_H
#define WEB_SAY_H

#include "domain/definition.h"
#include "use/deed.h"
#include "view/form_view.h"
#include "view/when.h"
#include "web/visit.h"

/* Times of this visit: its language, the office's place, now. */
struct when say_when(const struct visit *visit);
/* A text of a definition in the reader's language. */
struct str say_text2(const struct visit *visit, struct text2 text);
/* A colleague's name, or her log-in where names are sealed; empty for a zero id. */
struct str say_officer(const struct visit *visit, struct id officer);
/* "S1.08 Risiko" -> title of the step; its id where the definition does not know it. */
struct str say_step(const struct visit *visit, const struct definition *sop, struct str step);
/* The page of a step, for one instance where `number` is not 0. */
struct address step_address(const struct visit *visit, struct str casefile, struct str step,
                            uint32_t number);
/* "Rujukan 2": which instance of its kind a step is for; empty for the case. */
struct str say_place(const struct visit *visit, const struct definition *sop,
                     const struct step *step, uint32_t number);
/* A role's title in roles.yaml, else its name. */
struct str role_title(const struct visit *visit, enum role role);
/* "manajer kasus, penjaga kunci": the titles of a set of roles. */
struct str say_roles(const struct visit *visit, uint32_t roles);
/* "identitas, cerita": the compartments of a mask (bit c), the coded one and the plain one left out
 * of it by whoever asks. */
struct str say_parts(const struct visit *visit, uint16_t mask);
/* The field of the page that an error is about; empty for the page as a whole.  Pages name fields
 * in Indonesian, deeds and the API in English. */
struct str say_blamed(const struct visit *visit);
/* Puts the error's sentence at the field, when it is about this one. */
void say_at_field(const struct visit *visit, enum err err, struct field_view *field);
/* Words of an act's answer: saved, waits for a second signature, goes to review. */
const char *say_done(const struct act_done *done);

/* Members of a JSON object; nothing is written for what is empty, zero or INT64_MIN. */
void json_text(struct json *json, const char *key, struct str text);
void json_hex(struct json *json, const char *key, const void *bytes, size_t n, struct arena *arena);
void json_id(struct json *json, const char *key, struct id id, struct arena *arena);
void json_time(struct json *json, const struct visit *visit, const char *key, int64_t unix_min);
/* {"entry": …, "again": …, "deviation": …, "waits_second": …} and what `more` adds. */
void json_done(struct json *json, const struct act_done *done, struct arena *arena);

#endif
