"""The letter's own way of beginning a story, learnt from what comes back in it.

Of all the shapes in which its lines open (see `openings`) the one is taken that cuts the letter best: it comes back
through the whole text, leaves parts of the size of stories, each about something else, and nothing stands above the
first that heads them all. How much each of these traits says was measured (a logistic regression) on letters laid out
in many forms and on single stories in sections, then rounded, and for some set by hand.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise
from statistics import median

from tracker.reading import forms, phrases
from tracker.reading.apart import Section, going_on, own_names, spread
from tracker.reading.cohesion import common_stems, stems
from tracker.reading.dates import full_date
from tracker.reading.groups import told_by_themselves
from tracker.reading.judge import THRESHOLD, Judged, goes_on, promised, sections_of, spans_of, titled_otherwise
from tracker.reading.lines import Line
from tracker.reading.openings import Opening, Shape, openings
from tracker.reading.page import Page
from tracker.reading.proposals import Head

_LEAST, _LEAST_OWN = 3, 2
"""How often a shape comes back at least: within lines, and on lines of their own."""
_STORY = 12
"""How many words the parts have, at the median."""
_PART = 30
"""How many characters a label has at most before its colon."""
_TOP = 5
"""How many lines the name, motto and day of a letter take up."""
_LABEL = 4
"""How many words a label has at most that heads several stories."""
_TELLING = 5
"""How many words a first line has at least that tells what happened."""
_SMALL = re.compile(r"(?<![\w'’.-])[a-zà-ÿ]{2,}")
_LEAD = 20
"""How many words of running text above the first head make a lead."""
_WEIGHTS: Mapping[str, float] = {
    "always": -0.6,
    "plain run-in": -1.6,
    "plain after a greeting": -2.5,
    "marked above": 1.4,
    "marked run-in": -0.8,
    "labelled above": -0.9,
    "labelled run-in": -0.3,
    "short run-in": -0.7,
    "counted above": 1.0,
    "counted run-in": -0.4,
    "bracketed run-in": 0.3,
    "asked above": 0.8,
    "kicked above": 0.6,
    "promised": 3.0,
    "grouped": 1.0,
    "grouped paragraphs": -1.5,
    "told by themselves": 2.7,
    "ruled above": 0.6,
    "ruled run-in": -1.3,
    "dated run-in": 0.6,
    "dated above": -0.5,
    "bar": 1.0,
    "two": -3.5,
    "share": 1.6,
    "places": 0.5,
    "names": 0.7,
    "going on": -2.6,
    "same words": -0.8,
    "words of others": -4.0,
    "same labels": -1.0,
    "labels of parts": -3.3,
    "where": -1.6,
    "below a headline": -3.0,
    "even": 0.9,
    "one dateline": -2.5,
    "first set apart": -1.7,
    "first longer": -2.2,
    "first taken up": -0.8,
    "lead": -2.2,
    "dated": 0.3,
    "headline": -2.8,
    "headline taken up": -2.6,
    "first line taken up": -2.9,
}
"""What each trait says for stories (above 0) or against them; the sum is the logarithm of the odds."""


def learnt(page: Page, text: str, title: str | None = None, labels: frozenset[int] = frozenset()) -> Judged | None:
    """The cut at the lines that open alike which looks most like stories; None where no shape comes back.

    `title`: a headline that does not stand in the text. `labels`: lines that head several stories each.
    """
    groups: dict[Shape, list[Opening]] = defaultdict(list)
    for one in openings(page, text, labels):
        groups[one.shape].append(one)
    finer = [{one.line for one in group} for shape, group in groups.items() if shape.kind not in ("plain", "ruled")]
    found = []
    for shape, group in groups.items():
        kept = _in_sequence(group) if shape.kind == "counted" else group
        if len(kept) < (_LEAST_OWN if shape.own else _LEAST) or not _of_story_size(page, kept):
            continue
        heads = tuple(Head(one.line, one.label or None, shape.own) for one in kept)
        if _told(page, 0, kept[0].line) > _told(page, kept[0].line, len(page.lines)) / 2:
            continue
        if shape.kind == "plain" and _said_better([one.line for one in kept], finer):
            continue
        found.append(Judged(f"alike: {shape.kind}", heads, _score(traits(page, shape, kept, title, labels))))
    return max(found, key=lambda one: one.score, default=None)


def _score(found: Mapping[str, float]) -> float:
    return THRESHOLD + sum(_WEIGHTS.get(name, 0.0) * value for name, value in found.items())


def traits(
    page: Page,
    shape: Shape,
    group: Sequence[Opening],
    title: str | None = None,
    labels_of_groups: frozenset[int] = frozenset(),
) -> dict[str, float]:
    """What is to be seen of a cut, by name, mostly between 0 and 1."""
    heads = tuple(Head(one.line, one.label or None, shape.own) for one in group)
    parts = sections_of(page, heads)
    lines = [one.line for one in group]
    sizes = _sizes(page, group)
    labels = [one.label.casefold() for one in group if one.label]
    titles = [one.label or page.lines[one.line].text for one in group]
    named = shape.kind + (" above" if shape.own else " run-in")
    opened = [forms.has_dateline(page.lines[one.line]) for one in group]
    paragraphs = shape.kind == "plain" and not shape.own
    above = _above(page, shape, group[0].line - (group[0].line - 1 in labels_of_groups), parts, title)
    return {
        "always": 1.0,
        named: 1.0,
        "plain after a greeting": float(paragraphs) * above["greeting"],
        "promised": float(promised(page, heads)),
        "bar": float(shape.kind == "labelled" and shape.sign[1:2] in "|/>»·•→~="),
        "two": float(len(group) == 2),
        "share": _share(page, group),
        "places": spread(parts),
        "names": own_names(parts),
        "going on": going_on(parts),
        "same words": max(0.0, goes_on(page, spans_of(page, heads)) - 0.06),
        "words of others": _words_of_others(parts),
        "same labels": 1 - len(set(labels)) / len(labels) if labels else 0.0,
        "labels of parts": sum(map(_labels_a_part, titles)) / len(group),
        "where": sum(bool(phrases.where_label().match(title)) for title in titles) / len(group),
        "below a headline": _below_a_headline(page, group, labels_of_groups),
        "even": min(sizes) / median(sizes),
        "first set apart": float(titled_otherwise(page, heads)),
        "first longer": float(
            _first_longer([len(title.split()) for title in titles])
            and (shape.own or bool(labels))
            and not labels_of_groups
        ),
        "grouped": float(bool(labels_of_groups) and not paragraphs),
        "grouped paragraphs": float(bool(labels_of_groups) and paragraphs),
        "told by themselves": float(bool(labels_of_groups) and paragraphs) and told_by_themselves(page, lines, parts),
        "first taken up": _taken_up(titles[0], parts[1:]) * (shape.own or bool(labels)),
        "one dateline": float(opened[0] and sum(opened) * 2 < len(opened)),
        **above,
    }


def _above(page: Page, shape: Shape, first: int, parts: Sequence[Section], title: str | None) -> dict[str, float]:
    """What stands above the first head: a lead, a greeting, a headline that the parts take up."""
    announced = [i for i in range(first) if forms.announces(page.lines[i])]
    greeted = [i for i in range(first) if i not in announced and _greets(page.lines[i])]
    told = [i for i in range(first) if not (page.rule[i] or page.boiler[i] or i in greeted or i in announced)]
    short = [i for i in told if not (page.prose[i] or page.standing[i]) and page.lines[i].words >= 2]
    undated = [i for i in short if not (full_date(page.lines[i].text) or forms.is_dated(page.lines[i]))]
    day = max((i for i in short if i <= _TOP and i not in undated), default=0)
    below = [i for i in undated if i > day and page.lines[i].blank_before and not page.masthead[i]]
    if greeted and not shape.own:
        below = [i for i in below if not _goes_on_from(page.lines[i])]
    if not below and shape.kind == "plain" and not shape.own and undated[:1] == [0] and not page.masthead[0]:
        below = [0] if _reads_as_headline(page.lines[0]) else []
    top = [page.lines[i].text for i in undated if i not in below]
    over = [page.lines[i].text for i in below] + ([title] if title else [])
    return {
        "lead": float(sum(page.lines[i].words for i in told if page.prose[i]) > _LEAD),
        "greeting": float(bool(greeted)),
        "dated": float(len(short) > len(undated)),
        "headline": float(bool(over)),
        "headline taken up": max((_taken_up(one, parts) for one in over), default=0.0),
        "first line taken up": max((_taken_up(one, parts) for one in top), default=0.0),
    }


def _goes_on_from(line: Line) -> bool:
    """Whether a sentence goes on from a greeting: "Hello, / a short one today because of Easter." """
    return line.sentence and (line.text[:1].islower() or line.text[-1:] == ".")


def _reads_as_headline(line: Line) -> bool:
    """Whether the first line tells what happened, as no letter is called: its words are small but for names."""
    if line.words < _TELLING or not forms.title_like(line) or phrases.roundup().match(line.text):
        return False
    return len(_SMALL.findall(line.text)) * 2 >= line.words


def _below_a_headline(page: Page, group: Sequence[Opening], labels: frozenset[int]) -> float:
    """Which part of the openings has a headline above, at whatever distance, that would be left to the part before."""
    found = 0
    for before, one in pairwise(group):
        between = [i for i in range(before.line + 1, one.line) if i not in labels]
        found += any(page.heads(i) for i in between)
    return found / len(group)


def _greets(line: Line) -> bool:
    """Whether a line greets, in whatever language: a word or three and a comma."""
    return forms.is_greeting(line) or (line.words <= 4 and line.text.endswith((",", "!")))


def _taken_up(line: str, parts: Sequence[Section]) -> float:
    """Which part of the sections has a word of the line; 0 to 1."""
    words = stems(line)
    return sum(bool(words & stems(f"{one.head} {one.body}")) for one in parts) / len(parts)


def _labels_a_part(title: str) -> bool:
    """Whether an opening is worded as parts of a story are: "What it means", or that before a colon."""
    label, colon, _ = title.partition(":")
    label = label if colon and len(label) <= _PART else title
    return len(label) <= 60 and bool(phrases.section_label().match(label))


def _words_of_others(parts: Sequence[Section]) -> float:
    """Which part of its words, names aside, a section has from others on the average; 0 to 1."""
    every = [common_stems(one.body) for one in parts]
    counts = Counter(word for words in every for word in words)
    return sum(sum(counts[word] > 1 for word in words) / max(1, len(words)) for words in every) / len(every)


def _first_longer(words: Sequence[int]) -> bool:
    """Whether the later heads are labels beside the first."""
    first, *later = words
    return first > _LABEL and len(later) >= 2 and sum(later) < 0.6 * first * len(later)


def _told(page: Page, first: int, end: int) -> int:
    """How many words of running text the lines from `first` up to `end` hold."""
    return sum(page.lines[i].words for i in range(first, end) if page.prose[i] and page.says(i))


def _said_better(lines: Sequence[int], finer: Sequence[set[int]]) -> bool:
    """Whether these lines, or all but the first, have a finer shape in common: the first is then the headline above."""
    first, *later = lines
    return len(later) >= 2 and any(
        shape.issuperset(later) and (first not in shape or len(shape) == len(lines)) for shape in finer
    )


def _in_sequence(group: Sequence[Opening]) -> list[Opening]:
    """Those whose numbers count on from one, or with one left out."""
    kept: list[Opening] = []
    for one in group:
        last = kept[-1].number if kept else 0
        if last < one.number <= last + 2 and (kept or one.number == 1):
            kept.append(one)
    return kept


def _sizes(page: Page, group: Sequence[Opening]) -> list[int]:
    bounds = [*(one.line for one in group[1:]), len(page.lines)]
    return [
        sum(page.lines[i].words for i in range(one.line, end) if page.says(i))
        for one, end in zip(group, bounds, strict=True)
    ]


def _of_story_size(page: Page, group: Sequence[Opening]) -> bool:
    sizes = _sizes(page, group)
    return median(sizes) >= _STORY and min(sizes) >= _STORY / 2


def _share(page: Page, group: Sequence[Opening]) -> float:
    """Which part of the paragraphs from the first head on opens in this shape, or stands below a line that does."""
    heads = {one.line for one in group}
    first = group[0].line
    told = [
        i
        for i in range(first, len(page.lines))
        if i in heads or (page.prose[i] and not page.boiler[i] and page.lines[i].words >= 14)
    ]
    return len(heads) / len(told)
