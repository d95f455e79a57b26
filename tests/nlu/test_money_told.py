"""A part that was paid back, less that is offered, and what sounds like them."""

from __future__ import annotations

import pytest

from nlu.about_talk import names_another_card
from nlu.agreement import is_due_on_delivery, only_told_to_pay
from nlu.money_told import is_all_paid, is_offer_of_less, is_part_paid, nothing_came, only_left, wants_it_back

PART = [
    "店里给我退了25,扣了5块包装费",
    "42退到话费里了 让我结案",
    "报警了 银行冻住600退我了 剩下的呢",
    "给我退了20 说10块是已经用的",
    "他退了50了 说就这样",
    "转了88说剩下的下个月 让我先签个不追究",
    "微信上打了我一百二 余下的要等年底",
    "他转了70,还差30",
    "老板还了50,剩50",
    "才退60",
    "昨天就给退了一半",
    "退我了33,少两块",
    "打了投诉给我退了两个月的60,后面还是59",
    "他先转15,说剩下的月底",
]
OFFER = [
    "客服说最多退我80",
    "他说要退只退90",
    "才退60",
    "昨天就给退了一半",
    "退我了33,少两块",
    "押金退了,年费不给退",
    "他退了押金 首充他不退",
]
OFFER = [
    "客服说最多退我80",
    "他讲只肯退两百",
    "说只退上个月的一半",
    "给你10块算了",
    "师傅说扣20行了",
    "只能退95",
    "他说那就退60",
]
NEITHER = [
    "要是只退一半呢",
    "退了5天了说还在审核",
    "退款到了 让我给个好评",
    "能不能退30",
    "全退了",
    "凭啥只退50",
    "我付了30,退了30",
    "什么时候退",
    "30块退了吗",
    "为啥只退三个月",
    "只能退到另一个号上",
    "送的50不退,只退充的50",
    "押金能退,套餐不退",
    "退了押金的话,年费退不退",
]


@pytest.mark.parametrize("text", PART)
def test_a_part_that_came(text: str) -> None:
    assert is_part_paid(text)
    assert not is_offer_of_less(text)


@pytest.mark.parametrize("text", OFFER)
def test_less_that_is_offered(text: str) -> None:
    assert is_offer_of_less(text)
    assert not is_part_paid(text)


@pytest.mark.parametrize("text", NEITHER)
def test_what_sounds_like_them(text: str) -> None:
    assert not is_part_paid(text)
    assert not is_offer_of_less(text)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("还有一张移动卡", True),
        ("说另外一个号也是", True),
        ("余额转到另外一个号上", False),
        ("退给另一个号", False),
        ("抽屉里还压着一张联通的", True),
        ("京东买的那张呢", True),
        ("我还买了一张电信的", True),
        ("我就买了一张", False),
    ],
)
def test_where_money_goes_is_no_second_card(text: str, is_one: bool) -> None:
    assert names_another_card(text) is is_one


@pytest.mark.parametrize("text", ["投诉成功了 99到了", "退款到账了", "钱已经到账了谢谢", "39块今天到账"])
def test_that_all_has_come_is_heard_in_its_fixed_words(text: str) -> None:
    assert is_all_paid(text)


@pytest.mark.parametrize("text", ["钱到账了吗", "快递到了", "26号到了", "钱还没到账", "只到了20", "钱到账后再撤"])
def test_what_has_not_come_is_not(text: str) -> None:
    assert not is_all_paid(text)


@pytest.mark.parametrize("text", ["不想弄了,直接退钱", "算了别修了,把钱退我就行", "就要退"])
def test_who_wants_the_money_has_not_changed_their_mind(text: str) -> None:
    assert wants_it_back(text)


@pytest.mark.parametrize("text", ["那就不退了,留着用", "钱不要了", "算了不退钱了"])
def test_who_waives_it_does_not_want_it(text: str) -> None:
    assert not wants_it_back(text)


@pytest.mark.parametrize(
    ("text", "nothing"),
    [("都半个月了钱还没到", True), ("一分钱没退", True), ("只退了20,剩下的没到", False), ("退了吗", False)],
)
def test_that_nothing_came_is_told_from_a_part(text: str, nothing: bool) -> None:
    assert nothing_came(text) is nothing


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("货到付款59,今天下午到,不想要了", True),
        ("货到付款的,还没付钱", True),
        ("货到付款139给了快递小哥", False),
        ("货到付款,我付给送货的了", False),
    ],
)
def test_what_is_paid_when_it_comes_is_not_paid_yet(text: str, due: bool) -> None:
    assert is_due_on_delivery(text) is due


@pytest.mark.parametrize("text", ["今天退款100到了,20块没给", "货款39到了,运费10块他还没转"])
def test_of_two_sums_one_has_come(text: str) -> None:
    assert is_part_paid(text)
    assert not is_all_paid(text)


def test_who_left_a_page_got_nothing_back() -> None:
    assert only_left("最后那个立即领取我没按,退出来了")
    assert only_left("群我退了,退出去了")
    assert not only_left("退出来了29块")
    assert not only_left("钱退回来了")


@pytest.mark.parametrize(
    "text", ["催债的让我加他微信转给他", "学长叫我先交50,我没理", "卖家要求转到他个人账户", "催我扫码付年费"]
)
def test_who_is_told_to_pay_has_paid_nobody(text: str) -> None:
    assert only_told_to_pay(text)


@pytest.mark.parametrize(
    "text",
    [
        "他让我微信转,我转了80",
        "小哥叫我扫码付,话费里只有二十",
        "让加微信转的,要回来难吗,付给他个人的",
        "学长收了我50押金",
    ],
)
def test_who_paid_after_all_has_paid(text: str) -> None:
    assert not only_told_to_pay(text)
