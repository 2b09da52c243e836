"""What people correct: applied at once, obeyed later and from the beginning, told to those who were told otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from databases import Databases
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from store_samples import NOON, day, metric_mention, origin, put_metric, put_policy, with_item

from tracker import watches
from tracker.config.settings import Config, Receiver
from tracker.digests.render import Renderer
from tracker.errors import UsageError
from tracker.history.comparing import Rules
from tracker.history.correcting import merge, rename, split, undo
from tracker.history.decided import decided, in_force
from tracker.model import Document, Extraction, Item, MetricMention, SourceState, WatchRule
from tracker.pipeline import Engine, process
from tracker.store.store import Store
from tracker.telling.office import Office, tell

LATER = NOON + timedelta(days=60)
NOISE = "The inspectors of the port went from quay to quay all day and wrote down what the scales showed, they said."


class Catch:
    """An extractor that reads "<fish>: <n> tonnes" as the weekly landings of that fish."""

    def extract(self, item: Item) -> Extraction:
        return Extraction(metrics=tuple(self.landings(item.text)))

    def landings(self, text: str) -> Iterator[MetricMention]:
        for match in re.finditer(r"(\w+): (\d+) tonnes", text):
            yield MetricMention(
                quote=match[0],
                start=match.start(),
                end=match.end(),
                evidence=match[0],
                value=float(match[2]),
                unit="t",
                subject=f"{match[1]} in Norway",
                measure="weekly landings",
                cadence="week",
            )


class Harbour:
    """A store to which letters come, one a day, and a desk that is told of everything."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.now = NOON
        compiled, faults = watches.compile_watches([WatchRule("all", {}, ("desk",))])
        assert not faults
        self.selector = watches.Selector(compiled)

    def post(self, text: str, number: int) -> None:
        body = f"Landings of week {number}\n\n{text}. {NOISE}\n".encode()
        published = datetime(2026, 3, 1, tzinfo=UTC) + timedelta(days=7 * number)
        letter = Document("Quay", f"letter {number}", body, "text/plain", fetched=NOON, published=published)
        self.store.save_fetch("Quay", (letter,), SourceState(last_success=NOON))

    def compare(self) -> None:
        rules = Rules(self.selector, (), decided(self.store.catalogue.decisions()))
        tally = process(Engine(self.store, (), Catch(), rules, lambda: self.now))
        assert not tally.failed, tally.errors

    def tell(self) -> list[tuple[str, float | str | None, float | str | None, tuple[str, ...]]]:
        """The next digest: kind, old, new and labels of each line."""
        self.now += timedelta(hours=1)
        receiver = Receiver.model_validate({"name": "desk", "terminal": True})
        config = Config(sources=(), receivers=(receiver,))
        office = Office(self.store, config.receivers, Renderer(), "", ZoneInfo("UTC"), lambda: self.now)
        lines = [
            one
            for told in tell(office)
            for section in told.digest.sections
            for entry in section.entries
            for one in (entry.lead, *entry.also)
        ]
        return [(one.finding.kind.value, one.finding.old, one.finding.new, one.labels) for one in lines]

    def series(self) -> dict[str, list[float | None]]:
        return {each.name: [o.mention.value for o in each.observations] for each in self.store.series_list()}

    def id_of(self, name: str) -> str:
        (found,) = self.store.catalogue.find_targets(name)
        return found.id


@pytest.fixture
def harbour(store: Store) -> Harbour:
    return Harbour(store)


def letters(harbour: Harbour, *texts: str, first: int = 1) -> Harbour:
    for number, text in enumerate(texts, start=first):
        harbour.post(text, number)
    harbour.compare()
    return harbour


HERRING, SILD = "herring in Norway: weekly landings", "sild in Norway: weekly landings"


def test_merged_series_are_one_and_what_comes_later_is_compared_with_both(harbour: Harbour) -> None:
    letters(harbour, "herring: 120 tonnes", "sild: 150 tonnes")
    assert harbour.series() == {HERRING: [120.0], SILD: [150.0]}
    done = merge(harbour.store, harbour.id_of(HERRING), harbour.id_of(SILD), NOON)
    assert done.moved == 1
    assert harbour.series() == {HERRING: [120.0, 150.0]}
    letters(harbour, "sild: 190 tonnes", first=3)
    assert harbour.series() == {HERRING: [120.0, 150.0, 190.0]}
    last = harbour.store.findings_of_target(harbour.id_of(HERRING))[-1]
    assert (last.kind.value, last.old, last.new) == ("metric.changed", 150.0, 190.0)


def test_what_was_told_wrongly_is_corrected_in_the_next_digest(harbour: Harbour) -> None:
    letters(harbour, "herring: 120 tonnes", "sild: 150 tonnes")
    assert {line[:3] for line in harbour.tell()} == {("metric.new", None, 120.0), ("metric.new", None, 150.0)}
    done = merge(harbour.store, harbour.id_of(HERRING), harbour.id_of(SILD), NOON)
    assert done.told == 1
    assert harbour.tell() == [("metric.changed", 120.0, 150.0, ("correction",))]
    reason = harbour.store.findings_of_target(harbour.id_of(HERRING))[-1].reason
    assert reason.startswith(f"Corrected: this was told as a new metric, but “{SILD}” is the same as “{HERRING}” · ")
    assert harbour.tell() == []


def test_what_waits_to_be_told_is_replaced_without_a_word_about_it(harbour: Harbour) -> None:
    letters(harbour, "herring: 120 tonnes", "sild: 150 tonnes")
    done = merge(harbour.store, harbour.id_of(HERRING), harbour.id_of(SILD), NOON)
    assert done.told == 0
    assert set(harbour.tell()) == {
        ("metric.new", None, 120.0, ()),
        ("metric.changed", 120.0, 150.0, ()),
    }
    ((_, reason),) = harbour.store.suppressed()
    assert reason.startswith(f"corrected before it was told (decision {done.decision.number}): ")


def test_a_split_sets_what_follows_right_too(harbour: Harbour) -> None:
    letters(harbour, "herring: 120 tonnes", "herring: 90 tonnes", "herring: 140 tonnes")
    harbour.tell()
    whole = harbour.id_of(HERRING)
    wrong = harbour.store.mentions_of_target(whole)[1]
    done = split(harbour.store, whole, [wrong.mention_id], "farmed herring", NOON)
    assert harbour.series() == {HERRING: [120.0, 140.0], "farmed herring": [90.0]}
    assert (done.moved, done.told) == (1, 2)
    assert {line[:3] for line in harbour.tell()} == {("metric.new", None, 90.0), ("metric.changed", 120.0, 140.0)}


def test_undoing_a_merge_takes_back_what_it_moved_and_says_so(harbour: Harbour) -> None:
    letters(harbour, "herring: 120 tonnes", "sild: 150 tonnes")
    done = merge(harbour.store, harbour.id_of(HERRING), harbour.id_of(SILD), NOON)
    letters(harbour, "herring: 190 tonnes", first=3)
    harbour.tell()
    undo(harbour.store, done.decision.number, NOON)
    assert harbour.series() == {SILD: [150.0], HERRING: [120.0, 190.0]}
    assert {line[:3] for line in harbour.tell()} == {("metric.new", None, 150.0), ("metric.changed", 120.0, 190.0)}
    assert in_force(harbour.store.catalogue.decisions()) == ()
    with pytest.raises(UsageError, match="undone already"):
        undo(harbour.store, done.decision.number, NOON)


def test_undone_before_anybody_was_told_nothing_is_told(harbour: Harbour) -> None:
    letters(harbour, "herring: 120 tonnes", "sild: 150 tonnes")
    harbour.tell()
    done = merge(harbour.store, harbour.id_of(HERRING), harbour.id_of(SILD), NOON)
    undo(harbour.store, done.decision.number, NOON)
    assert harbour.tell() == []


def test_what_was_moved_on_is_not_taken_back(harbour: Harbour) -> None:
    letters(harbour, "herring: 120 tonnes", "sild: 150 tonnes", "cod: 900 tonnes")
    herring, sild, cod = (harbour.id_of(f"{fish} in Norway: weekly landings") for fish in ("herring", "sild", "cod"))
    first = merge(harbour.store, herring, sild, NOON).decision.number
    second = merge(harbour.store, cod, herring, NOON).decision.number
    with pytest.raises(UsageError, match=rf"moved again since \(decision {second}\)"):
        undo(harbour.store, first, NOON)
    undo(harbour.store, second, NOON)
    undo(harbour.store, first, NOON)
    assert harbour.series() == {
        "cod in Norway: weekly landings": [900.0],
        SILD: [150.0],
        HERRING: [120.0],
    }


def test_a_name_is_shown_at_once_and_taken_back(harbour: Harbour) -> None:
    letters(harbour, "herring: 120 tonnes")
    number = rename(harbour.store, harbour.id_of(HERRING), "  Norway's  herring ", NOON).decision.number
    assert harbour.series() == {"Norway's herring": [120.0]}
    assert harbour.store.open_selections("desk")[0].finding.target == "Norway's herring"
    letters(harbour, "herring: 150 tonnes", first=2)
    assert harbour.series() == {"Norway's herring": [120.0, 150.0]}
    undo(harbour.store, number, NOON)
    assert harbour.series() == {HERRING: [120.0, 150.0]}


def test_a_pin_goes_with_the_series_and_comes_back(store: Store) -> None:
    with with_item(store).begin() as work:
        put_metric(work, 1)
        put_metric(work, 2, pin="Cargo")
    number = merge(store, "ser_1", "ser_2", NOON).decision.number
    with store.begin() as work:
        pinned = work.series_by_pin("Cargo")
    assert pinned is not None
    assert pinned.id == "ser_1"
    undo(store, number, NOON)
    with store.begin() as work:
        pinned = work.series_by_pin("Cargo")
    assert pinned is not None
    assert pinned.id == "ser_2"


def test_what_makes_no_sense_is_refused(store: Store) -> None:
    with with_item(store).begin() as work:
        put_policy(work, 1)
        put_metric(work, 1)
        put_metric(work, 2, pin="Cargo")
        put_metric(work, 3, pin="Ships")
    refused = (
        (lambda: merge(store, "ser_1", "ser_1", NOON), "is one already"),
        (lambda: merge(store, "pol_1", "ser_1", NOON), "only likes can be merged"),
        (lambda: merge(store, "ser_2", "ser_3", NOON), "pinned as two metrics, “Cargo” and “Ships”"),
        (lambda: merge(store, "ser_1", "ser_9", NOON), "no policy or series ser_9"),
        (lambda: split(store, "ser_1", ["men_m1"], None, NOON), "Nothing would be left"),
        (lambda: split(store, "ser_1", ["men_m2"], None, NOON), "No mention of ser_1: men_m2"),
        (lambda: rename(store, "ser_1", " ", NOON), "not empty"),
        (lambda: undo(store, 7, NOON), "no decision 7"),
    )
    for ask, said in refused:
        with pytest.raises(UsageError, match=said):
            ask()
    assert store.catalogue.decisions() == ()


def test_from_the_beginning_the_decisions_give_the_same_series(
    harbour: Harbour, databases: Databases, tmp_path: Path
) -> None:
    texts = ["herring: 120 tonnes", "sild: 150 tonnes", "cod: 900 tonnes", "herring: 90 tonnes", "sild: 170 tonnes"]
    letters(harbour, *texts)
    whole = harbour.id_of(HERRING)
    merge(harbour.store, whole, harbour.id_of(SILD), NOON)
    wrong = next(each for each in harbour.store.mentions_of_target(whole) if each.mention.value == 90.0)
    split(harbour.store, whole, [wrong.mention_id], "farmed herring", NOON)
    rename(harbour.store, whole, "Herring of Norway", NOON)
    with Store(databases.new(tmp_path, "again")) as again:
        anew = Harbour(again)
        for each in harbour.store.catalogue.decisions():
            again.catalogue.add_decision(each.kind, each.target_id, each.details, each.created)
        letters(anew, *texts)
        assert anew.series() == harbour.series()
        assert anew.series() == {
            "cod in Norway: weekly landings": [900.0],
            "farmed herring": [90.0],
            "Herring of Norway": [120.0, 150.0, 170.0],
        }


EXAMPLES = count()


def state(store: Store) -> dict[str, object]:
    """Everything that tells what belongs to what."""
    targets = store.catalogue.find_targets("ser_", "series", limit=100)
    return {
        "targets": targets,
        "mentions": {each.id: store.mentions_of_target(each.id) for each in targets},
        "findings": {each.id: store.findings_of_target(each.id) for each in targets},
        "series": store.series_list(),
    }


@given(values=st.lists(st.integers(1, 9), min_size=2, max_size=6), data=st.data())
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_a_merge_after_a_split_is_as_if_nothing_had_been(store: Store, values: list[int], data: st.DataObject) -> None:
    name = f"ser_e{next(EXAMPLES)}"  # the store is one for all examples
    with with_item(store).begin() as work:
        for number, value in enumerate(values):
            put_metric(
                work,
                number,
                {"load"},
                target_id=name,
                mention_id=f"{name}_m{number}",
                mention=replace(metric_mention(float(value), None), start=number, end=number + 5),
                origin=origin(published=day(number)),
            )
    before = state(store)
    ids = [each.mention_id for each in store.mentions_of_target(name)]
    away = data.draw(st.sets(st.sampled_from(ids), min_size=1, max_size=len(ids) - 1))
    part = str(split(store, name, sorted(away), None, LATER).decision.details["into"])
    assert {each.mention_id for each in store.mentions_of_target(part)} == away
    undone = data.draw(st.booleans())
    if undone:
        undo(store, store.catalogue.decisions()[-1].number, LATER)
    else:
        merge(store, name, part, LATER)
    after = state(store)
    assert {key: after[key] for key in ("targets", "mentions", "series")} == {
        key: before[key] for key in ("targets", "mentions", "series")
    }
