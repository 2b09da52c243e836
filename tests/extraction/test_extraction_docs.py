"""docs/extraction.md says of its examples just what is found in them, with the packaged words and with a user's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tracker.extraction import Extractor, load_vocabulary
from tracker.model import Change, Item, MetricMention, PolicyMention

PAGE = (Path(__file__).parents[2] / "docs" / "extraction.md").read_text(encoding="utf-8")
PUBLISHED = datetime(2031, 3, 12, tzinfo=UTC)


def block(name: str) -> str:
    match = re.search(rf"^```{name}\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
    assert match
    return match[1]


def examples(name: str) -> Iterator[tuple[str, list[str]]]:
    """Each sentence of a block with the indented lines below it."""
    sentence, told = "", list[str]()
    for line in block(name).splitlines():
        if line.startswith(" "):
            told.append(line.strip())
            continue
        if sentence:
            yield sentence, told
        sentence, told = line, []
    yield sentence, told


def found_in(sentence: str, *vocabulary: str) -> list[str]:
    found = Extractor(load_vocabulary(vocabulary)).extract(Item(None, sentence, 0, len(sentence), PUBLISHED))
    return [*map(policy_line, found.policies), *map(metric_line, found.metrics)]


def policy_line(policy: PolicyMention) -> str:
    return f"policy: {policy.instrument} {policy.stage} · {policy.jurisdiction} · {', '.join(policy.issuers)}"


def metric_line(metric: MetricMention) -> str:
    level = "" if metric.value is None else f"{metric.value:.12g} {metric.unit}"
    parts = [level if metric.qualifier == "=" else f"{metric.qualifier} {level}"]
    parts += [f"also {amount.value:.12g} {amount.unit}" for amount in metric.alt]
    parts += [change_line(metric.change)] if metric.change else []
    return " · ".join(part for part in (*parts, metric.kind, metric.period) if part)


def change_line(change: Change) -> str:
    return f"{change.direction} {change.value:.12g} {change.unit} {change.basis or ''}".strip()


@pytest.mark.parametrize("sentence, told", list(examples("extract")))
def test_the_page_tells_what_is_found(sentence: str, told: list[str]) -> None:
    assert found_in(sentence) == told


@pytest.mark.parametrize("sentence, told", list(examples("taught")))
def test_the_page_tells_what_a_users_words_add(sentence: str, told: list[str]) -> None:
    assert found_in(sentence, block("vocabulary")) == told
    assert found_in(sentence) != told


def test_every_module_that_the_page_names_is_there() -> None:
    program = Path(__file__).parents[2] / "tracker"
    named = set(re.findall(r"`(\w+\.py)`", PAGE))
    assert named
    assert named <= {path.name for room in ("extraction", "reading") for path in (program / room).glob("*.py")}
