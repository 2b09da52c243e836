"""What was there at the first look at a source is recorded whole and told in one line; later things are told singly."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from test_pipeline import DAY, Shelf, engine, findings, letter, office

from tracker.digests.render import Renderer
from tracker.model import Document, Fetched, SourceState, Urgency
from tracker.pipeline import fetch, process
from tracker.store.store import Store
from tracker.telling.office import tell

OLD = (letter("Boats landed 120 tonnes.", 1), letter("Boats landed 150 tonnes.", 8))
NEW = letter("Boats landed 190 tonnes.", 15)


class Growing(Shelf):
    """A shelf that says when it was read, and perhaps that there is more to read at once."""

    more: bool = False

    def fetch(self, state: SourceState, now: object) -> Fetched:
        return Fetched(self.documents, SourceState(last_success=DAY, next_look=DAY + timedelta(hours=1)))


class Long(Growing):
    """One that has more than one look takes."""

    def fetch(self, state: SourceState, now: object) -> Fetched:
        return Fetched(self.documents, SourceState(last_success=DAY, next_look=DAY))


def look(store: Store, shelf: Shelf, *documents: Document, urgency: Urgency = Urgency.DIGEST, on: bool = True) -> None:
    """One pass over a source that offers these documents."""
    made = engine(store, replace(shelf, documents=documents), urgency=urgency)
    wanted = frozenset({shelf.name}) if on else frozenset()
    one = replace(made, baselines=wanted)
    assert fetch(one, due_only=False).errors == ()
    assert process(one).errors == ()


def told(store: Store, **settings: object) -> list[tuple[str, int]]:
    return [(one.digest.headline, one.digest.size) for one in tell(office(store, **settings))]  # type: ignore[arg-type]


QUAY = Growing("Quay News", ())


def test_the_first_look_is_recorded_and_told_in_one_line(store: Store) -> None:
    look(store, QUAY, *OLD)
    assert findings(store) == [("metric.new", None, 120.0), ("metric.changed", 120.0, 150.0)]
    ((headline, size),) = told(store)
    assert headline == (
        "First look at Quay News: a baseline of 2 findings (1 metric). From now on what is new or changes is told."
    )
    assert size == 0
    assert told(store) == []
    assert {reason for _, reason in store.suppressed()} == {
        "baseline: it was there at the first look at Quay News, told in one line"
    }


def test_until_it_is_told_each_finding_says_why_it_will_not_be_told_singly(store: Store) -> None:
    look(store, QUAY, *OLD)
    for finding in store.findings_of_target(store.series_list()[0].id):
        (selection,) = store.selections_of_finding(finding.id)
        assert selection.reason
        assert selection.reason.startswith("baseline: it was there when its source was first looked at")


def test_what_comes_later_is_told_and_compared_with_the_baseline(store: Store) -> None:
    look(store, QUAY, *OLD)
    told(store)
    look(store, QUAY, *OLD, NEW)
    assert findings(store)[-1] == ("metric.changed", 150.0, 190.0)
    assert [size for _, size in told(store)] == [1]


def test_both_in_one_digest_stand_together(store: Store) -> None:
    look(store, QUAY, *OLD)
    look(store, QUAY, *OLD, NEW)
    ((headline, size),) = told(store)
    assert headline.endswith(
        " · 1 metric changed, beside a baseline of 2 findings (1 metric) from the first look at Quay News"
    )
    assert size == 1


def test_nothing_of_a_first_look_is_urgent(store: Store) -> None:
    look(store, QUAY, *OLD, urgency=Urgency.NOW)
    schedule = {"digest": {"at": "08:30"}}
    assert told(store, **schedule) == []
    assert len(store.open_selections("desk")) == 2
    tomorrow = office(store, DAY + timedelta(days=1), **schedule)
    assert [one.digest.size for one in tell(tomorrow)] == [0]


def test_it_may_be_turned_off(store: Store) -> None:
    look(store, QUAY, *OLD, on=False)
    assert [size for _, size in told(store)] == [2]


def test_a_first_look_that_takes_several_looks_is_one_baseline(store: Store) -> None:
    long = Long("Quay News", ())
    look(store, long, OLD[0])
    look(store, long, OLD[1])
    look(store, QUAY, NEW)
    look(store, QUAY, letter("Boats landed 240 tonnes.", 22))
    assert [selection.baseline for selection in store.open_selections("desk")] == [True, True, True, False]


def test_a_look_that_fails_sets_no_baseline(store: Store) -> None:
    broken = engine(store, Shelf("Quay News", (), error="It does not answer.", failures=1))
    fetch(replace(broken, baselines=frozenset({"Quay News"})), due_only=False)
    look(store, QUAY, *OLD)
    assert all(selection.baseline for selection in store.open_selections("desk"))


def test_the_line_is_the_whole_message(store: Store) -> None:
    look(store, QUAY, *OLD)
    ((digest),) = (one.digest for one in tell(office(store)))
    for delivery in Renderer().deliveries(
        digest, kind="email", destinations=("ana@example.org",), sender="t@example.org"
    ):
        assert "a baseline of 2 findings (1 metric)" in " ".join(str(delivery.payload["text"]).split())
