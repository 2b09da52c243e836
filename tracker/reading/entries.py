"""Lists of many stories: entries of one form, one after another, without a headline that they all belong to.

Bullets below a headline sum up one story; bullets below "Top stories", or right below the masthead, are stories of
their own. So are paragraphs that each begin with a day or an actor ("Ofwat: …"), and lines that each name an outlet.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from tracker.reading import forms, phrases
from tracker.reading.apart import Section
from tracker.reading.dates import partial_date
from tracker.reading.groups import told_by_themselves
from tracker.reading.lines import Line
from tracker.reading.page import Page
from tracker.reading.places import is_place, places_in
from tracker.reading.proposals import Head, Proposal
from tracker.reading.titles import headline_over

Form = Callable[[Line], bool]
"""Whether a line is an entry of one form."""

_LABEL = re.compile(r"([^\W\d_a-z][\w.&'’/-]*(?: [\w.&'’/-]+){0,3})(?::|\s[–—-])\s(?=\S)")
_CAPITALS = re.compile(r"([^\W\d_a-z][^a-z.:—–]{2,60})\.\s(?=\S)")
_BRACKETS = re.compile(r"[\[(]([^\W\d_a-z][^()\[\]]{2,40})[\])]:?\s(?=\S)")
_PLACE = re.compile(r"([^\W\d_a-z][\w.'’ -]{2,30}?)[.:,]\s(?=[^\W_a-z])")
_LED = re.compile(r"([A-ZÀ-Þ][A-ZÀ-Þ.&-]+(?:['’]S?)?(?: [A-ZÀ-Þ0-9][A-ZÀ-Þ0-9.&'’-]*){0,5})\s(?=[a-zà-ÿ])")
_POSSESSIVE = re.compile(r"['’]S?$", re.IGNORECASE)
_SOON = 80
"""Within how many characters a numbered paragraph names its place."""
_DAY = re.compile(r"\W?(?:\d{1,2}\.? [^\W\d_]{3,12}|[^\W\d_]{3,12}\.? \d{1,2})(?:,? \d{4})?\s?[:–—-]\s")
_OUTLET = re.compile(r"\s[(\[][^\W\d_a-z][^()\[\]]{1,50}[)\]]\W{0,3}$")
_ORDINAL = re.compile(
    r"(?:first|second|third|fourth|fifth|last|lastly|finally|then|also|and|next)\b,?\s?"
    r"((?:[\w'’-]+ ?){1,5})[.:]\s(?=\S)",
    re.IGNORECASE,
)
_SUBJECT = re.compile(r"[^\W\d_a-z][^\W_]+(?: [^\W_]+){0,2}\. (?=[^\W\d_a-z])")
"""A word or three that say what a paragraph is about: "Gas. QatarEnergy has …"."""
_SHORT = re.compile(r"[^\W\d_a-z][^\n.?!]{1,60}?[^\s.?!][.?!]\s+(?=[\"“‘'(]?[^\W_a-z])")
_TURN = re.compile(
    r"(?:[^\W_][\w'’ -]{1,24} (?:first|next|too|now|last|again)[.:]"
    r"|(?:And|Now|Then|On|Over|Next|Last|Finally|To|What of) [^.?!:]{2,30}[.?!:])\s(?=[\"“‘']?[^\W_a-z])"
)
"""Words that turn to the next subject: "Chile first. …", "Hospitals next. …", "And the pound? …"."""
_HEADS = (_LABEL, _CAPITALS, _BRACKETS)
_LEAST = 3
_TURNS, _MOST_TURN = 2, 0.6
"""How many paragraphs turn to another subject at least, and which part of all of them."""
_SHARE = 0.8
_HEADLINE = 4
"""How many words a headline has that stands without a text."""
_LEAST_SHARE = 0.4
"""The share of entries that each name a place of their own: further paragraphs may follow them."""
_LEAST_WORDS, _STORY_WORDS = 12, 25
"""How long a story is at least, above paragraphs and above bullets: less is the deck of a story that bullets sum up."""


def listings(page: Page, titled: bool) -> list[Proposal]:
    """The lists of stories that the text may be, by the form of their entries."""
    found = []
    for form in (
        _ordered,
        _bulleted,
        _dated,
        _sourced,
        _labelled,
        _capitalised,
        _bracketed,
        _placed,
        _led_by_capitals,
        _counted,
        *([_headline] if not any(page.prose[i] and not page.boiler[i] for i in range(len(page.lines))) else []),
    ):
        entries = _entries(page, form)
        if len(entries) >= _LEAST:
            found.append(Proposal("list", tuple(_head(page, i, form) for i in entries), _bonus(page, entries, titled)))
    if turning := _turns(page):
        heads = tuple(Head(i, None, own_line=False) for i in turning)
        found.append(Proposal("list", heads, _bonus(page, turning, titled)))
    return found


def _entries(page: Page, form: Form) -> list[int]:
    """The lines of this form, where hardly anything else but boilerplate stands among and after them."""
    found = [
        i
        for i, line in enumerate(page.lines)
        if not (page.boiler[i] or (page.masthead[i] and not page.prose[i])) and form(line) and not forms.announces(line)
    ]
    if not found:
        return []
    # The last line may have been cut off before it got its form.
    among = (i for i in range(found[0], page.last) if i < found[-1] or page.lines[i].words > 3)
    others = sum(not (page.boiler[i] or page.masthead[i] or form(page.lines[i]) or _of_a_group(page, i)) for i in among)
    share = _LEAST_SHARE if form is _capitalised or _of_places(page, found) else _SHARE
    if len(found) < share * (len(found) + others):
        return []
    if page.last > found[-1] and _cut_entry(page.lines[page.last], form):
        found.append(page.last)
    labels = [match.group(1) for i in found if (match := _LABEL.match(page.lines[i].text))]
    return found if len(set(labels)) == len(labels) else []


def _of_a_group(page: Page, index: int) -> bool:
    """Whether the line is the name of a place above the entries of it."""
    line = page.lines[index]
    return line.words <= 4 and not line.sentence and is_place(line.text)


def _cut_entry(line: Line, form: Form) -> bool:
    """Whether the last line begins as an entry of this form and was cut off."""
    patterns: dict[Form, re.Pattern[str]] = {_dated: _DAY, _labelled: _LABEL}
    begins = bool(line.bullet) if form is _bulleted else form in patterns and bool(patterns[form].match(line.text))
    return begins and line.words >= 2 and not (line.sentence or phrases.source_line().match(line.text))


def _head(page: Page, index: int, form: Form) -> Head:
    text = page.lines[index].text
    if form is _sourced and not forms.is_prose(page.lines[index]):
        return Head(index, _OUTLET.sub("", text), own_line=False)
    match = _NAMED[form].match(text) if form in _NAMED else None
    return Head(index, match.group(1) if match else None, own_line=False)


def _of_places(page: Page, found: list[int]) -> bool:
    """Whether the heads of the entries name places, hardly one twice."""
    texts = [page.lines[i].text for i in found]
    heads = [match.group(1) for text in texts for one in _HEADS if (match := one.match(text))]
    places = [one[0] for head in heads if (one := places_in(head))]
    return len(places) >= 0.7 * len(found) and len(set(places)) >= 0.8 * len(places)


def _bonus(page: Page, entries: list[int], titled: bool) -> float:
    """What stands above the entries: words for a round-up speak for a list of stories, a headline against it."""
    first = entries[0]
    above = [i for i in range(first) if not (page.rule[i] or forms.is_dated(page.lines[i]))]
    over = headline_over(page.lines, first, [page.lines[i].text for i in entries])
    headline = titled or (over is not None and not page.prose[over])
    if above and phrases.roundup().match(page.lines[above[-1]].text):
        summary = phrases.summary().match(page.lines[above[-1]].text)
        return -3.0 if summary and headline else 3.0
    if any(phrases.roundup().match(page.lines[i].text) for i in above[:6]):
        return 1.5
    return -3.0 if headline else 1.5


def _bulleted(line: Line) -> bool:
    return bool(line.bullet or line.glyph) and line.words >= 8


def _dated(line: Line) -> bool:
    return bool(_DAY.match(line.text)) and partial_date(line.text[:30]) is not None


def _labelled(line: Line) -> bool:
    if not forms.is_prose(line) or phrases.counted_part().match(line.text) or _DAY.match(line.text):
        return False
    return bool(_LABEL.match(line.text))


def _capitalised(line: Line) -> bool:
    match = _CAPITALS.match(line.text)
    return match is not None and match.group(1).isupper()


def _bracketed(line: Line) -> bool:
    return line.words >= 8 and bool(_BRACKETS.match(line.text))


def _placed(line: Line) -> bool:
    match = _PLACE.match(line.text) if line.words >= 8 else None
    return match is not None and is_place(match.group(1))


def _led_by_capitals(line: Line) -> bool:
    match = _LED.match(line.text) if line.words >= 6 else None
    return match is not None and (" " in match.group(1) or is_place(_POSSESSIVE.sub("", match.group(1))))


def _turns(page: Page) -> list[int]:
    """The paragraphs of a letter of which most turn to a next subject in their first words."""
    told = [i for i, line in enumerate(page.lines) if page.prose[i] and page.says(i) and line.words >= _LEAST_WORDS]
    turning = sum(bool(_TURN.match(page.lines[i].text)) for i in told)
    apart = all(page.lines[i].blank_before for i in told)
    enough = apart and turning >= _TURNS and turning >= _MOST_TURN * len(told) and len(told) >= _LEAST
    return told if enough else []


def _ordered(line: Line) -> bool:
    """ "First, ore. The quota …", "Second, palm oil. …": the subject of a paragraph named behind its number."""
    return line.words >= 8 and bool(_ORDINAL.match(line.text))


def _counted(line: Line) -> bool:
    """A numbered paragraph; only one that names a place or its subject at once may be a story of its own."""
    if line.number is None or line.words < 5 or not line.sentence:
        return False
    return bool(_SUBJECT.match(line.text)) or bool(places_in(line.text[:_SOON]))


def _headline(line: Line) -> bool:
    """A headline; where a letter has nothing else, each of them tells a story of its own."""
    return line.words >= _HEADLINE and line.blank_before and line.blank_after and forms.title_like(line)


_NAMED: dict[Form, re.Pattern[str]] = {
    _ordered: _ORDINAL,
    _labelled: _LABEL,
    _capitalised: _CAPITALS,
    _bracketed: _BRACKETS,
    _placed: _PLACE,
    _led_by_capitals: _LED,
}


def _sourced(line: Line) -> bool:
    return line.words >= 5 and bool(_OUTLET.search(line.text[-70:]))


def briefs(page: Page, first: int, last: int) -> tuple[int, tuple[int, ...]] | None:
    """A round-up at the end of lines `first` to `last`: the line of its heading and its bullets; None where none is."""
    for i in range(first + 2, last - 1):
        if not phrases.roundup().match(page.lines[i].text) or page.lines[i].bullet:
            continue
        told = sum(page.lines[k].words for k in range(first, i) if page.prose[k])
        rest = entries_below(page, i, last) if told >= _LEAST_WORDS else ()
        if rest and (told >= _STORY_WORDS or not any(page.lines[k].bullet for k in rest)):
            return i, rest
    return None


def entries_below(page: Page, heading: int, last: int) -> tuple[int, ...]:
    """The lines between a heading and line `last`, where all of them are entries of one form; else none."""
    rest = tuple(k for k in range(heading + 1, last + 1) if not page.boiler[k] and not page.masthead[k])
    if len(rest) < 2:
        return ()
    alike = any(all(form(page.lines[k]) for k in rest) for form in (_bulleted, _labelled, _placed, _headed))
    return rest if alike or _are_told_apart(page, rest) else ()


def _headed(line: Line) -> bool:
    """A paragraph that opens with a headline of a few words and a stop."""
    match = _SHORT.match(line.text) if line.words >= _LEAST_WORDS else None
    return match is not None and len(match.group().split()) <= 8


def _are_told_apart(page: Page, paragraphs: Sequence[int]) -> bool:
    """Whether each of the paragraphs tells something of its own."""
    if not all(
        page.prose[k] and page.lines[k].blank_before and page.lines[k].words >= _LEAST_WORDS for k in paragraphs
    ):
        return False
    return told_by_themselves(page, paragraphs, [Section("", page.lines[k].text) for k in paragraphs]) == 1
