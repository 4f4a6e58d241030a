"""What rich text must look like.

https://docs.slack.dev/reference/block-kit/blocks/rich-text-block
"""

from bot.platform.slack import limits
from bot.platform.slack.check_values import (
    Rule,
    channel_id,
    code,
    flag,
    list_of,
    one_kind_of,
    one_of,
    person_id,
    shape,
    typed,
    whole,
    words,
    written,
)

# How much fits into rich text is not documented: only the whole message is, so to speak. Judgement.
_WORDS = limits.MESSAGE_TOTAL
_PARTS = 1_000

_marks = ("bold", "italic", "strike", "code", "underline", "highlight", "client_highlight", "unlink")
_style = shape(required={}, optional=dict.fromkeys(_marks, flag))
_literal = words(_WORDS, blank=True)
# In rich text any scheme may be linked; a person's own message may hold mailto and tel.
_anywhere = written(r"[A-Za-z][A-Za-z0-9+.\-]*:\S+", "an address", at_most=limits.URL)
_any_moment = whole(0, 9_999_999_999)


def _part(**parts: Rule) -> Rule:
    return typed(parts, {"style": _style})


_text = _part(text=_literal)
_link = typed({"url": _anywhere}, {"text": _literal, "unsafe": flag, "style": _style})
_inline = one_kind_of(
    {
        "text": _text,
        "link": _link,
        "emoji": typed(
            {"name": code(limits.ID)},
            {"unicode": code(limits.ID), "skin_tone": whole(1, 6), "style": _style},
        ),
        "user": _part(user_id=person_id),
        "usergroup": _part(usergroup_id=written(r"S[A-Z0-9]{2,}", "a Slack user group id")),
        "channel": _part(channel_id=channel_id),
        "broadcast": _part(range=one_of("here", "channel", "everyone")),
        "color": _part(value=written(r"#[0-9A-Fa-f]{6}", "a colour such as #1f4d45")),
        "date": typed(
            {"timestamp": _any_moment, "format": words(limits.TEXT)},
            {"url": _anywhere, "fallback": words(limits.TEXT), "style": _style},
        ),
    }
)
_border = whole(0, 1)
_row = list_of(_inline, at_most=_PARTS)
_section = typed({"elements": _row})
_list = typed(
    {
        "elements": list_of(one_kind_of({"rich_text_section": _section}), at_most=_PARTS),
        "style": one_of("bullet", "ordered"),
    },
    {"indent": whole(0, limits.RICH_TEXT_INDENT), "offset": whole(0, _PARTS), "border": _border},
)
_preformatted = typed(
    {"elements": list_of(one_kind_of({"text": _text, "link": _link}), at_most=_PARTS)},
    {"border": _border, "language": code(limits.ID)},
)

rich_text_parts = list_of(
    one_kind_of(
        {
            "rich_text_section": _section,
            "rich_text_list": _list,
            "rich_text_preformatted": _preformatted,
            "rich_text_quote": typed({"elements": _row}, {"border": _border}),
        }
    ),
    at_most=_PARTS,
)
