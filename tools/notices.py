"""``python -m tools.notices``: THIRD_PARTY.md, what the bot is delivered with and under which licences.

The packages are those that ``uv.lock`` gives the bot to run with (no test tools), and those that the chat page is
bundled from. Licences are what each installed package says of itself; none is guessed.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageMetadata, metadata
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
OUT = ROOT / "THIRD_PARTY.md"
#: What is ours, under our own licence.
_OURS = {"tuika", "rasa-light"}
#: What packages write instead of a licence.
_NOTHING = {"", "unknown", "dual license"}
_HEAD = """<!-- 由 `make notices` 照 uv.lock 和 web/package-lock.json 生成，不要手改。 -->
# 第三方软件和许可

退卡帮自己的代码是 MIT（[LICENSE](LICENSE)）。运行它要带的别人的软件列在下面；许可一栏是每个包自己写的。
许可的全文在装好的环境里：`.venv/lib/python3.12/site-packages/<包名>-<版本>.dist-info/`，随镜像一起交付。

`psycopg2-binary` 是 LGPL（附例外），`certifi`、`tqdm` 有 MPL-2.0 的部分。
这里照原样装，一行没改；要改它们的源码，先读它们的许可。
"""


@dataclass(frozen=True)
class Notice:
    """One package of somebody else's. ``home`` is an address, or empty where the package names none."""

    name: str
    version: str
    licence: str
    home: str


def delivered(lock: dict[str, Any]) -> dict[str, str]:
    """Name and version of every package that the locked project needs to run, whatever the platform."""
    packages = {package["name"]: package for package in lock["package"]}
    seen: set[tuple[str, tuple[str, ...]]] = set()
    wanted: list[tuple[str, tuple[str, ...]]] = [("tuika", ())]
    while wanted:
        name, extras = entry = wanted.pop()
        if entry in seen:
            continue
        seen.add(entry)
        package = packages[name]
        optional = package.get("optional-dependencies", {})
        needs = [*package.get("dependencies", ()), *(need for extra in extras for need in optional.get(extra, ()))]
        wanted += [(need["name"], tuple(need.get("extra", ()))) for need in needs]
    return {name: packages[name]["version"] for name in sorted({name for name, _ in seen} - _OURS)}


def licence(of: PackageMetadata) -> str:
    """The licence as the package states it: its SPDX expression, else its classifiers, else its own short word.

    Raises:
        ValueError: it states none.
    """
    stated = str(of.get("License-Expression") or "")
    classes = [c.split("::")[-1].strip() for c in of.get_all("Classifier") or [] if c.startswith("License ::")]
    own = str(of.get("License") or "").strip().splitlines()
    candidates = (stated, "; ".join(classes), own[0] if own else "")
    for candidate in candidates:
        if candidate.lower() not in _NOTHING:
            return candidate
    raise ValueError(f"{of['Name']} 没写许可")


def home(of: PackageMetadata) -> str:
    """The package's own address, where it gives one."""
    links = [link.split(",", 1) for link in of.get_all("Project-URL") or []]
    named = {label.strip().lower(): address.strip() for label, address in links}
    for label in ("homepage", "home", "source", "source code", "repository", "github", "code"):
        if label in named:
            return named[label]
    page = str(of.get("Home-page") or "")
    return page if page.startswith("http") else next(iter(named.values()), "")


def python_notices(lock: dict[str, Any]) -> Iterator[Notice]:
    """The Python packages; those of the lock are installed, so their metadata is at hand."""
    for name, version in delivered(lock).items():
        found = metadata(name)
        yield Notice(name, version, licence(found), home(found))


def page_notices(lock: dict[str, Any]) -> Iterator[Notice]:
    """What the chat page is bundled from: npm's lock holds the licences itself."""
    for path, package in sorted(lock["packages"].items()):
        if path and not package.get("dev"):
            name = re.sub(r"^.*node_modules/", "", path)
            yield Notice(name, package["version"], package["license"], f"https://www.npmjs.com/package/{name}")


def _table(notices: Iterator[Notice]) -> str:
    rows = [f"| {n.name} | {n.version} | {n.licence.replace('|', '/')} | {n.home} |" for n in notices]
    return "\n".join(["| 包 | 版本 | 许可 | 主页 |", "|---|---|---|---|", *rows])


def document() -> str:
    """THIRD_PARTY.md, as the two locks and the installed packages have it."""
    python = tomllib.loads((ROOT / "uv.lock").read_text("utf-8"))
    page = json.loads((ROOT / "web" / "package-lock.json").read_text("utf-8"))
    parts = [_HEAD, "## Python", _table(python_notices(python)), "## 网页", _table(page_notices(page))]
    return "\n\n".join(part.strip() for part in parts) + "\n"


def main() -> int:
    """Write the file."""
    OUT.write_text(document(), "utf-8")
    print(OUT.name)
    return 0


if __name__ == "__main__":
    sys.exit(main())
