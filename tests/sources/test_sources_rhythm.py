"""A source's rhythm is learned: how often to look, and when its silence is odd; both are told once."""

from __future__ import annotations

import itertools
import random
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.model import Document, Fetched, SourceState
from tracker.pipeline import source_notices
from tracker.sources import look
from tracker.sources.rhythm import LONGEST, Rhythm, after, in_words, interval, is_odd, remembered, stored
from tracker.sources.schedule import failed, succeeded

NOW = datetime(2026, 4, 13, 6, 30, tzinfo=UTC)
QUARTER, HOUR, DAY = timedelta(minutes=15), timedelta(hours=1), timedelta(days=1)


def document(published: datetime | None = None) -> Document:
    return Document("notes", "n", b"x", "text/plain", NOW, published=published)


@dataclass
class Source:
    """A source that has something new at given times."""

    arrivals: list[datetime]
    name: str = "notes"
    address: str = "a"
    every: timedelta = QUARTER
    learns: bool = True
    broken: bool = False

    def fetch(self, state: SourceState, now: datetime) -> Fetched:
        if self.broken:
            return Fetched((), failed(state, now, self.every, "It is broken."))
        given = int(state.cursor.get("given", 0))
        here = [at for at in self.arrivals if at <= now]
        later = succeeded(state, now, self.every, {"address": self.address, "given": len(here)})
        return Fetched(tuple(document() for _ in here[given:]), later)


def week(
    source: Source, days: float, state: SourceState | None = None, start: datetime = NOW
) -> tuple[list[datetime], SourceState, list[str]]:
    """The looks of some days, the state after them, and the keys of the notices."""
    now, looks, keys = start, [], []
    state = state or SourceState()
    while now < start + days * DAY:
        before = state
        state = look(source, state, now).state
        keys += [notice.key for notice in source_notices(source.name, before, state)]
        looks.append(now)
        assert state.next_look is not None
        now = state.next_look
    return looks, state, keys


def test_a_source_that_brings_something_often_is_looked_at_often_another_one_less() -> None:
    lively = Source([NOW + n * timedelta(minutes=40) for n in range(300)])
    weekly = Source([NOW + n * timedelta(days=7) for n in range(9)])
    fixed = replace(weekly, learns=False)
    counts = [len(week(source, 7)[0]) for source in (lively, weekly, fixed)]
    assert counts[0] == counts[2] == 7 * 24 * 4
    assert 7 * 24 <= counts[1] <= 7 * 24 + 24
    looks = week(weekly, 7)[0]
    assert all(QUARTER <= later - earlier <= LONGEST for earlier, later in itertools.pairwise(looks))


@given(
    st.lists(st.datetimes(datetime(2026, 1, 1), datetime(2026, 4, 1), timezones=st.just(UTC)), max_size=30),
    st.timedeltas(timedelta(0), timedelta(days=400)),
)
def test_a_learned_interval_keeps_its_bounds(moments: list[datetime], ahead: timedelta) -> None:
    now = datetime(2026, 4, 2, tzinfo=UTC) + ahead
    rhythm = Rhythm(datetime(2025, 1, 1, tzinfo=UTC), tuple(sorted(set(moments))))
    assert QUARTER <= interval(rhythm, QUARTER, now) <= LONGEST
    assert interval(rhythm, 2 * HOUR, now) == 2 * HOUR  # the operator's own is never undercut
    assert remembered({"rhythm": stored(rhythm)}, now) == rhythm


def test_at_the_first_look_the_days_of_publication_teach() -> None:
    days = [NOW - n * DAY for n in range(1, 9)]
    taught = after(Rhythm(NOW), [document(day) for day in days], NOW)
    assert taught.arrivals == tuple(sorted(days))
    assert after(Rhythm(NOW), [document(), document()], NOW).arrivals == ()  # of unknown age
    assert after(Rhythm(NOW), [document(NOW + DAY)], NOW).arrivals == ()  # from the future


def test_a_silence_is_told_once_and_its_end_once() -> None:
    daily = Source([NOW + n * DAY for n in range(1, 11)])
    _, state, keys = week(daily, 11.5)
    assert keys == []
    _, state, keys = week(daily, 20, state, NOW + 11.5 * DAY)
    assert len(keys) == 1
    assert keys[0].startswith("silent notes since 2026-04-23")
    daily.arrivals += [NOW + 32 * DAY, NOW + 33 * DAY]
    _, state, keys = week(daily, 5, state, NOW + 31.5 * DAY)
    assert [key.split()[0] for key in keys] == ["speaks"]


def test_the_sentences_say_what_is_odd_and_what_to_do() -> None:
    arrivals = tuple((NOW + n * DAY) for n in range(8))
    now = NOW + 12 * DAY
    before = succeeded(SourceState(), now, QUARTER, {"rhythm": stored(Rhythm(NOW, arrivals))})
    after_it = replace(before, cursor={"rhythm": stored(Rhythm(NOW, arrivals, silent=True))})
    (silent,) = source_notices("notes", before, after_it)
    assert silent.sentence == (
        "Nothing new has come from notes for 5 days, where something came every 24 hours. "
        "Look whether it has moved or ended; it can still be fetched."
    )
    (speaks,) = source_notices("notes", after_it, before)
    assert speaks.sentence == "Something new comes from notes again, after 5 days."


@pytest.mark.parametrize(
    ("gaps", "waiting", "odd"),
    [
        ([1, 1, 1, 1], 1.9, False),  # never within two days
        ([1, 1, 1, 1], 2.1, True),
        ([1, 1, 3, 1], 5.9, False),  # a weekend was among them
        ([1, 1, 3, 1], 6.1, True),
        ([7, 7, 7, 7], 13.9, False),
        ([7, 7, 7, 7], 14.1, True),
        ([1, 1, 1], 300, False),  # too few to have a rhythm
    ],
)
def test_what_is_an_odd_silence(gaps: list[float], waiting: float, odd: bool) -> None:
    arrivals = [NOW]
    for gap in gaps:
        arrivals.append(arrivals[-1] + gap * DAY)
    assert is_odd(Rhythm(NOW, tuple(arrivals)), arrivals[-1] + waiting * DAY) is odd


def test_trouble_is_no_silence_and_forgets_no_rhythm() -> None:
    daily = Source([NOW + n * DAY for n in range(1, 11)])
    _, state, _ = week(daily, 11)
    daily.broken = True
    _, broken, keys = week(daily, 20, state, NOW + 11 * DAY)
    assert [key.split()[0] for key in keys] == ["failing"]
    assert broken.cursor["rhythm"] == state.cursor["rhythm"]


def test_another_address_begins_anew() -> None:
    state = look(Source([NOW - DAY]), SourceState(), NOW).state
    moved = look(Source([], address="b"), state, NOW + DAY).state
    assert moved.cursor["rhythm"] == stored(Rhythm(NOW + DAY))


@pytest.mark.parametrize(
    ("time", "words"), [(3 * DAY, "3 days"), (30 * HOUR, "30 hours"), (20 * DAY, "2 weeks"), (QUARTER, "15 minutes")]
)
def test_times_are_told_in_words(time: timedelta, words: str) -> None:
    assert in_words(time) == words


def test_whatever_comes_is_found_within_an_hour() -> None:
    chance = random.Random(20260413)
    for _ in range(20):
        source = Source(sorted(NOW + chance.random() * 7 * DAY for _ in range(chance.choice([0, 1, 3, 10, 60]))))
        looks, _, _ = week(source, 7.2)
        assert all(min(at for at in looks if at >= arrival) - arrival <= LONGEST for arrival in source.arrivals)
