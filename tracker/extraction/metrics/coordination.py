"""What numbers in a list share: a unit told once at its end, a change told once at its beginning.

"300 and 120 tonnes" · "Barley and rye rose 4 and 9 per cent" · "Exports grew 6 % to $410m and imports 9 % to $620m"
"""

from __future__ import annotations

import re
from itertools import pairwise

from tracker.extraction.metrics.scene import Quantity, Scene
from tracker.extraction.text import word_set
from tracker.model import Change

_LAST_LINKS = (["and"], ["or"], ["&"])
_OF_WHOLE = (["of", "the"], ["of", "its"], ["of", "their"])
"""What stands between a part and its whole: "paid 41 of the 60 million euros"."""
_FORGIVEN = ("", "no unit", "position in a list", "name")
_COORDINATORS = word_set("and , ; while but whereas or ( ) against")
_SAME_AGAIN = word_set("on over from in than against compared")
_ENDS = word_set("of was were is are had has have at to reached stood accounted made hit as")


def share_units(scene: Scene) -> None:
    """Gives the numbers of a list the unit that only its last one has: "4, 6 and 9 per cent", "300 and 120 tonnes"."""
    quantities = scene.quantities
    joined = False
    for at in range(len(quantities) - 2, -1, -1):
        one, other = quantities[at], quantities[at + 1]
        between = scene.low[one.last : other.head]
        joined = (
            between == [","]
            if joined
            else between in _LAST_LINKS
            or (between == [",", "and"] and _listed(scene, at))
            or (between in _OF_WHOLE and other.sort == "money")
        )
        if not joined or one.sort != "bare" or one.refusal not in _FORGIVEN or not _may_share(one, other):
            joined = False
            continue
        one.unit, one.sort, one.noun, one.refusal = other.unit, other.sort, other.noun, ""
        one.per = one.per or other.per
        if other.numeral.scaled and not one.numeral.scaled:
            _scale(one, other)


def share_percent(scene: Scene) -> None:
    """ "Montreal gained 93 per cent and Vancouver 37", "computing 61 %, phones 26": the sign is told once."""
    held: Quantity | None = None
    for one in scene.quantities:
        if held is not None and one.sort == "bare" and one.refusal in _FORGIVEN and _has_as_much(scene, held, one):
            one.unit, one.sort, one.refusal = "%", "percent", ""
            if held.delta is not None:
                one.delta = Change(one.value, "%", held.delta.direction)
        held = one if one.sort == "percent" and not one.refusal else None


def _has_as_much(scene: Scene, held: Quantity, one: Quantity) -> bool:
    between = scene.low[held.last : one.head]
    if one.numeral.spelled or one.numeral.scaled or one.value > 100 or not 2 <= len(between) <= 4:
        return False
    if between[0] not in ("and", ",") or scene.word(one.last) not in ("", ".", ";", ",", ")", "and"):
        return False
    names = between[1 + (between[:2] == [",", "and"]) :]
    plain = bool(names) and all(low.isalpha() and low not in scene.words.breaks | scene.words.labels for low in names)
    alike = held.delta is not None or scene.tokens[held.head - 1].kind == "word"
    named = scene.tokens[one.head - 1].text[0].isupper() or held.delta is None
    return (
        plain and alike and named and not set(names) & scene.words.verbs and 0.02 < one.value / (held.value or 1) < 50
    )


def _listed(scene: Scene, at: int) -> bool:
    """Whether a comma links the number before too: "4, 6, and 9 per cent"."""
    before = scene.quantities[at - 1] if at else None
    return before is not None and scene.low[before.last : scene.quantities[at].head] == [","]


def _may_share(one: Quantity, other: Quantity) -> bool:
    if other.refusal or other.unit is None or other.sort in ("duration", "times", "ratio") or one.numeral.spelled:
        return False
    if other.sort == "percent" and one.value > 100 and one.value > 20 * other.value:
        return False
    return not one.numeral.scaled or other.numeral.scaled


def _scale(one: Quantity, other: Quantity) -> None:
    """ "4, 6 and 9 million": the scale is told once too."""
    factor = next((scale for scale in (1e12, 1e9, 1e6, 1e3) if other.value >= scale), 1.0)
    if one.value < 1000:
        one.value = float(f"{one.value * factor:.12g}")


def share_changes(scene: Scene) -> None:
    """Makes a percentage a change where the clause leaves its verb out: "fell 8 %, those of tomatoes 3 %"."""
    held: Quantity | None = None
    moved: Quantity | None = None
    for at, one in enumerate(scene.quantities):
        if one.refusal:
            continue
        again = scene.low[max(0, one.head - 2) : one.head] in (["and", "by"], [",", "by"])
        held = moved if again and moved is not None and moved.sort == one.sort else held
        if one.delta is not None:
            held = moved = one
        elif (
            held is not None and held.delta is not None and (_gapped(scene, at, held, one) or _alike(scene, held, one))
        ):
            one.delta = Change(one.value, one.unit or "", held.delta.direction)
            held = one
        elif one.sort in ("percent", "points"):
            held = None


_STEPS = re.compile(
    r"\b(?P<up>growth|increases?|gains?|rises?)\b|\b(?:losses|loss|falls?|drops?|declines?|decreases?)\b"
)


def share_bracketed(scene: Scene) -> None:
    """Makes percentages in brackets after names changes: "growth, including Colombo (10.6 per cent), Manila (11.3)"."""
    view, start = scene.view.view, scene.sentence.start
    inside = [
        one
        for one in scene.quantities
        if not one.refusal and one.sort == "percent" and scene.word(one.head - 1) == "(" and scene.word(one.last) == ")"
    ]
    if len(inside) < 2 or any(q.is_level and q.sort == "percent" and q not in inside for q in scene.quantities):
        return
    told = list(_STEPS.finditer(view, start, inside[0].start))
    named = all(view[: one.start - 1].rstrip()[-30:].rpartition(" ")[2][:1].isupper() for one in inside)
    if not told or not named:
        return
    for one in inside:
        if one.delta is None:
            one.delta = Change(abs(one.value), one.unit or "", "up" if told[-1]["up"] else "down")


def _alike(scene: Scene, held: Quantity, one: Quantity) -> bool:
    """ "a rise of 5 Mt for wheat and 6 Mt for rice": the same step is told of the next thing."""
    link = scene.word(one.last)
    if one.unit != held.unit or one.sort not in ("physical", "money") or link not in ("for", "in"):
        return False
    return scene.word(one.head - 1) == "and" and scene.word(held.last) == link and one.head - held.last <= _STEP


_STEP = 6


def _gapped(scene: Scene, at: int, held: Quantity, one: Quantity) -> bool:
    if held.sort != one.sort or one.unit != held.unit or one.sort not in ("percent", "points") or one.earlier:
        return False
    between = scene.low[held.last : one.head]
    words = scene.words
    if between[-1:] == ["by"] and between[-2:-1] in (["and"], [","], ["or"]):
        return True
    if not set(between) & _COORDINATORS or len(between) > 16 or (between and between[-1] in _ENDS):
        return False
    moved_itself = scene.word(one.last) == "," and scene.word(one.last + 1) in ("up", "down")
    if moved_itself or scene.word(one.last) in ("of", "share", "stake") or _has_verb(scene, between):
        return False
    last = max(n for n, low in enumerate(between) if low in _COORDINATORS)
    if any(low in words.up or low in words.down or low in words.flat for low in between[last + 1 :]):
        return False
    moved = scene.word(held.last) == "to" or any(q.first > held.last and q.last <= one.head for q in _levels(scene, at))
    return not moved or scene.word(one.last) in ("to", "at", ",", "(")


def _has_verb(scene: Scene, between: list[str]) -> bool:
    """Whether a finite verb stands between; right after "and" or an article the word is a noun: "and imports 9 %".

    A participle behind a comma parts them as well: "rose by 5.9 %, representing an 18.1 % share".
    """
    if any(last == "," and low.endswith("ing") for last, low in pairwise(between)):
        return True
    return any(low in scene.words.verbs and last not in _NOUNS_FOLLOW for last, low in pairwise(between))


_NOUNS_FOLLOW = word_set("and , the its their of in for a while but")


def _levels(scene: Scene, at: int) -> list[Quantity]:
    return [q for q in scene.quantities[:at] if q.is_level]


def tie_second_changes(scene: Scene) -> None:
    """ "up 4.2 % on the year and 1.1 % on the month": two comparisons of one level."""
    for one, other in pairwise(scene.quantities):
        if one.delta is None or one.level is None or one.refusal or other.refusal or other.level is not None:
            continue
        if other.sort != one.sort or other.delta is None or one.level.start > one.start:
            continue
        between = scene.low[one.last : other.head]
        if set(between) & _COORDINATORS and set(between) & _SAME_AGAIN and scene.word(other.last) in _SAME_AGAIN:
            other.level = one.level


__all__ = ["share_bracketed", "share_changes", "share_percent", "share_units", "tie_second_changes"]
