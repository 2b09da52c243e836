"""The lines of a text with the part that each of them plays."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from tracker.reading import forms, phrases
from tracker.reading.contents import contents_of, promised_by, rows_of
from tracker.reading.lines import Line, is_rule
from tracker.reading.marked import with_colon_heads, with_marked_heads
from tracker.reading.nameplate import names_of
from tracker.reading.places import places_in
from tracker.reading.titles import named_with_motto

_LETTERS = re.compile(r"[\W\d_]+")
_REACH = 8
"""How many lines below a head its text may begin: sources, by-lines and pictures stand between them."""

_FOOT = 4
"""How many lines at the end an imprint may stand in."""

_LONG = 20
"""From how many words on a text may be a story's although it begins as a standing line does."""

_KICKED = 4
"""How many words a place or topic above a headline has at most."""

_TOP = 3
"""How many lines the name, motto and day of a letter take up."""


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of a text; the tuples run in step with `lines`."""

    lines: tuple[Line, ...]
    rule: tuple[bool, ...]
    boiler: tuple[bool, ...]
    """it stands around stories and is none: sign-ups, sharing, contacts"""
    masthead: tuple[bool, ...]
    """name plate, date, by-line, caption"""
    standing: tuple[bool, ...]
    """it, or a line that begins like it, stands three times or more in the text; for boilerplate and labels, twice"""
    prose: tuple[bool, ...]
    again: tuple[bool, ...]
    """a line further down begins with the same words: this one is an entry of a table of contents"""
    speaker: tuple[bool, ...]
    """it begins with a name and a colon, and another line begins with the same: somebody speaks"""
    last: int
    """the last line that is no boilerplate; -1 where there is none"""
    announced: frozenset[str] = frozenset()
    """the headlines that a table of contents lists"""
    promised: int = 0
    """how many stories its table of contents lists"""
    names: tuple[str, ...] = ()
    """what the publication calls itself in its masthead, folded"""

    def text(self, first: int, last: int) -> str:
        """The words of the lines `first` to `last`, both inclusive, that belong to a story."""
        kept = (i for i in range(first, last + 1) if not self.boiler[i] and (self.prose[i] or not self.masthead[i]))
        return "\n".join(self.lines[i].text for i in kept)

    def says(self, index: int) -> bool:
        """Whether the line is no boilerplate, or only begins like it and tells at length."""
        return not self.boiler[index] or (self.prose[index] and self.lines[index].words >= _LONG)

    def cut_after(self, index: int) -> bool:
        """Whether the text breaks off right below the line, within the first sentence of what it heads."""
        if not index < self.last < index + 4 or not all(self.masthead[index + 1 : self.last]):
            return False
        line = self.lines[self.last]
        if line.sentence or line.words < 2 or line.level or line.glyph or line.bullet:
            return False
        return line.number is None and not self.masthead[self.last]

    def body_after(self, index: int) -> int | None:
        """The first line of the text that a head at `index` heads; None where another head or the end comes first."""
        for at in range(index + 1, min(index + _REACH, len(self.lines))):
            if phrases.tail_head().match(self.lines[at].text):
                return None
            line = self.lines[at]
            if self.boiler[at] or (self.masthead[at] and not self.prose[at]):
                continue
            if forms.is_greeting(line):
                break
            if line.glyph and line.glyph == self.lines[index].glyph:
                return None
            if self.prose[at] or line.bullet or line.words >= 14 or (line.sentence and not line.level):
                return at
            kicked = self.lines[index].words <= _KICKED and at + 1 < len(self.lines) and self.prose[at + 1]
            if line.words >= 10 and not (line.level or line.blank_before or kicked):
                return at
            break
        head = self.lines[index]
        marked = head.level or head.glyph or head.number is not None
        return self.last if marked and self.cut_after(index) else None

    def heads(self, index: int) -> bool:
        """Whether the line heads a text: it looks like a title, is no standing line, and text follows it."""
        line = self.lines[index]
        if self.boiler[index] or self.masthead[index] or self.standing[index] or self.prose[index]:
            return False
        if self.again[index] or not forms.title_like(line):
            return False
        return not (self.speaker[index] or forms.is_greeting(line)) and self.body_after(index) is not None


def page_of(lines: Sequence[Line]) -> Page:
    """Judges every line once."""
    lines = with_colon_heads(with_marked_heads(lines))
    kicked = _kicked(lines)
    keys = [_key(line) for line in lines]
    contents = contents_of(lines, keys)
    rows = rows_of(lines)
    boiler = tuple((one or i in contents or i in rows) and i not in kicked for i, one in enumerate(_boiler(lines)))
    masthead = _masthead(lines)
    names = tuple(name.casefold().removeprefix("the ") for name in names_of(lines, masthead))
    boiler = tuple(one or _is_imprint(lines, i, names) for i, one in enumerate(boiler))
    again = _again(keys)
    entries = [
        (one and bool(line.bullet)) or i in contents for i, (one, line) in enumerate(zip(again, lines, strict=True))
    ]
    counts = Counter(key for key, entry in zip(keys, entries, strict=True) if len(key) >= 4 and not entry)
    rule = tuple(is_rule(line) for line in lines)
    return Page(
        lines=tuple(lines),
        rule=rule,
        boiler=boiler,
        masthead=masthead,
        standing=tuple(
            counts[key] >= (2 if bare or forms.is_label(line) else 3)
            for key, line, bare in zip(keys, lines, boiler, strict=True)
        ),
        again=again,
        speaker=_speakers(lines),
        prose=tuple(
            forms.is_prose(line) and not (i < _TOP and forms.is_issue_line(line)) for i, line in enumerate(lines)
        ),
        last=max((i for i, around in enumerate(boiler) if not around), default=-1),
        announced=frozenset(line.text for line, entry in zip(lines, entries, strict=True) if entry),
        names=names,
        promised=promised_by(lines, contents),
    )


def _masthead(lines: Sequence[Line]) -> tuple[bool, ...]:
    stacked = _stacked(lines)
    plate = named_with_motto(lines)
    return tuple(
        (i == 0 and plate)
        or (i not in stacked and (forms.is_masthead(line) or (i < _TOP and forms.is_issue_line(line))))
        or _says_whose(lines, i)
        for i, line in enumerate(lines)
    )


def _says_whose(lines: Sequence[Line], index: int) -> bool:
    """Whether a line in brackets right below a headline says where the story is from: "(company statement)"."""
    line, above = lines[index], lines[index - 1] if index else None
    if above is None or line.blank_before or line.words > _WHOSE or not _IN_BRACKETS.fullmatch(line.text):
        return False
    return forms.title_like(above) and not forms.is_prose(above)


def _is_imprint(lines: Sequence[Line], index: int, names: Sequence[str]) -> bool:
    """Whether one of the last lines begins with the letter's own name: "The Net Mender, Hull. Next letter: 9 May"."""
    line = lines[index]
    if index < max(_FOOT, len(lines) - _FOOT) or line.words > 25:
        return False
    folded = line.text.casefold()
    if phrases.imprint().match(line.text):
        return True
    if any(len(name) >= 6 and folded.removeprefix("the ").startswith(name) for name in names):
        return True
    # Long names are said short: "The Kettle is written by …" below THE WESTMINSTER KETTLE.
    short = (name.rpartition(" ")[2] for name in names if " " in name)
    return any(len(name) >= 5 and folded.startswith((f"the {name} ", f"{name} ")) for name in short)


def _tells(line: Line) -> bool:
    return forms.is_prose(line) or (line.sentence and line.words >= 4)


def _stacked(lines: Sequence[Line]) -> frozenset[int]:
    """The headlines with a blank line above and their text right below, where there are several.

    Words like "news" don't make name plates of them.
    """
    found = [
        i
        for i, (line, below) in enumerate(pairwise(lines))
        if i
        and line.blank_before
        and not ((forms.is_dated(line) and not places_in(line.text)) or forms.is_prose(line))
        and (not line.sentence or line.text.endswith("?"))
        and line.words <= 20
        and _tells(below)
        and not phrases.is_furniture(line.text)
    ]
    return frozenset(found if len(found) >= 2 else ())


_IN_BRACKETS = re.compile(r"\([^()]{2,90}\)|\[[^\[\]]{2,90}\]")
_WHOSE = 12
"""How many words a source in brackets has at most."""
_KICKER = re.compile(r"[^|·•/»›]{2,30}?\s?(?:[|·•/»›]|//)\s?[^|·•»›]{3,120}$")


def _kicked(lines: Sequence[Line]) -> frozenset[int]:
    """The headlines behind a kicker and a bar ("JAPAN | More for Rapidus"), which look like rows of links.

    They stand right above their text, and there are several; a name plate stands so only once.
    """
    found = [i for i in _stacked(lines) if _KICKER.match(lines[i].text)]
    return frozenset(found if len(found) >= 2 else ())


def _boiler(lines: Sequence[Line]) -> tuple[bool, ...]:
    """Which lines are boilerplate: each by itself, and all below a heading over other stories at the end."""
    boiler = [is_rule(line) or forms.is_boiler(line) for line in lines]
    tails = [i for i, line in enumerate(lines) if line.words <= 8 and phrases.other_stories().match(line.text)]
    if len(tails) == 1 and _is_tail(lines, tails[0]):
        boiler[tails[0] :] = [True] * (len(lines) - tails[0])
    return tuple(boiler)


def _is_tail(lines: Sequence[Line], index: int) -> bool:
    """Whether only teasers follow: less than was told before, and no long paragraph."""
    before, after = (sum(line.words for line in part) for part in (lines[:index], lines[index + 1 :]))
    return after < before and all(line.words < 45 for line in lines[index + 1 :])


def _again(keys: Sequence[str]) -> tuple[bool, ...]:
    seen: set[str] = set()
    found = []
    for key in reversed(keys):
        found.append(len(key) >= 12 and (key in seen or _PAGE.sub("", key) in seen))
        seen.add(key)
    return tuple(reversed(found))


def _speakers(lines: Sequence[Line]) -> tuple[bool, ...]:
    """Headlines may begin alike too ("Kenya: …"), but whoever speaks ends as a sentence does."""
    names = [line.text[:40].partition(":")[0] if ":" in line.text[:40] else "" for line in lines]
    counts = Counter(name for name in names if name and len(name.split()) <= 4)
    heads = {name for name, line in zip(names, lines, strict=True) if not line.sentence}
    return tuple(counts[name] >= 2 and name not in heads for name in names)


def _key(line: Line) -> str:
    """What makes two lines the same standing line: their letters.

    Sentences need only begin alike ("… to know more about tolls!", "… about trains!"); headlines must be the same.
    """
    return _LETTERS.sub("", line.text[:160].lower())[: 36 if line.sentence else 120]


_PAGE = re.compile(r"(?:page|seite|p[aá]gina|pag|pp?|s)$")
