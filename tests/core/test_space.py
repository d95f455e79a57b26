"""The space of plans and its questions, reckoned by hand: cell by cell, from the knowledge files alone."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from itertools import product
from typing import Any

import pytest

from tuika.facts.case import Case
from tuika.facts.consistency import possible
from tuika.facts.deadlines import SHANGHAI
from tuika.facts.fields import DECIDING, FIELDS, VOCABULARY
from tuika.knowledge import book
from tuika.planning.questions import Option, ask_about, how_to_find_out, next_question, plain_question
from tuika.planning.space import row_of, space
from tuika.speech.wording import context, render

TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 14, 0, tzinfo=SHANGHAI)
QUESTIONS = book().questions


def case(**facts: Any) -> Case:
    return Case().with_facts(facts)


#: Cases that leave few cells, so that they can be reckoned one by one.
FEW: dict[str, dict[str, Any]] = {
    "who sold, which contract": {"card_stage": "已激活", "carrier": "联通", "payee": "货款"},
    "what is owed": {"card_stage": "已激活", "carrier": "联通", "contract": "没有", "parcel_stage": "已签收"},
    "without a number": {"iot": "是", "card_stage": "已激活", "contract": "没有"},
    "not there yet": {
        "not_received": "没收到",
        "payee": "货款",
        "carrier": "移动",
        "contract": "没有",
        "sales_channel": "网盟/代理",
    },
    "money is claimed": {"refund_state": "逾期", "card_stage": "已激活", "carrier": "联通", "contract": "没有"},
    "charged when closed": {"charged": "是", "card_stage": "已销户", "carrier": "移动", "contract": "没有"},
    "not used yet": {
        "activated": "没激活",
        "payee": "首充",
        "carrier": "电信",
        "contract": "没有",
        "sales_channel": "电商平台",
    },
}


def cells(known: Case, names: tuple[str, ...]) -> Iterator[tuple[dict[str, str], float]]:
    """Every completion with its weight (not yet a share), as the notes in ``questions.yaml`` and ``order.yaml`` say."""
    carrier = "物联网卡" if known.iot == "是" else known.carrier
    fixed = {name: value for name in DECIDING if (value := carrier if name == "carrier" else getattr(known, name))}
    for values in product(*(VOCABULARY[name] for name in names)):
        whole = {**fixed, **dict(zip(names, values, strict=True))}
        weight = math.prod(QUESTIONS.questions[name].prior[value] for name, value in whole.items())
        for rare in book().order.rare:
            if all(whole.get(name) in wanted for name, wanted in rare.all.items()):
                weight *= rare.weight
        hints = ((f, getattr(known, f.name)) for f in FIELDS.values() if f.narrows and getattr(known, f.name))
        fits = all(whole[f.part_of] in f.narrows[said] for f, said in hints if f.part_of in names)
        claimed = known.refund_state not in (None, "未申请")
        pairs = ({one: whole[one], other: whole[other]} for one in whole for other in whole if one < other)
        if fits and all(map(possible, pairs)) and not (claimed and whole["payee"] == "没付"):
            yield whole, weight


@pytest.mark.parametrize("name", FEW)
def test_the_weights_are_those_of_the_cells(name: str) -> None:
    known = case(**FEW[name])
    remaining = space(known, TODAY)
    assert remaining.open == tuple(
        n for n in DECIDING if getattr(known, n) is None and not (n == "carrier" and known.iot == "是")
    )
    by_hand = list(cells(known, remaining.open))
    total = sum(weight for _, weight in by_hand)
    shares = {tuple(whole[n] for n in remaining.open): weight / total for whole, weight in by_hand}
    for key in product(*(VOCABULARY[n] for n in remaining.open)):
        at = tuple(VOCABULARY[n].index(value) for n, value in zip(remaining.open, key, strict=True))
        assert remaining.weight[at] == pytest.approx(shares.get(key, 0.0))
    for field in remaining.open:
        share = {
            value: sum(s for k, s in shares.items() if k[remaining.open.index(field)] == value)
            for value in VOCABULARY[field]
        }
        for least in (0.0, QUESTIONS.unlikely):
            ordered = sorted((v for v in VOCABULARY[field] if share[v] > least), key=lambda v: -share[v])
            assert [round(share[v], 9) for v in remaining.values_of(field, least)] == [
                round(share[v], 9) for v in ordered
            ]
            assert set(remaining.values_of(field, least)) == set(ordered)


def signature(known: Case, whole: Mapping[str, str]) -> tuple[Any, ...]:
    """What distinguishes two cells: the row, and who owes which debt, where the row's plan says so."""
    row = row_of(known.assuming(dict(whole)), TODAY)
    owed, iot = whole["payee"], "物联网卡" if known.iot == "是" else None
    carrier, seller = iot or whole.get("carrier"), whole["sales_channel"]
    if not row.asks_payee:
        return (row.id, carrier if row.by_carrier else None)
    is_named = row.by_carrier or owed in ("首充", "都付")
    return (row.id, owed, carrier if is_named else None, seller if owed in ("货款", "都付") else None)


def entropy(shares: list[tuple[tuple[Any, ...], float]]) -> float:
    mass: dict[tuple[Any, ...], float] = {}
    for key, share in shares:
        mass[key] = mass.get(key, 0.0) + share
    total = sum(mass.values())
    return -sum(m / total * math.log(m / total) for m in mass.values() if m > 0)


@pytest.mark.parametrize("name", FEW)
def test_what_a_question_settles_is_reckoned_over_the_cells(name: str) -> None:
    known = case(**FEW[name])
    remaining = space(known, TODAY)
    by_hand = list(cells(known, remaining.open))
    total = sum(weight for _, weight in by_hand)

    def gain(field: str, depth: int | None) -> float:
        signed = [(whole, signature(known, whole)[:depth], weight / total) for whole, weight in by_hand]
        left = 0.0
        for value in VOCABULARY[field]:
            part = [(key, share) for whole, key, share in signed if whole[field] == value]
            left += sum(share for _, share in part) * (entropy(part) if part else 0.0)
        return entropy([(key, share) for _, key, share in signed]) - left

    assert remaining.entropy() == pytest.approx(entropy([(signature(known, w), x / total) for w, x in by_hand]))
    for field in remaining.open:
        row, whole = gain(field, 1), gain(field, None)
        assert remaining.gain(field) == pytest.approx(row + QUESTIONS.detail_weight * max(0.0, whole - row))
    found = remaining.completions()
    assert [mass for _, mass in found] == sorted((mass for _, mass in found), reverse=True)
    assert len(found) == len({signature(known, whole) for whole, _ in by_hand})
    for guess, mass in found:
        alike = [(w, x) for w, x in by_hand if signature(known, w) == signature(known, {**w, **guess})]
        assert mass == pytest.approx(sum(x for _, x in alike) / total)
        heaviest = max(x for _, x in alike)
        assert any(x == pytest.approx(heaviest) and all(w[n] == v for n, v in guess.items()) for w, x in alike)


def test_what_cannot_be_true_together_rules_nothing_out() -> None:
    torn = case(card_stage="已激活").assuming({"parcel_stage": "未发货"})
    remaining = space(torn, TODAY)
    for name in remaining.open:
        assert set(remaining.values_of(name)) == set(VOCABULARY[name])
    # a hint that contradicts is dropped, it alone
    hinted = case(card_stage="已激活", refund_state="逾期").assuming({"activated": "没激活"})
    assert "没付" not in space(hinted, TODAY).values_of("payee")


def test_a_row_is_chosen_only_when_all_is_known() -> None:
    whole, _ = space(Case(), TODAY).completions()[0]
    assert row_of(Case().assuming(whole), TODAY).id in {row.id for row in book().plans.rows}
    assert row_of(Case().assuming({**whole, "card_stage": VOCABULARY["card_stage"][0]}), TODAY)
    for name in whole:
        with pytest.raises(LookupError, match="deciding field"):
            row_of(Case().assuming({n: v for n, v in whole.items() if n != name}), TODAY)


#: What is known; the question, its options as field and value in order, what a bare yes and no stand for.
ASKED: tuple[tuple[dict[str, Any], str, list[tuple[str, str]], dict[str, str], dict[str, str]], ...] = (
    (
        {"not_received": "没收到", "payee": "货款"},
        "parcel_stage",
        [("parcel_stage", "未发货"), ("parcel_stage", "运输中")],
        {"parcel_stage": "运输中"},
        {"parcel_stage": "未发货"},
    ),
    (
        {"card_stage": "已激活"},
        "contract",
        [("contract", "没有"), ("contract", "有合约"), ("contract", "有绑定")],
        {"contract": "有合约"},
        {"contract": "没有"},
    ),
    (
        {"iot": "是", "card_stage": "已激活"},
        "payee",
        [("payee", "没付"), ("payee", "货款"), ("payee", "首充"), ("payee", "都付")],
        {},
        {"payee": "没付"},
    ),
)


@pytest.mark.parametrize(("known", "field", "options", "yes", "no"), ASKED, ids=lambda part: str(part)[:30])
def test_the_next_question(
    known: dict[str, Any], field: str, options: list[tuple[str, str]], yes: dict[str, str], no: dict[str, str]
) -> None:
    question = next_question(case(**known), TODAY)
    assert question is not None
    assert (question.field, [(o.field, o.value) for o in question.options]) == (field, options)
    assert (dict(question.yes), dict(question.no)) == (yes, no)
    spec = QUESTIONS.questions[field]
    worded = {spec.ask: spec.options} | {variant.ask: variant.options for variant in spec.variants}
    assert [o.label for o in question.options] == [worded[question.ask][o.value] for o in question.options]


def test_an_answer_that_leaves_several_values_is_a_hint() -> None:
    question = ask_about("card_stage", Case(), TODAY)
    assert Option("没激活", "activated", "没激活") in question.options
    assert Option("激活了", "card_stage", "已激活") in question.options
    # a hint none of whose values is left is not offered
    later = ask_about("card_stage", case(activated="激活了"), TODAY)
    assert all(o.field != "activated" for o in later.options)


def test_a_known_field_is_asked_about_as_of_anybody() -> None:
    known = case(card_stage="停机", payee="没付")
    assert ask_about("card_stage", known, TODAY).ask == QUESTIONS.questions["card_stage"].ask
    assert [o.value for o in ask_about("payee", known, TODAY).options] == list(QUESTIONS.questions["payee"].options)


def test_after_so_many_unknowns_nothing_is_asked() -> None:
    names = list(DECIDING)
    for many in range(len(names)):
        unsure = Case().with_unsure(names[:many])
        question = next_question(unsure, TODAY)
        assert (question is None) == (many >= QUESTIONS.max_unsure)
        assert question is None or question.field not in names[:many]


def test_how_to_find_out_fits_what_is_left() -> None:
    spec = QUESTIONS.questions["card_stage"]
    assert how_to_find_out("card_stage", Case(), TODAY) == render(spec.find_out, **context(Case(), TODAY))
    known = case(card_stage="已提交待开卡", parcel_stage="未发货", carrier="联通")
    open_again = known.leaving_open("card_stage")
    left = set(space(open_again, TODAY).values_of("card_stage", QUESTIONS.unlikely))
    variant = next((v for v in spec.variants if left <= set(v.among)), None)
    expected = (variant.find_out if variant else None) or spec.find_out
    assert how_to_find_out("card_stage", known, TODAY) == render(expected, **context(known, TODAY))


def test_a_question_beside_the_plan_has_its_options() -> None:
    for name, spec in book().advising.questions.items():
        question = plain_question(name)
        assert question is not None
        assert (question.field, question.ask) == (name, spec.ask)
        assert [(o.value, o.label, o.field) for o in question.options] == [
            (v, t, name) for v, t in spec.options.items()
        ]
    assert plain_question("card_stage") is None
