"""`tracker watches …`: the rules listed, tested, and tried on what was found before."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tracker.cli.common import DEFAULT_CONFIG, ConfigOption, JsonOption, NowOption, clock_of, print_json
from tracker.cli.rules import show
from tracker.errors import ConfigError

if TYPE_CHECKING:
    from tracker.config.settings import Watch
    from tracker.rehearsal import Outcome

watches = typer.Typer(help="Look at the rules, test them, and try them on what is stored.", no_args_is_help=True)


@watches.callback()
def watches_group() -> None:
    """Look at the rules, test them, and try them on what is stored."""


# ---------------------------------------------------------------- list


@watches.command("list")
def list_watches(config: ConfigOption = DEFAULT_CONFIG, as_json: JsonOption = False) -> None:
    """List the watches: whom each tells, how soon, and whether it is silenced."""
    from tracker.app import clock
    from tracker.rehearsal import load_rules

    for watch in load_rules(config, clock()).watches:
        if as_json:
            print_json(watch.model_dump(mode="json", exclude_defaults=True))
        else:
            typer.echo(watch_line(watch))


def watch_line(watch: Watch) -> str:
    labels = f"  [{', '.join(watch.labels)}]" if watch.labels else ""
    silence = f"  silenced until {watch.silence.until}, because {watch.silence.because}" if watch.silence else ""
    return f"{watch.name}  → {', '.join(watch.to) or 'nobody'}, {watch.urgency}{labels}{silence}"


# ---------------------------------------------------------------- test


@watches.command("test")
def test(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="Files with tests, in YAML.")],
    now: NowOption = None,
    as_json: JsonOption = False,
) -> None:
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
    raise typer.Exit(max(codes))


def report(file: Path, outcomes: list[Outcome], as_json: bool) -> None:
    for outcome in outcomes:
        if as_json:
            print_json(outcome_record(file, outcome))
        elif not outcome.passed:
            typer.echo(failure(file, outcome))
    if not as_json:
        passed = sum(outcome.passed for outcome in outcomes)
        typer.echo(f"{file}: {passed} of {len(outcomes)} tests passed")


@watches.command("schema")
def schema() -> None:
    """Print the JSON Schema (draft 7) of files with tests, for editors."""
    from tracker.config import tests_schema

    typer.echo(json.dumps(tests_schema(), indent=2, ensure_ascii=False))


def run_file(file: Path, now: str | None) -> list[Outcome]:
    """The outcome of every test of a file."""
    from tracker.app import MEDIA_TYPES, standalone_extractor
    from tracker.rehearsal import Rehearsal, load_tests

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
