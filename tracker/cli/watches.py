"""`tracker watches …`: the rules listed, tested, and tried on what was found before."""

from __future__ import annotations

import json
import re
import shutil
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tracker.cli.common import (
    PATH,
    clock_of,
    config_option,
    json_option,
    now_option,
    plural,
    print_json,
    tell_user,
)
from tracker.cli.past import backtest_lines, backtest_record, moved_lines, told_record
from tracker.cli.rules import show
from tracker.errors import ConfigError, UsageError

if TYPE_CHECKING:
    from datetime import datetime

    from tracker.config.settings import Config, Watch
    from tracker.rules.rehearsal import Outcome


@click.group()
def watches() -> None:
    """Look at the rules, test them, and try them on what is stored."""


# ---------------------------------------------------------------- list


@watches.command("list")
@config_option
@json_option
def list_watches(config: Path, as_json: bool) -> None:
    """List the watches: whom each tells, how soon, and whether it is silenced."""
    from tracker.rules.rehearsal import load_rules
    from tracker.standalone import clock

    for watch in load_rules(config, clock()).watches:
        if as_json:
            print_json(watch.model_dump(mode="json", exclude_defaults=True))
        else:
            click.echo(watch_line(watch))


def watch_line(watch: Watch) -> str:
    labels = f"  [{', '.join(watch.labels)}]" if watch.labels else ""
    silence = f"  silenced until {watch.silence.until}, because {watch.silence.because}" if watch.silence else ""
    return f"{watch.name}  → {', '.join(watch.to) or 'nobody'}, {watch.urgency}{labels}{silence}"


@watches.command("untold")
@click.argument("receiver", required=False, help="Only what was meant for this receiver.")
@click.option("--since", default="30d", metavar="AGE", help="90d, 12w, or a day: 2026-04-12.")
@config_option
@now_option
@json_option
def untold(receiver: str | None, since: str, config: Path, now: str | None, as_json: bool) -> None:
    """List what was selected and not told, with the reason: a silence, a repeat, a flood."""
    from zoneinfo import ZoneInfo

    from tracker.app import App
    from tracker.watches.backtesting import told_line

    app = App(config, now=clock_of(now), looking=True)
    zone = ZoneInfo(app.config.timezone)
    first = first_day(since, app.now().date())
    found = tuple(app.store.suppressed(receiver, first))
    names = [each.name for each in app.config.receivers]
    if receiver and not found and receiver not in names:  # one that was taken out of the rules may still be asked for
        raise UsageError(f"There is no receiver {receiver!r} in {config}. Receivers: {', '.join(names)}.")
    for selection, reason in found:
        if as_json:
            print_json({**told_record(selection), "reason": reason})
        else:
            click.echo(f"{told_line(selection, zone)}\n    {reason}")
    if not found and not as_json:
        click.echo(f"Since {first}, everything selected was told or waits to be told.")


# ---------------------------------------------------------------- suggest


@watches.command("suggest")
@config_option
@click.option("--write", is_flag=True, help="Make the change in the file.")
@now_option
def suggest(config: Path, write: bool, now: str | None) -> None:
    """Print, as a diff of the configuration, what makes decisions by buttons permanent in the rules.

    Mutes and words that something is no policy become `silences:`, series that were taken apart pinned `metrics:`.
    """
    from tracker.app import App
    from tracker.rules import suggesting

    app = App(config, now=clock_of(now), looking=True)
    suggested = suggesting.suggest(app.store, app.config, app.now().date())
    for note in suggested.notes:
        tell_user(note)
    before = config.read_text(encoding="utf-8")
    after = suggesting.added(before, suggested.entries)
    if after == before:
        tell_user("Nothing to add: the rules hold every decision that they have words for.")
        return
    try:
        require_sound(config, after)
        click.echo(suggesting.diff(before, after, config.name), nl=False)
        if write:
            exchange(config, before, after)
            tell_user(f"{config} is changed: {plural(len(suggested.entries), 'entry', 'entries')} added.")
    except OSError as error:
        raise UsageError(f"{config} and its folder must be writable: {error.strerror}.") from error


def require_sound(path: Path, text: str) -> None:
    """UsageError where the file would not be a sound configuration with this text."""
    from tracker.standalone import check_config

    trial = path.with_name(f".{path.name}.suggested")
    try:
        trial.write_text(text, encoding="utf-8")
        faults = [fault for fault in check_config(trial)[1] if not fault.lint]
    finally:
        trial.unlink(missing_ok=True)
    if faults:
        raise UsageError(f"The change would not be sound, and is not made: {faults[0]}")


def exchange(path: Path, before: str, after: str) -> None:
    """Put a text in the place of another, unless somebody has edited the file meanwhile."""
    beside = path.with_name(f".{path.name}.new")
    beside.write_text(after, encoding="utf-8")
    shutil.copymode(path, beside)
    if path.read_text(encoding="utf-8") != before:
        beside.unlink()
        raise UsageError(f"{path} was edited meanwhile: try again.")
    beside.replace(path)


# ---------------------------------------------------------------- test


@watches.command("test")
@click.argument("files", nargs=-1, required=True, type=PATH, metavar="FILE…", help="Files with tests, in YAML.")
@now_option
@json_option
def test(files: tuple[Path, ...], now: str | None, as_json: bool) -> None:
    """Run tests of the rules, without a database. Exit 0 all passed, 1 some failed, 2 a file is broken."""
    codes = []
    for file in files:
        try:
            outcomes = run_file(file, now)
        except ConfigError as error:
            for fault in error.faults:
                show(fault, Path(fault.file))
            codes.append(2)
        else:
            report(file, outcomes, as_json)
            codes.append(0 if all(outcome.passed for outcome in outcomes) else 1)
    raise click.exceptions.Exit(max(codes))


def report(file: Path, outcomes: list[Outcome], as_json: bool) -> None:
    for outcome in outcomes:
        if as_json:
            print_json(outcome_record(file, outcome))
        elif not outcome.passed:
            click.echo(failure(file, outcome))
    if not as_json:
        passed = sum(outcome.passed for outcome in outcomes)
        click.echo(f"{file}: {passed} of {len(outcomes)} tests passed")


@watches.command("schema")
@click.option("--rules", is_flag=True, help="That of included files of rules instead.")
def schema(rules: bool) -> None:
    """Print the JSON Schema (draft 7) of files with tests, for editors."""
    from tracker.config import schema_of_rules, schema_of_tests
    from tracker.watches import WHEN_SCHEMA

    printed = schema_of_rules(WHEN_SCHEMA) if rules else schema_of_tests()
    click.echo(json.dumps(printed, indent=2, ensure_ascii=False))


def run_file(file: Path, now: str | None) -> list[Outcome]:
    """The outcome of every test of a file."""
    from tracker.rules.rehearsal import Rehearsal, load_tests
    from tracker.standalone import MEDIA_TYPES, standalone_extractor

    moment = clock_of(now)()
    tests, config, lines = load_tests(file, moment)
    rehearsal = Rehearsal(config, standalone_extractor(config.vocabulary), MEDIA_TYPES, moment)
    try:
        return [rehearsal.run(test, line) for test, line in zip(tests.tests, lines, strict=True)]
    finally:
        rehearsal.close()


def failure(file: Path, outcome: Outcome) -> str:
    """What was expected beside what came, and why it did not."""
    lines = [f"{file}:{outcome.line}: {outcome.name}"]
    lines += [f"    {line}" for line in str(outcome.difference).splitlines()]
    lines += [f"    ? {reason}" for reason in outcome.reasons]
    return "\n".join(lines)


def outcome_record(file: Path, outcome: Outcome) -> dict[str, object]:
    return {
        "file": str(file),
        "line": outcome.line,
        "test": outcome.name,
        "passed": outcome.passed,
        "findings": outcome.findings,
        "missing": [str(wish) for wish in outcome.difference.missing],
        "surplus": [str(came) for came in outcome.difference.surplus],
        "reasons": list(outcome.reasons),
    }


# ---------------------------------------------------------------- backtest


@watches.command("backtest")
@click.option("--since", default="90d", metavar="AGE", help="90d, 12w, or a day: 2026-04-12.")
@click.option("--watch", metavar="NAME", help="Only this watch.")
@click.option("--against", type=PATH, metavar="OLD.yaml", help="Other rules, to say what changes.")
@click.option("--limit", "-n", type=click.IntRange(min=0), default=20, help="How many changes to list.")
@config_option
@now_option
@json_option
def backtest(
    *, since: str, watch: str | None, against: Path | None, limit: int, config: Path, now: str | None, as_json: bool
) -> None:
    """Say what the rules would have told of all that is stored, week by week. Nothing is sent or marked."""
    from tracker.app import App
    from tracker.rules.rehearsal import look_back
    from tracker.watches.backtesting import moves

    app = App(config, now=clock_of(now), looking=True)
    require_watch(app.config, watch)
    first = first_day(since, app.now().date())
    new = look_back(app.store, app.config, watch, first, app.now())
    old = look_back(app.store, other_rules(against, app.now()), watch, first, app.now()) if against else None
    moved = moves(old, new) if old else ()
    if as_json:
        print_json(backtest_record(new, moved if old else None))
        return
    for line in backtest_lines(new):
        click.echo(line)
    if old:
        for line in moved_lines(moved, str(against), new.zone, limit):
            click.echo(line)


def require_watch(config: Config, name: str | None) -> None:
    """UsageError where a watch is asked for that the rules do not have."""
    from tracker.watches import nearest

    names = [watch.name for watch in config.watches]
    if name is not None and name not in names:
        near = nearest(name, names)
        raise UsageError(
            f"There is no watch {name!r}{f' ({near})' if near else ''}. `tracker watches list` lists them."
        )


def other_rules(path: Path, moment: datetime) -> Config:
    from tracker.rules.rehearsal import load_rules

    return load_rules(path, moment)


def first_day(since: str, today: date) -> date:
    """The day that an age of days or weeks leads back to, or the day itself."""
    age = re.fullmatch(r"(\d{1,5})\s*([dw])", since.strip())
    try:
        if age:
            return today - timedelta(days=int(age[1]) * (7 if age[2] == "w" else 1))
        return date.fromisoformat(since)
    except (ValueError, OverflowError) as error:
        raise UsageError(f"--since {since!r} is no age. Write 90d, 12w, or a day such as 2026-04-12.") from error
