"""Which of the features' own tests lets each listener, and each poller, do what it is there for."""

SCENES: dict[str, tuple[str, ...]] = {
    "cards.test_why_this:test_one_press_on_a_card_pauses_for_a_week": ("action people.foot",),
    "follow_ups.test_nudging:test_a_second_press_changes_nothing": ("action follow_ups.let_go",),
    "follow_ups.test_nudging:test_a_smaller_version_takes_the_place_of_the_promise": (
        "view follow_ups.shrink",
    ),
    "follow_ups.test_nudging:test_not_now_until_a_day_of_ones_own": ("view follow_ups.put_off",),
    "home.test_admins_page:test_saving_one_group_changes_only_that_one": (
        "view home.admins_beginning",
        "view home.admins_contacts",
        "view home.admins_values",
    ),
    "home.test_admins_page:test_the_friday_thread_comes_on_the_admins_own_clock": (
        "view home.admins_channel",
    ),
    "home.test_home_tab:test_pause_stop_and_resume_are_one_press_each": (
        "action home.pause",
        "action home.resume",
        "action home.stop",
    ),
    "home.test_pages:test_pages_are_turned_in_place_to_the_end_and_back": ("action ^home\\.turn\\.",),
    "one_on_ones.test_absences:test_whoever_presses_second_reads_that_it_has_been_moved": (
        "action one_on_ones.take_slot.1",
        "action one_on_ones.take_slot.2",
    ),
    "one_on_ones.test_agenda:test_a_private_item_is_seen_by_its_author_alone_and_covered_on_their_card": (
        "action one_on_ones.item_private",
        "action one_on_ones.item_share",
    ),
    "one_on_ones.test_agenda:test_after_three_times_its_author_is_asked_once_whether_it_still_matters": (
        "action one_on_ones.item_matters",
    ),
    "one_on_ones.test_agenda:test_done_takes_an_item_off_for_both_and_a_second_press_is_told_gently": (
        "action one_on_ones.item_done",
    ),
    "one_on_ones.test_agenda:test_not_today_sets_it_aside_until_the_meeting_after": (
        "action one_on_ones.item_not_today",
    ),
    "one_on_ones.test_agenda:test_what_no_longer_matters_is_let_go_with_one_press": (
        "action one_on_ones.item_let_go",
    ),
    "one_on_ones.test_calendar:test_not_this_time_takes_it_out": (
        "action one_on_ones.calendar_send",
        "action one_on_ones.not_this_time",
    ),
    "one_on_ones.test_changing:test_another_rhythm_and_clock": ("view one_on_ones.change_form",),
    "one_on_ones.test_closing:test_moved_on_a_stale_card_is_told_how_it_stands": (
        "action one_on_ones.moved",
    ),
    "one_on_ones.test_going_on:test_it_goes_on_with_one_press_and_is_asked_about_as_before": (
        "action one_on_ones.go_on",
    ),
    "one_on_ones.test_history:test_notes_for_both_last_on_either_database": (
        "action one_on_ones.note_delete",
        "view one_on_ones.note_form",
    ),
    "one_on_ones.test_history:test_of_a_repair_no_note_is_kept": ("action one_on_ones.agenda_skeleton",),
    "one_on_ones.test_history:test_ones_own_notes_stand_there_marked_and_the_others_never": (
        "view one_on_ones.preparation_form",
    ),
    "one_on_ones.test_invitations:test_only_looks_good_enrols": (
        "action one_on_ones.another_time",
        "action one_on_ones.not_through_tend",
    ),
    "one_on_ones.test_message_menu:test_what_somebody_else_said_in_private_stays_where_it_is": (
        "view one_on_ones.add_form",
    ),
    "one_on_ones.test_moving:test_the_other_is_told_at_once_when_their_card_would_come_too_late": (
        "view one_on_ones.move_form",
    ),
    "one_on_ones.test_pausing:test_going_on_brings_back_what_was_left_out": (
        "action one_on_ones.more",
        "view one_on_ones.pause_form",
    ),
    "one_on_ones.test_promises:test_after_held_it_is_one_press_away": (
        "action one_on_ones.held",
        "view one_on_ones.promise_form",
    ),
    "one_on_ones.test_promises:test_the_others_is_asked_for_on_their_next_card_and_nudged_once_it_is_theirs": (
        "action follow_ups.mine",
    ),
    "one_on_ones.test_setting_up:test_setting_up_again_with_somebody_who_declined_reads_as_ever": (
        "action one_on_ones.not_this_one",
        "view one_on_ones.end_form",
    ),
    "one_on_ones.test_setting_up:test_theirs_is_the_clock_of_whoever_is_chosen_in_the_end": (
        "view one_on_ones.set_up_form",
    ),
    "one_on_ones.test_several:test_they_can_be_something_else_than_reports": (
        "view one_on_ones.several_plan",
    ),
    "one_on_ones.test_told_early:test_what_would_come_on_a_day_off_comes_before_it": (
        "view one_on_ones.lead_form",
    ),
    "people.test_away_status:test_the_words_of_a_status_are_kept_nowhere": (
        "event user_change",
        "view home.settings",
    ),
    "privacy.test_erasing:test_the_mark_is_no_id_and_its_key_is_encrypted": ("view privacy.erase_form",),
    "privacy.test_export:test_it_goes_at_a_press_and_pressing_twice_is_no_error": (
        "action privacy.delete_export",
    ),
    "privacy.test_export:test_it_holds_data_and_a_page_with_ones_own_words": (
        "action home.start",
        "event app_home_opened",
        "view follow_ups.note",
        "view privacy.export_form",
    ),
    "reconnections.test_a_question_now_and_then:test_opening_it_brings_the_question": (
        "action reconnections.open",
    ),
    "reconnections.test_a_question_now_and_then:test_what_has_waited_for_two_weeks_is_worth_a_card_of_its_own": (
        "view reconnections.rhythm",
    ),
    "reconnections.test_a_small_act:test_other_words_and_another_day_may_be_chosen": (
        "view reconnections.act",
    ),
    "reconnections.test_after_an_act:test_after_done_it_may_be_said_once_how_it_went": (
        "action reconnections.felt_helped",
    ),
    "reconnections.test_after_an_act:test_done_on_the_list_takes_the_words_away": (
        "action follow_ups.done",
        "action reconnections.act_back",
        "action reconnections.act_send_me",
        "view reconnections.first",
        "view reconnections.when",
        "view reconnections.wording",
    ),
    "reconnections.test_after_an_act:test_it_can_be_said_on_the_list_too": (
        "action reconnections.felt_too_soon",
    ),
    "reconnections.test_after_an_act:test_made_it_harder_brings_two_sentences_and_the_card_for_steadiness": (
        "action reconnections.felt_harder",
    ),
    "reconnections.test_after_an_act:test_the_words_come_as_a_message_and_go_once_used": (
        "action reconnections.act_did_it",
    ),
    "reconnections.test_answering_a_question:test_a_second_press_leaves_the_first_answer": (
        "action reconnections.asked",
        "action reconnections.not_for_me",
        "view reconnections.side",
    ),
    "reconnections.test_answering_a_question:test_a_second_press_of_another_brings_no_third_question": (
        "action reconnections.another",
    ),
    "reconnections.test_asked_in_two_weeks:test_with_a_time_both_come": (
        "view reconnections.repair_gates",
        "view reconnections.repair_pieces",
    ),
    "reconnections.test_asking_for_a_talk:test_show_them_lets_both_see_it": (
        "action one_on_ones.agenda_show_wish",
    ),
    "reconnections.test_asking_for_a_talk:test_take_it_back_leaves_the_usual_agenda": (
        "action one_on_ones.agenda_take_wish_back",
        "action one_on_ones.looks_good",
        "command /1on1",
        "command /tend",
        "view reconnections.ask_for_next",
    ),
    "reconnections.test_drafts:test_it_can_be_forgotten_and_what_was_sent_for_it_goes_too": (
        "action reconnections.act_forget",
    ),
    "reconnections.test_drift:test_a_question_that_was_asked_is_an_act_and_one_put_off_is_none": (
        "action reconnections.act_question",
        "action reconnections.not_now",
    ),
    "reconnections.test_drift:test_an_act_can_be_left_alone_on_its_way": ("action reconnections.rest",),
    "reconnections.test_drift:test_keeping_them_on_begins_anew": ("action reconnections.in_touch.keep",),
    "reconnections.test_drift:test_nothing_of_it_is_ever_in_the_others_sight": (
        "action reconnections.in_touch.let_go",
    ),
    "reconnections.test_drift:test_the_last_question_is_whether_to_keep_them_at_all": (
        "action reconnections.in_touch.take_off",
    ),
    "reconnections.test_drift:test_the_list_shows_whom_one_chose_and_how_often": (
        "view reconnections.in_touch.changed",
    ),
    "reconnections.test_drift:test_they_asked_me_not_to_closes_every_way_until_it_has_changed": (
        "action reconnections.asked_not_to",
        "action reconnections.rest.changed",
    ),
    "reconnections.test_drift:test_we_have_talked_is_one_press_and_who_started_one_more": (
        "action reconnections.in_touch.talked",
        "action reconnections.in_touch.they_started",
    ),
    "reconnections.test_expectations:test_taking_it_back_hides_both_for_both": (
        "action reconnections.expectations_take_back",
        "view reconnections.expectations",
    ),
    "reconnections.test_left_alone:test_it_can_be_said_behind_the_list_too": (
        "action reconnections.in_touch.no_answer",
    ),
    "reconnections.test_left_alone:test_no_answer_below_done_counts_and_twice_keeps_all_words_back": (
        "action reconnections.act_no_answer",
    ),
    "reconnections.test_presence:test_not_this_week_says_when_the_next_one_comes": (
        "action reconnections.presence_not_this_week",
    ),
    "reconnections.test_presence:test_ones_own_can_be_taken_out_again": (
        "action reconnections.presence_take_out",
        "view reconnections.presence_own",
    ),
    "reconnections.test_presence:test_the_page_shows_the_one_at_hand_and_takes_the_same_presses": (
        "action reconnections.presence_another",
        "action reconnections.presence_begin",
        "action reconnections.presence_did_it",
        "action reconnections.presence_now",
        "action reconnections.presence_stop",
        "action reconnections.presence_with",
    ),
    "reconnections.test_presence:test_we_talked_is_one_press_on_the_page_and_on_the_home_tab": (
        "action reconnections.talked_with",
    ),
    "reconnections.test_presence:test_we_talked_without_a_name_asks_for_one": ("view reconnections.whom",),
    "reconnections.test_reminded_at_a_time:test_not_yet_smaller_and_let_it_go_work_as_on_any_promise": (
        "action follow_ups.snooze",
    ),
    "reconnections.test_reminded_at_a_time:test_open_brings_the_words_and_the_way_to_the_other": (
        "action reconnections.felt_same",
        "view reconnections.last",
    ),
    "reconnections.test_screens_left_open:test_the_words_for_one_stay_when_those_for_another_are_sent": (
        "action reconnections.act_take_away",
    ),
    "reconnections.test_the_way_to_a_question:test_when_it_is_tense_the_safety_step_comes_first_each_time": (
        "action reconnections.everyday",
    ),
    "shoutouts.test_appreciating:test_dont_ask_me_this_ends_it_and_says_how_it_comes_back": (
        "action shoutouts.appreciate_never",
        "command /reconnect",
    ),
    "shoutouts.test_down_for_good:test_a_post_whose_words_are_forgotten_is_listed_and_taken_down": (
        "action shoutouts.choose_in_channel",
    ),
    "shoutouts.test_form:test_a_draft_can_be_thrown_away": ("action shoutouts.throw_away",),
    "shoutouts.test_receiving:test_choosing_does_not_enrol": ("action shoutouts.choose_not_this_way",),
    "shoutouts.test_taking_down:test_a_long_list_is_turned_page_by_page": (
        "action shoutouts.newer",
        "action shoutouts.older",
    ),
    "shoutouts.test_taking_down:test_whoever_was_told_privately_leaves_the_post_alone_when_taking_down": (
        "action shoutouts.take_down_listed",
    ),
    "shoutouts.test_thanking_back:test_it_counts_against_nobodys_limits": ("action shoutouts.thank_back",),
    "shoutouts.test_trouble:test_in_a_channel_without_the_bot_the_shout_out_is_kept_and_posted_later": (
        "action shoutouts.post_again",
        "view shoutouts.settings",
    ),
    "shoutouts.test_trouble:test_when_the_line_breaks_the_author_is_asked_whether_it_is_there": (
        "action shoutouts.it_is_there",
    ),
    "shoutouts.test_undo:test_an_answer_to_the_question_is_kept_though_what_brought_it_is_gone": (
        "action shoutouts.choose_to_me",
    ),
    "shoutouts.test_undo:test_an_old_undo_takes_nothing_newer_back": (
        "action shoutouts.post",
        "action shoutouts.undo",
        "command /shoutout",
        "view shoutouts.preview",
        "view shoutouts.write",
    ),
    "shoutouts.test_writing:test_cancel_leaves_nothing": ("action shoutouts.cancel",),
    "sweeps.own_presses:a_calendar_gets_an_address_and_loses_it": (
        "action one_on_ones.calendar_make_address",
        "action one_on_ones.calendar_stop_address",
    ),
    "sweeps.own_presses:a_pause_ends_by_a_button_of_an_older_message": ("action one_on_ones.resume",),
    "sweeps.own_presses:a_question_is_put_off": ("action reconnections.put_off",),
    "sweeps.own_presses:a_shout_out_stands_in_another_channel": ("action shoutouts.post_elsewhere",),
    "sweeps.own_presses:an_item_comes_back_for_today": ("action one_on_ones.item_today",),
    "sweeps.own_presses:nobody_is_thanked_this_week": ("action shoutouts.appreciate_not_this_week",),
    "sweeps.own_presses:paused_from_the_week": ("action digest.pause",),
    "sweeps.own_presses:somebody_else_leads_and_they_go_on_as_peers": ("action one_on_ones.keep_as",),
    "sweeps.own_presses:somebody_else_leads_and_they_go_on_as_they_are": ("action one_on_ones.keep",),
    "sweeps.own_presses:they_talked_and_the_reader_began": ("action reconnections.in_touch.i_started",),
    "sweeps.own_presses:they_talked_says_a_button_of_an_older_message": ("action reconnections.talked",),
    "sweeps.own_presses:what_was_offered_is_not_theirs": ("action follow_ups.not_mine",),
    "sweeps.own_presses:who_starts_is_fine": (
        "action reconnections.in_touch.fine",
        "action reconnections.in_touch.open",
    ),
    "sweeps.own_scenes:somebody_joins": ("event team_join",),
    "sweeps.own_scenes:the_app_is_removed": ("event app_uninstalled", "event tokens_revoked"),
    "workspace.test_retention:test_whoever_was_thanked_can_take_down_a_post_whose_words_are_forgotten": (
        "view home.admins_keeping",
    ),
    "workspace.test_switches:test_whoever_was_thanked_can_still_take_it_down": (
        "action shoutouts.take_down",
        "view home.admins_switches",
    ),
    "workspace.test_ways_out:test_whoever_is_off_the_list_thanks_back_and_does_nothing_else": (
        "action shoutouts.thank_back_listed",
        "view home.admins_pilot",
    ),
}

ONLY_LOOK = frozenset(
    (
        "action ^privacy\\.open\\.",
        "action ^privacy\\.turn\\.",
        "action ^reconnections\\.repair_open:",
        "action digest.open",
        "action digest.why",
        "action figures.open",
        "action follow_ups.open",
        "action follow_ups.smaller",
        "action follow_ups.why",
        "action home.admins",
        "action home.admins.beginning",
        "action home.admins.channel",
        "action home.admins.contacts",
        "action home.admins.keeping",
        "action home.admins.pilot",
        "action home.admins.switches",
        "action home.admins.values",
        "action home.admins_changes",
        "action home.admins_changes_earlier",
        "action home.holds",
        "action home.my_data",
        "action home.not_for_me",
        "action home.reconnect",
        "action home.settings",
        "action home.thanks",
        "action home.what_comes",
        "action one_on_ones.add",
        "action one_on_ones.agenda",
        "action one_on_ones.agenda_turn.earlier",
        "action one_on_ones.agenda_turn.later",
        "action one_on_ones.calendar",
        "action one_on_ones.change",
        "action one_on_ones.end",
        "action one_on_ones.expectations",
        "action one_on_ones.history",
        "action one_on_ones.history_turn.earlier",
        "action one_on_ones.history_turn.latest",
        "action one_on_ones.note_promise",
        "action one_on_ones.note_write",
        "action one_on_ones.pause",
        "action one_on_ones.prepare",
        "action one_on_ones.set_up",
        "action one_on_ones.set_up_several",
        "action one_on_ones.several_back",
        "action one_on_ones.why",
        "action privacy.erase",
        "action privacy.export",
        "action reconnections.act_anew",
        "action reconnections.act_another",
        "action reconnections.act_begin",
        "action reconnections.act_everyday",
        "action reconnections.act_extent",
        "action reconnections.act_go_on",
        "action reconnections.act_leave_it",
        "action reconnections.act_open",
        "action reconnections.act_side",
        "action reconnections.act_when",
        "action reconnections.act_who",
        "action reconnections.ask_for_a_talk",
        "action reconnections.before_a_hard_talk",
        "action reconnections.different",
        "action reconnections.distance",
        "action reconnections.everyday_then",
        "action reconnections.examples_on_home",
        "action reconnections.expectations_change",
        "action reconnections.in_touch.act",
        "action reconnections.in_touch.add",
        "action reconnections.in_touch.change",
        "action reconnections.in_touch.it_happened",
        "action reconnections.myth",
        "action reconnections.presence_add_own",
        "action reconnections.presence_open",
        "action reconnections.promise",
        "action reconnections.received_act",
        "action reconnections.received_apology",
        "action reconnections.received_back",
        "action reconnections.regularly",
        "action reconnections.serious",
        "action reconnections.why",
        "action shoutouts.begin",
        "action shoutouts.change",
        "action shoutouts.read",
        "command /digest",
        "command /followups",
        "event .*",
        "shortcut add_to_one_on_one",
        "shortcut follow_up_on_message",
        "shortcut say_thanks",
        "shortcut say_thanks_for_message",
        "view one_on_ones.promise_line",
        "view one_on_ones.several_form",
        "view reconnections.ask_set_up",
        "view reconnections.in_touch.added",
        "view reconnections.who",
    )
)
"""Listeners that open, show or turn pages, and store nothing."""

POLLERS: dict[str, tuple[str, ...]] = {
    "figures.test_the_figures:test_a_month_is_published_in_the_night_of_the_second": ("figures",),
    "follow_ups.test_nudging:test_after_an_outage_there_is_one_nudge_not_a_burst": (
        "directory",
        "requests",
    ),
    "one_on_ones.test_planning:test_a_day_passes_quickly_however_long_a_series_has_run": ("one_on_ones",),
    "one_on_ones.test_setting_up:test_theirs_is_the_clock_of_whoever_is_chosen_in_the_end": ("invitations",),
    "one_on_ones.test_told_early:test_what_would_come_on_a_day_off_comes_before_it": ("early_prompts",),
    "privacy.test_export:test_it_holds_data_and_a_page_with_ones_own_words": ("home",),
    "privacy.test_export:test_one_in_the_couriers_hands_is_taken_away_once_it_stands_there": ("exports",),
    "privacy.test_leavers:test_whoever_comes_back_later_is_as_new_as_anybody": ("leavers",),
    "reconnections.test_after_an_act:test_the_words_go_after_a_day": ("handed_words",),
    "reconnections.test_drafts:test_what_is_gone_meanwhile_is_said_on_the_open_screen": ("acts",),
    "workspace.test_retention:test_how_it_is_and_acts_are_forgotten_in_their_own_time": ("forgetting",),
    "reconnections.test_left_alone:test_no_reminder_comes_even_of_a_step_that_is_still_open": ("reminders",),
    "shoutouts.test_appreciating:test_with_one_person_the_question_is_about_them": ("cards",),
    "shoutouts.test_friday_thread:test_it_ends_when_it_is_switched_off": ("threads",),
    "shoutouts.test_round_up:test_whoever_takes_theirs_down_later_leaves_the_round_up_too": ("round_ups",),
    "shoutouts.test_thanking_back:test_it_counts_against_nobodys_limits": ("thanks_back",),
    "shoutouts.test_writing:test_a_draft_is_forgotten_after_seven_days": ("drafts",),
    "shoutouts.test_writing:test_the_preview_shows_what_will_be_posted_to_its_author_alone": ("thanks",),
    "sweeps.own_scenes:a_tab_that_was_opened_is_forgotten": ("openings",),
    "sweeps.own_scenes:a_profile_says_who_leads": ("profiles",),
    "sweeps.own_scenes:messages_of_long_ago_are_forgotten": ("sent",),
    "sweeps.own_scenes:what_a_workspace_held_goes_a_month_later": ("taken_out",),
    "sweeps.own_scenes:words_that_slack_refused_are_forgotten": ("parked",),
    "workspace.test_audit:test_changes_of_lines_are_forgotten_after_a_year": ("line_changes",),
    "workspace.test_audit:test_settings_changes_are_forgotten_after_a_year": ("setting_changes",),
    "workspace.test_pilot:test_a_channels_members_are_on_the_list_when_it_is_chosen_and_daily_after": (
        "pilot_list",
    ),
    "workspace.test_retention:test_a_shorter_time_takes_effect_within_the_hour": ("old_thanks",),
}

SWEPT_ELSEWHERE = ("deliver",)
"""In test_couriers.py; and ``tokens``, which only several workspaces have, in test_installing.py."""

REACHED_FROM_OUTSIDE = ("sweeps.own_presses:a_calendar_gets_an_address_and_loses_it",)
"""Scenes for which the web server has an address of its own."""

WITH_A_MANAGER_FIELD = ("sweeps.own_scenes:a_profile_says_who_leads",)
"""Scenes for which profiles say who leads whom."""
