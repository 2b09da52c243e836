"""The unit that lets systemd run the daemon: for one user, or for the whole machine with a user of its own.

What the options mean: https://www.freedesktop.org/software/systemd/man/latest/systemd.exec.html#Sandboxing
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tracker.errors import UsageError

NAME = "tracker.service"

UNIT = """\
[Unit]
Description=Policy tracker: reads newsletters and tells what is new
Documentation=https://pypi.org/project/policy-tracker/
Wants=network-online.target
After=network-online.target

[Service]
Type=exec
ExecStart={command}
ExecReload=/bin/kill -HUP $MAINPID
WorkingDirectory={folder}
EnvironmentFile=-{folder}/tracker.env
Restart=on-failure
RestartSec=5
TimeoutStopSec=90
KillMode=mixed
UMask=0077

# What it never needs.
NoNewPrivileges=yes
LockPersonality=yes
MemoryDenyWriteExecute=yes
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallFilter=~@privileged
SystemCallErrorNumber=EPERM
{more}
[Install]
WantedBy={target}
"""
OWN_USER = """\
User=tracker
Group=tracker
CapabilityBoundingSet=
AmbientCapabilities=
DevicePolicy=closed
KeyringMode=private
PrivateDevices=yes
PrivateTmp=yes
PrivateUsers=yes
ProcSubset=pid
ProtectClock=yes
ProtectControlGroups=yes
ProtectHome=read-only
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
ProtectProc=invisible
ProtectSystem=strict
ReadWritePaths={folder}
RemoveIPC=yes
"""
"""For the whole machine alone: systemd needs rights for these that a user's own manager has not on every machine."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: where it belongs, its text, and what to type when it is there."""

    path: Path
    text: str
    next_steps: tuple[str, ...]


def unit(config: Path, python: Path, *, user: bool, home: Path, xdg_config: str | None = None) -> Unit:
    """The unit that runs `tracker run` with this configuration, by this Python.

    `home` and `xdg_config` (XDG_CONFIG_HOME) are the user's. UsageError for a path that a unit cannot hold.
    """
    folder = config.parent
    command = " ".join(_quoted(word) for word in (str(python), "-m", "tracker", "run", "--config", str(config)))
    more = "" if user else OWN_USER.format(folder=_plain(folder))
    target = "default.target" if user else "multi-user.target"
    text = UNIT.format(command=command, folder=_plain(folder), more=more, target=target)
    if user:
        units = (Path(xdg_config) if xdg_config else home / ".config") / "systemd" / "user"
        return Unit(units / NAME, text, _user_steps(folder))
    return Unit(Path("/etc/systemd/system") / NAME, text, _system_steps(folder))


def _user_steps(folder: Path) -> tuple[str, ...]:
    return (
        f"write the secrets that the configuration names into {folder}/tracker.env (NAME=value), then: "
        f"chmod 600 {folder}/tracker.env",
        "systemctl --user daemon-reload",
        f"systemctl --user enable --now {NAME}",
        "loginctl enable-linger    # it goes on when you log out",
        f"journalctl --user -u {NAME} -f",
    )


def _system_steps(folder: Path) -> tuple[str, ...]:
    return (
        f"useradd --system --home-dir {folder} --shell /usr/sbin/nologin tracker",
        f"chown -R tracker:tracker {folder}",
        f"write the secrets that the configuration names into {folder}/tracker.env (NAME=value), then: "
        f"chmod 600 {folder}/tracker.env",
        "systemctl daemon-reload",
        f"systemctl enable --now {NAME}",
        f"journalctl -u {NAME} -f",
    )


def _plain(path: Path) -> str:
    """A path as a unit's setting takes it: `%` is doubled; what no escape is sure for is refused."""
    text = str(path)
    if not text.isprintable() or any(sign in text for sign in ' "\\'):
        raise UsageError(f"A unit cannot name {text!r}: move the configuration to a path without blanks and quotes.")
    return text.replace("%", "%%")


def _quoted(word: str) -> str:
    """A word of a command line: `%` and `$` are doubled, for systemd replaces what follows them."""
    if not word.isprintable() or '"' in word or "\\" in word:
        raise UsageError(f"A unit cannot name {word!r}: move it to a path without quotes.")
    plain = word.replace("%", "%%").replace("$", "$$")
    return f'"{plain}"' if " " in plain else plain
