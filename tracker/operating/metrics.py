"""What the daemon counts, in the text that Prometheus reads. Numbers of the store are read when somebody asks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from prometheus_client import CollectorRegistry
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

from tracker.operating.health import Pulse

CONTENT_TYPE = CONTENT_TYPE_LATEST


def exposition(status: Callable[[], Mapping[str, Any]], pulse: Pulse, version: str) -> bytes:
    """The metrics now. `status` gives what `App.figures` gives."""
    registry = CollectorRegistry()
    registry.register(_Collector(status, pulse, version))
    return bytes(generate_latest(registry))


class _Collector:
    """Reads everything anew each time it is asked."""

    def __init__(self, status: Callable[[], Mapping[str, Any]], pulse: Pulse, version: str) -> None:
        self._status = status
        self._pulse = pulse
        self._version = version

    def describe(self) -> list[Metric]:
        """Nothing before it is asked: describing would read the store."""
        return []

    def collect(self) -> Iterator[Metric]:
        build = GaugeMetricFamily("tracker_build_info", "The version that runs.", labels=["version"])
        build.add_metric([self._version], 1)
        yield build
        yield from _rounds(self._pulse)
        status = self._status()
        yield from _sources(status["sources"])
        yield from _stored(status["stored"])
        yield from _receivers(status["receivers"])
        yield from _outbox(status)


def _rounds(pulse: Pulse) -> Iterator[Metric]:
    rounds = CounterMetricFamily("tracker_rounds", "Rounds that came to an end.", labels=["chore"])
    failed = CounterMetricFamily("tracker_rounds_failed", "Rounds that ended in an error.", labels=["chore"])
    seconds = CounterMetricFamily("tracker_rounds_seconds", "Time that the rounds took.", labels=["chore"])
    silent = GaugeMetricFamily("tracker_round_age_seconds", "Time since the last round ended.", labels=["chore"])
    for name, beat in pulse.beats.items():
        rounds.add_metric([name], beat.rounds)
        failed.add_metric([name], beat.failures)
        seconds.add_metric([name], beat.seconds)
        silent.add_metric([name], pulse.clock() - beat.ended)
    yield from (rounds, failed, seconds, silent)


def _sources(sources: list[dict[str, Any]]) -> Iterator[Metric]:
    documents = GaugeMetricFamily("tracker_documents", "Documents by their state.", labels=["source", "state"])
    failures = GaugeMetricFamily("tracker_source_failures", "Failures in a row.", labels=["source"])
    last = GaugeMetricFamily(
        "tracker_source_success_timestamp_seconds", "The last look that worked.", labels=["source"]
    )
    for source in sources:
        for state, count in source["documents"].items():
            documents.add_metric([source["name"], state], count)
        failures.add_metric([source["name"]], source["failures"] or 0)
        if source["last_success"]:
            last.add_metric([source["name"]], datetime.fromisoformat(source["last_success"]).timestamp())
    yield from (documents, failures, last)


def _stored(stored: Mapping[str, int]) -> Iterator[Metric]:
    rows = GaugeMetricFamily("tracker_stored", "What is stored, by its kind.", labels=["kind"])
    for kind, count in stored.items():
        rows.add_metric([kind], count)
    yield rows


def _receivers(receivers: list[dict[str, Any]]) -> Iterator[Metric]:
    findings = GaugeMetricFamily(
        "tracker_selections", "Selected findings by their state.", labels=["receiver", "state"]
    )
    messages = GaugeMetricFamily("tracker_deliveries", "Messages by their state.", labels=["receiver", "state"])
    for receiver in receivers:
        for state, count in receiver["findings"].items():
            findings.add_metric([receiver["name"], state], count)
        for state, count in receiver["deliveries"].items():
            messages.add_metric([receiver["name"], state], count)
    yield from (findings, messages)


def _outbox(status: Mapping[str, Any]) -> Iterator[Metric]:
    refuses = GaugeMetricFamily("tracker_receiver_refuses", "Places that refuse everything.", labels=["receiver"])
    for receiver, count in status["refusing"].items():
        refuses.add_metric([receiver], count)
    yield refuses
    yield GaugeMetricFamily("tracker_outbox_age_seconds", "Age of the oldest unsent message.", status["outbox_age"])
    yield GaugeMetricFamily("tracker_database_bytes", "Size of the database.", status["database_bytes"])
