"""Candidates: found by shared terms, the most and rarest first, and cheaply however common a term is."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from math import log

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event, update
from store_samples import (
    NEW,
    NOON,
    day,
    metric_mention,
    origin,
    policy_mention,
    put_item,
    put_metric,
    put_policy,
    with_item,
)

from tracker.model import PolicyStep, Stage
from tracker.store import targets, terms
from tracker.store.schema import target
from tracker.store.store import Store
from tracker.store.terms import add_terms, find_numbers


def test_nothing_is_found_by_no_key_or_an_unknown_one(store: Store) -> None:
    with with_item(store).begin() as work:
        put_policy(work, 1, {"port"})
        assert work.policy_candidates(()) == ()
        assert work.policy_candidates({"ship"}) == ()


def test_policies_and_series_do_not_share_their_terms(store: Store) -> None:
    with with_item(store).begin() as work:
        put_policy(work, 1, {"port"})
        put_metric(work, 1, {"port"})
        assert [found.id for found in work.policy_candidates({"port"})] == ["pol_1"]
        assert [found.id for found in work.series_candidates({"port"})] == ["ser_1"]


def test_more_shared_terms_come_first_and_of_as_many_the_rarer(store: Store) -> None:
    with with_item(store).begin() as work:
        put_policy(work, 1, {"common", "x"})
        put_policy(work, 2, {"common", "rare"})
        put_policy(work, 3, {"common", "rare", "third"})
        put_policy(work, 4, {"common"})
        put_policy(work, 5, {"elsewhere"})
        found = work.policy_candidates(["common", "rare", "third"])
        assert [policy.id for policy in found] == ["pol_3", "pol_2", "pol_4", "pol_1"]
        assert [policy.id for policy in work.policy_candidates(["common", "rare"], limit=2)] == ["pol_3", "pol_2"]


def test_a_candidate_brings_its_steps_in_order_of_publication(store: Store) -> None:
    with with_item(store).begin() as work:
        put_policy(work, 1, {"port"}, target_id="pol_1", published=day(5))
        put_policy(work, 2, {"harbour"}, target_id="pol_1", published=day(2))
        (policy,) = work.policy_candidates({"harbour"})
    assert policy.title == "Plan 1"
    assert policy.steps == tuple(
        PolicyStep(policy_mention(), origin(published=published), frozenset({"port", "plan"}))
        for published in (day(2), day(5))
    )


def test_a_repeated_mention_changes_nothing(store: Store) -> None:
    with with_item(store).begin() as work:
        assert put_policy(work, 1, {"port"})
        assert not put_policy(work, 1, {"port", "late"})
        assert len(work.policy_candidates({"port"})[0].steps) == 1
        assert work.policy_candidates({"late"}) == ()


def test_only_the_latest_200_mentions_come_with_a_series(store: Store) -> None:
    with with_item(store).begin() as work:
        for number in range(230):
            published = NOON + timedelta(hours=number)
            put_metric(work, number, {"load"}, target_id="ser_1", origin=origin(published=published))
        (series,) = work.series_candidates({"load"})
    assert [each.mention for each in series.observations] == [metric_mention(float(n)) for n in range(30, 230)]


def test_a_pinned_series_is_found_by_its_pin(store: Store) -> None:
    with with_item(store).begin() as work:
        assert work.series_by_pin("Cargo") is None
        put_metric(work, 1, pin="Cargo")
        put_metric(work, 2)
        found = work.series_by_pin("Cargo")
    assert found is not None
    assert (found.id, found.pin) == ("ser_1", "Cargo")


def test_a_known_series_takes_a_pin_but_never_changes_it(store: Store) -> None:
    with with_item(store).begin() as work:
        put_metric(work, 1, target_id="ser_1")
        put_metric(work, 2, target_id="ser_1", pin="Cargo", title="Another name")
        put_metric(work, 3, target_id="ser_1", pin="Tonnage")
        found = work.series("ser_1")
    assert found is not None
    assert (found.name, found.pin) == ("Series 1", "Cargo")


def test_a_pin_is_seen_at_once_though_its_mention_was_stored_before(store: Store) -> None:
    """What was looked at in this transaction is remembered, but not past a change."""
    with with_item(store).begin() as work:
        put_metric(work, 1, {"load"}, target_id="ser_1")
        assert [found.pin for found in work.series_candidates({"load"})] == [None]
        assert not put_metric(work, 1, {"load"}, target_id="ser_1", pin="Cargo")
        assert [found.pin for found in work.series_candidates({"load"})] == ["Cargo"]


def test_a_name_that_another_process_gave_is_seen_by_the_next_transaction(store: Store) -> None:
    with with_item(store).begin() as work:
        put_policy(work, 1, {"port"})
        assert [found.title for found in work.policy_candidates({"port"})] == ["Plan 1"]
    with store._connections.write() as connection:
        connection.execute(update(target).values(title="Port act"))
    with store.begin() as work:
        assert [found.title for found in work.policy_candidates({"port"})] == ["Port act"]


def test_story_candidates_are_as_young_as_asked(store: Store) -> None:
    with with_item(store).begin() as work:
        for number in range(1, 6):
            put_item(
                work, f"item_s{number}", day(number), story_keys={"band", f"own{number}"}, signature=bytes([number])
            )
        found = work.story_candidates({"band", "own4"}, since=day(3))
        assert [item.item_id for item in found] == ["item_s4", "item_s5", "item_s3"]
        assert (found[0].signature, found[0].published, found[0].title) == (b"\x04", day(4), "Story of item_s4")
        assert [item.item_id for item in work.story_candidates({"band"}, since=day(1), limit=1)] == ["item_s5"]


@pytest.fixture
def small_budget(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terms, "BUDGET", 10)
    monkeypatch.setattr(terms, "CAP", 5)


@pytest.mark.usefixtures("small_budget")
def test_a_term_that_everything_has_costs_no_more_than_the_cap(store: Store) -> None:
    with with_item(store).begin() as work:
        for number in range(40):
            put_policy(work, number, {"everywhere"})
        assert [policy.id for policy in work.policy_candidates({"everywhere"})] == [
            f"pol_{number}" for number in range(39, 34, -1)
        ]


@pytest.mark.usefixtures("small_budget")
@pytest.mark.parametrize(
    ("uses", "found"),
    [
        ({"a": 1, "b": 9}, {"a": 1, "b": 9}),  # together as many as the budget
        ({"a": 1, "b": 10}, {"a": 1, "b": 5}),  # one more: the larger is read up to the cap
        ({"a": 11, "b": 11}, {"a": 5, "b": 5}),  # nothing fits
        ({"a": 2, "b": 3, "c": 6}, {"a": 2, "b": 3, "c": 5}),
    ],
)
def test_terms_read_whole_stay_within_the_budget(store: Store, uses: dict[str, int], found: dict[str, int]) -> None:
    """Each term has policies of its own, so what is found of each tells how far it was read."""
    with with_item(store).begin() as work:
        numbers = iter(range(1, 100))
        of_term = {term: {next(numbers) for _ in range(count)} for term, count in uses.items()}
        for term, own in of_term.items():
            for number in own:
                add_terms(work._connection, targets.POLICY, number, [term])
        scored = set(find_numbers(work._connection, targets.POLICY, list(uses), 50))
    assert {term: len(own & scored) for term, own in of_term.items()} == found


@pytest.mark.usefixtures("small_budget")
def test_common_terms_still_rank_what_rare_ones_found(store: Store) -> None:
    with with_item(store).begin() as work:
        for number in range(40):
            put_policy(work, number, {"everywhere"} | ({"rare"} if number < 3 else set()))
        put_policy(work, 90, {"rare"})
        found = work.policy_candidates({"everywhere", "rare"}, limit=4)
    assert [policy.id for policy in found] == ["pol_2", "pol_1", "pol_0", "pol_90"]


def test_what_shares_next_to_nothing_is_left_out_behind_the_first_few(store: Store) -> None:
    rare = {f"rare{number}" for number in range(9)}
    with with_item(store).begin() as work:
        for number in range(terms.FEW + 5):
            put_policy(work, number, {"everywhere", f"own{number}"})
        put_policy(work, 90, {"everywhere", *rare})
        found = [policy.id for policy in work.policy_candidates({"everywhere", *rare})]
    assert found == ["pol_90", *(f"pol_{number}" for number in range(terms.FEW + 4, 5, -1))]


def test_a_look_up_takes_as_many_statements_in_a_full_store_as_in_an_empty_one(store: Store) -> None:
    def statements() -> int:
        seen: list[str] = []

        def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
            seen.append(statement)

        with store.begin() as work:
            event.listen(work._connection, "before_cursor_execute", note)
            work.policy_candidates({"port", "plan"})
        return len(seen)

    with with_item(store).begin() as work:
        put_policy(work, 0, {"port", "plan"})
    few = statements()
    with store.begin() as work:
        for number in range(1, 60):
            put_policy(work, number, {"port", "plan", f"t{number}"})
    assert statements() == few


def test_a_policy_knows_its_stages(store: Store) -> None:
    with with_item(store).begin() as work:
        for number, stage in enumerate([Stage.DRAFT, Stage.DRAFT, Stage.ADOPTED]):
            work.add_mention(
                mention_id=f"m{number}",
                item_id="item_1",
                mention=policy_mention(f"Step {number}.", stage),
                origin=origin(published=day(number)),
                link=NEW,
                target_id="pol_1",
                title="Plan",
            )
        found = work.policy("pol_1")
    assert found is not None
    assert found.stages == (Stage.DRAFT, Stage.ADOPTED)


def test_a_candidate_read_before_a_rollback_is_read_anew(store: Store) -> None:
    with with_item(store).begin() as work:
        put_metric(work, 1, {"load"}, target_id="ser_1")
    with pytest.raises(ZeroDivisionError), store.begin() as work:
        put_metric(work, 2, {"load"}, target_id="ser_1")
        work.series_candidates({"load"})
        raise ZeroDivisionError
    with store.begin() as work:
        put_metric(work, 3, {"load"}, target_id="ser_1")
        (series,) = work.series_candidates({"load"})
    assert [each.mention.value for each in series.observations] == [1.0, 3.0]


def test_what_another_process_wrote_is_seen(store: Store) -> None:
    url = store._connections.url.render_as_string(hide_password=False)
    with with_item(store).begin() as work:
        put_metric(work, 1, {"load"}, target_id="ser_1")
        work.series_candidates({"load"})
    with Store(url) as other, other.begin() as work:
        put_metric(work, 2, {"load"}, target_id="ser_1", pin="Cargo")
    with store.begin() as work:
        (series,) = work.series_candidates({"load"})
    assert (len(series.observations), series.pin) == (2, "Cargo")


def test_the_memory_of_targets_stays_within_its_room(store: Store) -> None:
    with with_item(store).begin() as work:
        work._memory = memory = targets.Memory(room=3)
        for number in range(5):
            put_metric(work, number, {f"key{number}"})
            put_metric(work, 10 + number, target_id=f"ser_{number}")
            assert len(work.series_candidates({f"key{number}"})[0].observations) == 2
        assert (list(memory._targets), memory._used) == (["ser_4"], 2)
        memory.clear()
        assert memory._used == 0


@given(days=st.lists(st.integers(1, 6), min_size=1, max_size=12))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_remembered_is_what_would_be_read(store: Store, days: list[int]) -> None:
    """Whatever the order of publication, and beyond the number of mentions that are given."""
    with pytest.MonkeyPatch.context() as patch, pytest.raises(UndoneError), with_item(store).begin() as work:
        patch.setattr(targets, "LATEST", 5)
        for number, when in enumerate(days):
            put_metric(work, number, {"load"}, target_id="ser_1", origin=origin(published=day(when)))
            put_policy(work, 100 + number, {"load"}, target_id="pol_1", published=day(when))
            work.flush()
            read = [
                *targets.read_series(work._connection, target.c.id, ["ser_1"]),
                *targets.read_policies(work._connection, target.c.id, ["pol_1"]),
            ]
            assert [work.series("ser_1"), work.policy("pol_1")] == read
        raise UndoneError


def test_a_mention_that_is_stored_elsewhere_makes_no_empty_series(store: Store) -> None:
    with with_item(store).begin() as work:
        put_metric(work, 1, {"load"}, target_id="ser_1")
        assert not put_metric(work, 1, {"load"}, target_id="ser_2")
        assert work.series("ser_2") is None
    assert [series.id for series in store.series_list()] == ["ser_1"]
    assert store.status()["stored"]["series"] == 1


ALPHABET = st.frozensets(st.sampled_from("abcdefgh"), max_size=5)


@given(stored=st.lists(ALPHABET, min_size=1, max_size=8), asked=ALPHABET, limit=st.integers(1, 8))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_candidates_are_those_that_a_full_scan_would_rank_first(
    store: Store, stored: list[frozenset[str]], asked: frozenset[str], limit: int
) -> None:
    with pytest.raises(UndoneError), store.begin() as work:
        for number, keys in enumerate(stored, start=1):
            add_terms(work._connection, "kind", number, keys)
        uses = Counter(key for keys in stored for key in keys)
        score = {
            number: sum(round(1_000_000 / (1 + log(uses[key]))) for key in keys & asked)
            for number, keys in enumerate(stored, start=1)
        }
        ranked = sorted((number for number in score if score[number]), key=lambda each: (-score[each], -each))
        assert find_numbers(work._connection, "kind", asked, limit) == ranked[:limit]
        raise UndoneError


class UndoneError(Exception):
    """Ends an example and leaves nothing for the next."""
