/*
 * web/api_fields - bodies and answers of the JSON API, one list each, for the
 * OpenAPI document.  Every list ends with a row without name.
 */
#ifndef WEB_API_FIELDS_H
#define WEB_API_FIELDS_H

#include "web/routes.h"

extern const struct api_field in_log_in[], in_log_out[], in_lock[], in_pin[], in_passphrase[];
extern const struct api_field in_sign[], in_review[], in_complaint[], in_draft[], in_search[];
extern const struct api_field in_paper[], in_screening[], in_note[], in_correct[], in_fact[];
extern const struct api_field in_consent[], in_withdraw[], in_assign[], in_grant_end[];
extern const struct api_field in_words[], in_step[], in_move[], in_countersign[];
extern const struct api_field in_officer[], in_officer_id[], in_retire[], in_reset[], in_clock[];

extern const struct api_field in_nothing[], in_card[], in_alias[], in_link[], in_sop[];
extern const struct api_field out_card[], out_token[], out_notices[];
extern const struct api_field out_none[], out_log_in[], out_today[], out_waiting[], out_reviews[];
extern const struct api_field out_drafts[], out_draft[], out_opened[], out_cases[], out_case[];
extern const struct api_field out_history[], out_entry[], out_access[], out_screening[], out_done[],
    out_saved[], out_step[];
extern const struct api_field out_officers[], out_officer[], out_office[];

#endif
