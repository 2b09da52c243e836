"""How the quantities of a sentence hang together: conversions, changes of levels, earlier levels, units told before."""

from __future__ import annotations

import re

from tracker.extraction.metric_scene import Quantity, Scene
from tracker.extraction.metric_units import counted, is_plural, singular
from tracker.model import Amount

_OPENERS = frozenset({"(", "[", ",", "or", "/", "–", "—", "="})
_REFERS = re.compile(
    r"(?:^|[,;:.] ?|\b)(?:that|this|it|which|the (?:figure|number|total|increase|growth|rise|count|multiple|volume))\b[\w' ]{0,40}$",
    re.IGNORECASE,
)
_USED = frozenset("usage consumption use call calls throughput volume count user users".split())


def find_alts(scene: Scene) -> None:
    """An amount in brackets after an amount is the same amount in another currency or unit."""
    held: Quantity | None = None
    for one in scene.quantities:
        if one.refusal:
            continue
        if held is not None and _converts(scene, held, one):
            held.alt.append(Amount(one.value, one.unit or ""))
            one.refusal = "conversion"
            one.level = held
            continue
        held = one


def _converts(scene: Scene, held: Quantity, one: Quantity) -> bool:
    if held.sort not in ("money", "physical") or one.sort != held.sort or held.unit == one.unit or one.change:
        return False
    between = scene.low[held.last : one.head]
    if not between or len(between) > 4 or between[0] not in _OPENERS:
        return False
    bracket = between[0] in ("(", "[")
    close = scene.word(one.last) in (")", "]", ",", ";")
    return (
        close
        if bracket
        else between[0] in ("or", "/", "=") or (len(between) > 1 and between[1] in ("or", "about", "equivalent"))
    )


def tie_changes(scene: Scene, before: Quantity | None) -> None:
    """Gives each change to the level that it changes; `before`: the last level of the sentence before."""
    for at, one in enumerate(scene.quantities):
        if one.change is None or one.refusal:
            continue
        level = _level_after(scene, at) or _level_before(scene, at) or _level_referred(scene, at, before)
        if level is None:
            if one.sort in ("bare",):
                one.change = None
            continue
        one.level = level
        if level.change is None:
            level.change = one.change


def _is_level(one: Quantity) -> bool:
    return not one.refusal and one.change is None and one.level is None and one.sort != "duration"


def _level_after(scene: Scene, at: int) -> Quantity | None:
    """ "rose by 25.2 points from a year earlier to 42.8 percent"."""
    one = scene.quantities[at]
    for other in scene.quantities[at + 1 :]:
        if other.refusal or other.sort == "duration":
            continue
        between = scene.low[one.last : other.head]
        if any(mark in between for mark in (";", ":")) or len(between) > 14:
            return None
        linked = between and (
            between[-1] in ("to", "at", "reach", "reaching", "hit", "hitting", "reached", "totalling", "totaling")
            or between[-2:] in (["to", "a"], ["to", "the"], ["to", "just"])
        )
        if linked and _is_level(other) and "from" not in between[-1:]:
            return other
        if between and between[-1] == "from":
            continue
        return None
    return None


def _level_before(scene: Scene, at: int) -> Quantity | None:
    """ "12.96 trillion tokens, up 31.5 %"."""
    one = scene.quantities[at]
    for other in reversed(scene.quantities[:at]):
        if other.refusal == "conversion" and other.level is not None:
            continue
        if other.refusal or other.sort == "duration":
            continue
        if other.change is not None and other.level is not None and not other.earlier:
            continue
        if not _is_level(other):
            return None
        text = scene.view.view[other.end : one.start]
        return other if _close(scene, one, text) else None
    return None


_OWN_SUBJECT = re.compile(
    r"\b(?:and|but|while|with|whereas)\b[^,;]*\b(?:rose|fell|grew|increased|climbed|jumped|dropped|declined|gained|surged|rising|growing|up|down)\b|[;:]|\.\s"
)
_FINITE = frozenset(
    "rose fell grew increased climbed jumped dropped declined gained surged slipped increase rise fall grow slid sank shrank soared expanded decreased contracted advanced plunged tumbled dipped is are was were".split()
)
_PRONOUNS = frozenset("it that this which they and".split())


def _close(scene: Scene, one: Quantity, text: str) -> bool:
    """Whether the words between a level and a change let the change speak of that level."""
    if re.search(r";|\.\s|\bwhile\b|\bwhereas\b|\bagainst\b", text):
        return False
    words = re.findall(r"[A-Za-z'-]+", text.lower())
    for place, word in enumerate(words):
        if (
            word in _FINITE
            and (place == 0 or words[place - 1] not in _PRONOUNS)
            and not (place and words[place - 1] in ("now", "also", "then"))
        ):
            return False
    return len(words) <= 22


def _level_referred(scene: Scene, at: int, before: Quantity | None) -> Quantity | None:
    """ "That was up by 11.83 % from the previous week": the last level of the sentence before."""
    if before is None or before.change is not None:
        return None
    one = scene.quantities[at]
    if any(_is_level(q) for q in scene.quantities[:at]):
        return None
    text = scene.view.view[scene.sentence.start : one.start].strip()
    if (
        re.match(
            r"(?:that|this|it|which|these|the (?:figure|number|total|increase|growth|rise|count|multiple|volume|amount|sum|result|rate))\b",
            text,
            re.IGNORECASE,
        )
        and len(text) < 60
    ):
        return before
    return None


def mark_earlier(scene: Scene) -> None:
    """ "from 2.1 %", "against 1.46 million in March": a level of its own, of another time."""
    for one in scene.quantities:
        if one.open and one.change is None and scene.word(one.head - 1) in ("from", "against", "versus", "vs", "after"):
            one.earlier = True


def inherit_units(scene: Scene, told: Quantity | None) -> None:
    """Gives a bare number the unit of what it counts: the subject's noun, else the last count before it."""
    last = told
    for at, one in enumerate(scene.quantities):
        if one.refusal:
            continue
        if one.sort == "bare":
            _inherit(scene, at, last)
        if one.open and one.sort in ("count", "physical", "money") and one.change is None:
            last = one


def _inherit(scene: Scene, at: int, last: Quantity | None) -> None:
    one = scene.quantities[at]
    if not (one.numeral.scaled or one.value >= 1000 or _labelled(scene, one)) and not (
        one.numeral.decimal and _index(scene, one)
    ):
        one.refusal = "no unit"
        return
    if one.numeral.decimal and not one.numeral.scaled:
        if _index(scene, one):
            one.unit, one.sort = "", "ratio"
        else:
            one.refusal = "no unit"
        return
    subject = _subject_noun(scene, at)
    if subject and not (last is not None and last.unit in ("token",) and subject not in _USED and False):
        one.unit, one.sort, one.inherited = subject, "count", True
        return
    if last is not None and last.unit:
        one.unit, one.sort, one.inherited = last.unit, last.sort, True
        one.noun = last.noun
        return
    one.refusal = "no unit"


def _labelled(scene: Scene, one: Quantity) -> bool:
    return scene.word(one.head - 1) == ":" and scene.word(one.last) in ("", ".", ";", ",")


_INDEX = re.compile(
    r"\b(?:[A-Z]{2,5}|index|ratio|effectiveness|efficiency|rating|score|coefficient|rate|factor|gini|PUE|multiple)\b",
    re.IGNORECASE,
)


def _index(scene: Scene, one: Quantity) -> bool:
    text = scene.view.view[max(scene.sentence.start, one.start - 70) : one.start]
    return bool(
        re.search(
            r"(?:index|ratio|effectiveness|efficiency|coefficient|factor|PUE|GPA|rating|PMI|reading|average|rate)\b[^.;]*$",
            text,
        )
    )


def _subject_noun(scene: Scene, at: int) -> str | None:
    """The counted noun before the number in its clause: "5G base stations is above", "token usage reached", "Users:"."""
    one = scene.quantities[at]
    begin = 0
    for other in reversed(scene.quantities[:at]):
        if other.last <= one.head:
            begin = other.last
            break
    for place in range(one.head - 1, begin - 1, -1):
        if scene.word(place) in (";", "."):
            begin = place + 1
            break
    words = scene.low[begin : one.head]
    for place in range(len(words) - 1, -1, -1):
        word = words[place]
        if (
            word in ("usage", "consumption", "calls", "use", "throughput")
            and place
            and words[place - 1].isalpha()
            and words[place - 1] not in scene.words.breaks
            and words[place - 1] not in ("daily", "weekly", "monthly", "total", "of", "annual", "global")
        ):
            return singular(words[place - 1], scene.words.irregular)
    for place in range(len(words)):
        if is_plural(scene, words[place]) and words[place] not in scene.words.never_counted and words[place].isalpha():
            found = counted(scene, begin + place)
            return found.name if found else singular(words[place], scene.words.irregular)
    return None
