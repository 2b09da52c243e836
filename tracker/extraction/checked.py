"""What somebody else says of a story, checked against its text: whoever names mentions, the text must bear them out.

A model names and judges: what a number is called, whether an act is one, its instrument and stage. The rest is read
from the text by the grammar: a mention has a verbatim quote, its number is one that the grammar reads there, its dates
are ones that the text tells, its names are made of the story's own words. What does not hold is refused, with the
reason; what the grammar has found and nobody names is refused too.

    told: {"metrics": [{"quote", "value", …}], "policies": [{"quote", "issuers", …}]}      + the grammar's Extraction
      → each quote found in the text → value, dates, words checked → mentions, rejections
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple, TypeVar

from tracker.extraction.dates import find_dates
from tracker.extraction.numbers import may_begin, read_numeral
from tracker.extraction.text import TextView, look, tokenise
from tracker.model import (
    Change,
    Extraction,
    Instrument,
    Item,
    Kind,
    Mention,
    MetricMention,
    PolicyMention,
    Rejection,
    Stage,
)

Told = Mapping[str, Any]
LONGEST_QUOTE, LONGEST_NAME = 2_000, 160
_WORD = re.compile(r"[^\W\d_]{4,}")
_SPACE = re.compile(r"\s+")
_JURISDICTION = re.compile(r"[A-Z]{2}|INT")
_PERIOD = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?(?:/\d{4}(?:-\d\d(?:-\d\d)?)?)?")
_BASIS = re.compile(r"wow|mom|qoq|yoy|since:\d{4}(?:-\d\d(?:-\d\d)?)?")
E = TypeVar("E", Instrument, Stage, Kind)


class Span(NamedTuple):
    start: int
    end: int


class Story:
    """A story as its mentions are checked against it."""

    def __init__(self, item: Item, own: Extraction) -> None:
        self.item = item
        self.own = own
        self.view: TextView = look(item.text)
        self.stems = {_stem(word) for word in _WORD.findall(f"{item.title or ''} {item.text}".casefold())}

    def find(self, quote: str, after: int = 0) -> Span | None:
        """Where a quote stands, word for word; how its words are spaced may differ. None where it does not."""
        words = quote.split()
        if not words or len(quote) > LONGEST_QUOTE:
            return None
        pattern = re.compile(r"\s+".join(map(re.escape, words)))
        found = pattern.search(self.item.text, after) or pattern.search(self.item.text)
        return Span(found.start(), found.end()) if found else None

    def sentence(self, span: Span) -> Span:
        """The sentences that a span lies in."""
        over = [one for one in self.view.sentences if one.start < span.end and span.start < one.end]
        return Span(min(span.start, over[0].start), max(span.end, over[-1].end)) if over else span

    def text(self, span: Span) -> str:
        return self.item.text[span.start : span.end]

    def numbers(self, span: Span) -> Iterator[float]:
        """Every number that the grammar reads in a span."""
        tokens = tokenise(self.view.view, *span)
        at = 0
        while at < len(tokens):
            begins = tokens[at].kind == "number" or may_begin(tokens[at].lower)
            numeral = read_numeral(tokens, at) if begins else None
            if numeral is not None:
                yield numeral.value
            at = max(at + 1, numeral.last if numeral else 0)

    def speaks_of(self, name: str) -> bool:
        """Whether a name is made of the story's own words."""
        return all(_stem(word) in self.stems for word in _WORD.findall(name.casefold()))

    def dates(self) -> frozenset[str]:
        """Every date and period that the text tells."""
        published = self.item.published.date() if self.item.published else None
        spans = find_dates(self.view.view, 0, len(self.view.view), published)
        return frozenset(part for span in spans if span.period for part in (span.period, *span.period.split("/")))


def check(item: Item, told: Told, own: Extraction, by: str) -> Extraction:
    """The mentions that `by` names of an item, as far as the text bears them out; anything at all may be told.

    `own`: what the grammar found in the same item.
    """
    story = Story(item, own)
    metrics: list[MetricMention] = []
    policies: list[PolicyMention] = []
    refused: list[Rejection] = []
    for one in _mappings(told.get("metrics")):
        metric = _metric(story, one, metrics, by)
        if isinstance(metric, MetricMention):
            metrics.append(metric)
        else:
            refused.append(metric)
    for one in _mappings(told.get("policies")):
        policy = _policy(story, one, by)
        if isinstance(policy, PolicyMention):
            policies.append(policy)
        else:
            refused.append(policy)
    refused += [one for one in own.rejections if not _met(one, (*metrics, *policies))]
    for about, named, all_own in (("metric", metrics, own.metrics), ("policy", policies, own.policies)):
        unnamed = (left for left in all_own if not _met(left, named))
        refused += [Rejection(about, one.quote, one.start, one.end, f"{by} names no {about} here") for one in unnamed]
    in_order = sorted(metrics, key=lambda each: each.start)
    return Extraction(tuple(in_order), tuple(sorted(policies, key=lambda each: each.start)), tuple(refused))


def _met(one: Rejection | Mention, others: Sequence[Mention]) -> bool:
    """Whether something overlaps one of the others."""
    return any(one.start < other.end and other.start < one.end for other in others)


def _mappings(value: object) -> Iterator[Told]:
    return (one for one in value if isinstance(one, Mapping)) if isinstance(value, list) else iter(())


# ---------------------------------------------------------------- metrics


def _metric(story: Story, told: Told, taken: Sequence[MetricMention], by: str) -> MetricMention | Rejection:
    """The mention that is told, with what the grammar reads of its number."""
    quote = _words(told.get("quote"), LONGEST_QUOTE)
    after = max((one.end for one in taken if one.quote == quote), default=0)
    span = story.find(quote, after)
    if span is None:
        return _not_there("metric", quote, by)
    value, change = _number(told.get("value")), told.get("change")
    own = _own_metric(story, span, value, change)
    if own is None:
        made = _number_alone(story, span, told, value)
        if isinstance(made, str):
            return Rejection("metric", story.text(span), *span, f"{by} says {made}")
        own = made
    if any(own.start == one.start for one in taken):
        return Rejection("metric", own.quote, own.start, own.end, f"{by} names it twice")
    return replace(
        own,
        subject=_name(story, told.get("subject"), own.subject),
        measure=_name(story, told.get("measure"), own.measure),
        kind=_member(Kind, told.get("kind"), own.kind),
        period=_period(story, told.get("period")) or own.period,
        change=_change(story, span, change) or own.change,
        reason=f"{own.reason}; named by {by}" if own.reason else f"named by {by}",
    )


def _own_metric(story: Story, span: Span, value: float | None, change: object) -> MetricMention | None:
    """The grammar's mention of the same number: within the quote, of the same value or the same change."""
    within = [one for one in story.own.metrics if one.start < span.end and span.start < one.end]
    stated = _number(change.get("value")) if isinstance(change, Mapping) else None
    for one in within:
        if value is not None and one.value is not None and _same(one.value, value):
            return one
        only_change = value is None and one.value is None and one.change is not None
        if only_change and one.change and stated is not None and _same(one.change.value, abs(stated)):
            return one
    return None


def _number_alone(story: Story, span: Span, told: Told, value: float | None) -> MetricMention | str:
    """A number that the grammar had not taken for a metric; a sentence where the text does not bear it out."""
    if value is None:
        return "that there is a metric, and no number"
    if not any(_same(read, value) for read in story.numbers(span)):
        return f"{value:g}, which is not the number that stands there"
    sentence = story.sentence(span)
    unit = _words(told.get("unit"), LONGEST_NAME)
    if not _unit_stands(story, sentence, unit):
        return f"that its unit is {unit}, which the sentence does not tell"
    text = story.text
    return MetricMention(text(span), span.start, span.end, text(sentence), value, unit, reason="number")


def _unit_stands(story: Story, sentence: Span, unit: str) -> bool:
    """Whether a unit is one that the grammar has read in the story, or a word of the sentence."""
    if any(one.unit == unit for one in story.own.metrics):
        return True
    said = story.text(sentence).casefold()
    if unit == "%":
        return "%" in said or "per cent" in said or "percent" in said
    return bool(unit) and all(_stem(word) in said for word in unit.casefold().split())


def _change(story: Story, span: Span, told: object) -> Change | None:
    """A change as told, where its number stands in the sentence."""
    if not isinstance(told, Mapping):
        return None
    value, direction = _number(told.get("value")), told.get("direction")
    unit, basis = _words(told.get("unit"), 20), _words(told.get("basis"), 20)
    if value is None or direction not in ("up", "down", "flat"):
        return None
    if not any(_same(read, abs(value)) for read in story.numbers(story.sentence(span))):
        return None
    return Change(abs(value), unit, str(direction), basis if _BASIS.fullmatch(basis) else None)


# ---------------------------------------------------------------- policies


def _policy(story: Story, told: Told, by: str) -> PolicyMention | Rejection:
    """The act that is told, where its quote, form and step can be."""
    quote = _words(told.get("quote"), LONGEST_QUOTE)
    span = story.find(quote)
    if span is None:
        return _not_there("policy", quote, by)
    instrument, stage = _member(Instrument, told.get("instrument")), _member(Stage, told.get("stage"))
    if instrument is None or stage is None:
        unknown = told.get("instrument") if instrument is None else told.get("stage")
        return Rejection(
            "policy", story.text(span), *span, f"{by} calls it {_words(unknown, 40)!r}, which we do not know"
        )
    own = next((one for one in story.own.policies if one.start < span.end and span.start < one.end), None)
    issuers = tuple(_words(one, LONGEST_NAME) for one in told.get("issuers") or () if isinstance(one, str))
    jurisdiction = _words(told.get("jurisdiction"), 3)
    return PolicyMention(
        quote=story.text(span),
        start=span.start,
        end=span.end,
        issuers=tuple(name for name in issuers if name and _is_issuer(story, own, name))
        or (own.issuers if own else ()),
        jurisdiction=jurisdiction if _JURISDICTION.fullmatch(jurisdiction) else own.jurisdiction if own else "",
        instrument=instrument,
        stage=stage,
        title=_name(story, told.get("title"), own.title if own else _SPACE.sub(" ", story.text(span))[:LONGEST_NAME]),
        date=_period(story, told.get("date")) or (own.date if own else None),
        effective=_period(story, told.get("effective")) or (own.effective if own else None),
        reason=f"named by {by}",
        evidence=own.evidence if own and story.text(span) in own.evidence else "",
    )


def _is_issuer(story: Story, own: PolicyMention | None, name: str) -> bool:
    return story.speaks_of(name) or (own is not None and name in own.issuers)


# ---------------------------------------------------------------- single values


def _not_there(about: str, quote: str, by: str) -> Rejection:
    shown = f"“{quote[:120]}”, which does not stand" if quote else "nothing that stands"
    return Rejection(about, "", 0, 0, f"{by} quotes {shown} in the text")


def _words(value: object, most: int) -> str:
    return value.strip()[: most + 1] if isinstance(value, str) else ""


def _name(story: Story, value: object, otherwise: str) -> str:
    """A name in the story's own words, else the one that is there already."""
    name = _SPACE.sub(" ", _words(value, LONGEST_NAME))
    return name if name and len(name) <= LONGEST_NAME and story.speaks_of(name) else otherwise


def _number(value: object) -> float | None:
    is_number = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    return float(value) if is_number else None  # type: ignore[arg-type]


def _same(one: float, other: float) -> bool:
    return math.isclose(one, other, rel_tol=1e-6)


def _member(kind: type[E], value: object, otherwise: E | None = None) -> Any:
    return next((each for each in kind if each.value == value), otherwise)


def _period(story: Story, value: object) -> str | None:
    """A date or period that the text tells; None for any other."""
    period = _words(value, 25)
    if not _PERIOD.fullmatch(period) or not all(_is_date(part) for part in period.split("/")):
        return None
    told = story.dates()
    return period if period in told or all(part in told for part in period.split("/")) else None


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text + "-01" * ((10 - len(text)) // 3))
    except ValueError:
        return False
    return True


def _stem(word: str) -> str:
    """A word without the ending of its plural."""
    return word[:-3] + "y" if word.endswith("ies") else word[:-1] if word.endswith("s") and word[-2:] != "ss" else word
