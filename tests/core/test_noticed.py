"""How surely something must be heard to be acted on: at its bound it counts, a little below it does not."""

from __future__ import annotations

from typing import Any

import pytest

from tuika.dialogue.bounds import bound
from tuika.dialogue.hearing import Heard
from tuika.dialogue.noticing import Noticed, notice
from tuika.dialogue.reading import HOLDERS, HeardClause, HeardEvent, HeardFact, Reading, Scored
from tuika.facts.case import Case
from tuika.knowledge import book
from tuika.matters.load import catalogue

RULES = book().advising
LIFE = RULES.first_of_all
LITTLE = 0.01


def clauses(*acts: str, holder: str = "self") -> tuple[HeardClause, ...]:
    return tuple(HeardClause("某某", 0, 2, act, "user", holder) for act in acts)


def scored(**found: float) -> tuple[Scored, ...]:
    return tuple(Scored(name, c) for name, c in found.items())


def events(**found: float) -> tuple[HeardEvent, ...]:
    return tuple(HeardEvent(name, c) for name, c in found.items())


def fact(name: str, value: Any, strength: str = "stated") -> HeardFact:
    return HeardFact(name, value, "某某", strength)


def noticed(intent: str = "inform", lead: str | None = None, confidence: float = 0.0, **read: Any) -> Noticed:
    return notice(Heard(intent, "某某", confidence=confidence, reading=Reading(**read)), lead)


def names(found: tuple[Scored, ...]) -> list[str]:
    return [m.name for m in found]


#: What is heard at just this confidence; the bound; what is noticed of it then.
BOUNDS: dict[str, tuple[str, str, str]] = {
    "a matter": ("matter", "refund_late", "matters"),
    "a danger": ("danger", "seller_gone", "matters"),
    "a life": ("life", LIFE, "matters"),
    "a matter that comes near": ("near", "refund_late", "near"),
    "a question": ("ask", "law_basis", "asks"),
    "an event": ("event", "called", "events"),
    "talk about the talk": ("meta", "repeat", "meta"),
}


@pytest.mark.parametrize("what", BOUNDS)
def test_at_its_bound_it_counts(what: str) -> None:
    name, label, part = BOUNDS[what]
    kind = "matters" if part == "near" else part
    # beside something harmless that is as sure, so that no danger is taken at half its word, and no repair guessed
    beside = {"matters": scored(addon_cancel=0.0)} if kind != "matters" else {"events": events(called=0.9)}

    def heard(confidence: float) -> list[str]:
        made = {"events": events}.get(kind, scored)(**{label: confidence})
        others = made + scored(leave_order=confidence) if part == "matters" else made
        found = getattr(noticed(**{**beside, kind: others, "facts": (fact("platform", "淘宝"),)}), part)
        return [getattr(one, "name", one) for one in found]

    assert label in heard(bound(name))
    assert label not in heard(bound(name) - LITTLE)


@pytest.mark.parametrize("name", sorted(set(RULES.slow) - {"secured"}))
def test_in_a_story_what_leads_away_must_be_heard_well(name: str) -> None:
    half = events(**{name: bound("event_in_story") - LITTLE})
    assert noticed(events=half, clauses=clauses("tell", "tell")).events == (name,)
    assert noticed(events=half, clauses=clauses("tell", "tell", "tell")).events == ()
    sure = events(**{name: bound("event_in_story")})
    assert noticed(events=sure, clauses=clauses("tell", "tell", "tell")).events == (name,)


def test_a_frozen_card_is_news_only_in_a_danger() -> None:
    told = events(secured=0.9)
    assert noticed(events=told, clauses=clauses("tell")).events == ()
    robbed = noticed(events=told, clauses=clauses("tell"), matters=scored(scam_live=0.9))
    assert robbed.events == ("secured",)


def test_in_a_story_what_does_not_lead_away_is_heard_as_ever() -> None:
    half = events(called=bound("event"))
    assert noticed(events=half, clauses=clauses("tell", "tell", "tell")).events == ("called",)


@pytest.mark.parametrize(
    ("heard", "facts", "expected"),
    [
        ({}, (fact("refund_state", "已到账"),), ("paid_in",)),
        ({}, (fact("refund_state", "已到账", "claimed"),), ()),
        ({}, (fact("refund_state", "逾期"),), ()),
        ({"paid_in": 0.9}, (fact("refund_state", "已到账"),), ("paid_in",)),
        ({"partial_paid": 0.9}, (fact("refund_state", "已到账"),), ("partial_paid",)),
        ({"promised": 0.12}, (fact("complaint_answer", "答应了"),), ("promised",)),
        ({"promised": 0.11}, (fact("complaint_answer", "答应了"),), ()),
        ({"promised": 0.12}, (fact("complaint_answer", "答应了", "claimed"),), ()),
        ({"promised": 0.12}, (), ()),
        ({"promised": 0.12, "refused": 0.9}, (fact("complaint_answer", "答应了"),), ("refused",)),
        ({"promised": 0.12, "called": 0.9}, (fact("complaint_answer", "答应了"),), ("called", "promised")),
    ],
)
def test_what_is_told_as_a_fact_is_an_event_too(
    heard: dict[str, float], facts: tuple[HeardFact, ...], expected: tuple[str, ...]
) -> None:
    assert noticed(events=events(**heard), facts=facts).events == expected


def test_a_tapped_event_comes_first_and_one_that_is_none_is_not_heard() -> None:
    for value, expected in (("called", ("called", "visited")), ("gone", ("visited",)), (7, ("visited",))):
        heard = Heard("inform", "/inform", (("event", value),), reading=Reading(events=events(visited=0.9)))  # type: ignore[arg-type]
        assert notice(heard).events == expected


#: Questions heard, the acts and the matters beside them, what leads; the topics, in order.
ASKED: dict[str, tuple[dict[str, float], tuple[str, ...], dict[str, float], str | None, tuple[str, ...]]] = {
    "likeliest first": ({"law_basis": 0.6, "call_police": 0.8}, ("ask",), {}, None, ("call_police", "law_basis")),
    "a further one is surer": ({"law_basis": 0.39, "call_police": 0.8}, ("ask",), {}, None, ("call_police",)),
    "a rival": ({"law_basis": 0.27, "call_police": 0.45}, ("ask",), {}, None, ("call_police", "law_basis")),
    "no rival": ({"law_basis": 0.26, "call_police": 0.45}, ("ask",), {}, None, ("call_police",)),
    "no rival to the sure": ({"law_basis": 0.39, "call_police": 0.5}, ("ask",), {}, None, ("call_police",)),
    "one rival": (
        {"law_basis": 0.34, "call_police": 0.35, "script": 0.33},
        ("ask",),
        {},
        None,
        ("call_police", "law_basis"),
    ),
    "bare": ({"law_basis": 0.12}, ("ask",), {}, None, ("law_basis",)),
    "bare, below": ({"law_basis": 0.11}, ("ask",), {}, None, ()),
    "in a story": ({"law_basis": 0.19, "call_police": 0.14}, ("tell", "tell", "ask"), {}, None, ()),
    "in a story, below": ({"law_basis": 0.11}, ("tell", "tell", "ask"), {}, None, ()),
    "in a story, standing out": (
        {"law_basis": 0.14, "call_police": 0.1},
        ("tell", "tell", "ask"),
        {},
        None,
        ("law_basis",),
    ),
    "in a story, sure": ({"law_basis": 0.2}, ("tell", "tell", "ask"), {}, None, ("law_basis",)),
    "with a matter": ({"law_basis": 0.19, "call_police": 0.14}, ("ask",), {"refund_late": 0.3}, None, ()),
    "with a matter, standing out": ({"law_basis": 0.19}, ("ask",), {"refund_late": 0.3}, None, ("law_basis",)),
    "in the middle": ({"law_basis": 0.19}, ("ask",), {"refund_late": 0.3}, "refund_late", ()),
    "nobody asks": ({"law_basis": 0.39}, ("tell",), {}, None, ()),
    "nobody asks, sure": ({"law_basis": 0.4}, ("tell",), {}, None, ("law_basis",)),
    "talk around": ({"how_long": 0.6}, ("ask",), {"invoice": 0.7}, None, ()),
    "talk, surer": ({"how_long": 0.7}, ("ask",), {"invoice": 0.7}, None, ("how_long",)),
    "talk, nothing told": ({"how_long": 0.2}, ("ask",), {"invoice": 0.49}, None, ("how_long",)),
}


@pytest.mark.parametrize("what", ASKED)
def test_what_is_asked(what: str) -> None:
    asks, acts, matters, lead, expected = ASKED[what]
    assert noticed(asks=scored(**asks), clauses=clauses(*acts), matters=scored(**matters), lead=lead).asks == expected


def test_the_own_questions_of_what_is_talked_about_are_raised() -> None:
    leading = next(n for n, m in catalogue().matters.items() if "close_needs" in m.asks and "sue" not in m.asks)
    asks = scored(sue=0.3, close_needs=0.2)
    assert noticed(asks=asks, clauses=clauses("ask")).asks[0] == "sue"
    assert noticed(asks=asks, clauses=clauses("ask"), lead=leading).asks[0] == "close_needs"
    # not above certainty, and nothing that was not heard
    assert noticed(asks=scored(sue=1.0, close_needs=0.7), clauses=clauses("ask"), lead=leading).asks[0] == "sue"


@pytest.mark.parametrize(
    ("intent", "acts", "confidence", "lead", "expected"),
    [
        ("ask_channel", ("ask",), 0.9, None, ("whom_to_contact",)),
        ("ask_channel", ("ask",), 0.4, None, ()),
        ("ask_channel", ("tell",), 0.9, None, ()),
        ("ask_channel", ("ask", "tell", "tell"), 0.9, None, ()),
        ("escalate_complaint", ("want",), 0.9, "refund_late", ("complain_where",)),
        ("escalate_complaint", ("want",), 0.9, None, ()),
        ("escalate_complaint", ("want", "tell"), 0.9, "invoice", ()),
        ("greet", ("ask",), 0.9, None, ()),
    ],
)
def test_a_question_that_only_the_intent_names(
    intent: str, acts: tuple[str, ...], confidence: float, lead: str | None, expected: tuple[str, ...]
) -> None:
    assert noticed(intent, lead, confidence, clauses=clauses(*acts)).asks == expected


#: Matters heard; questions; what is noticed as sure, and what comes near.
MATTERS: dict[str, tuple[dict[str, float], dict[str, float], list[str], list[str]]] = {
    "likeliest first": ({"downgrade": 0.4, "refund_late": 0.6}, {}, ["refund_late", "downgrade"], []),
    "near, the likeliest": ({"downgrade": 0.2, "refund_late": 0.25}, {}, [], ["refund_late"]),
    "none near where one is sure": ({"downgrade": 0.2, "refund_late": 0.3}, {}, ["refund_late"], []),
    "a danger far likelier": ({"seller_gone": 0.4, "refund_late": 0.26}, {}, ["seller_gone"], []),
    "not far likelier": ({"seller_gone": 0.4, "refund_late": 0.29}, {}, [], ["refund_late"]),
    "below a matter": ({"seller_gone": 0.29}, {}, [], []),
    "dangers together": ({"seller_gone": 0.35, "scam_live": 0.34, "refund_late": 0.2}, {}, ["seller_gone"], []),
    "dangers together, something likelier": (
        {"seller_gone": 0.35, "scam_live": 0.34, "refund_late": 0.36},
        {},
        ["refund_late"],
        [],
    ),
    "alarmed": ({"seller_gone": 0.35, "refund_late": 0.28}, {"is_scam": 0.2}, ["seller_gone"], []),
    "alarmed, near": ({"seller_gone": 0.2, "refund_late": 0.15}, {"is_scam": 0.2}, [], ["seller_gone"]),
    "hardly alarmed": ({"seller_gone": 0.2, "refund_late": 0.15}, {"is_scam": 0.19}, [], ["refund_late"]),
    "alarmed in second place": (
        {"seller_gone": 0.2, "refund_late": 0.15},
        {"sue": 0.3, "is_scam": 0.2},
        [],
        ["refund_late"],
    ),
    "a danger beside a surer one": ({"seller_gone": 0.4, "scam_live": 0.6}, {}, ["scam_live"], []),
    "none of ours": ({"outside": 0.5, "refund_late": 0.2}, {}, ["outside"], []),
    "less than ours together": ({"outside": 0.5, "refund_late": 0.28, "downgrade": 0.25}, {}, ["refund_late"], []),
    "ours are as sure": ({"outside": 0.49, "refund_late": 0.2, "downgrade": 0.1}, {}, ["refund_late"], []),
}


@pytest.mark.parametrize("what", MATTERS)
def test_which_matters_are_noticed(what: str) -> None:
    matters, asks, sure, near = MATTERS[what]
    found = noticed(matters=scored(**matters), asks=scored(**asks))
    assert (names(found.matters), names(found.near)) == (sure, near)


@pytest.mark.parametrize("holder", ["company", "deceased"])
def test_a_number_of_somebody_else_is_closed_in_their_way(holder: str) -> None:
    theirs = f"close_{holder}"
    heard = scored(close_number=0.4, close_away=0.6)
    found = {m.name: m.confidence for m in noticed(matters=heard, clauses=clauses("tell", holder=holder)).matters}
    assert found[theirs] == 0.6
    assert theirs not in names(noticed(matters=heard, clauses=clauses("tell")).matters)
    surer = scored(**{"close_number": 0.4, theirs: 0.8})
    again = {m.name: m.confidence for m in noticed(matters=surer, clauses=clauses("tell", holder=holder)).matters}
    assert again[theirs] == 0.8


@pytest.mark.parametrize(
    ("acts", "denied", "meta", "protests", "only_asks"),
    [
        (("ask",), {}, {}, False, True),
        (("suppose", "ask"), {}, {}, False, True),
        (("ask", "ask", "ask"), {}, {}, False, False),
        (("ask", "tell"), {}, {}, False, False),
        ((), {}, {}, False, False),
        (("correct",), {}, {}, True, False),
        (("protest", "ask"), {}, {}, True, False),
        (("tell",), {"downgrade": 0.9}, {}, True, False),
        (("tell",), {}, {"not_this": 0.3}, True, False),
    ],
)
def test_what_kind_of_message_it_is(
    acts: tuple[str, ...], denied: dict[str, float], meta: dict[str, float], protests: bool, only_asks: bool
) -> None:
    found = noticed(clauses=clauses(*acts), denied=scored(**denied), meta=scored(**meta))
    assert (found.protests, found.only_asks, found.denied) == (protests, only_asks, set(denied))


def test_half_heard_talk_about_the_talk_counts_where_nothing_else_is_heard() -> None:
    half = scored(more=0.12, repeat=0.2)
    assert noticed(meta=half).meta == ("repeat",)
    assert noticed(meta=scored(more=0.11)).meta == ()
    assert noticed(meta=half, facts=(fact("carrier", "联通"),)).meta == ()
    assert noticed(meta=half, events=events(called=0.9)).meta == ()


def test_the_surest_question_and_the_gravest_danger() -> None:
    found = noticed(asks=scored(sue=0.3, law_basis=0.7), matters=scored(seller_gone=0.9, scam_live=0.6))
    assert found.surest_ask == 0.7
    assert found.danger is not None
    assert found.danger.name == "scam_live"
    assert noticed().surest_ask == 0.0
    assert noticed(matters=scored(refund_late=0.9)).danger is None
    # what sounds like a danger and is harmless was heard more surely
    outdone = noticed(matters=scored(seller_gone=0.6, lent_card=0.7))
    assert outdone.danger is None
    assert [m.name for m in outdone.matters if outdone.outdoes(m)] == ["seller_gone"]


def test_an_application_for_a_number_that_is_being_closed_is_told_as_that() -> None:
    heard = Heard("inform", "提交了", (("card_stage", "已提交待开卡"),))  # type: ignore[arg-type]
    in_use = Case().with_facts({"card_stage": "已激活"})
    assert notice(heard, "close_number", in_use).events == ("applied_close",)
    assert notice(heard, "refund_late", in_use).events == ()
    assert notice(heard, "close_number", Case()).events == ()
    assert notice(heard, "close_number").events == ()


@pytest.mark.parametrize(
    ("acts", "lead", "expected"),
    [
        (("ask",), "promise_unkept", ("how_to_close",)),
        (("want",), "promise_unkept", ("how_to_close",)),
        (("tell",), "promise_unkept", ()),
        (("ask",), "invoice", ()),
        (("ask",), "close_number", ()),
        (("ask", "tell", "tell"), "promise_unkept", ()),
    ],
)
def test_what_is_wished_in_the_middle_gets_the_matters_own_word(
    acts: tuple[str, ...], lead: str, expected: tuple[str, ...]
) -> None:
    matters = scored(close_number=0.6)
    assert noticed("close_activated_card", lead, 0.9, clauses=clauses(*acts), matters=matters).asks == expected


def test_a_matter_that_must_be_named_is_heard_by_nothing_else() -> None:
    """Half of all parcels are spoken of alike; one that nobody ordered is said to be that."""
    one = next(m for m in catalogue().matters.values() if m.only_named)
    heard = {"matters": scored(**{one.name: 0.95})}
    assert one.name not in names(noticed(**heard).matters)
    assert one.name in names(noticed(**heard, things=(min(one.only_named),)).matters)
    field = min(one.only_told)
    assert one.name in names(noticed(**heard, facts=(fact(field, "不是我"),)).matters)
    # what is talked about already need not be named again
    assert one.name in names(noticed(**heard, lead=one.name).matters)


def test_a_thing_that_is_named_makes_its_matter() -> None:
    one = next(m for m in catalogue().matters.values() if m.named_by and "holder" not in m.implies)
    assert one.name not in names(noticed(matters=scored(seller_gone=0.2)).matters)
    assert names(noticed(matters=scored(seller_gone=0.2), things=(min(one.named_by),)).matters)[0] == one.name


def test_a_thing_makes_a_matter_of_somebody_only_where_they_are_spoken_of() -> None:
    """What is spent in a game is a child's matter where a child spent it."""
    heard: dict[str, Any] = {"matters": scored(outside=0.8), "things": ("游戏充值",)}
    assert "minor_order" not in names(noticed(**heard).matters)
    assert "minor_order" in names(noticed(**heard, clauses=clauses("tell", holder="minor")).matters)


def test_a_firms_number_that_an_intent_closes_is_the_firms() -> None:
    found = noticed("close_activated_card", None, 0.9, clauses=clauses("want", holder="company"))
    assert "close_company" in names(found.matters)


@pytest.mark.parametrize(("topic", "holder"), RULES.of_people.items())
def test_half_a_question_about_somebody_is_one_where_they_are_spoken_of(topic: str, holder: str) -> None:
    asked = {"asks": scored(**{topic: 0.3}), "clauses": clauses("ask")}
    assert topic not in noticed(**asked).asks
    assert topic in noticed(**{**asked, "clauses": clauses("ask", holder=holder)}).asks
    assert topic in noticed(**{**asked, "asks": scored(**{topic: bound("told")})}).asks
    heard = Heard("inform", "某某", reading=Reading(**asked))
    assert (
        topic
        in notice(heard, case=Case().with_facts({"holder": next(n for n, h in HOLDERS.items() if h == holder)})).asks
    )


def test_who_keeps_the_card_means_no_intent_of_leaving_it() -> None:
    sure = 0.9
    leaves = noticed("close_activated_card", lead="deposit_back", confidence=sure)
    assert names(leaves.matters) == ["close_number"]
    keeps = noticed("close_activated_card", lead="deposit_back", confidence=sure, events=events(changed_mind=0.8))
    assert keeps.matters == ()
    assert keeps.events == ("changed_mind",)


def test_while_a_number_is_closed_money_on_it_is_not_that_of_an_unused_card() -> None:
    heard: dict[str, Any] = {"matters": scored(topup_idle=0.6), "clauses": clauses("ask")}
    assert names(noticed(**heard).matters) == ["topup_idle"]
    assert noticed(**heard, lead="close_number").matters == ()
    unused = noticed(**heard, lead="close_number", facts=(fact("activated", "没激活"),))
    assert names(unused.matters) == ["topup_idle"]


def test_where_a_matter_is_heard_that_nobody_named_no_intent_guesses_another() -> None:
    one = next(m for m in catalogue().matters.values() if m.only_named)
    heard: dict[str, Any] = {"matters": scored(**{one.name: 0.95})}
    assert noticed("identity_misuse", confidence=0.9, **heard).matters == ()
    assert names(noticed("identity_misuse", confidence=0.9).matters) == ["card_in_my_name"]
