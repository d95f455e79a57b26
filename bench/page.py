"""``python -m bench.page``: the weight of the chat page and how soon it can be used, in a real Chromium."""

from __future__ import annotations

import gzip
import statistics
import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from runtime.launching.model import ROOT
from tools import chromium
from workshop.live import live_bot

LOADS = 7
#: From sending to the next frame, in which what was written stands in the log.
_REACTS = """async () => {
  const root = document.querySelector('tuika-chat').shadowRoot, began = performance.now();
  root.querySelector('textarea').value = '你好';
  root.querySelector('main > form').requestSubmit();
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  if (!root.querySelector('.bubble.user')) throw new Error('nothing was shown');
  return performance.now() - began;
}"""
_PAINTED = """() => new Promise((done) => {
  const painted = () => performance.getEntriesByName('first-contentful-paint').length > 0;
  const look = () => (painted() ? done() : requestAnimationFrame(look));
  look();
})"""
_TIMES = "() => [performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null, performance.now()]"


def weight() -> int:
    """Bytes of everything the page loads, compressed as it is sent."""
    return sum(len(gzip.compress((ROOT / "web" / "dist" / name).read_bytes(), 9)) for name in ("app.js", "page.css"))


def loads(address: str) -> list[tuple[float, float, float]]:
    """(first contentful paint, box ready to type in, sending to its frame) in ms, of loads with an empty cache."""
    path = chromium.path()
    found: list[tuple[float, float, float]] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        for _ in range(LOADS):
            page: Any = browser.new_context(viewport={"width": 375, "height": 760}).new_page()
            page.goto(f"{address}/chat/")
            page.get_by_role("textbox").wait_for()
            page.evaluate(_PAINTED)
            paint, usable = page.evaluate(_TIMES)
            found.append((paint, usable, page.evaluate(_REACTS)))
            page.context.close()
        browser.close()
    return found


def main() -> int:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as folder, live_bot(Path(folder)) as bot:
        times = loads(bot.address)
    paint, usable, reacts = (statistics.median(column) for column in zip(*times, strict=True))
    print(f"\nThe chat page: {weight() / 1024:.1f} KB compressed (script and style).")
    print(f"First paint {paint:.0f} ms, box ready {usable:.0f} ms, sending shown after {reacts:.0f} ms")
    print(f"(medians of {LOADS} loads with an empty cache).")
    return 0


if __name__ == "__main__":
    sys.exit(main())
