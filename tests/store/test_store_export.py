"""The export: records exactly as promised to other programs, oldest publication first."""

from __future__ import annotations

import json
from datetime import date

from store_samples import day, finding, metric_mention, origin, put_metric, put_policy, with_findings, with_item

from tracker.model import FindingKind
from tracker.store.store import Store


def filled(store: Store) -> Store:
    """A metric and its finding, both older than the policy that was stored before them."""
    with with_item(store).begin() as work:
        put_policy(work, 1, published=day(2))
        put_metric(work, 1, origin=origin(published=day(1)))
        changed = {"kind": FindingKind.METRIC_CHANGED, "mention": metric_mention(1.0), "old": 0.5, "new": 1.0}
        work.add_finding(finding(1, target_id="ser_1", published=day(1), reason="it doubled", **changed))
    return store


def test_every_record_has_exactly_the_promised_keys_and_values(store: Store) -> None:
    assert list(filled(store).export()) == [
        {
            "record": "metric",
            "id": "ser_1",
            "document": "letter.txt",
            "item": "Story of item_1",
            "quote": "1.0 tonnes",
            "value": 1.0,
            "unit": "t",
            "subject": "",
            "measure": "",
            "period": "2026-03",
            "kind": "observed",
            "change": {"value": 3.0, "unit": "%", "direction": "up", "basis": "yoy"},
        },
        {
            "record": "finding",
            "id": "ser_1",
            "finding": "metric.changed",
            "document": "letter.txt",
            "quote": "1.0 tonnes",
            "old": 0.5,
            "new": 1.0,
            "reason": "it doubled",
        },
        {
            "record": "policy",
            "id": "pol_1",
            "document": "letter.txt",
            "item": "Story of item_1",
            "quote": "The ministry issued the plan.",
            "issuers": ["Ministry of Ports"],
            "instrument": "plan",
            "stage": "adopted",
            "title": "Ports plan",
            "published": "2026-04-15",
        },
    ]


def test_every_record_is_json(store: Store) -> None:
    assert [json.loads(json.dumps(record)) for record in filled(store).export()] == list(store.export())


def test_since_leaves_out_what_was_published_before_that_day(store: Store) -> None:
    filled(store)
    assert [record["record"] for record in store.export(since=date(2026, 4, 14))] == ["metric", "finding", "policy"]
    assert [record["record"] for record in store.export(since=date(2026, 4, 15))] == ["policy"]
    assert list(store.export(since=date(2026, 4, 16))) == []


def test_a_reader_that_stops_early_leaves_the_store_free(store: Store) -> None:
    records = filled(store).export()
    assert next(records)["record"] == "metric"
    records.close()  # type: ignore[attr-defined]
    store.slot_done("desk", "2026-04-13T08:30")
    assert store.last_slot("desk") == "2026-04-13T08:30"


def test_more_records_than_one_batch_come_in_order(store: Store) -> None:
    with with_item(store).begin() as work:
        for number in range(1100):
            put_metric(work, number, target_id="ser_1", origin=origin(published=day(-number)))
    values = [record["value"] for record in store.export()]
    assert values == [float(number) for number in range(1099, -1, -1)]


def test_findings_come_with_their_stories_from_a_day_on(store: Store) -> None:
    chosen = with_findings(store, 3, 1, 2)
    by_id = {each.finding.id: each.finding for each in chosen}
    found = list(store.findings_since(day(2).date()))
    assert [finding for finding, _ in found] == [by_id["fin_2"], by_id["fin_3"]]
    assert {item.text.splitlines()[0] for _, item in found} == {"Story of item_1"}
    assert len(list(store.findings_since())) == 3
