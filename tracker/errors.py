"""The few kinds of error that the program raises on purpose.

Expected failures (a source that does not answer, a message that Slack refuses) are values, not exceptions. What is
raised is raised for a person: the message says what is wrong and what to do. Anything else that is raised is a bug.
"""

from __future__ import annotations

from dataclasses import dataclass


class TrackerError(Exception):
    """The base of every error of this program; its text is one or more sentences for the user."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with what an operator wrote.

    `path` leads from the top of the configuration to the place (keys and list positions); `file`, `line` and `column`
    (counted from 1) are filled in by whoever knows the text.
    """

    path: tuple[str | int, ...]
    message: str
    hint: str = ""
    file: str = ""
    line: int = 0
    column: int = 0
    lint: bool = False
    """Whether the configuration still loads: a lint is surely not what was meant, but breaks nothing."""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}: " if self.file else ""
        hint = f" ({self.hint})" if self.hint else ""
        return f"{place}{self.message}{hint}"


class ConfigError(TrackerError):
    """A configuration that cannot be used, with all its faults at once."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        self.faults = faults
        super().__init__("\n".join(str(fault) for fault in faults))


class UsageError(TrackerError):
    """A command that was called wrongly: a file that is not there, an id that nothing has."""


class StoreError(TrackerError):
    """A database that cannot be opened, migrated or written."""
