"""Rules tried on what an operator gives: documents go the whole way through a database that is thrown away after it.

given ──► findings with their stories ──► selected ──► parted by silences ──► compared with what is expected
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from tracker import watches
from tracker.errors import ConfigError, Fault, UsageError
from tracker.history.stories import stories_since, without_stories
from tracker.model import Document, Finding, Pin, SourceState
from tracker.rules import rulebook
from tracker.rules.givens import Told, given_finding, unreadable
from tracker.watches.backtesting import Backtest, backtest
from tracker.watches.trials import Came, Difference, Wish, difference

if TYPE_CHECKING:
    from tracker.config.settings import Config
    from tracker.config.trials import Expected, GivenDocument, RuleTest, RuleTests
    from tracker.extraction import Extractor
    from tracker.store.store import Store


MOST_REFUSED = 5
LONGEST_QUOTE = 120


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one test came to."""

    name: str
    line: int
    difference: Difference
    reasons: tuple[str, ...] = ()
    """for what did not come: which conditions failed on which finding"""
    findings: int = 0
    """how many findings there were, selected or not"""

    @property
    def passed(self) -> bool:
        return not self.difference


class Rehearsal:
    """The rules of one configuration, ready to be tried again and again. Close it to remove its database."""

    def __init__(self, config: Config, extractor: Extractor, media_types: Mapping[str, str], now: datetime) -> None:
        self.config = config
        self.extractor = extractor
        self.media_types = media_types
        self.now = now
        self.zone = ZoneInfo(config.timezone)
        self.watches = rulebook.compile_watches(config)[0]
        self.silencer = rulebook.make_silencer(config)
        self.folder = TemporaryDirectory(prefix="tracker-")
        self.blank: Path | None = None

    def close(self) -> None:
        self.folder.cleanup()

    def run(self, test: RuleTest, line: int) -> Outcome:
        """Give what the test gives, and compare what comes with what it expects."""
        now = self.moment(test)
        read, refused = self.read(test.documents, now)
        told = [*read, *(given_finding(each, now) for each in test.findings)]
        asked = [watch for watch in self.watches if not test.watches or watch.name in test.watches]
        came = self.select(asked, told, now)
        wishes = [wish(each) for each in test.expect]
        found = difference(wishes, came)
        reasons = [reason for missing in found.missing for reason in why_not(missing, asked, told, now)]
        reasons += [
            f"{each}" for missing in found.missing for each in came if replace(missing, silenced=True).fits(each)
        ]
        if any(not any(missing.means(finding) for finding, _ in told) for missing in found.missing):
            reasons += refused[:MOST_REFUSED]
        return Outcome(test.name, line, found, tuple(dict.fromkeys(reasons)), len(told))

    def moment(self, test: RuleTest) -> datetime:
        """Noon of the day of the test: the one that it names, else that of its newest document, else now."""
        days = [document.published for document in test.documents if document.published]
        day = test.today or max(days, default=None)
        return datetime.combine(day, time(12), self.zone).astimezone(UTC) if day else self.now

    def select(self, asked: Sequence[watches.Compiled], told: Sequence[Told], now: datetime) -> list[Came]:
        selector = watches.Selector(asked)
        items = {finding.id: item for finding, item in told}

        def story(finding: Finding) -> tuple[str, str]:
            return items[finding.id].text, items[finding.id].language

        selections = [
            selection
            for finding, item in told
            for selection in selector.select(finding, item.text, now=now, language=item.language)
        ]
        parted = self.silencer.part(watches.once_a_story(selections), story, now.astimezone(self.zone))
        hushed = (Came(each.selection, each.reason) for each in parted.hushed)
        return [*(Came(selection) for selection in parted.told), *hushed]

    # ------------------------------------------------------------ documents

    def read(self, documents: Sequence[GivenDocument], now: datetime) -> tuple[list[Told], list[str]]:
        """The findings that documents raise, one after the other in the order of their days.

        With them what looked like a policy or a metric and is none, and why.
        """
        from tracker.history.comparing import Rules
        from tracker.pipeline import Engine, process

        if not documents:
            return [], []
        pins = tuple(Pin(m.name, m.subject, m.measure, m.unit, m.per) for m in self.config.metrics)
        made = [self.document(each, number, now) for number, each in enumerate(documents)]
        with self.blank_store() as store:
            for document in made:
                store.save_fetch(document.source, (document,), SourceState())
            engine = Engine(store, (), self.extractor, Rules(watches.Selector(()), pins), lambda: now)
            tally = process(engine)
            if tally.failed:
                raise UsageError(" ".join(tally.errors))
            stories = stories_since(store, None, now) if watches.Selector(self.watches).asks_stories else ()
            return [*store.findings_since(), *stories], refusals(store, made)

    def blank_store(self) -> Store:
        """An empty database with its tables, copied from one that is made once."""
        from tracker.store.store import Store

        if self.blank is None:
            self.blank = Path(self.folder.name, "blank.db")
            with Store(f"sqlite:///{self.blank}") as store:
                store.migrate()
        used = shutil.copy(self.blank, Path(self.folder.name, "used.db"))
        for rest in ("used.db-wal", "used.db-shm"):
            Path(self.folder.name, rest).unlink(missing_ok=True)
        return Store(f"sqlite:///{used}")

    def document(self, told: GivenDocument, number: int, now: datetime) -> Document:
        """UsageError where a file cannot be read."""
        published = midnight(told.published) if told.published else None
        name = f"document {number + 1}"
        if told.file is None:
            content, media_type = (told.text or "").encode(), "text/plain"
        else:
            try:
                content = told.file.read_bytes()
            except OSError as error:
                raise UsageError(f"{told.file} cannot be read: {error.strerror}.") from error
            media_type = self.media_types.get(told.file.suffix.lower(), "text/plain")
        return Document(told.source, name, content, media_type, fetched=now, published=published)


def refusals(store: Store, documents: Iterable[Document]) -> list[str]:
    """What was found in documents and turned down, each with its reason."""
    return [
        f"“{' '.join(refused.quote.split())[:LONGEST_QUOTE]}” is no {refused.about}: {refused.reason}"
        for document in documents
        for stored in store.items_of_document(document.id)
        for refused in store.rejections_of_item(stored.item_id)
    ]


def midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


# ---------------------------------------------------------------- what is expected


def wish(expected: Expected) -> Wish:
    """What a test expects, in the words of the watches room."""
    return Wish(expected.to, expected.watch, expected.finding, expected.about, expected.urgency, expected.silenced)


def why_not(missing: Wish, asked: Sequence[watches.Compiled], told: Sequence[Told], now: datetime) -> Iterator[str]:
    """For each watch that was expected to select, the conditions that failed on the findings that are meant."""
    meant = [(finding, item) for finding, item in told if missing.means(finding)]
    if not meant:
        raised = ", ".join(f"{finding.kind} “{finding.target}”" for finding, _ in told) or "none"
        yield f"there is no such finding; there is {raised}"
    for finding, item in meant:
        for explained in watches.explain(asked, finding, item.text, now, item.language):
            if explained.watch in missing.watches and explained.failed:
                failed = "; ".join(str(check) for check in explained.failed)
                yield f"{explained.watch} does not select {finding.kind} “{finding.target}”: {failed}"


def faults_in(tests: RuleTests, config: Config) -> tuple[Fault, ...]:
    """Names that the configuration does not have, and values that are no numbers."""
    receivers = [receiver.name for receiver in config.receivers]
    names = [watch.name for watch in config.watches]
    faults: list[Fault] = []
    for number, test in enumerate(tests.tests):
        path = ("tests", number)
        faults += unknown(test.watches, names, "watch", (*path, "watches"))
        for position, expected in enumerate(test.expect):
            place = (*path, "expect", position)
            faults += unknown((expected.to,), receivers, "receiver", (*place, "to"))
            faults += unknown(expected.watch, names, "watch", (*place, "watch"))
        for position, finding in enumerate(test.findings):
            faults += unreadable(finding, (*path, "findings", position))
    return tuple(faults)


def unknown(used: Sequence[str], known: Sequence[str], kind: str, path: tuple[str | int, ...]) -> list[Fault]:
    return [
        Fault(path, f"there is no {kind} `{name}`", watches.nearest(name, known)) for name in used if name not in known
    ]


# ---------------------------------------------------------------- the past


def look_back(store: Store, config: Config, watch: str | None, since: date, now: datetime) -> Backtest:
    """What the rules of a configuration, or one watch of them, would have selected of what is stored."""
    asked = [each for each in rulebook.compile_watches(config)[0] if watch in {None, each.name}]
    if not asked and watch is not None:
        near = watches.nearest(watch, [each.name for each in config.watches])
        raise UsageError(
            f"There is no watch {watch!r}{f' ({near})' if near else ''}. `tracker watches list` lists them."
        )
    zone = ZoneInfo(config.timezone)
    stories = stories_since(store, since, now) if watches.Selector(asked).asks_stories else ()
    return backtest(
        asked,
        chain(without_stories(store.findings_since(since)), stories),
        since=since,
        today=now.astimezone(zone).date(),
        zone=zone,
        silencer=rulebook.make_silencer(config),
    )


# ---------------------------------------------------------------- files


def load_rules(path: Path, now: datetime) -> Config:
    """A configuration for trying its rules: variables of the environment may be missing. ConfigError for faults."""
    from tracker.config import check

    config, faults = check(path, None, lambda loaded: rulebook.rule_faults(loaded, now))
    broken = tuple(fault for fault in faults if not fault.lint)
    if broken or config is None:
        raise ConfigError(broken)
    return config


def load_tests(path: Path, now: datetime) -> tuple[RuleTests, Config, tuple[int, ...]]:
    """The tests of a file, the configuration that they are about, and the line of each. ConfigError for faults."""
    from tracker.config.trials import check_tests

    loaded: list[Config] = []

    def further(tests: RuleTests) -> tuple[Fault, ...]:
        loaded.append(load_rules(tests.config, now))
        return faults_in(tests, loaded[0])

    tests, faults, lines = check_tests(path, further)
    if tests is None:
        raise ConfigError(faults)
    return tests, loaded[0], lines
