"""Money that is decided though it is told with "will": what a rule charges, and what a firm puts into its own works.

"A ticket will cost 3.20 euros", "From 1 January the rate will be 60 dollars" and "Volta will invest €2bn in the plant"
tell facts; a government's "will invest" stays its goal, and what "would" be charged the proposal of a draft.
"""

from __future__ import annotations

import re

from tracker.extraction.metrics.scene import Quantity, Scene
from tracker.extraction.text import word_set

_CHARGE = re.compile(
    r"\b(?:tickets?|passes|licen[cs]es?|permits?|visas?|stamps?|admission|entry|registration|passports?|subscriptions?|"
    r"vignettes?|certificates?|fares?|fees?|tolls?|nights?|parking|plates?|lev(?:y|ies)|dut(?:y|ies)|surcharges?|"
    r"premiums?|charges?|rents?)\b",
    re.IGNORECASE,
)
_CHARGED = word_set("cost carry be rise go fall drop climb")
_OF_A_LICENCE = re.compile(
    r"\b(?:licen[cs]e|permit|fee|levy|fine|charge|toll)\b[^,;.]{0,60} will (?:cost|be) (?:\w+ )?$", re.IGNORECASE
)
_PUTS = word_set("invest spend put pour inject commit")
_PUBLIC = word_set(
    "government governments ministry ministries minister ministers state states cabinet council parliament president "
    "premier authority authorities agency commission treasury budget administration congress senate programme program "
    "plan strategy city county province municipality district eu nato"
)


_ONE_OF = word_set("a an each every one")
"""What begins the price of a single thing: "A kilowatt-hour from the quay will cost 29 cents"."""


def is_charge(scene: Scene, one: Quantity, verb: str) -> bool:
    """Whether "will" before a price tells what a rule charges: a fare or a fee, or what holds "from 1 January"."""
    if one.sort != "money" or one.mark != "will" or verb not in _CHARGED:
        return False
    if _OF_A_LICENCE.search(scene.view.view, scene.sentence.start, one.start):
        return True
    if one.numeral.scaled:
        return False
    if scene.low[0] in _ONE_OF:
        return True
    begun = any(span.lead in ("from", "as of", "starting") and span.grain in ("day", "month") for span in scene.dates)
    return begun or _CHARGE.search(scene.view.of(scene.sentence)) is not None


def is_own_money(scene: Scene, one: Quantity, verb: str) -> bool:
    """Whether a firm says what it puts into something: its own plan is as good as done, where a state's is a goal."""
    if one.sort != "money" or one.mark not in ("will", "would", "plans", "intends") or one.change is not None:
        return False
    at = next((n for n in range(one.first - 1, -1, -1) if scene.low[n] == one.mark), None)
    does = scene.word((at or 0) + 2) if verb == "to" else verb
    if at is None or does not in _PUTS or "if" in scene.low[: one.first]:
        return False
    if does in ("put", "pour", "inject") and not {"into", "in", "towards"} & set(scene.low[one.last : one.last + 4]):
        return False
    return not (_PUBLIC & set(scene.low[: one.first]) or _is_place(scene, at - 1) or _is_place(scene, at - 2))


def _is_place(scene: Scene, at: int) -> bool:
    """Whether a country is what the verb behind it tells of: "China will invest"."""
    return at >= 0 and scene.tokens[at].text in scene.words.places


__all__ = ["is_charge", "is_own_money"]
