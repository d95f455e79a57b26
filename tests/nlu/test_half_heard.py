"""Reports that are half heard and whose words agree, the card that is kept, another card, and talk about the talk."""

from __future__ import annotations

from typing import Any

import pytest

from nlu.about_talk import about_the_talk, may_go_back, may_name_another, names_another_card, sends_money_to_another
from nlu.half_heard import agreed
from nlu.keeping import keeps_it, may_keep
from nlu.money_told import is_all_paid, may_have_come


def _half(name: str, confidence: float = 0.25) -> list[dict[str, Any]]:
    return [{"name": name, "confidence": confidence}]


@pytest.mark.parametrize(
    "text",
    [
        "那我不退了,接着用",
        "卡我要了",
        "退卡的事算了",
        "想了想还是留着吧",
        "凑合用吧",
        "暂时不想退了",
        "订单就别取消了",
        "我爸说留着好,听他的,不退了",
        "当我没说过要退",
        "不折腾退卡的事了",
        "那单不撤了,到了我装上用",
        "我准备收下,不拒收",
        "媳妇讲这卡够用,劝我别退",
        "我女儿怕麻烦,喊我别销了",
        "那就给他留着用吧",
    ],
)
def test_who_keeps_the_card_is_heard(text: str) -> None:
    assert keeps_it(text)


@pytest.mark.parametrize(
    "text",
    [
        "店家说不退了",
        "押金不退",
        "钱也不退",
        "我不退了会怎样",
        "截图我留着了",
        "号留着,卡和套餐退掉",
        "叫我凑合用",
        "换成八块的继续用",
        "不退订金我就投诉",
        "要是不退了呢",
        "他又改主意了",
        "店家说套餐划算,叫我别退",
        "投诉我不撤了",
        "客服让我别拒收",
    ],
)
def test_what_is_not_kept_is_not_heard_as_kept(text: str) -> None:
    assert not keeps_it(text)


@pytest.mark.parametrize(
    ("event", "text"),
    [
        ("changed_mind", "这套餐其实挺划算,使着吧"),
        ("paid_in", "早上一看多了39,是那笔"),
        ("other_card", "我姐也有一张广电的"),
        ("back_to_card", "还是先说最开始那张"),
    ],
)
def test_two_weak_signs_are_a_good_one(event: str, text: str) -> None:
    assert agreed(_half(event), text) == [event]
    assert agreed(_half(event, 0.1), text) == []


@pytest.mark.parametrize(
    ("event", "text"),
    [
        ("changed_mind", "算了不问了"),
        ("changed_mind", "谢谢不用了"),
        ("paid_in", "客服说已经退了"),
        ("paid_in", "退了一半,剩下的没影"),
        ("other_card", "卡里也有了"),
        ("back_to_card", "钱还没到"),
    ],
)
def test_words_that_stand_against_it_outweigh_a_half_heard_report(event: str, text: str) -> None:
    assert agreed(_half(event), text) == []


def test_a_kept_card_needs_nothing_learned_unless_the_money_is_wanted() -> None:
    assert agreed([], "我不退了") == ["changed_mind"]
    assert agreed([], "不退了也行,把钱退我") == []


@pytest.mark.parametrize("text", ["店家把钱打给我了", "退款已原路退回", "收到退款了", "押金退回来了", "零钱里多了29"])
def test_money_that_came_in_other_words(text: str) -> None:
    assert is_all_paid(text)


@pytest.mark.parametrize(
    "text", ["说会把钱退给我", "钱都转给他了", "别人都收到退款了", "收到钱以后怎么办", "退款到了怎么还停着", "没拿到钱"]
)
def test_money_that_did_not_come(text: str) -> None:
    assert not is_all_paid(text)


@pytest.mark.parametrize(
    "text",
    [
        "手里还压着个电信卡",
        "我妹那个广电号也要退",
        "另一个是京东的",
        "除了这张还有",
        "一共办了俩",
        "接下来说我爸那张卡",
        "仲有张卡想退",
        "再帮我看看第二个单子呗",
        "前几天京东还拍了一张",
        "现在说另一张",
    ],
)
def test_another_card_is_named(text: str) -> None:
    assert names_another_card(text)


@pytest.mark.parametrize(
    "text", ["还有一个问题", "还有张银行卡", "另一个手机屏坏了", "余额退到另一个号", "再看原来那笔"]
)
def test_what_is_no_other_card(text: str) -> None:
    assert not names_another_card(text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("cannot_do", "这个我整不来"),
        ("cannot_do", "没文化弄不成"),
        ("simpler", "说重点吧"),
        ("simpler", "你用大白话讲"),
        ("repeat", "重新发一遍"),
        ("restart", "从头再来"),
        ("restart", "我们推倒重来"),
        ("skip", "这个不方便说"),
        ("skip", "跳过"),
        ("my_cards", "你都记了些什么"),
        ("insult", "你个蠢货"),
        ("insult", "真是个废物"),
        ("insult", "浪费我的时间"),
        ("insult", "就你这点能耐还帮人"),
        ("insult", "我都六十了没受过这种气,血压都上来了,你个没用的破机器!"),
        ("human", "转人工"),
        ("already_said", "电信电信,我说四遍了"),
        ("not_this", "谁问你彩铃了"),
        ("repeat", "刚才那段重新发我"),
        ("repeat", "把头先那几句话再讲讲"),
        ("simpler", "来个简短版的"),
        ("cannot_do", "我用的是按键机"),
        ("cannot_do", "跟前没人教我弄"),
        ("human", "kefu"),
        ("human", "阿有人工伐"),
        ("human", "咋找到你们后台的人"),
        ("restart", "前面说的作废,我重新讲"),
        ("restart", "重开一个话题吧"),
        ("skip", "跳过这步行吗"),
        ("my_cards", "归纳一下我说的"),
        ("already_said", "翻来覆去问我干嘛"),
        ("already_said", "你这记性也太差了"),
        ("already_said", "往上翻翻记录嘛"),
        ("not_this", "你这是答非所问"),
        ("not_this", "扯哪儿去了你"),
        ("insult", "弱智机器人"),
        ("insult", "靠,什么东西"),
        ("simpler", "能不能说人话"),
        ("my_cards", "捋一下我这事"),
        ("restart", "前面删了,我重新说"),
        ("not_this", "我又没问宽带"),
        ("not_this", "我不是要问押金"),
        ("human", "有没有人工客服呀"),
    ],
)
def test_talk_about_the_talk_in_fixed_words(name: str, text: str) -> None:
    assert name in about_the_talk(text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("cannot_do", "奶奶不识字签的"),
        ("cannot_do", "会不会搞我征信"),
        ("simpler", "你听不懂人话"),
        ("simpler", "合同条款看不懂"),
        ("repeat", "客服让我再说一遍"),
        ("restart", "余额会清零"),
        ("human", "人工智障"),
        ("human", "10086转人工"),
        ("insult", "傻子才信他"),
        ("insult", "垃圾短信太多"),
        ("insult", "这个套餐就是垃圾 我不想要了"),
        ("insult", "他们客服啥也不是"),
        ("already_said", "跟客服说三遍了"),
        ("already_said", "他答应两回了"),
        ("repeat", "店家说重新发货"),
        ("repeat", "刚才又说不退了"),
        ("cannot_do", "营业厅没人帮我弄"),
        ("human", "打过去没有人工"),
        ("restart", "客服说前面的作废重新来"),
        ("already_said", "我记性差忘了"),
        ("not_this", "他没听懂我的意思"),
        ("skip", "省了三十块钱"),
    ],
)
def test_the_same_words_of_the_case_are_no_talk_about_the_talk(name: str, text: str) -> None:
    assert name not in about_the_talk(text)


def test_half_a_word_may_mean_it() -> None:
    assert may_keep("这卡留用")
    assert may_have_come("到账了")
    assert may_name_another("换一张说")
    assert may_go_back("说回先前那张")
    assert not may_keep("好的")
    assert not may_have_come("没到账")
    assert not may_name_another("原来那张")
    assert not may_go_back("好的")


def test_a_number_that_only_gets_the_money_is_no_other_card() -> None:
    assert sends_money_to_another("10086说余额转到我另外一个移动号")
    assert sends_money_to_another("能不能退到我别的卡上")
    assert not sends_money_to_another("余额退到我另一个号了,我还有一张联通卡要销")
    assert not sends_money_to_another("我另外一个号也要销")
