"""What the whole reading makes of held-out messages: facts, traps and twins (``tests/nlu/held_out``).

The messages were written by somebody who saw neither code nor training data. Facts: precision and recall of field and
value; traps: how often something is believed that was only asked, denied, wished, claimed; twins: how often a message
of other business is turned away or asked back.
"""

from __future__ import annotations

import asyncio
import logging
import os
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog
from rasa.core.agent import Agent
from ruamel.yaml import YAML

from runtime.launching import model
from tuika import SHANGHAI, canonical
from tuika.facts.fields import FIELDS

FOLDER = model.ROOT / "tests" / "nlu" / "held_out"
NOW = datetime(2026, 11, 26, 10, 0, tzinfo=SHANGHAI)
#: Words of the writer for values that the table calls otherwise.
_CALLED = {
    ("contract", "无合约"): "没有",
    ("contract", "已到期"): "没有",
    ("parcel_stage", "已退回"): "商家已签收退货",
    ("stopped_by", "管控"): "反诈",
}
#: Free text: compared by containment.
_LOOSE = frozenset({"platform", "payment_method", "complaint_ticket"})
#: Lists and what follows from others are not compared field by field.
_DERIVED = frozenset({"payments", "purpose", "payee", "not_received", "as_sold", "complaint_to", "holder", "place"})
#: Fields that came after the messages were labelled: the labels do not know them, so nothing is said of them.
_LATER = frozenset({"refunded_amount", "offered_amount", "due_amount", "over_amount", "agreed_fee", "charged_months"})
#: A coarser and a finer name of one thing: either is right.
_KIN = {
    "activated": ("card_stage",),
    "not_received": ("parcel_stage",),
    "card_stage": ("activated", "used_months", "monthly_fee", "charged", "in_use"),
    "parcel_stage": ("not_received",),
    # what follows from a length of the contract, or of the use
    "contract": ("contract_months", "contract_months_left", "penalty_basis"),
    "in_use": ("used_months", "card_stage"),
}
_AWAY = frozenset({"out_of_scope", "other_telecom", "nlu_fallback", "chitchat"})


@dataclass(frozen=True)
class Score:
    """Counts over the held-out messages; ``missed`` and ``false`` hold field names with how often."""

    right: int
    heard: int
    told: int
    missed: Counter[str]
    false: Counter[str]
    trapped: Counter[str]
    traps: int
    away: int
    twins: int

    def lines(self) -> Iterator[str]:
        """The figures in words, for the report."""
        precision, recall = self.right / max(1, self.heard), self.right / max(1, self.told)
        yield (
            f"没看过代码的人写的话（`tests/nlu/held_out/`，整条管道）：事实 {self.told} 件，"
            f"准 {precision:.3f}，全 {recall:.3f}（第一次量：0.747，0.526）。"
        )
        kinds = "，".join(f"{kind} {count}" for kind, count in self.trapped.most_common())
        yield f"{self.traps} 句陷阱里信了假的 {sum(self.trapped.values())} 句（第一次量：71；{kinds}）。"
        yield f"别的行当的话 {self.twins} 句，挡回或反问 {self.away}（{self.away / max(1, self.twins):.3f}）。"


def _rows(name: str) -> list[Mapping[str, Any]]:
    return list(YAML(typ="safe").load((FOLDER / f"{name}.yaml").read_text("utf-8")))


def _agent() -> Agent:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    os.environ["TUIKA_NOW"] = NOW.isoformat()
    return Agent.load(str(model.ensure()))


def _facts(parsed: Mapping[str, Any]) -> dict[str, str]:
    """Field -> value of what may enter the case."""
    found = (parsed.get("reading") or {}).get("facts", ())
    told = [(canonical(f["field"]), f["value"]) for f in found if f["strength"] != "claimed"]
    return {name: _plain(value) for name, value in told if name in FIELDS and name not in _DERIVED | _LATER}


def _plain(value: Any) -> str:
    text = str(value)
    return text[:-2] if text.endswith(".0") else text


def _wanted(facts: Mapping[str, Any]) -> dict[str, str]:
    return {
        name: _CALLED.get((name, _plain(value)), _plain(value))
        for name, value in facts.items()
        if name in FIELDS and name not in _DERIVED
    }


def _is_right(name: str, value: str, wanted: Mapping[str, str]) -> bool:
    if name in _LOOSE:
        other = wanted.get(name, "").casefold()
        # a number is kept masked; its last digits say which it is
        value = value.removeprefix("***").casefold()
        return bool(other) and (value in other or other in value)
    return wanted.get(name) == value


def _is_kin(name: str, wanted: Mapping[str, str]) -> bool:
    return any(kin in wanted for kin in _KIN.get(name, ()))


def measure() -> Score:
    """Read every held-out message with the trained model."""
    agent, loop = _agent(), asyncio.new_event_loop()

    def parse(text: str) -> Mapping[str, Any]:
        return dict(loop.run_until_complete(agent.parse_message(text)))

    right = heard = told = 0
    missed: Counter[str] = Counter()
    false: Counter[str] = Counter()
    for row in _rows("facts"):
        got, wanted = _facts(parse(row["text"])), _wanted(row["facts"])
        good = {n for n, v in got.items() if _is_right(n, v, wanted)}
        kin = {n for n in got if n not in good and _is_kin(n, wanted)}
        right, heard, told = right + len(good), heard + len(got) - len(kin), told + len(wanted)
        missed.update(n for n in wanted if n not in good)
        false.update(n for n in got if n not in good and n not in kin)
    trapped: Counter[str] = Counter()
    traps = _rows("traps")
    for row in traps:
        got = _facts(parse(row["text"]))
        if any(_fell(got, forbidden) for forbidden in row["not"]):
            trapped[row["kind"]] += 1
    twins = _rows("twins")
    away = sum(parse(row["text"])["intent"]["name"] in _AWAY for row in twins)
    return Score(right, heard, told, missed, false, trapped, len(traps), away, len(twins))


def _fell(got: Mapping[str, str], forbidden: str) -> bool:
    name, _, value = str(forbidden).partition("=")
    return name in got and (not value or got[name] == value)


if __name__ == "__main__":
    score = measure()
    print("\n".join(score.lines()))
    print("missed", score.missed.most_common(20))
    print("false", score.false.most_common(20))
