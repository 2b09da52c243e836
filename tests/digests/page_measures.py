"""What a browser makes of pages: their width, what runs out of it or over something else, contrast, headings."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from browser import dom

FRAME = """<!doctype html><meta charset="utf-8"><style>body{{margin:0}}
iframe{{border:0;display:block;width:{width}px;height:50px}}</style>
{frames}
<script>
const BLOCKS = "h1,h2,h3,h4,p,blockquote,li,td,th";
function luminance(parts) {{
  const [r, g, b] = parts.map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}}
function rgb(text) {{ return text.match(/[\\d.]+/g).map(Number); }}
function ground(element, view) {{
  for (let one = element; one; one = one.parentElement) {{
    const colour = rgb(view.getComputedStyle(one).backgroundColor);
    if (colour.length < 4 || colour[3] === 1) return colour;
  }}
  return view.matchMedia("(prefers-color-scheme: dark)").matches ? [18, 18, 18] : [255, 255, 255];
}}
function measure(frame) {{
  const page = frame.contentDocument, view = frame.contentWindow, wide = {width};
  const walker = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT);
  const out = [], faint = [];
  for (let node; (node = walker.nextNode());) {{
    if (!node.data.trim() || !node.parentElement.checkVisibility()) continue;
    const range = page.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects())
      if (box.right > wide + 0.5 || box.left < -0.5) out.push(node.data.trim().slice(0, 40));
    const style = view.getComputedStyle(node.parentElement);
    const [a, b] = [luminance(rgb(style.color)), luminance(ground(node.parentElement, view))].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05), large = parseFloat(style.fontSize) >= 24;
    if (ratio < (large ? 3 : 4.5)) faint.push([node.data.trim().slice(0, 40), ratio]);
  }}
  const blocks = [...page.querySelectorAll(BLOCKS)].filter(one => !one.querySelector(BLOCKS) && one.checkVisibility());
  const boxes = blocks.map(one => one.getBoundingClientRect());
  let over = 0;
  for (let i = 0; i < boxes.length; i++) for (let j = i + 1; j < boxes.length; j++) {{
    const a = boxes[i], b = boxes[j];
    if (a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1) over++;
  }}
  const tags = {{}};
  for (const one of page.body.querySelectorAll("*")) tags[one.tagName] = (tags[one.tagName] || 0) + 1;
  return {{
    width: page.documentElement.scrollWidth, height: page.documentElement.scrollHeight, out, faint, over, tags,
    headings: [...page.querySelectorAll("h1,h2,h3,h4")].map(one => Number(one.tagName[1])),
    ground: view.getComputedStyle(page.body).backgroundColor,
    tall: Math.max(0, ...boxes.map(box => box.height)),
    language: page.documentElement.lang,
  }};
}}
addEventListener("load", () => {{
  const found = [...document.querySelectorAll("iframe")].map(measure);
  document.body.dataset.found = JSON.stringify(found);
}});
</script>"""


def measured(folder: Path, pages: Sequence[str], *, width: int, scheme: str = "light") -> list[dict[str, Any]]:
    """One record a page, as it is shown in a window of this width."""
    frames = "".join(f'<iframe srcdoc="{html.escape(page)}"></iframe>' for page in pages)
    frame = folder / f"frame-{width}-{scheme}.html"
    frame.write_text(FRAME.format(width=width, frames=frames), encoding="utf-8", errors="replace")
    shown = dom(folder, frame.as_uri(), width=max(width, 800), scheme=scheme)
    (told,) = re.findall(r'<body[^>]* data-found="([^"]*)"', shown)
    return list(json.loads(html.unescape(told)))
