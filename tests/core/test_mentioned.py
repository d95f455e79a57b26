"""What was named before is remembered where a text waits for it (提过的东西), and what they put off is no refusal."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tuika.dialogue.conditions import standing
from tuika.dialogue.reading import HeardClause, HeardFact, Reading
from tuika.matters.load import catalogue

from .test_advising import texts
from .walks import Talk, reading


@pytest.fixture
def talk() -> Talk:
    return Talk()


def named(found: Reading, *things: str) -> Reading:
    return replace(found, things=things)


def test_only_what_some_text_waits_for_is_remembered(talk: Talk) -> None:
    talk.hear(named(reading("scam_live"), "共享屏幕", "电话96110"))
    talk.hear(reading(asks=("is_scam",)))
    assert standing(talk.memory.thread).mentioned == {"共享屏幕"}
    assert "电话96110" not in catalogue().remembered


@pytest.mark.parametrize(
    ("events", "plan"),
    [((), "shared"), (("gave_money",), "paid_shared"), (("gave_money", "reported_police"), "reported_shared")],
)
def test_a_screen_that_was_shared_is_closed_first(events: tuple[str, ...], plan: str, talk: Talk) -> None:
    talk.hear(named(reading("scam_live"), "共享屏幕"))
    if events:
        talk.hear(reading(events=events))
    assert talk.memory.thread.advised is not None
    assert talk.memory.thread.advised.plan == plan


@pytest.mark.parametrize(
    ("things", "plan"), [(("报验证码",), "now_code"), (("报验证码", "共享屏幕"), "now_shared"), ((), "now")]
)
def test_who_only_told_a_code_shared_no_screen(things: tuple[str, ...], plan: str, talk: Talk) -> None:
    talk.hear(named(reading("gave_secret"), *things))
    assert talk.memory.thread.advised is not None
    assert talk.memory.thread.advised.plan == plan


def test_whether_it_is_a_swindle_is_answered_in_one(talk: Talk) -> None:
    talk.hear(named(reading("scam_live"), "共享屏幕"))
    assert "欠费" not in texts(talk.hear(reading(asks=("is_scam", "letter_real")), text="是不是真的"))


@pytest.mark.parametrize("thing", ["再等等", "让等通知", "走流程"])
def test_who_is_told_to_wait_was_refused_nothing(thing: str, talk: Talk) -> None:
    talk.hear(reading("deposit_back"), ("paid_to", "商户"))
    quoted = Reading(clauses=(HeardClause("让我等核实", 0, 5, "quote", "other", "self"),), things=(thing,))
    talk.hear(quoted, intent="objection", text="让我等核实")
    assert "refused" not in talk.memory.thread.reported()


def test_a_swindler_s_word_is_no_fact(talk: Talk) -> None:
    claim = HeardFact("monthly_fee", 500, "每月扣500", "claimed")
    talk.hear(replace(reading("scam_live"), facts=(claim,)))
    assert talk.memory.case.monthly_fee is None


def test_what_a_private_person_has_is_what_was_paid(talk: Talk) -> None:
    talk.hear(reading("leave_order"), ("paid_to", "个人"), ("topup_amount", 200))
    assert (talk.memory.case.paid_amount, talk.memory.case.topup_amount) == (200, None)


@pytest.mark.parametrize(
    ("matter", "things", "values", "plan"),
    [
        ("bundle_blocks", ("宽带没人用",), (), "unused"),
        ("close_company", ("单位注销",), (), "dissolved"),
        ("close_number", ("国外",), (("place", "外地"), ("carrier", "电信")), "abroad"),
        ("iot_device", ("说没还",), (), "not_returned"),
        ("auto_pay", ("支付宝",), (("card_stage", "已销户"),), "closed_alipay"),
        (
            "leave_order",
            ("退了还发",),
            (("parcel_stage", "运输中"), ("sales_channel", "电商平台")),
            "sent_after_refund",
        ),
    ],
)
def test_the_help_fits_what_was_told_first(
    matter: str, things: tuple[str, ...], values: tuple[tuple[str, str], ...], plan: str, talk: Talk
) -> None:
    talk.hear(named(reading(matter), *things), *values)
    assert talk.memory.thread.advised is not None
    assert talk.memory.thread.advised.plan == plan
    other = Talk()
    other.hear(reading(matter), *values)
    assert other.memory.thread.advised is not None
    assert other.memory.thread.advised.plan != plan


@pytest.mark.parametrize(
    ("matter", "before", "things", "first"),
    [
        ("close_company", "单位注销", ("公章",), "没章可盖"),
        ("auto_pay", "充错号", ("怎么要回",), "销户的日子"),
        ("iot_device", "说没还", ("再等等",), "别光等"),
        ("deposit_back", "押金", ("换人了",), "换老板不关你的事"),
        ("card_in_my_name", "押金", ("摊子没了",), "摊子没了不要紧"),
        ("fancy_number", "押金", ("过户",), "可以问过户"),
        ("courier_demands", "押金", ("跑腿钱",), "不用给"),
    ],
)
def test_what_is_told_next_is_answered_by_what_was_told_before(
    matter: str, before: str, things: tuple[str, ...], first: str, talk: Talk
) -> None:
    talk.hear(named(reading(matter), before))
    talk.memory = talk.memory.but(asked=None)
    asks = ("transfer_money",) if matter == "fancy_number" else ()
    told = Reading(clauses=(HeardClause("某某", 0, 2, "ask" if asks else "tell", "user", "self"),), things=things)
    told = replace(told, asks=reading(asks=asks).asks)
    assert first in texts(talk.hear(told, intent="nlu_fallback")).splitlines()[0]


def test_a_deposit_is_asked_for_only_where_one_is_spoken_of(talk: Talk) -> None:
    talk.hear(reading("auto_pay"))
    half = replace(reading(asks=("deposit_claim",)).asks[0], confidence=0.6)
    told = replace(Reading(clauses=(HeardClause("那300怎么要", 0, 7, "ask", "user", "self"),)), asks=(half,))
    assert "押金" not in texts(talk.hear(told, intent="nlu_fallback", text="那300怎么要"))
