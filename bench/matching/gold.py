"""Linking and findings with perfect extraction: annotated mentions through keys, an in-memory index, link and compare.

    python bench/matching/gold.py FOLDER [--all] [-v] [--extract]

FOLDER holds pairs of NAME.json (annotation) and NAME.txt. --all also takes documents without a date (in the middle
of those that share a key); --extract takes the program's own extraction instead of the annotated mentions, and
pairs the two by their place in the text. Prints pairwise precision and recall of links, and F1 of each kind of finding.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import sys
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tracker import matching
from tracker.model import (
    Amount,
    Change,
    Extraction,
    Instrument,
    Item,
    Kind,
    Link,
    MetricMention,
    Observation,
    Origin,
    Policy,
    PolicyMention,
    PolicyStep,
    Series,
    Stage,
)

ROUNDING = 5e-3
MOST_CANDIDATES, FEW, FAINT = 24, 12, 0.4
"""As in the store's index."""
SENTENCE_END = re.compile(r"(?<=[.!?。！？])[\"”’')]*\s+|\n+")
CADENCE = {
    "day": re.compile(r"\bdaily\b|single-day|\b(?:a|per|each) day\b"),
    "week": re.compile(r"\bweekly\b|\b(?:a|per|in the|in a) week\b"),
    "month": re.compile(r"\bper month\b|\bmonthly\b"),
    "quarter": re.compile(r"\bquarterly\b"),
    "year": re.compile(r"\bannual\b"),
}
PLACES = {"China": "CN", "Chinese": "CN", "US": "US", "Europe": "EU"}


@dataclass
class Index:
    """Candidates by terms shared, the rarer the better, without those that share next to nothing: what the store does
    with its rows while few enough have a term."""

    by_key: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    order: dict[str, int] = field(default_factory=dict)

    def add(self, keys: frozenset[str], target: str) -> None:
        self.order.setdefault(target, len(self.order))
        for key in keys:
            self.by_key[key].add(target)

    def candidates(self, keys: frozenset[str]) -> list[str]:
        score: Counter[str] = Counter()
        for key in keys:
            holders = self.by_key.get(key, set())
            for target in holders:
                score[target] += round(1_000_000 / (1 + math.log(len(holders))))
        ranked = sorted(score, key=lambda target: (-score[target], -self.order[target]))[:MOST_CANDIDATES]
        least = FAINT * score[ranked[0]] if ranked else 0
        return [target for place, target in enumerate(ranked) if place < FEW or score[target] >= least]


def squashed(text: str, quote: str, start: int, end: int) -> tuple[int, int] | None:
    """Where a quote stands in a part of a text, whatever its white space."""
    pattern = re.compile(r"\s+".join(map(re.escape, quote.split())))
    match = pattern.search(text, start, end) or pattern.search(text)
    return match.span() if match else None


def sentence(text: str, start: int, end: int) -> str:
    cuts = [match.end() for match in SENTENCE_END.finditer(text)]
    first = max((cut for cut in cuts if cut <= start), default=0)
    last = min((cut for cut in cuts if cut >= end), default=len(text))
    return text[first:last].strip()


def metric(mark: dict[str, Any], item: Item) -> MetricMention:
    start, end = squashed(item.text, mark["quote"], 0, len(item.text)) or (0, 0)
    folded = f"{mark['measure']} {mark['quote']}".lower()
    subject = mark["subject"]
    scope = [code for word, code in PLACES.items() if re.search(rf"\b{word}\b", subject)]
    scope.extend(re.findall(r" on ([A-Z]\w+)", subject))
    change = mark.get("change")
    return MetricMention(
        quote=item.text[start:end],
        start=start,
        end=end,
        evidence=sentence(item.text, start, end),
        value=None if mark["value"] is None else float(mark["value"]),
        unit=mark["unit"],
        qualifier=mark.get("qualifier") or "=",
        value_high=mark.get("value_high"),
        alt=tuple(Amount(float(a["value"]), a["unit"]) for a in mark.get("alt") or ()),
        subject=subject,
        measure=mark["measure"],
        kind=Kind(mark["kind"]),
        period=mark.get("period"),
        change=Change(float(change["value"]), change["unit"], change["direction"], change["basis"]) if change else None,
        cadence=next((name for name, pattern in CADENCE.items() if pattern.search(folded)), None),
        scope=tuple(scope),
    )


def policy(mark: dict[str, Any], item: Item) -> PolicyMention:
    start, end = squashed(item.text, mark["quote"], 0, len(item.text)) or (0, 0)
    return PolicyMention(
        quote=item.text[start:end],
        start=start,
        end=end,
        issuers=tuple(mark["issuers"]),
        jurisdiction=mark["jurisdiction"],
        instrument=Instrument(mark["instrument"]),
        stage=Stage(mark["stage"]),
        title=mark["title"],
        date=mark.get("date"),
        effective=mark.get("effective"),
    )


@dataclass
class Doc:
    name: str
    source: str
    published: str
    text: str
    items: list[tuple[Item, dict[str, Any]]]


def load(folder: Path, everything: bool) -> list[Doc]:
    raw = [(path.stem, json.loads(path.read_text("utf-8")), path) for path in sorted(folder.glob("*.json"))]
    dates = defaultdict(list)
    for _, doc, _ in raw:
        for mark in marks_of(doc):
            if doc["published"]:
                dates[mark.get("key")].append(doc["published"])
    docs = []
    for name, doc, path in raw:
        published = doc["published"]
        if not published:
            near = sorted(day for mark in marks_of(doc) for day in dates[mark.get("key")])
            if not everything or not near:
                continue
            published = near[len(near) // 2]
        text = path.with_name(doc["doc"]).read_bytes().decode("utf-8")
        day = datetime.fromisoformat(published).replace(tzinfo=UTC)
        docs.append(Doc(name, doc["source"], published, text, cut(doc, text, day)))
    return sorted(docs, key=lambda doc: (doc.published, doc.name))


def marks_of(doc: dict[str, Any]) -> list[dict[str, Any]]:
    return [mark for item in doc["items"] for kind in ("metrics", "policies") for mark in item.get(kind, [])]


def cut(doc: dict[str, Any], text: str, published: datetime) -> list[tuple[Item, dict[str, Any]]]:
    starts, at = [], 0
    for item in doc["items"]:
        at = max(text.find(item["starts"], at), at)
        starts.append(at)
        at += 1
    ends = [*starts[1:], len(text)]
    return [
        (Item(title=item["title"], text=text[start:end], start=start, end=end, published=published), item)
        for item, start, end in zip(doc["items"], starts, ends, strict=True)
    ]


class Stream:
    """The whole of a pass, with dictionaries for a store."""

    def __init__(self) -> None:
        self.series: dict[str, Series] = {}
        self.policies: dict[str, Policy] = {}
        self.series_index, self.policy_index = Index(), Index()
        self.links: dict[str, list[tuple[str, str, str]]] = {"metric": [], "policy": []}
        self.found: list[tuple[str, str, str, str, str]] = []
        self.claims: list[str] = []
        self.names: dict[str, str] = {}
        self.stories: list[tuple[str, bytes]] = []
        self.spent = 0.0
        self.mentions = 0

    def run(self, docs: list[Doc], extract: Any) -> None:
        for doc in docs:
            for ordinal, (item, marked) in enumerate(doc.items):
                self.item(doc, ordinal, item, marked, extract(item, marked))

    def item(self, doc: Doc, ordinal: int, item: Item, marked: dict[str, Any], extraction: Extraction) -> None:
        published = datetime.fromisoformat(doc.published).replace(tzinfo=UTC)
        words = matching.topic_words(item)
        signature = matching.story_signature(item)
        story = matching.link_story(signature, self.stories) or f"{doc.name}#{ordinal}"
        self.stories.append((story, signature))
        origin = Origin(
            document_id=doc.name, document=doc.name, source=doc.source, item_id=f"{doc.name}#{ordinal}",
            item_title=item.title or "", published=published, story_id=story,
        )  # fmt: skip
        histories: dict[MetricMention, Series] = {}
        ids: dict[MetricMention, str] = {}
        mentions: list[Any] = sorted((*extraction.policies, *extraction.metrics), key=lambda m: m.start)
        claims = [self.claim(mention, item, words, origin) for mention in mentions]
        for mention in [mentions[place] for place in matching.by_claim(claims)]:
            key = key_of(mention, marked, item)
            if isinstance(mention, PolicyMention):
                self.policy(mention, item, words, origin, key)
            else:
                known, ids[mention] = self.metric(mention, item, origin, key)
                if known:
                    histories[mention] = known
        for _, verdict in matching.check_claims(extraction.metrics, origin, histories):
            self.claims.append(f"{doc.name}: {verdict.reason}")

    def claim(self, mention: Any, item: Item, words: frozenset[str], origin: Origin) -> Link | None:
        """What a policy would be linked to if it were the first of its item."""
        if not isinstance(mention, PolicyMention):
            return None
        found = self.policy_index.candidates(matching.policy_keys(mention, item))
        return matching.link_policy(mention, words, origin, [self.policies[target] for target in found])

    def metric(self, mention: MetricMention, item: Item, origin: Origin, key: str) -> tuple[Series | None, str]:
        keys = matching.series_keys(mention, item)
        near = [self.series[target] for target in self.series_index.candidates(keys)]
        begun = time.perf_counter()
        link = matching.link_series(mention, origin, near, ())
        known = self.series[link.target_id] if link.target_id else None
        verdict = matching.compare_metric(mention, origin, known)
        self.spent += time.perf_counter() - begun
        self.mentions += 1
        target = link.target_id or f"ser_{len(self.series)}"
        observation = Observation(mention, origin)
        if known:
            self.series[target] = replace(known, observations=(*known.observations, observation))
        else:
            self.series[target] = Series(target, matching.series_name(mention), (observation,))
        self.series_index.add(keys, target)
        self.note("metric", origin.document, key, target, link.reason, verdict, mention.quote)
        return known, target

    def policy(self, mention: PolicyMention, item: Item, words: frozenset[str], origin: Origin, key: str) -> None:
        keys = matching.policy_keys(mention, item)
        near = [self.policies[target] for target in self.policy_index.candidates(keys)]
        begun = time.perf_counter()
        link = matching.link_policy(mention, words, origin, near)
        known = self.policies[link.target_id] if link.target_id else None
        verdict = matching.compare_policy(mention, origin, known)
        self.spent += time.perf_counter() - begun
        self.mentions += 1
        target = link.target_id or f"pol_{len(self.policies)}"
        step = PolicyStep(mention, origin, words)
        if known:
            self.policies[target] = replace(known, steps=(*known.steps, step))
        else:
            self.policies[target] = Policy(target, matching.policy_title(mention), (step,))
        self.policy_index.add(keys, target)
        self.note("policy", origin.document, key, target, f"{link.score} {link.reason}", verdict, mention.quote)

    def note(self, kind: str, doc: str, key: str, target: str, why: str, verdict: Any, quote: str) -> None:
        self.links[kind].append((key, target, f"{doc}: {quote[:60]!r}: {why}"))
        if verdict is not None:
            self.found.append((doc, kind, key, verdict.kind.value, f"{verdict.reason} [{quote[:70]}]"))


def key_of(mention: MetricMention | PolicyMention, marked: dict[str, Any], item: Item) -> str:
    """The annotated key of a mention: the annotated mark at its place that tells the same number; "" for none."""
    marks = marked.get("policies" if isinstance(mention, PolicyMention) else "metrics", [])
    ranked = []
    for mark in marks:
        at = squashed(item.text, mark["quote"], 0, len(item.text))
        here = at is not None and at[0] < mention.end and mention.start < at[1]
        if isinstance(mention, PolicyMention):
            if here:
                ranked.append((1, mark["key"]))
        elif same_metric(mark, mention):
            ranked.append((2 if here else 1, mark["key"]))
    return max(ranked, key=lambda entry: entry[0])[1] if ranked else ""


def same_metric(mark: dict[str, Any], mention: MetricMention) -> bool:
    if mark["value"] is None:
        theirs = mention.change.value if mention.change else None
        return mention.value is None and (mark.get("change") or {}).get("value") == theirs
    values = [mark["value"], *(a["value"] for a in mark.get("alt") or ())]
    return mention.value is not None and any(math.isclose(v, mention.value, rel_tol=1e-3) for v in values)


# ---------------------------------------------------------------- figures


def prf(tp: int, fp: int, fn: int) -> str:
    p = tp / (tp + fp) if tp + fp else float("nan")
    r = tp / (tp + fn) if tp + fn else float("nan")
    f = 2 * p * r / (p + r) if tp else 0.0
    return f"P {p:.3f}  R {r:.3f}  F1 {f:.3f}   ({tp} right, {fp} false, {fn} missed)"


def clusters(links: list[tuple[str, str, str]]) -> tuple[str, list[str]]:
    keyed = [link for link in links if link[0]]

    def pairs(column: int) -> set[tuple[int, int]]:
        groups = defaultdict(list)
        for n, link in enumerate(keyed):
            groups[link[column]].append(n)
        return {(a, b) for g in groups.values() for i, a in enumerate(g) for b in g[i + 1 :]}

    true, found = pairs(0), pairs(1)
    notes = [f"+ joined: {keyed[a][0]} and {keyed[b][0]}: {keyed[b][2]}" for a, b in sorted(found - true)]
    first = {}
    for n, (key, target, why) in enumerate(keyed):
        if key in first and keyed[first[key]][1] != target:
            notes.append(f"- apart: {key}: {target}: {why}")
        first.setdefault(key, n)
    return prf(len(true & found), len(found - true), len(true - found)), notes


def expected(docs: list[Doc]) -> dict[tuple[str, str, str], tuple[str, bool]]:
    """The findings that the annotated stream must raise, first mention of a key in a document only."""
    stages: dict[str, list[str]] = {}
    values: dict[str, list[tuple[float, str | None]]] = {}
    want: dict[tuple[str, str, str], tuple[str, bool]] = {}
    for doc in docs:
        for _, marked in doc.items:
            for mark in marked.get("policies", []):
                past = stages.setdefault(mark["key"], [])
                kind = "new" if not past else "confirmed" if mark["stage"] in past else "updated"
                want.setdefault((doc.name, "policy", mark["key"]), (f"policy.{kind}", mark.get("optional", False)))
                past.append(mark["stage"])
            for mark in marked.get("metrics", []):
                if mark["value"] is None or mark["kind"] == "forecast":
                    continue
                known = values.setdefault(mark["key"], [])
                if not known:
                    kind = "new"
                elif any(math.isclose(mark["value"], v, rel_tol=ROUNDING) for v, _ in known):
                    kind = "confirmed"
                elif mark.get("period") and any(mark["period"] == p for _, p in known):
                    kind = "conflict"
                else:
                    kind = "changed"
                want.setdefault((doc.name, "metric", mark["key"]), (f"metric.{kind}", mark.get("optional", False)))
                known.append((mark["value"], mark.get("period")))
    return want


def findings(docs: list[Doc], stream: Stream, verbose: bool) -> None:
    want = expected(docs)
    for name in ("policy.new", "policy.updated", "metric.new", "metric.changed", "metric.conflict", "metric.revised"):
        must = {k for k, (n, optional) in want.items() if n == name and not optional}
        may = {k for k, (n, _) in want.items() if n == name}
        told = [(doc, kind, key) for doc, kind, key, found, _ in stream.found if found == name]
        have = {entry for entry in told if entry[2]}
        unknown = sum(1 for entry in told if not entry[2])
        print(f"{name:16} {prf(len(must & have), len(have - may) + unknown, len(must - have))}")
        if verbose:
            for entry in sorted(must - have):
                print("   - not raised:", *entry)
            for doc, kind, key, found, reason in stream.found:
                if found == name and (doc, kind, key) not in may:
                    print(f"   + {doc} {key} (should be {want.get((doc, kind, key), ('nothing',))[0]}): {reason}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--extract", action="store_true")
    parser.add_argument("-v", "--verbose", action="store_true")
    args = parser.parse_args()
    docs = load(args.folder, args.all)
    stream = Stream()
    stream.run(docs, extractor() if args.extract else annotated)
    for kind in ("metric", "policy"):
        figures, notes = clusters(stream.links[kind])
        print(f"linking {kind:8} {figures}   {len(stream.links[kind])} mentions")
        if args.verbose:
            print("\n".join(f"   {note}" for note in notes))
    findings(docs, stream, args.verbose)
    print(f"claim.inconsistent: {len(stream.claims)}")
    if args.verbose:
        print("\n".join(f"   {claim}" for claim in stream.claims))
    print(f"link and compare: {1e3 * stream.spent / max(1, stream.mentions):.2f} ms a mention", file=sys.stderr)


def annotated(item: Item, marked: dict[str, Any]) -> Extraction:
    return Extraction(
        metrics=tuple(metric(mark, item) for mark in marked.get("metrics", [])),
        policies=tuple(policy(mark, item) for mark in marked.get("policies", [])),
    )


def extractor() -> Any:
    from tracker import extraction

    own = extraction.Extractor(extraction.load_vocabulary())
    return lambda item, marked: own.extract(item)


if __name__ == "__main__":
    main()
