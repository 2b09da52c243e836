"""What a watch calls a finding and what it puts together: `title: "{issuer}: {title}"`, `group by: jurisdiction`.

Both are made of fields of the finding, each in words. A title that asks for a field which a finding lacks is not used
for it, so that no digest shows half a sentence; such a finding keeps the name of its policy or series.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from tracker.model import Finding, MetricMention, PolicyMention, Selection, WatchRule
from tracker.watches.quantities import shown
from tracker.watches.reading import Place, nearest

FIELD = re.compile(r"\{([^{}]*)\}")
LONGEST = 200
"""characters of a title"""
Field = Callable[[Finding], str]


def _policy(see: Callable[[PolicyMention], str | None]) -> Field:
    return lambda finding: (see(finding.mention) or "") if isinstance(finding.mention, PolicyMention) else ""


def _metric(see: Callable[[MetricMention], str | None]) -> Field:
    return lambda finding: (see(finding.mention) or "") if isinstance(finding.mention, MetricMention) else ""


def _value(mention: MetricMention) -> str:
    if mention.value is None:
        return mention.quote
    low = shown(mention.value, mention.unit)
    return low if mention.value_high is None else f"{low} to {shown(mention.value_high, mention.unit)}"


def _before(finding: Finding) -> str:
    if not isinstance(finding.mention, MetricMention) or not isinstance(finding.old, float):
        return ""
    return shown(finding.old, finding.mention.unit)


def _change(finding: Finding) -> str:
    """The relative change, +6.9%; that of a share in points."""
    mention, absolute = finding.mention, finding.absolute_change
    if not isinstance(mention, MetricMention) or absolute is None:
        return ""
    if mention.unit == "%":
        return f"{absolute:+.3g} points"
    return "" if finding.relative_change is None else f"{finding.relative_change:+.1%}"


FIELDS: Mapping[str, Field] = {
    "name": lambda finding: finding.target,
    "finding": lambda finding: finding.kind.value,
    "source": lambda finding: finding.origin.source,
    "issuer": _policy(lambda mention: ", ".join(mention.issuers)),
    "jurisdiction": _policy(lambda mention: mention.jurisdiction),
    "instrument": _policy(lambda mention: mention.instrument.value),
    "stage": _policy(lambda mention: mention.stage.value.replace("_", " ")),
    "title": _policy(lambda mention: mention.title),
    "effective": _policy(lambda mention: mention.effective),
    "subject": _metric(lambda mention: mention.subject),
    "measure": _metric(lambda mention: mention.measure),
    "scope": _metric(lambda mention: ", ".join(mention.scope)),
    "unit": _metric(lambda mention: mention.unit),
    "period": _metric(lambda mention: mention.period),
    "value": _metric(_value),
    "before": _before,
    "change": _change,
}
"""What a title may name in braces, and what findings may be grouped by."""
ELSEWHERE = {"country": "jurisdiction", "authority": "issuer", "kind": "finding", "policy": "title", "metric": "name"}
ELSEWHERE |= {"old": "before", "new": "value", "form": "instrument", "date": "effective"}
"""Names that people try, and the fields that they mean."""


def check_headings(rule: WatchRule, place: Place) -> None:
    """Fields that there are not, and braces that do not close."""
    for name in FIELD.findall(rule.title):
        if name not in FIELDS:
            place.at("title").fault(f"there is no field `{{{name}}}` for a title", _nearest(name))
    if set("{}") & set(FIELD.sub("", rule.title)):
        place.at("title").fault("a brace does not close", "write a field as {issuer}")
    for position, name in enumerate(rule.group_by):
        if name not in FIELDS:
            place.at("group by", position).fault(f"there is no field `{name}` to group by", _nearest(name))


def _nearest(name: str) -> str:
    meant = ELSEWHERE.get(name.strip().casefold())
    return f"did you mean `{meant}`?" if meant else nearest(name, FIELDS) or f"known are {', '.join(FIELDS)}"


def title_of(rule: WatchRule, finding: Finding) -> str:
    """What the rule calls the finding; empty where it does not say, or names a field that the finding has not."""
    parts = {name: _shown(name, finding) for name in FIELD.findall(rule.title)}
    if not rule.title or not all(parts.values()):
        return ""
    return " ".join(FIELD.sub(lambda match: parts[match[1]], rule.title).split())[:LONGEST]


def group_of(rule: WatchRule, finding: Finding) -> str:
    """The heading that the rule puts the finding under; empty for none."""
    return " · ".join(filter(None, (_shown(name, finding) for name in rule.group_by)))


def _shown(name: str, finding: Finding) -> str:
    field = FIELDS.get(name)
    return field(finding).strip() if field else ""


class Headings:
    """The titles and groups of a configuration's watches."""

    def __init__(self, rules: Iterable[WatchRule] = ()) -> None:
        self._rules = {rule.name: rule for rule in rules if rule.title or rule.group_by}

    def dress(self, selections: Sequence[Selection]) -> tuple[Selection, ...]:
        """The selections with what their watches call them. Of several watches the first by name that says decides."""
        return tuple(self._dressed(selection) for selection in selections)

    def _dressed(self, selection: Selection) -> Selection:
        rules = [self._rules[name] for name in sorted(selection.watches) if name in self._rules]
        titles = (title_of(rule, selection.finding) for rule in rules)
        groups = (group_of(rule, selection.finding) for rule in rules)
        title, group = next(filter(None, titles), ""), next(filter(None, groups), "")
        return replace(selection, title=title, group=group) if title or group else selection
