"""Teams on one configuration: one whose files are broken is left out, and the others go on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tracker.config.loading import Further, Owners, check_without
from tracker.config.settings import Config
from tracker.errors import ConfigError, Fault


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A team whose files are not read, and what is wrong with them."""

    team: str
    faults: tuple[Fault, ...]

    def __str__(self) -> str:
        return f"The files of team {self.team} are left out: {'; '.join(map(str, self.faults))}"


def load_teams(
    path: Path, environ: Mapping[str, str], further: Further | None = None
) -> tuple[Config, tuple[LeftOut, ...]]:
    """The configuration without the teams whose files are broken, and these; ConfigError for any other fault.

    A team that counts on what a broken one has is broken too. What is not in a team's file must not count on a team.
    """
    left: dict[str, LeftOut] = {}
    while True:
        config, faults, owners = check_without(path, environ, further, frozenset(left))
        broken = [fault for fault in faults if not fault.lint]
        if config is not None and not broken:
            return config, tuple(left.values())
        by_team: dict[str, list[Fault]] = {}
        for fault in broken:
            team = team_of(fault, owners)
            if team is None or team in left:
                raise ConfigError((*(each for one in left.values() for each in one.faults), *broken))
            by_team.setdefault(team, []).append(fault)
        left |= {team: LeftOut(team, tuple(found)) for team, found in by_team.items()}


def team_of(fault: Fault, owners: Owners) -> str | None:
    """The team that a fault is of; None for one that is of no team."""
    if fault.file in owners:
        return owners[fault.file]
    match fault.path:
        case ("teams", int() as position, "include", *_):
            return owners.get(position)
    return None
