"""What was there when a source was first looked at is told in one line, and from then on is known. Pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime

from tracker.model import Digest, Excerpt, MetricMention, PolicyMention, Selection, make_id
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
        return replace(
            digest, headline=f"{digest.headline}, beside {self.counted} from the first look at {self.sources}"
        )

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
        )

    @property
    def counted(self) -> str:
        """How many: a baseline of 12 findings (3 policies, 7 metrics)."""
        targets = {each.finding.target_id: type(each.finding.mention) for each in self.selections}
        kinds = Counter(targets.values())
        parts = [f"{kinds[kind]} {one if kinds[kind] == 1 else many}" for kind, one, many in COUNTED if kinds[kind]]
        findings = len({each.finding.id for each in self.selections})
        return f"a baseline of {findings} finding{'s' * (findings != 1)} ({', '.join(parts)})"

    @property
    def sources(self) -> str:
        """The sources by name, as far as they fit into a line."""
        names = sorted({each.finding.origin.source.replace(" · ", " ") for each in self.selections})
        more = [f"{len(names) - NAMED} more"] if len(names) > NAMED else []
        shown = [*names[:NAMED], *more]
        return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"
