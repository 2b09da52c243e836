"""The period of each quantity: from its clause, else carried from the sentences before it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from datetime import date

from tracker.extraction.dates import DateSpan
from tracker.extraction.metrics.bases import is_mark
from tracker.extraction.metrics.earlier import before_that
from tracker.extraction.metrics.scene import Quantity, Scene
from tracker.extraction.metrics.verbs import is_key_rate
from tracker.extraction.text import Shape, word_set
from tracker.model import Kind

_COMPARED = (
    "since", "than", "compared with", "compared to", "against", "versus", "over", "before", "above", "below",
    "of what it was",
)  # fmt: skip
_SAID = re.compile(
    r"\b(?:said|says|told|reported|reports|published|publishes|released|announced|issued|posted|unveiled|revealed|"
    r"according|made public|made known|came out|put out|press|briefing|statement|showed|meeting|signed|approved|"
    r"website)\b",
    re.IGNORECASE,
)
_COMPARING = re.compile(
    r"\b(?:than|compared (?:with|to)|against|versus|same \w+ (?:of|in)|up from|down from|up on|down on|on from)"
    r"\b(?:[^,;.]|[.,](?=\d)){0,34}$"
    r"|\b(?:last|first) time\b[^.;]{0,60}$"
)
_CROSSED = 45
_DIVIDED = 60
_BEYOND = 700
_NAMED = 80
_DAY = 300
_LAST_RESORT = 250
_REACH = 60
"""how many sentences back a period may stand"""


def find_periods(scenes: Sequence[Scene], published: date | None, told: date | None = None) -> None:
    """Gives every metric its period where the text tells one, and None where it does not.

    `told` is the day of publication where it is known; `published` may be one that the text only lets suppose.
    """
    lead: str | None = None
    for at, scene in enumerate(scenes):
        for one in scene.quantities:
            if not one.open:
                continue
            cost, own = _own(scene, one, published)
            sure = own is not None and cost < _LAST_RESORT
            carried = None if one.earlier or sure else _carried(scenes, at, one, published, lead)
            found = (one.since if one.is_level else None) or before_that(scenes, at, one) or carried or own
            if lead is None and one.kind is Kind.OBSERVED and not one.earlier and _may_lead(found, published):
                lead = found
            found = _decided(scene, one, _rated(scene, one, _aimed(scene, one, found)), told)
            found = None if _stands(scene, one, found, published) else _in_force(scene, one, found, published)
            one.period = _quartered(found)


def _holds_now(scene: Scene, one: Quantity, start: int) -> bool:
    """ "10 GW in 2030 are the goal; 181 MW are running": a later clause whose verb says that it is so now."""
    if one.kind is not Kind.OBSERVED or ";" not in scene.view.view[start : one.start]:
        return False
    return bool({"is", "are", "has", "have"} & set(scene.low[one.last : one.last + 3]))


_QUARTERS = {("01", "03"): "31", ("04", "06"): "30", ("07", "09"): "30", ("10", "12"): "31"}


def _quartered(period: str | None) -> str | None:
    """ "between January and March" is the first quarter."""
    if period is None or len(period) != 15 or period[:4] != period[8:12]:
        return period
    last = _QUARTERS.get((period[5:7], period[13:]))
    return f"{period[:7]}-01/{period[8:]}-{last}" if last else period


def _aimed(scene: Scene, one: Quantity, period: str | None) -> str | None:
    """A goal of a plan for some years is due at their end; one for the end of a year, in that year."""
    if one.kind is Kind.OBSERVED or not period:
        return period
    if len(period) == 9 and "/" in period and int(period[5:]) - int(period[:4]) > 1:
        return period[5:]
    if len(period) == 7 and period.endswith("-12") and _YEAR_END.search(scene.view.of(scene.sentence)):
        return period[:4]
    return period


def _stands(scene: Scene, one: Quantity, period: str | None, published: date | None) -> bool:
    """ "Inflation was 5.8 % in May, above the 3 % target": the goal that a month is held against has no time."""
    if one.kind is not Kind.TARGET or period is None or len(period) != 7 or _future(period, published):
        return False
    return any(q.is_level and q.kind is Kind.OBSERVED and q.end <= one.start for q in scene.quantities) and not any(
        span.start >= one.end for span in scene.dates
    )


def _decided(scene: Scene, one: Quantity, period: str | None, told: date | None) -> str | None:
    """A key rate is of the month in which it was decided on; what is told as news without a day, of this month."""
    if one.sort != "percent" or one.kind is not Kind.OBSERVED or not one.is_level or one.earlier:
        return period
    if period is not None and len(period) != 10:
        return period
    if one.change is None or (one.change.value and one.change.unit not in ("pp", "bp")) or not is_key_rate(scene, one):
        return period
    return period[:7] if period else f"{told:%Y-%m}" if told else None


def _may_lead(period: str | None, published: date | None) -> bool:
    """Whether a story may begin with a period and go on in it: no single day, and not long gone."""
    if period is None or len(period) == 10 or published is None:
        return False
    return published.year - 2 < int(period[:4]) <= published.year


def _rated(scene: Scene, one: Quantity, period: str | None) -> str | None:
    """A yearly rate "in the year to March" is March's: it is told anew each month."""
    first, mark, last = (period or "").partition("/")
    rate = _RATE.search(scene.view.of(scene.sentence)) is not None
    if one.sort != "percent" or one.delta is not None or not rate or not mark or len(first) != 7 or len(last) != 7:
        return period
    months = (int(last[:4]) - int(first[:4])) * 12 + int(last[5:]) - int(first[5:])
    return last if months == 11 and last[5:] != "12" else period


_RATE = re.compile(r"\b(?:inflation|prices|CPI|price index|rate)\b", re.IGNORECASE)
_YEAR_END = re.compile(
    r"\b(?:end|close) of (?:(?:19|20)\d\d|the|this|next)|\byear-end\b|\bend-(?:19|20)\d\d",
    re.IGNORECASE,
)
_EFFECT = re.compile(
    r"\b(?:came in|come in|in(?:to)? force|in(?:to)? effect|from|starting|will|rises|climbs|goes up|increases|"
    r"applies|apply|applied|step|may|must)\b",
    re.IGNORECASE,
)


def _in_force(scene: Scene, one: Quantity, period: str | None, published: date | None) -> str | None:
    """A price or rate that a rule sets from the first of a month on is that month's; from New Year on, that year's."""
    if period is None or published is None or not period.endswith("-01"):
        return period
    if one.sort not in ("money", "percent") or not _EFFECT.search(scene.view.of(scene.sentence)):
        return period
    if len(period) == 7:
        return period[:4] if period > f"{published:%Y-%m}" else period
    if period.endswith("-01-01"):
        return period[:4] if period >= f"{published.year}-01-01" else period
    return period[:7]


def _own(scene: Scene, one: Quantity, published: date | None) -> tuple[float, str | None]:
    best: tuple[float, str] | None = None
    bracketed = _in_bracket(scene, one)
    if bracketed is not None:
        return -1.0, bracketed
    for span in _beside(scene, one):
        if span.period is None or (_compared(scene, span, one, published) and not one.earlier):
            continue
        begin = max(scene.sentence.start, span.start - 60)
        if span.grain != "day" and _ENACTED.search(scene.view.view, begin, span.start):
            continue
        if one.earlier and (span.start < one.end or _led_on(scene, one, span)):
            continue
        if _ago(scene, one, span) or _fronts_another(scene, one, span) or _in_aside(scene, one, span):
            continue
        if span.start >= one.end and scene.view.view[span.end : span.end + 1] == ":":
            continue
        if span.end < one.start and _future(span.period, published) and _holds_now(scene, one, span.end):
            continue
        cost = _cost(scene, one, span)
        if cost < (60 if one.earlier else 600) and (best is None or cost < best[0]):
            best = (cost, _past_month(scene, one, span, published))
    return best or (0.0, None)


def _in_bracket(scene: Scene, one: Quantity) -> str | None:
    """ "15 per cent fewer than in December (280,668)": a level in a bracket right after its time."""
    if scene.word(one.head - 1) != "(" or scene.word(one.last) != ")" or one.delta is not None or not one.is_level:
        return None
    opened = scene.tokens[one.head - 1].start
    return next((d.period for d in scene.dates if 0 <= opened - d.end <= 1 and d.grain != "day"), None)


def _led_on(scene: Scene, one: Quantity, span: DateSpan) -> bool:
    """ "from 2.4 GW to 9 GW by 2032": a time to come is that of the second amount; a forecast's holds for both."""
    if scene.word(one.head - 1) != "from" or _FORECAST.search(scene.view.of(scene.sentence)):
        return False
    nxt = next((q for q in scene.quantities if q.start >= one.end and q.is_level), None)
    return nxt is not None and nxt.end <= span.start and scene.low[one.last : nxt.head][:1] == ["to"]


_FORECAST = re.compile(r"\b(?:forecasts?|outlook|projections?|estimates?|projected)\b", re.IGNORECASE)
_BESIDE = 6
"""how many dates before a number and how many after it may be its own: a list of dates is no sentence"""


def _beside(scene: Scene, one: Quantity) -> Sequence[DateSpan]:
    """The nearest dates of the sentence before and after a number."""
    if len(scene.dates) <= _BESIDE:
        return scene.dates
    at = bisect_left(scene.dates, one.start, key=lambda span: span.start)
    return scene.dates[max(0, at - _BESIDE) : at + _BESIDE]


def _ago(scene: Scene, one: Quantity, span: DateSpan) -> bool:
    """ "71.9 % full, when a year ago it was 37.4": a time that another clause looks back to."""
    view = scene.view.view
    if span.start < one.end or not view[span.start : span.end].lower().endswith("ago"):
        return False
    return _LOOKS_BACK.search(view, one.end, span.start) is not None


_LOOKS_BACK = re.compile(r",|\b(?:when|against|from|than|above|below|of)\b")


def _fronts_another(scene: Scene, one: Quantity, span: DateSpan) -> bool:
    """Whether a date opens a later clause with an amount of its own: "310 in 2024, in 2025 only 204"."""
    view = scene.view.view
    if span.start < one.end or not _OPENS.search(view, one.end, span.start):
        return False
    return any(
        q.start >= span.end and not _MARK.search(view, span.end, q.start) for q in scene.quantities if q.is_level
    )


_OPENS = re.compile(
    r"(?:[,;]|\bbut|\band|\bwhile)(?: (?:and|but|while))?(?: (?:in|for|by|at|on|during|as of))?(?: the)? $"
)
_MARK = re.compile(r"[,;:.]")

_ENACTED = re.compile(
    r"\b(?:approved|signed|adopted|tabled|enacted|gazetted|ratified)"
    r"(?: (?:it|them|this|that|the \w+))? (?:in|on|last|at) (?:early |late |mid-)?(?:the )?$",
    re.IGNORECASE,
)


def _times_that(scene: Scene, one: Quantity, span: DateSpan) -> bool:
    """ "2.4 times those of 2021": what the multiple is of."""
    return one.unit == "x" and span.lead in ("of", "in") and 0 <= span.start - one.end < 45


_TITLED = re.compile(r" (?:Agenda|Vision|Strategy|Roadmap)\b")
_DATED = re.compile(
    r" (?:(?!and\b|the\b|in\b|for\b)[\w-]+ ){0,2}?(?:agreements?|accords?|treat(?:y|ies)|convention|protocol|law|act|"
    r"decree|regulations?|directive|"
    r"rules?|pact|deal|constitution|memorandum|census|elections?|referendum|war|earthquake|floods?|disaster|decision|"
    r"ruling|judgment|judgement|edition)\b",
    re.IGNORECASE,
)
_OWNED = re.compile(r"(?:\b(?:the|a|an|its|their|his|her|this|that|under)|'s)(?: \w+)? $", re.IGNORECASE)


def _compared(scene: Scene, span: DateSpan, one: Quantity | None, published: date | None) -> bool:
    """Whether a date is what something is compared with, not when it was."""
    if _only_names(scene, span, one):
        return True
    begun = span.lead == "from" and span.grain in ("month", "quarter", "half", "year")
    this = span.relative and span.grain == "month" and "this" in scene.view.view[span.start : span.end].lower()
    if begun and (this or _future(span.period or "", published)):
        return False
    if span.lead == "over" and span.grain == "range":
        return False
    if (
        span.lead in _COMPARED
        or (span.lead == "on" and span.grain in ("month", "quarter", "half", "year"))
        or (span.lead == "from" and span.grain not in ("range", "week", "day"))
    ):
        return True
    view = scene.view.view
    begin = max(scene.sentence.start, span.start - 44)
    if one is not None and one.head >= 0 and one.end <= span.start:
        begin = max(begin, one.end)
    return _COMPARING.search(view, begin, span.start) is not None


def _only_names(scene: Scene, span: DateSpan, one: Quantity | None) -> bool:
    """Whether a year belongs to a name or a mark: "Vision 2030", "the 2019 figure", "2.4 times those of 2021"."""
    view = scene.view.view
    if one is not None and one.delta is not None and _times_that(scene, one, span):
        return True
    if is_mark(view, span) and any(q.delta is not None and q.end <= span.start for q in scene.quantities):
        return True
    if span.grain != "year":
        return False
    if _TITLED.match(view, span.end) is not None:
        return True
    begin = max(scene.sentence.start, span.start - 30)
    return _DATED.match(view, span.end) is not None and _OWNED.search(view, begin, span.start) is not None


_ASIDE = re.compile(r"(?:,|\() ?(?:which|who|whose|where|a|an)\b[^,;()]*$", re.IGNORECASE)


def _in_aside(scene: Scene, one: Quantity, span: DateSpan) -> bool:
    """ "The ministry, which set out its plan in 2017, has connected 38 million homes": a time of another clause."""
    view = scene.view.view
    if span.end > one.start or not _ASIDE.search(view, scene.sentence.start, span.start):
        return False
    closed = re.compile(r"[,)]").search(view, span.end, one.start)
    return closed is not None and not any(q.is_level and q.end <= span.start for q in scene.quantities)


def _in_name(scene: Scene, span: DateSpan) -> bool:
    """Whether a date stands in brackets after a name: "the 14th Five-Year Plan (2021-2025)"."""
    return (
        scene.view.view[max(0, span.start - 1) : span.start] == "("
        and span.grain == "range"
        and len(span.period or "") == 9
    )


_RISING = word_set("rises climbs goes moves increases drops will")


def _rising(scene: Scene, one: Quantity) -> bool:
    """Whether the verb before the number is in the present: "the wage rises to £12.71 in April" is told ahead."""
    return bool(_RISING & set(scene.low[max(0, one.head - 8) : one.head]))


def _past_month(scene: Scene, one: Quantity, span: DateSpan, published: date | None) -> str:
    """A month without a year that was measured is a past one: "in July" told in June was last year's."""
    period = span.period or ""
    if span.grain == "month" and span.relative and published and _rising(scene, one):
        month = int(period[5:7])
        return f"{published.year + (month < published.month)}-{month:02}"
    if span.grain == "day" and span.relative and published and _is_ahead(scene, period, published):
        return f"{int(period[:4]) + 1}{period[4:]}"
    starts = span.lead in ("from", "starting", "effective")
    if (
        span.grain == "month"
        and span.relative
        and not starts
        and one.kind is Kind.OBSERVED
        and _future(period, published)
    ):
        return f"{int(period[:4]) - 1}{period[4:]}"
    return period


_TO_COME = re.compile(
    r"\b(?:will|(?:is|are) to|go(?:es)? up|rises?|begins?|starts?|takes? effect|appl(?:y|ies)|follows?|comes? into)\b"
)


def _is_ahead(scene: Scene, period: str, published: date) -> bool:
    """Whether a day that was looked for in the past lies ahead: "tariffs go up on 1 April", told in February."""
    gone = (published - date.fromisoformat(period)).days
    return gone > 200 and _TO_COME.search(scene.view.of(scene.sentence)) is not None


def _cost(scene: Scene, one: Quantity, span: DateSpan) -> float:
    after = span.start >= one.end
    low, high = (one.end, span.start) if after else (span.end, one.start)
    view = scene.view.view
    between = [q for q in scene.quantities if low <= q.start < high and q is not one]
    crossed = sum(q.is_level + 20 * (after and q.earlier) for q in between)
    divided = view.count(";", low, high)
    cost = (high - low) * (1.0 if after else 0.6) + _CROSSED * crossed + (_BEYOND if after else _DIVIDED) * divided
    if after and crossed == 0 and high - low <= 6:
        cost -= 20
    if not after and not crossed and _spoken_for(scene, one, span):
        cost += _DIVIDED
    if span.grain == "day":
        beside = after and crossed == 0 and high - low <= 6
        cost += _DAY if _SAID.search(scene.view.of(scene.sentence)) and not beside else 40
        cost -= 60 if beside else 0
        if span.lead in ("as of", "as at", "by", "until", "to") and not (after and crossed):
            cost -= _DAY
    if after and ((crossed and _NEXT_CLAUSE.search(view, low, high)) or _of_the_bracket(scene, one, span)):
        cost += _BEYOND
    follower = view[span.end : span.end + 2]
    if span.grain == "year" and follower[:1] == " " and follower[1:2].isupper():
        cost += _NAMED
    return cost


def _spoken_for(scene: Scene, one: Quantity, span: DateSpan) -> bool:
    """ "Of 9,040 km planned for 2032, 525 km were filled by May": a date that the level before it has to itself."""
    view = scene.view.view
    if view[span.end : one.start].strip() != ",":
        return False
    return any(
        q.is_level and 0 <= span.start - q.end < 30 and "," not in view[q.end : span.start] for q in scene.quantities
    )


_NEXT_CLAUSE = re.compile(r", and (?:the|its|his|her|their) |\(")


def _of_the_bracket(scene: Scene, one: Quantity, span: DateSpan) -> bool:
    """ "4.3% (in May 4.1%)": a date in a bracket with a level of its own."""
    view = scene.view.view
    begin = view.find("(", one.end, span.start)
    stop = view.find(")", span.end, scene.sentence.end)
    return begin >= 0 and any(begin < q.start < stop and q.is_level for q in scene.quantities)


def _carried(scenes: Sequence[Scene], at: int, one: Quantity, published: date | None, lead: str | None) -> str | None:
    """From the sentences before: a time to come for what is aimed at, a past one for what was measured.

    `lead` is the time that the story begins with: a new paragraph goes back to it.
    """
    ahead = one.kind is not Kind.OBSERVED and _HAD_EXPECTED.search(scenes[at].view.of(scenes[at].sentence)) is None
    here = scenes[at].sentence.paragraph
    for scene in reversed(scenes[max(0, at - _REACH) : at]):
        near = scene.sentence.paragraph == here
        if not near and not ahead and lead is not None and scene.sentence.shape is not Shape.HEADING:
            continue
        heading = scene.sentence.shape is Shape.HEADING
        for span in reversed(scene.dates):
            if span.period is None or span.grain == "day" or _in_name(scene, span):
                continue
            if _compared(scene, span, None, published) or _was_before(scene, span):
                continue
            if not ahead and _long_gone(scenes[at], span, published):
                continue
            this_year = ahead and published is not None and span.period == str(published.year)
            if (this_year or _future(span.period, published) is ahead) and (
                near or ahead or heading or span.grain != "year"
            ):
                return span.period
    return None if ahead else lead


_HAD_EXPECTED = re.compile(
    r"\bhad (?:been )?(?:expected|forecast|forecasted|predicted|pencilled|penciled|reckoned|anticipated|hoped)\b"
)


def _long_gone(scene: Scene, span: DateSpan, published: date | None) -> bool:
    """Whether a year lies too far back to be the time of what a later sentence tells as news."""
    if published is None or span.grain not in ("year", "month", "none"):
        return False
    return int((span.period or "")[:4]) < published.year - (0 if "now" in scene.low else 3)


_PLUPERFECT = re.compile(r"(?:'s)? (?:\w+ ){0,3}had (?:been|stood|come)\b")


def _was_before(scene: Scene, span: DateSpan) -> bool:
    """ "February's rate had been 31 %": a date that the text does not go on from."""
    return _PLUPERFECT.match(scene.view.view, span.end, min(span.end + 50, scene.sentence.end)) is not None


def _future(period: str, published: date | None) -> bool:
    """Whether a period ends after publication."""
    if published is None:
        return False
    last = period.rsplit("/", maxsplit=1)[-1]
    return last > published.isoformat()[: len(last)]
