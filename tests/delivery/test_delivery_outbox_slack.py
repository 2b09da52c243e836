"""The outbox and Slack's own protocol together: order kept, nothing early, nothing lost, nothing twice."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from delivery_fakes import MemoryStore
from delivery_samples import slack
from servers.slack import Fault, SlackServer

from tracker.delivery.outbox import deliver
from tracker.delivery.slack import SlackTransport
from tracker.delivery.waiting import Pacing
from tracker.model import DeliveryState, Refused, Sent

START = datetime(2026, 4, 13, 6, 30, tzinfo=UTC)
SLOW = {"retry_after": "45"}
TROUBLE = [SLOW, {"drop": True}, {"status": 503}, {"error": "fatal_error"}, {"cut": 9}]


class Clock:
    """One clock for the outbox, the pacing and the server."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def now(self) -> datetime:
        return START + timedelta(seconds=self.seconds)

    def monotonic(self) -> float:
        return self.seconds

    def sleep(self, seconds: float) -> None:
        self.seconds += seconds


def test_no_post_is_begun_when_another_may_look_for_it_by_now() -> None:
    """The channel's turn comes late: others may take the sender for dead, look, and post it themselves."""
    clock = Clock()
    with SlackServer() as server:
        pacing = Pacing(clock.monotonic, clock.sleep)
        way = SlackTransport(lambda: server.token, server.url, pacing=pacing, steady=clock.monotonic)
        for _ in range(70):
            pacing._free["C1"] = pacing._free.get("C1", clock.monotonic()) + pacing.every
        late = way.send(slack(), parent=None)
        assert late == Refused("it took too long until it could be posted", permanent=False)
        assert server.messages("C1") == []
        assert isinstance(way.send(slack(), parent=None), Sent)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("trouble", [[SLOW], TROUBLE], ids=["30 % slow down", "30 % any trouble"])
def test_thirty_per_cent_of_trouble(trouble: list[dict], seed: int) -> None:
    chance, clock, store = random.Random(seed), Clock(), MemoryStore()
    with SlackServer(once_a_second=True, clock=clock.monotonic, epoch=lambda: clock.now().timestamp()) as server:
        way = SlackTransport(lambda: server.token, server.url, pacing=Pacing(clock.monotonic, clock.sleep), timeout=5)
        for digest in range(4):
            for sequence in range(5):
                message = slack(name=f"{digest}-{sequence}", sequence=sequence, text=f"{digest}-{sequence}")
                store.add(replace(message, digest_id=f"dig{digest}"))
        for _ in range(400):
            wrong = [fault for fault in trouble if chance.random() < 0.3 / len(trouble)]
            server.faults = [Fault(**fault, accept=chance.random() < 0.5) for fault in wrong]
            deliver(store, {"team": way}, clock.now, limit=1)
            clock.sleep(5)
        texts = [message["text"] for message in server.messages("C1")]
        threads = {message["text"]: message.get("thread_ts") for message in server.messages("C1")}
        posts = [call for call in server.calls if call.method == "chat.postMessage"]
    assert sorted(texts) == [f"{digest}-{sequence}" for digest in range(4) for sequence in range(5)]
    for digest in range(4):
        own = [text for text in texts if text.startswith(f"{digest}-")]
        assert own == sorted(own)
        assert len({threads[text] for text in own[1:]}) == 1
    assert set(store.states().values()) == {DeliveryState.SENT}
    times = [call.at for call in posts]
    assert all(later - earlier > 0.999 for earlier, later in pairwise(times))
