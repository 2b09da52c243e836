"""Composition root: builds everything from the configuration; it and `standalone` alone read clock and environment.

The rooms do not know one another; they meet here.
"""

from __future__ import annotations

import os
import socket
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from random import random
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from tracker.model import Digest, Finding, Item, Pin, Sent, make_id
from tracker.standalone import clock, load_teams, standalone_extractor
from tracker.wiring import close_sources, make_sources, make_transports

if TYPE_CHECKING:
    from tracker.config.settings import Receiver
    from tracker.delivery.buttons import Press
    from tracker.delivery.outbox import Leases, Report, Transport
    from tracker.digests.render import Renderer
    from tracker.intake.asked import AskingExtractor
    from tracker.intake.readers import Reader
    from tracker.operating.health import Condition, Pulse
    from tracker.pipeline import Ahead, Engine, Extracting, Progress, Tally
    from tracker.rules.replaying import Replay
    from tracker.sources import Nudges, Source
    from tracker.store.records import StoredItem
    from tracker.store.store import Store
    from tracker.store.upkeep import Tidied
    from tracker.telling.office import Office, Told
    from tracker.watches import Compiled, Explanation
    from tracker.workers.ticker import Ticker

OWNER = f"{socket.gethostname()}:{os.getpid()}"
"""How deliveries name the process that has taken them."""


def never() -> bool:
    """Nothing is ever enough: a round goes on to its end."""
    return False


# ---------------------------------------------------------------- the whole


@dataclass(frozen=True, slots=True)
class Pass:
    """What one pass did: taken in, told, delivered."""

    tally: Tally
    told: tuple[Told, ...]
    report: Report

    @property
    def failed(self) -> bool:
        """Whether a source, a document or a delivery failed."""
        return bool(self.tally.failed or self.report.failed or self.report.troubles)

    @property
    def errors(self) -> tuple[str, ...]:
        refused = (f"{trouble.receiver}: {trouble.reason}" for trouble in self.report.troubles)
        return (*self.tally.errors, *(f"{receiver}: {reason}" for receiver, reason in self.report.broken), *refused)


class App:
    """Everything that one configuration asks for, built when it is first needed."""

    def __init__(
        self,
        path: Path,
        *,
        environ: Mapping[str, str] = os.environ,
        now: Callable[[], datetime] = clock,
        write: Callable[[str], object] = sys.stdout.write,
        looking: bool = False,
    ) -> None:
        """`looking`: nothing is fetched or sent, so that the variables of secrets need not be set."""
        if looking:
            from tracker.config import Onlooker

            environ = Onlooker(environ)
        self.path = path
        self.environ = environ
        self.now = now
        self.write = write
        self.config, self.left_out = load_teams(path, environ)
        self.listening: Callable[[], bool] = lambda: False
        """whether somebody listens to buttons in Slack, so that messages may have them"""
        self.leases: Leases | None = None
        """what is known of other processes' leases, for one that lives long enough to have seen them run"""

    def close(self) -> None:
        """Let go of the database and of what was started for the sources."""
        if "opened_store" in self.__dict__:
            self.opened_store.close()
        if "nudges" in self.__dict__:
            self.nudges.close()
        if "sources" in self.__dict__:
            close_sources(self.sources)
        if "reader" in self.__dict__:
            self.reader.close()

    @cached_property
    def store(self) -> Store:
        self.opened_store.migrate()
        if self.config.workers:
            from tracker.workers.tables import upgrade

            upgrade(self.opened_store)
        return self.opened_store

    @cached_property
    def opened_store(self) -> Store:
        """The store as it is, whatever its schema."""
        from tracker.store.store import Store

        return Store(self.config.database)

    @cached_property
    def made_by(self) -> str:
        """What tells this version and its vocabulary from others: what they read and extract may differ."""
        from tracker import __version__

        asked = self.config.extraction
        model = (asked.endpoint, asked.model) if asked else ()
        return make_id(
            "made", __version__, *model, *(path.read_text(encoding="utf-8") for path in self.config.vocabulary)
        )

    @cached_property
    def ticker(self) -> Ticker:
        """Who asks for jobs, where there are workers."""
        from tracker.workers.ticker import Ticker

        return Ticker(self)

    @cached_property
    def extractor(self) -> Extracting:
        return self.asking or standalone_extractor(self.config.vocabulary)

    @cached_property
    def asking(self) -> AskingExtractor | None:
        """What asks a model to help, where the configuration names one."""
        from tracker.wiring import make_endpoint

        asked = self.config.extraction
        if asked is None:
            return None
        from tracker.intake.asked import AskingExtractor

        grammar = standalone_extractor(self.config.vocabulary)
        return AskingExtractor(make_endpoint(asked), grammar, self.store.answers, self.now, asked.tokens)

    @cached_property
    def reader(self) -> Reader:
        from tracker.intake.readers import Reader

        return Reader()

    @cached_property
    def renderer(self) -> Renderer:
        from tracker.digests.render import Reader, Renderer

        config = self.config
        return Renderer(
            config.templates,
            timezone=config.timezone,
            locale=config.locale,
            archive=config.archive or "",
            unsubscribe=(config.smtp.unsubscribe or "") if config.smtp else "",
            slack_charts=config.slack is not None and config.slack.charts,
            slack_buttons=lambda: self.listening(),  # noqa: PLW0108  it is exchanged
            readers={
                each.name: Reader(each.locale or config.locale, each.timezone or config.timezone)
                for each in config.receivers
            },
        )

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        return make_sources(self.config)

    @cached_property
    def nudges(self) -> Nudges:
        """Who tells of new mails and files as they come; the watching begins with the first question."""
        from tracker.sources import Nudges

        return Nudges(self.sources)

    @cached_property
    def watches(self) -> tuple[Compiled, ...]:
        """The watches of the configuration, compiled."""
        from tracker.rules.rulebook import compile_watches

        return compile_watches(self.config)[0]

    @property
    def pins(self) -> tuple[Pin, ...]:
        """The metrics of the configuration, as matching reads them."""
        return tuple(Pin(m.name, m.subject, m.measure, m.unit, m.per) for m in self.config.metrics)

    def engine(self, progress: Progress | None = None) -> Engine:
        """What a pass needs to take documents in."""
        from tracker.history.comparing import Rules
        from tracker.history.decided import decided
        from tracker.pipeline import Engine, silent
        from tracker.watches import Selector

        rules = Rules(Selector(self.watches), self.pins, decided(self.store.catalogue.decisions()))
        return Engine(
            self.store,
            self.sources,
            self.extractor,
            rules,
            self.now,
            progress or silent,
            random,
            self.reader,
            baselines=frozenset(source.name for source in self.config.sources if source.baseline),
            ahead=self.ahead_of,
        )

    def nudged_engine(self) -> Engine:
        """The same, for the daemon: sources that tell of something new are looked at before their time."""
        return replace(self.engine(), nudged=self.nudges.take)

    @cached_property
    def office(self) -> Office:
        """What it takes to make digests."""
        from tracker.rules.rulebook import make_headings, make_silencer
        from tracker.telling.office import Office

        return Office(
            store=self.store,
            receivers=self.config.receivers,
            renderer=self.renderer,
            sender=self.config.smtp.sender if self.config.smtp else "",
            zone=ZoneInfo(self.config.timezone),
            now=self.now,
            ops=self.config.ops,
            silencer=make_silencer(self.config),
            headings=make_headings(self.config),
        )

    @cached_property
    def transports(self) -> Mapping[str, Transport]:
        """The way to each receiver, by name."""
        return make_transports(self.config, self.now, self.write)

    # ------------------------------------------------------------ what the commands and the daemon do

    def take_in(
        self, progress: Progress | None = None, *, due_only: bool = False, enough: Callable[[], bool] = never
    ) -> Tally:
        """Fetch and compare, until there is `enough` for one round: what is begun is finished, the rest is left."""
        from tracker.matching import rest
        from tracker.pipeline import fetch, process
        from tracker.store.records import Run
        from tracker.telling.office import notify

        engine = replace(self.nudged_engine() if due_only else self.engine(progress), enough=enough)
        started = self.now()
        tally = fetch(engine, due_only=due_only) + process(engine)
        rest()
        self.store.rest()
        notify(self.office, (*tally.notices, *(self.asking.notices() if self.asking else ())))
        if tally.documents or tally.items or tally.failed or not due_only:
            self.store.add_run(Run(started, self.now(), tally.counts))
        return tally

    def send_out(self, enough: Callable[[], bool] = never) -> tuple[tuple[Told, ...], Report]:
        """Make the digests that are due and deliver what is in the outbox, until there is `enough` for one round."""
        from tracker.telling.late import late_notices
        from tracker.telling.office import Notice, delivery_notices, notify, tell
        from tracker.telling.updating import update_sent

        told = tell(self.office, enough)
        update_sent(self.office)
        report = self.deliver(enough=enough)
        templates = [Notice(f"template {warning}", warning) for warning in (self.renderer.warnings if told else ())]
        late = late_notices(self.office, told)
        notify(self.office, (*delivery_notices(report, self.config.ops), *templates, *late))
        return told, report

    def deliver(self, receiver: str | None = None, enough: Callable[[], bool] = never) -> Report:
        """Send what is in the outbox, all of it or what is for one receiver, until there is `enough`."""
        from tracker.delivery.outbox import deliver

        return deliver(
            self.store,
            self.transports,
            self.now,
            on_unknown=self.config.slack.on_unknown if self.config.slack else "resend",
            owner=OWNER,
            leases=self.leases,
            receiver=receiver,
            enough=enough,
        )

    def ping(self) -> str | None:
        """Fetch the address that waits to hear of completed rounds; what went wrong, or None."""
        from tracker.wiring import ping

        return ping(self.config)

    def readiness(self, pulse: Pulse) -> tuple[Condition, ...]:
        """What must hold for the daemon to do its work, and what was seen."""
        from tracker.operating.health import readiness
        from tracker.store.schema import HEAD

        migrated = self.store.revision() == HEAD
        return readiness(pulse, migrated, self.store.outbox_desk.oldest_unsent(), self.now())

    def figures(self) -> dict[str, Any]:
        """What the store tells, with the outbox's age in seconds, the places that refuse, and the database's size."""
        oldest = self.store.outbox_desk.oldest_unsent()
        return {
            **self.store.status(),
            "refusing": Counter(trouble.receiver for trouble in self.store.troubles()),
            "outbox_age": (self.now() - oldest).total_seconds() if oldest else 0.0,
            "database_bytes": self.store.upkeep.size(),
        }

    def tidy(self) -> Tidied:
        """Let go of what `keep` does not want kept any longer."""
        keep, now = self.config.keep, self.now()
        letters_before = now - keep.letters if keep.letters else None
        return self.store.upkeep.tidy(letters_before=letters_before, messages_before=now - keep.messages)

    def tell_ops(self, sentence: str) -> None:
        """Tell whoever keeps the program running; the same sentence once a day."""
        from tracker.telling.office import Notice, notify

        notify(self.office, [Notice(f"{self.now().date()} {make_id('said', sentence)}", sentence)])

    def run_once(self, progress: Progress | None = None) -> Pass:
        """One pass over every source, comparison, digests that are due."""
        tally = self.take_in(progress)
        told, report = self.send_out()
        return Pass(tally, told, report)

    # ------------------------------------------------------------ what people ask

    def answer(self, press: Press) -> str:
        """Do what somebody pressed in Slack; the answer for them."""
        from tracker.telling.answering import Desk, answer

        def explain(finding: Finding, stored: StoredItem, names: tuple[str, ...]) -> tuple[Explanation, ...]:
            asked = tuple(watch for watch in self.watches if watch.name in names)
            return self.explained(finding, stored.item, asked)

        return answer(Desk(self.office, explain, self.config.slack.allow if self.config.slack else ()), press)

    def offers_buttons(self) -> bool:
        """Whether the configuration has buttons in Slack, to which the daemon then listens."""
        slack = self.config.slack
        return slack is not None and bool(slack.app_token or slack.app_token_file)

    def status(self) -> dict[str, Any]:
        """What stands where, as the store tells it, with the time of each receiver's next digest."""
        from tracker.telling.office import next_digest

        known = self.store.status()
        seen = {receiver["name"]: receiver for receiver in known["receivers"]}
        for receiver in self.config.receivers:
            due = next_digest(self.office, receiver)
            if receiver.name in seen and due:
                seen[receiver.name]["next_digest"] = due
        left_out = {each.team: [str(fault) for fault in each.faults] for each in self.left_out}
        teams = [{"name": team.name, "left_out": left_out.get(team.name, [])} for team in self.config.teams]
        known |= {"teams": teams} if teams else {}
        return known | ({"queue": self.store.queue.state().record()} if self.config.workers else {})

    def explain_watches(self, finding: Finding, item: Item, watch: str | None) -> Iterator[str]:
        """For each watch (or the one named) each condition, true or false, with the value it saw."""
        from tracker import watches

        for explained in watches.explain(self.watches, finding, item.text, self.now(), item.language):
            if watch is not None and explained.watch != watch:
                continue
            yield f"watch {explained.watch}: {'selects it' if explained.selected else 'does not'}"
            for check in explained.checks:
                yield f"    {'✓' if check.held else '✗'} {check}"

    def explained(self, finding: Finding, item: Item, asked: tuple[Compiled, ...]) -> tuple[Explanation, ...]:
        """What each of some watches says of a finding."""
        from tracker import watches

        return watches.explain(asked, finding, item.text, self.now(), item.language)

    def waits_for(self, receiver: str) -> str:
        """What an open selection of a receiver waits for, in words."""
        from tracker.telling.office import waits_for

        return waits_for(self.office, receiver)

    @contextmanager
    def ahead(self, beside: int) -> Iterator[Ahead]:
        """What reads and extracts before the comparison: so many processes beside this one, or this one for none."""
        from tracker.pipeline import here

        if not beside or self.asking:  # other processes know no database and no secret
            yield here(self.reader, self.extractor)
            return
        with self._processes(beside) as several:
            yield several

    def ahead_of(self, documents: int) -> AbstractContextManager[Ahead]:
        """The same for a pass over so many documents: with processes beside this one where they pay."""
        from tracker.intake.spare import spare

        return self.ahead(spare(documents))

    @contextmanager
    def _processes(self, beside: int) -> Iterator[Ahead]:
        from tracker.intake.processes import Processes
        from tracker.rules.rulebook import read_vocabulary

        names = self.config.vocabulary
        several = Processes(beside, [read_vocabulary(name) for name in names], [str(name) for name in names])
        try:
            yield several
        finally:
            several.close()

    def by_workers(self, otherwise: Ahead) -> Ahead:
        """What reads and extracts: the workers, where there are any, else that which is given."""
        from tracker.workers.ahead import ByWorkers

        return ByWorkers(self.store, self.made_by, otherwise) if self.config.workers else otherwise

    def replay(self, since: date, progress: Progress | None = None, ahead: Ahead | None = None) -> Replay:
        """What would be found today in everything stored, against what was found."""
        from tracker.pipeline import silent
        from tracker.rules.replaying import Today, replay

        today = Today(self.extractor, self.reader, self.pins, self.now(), ahead)
        return replay(self.store, today, since, progress or silent)

    def preview(self, name: str) -> tuple[Digest, Receiver] | None:
        """The digest that a receiver would get now, without storing or marking anything."""
        from tracker.telling.office import make_digest, part

        receiver = next(receiver for receiver in self.config.receivers if receiver.name == name)
        waiting = part(self.office, receiver).told
        digest = make_digest(self.office, receiver, waiting, self.now().isoformat()).digest
        return (digest, receiver) if digest else None

    def send_test(self, name: str) -> str | None:
        """Send a marked test message to a receiver; what went wrong, or None where it arrived."""
        from tracker.digests.summary import TEST
        from tracker.telling.office import destinations

        receiver = next(receiver for receiver in self.config.receivers if receiver.name == name)
        now = self.now()
        digest = Digest(
            id=make_id("test", name, now),
            receiver=name,
            slot=now.isoformat(),
            created=now,
            sections=(),
            headline=self.renderer.figures(name).words.say(TEST),
        )
        for delivery in self.renderer.deliveries(
            digest, kind=receiver.kind, destinations=destinations(receiver), sender=self.office.sender
        ):
            outcome = self.transports[name].send(delivery, parent=None)
            if not isinstance(outcome, Sent):
                return f"{delivery.destination}: {outcome.reason}"
        return None
