"""What can be pressed and sent about keeping in touch."""

from enum import StrEnum

CHANGED = "reconnections.in_touch.changed"
ADDED = "reconnections.in_touch.added"


class Action(StrEnum):
    """About somebody on the list: the value is the id of the pair, of an act, or of a person."""

    OPEN = "reconnections.in_touch.open"
    TALKED = "reconnections.in_touch.talked"
    I_STARTED = "reconnections.in_touch.i_started"
    THEY_STARTED = "reconnections.in_touch.they_started"
    IT_HAPPENED = "reconnections.in_touch.it_happened"
    ACT = "reconnections.in_touch.act"
    CHANGE = "reconnections.in_touch.change"
    LET_GO = "reconnections.in_touch.let_go"
    KEEP = "reconnections.in_touch.keep"
    TAKE_OFF = "reconnections.in_touch.take_off"
    FINE = "reconnections.in_touch.fine"
    NO_ANSWER = "reconnections.in_touch.no_answer"
    ADD = "reconnections.in_touch.add"


class Rest(StrEnum):
    """Leaving somebody in peace. The value is the person's id."""

    REST = "reconnections.rest"
    ASKED_NOT_TO = "reconnections.asked_not_to"
    CHANGED = "reconnections.rest.changed"
