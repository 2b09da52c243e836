"""What a person is told about a configuration: faults of both rooms, each with its line and a caret."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tracker.config import check, render_fault
from tracker.config.settings import Config
from tracker.errors import Fault
from tracker.rules.rulebook import silence_rules, watch_rules
from tracker.watches import Known, compile_silences, compile_watches, topic_faults

ENVIRON = {"SLACK_BOT_TOKEN": "xoxb-test", "SMTP_PASSWORD": "test", "HOME": "/home/ana"}
TODAY = date(2026, 7, 1)


def rule_faults(config: Config) -> tuple[Fault, ...]:
    """The faults of the rules on a day, as the composition root adds them, without a vocabulary."""
    known = Known(
        tuple(source.name for source in config.sources),
        tuple(metric.name for metric in config.metrics),
        topics={topic.name: topic.text for topic in config.topics},
    )
    _, faults = compile_watches(watch_rules(config), known=known)
    faults = (*topic_faults([topic.text for topic in config.topics]), *faults)
    return (*faults, *compile_silences(silence_rules(config), known=known, today=TODAY)[1])


def told(path: Path) -> str:
    """All faults and lints, rendered; the file is called by its name alone."""
    _, faults = check(path, ENVIRON, rule_faults)
    texts = {fault.file: Path(fault.file).read_text(encoding="utf-8") for fault in faults}
    lines = (f"{'lint: ' if fault.lint else ''}{render_fault(fault, texts[fault.file])}" for fault in faults)
    return "".join(f"{line}\n" for line in lines).replace(f"{path.parent}/", "")
