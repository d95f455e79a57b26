"""What an image would hold, read from ``.dockerignore`` and a Dockerfile: Docker's own rules, without Docker."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable
from dataclasses import dataclass, field
from posixpath import join, normpath


def _regex(pattern: str) -> re.Pattern[str]:
    """A pattern of ``.dockerignore``: ``**`` is any folders, ``*`` and ``?`` stay within a name; folders hold all."""
    parts = re.split(r"(\*\*/|\*\*|\*|\?)", pattern.strip("/"))
    signs = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    return re.compile("".join(signs.get(part) or re.escape(part) for part in parts) + "(?:/.*)?")


def context(ignore: str, paths: Iterable[str]) -> set[str]:
    """Those of ``paths`` that reach the build: of the lines that fit, the last one decides."""
    rules = []
    for line in (line.strip() for line in ignore.splitlines()):
        if line and not line.startswith("#"):
            rules.append((_regex(line.removeprefix("!")), line.startswith("!")))
    found = set()
    for path in paths:
        taken = True
        for regex, back in rules:
            if regex.fullmatch(path):
                taken = back
        if taken:
            found.add(path)
    return found


@dataclass
class Stage:
    """A stage of a Dockerfile. ``files``: absolute paths that ``COPY`` put there; what ``RUN`` makes is not known."""

    base: str
    name: str
    files: set[str] = field(default_factory=set)
    user: str = "root"
    #: sources of ``COPY --from`` that no ``COPY`` put there: a ``RUN`` has to make them
    made: set[str] = field(default_factory=set)


def instructions(dockerfile: str) -> list[tuple[str, str]]:
    """Each instruction's name and the rest of its line."""
    joined = re.sub(r"\\\n", " ", re.sub(r"(?m)^\s*#.*\n", "", dockerfile))
    lines = (line.strip().split(None, 1) for line in joined.splitlines() if line.strip())
    return [(line[0].upper(), line[1]) for line in lines]


def stages(dockerfile: str, given: set[str]) -> list[Stage]:
    """Every stage with its files, from a build context of ``given``.

    Raises:
        FileNotFoundError: a ``COPY`` from the context finds nothing.
    """
    found: list[Stage] = []
    folder = "/"
    for name, rest in instructions(dockerfile):
        if name == "FROM":
            words = rest.split()
            found.append(Stage(words[0], words[2] if len(words) > 2 else ""))
            folder = "/"
        elif name == "WORKDIR":
            folder = join(folder, rest)
        elif name == "USER":
            found[-1].user = rest
        elif name in ("COPY", "ADD"):
            _copy(found, given, folder, rest)
    return found


def _copy(found: list[Stage], given: set[str], folder: str, rest: str) -> None:
    words = [word for word in shlex.split(rest) if not word.startswith("--chown")]
    source = next((word.split("=")[1] for word in words if word.startswith("--from=")), None)
    *wanted, into = [word for word in words if not word.startswith("--")]
    stage = found[-1]
    before = {f"/{path}" for path in given}
    if source is not None:
        before = next(earlier for earlier in found if earlier.name == source).files
    for path in wanted:
        inside = normpath(join("/", path))
        taken = {file for file in before if file == inside or file.startswith(inside.rstrip("/") + "/")}
        target = normpath(join(folder, into))
        if not taken and source is None:
            raise FileNotFoundError(path)
        if not taken:
            stage.made.add(target)
        for file in taken:
            one = file == inside
            tail = file.rsplit("/", 1)[1] if one else file[len(inside) :].lstrip("/")
            keeps_name = one and not into.endswith("/") and len(wanted) == 1
            stage.files.add(target if keeps_name else join(target, tail))
