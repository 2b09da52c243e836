"""A finding as the conditions see it: folded once, measured once, whatever number of watches asks."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from tracker.model import Finding, MetricMention, PolicyMention
from tracker.watches.quantities import same_unit
from tracker.watches.words import Needle, fold, fold_name, stands_in

BREAK = "\n"
"""Between folded fields, so that no phrase runs from one into the next (a folded text has no line breaks)."""


Token = tuple[str, str]
"""Something that is plainly true of a finding: ("stage", Stage.DRAFT), or ("title", needle) for words in it."""
SURROGATES = re.compile("[\ud800-\udfff]")


class Seen:
    """One finding with its item's text; what is costly is worked out when it is first asked for.

    `hits` are the words and patterns found in one pass over all watches; without it, each is looked for alone.
    """

    def __init__(self, finding: Finding, text: str, now: datetime, language: str = "en") -> None:
        self.finding = finding
        self.raw = text
        self.now = now
        self.language = language
        self.hits: frozenset[Token] | None = None
        self.metric = finding.mention if isinstance(finding.mention, MetricMention) else None
        self.policy = finding.mention if isinstance(finding.mention, PolicyMention) else None
        self._fields: dict[str, str] = {}

    @property
    def about(self) -> str:
        """What the finding is about: policy, metric, or story where the text has neither."""
        return "policy" if self.policy is not None else "metric" if self.metric is not None else "story"

    @cached_property
    def composed(self) -> str:
        """The text in NFC, as regular expressions see it."""
        return SURROGATES.sub("\ufffd", unicodedata.normalize("NFC", self.raw))

    def field(self, name: str) -> str:
        """A field, folded: text, issuer, title, subject or measure; empty where the finding has none such."""
        folded = self._fields.get(name)
        if folded is None:
            folded = self._fields[name] = BREAK.join(fold(each) for each in self._parts(name) if each)
        return folded

    def _parts(self, name: str) -> tuple[str, ...]:
        if name == "text":
            return (self.composed,)
        if self.policy is not None and name == "issuer":
            return (*self.policy.issuers, *(initials(issuer) for issuer in self.policy.issuers))
        if self.policy is not None and name == "title":
            return (self.policy.title, self.finding.target)
        if self.metric is not None and name == "subject":
            return (self.metric.subject, *self.metric.scope)
        if self.metric is not None and name == "measure":
            return (self.metric.measure,)
        return ()

    def stands(self, field: str, wanted: Needle) -> bool:
        """Whether a word or phrase stands in a field."""
        if self.hits is not None:
            return (field, wanted) in self.hits
        return stands_in(wanted, self.field(field))

    @property
    def tokens(self) -> tuple[Token, ...]:
        """What is plainly true of the finding, words apart."""
        found: tuple[Token, ...] = (("source", fold_name(self.finding.origin.source)),)
        if self.finding.pin is not None:
            found += (("pin", fold_name(self.finding.pin)),)
        if self.policy is not None:
            place, form, stage = self.policy.jurisdiction, self.policy.instrument, self.policy.stage
            found += (("jurisdiction", same_place(place)), ("instrument", form), ("stage", stage))
        return found


def same_place(code: str) -> str:
    """A jurisdiction's code, with one spelling for the United Kingdom."""
    return "UK" if code == "GB" else code


def initials(name: str) -> str:
    """The capitals that a name's great words begin with: National Development and Reform Commission → NDRC."""
    return "".join(word[0] for word in re.findall(r"[^\W\d_][\w'’]*", name) if word[0].isupper())


# ---------------------------------------------------------------- values and their changes


def values_in(mention: MetricMention, unit: str | None) -> tuple[tuple[float, float], ...]:
    """The mention's values (low, high) in a unit: its own, else those that the text gives in brackets."""
    found: list[tuple[float, float]] = []
    if mention.value is not None and (unit is None or same_unit(mention.unit or "", unit)):
        found.append((mention.value, mention.value if mention.value_high is None else mention.value_high))
    elif unit is not None:
        found += [(amount.value, amount.value) for amount in mention.alt if same_unit(amount.unit, unit)]
    return tuple(found)


def change_in(finding: Finding, unit: str | None) -> tuple[float, str] | None:
    """The signed change in a unit ("%": relative, "pp": points, else absolute), and how it is known.

    The change against the stored value comes first; where there is none, the one that the text states.
    """
    mention = finding.mention
    if not isinstance(mention, MetricMention):
        return None
    computed = _computed(finding, mention, unit)
    if computed is not None:
        return computed, "against the value before"
    stated = _stated(mention, unit)
    return None if stated is None else (stated, "as the text states")


POINTS = {"pp": 1.0, "bp": 100.0}
"""Units of the difference of two shares, each as a part of a percentage point."""


def _computed(finding: Finding, mention: MetricMention, unit: str | None) -> float | None:
    if unit == "%":
        return None if finding.relative_change is None else finding.relative_change * 100
    own = mention.unit or ""
    absolute = finding.absolute_change
    if absolute is None or (own == "%" and unit in POINTS):
        return None if absolute is None else absolute * POINTS[unit or "pp"]
    return absolute if unit is None or same_unit(own, unit) else None


def _stated(mention: MetricMention, unit: str | None) -> float | None:
    change = mention.change
    if change is None:
        return None
    sign = {"down": -1.0, "flat": 0.0}.get(change.direction, 1.0)
    if unit == "%" and change.unit == "x":
        return (change.value - 1) * 100 * sign
    if unit in POINTS and change.unit in POINTS:
        return change.value * sign * POINTS[unit] / POINTS[change.unit]
    wanted = (mention.unit or "") if unit is None else unit
    return change.value * sign if same_unit(change.unit, wanted) else None


def direction_of(finding: Finding) -> str | None:
    """up, down or flat: by the stored value before, else by the text; None where neither tells."""
    absolute = finding.absolute_change
    if absolute is not None:
        return "up" if absolute > 0 else "down" if absolute < 0 else "flat"
    mention = finding.mention
    change = mention.change if isinstance(mention, MetricMention) else None
    return change.direction if change else None


# ---------------------------------------------------------------- dates


@dataclass(frozen=True, slots=True)
class Days:
    """A stretch of days, both ends included."""

    first: date
    last: date

    def __str__(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first} to {self.last}"


def days_of(written: str | None) -> Days | None:
    """When something begins: "2026-07-01", "2026-07", "2026", or the first of "2026/2028"; None where it is no date."""
    match = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", (written or "").split("/")[0])
    if match is None:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        first = date(year or 0, month or 1, day or 1)
        after = first + timedelta(days=31)
    except (ValueError, OverflowError):
        return None
    if day:
        return Days(first, first)
    if month:
        return Days(first, after.replace(day=1) - timedelta(days=1))
    return Days(first, date(first.year, 12, 31))
