"""Digests to look at before there are any: for pictures, and to try templates on. Their events are invented. Pure.

samples() -> a week, a single finding, stories, a notice, texts that mean no good, a flood
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

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
)

WATCHES = {"policy": "China AI policy", "metric": "AI metrics", "claim": "AI metrics", "story": "ports"}
LATENCY = (
    "By 2028 at least 75% of metropolitan areas should reach computing power within a millisecond, and more than "
    "30 use cases should be in daily work."
)
NOW = datetime(2026, 4, 13, 6, 30, tzinfo=UTC)


def origin(number: int, outlet: str, source: str = "ICT weekly", day: int = 12) -> Origin:
    published = datetime(2026, 4, day, tzinfo=UTC)
    url = f"https://news.example/2026/04/{number}"
    return Origin(f"doc_{number}", "letter.md", source, f"item_{number}", "A story", published, (outlet,), url)


def policy(number: int, kind: FindingKind, title: str, quote: str, where: Origin, **parts: Any) -> Finding:
    more = {name: parts.pop(name) for name in ("old", "new", "stages", "voices") if name in parts}
    known: dict[str, Any] = {"jurisdiction": "CN", "instrument": Instrument.PLAN, "stage": Stage.ADOPTED}
    mention = PolicyMention(quote=quote, start=0, end=len(quote), title=title, **(known | parts))
    return Finding(f"f{number}", kind, f"pol_{number}", title, mention, where, "", NOW, **more)


def metric(  # noqa: PLR0917  it is called like a line of a table
    number: int, kind: FindingKind, name: str, quote: str, evidence: str, where: Origin, **parts: Any
) -> Finding:
    kept = ("old", "new", "old_period", "history", "agrees", "voices", "against", "reason")
    more = {key: parts.pop(key) for key in kept if key in parts}
    mention = MetricMention(quote=quote, start=0, end=len(quote), evidence=evidence, **parts)
    reason = more.pop("reason", "")
    return Finding(f"f{number}", kind, f"ser_{number}", name, mention, where, reason, NOW, **more)


def aim(quote: str, evidence: str, start: int, **parts: Any) -> MetricMention:
    """A target that stands in the item of a policy."""
    return MetricMention(quote=quote, start=start, end=start + len(quote), evidence=evidence, kind=Kind.TARGET, **parts)


def findings() -> list[Finding]:
    miit = ("Ministry of Industry and Information Technology",)
    return [
        metric(
            1, FindingKind.METRIC_CONFLICT, "Users of generative AI in China", "602 million users",
            "At the end of 2025 the country counted 602 million users of generative AI.", origin(1, "China Daily"),
            value=602e6, unit="user", period="2025-12-31", old=515e6, new=602e6, old_period="2025-12-31",
            against=origin(2, "Tech Observer", "Tech notes", 6),
            reason="China Daily tells 602 million users instead of 515 million users, as Tech Observer told.",
        ),
        policy(
            3, FindingKind.POLICY_NEW, "Three-year plan on AI and communications",
            "The ministry issued a three-year plan that joins artificial intelligence and communication networks; "
            "it applies from 1 May.", origin(3, "Xinhua"), issuers=miit, date="2026-04-10", effective="2026-05-01",
            stages=(Stage.ANNOUNCED, Stage.ADOPTED), voices=("Xinhua", "Global Times"), targets=(
                aim("at least 75%", LATENCY, 500, value=75.0, unit="%", qualifier=">=", period="2028",
                    measure="share of metropolitan areas"),
                aim("more than 30 use cases", LATENCY, 540, value=30.0, unit="use case", qualifier=">", period="2028",
                    measure="use cases"),
                aim("90%", "Fault reports are to be answered by programs in 90% of cases by the end of June 2027.", 700,
                    value=90.0, unit="%", period="2027-06", measure="share of fault reports"),
            ),
        ),
        policy(
            4, FindingKind.POLICY_NEW, "Guidelines on AI for consumption",
            "The Commerce Ministry published guidelines that bring AI into shops, hotels and home appliances.",
            origin(4, "Global Times"), issuers=("Ministry of Commerce",), instrument=Instrument.GUIDELINE,
            date="2026-04-08", stages=(Stage.ADOPTED,),
        ),
        policy(
            5, FindingKind.POLICY_UPDATED, "6G pilot programme",
            "Eight cities received their licences for 6G trials this week, the ministry said.",
            origin(5, "China Daily"), issuers=miit, instrument=Instrument.PROGRAMME, stage=Stage.IMPLEMENTED,
            old="adopted", new="implemented", stages=(Stage.ANNOUNCED, Stage.ADOPTED, Stage.IMPLEMENTED),
        ),
        metric(
            6, FindingKind.METRIC_CHANGED, "Weekly token usage of Chinese models", "12.96 trillion tokens",
            "Chinese models reached 12.96 trillion tokens in the week, up 31.5% on the week before.",
            origin(6, "China Daily"), value=12.96e12, unit="token", period="2026-04-06/2026-04-12",
            scope=("OpenRouter",), change=Change(31.5, "%", "up", "wow"), old=9.86e12, new=12.96e12,
            old_period="2026-03-30/2026-04-05", agrees=True, voices=("China Daily", "Global Times"),
            history=((None, 4.69e12), (None, 5.16e12), (None, 7.36e12), (None, 9.86e12), (None, 12.96e12)),
        ),
        metric(
            7, FindingKind.METRIC_NEW, "Tencent, investment in AI infrastructure", "RMB 79.2 billion ($11.54 billion)",
            "Tencent put RMB 79.2 billion ($11.54 billion) into AI infrastructure.", origin(7, "China Daily"),
            value=79.2e9, unit="CNY", alt=(Amount(11.54e9, "USD"),),
        ),
        policy(
            8, FindingKind.POLICY_CONFIRMED, "Telecom pilot approvals",
            "Forty foreign-invested firms hold an approval under the telecom pilot.", origin(8, "Xinhua"),
            issuers=miit, instrument=Instrument.AUTHORIZATION, stage=Stage.IMPLEMENTED,
        ),
    ]  # fmt: skip


def stories() -> list[Finding]:
    """Stories in which nothing was found: one that is not extracted, one whose two sentences stand apart."""
    told = [
        (9, "Hafen baut die Kaimauern um", "de", ("Hafen",), origin(9, "Hafenbrief"),
         "Die alten Kaimauern werden in diesem Jahr erneuert, wie die Stadt mitteilte. Der Hafen bleibt in Betrieb."),
        (10, "Pilots meet in Norwick", "en", ("port",), origin(10, "Harbour Times"),
         "Pilots of the whole coast met in Norwick. […] Every port should share its rota, said one of them."),
    ]  # fmt: skip
    return [
        Finding(
            f"f{number}", FindingKind.STORY_NEW, f"story_{number}", title,
            Excerpt(text.partition(". ")[0] + ".", 0, 1, text, language, language == "en", words), where, "", NOW,
        )
        for number, title, language, words, where, text in told
    ]  # fmt: skip


def week() -> Digest:
    """Seven findings, one of each kind that a digest shows in its own way."""
    return _composed(findings())


def samples() -> tuple[tuple[str, Digest], ...]:
    """What a template should be able to show, each with its name."""
    first, *_ = findings()
    flood = [
        replace(one, id=f"{one.id}_{number}", target_id=f"{one.target_id}_{number}")
        for number in range(12)
        for one in findings()
    ]
    return (
        ("a week", week()),
        ("a single finding", _composed([first])),
        ("stories behind findings", _composed([first, *stories()])),
        ("a notice", replace(week(), sections=(), headline="The feed of the ministry has not answered for a day.")),
        ("texts that mean no good", _composed([_hostile(one) for one in [*findings(), *stories()]])),
        ("a flood of findings", _composed(flood)),
    )


def _hostile(one: Finding) -> Finding:
    """The same finding in words full of mark-up."""
    mark = "<!channel> <b>bold</b> *star* {{ 7 * 7 }} \u202e " + "long" * 600
    mention = one.mention
    told = replace(mention, quote=mark) if isinstance(mention, PolicyMention) else replace(mention, evidence=mark)
    return replace(one, target=mark, mention=told, reason=mark)


def _composed(findings: Sequence[Finding]) -> Digest:
    selections = [
        Selection(finding, "policy-team", (WATCHES[finding.kind.value.partition(".")[0]],)) for finding in findings
    ]
    made = compose(selections, receiver="policy-team", slot="2026-04-13T08:30", created=NOW)
    if made is None:
        raise ValueError("a digest of nothing")
    return made
