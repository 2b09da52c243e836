"""Tests of rules: what came beside what was expected, and the difference in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.model import Finding, FindingKind, MetricMention, PolicyMention, Selection, Urgency
from tracker.watches.words import fold, needle, stands_in


@dataclass(frozen=True, slots=True)
class Came:
    """A selection that the rules made, and why it is not told, where a silence covers it."""

    selection: Selection
    silenced: str | None = None

    def __str__(self) -> str:
        chosen = self.selection
        line = f"{chosen.finding.kind} “{chosen.finding.target}” to {chosen.receiver}, {chosen.urgency}"
        return f"{line}, by {', '.join(chosen.watches)}{f' ({self.silenced})' if self.silenced else ''}"


@dataclass(frozen=True, slots=True)
class Wish:
    """A selection that is expected; None and empty values may be anything."""

    to: str
    watches: tuple[str, ...] = ()
    kind: FindingKind | None = None
    about: str = ""
    urgency: Urgency | None = None
    silenced: bool = False

    def __str__(self) -> str:
        about = f" about “{self.about}”" if self.about else ""
        urgency = f", {self.urgency}" if self.urgency else ""
        by = f", by {', '.join(self.watches)}" if self.watches else ""
        return f"{self.kind or 'a finding'}{about} to {self.to}{urgency}{by}{', silenced' if self.silenced else ''}"

    def fits(self, came: Came) -> bool:
        """Whether something that came is what is expected."""
        chosen = came.selection
        return (
            self.to == chosen.receiver
            and self.silenced is (came.silenced is not None)
            and (not self.watches or sorted(self.watches) == sorted(chosen.watches))
            and self.urgency in {None, chosen.urgency}
            and self.means(chosen.finding)
        )

    def means(self, finding: Finding) -> bool:
        """Whether it is this finding that is expected, whoever is told of it."""
        wanted = needle(self.about)
        mention = finding.mention
        title = f"{mention.subject} {mention.measure}" if isinstance(mention, MetricMention) else ""
        title = mention.title if isinstance(mention, PolicyMention) else title
        words = fold("\n".join((finding.target, title, finding.evidence)))
        return self.kind in {None, finding.kind} and (wanted is None or stands_in(wanted, words))


@dataclass(frozen=True, slots=True)
class Difference:
    """What was expected and did not come, and what came unexpected. What is silenced may come unexpected."""

    missing: tuple[Wish, ...] = ()
    surplus: tuple[Came, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.missing or self.surplus)

    def __str__(self) -> str:
        return "\n".join([*(f"- {wish}" for wish in self.missing), *(f"+ {came}" for came in self.surplus)])


def difference(wishes: Sequence[Wish], came: Sequence[Came]) -> Difference:
    """Pair each wish with one thing that came, as many as can be paired, whatever their order; the rest differs."""
    pairs: dict[int, int] = {}  # position of what came → position of the wish that it is paired with

    def paired(wish: int, tried: set[int]) -> bool:
        """Find a partner for a wish, if need be by finding another for the one who has it (augmenting paths)."""
        for position, each in enumerate(came):
            if position in tried or not wishes[wish].fits(each):
                continue
            tried.add(position)
            if position not in pairs or paired(pairs[position], tried):
                pairs[position] = wish
                return True
        return False

    missing = tuple(wishes[number] for number in range(len(wishes)) if not paired(number, set()))
    surplus = (each for position, each in enumerate(came) if position not in pairs and each.silenced is None)
    return Difference(missing, tuple(surplus))
