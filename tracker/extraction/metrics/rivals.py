"""What one puts an amount at that another expects, and what a measure means by somebody's count.

"The scheme would cost 90 billion, the auditors say. The ministry's own paper has 65 billion" tells two forecasts, and
so does "the bill for the bank: $26bn by its own count"; "4,100 live here, the ministry estimates" tells what there is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tracker.extraction.metrics.scene import Quantity, Scene
from tracker.extraction.text import word_set
from tracker.model import Kind

_SAYS = word_set("says say has have is speaks reckons thinks puts hears hear comes at to estimates estimate 's calls")
_ENDS = word_set(". , ; ) : and but by for before instead only at because if ! ?") | {""}
_COUNT = r"(?:count|estimates?|reckoning|calculations?|figures?|arithmetic|sums)"
_PUTS_IT = re.compile(
    rf"\b(?:[\w'’-]+(?:'s|s'|’s|s’)|its|their|our|the|his|her)? ?(?:own )?(?:latest )?"
    rf"(?:paper|study|answer|number|view|experts?|officials?|economists|staff|{_COUNT})? ?"
    r"(?:says?|has|have|speaks? of|reckons?(?: with)?|thinks?(?: of)?|hears?|puts? it at|puts? the \w+ at|is|are|"
    r"comes? to|calls it|estimates?)(?: it)? (?:only |just |about |some |around |nearer |closer to |no more than )?$",
    re.IGNORECASE,
)
_WORD = re.compile(r"[a-z]+")
_BY_COUNT = re.compile(
    rf"[^;:.]{{0,30}}?,? by (?:[\w-]+ ){{0,3}}?(?:[\w-]+(?:'s|s'|’s|s’)|its|their|his|her|one) (?:[\w-]+ )?{_COUNT}\b"
    rf"|,? by (?:the |one )?(?:[\w-]+ ){{0,2}}[\w-]+(?:'s|s'|’s|s’)(?=[.,;]|$)"
)
_FRONT_COUNT = re.compile(rf"^\W*(?:By|On|In) [^,;:.]{{2,40}} {_COUNT}\b")
_TO_COME = word_set("would means mean bill cost costs price extra additional damage oblige loss losses save saves")
_WAS_SO = word_set(
    "was were had came swallowed cost rose fell reached stood took spent paid received lost has have since"
)
_OPINION = re.compile(
    r"[^;:.]{0,40}, (?:the |its |an? )?(?:[\w-]+ ){0,2}?"
    r"(?:estimates?|reckons?|calculates?|thinks?|believes?|guess(?:es)?)\b"
)
_IS_WORTH = word_set("worth mean means bring brings save saves yield yields lose loses")


def weigh_rivals(scenes: Sequence[Scene]) -> None:
    """Takes what one puts an amount at for a forecast, where it is set against another's, or is somebody's count."""
    before: Quantity | None = None
    for scene in scenes:
        for one in scene.quantities:
            if one.refusal or one.level is not None:
                continue
            if (
                one.kind is Kind.OBSERVED
                and not one.earlier
                and (_is_counted_so(scene, one) or _answers(scene, one, before))
            ):
                one.kind = Kind.FORECAST
            before = one if one.sort != "duration" else before
        if before is not None and scene.numeric and not scene.quantities:
            before = None


def _answers(scene: Scene, one: Quantity, before: Quantity | None) -> bool:
    """ "would cost 90 billion, the auditors say. The ministry's own paper has 65 billion": the other's forecast."""
    if before is None or before.kind is not Kind.FORECAST or before.unit != one.unit or before.period != one.period:
        return False
    if scene.word(one.last) not in _ENDS:
        return False
    begin = before.end if before in scene.quantities else scene.sentence.start
    if scene.word(one.head - 1) not in _SAYS and scene.word(one.head - 1) not in ("of", "it", "with", "about", "just"):
        return False
    view = scene.view.view
    if any(span.period and begin <= span.start < one.start for span in scene.dates):
        return False
    said = view[begin : one.start]
    return (
        len(said) < 90
        and _PUTS_IT.search(said) is not None
        and not scene.words.counters.isdisjoint(_WORD.findall(said.lower()))
    )


def _is_counted_so(scene: Scene, one: Quantity) -> bool:
    """ "The bill for the bank: $26bn by its own count", "means extra costs of €40m, shipowners reckon"."""
    if one.sort != "money" or one.period is not None:
        return False
    view, end = scene.view.view, scene.sentence.end
    low = scene.low[: one.head]
    if not _IS_WORTH.isdisjoint(low[-8:]) and _OPINION.match(view, one.end, end):
        return True
    if _TO_COME.isdisjoint(scene.low) or not (_WAS_SO - _TO_COME).isdisjoint(low):
        return False
    return _BY_COUNT.match(view, one.end, end) is not None or (
        _FRONT_COUNT.match(view, scene.sentence.start) is not None
    )


__all__ = ["weigh_rivals"]
