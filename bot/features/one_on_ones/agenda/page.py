"""The agenda of two people on one page: what it follows, what is on it, and everything one press away."""

from sqlalchemy.orm import Session

from bot.features.follow_ups import pairs
from bot.features.one_on_ones import phrases, series, service
from bot.features.one_on_ones.actions import Action
from bot.features.one_on_ones.agenda import items, wishes
from bot.features.one_on_ones.agenda.actions import ItemAction, PageAction, item_block
from bot.features.one_on_ones.agenda.items import Standing
from bot.features.one_on_ones.agenda.skeleton import filled, offered_to, skeleton_of
from bot.features.one_on_ones.content import Skeleton, skeletons
from bot.features.one_on_ones.models import Series
from bot.features.one_on_ones.place import Place
from bot.features.one_on_ones.service import NextMeeting
from bot.features.people import directory
from bot.features.people.models import Person
from bot.features.people.reader import Reader
from bot.platform.slack import block_elements as elements
from bot.platform.slack import block_kit
from bot.platform.slack.block_kit import Block
from bot.platform.slack.block_parts import option
from bot.platform.templating import Words, words

PAGE = "one_on_ones.agenda_page"
# Slack takes 100 blocks in a modal, and an item is two of them.
_ITEMS = 15
_MOST_PROMISES = 8
USUAL = "usual"


def agenda_page(session: Session, reader: Reader, place: Place) -> Block:
    """The page as the reader sees it now. Raises NobodyToTurnTo for somebody unknown."""
    other = directory.person(session, reader.workspace_id, place.other_id)
    found = series.between(session, reader.workspace_id, reader.person_id, other.id)
    running = found if found is not None and found.is_in(reader.person_id) else None
    standings = items.open_items(session, reader, other.id)
    skip = min(place.skip, max(0, (len(standings) - 1) // _ITEMS * _ITEMS))
    said = words("one_on_ones/agenda", name=other.name)
    blocks = _head(session, reader, running, other, said)
    blocks += _items(standings, reader, other, skip=skip, running=running)
    if len(standings) > _ITEMS:
        blocks += _turning(said_count(skip, len(standings)), Place(other.id, skip), len(standings))
    blocks += _promises(session, reader, other)
    return block_kit.modal(
        said.plain("title"),
        blocks=blocks,
        callback_id=PAGE,
        close=said.plain("close"),
        private_metadata=Place(other.id, skip).metadata(),
    )


def said_count(skip: int, count: int) -> Words:
    """The words around the turning of pages."""
    return words("one_on_ones/agenda", first=skip + 1, last=min(skip + _ITEMS, count), count=count)


def _head(
    session: Session, reader: Reader, running: Series | None, other: Person, said: Words
) -> list[Block]:
    add = block_kit.button(said.plain("add"), action_id=Action.ADD, value=other.id, style="primary")
    expects = block_kit.button(said.plain("expectations"), action_id=Action.EXPECTATIONS, value=other.id)
    if running is None:
        return [block_kit.section(said["no_series"]), block_kit.actions([add, expects], block_id="agenda:do")]
    next_one = service.next_meeting(session, running, now=reader.now)
    wished = wishes.wished(session, reader, running)
    skeleton = skeleton_of(running, next_one.meeting, language=reader.language)
    if wished is not None:
        skeleton = skeletons(reader.language)[wished]
    choice = _choice(running, next_one, skeleton, reader, said) if wished is None else []
    when = words("one_on_ones/agenda", at=phrases.moment(next_one.starts_at, reader), minutes=running.minutes)
    prepare = block_kit.button(said.plain("prepare"), action_id=Action.PREPARE, value=other.id)
    return [
        block_kit.section(said["gone"] if next_one.is_quiet else when["next"]),
        block_kit.context(said["shared_by_two" if running.is_shared else "not_joined"]),
        block_kit.actions([add, prepare, expects, *choice], block_id="agenda:do"),
        *(_wish(next_one, other, said) if wished is not None else []),
        *_skeleton(session, running, skeleton, said),
    ]


def _wish(next_one: NextMeeting, other: Person, said: Words) -> list[Block]:
    """The skeleton below is in the reader's mind alone: show it, or leave it."""
    names = [("take_wish_back", PageAction.TAKE_WISH_BACK)]
    if next_one.meeting is not None:
        names.insert(0, ("show_wish", PageAction.SHOW_WISH))
    buttons = [block_kit.button(said.plain(name), action_id=action, value=other.id) for name, action in names]
    text = said["wish"] if next_one.meeting is not None else said["wish_not_planned"]
    return [block_kit.context(text), block_kit.actions(buttons, block_id="agenda:wish")]


def _choice(
    running: Series, next_one: NextMeeting, skeleton: Skeleton, reader: Reader, said: Words
) -> list[Block]:
    """Another skeleton for the next meeting, once it is planned."""
    if next_one.meeting is None:
        return []
    known = skeletons(reader.language)
    options = [option(said.plain("usual_skeleton"), value=f"{USUAL}:{next_one.meeting.id}")]
    options += [
        option(known[kind].title, value=f"{kind}:{next_one.meeting.id}")
        for kind in offered_to(running, reader.person_id)
        if kind != skeleton.id
    ]
    return [
        elements.static_select(
            PageAction.SKELETON, options=options, placeholder=said.plain("choose_skeleton")
        )
    ]


def _skeleton(session: Session, running: Series, skeleton: Skeleton, said: Words) -> list[Block]:
    people = directory.people(session, running.workspace_id, (running.organizer_id, running.other_id))
    intro, steps = filled(skeleton, running, people)
    shape = words("one_on_ones/agenda", skeleton_title=skeleton.title, intro=intro)
    lines = [shape["skeleton_title"], *([shape["skeleton_intro"]] if intro else [])]
    # Minutes that do not add up to how long the two have would only confuse.
    is_as_long = skeleton.minutes == running.minutes
    lines += [
        words("one_on_ones/agenda", minutes=minutes if is_as_long else None, text=text)["skeleton_step"]
        for minutes, text in steps
    ]
    notes = [] if skeleton.keeps_notes else [block_kit.context(said["no_notes"])]
    return [block_kit.section("\n".join(lines)), *notes, block_kit.divider()]


def _items(
    standings: list[Standing], reader: Reader, other: Person, *, skip: int, running: Series | None
) -> list[Block]:
    said = words("one_on_ones/agenda", name=other.name)
    if not standings:
        return [block_kit.context(said["nothing_yet"])]
    blocks: list[Block] = []
    heading = None
    for standing in standings[skip : skip + _ITEMS]:
        is_mine = standing.item.author_id == reader.person_id
        own_heading = (is_mine, standing.is_for_next)
        if own_heading != heading:
            heading = own_heading
            blocks.append(block_kit.section(f"*{said['mine_heading' if is_mine else 'theirs_heading']}*"))
        blocks += item_line(standing, reader, running=running)
    return blocks


def item_line(standing: Standing, reader: Reader, *, running: Series | None) -> list[Block]:
    """One item, and what the reader can do about it."""
    item = standing.item
    said = words("one_on_ones/agenda", words=item.words, link=item.link, carried=standing.carried)
    notes = [said["from_message"]] if item.link else []
    if not standing.is_shared:
        notes.append(said["only_you"])
    if not standing.is_for_next:
        notes.append(said["set_aside"])
    if standing.carried:
        notes.append(said["carried"])
    asks = standing.asks(reader.person_id)
    if asks:
        notes.append(said["does_it_matter"])
    text = said["item"] + (f"\n_{' '.join(notes)}_" if notes else "")
    names = [("still_matters", ItemAction.MATTERS), ("let_go", ItemAction.LET_GO)] if asks else []
    names.append(("done", ItemAction.DONE))
    names.append(
        ("not_today", ItemAction.NOT_TODAY) if standing.is_for_next else ("today_after_all", ItemAction.TODAY)
    )
    if item.author_id == reader.person_id:
        if running is not None and item.series_id == running.id and not item.is_private:
            names.append(("keep_private", ItemAction.PRIVATE))
        elif running is not None:
            names.append(("share", ItemAction.SHARE))
    buttons = [
        block_kit.button(said.plain(name), action_id=action, value=str(item.id)) for name, action in names
    ]
    return [
        block_kit.section(text, block_id=item_block(item.id)),
        block_kit.actions(buttons, block_id=f"{item_block(item.id)}:do"),
    ]


def _turning(said: Words, place: Place, count: int) -> list[Block]:
    buttons = []
    if place.skip:
        buttons.append(("earlier", place.skip - _ITEMS))
    if place.skip + _ITEMS < count:
        buttons.append(("later", place.skip + _ITEMS))
    return [
        block_kit.context(said["page"]),
        block_kit.actions(
            [
                block_kit.button(said.plain(name), action_id=f"{PageAction.TURN}.{name}", value=str(skip))
                for name, skip in buttons
            ],
            block_id="agenda:turn",
        ),
    ]


def _promises(session: Session, reader: Reader, other: Person) -> list[Block]:
    """What is still open between the two, as far as both see it: also what is no longer nudged."""
    found = [
        one
        for one in pairs.between(session, reader.workspace_id, viewer_id=reader.person_id, other_id=other.id)
        if pairs.is_open(one)
    ]
    if not found:
        return []
    lines = [
        words(
            "one_on_ones/agenda",
            is_mine=one.owner_id == reader.person_id,
            name=other.name,
            words=one.words,
            due_on=one.due_on,
            is_waiting=pairs.is_waiting(one),
        )["promise"]
        for one in found[-_MOST_PROMISES:]
    ]
    heading = words("one_on_ones/agenda")["promises_heading"]
    return [block_kit.divider(), block_kit.section("\n".join([f"*{heading}*", *lines]))]
