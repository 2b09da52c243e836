"""What one finding tells, fact by fact, in the reader's language and as its locale writes numbers and dates. Pure."""

from __future__ import annotations

from datetime import date

from tracker.digests.charts import VALUES
from tracker.digests.compose import near_dates
from tracker.digests.figures import Figures, is_noun
from tracker.digests.language import N_, NP_
from tracker.digests.plain import plain, sentence, shorten
from tracker.digests.views import ChangeView
from tracker.digests.words import INSTRUMENTS, KINDS, STAGES, effect, stage_name, taken
from tracker.model import Excerpt, Finding, FindingKind, Kind, Mention, MetricMention, PolicyMention, Stage

AGAINST = NP_("of two values that disagree", "vs.")
STATES = {
    None: N_("The text says %(change)s."),
    True: N_("The text says %(change)s, which agrees with the stored values."),
    False: N_("The text says %(change)s, which does not agree with the stored values."),
}
"""what a text says of a change, by whether it agrees"""
RETOLD = {
    FindingKind.METRIC_CONFLICT: N_("%(who)s tells %(new)s, %(before)s told %(old)s."),
    FindingKind.METRIC_REVISED: N_("%(who)s tells %(new)s; before, %(before)s told %(old)s."),
    FindingKind.POLICY_UPDATED: N_("%(who)s tells %(new)s; before, %(before)s told %(old)s."),
}
"""why there is a finding, for readers of languages other than the one in which reasons are stored"""
EXTRACTED = "en"
"""the language of every text in which policies and metrics are found"""
_EXPLAINED = {FindingKind.METRIC_CONFLICT, FindingKind.METRIC_REVISED, FindingKind.CLAIM_INCONSISTENT}
UNCHANGED = {FindingKind.METRIC_CONFIRMED, FindingKind.CLAIM_INCONSISTENT}
"""a confirmation differs by rounding alone; what a claim is measured by need not be a value of the metric"""


class Facts:
    """Each method gives one fact of a finding as it is shown, "" where there is nothing to say of it."""

    def __init__(self, figures: Figures, today: date) -> None:
        self.figures = figures
        self.words = figures.words
        self.today = today

    def form(self, mention: Mention | Excerpt) -> str:
        if isinstance(mention, Excerpt):
            name = self.figures.language(plain(mention.language))
            return "" if mention.extracted else self.words.say("not extracted (%(language)s)", language=name)
        if isinstance(mention, PolicyMention):
            place = self.figures.territory(shorten(plain(mention.jurisdiction), 40))
            return ", ".join(filter(None, (self.words.within(*INSTRUMENTS[mention.instrument]), place)))
        return "" if mention.kind is Kind.OBSERVED else self.words.within(*KINDS[mention.kind])

    def dates(self, mention: PolicyMention) -> str:
        """on Apr 10, 2026, in effect from May 1, 2026; for 2026–2028; to October 2026 where it is put off."""
        told = [taken(plain(mention.date), self.figures)] if mention.date else []
        if mention.effective:
            told.append(effect(mention, self.figures))
        return shorten(", ".join(told), 200)

    def step(self, finding: Finding, mention: PolicyMention) -> str:
        stage = stage_name(mention.stage, self.words)
        old, new = self.told(finding.old, ""), self.told(finding.new, "")
        if not old or not new or old == new:
            return stage
        return f"{old} → {new}" if new == stage else f"{stage} ({old} → {new})"

    def told(self, value: float | str | None, unit: str | None) -> str:
        """A stage, a date, a target or a number, as a verdict holds it."""
        if value is None:
            return ""
        if isinstance(value, str):
            named = stage_name(Stage(value), self.words) if value in STAGES else self.figures.period(plain(value))
            return shorten(named, 120)
        return self.figures.amount(value, unit)

    def value(self, mention: MetricMention) -> str:
        value, also = self.figures.told(mention), self.figures.alternatives(mention.alt)
        return shorten(f"{value} ({also})" if value and also else value, 300)

    def period(self, finding: Finding, mention: MetricMention) -> str:
        new = self.figures.period(plain(mention.period)) if mention.period else ""
        old = self.figures.period(plain(finding.old_period)) if finding.old_period else ""
        before = self.words.say("compared with %(period)s", period=old) if old and old != new else ""
        return shorten(", ".join(filter(None, (new, before))), 200)

    def scope(self, mention: MetricMention) -> str:
        names = (self.figures.territory(name) if len(name) == 2 else name for name in mention.scope)
        return shorten(plain(", ".join(names)), 200)

    def change(self, finding: Finding, mention: MetricMention) -> ChangeView | None:
        if finding.old is None or finding.kind in UNCHANGED:
            return None
        absolute, relative = finding.absolute_change, finding.relative_change
        direction = "" if absolute is None else "up" if absolute > 0 else "down" if absolute < 0 else "flat"
        old, new = finding.old, self.figures.told(mention) or self.told(finding.new, mention.unit)
        spoken = mention.unit is not None and is_noun(mention.unit)
        return ChangeView(
            old=self.figures.beside(old, mention.unit) if isinstance(old, float) else self.told(old, mention.unit),
            new=new,
            sign=self.words.within(*AGAINST) if finding.kind is FindingKind.METRIC_CONFLICT else "→",
            absolute=self.figures.difference(absolute, None if spoken else mention.unit) if absolute else "",
            relative=self.figures.relative(relative) if relative and mention.unit != "%" else "",
            direction=direction,
        )

    def states(self, finding: Finding, mention: MetricMention) -> str:
        if mention.change is None or finding.kind is FindingKind.CLAIM_INCONSISTENT:
            return ""
        if mention.value is None and finding.agrees is None:
            return ""
        return self.words.say(STATES[finding.agrees], change=self.figures.change(mention.change))

    def history(self, finding: Finding, mention: MetricMention) -> str:
        values = finding.history[-16:]
        if len(values) < 3:
            return ""
        first, last = (self.figures.amount(value, mention.unit) for _, value in (values[0], values[-1]))
        return self.words.count(VALUES, len(values), first=first, last=last)

    def due(self, finding: Finding) -> str:
        days = near_dates(finding, self.today)
        if not days:
            return ""
        mention = finding.mention
        month = isinstance(mention, PolicyMention) and f"{days[0]:%Y-%m}" in (mention.effective or "").split("/")
        shown = self.figures.period(f"{days[0]:%Y-%m}") if month else self.figures.day(days[0])
        return f"{shown}, {self.figures.ahead(days[0], self.today)}"

    # ------------------------------------------------------------ why it is told, and in which language

    def foreign(self, language: str) -> str:
        """The code of a language where it is another than the reader's, else "" ."""
        known = language.replace("_", "-").partition("-")[0].lower()
        return "" if known == self.figures.locale.language else language

    def note(self, finding: Finding, *, stored: bool) -> tuple[str, str]:
        """Why it was found, where that needs telling, and the code of its language where it is not the reader's.

        It is told again in the reader's language where it can be; `stored`: only as it was stored.
        """
        if not needs_reason(finding):
            return "", ""
        retold = "" if stored else self.retold(finding)
        return (retold, "") if retold else (sentence(finding.reason), self.foreign(EXTRACTED))

    def retold(self, finding: Finding) -> str:
        """The reason made anew from what was compared; "" where it cannot be, or where it was stored in these words."""
        told = RETOLD.get(finding.kind)
        if self.words.english or told is None or finding.against is None or finding.old is None:
            return ""
        mention = finding.mention
        unit = mention.unit if isinstance(mention, MetricMention) else None
        return self.words.say(
            told,
            who=shorten(", ".join(map(plain, finding.origin.voices)), 100),
            new=self.told(finding.new, unit),
            before=shorten(", ".join(map(plain, finding.against.voices)), 100),
            old=self.told(finding.old, unit),
        )


def takes_effect(mention: PolicyMention) -> bool:
    """Whether it is told when a step that is taken comes to hold: "in effect from"."""
    effective = mention.effective or ""
    in_words = mention.stage in {Stage.DELAYED, Stage.EXTENDED, Stage.CONSULTATION, Stage.IN_FORCE}
    return bool(effective) and not in_words and "/" not in effective and len(effective) != 4


def needs_reason(finding: Finding) -> bool:
    """Whether old and new alone leave open what is wrong, or what has changed besides the stage."""
    if finding.kind is FindingKind.POLICY_UPDATED:
        return isinstance(finding.new, str) and finding.new not in STAGES
    return finding.kind in _EXPLAINED
