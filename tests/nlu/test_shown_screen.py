"""A screen that is shown to a swindler is heard while it is on; a complaint that was sent up (投上去) is none."""

from __future__ import annotations

import pytest

from nlu.fixed_words import alarms


@pytest.mark.parametrize(
    "text",
    [
        "客服叫开会议共享帮我关会员,这会儿还连着",
        "退余额要装那个会议软件,刚连上了,他要我点开网银",
    ],
)
def test_a_screen_that_is_on_is_a_secret_given(text: str) -> None:
    assert alarms(text) == ["gave_secret"]


@pytest.mark.parametrize(
    "text",
    [
        "退款他拖着,我投了12315",
        "刚投了工信部,客服马上说给我退钱",
        "我都投上去了,平台还没回,卡里扣着钱",
        "公司的会议软件一直开着,流量费扣得快",
    ],
)
def test_a_complaint_or_a_meeting_at_work_shows_nobody_the_screen(text: str) -> None:
    assert alarms(text) == []
