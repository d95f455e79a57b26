"""Letters against golden files: ``tests/core/letters/<case>.<letter>.txt``; TUIKA_GOLDEN=1 writes them anew."""

from __future__ import annotations

import os
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tuika.answers.letters import letter, letter_messages, offered
from tuika.facts.case import Case
from tuika.facts.deadlines import show
from tuika.knowledge import book

GOLDEN = Path(__file__).with_name("letters")
TODAY = date(2026, 11, 24)
CASES: dict[str, dict[str, Any]] = {
    "nothing_known": {},
    "agent_submitted": {
        "carrier": "联通",
        "sales_channel": "网盟/代理",
        "card_stage": "已提交待开卡",
        "payee": "货款",
        "paid_amount": "29.9",
        "order_date": "2026-11-20",
        "request_date": "2026-11-22",
    },
    "platform_overdue": {
        "carrier": "移动",
        "sales_channel": "电商平台",
        "platform": "淘宝",
        "refund_state": "逾期",
        "payee": "货款",
        "paid_amount": 50,
        "request_date": "2026-11-03",
        "due_date": "2026-11-13",
        "parcel_stage": "商家已签收退货",
    },
    "activated_by_others": {
        "carrier": "电信",
        "sales_channel": "网盟/代理",
        "activated_by": "不是我",
        "request_date": "2026-11-18",
        "activation_date": "2026-11-20",
        "complaint_date": "2026-11-21",
    },
    "not_ordered": {"carrier": "移动", "ordered_by": "不是我"},
    "closing_refused": {
        "carrier": "广电",
        "card_stage": "已激活",
        "contract": "有合约",
        "complaint_date": "2026-11-10",
    },
}


def tokens(text: str) -> str:
    """The text with what the knowledge may change put as a name: hotlines, and the day that the seller is given."""
    for name, carrier in book().carriers.carriers.items():
        for kind, line in (("热线", carrier.hotline), ("升级热线", carrier.rights_hotline)):
            if line is not None and line.number:
                text = text.replace(line.number, f"《{name}{kind}》")
    return text.replace(show(TODAY + timedelta(book().letters.deadline_days)), "《给卖家的期限》")


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("key", book().letters.letters)
def test_the_letter_is_as_reviewed(name: str, key: str) -> None:
    text = letter(key, Case().with_facts(CASES[name]), TODAY)
    path = GOLDEN / f"{name}.{key}.txt"
    if os.environ.get("TUIKA_GOLDEN"):
        GOLDEN.mkdir(exist_ok=True)
        path.write_text(tokens(text) + "\n", "utf-8")
    assert tokens(text) + "\n" == path.read_text("utf-8")
    assert "None" not in text
    assert "{" not in text


def test_nothing_is_invented() -> None:
    for key in book().letters.letters:
        text = letter(key, Case(), TODAY)
        assert "〔请填写：" in text
        assert "没有激活" not in text


def test_only_fitting_letters_are_offered() -> None:
    assert "police" in offered(Case().with_facts({"ordered_by": "不是我"}))
    assert "police" not in offered(Case())
    assert "marketplace" not in offered(Case().with_facts({"sales_channel": "网盟/代理"}))
    assert "samr" not in offered(Case().with_facts({"sales_channel": "运营商官方"}))


def test_a_step_that_shuts_another_is_warned_of_first() -> None:
    for key in ("samr", "miit"):
        assert "不再收" in letter_messages(key, Case(), TODAY)[0].text
    assert [q.intent for q in letter_messages(None, Case(), TODAY)[0].quick_replies].count("ask_letter") >= 5
