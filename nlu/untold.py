"""What words only seem to tell of a number (没发生的、没付过的): what is let happen, what it is bound to."""

from __future__ import annotations

import re

_LET_LAPSE = re.compile(
    r"(?:让|由|任|随|等|放)(?:着|到)?(?:它|[这那]?(?:个|张)?(?:号码?|卡))(?:自己|自动|就|先|一直|慢慢|欠费|欠着|去){0,3}$"
    r"|(?:欠|拖|放)(?:着|费)?(?:到|等)(?:它|号)?$"
)
_BOUND_TO = re.compile(r"^[^,。;!?]{0,14}?(?:绑(?!了?银行卡)|换绑|解绑|注册的|登录)")


def is_let_lapse(before: str) -> bool:
    """Whether the words right behind ``before`` are only let happen, or waited for: 「让它停机」, 「等它自己欠费」."""
    return _LET_LAPSE.search(before) is not None


def is_bound_to(words: str) -> bool:
    """Whether the account that ``words`` begin with is one the number is bound to: 「支付宝银行卡都绑着」."""
    return _BOUND_TO.search(words) is not None
