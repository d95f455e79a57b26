"""What follows in the middle of a danger (危险里的后话): the talk stays with it, and what was done counts."""

from __future__ import annotations

import pytest

from tuika.dialogue.reading import HeardClause, Reading, Scored
from tuika.matters.load import catalogue

from .walks import Talk, reading

DANGERS = sorted(name for name, matter in catalogue().matters.items() if matter.danger)
FRAUD = ["scam_live", "gave_secret", "seller_gone"]


@pytest.fixture
def talk() -> Talk:
    return Talk()


def heard(name: str, confidence: float) -> Reading:
    """One matter, heard that surely."""
    return Reading(matters=(Scored(name, confidence),))


@pytest.mark.parametrize("name", DANGERS)
@pytest.mark.parametrize("aside", ["outside", "other_business"])
def test_the_bank_and_the_passwords_are_no_other_business(name: str, aside: str, talk: Talk) -> None:
    talk.hear(reading(name))
    talk.hear(heard(aside, 0.7), intent="out_of_scope", text="存折在老家")
    assert talk.memory.thread.lead == name


@pytest.mark.parametrize("name", FRAUD)
def test_who_tells_on_is_not_told_that_it_is_none_of_ours(name: str, talk: Talk) -> None:
    talk.hear(reading(name))
    assert talk.hear(Reading(), intent="out_of_scope", text="钱已经被提走了").moves == ("advise",)


def test_a_danger_half_heard_does_not_push_away_another(talk: Talk) -> None:
    talk.hear(reading("courier_demands"))
    talk.hear(heard("card_trading", 0.55))
    assert talk.memory.thread.lead == "courier_demands"
    # but heard beyond doubt, or graver and plainly heard, it does; and a life comes before all
    talk.hear(heard("card_trading", 0.9))
    assert talk.memory.thread.lead == "card_trading"
    talk.hear(heard("gave_secret", 0.55))
    assert talk.memory.thread.lead == "gave_secret"
    talk.hear(heard("self_harm", 0.5))
    assert talk.memory.thread.lead == "self_harm"


def test_several_cards_given_away_are_one_danger(talk: Talk) -> None:
    talk.hear(reading("card_trading"), ("carrier", "移动"))
    turn = talk.hear(reading(events=("other_card", "stopped")), ("stopped_by", "挂失"), text="停了一张，另一张明天去")
    assert len(talk.memory.threads) == 1
    assert talk.memory.thread.lead == "card_trading"
    assert "另一张" in turn.messages[-1].text or "那张" in turn.messages[0].text


def test_who_tells_of_another_order_gets_a_case_of_its_own(talk: Talk) -> None:
    talk.hear(reading("card_trading"), ("carrier", "移动"))
    talk.hear(reading("refund_late", events=("other_card",)), text="另外联通那张退款没到")
    assert len(talk.memory.threads) == 2


@pytest.mark.parametrize(("name", "events", "plan"), [
    ("scam_live", ("secured",), "secured"),
    ("scam_live", ("gave_money", "reported_police", "not_filed"), "not_filed"),
    ("gave_secret", ("secured",), "secured"),
    ("gave_secret", ("secured", "reported_police"), "safe"),
    ("gave_secret", ("gave_money",), "lost"),
    ("seller_gone", ("reported_police", "not_filed"), "not_filed"),
    ("refund_agent", ("gave_money", "reported_police"), "reported"),
])  # fmt: skip
def test_what_was_done_is_not_told_again(name: str, events: tuple[str, ...], plan: str, talk: Talk) -> None:
    talk.hear(reading(name))
    talk.hear(reading(events=events))
    held = talk.memory.thread.advised
    assert held is not None
    assert (held.matter, held.plan) == (name, plan)


@pytest.mark.parametrize("name", [name for name in DANGERS if name != "self_harm"])
@pytest.mark.parametrize(
    ("topic", "words"), [("threatened", "吓唬"), ("keep_received", "别动|别花|别退"), ("real_police", "110")]
)
def test_threats_gifts_and_callers_are_answered_first(name: str, topic: str, words: str, talk: Talk) -> None:
    talk.hear(reading(name))
    first = talk.hear(reading(asks=(topic,)), intent="nlu_fallback").messages[0].text
    assert any(word in first for word in words.split("|"))


@pytest.mark.parametrize("name", [*FRAUD, "parcel_code", "job_activation", "refund_agent"])
def test_how_it_was_paid_is_told_of_the_same_loss(name: str, talk: Talk) -> None:
    talk.hear(reading(name, events=("gave_money",)))
    talk.hear(reading("paid_person"), ("paid_to", "个人"), text="是微信转给他个人的")
    assert talk.memory.thread.lead == name


def test_a_life_counts_where_it_is_half_heard(talk: Talk) -> None:
    both = Reading(matters=(Scored("outside", 0.5), Scored("self_harm", 0.3)))
    turn = talk.hear(both, ("payment_method", "花呗"), intent="out_of_scope")
    assert turn.moves == ("danger",)
    assert "花呗" not in "".join(message.text for message in turn.messages)
    assert talk.memory.thread.lead == "self_harm"


def test_who_wants_the_real_way_to_what_was_promised_gets_it(talk: Talk) -> None:
    talk.hear(reading("scam_live"))
    wish = Reading(
        clauses=(HeardClause("那我真想销户", 0, 6, "want", "user", "self"),), matters=(Scored("close_number", 0.7),)
    )
    assert "close_number" in catalogue().matters["scam_live"].keeps
    assert talk.hear(wish, text="那我真想销户").memory.thread.lead == "close_number"


def test_who_tells_of_what_was_promised_stays(talk: Talk) -> None:
    talk.hear(reading("scam_live"))
    assert talk.hear(heard("close_number", 0.7), text="他说帮我销户").memory.thread.lead == "scam_live"


@pytest.mark.parametrize("name", ["scam_live", "gave_secret"])
@pytest.mark.parametrize(
    ("thing", "words"),
    [("家里人不听", "挂断"), ("家人在远处", "邻居"), ("收款人名", "止付"), ("视频笔录", "骗子"), ("可疑软件", "断网")],
)
def test_a_parent_who_does_not_listen_is_kept_from_paying(name: str, thing: str, words: str, talk: Talk) -> None:
    """The swindler's police keep the family away: what helps is the line cut, the bank and the real police."""
    talk.hear(reading(name))
    said = HeardClause("某某", 0, 2, "quote", "other", "self")
    first = talk.hear(Reading(clauses=(said,), things=("警察说", thing)), intent="nlu_fallback").messages[0].text
    assert words in first
    assert "听警察的" not in first


@pytest.mark.parametrize("name", ["card_in_my_name", "lent_card"])
def test_several_numbers_in_one_name_are_one_matter(name: str, talk: Talk) -> None:
    talk.hear(reading(name))
    talk.hear(reading(events=("other_card",)), ("carrier", "广电"), text="还有一张广电的")
    assert len(talk.memory.threads) == 1


def test_a_task_of_the_group_behind_a_code_is_no_paid_job(talk: Talk) -> None:
    talk.hear(reading("parcel_code"))
    talk.hear(Reading(matters=(Scored("parcel_code", 0.85), Scored("job_activation", 0.83))))
    assert talk.memory.thread.lead == "parcel_code"


@pytest.mark.parametrize(
    ("name", "thing", "first"),
    [
        ("gave_secret", "点借款", "别点"),
        ("scam_live", "扣费吓唬", "吓唬你的"),
        ("parcel_code", "尝到甜头", "别垫"),
        ("job_activation", "尝到甜头", "别垫"),
        ("gave_secret", "给开了业务", "让它当场退掉"),
        ("gave_secret", "没转钱", "钱还在也要冻"),
        ("scam_live", "银行冻不了", "银行冻不了就靠警察"),
    ],
)
@pytest.mark.parametrize("act", ["tell", "quote"])
def test_what_a_swindler_does_next_is_answered_first(name: str, thing: str, first: str, act: str, talk: Talk) -> None:
    talk.hear(reading(name))
    speaker = "other" if act == "quote" else "user"
    found = Reading(clauses=(HeardClause("某某", 0, 2, act, speaker, "self"),), things=(thing,))
    assert talk.hear(found, intent="nlu_fallback", text="某某").messages[0].text.startswith(first)


def test_one_of_several_numbers_that_stays_begins_no_other_case(talk: Talk) -> None:
    talk.hear(reading("close_deceased"), ("carrier", "移动"))
    found = Reading(
        clauses=(HeardClause("某某", 0, 2, "correct", "user", "self"),),
        events=(Scored("other_card", 0.7), Scored("changed_mind", 0.57)),
        things=("留号",),
    )
    turn = talk.hear(found, intent="stop", text="那张也先留着吧")
    assert len(talk.memory.threads) == 1
    assert "先留着" in turn.messages[0].text


@pytest.mark.parametrize("name", ["scam_live", "gave_secret", "seller_gone"])
@pytest.mark.parametrize("offer", ["settlement_offered", "asked_to_withdraw", "dunning"])
def test_what_a_swindler_offers_or_claims_is_no_settlement_and_no_debt(name: str, offer: str, talk: Talk) -> None:
    talk.hear(reading(name))
    talk.hear(heard(offer, 0.74), text="那边说退一半让撤案")
    assert talk.memory.thread.lead == name


@pytest.mark.parametrize(
    ("name", "thing"),
    [("scam_live", "中奖交钱"), ("card_in_my_name", "名下多出"), ("former_owner", "登上是别人")],
)
def test_what_is_named_makes_the_matter(name: str, thing: str) -> None:
    assert thing in catalogue().matters[name].named_by


def test_what_was_let_go_is_gone_on_with(talk: Talk) -> None:
    talk.hear(reading("refund_late"))
    talk.hear(reading(meta=("not_this",)), text="别跟我扯没用的")
    talk.hear(Reading(), ("carrier", "电信"), text="电信的，一次都没回过")
    assert talk.memory.thread.lead == "refund_late"
