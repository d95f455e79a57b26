"""Hypothesis strategies over facts and cases."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st

from tuika.facts.case import Case
from tuika.facts.fields import AMOUNTS, DATES, MONTHS, VOCABULARY
from tuika.knowledge import book

_VALUES: dict[str, st.SearchStrategy[Any]] = {
    **{name: st.sampled_from(values) for name, values in VOCABULARY.items()},
    **{name: st.dates(date(2024, 1, 1), date(2027, 12, 31)).map(date.isoformat) for name in DATES},
    **{name: st.integers(0, 5000) for name in AMOUNTS},
    **{name: st.integers(0, 60) for name in MONTHS},
    "platform": st.sampled_from(["淘宝", "抖音", "京东"]),
    "payment_method": st.sampled_from(["微信", "支付宝"]),
    "payments": st.fixed_dictionaries(
        {"amount": st.integers(0, 500)},
        optional={
            "purpose": st.sampled_from(book().fields.payments.purposes),
            "holder": st.sampled_from(list(book().fields.payments.holders)),
            "state": st.sampled_from(list(book().fields.payments.states)),
        },
    ),
}

fact = st.sampled_from(sorted(_VALUES)).flatmap(lambda name: st.tuples(st.just(name), _VALUES[name]))
facts = st.lists(fact, max_size=12)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Any case that can be reached by stating facts one after the other, in any order."""
    case = Case()
    for name, value in draw(facts):
        case = case.with_facts({name: value})
    return case.with_unsure(draw(st.sets(st.sampled_from(["carrier", "payee", "parcel_stage", "card_stage"]))))
