"""Commands of a messaging service's menu, by name: the same in each, said as a tap says it or answered at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tuika.speech.payload import Payload

from .texts import texts


@dataclass(frozen=True)
class Command:
    """What choosing it does: ``says`` is the message that it stands for, or ``answer`` is told at once."""

    says: str | None = None
    answer: str = ""


def commands() -> Mapping[str, Command]:
    """All that are known, those for the menu among them."""
    return {
        "restart": Command(str(Payload("restart"))),
        "stop": Command(str(Payload("stop"))),
        "card": Command(str(Payload("restart"))),
        "remind": Command(str(texts()["reminders"]["ask"])),
        "sheet": Command(str(Payload("inform", {"sheet": "show"}))),
        # a menu is hit by mistake more easily than a sentence is typed
        "erase": Command(answer=str(texts()["plain"]["erase_how"])),
    }


def menu() -> Mapping[str, str]:
    """Those that the service's menu shows: name -> what they do, in words."""
    return dict(texts()["commands"])
