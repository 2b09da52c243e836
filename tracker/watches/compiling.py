"""A rule becomes a compiled watch, or all that is wrong with it at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tracker.errors import Fault
from tracker.model import Urgency, WatchRule
from tracker.watches.against import rebased
from tracker.watches.common import COMMON, read_kinds, read_queries
from tracker.watches.conditions import TOLD, Body, Condition
from tracker.watches.headings import check_headings
from tracker.watches.lints import lint_body, lint_rules
from tracker.watches.metrics import METRIC
from tracker.watches.policies import POLICY
from tracker.watches.reading import KEY, Known, Path, Place, in_words, nearest, read_block
from tracker.watches.seen import Seen

TOP = ("finding", "policy", "metric", *COMMON, "not")
PLACES = {**dict.fromkeys(TOP, "when"), **dict.fromkeys(POLICY, "policy"), **dict.fromkeys(METRIC, "metric")}
"""For each condition the mapping that it stands in."""
DEEPEST = 10


@dataclass(frozen=True, slots=True)
class Compiled:
    """A watch that is ready to select."""

    rule: WatchRule
    body: Body
    lints: tuple[Fault, ...] = ()

    @property
    def name(self) -> str:
        return self.rule.name

    @property
    def urgency(self) -> Urgency:
        return self.rule.urgency


def compile_watch(rule: WatchRule, *, known: Known | None = None, path: Path = ()) -> Compiled | tuple[Fault, ...]:
    """Compile one rule; faults and lints carry paths that begin with `path`."""
    faults: list[Fault] = []
    place = Place(path, faults, known or Known())
    if not rule.to:
        place.at("to").fault("a watch without a receiver tells nobody", lint=True)
    check_headings(rule, place)
    body = read_body(rule.when, place.at("when"), top=True)
    if any(not fault.lint for fault in faults):
        return tuple(faults)
    lint_body(body, place.at("when"))
    return Compiled(rule, body, tuple(faults))


def compile_watches(
    rules: Sequence[WatchRule], *, known: Known | None = None, path: Path = ("watches",)
) -> tuple[tuple[Compiled, ...], tuple[Fault, ...]]:
    """Compile all rules: those that are sound, and the faults and lints of all, with paths like ("watches", 0, …)."""
    compiled: list[Compiled] = []
    faults: list[Fault] = []
    for position, rule in enumerate(rules):
        result = compile_watch(rule, known=known, path=(*path, position))
        if isinstance(result, Compiled):
            compiled.append(result)
            faults += result.lints
        else:
            faults += result
    faults += lint_rules(rules, path)
    return tuple(compiled), tuple(faults)


def topic_faults(topics: Sequence[tuple[str, ...]], path: Path = ("topics",)) -> tuple[Fault, ...]:
    """What is wrong with the queries of topics, each given by its queries in their order."""
    faults: list[Fault] = []
    for position, written in enumerate(topics):
        one = written[0] if len(written) == 1 else written
        read_queries(one, Place((*path, position, "text"), faults, Known()))
    return tuple(faults)


def read_body(when: object, place: Place, top: bool) -> Body:
    """The conditions of a `when`; at the top, a rule that names no kinds means all that are told by default."""
    if not isinstance(when, Mapping):
        place.fault("expected conditions, such as `finding:` or `text:` with a value")
        return Body(None)
    for key in when:
        if key not in TOP:
            hint = f"`{key}` stands under `{PLACES[key]}:`" if key in PLACES else nearest(str(key), TOP)
            place.at(str(key), KEY).fault(f"there is no condition `{key}` here", hint)
    kinds = read_kinds(when["finding"], place.at("finding")) if "finding" in when else TOLD if top else None
    common = list(read_block({key: when[key] for key in COMMON if key in when}, COMMON, place, PLACES))
    if "not" in when:
        common += _not(when["not"], place.at("not"))
    return Body(
        kinds,
        tuple(common),
        read_block(when["policy"], POLICY, place.at("policy"), PLACES) if "policy" in when else None,
        _metric(when["metric"], place.at("metric")) if "metric" in when else None,
    )


def _metric(block: object, place: Place) -> tuple[Condition, ...]:
    """The conditions on a metric, measured against what the rule says."""
    return rebased(read_block(block, METRIC, place, PLACES), block, place)


def _not(value: object, place: Place) -> tuple[Condition, ...]:
    if place.path.count("not") > DEEPEST:
        place.fault("too many `not:` inside one another")
        return ()
    inner = read_body(value, place, top=False)
    if isinstance(value, Mapping) and not value:
        place.fault("`not:` is empty, so it leaves everything out")

    condition = Condition(
        "not",
        _summary(value),
        lambda seen: not inner.holds(seen),
        lambda seen: _inside(inner, seen),
        words=inner.words,
    )
    return (condition,)


def _inside(body: Body, seen: Seen) -> str:
    """What the conditions of a nested `when` saw."""
    return "; ".join(f"{each.condition} {'holds' if each.held else 'fails'}" for each in body.checks(seen))


def _summary(value: object) -> str:
    if not isinstance(value, Mapping):
        return str(value)
    return ", ".join(
        f"{key}: {{{_summary(inner)}}}" if isinstance(inner, Mapping) else f"{key}: {in_words(inner)}"
        for key, inner in value.items()
    )
