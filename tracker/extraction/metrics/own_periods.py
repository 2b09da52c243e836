"""Which date of its own sentence a quantity has: the nearest one that nothing else has to itself."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from datetime import date

from tracker.extraction.dates import DateSpan
from tracker.extraction.metrics.bases import is_mark
from tracker.extraction.metrics.near_years import is_future, settled_year
from tracker.extraction.metrics.scene import Quantity, Scene
from tracker.model import Kind

_COMPARED = (
    "since", "than", "compared with", "compared to", "relative to", "ahead of", "against", "versus", "over", "before",
    "above", "below", "of what it was", "with respect to", "in relation to", "in comparison with", "in comparison to",
    "vis-a-vis", "vis-à-vis",
)  # fmt: skip

_SAID = re.compile(
    r"\b(?:said|says|told|reported|reports|published|publishes|released|announced|issued|posted|unveiled|revealed|"
    r"according|made public|made known|came out|put out|press|briefing|statement|showed|meeting|signed|approved|"
    r"website)\b",
    re.IGNORECASE,
)

_COMPARING = re.compile(
    r"\b(?:same|corresponding|comparable|comparative|equivalent) (?:\w+ )?"
    r"(?:month|quarter|week|period|time|day|season) $"
    r"|\b(?:than|compared (?:with|to)|against(?! (?:the|its|a) (?:\w+ )?"
    r"(?:dollar|euro|yen|pound|franc|yuan|greenback|basket)\b)|versus|same \w+ (?:of|in)|up from|down from|up on|"
    r"down on|on from|relative to|ahead of|short of|behind that of)"
    r"\b(?:[^,;.]|[.,](?=\d)){0,34}$"
    r"|\b(?:last|first) time\b[^.;]{0,60}$"
    r"|\b(?:above|below|over|under) (?:what (?:was|were|had been) \w+|the (?:\w+ )?(?:price|level|figure|total|volume)"
    r"s?) (?:in|of|for|at) (?:the )?$"
    r"|\b(?:above|below|over|under|from) (?:its|their) (?:\w+ )?(?:level|peak|trough|low|high|value|average|record|"
    r"figure)s? (?:in|of|for|at|during|from) (?:the )?$"
)

_CROSSED = 45

_DIVIDED = 60

_BEYOND = 700

_NAMED = 80

_DAY = 300


def own_period(scene: Scene, one: Quantity, published: date | None) -> tuple[float, str | None]:
    best: tuple[float, str] | None = None
    sure = _in_bracket(scene, one) or _since(scene, one, published) or _owned(scene, one, published)
    if sure is not None:
        return -1.0, sure
    for span in _beside(scene, one):
        if span.period is None or (is_compared(scene, span, one, published) and not one.earlier):
            continue
        if (one.earlier and _is_of_another(scene, span)) or 0 <= one.ends < span.start:
            continue
        begin = max(scene.sentence.start, span.start - 60)
        if (_ENACTED if span.grain != "day" else _SAID_THEN).search(scene.view.view, begin, span.start):
            continue
        if one.earlier and (span.start < one.end or _led_on(scene, one, span)):
            continue
        if _ago(scene, one, span) or _fronts_another(scene, one, span) or _in_aside(scene, one, span):
            continue
        if span.start >= one.end and (_is_of_next(scene, one, span) or _what_comes(scene, one, span, published)):
            continue
        if span.lead in ("by", "until") and _is_of_goal(scene, one, span, published):
            continue
        if span.end < one.start and is_future(span.period, published) and _holds_now(scene, one, span.end):
            continue
        cost = _cost(scene, one, span)
        if cost < (60 if one.earlier else 600) and (best is None or cost < best[0]):
            best = (cost, settled_year(scene, one, span, published))
    return best or (0.0, None)


def _since(scene: Scene, one: Quantity, published: date | None) -> str | None:
    """ "5,900 people have fallen ill since January": what has come together from then on until now."""
    if published is None or one.kind is not Kind.OBSERVED or not one.is_level or one.earlier or one.sort == "percent":
        return None
    span = next((span for span in scene.dates if span.lead == "since" and span.grain == "month"), None)
    if span is None or not span.period or span.period >= f"{published:%Y-%m}":
        return None
    view = scene.view.view
    if span.end <= one.start:
        near = len(view[span.end : one.start].split()) < 3
        summed = near and _HAVE_WITH_NOUN.match(view, one.end - 1) is not None
    else:
        between = view[one.end : span.start]
        average = scene.low[max(0, one.head - 2) : one.head] == ["average", "of"]
        summed = (average or _HAVE.match(between) is not None) and "," not in between
    return f"{span.period}/{published:%Y-%m}" if summed else None


_HAVE_WITH_NOUN = re.compile(r"\w(?: \w+){0,3}? (?:have|has) (?:been )?\w+(?:ed|en|ne|wn|de|ld|id)\b")
_HAVE = re.compile(r" (?:have|has) (?:been )?\w+(?:ed|en|ne|wn)\b")


_SO_NOW = re.compile(r"\b(?:currently|at present|today|so far|at the moment|(?<=it )now)\b")


def _holds_now(scene: Scene, one: Quantity, start: int) -> bool:
    """ "10 GW in 2030 are the goal; 181 MW are running": a later clause whose verb says that it is so now."""
    between = scene.view.view[start : one.start]
    if one.kind is Kind.OBSERVED and _SO_NOW.search(between):
        return True
    if one.kind is not Kind.OBSERVED or ";" not in between:
        return False
    return bool({"is", "are", "has", "have"} & set(scene.low[one.last : one.last + 3]))


def _is_of_goal(scene: Scene, one: Quantity, span: DateSpan, published: date | None) -> bool:
    """ "has approved 50 parks to reach its 30 GW goal by 2030": a time to come that a later amount has to itself."""
    if (
        one.kind is not Kind.OBSERVED
        or not (one.mark or span.lead == "by")
        or span.start < one.end
        or not is_future(span.period or "", published)
    ):
        return False
    return any(q.is_level and q.kind is not Kind.OBSERVED and one.end <= q.start < span.start for q in scene.quantities)


def _in_bracket(scene: Scene, one: Quantity) -> str | None:
    """ "15 per cent fewer than in December (280,668)": a level in a bracket right after its time."""
    if scene.word(one.head - 1) != "(" or scene.word(one.last) != ")" or one.delta is not None or not one.is_level:
        return None
    opened = scene.tokens[one.head - 1].start
    return next((d.period for d in scene.dates if 0 <= opened - d.end <= 1 and d.grain != "day"), None)


def _owned(scene: Scene, one: Quantity, published: date | None) -> str | None:
    """ "lower than May's 5.2 %", "last year's 340,000": a time whose amount it is."""
    if not scene.dates or not (scene.word(one.head - 1).endswith("'s") or scene.word(one.head - 1) == "of"):
        return None
    view = scene.view.view
    whose = next(
        (
            d
            for d in scene.dates
            if d.period
            and d.grain != "day"
            and (0 < one.start - d.end <= 4 or _ITS_LEVEL.fullmatch(view, d.end, one.start))
        ),
        None,
    )
    return settled_year(scene, one, whose, published) if whose is not None else None


_ITS_LEVEL = re.compile(r"['’]s (?:[\w-]+ ){1,3}of (?:about |around |some )?")


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


def _is_of_next(scene: Scene, one: Quantity, span: DateSpan) -> bool:
    """Whether a later date is another clause's: before a colon, or when what the clause tells of began."""
    view = scene.view.view
    told = view[span.end : span.end + 1] == ":" and span.lead not in ("as of", "as at")
    return told or _BEGAN_THEN.search(view, one.end, span.start) is not None


_THEN_WANTS = re.compile(
    r"\b(?:and|but|yet|then) (?:\w+ly |it |they |now |also )?(?:plans?|wants?|aims?|hopes?|intends?|expects?|seeks?|"
    r"will|would|should|must|says|said|needs?|proposes?|pledge[sd]?|vows|promise[sd]|means|sees|predicts|forecasts|"
    r"(?:is|are|has|have) to)\b(?:[^,;]|,(?=\d))*$"
)


_WAS_THEN = re.compile(r"\b(?:was|were|did|had|but|against)\b[^,;]{0,25}$")


def _what_comes(scene: Scene, one: Quantity, span: DateSpan, published: date | None) -> bool:
    """ "employs 380 people and says it needs 900 by 2028": a time to come, of what the subject does next.

    "14 lira in Ankara and was 11 in March": a time that the next amount has to itself.
    """
    then = next((q for q in scene.quantities if one.end <= q.start < span.start and q.inherited), None)
    if then is not None and then.unit == one.unit and _WAS_THEN.search(scene.view.view, one.end, then.start):
        return True
    if one.kind is not Kind.OBSERVED or not is_future(span.period or "", published):
        return False
    return _THEN_WANTS.search(scene.view.view, one.end, span.start) is not None


_BEGAN_THEN = re.compile(r"\b(?:that|which|who) (?:had )?(?:started|began|begun|opened|ended)\b[^,;]{0,20}$")

_LOOKS_BACK = re.compile(r",|\b(?:when|against|from|than|above|below|of)\b")


def _fronts_another(scene: Scene, one: Quantity, span: DateSpan) -> bool:
    """Whether a date opens a later clause with an amount of its own: "310 in 2024, in 2025 only 204"."""
    view = scene.view.view
    opens = _OPENS.search(view, one.end, span.start) if span.start >= one.end else None
    if opens is None:
        return False
    joined = opens.group()[:1] != "," or len(opens.group().split()) > 2  # ", while in April, the rate stood at"
    return any(
        q.start >= span.end
        and not _MARK.search(view, span.end + (joined and view[span.end : span.end + 1] == ","), q.start)
        for q in scene.quantities
        if q.is_level
    )


_OPENS = re.compile(
    r"(?:[,;]|\bbut|\band|\bwhile|\bwhen|\bwhereas)(?: (?:and|but|while|when|whereas))?"
    r"(?: (?:in|for|by|at|on|during|as of))?(?: the)? $"
)

_MARK = re.compile(r"[,;:.]")

_SAID_THEN = re.compile(r"\b(?:said|added|told (?:reporters|lawmakers|parliament|us|MPs))(?: late| early)? (?:on )?$")
"""When somebody spoke is no time of what was told."""

_ENACTED = re.compile(
    r"\b(?:(?:reports?|figures|data|statistics|survey|study|bulletin|review|paper),? (?:published|released|issued)"
    r"|approved|signed|adopted|tabled|enacted|gazetted|ratified)"
    r"(?: (?:it|them|this|that|the \w+))? (?:in|on|last|at) (?:early |late |mid-)?(?:the )?$",
    re.IGNORECASE,
)


def _times_that(scene: Scene, one: Quantity, span: DateSpan) -> bool:
    """ "2.4 times those of 2021": what the multiple is of."""
    return one.unit == "x" and span.lead in ("of", "in") and 0 <= span.start - one.end < 45


_CONTRACT = re.compile(
    r"(?: (?:19|20)\d\d)? (?:[\w-]+ )?(?:futures|contracts?|delivery|deliveries|loading|shipment|expiry)\b"
)
"""Months that name what is traded, not when: "September wheat futures", "for May delivery"."""

_TITLED = re.compile(r" (?:Agenda|Vision|Strategy|Roadmap)\b")

_DATED = re.compile(
    r" (?:(?!and\b|the\b|in\b|for\b)[\w-]+ ){0,2}?(?:agreements?|accords?|treat(?:y|ies)|convention|protocol|law|act|"
    r"decree|regulations?|directive|"
    r"rules?|pact|deal|constitution|memorandum|census|elections?|referendum|war|earthquake|floods?|disaster|decision|"
    r"ruling|judgment|judgement|edition)\b",
    re.IGNORECASE,
)

_OWNED = re.compile(r"(?:\b(?:the|a|an|its|their|his|her|this|that|under)|'s)(?: \w+)? $", re.IGNORECASE)


def _is_of_another(scene: Scene, span: DateSpan) -> bool:
    """Whether a time is none of a level of before: it marks what is compared, or when the new one takes effect."""
    return is_mark(scene.view.view, span) or span.lead == "effective"


def is_compared(scene: Scene, span: DateSpan, one: Quantity | None, published: date | None) -> bool:
    """Whether a date is what something is compared with, not when it was."""
    if _only_names(scene, span, one):
        return True
    begun = span.lead == "from" and span.grain in ("month", "quarter", "half", "year")
    this = span.relative and span.grain == "month" and "this" in scene.view.view[span.start : span.end].lower()
    if begun and (this or is_future(span.period or "", published)):
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
    changed = any(q.delta is not None and q.end <= span.start for q in scene.quantities)
    if is_mark(view, span) and (changed or span.lead == "of"):
        return True
    if span.grain != "year":
        return span.grain == "month" and _CONTRACT.match(view, span.end) is not None
    if _TITLED.match(view, span.end) is not None:
        return True
    begin = max(scene.sentence.start, span.start - 30)
    if span.lead == "of" and _LAW_OF.search(view, begin, span.start) is not None:
        return True
    return _DATED.match(view, span.end) is not None and _OWNED.search(view, begin, span.start) is not None


_ASIDE = re.compile(
    r"(?:,|\() ?(?:which|who|whose|where|a|an|founded|set up|built|opened|launched|due|planned|born|created|introduced|"
    r"adopted|passed|signed|established|completed|commissioned|finished)\b[^,;()]*$",
    re.IGNORECASE,
)
_LAW_OF = re.compile(
    r"\b(?:laws?|acts?|decrees?|treat(?:y|ies)|agreements?|regulations?|directive|convention|deal|pact) of $",
    re.IGNORECASE,
)


def _in_aside(scene: Scene, one: Quantity, span: DateSpan) -> bool:
    """ "The ministry, which set out its plan in 2017, has connected 38 million homes": a time of another clause."""
    view = scene.view.view
    if span.end > one.start or not _ASIDE.search(view, scene.sentence.start, span.start):
        return False
    closed = re.compile(r"[,)]").search(view, span.end, one.start)
    return closed is not None and not any(q.is_level and q.end <= span.start for q in scene.quantities)


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
        beside = after and crossed == 0 and (high - low <= 6 or view[low:high] == " full on ")
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
    if view[span.end : one.start].strip() not in (",", "to"):
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
