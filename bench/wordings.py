"""Fresh wordings (新的说法): are thirty drawn topics, and the patterns of repair, heard in words nobody trained on.

``tests/nlu/held_out/wordings_*.tsv`` were written by somebody who had seen neither code nor data, twenty for each topic
that was drawn by lot and for each pattern. A question is told at the beginning of a talk, a repair in the middle of
one; right is what the person is answered, not what a classifier says. ``python -m bench.wordings`` prints the table.
"""

from __future__ import annotations

import asyncio
import warnings
from collections import defaultdict
from collections.abc import Callable, Mapping
from pathlib import Path

from runtime.launching import model
from runtime.launching.model import ROOT
from tuika import Memory, Turn, now, reply

FOLDER = ROOT / "tests" / "nlu" / "held_out"
#: The talk that a repair interrupts.
OPENING = ("联通的卡，抖音买的，没激活，不想要了", "付了29.9给卖家")


def _by_move(*names: str) -> Callable[[Turn, Memory], bool]:
    return lambda turn, before: not set(names).isdisjoint(turn.moves)


def _reported(event: str) -> Callable[[Turn, Memory], bool]:
    return lambda turn, before: event in turn.memory.thread.reported()


#: What is right for a pattern, where that is more than the repair of its name.
RIGHT: Mapping[str, Callable[[Turn, Memory], bool]] = {
    # (who asks what comes after is told what comes after; one step is what both want who cannot follow, or cannot do)
    "more": lambda turn, before: (
        "more" in turn.moves
        or turn.memory.thread.advised != before.thread.advised
        or "what_next" in turn.memory.thread.answered
    ),
    "simpler": _by_move("simpler", "cannot_do"),
    # (where to find it is what helps who cannot find it; that nothing is charged, who asks the price)
    "cannot_do": lambda turn, before: (
        _by_move("cannot_do")(turn, before) or "where_in_app" in turn.memory.thread.answered
    ),
    "free": lambda turn, before: "free" in turn.moves or "is_free" in turn.memory.thread.answered,
    "insult": _by_move("insult", "cannot_do", "not_this"),
    # (it is told who it is by the repair, or by the answer to just that question)
    "who": lambda turn, before: "who" in turn.moves or "who_are_you" in turn.memory.thread.answered,
    "dont_know": lambda turn, before: not turn.missed,
    "correct": lambda turn, before: turn.memory.case != before.case,
    "changed_mind": lambda turn, before: "stop" in turn.moves or "changed_mind" in turn.memory.thread.reported(),
    "paid_in": _reported("paid_in"),
    "restart": _by_move("another_card", "restart"),
    # (to begin with another card is the same turn, whichever word was heard; the first one is kept)
    "second_card": _by_move("another_card", "second_card", "restart"),
    "chitchat": _by_move("small_talk"),
}


#: Topics that the help of a matter answers by itself: who is told 「先别撤」 is answered whether to withdraw first.
ANSWERED_BY = {
    "withdraw_first": "asked_to_withdraw",
    "deposit_claim": "deposit_back",
    "promise_claim": "promise_unkept",
    "contract_unsigned": "contract_penalty",
    "deceased_papers": "close_deceased",
}


def wordings(name: str) -> dict[str, list[str]]:
    """The wordings of one file by topic or pattern."""
    found: dict[str, list[str]] = defaultdict(list)
    for line in (FOLDER / f"wordings_{name}.tsv").read_text("utf-8").splitlines():
        label, _, text = line.partition("\t")
        found[label].append(text)
    return found


class _Bot:
    """The model and the talk in this process, without servers."""

    def __init__(self, path: Path) -> None:
        from rasa.core.agent import Agent

        self._agent = Agent.load(str(path))

    async def say(self, memory: Memory, text: str) -> Turn:
        from actions.translate import heard

        return reply(memory, heard(await self._agent.parse_message(text)), now())


async def _measure(bot: _Bot) -> dict[str, dict[str, tuple[int, int]]]:
    memory = Memory()
    for text in OPENING:
        memory = (await bot.say(memory, text)).memory
    found: dict[str, dict[str, tuple[int, int]]] = {"asks": {}, "repairs": {}}
    found["asks, with the help of their matter"] = {}
    for topic, texts in wordings("asks").items():
        turns = [await bot.say(Memory(), text) for text in texts]
        answered = [topic in turn.memory.thread.answered or turn.moves[:1] == ("repair",) for turn in turns]
        helped = [turn.memory.thread.lead == ANSWERED_BY.get(topic, "") for turn in turns]
        found["asks"][topic] = (sum(answered), len(texts))
        either = (a or b for a, b in zip(answered, helped, strict=True))
        found["asks, with the help of their matter"][topic] = (sum(either), len(texts))
    for pattern, texts in wordings("repairs").items():
        is_right = RIGHT.get(pattern, _by_move(pattern))
        right = [is_right(await bot.say(memory, text), memory) for text in texts]
        found["repairs"][pattern] = (sum(right), len(texts))
    return found


def main() -> None:
    """Print right of all for every topic and pattern."""
    warnings.simplefilter("ignore")
    for kind, rows in asyncio.run(_measure(_Bot(model.current()))).items():
        right, count = (sum(column) for column in zip(*rows.values(), strict=True))
        print(f"{kind}: {right}/{count} = {right / count:.2f}")
        for name, (good, of) in rows.items():
            print(f"  {name} {good}/{of}")


if __name__ == "__main__":
    main()
