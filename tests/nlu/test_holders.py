"""Whose card a clause is about, where that has a fixed form."""

from __future__ import annotations

import pytest

from nlu.holders import holder_of


@pytest.mark.parametrize(
    ("clause", "holder"),
    [
        ("丧事刚办完,号还没销", "deceased"),
        ("我外公的老号,他人不在了", "deceased"),
        ("儿子才上三年级,自己点了办卡", "minor"),
        ("号在厂子名下,公司名下的卡", "company"),
        ("钱没了", ""),
        ("人没到厅里", ""),
        ("卡找不到了", ""),
    ],
)
def test_whose_it_is(clause: str, holder: str) -> None:
    assert holder_of(clause) == holder
