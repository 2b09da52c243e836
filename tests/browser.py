"""Chromium without a window, for tests of pages: what a page becomes, and what it looks like."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
QUIET = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-sync", "--disable-component-update", "--no-first-run",
    "--disable-background-networking", "--hide-scrollbars", "--force-device-scale-factor=1", "--disable-lcd-text",
    "--font-render-hinting=none", "--virtual-time-budget=3000", "--host-resolver-rules=MAP * ~NOTFOUND",
)  # fmt: skip
"""The last one: a page that asked for anything from elsewhere would not get it."""
SCHEMES = {"light": "--blink-settings=preferredColorScheme=1", "dark": "--blink-settings=preferredColorScheme=0"}


def browser() -> str:
    """The browser's path; the test is skipped where there is none."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        pytest.skip("no Chromium: apt-get install chromium")
    return found


def run(folder: Path, *arguments: str) -> str:
    """Standard output of one call, with a profile of its own in the folder."""
    command = [browser(), *QUIET, f"--user-data-dir={folder / 'profile'}", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout


def dom(folder: Path, address: str, *, width: int = 800, scheme: str = "light") -> str:
    """The page at the address as it is once its scripts have run."""
    return run(folder, SCHEMES[scheme], f"--window-size={width},900", "--dump-dom", address)


def screenshot(folder: Path, address: str, to: Path, *, width: int, height: int, scheme: str = "light") -> Path:
    """A picture of the top of the page."""
    run(folder, SCHEMES[scheme], f"--window-size={width},{height}", f"--screenshot={to}", address)
    return to
