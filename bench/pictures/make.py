"""Pictures of a digest as its reader sees it: `python bench/pictures/make.py [FOLDER] [--to FOLDER]`.

FOLDER holds what a file receiver wrote (the newest .html and .slack.json are taken); without it a sample is rendered.
Needs Chromium on the path, and no network: pages are complete in themselves.
"""

from __future__ import annotations

import argparse
import html
import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT), str(Path(__file__).resolve().parent)]

from slack_page import page  # noqa: E402

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
QUIET = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-sync", "--disable-component-update",
    "--no-first-run", "--disable-background-networking", "--hide-scrollbars", "--force-device-scale-factor=1.5",
    "--virtual-time-budget=2000",
)  # fmt: skip
DARK = "--blink-settings=preferredColorScheme=0"
LIGHT = "--blink-settings=preferredColorScheme=1"
FRAME = """<!doctype html><meta charset="utf-8"><style>body{{margin:0}}iframe{{border:0;display:block;width:{width}px}}
</style><iframe scrolling="no" srcdoc="{content}" onload="const height = Math.min({most},
this.contentDocument.documentElement.scrollHeight); this.style.height = height + 'px';
document.body.dataset.height = height"></iframe>"""


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("folder", nargs="?", type=Path, help="what a file receiver wrote")
    arguments.add_argument("--to", type=Path, default=ROOT / "docs" / "pictures")
    given = arguments.parse_args()
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        print("no Chromium on the path: apt-get install chromium", file=sys.stderr)
        return 2
    mail, slack = written(given.folder) if given.folder else sampled()
    given.to.mkdir(parents=True, exist_ok=True)
    for name, content, width, scheme in (
        ("digest-slack", slack, 760, LIGHT),
        ("digest-mail-light", mail, 720, LIGHT),
        ("digest-mail-dark", mail, 720, DARK),
        ("digest-mail-phone", mail, 360, LIGHT),
    ):
        print(photograph(browser, content, given.to / f"{name}.png", width, scheme))
    return 0


def written(folder: Path) -> tuple[str, str]:
    """The newest digest of a file receiver: its page, and its messages as a page."""
    newest = max(folder.glob("*.html"), key=lambda path: path.stat().st_mtime)
    messages = json.loads(newest.with_suffix(".slack.json").read_text(encoding="utf-8"))
    return newest.read_text(encoding="utf-8"), page(messages, channel="policy", time="8:30 AM")


def sampled() -> tuple[str, str]:
    from tracker.digests.render import Renderer
    from tracker.digests.samples import week

    renderer = Renderer(timezone="Europe/Brussels")
    (delivery,) = renderer.deliveries(week(), kind="file", destinations=["sample"])
    files = {name.partition(".")[2]: content for name, content in delivery.payload["files"].items()}
    return files["html"], page(json.loads(files["slack.json"]), channel="policy", time="8:30 AM")


def photograph(browser: str, content: str, to: Path, width: int, scheme: str, most: int = 2_400) -> Path:
    """A picture of the page at this width, as high as the page is but for `most` pixels."""
    with tempfile.TemporaryDirectory() as folder:
        frame = Path(folder) / "frame.html"
        frame.write_text(FRAME.format(width=width, most=most, content=html.escape(content)), encoding="utf-8")
        run = [browser, *QUIET, scheme, f"--user-data-dir={folder}/profile"]
        dom = subprocess.run(
            [*run, "--dump-dom", frame.as_uri()], capture_output=True, text=True, timeout=60, check=True
        )
        height = int(re.findall(r'data-height="(\d+)', dom.stdout)[0])
        size = f"--window-size={width},{height}"
        subprocess.run([*run, size, f"--screenshot={to}", frame.as_uri()], capture_output=True, timeout=60, check=True)
    return to


if __name__ == "__main__":
    sys.exit(main())
