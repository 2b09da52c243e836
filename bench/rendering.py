"""How long it takes to compose and render a digest of 200 findings, warm: `python bench/rendering.py`."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tracker.digests.compose import compose
from tracker.digests.render import Renderer
from tracker.model import (
    Finding,
    FindingKind,
    Instrument,
    MetricMention,
    Origin,
    PolicyMention,
    Selection,
    Stage,
)

NOW = datetime(2026, 4, 13, 6, 30, tzinfo=UTC)
KINDS = tuple(FindingKind)


def origin(number: int) -> Origin:
    published = NOW - timedelta(hours=number)
    url = f"https://news.example/stories/{number}?from=letter&part={number % 7}"
    return Origin(
        f"doc_{number}", "letter.md", "weekly letter", f"item_{number}", "A story", published, ("Paper",), url
    )


def finding(number: int) -> Finding:
    kind = KINDS[number % len(KINDS)]
    if kind.value.startswith("policy"):
        quote = f"The ministry issued its harbour rule number {number}, which asks operators to report power use."
        mention: PolicyMention | MetricMention = PolicyMention(
            quote, 0, len(quote), ("Ministry of Ports",), "NL", Instrument.PLAN, Stage.ADOPTED, f"Rule {number}",
            "2026-04-10", "2026-07-01",
        )  # fmt: skip
    else:
        value = 4.2e6 + number * 1000
        quote = f"{value / 1e6:.3f} million containers"
        mention = MetricMention(
            quote, 0, len(quote), f"The port handled {quote} in March, up 5% on the year, its office said.", value,
            "container", subject="port", measure="throughput", period="2026-03",
        )  # fmt: skip
    return Finding(
        f"find_{number}", kind, f"target_{number}", f"What target {number} is called", mention, origin(number),
        "first report", NOW, old=4.0e6, new=4.2e6 + number, old_period="2026-02",
        history=tuple((None, 4e6 + step * 1e5) for step in range(8)), voices=("Paper", "Radio"),
        stages=(Stage.DRAFT, Stage.ADOPTED),
    )  # fmt: skip


def best(work: Callable[[], object], times: int = 7) -> float:
    """The best of several runs, in milliseconds of processor time."""
    taken = []
    for _ in range(times):
        began = time.process_time()
        work()
        taken.append(time.process_time() - began)
    return min(taken) * 1000


def main() -> None:
    selections = [Selection(finding(number), "team", ("everything",)) for number in range(200)]
    digest = compose(selections, receiver="team", slot="2026-04-13T08:30", created=NOW)
    assert digest is not None
    renderer = Renderer(timezone="Europe/Brussels")
    began = time.process_time()
    renderer.deliveries(digest, kind="file", destinations=["out"])
    print(f"first rendering, imports included  {(time.process_time() - began) * 1000:7.1f} ms")
    composing = best(lambda: compose(selections, receiver="team", slot="x", created=NOW))
    print(f"compose                            {composing:7.1f} ms")
    for kind in ("slack", "email", "terminal", "file"):
        one = best(lambda kind=kind: renderer.deliveries(digest, kind=kind, destinations=["x"]))  # type: ignore[misc]
        print(f"{kind:35}{one:7.1f} ms")
    print("file is Slack, HTML and text of 200 findings: the figure to keep under 150 ms")


if __name__ == "__main__":
    main()
