"""Pictures of what readers see: `python bench/pictures/make.py [--to FOLDER]`.

Runs the program twice over copies of the shipped samples, a week apart, builds the site, and photographs the second
digest in Slack and as a mail (light, dark, on a phone), the first one as a mail in German, a policy page and a metric
page. Needs Chromium on the path and no network: pages are complete in themselves.
"""

from __future__ import annotations

import argparse
import html
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT), str(Path(__file__).resolve().parent)]

from slack_page import page  # noqa: E402

from tracker.app import App  # noqa: E402
from tracker.digests.render import Renderer  # noqa: E402

FIRST_WEEK = "2026-04-07"
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
    arguments = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    arguments.add_argument("--to", type=Path, default=ROOT / "docs" / "pictures")
    to = arguments.parse_args().to
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        print("no Chromium on the path: apt-get install chromium", file=sys.stderr)
        return 2
    to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        told(home)
        mail, slack, german = written(home)
        site = home / "site"
        for name, content, width, scheme in (
            ("digest-slack", slack, 760, LIGHT),
            ("digest-mail-light", mail, 720, LIGHT),
            ("digest-mail-dark", mail, 720, DARK),
            ("digest-mail-phone", mail, 360, LIGHT),
            ("digest-mail-german", german, 720, LIGHT),
            ("page-policy", whole(richest(site / "policies", 'class="targets"', "<blockquote")), 820, LIGHT),
            ("page-metric", whole(richest(site / "metrics", "<circle")), 820, LIGHT),
        ):
            print(photograph(browser, content, to / f"{name}.png", width, scheme))
    return 0


def told(home: Path) -> None:
    """The samples taken in as they came, in two passes a week apart, and the site built of them."""
    shutil.copy(ROOT / "config.yaml", home)
    shutil.copytree(ROOT / "samples", home / "samples")
    late = [path for path in (home / "samples").rglob("2026-*.*") if path.stem > FIRST_WEEK]
    for path in late:
        path.rename(home / path.name)
    tracker(home, "run", "--once", "--now", "2026-04-07T08:30+02:00")
    for path in late:
        (home / path.name).rename(path)
    tracker(home, "run", "--once", "--now", "2026-04-14T08:30+02:00")
    tracker(home, "site", "build", "site", "--now", "2026-04-14T08:31+02:00")


def tracker(home: Path, *arguments: str) -> None:
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    subprocess.run(
        [sys.executable, "-m", "tracker", *arguments], cwd=home, env=environ, check=True, capture_output=True
    )


def written(home: Path) -> tuple[str, str, str]:
    """The newest digest of a file receiver: its page, and the messages of it that a daemon sends, as a page.

    And the page of the digest before it, for a reader of German.
    """
    newest = max((home / "out").glob("*.html"), key=lambda path: path.stat().st_mtime)
    app = App(home / "config.yaml")
    app.listening = lambda: True
    digest, before = (app.store.digest(digest_id) for digest_id in app.store.digest_ids("files", 2))
    if digest is None or before is None:
        raise LookupError("the file receiver has got no two digests")
    made = app.renderer.deliveries(digest, kind="slack", destinations=["C1"])
    app.close()
    messages = [dict(one.payload) for one in made]
    (german,) = Renderer(timezone="Europe/Berlin", locale="de").deliveries(before, kind="file", destinations=["out"])
    told = next(text for name, text in german.payload["files"].items() if name.endswith(".html"))
    return newest.read_text(encoding="utf-8"), page(messages, channel="policy", time="8:30 AM"), told


def richest(folder: Path, *signs: str) -> Path:
    """The page of a folder that holds the first of the signs most often, then the second."""

    def held(path: Path) -> tuple[int, ...]:
        text = path.read_text(encoding="utf-8")
        return tuple(map(text.count, signs))

    return max(sorted(folder.glob("*.html")), key=held)


def whole(path: Path) -> str:
    """A page of the site with its style within it, to be shown in a frame."""
    style = (path.parent.parent / "style.css").read_text(encoding="utf-8")
    text = path.read_text(encoding="utf-8").replace("<script", "<!-- script").replace("</script>", " -->")
    return re.sub(r'<link rel="stylesheet"[^>]*>', lambda _: f"<style>{style}</style>", text)


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
    with Image.open(to) as shot:
        shot.convert("RGB").quantize(128).save(to, optimize=True)
    return to


if __name__ == "__main__":
    sys.exit(main())
