"""The last look at a name before people read it: no verb for a measure, no dateline or adjective for whose it is."""

from __future__ import annotations

import re

from tracker.extraction.metrics.naming_words import BASES, PASTS, PEOPLES, PLAIN, PREPOSITIONS, REPORTS
from tracker.extraction.metrics.scene import Scene
from tracker.extraction.text import word_set

_DATELINE = re.compile(r"^[A-Z][A-Z. ]{3,}(?:,? [A-Z][a-z]+ \d{1,2})? *(?:--+|—|–)\s*")
"""Where a report was filed: "SEOUL -- South Korea"."""
_NOUNS = word_set(
    "use cost cut rise fall increase increases export exports import imports tax fine ban fund funds support help "
    "finance aim aims plan plans target targets limit cap total average top charge charges offer cover lead set run "
    "drive move play work works claim claims report reports estimate estimates forecast forecasts account double lift "
    "draw hire train ship sail land mine pump store save start end value aid catch need needs face light launch raise "
    "sale sales loss losses states notes shows finds spending lending borrowing trading housing building shipping "
    "mining farming fishing holding"
)
"""Nouns that have the form of a verb."""
_VERBS = (BASES | REPORTS | PASTS) - _NOUNS
_MORE_VERBS = word_set(
    "remain remains begun withdrawn gone spoken stand stands impose imposes arrive arrives looks leaves points writes "
    "hopes thinks wants promised pencils sits enters opens shrinks serves pays gets happens"
)
_GOING_ON = word_set(
    "running standing starting looking going having taking making rising falling coming growing staying waiting "
    "remaining counting expecting working living beginning"
)
_ACRONYM = 4
_SHORTEST = 2
_BASES_OF_SHARES = frozenset({"GDP", "GNI", "GNP"})
_NOBODY = word_set(
    "expects pays whole difference trend total rest order orders move moves step steps figure figures rate level news "
    "result results effect impact idea view term terms part parts matter case thing things kind sort"
)
_NO_NAME = word_set(
    "what which those these them they others otherwise thereby longer who whom whose this that it moment present "
    "nonetheless nevertheless however meanwhile instead abroad besides moreover elsewhere therefore makes meaning"
)
_TIMES = word_set("day week month quarter year years months weeks days quarters decade time")
_SHARE = re.compile(r"^(?:daily |weekly |monthly |quarterly |annual )?share (?:of|with) (.+)$")

_DONE_WITH = re.compile(r"(?<=\w) (?:on hold|unchanged|to [a-z]+|of (?:the )?\w+'s)$")
"""What ends a measure and is none of it: "key rate on hold", "package to investigate"."""


def tidy_measure(measure: str) -> str:
    """The measure without what is done with it; "" where its words are a verb, a pronoun or a time and name nothing."""
    measure = _DONE_WITH.sub("", measure)
    share = _SHARE.match(measure)
    if share is not None:
        return measure if _says(share[1]) else "share"
    if " per " in measure:
        head, _, per = measure.partition(" per ")
        return measure if _says(head) else f"price per {per}"
    return measure if _says(measure) else ""


def _says(text: str) -> bool:
    words = [word.lower() for word in text.split()]
    telling = [word for word in words if word not in _NO_NAME and word not in PLAIN and word not in PREPOSITIONS]
    if not telling or all(word in _TIMES for word in telling):
        return False
    first = words[0]
    if first == "what":
        return False
    verb = first in _VERBS or first in _MORE_VERBS
    return not verb and not (len(words) == 1 and first in _GOING_ON)


def tidy_subject(scene: Scene, subject: str) -> str:
    """Whose it is, without a dateline; a country for its adjective; "" where it is a pronoun."""
    bare = _DATELINE.sub("", subject).strip() or subject
    if bare.isupper() and bare.title() in scene.words.places:
        bare = bare.title()
    shouted = bare.isupper() and len(bare) > _ACRONYM and re.search(rf"\b{re.escape(bare.lower())}\b", scene.view.view)
    if bare.lower() in _NO_NAME or shouted or _names_nobody(scene, bare):
        return ""
    return country_of(scene, bare) or bare


def _names_nobody(scene: Scene, name: str) -> bool:
    """Whether a name is but a unit, a letter, what was left of a compound, or a verb: "TWh", "-octane", "expects"."""
    if len(name) < _SHORTEST or not name[0].isalnum() or name in scene.words.signs or name in _BASES_OF_SHARES:
        return True
    return name.islower() and " " not in name and (name in _VERBS or name in _MORE_VERBS or name in _NOBODY)


def country_of(scene: Scene, name: str) -> str:
    """The country that an adjective or a people is of: Chinese, Danes, Nigerians; "" for anything else."""
    own = scene.words.country_of
    return own.get(name) or PEOPLES.get(name.lower(), "") or (own.get(name[:-1], "") if name.endswith("s") else "")


__all__ = ["tidy_measure", "tidy_subject"]
