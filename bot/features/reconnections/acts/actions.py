"""What can be pressed on the way to an act, and on what came of it."""

from enum import StrEnum


class Action(StrEnum):
    """Buttons and choices. Where a value stands in the comment, the button carries one."""

    BEGIN = "reconnections.act_begin"
    EVERYDAY = "reconnections.act_everyday"
    WHO = "reconnections.act_who"
    SIDE = "reconnections.act_side"
    EXTENT = "reconnections.act_extent"
    WHEN = "reconnections.act_when"
    QUESTION = "reconnections.act_question"
    GO_ON = "reconnections.act_go_on"
    ANEW = "reconnections.act_anew"
    FORGET = "reconnections.act_forget"
    BACK = "reconnections.act_back"  # the Step to go back to
    ANOTHER = "reconnections.act_another"
    LEAVE_IT = "reconnections.act_leave_it"
    SEND_ME = "reconnections.act_send_me"
    OPEN = "reconnections.act_open"  # the id of the promise
    DID_IT = "reconnections.act_did_it"  # the id of the words handed over
    TAKE_AWAY = "reconnections.act_take_away"  # the same
    HELPED = "reconnections.felt_helped"  # the id of the promise, here and below
    SAME = "reconnections.felt_same"
    HARDER = "reconnections.felt_harder"
    TOO_SOON = "reconnections.felt_too_soon"
    NO_ANSWER = "reconnections.act_no_answer"
