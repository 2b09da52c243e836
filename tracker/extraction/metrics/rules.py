"""What a budget, a quota, a deal or a rule makes of an amount that stands in it.

Runs after the words of the clause and the periods have given each amount its kind.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from tracker.extraction.metrics.allowed import is_barred_beyond, is_made_available, is_permitted
from tracker.extraction.metrics.charges import is_own_money
from tracker.extraction.metrics.enacted import ENACTED, is_enacted, tells_of_act
from tracker.extraction.metrics.kinds_scope import is_tendered
from tracker.extraction.metrics.scene import Quantity, Scene
from tracker.extraction.metrics.will import EXPECTERS, WILL, is_fact, of_will, verb_after
from tracker.extraction.text import word_set
from tracker.model import Kind

_BUDGET = re.compile(
    r"\b(?:draft|national|federal|state|annual|next year's|this year's)? ?budget (?:for|of|is|comes to|amounts to)\b|"
    r"\bin (?:the|its|this year's) budget\b|\bbudget (?:bill|plan|proposal|speech|draft)\b|\bspending plan\b|"
    r"\bdraft (?:(?:19|20)\d\d )?(?:\w+ )?budget\b",
    re.IGNORECASE,
)
_SPENT = re.compile(
    r"\b(?:sets? aside|setting aside|"
    r"spent|worth|allocation|allotment|paid|given|allotted|released|disbursed|handed|received|earned|collected|cost|fined|exported|imported|sold|bought|lost)\b"
)
_CONDITION = re.compile(r"^(?:the |its )?conditions (?:include|are|were)\b|\bon (?:the )?condition\b", re.IGNORECASE)
_SET_QUOTA = re.compile(
    r"\b(?:quotas?|TACC?s?|(?:catch|fishing|speed|emissions?) limits?|allowable catch(?:es)?)\b[^.;,]{0,40} "
    r"(?:of|at|to|is|are|falls to|rises to|(?:was|is|were|has been) (?:set|cut|raised|lowered|slashed|fixed|increased|"
    r"reduced|trimmed|lifted)(?: from (?:[^.;,]|[.,](?=\d)){1,30})?(?: at| to)) "
    r"(?:just |only |about |around |up to )?$",
    re.IGNORECASE,
)
_PLANS = word_set("plan plans programme program package scheme initiative strategy")
_PLAN_NAME = re.compile(r"\b(?:plan|programme|quotas?|targets?|budget)\b", re.IGNORECASE)


def weigh_rules(scenes: Sequence[Scene], published: date | None) -> None:
    """Settles the kinds that hang on what the paragraph is about."""
    texts = _paragraphs(scenes)
    before: Scene | None = None
    quota: Quantity | None = None
    for scene in scenes:
        text = texts[scene.sentence.paragraph]
        telling = bool(scene.quantities) and tells_of_act(scene)
        for one in scene.quantities:
            if one.open:
                one.kind = _weighed(scene, one, text, published)
                if _goes_on(scene, one, before) or _is_covered(scene, one) or is_tendered(scene, one):
                    one.kind = Kind.TARGET
                elif telling and is_enacted(scene, one):
                    one.kind, one.mark = Kind.TARGET, ENACTED
                elif is_made_available(scene, one) or is_permitted(scene, one) or is_barred_beyond(scene, one):
                    one.kind = Kind.TARGET
                if one.kind is Kind.OBSERVED and published is not None and _is_to_come(scene, one, published):
                    one.kind = Kind.FORECAST if _DECIDE.isdisjoint(scene.low[: one.head]) else Kind.TARGET
                if quota is not None and _is_slice(scene, one, quota):
                    one.kind, one.since = Kind.TARGET, quota.period
                if one.kind is Kind.TARGET and _is_quota(scene, one):
                    quota = one
        before = scene


_DECIDE = word_set(
    "voted votes decided decides resolved resolves passed passes adopted adopts enacted approved approves"
)
_OWES = word_set("pays pay owes owe carries carry costs cost")


def _is_to_come(scene: Scene, one: Quantity, published: date) -> bool:
    """Whether an amount that nothing else tells of is of a year to come."""
    last = one.period or ""
    present = _OWES & set(scene.low[max(0, one.head - 3) : one.head])
    held = one.change is not None and one.change.direction == "flat"
    return (
        not (present or held)
        and "/" not in last
        and last[:4] > str(published.year)
        and not one.mark
        and one.sort != "money"
        and one.delta is None
        and not one.earlier
    )


_LIMIT = re.compile(r"\b(?:quotas?|catch limits?|allowable catch(?:es)?|TACs?|fishing limits?)\b", re.IGNORECASE)
_TAKEN = re.compile(
    r"\b(?:landed|caught|found|biomass|stocks?|measured|counted|discarded|exported|imported|advised|advice|sold|shipped|produced|bought|recommended|consumed|fetched)\b",
    re.IGNORECASE,
)


def _is_quota(scene: Scene, one: Quantity) -> bool:
    """Whether a goal is a quota, by what it lets many do, its paragraph or the line above it."""
    if one.sort not in ("physical", "count"):
        return False
    if one.sort == "physical" and one.mark == "may":
        return True
    view = scene.view.view
    return _LIMIT.search(view, max(0, scene.sentence.start - 300), scene.sentence.end + 60) is not None


def _is_slice(scene: Scene, one: Quantity, quota: Quantity) -> bool:
    """ "Of the total, Norway takes 139,827 tonnes": part of a quota told before, or the next fish's."""
    plain = one.kind is Kind.OBSERVED and one.unit == quota.unit and not one.earlier and one.level is None
    if not plain or (one.delta is not None) or one.per:
        return False
    own = any(span.period and span.period != quota.period for span in scene.dates)
    return not own and _TAKEN.search(scene.view.of(scene.sentence)) is None


_DEAL = re.compile(r"\b(?:agreement|deal|treaty|pact|accord)\b", re.IGNORECASE)
_FREED = re.compile(
    r"\b(?:frees?|free|scraps?|abolish(?:es|ed)?|eliminates?|removes?|liberalis\w+|liberaliz\w+|does away with|"
    r"do away with|duty-free|zero duty|tariff-free|lifts?|covers?|exempts?)\b",
    re.IGNORECASE,
)


def _is_covered(scene: Scene, one: Quantity) -> bool:
    """ "The agreement scraps tariffs on 91 per cent of goods": what a deal does for so much of trade is its goal."""
    if one.kind is Kind.TARGET or one.sort != "percent" or one.delta is not None or scene.word(one.last) != "of":
        return False
    view, start = scene.view.view, scene.sentence.start
    near = _FREED.search(view, max(start, one.start - 80), min(one.end + 80, scene.sentence.end))
    return near is not None and _DEAL.search(view, max(0, start - 400), scene.sentence.end) is not None


def _paragraphs(scenes: Sequence[Scene]) -> dict[int, str]:
    """The text of each paragraph that holds a number or a date."""
    bounds: dict[int, tuple[int, int]] = {}
    for scene in scenes[:1]:
        for sentence in scene.view.sentences:
            first, _ = bounds.get(sentence.paragraph, (sentence.start, 0))
            bounds[sentence.paragraph] = (first, sentence.end)
    wanted = {scene.sentence.paragraph for scene in scenes}
    return {n: scenes[0].view.view[a : min(b, a + 3000)] for n, (a, b) in bounds.items() if n in wanted}


def _weighed(scene: Scene, one: Quantity, text: str, published: date | None) -> Kind:
    if one.kind is not Kind.OBSERVED and one.sort == "money" and is_own_money(scene, one, verb_after(scene, one)):
        return Kind.OBSERVED
    if one.kind is Kind.FORECAST and one.mark in WILL:
        return of_will(scene, one, text)
    if one.kind is Kind.TARGET:
        return _of_goal(scene, one, text)
    if one.kind is Kind.OBSERVED and not one.earlier and _is_planned(scene, one, text, published):
        expected = EXPECTERS & set(scene.low)
        return Kind.FORECAST if expected else Kind.TARGET
    return one.kind


def _of_goal(scene: Scene, one: Quantity, text: str) -> Kind:
    """What seems a goal: it may be what somebody reckons with or hopes to get, or what was decided."""
    money = one.sort == "money"
    if one.mark in _OUGHT and _OPINION.search(scene.view.view, scene.sentence.start, scene.sentence.end):
        return Kind.FORECAST
    if money and _RECKONED.search(scene.view.view, scene.sentence.start, one.start):
        return Kind.FORECAST
    if _is_settled(scene, one, text):
        return Kind.OBSERVED
    return Kind.FORECAST if money and one.mark in ("hopes", "hope") else Kind.TARGET


def _is_settled(scene: Scene, one: Quantity, text: str) -> bool:
    """Whether what seems a goal was decided: a price that is to be paid, a step that a body agreed on, a fine."""
    if one.sort == "money" and ("dividend" in scene.low or _is_fine(scene, one) or _is_lent(scene, one)):
        return True
    if one.mark in _AIMS and scene.word(one.head - 1) == "by":
        return bool(_MOVED & set(scene.low[max(0, one.head - 8) : one.head]))
    if one.mark in _BE:
        return one.sort == "money" and _PAY.search(scene.view.of(scene.sentence)) is not None
    if one.mark != "will":
        return False
    agreed = scene.word(one.head - 1) == "by" and bool(_AGREED & set(scene.low))
    return agreed or is_fact(scene, one, text, verb_after(scene, one))


def _is_lent(scene: Scene, one: Quantity) -> bool:
    """ "the $8 billion loan demands", "to buy 500,000 tonnes at $300 a tonne": a sum or a price that is agreed."""
    if scene.word(one.last) in ("loan", "bailout", "credit"):
        return True
    last = next((q for q in reversed(scene.quantities) if q.end <= one.start and q.is_level), None)
    bought = last is not None and last.sort == "physical" and last.kind is Kind.TARGET
    return bought and scene.word(one.head - 1) == "at"


_RECKONED = re.compile(
    r"\b(?:estimates?|estimated|reckons?|reckoned|calculates?|calculated|believes?|thinks?|expects?)\b[^,;:.]{1,60}"
    r"\b(?:will|would|to) (?:raise|save|cost|bring|yield|cut|add|reduce)\b[^,;:.]{0,40}$"
)
_OUGHT = word_set("should will would ought")
_OPINION = re.compile(
    r", (?:the |its |an? )?(?:[\w-]+ ){0,2}(?:believes?|thinks?|reckons?|estimates?|calculates?|predicts?|guess(?:es)?)"
    r"(?:\b|$)"
)
"""Somebody's opinion, told behind what it is of: "29,000 by 2034, the agency believes", "…, think bankers"."""
_AIMS = word_set("target targets quota quotas goal goals ceiling cap")
_MOVED = word_set("raised lowered cut increased reduced lifted trimmed")
_AGREED = word_set("decided agreed ruled")
_BE = word_set("is are was were")
_PAY = re.compile(r"\b(?:is|are) to (?:pay|owe|receive|get)\b")
_FINE = re.compile(r"\b(?:penalt(?:y|ies)|fines?|sanctions?) of (?:about |around |nearly |almost )?$", re.IGNORECASE)


def _is_fine(scene: Scene, one: Quantity) -> bool:
    """ "has proposed a penalty of £44.7m": what is asked of one offender, no goal."""
    return _FINE.search(scene.view.view, scene.sentence.start, one.start) is not None


def _is_planned(scene: Scene, one: Quantity, text: str, published: date | None) -> bool:
    """Whether an amount that no verb aims at stands in a budget, a plan, a condition or for a year to come."""
    sentence = scene.view.of(scene.sentence)
    under = scene.word(one.head - 2) == "under"  # "under its $8 billion programme": what something is done under
    if under or (one.delta is not None and one.sort != "money"):
        return False
    quota = one.sort in ("physical", "count") and _SET_QUOTA.search(scene.view.view, scene.sentence.start, one.start)
    if quota or _CONDITION.search(sentence) or (one.sort == "money" and scene.word(one.last) in _PLANS):
        return True
    if published is None:
        return False
    year = str(published.year)
    if _for_year(scene, one, year):
        return True
    past = one.period is not None and one.period.rpartition("/")[2][:4] < year
    came = one.mark in _CAME_TO and (one.mark not in _BE or scene.word(one.head - 1) == one.mark)
    if past or one.sort not in ("money", "percent") or (came and "budget" not in scene.low[: one.head]):
        return False
    return _BUDGET.search(text) is not None and not _SPENT.search(sentence)


_CAME_TO = word_set(
    "came was were rose fell reached stood hit grew ran totalled totaled numbered climbed went had ended"
)
"""Words that tell what was so, whatever stands in a budget: "Revenue was 3.1 billion, against a budget of 3.4"."""


_HELD = word_set("has had have got gets received")


def _for_year(scene: Scene, one: Quantity, year: str) -> bool:
    """ "For 2026 the two share 285,000 tonnes": what is set for a year that is not over."""
    return any(
        span.lead == "for" and span.grain == "year" and (span.period or "") >= year and span.start < one.start
        for span in scene.dates
    ) and not (
        (one.period is not None and one.period[:4] < year)
        or (one.sort == "money" and scene.word(one.head - 1) in _HELD)
        or any(q.start < one.start and q.is_level for q in scene.quantities)
    )


def _goes_on(scene: Scene, one: Quantity, before: Scene | None) -> bool:
    """Whether a label after a sentence with a plan's name and years tells its goals: "Residents: 380,000 a year"."""
    if before is None or one.kind is not Kind.OBSERVED or one.mark or one.earlier or one.delta is not None:
        return False
    if before.sentence.paragraph != scene.sentence.paragraph or scene.word(one.head - 1) != ":":
        return False
    ahead = any(span.grain == "range" and span.period for span in before.dates)
    return ahead and _PLAN_NAME.search(before.view.of(before.sentence)) is not None


__all__ = ["weigh_rules"]
