"""The cards that the domain makes and those that the page draws are the same: no kind and no words are lost."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from tuika.speech import cards

from .user import PHONE, Open, faults, fits, say

DAY = cards.Day("2026-12-03", "12月3日（周四）", "货款通常这天前到", "due")
SAMPLES: tuple[cards.Card, ...] = (
    cards.PlanCard("申请撤单", ("货款 29 元",), (cards.Source("办法", ("某篇文章",), "high"),)),
    cards.StepsCard("怎么办：", ("先截图", "再申请"), ("小心激活",)),
    cards.NextCard(
        "下一步：截图", ("日期是通常的",), (cards.Lane("卡", (cards.Station("已提交", "now"),)),), (DAY,), "现在"
    ),
    cards.CopyCard(("这话别当真",), (cards.Copy.of("给卖家", "我叫〔请填写：姓名〕"),), ("还是不行再说",)),
    cards.ChecklistCard(
        "存好这些", (cards.Tick("pay", "付款记录", True), cards.Tick("order", "订单页", False)), ("别发卡号",)
    ),
    cards.LawCard("依据：", (cards.Provision("民法典第一条", "大意", "2021-01-01"),), "不是法律意见"),
    cards.LadderCard(
        (cards.Ladder("跟卖家的钱：", (cards.Rung("催一次", "写明日子", "今天", True, ("先要：凭证",)),)),), ("别写重",)
    ),
    cards.SheetCard(
        "我记下的情况",
        (cards.Noted("carrier", "联通", (cards.Change("移动", "carrier", "移动"),)),),
        ("打过电话",),
        ("哪条不对，点它改",),
    ),
)
#: What a card holds for the machine, not for the eye; `summary` said what a picture showed, the list says it itself.
UNSEEN = {"id", "iso", "kind", "when", "field", "value", "confidence", "summary", "blanks"}


def seen(value: Any, name: str = "") -> Iterator[str]:
    """Every text of the card that somebody should read."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from seen(inner, key)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from seen(inner, name)
    elif isinstance(value, str) and name not in UNSEEN:
        yield value


def test_there_is_a_sample_of_every_card() -> None:
    assert {type(sample) for sample in SAMPLES} == set(cards.Card.__subclasses__())


@pytest.mark.parametrize("card", SAMPLES, ids=lambda card: card.kind)
def test_the_page_draws_all_that_the_card_says(opened: Open, card: cards.Card) -> None:
    page = opened(*PHONE)
    body = json.dumps({"messages": [{"role": "bot", "text": "只有文字", "time": 1, "card": card.to_json()}]})
    page.route("**/api/message", lambda r: r.fulfill(body=body, content_type="application/json"))
    say(page, "你好")
    drawn = page.locator(f".card-{card.kind}")
    expect(drawn).to_have_count(1)
    expect(drawn).not_to_contain_text("只有文字")
    text = drawn.evaluate("e => e.textContent")
    assert [words for words in seen(card.to_json()) if words not in text] == []
    assert faults(page) == []
    assert fits(page, PHONE[0])
