"""What was there when a source was first looked at is told in one line, and from then on is known. Pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime

from tracker.model import Digest, Excerpt, FirstLook, Mention, MetricMention, PolicyMention, Selection, make_id
from tracker.watches.silences import Hushed

COUNTED = (
    (PolicyMention, "policy", "policies"),
    (MetricMention, "metric", "metrics"),
    (Excerpt, "story", "stories"),
)
NAMED = 3
"""sources that are named in the line; of the others it says how many"""


@dataclass(frozen=True, slots=True)
class Baseline:
    """Selections of findings that were there at the first look, on their way into the digest of a slot."""

    selections: tuple[Selection, ...]
    slot: str

    @property
    def hushed(self) -> tuple[Hushed, ...]:
        """Why none of them is told one by one."""
        return tuple(
            Hushed(each, f"baseline: it was there at the first look at {each.finding.origin.source}, told in one line")
            for each in self.selections
        )

    def added_to(self, digest: Digest) -> Digest:
        """The digest with the line at the end of its headline."""
        if not self.selections:
            return digest
        headline = f"{digest.headline}, beside {self.counted} from the first look at {self.sources}"
        return replace(digest, headline=headline, first_look=self.first_look)

    def alone(self, receiver: str, created: datetime) -> Digest | None:
        """A digest of that line only; None where there is nothing to say."""
        if not self.selections:
            return None
        ids = sorted(each.finding.id for each in self.selections)
        return Digest(
            id=make_id("dig", receiver, self.slot, "baseline", *ids),
            receiver=receiver,
            slot=self.slot,
            created=created,
            sections=(),
            headline=f"First look at {self.sources}: {self.counted}. From now on what is new or changes is told.",
            first_look=self.first_look,
        )

    @property
    def first_look(self) -> FirstLook:
        """The same as numbers, for readers of other languages."""
        kinds = self._kinds
        return FirstLook(
            findings=len({each.finding.id for each in self.selections}),
            policies=kinds[PolicyMention],
            metrics=kinds[MetricMention],
            stories=kinds[Excerpt],
            sources=tuple(self._names[:NAMED]),
            more=max(0, len(self._names) - NAMED),
        )

    @property
    def _kinds(self) -> Counter[type[Mention | Excerpt]]:
        return Counter({each.finding.target_id: type(each.finding.mention) for each in self.selections}.values())

    @property
    def _names(self) -> list[str]:
        return sorted({each.finding.origin.source.replace(" · ", " ") for each in self.selections})

    @property
    def counted(self) -> str:
        """How many: a baseline of 12 findings (3 policies, 7 metrics)."""
        kinds = self._kinds
        parts = [f"{kinds[kind]} {one if kinds[kind] == 1 else many}" for kind, one, many in COUNTED if kinds[kind]]
        findings = len({each.finding.id for each in self.selections})
        return f"a baseline of {findings} finding{'s' * (findings != 1)} ({', '.join(parts)})"

    @property
    def sources(self) -> str:
        """The sources by name, as far as they fit into a line."""
        names = self._names
        more = [f"{len(names) - NAMED} more"] if len(names) > NAMED else []
        shown = [*names[:NAMED], *more]
        return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"
