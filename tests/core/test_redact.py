"""What identifies a person is masked; what the case needs stays."""

from __future__ import annotations

import pytest

from tuika.redact import redact


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("我的身份证是11010519491231002X", "我的身份证是***002X"),
        ("电话13812345678打给我", "电话***5678打给我"),
        ("138 1234 5678", "***5678"),
        ("卡号6222-0212-3456-7890-123", "卡号***0123"),
        ("快递SF1234567890123到了", "快递***0123到了"),
        ("我叫王小明，想退卡", "我叫***，想退卡"),
        ("收件人：欧阳娜娜", "收件人：***"),
        ("地址：北京市朝阳区某某路1号，没发货", "地址：***，没发货"),
        ("发到 a.b@example.com", "发到 ***@***"),
    ],
)
def test_what_identifies_is_masked(text: str, masked: str) -> None:
    assert redact(text) == masked


@pytest.mark.parametrize(
    "text",
    ["首充100，月租39", "打10086没用", "2026-11-24申请的", "还剩20个月", "12315怎么投诉", "2026年11月3号", "付了29.9"],
)
def test_the_case_stays(text: str) -> None:
    assert redact(text) == text
