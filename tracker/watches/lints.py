"""Rules that load and are surely not meant so: they never select, or change nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tracker.errors import Fault
from tracker.model import FindingKind, Urgency, WatchRule
from tracker.watches.conditions import STORIES, Body
from tracker.watches.query import AllOf, AnyOf, Not, Query, Term
from tracker.watches.reading import KEY, Path, Place

POLICY_KINDS = frozenset(kind for kind in FindingKind if kind.value.startswith("policy."))
METRIC_KINDS = frozenset(FindingKind) - POLICY_KINDS - STORIES
VALUED_ONCE = frozenset((FindingKind.METRIC_NEW, FindingKind.METRIC_CONFIRMED))
"""Kinds of finding about a metric that hold no other value to have come from."""
STRENGTH = tuple(Urgency)
EXTRACTED = "en"
"""The language in which policies and metrics are found."""


def lint_body(body: Body, place: Place) -> None:
    """Conditions that no finding can fulfil together."""
    kinds = body.kinds or frozenset(FindingKind)
    if not kinds & _reachable(body):
        block, other = ("policy", "metric") if body.policy is not None else ("metric", "policy")
        message = f"this never selects: `{block}:` looks at findings about a {block}, `finding:` names only others"
        place.at(block, KEY).fault(message, f"add a {block} finding, or use `{other}:`", lint=True)
        return
    crossing = any(
        condition.name == "metric.crosses" and "against" not in condition.wanted for condition in body.metric or ()
    )
    if crossing and body.policy is None and kinds <= VALUED_ONCE | POLICY_KINDS:
        message = "this never selects: such findings have no value before that could lie across a limit"
        place.at("metric", "crosses", KEY).fault(message, "add metric.changed", lint=True)
    _lint_language(body, kinds, place)


def _lint_language(body: Body, kinds: frozenset[FindingKind], place: Place) -> None:
    """A rule for findings in languages in which there are none, only stories."""
    wanted = [each for one in body.common if one.name == "language" for each in one.wanted.split(" or ")]
    if wanted and not kinds & STORIES and not any(each.casefold().split("-")[0] == EXTRACTED for each in wanted):
        message = "this never selects: policies and metrics are found in English stories alone"
        place.at("language").fault(message, "ask for stories: `finding: story.new`", lint=True)


def _reachable(body: Body) -> frozenset[FindingKind]:
    """The kinds of finding that the blocks of a rule look at."""
    if body.policy is None and body.metric is None:
        return frozenset(FindingKind)
    policy = POLICY_KINDS if body.policy is not None else frozenset()
    metric = METRIC_KINDS if body.metric is not None else frozenset()
    return policy | metric


def never_holds(query: Query) -> Term | None:
    """A word that must stand in the text and must not, so that the query finds nothing; None where there is none."""
    if isinstance(query, AllOf):
        left_out = {part.part for part in query.parts if isinstance(part, Not)}
        wanted = (part for part in query.parts if isinstance(part, Term) and part in left_out)
        inner = (never_holds(part) for part in query.parts if not isinstance(part, Not))
        return next(wanted, None) or next((found for found in inner if found), None)
    if isinstance(query, AnyOf):
        found = [never_holds(part) for part in query.parts]
        return found[0] if all(found) else None
    return None


def lint_rules(rules: Sequence[WatchRule], path: Path) -> Iterator[Fault]:
    """Rules beside which another selects just the same, for at least the same receivers, no later and as labelled."""
    alike: dict[str, list[int]] = {}
    for position, rule in enumerate(rules):
        alike.setdefault(_written(rule.when), []).append(position)
    for position, rule in enumerate(rules):
        for other in alike[_written(rule.when)]:
            mutual = _adds_nothing(rules[other], rule)
            if other != position and _adds_nothing(rule, rules[other]) and (other < position or not mutual):
                message = f"this changes nothing: `{rules[other].name}` selects the same and tells the same receivers"
                yield Fault((*path, position), message, lint=True)
                break


def _adds_nothing(rule: WatchRule, beside: WatchRule) -> bool:
    """Whether of two rules with the same conditions the first adds no receiver, no haste and no label."""
    return (
        set(rule.to) <= set(beside.to)
        and STRENGTH.index(rule.urgency) >= STRENGTH.index(beside.urgency)
        and set(rule.labels) <= set(beside.labels)
        and rule.title in {"", beside.title}
        and rule.group_by in {(), beside.group_by}
    )


def _written(when: object) -> str:
    """Conditions as text that is the same whatever the order of keys."""
    if isinstance(when, dict):
        return f"{{{', '.join(sorted(f'{key}: {_written(value)}' for key, value in when.items()))}}}"
    return repr(when)
