"""What docs/watches.md shows is true: its examples load, its tables hold, its output is what the program says."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from watch_findings import NOW, metric, policy, rule

from tracker.cli.past import backtest_lines, moved_lines
from tracker.config import check, render_fault
from tracker.config.settings import Config
from tracker.digests.folding import fold
from tracker.errors import Fault
from tracker.model import Digest, Entry, FindingKind, Instrument, Item, Origin, Section, Selection, Stage, WatchRule
from tracker.rules.rulebook import silence_rules, watch_rules
from tracker.watches import Compiled, Known, Silence, Silencer, compile_silences, compile_watches, explain, select
from tracker.watches.backtesting import Backtest, backtest, moves
from tracker.watches.metrics import METRIC
from tracker.watches.policies import POLICY
from tracker.watches.quantities import read_bounds, read_quantity

PAGE = (Path(__file__).parents[2] / "docs" / "watches.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
EXAMPLES = [text for kind, text in BLOCKS if kind == "yaml" and not text.startswith("tests:")]
SOURCES = "sources:\n  - {name: ICT weekly, folder: a}\n  - {name: Morning summary, folder: b}\n"
RECEIVERS = "receivers:\n  - {name: desk, file: out}\n  - {name: board, terminal: true}\n"


def known(config: Config) -> Known:
    sources, metrics = (each.name for each in config.sources), (each.name for each in config.metrics)
    return Known(tuple(sources), tuple(metrics), topics={topic.name: topic.text for topic in config.topics})


def compiled(config: Config) -> tuple[tuple[Compiled, ...], tuple[Fault, ...]]:
    watches, faults = compile_watches(watch_rules(config), known=known(config))
    return watches, (*faults, *silenced(config)[1])


def silenced(config: Config) -> tuple[tuple[Silence, ...], tuple[Fault, ...]]:
    return compile_silences(silence_rules(config), known=known(config), today=NOW.date())


def loaded(folder: Path, example: str) -> tuple[Config | None, str]:
    """The example as part of a whole configuration, and what `tracker check` says of it."""
    text = SOURCES + (
        example + RECEIVERS.replace("receivers:\n", "") if "receivers:" in example else example + RECEIVERS
    )
    if "include:" in example:
        (folder / "rules").mkdir()
        (folder / "rules" / "spectrum.yaml").write_text(EXAMPLES[EXAMPLES.index(example) + 1], encoding="utf-8")
    path = folder / "config.yaml"
    path.write_text(text, encoding="utf-8")
    config, faults = check(path, {}, lambda config: compiled(config)[1])
    return config, "\n".join(render_fault(fault, text) for fault in faults).replace(f"{folder}/", "")


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_loads_or_is_refused_as_shown(tmp_path: Path, example: str) -> None:
    following = BLOCKS[BLOCKS.index(("yaml", example)) + 1] if ("yaml", example) != BLOCKS[-1] else ("", "")
    shown = following[1].rstrip() if following[0] == "check" else ""
    assert loaded(tmp_path, example)[1] == shown


def test_the_explanation_is_what_the_program_says(tmp_path: Path) -> None:
    config, _ = loaded(tmp_path, next(text for text in EXAMPLES if "name: big moves" in text))
    assert config is not None
    lines = []
    for explained in explain(compiled(config)[0], metric(), "Music streaming grows.", NOW):
        lines.append(f"watch {explained.watch}: {'selects it' if explained.selected else 'does not'}")
        lines += [f"    {'✓' if check.held else '✗'} {check}" for check in explained.checks]
    assert "\n".join(lines) + "\n" == next(text for kind, text in BLOCKS if kind == "explain")


def test_a_silence_gives_the_reason_shown(tmp_path: Path) -> None:
    config, _ = loaded(tmp_path, next(text for text in EXAMPLES if "silences:" in text))
    assert config is not None
    silencer = Silencer(silenced(config)[0], watch_rules(config))
    by_watch = Selection(metric(subject="tokens"), "desk", ("tokens every week",))
    ministry = "Ministry of Industry and Information Technology"
    other = [Selection(policy(issuers=(ministry,)), receiver, ("drafts",)) for receiver in ("board", "desk")]
    parted = silencer.part((by_watch, *other), lambda finding: ("Before the holiday.", "en"), NOW)
    assert parted.told == (other[1],)
    shown = next(text for kind, text in BLOCKS if kind == "silenced")
    assert [each.reason for each in parted.hushed] == shown.splitlines()


def looked_back(lowest: int) -> Backtest:
    """What a rule about changes of so many per cent makes of a spring of changes."""
    watches, _ = compile_watches([rule({"metric": {"change": f">= {lowest}%"}}, name="big moves")])
    stories = []
    for day, now in ((2, 110), (3, 125), (10, 104), (11, 140), (12, 106), (30, 90)):
        origin = Origin("d", "letter", "letters", "i", "", datetime(2026, 4, 1, 12, tzinfo=UTC) + timedelta(days=day))
        finding = metric(old=100.0, new=float(now), value=float(now), origin=origin, target="Parcels a day")
        stories.append((finding, Item(None, "Parcels.", 0, 8)))
    return backtest(watches, stories, since=date(2026, 3, 30), today=date(2026, 5, 3), zone=UTC)


def test_a_look_back_says_what_the_page_shows() -> None:
    new, old = looked_back(10), looked_back(5)
    lines = [*backtest_lines(new), *moved_lines(moves(old, new), "old.yaml", UTC, 20)]
    assert "\n".join(lines) + "\n" == next(text for kind, text in BLOCKS if kind == "backtest")


def test_included_rules_are_part_of_the_configuration(tmp_path: Path) -> None:
    config, _ = loaded(tmp_path, next(text for text in EXAMPLES if "include:" in text))
    assert config is not None
    assert [watch.name for watch in config.watches] == ["spectrum auctions"]


def test_the_line_of_a_flood_is_the_one_shown() -> None:
    entries = tuple(Entry(Selection(metric(), "phone", ("freight",))) for _ in range(67))
    flood = Digest("dig", "phone", "2026-07-01T08:30", NOW, (Section("metrics", entries),), "67 metrics changed")
    line = fold(flood, 10).digest.headline.removeprefix("67 metrics changed, ")
    assert f"{line}\n" == next(text for kind, text in BLOCKS if kind == "folded")


def rows(heading: str) -> list[list[str]]:
    """The rows of the table with this first line."""
    table = PAGE.split(f"{heading}\n", 1)[1].split("\n\n", 1)[0].splitlines()[1:]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in table]


@pytest.mark.parametrize("row", rows("| query | finds | does not find |"), ids=lambda row: row[0])
def test_queries_find_what_the_table_says(row: list[str]) -> None:
    watches, faults = compile_watches([WatchRule("shown", {"text": row[0].strip("`")}, ("desk",))])
    assert faults == ()
    assert select(watches, metric(), row[1], now=NOW)
    assert not select(watches, metric(), row[2], now=NOW)


@pytest.mark.parametrize("row", rows("| written | read as |"), ids=lambda row: row[0])
def test_numbers_are_read_as_the_table_says(row: list[str]) -> None:
    quantity = read_quantity(row[0].strip("`"))
    assert f"{quantity.value:.0f} {quantity.unit or ''}".strip() == row[1]


def test_comparisons_in_the_text_can_be_read() -> None:
    paragraph = PAGE.split("and so are comparisons:", 1)[1].split("\n\n", 1)[0]
    written = re.findall(r'`"([^`]*)"`', paragraph)
    assert len(written) >= 7
    assert all(read_bounds(each) for each in written)


def test_the_page_names_every_condition_and_value() -> None:
    names = [*FindingKind, *Instrument, *Stage, *POLICY, *METRIC, "text", "regex", "source", "sources", "language"]
    assert [name for name in names if f"`{name}`" not in PAGE] == []
