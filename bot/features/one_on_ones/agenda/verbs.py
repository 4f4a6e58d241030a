"""What each button on an item does."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from bot.features.one_on_ones.agenda import items
from bot.features.one_on_ones.agenda.actions import ItemAction
from bot.features.one_on_ones.agenda.models import AgendaItem, ItemState
from bot.features.one_on_ones.meetings import NotOnYourList
from bot.features.people.reader import Reader
from bot.platform.templating import words

Verb = Callable[[Session, Reader, AgendaItem], None]
"""Does it for the reader, who may see the item. Raises NotOnYourList for what only its author may do."""


def _done(session: Session, reader: Reader, item: AgendaItem) -> None:
    items.close(session, item, ItemState.DONE, by=reader.person_id, now=reader.now)


def _let_go(session: Session, reader: Reader, item: AgendaItem) -> None:
    _only_author(reader, item)
    items.close(session, item, ItemState.LET_GO, by=reader.person_id, now=reader.now)


def _today_after_all(session: Session, _reader: Reader, item: AgendaItem) -> None:
    items.for_today_after_all(session, item)


def _keep_private(session: Session, reader: Reader, item: AgendaItem) -> None:
    _only_author(reader, item)
    items.keep_private(session, item)


def _share(session: Session, reader: Reader, item: AgendaItem) -> None:
    _only_author(reader, item)
    items.share(session, item)


def _still_matters(session: Session, reader: Reader, item: AgendaItem) -> None:
    _only_author(reader, item)
    items.still_matters(session, item, now=reader.now)


def _only_author(reader: Reader, item: AgendaItem) -> None:
    if item.author_id != reader.person_id:
        raise NotOnYourList(words("one_on_ones/agenda").plain("item_gone"))


VERBS: dict[ItemAction, Verb] = {
    ItemAction.DONE: _done,
    ItemAction.NOT_TODAY: items.not_today,
    ItemAction.TODAY: _today_after_all,
    ItemAction.PRIVATE: _keep_private,
    ItemAction.SHARE: _share,
    ItemAction.MATTERS: _still_matters,
    ItemAction.LET_GO: _let_go,
}
