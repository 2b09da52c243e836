"""Which of the lines above a story is its headline."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tracker.reading import forms, phrases
from tracker.reading.cohesion import stems
from tracker.reading.dates import full_date
from tracker.reading.lines import BOLD, Line, is_rule

_LEAST = 1.0
_TOP = 3
"""How many lines the name, motto and day of a letter take up."""
_WORDS = re.compile(r"[^\W_]+")
_TAGLINE = re.compile(r"(?:[A-Z]\S*(?: [A-Z&]\S*){0,4}), (?:the|a|an|your|our) .*\b(?:for|on|about|from|of|to)\b")
_NAME_PLATE = re.compile(r"(?:[A-Z]\S*(?: (?:[A-Z]\S*|&|of|the|and)){0,4}) [–—-] [a-zà-ÿ]")
"""A name, a dash and a motto in small letters: "The Net Mender - your week on the coast"."""
_NAME_AND_MOTTO = re.compile(r"(?:[A-Z]\S*(?: (?:[A-Z]\S*|&|of|the|and)){0,4})(?: [–—|·•/-]|[.]) \S")
_PICTOGRAPH = re.compile(r"\w [\u2600-\u27bf\U0001f300-\U0001faff]\ufe0f? \w")
"""A sign between two words: between a letter's name and its motto, and not in a headline."""
_JOINING = frozenset(
    {
        "of",
        "the",
        "for",
        "from",
        "in",
        "on",
        "to",
        "and",
        "de",
        "la",
        "le",
        "du",
        "des",
        "der",
        "die",
        "das",
        "und",
        "e",
        "y",
        "et",
        "&",
    }
)


def _is_name(text: str) -> bool:
    """Whether all its words are capitalised, as in the name of a body: "Ministry of Finance, Republic of Ghana"."""
    words = text.split()
    return 2 <= len(words) <= 7 and all(word[:1].isupper() or word in _JOINING for word in words)


def headline_score(line: Line, repeated: bool = False) -> float:
    """How much a line looks like the headline of a story; below 1 it is rather something else."""
    if is_rule(line) or forms.is_masthead(line) or forms.is_greeting(line) or not _possible(line):
        return -9.0
    score = _length_score(line.words)
    score -= 2.5 * (line.gaps > 0)
    score += 3.0 * repeated
    score += 2.0 if 0 < line.level < BOLD else (1.5 if line.level else 0.0)
    if line.text.endswith((".", "…")):
        score -= 2.0
    if any(mark in line.text for mark in "|·›»▸☕") or line.text[:1] in "@#":
        score -= 3.0
    score -= 3.0 * bool(_PICTOGRAPH.search(line.text[:200]))
    if line.caps and line.words <= 4:
        score -= 1.5
    score -= 1.0 * (_is_name(line.text) or bool(_TAGLINE.match(line.text)))
    score -= 4.0 * bool(_NAME_PLATE.match(line.text))
    head = line.text.split(" — ")[0]
    if head != line.text and head.isupper():
        score -= 3.0
    named = phrases.masthead_word().search(line.text) if line.words <= 9 else None
    if named and not named.group()[0].islower():
        score -= 1.5
    return score


def _possible(line: Line) -> bool:
    return line.length <= 220 and line.words <= 32 and not (line.bullet and line.words > 14 and not line.level)


def _length_score(words: int) -> float:
    if words <= 1:
        return -2.0
    if words <= 3:
        return 0.0
    return 2.0 if words <= 20 else 0.5


def best_title(lines: Sequence[Line], candidates: range, body: int) -> int | None:
    """The index of the headline among `candidates`, the lines above the body; None where none looks like one."""
    seen = [_folded(line.text) for line in lines[: body + 3]]
    top = next((i for i in range(1, body) if lines[i].blank_before), body)
    best: tuple[float, int] | None = None
    for index in candidates:
        line = lines[index]
        if (forms.is_boiler(line) and line.words <= 40) or (index < _TOP and forms.is_issue_line(line)):
            continue
        twice = seen.count(_folded(line.text)) > 1
        score = headline_score(line, twice) + _stands_alone(lines, index)
        near = index == top and all(map(forms.is_masthead, lines[index + 1 : body]))
        score += 1.5 * (near and line.words in (2, 3) and not forms.labelled(line))
        score -= 0.6 * (0 < index < top and line.words <= 3)
        score -= 1.5 * (0 < index < top < body) + 1.0 * line.text[0].islower()
        if _script(line.text) != _script(lines[body].text):
            score -= 4.0
        if best is None or score > best[0]:
            best = (score, index)
    return best[1] if best and best[0] >= _LEAST else None


def _stands_alone(lines: Sequence[Line], index: int) -> float:
    """From 0 to 2: a blank line above and below it counts most, a by-line or date there less."""
    line = lines[index]
    above = 1.0 if line.blank_before else 0.6 * forms.is_masthead(lines[index - 1])
    below = 1.0 if line.blank_after else 0.6 * forms.is_masthead(lines[index + 1])
    return above + below


def _script(text: str) -> str:
    """Whether a text is written in characters that stand for words or in letters."""
    if text.isascii():
        return "letters"
    wide = sum("\u3040" <= char <= "\u9fff" for char in text[:200])
    return "wide" if wide * 3 > len(text[:200]) else "letters"


def _folded(text: str) -> str:
    return "".join(_WORDS.findall(text[:200].lower()))


def named_with_motto(lines: Sequence[Line]) -> bool:
    """Whether the first line is a name with its motto: the line right below it tells the day."""
    below = lines[1] if len(lines) > 1 else None
    dated = below is not None and not below.blank_before and full_date(below.text) is not None
    return dated and bool(_NAME_AND_MOTTO.match(lines[0].text))


def _is_name_plate(lines: Sequence[Line]) -> bool:
    """Whether the first line is in capitals, or a name with its motto, and the line right below it tells the day."""
    below = lines[1] if len(lines) > 1 else None
    dated = below is not None and not below.blank_before and full_date(below.text) is not None
    return (lines[0].caps and dated) or named_with_motto(lines)


def headline_over(lines: Sequence[Line], first: int, sections: Sequence[str]) -> int | None:
    """The headline above line `first` that speaks for all that follows, not the name of the letter or its motto.

    What stands in the block at the top, below the first line, is a motto, unless most sections take its words up.
    """
    found = best_title(lines, range(first), first)
    if found == 0 and (lines[0].words <= 3 or _is_name_plate(lines)):
        return None
    if found is None or found == 0 or any(line.blank_before for line in lines[1 : found + 1]):
        return found
    words = stems(lines[found].text)
    taken_up = sum(len(words & stems(section)) >= 2 for section in sections)
    return found if taken_up * 2 >= len(sections) else None
