"""When a digest is due, and when nothing may be sent. Pure: `now` and the zone are arguments.

A slot is the local date and time as text, "2026-04-13T08:30": at a change of the clocks a day still has exactly one.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
LOOK_BACK = 8
"""days: more than a week, so that a digest of one weekday is found whatever today is"""


def slot_name(day: date, at: time) -> str:
    return f"{day.isoformat()}T{at:%H:%M}"


def slot_instant(slot: str, zone: ZoneInfo) -> datetime:
    """The instant at which a slot is due, in UTC.

    A time that the clocks skip comes at the same distance after the change; of one that comes twice, the first counts.
    """
    return datetime.fromisoformat(slot).replace(tzinfo=zone, fold=0).astimezone(UTC)


def latest_slot(at: time, days: Collection[str], zone: ZoneInfo, now: datetime) -> str | None:
    """The last slot that was due at or before `now`; None where no day is allowed."""
    today = now.astimezone(zone).date()
    for back in range(LOOK_BACK):
        day = today - timedelta(days=back)
        slot = slot_name(day, at)
        if NAMES[day.weekday()] in days and slot_instant(slot, zone) <= now:
            return slot
    return None


def next_slot(at: time, days: Collection[str], zone: ZoneInfo, now: datetime) -> str | None:
    """The first slot that is due after `now`; None where no day is allowed."""
    today = now.astimezone(zone).date()
    for ahead in range(LOOK_BACK + 1):
        day = today + timedelta(days=ahead)
        slot = slot_name(day, at)
        if NAMES[day.weekday()] in days and slot_instant(slot, zone) > now:
            return slot
    return None


def quiet_until(start: time, end: time, days: Collection[str], zone: ZoneInfo, now: datetime) -> datetime | None:
    """The instant (UTC) at which the quiet hours that hold at `now` end; None outside quiet hours.

    Quiet that ends at or before the time it begins runs into the next morning.
    """
    today = now.astimezone(zone).date()
    for day in (today, today - timedelta(days=1)):
        if NAMES[day.weekday()] not in days:
            continue
        begins = slot_instant(slot_name(day, start), zone)
        ends = slot_instant(slot_name(day if end > start else day + timedelta(days=1), end), zone)
        if begins <= now < ends:
            return ends
    return None
