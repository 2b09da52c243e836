"""Whom and what a quantity is about: subject, measure, the length of time it is counted over, and its bounds."""

from __future__ import annotations

import re
from typing import NamedTuple

from tracker.extraction.metric_links import _clause_begin
from tracker.extraction.metric_scene import Quantity, Scene
from tracker.extraction.text import Shape

_CADENCES = (
    ("day", re.compile(r"\b(?:daily|a day|per day|each day|every day|average day|/day|single day)\b", re.IGNORECASE)),
    ("week", re.compile(r"\b(?:weekly|a week|per week|each week|in the week|last week|this week|one week|typical week|for the week|week of|week to)\b", re.IGNORECASE)),
    ("month", re.compile(r"\b(?:monthly|a month|per month|each month)\b", re.IGNORECASE)),
    ("quarter", re.compile(r"\b(?:quarterly|a quarter|per quarter)\b", re.IGNORECASE)),
    ("year", re.compile(r"\b(?:annual|annually|yearly|a year|per year|per annum|each year|every year)\b", re.IGNORECASE)),
)  # fmt: skip
_CADENCE_WORDS = {"day": "daily", "week": "weekly", "month": "monthly", "quarter": "quarterly", "year": "annual"}
_VERB = frozenset(
    "is are was were be been being has have had do does did will would can could should may might must shall to by "
    "reached reach reaches hit hits hitting stood stands exceeded exceeds surpassed surpasses rose fell grew climbed "
    "increased decreased declined dropped jumped surged slipped totalled totaled numbered amounted came went got took "
    "counted recorded reported posted saw sees showed shows said says accounted makes made up down had processed used "
    "consumed generated produced invested spent raised approved granted built sold bought plans aims wants expects "
    "passed crossed topped gained lost cut added held leads led registered managed handled".split(" ")
)
_FRAME = re.compile(
    r"^(?:in|by|on|at|since|from|between|during|as of|until|for|over|after|before|under|with|according to|meanwhile|however|also|still)\b[^,]*,\s*",
    re.IGNORECASE,
)
_EDGES = frozenset(
    "the a an its their his her this that these those of and or but as so also now then when while where which who".split(
        " "
    )
)


class Series(NamedTuple):
    subject: str
    measure: str
    cadence: str | None
    scope: tuple[str, ...]


def name_series(scene: Scene, one: Quantity, title: str | None) -> Series:
    """A row's head in a table: short noun phrases from the quantity's own clause."""
    before = _before(scene, one)
    owner, thing = _split(before)
    cadence = cadence_of(scene, one)
    counted = " ".join(one.noun) if one.sort == "count" and not one.inherited else ""
    measure = counted or thing
    if one.sort == "percent" and one.delta is None:
        measure = _share(scene, one) or thing
    if counted and thing and not owner and thing != counted:
        owner = thing if thing[:1].isupper() else ""
    scope = _scope(scene, one)
    subject = owner or _named(scene, one) or (title or "")[:60]
    measure = _shown(measure, cadence)
    return Series(subject.strip(), measure, cadence, scope)


def _before(scene: Scene, one: Quantity) -> str:
    """The words of the clause before its verb."""
    at = scene.quantities.index(one)
    begin = _clause_begin(scene, at)
    stop = one.head
    for place in range(begin, one.head):
        if scene.low[place] in _VERB or scene.low[place] == ":":
            stop = place
            if place > begin:
                break
            begin = place + 1
    if begin >= stop:
        return ""
    text = scene.view.view[scene.tokens[begin].start : scene.tokens[stop - 1].end]
    text = _FRAME.sub("", re.sub(r"\s+", " ", text).strip(" ,–—-:•"))
    return text if len(text) <= 120 else text[-120:].partition(" ")[2]


def _split(text: str) -> tuple[str, str]:
    """ "Tencent's B2B revenue" → ("Tencent", "B2B revenue")."""
    owner, mark, thing = text.partition("'s ")
    if mark:
        return _bare(owner), _bare(thing)
    owner, mark, thing = text.partition("s' ")
    if mark:
        return _bare(owner + "s"), _bare(thing)
    text = _bare(text)
    words = text.split(" ")
    if words and words[0][:1].isupper() and len(words) <= 3 and all(word[:1].isupper() for word in words if word):
        return text, ""
    return "", text


def _bare(text: str) -> str:
    words = text.split(" ")
    while words and words[0].lower().strip(",") in _EDGES:
        words = words[1:]
    while words and words[-1].lower().strip(",") in _EDGES:
        words = words[:-1]
    return " ".join(words[-8:])


def _share(scene: Scene, one: Quantity) -> str:
    text = scene.view.view[one.end : min(one.end + 60, scene.sentence.end)]
    found = re.match(r"\s+(?:of|coverage of|share of)\s+((?:[\w'-]+\s?){1,5})", text)
    if not found:
        return ""
    words: list[str] = []
    for word in found.group(1).split():
        if words and word.lower() in scene.words.breaks:
            break
        words.append(word)
    return "share of " + _bare(" ".join(words)) if words else ""


def cadence_of(scene: Scene, one: Quantity) -> str | None:
    """The length of time that a flow is counted over, where the clause tells it."""
    view = scene.view.view
    near = view[max(scene.sentence.start, one.start - 60) : min(scene.sentence.end, one.end + 24)]
    for name, pattern in _CADENCES:
        if pattern.search(near):
            return name
    return _from_period(one.period) if one.sort in ("money", "count") else None


def _from_period(period: str | None) -> str | None:
    if period is None or "/" not in period:
        return None
    first, _, last = period.partition("/")
    if len(first) == 10 and len(last) == 10:
        from datetime import date

        try:
            days = (date.fromisoformat(last) - date.fromisoformat(first)).days + 1
        except ValueError:
            return None
        return {7: "week", 90: "quarter", 91: "quarter", 92: "quarter"}.get(days)
    return None


def _scope(scene: Scene, one: Quantity) -> tuple[str, ...]:
    found: list[str] = []
    names = scene.words.places
    for token in scene.tokens:
        if token.text[:1].isupper() and token.text.removesuffix("'s") in names:
            code = names[token.text.removesuffix("'s")]
            if code not in found:
                found.append(code)
    return tuple(found[:3])


def _named(scene: Scene, one: Quantity) -> str:
    """The nearest name before the quantity in its sentence."""
    text = scene.view.view[scene.sentence.start : one.start]
    names = re.findall(r"(?<![.!?]\s)(?:[A-Z][\w.&-]*)(?: (?:[A-Z][\w.&-]*|of|and))*", text)
    names = [
        name.removesuffix(" of").removesuffix(" and")
        for name in names
        if len(name) > 2 and name not in ("The", "In", "By", "And", "But")
    ]
    return names[-1] if names and scene.sentence.shape is not Shape.HEADING else ""


def _shown(measure: str, cadence: str | None) -> str:
    if cadence and measure and not re.search(r"\b(?:daily|weekly|monthly|quarterly|annual|yearly)\b", measure):
        return f"{_CADENCE_WORDS[cadence]} {measure}"
    return measure
