"""How well what was found agrees with the annotation: precision, recall and F1, and the share of right fields.

A found number and an annotated one are a pair when they tell the same number at the same place, or else in the same
item. A fact is annotated once an item: a prediction that repeats a paired number in its item counts neither way.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from annotated import Letter, Mark, Span, Wanted

_WORD = re.compile(r"[^\W_]+")
_ENDINGS = (("ies", "y"), ("sses", "ss"), ("ches", "ch"), ("xes", "x"), ("s", ""))
_UNIT_WORDS = {
    "percent": "%", "per cent": "%", "pct": "%", "percentage": "%", "percentage point": "pp", "rmb": "CNY",
    "yuan": "CNY", "renminbi": "CNY", "us$": "USD", "dollar": "USD", "us dollar": "USD", "euro": "EUR", "pound": "GBP",
    "won": "KRW", "rupee": "INR", "yen": "JPY", "ton": "t", "tonne": "t", "metric ton": "t", "square meter": "m2",
    "square metre": "m2", "kilometer": "km", "kilometre": "km", "hectare": "ha",
}  # fmt: skip


@dataclass(slots=True)
class Tally:
    """What was right, wrong and missed, and for the pairs each field's share of right ones."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    fields: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    notes: list[str] = field(default_factory=list)

    def note(self, name: str, good: object) -> None:
        self.fields[name][0] += bool(good)
        self.fields[name][1] += 1

    def share(self, name: str) -> float | None:
        good, whole = self.fields.get(name, (0, 0))
        return good / whole if whole else None

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right else 0.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right else 0.0

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


class Found(NamedTuple):
    """A number that a program found: its places in the text, its value, every spelling of its unit that it gives."""

    spans: Sequence[Span]
    value: float | None
    units: Sequence[str]
    record: Mapping[str, Any]
    """what else is told of it, in the words of `tracker extract`; empty for the peers"""
    quote: str


# ---------------------------------------------------------------- when two things are the same


def same_number(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is None and other is None
    return math.isclose(one, other, rel_tol=1e-3, abs_tol=1e-9)


def _unit(name: str | None) -> str:
    name = (name or "").strip()
    low = name.lower()
    return _UNIT_WORDS.get(low) or _UNIT_WORDS.get(low.rstrip("s")) or (name if name.isupper() else low)


def _stem(word: str) -> str:
    for ending, new in _ENDINGS:
        if word.endswith(ending) and not word.endswith("ss"):
            return word.removesuffix(ending) + new
    return word


def same_unit(one: str | None, other: str | None) -> bool:
    """The same unit once spellings are put aside; of counted things the head noun decides."""
    first, second = _unit(one), _unit(other)
    if first == second:
        return True
    a, b = _WORD.findall(first.lower()), _WORD.findall(second.lower())
    return bool(a and b) and _stem(a[-1]) == _stem(b[-1])


def overlap(one: Iterable[Span], other: Sequence[Span]) -> bool:
    return any(a < d and c < b for a, b in one for c, d in other)


def _tells(mark: Mark, found: Found) -> bool:
    """Whether a found number is that of an annotated metric, in any of its currencies or units."""
    if mark["value"] is None:
        change = mark.get("change") or {}
        theirs = found.record.get("change") or {}
        value = theirs.get("value") if found.record else found.value
        return (found.value is None or not found.record) and same_number(change.get("value"), value)
    return any(
        same_number(value, found.value) for value in (mark["value"], *(a["value"] for a in mark.get("alt") or ()))
    )


def _part_of(mark: Mark, found: Found) -> bool:
    """Whether a peer's number is the change or the upper bound of an annotated metric, which it cannot tell as such."""
    change = mark.get("change") or {}
    return not found.record and any(
        value is not None and same_number(value, found.value) for value in (change.get("value"), mark.get("value_high"))
    )


# ---------------------------------------------------------------- metrics


def score_metrics(letter: Letter, found: Sequence[Found], numbers: Tally, full: Tally) -> None:
    """Adds a letter's numbers to `numbers` (the number alone) and `full` (with its unit and all other fields)."""
    items = [letter.item_at(one.spans[0][0]) if one.spans else None for one in found]
    partner = _pairs(letter.metrics, found, items)
    for number, wanted in enumerate(letter.metrics):
        if wanted.optional:
            continue
        if number in partner:
            numbers.right += 1
            _score_pair(letter, wanted.mark, found[partner[number]], full)
        else:
            numbers.missed += 1
            full.missed += 1
            numbers.notes.append(f"- {letter.path.name}: {wanted.mark['quote']!r}")
    used = set(partner.values())
    for number, one in enumerate(found):
        if number not in used and not _repeats(letter.metrics, one, items[number]):
            numbers.wrong += 1
            full.wrong += 1
            numbers.notes.append(f"+ {letter.path.name}: {one.quote!r} = {one.value} {list(one.units)[:1]}")


def _pairs(wanted: Sequence[Wanted], found: Sequence[Found], items: Sequence[int | None]) -> dict[int, int]:
    partner: dict[int, int] = {}
    used: set[int] = set()
    for near in (True, False):
        for w, want in enumerate(wanted):
            for h, have in enumerate(found):
                here = overlap(want.spans, have.spans) if near else items[h] == want.item
                if w not in partner and h not in used and here and _tells(want.mark, have):
                    partner[w] = h
                    used.add(h)
    return partner


def _repeats(wanted: Sequence[Wanted], one: Found, item: int | None) -> bool:
    return any(want.item == item and (_tells(want.mark, one) or _part_of(want.mark, one)) for want in wanted)


def _score_pair(letter: Letter, mark: Mark, one: Found, full: Tally) -> None:
    options = [mark["unit"], *(alt["unit"] for alt in mark.get("alt") or ())]
    if mark["value"] is None or any(same_unit(want, have) for want in options for have in one.units or ("",)):
        full.right += 1
    else:
        full.wrong += 1
        full.missed += 1
        full.notes.append(f"~ {letter.path.name}: {one.quote!r} is in {mark['unit']!r}, not {list(one.units)[:1]}")
    if one.record:
        _score_fields(mark, one.record, full)


def _score_fields(mark: Mark, record: Mapping[str, Any], full: Tally) -> None:
    full.note("qualifier", (record.get("qualifier") or "=") == mark.get("qualifier", "="))
    full.note("kind", record.get("kind") == mark.get("kind"))
    change, theirs = mark.get("change"), record.get("change")
    if change or theirs:
        want, have = change or {}, theirs or {}
        good = bool(change and theirs) and same_number(want["value"], have["value"])
        full.note("change", good and want["direction"] == have["direction"])
        if good and want.get("basis"):
            full.note("change basis", want["basis"] == have.get("basis"))
    if mark.get("period"):
        full.note("period", record.get("period") == mark["period"])


# ---------------------------------------------------------------- items and policies


def score_items(letter: Letter, starts: Iterable[int], tally: Tally) -> None:
    """An item is found where one begins within twelve characters of it."""
    left = set(starts)
    for start in set(letter.starts):
        near = next((have for have in sorted(left) if abs(have - start) <= 12), None)
        left.discard(near if near is not None else -1)
        tally.right += near is not None
        tally.missed += near is None
    tally.wrong += len(left)


def _acronym(name: str) -> str:
    return "".join(word[0] for word in re.findall(r"[A-Za-z]+", name) if word[0].isupper())


def _bare(name: str) -> str:
    name = re.sub(r"\(([^)]*)\)", " ", name)
    name = re.sub(r"^(the |china's |chinese |us |u\.s\. |uk |eu )+", "", name.strip().lower())
    return re.sub(r"\W+", " ", name).strip()


def same_issuer(one: str, other: str) -> bool:
    a, b = _bare(one), _bare(other)
    same = a == b or a in b or b in a or _acronym(one) == other.strip() or _acronym(other) == one.strip()
    return bool(a and b) and same


def _same_issuers(mark: Mark, record: Mapping[str, Any]) -> bool:
    want, have = mark["issuers"], record.get("issuers") or []
    return want == have or (bool(want) and all(any(same_issuer(a, b) for b in have) for a in want))


def score_policies(letter: Letter, records: Iterable[Mapping[str, Any]], per_item: Tally, each: Tally) -> None:
    """Adds a letter's policies: whether an item has one at all, and each of them."""
    by_item: dict[int | None, list[Mapping[str, Any]]] = defaultdict(list)
    for record in records:
        by_item[letter.place(record.get("quote"))].append(record)
    strays = len(by_item.pop(None, []))
    per_item.wrong += strays
    each.wrong += strays
    for number, wanted in enumerate(letter.policies):
        have = by_item[number]
        must = any(not want.optional for want in wanted)
        per_item.right += bool(must and have)
        per_item.missed += bool(must and not have)
        per_item.wrong += bool(have and not wanted)
        _score_item_policies(letter, wanted, list(have), each)


def _score_item_policies(letter: Letter, wanted: list[Wanted], left: list[Mapping[str, Any]], each: Tally) -> None:
    for want in sorted(wanted, key=lambda w: w.optional):

        def closeness(record: Mapping[str, Any], want: Wanted = want) -> tuple[bool, bool]:
            names = (same_issuer(a, b) for a in want.mark["issuers"] for b in record.get("issuers") or ())
            return overlap(want.spans, letter.spans(record.get("quote"))), any(names)

        best = max(left, key=closeness, default=None)
        if best is None or not any(closeness(best)):
            each.missed += not want.optional
            continue
        left.remove(best)
        if want.optional:
            continue
        each.right += 1
        each.note("issuers", _same_issuers(want.mark, best))
        for name in ("instrument", "stage", "jurisdiction"):
            each.note(name, best.get(name) == want.mark.get(name))
    each.wrong += len(left)
