"""Digest slots: one a day in every zone, whatever the clocks do; quiet hours that run over midnight."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest

from tracker.digests.slots import NAMES, latest_slot, next_slot, quiet_until, slot_instant

BRUSSELS = ZoneInfo("Europe/Brussels")
WORKDAYS = NAMES[:5]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "slot"),
    [
        # 08:30 in summer is 06:30 UTC: a minute before, yesterday's slot is the latest.
        ("2026-06-10T06:29", "2026-06-09T08:30"),
        ("2026-06-10T06:30", "2026-06-10T08:30"),
        # On a Sunday the latest is Friday's.
        ("2026-06-14T12:00", "2026-06-12T08:30"),
        # In winter 08:30 is 07:30 UTC.
        ("2026-12-01T07:30", "2026-12-01T08:30"),
    ],
)
def test_latest_slot_is_the_last_allowed_local_time(now: str, slot: str) -> None:
    assert latest_slot(time(8, 30), WORKDAYS, BRUSSELS, at(now)) == slot


def test_no_allowed_day_means_no_slot() -> None:
    assert latest_slot(time(8, 30), (), BRUSSELS, at("2026-06-10T12:00")) is None
    assert next_slot(time(8, 30), (), BRUSSELS, at("2026-06-10T12:00")) is None


def test_next_slot_comes_after_the_latest() -> None:
    assert next_slot(time(8, 30), WORKDAYS, BRUSSELS, at("2026-06-12T12:00")) == "2026-06-15T08:30"


def changes(zone: ZoneInfo, year: int) -> list[datetime]:
    """The hours of a year at which the zone's distance from UTC changes."""
    hours = [datetime(year, 1, 1, tzinfo=UTC) + timedelta(hours=n) for n in range(366 * 24)]
    return [b for a, b in itertools.pairwise(hours) if a.astimezone(zone).utcoffset() != b.astimezone(zone).utcoffset()]


@pytest.mark.parametrize(
    "name", ["Europe/Brussels", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "Asia/Tehran"]
)
def test_one_digest_a_day_over_every_change_of_the_clocks(name: str) -> None:
    """Ticking every ten minutes for two days around each change, each local day's slot comes up exactly once."""
    assert name in available_timezones()
    zone = ZoneInfo(name)
    for year in range(2024, 2031):
        for change in changes(zone, year):
            for wall in (time(2, 30), time(0, 0), time(8, 30)):
                begin = change - timedelta(days=1)
                seen = [latest_slot(wall, NAMES, zone, begin + timedelta(minutes=10 * n)) for n in range(288)]
                fired = list(dict.fromkeys(seen))
                assert fired == sorted(fired, key=lambda slot: slot_instant(slot or "", zone))
                days = [(slot or "")[:10] for slot in fired]
                assert len(days) == len(set(days)) and 2 <= len(days) <= 4


@pytest.mark.parametrize(
    ("now", "until"),
    [
        # 20:00 to 07:00 in summer: 18:00 to 05:00 UTC.
        ("2026-06-10T17:59", None),
        ("2026-06-10T18:00", "2026-06-11T05:00"),
        ("2026-06-11T04:59", "2026-06-11T05:00"),
        ("2026-06-11T05:00", None),
    ],
)
def test_quiet_hours_run_over_midnight(now: str, until: str | None) -> None:
    assert quiet_until(time(20), time(7), NAMES, BRUSSELS, at(now)) == (until and at(until))


def test_quiet_hours_begin_on_their_days_only() -> None:
    saturday_evening = at("2026-06-13T20:00")
    assert quiet_until(time(20), time(7), WORKDAYS, BRUSSELS, saturday_evening) is None
    friday_night = at("2026-06-13T02:00")
    assert quiet_until(time(20), time(7), WORKDAYS, BRUSSELS, friday_night) == at("2026-06-13T05:00")


def test_quiet_hours_that_end_when_they_begin_last_a_day() -> None:
    assert quiet_until(time(20), time(20), ("wed",), BRUSSELS, at("2026-06-11T17:59")) == at("2026-06-11T18:00")
    assert quiet_until(time(20), time(20), ("wed",), BRUSSELS, at("2026-06-11T18:00")) is None


def test_the_slot_of_one_weekday_comes_again_in_a_week() -> None:
    monday = at("2026-06-15T06:30")  # the very moment at which this week's is due
    assert next_slot(time(8, 30), ("mon",), BRUSSELS, monday) == "2026-06-22T08:30"
    assert latest_slot(time(8, 30), ("mon",), BRUSSELS, monday - timedelta(minutes=1)) == "2026-06-08T08:30"
