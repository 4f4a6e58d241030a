"""The ways out, by name: what stops, withdraws, declines or deletes, and how thanks may reach a person.

They stay open whatever is switched off, and to whoever has been taken off the pilot list: what somebody began
must have an end, and screens and messages with these on them may still be there. A test names them, and asks
of everything else that can be pressed or sent whether it is one.
"""

WAYS_OUT = frozenset(
    {
        "digest.pause",
        "follow_ups.let_go",
        "follow_ups.not_mine",
        "home.thanks",
        "one_on_ones.agenda_take_wish_back",
        "one_on_ones.calendar_stop_address",
        "one_on_ones.end",
        "one_on_ones.end_form",
        "one_on_ones.item_let_go",
        "one_on_ones.item_private",
        "one_on_ones.not_this_one",
        "one_on_ones.not_this_time",
        "one_on_ones.not_through_tend",
        "one_on_ones.note_delete",
        "one_on_ones.pause",
        "one_on_ones.pause_form",
        "people.foot",
        "privacy.delete_export",
        "reconnections.act_forget",
        "reconnections.act_take_away",
        "reconnections.asked_not_to",
        "reconnections.distance",
        "reconnections.expectations_take_back",
        "reconnections.in_touch.fine",
        "reconnections.in_touch.let_go",
        "reconnections.in_touch.take_off",
        "reconnections.not_for_me",
        "reconnections.not_now",
        "reconnections.presence_not_this_week",
        "reconnections.presence_stop",
        "reconnections.presence_take_out",
        "reconnections.put_off",
        "reconnections.rest",
        "reconnections.serious",
        "shoutouts.appreciate_never",
        "shoutouts.appreciate_not_this_week",
        "shoutouts.cancel",
        "shoutouts.choose_in_channel",
        "shoutouts.choose_not_this_way",
        "shoutouts.choose_to_me",
        "shoutouts.newer",
        "shoutouts.older",
        "shoutouts.read",
        "shoutouts.settings",
        "shoutouts.take_down",
        "shoutouts.take_down_listed",
        "shoutouts.throw_away",
        "shoutouts.undo",
    }
)

BY_CHOICE = {
    "one_on_ones.more": frozenset({"pause", "end"}),
    "reconnections.rhythm": frozenset({"off"}),
}
"""What is a way out only with one of these chosen."""
