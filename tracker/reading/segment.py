"""A newsletter issue → its stories.

    lines → parts they play (page) → ways of cutting (proposals) → the best, if it cuts stories (judge) → ends trimmed

Where no way of cutting gives stories, the whole is one story: the headline above the first text, and all of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tracker.reading import forms, phrases
from tracker.reading.alike import learnt
from tracker.reading.dates import full_date
from tracker.reading.entries import briefs, entries_below, listings
from tracker.reading.filling import filled, set_alike, without_kickers
from tracker.reading.groups import in_groups, labels_of_groups
from tracker.reading.judge import THRESHOLD, Judged, judge
from tracker.reading.lines import BOLD, Line
from tracker.reading.page import Page, page_of
from tracker.reading.proposals import Head, proposals
from tracker.reading.same_mark import with_same_mark
from tracker.reading.titles import best_title, headline_score
from tracker.reading.trim import last_line

_SURE = 0.5
"""By how much stories within groups are surer than not."""

_SECTIONS, _SECTION_HEAD = 2, 6
"""How many further heads show that the first is one of them; how many words it has at most."""

_LEADS_ON = 40
"""How many words the sentences below a greeting have at most that only lead on to what follows."""
_HEADLINE = 4
"""How many words a headline has at least that stands over the head of a part."""
_DOUBTED = frozenset({"plain", "caps", "tight", "list", "stacked", "run-in"})
"""Ways of cutting that go by the words of lines, more than by their marks."""
_ROWS = frozenset({"alike: counted", "alike: labelled", "alike: bracketed"})
"""The letter's own ways of beginning a story that say themselves that they are a row."""


@dataclass(frozen=True, slots=True)
class Story:
    """Lines `first` to `last`, both inclusive; `title` as a reader would say it, without mark-up."""

    first: int
    last: int
    title: str | None


def segment(
    text: str, lines: Sequence[Line], title: str | None = None, run_ins: Mapping[int, int] | None = None
) -> tuple[Story, ...]:
    """The stories of a text, in order, without overlap; empty where there is no story in it.

    `title`: a headline of the text that does not stand in it, as an entry of a feed has. `run_ins`:
    where bold words open a line, as the mark-up that is gone told (see `Layout`).
    """
    page = page_of(lines)
    judged = [
        judge(page, proposal)
        for proposal in (*proposals(page, text, run_ins or {}), *listings(page, title is not None))
    ]
    best = max(judged, key=lambda one: one.score, default=None)
    best = _or_learnt(page, text, title, best)
    if best is not None and best.stories:
        best = _within_groups(page, text, title, best)
    stories = _cut(page, best) if best is not None and best.stories else _single(page)
    return _news(page, _with_briefs(page, _with_turns(page, stories)))


def _news(page: Page, stories: tuple[Story, ...]) -> tuple[Story, ...]:
    """The stories without the points of a row in which the letter speaks of its own office."""

    def of_its_own(story: Story) -> bool:
        told = [i for i in range(story.first, story.last + 1) if page.prose[i]]
        return len(told) <= 1 and bool(phrases.house_notice().match(page.lines[story.first].text))

    kept = [one for one in stories if not of_its_own(one)]
    return tuple(kept or stories)


def _or_learnt(page: Page, text: str, title: str | None, known: Judged | None) -> Judged | None:
    """The known way of cutting where it is sure; else the letter's own.

    One that took the letter's name for its first headline, and leaves out the first, is not; nor is one that leaves
    out some of a row.
    """
    if known is None or not known.stories:
        own = learnt(page, text, title)
        labels = frozenset() if own is not None and own.stories else labels_of_groups(page)
        return learnt(page, text, title, labels) if labels else own
    if known.kind not in _DOUBTED:
        return known
    own = learnt(page, text, title)
    if own is None or own.score < THRESHOLD + _SURE:
        return known
    first, *later = [head.line for head in known.heads]
    lines = {head.line for head in own.heads}
    # What looks at the words of heads may leave out one of a row that is worded otherwise.
    row = known.kind == "list" or own.kind in _ROWS
    completed = first in lines and len(lines) > len(known.heads) and row
    better = completed or (first not in lines and known.kind in ("plain", "caps", "tight"))
    return own if better and lines.issuperset(later) else known


def _within_groups(page: Page, text: str, title: str | None, judged: Judged) -> Judged:
    """The cut at the stories below labels that head several of them ("EUROPE", "Rates"); else the cut as it is."""
    labels = in_groups(page, judged.heads)
    inner = learnt(page, text, title, labels) if labels else None
    sure = inner is not None and inner.score >= THRESHOLD + _SURE and len(inner.heads) >= 1.5 * len(judged.heads)
    return inner if inner is not None and sure else judged


def _with_turns(page: Page, stories: tuple[Story, ...]) -> tuple[Story, ...]:
    """Cuts a story where a heading leaves it for another: "New from the ministry", "Elsewhere"."""
    found: list[Story] = []
    for story in stories:
        turns = [i for i in range(story.first + 2, story.last) if _turns(page, i)]
        if not turns and not (story.first < story.last and _turns(page, story.first)):
            found.append(story)
            continue
        for first, end in pairwise((story.first, *turns, story.last + 1)):
            entries = entries_below(page, first, end - 1) if first in turns or _turns(page, first) else ()
            own = story.title if first == story.first else page.lines[first].text
            whole = Story(first, last_line(page, first, end - 1, own_line=own is not None), own)
            found.extend([Story(i, i, None) for i in entries] or [whole])
    return tuple(found)


def _turns(page: Page, index: int) -> bool:
    line, below = page.lines[index], page.lines[index + 1]
    alone = line.blank_before and line.words <= 8 and page.heads(index)
    listed = phrases.roundup().match(line.text) and (below.bullet or below.glyph)
    return alone and bool(phrases.turn().match(line.text)) and not listed


def _with_briefs(page: Page, stories: tuple[Story, ...]) -> tuple[Story, ...]:
    """Cuts a round-up of other stories off the end of the last one; each of its bullets is a story."""
    if not stories:
        return stories
    last = stories[-1]
    found = briefs(page, last.first, last.last)
    if found is None:
        return stories
    heading, bullets = found
    kept = Story(last.first, last_line(page, last.first, heading - 1, own_line=True), last.title)
    return (*stories[:-1], kept, *(Story(i, i, None) for i in bullets))


def _cut(page: Page, judged: Judged) -> tuple[Story, ...]:
    heads = (
        _with_late_heads(page, judged) if judged.kind == "run-in" else without_kickers(page, filled(page, judged.heads))
    )
    heads = with_same_mark(page, heads)
    if judged.kind == "plain" and (cut := _cut_off_head(page, heads[-1].line)) is not None:
        heads = (*heads, Head(cut))
    bounds = [*(head.line for head in heads[1:]), len(page.lines)]
    stories = []
    for head, bound in zip(heads, bounds, strict=True):
        end = _closed_by_heading(page, head.line, bound) if judged.kind in ("heading", "numbered") else bound
        title = page.lines[head.line].text if head.own_line else head.title
        stories.append(Story(head.line, last_line(page, head.line, end - 1, head.own_line), title))
    opening = _opening(page, heads[0], judged.kind)
    return (opening, *stories) if opening else tuple(stories)


def _with_late_heads(page: Page, judged: Judged) -> tuple[Head, ...]:
    """Among run-in heads, a head in capitals on a line of its own begins a story too, unless it heads them all."""
    known = {head.line for head in judged.heads}
    late = [
        Head(i)
        for i in range(judged.heads[0].line + 1, len(page.lines))
        if i not in known and page.lines[i].caps and page.heads(i) and page.body_after(i) not in known
    ]
    return tuple(sorted((*judged.heads, *late), key=lambda head: head.line))


def _cut_off_head(page: Page, after: int) -> int | None:
    """A headline behind the last one, whose text breaks off too early to be known as text."""
    index = page.last - 1
    if index <= after or not page.cut_after(index):
        return None
    line = page.lines[index]
    furniture = page.boiler[index] or page.masthead[index] or page.standing[index] or page.prose[index]
    likely = line.blank_before and line.words >= 5 and forms.title_like(line) and not forms.labelled(line)
    return index if likely and not furniture else None


def _closed_by_heading(page: Page, head: int, bound: int) -> int:
    """Where a story under a heading ends: at the next heading of its level or above, a story's or not."""
    level = page.lines[head].level
    if not 0 < level < BOLD:
        return bound
    return next((i for i in range(head + 1, bound) if 0 < page.lines[i].level <= level), bound)


def _opens(page: Page, index: int, first: Head, kind: str) -> bool:
    """Whether a line is the headline of an opening story, rather than the name of the letter or of its editorial."""
    line = page.lines[index]
    # Rules stand between stories; above the first there is none.
    right_above = index > 0 or page.body_after(index) == 1
    if kind == "ruled" and right_above and page.heads(index) and set_alike(page, index, first.line):
        return True
    if not page.heads(index) or forms.labelled(line) or phrases.roundup().match(line.text) or full_date(line.text):
        return False
    plain = line.level == 0 and line.words >= 6
    return headline_score(line) >= 1.5 and (plain or (kind in ("run-in", "bold run-in", "list") and line.words >= 5))


def _opening(page: Page, first: Head, kind: str) -> Story | None:
    """A headline with prose above the first head is a story too; a greeting or an editor's note is none."""
    before = first.line
    if kind == "list" and before >= 2 and page.prose[before - 1] and page.says(before - 1):
        # Below "News in brief", the first paragraph may have no sign: it is printed larger.
        return Story(before - 1, before - 1, None) if phrases.roundup().match(page.lines[before - 2].text) else None
    for i in range(before):
        body = page.body_after(i)
        if body is None or body >= before or page.boiler[i] or forms.is_greeting(page.lines[body]):
            continue
        if _opens(page, i, first, kind) and page.prose[body]:
            return Story(i, last_line(page, i, before - 1, own_line=True), page.lines[i].text)
    return None


def _single(page: Page) -> tuple[Story, ...]:
    every = range(len(page.lines))
    body = next((i for i in every if _begins_text(page, i)), None)
    if body is None:
        return _notice(page)
    body = _below_salutation(page, body)
    title = best_title(page.lines, range(_below_greeting(page, body), body), body)
    if title is None and _is_headline_sentence(page, body):
        title = body
    if title is not None and (over := _over_sections(page, title)) is not None:
        title = over
    elif title is not None and _is_first_of_sections(page, title):
        title = None
    first = body if title is None else title
    last = last_line(page, first, len(page.lines) - 1, own_line=title is not None)
    return (Story(first, last, page.lines[title].text if title is not None else None),)


def _is_first_of_sections(page: Page, index: int) -> bool:
    """Whether a line in capitals heads but the first part of its story: it is short, and two more are set just so."""
    line = page.lines[index]
    later = _set_like(page, index)
    longest = max((page.lines[i].words for i in later), default=0)
    return line.caps and len(later) >= _SECTIONS and line.words <= min(_SECTION_HEAD, longest + 2)


def _set_like(page: Page, index: int) -> list[int]:
    """The lines further down that stand above their text as this one does."""
    if not 0 < index < len(page.lines) - 1 or not page.prose[index + 1]:
        return []
    return [i for i in range(index + 1, page.last) if set_alike(page, i, index) and page.prose[i + 1]]


def _over_sections(page: Page, title: int) -> int | None:
    """The headline above what heads but the first part of its story; None where there is none."""
    above = title - 1
    if above < 1 or len(_set_like(page, title)) < _SECTIONS or set_alike(page, above, title):
        return None
    line = page.lines[above]
    furniture = page.boiler[above] or page.masthead[above] or page.standing[above] or forms.is_greeting(line)
    alone = line.blank_before and line.blank_after and line.words >= _HEADLINE
    return above if alone and not furniture and forms.title_like(line) and not forms.announces(line) else None


def _below_greeting(page: Page, body: int) -> int:
    """From where on a headline may stand: what is set in one block with the letter's name, above "Dear friends," is
    its motto."""
    greeting = next((i for i in range(body) if forms.is_greeting(page.lines[i])), None)
    if greeting is None or any(line.blank_before for line in page.lines[1:greeting]):
        return 0
    return greeting + 1


def _below_salutation(page: Page, body: int) -> int:
    """The text below the only headline that is marked as one, where what stands above it but leads on from a greeting:
    "Dear reader, / it was no quiet week. / **Seven hundred million**"."""
    if not body or not forms.is_greeting(page.lines[body - 1]) or page.lines[body].words > _LEADS_ON:
        return body
    marked = [i for i in range(body + 1, page.last) if page.lines[i].level and page.heads(i)]
    below = page.body_after(body + 1) if marked == [body + 1] else None
    return body if below is None else below


def _notice(page: Page) -> tuple[Story, ...]:
    """A text without running text may still be a short notice: all from the first line that says something."""
    first = next((i for i in range(len(page.lines)) if _says_something(page, i)), None)
    if first is None:
        return ()
    line = page.lines[first]
    titled = forms.title_like(line) and first < page.last
    return (Story(first, last_line(page, first, len(page.lines) - 1, titled), line.text if titled else None),)


def _is_headline_sentence(page: Page, index: int) -> bool:
    """Whether a headline reads like a sentence: short, alone, and text follows that is longer."""
    line = page.lines[index]
    if line.words > 20 or not line.blank_after or line.bullet or line.text[0].islower() or forms.has_dateline(line):
        return False
    below = page.body_after(index)
    return below is not None and page.prose[below] and page.lines[below].length > 1.5 * line.length


def _says_something(page: Page, index: int) -> bool:
    line = page.lines[index]
    furniture = page.boiler[index] or page.masthead[index] or page.standing[index]
    return line.words >= 4 and not furniture and not forms.is_greeting(line)


def _begins_text(page: Page, index: int) -> bool:
    line = page.lines[index]
    if page.boiler[index] or page.masthead[index] or forms.is_greeting(line):
        return False
    if line.words >= 20 or (line.bullet and line.words >= 6) or _is_in_a_list(page, index):
        return True
    return page.prose[index] and _text_goes_on(page, index)


def _is_in_a_list(page: Page, index: int) -> bool:
    """Whether the line and a neighbour of it begin with the same sign, as the points of a list do."""
    glyph = page.lines[index].glyph
    near = page.lines[max(0, index - 1) : index] + page.lines[index + 1 : index + 2]
    return bool(glyph) and page.lines[index].words >= 6 and any(line.glyph == glyph for line in near)


def _text_goes_on(page: Page, index: int) -> bool:
    """Whether a short sentence belongs to a text: more of it stands near, or nothing else follows."""
    after = [i for i in range(index + 1, len(page.lines)) if not page.boiler[i]][:4]
    return not after or any(page.prose[i] or page.lines[i].words >= 12 for i in after)
