"""What an act sets for the time to come: the most that a fine may be, a quota, a rate or a fee that is to be paid.

What is in force already, or was paid, is a fact: "the duty is 25 %", "fines of $2m were collected".
"""

from __future__ import annotations

import re

from tracker.extraction.metrics.scene import Quantity, Scene
from tracker.extraction.text import word_set

ENACTED = "enacted"
"""The mark of an amount that an act sets; no word of a text is a mark like it."""
_FINES = word_set("fine fines fined penalty penalties damages sue")
_RATES = word_set(
    "duty duties tax taxes levy levies excise surtax vat tariff tariffs fee fees fare fares toll tolls ticket tickets "
    "royalty royalties surcharge surcharges pass charge charges"
)
_GRANTS = word_set("payment payments bonus allowance compensation contribution premium pension wage rate price")
_QUOTAS = word_set(
    "quota quotas cap caps capped capping catch limit ceiling allowed permitted allocation allotment increment "
    "caught limits limited restricts shortens fished landed imported exported mined maximum clears frees releases "
    "opens unlocks"
)
_HANDED = word_set("released auctioned offered put awarded granted allocated sold")
_HANDS = word_set("release auction award grant allocate")
_TELLING = _FINES | _RATES | _GRANTS | _QUOTAS | _HANDED | _HANDS
"""Without one of these words no amount of a sentence is set by an act."""


def tells_of_act(scene: Scene) -> bool:
    """Whether a sentence may hold an amount that an act sets: asked once of each."""
    return not _TELLING.isdisjoint(scene.low)


def is_enacted(scene: Scene, one: Quantity) -> bool:
    """Whether an amount is what an act allows, asks or threatens from now on; asked where `tells_of_act`."""
    if one.earlier:
        return False
    if one.sort == "duration":
        return _is_limited(scene, one)
    if one.sort in ("physical", "count"):
        return _is_allowed(scene, one) or _is_handed_out(scene, one)
    if one.sort not in ("money", "percent"):
        return False
    if one.delta is None and _is_capped(scene, one):
        return True
    return _is_threatened(scene, one) or (one.delta is None and _is_charged(scene, one))


_FINE = re.compile(
    r"\b(?:(?:fines|penalties|damages)(?: \w+)? of|face a (?:fine|penalty) of|(?:be|being) fined(?: with)?|"
    r"(?:fines?|penalt(?:y|ies)) (?:is|are|would be|will be) capped at|sue for|"
    r"fines? (?:could|can|may|would|will) (?:reach|be)) (?:up to |as much as |at most |a maximum of )?$",
    re.IGNORECASE,
)
_AT_MOST = re.compile(r"\b(?:fine|fines|fined|penalt(?:y|ies)|damages)\b[^.;:]{0,50}$", re.IGNORECASE)
_LEVIED = word_set(
    "collected imposed paid suspended were was had came brought yielded totalled since stay stays stood appealed lifted"
)
_MAY = word_set("could may can might would will should face faces foreseen for up")


def _is_threatened(scene: Scene, one: Quantity) -> bool:
    """ "fines of up to 2 % of turnover", "could be fined up to A$49.5m": what is threatened, not what was imposed."""
    low = scene.low
    stop = next((n for n in range(one.last, len(low)) if low[n] == "," and low[n + 1 : n + 2] == ["as"]), len(low))
    if _FINES.isdisjoint(low) or not _LEVIED.isdisjoint(low[:stop]) or _MAY.isdisjoint(low):
        return False
    view, start = scene.view.view, max(scene.sentence.start, one.start - 70)
    if one.qualifier in ("<", "<="):
        return _AT_MOST.search(view, start, one.start) is not None
    return _FINE.search(view, start, one.start) is not None


_CAPS = re.compile(
    r"\b(?:cap(?:s|ped|ping)? (?:the |its |this \w+ )?(?:\w+ ){1,4}?(?:at|to)|"
    r"(?:set|sets|fixed|fixes|adopted|adopts|approved|approves|introduced|introduces) (?:the|an?|its) (?:\w+ )?"
    r"(?:cap|ceiling|limit|quota|maximum(?: \w+)?) (?:at|of)|"
    r"(?:quotas?|cap|allocation|allotment|increment)(?: (?:for|of|in) [^,;:.]{1,40}?)?,? (?:which )?"
    r"(?:is|was|are|were|had been|stays at|:)) $",
    re.IGNORECASE,
)
_CLEARS = re.compile(
    r"\b(?:resolution|decree|order|decision|ordinance|ministry|minister|cabinet|government|council|commission|notice|bill|"
    r"law|act|agency)\b[^;:.]{0,40} (?:clears|frees|releases|opens up|makes available|"
    r"sets free|lets out|unlocks) (?:up to |a further |another |some )?$",
    re.IGNORECASE,
)
_MAY_BE = re.compile(
    r" (?:[\w-]+ ){0,4}?(?:(?:that|which) (?:may|can) be (?:caught|fished|landed|sold|imported|exported|shipped|mined|"
    r"dug|produced|taken)\b|(?:allowed|permitted)(?! to\b))"
)


def _is_allowed(scene: Scene, one: Quantity) -> bool:
    """ "caps the catch at 2.58 million tonnes", "of the 2.58 million that may be caught"."""
    if one.delta is not None:
        return False
    view = scene.view.view
    start = max(scene.sentence.start, one.start - 90)
    if _CAPS.search(view, max(start, one.start - 70), one.start) or _CLEARS.search(view, start, one.start):
        return one.sort == "physical"
    return _MAY_BE.match(view, one.end, min(one.end + 60, scene.sentence.end)) is not None


_CAPPED = re.compile(
    r"\bcap(?:s|ped|ping)? (?:the |its |all |this \w+ )?(?:[\w'’-]+ ){1,5}?at $"
    r"|\b(?:lower|rais|cut|set|lift|reduc|increas|fix|tighten|eas|halv|doubl)\w* (?:the |its |their )?"
    r"(?:maximum|highest (?:permitted|allowed)|permitted|allowed|limit (?:for|on|of)|ceiling (?:for|on|of)|cap on)"
    r" (?!wages?\b)[^,;:.%]{1,50} (?:to|at) (?:just |only )?$",
    re.IGNORECASE,
)
_LIMITS = re.compile(
    r"\b(?:law|bill|act|decree|rules?|ordinance|regulation|code|amendments?|directive|agreement|accord)\b"
    r"[^;:.]{0,40} (?:limits?|caps?|restricts?|shortens?|cuts|reduces) (?:the |its |their )?(?:[\w'’-]+ ){1,5}?to $",
    re.IGNORECASE,
)


def _is_limited(scene: Scene, one: Quantity) -> bool:
    """ "The law limits the working week to 40 hours"."""
    return _LIMITS.search(scene.view.view, scene.sentence.start, one.start) is not None


_SHARED = re.compile(r" of (?:the|its|this year's) (?:\w+ )?(?:quota|allowable catch|allocation|allotment|TAC)\b")
_GETS = re.compile(
    r"\b(?:gets?|receives?|(?:is|are) given|(?:is|are) allotted|will get|will receive) (?:only |just )?$"
)


def _is_capped(scene: Scene, one: Quantity) -> bool:
    """ "capped fees at 1 percent", "lowered the maximum loan to 80 percent", "get 6 percent of the quota"."""
    view, end = scene.view.view, scene.sentence.end
    start = max(scene.sentence.start, one.start - 90)
    if one.sort == "percent" and scene.word(one.last) == "of" and _SHARED.match(view, one.end, end):
        return _GETS.search(view, start, one.start) is not None
    return not one.numeral.scaled and _CAPPED.search(view, start, one.start) is not None


_WILL_BE = word_set("will shall")


def _is_handed_out(scene: Scene, one: Quantity) -> bool:
    """ "Up to 15 licences will be put up for auction", "150,000 tons will be released from the reserve"."""
    low = scene.low
    if scene.word(one.head - 1) in _HANDS and scene.word(one.head - 2) in _WILL_BE:
        return True
    at = next((n for n in range(one.last, min(one.last + 6, len(low) - 2)) if low[n] in _WILL_BE), None)
    return at is not None and low[at + 1] == "be" and low[at + 2] in _HANDED


_MOVES = re.compile(
    r"\b(?:goes|go|rises?|climbs?|moves?|drops?|falls?|lifts?|lowers?|raises?|raising|lifting|cuts?|cutting|lowering|"
    r"increases?|reduces?|steps?|(?:is|are) (?:now )?(?:raised|lifted|cut|lowered|reduced|increased|trimmed))\b"
    r"[^.;:]{0,90} to (?:just |only )?$",
    re.IGNORECASE,
)
_PUTS_IN = re.compile(
    r"\b(?:law|bill|act|decree|rules?|amendments?|draft|order|regulation|senators|deputies|lawmakers|senate|parliament|"
    r"lower house|upper house|committee|assembly)\b(?: (?:also|now|then))? "
    r"(?:puts? in|adds?|added|introduces?|introduced|sets?|creates?|created|brings in|brought in|writes? in|wrote in|"
    r"provides? for|lays down|prescribes?) (?:an? |the )?(?:new )?(?:[\w-]+ ){0,2}?"
    r"(?:payment|levy|fee|charge|tax|fine|bonus|allowance|benefit|premium|contribution|toll|duty|surcharge|compensation|"
    r"pension|wage|rate|price) of (?:up to |at least |about )?$",
    re.IGNORECASE,
)
_MAY_CHARGE = re.compile(
    r"\b(?:will|would|shall) be (?:allowed|permitted|authori[sz]ed|free|entitled) to "
    r"(?:charge|raise|set|ask|sell|increase|lift|levy|collect|add|pay)\b[^.;:]{0,80}$",
    re.IGNORECASE,
)
_WILL = re.compile(
    r"\b(?:will|would|shall)(?: \w+){0,2} (?:pay|bear|cost|carry|be charged|be taxed|be subject to|owe|"
    r"begin to collect|collect|introduce|impose|levy)\b[^.;:]{0,80}$"
    r"|\bis (?:now )?to (?:cost|become|be|go to|rise to|fall to) $"
    r"|\bapproved? an? (?:new )?(?:\w+ )?(?:tariff|fare|fee|toll|levy|duty|charge) of $",
    re.IGNORECASE,
)
_HOLDS = word_set(
    "was were had went rose fell has have already since stays stay remains remain still kept keeps keep paid collected "
    "expects expected forecast forecasts analysts"
)


def _is_charged(scene: Scene, one: Quantity) -> bool:
    """ "Excise goes to 16 %", "petrol will bear a duty of 15 %", "has approved a tariff of 247 naira per kWh"."""
    low = scene.low
    if one.numeral.scaled:
        return False
    view, start = scene.view.view, scene.sentence.start
    begin = max(start, one.start - 110)
    if any(told.search(view, begin, one.start) for told in (_PUTS_IN, _MAY_CHARGE)):
        return True
    if _RATES.isdisjoint(low):
        return False
    if _WILL.search(view, start, one.start):
        return True
    return _HOLDS.isdisjoint(low[: one.first]) and _MOVES.search(view, start, one.start) is not None


__all__ = ["ENACTED", "is_enacted", "tells_of_act"]
