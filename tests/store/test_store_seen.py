"""What is remembered between transactions is remembered only of those that were committed."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from store_samples import put_policy, with_item

from tracker.errors import StoreError
from tracker.store.store import Store
from tracker.store.work import Work


def found(store: Store, *keys: str) -> list[str]:
    with store.begin() as work:
        return [policy.id for policy in work.policy_candidates(keys)]


def test_terms_of_a_transaction_that_was_undone_are_put_again(store: Store) -> None:
    with_item(store)
    with pytest.raises(ZeroDivisionError), store.begin() as work:
        put_policy(work, 1, {"port"})
        raise ZeroDivisionError
    assert found(store, "port") == []
    with store.begin() as work:
        put_policy(work, 1, {"port"})
    assert found(store, "port") == ["pol_1"]


@pytest.mark.only_on("sqlite", "the commit is made to fail by a setting of SQLite")
def test_so_are_those_of_one_whose_end_failed(database: str) -> None:
    """A disk may be full at the commit; here a reference that is looked at only there leads nowhere."""
    with Store(database) as store:
        with_item(store)
        with pytest.raises(Exception, match="FOREIGN KEY"), store.begin() as work:
            put_policy(work, 1, {"port"})
            break_at_the_end(work)
        with store.begin() as work:
            put_policy(work, 1, {"port"})
        assert found(store, "port") == ["pol_1"]


def break_at_the_end(work: Work) -> None:
    connection = work._connection
    connection.execute(text("PRAGMA defer_foreign_keys = ON"))
    connection.execute(text("INSERT INTO rejection (item_id, ordinal, payload) VALUES ('nowhere', 0, '{}')"))


def test_a_second_mention_keeps_the_title_and_gives_the_pin(store: Store) -> None:
    with with_item(store).begin() as work:
        put_policy(work, 1, {"port"})
        put_policy(work, 2, {"ship"}, target_id="pol_1")
    assert found(store, "ship") == found(store, "port") == ["pol_1"]
    policy = store.policy("pol_1")
    assert policy is not None
    assert (policy.title, len(policy.steps)) == ("Plan 1", 2)


def test_errors_of_the_store_are_still_sentences(store: Store) -> None:
    """Forgetting must not hide what went wrong."""
    with pytest.raises(StoreError, match="said so"), store.begin():
        raise StoreError("said so")
