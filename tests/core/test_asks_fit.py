"""The short questions of a talk (「能退吗」「打哪个电话」): whatever matter leads, the answer fits the situation.

Rules by kind over every matter, topic and carrier; no single sentence is pinned here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tuika.dialogue.conditions import implied_by, standing
from tuika.dialogue.memory import Thread
from tuika.dialogue.telling import lines_of
from tuika.facts.case import Case
from tuika.knowledge import book
from tuika.matters.load import catalogue
from tuika.matters.model import DirectAnswer, Standing
from tuika.speech.wording import context, render

#: What is asked in the middle of any talk, whatever it is about.
TOPICS = [
    "refund_possible",
    "refund_amount",
    "refund_when",
    "refund_where",
    "who_pays_back",
    "whom_to_contact",
    "hotline_number",
    "what_next",
    "how_long",
    "evidence_needed",
    "evidence_lost",
    "complain_where",
    "complain_effective",
    "complain_order",
    "call_police",
    "sue",
    "time_limit",
    "is_scam",
    "why_hard",
    "charged_back",
    "charged_why",
    "topup_needed",
    "close_balance",
    "how_to_cancel",
    "how_to_close",
    "close_needs",
    "where_in_app",
    "credit_record",
    "law_basis",
    "script",
]
MATTERS = sorted(catalogue().matters)
CARRIERS = (None, "移动", "联通", "电信", "广电", "虚拟运营商")
GROUPS = book().advising.groups
#: Where nobody was dealt with, there is nobody to answer about.
ELSEWHERE = {"outside", "choose_card", "invoice", "other_business"}
LIVE_STAGES = ("已激活", "停机", "销户中", "已销户")


@dataclass(frozen=True)
class Told:
    """A talk: the leading matter, what was told besides, and what was reported."""

    matter: str
    facts: tuple[tuple[str, str], ...] = ()
    done: frozenset[str] = frozenset()

    def place(self) -> tuple[Case, Standing]:
        case = Case().with_facts(dict(self.facts))
        thread = Thread(case=case, lead=self.matter, matters=(self.matter,))
        case = case.taking(implied_by(thread, ""))
        place = standing(Thread(case=case, lead=self.matter, matters=(self.matter,)))
        return case, Standing(place.facts, self.done, place.matters, place.open_matter)

    def answer(self, topic: str) -> str:
        case, place = self.place()
        own = catalogue().matters[self.matter].asks.get(topic, ())
        found = next((a for a in own if a.when.holds(place)), None) or catalogue().topics[topic].answer(place)
        assert found is not None
        return render(found.say, **context(case))


def told(matter: str, done: frozenset[str] = frozenset(), **facts: str | None) -> Told:
    return Told(matter, tuple((name, value) for name, value in facts.items() if value is not None), done)


def implied(name: str) -> dict[str, str]:
    return dict(told(name).place()[1].known)


def never_opened() -> list[str]:
    return [name for name in MATTERS if implied(name).get("activated") == "没激活"]


def in_use() -> list[str]:
    opened = [n for n in MATTERS if implied(n).get("in_use") == "是" or implied(n).get("card_stage") in LIVE_STAGES]
    return sorted({*opened, *GROUPS["live"]})


def first_clause(text: str) -> str:
    return re.split(r"[，。：；]", text)[0]


def answers() -> Iterator[tuple[str, DirectAnswer]]:
    for name, matter in catalogue().matters.items():
        for topic, found in matter.asks.items():
            yield from ((f"{name}.{topic}", answer) for answer in found)
    for known in catalogue().topics.values():
        yield from ((known.name, answer) for answer in known.answers)


def variants() -> list[Case]:
    sellers = (None, "运营商官方", "网盟/代理", "电商平台")
    pairs = [{"carrier": carrier, "sales_channel": seller} for carrier in CARRIERS for seller in sellers]
    return [Case().with_facts({n: v for n, v in pair.items() if v is not None}) for pair in pairs]


def test_every_answer_is_short_whoever_sold_whichever_card() -> None:
    cases = variants()
    long = set()
    for where, answer in answers():
        for case in cases:
            lines = lines_of(render(answer.say, **context(case)))
            if len(lines) > 3 or any(len(line) > 60 for line in lines):
                long.add((where, max(lines, key=len)))
    assert not long


def test_every_answer_names_where_it_comes_from() -> None:
    assert [where for where, answer in answers() if not answer.source] == []


def test_the_groups_hold_what_they_say() -> None:
    known = catalogue().matters
    assert {n for n in MATTERS if known[n].implies.get("in_use") == "是"} <= set(GROUPS["live"])
    grouped = {*GROUPS["charges"], *GROUPS["closing"], *GROUPS["keeping"]}
    assert {n for n in MATTERS if known[n].family == "in_use" and known[n].implies.get("in_use")} <= grouped
    assert {*grouped, *GROUPS["owing"]} <= set(GROUPS["live"])
    assert set(GROUPS["fraud"]) | set(GROUPS["lure"]) <= {n for n in MATTERS if known[n].danger}


@pytest.mark.parametrize("name", in_use())
@pytest.mark.parametrize("carrier", CARRIERS)
def test_a_number_in_use_is_not_told_of_parcels_and_orders(name: str, carrier: str | None) -> None:
    talk = told(name, carrier=carrier)
    # one who never opened the card and finds it opened may have refused its parcel
    shipped = r"撤单|退货|驿站" if name == "activated_without_me" else r"没激活|未激活|拒收|撤单|驿站|收货手机号"
    for topic in TOPICS:
        text = talk.answer(topic).replace("不能按「退货」退", "")
        assert not re.search(shipped, text), (topic, text)


@pytest.mark.parametrize("name", never_opened())
@pytest.mark.parametrize("carrier", CARRIERS)
def test_a_card_never_opened_is_not_told_to_be_closed(name: str, carrier: str | None) -> None:
    talk = told(name, carrier=carrier)
    for topic in TOPICS:
        text = re.sub(r"不用销户|不走销户", "", talk.answer(topic))
        assert not re.search(r"销户|月租|停机", text), (topic, text)


ORDERS = [name for name in MATTERS if catalogue().matters[name].family == "order"]


@pytest.mark.parametrize("name", [*ORDERS, "topup_idle"])
def test_who_says_the_card_is_opened_is_not_told_to_refuse_it(name: str) -> None:
    talk = told(name, activated="激活了")
    for topic in TOPICS:
        # of two orders the other one may still come; a parcel that went back was refused already
        if name in ("double_order", "parcel_refused") and topic in ("refund_possible", "script"):
            continue
        text = talk.answer(topic)
        assert not re.search(r"拒收|不用销户|放到过期|撤单(?!或销户)", text), (topic, text)


@pytest.mark.parametrize("name", sorted(set(ORDERS) - {"double_order", "parcel_refused"}))
@pytest.mark.parametrize("topic", ["refund_possible", "refund_when", "refund_where", "close_balance"])
def test_who_paid_nothing_is_told_so_before_the_opening_is_known(name: str, topic: str) -> None:
    if topic != "close_balance" or implied(name).get("activated") == "没激活":
        text = told(name, payee="没付").answer(topic)
        assert re.search(r"没付|没有统一", text), text


#: Topics whose answer names who holds the money.
_DEBTOR = ("who_pays_back", "whom_to_contact")
_MONEY_ELSEWHERE = {"个人", "商户", "公众号公司", "平台"}


@pytest.mark.parametrize("name", [*GROUPS["claims"], *GROUPS["charges"], "leave_order", "received_idle", "shipping"])
@pytest.mark.parametrize("holder", sorted(_MONEY_ELSEWHERE))
def test_money_that_others_hold_is_not_claimed_from_the_carrier(name: str, holder: str) -> None:
    if name == "promise_unkept" or (name in GROUPS["charges"] and holder == "个人"):
        return  # whoever promised owes; no person takes a charge by himself
    talk = told(name, paid_to=holder, carrier="联通")
    for topic in _DEBTOR:
        start = first_clause(talk.answer(topic))
        assert not re.search(r"运营商退|找运营商|10010", start.replace("不是运营商", "")), (topic, start)


@pytest.mark.parametrize("name", ["iot_card", "iot_device"])
@pytest.mark.parametrize("topic", TOPICS)
def test_a_card_without_a_number_is_not_sent_to_a_carrier(name: str, topic: str) -> None:
    text = told(name).answer(topic)
    assert not re.search(r"打卡面上|100(86|10|00|99)|工信部申诉：|向运营商投诉", text), text
    assert not re.search(r"(?<!可)销户(?!可)", text), text


@pytest.mark.parametrize("name", GROUPS["closing"] + GROUPS["keeping"])
def test_a_balance_is_with_the_carrier(name: str) -> None:
    for topic in _DEBTOR:
        text = told(name, carrier="联通").answer(topic)
        assert re.search(r"运营商|10010|打给", text), (topic, text)
        assert not re.search(r"店家|店铺|平台", text), (topic, text)


@pytest.mark.parametrize("name", GROUPS["fraud"])
@pytest.mark.parametrize("carrier", CARRIERS)
def test_who_is_being_robbed_hears_of_bank_and_police(name: str, carrier: str | None) -> None:
    talk = told(name, carrier=carrier)
    for topic in ("refund_possible", "who_pays_back", "whom_to_contact", "hotline_number", "charged_back", "script"):
        text = talk.answer(topic)
        assert re.search(r"银行|110|报警|警察", text), (topic, text)
        assert not re.search(r"100(86|10|00|99)", text), (topic, text)


@pytest.mark.parametrize("name", GROUPS["lure"])
def test_who_was_lured_and_paid_hears_of_bank_and_police(name: str) -> None:
    talk = told(name, frozenset({"gave_money"}))
    for topic in ("refund_possible", "refund_when", "who_pays_back", "whom_to_contact", "call_police", "charged_back"):
        assert re.search(r"银行|110|报警|警察|民警", talk.answer(topic)), (topic, talk.answer(topic))


@pytest.mark.parametrize("topic", TOPICS)
def test_a_life_comes_before_money(topic: str) -> None:
    text = told("self_harm").answer(topic)
    assert "120" in text
    assert not re.search(r"卡|运营商|退款|投诉", text)


@pytest.mark.parametrize("name", ORDERS)
@pytest.mark.parametrize("topic", ["refund_possible", "refund_amount", "refund_when", "close_balance"])
def test_who_paid_nothing_waits_for_no_money(name: str, topic: str) -> None:
    _, place = told(name, payee="没付", activated="没激活").place()
    if place.known.get("parcel_stage") in ("已拒收", "退回中", "商家已签收退货") or name == "double_order":
        return  # the days of the parcel's way back; of two orders one may have been paid
    text = told(name, payee="没付", activated="没激活").answer(topic)
    assert re.search(r"没付|没激活没用过|没有统一", text), text


@pytest.mark.parametrize("name", sorted(set(MATTERS) - ELSEWHERE))
@pytest.mark.parametrize("carrier", ["移动", "联通", "电信", "广电"])
def test_no_other_carrier_is_named_where_it_is_known(name: str, carrier: str) -> None:
    number = {"移动": "10086", "联通": "10010", "电信": "10000", "广电": "10099"}
    others = "|".join(n for c, n in number.items() if c != carrier)
    for topic in TOPICS:
        text = told(name, carrier=carrier).answer(topic)
        assert not re.search(rf"(?<!\d)({others})(?!\d)", text), (topic, text)


@pytest.mark.parametrize("name", sorted(set(MATTERS) - ELSEWHERE))
def test_a_virtual_carrier_is_not_sent_to_the_great_ones(name: str) -> None:
    for topic in TOPICS:
        text = told(name, carrier="虚拟运营商").answer(topic)
        if re.search(r"100(86|10|00|99)", text):
            assert "办不了" in text, (topic, text)


@pytest.mark.parametrize("name", GROUPS["live"])
def test_what_was_done_is_not_told_again(name: str) -> None:
    for event in ("complained_carrier", "complained_miit", "refused", "called"):
        text = told(name, frozenset({event})).answer("what_next")
        assert not text.startswith("先做刚才"), (event, text)


@pytest.mark.parametrize("name", GROUPS["live"])
def test_the_law_of_goods_is_not_cited_to_a_number_in_use(name: str) -> None:
    assert not re.search(r"七天无理由|消法 25 条", told(name).answer("law_basis"))
