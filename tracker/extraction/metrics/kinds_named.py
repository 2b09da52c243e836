"""Kinds that a name gives to a number: "its 3 % goal", "the forecast was 4.2 %", "The plan: 400 buses"."""

from __future__ import annotations

import re

from tracker.extraction.metrics.scene import Quantity, Scene
from tracker.extraction.text import word_set
from tracker.model import Kind

_NOUN_OF_AIM = word_set("goal target objective aim standard ambition")

_IS_AIM = re.compile(
    r"\b(?:goal|target|aim|objective|standard|ambition)(?: (?:for|of|in|by) [^,;:.]{1,40}?)?"
    r"(?:, which)? (?:is|was|of|stands at|remains|set at)(?: (?:still|at|to|about|a|just))* $"
    r"|\b(?:an?|the|its|their) (?:planned|targeted|intended|promised) (?:[\w-]+ ){1,3}of (?:about |around |some )?$",
    re.IGNORECASE,
)

_HELD_TO_PLAN = re.compile(
    r"\b(?:short of|below|under|against|above|beyond|over|ahead of|behind|missed|missing|beat|beating|met|than|"
    r"exceeded|exceeding|compared (?:with|to)|versus|instead of) "
    r"(?:the|its|a|an|their|his|her|this year's|last year's) (?:[\w-]+ ){0,2}?(?:plan|budget)"
    r"(?: (?:for|of|to \w+(?: \w+)?))? $",
    re.IGNORECASE,
)
"""A plan that a fact is held against: "short of its plan for 180 million tonnes", "against a budget of 3.4 billion"."""


def named_kind(scene: Scene, one: Quantity) -> Kind | None:
    """ "its 3 % goal", "the standard is 92 %", "the forecast was 4.2 %": the number itself is named as such."""
    if one.sort in ("duration", "times") or _NAMES.isdisjoint(scene.low) or scene.word(one.last - 1) == "mark":
        return None
    for name in (_aim_after, _aim_before, _wished, _bound_before, _foreseen, _counted_ahead):
        told = name(scene, one)
        if told is not None:
            one.mark = told[1]
            return told[0]
    return None


_Named = tuple[Kind, str] | None
"""a kind with the word that tells it"""


def _aim_after(scene: Scene, one: Quantity) -> _Named:
    """ "its 3 % inflation goal"."""
    after = scene.low[one.last : one.last + 3]
    names = _NOUN_OF_AIM | _BOUNDS if one.sort in ("percent", "physical") else _NOUN_OF_AIM
    named = next((n for n, word in enumerate(after) if word in names), None)
    if named is not None and all(word in _OF_AIMS for word in after[:named]):
        return Kind.TARGET, after[named]
    return None


def _aim_before(scene: Scene, one: Quantity) -> _Named:
    """ "The target is 92 %", "short of its plan for 180 million tonnes"."""
    view, start = scene.view.view, max(scene.sentence.start, one.start - 80)
    found = _IS_AIM.search(view, start, one.start) or _HELD_TO_PLAN.search(view, start, one.start)
    return (Kind.TARGET, "target") if found else None


def _wished(scene: Scene, one: Quantity) -> _Named:
    """ "the wanted 95 %", "the projected 3.1 million"."""
    kind = _WISHED.get(scene.word(one.head - 1))
    return (kind, scene.word(one.head - 1)) if kind and scene.word(one.head - 2) in _ARTICLES else None


def _bound_before(scene: Scene, one: Quantity) -> _Named:
    """ "The statutory minimum is 70 %"; of money, what a rule charges."""
    if one.sort not in ("percent", "physical", "count") or _UNTIL_NOW & set(scene.low[: one.head]):
        return None
    found = _IS_BOUND.search(scene.view.view, max(scene.sentence.start, one.start - 80), one.start)
    return (Kind.TARGET, "limit") if found else None


def _foreseen(scene: Scene, one: Quantity) -> _Named:
    """ "the forecast was 4.2 %", "its view of the crop to 29 million", "the 3.4 % that analysts had predicted"."""
    view, stop = scene.view.view, scene.sentence.end
    start = max(scene.sentence.start, one.start - 90)
    told = _FORECAST_IS.search(view, start, one.start) or _GUESS_IS.search(view, start, one.start)
    if scene.word(one.last) in _SAID_ENDS:
        told = told or _CROWD_SAYS.search(view, start, one.start)
    if told is None and not any(told.match(view, one.end, stop) for told in (_THAT_WAS_FORESEEN, _ESTIMATE_OF)):
        return None
    return Kind.FORECAST, "forecast"


def _counted_ahead(scene: Scene, one: Quantity) -> _Named:
    """ "the 4,000 planned flats"."""
    word = scene.word(one.numeral.last)
    if scene.word(one.head - 1) in _DID:
        return None
    kind = _NOT_YET.get(word) if one.sort == "count" and one.noun else None
    return (kind, word) if kind else None


_DID = word_set("did made performed completed handled carried had counted")
_BOUNDS = word_set("ceiling limit cap floor")
_OF_AIMS = word_set("inflation official emissions growth medium-term long-term annual recycling")
_UNTIL_NOW = word_set("today now currently until present")
_IS_BOUND = re.compile(
    r"\b(?:minimum|maximum|ceiling|limit|cap|floor)"
    r"(?: (?:for|on|of) [^,;:.]{1,40}?)? (?:is|stands at|remains|will be)(?: (?:still|at|now|set))* $",
    re.IGNORECASE,
)
_ARTICLES = word_set("the a its their his")
_WISHED = {
    **dict.fromkeys(("wanted", "desired", "targeted", "intended", "promised", "planned", "hoped-for"), Kind.TARGET),
    **dict.fromkeys(("expected", "forecast", "projected", "predicted", "anticipated"), Kind.FORECAST),
}
"""Participles between an article and a number: "the wanted 95 %", "the projected 3.1 million"."""
_NOT_YET = {
    "planned": Kind.TARGET,
    "promised": Kind.TARGET,
    "targeted": Kind.TARGET,
    "projected": Kind.FORECAST,
    "forecast": Kind.FORECAST,
}
"""Participles right behind a number that say that what it counts is not there yet: "the 4,000 planned flats"."""

_FORESEEN = r"(?:expected|predicted|forecast|forecasted|projected|anticipated|pencilled in|looked for|foreseen)"
_THAT_WAS_FORESEEN = re.compile(
    rf" (?:that )?(?:analysts|economists|forecasters|traders|markets?|it|they|most|the \w+(?: \w+)?) "
    rf"(?:had|have|has) (?:been )?{_FORESEEN}\b"
)
_FORECAST_IS = re.compile(
    r"\b(?:forecasts?|predictions?|projections?|consensus|outlook|guidance|(?:crop|harvest|production|output) estimate)"
    r"(?: (?:for|of|in|by|among) [^,;:.]{1,40}?)?"
    r" (?:is|was|are|were|had been|has been|stands at|stood at|remains|comes to)"
    r"(?: (?:still|at|about|for|an?|(?:reading|rise|level|figure|drop|gain|fall|value) of))* $"
    r"|\b(?:an?|the|its|their) (?:expected|projected|forecast|predicted|anticipated) (?:[\w-]+ ){1,3}of "
    r"(?:about |around |some )?$"
    r"|\b(?:previous|earlier|prior|original|initial|old|first|last) (?:\w+ )?"
    r"(?:forecast|estimate|projection|prediction|guidance)(?: for [^,;:.]{1,30})? of (?:about |around |some )?$"
    r"|\b(?:view|estimates?) of (?:the )?(?:\w+ )?(?:crop|harvest|output|production|growth|demand|"
    r"what will be \w+(?: \w+)?) (?:to|at|of|is|was) (?:about |only |just )?$",
    re.IGNORECASE,
)
_GUESS_IS = re.compile(
    r"\b(?:(?:my|our|your|his|her|its|their|\w+s'|\w+'s|the) (?:own |best |first |rough |latest |average |central )*"
    r"(?:guess|guesses|bet|hunch|wager|expectation|base case|baseline)"
    r"|(?:the|an?) (?:own |best |first |rough |latest |average |central )+(?:guess|bet|hunch|estimate of the \w+))"
    r"(?:(?: (?:for|of|about|among|on) |, )[^;:.]{1,60}?)?(?: (?:is|was|stays|remains|stands|comes|came)|:)"
    r"(?: (?:still|at|about|around|for|near|nearer|closer|to|now|that|only|just))* $"
    r"|\b(?:\w+s'|\w+'s|its|their|our|the) (?:own )?(?:estimate|reckoning|calculation)s? of (?:the |its |their )?"
    r"(?:[\w-]+ )?(?:costs?|loss(?:es)?|damage|revenues?|yield|savings?|bill|price tag|effect|benefits?|"
    r"shortfall|gains?) (?:is|stands at|comes to|amounts to|runs to)(?: (?:about|around|some))? $",
    re.IGNORECASE,
)
"""What somebody guesses: "our own guess for the year stays at 80,000", "the union's estimate of the cost is €40m"."""
_SAID_ENDS = word_set(". , ; ) and but by for before at next this") | {""}
_CROWD_SAYS = re.compile(
    r"\b(?:brokers|traders|forecasters|dealers|strategists|economists|analysts|bankers|consultants|bookmakers|punters)\b"
    r"(?: (?!who\b)[\w-]+){0,4}? (?:say|answer|bet on|think of|name|mention|whisper)"
    r"(?: (?:of|at|more than|less than|about|around|over))* $"
)
"""What a crowd that looks ahead says: "six of the eight brokers I asked say more than $95"."""
_ESTIMATE_OF = re.compile(r" of [\w ]{1,30} is the (?:\w+ )?(?:estimate|forecast|projection|outlook)\b")

_NAMES = (
    _NOUN_OF_AIM
    | _WISHED.keys()
    | _NOT_YET.keys()
    | word_set(
        "forecasts prediction predictions projection projections consensus outlook guidance estimate estimates view "
        "forecasted pencilled looked foreseen guess guesses bet hunch wager expectation baseline base reckoning "
        "brokers traders forecasters dealers strategists economists analysts bankers consultants bookmakers punters "
        "calculation estimates plan budget minimum maximum ceiling limit cap floor"
    )
)
"""Without one of these words no number of a sentence is named."""

_LABELS = (
    (
        Kind.FORECAST,
        re.compile(r"(?:guidance|outlook|forecasts?|projections?|what next|expectations)\W*$", re.IGNORECASE),
    ),
    (Kind.TARGET, re.compile(r"(?:targets?|goals?|the (?:plan|aims?)|what is planned|to do)\W*$", re.IGNORECASE)),
)


_LABEL_ENDS = (
    "guidance", "outlook", "forecast", "forecasts", "projection", "projections", "next", "expectations", "target",
    "targets", "goal", "goals", "plan", "aim", "aims", "planned", "do",
)  # fmt: skip


def labelled_kind(scene: Scene) -> Kind | None:
    """The kind that a label before the amounts gives them: "The plan: 400 buses", "Guidance. Revenue of $4bn"."""
    view = scene.view.view
    start = scene.sentence.start
    colon = view.find(":", start, min(start + 60, scene.sentence.end))
    heads = [view[start:colon]] if colon > 0 else []
    before = view[max(0, start - 40) : start].rstrip()
    if before.endswith("."):
        heads.append(before[before.rfind(".", 0, -1) + 1 :].rpartition("  ")[2].strip())
    told = [head.strip() for head in heads if head.rstrip(" .,!?*_:-").lower().endswith(_LABEL_ENDS)]
    return next((kind for head in told for kind, label in _LABELS if label.fullmatch(head)), None)
