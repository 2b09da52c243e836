"""What Slack documents that blocks must be, and what it says of those that are not.

Source: https://docs.slack.dev/reference/block-kit/blocks and .../block-elements and .../composition-objects.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

MOST_BLOCKS = 50
MOST_CHARACTERS = 13_200
"""of all blocks of a message together: found by experiment, not documented"""
KEYS = {
    "section": {"text", "fields", "accessory", "expand"},
    "header": {"text", "level"},
    "context": {"elements"},
    "actions": {"elements"},
    "divider": set(),
    "image": {"image_url", "slack_file", "alt_text", "title"},
    "rich_text": {"elements"},
}
SELECT_KEYS = {"type", "placeholder", "options", "action_id", "initial_option", "confirm", "focus_on_load"}
BUTTON_KEYS = {"type", "text", "action_id", "url", "value", "style", "confirm", "accessibility_label"}


def faults_of_blocks(blocks: object) -> list[str]:
    """Every rule that the blocks break, in Slack's manner of saying it; empty where it would take them."""
    if not isinstance(blocks, list):
        return ["must be an array"]
    faults = [f"no more than {MOST_BLOCKS} items allowed [json-pointer:/blocks]"] if len(blocks) > MOST_BLOCKS else []
    for number, block in enumerate(blocks):
        faults += [f"{fault} [json-pointer:/blocks/{number}]" for fault in _block(block)]
    ids = [block["block_id"] for block in blocks if isinstance(block, dict) and "block_id" in block]
    faults += ["block_id already used"] if len(set(ids)) < len(ids) else []
    faults += ["msg_blocks_too_long"] if characters(blocks) > MOST_CHARACTERS else []
    return faults


def characters(value: object) -> int:
    """The characters of all texts within."""
    if isinstance(value, dict):
        own = len(value["text"]) if isinstance(value.get("text"), str) else 0
        return own + sum(characters(part) for part in value.values() if not isinstance(part, str))
    return sum(characters(part) for part in value) if isinstance(value, list) else 0


def _block(block: Any) -> Iterator[str]:
    kind = block.get("type") if isinstance(block, dict) else None
    if kind not in KEYS:
        yield f"unsupported type: {kind}"
        return
    for key in set(block) - KEYS[kind] - {"type", "block_id"}:
        yield f"no more properties allowed: {key}"
    if len(str(block.get("block_id", ""))) > 255:
        yield "block_id must be less than 256 characters"
    yield from CHECKS[kind](block)


def _text(value: Any, longest: int, kinds: tuple[str, ...] = ("mrkdwn", "plain_text")) -> Iterator[str]:
    if not isinstance(value, dict) or value.get("type") not in kinds:
        yield f"text must be an object of type {' or '.join(kinds)}"
        return
    text = value.get("text")
    if not isinstance(text, str) or not text:
        yield "must be more than 0 characters"
    elif len(text) > longest:
        yield f"must be less than {longest + 1} characters"
    allowed = {"type", "text", "emoji"} if value["type"] == "plain_text" else {"type", "text", "verbatim"}
    for key in set(value) - allowed:
        yield f"no more properties allowed in a {value['type']}: {key}"


def _section(block: Any) -> Iterator[str]:
    fields = block.get("fields")
    if "text" not in block and not fields:
        yield "missing required field: text or fields"
    if "text" in block:
        yield from _text(block["text"], 3000)
    if fields is not None:
        if not isinstance(fields, list) or not 1 <= len(fields) <= 10:
            yield "fields must hold 1 to 10 items"
            return
        for one in fields:
            yield from _text(one, 2000)
    if "accessory" in block:
        yield from _element(block["accessory"])


def _header(block: Any) -> Iterator[str]:
    yield from _text(block.get("text"), 150, ("plain_text",))


def _elements(block: Any, most: int) -> list[Any] | None:
    elements = block.get("elements")
    return elements if isinstance(elements, list) and 1 <= len(elements) <= most else None


def _context(block: Any) -> Iterator[str]:
    elements = _elements(block, 10)
    if elements is None:
        yield "elements must hold 1 to 10 items"
        return
    for element in elements:
        if isinstance(element, dict) and element.get("type") == "image":
            yield from _image(element)
        else:
            yield from _text(element, 3000)


def _actions(block: Any) -> Iterator[str]:
    elements = _elements(block, 25)
    if elements is None:
        yield "elements must hold 1 to 25 items"
        return
    for element in elements:
        yield from _element(element)
    ids = [element["action_id"] for element in elements if isinstance(element, dict) and "action_id" in element]
    if len(set(ids)) < len(ids):
        yield "action_id already used"


def _element(element: Any) -> Iterator[str]:
    kind = element.get("type") if isinstance(element, dict) else None
    if kind == "image":
        yield from _image(element)
        return
    if kind not in ("button", "overflow", "static_select"):
        yield f"unsupported element: {kind}"
        return
    if len(str(element.get("action_id", ""))) > 255:
        yield "action_id must be less than 256 characters"
    if kind == "static_select":
        yield from _select(element)
    if kind != "button":
        return
    yield from _text(element.get("text"), 75, ("plain_text",))
    for key in set(element) - BUTTON_KEYS:
        yield f"no more properties allowed: {key}"
    for key, longest in (("url", 3000), ("value", 2000)):
        if len(str(element.get(key, ""))) > longest:
            yield f"{key} must be less than {longest + 1} characters"


def _select(element: Any) -> Iterator[str]:
    for key in set(element) - SELECT_KEYS:
        yield f"no more properties allowed: {key}"
    yield from _text(element.get("placeholder"), 150, ("plain_text",))
    options = element.get("options")
    if not isinstance(options, list) or not 1 <= len(options) <= 100:
        yield "options must hold 1 to 100 items"
        return
    for option in options:
        yield from _text(option.get("text"), 75, ("plain_text",))
        if not 1 <= len(str(option.get("value", ""))) <= 150:
            yield "value must be 1 to 150 characters"


def _image(block: Any) -> Iterator[str]:
    if not block.get("alt_text") or len(block["alt_text"]) > 2000:
        yield "alt_text must be 1 to 2000 characters"
    if "slack_file" not in block and not 1 <= len(block.get("image_url", "")) <= 3000:
        yield "image_url must be 1 to 3000 characters"
    if "title" in block:
        yield from _text(block["title"], 2000, ("plain_text",))


def _rich_text(block: Any) -> Iterator[str]:
    if not isinstance(block.get("elements"), list):
        yield "missing required field: elements"


def _anything(_: Any) -> Iterator[str]:
    yield from ()


CHECKS: dict[str, Callable[[Any], Iterator[str]]] = {
    "section": _section,
    "header": _header,
    "context": _context,
    "actions": _actions,
    "divider": _anything,
    "image": _image,
    "rich_text": _rich_text,
}
