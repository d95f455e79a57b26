"""Matters in fixed words, and what only sounds like them."""

from __future__ import annotations

import pytest

from nlu.chains import matters_told

TOLD = [
    ("俺那个号俺闺女说打过去是个男的接的", "line_reclaimed"),
    ("我那老号现在别人在用了", "line_reclaimed"),
    ("我原来的号码打过去是陌生人接", "line_reclaimed"),
    ("租我西屋的小年轻放了个铁匣子插了十几张卡", "card_trading"),
    ("有人在我店里放了台设备,插了几十张手机卡", "card_trading"),
    ("短信里有个链接 点进去就让填身份证和银行卡号", "scam_live"),
    ("说要二次实名 点开网页要我输银行卡号和验证码", "scam_live"),
    ("我爸偏瘫下不了床 他那个号每月扣30", "close_proxy"),
    ("婆婆老年痴呆 手机上一直还在扣钱", "close_proxy"),
    ("以前那个号好久没用了 每月还扣十九", "close_number"),
    ("群主说先交二十块税就能提现", "scam_live"),
    ("要我再转80激活费才肯退我那三百", "scam_live"),
    ("他讲得先充五十解冻才给返现金", "scam_live"),
    ("客服让我婆婆汇两千过去才给取消", "scam_live"),
    ("对方说要转一万保证金,转完就能注销", "scam_live"),
    ("他要我打六百解冻费,打完就退", "scam_live"),
    ("俺前儿媳妇那号当年使我身份证整的 现在号她还用着呢", "lent_card"),
    ("前夫一直在用那个号 当初用我身份证办的", "lent_card"),
]
NOT_TOLD = [
    "我给卖家打电话是个女的接的",
    "我刚办的新号打过来找别人",
    "我手机插了两张卡",
    "让我打10086就能销户",
    "叫我打12315才能退",
    "营业厅让我先转话费才能销户",
    "要转到移动就能办",
    "我转了五百他说明天就退",
    "这随身wifi盒子插了3张卡",
    "链接我点了没填卡号",
    "官方app的页面要我填银行卡号",
    "他用我身份证办的我根本不知道",
    "移动说先交清欠费才能退余额",
    "我奶奶住院用的号没扣过钱",
    "我爸瘫了两年走了 号还在扣费",
    "号销了早就不用了 每月还扣钱",
    "没激活的卡一直不用 还扣费",
    "要先付违约金才给退剩下的钱",
    "卖家说我先垫运费才退款",
    "先充100话费才寄卡",
    "店家让我打电话确认才给退",
    "要交身份证照片才给退款",
    "先交了五十押金现在不给退",
    "我名下副卡我老公在用",
]


@pytest.mark.parametrize(("text", "name"), TOLD)
def test_told_in_fixed_words(text: str, name: str) -> None:
    assert [found for found, _ in matters_told(text)] == [name]


@pytest.mark.parametrize("text", NOT_TOLD)
def test_sounds_like_it(text: str) -> None:
    assert not matters_told(text)
