"""The file in which an operator writes tests of the rules: what is given, and who is to be told of it.

The docstrings of the fields become the hover text of the JSON Schema, as those of the configuration do.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, ValidationError

from tracker.config.files import no_mapping, read_text
from tracker.config.loading import without_nulls
from tracker.config.locate import locate, place_of
from tracker.config.parsing import KEY, parse
from tracker.config.settings import Settings, exactly_one
from tracker.config.spelling import Day, FilePath, Name, Words
from tracker.config.wording import translate
from tracker.errors import Fault
from tracker.model import FindingKind, Instrument, Kind, Stage, Urgency


class GivenDocument(Settings):
    """A document that is read, extracted and compared as a newsletter would be: its text, or a file."""

    model_config = exactly_one("text", "file")

    text: Annotated[str, Field(min_length=1)] | None = None
    """The whole text of a letter."""
    file: FilePath | None = None
    """A letter as a file; a relative path begins at the folder of this file."""
    source: Name = "test"
    """The name of the source that it came from."""
    published: Day | None = None
    """The day of its publication; without it, the day of the test."""


class GivenPolicy(Settings):
    """A policy, by the words that conditions use."""

    title: str = ""
    """Its title."""
    issuer: Words = ()
    """Whole names of the authorities."""
    jurisdiction: str = ""
    """A country's code or name, EU, UK or INT."""
    instrument: Instrument = Instrument.PLAN
    """The form of the policy."""
    stage: Stage = Stage.ANNOUNCED
    """The step that the text reports."""
    effective: str | None = None
    """When it takes effect: 2026-12-01, 2026-12 or 2026."""


class GivenMetric(Settings):
    """A metric, by the words that conditions use."""

    name: str | None = None
    """The pinned metric that it belongs to."""
    subject: str = ""
    """What the number is about."""
    measure: str = ""
    """What is measured."""
    per: Literal["day", "week", "month", "quarter", "year"] | None = None
    """The length of time that it is counted over."""
    kind: Kind = Kind.OBSERVED
    """Measured, aimed at, or expected."""
    value: str | float
    """The value with its unit: 620 million users."""
    before: str | float | None = None
    """The value before, where there was one."""


class GivenFinding(Settings):
    """A finding as it is, without a document: about a policy or a metric."""

    model_config = exactly_one("policy", "metric")

    finding: FindingKind | None = None
    """Its kind; without it, policy.new, metric.new or (with a value before) metric.changed."""
    policy: GivenPolicy | None = None
    """The policy that it is about."""
    metric: GivenMetric | None = None
    """The metric that it is about."""
    text: str = ""
    """The text of its story, for `text` and `regex`."""
    source: Name = "test"
    """The name of the source."""
    told_by: Words = ()
    """Everyone who has told it so far, for `sources`."""
    language: str = "en"
    """The language of the story."""


class Expected(Settings):
    """Something that is told. What is left out may be anything."""

    to: Name
    """The receiver."""
    watch: Words = ()
    """The watches that select it: all of them, and no other."""
    finding: FindingKind | None = None
    """The kind of finding."""
    about: str = ""
    """Words in the policy's title, the metric's name or the quote."""
    urgency: Urgency | None = None
    """How soon."""
    silenced: bool = False
    """true where a silence keeps it from being told."""


def nothing(value: object) -> object:
    """`nothing` is an empty list."""
    return () if value == "nothing" else value


class RuleTest(Settings):
    """What is given, and all that is told of it."""

    name: Name
    """What a failure calls it."""
    today: Day | None = None
    """The day on which it happens; without it, the day of the newest document, else the real one."""
    watches: Words = ()
    """Only these watches are asked; without it, all of them."""
    documents: tuple[GivenDocument, ...] = ()
    """Letters, read in the order of their days."""
    findings: tuple[GivenFinding, ...] = ()
    """Findings as they are."""
    expect: Annotated[
        tuple[Expected, ...],
        BeforeValidator(nothing, json_schema_input_type=Literal["nothing"] | list[Expected]),
    ]
    """Everything that is told, or: nothing."""


class RuleTests(Settings):
    """Tests of the rules, whole."""

    config: FilePath = Field(default=Path("config.yaml"), validate_default=True)
    """The configuration with the rules; a relative path begins at the folder of this file."""
    tests: tuple[RuleTest, ...]
    """The tests, each on its own."""


def check_tests(
    path: Path, further: Callable[[RuleTests], tuple[Fault, ...]] | None = None
) -> tuple[RuleTests | None, tuple[Fault, ...], tuple[int, ...]]:
    """The tests of a file, or every fault in it; and the line in which each test begins."""
    text = read_text(path, "name a file with tests of rules, in YAML")
    if isinstance(text, Fault):
        return None, (text,), ()
    parsed = parse(text)
    faults = list(parsed.faults)
    if not isinstance(parsed.data, dict) or not parsed.complete:
        faults = faults or [no_mapping(parsed.data, ("tests", "config"))]
        return None, locate(faults, parsed.places, str(path)), ()
    tests: RuleTests | None = None
    try:
        context = {"environ": None, "folder": path.absolute().parent}
        tests = RuleTests.model_validate(without_nulls(parsed.data), context=context)
        faults += [*_shapes(tests), *(further(tests) if further else ())]
    except ValidationError as error:
        faults += translate(error.errors(include_url=False), RuleTests)
    lines = tuple(place_of(("tests", number), parsed.places).line for number in range(len(tests.tests) if tests else 0))
    return (None if faults else tests), locate(faults, parsed.places, str(path)), lines


def _shapes(tests: RuleTests) -> list[Fault]:
    """Tests that give nothing, and givens that are two things or none."""
    faults = [] if tests.tests else [Fault(("tests",), "`tests`: the list is empty")]
    for number, test in enumerate(tests.tests):
        path = ("tests", number)
        if not test.documents and not test.findings:
            faults.append(Fault(path, "a test needs `documents` or `findings`"))
        for kind, keys in (("documents", ("text", "file")), ("findings", ("policy", "metric"))):
            for position, entry in enumerate(getattr(test, kind)):
                faults += _one_of((*path, kind, position), entry, keys)
    return faults


def _one_of(path: tuple[str | int, ...], entry: Any, keys: tuple[str, str]) -> list[Fault]:
    given = [key for key in keys if getattr(entry, key) is not None]
    if not given:
        return [Fault(path, f"one of `{keys[0]}` and `{keys[1]}` is needed here")]
    return [Fault((*path, given[1], KEY), f"there is `{given[0]}` already; give one of the two")] if given[1:] else []
