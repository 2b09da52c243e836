"""How values are written in the configuration: durations, times, days, lists of one, addresses, secrets.

The types that `settings` is made of. Each gives the value that the program uses, and says to editors how it is written.
"""

from __future__ import annotations

import datetime as dt
import re
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, Field, SecretStr

from tracker.config.values import (
    anchor_database,
    anchor_path,
    check_address,
    check_channel,
    check_locale,
    check_mailbox,
    check_server,
    check_unsubscribe,
    check_web,
    check_zone,
    fill,
)

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEKDAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DURATION_HINT = 'write a number and s, m, h or d, such as "15m"'
CLOCK_HINT = 'write hours and minutes in quotes, such as "08:30"'
DAY_HINT = "write a day of the calendar, such as 2026-12-01"
SILENCE_HINT = "write until when and why, such as: until 2026-12-01, because the series is rebased"
SILENCE = r"\s*until\s+([^\s,]+)\s*,?\s+because:?\s+(.+)"
SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


def duration(value: object) -> object:
    """Read "90s", "15m", "6h", "2d" as a timedelta; leave the rest for pydantic to refuse."""
    match = re.fullmatch(r"(\d{1,6})\s*([smhd])", value.strip()) if isinstance(value, str) else None
    if match and int(match[1]) > 0:
        return dt.timedelta(seconds=int(match[1]) * SECONDS[match[2]])
    raise ValueError(DURATION_HINT)


def clock_time(value: object) -> object:
    """Read "08:30" as a time of day."""
    match = re.fullmatch(r"([01]?\d|2[0-3]):([0-5]\d)", value.strip()) if isinstance(value, str) else None
    if match:
        return dt.time(int(match[1]), int(match[2]))
    raise ValueError(CLOCK_HINT)


def calendar_day(value: object) -> object:
    """Read "2026-12-01" as a day."""
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value.strip()):
        with suppress(ValueError):
            return dt.date.fromisoformat(value.strip())
    raise ValueError(DAY_HINT)


def silence_in_words(value: object) -> object:
    """Read "until 2026-12-01, because the series is rebased" as a mapping; leave a mapping as it is."""
    if isinstance(value, dict | BaseModel):
        return value
    words = re.IGNORECASE | re.DOTALL
    match = re.fullmatch(SILENCE, value, words) if isinstance(value, str) else None
    if match:
        return {"until": match[1], "because": match[2].strip()}
    raise ValueError(SILENCE_HINT)


def spelled(pattern: str, hint: str) -> Any:
    """For editors: how a text is spelled, and what to say where it is not."""
    return Field(pattern=pattern, json_schema_extra={"patternErrorMessage": hint})


def one_or_many(value: object) -> object:
    """A single value where a list is asked for is a list of one."""
    return value if isinstance(value, list | tuple) else (value,)


DurationText = Annotated[str, spelled(r"^\s*\d+\s*[smhd]\s*$", DURATION_HINT)]
ClockText = Annotated[str, spelled(r"^\s*([01]?\d|2[0-3]):[0-5]\d\s*$", CLOCK_HINT)]
DayText = Annotated[str, spelled(r"^\s*\d{4}-\d\d-\d\d\s*$", DAY_HINT)]
SilenceText = Annotated[str, spelled(r"^\s*[Uu]ntil\s+\d{4}-\d\d-\d\d\s*,?\s+because:?\s+\S", SILENCE_HINT)]
Day = Annotated[dt.date, BeforeValidator(calendar_day, json_schema_input_type=DayText)]
Duration = Annotated[dt.timedelta, BeforeValidator(duration, json_schema_input_type=DurationText)]
ClockTime = Annotated[dt.time, BeforeValidator(clock_time, json_schema_input_type=ClockText)]
Words = Annotated[tuple[str, ...], BeforeValidator(one_or_many, json_schema_input_type=str | list[str])]
Days = Annotated[
    tuple[Weekday, ...],
    Field(min_length=1),
    BeforeValidator(one_or_many, json_schema_input_type=Weekday | list[Weekday]),
]
Name = Annotated[str, Field(min_length=1, max_length=80)]
FilePath = Annotated[Path, AfterValidator(anchor_path)]
Secret = Annotated[SecretStr, BeforeValidator(fill)]
Filled = Annotated[str, BeforeValidator(fill)]
WebAddress = Annotated[Filled, AfterValidator(check_web)]
MailboxAddress = Annotated[Filled, AfterValidator(check_mailbox)]
Channel = Annotated[Filled, AfterValidator(check_channel)]
Address = Annotated[Filled, AfterValidator(check_address)]
Addresses = Annotated[tuple[Address, ...], BeforeValidator(one_or_many, json_schema_input_type=str | list[str])]
Unsubscribe = Annotated[Filled, AfterValidator(check_unsubscribe)]
Server = Annotated[str, AfterValidator(check_server)]
Servers = Annotated[tuple[Server, ...], BeforeValidator(one_or_many, json_schema_input_type=str | list[str])]
Database = Annotated[Filled, AfterValidator(anchor_database)]
Zone = Annotated[str, AfterValidator(check_zone)]
LocaleName = Annotated[str, AfterValidator(check_locale)]
