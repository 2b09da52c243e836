"""What "will" means for an amount: a price set by a rule is a fact, a share set by a law a goal, else a forecast.

Runs after the words of the clause and the periods have given each amount its kind.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from tracker.extraction.metrics.scene import Quantity, Scene
from tracker.extraction.text import word_set
from tracker.model import Kind

_WILL = word_set("will would shall 'll")
_PAID = word_set("pay owe receive face collect")
_DECIDED = word_set("shed axe lay dismiss")
_SET = word_set("be rise go stand drop fall increase climb remain stay raise lower cut lift")
_RULED = word_set("be hold have get bring go cut limit cap raise lower set make require keep reserve")
_PRICE = re.compile(
    r"\b(?:minimum wages?|wage|tariffs?|dut(?:y|ies)|lev(?:y|ies)|fees?|tolls?|pensions?|benefits?|allowances?|"
    r"VAT|excise|price cap|rent cap|fares?|tax rate)\b",
    re.IGNORECASE,
)
_QUOTA = re.compile(r"\b(?:quotas?|total allowable catch|ceiling|cap)\b[^.;]{0,60}$", re.IGNORECASE)
_SUM = re.compile(r"\b(?:revenues?|receipts|takings|proceeds|collections?|spending|cost)\b", re.IGNORECASE)
_LAW = re.compile(
    r"\b(?:bill|law|decree|ordinance|reform|directive|quotas?|mandate|regulations?|rules|amendments?|draft|proposal)\b",
    re.IGNORECASE,
)
_DRAFT = re.compile(r"\b(?:draft|bill|amendments?|resolution)\b", re.IGNORECASE)
_BOUND = re.compile(r"\b(?:limit|ceiling|cap|maximum|threshold)\b[^,;.]{0,40} will be $", re.IGNORECASE)
_UNDER = re.compile(
    r"\bunder (?:the|its|this|a|their) (?:new )?(?:proposal|plan|draft|bill|scheme|rules?|reform)s?\b", re.IGNORECASE
)
_OUTCOMES = word_set("cost save raise bring generate yield earn add need create lose reach amount")
_CAPPED = word_set("double triple cap limit raise lift lower cut")
_BUDGET = re.compile(
    r"\b(?:draft|national|federal|state|annual|next year's|this year's)? ?budget (?:for|of)\b|"
    r"\bin (?:the|its|this year's) budget\b|\bbudget (?:bill|plan|proposal|speech)\b|\bspending plan\b",
    re.IGNORECASE,
)
_SPENT = re.compile(
    r"\b(?:sets? aside|setting aside|"
    r"spent|paid|given|allotted|released|disbursed|handed|received|earned|collected|cost|fined|exported|imported|sold|bought|lost)\b"
)
_CONDITION = re.compile(r"^(?:the |its )?conditions (?:include|are|were)\b|\bon (?:the )?condition\b", re.IGNORECASE)
_SET_QUOTA = re.compile(
    r"\bquotas?\b[^.;,]{0,40} (?:of|at|to|is|was set at|was cut to|was raised to|falls to|rises to) "
    r"(?:just |only |about |around |up to )?$",
    re.IGNORECASE,
)
_PLANS = word_set("plan plans programme program package scheme initiative strategy")
_PLAN_NAME = re.compile(r"\b(?:plan|programme|quotas?|targets?|budget)\b", re.IGNORECASE)
_EXPECTERS = word_set("analysts economists forecasters expected expects forecast forecasts projected guides guidance")


def weigh_rules(scenes: Sequence[Scene], published: date | None) -> None:
    """Settles the kinds that hang on what the paragraph is about."""
    texts = _paragraphs(scenes)
    before: Scene | None = None
    quota: Quantity | None = None
    for scene in scenes:
        text = texts[scene.sentence.paragraph]
        for one in scene.quantities:
            if one.open:
                one.kind = _weighed(scene, one, text, published)
                if _goes_on(scene, one, before) or _is_covered(scene, one):
                    one.kind = Kind.TARGET
                if one.kind is Kind.OBSERVED and published is not None and _is_to_come(scene, one, published):
                    one.kind = Kind.FORECAST
                if quota is not None and _is_slice(scene, one, quota):
                    one.kind, one.since = Kind.TARGET, quota.period
                if one.kind is Kind.TARGET and one.sort == "physical" and _is_quota(scene, one):
                    quota = one
        before = scene


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
    r"\b(?:landed|caught|exported|imported|advised|advice|sold|shipped|produced|bought|recommended|consumed|fetched)\b",
    re.IGNORECASE,
)


def _is_quota(scene: Scene, one: Quantity) -> bool:
    """Whether a goal is a quota, by its paragraph or the line above it."""
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
    if one.kind is not Kind.OBSERVED or one.sort != "percent" or one.delta is not None or scene.word(one.last) != "of":
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
    if one.kind is Kind.FORECAST and one.mark in _WILL:
        return _of_will(scene, one, text)
    if one.kind is Kind.TARGET and _is_settled(scene, one, text):
        return Kind.OBSERVED
    if one.kind is Kind.TARGET and one.mark in ("hopes", "hope") and one.sort == "money":
        return Kind.FORECAST
    if one.kind is Kind.OBSERVED and not one.earlier and _is_planned(scene, one, text, published):
        expected = _EXPECTERS & set(scene.low)
        return Kind.FORECAST if expected else Kind.TARGET
    return one.kind


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
    return agreed or _is_fact(scene, one, text, _verb_after(scene, one))


def _is_lent(scene: Scene, one: Quantity) -> bool:
    """ "the $8 billion loan demands", "to buy 500,000 tonnes at $300 a tonne": a sum or a price that is agreed."""
    if scene.word(one.last) in ("loan", "bailout", "credit"):
        return True
    last = next((q for q in reversed(scene.quantities) if q.end <= one.start and q.is_level), None)
    bought = last is not None and last.sort == "physical" and last.kind is Kind.TARGET
    return bought and scene.word(one.head - 1) == "at"


_MEASURED = frozenset({"percent", "physical"})
_AIMS = word_set("target targets quota quotas goal goals ceiling cap")
_MOVED = word_set("raised lowered cut increased reduced lifted trimmed")
_AGREED = word_set("decided agreed ruled")
_BE = word_set("is are was were")
_PAY = re.compile(r"\b(?:is|are) to (?:pay|owe|receive|get)\b")
_FINE = re.compile(r"\b(?:penalt(?:y|ies)|fines?|sanctions?) of (?:about |around |nearly |almost )?$", re.IGNORECASE)


def _is_fine(scene: Scene, one: Quantity) -> bool:
    """ "has proposed a penalty of £44.7m": what is asked of one offender, no goal."""
    return _FINE.search(scene.view.view, scene.sentence.start, one.start) is not None


def _of_will(scene: Scene, one: Quantity, text: str) -> Kind:
    verb = _verb_after(scene, one)
    if _EXPECTERS & set(scene.low):
        return one.kind
    if _is_imposed(scene, one):
        return Kind.TARGET
    if _is_fact(scene, one, text, verb):
        return Kind.OBSERVED
    if one.sort == "physical" and verb == "be" and _BOUND.search(scene.view.view, scene.sentence.start, one.start):
        return Kind.TARGET
    if one.mark == "would" and verb not in _OUTCOMES and _UNDER.search(scene.view.of(scene.sentence)):
        return Kind.TARGET
    drafted = (
        one.mark == "would"
        and "have" not in scene.low[: one.first]
        and _DRAFT.search(text) is not None
        and verb not in _OUTCOMES
    )
    ruled = (one.sort in ("percent", "duration") and verb in _RULED) or (one.sort == "money" and verb in _CAPPED)
    return Kind.TARGET if drafted or (ruled and _LAW.search(text)) else one.kind


def _is_imposed(scene: Scene, one: Quantity) -> bool:
    """Whether a quota is told, or what things of a measure "would have to" do."""
    if one.sort in _MEASURED and scene.low[one.last : one.last + 3] == ["would", "have", "to"]:
        return True
    counted = one.sort in ("physical", "count")
    return counted and _QUOTA.search(scene.view.view, scene.sentence.start, one.start) is not None


def _is_fact(scene: Scene, one: Quantity, text: str, verb: str) -> bool:
    """Whether "will" tells what was decided: a price that a rule sets, or posts that somebody cuts."""
    if one.sort in ("money", "percent") and (verb in _PAID or (verb == "cost" and one.per)):
        return one.mark != "would" or one.led or _LAW.search(text) is None
    if verb in _DECIDED and one.sort in ("count", "percent"):
        return True
    price = one.sort in ("money", "percent") and _PRICE.search(text) and not _SUM.search(scene.view.of(scene.sentence))
    return bool(price) and verb in _SET and one.mark != "would"


def _verb_after(scene: Scene, one: Quantity) -> str:
    """The verb that goes with the last "will" before the number, or the first one after it."""
    places = [n for n in range(one.first) if scene.low[n] == one.mark] or [
        n for n in range(one.last, len(scene.low)) if scene.low[n] == one.mark
    ]
    if not places:
        return ""
    at = (places[-1] if places[0] < one.first else places[0]) + 1
    while scene.word(at).endswith("ly") or scene.word(at) in ("also", "then", "now", "soon", "not"):
        at += 1
    at += 2 * (scene.low[at : at + 2] == ["continue", "to"])
    return "pay" if scene.low[at : at + 2] in _ARE_PAID else scene.word(at)


_ARE_PAID = (["be", "paid"], ["be", "charged"])


def _is_planned(scene: Scene, one: Quantity, text: str, published: date | None) -> bool:
    """Whether an amount that no verb aims at stands in a budget, a plan, a condition or for a year to come."""
    sentence = scene.view.of(scene.sentence)
    if one.delta is not None and one.sort != "money":
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
    budget = one.sort in ("money", "percent") and _BUDGET.search(text) is not None
    return budget and not past and not _SPENT.search(sentence)


_HELD = word_set("has had have got gets received")


def _for_year(scene: Scene, one: Quantity, year: str) -> bool:
    """ "For 2026 the two share 285,000 tonnes": what is set for a year that is not over."""
    return any(
        span.lead == "for" and span.grain == "year" and (span.period or "") >= year and span.start < one.start
        for span in scene.dates
    ) and not (
        (one.sort == "money" and scene.word(one.head - 1) in _HELD)
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
