"""The page's files: built by ``make web`` into ``web/dist``, read once."""

from __future__ import annotations

import gzip
import hashlib
import html
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent / "web"
DIST = ROOT / "dist"
EMBED = "embed.js"
_TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
}


@dataclass(frozen=True)
class Asset:
    """A file as it is sent. ``encoding``: gzip, or none."""

    body: bytes
    type: str
    encoding: str | None


@lru_cache(maxsize=32)
def static(name: str, zipped: bool) -> Asset | None:
    """The built file of that name; ``None`` where there is none. Names that lead elsewhere are no names."""
    path = DIST / name
    if path.suffix not in _TYPES or path.parent != DIST or not path.is_file():
        return None
    body = path.read_bytes()
    return Asset(gzip.compress(body, 9) if zipped else body, _TYPES[path.suffix], "gzip" if zipped else None)


@lru_cache(maxsize=1)
def _template() -> str:
    return (ROOT / "page.html").read_text("utf-8")


@lru_cache(maxsize=8)
def version(name: str) -> str:
    """A part of the address that changes with the file, so that browsers may keep it for ever."""
    path = DIST / name
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12] if path.is_file() else "0"


def manifest(words: Mapping[str, Any]) -> dict[str, Any]:
    """What a phone needs to put the page on its home screen. ``words``: the page's texts."""
    sizes = {"icon.svg": "any", "icon-180.png": "180x180", "icon-512.png": "512x512"}
    icons = [
        {"src": f"static/{name}", "sizes": size, "type": _TYPES[Path(name).suffix]} for name, size in sizes.items()
    ]
    colours = {"background_color": "#f3f5f4", "theme_color": "#0b6b4f"}
    names = {"name": words["title"], "short_name": words["title"], "description": words["tagline"], "lang": "zh-CN"}
    return {**names, **colours, "start_url": ".", "scope": ".", "display": "standalone", "icons": icons}


def page(settings: Mapping[str, Any], nonce: str, home: str) -> str:
    """The page with its settings as a data block. ``<`` is escaped, so that no text can end the block.

    Args:
        settings: what the page is told.
        nonce: what the policy allows styles by.
        home: the page's own address, for sites that show a picture of it.
    """
    data = json.dumps(settings, ensure_ascii=False).replace("<", "\\u003c")
    words = settings["texts"]
    filled = {
        "title": html.escape(words["title"]),
        "tagline": html.escape(words["tagline"]),
        "nonce": nonce,
        "share": html.escape(f"{home}static/share.png"),
        "settings": data,
        "app": f"static/app.js?v={version('app.js')}",
        "style": f"static/page.css?v={version('page.css')}",
    }
    text = _template()
    for name, value in filled.items():
        text = text.replace(f"%{name}%", value)
    return text
