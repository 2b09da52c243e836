"""What readers see, in a real browser: on a phone, in the dark, and with headlines that mean no good."""

from __future__ import annotations

import html
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from browser import screenshot
from digest_samples import HOSTILE, digest_of, finding, metric_mention, origin, policy_mention
from page_measures import measured
from PIL import Image, ImageChops, ImageStat

from tracker.digests.plain import plain
from tracker.digests.render import Renderer
from tracker.digests.samples import samples, week
from tracker.model import Digest, Excerpt, FindingKind, Stage

SCREENS = Path(__file__).parent / "data" / "screens"
WIDTHS = (320, 640)
TOLERANCE = {640: 12, 320: 16}
"""of 255, the mean over tiles: another family of fonts gives up to 8 and 15, a page without its sizes 13 and 17"""
GROUNDS = {"light": "rgb(243, 244, 246)", "dark": "rgb(17, 20, 24)"}


def page(digest: Digest, locale: str = "en") -> str:
    """The page of a mail, with its pictures within it."""
    renderer = Renderer(timezone="Europe/Brussels", locale=locale)
    (delivery,) = renderer.deliveries(digest, kind="file", destinations=["out"])
    return next(content for name, content in delivery.payload["files"].items() if name.endswith(".html"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_every_shape_of_digest_fits_the_window_and_can_be_read(tmp_path: Path, width: int, scheme: str) -> None:
    found = measured(tmp_path, [page(digest) for _, digest in samples()], width=width, scheme=scheme)
    assert len(found) == len(samples())
    for (name, _), one in zip(samples(), found, strict=True):
        assert (name, one["width"] <= width, one["out"]) == (name, True, [])
        assert (name, one["over"]) == (name, 0)
        assert (name, one["faint"]) == (name, [])  # WCAG 2.1 AA, 1.4.3
        assert (name, one["ground"], one["language"]) == (name, GROUNDS[scheme], "en")


@pytest.mark.parametrize("locale", ["de", "fr", "pl"])
def test_longer_words_of_other_languages_fit_a_phone_in_the_dark(tmp_path: Path, locale: str) -> None:
    found = measured(tmp_path, [page(digest, locale) for _, digest in samples()], width=320, scheme="dark")
    for (name, _), one in zip(samples(), found, strict=True):
        assert (name, one["width"] <= 320, one["out"], one["over"], one["faint"]) == (name, True, [], 0, [])
        assert one["language"] == locale


def test_headings_stand_in_order(tmp_path: Path) -> None:
    for one in measured(tmp_path, [page(digest) for _, digest in samples()], width=640):
        levels = one["headings"]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))


def hostile(text: str) -> Digest:
    """A digest in which a text stands wherever foreign text may stand."""
    where = origin(1, item_title=text, outlets=(text or "x",), source=text or "x", url=None)
    policy = policy_mention(text or "x", title=text, issuers=(text or "x",), stage=Stage.ADOPTED)
    metric = metric_mention(text or "x", evidence=text or "x")
    story = Excerpt(text or "x", 0, 1, text or "x", "de", extracted=False, words=(text,))
    return digest_of(
        finding(FindingKind.STORY_NEW, 3, target=text or "x", mention=story, origin=where),
        finding(FindingKind.POLICY_NEW, 1, target=text or "x", mention=policy, origin=where),
        finding(FindingKind.METRIC_CONFLICT, 2, target=text or "x", mention=metric, origin=where, reason=text),
    )


def test_no_text_changes_the_layout(tmp_path: Path) -> None:
    """The same elements as for a plain headline, within the window, nothing over anything else, no page without end."""
    texts = [text.encode("utf-8", "replace").decode() for text in HOSTILE if plain(text)]
    usual, *found = measured(tmp_path, [page(hostile(text)) for text in ("A headline", *texts)], width=320)
    for text, one in zip(texts, found, strict=True):
        assert (text[:40], one["out"], one["over"], one["width"]) == (text[:40], [], 0, 320)
        assert one["headings"] == usual["headings"]
        tags = {name: count for name, count in one["tags"].items() if name != "STRONG"}
        assert tags == {name: count for name, count in usual["tags"].items() if name != "STRONG"}
        assert one["tall"] < 2_000


# ---------------------------------------------------------------- pictures


def framed(content: str, width: int) -> str:
    """A page in a frame of this width: a browser's own window may not be as narrow as a phone."""
    style = f"margin:0;border:0;display:block;width:{width}px;height:700px"
    return (
        '<!doctype html><meta charset="utf-8"><body style="margin:0">'
        f'<iframe scrolling="no" style="{style}" srcdoc="{html.escape(content)}"></iframe>'
    )


def shot(folder: Path, scheme: str, width: int) -> Image.Image:
    """The top of the sample week's mail, as a reader's window shows it."""
    source = folder / "page.html"
    source.write_text(framed(page(week()), width), encoding="utf-8")
    taken = screenshot(folder, source.as_uri(), folder / "shot.png", width=width, height=700, scheme=scheme)
    with Image.open(taken) as image:
        return image.convert("RGB").crop((0, 0, width, 700))


def coarse(image: Image.Image) -> Image.Image:
    """The picture in tiles of 20 pixels: where there is text and where there is none, whatever the font."""
    return image.convert("L").reduce(20)


@pytest.mark.parametrize(("scheme", "width"), [("light", 640), ("dark", 640), ("light", 320)])
def test_a_mail_looks_as_it_did(tmp_path: Path, scheme: str, width: int) -> None:
    """Within tolerance, as fonts differ between machines. New ones: `PYTHONPATH=tests python` and this file."""
    now = shot(tmp_path, scheme, width)
    with Image.open(SCREENS / f"mail-{scheme}-{width}.png") as stored:
        then = stored.convert("RGB")
    assert now.getpixel((1, 1)) == then.getpixel((1, 1))
    difference = ImageStat.Stat(ImageChops.difference(coarse(now), coarse(then)))
    assert difference.mean[0] < TOLERANCE[width], f"{difference.mean[0]:.1f} of 255 in the mean"


def store() -> None:
    from tempfile import TemporaryDirectory

    SCREENS.mkdir(parents=True, exist_ok=True)
    for scheme, width in (("light", 640), ("dark", 640), ("light", 320)):
        with TemporaryDirectory() as folder:
            image: Any = shot(Path(folder), scheme, width)
            image.quantize(32).save(SCREENS / f"mail-{scheme}-{width}.png", optimize=True)


if __name__ == "__main__":
    store()
