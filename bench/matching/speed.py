"""How long it takes to link and compare one mention against fifty candidates, and to sign an item's story.

    python bench/matching/speed.py

Candidates share the unit, the place and some words with the mention, as an index would give them. Prints milliseconds
of processor time: the median over the mentions, with caches as warm as they are in a pass.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from tracker import matching
from tracker.model import (
    Instrument,
    Item,
    MetricMention,
    Observation,
    Origin,
    Policy,
    PolicyMention,
    PolicyStep,
    Series,
    Stage,
)

START = datetime(2031, 1, 6, tzinfo=UTC)
TOPICS = ["ferries", "trams", "night trains", "cargo bikes", "harbour cranes", "ski lifts", "river barges"]
PORTS = ["Bergen", "Tromsø", "Narvik", "Bodø", "Stavanger", "Ålesund", "Haugesund", "Molde"]
CANDIDATES, STEPS = 50, 6


def origin(number: int) -> Origin:
    name = f"letter-{number}"
    published = START + timedelta(days=number)
    return Origin(
        name, name, f"source-{number % 7}", f"{name}#0", f"{TOPICS[number % 7]} in {PORTS[number % 8]}", published
    )


def metric(number: int) -> MetricMention:
    topic, port = TOPICS[number % 7], PORTS[number % 8]
    value = 1000.0 + 37 * number
    text = f"In week {number % 52} the {topic} of {port} carried {value:,.0f} passengers, said the Board of {port}."
    return MetricMention(
        f"{value:,.0f} passengers", 0, 10, text, value, "passenger", subject=f"{topic} of {port}",
        measure="weekly passengers", cadence="week", scope=("NO",), period=f"20{31 + number % 9}",
        topic=(*topic.split(), port, "passengers", "harbour", "board", "fares", "season", "crossing", "timetable"),
    )  # fmt: skip


def policy(number: int) -> PolicyMention:
    topic, port = TOPICS[number % 7], PORTS[number % 8]
    return PolicyMention(
        f"The Harbour Board of {port} adopted rules on {topic} and their moorings, number {number}", 0, 10,
        (f"Harbour Board of {port}",), "NO", Instrument.REGULATION, list(Stage)[number % 9],
        f"Rules on {topic} of {port}",
    )  # fmt: skip


def item(number: int) -> Item:
    text = " ".join(f"{metric(number * 31 + n).evidence} {policy(number * 17 + n).quote}." for n in range(6))
    return Item(title=f"{TOPICS[number % 7]} in {PORTS[number % 8]}", text=text, start=0, end=len(text))


def median(work: Callable[[int], object], rounds: int = 120) -> float:
    spent = []
    for number in range(rounds):
        begun = time.process_time()
        work(number)
        spent.append(time.process_time() - begun)
    return 1e3 * statistics.median(spent)


def main() -> None:
    series = [
        Series(f"ser_{n}", f"series {n}", tuple(Observation(metric(n + 56 * k), origin(n + k)) for k in range(STEPS)))
        for n in range(CANDIDATES)
    ]
    words = [matching.topic_words(item(n)) for n in range(CANDIDATES)]
    policies = [
        Policy(
            f"pol_{n}",
            f"rules {n}",
            tuple(PolicyStep(policy(n + 56 * k), origin(n + k), words[n]) for k in range(STEPS)),
        )
        for n in range(CANDIDATES)
    ]

    def one_metric(number: int) -> None:
        mention, where = metric(1000 + number), origin(400 + number)
        link = matching.link_series(mention, where, series, ())
        matching.compare_metric(mention, where, next((s for s in series if s.id == link.target_id), None))

    def one_policy(number: int) -> None:
        mention, where = policy(1000 + number), origin(400 + number)
        link = matching.link_policy(mention, words[number % CANDIDATES], where, policies)
        matching.compare_policy(mention, where, next((p for p in policies if p.id == link.target_id), None))

    items = [item(1000 + n) for n in range(120)]
    print(f"metric: keys                {median(lambda n: matching.series_keys(metric(3000 + n), items[n])):.2f} ms")
    print(f"metric: link and compare    {median(one_metric):.2f} ms against {CANDIDATES} series of {STEPS}")
    print(f"policy: link and compare    {median(one_policy):.2f} ms against {CANDIDATES} policies of {STEPS}")
    print(f"item:   topic words         {median(lambda n: matching.topic_words(items[n])):.2f} ms")
    print(f"item:   story signature     {median(lambda n: matching.story_signature(items[n])):.2f} ms")


if __name__ == "__main__":
    main()
