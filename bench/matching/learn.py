"""The weights of `tracker.matching.likeness`, learnt from annotated letters with the program's own extraction.

    python bench/matching/learn.py FOLDER...              prints WEIGHTS and BIAS
    python bench/matching/learn.py --leave-out FOLDER...  links each folder with weights learnt from the others

A logistic regression over pairs of a number and an observation of a series that an index would give as a candidate,
solved by Newton's method with a small ridge; deterministic, standard library only. Of each number and series the three
likeliest pairs count, since one good pair is enough to link.
"""

from __future__ import annotations

import argparse
import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import gold

from tracker import matching
from tracker.matching import likeness, series
from tracker.matching.rivals import Rarity, compete
from tracker.model import Item, MetricMention, Observation, Origin, Series

NAMES = (
    "margin", "margin and little", "little", "alone in the story", "rivals", "crowd", "names in a crowd", "story",
    "names", "named alike", "names and story", "subject", "context", "own words", "own words of both", "size",
    "one digit", "two digits", "digits", "digits in one story", "equal and near", "equal in one event",
    "told beside it there", "as the stated change has it", "figures beside", "period length", "name of one only",
    "other names", "named beside", "count", "change only", "changes", "at odds",
)  # fmt: skip
RIDGE, ROUNDS, STEPS, KEPT = 1.0, 3, 12, 3


@dataclass(frozen=True, slots=True)
class Row:
    group: tuple[str, int, str]
    """the folder, the number, and the series it is set against"""
    signs: tuple[float, ...]
    same: bool


@dataclass(frozen=True, slots=True)
class Told:
    """A number of a stream with where it stands and the annotated key that it belongs to, "" for none."""

    mention: MetricMention
    origin: Origin
    item: Item
    key: str


def stream(folder: Path) -> list[Told]:
    extract, stories, told = gold.extractor(), [], []
    for doc in gold.load(folder, everything=False):
        published = datetime.fromisoformat(doc.published).replace(tzinfo=UTC)
        for ordinal, (item, marked) in enumerate(doc.items):
            signature, name = matching.story_signature(item), f"{doc.name}#{ordinal}"
            story = matching.link_story(signature, stories) or name
            stories.append((story, signature))
            origin = Origin(
                doc.name, doc.name, doc.source, name, item.title or "", published, story_id=story
            )  # fmt: skip
            mentions = sorted(extract(item, marked).metrics, key=lambda mention: mention.start)
            told.extend(Told(m, origin, item, gold.key_of(m, marked, item)) for m in mentions)
    return told


def rows_of(folder: str, told: Sequence[Told]) -> list[Row]:
    """Every number of a stream against the series that annotated keys make of what was told before."""
    known: dict[str, Series] = {}
    index, rows = gold.Index(), []
    for number, one in enumerate(told):
        keys = matching.series_keys(one.mention, one.item)
        near = [known[target] for target in index.candidates(keys)]
        rarity = Rarity(near)
        met = [series.meet(one.mention, one.origin, each, rarity) for each in near] if one.key else []
        pairs = [(each.series.id, signs) for each in met for _, signs in each.pairs if signs is not None]
        compete(pairs)
        for target, signs in pairs:
            if not target.startswith("?"):
                values = tuple(signs[name] for name in NAMES)
                rows.append(Row((folder, number, target), values, target == one.key))
        target = one.key or f"?{number}"
        observation = Observation(one.mention, one.origin)
        before = known.get(target, Series(target, "", ()))
        known[target] = replace(before, observations=(*before.observations, observation))
        index.add(keys, target)
    return rows


def learn(rows: Sequence[Row]) -> list[float]:
    """The weights, the bias last."""
    kept = list(rows)
    found: list[float] = []
    for _ in range(ROUNDS):
        found = solve(kept)
        groups = defaultdict(list)
        for at, row in enumerate(rows):
            groups[row.group].append((odds(found, row), -at))
        best = sorted(-at for some in groups.values() for _, at in sorted(some, reverse=True)[:KEPT])
        kept = [rows[at] for at in best]
    return found


def odds(weights: Sequence[float], row: Row) -> float:
    return sum(w * value for w, value in zip(weights, (*row.signs, 1.0), strict=True))


def solve(rows: Sequence[Row]) -> list[float]:
    """Newton's method; the bias bears no ridge."""
    size = len(NAMES) + 1
    found = [0.0] * size
    for _ in range(STEPS):
        slope = [-RIDGE * w for w in found[:-1]] + [0.0]
        bend = [[RIDGE * (i == j and i < size - 1) for j in range(size)] for i in range(size)]
        for row in rows:
            values = (*row.signs, 1.0)
            p = 1 / (1 + math.exp(-max(-30.0, min(30.0, odds(found, row)))))
            error, curve = row.same - p, p * (1 - p)
            told = [(i, value) for i, value in enumerate(values) if value]
            for i, value in told:
                slope[i] += error * value
                for j, other in told:
                    bend[i][j] += curve * value * other
        found = [w + step for w, step in zip(found, gauss(bend, slope), strict=True)]
    return found


def gauss(matrix: list[list[float]], right: list[float]) -> list[float]:
    """The solution of a system of linear equations with a positive definite matrix."""
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    size = len(rows)
    for at in range(size):
        pivot = max(range(at, size), key=lambda row: abs(rows[row][at]))
        rows[at], rows[pivot] = rows[pivot], rows[at]
        for below in range(at + 1, size):
            factor = rows[below][at] / rows[at][at]
            if factor:
                rows[below] = [a - factor * b for a, b in zip(rows[below], rows[at], strict=True)]
    found = [0.0] * size
    for at in reversed(range(size)):
        known = sum(rows[at][n] * found[n] for n in range(at + 1, size))
        found[at] = (rows[at][size] - known) / rows[at][at]
    return found


def linked(told: Sequence[Told]) -> list[tuple[str, str, str]]:
    """The stream, linked as the program would."""
    known: dict[str, Series] = {}
    index, links = gold.Index(), []
    for number, one in enumerate(told):
        keys = matching.series_keys(one.mention, one.item)
        near = [known[target] for target in index.candidates(keys)]
        target = matching.link_series(one.mention, one.origin, near).target_id or f"ser_{number}"
        before = known.get(target, Series(target, "", ()))
        known[target] = replace(before, observations=(*before.observations, Observation(one.mention, one.origin)))
        index.add(keys, target)
        links.append((one.key, target, ""))
    return links


def use(weights: Sequence[float]) -> None:
    likeness.WEIGHTS.clear()
    likeness.WEIGHTS.update(zip(NAMES, weights[:-1], strict=True))
    likeness.BIAS = weights[-1]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--leave-out", action="store_true")
    args = parser.parse_args()
    streams = {str(folder): stream(folder) for folder in args.folders}
    rows = {folder: rows_of(folder, told) for folder, told in streams.items()}
    if args.leave_out:
        for folder in streams:
            use(learn([row for other, some in rows.items() if other != folder for row in some]))
            print(f"{folder}: {gold.clusters(linked(streams[folder]))[0]}")
        return
    found = learn([row for some in rows.values() for row in some])
    for name, weight in zip((*NAMES, "BIAS"), found, strict=True):
        print(f'    "{name}": {weight:.2f},')


if __name__ == "__main__":
    main()
