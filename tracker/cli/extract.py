"""`tracker extract`: what the program finds in newsletter files; without `--config` with no database and no network."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tracker.cli.common import PATH, print_json, tell_user
from tracker.errors import UsageError

if TYPE_CHECKING:
    from tracker.model import Extraction, Item, MetricMention, PolicyMention, Reading
    from tracker.pipeline import Extracting


@click.command()
@click.argument(
    "files",
    nargs=-1,
    required=True,
    type=PATH,
    metavar="FILE…",
    help="Newsletters: .txt .md .markdown .html .htm .eml .pdf .docx; - for standard input.",
)
@click.option("--vocabulary", type=PATH, multiple=True, metavar="FILE", help="Further vocabulary in YAML.")
@click.option(
    "--config",
    type=PATH,
    metavar="FILE",
    help="Extract as this configuration does: with its vocabulary, and its model.",
)
def extract(files: tuple[Path, ...], vocabulary: tuple[Path, ...], config: Path | None) -> None:
    """Print the items, policies and metrics of newsletter files as JSON, one object for each file.

    Exit 2 where a file cannot be read; the others are read all the same.
    """
    from tracker.standalone import read_bytes, read_file

    failed = False
    extractor = extractor_of(config, vocabulary)
    for file in files:
        try:
            reading = read_bytes(sys.stdin.buffer.read()) if str(file) == "-" else read_file(file)
        except OSError as error:
            tell_user(f"tracker: {file} cannot be read: {error.strerror}")
            failed = True
            continue
        found = [extractor.extract(item) for item in reading.items]
        print_json(document_record(str(file), reading, found))
        left = (one.reason for each in found for one in each.rejections if one.about == "extraction")
        for warning in dict.fromkeys((*reading.warnings, *left)):
            tell_user(f"tracker: {file}: {warning}")
    raise click.exceptions.Exit(2 if failed else 0)


def extractor_of(config: Path | None, vocabulary: tuple[Path, ...]) -> Extracting:
    """The packaged extraction with further vocabulary, or that of a configuration."""
    if config is None:
        from tracker.standalone import standalone_extractor

        return standalone_extractor(vocabulary)
    if vocabulary:
        raise UsageError("Give --config or --vocabulary, not both: a configuration names its vocabulary itself.")
    from tracker.app import App

    return App(config).extractor


def document_record(name: str, reading: Reading, extractions: list[Extraction]) -> dict[str, Any]:
    """The document as scripts read it; the keys are a stable interface."""
    pairs = zip(reading.items, extractions, strict=True)
    return {
        "document": name,
        "title": reading.title,
        "published": reading.published.date().isoformat() if reading.published else None,
        "warnings": list(reading.warnings),
        "items": [item_record(item, extraction) for item, extraction in pairs],
    }


def item_record(item: Item, extraction: Extraction) -> dict[str, Any]:
    return {
        "title": item.title,
        "text": item.text,
        "start": item.start,
        "end": item.end,
        "policies": [policy_record(mention) for mention in extraction.policies],
        "metrics": [metric_record(mention) for mention in extraction.metrics],
    }


def policy_record(mention: PolicyMention) -> dict[str, Any]:
    return {
        "quote": mention.quote,
        "start": mention.start,
        "end": mention.end,
        "issuers": list(mention.issuers),
        "jurisdiction": mention.jurisdiction,
        "instrument": mention.instrument,
        "stage": mention.stage,
        "title": mention.title,
        "date": mention.date,
        "effective": mention.effective,
    }


def metric_record(mention: MetricMention) -> dict[str, Any]:
    change = mention.change
    return {
        "quote": mention.quote,
        "start": mention.start,
        "end": mention.end,
        "value": mention.value,
        "value_high": mention.value_high,
        "unit": mention.unit,
        "qualifier": mention.qualifier,
        "alt": [{"value": amount.value, "unit": amount.unit} for amount in mention.alt],
        "subject": mention.subject,
        "measure": mention.measure,
        "kind": mention.kind,
        "period": mention.period,
        "change": change
        and {"value": change.value, "unit": change.unit, "direction": change.direction, "basis": change.basis},
    }
