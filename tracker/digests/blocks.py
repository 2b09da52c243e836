"""Slack's Block Kit: escaping, the documented limits, and cutting a digest into messages that keep them. Pure.

Limits: https://docs.slack.dev/reference/block-kit/blocks and https://docs.slack.dev/reference/methods/chat.postMessage;
the total of a message is not documented, messages near 13,200 characters are refused.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Block = dict[str, Any]

MESSAGE_BLOCKS = 50
MESSAGE_CHARACTERS = 10_000
MESSAGE_TEXT = 4_000
SECTION_TEXT = 3_000
SECTION_FIELDS = 10
FIELD_TEXT = 2_000
HEADER_TEXT = 150
CONTEXT_ELEMENTS = 10
CONTEXT_TEXT = 2_000
ACTION_ELEMENTS = 25
BUTTON_TEXT = 75
BUTTON_VALUE = 2_000
ACTION_ID = 255
SELECT_OPTIONS = 100
OPTION_TEXT = 75
OPTION_VALUE = 150
PLACEHOLDER = 150
ALT_TEXT = 2_000
URL = 3_000
LINKED_URL = 1_500
"""our own: a longer address could not be kept whole when a text is cut"""
BLOCK_ID = 255

_ENCODER = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":"))
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_STYLING = re.compile(r"[*~`]|(?<!\w)_|_(?!\w)")
_LINK = re.compile(r"<([^<>|]*)(?:\|[^<>]*)?>")
_ENTITY = re.compile(r"&(?:amp|lt|gt);|<[^<>]*>|.", re.DOTALL)


def escape(text: str) -> str:
    """The three characters that Slack reads as control characters, and no other.

    Text objects of both types hold them escaped; mentions and links are made in mrkdwn alone.
    """
    return text.translate(_ESCAPES)


def styled(text: str) -> bool:
    """Whether Slack could read bold, italic, struck or code into the text."""
    return _STYLING.search(text) is not None


def mrkdwn(text: str) -> str:
    """Foreign text inside our own mark-up: escaped, and signs of styling held off by a word joiner."""
    return _STYLING.sub("\u2060\\g<0>\u2060", escape(text))


# ---------------------------------------------------------------- checking


def check_blocks(message: Mapping[str, Any]) -> tuple[str, ...]:
    """Every documented limit that a message (`text` and `blocks`) breaks, in words; empty when Slack will take it."""
    blocks = message.get("blocks", [])
    faults = [f"{len(blocks)} blocks, {MESSAGE_BLOCKS} allowed"] if len(blocks) > MESSAGE_BLOCKS else []
    text = message.get("text", "")
    if len(text) > MESSAGE_TEXT:
        faults.append(f"text of {len(text)} characters, {MESSAGE_TEXT} allowed")
    if not text.strip():
        faults.append("no text to fall back on")
    total = sum(map(size, blocks))
    if total > MESSAGE_CHARACTERS:
        faults.append(f"{total} characters in all blocks, {MESSAGE_CHARACTERS} allowed")
    for place, block in enumerate(blocks):
        faults.extend(f"block {place} ({block.get('type')}): {fault}" for fault in _block_faults(block))
    ids = [block["block_id"] for block in blocks if "block_id" in block]
    if len(ids) != len(set(ids)):
        faults.append("a block_id is used twice")
    return tuple(faults)


def check_block(block: Block) -> tuple[str, ...]:
    """What keeps one block from being sent in any message."""
    faults = [f"{size(block)} characters, {MESSAGE_CHARACTERS} allowed"] if size(block) > MESSAGE_CHARACTERS else []
    return (*faults, *_block_faults(block))


def _block_faults(block: Block) -> Iterator[str]:
    check = _CHECKS.get(block.get("type", ""))
    if check is None:
        yield "a type that is not known"
        return
    yield from check(block)
    if len(block.get("block_id", "")) > BLOCK_ID:
        yield "block_id too long"
    yield from _address_faults(block)


def _section(block: Block) -> Iterator[str]:
    if "text" not in block and not block.get("fields"):
        yield "neither text nor fields"
    if "text" in block:
        yield from _text(block["text"], SECTION_TEXT, ("plain_text", "mrkdwn"))
    fields = block.get("fields", [])
    if len(fields) > SECTION_FIELDS:
        yield f"{len(fields)} fields, {SECTION_FIELDS} allowed"
    for one in fields:
        yield from _text(one, FIELD_TEXT, ("plain_text", "mrkdwn"))


def _header(block: Block) -> Iterator[str]:
    yield from _text(block.get("text", {}), HEADER_TEXT, ("plain_text",))


def _context(block: Block) -> Iterator[str]:
    elements = block.get("elements", [])
    if not 0 < len(elements) <= CONTEXT_ELEMENTS:
        yield f"{len(elements)} elements, 1 to {CONTEXT_ELEMENTS} allowed"
    for element in elements:
        if element.get("type") == "image":
            yield from _image(element)
        else:
            yield from _text(element, CONTEXT_TEXT, ("plain_text", "mrkdwn"))


def _actions(block: Block) -> Iterator[str]:
    elements = block.get("elements", [])
    if not 0 < len(elements) <= ACTION_ELEMENTS:
        yield f"{len(elements)} elements, 1 to {ACTION_ELEMENTS} allowed"
    for element in elements:
        if element.get("type") == "button":
            yield from _text(element.get("text", {}), BUTTON_TEXT, ("plain_text",))
        if element.get("type") == "static_select":
            yield from _select(element)
        if len(element.get("value", "")) > BUTTON_VALUE:
            yield "value too long"
        if len(element.get("action_id", "")) > ACTION_ID:
            yield "action_id too long"
    ids = [element["action_id"] for element in elements if "action_id" in element]
    if len(ids) != len(set(ids)):
        yield "an action_id is used twice"


def _select(element: Block) -> Iterator[str]:
    """A menu: https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element"""
    options = element.get("options", [])
    if not 0 < len(options) <= SELECT_OPTIONS:
        yield f"{len(options)} options, 1 to {SELECT_OPTIONS} allowed"
    yield from _text(element.get("placeholder", {}), PLACEHOLDER, ("plain_text",))
    for option in options:
        yield from _text(option.get("text", {}), OPTION_TEXT, ("plain_text",))
        if not 0 < len(option.get("value", "")) <= OPTION_VALUE:
            yield f"option value of {len(option.get('value', ''))} characters, 1 to {OPTION_VALUE} allowed"


def _image(block: Block) -> Iterator[str]:
    if not block.get("image_url") and not block.get("slack_file"):
        yield "no image"
    if not 0 < len(block.get("alt_text", "")) <= ALT_TEXT:
        yield f"alt_text of {len(block.get('alt_text', ''))} characters, 1 to {ALT_TEXT} allowed"


def _nothing(_: Block) -> Iterator[str]:
    yield from ()


_CHECKS = {
    "section": _section,
    "header": _header,
    "context": _context,
    "actions": _actions,
    "image": _image,
    "divider": _nothing,
}


def _text(text: Mapping[str, Any], limit: int, types: tuple[str, ...]) -> Iterator[str]:
    if text.get("type") not in types:
        yield f"text of type {text.get('type')}, one of {', '.join(types)} allowed"
    content = text.get("text", "")
    if not 0 < len(content) <= limit or not content.strip():
        yield f"text of {len(content)} characters, 1 to {limit} allowed"
    if text.get("type") == "plain_text" and "verbatim" in text:
        yield "verbatim is for mrkdwn"


def _address_faults(block: Any) -> Iterator[str]:
    """Addresses in links of mrkdwn, in buttons and images."""
    if isinstance(block, Mapping):
        for key in ("url", "image_url"):
            if len(block.get(key, "")) > URL:
                yield f"{key} of {len(block[key])} characters, {URL} allowed"
        if block.get("type") == "mrkdwn":
            for link in _LINK.finditer(block.get("text", "")):
                if len(link[1]) > URL:
                    yield f"link of {len(link[1])} characters, {URL} allowed"
        for value in block.values():
            yield from _address_faults(value)
    elif isinstance(block, list):
        for value in block:
            yield from _address_faults(value)


# ---------------------------------------------------------------- cutting


def size(block: Block) -> int:
    """What a block adds to the total of a message: all of its JSON, which is the side to err on."""
    return len(_ENCODER.encode(block))


def fitted(blocks: Sequence[Block]) -> list[Block]:
    """The same blocks, each within its own limits: what is too long goes on in a further block, nothing is dropped."""
    return [piece for block in blocks for piece in _FITS.get(block.get("type", ""), _as_it_is)(block)]


def _fit_header(block: Block) -> list[Block]:
    text = block["text"]["text"]
    if len(text) <= HEADER_TEXT:
        return [block]
    first, *rest = pieces(text, HEADER_TEXT - 1)
    more = pieces("".join(["…", *rest]), SECTION_TEXT)
    return [
        {**block, "text": {**block["text"], "text": first.rstrip() + "…"}},
        *({"type": "section", "text": {"type": "plain_text", "emoji": False, "text": piece}} for piece in more),
    ]


def _fit_section(block: Block) -> list[Block]:
    fields = [piece for one in block.get("fields", []) for piece in _cut(one, FIELD_TEXT)]
    rest = {key: value for key, value in block.items() if key not in {"text", "fields"}}
    found = [{**rest, "text": piece} for piece in _cut(block["text"], SECTION_TEXT)] if "text" in block else []
    return [*found, *({"type": "section", "fields": group} for group in _grouped(fields, SECTION_FIELDS))]


def _fit_context(block: Block) -> list[Block]:
    elements = [piece for one in block.get("elements", []) for piece in _cut(one, CONTEXT_TEXT)]
    return [{**block, "elements": group} for group in _grouped(elements, CONTEXT_ELEMENTS)]


def _grouped(parts: list[Block], count: int) -> Iterator[list[Block]]:
    """At most `count` parts a group, and no group of a size that leaves a message no room for it."""
    group: list[Block] = []
    for part in parts:
        if group and (len(group) == count or sum(map(size, [*group, part])) > MESSAGE_CHARACTERS // 2):
            yield group
            group = []
        group.append(part)
    if group:
        yield group


def _as_it_is(block: Block) -> list[Block]:
    return [block]


_FITS = {"header": _fit_header, "section": _fit_section, "context": _fit_context}


def _cut(text: dict[str, Any], limit: int) -> list[dict[str, Any]]:
    if "text" not in text:
        return [text]
    return [{**text, "text": piece} for piece in pieces(text["text"], limit) if piece.strip()]


def pieces(text: str, limit: int) -> list[str]:
    """The text in parts of at most `limit` characters, cut at line ends or words, never inside an entity or link."""
    parts: list[str] = []
    while len(text) > limit:
        end = max(text.rfind("\n", 1, limit), 0) or max(text.rfind(" ", limit // 2, limit), 0)
        if not end or _inside(text, end):
            end = _safe_end(text, limit)
        parts.append(text[:end])
        text = text[end:]
    return [*parts, text]


def _inside(text: str, end: int) -> bool:
    return text.rfind("<", 0, end) > text.rfind(">", 0, end)


def _safe_end(text: str, limit: int) -> int:
    """The last place up to the limit that lies between two characters, entities or links."""
    end = 0
    for unit in _ENTITY.finditer(text):
        if unit.end() > limit:
            break
        end = unit.end()
    return end or limit


def packed(groups: Sequence[Sequence[Block]], *, room: int = MESSAGE_CHARACTERS) -> list[list[Block]]:
    """Groups of blocks put into as few messages as keep the limits, in order; a group stays whole where it can."""
    messages: list[list[Block]] = [[]]
    used = 0
    for group in groups:
        for part, needed in _parts(fitted(group), room):
            if messages[-1] and (used + needed > room or len(messages[-1]) + len(part) > MESSAGE_BLOCKS):
                messages.append([])
                used = 0
            ruled = not messages[-1] and part[:1] == [{"type": "divider"}]
            messages[-1].extend(part[1:] if ruled else part)  # a rule parts two things: on top it parts nothing
            used += needed
    return [message for message in messages if message]


def _parts(group: list[Block], room: int) -> list[tuple[list[Block], int]]:
    """A group with its size; one that is too big for one message in parts that are not."""
    sizes = [size(block) for block in group]
    if len(group) <= MESSAGE_BLOCKS and sum(sizes) <= room:
        return [(group, sum(sizes))]
    return [([block], needed) for block, needed in zip(group, sizes, strict=True)]


def quoted(quote: Sequence[tuple[str, bool]]) -> dict[str, Any]:
    """A quote as a text object: set in by `>`, its numbers in bold; as plain text where signs in it would style it."""
    whole = "".join(text for text, _ in quote)
    if styled(whole):
        return {"type": "plain_text", "emoji": False, "text": f"“{escape(whole)}”"}
    told, end = [], 0
    for text, marked in quote:
        before, end = whole[:end], end + len(text)
        bold = marked and _stands_alone(before, whole[end:])
        told.append(f"*{escape(text)}*" if bold else escape(text))
    return {"type": "mrkdwn", "verbatim": True, "text": ">" + "".join(told)}


def _stands_alone(before: str, after: str) -> bool:
    """Whether Slack sees the end of a word on both sides: elsewhere the asterisks would show."""
    return (not before or before[-1] in " (") and (not after or after[0] in " ,.;:!?)")


def linked(name: str, url: str | None) -> str:
    """A name in mrkdwn, as a link where there is an address that fits into one."""
    address = escape(url or "")
    if not url or "|" in url or ">" in url or "<" in url or len(address) > LINKED_URL:
        return mrkdwn(name)
    return f"<{address}|{mrkdwn(name)}>"
