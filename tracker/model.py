"""The words of the program as frozen values, named by their role in time.

    Document → Reading (its Items) → Extraction (its mentions) → Policy / Series → Finding → Digest → Delivery

Touches nothing: no clock, no file, no library. Every instant is an aware datetime in UTC; every offset counts
characters of the text that it belongs to, the end excluded; every collection is a tuple.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import blake2b, sha256
from typing import Any


def utc(instant: datetime) -> datetime:
    """The same instant in UTC; ValueError where the zone is not known."""
    if instant.tzinfo is None:
        raise ValueError(f"{instant!r} has no time zone")
    return instant.astimezone(UTC)


def make_id(prefix: str, *parts: object) -> str:
    """A short, deterministic id: the same parts give the same id on every machine and in every run."""
    joined = "\x1f".join(str(part) for part in parts)
    return f"{prefix}_{blake2b(joined.encode('utf-8', 'surrogatepass'), digest_size=8).hexdigest()}"


# ---------------------------------------------------------------- what comes in


@dataclass(frozen=True, slots=True)
class Document:
    """One thing fetched: a file, a feed entry, an e-mail. `name` is the source's own name for it.

    `title`, `url` and `published` are what the door told beside the bytes (a feed does, a folder does not).
    """

    source: str
    name: str
    content: bytes
    media_type: str
    """text/plain, text/markdown, text/html, message/rfc822; anything else is answered with a warning."""
    fetched: datetime
    title: str | None = None
    url: str | None = None
    published: datetime | None = None
    publisher: str | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "fetched", utc(self.fetched))
        if self.published is not None:
            object.__setattr__(self, "published", utc(self.published))

    @property
    def id(self) -> str:
        """Changes with the content: an edited document is read again."""
        return make_id("doc", self.source, self.name, self.content_hash)

    @property
    def content_hash(self) -> str:
        return sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class Item:
    """One news story. `text` is exactly `reading.text[start:end]`, title line included, mark-up as it came."""

    title: str | None
    text: str
    start: int
    end: int
    published: datetime | None = None
    url: str | None = None
    outlets: tuple[str, ...] = ()
    """Whom the letter itself names as its source of the story, e.g. ("China Daily",)."""
    language: str = "en"
    home: str = ""
    """The country that the letter is about (ISO 3166, UK); "" where it is about several or says nothing of it."""
    year: int | None = None
    """The year that a letter without a date seems to be of; None where it has one, or does not let suppose any."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A document as text and cut into its stories. A reading never fails: what went wrong is in `warnings`."""

    text: str
    items: tuple[Item, ...] = ()
    title: str | None = None
    published: datetime | None = None
    """Midnight UTC of the day where only a day is known."""
    publisher: str | None = None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceState:
    """What is remembered of a source between two looks at it."""

    etag: str | None = None
    last_modified: str | None = None
    next_look: datetime | None = None
    last_success: datetime | None = None
    last_failure: datetime | None = None
    failures: int = 0
    """in a row; 0 after a success"""
    error: str | None = None
    """one sentence that says what to do, while failures > 0"""
    cursor: Mapping[str, Any] = field(default_factory=dict, hash=False)
    """whatever else the source needs, as JSON"""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What one look at a source gave: documents that may be new, the state to store with them, and what went wrong."""

    documents: tuple[Document, ...]
    state: SourceState
    warnings: tuple[str, ...] = ()


# ---------------------------------------------------------------- what is found in it


class Instrument(StrEnum):
    """The form of a policy."""

    LAW = "law"
    REGULATION = "regulation"
    GUIDELINE = "guideline"
    PLAN = "plan"
    STANDARD = "standard"
    PROGRAMME = "programme"
    AUTHORIZATION = "authorization"
    FUNDING = "funding"
    TAX = "tax"
    RESTRICTION = "restriction"
    AGREEMENT = "agreement"
    DECISION = "decision"
    REPORT = "report"


class Stage(StrEnum):
    """The step in a policy's life that a text reports."""

    ANNOUNCED = "announced"
    DRAFT = "draft"
    CONSULTATION = "consultation"
    ADOPTED = "adopted"
    IN_FORCE = "in_force"
    AMENDED = "amended"
    EXTENDED = "extended"
    DELAYED = "delayed"
    SUSPENDED = "suspended"
    REPEALED = "repealed"
    IMPLEMENTED = "implemented"


class Kind(StrEnum):
    """Whether a number was measured, is aimed at, or is expected."""

    OBSERVED = "observed"
    TARGET = "target"
    FORECAST = "forecast"


@dataclass(frozen=True, slots=True)
class Amount:
    value: float
    unit: str


@dataclass(frozen=True, slots=True)
class Change:
    """A change that a text states: 31.5 % up week on week; 25.2 percentage points; a factor as unit "x"."""

    value: float
    unit: str
    direction: str
    """up, down or flat"""
    basis: str | None = None
    """wow, mom, qoq, yoy, since:YYYY[-MM[-DD]], or None where the text does not say"""


@dataclass(frozen=True, slots=True)
class Kin:
    """Another number of the item, told by the text itself as a value of the same quantity: "up from 5.5 in May"."""

    start: int
    """the offset of its mention"""
    value: float | None
    period: str | None


@dataclass(frozen=True, slots=True)
class MetricMention:
    """A number in an item. `quote == item.text[start:end]`; `evidence` is the verbatim sentence that holds it."""

    quote: str
    start: int
    end: int
    evidence: str
    value: float | None
    unit: str | None
    """"%", ISO 4217 code, SI symbol, counted noun in the singular, "" for a ratio; None where only a change is told"""
    qualifier: str = "="
    """one of = ~ > >= < <="""
    value_high: float | None = None
    alt: tuple[Amount, ...] = ()
    subject: str = ""
    measure: str = ""
    kind: Kind = Kind.OBSERVED
    period: str | None = None
    """ISO date, YYYY, YYYY-MM, or an ISO interval start/end"""
    change: Change | None = None
    cadence: str | None = None
    """the length of time a flow is counted over: day, week, month, quarter, year; None for a stock or unknown"""
    scope: tuple[str, ...] = ()
    """places, platforms, products that bound the quantity, canonical where known: ("CN", "OpenRouter")"""
    reason: str = ""
    about: tuple[str, ...] = ()
    """further words of the clause that tell the quantity, for matching; no name shown to people"""
    topic: tuple[str, ...] = ()
    """the words that its item is about: those of the headline and those it uses most"""
    kin: tuple[Kin, ...] = ()


@dataclass(frozen=True, slots=True)
class PolicyMention:
    """A step that a public authority took. `quote == item.text[start:end]`, the sentence or clause that states it."""

    quote: str
    start: int
    end: int
    issuers: tuple[str, ...]
    jurisdiction: str
    """ISO 3166 alpha-2, EU, UK, or INT; "" where the text does not say"""
    instrument: Instrument
    stage: Stage
    title: str
    date: str | None = None
    effective: str | None = None
    reason: str = ""
    evidence: str = ""
    """the quote with what follows as far as the sentence that gives the effective date; "" where the quote gives it"""
    targets: tuple[MetricMention, ...] = ()
    """the aims that the same item tells of the policy, each with its own sentence; offsets count as in the quote"""


@dataclass(frozen=True, slots=True)
class Rejection:
    """Something that looked like a policy or a metric and is none, and why: what `tracker explain` tells."""

    about: str
    """"policy" or "metric" """
    quote: str
    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class Extraction:
    metrics: tuple[MetricMention, ...] = ()
    policies: tuple[PolicyMention, ...] = ()
    rejections: tuple[Rejection, ...] = ()


Mention = MetricMention | PolicyMention


@dataclass(frozen=True, slots=True)
class Excerpt:
    """What is told of a story in which no policy and no metric was found: sentences of it, word for word.

    `quote == item.text[start:end]` is the first of them; `evidence` is both, with "[…]" between them where they do not
    stand side by side.
    """

    quote: str
    start: int
    end: int
    evidence: str
    language: str = "en"
    extracted: bool = True
    """whether the program reads policies and metrics in that language"""
    words: tuple[str, ...] = ()
    """what a watch looked for, as it stands in the sentences"""


# ---------------------------------------------------------------- what is known


@dataclass(frozen=True, slots=True)
class Origin:
    """Where and when a mention was read: what evidence needs beside the quote."""

    document_id: str
    document: str
    """the source's own name of the document"""
    source: str
    item_id: str
    item_title: str
    published: datetime
    """publication of the item, else of the document, else when it was fetched"""
    outlets: tuple[str, ...] = ()
    url: str | None = None
    story_id: str = ""

    @property
    def voices(self) -> tuple[str, ...]:
        """Who speaks: the outlets that the letter names, else the source itself."""
        return self.outlets or (self.source,)


@dataclass(frozen=True, slots=True)
class PolicyStep:
    """One mention in the life of a policy."""

    mention: PolicyMention
    origin: Origin
    words: frozenset[str] = frozenset()
    """topic words of the item it stood in, folded (see matching)"""


@dataclass(frozen=True, slots=True)
class Policy:
    """What mentions of the same instrument are linked to. `steps` in order of publication, never empty."""

    id: str
    title: str
    steps: tuple[PolicyStep, ...]

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The stages reported so far, each once, in order of first report."""
        return tuple(dict.fromkeys(step.mention.stage for step in self.steps))


@dataclass(frozen=True, slots=True)
class Observation:
    """One value of a series, as one item told it."""

    mention: MetricMention
    origin: Origin


@dataclass(frozen=True, slots=True)
class Series:
    """What mentions of the same quantity are linked to. `observations` in order of publication, never empty."""

    id: str
    name: str
    observations: tuple[Observation, ...]
    pin: str | None = None
    """the name of the pinned metric of the configuration that it belongs to"""


@dataclass(frozen=True, slots=True)
class Pin:
    """A metric that a user wants to follow under a name of their own: an anchor that wins over guessed links."""

    name: str
    subject: tuple[str, ...] = ()
    """words or phrases, any of which the subject (with its scope) must hold"""
    measure: tuple[str, ...] = ()
    unit: str | None = None
    per: str | None = None
    """day, week, month, quarter or year"""


@dataclass(frozen=True, slots=True)
class Link:
    """Which stored policy or series a mention belongs to, how surely, and why. `target_id` None: a new one."""

    target_id: str | None
    score: float
    reason: str
    perhaps: tuple[str, ...] = ()
    """ids that came close, shown as "perhaps the same as …" """
    refused: tuple[tuple[str, str], ...] = ()
    """(id, why it was not compared) for candidates that differ in a hard respect"""


class FindingKind(StrEnum):
    """The outcome of comparing a mention with the store."""

    POLICY_NEW = "policy.new"
    POLICY_UPDATED = "policy.updated"
    POLICY_CONFIRMED = "policy.confirmed"
    METRIC_NEW = "metric.new"
    METRIC_CHANGED = "metric.changed"
    METRIC_REVISED = "metric.revised"
    METRIC_CONFLICT = "metric.conflict"
    METRIC_CONFIRMED = "metric.confirmed"
    CLAIM_INCONSISTENT = "claim.inconsistent"
    STORY_NEW = "story.new"
    """a story without any of these; there is one only where a watch asks for stories"""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A comparison's outcome, before it gets an id and a place: pure matching returns these."""

    kind: FindingKind
    reason: str
    old: float | str | None = None
    """the value (a number) or the stage, date, target (text) that held before"""
    new: float | str | None = None
    old_period: str | None = None
    against: Origin | None = None
    """the origin of the stored mention that it was compared with"""
    agrees: bool | None = None
    """whether the change the text states fits the change computed; None where one of them is missing"""


@dataclass(frozen=True, slots=True)
class Finding:
    """One outcome with everything that a watch may ask and a digest may say: it needs no look-up."""

    id: str
    kind: FindingKind
    target_id: str
    target: str
    """the title of the policy, the name of the series or the headline of the story"""
    mention: Mention | Excerpt
    origin: Origin
    reason: str
    created: datetime
    old: float | str | None = None
    new: float | str | None = None
    old_period: str | None = None
    against: Origin | None = None
    agrees: bool | None = None
    pin: str | None = None
    stages: tuple[Stage, ...] = ()
    """the stages of the policy up to and with this finding"""
    history: tuple[tuple[str | None, float], ...] = ()
    """the series up to and with this finding: (period, value), oldest first"""
    voices: tuple[str, ...] = ()
    """everyone who has told this fact of the target so far"""
    perhaps: tuple[str, ...] = ()

    @property
    def quote(self) -> str:
        return self.mention.quote

    @property
    def evidence(self) -> str:
        """The verbatim sentence that proves the finding; more than one where a date of a policy stands behind it."""
        return self.mention.evidence or self.mention.quote

    @property
    def absolute_change(self) -> float | None:
        """new − old, in the metric's unit."""
        if isinstance(self.old, float) and isinstance(self.new, float):
            return self.new - self.old
        return None

    @property
    def relative_change(self) -> float | None:
        """(new − old) / |old|: 0.1 is ten per cent up; None where old is zero or not known."""
        absolute = self.absolute_change
        if absolute is None or not isinstance(self.old, float) or self.old == 0:
            return None
        return absolute / abs(self.old)


# ---------------------------------------------------------------- whom it is told


class Urgency(StrEnum):
    """When a selected finding is told: at once, in the next digest, or in the digest's small print."""

    NOW = "now"
    DIGEST = "digest"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class WatchRule:
    """A rule as the operator wrote it: `when` is the mapping of the YAML, checked by the watches room when compiled."""

    name: str
    when: Mapping[str, Any]
    to: tuple[str, ...]
    urgency: Urgency = Urgency.DIGEST
    labels: tuple[str, ...] = ()
    title: str = ""
    """a title of the operator's own, with {fields} of the finding"""
    group_by: tuple[str, ...] = ()
    """fields of the finding; what has the same values stands together in a digest"""


@dataclass(frozen=True, slots=True)
class Selection:
    """A finding that one or more watches selected for one receiver."""

    finding: Finding
    receiver: str
    watches: tuple[str, ...]
    urgency: Urgency = Urgency.DIGEST
    labels: tuple[str, ...] = ()
    title: str = ""
    """what a watch calls it instead of its target's name"""
    group: str = ""
    """under which heading a watch puts it"""
    baseline: bool = False
    """whether it was there when its source was first looked at: such findings are told in one line"""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a digest: a finding, everything else that tells the same, and every watch that asked for it."""

    lead: Selection
    also: tuple[Selection, ...] = ()
    """further findings about the same target in the same digest, told within the entry"""
    watches: tuple[str, ...] = ()
    voices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    name: str
    """action, new, moved, changed, conflicts, confirmed: the templates translate it"""
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class FirstLook:
    """What was there when sources were first looked at: told as numbers, never one by one."""

    findings: int
    policies: int
    metrics: int
    stories: int
    sources: tuple[str, ...]
    """those that are named"""
    more: int = 0
    """further sources"""


@dataclass(frozen=True, slots=True)
class Digest:
    """What one receiver is told for one period."""

    id: str
    receiver: str
    slot: str
    """the local date and time it was due, "2026-04-13T08:30", or the pass that made it"""
    created: datetime
    sections: tuple[Section, ...]
    headline: str
    """the most important thing, in words that the quotes support"""
    counts: tuple[tuple[str, int], ...] = ()
    """how many entries of which kind of finding there were, those left out included; () where it was not kept"""
    left_out: int = 0
    """entries beyond what the receiver wants in one digest"""
    first_look: FirstLook | None = None

    @property
    def size(self) -> int:
        return sum(1 + len(entry.also) for section in self.sections for entry in section.entries)

    @property
    def finding_ids(self) -> tuple[str, ...]:
        return tuple(
            selection.finding.id
            for section in self.sections
            for entry in section.entries
            for selection in (entry.lead, *entry.also)
        )


class DeliveryState(StrEnum):
    """due → sending → sent | failed | ambiguous; each is committed before the next step is taken."""

    DUE = "due"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    AMBIGUOUS = "ambiguous"


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message to one destination. `payload` is all that the transport needs, as JSON, without any secret."""

    id: str
    digest_id: str
    receiver: str
    destination: str
    """a Slack channel, one mail address, a folder, "terminal" """
    sequence: int
    """0 is the headline; higher numbers are sent after it, in order (in Slack into its thread)"""
    payload: Mapping[str, Any] = field(hash=False)
    state: DeliveryState = DeliveryState.DUE
    attempts: int = 0
    next_attempt: datetime | None = None
    reference: str | None = None
    """what the other side calls it once sent: a Slack ts, a Message-ID, a path"""
    error: str | None = None
    turn: int = 0
    """how often it was written; who writes it next must have read it at this turn"""
    owner: str | None = None
    """the process that took it last, as host:pid"""
    doubts: int = 0
    """after how many attempts nobody knew whether it arrived"""


@dataclass(frozen=True, slots=True)
class Trouble:
    """A place that refuses everything it is sent. What is meant for it is kept; one message tries again at `again`."""

    receiver: str
    destination: str
    reason: str
    since: datetime
    again: datetime


@dataclass(frozen=True, slots=True)
class Sent:
    reference: str


@dataclass(frozen=True, slots=True)
class Refused:
    """It was certainly not delivered. `permanent`: trying again cannot help."""

    reason: str
    permanent: bool
    retry_after: float | None = None
    """seconds"""
    place: bool = False
    """the place refuses whatever it is sent (no such channel, a token revoked), not this message alone"""


@dataclass(frozen=True, slots=True)
class Unknown:
    """It may have been delivered or not: look before sending again."""

    reason: str


Outcome = Sent | Refused | Unknown
