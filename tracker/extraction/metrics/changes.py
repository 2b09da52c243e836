"""Which quantities tell a change, by how much, and which way."""

from __future__ import annotations

import re

from tracker.extraction.metrics.changes_after import told_after
from tracker.extraction.metrics.changes_before import comes_to, told_before, told_by_object
from tracker.extraction.metrics.scene import RELATIVE, Quantity, Scene
from tracker.extraction.text import word_set
from tracker.model import Change


def find_changes(scene: Scene) -> None:
    """Gives every quantity of the sentence that tells a change its `delta`; adds "doubled" and "unchanged"."""
    for one in scene.quantities:
        if one.refusal or one.sort == "duration" or _is_inflation(scene, one):
            continue
        _left_of(scene, one)
        _signed(scene, one)
        direction = "down" if one.open and one.sort == "left" else _direction(scene, one)
        direction = "down" if direction == "up" and one.value < 0 else direction
        if direction is not None and _THAN_CLAIMED.match(scene.view.view, one.end, scene.sentence.end):
            one.refusal = "a difference between claims"
            continue
        one.sort = "percent" if one.sort == "left" else one.sort
        if direction is not None and one.delta is None:
            one.delta = Change(abs(one.value), one.unit if one.unit is not None else "", direction)


def _direction(scene: Scene, one: Quantity) -> str | None:
    if one.sign and one.sort in RELATIVE:
        level = scene.word(one.head - 1) in ("from", "to", "at") or scene.word(one.head - 2) == "rate"
        return None if level and one.sign == "+" else "up" if one.sign == "+" else "down"
    if one.sort in RELATIVE and _taken_off(scene, one):
        return "down"
    if "in" in scene.low[one.first : one.last] or _is_money_raised(scene, one) or _is_margin(scene, one):
        return None
    found = told_before(scene, one) or told_after(scene, one) or told_by_object(scene, one)
    if found is None:
        return comes_to(scene, one) or _apposed_step(scene, one)
    if (
        one.sort in RELATIVE
        and _AGO.search(scene.view.view, scene.sentence.start, one.start)
        and not _leads_on(scene, one)
    ):
        return "down" if found == "up" else "up"
    return found


_THAN_CLAIMED = re.compile(
    r"(?: (?:[\w-]+ )?(?:more|less|higher|lower|fewer|above|below|over|under|larger|smaller|bigger))?(?: than)? "
    r"(?:what )?(?:(?:the|its|his|her|their|a|an|most|all) )?(?:[\w'’-]+ ){1,3}?"
    r"(?:admits?|admitted|says?|claims?|claimed|concedes?|conceded|acknowledges?|acknowledged|thinks?|believes?|"
    r"reckons?|reckoned|owns up to|would have (?:us|you|it)|likes? to (?:say|think))\b"
)
"""What a difference is told for that nothing changed by: "eight billion more than the minister admits"."""
_AT_A_LOSS = re.compile(
    r"\bat an? (?:[\w-]+ )?(?:loss|profit|discount|premium|surplus|mark-up|markup|surcharge|deficit),? of "
    r"(?:about |around |some |up to |nearly |almost |roughly )?$",
    re.IGNORECASE,
)
"""A margin, which is a level: "sold at a loss of 17 per cent"."""
_STEP_BEFORE = re.compile(
    r"\b(?:the|this|that|its|their|an?) (?:[\w-]+ )?(?P<step>increase|rise|gain|drop|fall|decline|growth|cut|jump|"
    r"decrease|increment|reduction|surge|climb|loss|slump)"
    r"(?: (?:on|from|over|in|since|against|compared|of)\b[^,;:.]{1,40})?, $",
    re.IGNORECASE,
)
_FALLS = word_set("drop fall decline cut decrease reduction loss slump")


def _is_margin(scene: Scene, one: Quantity) -> bool:
    """ "sold at a loss of 17 per cent": how far a price is from a cost, no change."""
    led = one.sort == "percent" and scene.word(one.head - 1) == "of"
    return led and _AT_A_LOSS.search(scene.view.view, scene.sentence.start, one.start) is not None


def _apposed_step(scene: Scene, one: Quantity) -> str | None:
    """ "The increase on the year, 29.7 %, was the smallest": a number set behind the noun for a change."""
    if one.sort not in RELATIVE or scene.word(one.last) not in (",", ".", "") or scene.word(one.head - 1) != ",":
        return None
    found = _STEP_BEFORE.search(scene.view.view, max(scene.sentence.start, one.start - 80), one.start)
    return None if found is None else "down" if found["step"].lower() in _FALLS else "up"


_TAKE_OFF = word_set(
    "take takes took taken taking shave shaved shaves knock knocked knocks lop lopped wipe wiped wipes"
)


def _taken_off(scene: Scene, one: Quantity) -> bool:
    """ "took 25 basis points off the rate"."""
    return scene.word(one.last) == "off" and bool(_TAKE_OFF & set(scene.low[max(0, one.head - 3) : one.head]))


def _signed(scene: Scene, one: Quantity) -> None:
    """ "1.62 EUR/l (-0.03)", "3.4 % (-0.2)": a bare number with a sign in a bracket is a step of the level before."""
    if not one.sign or one.sort != "bare" or scene.word(one.head - 1) != "(" or scene.word(one.last) != ")":
        return
    level = next((q for q in scene.quantities if q.last == one.head - 1 and not q.refusal), None)
    if level is not None and level.unit is not None:
        one.unit, one.sort, one.refusal = ("pp", "points", "") if level.unit == "%" else (level.unit, level.sort, "")
        one.delta = Change(abs(one.value), one.unit, "up" if one.sign == "+" else "down")


def _left_of(scene: Scene, one: Quantity) -> None:
    """ "a third of what it was a year before" is a fall by two thirds."""
    if one.sort != "ratio" or not one.numeral.part or not 0 < one.value < 1:
        return
    if _WHAT_IT_WAS.match(scene.view.view, one.end, scene.sentence.end):
        one.value, one.unit, one.sort = float(f"{100 - one.value * 100:.4g}"), "%", "left"


def _is_inflation(scene: Scene, one: Quantity) -> bool:
    """ "Consumer prices rose 3 % on the year": the rate of inflation, a level that is followed by itself."""
    view, start, end = scene.view.view, scene.sentence.start, scene.sentence.end
    if "price" not in view[max(start, one.start - 110) : one.start].lower():
        return False
    if one.sort == "percent" and _PRICES_SEEN.search(view, max(start, one.start - 110), one.start):
        return True
    return (
        one.sort == "percent"
        and not one.sign
        and _PRICES_ROSE.search(view, max(start, one.start - 110), one.start) is not None
        and (_YEARLY.search(view, start, one.start) or _YEARLY.search(view, one.end, min(end, one.end + 60)))
        is not None
    )


_WHAT_IT_WAS = re.compile(r"\s*of what (?:it|they|that|this|there) (?:was|were|had been|used to be)\b")
_PRICES_SEEN = re.compile(
    r"\b(?:sees?|saw|has|expects?|forecasts?|predicts?|puts?|with) (?:consumer )?prices "
    r"(?:rising|to rise|going up|to go up|to climb|climbing)(?: by)?[^,;.%]{0,12}(?:, ?\d[^;]{0,30} and )?$",
    re.IGNORECASE,
)
_PRICES_ROSE = re.compile(
    r"\b(?:consumer|retail|producer|wholesale)(?:[ -]price(?:s| index| level)|s prices)\b[^,;.%]{0,60}"
    r"\b(?:rose|rise|risen|were|was|climbed|increased|went up|grew|up|advanced)\b(?! by\b)[^,;.%]{0,12}$",
    re.IGNORECASE,
)
_YEARLY = re.compile(
    r"\byear[- ]on[- ]year\b|\b(?:than|from|on|over) (?:a|one|the) (?:year|month)\b|\bmonth[- ]on[- ]month\b"
    r"|\b(?:on|over|in) the year\b|\bon the month\b|\bannually\b|\by/y\b|\bm/m\b|\bthan in the same month\b",
    re.IGNORECASE,
)
_AGO = re.compile(
    r"\b(?:years?|months?|weeks?|quarters?|decades?) (?:ago|earlier|before),? (?:the|it|that|its|there)\b"
)
_AGAINST_AGO = re.compile(r"\b(?:compared (?:with|to)|against|than|from|on|over)\b[^,]{0,30}$", re.IGNORECASE)


def _leads_on(scene: Scene, one: Quantity) -> bool:
    """ "Compared to a year earlier, the deficit was down": a time that is only compared with."""
    ago = _AGO.search(scene.view.view, scene.sentence.start, one.start)
    return ago is not None and _AGAINST_AGO.search(scene.view.view, scene.sentence.start, ago.start()) is not None


_RAISED = word_set("raise raised raises raising")


def _is_money_raised(scene: Scene, one: Quantity) -> bool:
    """ "The auction raised a total of €164m": money that came in, no step of anything."""
    if one.sort != "money":
        return False
    before = scene.low[max(0, one.head - 5) : one.first]
    return bool(_RAISED & set(before)) and "by" not in before and scene.word(one.last) != "to"
