"""The work on one document: all of it or nothing, its own writes in sight, and what people can ask of it later."""

from __future__ import annotations

import threading

import pytest
from store_samples import (
    NEW,
    NOON,
    day,
    document,
    finding,
    metric_mention,
    origin,
    put_document,
    put_item,
    put_metric,
    put_policy,
    selection,
    with_findings,
    with_item,
)

from tracker.model import Item, Rejection, SourceState
from tracker.store.records import DocumentState, SelectionState
from tracker.store.store import Store


def test_an_exception_undoes_everything(store: Store) -> None:
    put_document(store)
    with pytest.raises(ZeroDivisionError), store.begin() as work:
        put_item(work, story_keys={"band"})
        put_policy(work, 1, {"port"})
        work.add_finding(finding())
        work.finish_document(document().id)
        raise ZeroDivisionError
    with store.begin() as work:
        assert work.policy_candidates({"port"}) == ()
        assert work.story_candidates({"band"}, since=day(-9)) == ()
    assert store.item("item_1") is None
    assert len(store.pending_documents()) == 1


def test_what_is_not_committed_is_not_seen_outside(store: Store) -> None:
    put_document(store)
    with store.begin() as work:
        put_item(work)
        assert store.item("item_1") is None
    assert store.item("item_1") is not None


def test_a_write_within_a_write_is_refused_at_once(store: Store) -> None:
    with store.begin(), pytest.raises(RuntimeError, match="within one of the same thread"):
        store.slot_done("desk", "2026-04-13T08:30")


def test_threads_take_turns(store: Store) -> None:
    put_document(store)

    def write(name: str) -> None:
        for number in range(20):
            with store.begin() as work:
                put_item(work, f"item_{name}{number}")

    threads = [threading.Thread(target=write, args=(name,)) for name in "abc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert store.status()["stored"]["items"] == 60


def test_an_item_is_stored_once_with_its_rejections(store: Store) -> None:
    with with_item(store).begin() as work:
        assert not put_item(work, rejections=(Rejection("policy", "x", 0, 1, "late"),) * 3)
    assert [rejected.reason for rejected in store.rejections_of_item("item_1")] == ["a name, no quantity"]


def test_an_item_comes_back_whole(store: Store) -> None:
    put_document(store)
    whole = Item(
        "Titel \u00fc", "Titel \u00fc\nText", 5, 17, day(2), "https://example.org/a?b=1", ("Daily", "Post"), "de"
    )
    with store.begin() as work:
        put_item(work, item=whole, origin=origin(outlets=("Daily", "Post"), story_id="sto_1"), ordinal=3)
    found = store.item("item_1")
    assert found is not None
    assert (found.item, found.origin.story_id) == (whole, "sto_1")
    assert store.items_of_document(document().id) == (found,)


def test_items_are_found_by_id_or_by_every_word(store: Store) -> None:
    put_document(store)
    with store.begin() as work:
        for name, text in {
            "item_ab": "Harbour fees RISE 5%",
            "item_ac": "Harbour fees fall",
            "item_b": "Rails",
        }.items():
            put_item(work, name, item=Item(None, text, 0, len(text)))

    def ids(words: str) -> set[str]:
        return {found.item_id for found in store.find_items(words)}

    assert ids("item_a") == {"item_ab", "item_ac"}
    assert ids("harbour rise") == {"item_ab"}
    assert ids("5%") == {"item_ab"}  # a sign that means something to LIKE
    assert ids("_") == {"item_ab", "item_ac", "item_b"}  # the titles hold it
    assert ids("ships") == set()
    assert len(store.find_items("harbour", limit=1)) == 1


def test_mentions_tell_what_they_were_linked_to_and_why(store: Store) -> None:
    with with_item(store).begin() as work:
        put_policy(work, 1)
        put_metric(work, 2)
    policy, metric = store.mentions_of_item("item_1")
    assert (policy.target_id, policy.target, policy.link) == ("pol_1", "Plan 1", NEW)
    assert (metric.target_id, metric.mention) == ("ser_2", metric_mention(2.0))
    assert store.mentions_of_target("ser_2") == (metric,)


def test_a_finding_is_stored_once(store: Store) -> None:
    with with_item(store).begin() as work:
        put_policy(work, 1)
        assert work.add_finding(finding())
        assert not work.add_finding(finding(reason="told again"))
    assert store.findings_of_item("item_1") == (finding(),)
    assert store.findings_of_target("pol_1") == (finding(),)


def test_a_finding_keeps_its_comparison(store: Store) -> None:
    whole = finding(
        target_id="ser_1",
        target="Series 1",
        mention=metric_mention(),
        old=5.0,
        new=7.5,
        against=origin("item_0"),
        agrees=False,
        pin="Cargo",
        history=(("2026-02", 5.0), (None, 7.5)),
        voices=("Daily",),
        perhaps=("ser_9",),
    )
    with with_item(store).begin() as work:
        put_metric(work, 1)
        work.add_finding(whole)
    (found,) = store.findings_of_item("item_1")
    assert found == whole
    assert found.absolute_change == 2.5


def test_selections_are_open_once_for_each_receiver(store: Store) -> None:
    (chosen,) = with_findings(store, 1)
    with store.begin() as work:
        assert work.add_selections([chosen, selection(chosen.finding, "mail")]) == 1
    assert store.receivers_waiting() == ("desk", "mail")
    assert [(s.receiver, s.state) for s in store.selections_of_finding("fin_1")] == [
        ("desk", SelectionState.OPEN),
        ("mail", SelectionState.OPEN),
    ]


def test_a_finished_document_keeps_what_reading_told(store: Store) -> None:
    with with_item(store).begin() as work:
        work.finish_document(document().id, title="T", published=NOON, publisher="P", warnings=("w",))
    assert store.status()["sources"][0]["documents"] == {DocumentState.DONE: 1}


def test_policies_and_series_are_listed_latest_first_and_found_by_the_start_of_their_id(store: Store) -> None:
    with with_item(store).begin() as work:
        put_policy(work, 1, published=day(3))
        put_policy(work, 2, published=day(9))
        put_policy(work, 3, target_id="pol_1", published=day(1))
        put_metric(work, 71)
        put_metric(work, 72)
    assert [policy.id for policy in store.policies()] == ["pol_2", "pol_1"]
    assert [policy.id for policy in store.policies(limit=1)] == ["pol_2"]
    assert {series.id for series in store.series_list()} == {"ser_71", "ser_72"}
    assert store.policy("pol_1") == store.policies()[1]
    assert store.policy("pol_") is None  # two begin so
    found = store.series("ser_72")
    assert found is not None
    assert store.series("ser_7") is None
    assert store.policy("ser_71") is None


def test_status_tells_where_everything_stands(store: Store) -> None:
    with_findings(store, 1, 2)
    store.save_fetch("feed", [], SourceState(failures=3, error="It does not answer.", last_failure=day(1)))
    status = store.status()
    feed, letters = status["sources"]
    assert (feed["name"], feed["failures"], feed["last_failure"]) == ("feed", 3, day(1).isoformat())
    assert (feed["error"], feed["documents"]) == ("It does not answer.", {})
    assert (letters["name"], letters["failures"], letters["documents"]) == ("letters", 0, {"new": 1})
    assert status["stored"] == {"items": 1, "mentions": 1, "findings": 2, "digests": 0, "policies": 1, "series": 0}
    assert status["receivers"][0]["findings"] == {"open": 2}
    assert status["last_run"] is None
