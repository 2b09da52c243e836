"""What people decided by buttons, as a change of the rules files: so that it stands where everyone reads it.

decisions in force ──► entries of `silences:` and `metrics:` ──► tried: does it hold for what is meant? ──► a diff

Only whole entries are added, behind those that there are; every other line of the file stays as it is. What the rules
have no words for is said, and stays a decision.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import unified_diff
from io import StringIO
from typing import TYPE_CHECKING, Any

from tracker import matching, watches
from tracker.errors import UsageError
from tracker.history.decided import MUTE, REFUSE, SPLIT, in_force
from tracker.model import Finding, MetricMention, Pin, PolicyMention
from tracker.rules.rulebook import known_names
from tracker.watches.seen import Seen

if TYPE_CHECKING:
    from tracker.config.settings import Config
    from tracker.store.records import Decision
    from tracker.store.store import Store

FOR_EVER = date(2099, 12, 31)
"""Silences need an end; this is that of what is no policy at all."""
WORDS = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")
OPERATORS = frozenset(("AND", "OR", "NOT"))
LONGEST = 12
"""words of a title by which a policy is known again"""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An entry for a list of the rules file."""

    section: str
    entry: Mapping[str, Any]
    number: int
    """of the decision that it makes permanent"""


@dataclass(frozen=True, slots=True)
class Suggested:
    """What can be added to the rules, and why the rest cannot."""

    entries: tuple[Suggestion, ...]
    notes: tuple[str, ...]


def suggest(store: Store, config: Config, today: date) -> Suggested:
    """The decisions in force that the rules do not hold yet, as entries for them."""
    entries: list[Suggestion] = []
    notes: list[str] = []
    for decision in in_force(store.catalogue.decisions()):
        if decision.kind not in {MUTE, REFUSE, SPLIT} or stands_already(config, decision):
            continue
        if decision.kind == MUTE and date.fromisoformat(decision.details["until"]) <= today:
            continue
        entry = _pin(store, config, decision) if decision.kind == SPLIT else _silence(store, config, decision)
        if isinstance(entry, str):
            notes.append(f"decision {decision.number}: {entry}")
        else:
            entries.append(Suggestion("metrics" if decision.kind == SPLIT else "silences", entry, decision.number))
    return Suggested(tuple(entries), tuple(notes))


def stands_already(config: Config, decision: Decision) -> bool:
    """Whether the rules name the decision, or have a metric by the name of what it took apart."""
    sign = f"(decision {decision.number})"
    named = {metric.name for metric in config.metrics} if decision.kind == SPLIT else frozenset()
    return any(sign in silence.because for silence in config.silences) or decision.details.get("name") in named


# ---------------------------------------------------------------- entries


def _silence(store: Store, config: Config, decision: Decision) -> dict[str, Any] | str:
    """A silence for what was muted or is none; else why there cannot be one."""
    found = store.findings_of_target(decision.target_id)
    when = next((when for when in _conditions(found[-1]) if _covers(config, when, found[-1])), None) if found else None
    if when is None:
        return f"the rules have no words for “{decision.details['title']}” alone; it stays a decision"
    by = decision.details.get("by_name") or decision.details.get("by") or "somebody"
    if decision.kind == REFUSE:
        return {"when": when, "until": FOR_EVER, "because": f"{by} says that it is none (decision {decision.number})"}
    until = date.fromisoformat(decision.details["until"])
    because = f"{by} muted it (decision {decision.number})"
    return {"when": when, "to": decision.details["receiver"], "until": until, "because": because}


def _conditions(finding: Finding) -> Iterator[dict[str, Any]]:
    """Conditions that the finding should fulfil, those that say most first."""
    mention = finding.mention
    if isinstance(mention, PolicyMention):
        title = phrase(finding.target)
        if title and mention.issuers:
            yield {"policy": {"issuer": mention.issuers[0], "title": title}}
        if title:
            yield {"policy": {"title": title}}
    elif isinstance(mention, MetricMention):
        known = {"subject": phrase(mention.subject), "measure": phrase(mention.measure), "unit": mention.unit or ""}
        told = {key: value for key, value in known.items() if value}
        if finding.pin:
            yield {"metric": {"name": finding.pin}}
        if known["subject"] and known["measure"]:
            yield {"metric": told}


def _covers(config: Config, when: Mapping[str, Any], finding: Finding) -> bool:
    """Whether a silence with these conditions is sound and holds for the finding."""
    rule = watches.SilenceRule(FOR_EVER, "", when=when)
    compiled, faults = watches.compile_silences([rule], known=known_names(config))
    seen = Seen(finding, finding.evidence, finding.created)
    return not faults and compiled[0].body.holds(seen)


def _pin(store: Store, config: Config, decision: Decision) -> dict[str, Any] | str:
    """A pinned metric for the series that was taken apart, which its own mentions fit and those of the other do not."""
    mine = [one.mention for one in store.mentions_of_target(decision.details["into"])]
    others = [one.mention for one in store.mentions_of_target(decision.details["from"])]
    mention = mine[-1] if mine else None
    if isinstance(mention, MetricMention) and phrase(mention.subject) and phrase(mention.measure):
        subject, measure = phrase(mention.subject), phrase(mention.measure)
        pin = Pin(str(decision.details["name"]), (subject,), (measure,), mention.unit or None)
        apart = not any(isinstance(other, MetricMention) and matching.pin_for(other, [pin]) for other in others)
        if apart and matching.pin_for(mention, [pin]):
            told = {"name": pin.name, "subject": subject, "measure": measure}
            return told | ({"unit": pin.unit} if pin.unit else {})
    return f"no words tell “{decision.details.get('name')}” from what it was taken out of; it stays a decision"


def phrase(text: str) -> str:
    """Its words as a condition looks for them: without signs, operators and stars."""
    words = [word for word in WORDS.findall(text) if word not in OPERATORS]
    return " ".join(words[:LONGEST])


# ---------------------------------------------------------------- the file


def added(text: str, suggestions: Sequence[Suggestion]) -> str:
    """The text of a rules file with the entries behind those of their lists; nothing else is changed.

    UsageError where a list is not written line by line, so that nothing can be put behind it.
    """
    for section in dict.fromkeys(each.section for each in suggestions):
        entries = [_escaped(each.entry) for each in suggestions if each.section == section]
        text = _with_entries(text, section, entries)
    return text


def diff(before: str, after: str, name: str) -> str:
    """The change as `diff -u` shows it."""
    return "".join(
        unified_diff(before.splitlines(keepends=True), after.splitlines(keepends=True), f"a/{name}", f"b/{name}")
    )


def _with_entries(text: str, section: str, entries: Sequence[Mapping[str, Any]]) -> str:
    lines = text.splitlines(keepends=True)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    head = next((at for at, line in enumerate(lines) if re.match(rf"{section}\s*:", line)), None)
    if head is None:
        return "".join([*lines, "\n", f"{section}:\n", *_written(entries, "  ")])
    if re.match(rf"{section}\s*:\s*[^#\s]", lines[head]):
        raise UsageError(f"`{section}` stands on one line: write it as a list, an entry below the other.")
    end = next((at for at in range(head + 1, len(lines)) if re.match(r"[^\s#-]", lines[at])), len(lines))
    while end > head + 1 and re.match(r"\s*(?:#.*)?$", lines[end - 1]):
        end -= 1
    first = next((re.match(r"\s*(?=-)", line) for line in lines[head + 1 : end] if line.lstrip().startswith("-")), None)
    return "".join([*lines[:end], *_written(entries, first[0] if first else "  "), *lines[end:]])


def _written(entries: Iterable[Mapping[str, Any]], indent: str) -> list[str]:
    """The entries as lines of YAML."""
    from ruamel.yaml import YAML

    writer, told = YAML(), StringIO()
    writer.default_flow_style, writer.width = False, 120
    writer.dump([dict(entry) for entry in entries], told)
    return [f"{indent}{line}" for line in told.getvalue().splitlines(keepends=True)]


def _escaped(value: Any) -> Any:
    """The same, but nothing in it is taken for a variable of the environment."""
    if isinstance(value, Mapping):
        return {key: _escaped(each) for key, each in value.items()}
    return value.replace("${", "$${") if isinstance(value, str) else value
