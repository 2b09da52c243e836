"""What is told of a story in which nothing was found: two of its sentences, word for word.

    item ──► sentences, the headline left out ──► those that hold most of the words asked for, else the first two

A text is cut into sentences by the signs that end them in any script. Where a full stop may belong to a word or a
number, it ends none: a sentence too long is better than half of one.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from tracker.model import Excerpt, Item
from tracker.watches.seen import Token
from tracker.watches.words import Needle, fold, stands_in

TOLD = 2
"""sentences that are told"""
SHORT = 0.6
"""of the longest line of its paragraph: a line below that was not broken because it was full"""
LONGEST = 600
"""characters of one sentence; what is longer ends at a word before that"""
BREAKS = re.compile(r"\n[^\S\n]*\n\s*|\n(?=[^\S\n]*(?:[-*•–]\s|#{1,6}\s|\d{1,2}[.)]\s))")
"""Between two paragraphs, or before a line of a list or a heading."""
ENDS = re.compile(r"[。！？｡؟۔।]+[”’」』）\"')]*|[.!?…]+[\"'”’»«)\]*_]*(?=\s|$)")
"""Signs that end a sentence, with the quotation marks and brackets that close behind them."""
STOPS_WITHIN = re.compile(
    r"(?:^|[\s(„“\"'-])(?:\w|\d{1,2}|(?:\w\.)+\w|"
    r"Abs|Adm|al|approx|Apr|Art|Aug|bzw|ca|Capt|cf|Co|Col|Corp|Dec|Dez|Dr|etc|evtl|Feb|Fig|Gen|ggf|Gov|Inc|Jan|Jr|Jul|Jun|"
    r"Lt|Ltd|Mar|Mio|Mlle|Mme|Mr|Mrd|Mrs|Ms|Mt|núm|Nov|Nr|No|Nos|Oct|Okt|Prof|Pte|Pty|Rep|rd|Rs|Sen|Sep|Sept|Sgt|"
    r"Sr|Sra|St|Ste|Str|usw|vgl|vs|Vol)$",
    re.IGNORECASE,
)
"""Words whose full stop ends no sentence: initials, ordinals of days, short forms of four languages."""
GOES_ON = re.compile(r"\s*[a-zà-öø-ÿ]")
MARKUP = re.compile(r"(?:[-*•–>#|\s]|\d{1,2}[.)]\s)+")
UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A sentence by its place in the text, and whether it looks like one: with an end, and words enough."""

    start: int
    end: int
    whole: bool


class Wanted:
    """The words and patterns that watches looked for, ready to be found in a sentence."""

    def __init__(self, tokens: Collection[Token]) -> None:
        self.needles = tuple(sorted(Needle(word) for kind, word in tokens if kind == "text"))
        self._patterns = tuple(sorted(pattern for kind, pattern in tokens if kind == "regex"))

    @cached_property
    def patterns(self) -> tuple[re.Pattern[str], ...]:
        if not self._patterns:
            return ()
        import re2

        return tuple(re2.compile(pattern) for pattern in self._patterns)

    def held(self, sentence: str) -> frozenset[str]:
        """Which of them stand in a sentence."""
        folded = fold(sentence) if self.needles else ""
        words = (each for each in self.needles if stands_in(each, folded))
        return frozenset((*words, *(each.pattern for each in self.patterns if each.search(sentence))))

    def found(self, sentence: str) -> tuple[str, ...]:
        """The words of a sentence that are looked for, or are part of a phrase that is, as they stand there."""
        folded = fold(sentence)
        parts = [part for each in self.needles if stands_in(each, folded) for part in _words_of(each)]
        told = (match[0] for match in WORD.finditer(sentence)) if parts else ()
        words = (word for word in told if len(word) > 1 and any(stands_in(part, fold(word)) for part in parts))
        unspaced = ("".join(each.split()) for each in self.needles if UNSPACED.search(each))
        return tuple(dict.fromkeys((*words, *(word for word in unspaced if word in sentence))))


def _words_of(needle: Needle) -> list[Needle]:
    """A phrase word by word, the last of which may go on if the phrase may; of scripts without spaces nothing."""
    words = [] if UNSPACED.search(needle) else needle.split()
    last = [Needle(f" {words[-1]}{' ' if needle.endswith(' ') else ''}")] if words else []
    return [*(Needle(f" {word} ") for word in words[:-1] if word.isalnum()), *last]


def excerpt(item: Item, wanted: Collection[Token] = (), extracted: bool = True) -> Excerpt:
    """Two sentences of an item, or what it has. `extracted`: whether policies and metrics were looked for in it."""
    looked_for = Wanted(wanted)
    chosen = choose(item.text, sentences(item), looked_for)
    first, last = chosen[0], chosen[-1]
    together = all(not item.text[one.end : other.start].strip() for one, other in pairwise(chosen))
    parts = [item.text[each.start : each.end] for each in chosen]
    return Excerpt(
        quote=parts[0],
        start=first.start,
        end=first.end,
        evidence=item.text[first.start : last.end] if together else " […] ".join(parts),
        language=item.language,
        extracted=extracted,
        words=tuple(dict.fromkeys(word for part in parts for word in looked_for.found(part))),
    )


def choose(text: str, found: Sequence[Stretch], wanted: Wanted) -> list[Stretch]:
    """The sentences that hold most of what is wanted, in the order of the text; beside a single one the first."""
    held = {each: wanted.held(text[each.start : each.end]) for each in found}
    best = _covering(held)
    if len(best) == 1:
        best = [found[0], best[0]] if best[0] is not found[0] else list(found[:TOLD])
    return sorted(best or found[:TOLD], key=lambda each: each.start)


def _covering(held: Mapping[Stretch, frozenset[str]]) -> list[Stretch]:
    """One after the other the sentence that holds most of what the ones before do not hold, else most of all."""
    chosen: list[Stretch] = []
    known: frozenset[str] = frozenset()
    for _ in range(TOLD):
        rest = [each for each in held if held[each] and each not in chosen]
        best = max(rest, key=lambda each: (len(held[each] - known), len(held[each])), default=None)
        if best is not None:
            chosen.append(best)
            known |= held[best]
    return chosen


def sentences(item: Item) -> list[Stretch]:
    """The sentences of an item behind its headline; lines that are none only where it has no others. Never empty."""
    found = [each for each in _stretches(item.text) if not _is_title(item, each)]
    whole = [each for each in found if each.whole]
    return whole or found or [Stretch(0, len(item.text), whole=False)]


def _is_title(item: Item, each: Stretch) -> bool:
    told = fold(item.text[each.start : each.end])
    return item.title is not None and len(told) > 2 and told.strip(" .*_#") in fold(item.title)


def _stretches(text: str) -> list[Stretch]:
    found: list[Stretch] = []
    begin = _body(text)
    for match in BREAKS.finditer(text, begin):
        found += _paragraph(text, begin, match.start())
        begin = match.end()
    return [*found, *_paragraph(text, begin, len(text))]


def _paragraph(text: str, begin: int, end: int) -> list[Stretch]:
    """The sentences between two breaks. A line that is short for its place and has no end is one of its own.

    Lines that were broken to fit are about as long as the longest; what is shorter is a heading or a note of a source.
    """
    lines = text[begin:end].splitlines(keepends=True)
    longest = max(map(len, lines), default=0)
    found: list[Stretch] = []
    at = begin
    for line in lines:
        at += len(line)
        if len(line) < SHORT * longest and not ENDS.search(line.rstrip()[-4:]):
            found += _cut(text, begin, at)
            begin = at
    return [*found, *_cut(text, begin, end)]


def _body(text: str) -> int:
    """Where the text begins behind its first line, if that line does not end as a sentence does: it is a headline."""
    first, _, rest = text.partition("\n")
    ends = not first.strip() or ENDS.search(first.rstrip()[-3:])
    return 0 if ends or not rest.strip() else len(first) + 1


def _cut(text: str, begin: int, end: int) -> list[Stretch]:
    """The sentences of one paragraph."""
    found: list[Stretch] = []
    for match in ENDS.finditer(text, begin, end):
        if not _ends_here(text, begin, match, end):
            continue
        found += _stretch(text, begin, match.end())
        begin = match.end()
    return [*found, *_stretch(text, begin, end)]


def _ends_here(text: str, begin: int, match: re.Match[str], end: int) -> bool:
    """Whether a sentence ends at a sign: not behind a short form or an ordinal, nor where a small letter follows."""
    if match.end() >= end or not match[0].startswith((".", "…")):
        return not (match[0].startswith(("!", "?")) and GOES_ON.match(text, match.end(), end))
    if match[0].startswith(".") and STOPS_WITHIN.search(text[max(begin, match.start() - 16) : match.start()]):
        return False
    return not GOES_ON.match(text, match.end(), end)


def _stretch(text: str, begin: int, end: int) -> list[Stretch]:
    """What stands between two places without the blanks and signs of lists around it; nothing where that is nothing."""
    lead = MARKUP.match(text, begin, end)
    start = lead.end() if lead else begin
    told = text[start:end].rstrip()
    if not any(sign.isalnum() for sign in told):
        return []
    if len(told) > LONGEST:
        told = told[: max(told.rfind(" ", LONGEST // 2, LONGEST), 0) or LONGEST]
    return [Stretch(start, start + len(told), whole=_is_sentence(text[start:end].rstrip()))]


def _is_sentence(told: str) -> bool:
    """Whether it has an end and words enough: three, or as many characters of a script without spaces."""
    return bool(ENDS.search(told[-4:])) and len(fold(told).split()) >= 4
