"""Turns of the talk, without Rasa: what is heard is given, what is said is looked at."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from tuika.answers.plan_view import answer_lines
from tuika.dialogue.hearing import Heard, Wish
from tuika.dialogue.memory import Memory, Turn
from tuika.dialogue.moves import reply
from tuika.facts.case import Case
from tuika.facts.deadlines import SHANGHAI, due, show
from tuika.planning.plan import make_plan

from .known import hotline


class Bot:
    """One conversation."""

    def __init__(self, now: datetime) -> None:
        self.now, self.memory = now, Memory()

    def hear(self, intent: str | None, text: str = "…", *values: tuple[str, Any], objection: str | None = None) -> str:
        self.turn: Turn = reply(self.memory, Heard(intent, text, values, objection), self.now)
        self.memory = self.turn.memory
        return "\n".join(m.text for m in self.turn.messages)

    @property
    def labels(self) -> list[str]:
        return [q.label for m in self.turn.messages for q in m.quick_replies]


@pytest.fixture
def bot(now: datetime) -> Bot:
    return Bot(now)


FIRST = (
    ("carrier", "联通"),
    ("sales_channel", "网盟/代理"),
    ("card_stage", "已提交待开卡"),
    ("order_date", "2026-11-22"),
)


def test_one_messy_sentence_needs_one_question(bot: Bot) -> None:
    assert "付给谁" in bot.hear("cancel_order", "前天在抖音点广告办的联通卡", *FIRST)
    text = bot.hear("inform", "付给卖家了")
    assert "找办卡的代理向中国联通申请撤单" in text
    latest = due("agent_withdrawal", bot.memory.case, bot.now.date()).latest
    assert f"通常{show(latest)}前退到" in text
    assert hotline("联通") in text
    assert bot.memory.asked is None


def test_every_quick_reply_can_be_typed(bot: Bot) -> None:
    bot.hear("cancel_order", "退卡")
    while bot.memory.asked is not None:
        asked, before = bot.memory.asked, bot.memory.case
        label = bot.labels[0]
        bot.hear("nlu_fallback", label)
        assert bot.memory.case != before, f"typing 「{label}」 to {asked} changed nothing"


def test_a_number_picks_a_choice(bot: Bot) -> None:
    bot.hear(
        "cancel_order", "退卡", ("card_stage", "已提交待开卡"), ("carrier", "移动"), ("sales_channel", "网盟/代理")
    )
    bot.hear("inform", "2", ("amount", 2))
    assert bot.memory.case.payee == "货款"


def test_a_correction_replans_and_says_what_changed(bot: Bot) -> None:
    bot.hear("cancel_order", "…", *FIRST, ("payee", "货款"))
    text = bot.hear("inform", "不对，是电信的", ("carrier", "电信"))
    assert "改成「电信」" in text
    assert "办法变了" in text
    assert hotline("电信") in text
    assert hotline("联通") not in text


def test_a_fact_that_changes_nothing_says_so(bot: Bot) -> None:
    bot.hear("cancel_order", "…", *FIRST, ("payee", "货款"))
    assert "办法不变" in bot.hear("inform", "微信付的", ("payment_method", "微信"))


def test_a_question_in_the_middle_is_answered_and_the_form_goes_on(bot: Bot) -> None:
    bot.hear("cancel_order", "…", *FIRST)
    text = bot.hear("ask_law", "依据是什么")
    assert "《消费者权益保护法》第二十八条" in text
    assert "不是法律意见" in text
    assert "回到刚才的问题：付过钱吗" in text
    assert bot.memory.asked == "payee"


def test_the_law_follows_what_was_talked_about(bot: Bot) -> None:
    bot.hear("cancel_order", "…", *FIRST, ("payee", "没付"))
    bot.hear("objection", "说一经售出概不退款", objection="no_refund_terms")
    assert "第二十六条" in bot.hear("ask_law", "依据是什么")
    assert "第二十六条" not in bot.hear("ask_law", "依据是什么")
    bot.hear("ask_letter", "工信部申诉的填写稿", ("letter", "miit"))
    assert "《电信用户申诉处理办法》第十条" in bot.hear("ask_law", "依据是什么")


def test_what_an_agent_claims_does_not_overrule_the_user(bot: Bot) -> None:
    bot.hear("cancel_order", "…", *FIRST, ("payee", "没付"))
    text = bot.hear("objection", "他说激活了不能退", ("card_stage", "已激活"), objection="activated_no_refund")
    assert bot.memory.case.card_stage == "已提交待开卡"
    assert "先别当真" in text


def test_late_money_is_not_promised_anew(bot: Bot) -> None:
    text = bot.hear(
        "refund_overdue",
        "…",
        ("refund_state", "逾期"),
        ("sales_channel", "电商平台"),
        ("platform", "淘宝"),
        ("carrier", "移动"),
        ("paid_amount", 39),
        ("card_stage", "已开卡未激活"),
        ("parcel_stage", "商家已签收退货"),
    )
    assert bot.memory.thread.lead == "refund_late"
    assert "平台介入" in bot.turn.messages[0].text
    assert "前退到" not in text
    # nor in the order's own plan
    said = answer_lines(make_plan(bot.memory.case, bot.now), bot.memory.case, bot.now.date())
    assert "已经晚了，现在就可以往上一级投诉" in said
    assert "前退到" not in said


def test_a_question_is_answered_from_the_plan_at_hand(bot: Bot) -> None:
    bot.hear("close_activated_card", "…", ("carrier", "电信"), ("contract", "没有"), ("payee", "没付"))
    bot.hear("inform", "给了他五十块", ("paid_amount", 50), ("payee", "货款"))
    assert bot.memory.asked is None
    assert "自助销户" in bot.hear("ask_channel", "那我在哪里办")
    assert bot.memory.asked is None


def test_not_knowing_is_an_answer(bot: Bot) -> None:
    bot.hear("cancel_order", "…", *FIRST)
    text = bot.hear("dont_know", "不知道")
    assert "账单" in text
    assert "【如果" in text or "下一步" in text
    assert bot.memory.asked is None


def test_who_does_not_know_gets_a_plan_for_every_case_and_gets_it_once(bot: Bot) -> None:
    bot.hear("cancel_order", "退卡")
    told = [bot.hear("dont_know", "不知道") for _ in range(3)]
    cases = [text for text in told if "【如果" in text]
    assert len(cases) == 1
    assert cases[0].count("【如果") >= 2
    assert "下一步" in cases[0]


def test_two_misses_show_the_menu_and_the_hotlines(bot: Bot) -> None:
    first = bot.hear("nlu_fallback", "阿巴阿巴")
    assert "没太明白" in first
    second = bot.hear("nlu_fallback", "阿巴阿巴")
    assert hotline("移动") in second
    assert "取消还没用的卡" in bot.labels


def test_a_miss_in_the_form_keeps_the_question(bot: Bot) -> None:
    bot.hear("cancel_order", "…", *FIRST)
    assert "付过钱吗" in bot.hear("nlu_fallback", "阿巴阿巴")
    assert bot.memory.asked == "payee"


def test_a_second_card_starts_afresh(bot: Bot) -> None:
    bot.hear("cancel_order", "…", *FIRST)
    bot.hear("restart", "换一张卡")
    assert bot.memory.case == Case()
    assert bot.memory.shown is None
    assert bot.memory.asked is None
    # the first card is still there, one tap away
    assert bot.labels == ["回到联通那张"]
    bot.hear("inform", "/inform", ("card", "1"))
    assert bot.memory.case.carrier == "联通"
    assert bot.labels[-1] == "不知道"


def test_stopping_keeps_what_was_said(bot: Bot) -> None:
    bot.hear("cancel_order", "…", *FIRST)
    bot.hear("stop", "算了")
    assert bot.memory.asked is None
    assert bot.memory.case.carrier == "联通"
    assert "付过钱吗" in bot.hear("inform", "继续")


def test_an_unknown_value_is_named_and_the_question_repeated(bot: Bot) -> None:
    text = bot.hear("inform", "/inform", ("carrier", "火星"))
    assert "火星" in text
    assert bot.memory.asked is not None


def test_an_empty_message_gets_a_word(bot: Bot) -> None:
    assert "没打字" in bot.hear(None, "  ")


def test_claiming_a_refund_is_not_asked_whether_money_was_paid(bot: Bot) -> None:
    bot.hear("refund_overdue", "钱还没退", ("refund_state", "逾期"))
    while bot.memory.asked is not None:
        assert "没付钱" not in bot.labels
        bot.hear("nlu_fallback", bot.labels[0])


def test_at_night_the_plan_says_that_systems_sleep() -> None:
    bot = Bot(datetime(2026, 11, 24, 2, 0, tzinfo=SHANGHAI))
    assert "凌晨" in bot.hear("cancel_order", "…", *FIRST, ("payee", "货款"))


def test_the_penalty_is_asked_for_and_computed(bot: Bot) -> None:
    bot.hear("close_activated_card", "销户", ("carrier", "联通"), ("contract", "有合约"), ("payee", "没付"))
    first = bot.hear("contract_penalty", "违约金多少")
    # what helps stands before what is asked
    assert "先别交" in bot.turn.messages[0].text
    assert first.endswith("协议里违约金是怎么写的？")
    assert "数是多少" in bot.hear("inform", "剩余月租的百分之几")
    # two questions are enough: what is still missing is named, and told when it is found
    assert "还差：月租、合约还剩几个月" in bot.hear("inform", "30%", ("penalty_value", 30))
    assert bot.memory.asked is None
    assert "93.6 元" in bot.hear("inform", "月租39，还剩8个月", ("monthly_fee", 39), ("contract_months_left", 8))
    assert "他不同意怎么办" in bot.labels


def test_what_one_cannot_tell_is_not_taken_for_the_answer(bot: Bot) -> None:
    bot.hear("cancel_order", "退卡")
    assert bot.memory.asked == "parcel_stage"
    text = bot.hear("dont_know", "联通还是移动搞不清", ("unsure", "carrier"))
    assert "卡面" in text
    assert bot.memory.case.unsure == {"carrier"}
    assert bot.memory.asked == "parcel_stage"
    # asked anew, with what was heard, in other words
    assert "你说「联通还是移动搞不清」" in bot.turn.messages[-1].text


def test_not_here_yet_narrows_the_question(bot: Bot) -> None:
    bot.hear("cancel_order", "退卡")
    assert "寄出来了吗" in bot.hear("inform", "还没收到", ("not_here", "没收到"))
    assert bot.labels == ["还没寄出来", "寄出来了", "不知道"]
    bot.hear("inform", "寄出来了")
    assert bot.memory.case.parcel_stage == "运输中"
    # without that question it says nothing of the parcel: it may be the money
    assert Bot(bot.now).hear("refund_overdue", "还没收到", ("not_here", "没收到"))
    assert bot.memory.case.not_received == "没收到"
    bot.hear("inform", "今天到了", ("parcel_stage", "已签收"))
    assert bot.memory.case.not_received is None


def test_a_plan_that_changes_with_a_question_follows_its_answer(bot: Bot) -> None:
    bot.hear("cancel_order", "…", ("carrier", "联通"), ("sales_channel", "网盟/代理"), ("payee", "货款"))
    bot.hear("inform", "…", ("parcel_stage", "运输中"))
    assert bot.memory.shown is not None
    before = bot.memory.shown
    text = bot.hear("evidence", "今天签收了，要准备什么", ("parcel_stage", "已签收"), ("activated", "没激活"))
    assert text.index("□") < text.index("办法变了")
    assert bot.memory.shown != before
    # nothing new: the answer alone
    assert "办法" not in bot.hear("evidence", "要准备什么")


def test_a_number_is_answered_with_the_number(bot: Bot) -> None:
    text = bot.hear("ask_channel", "客服电话多少", ("carrier", "联通"))
    assert hotline("联通") in text
    assert hotline("移动") not in text
    other = Bot(bot.now)
    assert all(
        number in other.hear("ask_channel", "打什么电话") for number in map(hotline, ("移动", "联通", "电信", "广电"))
    )


@pytest.mark.parametrize(
    ("worry", "word"),
    [("放着不管会扣钱吗", "不计费"), ("欠费会怎样", "欠的钱照样追"), ("拒收会不会进黑名单", "受限制")],
)
def test_a_worry_is_answered_by_itself(bot: Bot, worry: str, word: str) -> None:
    text = bot.hear("ask_pitfalls", worry)
    assert word in text
    assert "五件事" not in text


def test_the_general_answer_where_no_worry_is_named(bot: Bot) -> None:
    assert "五件事" in bot.hear("ask_pitfalls", "退卡有什么坑")


def test_a_penalty_that_lacks_its_terms_waits_behind_the_open_question(bot: Bot) -> None:
    bot.hear("close_activated_card", "销户", ("carrier", "移动"))
    wishes = (Wish("contract_penalty", 0.9), Wish("escalate_complaint", 0.9))
    turn = reply(bot.memory, Heard("escalate_complaint", "违约金多少，我要投诉", wishes=wishes), bot.now)
    assert turn.memory.thread.wish == "contract_penalty"
    assert turn.memory.asked == "paid_to"
    assert not any("怎么写" in m.text for m in turn.messages)
    # and is kept: it comes when the question is answered
    turn = reply(turn.memory, Heard("inform", "店铺或公司"), bot.now)
    assert turn.memory.thread.wish is None
    assert turn.memory.asked == "penalty_basis"


def test_a_worry_beside_a_wish_is_answered_first(bot: Bot) -> None:
    bot.hear("reject_delivery", "拒收会不会影响信用")
    assert "不进征信" in bot.turn.messages[0].text
    assert "征信" not in Bot(bot.now).hear("reject_delivery", "我想拒收")


def test_a_card_that_was_not_sent_is_not_asked_whether_it_is_in_use(bot: Bot) -> None:
    bot.hear("cancel_order", "没发货", ("parcel_stage", "未发货"), ("carrier", "移动"), ("payee", "货款"))
    while bot.memory.asked not in ("card_stage", None):
        bot.hear("inform", bot.labels[0])
    assert bot.memory.asked == "card_stage"
    assert not {"激活了", "欠费停机了"} & set(bot.labels)
    # a card that is made out and not sent yet is among the answers
    assert "卡开好了，没激活" in bot.labels
