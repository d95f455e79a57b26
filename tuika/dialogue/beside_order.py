"""What an order keeps from leading away (订单旁边的话): a number only guessed at, money that came in between."""

from __future__ import annotations

from ..knowledge import book
from ..matters.load import catalogue
from .bounds import bound
from .memory import Thread
from .noticing import Noticed
from .reading import Scored

#: Where a card stands before anybody uses it, which no matter of a number in use is about.
BEFORE_USE = frozenset({"待提交", "已提交待开卡", "开卡失败", "已撤单", "已开卡未激活"})

#: The family of orders, and the number that somebody has anyway.
_ORDER, _OLD_NUMBER = "order", "手上的号"
#: Money that a shop or an agent took.
_PAID_SELLER = ("货款", "都付")


def is_guess_beside_order(heard: Scored, thread: Thread, noticed: Noticed) -> bool:
    """Whether a number in use is only guessed at (「家里宽带送一张副卡」) beside the story of an order."""
    live, case = book().advising.groups["live"], thread.case
    leads = catalogue().matters.get(thread.lead or "")
    # (what becomes of the number in hand is asked beside the order, and answered there)
    beside = leads is not None and leads.family == _ORDER and noticed.asks_something and _OLD_NUMBER in noticed.things
    if heard.name not in live or heard.name == thread.lead:
        return False
    if beside and heard.confidence < bound("beside") and case.activated != "激活了":
        return True
    if heard.confidence >= bound("told"):
        return False
    ordered = case.payee in _PAID_SELLER or case.parcel_stage is not None or case.card_stage in BEFORE_USE
    told = any(m.name not in live and m.confidence >= bound("matter") for m in noticed.matters)
    return ordered and told and case.activated != "激活了"


#: The family of stolen names; families of money, and what is told of it.
_IDENTITY, _OF_MONEY, _CAME = "identity", ("money", "order"), frozenset({"paid_in", "partial_paid"})


def back_to_the_money(thread: Thread, noticed: Noticed) -> str | None:
    """The matter in which money was paid, where some of it is told to have come in the middle of a stolen name."""
    known = catalogue().matters
    leads = known.get(thread.lead or "")
    if leads is None or leads.family != _IDENTITY or _CAME.isdisjoint(noticed.events) or noticed.matters:
        return None
    earlier = [name for name in thread.matters if known[name].family in _OF_MONEY]
    return earlier[-1] if earlier and thread.case.paid_amount else None
