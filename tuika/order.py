"""The order's state machine (订单状态机): six regions that move independently.

card 卡 · parcel 快递 · goods 货款 · topup 首充 · bond 合约与绑定 · remedy 维权. 货款 and 首充 are two debts with
two debtors and so two regions. A case is a point in the product of the regions; ``position`` puts a case on the
chart, ``open_events`` says what can happen next and ``barred`` what cannot, and for which reason.

Source of states, events and guards: the order model in the project's research notes (section 5), which follows the
two articles' four card stages. State values are the vocabulary of :mod:`tuika.case`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from statemachine import State, StateChart
from statemachine.orderedset import OrderedSet

from .case import Case
from .deadlines import SHANGHAI, days_late
from .knowledge import load

_BOND_FREE = "没有绑定"


@dataclass
class Position:
    """The chart's model: where each region stands, and the facts that guards look at."""

    state: OrderedSet[str] | None = None
    case: Case = field(default_factory=Case)
    now: datetime | None = None


class OrderChart(StateChart[Position]):
    """The statechart. ``model`` carries the case, so that guards can read it."""

    catch_errors_as_events = False

    class order(State.Parallel):
        class card(State.Compound):
            pending = State("待提交", value="待提交", initial=True)
            submitted = State("已提交待开卡", value="已提交待开卡")
            failed = State("开卡失败", value="开卡失败", final=True)
            opened = State("已开卡未激活", value="已开卡未激活")
            lapsed = State("已失效", value="已失效", final=True)
            active = State("已激活", value="已激活")
            suspended = State("停机", value="停机")
            closing = State("销户中", value="销户中")
            closed = State("已销户", value="已销户", final=True)
            withdrawn = State("已撤单", value="已撤单", final=True)

            submit = pending.to(submitted)
            cancel = pending.to(withdrawn)
            withdraw = submitted.to(withdrawn)
            fail = submitted.to(failed)
            open_card = submitted.to(opened)
            activate = opened.to(active)
            lapse = opened.to(lapsed)
            suspend = active.to(suspended)
            settle_arrears = suspended.to(active)
            apply_closing = active.to(closing, cond=["bond_free", "inside_hours"])
            finish_closing = closing.to(closed)
            bounce_closing = closing.to(active)

        class parcel(State.Compound):
            unshipped = State("未发货", value="未发货", initial=True)
            transit = State("运输中", value="运输中")
            delivering = State("派件中", value="派件中")
            signed = State("已签收", value="已签收")
            refused = State("已拒收", value="已拒收")
            returning = State("退回中", value="退回中")
            returned = State("商家已签收退货", value="商家已签收退货", final=True)

            ship = unshipped.to(transit, cond="card_made_out")
            deliver = transit.to(delivering)
            sign = delivering.to(signed) | transit.to(signed)
            refuse = delivering.to(refused, cond="not_active") | transit.to(refused, cond="not_active")
            intercept = transit.to(returning)
            send_back = refused.to(returning) | signed.to(returning, cond="not_active")
            seller_signs = returning.to(returned)

        class goods(State.Compound):
            unpaid = State("未付货款", value="未付货款", initial=True)
            paid = State("已付货款", value="已付货款")
            claimed = State("已申请退款", value="已申请退款")
            accepted = State("已受理", value="已受理")
            late = State("逾期", value="逾期")
            rejected = State("被拒", value="被拒")
            refunded = State("已到账", value="已到账", final=True)

            pay = unpaid.to(paid)
            claim = paid.to(claimed)
            accept = claimed.to(accepted)
            reject = claimed.to(rejected) | accepted.to(rejected)
            claim_again = rejected.to(claimed)
            run_late = claimed.to(late, cond="promise_passed") | accepted.to(late, cond="promise_passed")
            refund = claimed.to(refunded) | accepted.to(refunded) | late.to(refunded)

        class topup(State.Compound):
            not_topped = State("未充话费", value="未充话费", initial=True)
            topped = State("已充话费", value="已充话费")
            balance_due = State("余额待退", value="余额待退")
            balance_back = State("余额已退", value="余额已退", final=True)

            top_up = not_topped.to(topped)
            ask_balance = topped.to(balance_due, cond="account_ended")
            pay_balance = balance_due.to(balance_back)

        class bond(State.Compound):
            free = State(_BOND_FREE, value=_BOND_FREE)
            unknown = State("合约未知", value="合约未知", initial=True)
            contract = State("有合约", value="有合约")
            bound = State("有绑定", value="有绑定")

            learn_free = unknown.to(free)
            learn_contract = unknown.to(contract)
            learn_bound = unknown.to(bound)
            settle_penalty = contract.to(free)
            unbind = bound.to(free)

        class remedy(State.Compound):
            none = State("未投诉", value="未投诉", initial=True)
            first = State("已投诉", value="已投诉")
            raised = State("已升级", value="已升级")
            authority = State("已申诉", value="已申诉", final=True)

            complain = none.to(first)
            raise_complaint = first.to(raised)
            appeal = first.to(authority) | raised.to(authority)

    # Guards. Each has its reason in ``events.yaml``.
    def bond_free(self) -> bool:
        """Nothing holds the number: no contract, bundle or fine number (合约、绑定、靓号)."""
        return _BOND_FREE in self.configuration_values

    def inside_hours(self) -> bool:
        """Within the hours in which the carrier takes closings; 联通 is the only one that states them."""
        now = self.model.now
        if now is None or self.model.case.carrier != "联通":
            return True
        local = now.astimezone(SHANGHAI)
        return (7, 30) <= (local.hour, local.minute) < (22, 0)

    def not_active(self) -> bool:
        """An activated card is closed, not refused or sent back."""
        return not {"已激活", "停机", "销户中", "已销户"} & set(self.configuration_values)

    def card_made_out(self) -> bool:
        """Nothing is sent before the carrier has made the card out."""
        return "已开卡未激活" in self.configuration_values

    def promise_passed(self) -> bool:
        """The promised day of the refund is over."""
        now = self.model.now
        return now is not None and days_late(self.model.case, now.astimezone(SHANGHAI).date()) is not None

    def account_ended(self) -> bool:
        """A balance is paid out only when the account is over (closed, or the order withdrawn or failed)."""
        return bool({"已销户", "已撤单", "开卡失败", "已失效"} & set(self.configuration_values))


_GOODS = {
    None: "已付货款",
    "未申请": "已付货款",
    "已申请": "已申请退款",
    "已受理": "已受理",
    "已到账": "已到账",
    "被拒": "被拒",
    "逾期": "逾期",
}
_REGIONS = ("order", "card", "parcel", "goods", "topup", "bond", "remedy")


def position(case: Case, now: datetime | None = None) -> dict[str, str | None]:
    """Where the case stands in each region; ``None`` where a region is not known.

    Returns:
        region -> state value, for the six regions.
    """
    goods = None if case.payee is None else "未付货款"
    if case.payee in ("货款", "都付"):
        goods = money_state(case, now)
    topup = None if case.payee is None else ("已充话费" if case.payee in ("首充", "都付") else "未充话费")
    bond = {None: "合约未知", "没有": _BOND_FREE}.get(case.contract, case.contract)
    return {
        "card": case.card_stage,
        "parcel": case.parcel_stage,
        "goods": goods,
        "topup": topup,
        "bond": bond,
        "remedy": "未投诉",
    }


def money_state(case: Case, now: datetime | None) -> str:
    """The goods region's state: late as soon as the promised day is over, whatever the user calls it."""
    if (
        case.refund_state != "已到账"
        and now is not None
        and days_late(case, now.astimezone(SHANGHAI).date()) is not None
    ):
        return "逾期"
    return _GOODS[case.refund_state]


def chart(case: Case, now: datetime | None = None) -> OrderChart:
    """The statechart standing where the case stands. Unknown regions stand at their beginning."""
    where = position(case, now)
    start = {"card": "待提交", "parcel": "未发货", "goods": "未付货款", "topup": "未充话费", "bond": "合约未知"}
    values = [where[region] or start[region] for region in _REGIONS[1:]]
    model = Position(state=OrderedSet([*_REGIONS, *values]), case=case, now=now)
    return OrderChart(model)


def open_events(case: Case, now: datetime | None = None) -> list[str]:
    """The events that can happen next, guards included, in the chart's order."""
    return [event.id for event in chart(case, now).enabled_events()]


@lru_cache(maxsize=1)
def event_titles() -> dict[str, str]:
    """Event -> what it is called for a user (``events.yaml``)."""
    return {name: entry["title"] for name, entry in load("events")["events"].items()}


def barred(case: Case, event: str, now: datetime | None = None) -> str | None:
    """Why ``event`` cannot happen now, in words for the user; ``None`` where it can.

    Raises:
        KeyError: the chart has no such event.
    """
    entry: dict[str, Any] = load("events")["events"][event]
    machine = chart(case, now)
    if event in [e.id for e in machine.enabled_events()]:
        return None
    for guard, reason in (entry.get("guards") or {}).items():
        if not getattr(machine, guard)():
            return str(reason)
    return str(entry["barred"])


def activation_vs_request(case: Case) -> str | None:
    """The activation-time rule: 「晚于申请」 the seller was late and answers; 「早于申请」 it may be identity misuse.

    Activation on the day of the request counts as later: the request had been made, and the doubt is the seller's
    to clear up with the record. ``None`` where a date is missing.
    """
    if case.activation_date is None or case.request_date is None:
        return None
    return "晚于申请" if case.activation_date >= case.request_date else "早于申请"


def money_late(case: Case, today: date) -> str | None:
    """「逾期」 where the refund is late: the user says so, or the promised day is over and the money is not there."""
    if case.refund_state == "已到账":
        return None
    if case.refund_state == "逾期" or days_late(case, today) is not None:
        return "逾期"
    return None
