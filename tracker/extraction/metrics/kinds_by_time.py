"""What a time to come or gone by makes of an amount: a goal "by 2040", a forecast, or a fact of last year."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from tracker.extraction.metrics.kinds_clause import GIVEN, is_outlook
from tracker.extraction.metrics.scene import Quantity, Scene
from tracker.extraction.text import word_set
from tracker.model import Kind

_FORECASTERS = word_set(
    "forecast forecasts forecasting predicts predict predicted analyst analysts economist economists estimates "
    "projection projections projected outlook consultancy researchers anticipates imf oecd"
)


def weigh_periods(scenes: Sequence[Scene], published: date | None) -> None:
    """What holds "by 2040" is a goal; what was so in a year gone by was measured, whatever is expected after it."""
    if published is None:
        return
    today = published.isoformat()
    for scene in scenes:
        ahead = {
            span.period
            for span in scene.dates
            if span.period and (span.lead == "by" or (span.lead == "until" and not _STAYS & set(scene.low)))
        }
        for one in scene.quantities:
            if not one.open or one.period is None:
                continue
            last = one.period.rpartition("/")[2]
            done = one.earlier or one.mark in _DONE or (one.sort == "money" and one.mark in _GIVEN)
            if one.kind is Kind.OBSERVED and not done and one.period in ahead and last > today[: len(last)]:
                near = set(scene.low[max(0, one.head - 6) : one.last + 6])
                brings = _BRINGS & set(scene.low[max(0, one.head - 6) : one.head])
                one.kind = Kind.FORECAST if brings or near & _MAY else Kind.TARGET
            elif one.kind is Kind.OBSERVED and not one.earlier and _is_estimate(scene, one, last, today):
                one.kind = Kind.TARGET if _PLANS & set(scene.low[: one.head]) else Kind.FORECAST
            elif one.kind is Kind.FORECAST and one.mark == "should" and one.period in ahead:
                foreseen = is_outlook(scene) or not _FORECASTERS.isdisjoint(scene.low)
                one.kind = Kind.FORECAST if foreseen else Kind.TARGET
            elif (
                one.kind is not Kind.OBSERVED
                and last[:4] < today[:4]
                and ((one.led and one.mark not in _REQUIRED) or _was_then(scene, one))
            ):
                one.kind = Kind.OBSERVED


_DONE = word_set("has have had was were currently already") | {GIVEN}
_REQUIRED = word_set("required prescribed")
_GIVEN = word_set("allocated spent invested earmarked paid")

_STAYS = word_set("stays stay remains remain holds applies apply valid frozen runs continues")


def _was_then(scene: Scene, one: Quantity) -> bool:
    """ "expects imports, 15 million tonnes in 2025, to double": a past year right after the number, in an insertion."""
    view = scene.view.view
    inserted = scene.word(one.head - 1) in (",", "(")
    return inserted and any(
        0 < span.start - one.end < 6 and view[span.end : span.end + 1] in (",", ")") for span in scene.dates
    )


_PLANS = word_set("plan plans programme program strategy roadmap")
_MAY = word_set("could might")
_BRINGS = word_set("saves save costs cost creates brings adds generates yields earns")

_PUT_AT = re.compile(
    r"\b(?:(?:has|have) (?:the|its|their|an?|prices|growth|inflation)|puts?|sees?|pegs?|pegged|places|reckons|thinks)\b"
    r"[^,;:.%]{0,60} at (?:about |around |just |only )?$",
    re.IGNORECASE,
)


def _is_estimate(scene: Scene, one: Quantity, last: str, today: str) -> bool:
    """Whether an amount of a time to come is what somebody reckons: "staff put inflation at 2.6 % this year"."""
    if last[:4] < today[:4] or (len(last) > 4 and last <= today[: len(last)]):
        return False
    view, start = scene.view.view, scene.sentence.start
    return any(told.search(view, start, one.start) is not None for told in (_PUT_AT, _BY_ESTIMATE))


_BY_ESTIMATE = re.compile(
    r"\b(?:in|by|on|according to) [^,;:.]{1,40}(?:estimates?|forecasts?|reckoning|projections?|calculations?),? "
    r"[^;:.]{0,60}$",
    re.IGNORECASE,
)

_SUPPOSED = ("would", "will")


def weigh_forecasts(scenes: Sequence[Scene]) -> None:
    """What "would be" so in the year of a plan's goal is a goal too, unless somebody is named who forecasts it."""
    goals = {one.period for scene in scenes for one in scene.quantities if one.open and one.kind is Kind.TARGET}
    goals.discard(None)
    for scene in scenes:
        for one in scene.quantities:
            if (
                one.open
                and one.kind is Kind.FORECAST
                and one.mark in _SUPPOSED
                and one.period in goals
                and not _FORECASTERS & set(scene.low)
            ):
                one.kind = Kind.TARGET
