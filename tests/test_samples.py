"""The shipped samples: the first week is the beginning, the second raises exactly the findings it was written for.

Each line below says which finding a sentence of the letters was written for, and why it must be that one.
"""

from __future__ import annotations

import json
import re
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from databases import Databases, on

from tracker.app import App

ROOT = Path(__file__).parents[1]
FIRST_WEEK_ENDS = "2026-04-07"

FIRST_WEEK = {
    # A draft out for comments is the first that is heard of the measures.
    ("policy.new", "ICT weekly", "interconnection of computing centres"),
    ("policy.new", "Harbour Digital Brief", "consultation on energy labels for data centres"),
    ("policy.new", "Harbour Digital Brief", "national plan for undersea cables"),
    ("policy.new", "Spectrum and Networks Monitor", "consultation paper on spectrum fees"),
    # The same plan from another outlet a day later, and its budget with it.
    ("policy.confirmed", "Morning summary", "national plan for undersea cables"),
    ("metric.confirmed", "Morning summary", "NOK 1.2 billion"),
    # First figures of their series.
    ("metric.new", "ICT weekly", "9.86 trillion tokens"),
    ("metric.new", "ICT weekly", "3.01 trillion tokens"),
    ("metric.new", "ICT weekly", "602 million generative AI users"),
    ("metric.new", "ICT weekly", "42.8%"),
    ("metric.new", "Harbour Digital Brief", "NOK 1.2 billion"),
    ("metric.new", "Harbour Digital Brief", "at least 90% of coastal municipalities"),
    ("metric.new", "Spectrum and Networks Monitor", "969 million internet subscribers"),
}

SECOND_WEEK = {
    # The measures of the week before are issued: the same policy at its next stage.
    ("policy.updated", "ICT weekly", "issued the measures for the interconnection of computing centres"),
    # A regulation nobody has told of, and an auction that is put off.
    ("policy.new", "Harbour Digital Brief", "delegated regulation on energy reporting by data centres"),
    ("policy.new", "Spectrum and Networks Monitor", "postponed its auction of spectrum"),
    # The regulation again, from another outlet.
    ("policy.confirmed", "Morning summary", "delegated regulation on energy reporting by data centres"),
    # A week later, another value.
    ("metric.changed", "ICT weekly", "12.96 trillion tokens"),
    ("metric.changed", "ICT weekly", "3.03 trillion tokens"),
    # The same week's value told by a second outlet.
    ("metric.confirmed", "Harbour Digital Brief", "12.96 trillion tokens"),
}


class Weeks:
    """A folder with the shipped configuration, to which the letters are added week by week."""

    def __init__(self, home: Path, database: str) -> None:
        self.home = home
        text = (ROOT / "config.yaml").read_text(encoding="utf-8")
        (home / "config.yaml").write_text(on(database, text), encoding="utf-8")

    def add(self, *, first: bool) -> None:
        for path in sorted((ROOT / "samples").rglob("*.*")):
            target = self.home / "samples" / path.relative_to(ROOT / "samples")
            target.parent.mkdir(parents=True, exist_ok=True)
            if path.suffix == ".xml":
                target.write_text(feed_until(path.read_text(encoding="utf-8"), first=first), encoding="utf-8")
            elif (path.stem <= FIRST_WEEK_ENDS) == first:
                shutil.copy(path, target)

    def run(self) -> list[dict[str, object]]:
        """One pass; the findings that it added, as exported."""
        app = App(self.home / "config.yaml", now=lambda: datetime(2026, 4, 14, 8, tzinfo=UTC), write=lambda text: None)
        before = [record for record in app.store.export() if record["record"] == "finding"]
        done = app.run_once()
        assert not done.failed, done.errors
        after = [record for record in app.store.export() if record["record"] == "finding"]
        sources = dict(documents(app))
        app.close()
        known = {json.dumps(record, sort_keys=True) for record in before}
        added = [record for record in after if json.dumps(record, sort_keys=True) not in known]
        return [record | {"source": sources[str(record["document"])]} for record in added]


def documents(app: App) -> list[tuple[str, str]]:
    from tracker.store.records import DocumentState

    return [(document.name, document.source) for document in app.store.documents_in(DocumentState.DONE)]


def feed_until(text: str, *, first: bool) -> str:
    """The feed as it stood at the end of the first week: without the entries of the second."""
    later = re.compile(r"<item>(?:(?!</item>).)*?(?:09|10) Apr 2026.*?</item>", re.DOTALL)
    return later.sub("", text) if first else text


def matched(found: list[dict[str, object]], expected: set[tuple[str, str, str]]) -> tuple[list[object], set[object]]:
    """Findings that nothing was written for, and expectations that no finding met."""
    left = set(expected)
    unexpected = []
    for record in found:
        quote = " ".join(str(record["quote"]).split())
        hit = next(
            (e for e in left if e[:2] == (record["finding"], record["source"]) and (e[2] in quote or quote in e[2])),
            None,
        )
        if hit:
            left.discard(hit)
        else:
            unexpected.append((record["finding"], record["source"], quote, record["reason"]))
    return unexpected, set(left)


@pytest.fixture(scope="module")
def weeks(
    module_databases: Databases, tmp_path_factory: pytest.TempPathFactory
) -> tuple[list[dict[str, object]], list[dict[str, object]], Weeks]:
    folder = tmp_path_factory.mktemp("weeks")
    home = Weeks(folder, module_databases.new(folder))
    home.add(first=True)
    first = home.run()
    home.add(first=False)
    return first, home.run(), home


Told = tuple[list[dict[str, object]], list[dict[str, object]], Weeks]


def test_the_first_week_is_taken_in_as_written(weeks: Told) -> None:
    assert matched(weeks[0], FIRST_WEEK) == ([], set())


def test_the_second_week_raises_exactly_what_it_was_written_for(weeks: Told) -> None:
    assert matched(weeks[1], SECOND_WEEK) == ([], set())


def test_the_stated_change_is_held_against_the_stored_history(weeks: Told) -> None:
    changed = next(r for r in weeks[1] if r["finding"] == "metric.changed" and r["new"] == 12.96e12)
    assert changed["old"] == 9.86e12
    assert "31.5" in str(changed["reason"])


def test_a_third_pass_finds_nothing(weeks: Told) -> None:
    assert weeks[2].run() == []
