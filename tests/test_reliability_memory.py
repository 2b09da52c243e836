"""What a long life costs: between two passes no more is remembered than the next one is likely to ask for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tracker import matching
from tracker.matching import glance as glances
from tracker.matching import policy_traits, resting, words
from tracker.matching import traits as remembered
from tracker.matching.glance import glance
from tracker.matching.traits import traits
from tracker.model import MetricMention, Observation, Origin, Series
from tracker.store import targets

NOON = datetime(2026, 4, 13, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def nothing_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembered, "_SEEN", {})
    monkeypatch.setattr(glances, "_SEEN", {})


def observation(number: int) -> Observation:
    quote = f"{number} tonnes"
    mention = MetricMention(
        quote, 0, len(quote), f"Landings were {quote}.", float(number), "t", subject="herring landings"
    )
    origin = Origin("doc", "a.txt", "letters", f"item_{number}", "Herring", NOON + timedelta(hours=number))
    return Observation(mention, origin)


def test_between_two_passes_few_mentions_are_remembered_and_those_told_last() -> None:
    told = [observation(number).mention for number in range(remembered.RESTING + 500)]
    made = [traits(mention) for mention in told]
    assert len(remembered._SEEN) == len(told)
    matching.rest()
    assert len(remembered._SEEN) == remembered.RESTING
    assert traits(told[-1]) is made[-1]
    assert traits(told[0]) == made[0]
    matching.rest()
    assert len(remembered._SEEN) == remembered.RESTING


def test_what_is_remembered_by_the_object_that_it_is_is_let_go_of(monkeypatch: pytest.MonkeyPatch) -> None:
    """A mention that is read from the store again is another object, so that nobody would ever ask for the first."""
    mention = observation(1).mention
    for module, most in ((policy_traits, resting.FEATURES), (glances, resting.GLANCES)):
        monkeypatch.setattr(module, "_SEEN", dict.fromkeys(range(most), (mention, mention)))
        matching.rest()
        assert len(module._SEEN) == most
        module._SEEN[most] = (mention, mention)  # type: ignore[index]
        matching.rest()
        assert module._SEEN == {}


def test_a_cache_that_has_filled_is_let_go_of_and_a_small_one_kept() -> None:
    words.fold.cache_clear()
    most = words.fold.cache_info().maxsize
    assert most
    for number in range(most // resting.SHARE):
        words.fold(f"Word {number}")
    matching.rest()
    assert words.fold.cache_info().currsize == most // resting.SHARE
    words.fold("One more")
    matching.rest()
    assert words.fold.cache_info().currsize == 0


def test_between_two_passes_the_store_remembers_few_mentions_and_reads_the_others_anew() -> None:
    memory = targets.Memory()
    for number in range(40):
        series = Series(f"ser_{number}", "Herring landings", tuple(observation(n) for n in range(30)))
        memory.put(targets.Known(number, series.id, "series", "Herring landings", None, 30, 0), series)
    memory.rest(100)
    assert list(memory._targets) == ["ser_37", "ser_38", "ser_39"]
    memory.rest(100)
    assert memory._used == 90


def test_what_is_let_go_of_is_seen_again_as_it_was() -> None:
    series = Series("ser_1", "Herring landings", tuple(observation(number) for number in range(30)))
    before = glance(series)
    remembered._SEEN.clear()
    glances._SEEN.clear()
    assert glance(series) == before


def test_a_series_that_grows_is_remembered_once() -> None:
    """Each observation makes another object of it; the ones before are looked at no more."""
    entries = tuple(observation(number) for number in range(20))
    for length in range(1, 21):
        series = Series("ser_1", "Herring landings", entries[:length])
        assert len(glance(series).observations) == min(length, glances.MOST_OBSERVATIONS)
        assert glance(series) is glance(series)
    assert len(glances._SEEN) == 1
