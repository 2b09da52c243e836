"""What "will" and "would" mean for an amount: a price that a rule sets is a fact, a share that a law sets a goal.

"Will cost 3.20 euros" is decided, "would limit to 40 g" is what a draft aims at, "will reach 41 million" expected.
"""

from __future__ import annotations

import re

from tracker.extraction.metrics.charges import is_charge
from tracker.extraction.metrics.scene import Quantity, Scene
from tracker.extraction.text import word_set
from tracker.model import Kind

WILL = word_set("will would shall 'll")
_PAID = word_set("pay owe receive face collect contribute")
_DECIDED = word_set("shed axe lay dismiss")
_SET = word_set("be amount rise go stand drop fall increase climb remain stay raise lower cut lift")
_RULED = word_set("be hold have get bring go cut limit cap raise lower set make require keep reserve")
_PRICE = re.compile(
    r"\b(?:minimum wages?|wage|tariffs?|dut(?:y|ies)|lev(?:y|ies)|fees?|tolls?|pensions?|benefits?|allowances?|"
    r"VAT|excise|price cap|rent cap|fares?|tax rate)\b",
    re.IGNORECASE,
)
_TARIFFS = re.compile(
    r"\b(?:gazetted|decreed|fixed|set) [^.;]{0,40}\b(?:tariffs?|rates?|fees?|prices?)\b", re.IGNORECASE
)
_QUOTA = re.compile(r"\b(?:quotas?|total allowable catch|ceiling|cap)\b[^.;]{0,60}$", re.IGNORECASE)
_SUM = re.compile(r"\b(?:revenues?|receipts|takings|proceeds|collections?|spending|cost)\b", re.IGNORECASE)
_LAW = re.compile(
    r"\b(?:bill|law|decree|ordinance|reform|directive|quotas?|mandate|regulations?|rules|amendments?|draft|proposal)\b",
    re.IGNORECASE,
)
_DRAFT = re.compile(
    r"\b(?:draft|bill|amendments?|resolution|consultation|proposal|for (?:public |stakeholder )?comments?)\b",
    re.IGNORECASE,
)
_BOUND = re.compile(r"\b(?:limit|ceiling|cap|maximum|threshold)\b[^,;.]{0,40} will be $", re.IGNORECASE)
_UNDER = re.compile(
    r"\bunder (?:the|its|this|a|their) (?:new )?(?:proposal|plan|draft|bill|scheme|rules?|reform)s?\b", re.IGNORECASE
)
_OUTCOMES = word_set("cost save raise bring generate yield earn add need create lose reach amount forgo forego")
_CAPPED = word_set("double triple cap limit raise lift lower cut")
EXPECTERS = word_set("analysts economists forecasters expected expects forecast forecasts projected guides guidance")
_MEASURED = frozenset({"percent", "physical"})


def of_will(scene: Scene, one: Quantity, text: str) -> Kind:
    """The kind of an amount that "will" or "would" be so; `text` is its paragraph."""
    verb = verb_after(scene, one)
    if _is_affected(scene, one, verb):
        return Kind.OBSERVED
    if EXPECTERS & set(scene.low):
        return one.kind
    if _is_imposed(scene, one):
        return Kind.TARGET
    if is_fact(scene, one, text, verb):
        return Kind.OBSERVED
    return Kind.TARGET if _is_bound(scene, one, verb) or _is_drafted(scene, one, verb, text) else one.kind


def _is_affected(scene: Scene, one: Quantity, verb: str) -> bool:
    """ "The rules would affect 4,100 restaurants", "900 firms would be regulated": so many there are."""
    told = verb in _AFFECTS or (verb == "be" and _IS_AFFECTED.search(scene.view.of(scene.sentence)) is not None)
    return told and one.sort == "count"


def _is_bound(scene: Scene, one: Quantity, verb: str) -> bool:
    """ "The limit will be 40 g", "under the plan every school would get 12"."""
    if one.sort == "physical" and verb == "be" and _BOUND.search(scene.view.view, scene.sentence.start, one.start):
        return True
    proposed = one.mark == "would" and verb not in _OUTCOMES
    return proposed and _UNDER.search(scene.view.of(scene.sentence)) is not None


def _is_drafted(scene: Scene, one: Quantity, verb: str, text: str) -> bool:
    """Whether a draft "would" set the amount, or a law "will" set a share or a ceiling."""
    drafted = (
        one.mark == "would"
        and "have" not in scene.low[: one.first]
        and _DRAFT.search(text) is not None
        and verb not in _OUTCOMES
    )
    ruled = (one.sort in ("percent", "duration") and verb in _RULED) or (one.sort == "money" and verb in _CAPPED)
    return drafted or (ruled and _LAW.search(text) is not None)


_AFFECTS = word_set("affect apply concern cover regulate ease spare exempt bind govern")
_IS_AFFECTED = re.compile(r"\b(?:will|would) be (?:affected|covered|regulated|exempt|exempted|concerned|bound)\b")
"""Verbs whose number is of those that there are: "the rules would affect 4,100 restaurants"."""


def _is_imposed(scene: Scene, one: Quantity) -> bool:
    """Whether a quota is told, or what things of a measure "would have to" do."""
    if one.sort in _MEASURED and scene.low[one.last : one.last + 3] == ["would", "have", "to"]:
        return True
    counted = one.sort in ("physical", "count")
    return counted and _QUOTA.search(scene.view.view, scene.sentence.start, one.start) is not None


def is_fact(scene: Scene, one: Quantity, text: str, verb: str) -> bool:
    """Whether "will" tells what was decided: a price that a rule sets, or posts that somebody cuts."""
    if one.sort in ("money", "percent") and (verb in _PAID or (verb == "cost" and one.per)):
        return one.mark != "would" or one.led or _LAW.search(text) is None
    if (verb in _DECIDED and one.sort in ("count", "percent")) or is_charge(scene, one, verb):
        return True
    if one.sort == "percent" and scene.word(one.last) == "of" and scene.word(one.last + 1) not in ("the", "its"):
        return False
    if one.sort == "money" and verb == "get" and one.mark == "will" and _TARIFFS.search(text):
        return True
    price = one.sort in ("money", "percent") and _PRICE.search(text) and not _SUM.search(scene.view.of(scene.sentence))
    return bool(price) and verb in _SET and one.mark != "would"


def verb_after(scene: Scene, one: Quantity) -> str:
    """The verb that goes with the last "will" before the number, or the first one after it."""
    places = [n for n in range(one.first) if scene.low[n] == one.mark] or [
        n for n in range(one.last, len(scene.low)) if scene.low[n] == one.mark
    ]
    if not places:
        return ""
    at = (places[-1] if places[0] < one.first else places[0]) + 1
    while scene.word(at).endswith("ly") or scene.word(at) in ("also", "then", "now", "soon", "not"):
        at += 1
    at += 2 * (scene.low[at : at + 2] in (["continue", "to"], ["have", "to"]))
    return "pay" if scene.low[at : at + 2] in _ARE_PAID else scene.word(at)


_ARE_PAID = (["be", "paid"], ["be", "charged"])


__all__ = ["EXPECTERS", "WILL", "is_fact", "of_will", "verb_after"]
