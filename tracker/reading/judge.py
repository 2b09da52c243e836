"""Whether the heads that a way of cutting proposes head stories of their own, or are sections of a single one.

What tells, most telling first: every section names its own source; the same line stands in every section; a by-line
or date stands under every head; the heads
are numbered; the later heads are headlines (six words and more) rather than labels; no title with prose stands above
them all; the sections do not go on speaking of what the first head named.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from tracker.reading import forms, phrases
from tracker.reading.apart import Section, apart, going_on, names_in, speaks_of_before, spread
from tracker.reading.cohesion import common_stems
from tracker.reading.lines import BOLD
from tracker.reading.page import Page
from tracker.reading.places import places_in
from tracker.reading.proposals import Head, Proposal
from tracker.reading.titles import headline_over

THRESHOLD = 0.4
_LEVELLED = frozenset({"numbered", "heading", "bold", "glyph", "ruled", "stacked"})
_KIND = {"numbered": 1.0, "heading": 0.5, "bold": 0.5, "ruled": 1.0, "glyph": 0.5, "stacked": 0.6, "run-in": 3.0}
_SOURCED = re.compile(
    r"[(\[（]\*{0,2}[^()\[\]（）]{2,60}[)\]）](?:\s?#\w{2,30}){0,5}\W{0,6}$"
    r"|^\W?(?:source|via|seen in|quelle|fuente|fonte|bron|来源|出典)s?\s?[:：]",
    re.IGNORECASE,
)
_STORY, _HEAD, _UNRELATED = 16, 3, 0.07
"""Words of a story at least; of its head at least; the share of its words that it may have from another story."""
_POINTS_GO_ON, _MOSTLY = 0.4, 0.5
"""From which share of points on that go on with those before them, without sources, a list tells one story."""
_DROPPED = 6.0
"""What it says against stories that the heads set like theirs are labels of parts, all of them."""
_OVER_ALL, _HEADLINE = -3.0, 4
"""What a headline of so many words above all heads says against stories, unless these are of different places."""
_WHERE, _TWO_PARTS = 2.0, 2.0
"""What it says against stories that all heads say where; that but two follow the sentence of a greeting."""
_SHORT = 4
"""words at most of a head that may be a part's"""
_PROMISE = 40
"""How long a line that promises stories may be, in words."""
_SPOKEN_OF = re.compile(r"\b(?:it|its|they|them|their|this|these|those|he|she|his|her)\b", re.IGNORECASE)
"""What only speaks of something told before."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A proposal with its heads that are headlines, and how much they look like stories."""

    kind: str
    heads: tuple[Head, ...]
    score: float

    @property
    def stories(self) -> bool:
        return self.score >= THRESHOLD


def judge(page: Page, proposal: Proposal) -> Judged:
    """Drops the heads that only label a part of a story, and weighs the rest."""
    unlabelled = _not_labels(page, proposal)
    heads = _with_text(page, unlabelled)
    dropped = 1 - len(unlabelled) / len(proposal.heads)
    if proposal.kind == "run-in" and len(heads) * 2 < len(proposal.heads):
        return Judged(proposal.kind, (), -9.0)
    proposal = replace(proposal, bonus=proposal.bonus - _DROPPED * dropped)
    every = _weighed(page, proposal, heads)
    if every.stories or proposal.kind in _LEVELLED or _sourced(page, spans_of(page, heads)) >= 0.8:
        return every
    # Heads of a word or two may be stories' or labels within stories.
    longer = tuple(head for head in heads if not (head.own_line and _is_label(page, head)))
    return max(every, _weighed(page, proposal, longer), key=lambda one: one.score)


def _with_text(page: Page, heads: tuple[Head, ...]) -> tuple[Head, ...]:
    """Without those that stand right above another: the name of the letter, or of a department of it."""
    spans = spans_of(page, heads)
    return tuple(
        head
        for head, (first, end) in zip(heads, spans, strict=True)
        if not head.own_line
        or any(not (page.boiler[i] or page.masthead[i]) or page.prose[i] for i in range(first + 1, end))
    )


def _weighed(page: Page, proposal: Proposal, heads: tuple[Head, ...]) -> Judged:
    if len(heads) < 2:
        return Judged(proposal.kind, heads, -9.0)
    spans = spans_of(page, heads)
    sections = sections_of(page, heads)
    count = len(spans)
    sourced = _sourced(page, spans)
    alike = sum(any(page.standing[first + 1 : end]) for first, end in spans) / count
    score = _KIND.get(proposal.kind, 0.0) + proposal.bonus + 3 * sourced + 3 * alike
    score += _wordiness(page, heads, proposal.kind)
    score += 2.0 if sum(_introduced(page, head) for head in heads) >= 0.8 * count else 0.0
    score += min(1.0, 0.3 * (count - 2)) - (1.0 if count == 2 and proposal.kind in ("plain", "caps") else 0.0)
    score += 3.0 * promised(page, heads) + 1.0 * (proposal.kind == "caps" and _of_places(page, heads))
    score -= 3.5 * titled_otherwise(page, heads) + 1.5 * _only_emphasised(page, heads)
    score -= _WHERE * _say_where(page, heads) + _TWO_PARTS * _two_parts_of_a_letter(page, heads)
    if proposal.kind not in ("bullets", "list"):
        score += apart(sections) + _above(page, heads[0].line, sections)
    else:
        score += min(2.0, max(0.0, apart(sections))) if proposal.bonus > 0 else 0.0
        score -= 2.0 if _has_lead(page, heads[0].line) else 0.0
        if sourced < _MOSTLY and any(speaks_of_before(one.body) for one in sections[1:]):
            going = going_on(sections)
            score -= 5.0 * going if going >= _POINTS_GO_ON else 0.0
    if sourced + alike < 0.5:
        score -= min(5.0, 24 * max(0.0, goes_on(page, spans) - 0.06))
    return Judged(proposal.kind, heads, score)


def titled_otherwise(page: Page, heads: tuple[Head, ...]) -> bool:
    """Whether the first head is set otherwise than all that follow: it may be the headline above their story."""
    first, *later = (page.lines[head.line] for head in heads)
    if len(later) < 2 or not all(head.own_line for head in heads):
        return False
    apart_from_text = first.blank_after and not any(line.blank_after for line in later)
    return apart_from_text or (all(line.caps for line in later) and not first.caps)


def _of_places(page: Page, heads: tuple[Head, ...]) -> bool:
    """Whether each head itself names a place, all of them different ones."""
    named = [places_in(head.title or page.lines[head.line].text) for head in heads]
    return all(named) and len({places[0] for places in named}) == len(heads)


def promised(page: Page, heads: tuple[Head, ...]) -> bool:
    """Whether the letter says above the first head how many stories it holds, and there are as many heads."""
    if len(heads) < 2:
        return False
    if len(heads) == page.promised:
        return True
    above = (page.lines[i] for i in range(heads[0].line) if page.lines[i].words <= _PROMISE)
    return len(heads) in {said for line in above if (said := forms.stories_promised(line))}


def _say_where(page: Page, heads: tuple[Head, ...]) -> float:
    """Which part of the heads tells where the letter looks next, and not what happened: "At the pump"."""
    titles = (page.lines[head.line].text if head.own_line else head.title or "" for head in heads)
    return sum(bool(phrases.where_label().match(title)) for title in titles) / len(heads)


def _two_parts_of_a_letter(page: Page, heads: tuple[Head, ...]) -> bool:
    """Whether two short heads without a mark stand below the sentence of a greeting."""
    marked = any(page.lines[head.line].level or not head.own_line for head in heads)
    short = all(page.lines[head.line].words <= _SHORT and page.lines[head.line].number is None for head in heads)
    return len(heads) == 2 and short and not marked and _greeted_into(page, heads[0].line)


def _greeted_into(page: Page, first: int) -> bool:
    """Whether a sentence goes on from the greeting right above the first head: "Hello, / the numbers first." """
    above = page.lines[first - 1] if first >= 2 else None
    if above is None or not forms.is_greeting(page.lines[first - 2]) or forms.announces(above):
        return False
    return above.text[:1].islower() and above.sentence and not forms.stories_promised(above)


def _only_emphasised(page: Page, heads: tuple[Head, ...]) -> bool:
    """Whether bold words are but the subjects of sentences below a headline with prose: "**Spain** came close with"."""
    subjects = [
        head for head in heads if head.title and not head.own_line and not head.title.endswith((".", ":", "?", "!"))
    ]
    return len(subjects) == len(heads) and _has_lead(page, heads[0].line)


def _above(page: Page, first: int, sections: list[Section]) -> float:
    """What stands above the first head: prose or a headline speak for one story, the name of the letter for several."""
    if _has_lead(page, first):
        return 1.75 if _leave_the_lead(page, first, sections) else -3.0
    over = headline_over(page.lines, first, [f"{one.head} {one.body}" for one in sections])
    if over is not None and (page.prose[over] or page.standing[over]):
        over = None
    if over is not None and phrases.listicle().match(page.lines[over].text):
        return -3.0
    if _stands_over_all(page, first, sections):
        return _OVER_ALL * (1 - spread(sections) / 3)
    if over is not None:
        return -0.5
    # Headings of a level without a title above them are the letter's own, be they but two.
    return 1.75 if len(sections) >= 3 else (0.75 if 0 < page.lines[first].level < BOLD else -0.5)


def _stands_over_all(page: Page, first: int, sections: list[Section]) -> bool:
    """Whether one headline stands by itself between the letter's name and the first head, as over a story in parts.

    It says more than the heads do; what names the letter's subject of the day says less.
    """
    above = [i for i in range(1, first) if not (page.rule[i] or page.boiler[i] or page.masthead[i])]
    above = [i for i in above if not (forms.is_greeting(page.lines[i]) or forms.announces(page.lines[i]))]
    if not above or above[-1] != first - 1:
        return False
    line = page.lines[above[-1]]
    shorter = sum(len(one.head.split()) for one in sections) < (line.words - 1) * len(sections)
    apart_from_all = line.blank_before and line.blank_after and not page.standing[above[-1]] and shorter
    headline = forms.title_like(line) and line.words >= _HEADLINE and not phrases.roundup().match(line.text)
    return apart_from_all and headline and not line.sentence


def _leave_the_lead(page: Page, first: int, sections: list[Section]) -> bool:
    """Whether every section below a story with a headline of its own speaks of something else than that story.

    They share hardly a word with it, none opens with a word for something told before, and their heads are no labels.
    """
    lead = page.text(0, first - 1)
    told, names = common_stems(lead), names_in(lead)
    shares = []
    for one in sections:
        words = common_stems(one.body)
        if len(one.body.split()) < _STORY or len(one.head.split()) < _HEAD or names & names_in(one.body):
            return False
        if _SPOKEN_OF.search(one.head):
            return False
        shares.append(len(words & told) / max(1, min(len(words), len(told))))
    return sum(shares) < _UNRELATED * len(shares) and not going_on([Section("", lead), *sections])


def _is_label(page: Page, head: Head) -> bool:
    """Whether a head of a word or three only labels what stands below it; one that names a place says more."""
    line = page.lines[head.line]
    return forms.is_label(line) and not places_in(line.text)


def _labels_a_part(page: Page, head: Head) -> bool:
    if head.own_line:
        line = page.lines[head.line]
        return forms.labelled(line) and not places_in(line.text) and line.text not in page.announced
    return head.title is not None and len(head.title) <= 40 and bool(phrases.section_label().match(head.title))


def _not_labels(page: Page, proposal: Proposal) -> tuple[Head, ...]:
    """The heads that do more than label a part of a story.

    A section that names its own source is no part of one; nor is one label among many numbered headlines.
    """
    heads, spans = proposal.heads, dict(spans_of(page, proposal.heads))
    if promised(page, heads):
        return heads
    labels = frozenset(head.line for head in heads if _labels_a_part(page, head))
    if proposal.kind in ("numbered", "bold run-in", "caps") and len(labels) * 3 <= len(heads):
        return heads
    inner = [head.line for head in heads if not head.own_line]
    own = frozenset(line for line in inner if _closes_with_source(page, line, spans[line]))
    if len(own) < 0.8 * len(heads):
        own = frozenset()
    return tuple(head for head in heads if head.line in own or head.line not in labels)


def sections_of(page: Page, heads: tuple[Head, ...]) -> list[Section]:
    parts = []
    for head, (first, end) in zip(heads, spans_of(page, heads), strict=True):
        title = page.lines[first].text if head.own_line else head.title or ""
        body = page.text(first + head.own_line, end - 1)
        parts.append(Section(title, body if head.own_line else body.removeprefix(title)))
    return parts


def spans_of(page: Page, heads: tuple[Head, ...]) -> list[tuple[int, int]]:
    ends = [*(head.line for head in heads[1:]), len(page.lines)]
    return [(head.line, end) for head, end in zip(heads, ends, strict=bool(heads))]


def _sourced(page: Page, spans: list[tuple[int, int]]) -> float:
    """Which part of the sections closes with a source."""
    return sum(_closes_with_source(page, first, end) for first, end in spans) / max(1, len(spans))


def _wordiness(page: Page, heads: tuple[Head, ...], kind: str) -> float:
    """From -2 (heads of a word or two) to 2.5 (full headlines); the first head, which may be the title, aside."""
    if kind in ("run-in", "bullets", "list"):
        return 0.0
    counts = [min(14, len(head.title.split()) if head.title else page.lines[head.line].words) for head in heads]
    later = counts[1:]
    mean = sum(later) / len(later)
    ratio = -1.0 if mean < 0.6 * counts[0] and kind in ("plain", "caps", "tight", "bold") else 0.0
    return max(-1.0 if kind == "bold run-in" else -2.0, min(2.5, (mean - 5) * 0.8)) + ratio


def _closes_with_source(page: Page, first: int, end: int) -> bool:
    """Whether a section names its source or links on: in its last lines, or right below its head."""
    inner = [i for i in range(first + 1, end) if not page.rule[i]]
    ending = [first, *inner][-2:]
    if any(_SOURCED.search(page.lines[i].text[-100:]) or reads_on(page, i) for i in ending):
        return True
    return bool(inner) and bool(_SOURCED.match(page.lines[inner[0]].text[:40]))


def reads_on(page: Page, index: int) -> bool:
    """Whether the line is a link to the whole story."""
    line = page.lines[index]
    return line.words <= 8 and bool(phrases.boiler_whole().match(line.text)) and not page.rule[index]


def _introduced(page: Page, head: Head) -> bool:
    """Whether a by-line, a date or the like stands between the head and its text."""
    below = head.line + 1
    return head.own_line and below < len(page.lines) and page.masthead[below] and not page.prose[below]


def _has_lead(page: Page, first: int) -> bool:
    """Whether a title with prose stands above the first head, as above the sections of an article."""
    prose = [i for i in range(first) if page.prose[i] and not page.boiler[i] and not forms.is_greeting(page.lines[i])]
    return sum(page.lines[i].length for i in prose) > 120


def goes_on(page: Page, spans: list[tuple[int, int]]) -> float:
    """Which part of the later sections' common nouns and verbs the first section has too; 0 to 1.

    Names are left out: stories about one country share them, and are stories of their own all the same.
    """
    first, *later = (common_stems(page.text(begin, end - 1)) for begin, end in spans)
    shares = [len(first & section) / max(1, min(len(first), len(section))) for section in later]
    return sum(shares) / len(shares)
