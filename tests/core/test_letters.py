"""Letters against golden files: ``tests/core/letters/<case>.<letter>.txt``; TUIKA_GOLDEN=1 writes them anew."""

from __future__ import annotations

import os
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tuika.answers.letters import choices, letter, letter_messages, offered
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
#: The letters that there were from the beginning, each in each of the cases above.
FIRST = ("seller", "carrier_rights", "miit", "samr", "heimao", "payment", "marketplace", "police")
#: Letters for one matter, in a case of it; and old ones where the card is in the hand, out of use, without a number.
MORE: dict[tuple[str, str], dict[str, Any]] = {
    ("deposit", "device"): {"payments": [{"amount": 99, "purpose": "押金", "holder": "店铺"}]},
    ("promise", "active"): {"carrier": "联通", "card_stage": "已激活"},
    ("iot_payee", "cut_off"): {"carrier": "物联网卡", "card_stage": "已激活", "paid_amount": 299, "payee": "货款"},
    ("courier", "at_the_door"): {"carrier": "移动", "parcel_stage": "派件中"},
    ("courier", "took_freight"): {"payments": [{"amount": 15, "purpose": "运费", "holder": "快递员"}]},
    ("proxy", "elder"): {"carrier": "移动", "holder": "长辈", "card_stage": "已激活"},
    ("heirs", "deceased"): {"carrier": "电信", "holder": "逝者", "card_stage": "已激活"},
    ("delete_data", "withdrawn"): {"carrier": "联通", "card_stage": "已撤单"},
    ("withdraw_paid", "order"): {"carrier": "联通", "card_stage": "已提交待开卡"},
    ("withdraw_paid", "active"): {"carrier": "联通", "card_stage": "已激活", "complaint_date": "2026-11-10"},
    ("seller", "in_hand"): {
        "carrier": "联通",
        "sales_channel": "电商平台",
        "platform": "拼多多",
        "card_stage": "已开卡未激活",
        "parcel_stage": "已签收",
        "paid_amount": 30,
    },
    ("miit", "charged_after_closing"): {
        "carrier": "虚拟运营商",
        "card_stage": "已销户",
        "charged": "是",
        "closed_date": "2026-10-20",
        "complaint_date": "2026-11-02",
    },
    ("samr", "iot_not_as_sold"): {"carrier": "物联网卡", "card_stage": "已激活", "as_sold": "不符", "paid_amount": 299},
}


def tokens(text: str) -> str:
    """The text with what the knowledge may change put as a name: hotlines, and the day that the seller is given."""
    for name, carrier in book().carriers.carriers.items():
        for kind, line in (("热线", carrier.hotline), ("升级热线", carrier.rights_hotline)):
            if line is not None and line.number:
                text = text.replace(line.number, f"《{name}{kind}》")
    return text.replace(show(TODAY + timedelta(book().letters.deadline_days)), "《给卖家的期限》")


GOLDENS = [(key, name, CASES[name]) for key in FIRST for name in CASES]
GOLDENS += [(key, name, facts) for (key, name), facts in MORE.items()]


@pytest.mark.parametrize(("key", "name", "facts"), GOLDENS)
def test_the_letter_is_as_reviewed(key: str, name: str, facts: dict[str, Any]) -> None:
    text = letter(key, Case().with_facts(facts), TODAY)
    path = GOLDEN / f"{name}.{key}.txt"
    if os.environ.get("TUIKA_GOLDEN"):
        GOLDEN.mkdir(exist_ok=True)
        path.write_text(tokens(text) + "\n", "utf-8")
    assert tokens(text) + "\n" == path.read_text("utf-8")
    assert "None" not in text
    assert "{" not in text


def test_every_letter_has_a_golden_file_and_every_golden_file_a_letter() -> None:
    assert {key for key, _, _ in GOLDENS} == set(book().letters.letters)
    assert {path.name for path in GOLDEN.iterdir()} == {f"{name}.{key}.txt" for key, name, _ in GOLDENS}


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
    assert "miit" not in offered(Case().with_facts({"carrier": "物联网卡"}))
    assert "heirs" in offered(Case().with_facts({"holder": "逝者"}))
    assert "delete_data" in offered(Case().with_facts({"card_stage": "已撤单"}))


@pytest.mark.parametrize("key", [k for k, entry in book().letters.letters.items() if entry.for_matter])
def test_a_letter_of_one_matter_is_offered_there_and_first(key: str) -> None:
    assert key not in offered(Case())
    for matter in book().letters.letters[key].for_matter:
        found = offered(Case(), [matter])
        assert key in found
        assert found.index(key) == 0 or key == "delete_data"
        labels = [dict(q.facts) for q in choices(Case(), [matter])]
        assert {"letter": key} in labels


@pytest.mark.parametrize(("facts", "said"), [({}, "〔请填写：是或否"), ({"complaint_date": "2026-11-10"}, "是\n")])
def test_the_appeal_says_only_what_is_known_of_a_complaint(facts: dict[str, Any], said: str) -> None:
    assert f"是否向企业投诉过：{said}" in letter("miit", Case().with_facts({"carrier": "移动", **facts}), TODAY)


def test_a_sum_is_taken_from_the_payment_it_was_made_for() -> None:
    paid = [{"amount": 99, "purpose": "押金", "holder": "店铺"}, {"amount": 20, "purpose": "运费", "holder": "快递员"}]
    case = Case().with_facts({"payments": paid})
    assert "付了押金 99 元" in letter("deposit", case, TODAY)
    assert "退回多收的 20 元" in letter("courier", case, TODAY)


def test_a_year_that_is_over_is_named() -> None:
    text = letter("seller", Case().with_facts({"request_date": "2025-12-30"}), TODAY)
    assert "2025年12月30日" in text


def test_a_step_that_shuts_another_is_warned_of_first() -> None:
    for key in ("samr", "miit"):
        assert "不再收" in letter_messages(key, Case(), TODAY)[0].text
    assert [q.intent for q in letter_messages(None, Case(), TODAY)[0].quick_replies].count("ask_letter") >= 5
