"""What is kept of an event holds no personal data, wherever in the event it stands; what must be found again stays."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import pytest
from rasa.shared.core.events import ActiveLoop, BotUttered, Event, SlotSet, UserUttered

from runtime.operations.masking import masked
from tests.redaction import Form, forms, texts_in
from tuika import SHANGHAI, Heard, from_slots, reply, to_slots
from tuika.dialogue.memory import Countering, EvidenceTopic, Memory, Shown, Thread
from tuika.facts.case import Case
from tuika.facts.fact import Fact
from tuika.planning.plan import make_plan

FORMS = forms()
NOW = datetime(2026, 11, 24, 14, tzinfo=SHANGHAI)
PHONE_DIGITS = 11


def events(form: Form) -> list[Event]:
    """The form in every place that a user, a channel or a payload can put it."""
    said, number = form.text, int("".join(c for c in form.secret if c in "0123456789") or 1)
    entities = [
        {"entity": "platform", "value": said, "start": 3, "end": 9},
        {"entity": "place", "value": {"a": [said, {said: 1}]}, "start": 0, "end": 2},
        {"entity": said, "value": None},
        *(
            [{"entity": "paid_amount", "value": v} for v in (number, float(number))]
            if len(str(number)) == PHONE_DIGITS
            else []
        ),
    ]
    parse: dict[str, Any] = {
        "text": said,
        "intent": {"name": said, "confidence": 0.5},
        "intent_ranking": [{"name": "inform", "confidence": 0.5}],
        "entities": entities,
        "normal": said,
        "wishes": [{"name": "inform", "confidence": 0.5, "key": said}],
        "metadata": {"label": said},
    }
    metadata = {"label": said, "more": {said: [said]}, "model_id": "m" * 32}
    return [
        UserUttered(said, {"name": said}, entities, parse, message_id="a1" * 16, metadata=metadata),
        UserUttered(f'/inform{{"platform": {json.dumps(said)}}}', parse_data=dict(parse)),
        SlotSet("payment_method", said),
        SlotSet("talk", {"shown": said, "have": [said], said: {"x": said}}),
        SlotSet("session_started_metadata", metadata),
        BotUttered(f"「{said}」我对不上号。", {"buttons": [{"title": said, "payload": f'/inform{{"x": "{said}"}}'}]}),
        ActiveLoop("case_form", metadata={"why": said}),
    ]


@pytest.mark.parametrize("form", FORMS, ids=[f"{f.kind}-{f.text}" for f in FORMS])
def test_no_place_of_an_event_holds_it(form: Form) -> None:
    for event in events(form):
        kept = masked(event.as_dict())
        leaking = [text for text in texts_in(kept) if form.leaks_into(text)]
        assert leaking == [], event.type_name


def test_what_must_be_found_again_stays() -> None:
    event = UserUttered("我叫王小明", message_id="13812345678a13812345678", metadata={"model_id": "13812345678"})
    before = event.as_dict()
    kept = masked(before)
    assert (kept["message_id"], kept["timestamp"]) == (before["message_id"], before["timestamp"])
    assert kept["metadata"]["model_id"] == "13812345678"
    assert before["text"] == "我叫王小明"


def test_a_memory_comes_back_as_it_was() -> None:
    """Dates, sums and the plan that the user holds are no personal data."""
    facts = {"carrier": "联通", "order_date": "2026-11-22", "topup_amount": 100, "contract_months": 24}
    case = Case().with_facts({**facts, "card_stage": "已提交待开卡"})
    case = case.taking([Fact("paid_amount", 1299.9, "付了1299.9")], turn=3)
    shown = Shown.of([make_plan(case, NOW)], detailed=True)
    assert [debt.amount for debt in shown.debts] == ["1299.9", "100"]
    have = frozenset({"chat"})
    thread = Thread(case=case, shown=shown, countering=Countering("no_reply", 2), topic=EvidenceTopic(), have=have)
    memory = Memory(
        (Thread(case=Case().with_facts({"carrier": "电信"})), thread.with_question("payee", "付过钱吗？")), 1
    )
    kept = [masked(SlotSet(name, value).as_dict()) for name, value in to_slots(memory).items()]
    again = from_slots({event["name"]: event["value"] for event in kept})
    assert again == memory
    assert again.case.origins["paid_amount"] == case.origins["paid_amount"]


STORIES: list[dict[str, str]] = [
    {"carrier": "联通", "sales_channel": "网盟/代理", "card_stage": "已提交待开卡", "payee": "货款"},
    {"carrier": "电信", "sales_channel": "电商店铺", "platform": "拼多多", "parcel_stage": "已拒收", "payee": "都付"},
    {"carrier": "移动", "card_stage": "已激活", "contract": "有合约", "contract_months": "24"},
    {"carrier": "广电", "card_stage": "销户中", "payee": "首充", "refund_state": "逾期"},
]


@pytest.mark.parametrize("facts", STORIES, ids=lambda facts: facts["carrier"])
@pytest.mark.parametrize("intent", ["inform", "evidence", "ask_letter", "escalate_complaint", "ask_law", "ask_script"])
def test_an_answer_is_kept_as_it_was_given(facts: dict[str, str], intent: str) -> None:
    """Cards with the sources of what they claim too: who reads back, or asks again, sees the same."""
    told = reply(Memory(), Heard("inform", "…", tuple(Fact(*pair) for pair in facts.items())), NOW)
    for turn in (told, reply(told.memory, Heard(intent, "…"), NOW)):
        for message in turn.messages:
            card = None if message.card is None else json.loads(json.dumps(message.card.to_json()))
            event = BotUttered(message.text, metadata={"card": card}).as_dict()
            kept = masked(event)
            assert (kept["text"], kept["metadata"]) == (event["text"], event["metadata"])
