"""The rules of a configuration in the form that the watches room reads: watches, silences, what they may name."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from tracker import watches
from tracker.errors import Fault, UsageError
from tracker.model import WatchRule

if TYPE_CHECKING:
    from tracker.config.settings import Config


def rule_faults(config: Config, now: datetime) -> tuple[Fault, ...]:
    """Everything that is wrong with the rules, with paths in the configuration."""
    today = now.astimezone(ZoneInfo(config.timezone)).date()
    topics = watches.topic_faults([topic.text for topic in config.topics])
    return (*topics, *compile_watches(config)[1], *compile_silences(config, today)[1])


def make_silencer(config: Config) -> watches.Silencer:
    """The silences of the configuration, ready to be asked."""
    repeats = {watch.name: watch.repeat_after for watch in config.watches if watch.repeat_after}
    return watches.Silencer(compile_silences(config)[0], watch_rules(config), repeats)


def compile_watches(config: Config) -> tuple[tuple[watches.Compiled, ...], tuple[Fault, ...]]:
    """The watches ready to select, and every fault in them with its path in the configuration."""
    return watches.compile_watches(watch_rules(config), known=known_names(config))


def watch_rules(config: Config) -> list[WatchRule]:
    """The watches of the configuration, as the watches room reads them."""
    return [
        WatchRule(watch.name, watch.when, watch.to, watch.urgency, watch.labels, watch.title, watch.group_by)
        for watch in config.watches
    ]


def make_headings(config: Config) -> watches.Headings:
    """What the watches of the configuration call what they select."""
    return watches.Headings(watch_rules(config))


def known_names(config: Config) -> watches.Known:
    """What rules may name."""
    return watches.Known(
        sources=tuple(source.name for source in config.sources),
        pins=tuple(metric.name for metric in config.metrics),
        issuers=issuer_names(config.vocabulary),
        topics={topic.name: topic.text for topic in config.topics},
    )


def compile_silences(
    config: Config, today: date | None = None
) -> tuple[tuple[watches.Silence, ...], tuple[Fault, ...]]:
    """The silences of watches and those of their own, and every fault in them; ended ones too if `today` is given."""
    return watches.compile_silences(silence_rules(config), known=known_names(config), today=today)


def silence_rules(config: Config) -> list[watches.SilenceRule]:
    """The silences of the configuration: first those of watches."""
    rules = [
        watches.SilenceRule(
            watch.silence.until, watch.silence.because, watch.name, path=("watches", position, "silence")
        )
        for position, watch in enumerate(config.watches)
        if watch.silence
    ]
    rules += [
        watches.SilenceRule(each.until, each.because, when=each.when, to=each.to, path=("silences", position))
        for position, each in enumerate(config.silences)
    ]
    return rules


def issuer_names(vocabulary: tuple[Path, ...]) -> dict[str, str]:
    """Every short or other name of an authority → the name that mentions use."""
    from tracker.extraction import load_vocabulary

    known = load_vocabulary([read_vocabulary(path) for path in vocabulary], [str(path) for path in vocabulary])
    return {alias: authority.name for authority in known.authorities for alias in authority.aliases}


def read_vocabulary(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            f"The vocabulary {path} cannot be read: {error}. Check `vocabulary` in the configuration."
        ) from error
