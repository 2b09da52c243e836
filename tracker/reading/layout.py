"""What every door to a text gives: the text with what its form told beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Layout:
    """A document as text."""

    text: str
    levels: Mapping[int, int] = field(default_factory=dict)
    """offset at which a line begins → the level of the heading that it is (see `lines`)"""
    run_ins: Mapping[int, int] = field(default_factory=dict)
    """offset at which a line begins → offset at which the bold words end that open it, where others follow"""
    links: tuple[tuple[int, int, str], ...] = ()
    """(start, end, address) of the links in the text, http and https alone"""
    title: str | None = None
    published: datetime | None = None
    publisher: str | None = None
    warnings: tuple[str, ...] = ()
