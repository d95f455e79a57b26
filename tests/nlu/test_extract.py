"""Facts in what people write: the lexicon, dates, sums and lengths together. No Rasa in it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from nlu.amounts import corrects_sum
from nlu.budget import Budget
from nlu.entity import Entity
from nlu.extract import entities
from nlu.text import normalise
from nlu.zh import read
from tuika.dialogue.bare import BARE
from tuika.dialogue.hearing import UNSURE
from tuika.facts.fields import FIELDS, BadValue, canonical, parse

NOW = datetime(2026, 11, 24, 14, 0)
TABLE = YAML(typ="safe").load(Path(__file__).with_name("utterances.yaml").read_text("utf-8"))


def found_in(normal: str) -> list[Entity]:
    """The facts of a normalised text."""
    budget = Budget()
    return entities(read(normal, budget), NOW, budget)


def facts(text: str) -> dict[str, Any]:
    """Name -> value, as the pipeline finds them."""
    return {e.name: e.value for e in found_in(normalise(text).text)}


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row["says"])
def test_what_is_heard(row: dict[str, Any]) -> None:
    found = facts(row["says"])
    for name, value in (row.get("facts") or {}).items():
        assert name in found, f"{name} was not heard; heard: {found}"
        assert str(found[name]).removesuffix(".0") == str(value)
    for name in row.get("not", ()):
        assert name not in found, f"{name}={found[name]} was heard"


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row["says"])
def test_every_value_is_one_the_case_can_hold(row: dict[str, Any]) -> None:
    for name, value in facts(row["says"]).items():
        if name in BARE:
            continue
        if name == UNSURE:
            assert canonical(value) in FIELDS
            continue
        try:
            parse(name, value)
        except BadValue as error:
            pytest.fail(str(error))


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "😀😀", "，。！", "\x00\x07", "a" * 10_000, "我" * 10_000, "{}", "13月45号", "99999999999元"),
        # what fuzzing found: numbers that cn2an answers with a KeyError, days outside the calendar
        *(
            "百分之零十零",
            "零十零元",
            "十十周前申请的",
            "申请退款三百万天了",
            "9999年12月31日申请的",
            "三千年前签收",
            "9999年周三下的单",
        ),
    ],
)
def test_odd_input_is_read_without_harm(text: str) -> None:
    facts(text)


def test_offsets_point_into_the_text_as_typed() -> None:
    typed = "前天😡在【點廣告】辦的聯通卡"
    normal = normalise(typed)
    found = {e.name: typed[slice(*normal.span(e.start, e.end))] for e in found_in(normal.text)}
    assert found["carrier"].startswith("聯通")
    assert found["order_date"] == "前天"


def test_the_end_of_a_long_number_is_no_sum() -> None:
    assert "paid_amount" not in facts("我付了13812345678元")
    assert facts("我付了138元")["paid_amount"] == 138


@pytest.mark.parametrize("text", ["申请退款三百万天了", "1900年下的单"])
def test_days_that_no_case_has_are_not_heard(text: str) -> None:
    assert not [name for name in facts(text) if name.endswith("date")]


@pytest.mark.parametrize(
    ("text", "came"),
    [
        ("他就退了我20,说剩下的下月", 20),
        ("昨天支付宝退回来19.9", 19.9),
        ("说好退我100结果只退了40", 40),
        ("微信到账15块可是我付了29", 15),
    ],
)
def test_what_came_back_is_told_from_what_was_paid(text: str, came: float) -> None:
    assert facts(text)["refunded_amount"] == came


@pytest.mark.parametrize("text", ["客服说能退我30", "只肯退60", "答应退我80", "我给卖家转了35块", "退了3次都不行"])
def test_what_is_offered_or_paid_did_not_come_back(text: str) -> None:
    assert "refunded_amount" not in facts(text)


@pytest.mark.parametrize("text", ["那我把卡销了算了", "要不我激活了用掉行不行", "大不了销户呗"])
def test_what_is_only_thought_of_is_no_fact(text: str) -> None:
    assert not {"card_stage", "activated"} & set(facts(text))


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("客服说可以退25,叫我把投诉撤了", 25),
        ("店里只肯退18", 18),
        ("他最多给我80", 80),
        ("移动说给我50话费补偿了结", 50),
        ("代理说只退15,我付了59", 15),
        ("10000同意减免35", 35),
    ],
)
def test_what_the_other_side_would_give_is_read(text: str, offered: float) -> None:
    assert facts(text)["offered_amount"] == offered


@pytest.mark.parametrize(
    "text", ["我要求退60", "我说退30就行", "能不能退我30", "说好每月返10块", "他说要退我30得先交50", "昨天退回来19.9"]
)
def test_a_wish_and_a_condition_offer_nothing(text: str) -> None:
    assert "offered_amount" not in facts(text)


@pytest.mark.parametrize(
    ("text", "paid"),
    [
        ("物流显示11.20退回店家签收 69元到现在没退", 69),
        ("39块一直不退", 39),
        ("代理收我50块办卡", 50),
        ("手续费20不退", None),
        ("号里余额30没退给我", None),
        ("店家说收我20工本费", None),
    ],
)
def test_what_has_not_come_back_was_paid(text: str, paid: float | None) -> None:
    assert facts(text).get("paid_amount") == paid


def test_a_second_year_is_no_day() -> None:
    assert "activation_date" not in facts("激活了才发现第二年49")


@pytest.mark.parametrize(
    ("text", "payee"),
    [("一个叫XX通讯的商户", "商户"), ("深圳市乐享科技有限公司", "商户"), ("是中国移动通信公司", None)],
)
def test_a_firm_that_is_named_was_paid(text: str, payee: str | None) -> None:
    assert facts(text).get("paid_to") == payee


@pytest.mark.parametrize(
    "text", ["公众号推文里领的", "群里", "同事推荐的", "看短剧弹出来的", "有人打电话推的", "小程序"]
)
def test_where_it_was_seen_waits_for_its_question(text: str) -> None:
    found = facts(text)
    assert found.get("seen_at", found.get("sales_channel")) == "网盟/代理"


@pytest.mark.parametrize("text", ["公众号里充的", "群里有人说退不了", "朋友说别激活", "我在群里付了30"])
def test_a_place_in_a_sentence_is_no_answer(text: str) -> None:
    assert "seen_at" not in facts(text)


@pytest.mark.parametrize("text", ["又要垫1998,说返2600", "现在还差2000 说明天结"])
def test_a_sum_of_four_digits_is_no_day(text: str) -> None:
    assert "date" not in facts(text) or facts(text)["date"][:4] not in ("1998", "2000")


def test_the_card_of_somebody_at_home_is_told_of_unless_all_is_well_with_it() -> None:
    assert facts("我爸那张广电的也想退")["carrier"] == "广电"
    assert "carrier" not in facts("我妈那张广电的早就退成了")


def test_a_curse_names_no_shop() -> None:
    assert "platform" not in facts("你个狗东西")
    assert facts("狗东上买的卡")["platform"] == "京东"


def test_a_sub_card_that_nobody_used_says_nothing_of_the_number() -> None:
    assert "activated" not in facts("副卡两张没用过")
    assert facts("卡没用过")["activated"] == "没激活"


@pytest.mark.parametrize(
    ("text", "corrects"),
    [("59 不是69", True), ("不是120,是102", True), ("不是120", False), ("付了59又付了69", False)],
)
def test_a_sum_beside_a_denied_one_corrects_it(text: str, corrects: bool) -> None:
    assert corrects_sum(text) is corrects
