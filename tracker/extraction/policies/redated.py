"""First days that are moved: "will begin on 1 January 2027 and not on 1 July", "applies from 2028 instead of 2027".

The finder yields what `nominal_ties` yields: a tie, the instrument, its form, the stage and the reason.
"""

from __future__ import annotations

from collections.abc import Iterator

from tracker.extraction.policies.dates import MONTHS
from tracker.extraction.policies.roles import Roles, Tie
from tracker.extraction.policies.words import ROLE, Thing, Words, word_set
from tracker.model import Instrument, Stage

Nominal = tuple[Tie, Thing, Instrument, Stage, str]
Day = tuple[int, int, int]
"""year, month, day; 0 where the text does not say"""
STARTING = word_set(
    "start starts started begin begins began apply applies applied effect force due kick kicks come comes launch "
    "launches open opens bite bites slip slips slipped slides slid moves moved shifted pushed put takes"
)
MOVING = word_set("moved shifted pushed slips slipped slides slid slip moves rescheduled put brought back")
WITHIN_DATES = word_set("on of in from the at until by and as early late , only first 1st")
UNSURE = word_set("if could might would should expected likely wants urged asked whether asks")
YEAR_DIGITS = 4
LAST_DAY = 31
STRENGTH = 4.5


def redated(roles: Roles, words: Words) -> Iterator[Nominal]:
    """The instrument whose first day is told together with the day that no longer holds; at most one of a sentence."""
    for thing in roles.scene.things:
        moved = _moved(words, thing)
        if moved is None or not UNSURE.isdisjoint(words.low[: thing.last + 8]):
            continue
        sayer = roles.sayer()
        agent = sayer.agent or next((a for a in roles.scene.agents if a.jurisdiction), None)
        if agent is None and not thing.public:
            return
        stage = Stage.DELAYED if moved else Stage.AMENDED
        noun = words.text_of(thing.first, thing.last)
        why = f"accepted because: {noun} ({thing.form}) + another first day ({stage})"
        teller = sayer.agent or (agent if agent is not None and agent.level >= ROLE else None)
        yield Tie(teller, STRENGTH, "tells of it"), thing, thing.form, stage, why
        return


def _moved(words: Words, thing: Thing) -> bool | None:
    """Whether the day is later (True) or earlier (False) than the one that held before; None where none is moved."""
    low = words.low
    for at in range(thing.last, words.size - 1):
        if low[at] in (";", ":", "that"):
            return None
        if STARTING.isdisjoint(low[thing.last : at]):
            continue
        if low[at] == "only" and "now" in low[thing.last : at] and low[at + 1] in ("from", "in", "on", "as", "at"):
            return _day_after(low, at + 1) is not None or None
        if low[at] == "not" or low[at : at + 2] in (("instead", "of"), ("rather", "than")):
            return _later(_day_before(low, at), _day_after(low, at + (1 if low[at] == "not" else 2)))
        if low[at] == "from" and "to" in low[at : at + 6] and not MOVING.isdisjoint(low[thing.last : at]):
            return _later(_day_after(low, low.index("to", at) + 1), _day_after(low, at + 1))
    return None


def _later(new: Day | None, old: Day | None) -> bool | None:
    if new is None or old is None:
        return None
    if new[0] and old[0] and new[0] != old[0]:
        return new[0] > old[0]
    if new[0] and not old[0] and new[1]:
        return True  # "1 January 2027 and not on 1 July": a year is named where it is not the present one
    if new[1] and old[1] and new[1:] != old[1:]:
        return new[1:] > old[1:]
    return None


def _day_after(low: tuple[str, ...], first: int) -> Day | None:
    """The date that begins at word `first`."""
    last = first
    while last < len(low) and (_part(low[last]) or low[last] in WITHIN_DATES):
        last += 1
    return _read(low[first:last])


def _day_before(low: tuple[str, ...], end: int) -> Day | None:
    """The date that ends before word `end`."""
    first = end
    while first > 0 and (_part(low[first - 1]) or low[first - 1] in WITHIN_DATES):
        first -= 1
    return _read(low[first:end])


def _part(word: str) -> bool:
    return word in MONTHS or (word.isdigit() and (len(word) == YEAR_DIGITS or int(word) <= LAST_DAY))


def _read(words: tuple[str, ...]) -> Day | None:
    numbers = [int(word) for word in words if word.isdigit()]
    year = next((n for n in numbers if n > LAST_DAY), 0)
    day = next((n for n in numbers if n <= LAST_DAY), 0)
    month = next((MONTHS[word] for word in words if word in MONTHS), 0)
    return (year, month, day) if year or month else None
