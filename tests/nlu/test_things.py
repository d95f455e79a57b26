"""Things that a message names: found whatever stands around them, the longer word first, each once."""

from __future__ import annotations

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from nlu.things import things_in
from tuika.knowledge.learned import things

THINGS = Path(__file__).resolve().parents[2] / "nlu" / "things.yaml"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("销我爸的号要火化证不", ["火化证"]),
        ("拿户口本和结婚证去行吗", ["户口本", "结婚证"]),
        ("委托书要不要公证,委托书怎么写", ["委托书", "公证"]),
        ("单位证明要盖章吗", ["介绍信", "公章"]),
        ("打96110他们管吗", ["电话96110"]),
        ("我劝不动她,她只信他", ["家里人不听"]),
        ("叫她加qq,说是机密案件", ["视频笔录"]),
        ("我打10000查了,确实欠费", ["欠的是真的"]),
        ("天天打给我同事", ["催到家人"]),
        ("经办人离职了,有3个销了", ["经办人不在", "销了一部分"]),
        ("派出所出了证明也不开", ["证明开了"]),
        ("卡套上写的是联通", ["卡面写的"]),
        ("明天到货,家里我不在家", ["快递没人收"]),
        ("单号查不到", ["没物流"]),
        ("激活才看得到话费", ["激活才看得到"]),
        ("叫我发身份证正反面给他", ["要证件照"]),
        ("账单上有笔退款处理中", ["退款在途"]),
        ("会不会扣我退休金", ["扣得到不", "养老钱"]),
        ("能不能把他微信删了", ["删人"]),
        ("系统显示我已签收", ["谁签的"]),
        ("店家叫我先激活用着", ["先激活再说"]),
        ("网速老卡,烦死了", []),
        ("我从没回过短信", ["没同意过"]),
        ("厅里喊我回河南", ["喊回去办"]),
        ("这个号都三年没打过电话", ["老号"]),
        ("支付宝每月自动充50", ["支付宝", "自动充"]),
        ("自动缴费关了,里面还有60", ["关好了", "里面的钱"]),
        ("他给我减到150", ["降到"]),
        ("他说上面有人,走着瞧", ["有后台"]),
        ("能不能把我钱退我", []),
        ("能不能把我钱转走", ["把钱弄走"]),
        ("以后还给我办卡不", ["再办受限"]),
        ("聊天记录都没了", ["聊天已删"]),
        ("我把聊天删了行不行", ["删聊天"]),
        ("那个视频下架了", ["广告下架"]),
        ("东西小哥带走了", []),
        ("让我开着共享屏幕", ["共享屏幕"]),
        ("我没共享屏幕", ["没共享"]),
        ("说这个号里就50块", ["号里只有"]),
        ("求我激活了再注销", ["求我激活", "销户"]),
        ("打了10086", []),
        ("卡不想要了", []),
    ],
)
def test_things_are_named_once_in_their_order(text: str, named: list[str]) -> None:
    assert things_in(text) == named


def test_the_longer_word_goes_before_the_word_inside_it() -> None:
    assert things_in("要临时身份证还是身份证原件") == ["临时身份证", "身份证原件"]


def test_knowledge_may_name_what_the_reading_can_hear() -> None:
    assert {"死亡证明", "副卡", "电话96110"} <= set(things())


def test_a_word_names_one_thing() -> None:
    owners = [word for words in YAML(typ="safe").load(THINGS.read_text("utf-8")).values() for word in map(str, words)]
    assert sorted(owners) == sorted(set(owners))


def test_what_is_denied_is_not_named() -> None:
    assert "现金" in things_in("给的现金")
    assert "现金" not in things_in("扫的码,不是现金")
    assert "现金" in things_in("是不是现金也行")
