"""What stands in the way: by what somebody cannot do, not by the word for it."""

from __future__ import annotations

import pytest

from nlu.text import normalise
from nlu.unable import hindrances


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("页面上压根没有申请售后", ["卡在按钮"]),
        ("订单里只有再买一单", ["卡在按钮"]),
        ("点开是空白的", ["卡在页面"]),
        ("老提示系统繁忙", ["卡在页面"]),
        ("客服一直占线", ["卡在占线"]),
        ("营业厅太远了我去不了", ["卡在路远"]),
        ("我不识字", ["卡在识字"]),
        ("手机太旧，装不了那个软件", ["卡在手机"]),
        ("验证码一直收不到", ["卡在验证码"]),
        ("我人在日本，打不了电话", ["卡在国外"]),
        ("店家已读不回", ["卡在店家"]),
        ("我不太会弄刷脸", ["卡在刷脸"]),
        ("他眼睛睁不开", ["卡在刷脸"]),
        ("人脸识别老过不去", ["卡在刷脸"]),
        ("一直让我按数字，按来按去又回到开头", ["卡在占线"]),
        ("点进去弹窗说该订单不支持售后", ["卡在按钮"]),
        ("那个号码是多少我没来得及记", []),
        ("儿子不接我电话", []),
        ("卡不想要了", []),
    ],
)
def test_what_stands_in_the_way(text: str, found: list[str]) -> None:
    assert hindrances(normalise(text).text) == found
