"""Findings to make digests of: handwritten ones, and strategies for hostile ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from hypothesis import strategies as st

from tracker.digests.compose import compose
from tracker.model import (
    Amount,
    Change,
    Digest,
    Excerpt,
    Finding,
    FindingKind,
    Instrument,
    Kind,
    MetricMention,
    Origin,
    PolicyMention,
    Selection,
    Stage,
    Urgency,
)

NOW = datetime(2026, 4, 13, 6, 30, tzinfo=UTC)
SLOT = "2026-04-13T08:30"


def origin(number: int = 1, **changes: Any) -> Origin:
    known: dict[str, Any] = {
        "document_id": f"doc_{number}",
        "document": "letter.md",
        "source": "weekly letter",
        "item_id": f"item_{number}",
        "item_title": "A headline",
        "published": datetime(2026, 4, 12, tzinfo=UTC),
        "outlets": ("Harbour Times",),
        "url": f"https://news.example/{number}",
    }
    return Origin(**(known | changes))


def policy_mention(quote: str = "The ministry issued a plan for ports on 10 April.", **changes: Any) -> PolicyMention:
    known: dict[str, Any] = {
        "quote": quote,
        "start": 0,
        "end": len(quote),
        "issuers": ("Ministry of Ports",),
        "jurisdiction": "NL",
        "instrument": Instrument.PLAN,
        "stage": Stage.ADOPTED,
        "title": "Plan for ports",
    }
    return PolicyMention(**(known | changes))


def metric_mention(quote: str = "4.2 million containers", **changes: Any) -> MetricMention:
    known: dict[str, Any] = {
        "quote": quote,
        "start": 0,
        "end": len(quote),
        "evidence": f"The port handled {quote} in March, its customs office said.",
        "value": 4.2e6,
        "unit": "container",
        "subject": "port",
        "measure": "throughput",
    }
    return MetricMention(**(known | changes))


def finding(kind: FindingKind, number: int = 1, **changes: Any) -> Finding:
    about_policy = kind.value.startswith("policy")
    known: dict[str, Any] = {
        "id": f"find_{number}",
        "kind": kind,
        "target_id": f"target_{number}",
        "target": "Plan for ports" if about_policy else "Containers handled by the port",
        "mention": policy_mention() if about_policy else metric_mention(),
        "origin": origin(number),
        "reason": "first report",
        "created": NOW,
    }
    return Finding(**(known | changes))


def selected(one: Finding, *, urgency: Urgency = Urgency.DIGEST, watches: tuple[str, ...] = ("ports",)) -> Selection:
    return Selection(one, "team", watches, urgency)


def digest_of(*findings: Finding | Selection) -> Digest:
    selections = [one if isinstance(one, Selection) else selected(one) for one in findings]
    digest = compose(selections, receiver="team", slot=SLOT, created=NOW)
    assert digest is not None
    return digest


# ---------------------------------------------------------------- hostile ones

HOSTILE = (
    "",
    "Port plan",
    "<!channel> <!here> <@U012ABCDE> <#C012ABCDE> <!subteam^S1|all>",
    "<https://evil.example|click here> & <b>bold</b> <script>alert(1)</script>",
    "**bold** *bold* _italic_ ~struck~ `code` ```fence```",
    "{{ 7 * 7 }} {% raw %} {# no comment #}",
    "> quote\n* list\n# heading\r\nBcc: everyone@example.org",
    "line\x00with\x07control\x1b[31m signs\x85\u2028\u2029",
    "right \u202eto left\u202c \u2066isolate\u2069 \ufeff",
    "\ud800 lone surrogate \udfff",
    "e\u0301\u0323\u0324" * 40 + " 👩‍👩‍👧‍👦🏳️‍🌈",
    "新规则要求数据中心使用绿色电力" * 30,
    "قانون جديد بشأن البيانات",
    "x" * 10_000,
    "&amp;&lt;&gt;" * 300,
    "&<>" * 900,
    '"' * 4_000,
    "\\$11 billion \\* \\_ \\[ \\]",
    "word " * 2_000,
    "[text](https://evil.example/a) ![image](https://evil.example/b.png)",
)
URLS = (
    None,
    "",
    "https://news.example/a?b=c&d=e#part",
    "http://news.example/" + "a" * 2_950,
    "https://news.example/" + "b" * 4_000,
    "javascript:alert(1)",
    'https://news.example/a|b>c<d" onmouseover="x',
    "https://[broken",
    "ftp://news.example/",
)
DATES = (None, "2026", "2026-04", "2026-04-20", "2026-05-01/2029-04-30", "2026/2028", "soon", "0000-00", "/")
UNITS = ("%", "CNY", "USD", "MW", "token", "base station", "", None, "country", *HOSTILE)
NUMBERS = (0.0, 1.0, -1.0, 12.96e12, 79.2e9, 1e-9, 1e300, -3.3e7, 42.0)
STEPS = (None, "draft", "adopted", "2026-05-01", *HOSTILE)


class Maker:
    """Hostile findings from a seed. Hypothesis draws seed and count: drawing every field took longer than the tests."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)

    def text(self) -> str:
        if self.random.random() < 0.6:
            return self.random.choice(HOSTILE)
        return "".join(chr(self.random.choice(PLANES)(self.random)) for _ in range(self.random.randrange(40)))

    def texts(self, most: int) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.text() for _ in range(self.random.randrange(most + 1))))

    def origin(self) -> Origin:
        return origin(
            self.random.randrange(50),
            source=self.text(),
            item_title=self.text(),
            published=NOW - timedelta(hours=self.random.randrange(400)),
            outlets=self.texts(2),
            url=self.random.choice(URLS),
            story_id=self.random.choice(["", "story_1", "story_2"]),
        )

    def mention(self, kind: FindingKind, mark: str) -> PolicyMention | MetricMention | Excerpt:
        """A mention whose quote holds `mark`, so that a test can find it again."""
        pick = self.random.choice
        if kind is FindingKind.STORY_NEW:
            first = f"{mark} {self.text()}"
            words, language = self.texts(2), pick(["en", "de", "zh-Hant", "xx"])
            return Excerpt(first, 0, len(first), f"{first} […] {self.text()}", language, language == "en", words)
        if kind.value.startswith("policy"):
            return policy_mention(
                f"{mark} {self.text()}",
                issuers=self.texts(3),
                jurisdiction=pick(["CN", "EU", "", self.text()]),
                stage=pick(list(Stage)),
                date=pick(DATES),
                effective=pick(DATES),
            )
        return metric_mention(
            f"{mark} 42",
            evidence=f"{self.text()} {mark} 42 {self.text()}",
            value=pick([None, *NUMBERS]),
            value_high=pick([None, None, *NUMBERS]),
            unit=pick(UNITS),
            kind=pick(list(Kind)),
            alt=pick([(), (Amount(1.5e9, "USD"),)]),
            period=pick(DATES),
            change=pick([None, Change(31.5, "%", "up", "wow"), Change(3.0, "x", "up", "since:2020")]),
            scope=self.texts(2),
        )

    def finding(self, number: int) -> Finding:
        pick = self.random.choice
        kind = pick(list(FindingKind))
        values = NUMBERS if kind.value.startswith("metric") else STEPS
        return finding(
            kind,
            number,
            # A story is nobody's target: its own name stands there.
            target_id=f"{'told' if kind is FindingKind.STORY_NEW else 'target'}_{self.random.randrange(12)}",
            target=self.text(),
            mention=self.mention(kind, f"q{number}x"),
            origin=self.origin(),
            reason=self.text(),
            old=pick(values),
            new=pick(values),
            old_period=pick(DATES),
            against=pick([None, self.origin()]),
            agrees=pick([None, True, False]),
            stages=tuple(pick(list(Stage)) for _ in range(self.random.randrange(4))),
            history=tuple((None, pick(NUMBERS)) for _ in range(self.random.randrange(6))),
            voices=self.texts(3),
            perhaps=pick([(), ("target_1", "target_99")]),
        )

    def selections(self, count: int) -> list[Selection]:
        return [
            Selection(
                one,
                "team",
                (self.text(), "ports"),
                self.random.choice(list(Urgency)),
                self.texts(2),
            )
            for one in self.with_targets([self.finding(number) for number in range(count)])
        ]

    def with_targets(self, findings: list[Finding]) -> list[Finding]:
        """The same findings; some policies have targets, of which some are findings of their own."""
        metrics = [one for one in findings if isinstance(one.mention, MetricMention)]
        made: list[Finding] = []
        for number, one in enumerate(findings):
            mention = one.mention
            if isinstance(mention, PolicyMention) and self.random.random() < 0.5:
                aims = [self.mention(FindingKind.METRIC_NEW, f"t{number}y") for _ in range(self.random.randrange(3))]
                own = [replace(aim, start=1_000 + place) for place, aim in enumerate(aims)]
                told = self.random.choice(metrics) if metrics and self.random.random() < 0.7 else None
                where = told.origin if told else one.origin
                targets = (*own, *([told.mention] if told else []))
                one = replace(one, origin=where, mention=replace(mention, targets=targets))  # noqa: PLW2901
            made.append(one)
        return made


PLANES = (
    lambda random: random.randrange(0x20, 0x7F),
    lambda random: random.randrange(0x20, 0x7F),
    lambda random: random.randrange(0x00, 0x250),
    lambda random: random.randrange(0x600, 0x780),
    lambda random: random.randrange(0x2000, 0x2070),
    lambda random: random.randrange(0x4E00, 0x9FFF),
    lambda random: random.randrange(0x1F300, 0x1F700),
)
seeds = st.integers(0, 2**32)
counts = st.integers(1, 25)
