"""What somebody says that they cannot tell."""

from __future__ import annotations

import pytest

from nlu.cannot_tell import cannot_tell


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("payee", "付给谁的我记不清了"),
        ("payee", "没印象,不记得有没给过钱"),
        ("payee", "搞不清钱进了谁那儿"),
        ("payee", "分不清是货款还是首充"),
        ("payee", "好像交过又好像没交"),
        ("carrier", "哪家的卡我也不晓得"),
        ("carrier", "移动还是电信,记不得了"),
        ("card_stage", "算不算激活我不懂,说不准"),
        ("card_stage", "可能激活了吧,拿不准"),
        ("contract", "有没有合约我不清楚"),
        ("contract", "合约期几年忘了"),
    ],
)
def test_what_cannot_be_told_is_named(field: str, text: str) -> None:
    assert [entity.value for entity in cannot_tell(text)] == [field]


@pytest.mark.parametrize(
    "text",
    [
        "客服也不知道付给谁了",
        "付给谁就找谁,我知道了",
        "不知道怎么退",
        "合约没跟我说清楚",
        "忘了激活",
        "他说不清楚哪家的卡",
    ],
)
def test_what_is_no_doubt(text: str) -> None:
    assert cannot_tell(text) == []
