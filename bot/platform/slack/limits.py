"""How much Slack takes: the few numbers that the builders and the check go by.

From https://docs.slack.dev/reference/block-kit (blocks, block elements, composition objects),
/reference/views/modal-views, /surfaces/app-home and /reference/methods/chat.postMessage.
Where sources differ, the smaller number stands here. Lengths are in the units of `length`.
"""

# A message
MESSAGE_TEXT = 40_000
MESSAGE_BLOCKS = 50
MESSAGE_MARKDOWN = 12_000  # in all markdown blocks of a message together
MESSAGE_TABLES = 1
MESSAGE_CHARTS = 2
# Not documented: Slack answers msg_blocks_too_long from about 12,000 to 13,200 characters in all blocks
# together, blocks themselves counted a little (bolt-js issues 2509 and 2867). Both numbers are judgement.
MESSAGE_TOTAL = 12_000
MESSAGE_TOTAL_PER_BLOCK = 20

# A modal or the Home tab
VIEW_BLOCKS = 100
VIEW_TITLE = 24  # the buttons that submit and close it, too
VIEW_PRIVATE_METADATA = 3_000
VIEW_CALLBACK_ID = 255
VIEW_EXTERNAL_ID = 255
VIEW_BYTES = 250_000

# What many share
ID = 255  # block_id and action_id
TEXT = 3_000  # a text object, where nothing smaller is said
URL = 3_000
PLACEHOLDER = 150

# Blocks
HEADER = 150
SECTION_FIELDS = 10
SECTION_FIELD = 2_000
CONTEXT_ELEMENTS = 10
ACTIONS_ELEMENTS = 25
INPUT_LABEL = 2_000
INPUT_HINT = 2_000
IMAGE_ALT = 2_000
IMAGE_TITLE = 2_000
VIDEO_TITLE = 200
VIDEO_AUTHOR = 50
CARD_TITLE = 150
CARD_BODY = 200
CARD_ACTIONS = 3
CAROUSEL_CARDS = 10
CONTAINER_TITLE = 150
CONTAINER_BLOCKS = 10
CONTEXT_ACTIONS_ELEMENTS = 5
ALERT = 200
TABLE_ROWS = 100
TABLE_COLUMNS = 20
CHART_TITLE = 50
CHART_LABEL = 20
CHART_AXIS = 50
CHART_SERIES = 6
CHART_SEGMENTS = 6
CHART_POINTS = 20
RICH_TEXT_INDENT = 8

# Elements and what they are made of
BUTTON = 75
BUTTON_VALUE = 2_000
OPTION = 75  # its text and its description
OPTION_VALUE = 150
OPTION_GROUPS = 100
SELECT_OPTIONS = 100
OVERFLOW_OPTIONS = 5
CHOICE_OPTIONS = 10  # radio buttons and checkboxes
CONFIRM_TITLE = 100
CONFIRM_TEXT = 300
CONFIRM_BUTTON = 30
PLAIN_TEXT_INPUT = 3_000
RICH_TEXT_INPUT_LINES = 100
FILES = 10


def length(text: str) -> int:
    """How long ``text`` is for Slack, in UTF-16 units, so that an emoji may count as two.

    Slack does not say what it counts; its clients count like this, and it is the stricter reading. Judgement.
    """
    if text.isascii():
        return len(text)
    return len(text) + sum(character > "\uffff" for character in text)


def fit(text: str, limit: int) -> str:
    """``text`` as it is, or cut to ``limit`` units with an ellipsis at its end."""
    if length(text) <= limit:
        return text
    room = limit - 1
    kept = text[:room]
    while length(kept) > room:
        kept = kept[: len(kept) - max(1, (length(kept) - room) // 2)]
    return kept.rstrip() + "…"
