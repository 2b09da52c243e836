"""Dates in force, deadlines of consultations and targets as an iCalendar file (RFC 5545). Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING

from tracker.digests.dates import Dated, summary
from tracker.digests.plain import plain, safe_url, shorten, who_told
from tracker.digests.words import QUOTED

if TYPE_CHECKING:
    from icalendar import Event

    from tracker.digests.figures import Figures

SUMMARY_LIMIT = 200


def calendar(dates: Iterable[Dated], figures: Figures, *, name: str, address: str = "") -> bytes:
    """One event a date; the same dates give the same bytes. `address`: where the site is published, with a slash.

    An event keeps its UID when its day moves and counts that in SEQUENCE, so that calendars move it as well.
    """
    from icalendar import Calendar

    made = Calendar()
    made.add("prodid", "-//policy-tracker//policies//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", plain(name))
    for one in dates:
        made.add_component(_event(one, figures, address))
    return bytes(made.to_ical())


def _event(one: Dated, figures: Figures, address: str) -> Event:
    from icalendar import Event as Made

    event = Made()
    event.add("uid", f"{one.key}@policy-tracker")
    event.add("dtstamp", one.origin.published)
    event.add("sequence", one.moved)
    event.add("summary", shorten(summary(one, figures), SUMMARY_LIMIT))
    event.add("dtstart", one.first)
    event.add("dtend", one.last + timedelta(days=1))  # the end of whole days is the day after them
    event.add("transp", "TRANSPARENT")
    event.add("status", "CANCELLED" if one.over else "CONFIRMED")
    quoted = figures.words.within(*QUOTED, text=plain(one.quote))
    told_by = who_told(one.origin)
    event.add("description", f"{quoted}\n{told_by}, {figures.day(one.origin.published.date())}")
    url = safe_url(one.origin.url) or safe_url(address)
    if url:
        event.add("url", url)
    return event
