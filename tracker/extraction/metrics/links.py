"""Amounts told twice, and levels of earlier times: "€4bn ($4.4bn)", "from 2.1 %", "against 1.46 million in March"."""

from __future__ import annotations

import re

from tracker.extraction.metrics.scene import RELATIVE, Quantity, Scene
from tracker.extraction.text import word_set
from tracker.model import Amount, Change

_OPENERS = frozenset({"(", "[", ",", "or", "/", "–", "—", "="})

_EARLIER = word_set("from against versus vs after")

_FORMER = _EARLIER | {"following", "than"}


def find_alts(scene: Scene) -> None:
    """An amount in brackets after an amount is the same amount in another currency or unit."""
    held: Quantity | None = None
    for one in scene.quantities:
        if one.refusal:
            continue
        if held is not None and _converts(scene, held, one):
            if one.sort == held.sort:
                held.alt.append(Amount(one.value, one.unit or ""))
            one.refusal, one.level = "conversion", held
        else:
            held = one


def _converts(scene: Scene, held: Quantity, one: Quantity) -> bool:
    if {held.sort, one.sort} == {"points", "percent"} and held.value == one.value:
        return scene.low[held.last : one.head] == ["("]
    if held.sort not in ("money", "physical") or one.sort != held.sort or held.unit == one.unit or one.delta:
        return False
    between = scene.low[held.last : one.head]
    if "(" in between and held.sort == "money":
        at = between.index("(")
        plain = scene.words.breaks.isdisjoint(between[:at]) or _only_dated(scene, held.last, held.last + at)
        between = between[at:] if plain else between
    if not between or len(between) > 4 or between[0] not in _OPENERS:
        return False
    if between[0] in ("(", "["):
        return scene.word(one.last) in (")", "]", ",", ";", "/", "at")
    told = between[0] in ("or", "/", "=") or (len(between) > 1 and between[1] in ("or", "about", "equivalent", "equal"))
    same = held.sort == "money" or 0.2 < one.value / (held.value or 1) < 5
    return told and same


def _only_dated(scene: Scene, begin: int, stop: int) -> bool:
    """Whether only a time stands between an amount and its bracket: "271 billion francs in 2025 (about $480m)"."""
    between = range(begin, stop)
    return any(map(scene.date_at, between)) and all(scene.date_at(n) or scene.low[n] in ("in", "for") for n in between)


_OF_THEN = re.compile(
    r"\b(?:from|against|after|versus|compared (?:with|to)|than) (?:last (?:year|month|week|quarter|season)|"
    r"the (?:previous|prior|preceding) (?:year|month|week|quarter|season)|(?:19|20)\d\d|[A-Z][a-z]+)['’]s "
    r"(?:[\w-]+ ){1,3}of (?:about |around |some )?$"
    r"|\b(?:from|against|than|after) (?:an?|the|its|their) (?:earlier|previous|prior|original|former|first|old) "
    r"(?!forecast|estimate|projection|prediction)(?:[\w-]+ ){1,3}of (?:about |around |some |between )?$"
)
"""What was at another time, told with a noun: "from last year's output of"."""
_COMPARED = (["compared", "with"], ["compared", "to"], ["instead", "of"], ["rather", "than"])


def mark_earlier(scene: Scene) -> None:
    """ "from 2.1 %", "against 1.46 million in March": a level of its own, of another time.

    After a change without a level it is a change too: "rose 3.1 %, after 2.8 % in July".
    """
    held: Quantity | None = None
    prior: Quantity | None = None
    for one in scene.quantities:
        if one.refusal:
            continue
        article = scene.word(one.head - 1) in ("the", "a", "its")
        if (
            one.is_level
            and scene.word(one.head - 1 - article) == "than"
            and held is not None
            and held.delta is not None
        ):
            one.earlier = True
        if (
            one.is_level
            and scene.word(one.head - 1) == "of"
            and _OF_THEN.search(scene.view.view, scene.sentence.start, one.start)
        ):
            one.earlier = True
        lead = scene.low[max(0, one.head - 2 - article) : one.head - article]
        if one.is_level and lead and (lead[-1] in _EARLIER or lead in _COMPARED):
            one.earlier = True
            if held is not None and held.delta is not None and held.sort == one.sort == "percent":
                one.delta = alike(one, held.delta)
            if held is not None and held.unit and held.unit.partition("/")[0] == one.unit:
                one.unit = held.unit
        elif (
            one.delta is not None
            and one.sort in RELATIVE
            and (_is_former(lead, prior) or _is_after(scene, one, lead) or _after_doing(scene, one, prior))
        ):
            one.earlier = True
        elif (
            held is not None
            and held.delta is not None
            and any(goes(scene, held, one) for goes in (_goes_on, _was_expected, _again))
        ):
            one.delta = alike(one, held.delta)
        held = one
        prior = one if one.delta is not None and not one.earlier else prior


def _again(scene: Scene, held: Quantity, one: Quantity) -> bool:
    """ "increased $1.9 billion, or 0.4 per cent": the same step as a share."""
    if held.sort in RELATIVE or one.sort != "percent" or one.delta is not None or scene.word(one.last) == "of":
        return False
    return scene.low[held.last : one.head] in (["or"], [",", "or"], ["("])


def alike(one: Quantity, other: Change) -> Change:
    """A change that goes the way of another, or down where it is told with a minus."""
    return Change(abs(one.value), one.unit or "", "down" if one.value < 0 else other.direction)


_EXPECTED = word_set("expected forecast forecasted predicted projected estimated anticipated foreseen")


def _was_expected(scene: Scene, held: Quantity, one: Quantity) -> bool:
    """ "will grow by 1.8 %; in April it had expected 1.4 %": the same step, as it was foreseen before."""
    if (
        held is None
        or held.delta is None
        or held.sort not in RELATIVE
        or one.delta is not None
        or one.unit != held.unit
    ):
        return False
    lead = scene.low[max(held.last, one.head - 6) : one.head]
    if lead[-1:] == ["of"] and "from" in lead and set(lead) & {"forecast", "estimate", "projection", "prediction"}:
        return True
    return lead[-2:-1] == ["had"] and lead[-1] in _EXPECTED


def _is_former(lead: list[str], held: Quantity | None) -> bool:
    """ "rose 0.2 %, after a 0.7 % fall in April": the change of the time before, none of a level told here."""
    if held is None or held.delta is None or held.sort not in RELATIVE or not lead:
        return False
    return lead[-1] in _FORMER or lead in _COMPARED


def _after_doing(scene: Scene, one: Quantity, prior: Quantity | None) -> bool:
    """ "expected to climb 13.8 % after jumping 20 % in April", "following a fall of 8.4 % in April"."""
    if prior is None or prior.delta is None or prior.sort not in RELATIVE:
        return False
    at = next((n for n in range(one.head - 1, max(prior.last, one.head - 6) - 1, -1) if scene.low[n] in _AFTER), None)
    if at is None or "," in scene.low[at : one.head]:
        return False
    return scene.low[at + 1].endswith("ing") or scene.low[at + 1] in ("a", "an", "the")


_AFTER = word_set("after following")


def _is_after(scene: Scene, one: Quantity, lead: list[str]) -> bool:
    """ "Sales were flat in April, after a 0.4 % rise in March": where the sentence has told nothing else before."""
    if not lead or lead[-1] not in ("after", "following") or "," not in scene.low[: one.head]:
        return False
    return not any(q.start < one.start and not q.refusal for q in scene.quantities)


def _goes_on(scene: Scene, held: Quantity, one: Quantity) -> bool:
    """ "growth of 2.1 % this year and 2.4 % next year"."""
    if one.sort not in RELATIVE or one.unit != held.unit or one.delta is not None:
        return False
    between = [
        n
        for n in range(held.last, one.head)
        if not scene.date_at(n) and scene.low[n] not in ("in", "for", "the", "during", ",", "from", "since")
    ]
    return [scene.low[n] for n in between] in (["and"], [])
