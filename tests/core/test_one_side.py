"""Texts for either side are cut to the one where the case stands."""

import pytest

from tuika.facts.case import Case
from tuika.speech.one_side import one_side
from tuika.speech.wording import context, render

NONE = Case()


@pytest.mark.parametrize(
    ("case", "text", "left"),
    [
        (Case(activated="激活了"), "没激活的别激活；激活了的去销户。", "激活了的去销户。"),
        (Case(activated="没激活"), "没激活的别激活；激活了的去销户。", "没激活的别激活。"),
        (NONE, "没激活的别激活；激活了的去销户。", "没激活的别激活；激活了的去销户。"),
        (Case(payee="没付"), "先拒收。付过钱的把退款提上。", "先拒收。"),
        (Case(payee="货款"), "没付过钱的到此为止。\n付过钱的把退款提上。", "付过钱的把退款提上。"),
        (Case(parcel_stage="已签收"), "没发货的点取消；收到的放着别插。", "收到的放着别插。"),
        (Case(parcel_stage="未发货"), "在驿站的别取。收到的放着别插。", "在驿站的别取。"),
    ],
)
def test_the_other_side_is_left_out(case: Case, text: str, left: str) -> None:
    assert one_side(text, case) == left


@pytest.mark.parametrize(
    "text",
    [
        "没激活就不扣钱。",  # all of it: better than nothing
        "说「没激活的请退。付过的请退」。",  # to be said as it is
        "只留一张，没激活的那张放着；激活了的去销户。",  # several cards
    ],
)
def test_nothing_is_lost(text: str) -> None:
    assert one_side(text, Case(activated="激活了")) == text


def test_every_text_of_a_case_is_cut() -> None:
    said = render("没激活的拒收；激活了的打{{ c.hotline_name }}。", **context(Case(activated="激活了", carrier="电信")))
    assert said == "激活了的打 10000。"
