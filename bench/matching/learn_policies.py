"""The weights of `tracker.matching.policy_likeness`, learnt from annotated letters.

    python bench/matching/learn_policies.py FOLDER...              prints WEIGHTS and BIAS
    python bench/matching/learn_policies.py --leave-out FOLDER...  links each folder with weights learnt from the others

A logistic regression over pairs of a step and a stored policy that an index would give as a candidate, solved by
Newton's method with a small ridge; deterministic, standard library only. The steps are those of the program's own
extraction; the annotated ones; those twice more with titles, authorities, forms and dates blurred as letters and
extraction blur them; and, for the pairs that are two, those of all folders as if all were of one state.
"""

from __future__ import annotations

import argparse
import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import gold
from learn import gauss

from tracker import matching
from tracker.matching import policy_likeness
from tracker.matching.policies import met_with
from tracker.matching.policy_fit import fit
from tracker.model import Instrument, Item, Origin, Policy, PolicyMention, PolicyStep

NAMES = tuple(sorted(policy_likeness.WEIGHTS))
RIDGE, STEPS = 1.0, 12
OWN, ANNOTATED, BLURRED, ONE_STATE = 1.0, 0.5, 0.35, 0.2
"""How much a pair counts, by where its steps come from."""
FORMS = (Instrument.PLAN, Instrument.REGULATION, Instrument.DECISION, Instrument.PROGRAMME, Instrument.LAW)


@dataclass(frozen=True, slots=True)
class Told:
    """A step of a stream with where it stands and the annotated key that it belongs to, "" for none."""

    mention: PolicyMention
    origin: Origin
    words: frozenset[str]
    item: Item
    key: str


@dataclass(frozen=True, slots=True)
class Row:
    signs: tuple[float, ...]
    same: bool
    counts: float


def stream(folder: Path, *, annotated: bool) -> list[Told]:
    extract = gold.annotated if annotated else gold.extractor()
    told = []
    for doc in gold.load(folder, everything=False):
        published = datetime.fromisoformat(doc.published).replace(tzinfo=UTC)
        for ordinal, (item, marked) in enumerate(doc.items):
            name = f"{doc.name}#{ordinal}"
            origin = Origin(doc.name, doc.name, doc.source, name, item.title or "", published, story_id=name)
            mentions = sorted(extract(item, marked).policies, key=lambda mention: mention.start)
            words = matching.topic_words(item)
            told.extend(Told(m, origin, words, item, gold.key_of(m, marked, item)) for m in mentions)
    return told


def blurred(told: Sequence[Told], seed: int) -> list[Told]:
    """The steps with what letters often leave out or word otherwise."""
    rand = random.Random(seed)
    return [replace(one, mention=blur(one.mention, one.origin.item_title, rand)) for one in told]


def blur(mention: PolicyMention, headline: str, rand: random.Random) -> PolicyMention:
    words = mention.quote.split()
    at = rand.randrange(max(1, len(words) - 5))
    title = rand.choices(
        (headline, "", " ".join(words[at : at + 4]), " ".join(mention.title.split()[-2:]), mention.title),
        (0.25, 0.15, 0.25, 0.15, 0.2),
    )[0]
    government = (f"Government of {mention.jurisdiction}",) if mention.jurisdiction != "INT" else mention.issuers
    issuers = rand.choices(((), government, mention.issuers), (0.15, 0.1, 0.75))[0]
    form = rand.choice(FORMS) if rand.random() < 0.15 else mention.instrument
    return replace(
        mention, title=title, issuers=issuers, instrument=form,
        date=mention.date if rand.random() < 0.7 else None,
        effective=mention.effective if rand.random() < 0.6 else None,
    )  # fmt: skip


def of_one_state(streams: dict[str, list[Told]]) -> list[Told]:
    """The steps of all folders in one stream, none of which says of what state it is."""
    every = [
        replace(one, mention=replace(one.mention, jurisdiction=""), key=f"{name}/{one.key or number}")
        for name, told in streams.items()
        for number, one in enumerate(told)
    ]
    return sorted(every, key=lambda one: one.origin.published)


def rows_of(told: Sequence[Told], counts: float, *, only_two: bool = False) -> Iterator[Row]:
    """Every step of a stream against the policies that annotated keys make of what was told before."""
    known: dict[str, Policy] = {}
    index = gold.Index()
    for number, one in enumerate(told):
        keys = matching.policy_keys(one.mention, one.item)
        near = [known[target] for target in index.candidates(keys)] if one.key else []
        fits = [(policy, *fit(one.mention, one.words, one.origin, policy)) for policy in near]
        for policy, signs in met_with(one.mention, one.words, one.origin, fits):
            same = policy.id == one.key
            if not policy.id.startswith("?") and not (same and only_two):
                yield Row(tuple(signs[name] for name in NAMES), same, counts)
        target = one.key or f"?{number}"
        step = PolicyStep(one.mention, one.origin, one.words)
        before = known.get(target, Policy(target, one.mention.title, ()))
        known[target] = replace(before, steps=(*before.steps, step))
        index.add(keys, target)


def solve(rows: Sequence[Row]) -> list[float]:
    """The weights, the bias last, by Newton's method; the bias bears no ridge."""
    size = len(NAMES) + 1
    found = [0.0] * size
    for _ in range(STEPS):
        slope = [-RIDGE * w for w in found[:-1]] + [0.0]
        bend = [[RIDGE * (i == j and i < size - 1) for j in range(size)] for i in range(size)]
        for row in rows:
            told = [(i, value) for i, value in enumerate((*row.signs, 1.0)) if value]
            odds = sum(found[i] * value for i, value in told)
            p = 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))
            error, curve = row.counts * (row.same - p), row.counts * p * (1 - p)
            for i, value in told:
                slope[i] += error * value
                for j, other in told:
                    bend[i][j] += curve * value * other
        found = [w + step for w, step in zip(found, gauss(bend, slope), strict=True)]
    return found


def linked(told: Sequence[Told]) -> list[tuple[str, str, str]]:
    """The stream, linked as the program would."""
    known: dict[str, Policy] = {}
    index, links = gold.Index(), []
    for number, one in enumerate(told):
        keys = matching.policy_keys(one.mention, one.item)
        near = [known[target] for target in index.candidates(keys)]
        target = matching.link_policy(one.mention, one.words, one.origin, near).target_id or f"pol_{number}"
        before = known.get(target, Policy(target, one.mention.title, ()))
        step = PolicyStep(one.mention, one.origin, one.words)
        known[target] = replace(before, steps=(*before.steps, step))
        index.add(keys, target)
        links.append((one.key, target, ""))
    return links


def use(weights: Sequence[float]) -> None:
    policy_likeness.WEIGHTS.clear()
    policy_likeness.WEIGHTS.update(zip(NAMES, weights[:-1], strict=True))
    policy_likeness.BIAS = weights[-1]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--leave-out", action="store_true")
    args = parser.parse_args()
    own = {str(folder): stream(folder, annotated=False) for folder in args.folders}
    rows: dict[str, list[Row]] = {}
    for folder, told in own.items():
        marked = stream(Path(folder), annotated=True)
        views = [(told, OWN), (marked, ANNOTATED), *((blurred(marked, seed), BLURRED) for seed in (1, 2))]
        rows[folder] = [row for view, counts in views for row in rows_of(view, counts)]
    if args.leave_out:
        for folder, told in own.items():
            others = {name: one for name, one in own.items() if name != folder}
            two = list(rows_of(of_one_state(others), ONE_STATE, only_two=True))
            use(solve([row for name in others for row in rows[name]] + two))
            print(f"{folder}: {gold.clusters(linked(told))[0]}", flush=True)
        return
    every = [row for some in rows.values() for row in some]
    found = solve(every + list(rows_of(of_one_state(own), ONE_STATE, only_two=True)))
    for name, weight in zip((*NAMES, "BIAS"), found, strict=True):
        print(f'    "{name}": {weight:.2f},')


if __name__ == "__main__":
    main()
