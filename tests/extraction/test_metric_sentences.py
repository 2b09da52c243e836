"""About a thousand sentences of many fields and countries, each with the metrics that a careful reader finds in it.

They stand in `sentences/*.txt`: a sentence, and indented below it a line for each metric, "-" for a change alone:

    qualifier value–high unit · also value unit · direction value unit basis · kind · period
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.extraction.metric_cases import metrics
from tracker.model import MetricMention

FOLDER = Path(__file__).with_name("sentences")
QUALIFIERS = ("~", ">", ">=", "<", "<=")


def told() -> Iterator[tuple[str, list[str]]]:
    """Each sentence with the lines below it."""
    for path in sorted(FOLDER.glob("*.txt")):
        sentence, lines = "", list[str]()
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("    "):
                lines.append(line.strip())
            elif line.strip() and not line.startswith("#"):
                if sentence:
                    yield sentence, lines
                sentence, lines = line, []
        yield sentence, lines


def written(line: str) -> str:
    """A line of the files with its numbers as `shown` writes them, and the kind that need not be written."""
    parts = line.split(" · ")
    level = " ".join(number(word) for word in parts[0].split())
    rest = [" ".join(map(number, part.split())) if part[:2] in ("al", "up", "do", "fl") else part for part in parts[1:]]
    if not {"target", "forecast"} & set(rest):
        rest.insert(len(rest) - (bool(rest) and rest[-1][:2] in ("19", "20")), "observed")
    return " · ".join([level, *rest])


def number(word: str) -> str:
    """A number in four digits; a unit and a date as they are."""
    try:
        return "–".join(f"{float(part):.4g}" for part in word.split("–"))
    except ValueError:
        return word


def shown(metric: MetricMention) -> str:
    if metric.value is None:
        parts = ["-"]
    else:
        value = f"{metric.value:.4g}" if metric.value_high is None else f"{metric.value:.4g}–{metric.value_high:.4g}"
        level = f"{value} {metric.unit}".strip()
        parts = [level if metric.qualifier == "=" else f"{metric.qualifier} {level}"]
    parts += [f"also {amount.value:.4g} {amount.unit}" for amount in metric.alt]
    if metric.change is not None:
        change = metric.change
        parts.append(f"{change.direction} {change.value:.4g} {change.unit} {change.basis or ''}".strip())
    return " · ".join([*parts, metric.kind, *([metric.period] if metric.period else [])])


@pytest.mark.parametrize(("sentence", "lines"), list(told()), ids=lambda value: value if isinstance(value, str) else "")
def test_what_a_careful_reader_finds(sentence: str, lines: list[str]) -> None:
    assert [shown(metric) for metric in metrics(sentence)] == [written(line) for line in lines]
