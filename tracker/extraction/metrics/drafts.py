"""What a bill, a need, a permission, a reckoning or a question makes of an amount that stands in it.

"A bill that raises the tax to 30 per cent" tells a goal, "if it agrees, $1.3bn can be paid" and "puts the extra income
at $2bn" what somebody expects. Runs when each amount has the kind that its clause and period give it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tracker.extraction.metrics.qualifiers import is_barred
from tracker.extraction.metrics.scene import Quantity, Scene
from tracker.extraction.text import word_set
from tracker.model import Kind

_DRAFT = r"\b(?:bill|draft(?: (?:law|decree|rules?|regulation|plan|order|bill))?|proposals?|amendments?)\b"
_RULES = (
    r"(?:would|raises|raise|cuts|sets|lowers|caps|limits|gives|doubles|allows|requires|lifts|reduces|increases|"
    r"introduces|imposes|obliges|fixes|puts|provides|grants|writes)"
)
_IN_BILL = re.compile(
    rf"{_DRAFT}[\w ]{{0,30}}? (?:that|which|under which [\w -]{{1,40}}?) {_RULES}\b(?:[^,;:.]|[.,](?=\d)){{0,90}}$"
    rf"|{_DRAFT}(?: [\w-]+){{0,3}} (?:sets|fixes|provides|foresees|contains|includes|raises|writes)\b[^;:.]{{0,60}}$",
    re.IGNORECASE,
)
_NEEDED = re.compile(
    r"(?: (?:that|which))? (?:the|its|their|this) (?:[\w-]+ ){1,3}?(?:needs?|demands?|requires?|prescribes?|"
    r"stipulates?|set out to|had wanted|had proposed|aims? (?:at|for|to)|calls? for|provides? for|had promised)\b"
    r"(?! (?:at present|now|today|currently|already|so far|until now|as it is)\b)"
)
_PERMITTED = re.compile(
    r"(?:[^,;.]|[.,](?=\d)){0,60}?\b(?:may|must|shall)\b"
    r"(?! have| go\b(?! (?:in)?to\b)| lose| die| leave| face| fall| close| vanish| suffer| need|"
    r" be (?:lost|cut|killed|hit|affected|gone))"
)
_IS_WHAT = re.compile(
    r" (?:is|are) what (?:the |its |their )?(?:[\w-]+ ){1,3}?(?P<verb>hopes? for|wants?|aims? (?:at|for)|seeks?|needs?|"
    r"demands?|expects?|predicts?|reckons? with|forecasts?|looks? for)\b"
)
_HAD_FORESEEN = re.compile(
    r"\b(?:proposal|draft|version|bill|blueprint|text)s?(?: (?:by|of|from) [^,;:.]{1,30})? (?:had )?"
    r"(?:foreseen|foresaw|provided for|envisaged|contained|suggested|spoken of|spoke of|set|asked for|named) "
    r"(?:an? (?:[\w-]+ ){0,2}?(?:rate|levy|cap|fee|share|ceiling|limit|charge|tax|fine) of )?$",
    re.IGNORECASE,
)
_OUTCOME = (
    r"(?:income|revenues?|receipts|yield|costs?|savings?|loss(?:es)?|gains?|bill|effect|benefits?|damage|shortfall)"
)
_PUT_AT = re.compile(
    rf"\bputs? (?:the|its|their) (?:[\w-]+ ){{0,2}}{_OUTCOME}\b[^,;.%]{{0,40}} at (?:about |around |some |roughly )?$"
    r"|\bputs? it (?:at|nearer(?: to)?|closer to|near) (?:about |around |some )?$",
    re.IGNORECASE,
)
_CONDITION = re.compile(r"(?:If|Should|Unless|Provided)\b(?:[^.;]|[.](?=\d))*\b(?:can|could|may|might|will|would)\b")
_ASKED = re.compile(r"\b(?:will|would|could|might)\b[^?.]*\?\W*$", re.IGNORECASE)
_OUT_OF = (
    ["out", "of"], ["such", "as"], ["together", "with"], ["many", "of"], ["most", "of"], ["some", "of"],
    ["several", "of"],
)  # fmt: skip
_EXPECTED = r"(?:forecast|expected|predicted|projected|estimated|pencilled in|foreseen)"
_ONCE_EXPECTED = re.compile(rf" {_EXPECTED} (?:earlier|before|previously|originally|until now|so far|in \w+)\b")
_REVISED = re.compile(
    r"\b(?:forecasts?|outlook|projections?|guidance|predictions?|(?:price target|target price)s?|"
    r"(?:crop|harvest|production|output|demand|growth|stocks?|yield|export|import) estimates?|"
    r"(?:its|their|the) estimates?)"
    r"(?: (?:up|down)wards?)?(?: by [^,;:]{1,30}?)?"
    r"(?: (?:for|of) (?!from\b)[^,;:]{1,40}?)?(?: by [^,;:]{1,20}?)?"
    r"(?: (?:goes|went|rises|rose|moves|moved|(?:is|was|were|are|has been) (?:raised|cut|lowered|trimmed|lifted|"
    r"reduced|revised|narrowed|increased)))?"
    r" (?:to|of|at)(?: \w+)? $",
    re.IGNORECASE,
)
_WAS_REVISED = re.compile(
    r"\b(?:forecasts?|outlook|projections?|guidance|estimates?)\b(?:[^;:.]|\.(?=\d)){0,90}?"
    r"\b(?:raised|lowered|increased|cut|revised|trimmed|lifted|reduced|downgraded|upgraded|nudged|narrowed|widened|"
    r"tightened|upped|shaved|bumped|moved|scaled back|slashed)\b"
    r"(?:[^;:.]|\.(?=\d)){0,50}? to (?:about |around |just )?$"
    r"|\b(?:forecasts?|outlook|projections?|guidance|estimates?)\b[^;:.]{0,60}? "
    r"(?:is|was|were|are|has been|stays|stayed) (?:confirmed|reaffirmed|reiterated|maintained|kept|left|held|set|"
    r"unchanged)(?: \w+)? at (?:about |around )?$"
    r"|\b(?:raised|lowered|increased|cut|revised|trimmed|lifted|reduced|narrowed|slashed|hiked)s? "
    r"(?:its|their|the) (?:estimated|expected|forecast|projected|predicted|anticipated) "
    r"(?:[^;:.]|\.(?=\d)){1,70}? to (?:about |around )?$",
    re.IGNORECASE,
)


def weigh_drafts(scenes: Sequence[Scene]) -> None:
    """Settles the kinds that hang on a bill, a need, a condition or a question."""
    for scene in scenes:
        open_ones = [one for one in scene.quantities if one.open]
        if not open_ones:
            continue
        told = set(scene.low)
        drafted, revised = bool(told & _DRAFTS), bool(told & _FORECASTS)
        for one in open_ones:
            one.kind = _settled(scene, one, drafted, revised)


def _settled(scene: Scene, one: Quantity, drafted: bool, revised: bool) -> Kind:
    """The kind of an amount; `drafted` and `revised`: a word for a bill, for a forecast stands in the sentence."""
    view, end = scene.view.view, scene.sentence.end
    if one.earlier:
        return _of_earlier(scene, one)
    article = scene.word(one.head - 1) == "the"
    given = scene.word(one.last) in _WHO and _GIVEN.match(view, one.end, end)
    lead = scene.low[max(0, one.head - 2 - article) : one.head - article]
    if given or (lead in _OUT_OF and (article or lead in _OUT_OF[:2])):
        return Kind.OBSERVED
    if one.kind is Kind.TARGET or _is_bound(scene, one):
        return Kind.FORECAST if _is_price_target(scene, one) else Kind.TARGET
    bound = one.qualifier in ("<=", ">=") and _PERMITTED.match(view, one.end, end)
    if bound or _NEEDED.match(view, one.end, end) or (drafted and _is_drafted(scene, one)):
        return Kind.TARGET
    return _supposed(scene, one, revised)


def _is_drafted(scene: Scene, one: Quantity) -> bool:
    """ "A bill that raises the tax to 30 per cent", "an earlier proposal had foreseen 20 per cent"."""
    view, start = scene.view.view, scene.sentence.start
    foreseen = one.sort in ("percent", "money") and _HAD_FORESEEN.search(view, start, one.start) is not None
    return foreseen or _IN_BILL.search(view, start, one.start) is not None


def _supposed(scene: Scene, one: Quantity, revised: bool) -> Kind:
    """The kind of an amount that nothing aims at: what is hoped for or expected, else a fact."""
    what = _IS_WHAT.match(scene.view.view, one.end, scene.sentence.end)
    if what is not None:
        return Kind.FORECAST if what["verb"].startswith(_EXPECTS) else Kind.TARGET
    if one.kind is not Kind.OBSERVED or (revised and _is_revised(scene, one)):
        return Kind.OBSERVED if _is_count_of_now(scene, one) else Kind.FORECAST
    return Kind.FORECAST if _is_supposed(scene, one) or _is_price_target(scene, one) else Kind.OBSERVED


_EXPECTS = ("expect", "predict", "reckon", "forecast", "look")
_IS_RAISED = re.compile(
    r"\b(?:raised?s?|lowered|lowers|increased|cut|cuts|revised|revises|trimmed|lifted|reduced|reduces|downgraded|upgraded|"
    r"nudged|slashed|hiked|boosted)\b[^,;.]{1,90}$",
    re.IGNORECASE,
)


def _is_revised(scene: Scene, one: Quantity) -> bool:
    """ "The forecast was cut to 5 Mt", "raised its crop estimate by 1.5 Mt to 82.7 Mt": what is expected now."""
    view, start = scene.view.view, scene.sentence.start
    if _WAS_REVISED.search(view, start, one.start):
        return True
    found = _REVISED.search(view, start, one.start)
    return found is not None and _IS_RAISED.search(view, start, found.start()) is not None


_PUT_NOW = re.compile(r"\b(?:is|are) (?:now )?put at (?:\w+ )?$")


def _is_count_of_now(scene: Scene, one: Quantity) -> bool:
    """ "The population is put at 384 animals": an estimate of what there is, not of what will be."""
    if one.sort not in ("count", "physical"):
        return False
    if scene.published is not None and one.period and one.period.rpartition("/")[2] > scene.published.isoformat():
        return False
    return _PUT_NOW.search(scene.view.view, scene.sentence.start, one.start) is not None


def _is_price_target(scene: Scene, one: Quantity) -> bool:
    """ "Our target price goes up from $19 to $21": what somebody expects of a share."""
    if one.sort != "money" or "target" not in scene.low:
        return False
    return _PRICE_AIMED.search(scene.view.view, scene.sentence.start, one.start) is not None


_WHO = word_set("it they he she that which")
_GIVEN = re.compile(
    r"(?: (?:that|which))?(?: (?:it|they|he|she))? (?:was|were|has been|have been|had been) (?:given|granted|lent)\b"
)


def _is_bound(scene: Scene, one: Quantity) -> bool:
    """ "never by more than 2 %", "the ceiling of 2 per cent", "no stall may sell more than 200": what is allowed."""
    low = scene.low
    before = low[max(0, one.head - 3) : one.head]
    if one.qualifier in ("<=", ">=") and one.sort in _BOUNDED and _CEILINGS & set(low[one.head : one.first]):
        return not {"had", "was", "were"} & set(low[: one.head])
    if before[-1:] == ["of"] and before[-2:-1] and before[-2] in _CEILINGS and one.sort in _BOUNDED:
        return not {"had", "was", "were"} & set(low[: one.head])
    if one.sort in _BOUNDED and low[one.last : one.last + 2] == ["as", "the"]:
        return bool(_CEILINGS & set(low[one.last + 2 : one.last + 4]))
    return one.qualifier == "<=" and is_barred(scene, one.head)


_CEILINGS = word_set("ceiling limit maximum cap minimum")
_BOUNDED = frozenset({"percent", "physical", "count"})


def _is_supposed(scene: Scene, one: Quantity) -> bool:
    """Whether an amount answers what will be, is what somebody puts it at, or hangs on a condition."""
    view, start, end = scene.view.view, scene.sentence.start, scene.sentence.end
    if scene.word(one.head - 1) == "for" and scene.word(one.head - 2) == "enough":
        lead = [q for q in scene.quantities if q.is_level and q.end <= one.start]
        return bool(lead) and lead[-1].kind is Kind.FORECAST
    if (
        "?" in view[max(0, start - 6) : start]
        and _TOLD_AS_SO.isdisjoint(scene.low[: one.head])
        and (one.head < _SHORT_ANSWER or scene.words.verbs.isdisjoint(scene.low[: one.head]))
        and _ASKED.search(view, max(0, start - 90), start)
    ):
        return True
    if one.period:
        return False
    if one.sort == "money" and _PUTS & set(scene.low[max(0, one.head - 12) : one.head]):
        return _PUT_AT.search(view, start, one.start) is not None
    return scene.low[0] in _IFS and _CONDITION.match(view, start, end) is not None


_SHORT_ANSWER = 2
"""tokens before the number of an answer that has no verb of its own: "Perhaps 40 MW"."""
_TOLD_AS_SO = word_set("had has have was were since rose fell went came already now")
_DRAFTS = word_set("version blueprint bill bills draft drafts proposal proposals amendment amendments")
_FORECASTS = word_set(
    "estimated expected projected predicted anticipated forecast forecasts outlook projection projections "
    "guidance estimate estimates predictions"
)
_PRICE_AIMED = re.compile(
    r"\b(?:target price|price target)\b(?:[^;:.]|\.(?=\d)){0,60}\b(?:to|of|at|is) $", re.IGNORECASE
)
_PUTS = frozenset({"put", "puts"})
_IFS = frozenset({"if", "should", "unless", "provided"})


def _of_earlier(scene: Scene, one: Quantity) -> Kind:
    """An amount of before is a fact, but what was forecast before stays a forecast."""
    view = scene.view.view
    if _ONCE_EXPECTED.match(view, one.end, scene.sentence.end):
        return Kind.FORECAST
    told = [q for q in scene.quantities if q.is_level and not q.earlier and q.unit == one.unit]
    revised = (_REVISED, _WAS_REVISED)
    begin = scene.sentence.start
    if any(q.kind is Kind.FORECAST and any(sign.search(view, begin, q.start) for sign in revised) for q in told):
        return Kind.FORECAST
    return one.kind


__all__ = ["weigh_drafts"]
