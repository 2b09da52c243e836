"""A stream may come in one pass or in many: what belongs together, and what is found, is the same.

Letters of one date have no order of their own in time, so they may arrive in any: in one pass by name, over several
passes as they come.
"""

from __future__ import annotations

import re
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

from databases import Databases
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_pipeline import DAY, Shelf, engine, letter

from tracker.model import Document, Extraction, Item, MetricMention
from tracker.pipeline import fetch, process
from tracker.store.store import Store

FISH = ("herring", "cod")
Line = tuple[int, tuple[int, str], str]
"""The day of March, the tonnes of which fish, and who tells it."""
FEW = settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)


@dataclass
class Landings:
    """An extractor that knows two series: tonnes of herring and of cod landed in a week."""

    def extract(self, item: Item) -> Extraction:
        found = re.finditer(rf"(\d+) tonnes of ({'|'.join(FISH)})", item.text)
        return Extraction(metrics=tuple(self.mention(match, item) for match in found))

    def mention(self, match: re.Match[str], item: Item) -> MetricMention:
        return MetricMention(
            quote=match[0],
            start=match.start(),
            end=match.end(),
            evidence=item.text.strip(),
            value=float(match[1]),
            unit="t",
            subject="Norway",
            measure=f"weekly {match[2]} landings",
            cadence="week",
        )


def letters(told: Sequence[Line]) -> list[Document]:
    """Letters in the order of a pass: of publication and, of one date, of source and name."""
    made = [
        letter(f"Boats landed {tonnes} tonnes of {fish}.", day, f"letter-{day:02}-{number}", source)
        for number, (day, (tonnes, fish), source) in enumerate(told)
    ]
    return sorted(made, key=lambda document: (document.published or DAY, document.source, document.name))


def after(
    databases: Databases, passes: Sequence[Sequence[Document]]
) -> tuple[list[tuple[object, ...]], set[frozenset[tuple[str, str]]]]:
    """What a store holds after some passes: findings in their order, and which letters' numbers share a series."""
    with tempfile.TemporaryDirectory() as home, Store(databases.new(Path(home))) as store:
        for documents in passes:
            by_source = defaultdict(list)
            for document in documents:
                by_source[document.source].append(document)
            shelves = [Shelf(name, tuple(some)) for name, some in sorted(by_source.items())]
            made = engine(store, *shelves, extractor=Landings())  # type: ignore[arg-type]
            fetch(made, due_only=False)
            assert not process(made).failed
        records = list(store.export())
    found = [(r["finding"], r["document"], r["old"], r["new"]) for r in records if r["record"] == "finding"]
    series = defaultdict(set)
    for record in records:
        if record["record"] == "metric":
            series[record["id"]].add((str(record["document"]), str(record["quote"])))
    return found, {frozenset(some) for some in series.values()}


TOLD = st.lists(
    st.tuples(
        st.sampled_from([2, 2, 2, 9]),
        st.sampled_from([(120, "herring"), (121, "herring"), (150, "herring"), (4300, "cod"), (5200, "cod")]),
        st.sampled_from(["Quay News", "Fjord Post"]),
    ),
    min_size=2,
    max_size=5,
)


@FEW
@given(told=TOLD, cuts=st.sets(st.integers(1, 4)))
def test_cut_anywhere_in_its_order_a_stream_finds_the_same(
    databases: Databases, told: list[Line], cuts: set[int]
) -> None:
    whole = letters(told)
    ends = sorted({0, *(cut for cut in cuts if cut < len(whole)), len(whole)})
    assert after(databases, [whole[first:last] for first, last in pairwise(ends)]) == after(databases, [whole])


@FEW
@given(told=TOLD, order=st.randoms(use_true_random=False))
def test_the_order_of_arrival_within_a_pass_changes_nothing(
    databases: Databases, told: list[Line], order: object
) -> None:
    whole = letters(told)
    mixed = list(whole)
    order.shuffle(mixed)  # type: ignore[attr-defined]
    assert after(databases, [mixed]) == after(databases, [whole])


@FEW
@given(told=TOLD, turns=st.lists(st.integers(0, 2), min_size=5, max_size=5))
def test_letters_of_one_date_belong_together_in_whichever_pass_they_come(
    databases: Databases, told: list[Line], turns: list[int]
) -> None:
    whole = letters(told)
    first = datetime(2026, 3, 2, tzinfo=UTC)
    passes: list[list[Document]] = [[], [], [], []]
    for document, turn in zip(whole, turns, strict=False):
        passes[turn if document.published == first else 3].append(document)
    _, together = after(databases, [some for some in passes if some])
    assert together == after(databases, [whole])[1]
