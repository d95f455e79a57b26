"""Every objection at every relevant stage, through all its steps, through the real servers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from tuika.answers.objections import counters, keys
from tuika.facts.case import Case
from tuika.speech.wording import nested
from workshop.live import Live

ROOT = Path(__file__).resolve().parents[2]
_DATA: list[dict[str, Any]] = YAML(typ="safe").load((ROOT / "data/nlu/objections.yml").read_text("utf-8"))["nlu"]
#: What users say for each objection: the first example that the data has for it.
SAID = {
    block["intent"].partition("/")[2]: block["examples"].splitlines()[0].removeprefix("- ")
    for block in _DATA
    if block["intent"].startswith("objection/")
}
#: What is also a matter of its own (「要等统一结算」, 「找不到人了」 alone are stories) is picked by its tap.
SAID |= {key: f'/objection{{"objection": "{key}"}}' for key in ("batch_settlement_wait", "no_reply")}
STAGES = ("待提交", "已提交待开卡", "已开卡未激活", "已激活")


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("key", keys())
def test_all_steps_of_an_objection(key: str, stage: str, bot: Live) -> None:
    sender = f"{key} {stage}"
    facts = {"carrier": "联通", "card_stage": stage, "sales_channel": "网盟/代理", "payee": "没付", "contract": "没有"}
    if stage == "已开卡未激活":
        facts["parcel_stage"] = "运输中"
    assert "下一步" in bot.text(sender, "/inform" + json.dumps(facts, ensure_ascii=False))
    case = Case().with_facts(facts)
    texts = counters(key, case)
    reply = bot.text(sender, SAID[key])
    if "合约" in SAID[key]:
        case = case.with_facts({"contract": "有合约"})
    for number, text in enumerate(texts):
        assert nested(text) in reply, f"step {number} of {key} at {stage}: {reply}"
        reply = bot.text(sender, "还是不行")
    assert "换人" in reply
    assert "10015" in reply
