"""What a person is told about a configuration: faults of both rooms, each with its line and a caret."""

from __future__ import annotations

from pathlib import Path

from tracker.config import check, render_fault
from tracker.config.settings import Config
from tracker.errors import Fault
from tracker.model import WatchRule
from tracker.watches import Known, compile_watches

ENVIRON = {"SLACK_BOT_TOKEN": "xoxb-test", "SMTP_PASSWORD": "test", "HOME": "/home/ana"}


def rule_faults(config: Config) -> tuple[Fault, ...]:
    """The faults of the rules, as the composition root adds them."""
    rules = [WatchRule(watch.name, watch.when, watch.to, watch.urgency, watch.labels) for watch in config.watches]
    sources = tuple(source.name for source in config.sources)
    return compile_watches(rules, known=Known(sources, tuple(metric.name for metric in config.metrics)))[1]


def told(path: Path) -> str:
    """All faults and lints, rendered; the file is called by its name alone."""
    _, faults = check(path, ENVIRON, rule_faults)
    text = path.read_text(encoding="utf-8")
    lines = (f"{'lint: ' if fault.lint else ''}{render_fault(fault, text)}" for fault in faults)
    return "".join(f"{line}\n" for line in lines).replace(f"{path.parent}/", "")
