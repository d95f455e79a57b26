"""The reading on Rasa's parse result: of its schema, with the wishes beside it, in one agent that is loaded once."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from rasa.core.agent import Agent
from ruamel.yaml import YAML

from tuika.dialogue.reading import Reading
from tuika.facts.fields import FIELDS
from workshop.live import trained

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[2]
SCHEMA: dict[str, Any] = json.loads((ROOT / "nlu" / "reading.schema.json").read_text("utf-8"))
LABELS: dict[str, Any] = YAML(typ="safe").load((ROOT / "nlu" / "labels.yaml").read_text("utf-8"))
MESSAGES = (
    "上周三在快手领的号卡，页面写着配送中，我现在不想要它了",
    "退款说三天，今天第九天了，一毛钱没看见",
    "我妈让人忽悠办了张大流量，她根本不会用手机上网",
    "客服说要等财务月底一起打款",
    "骑手到楼下了，非让我对着镜头眨眼",
    "刚才有个人让我把屏幕共享给他看余额",
    "这号用了七年，想注销，人在外省",
    "要不要再充五十块进去才能退",
    "能直接剪掉不管它吗",
    "不是联通，是电信的",
    "我没激活过，也没付钱",
    "打过 10000 号了，工单号记下来了",
    "钱到账了，谢谢你",
    "算了不退了，留着给娃用",
    "听不懂，说简单点",
    "我爸走了，他的号怎么销",
    "办的时候说送两百话费，到现在没送",
    "押金一百五，设备寄回去了还没退",
    "合约还剩十个月，每月 59，违约金多少",
    "名下莫名其妙多了张卡",
    "停机了，短信说涉嫌异常",
    "快递我拒收了，单号还在",
    "你是真人吗",
    "。。。",
    "ok",
    "I want my money back",
    "😡😡",
    "付给一个微信名叫卡卡的人 30 块",
    "收到催费短信，说要上征信",
    "双十二能办完吗",
    "那个号卡，嗯，就是那个，你懂的",
)


@pytest.fixture(scope="module")
def parsed() -> dict[str, dict[str, Any]]:
    """Every message through the real pipeline."""

    async def read() -> dict[str, dict[str, Any]]:
        agent = Agent.load(str(trained()))
        return {text: await agent.parse_message(text) for text in MESSAGES}

    return asyncio.run(read())


def test_there_are_thirty_messages() -> None:
    assert len(set(MESSAGES)) >= 30


@pytest.mark.parametrize("text", MESSAGES)
def test_the_reading_is_what_its_schema_says(text: str, parsed: dict[str, dict[str, Any]]) -> None:
    found = parsed[text]["reading"]
    jsonschema.validate(found, SCHEMA)
    reading = Reading.from_json(found)
    for clause in reading.clauses:
        assert reading.text[clause.start : clause.end] == clause.text
        assert clause.act in LABELS["acts"]
        # (the labels count what a screen shows among what others say)
        assert clause.speaker in {*LABELS["speakers"], "screen"}
        assert clause.holder in LABELS["holders"]
    assert {m.name for m in reading.matters} <= set(LABELS["matters"])
    assert {a.name for a in reading.asks} <= set(LABELS["asks"])
    assert {e.name for e in reading.events} <= set(LABELS["events"])
    assert {m.name for m in reading.meta} <= set(LABELS["meta"])
    assert {fact.field for fact in reading.facts} <= set(FIELDS) | set(LABELS["facts"]) | {"date", "amount", "months"}


@pytest.mark.parametrize("text", MESSAGES)
def test_the_wishes_stay_beside_it(text: str, parsed: dict[str, dict[str, Any]]) -> None:
    # (where the message has several clauses)
    for wish in parsed[text].get("wishes", []):
        assert set(wish) >= {"name", "confidence"}
        assert 0 <= wish["confidence"] <= 1


def test_a_tapped_button_is_not_read(parsed: dict[str, dict[str, Any]]) -> None:
    assert Reading.from_json(None) == Reading()


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("不是联通，是电信的", "carrier", "电信"),
        ("我没激活过，也没付钱", "payee", "没付"),
    ],
)
def test_what_is_denied_is_no_fact(text: str, field: str, value: str, parsed: dict[str, dict[str, Any]]) -> None:
    reading = Reading.from_json(parsed[text]["reading"])
    assert {fact.value for fact in reading.facts if fact.field == field} == {value}
