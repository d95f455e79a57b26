"""Every citation stands in the index; the index is held against the wording where it lies beside the checkout."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import cn2an
import pytest
from ruamel.yaml import YAML

from tuika.answers.law import citation, law_message, provisions
from tuika.dialogue.hearing import Heard
from tuika.dialogue.memory import Memory, Thread
from tuika.dialogue.moves import reply
from tuika.dialogue.reading import Reading, Scored
from tuika.facts.case import Case
from tuika.facts.deadlines import SHANGHAI
from tuika.knowledge import book, names
from tuika.knowledge.models.base import Model
from tuika.knowledge.models.trade import LawEntry

PROVISIONS: dict[str, LawEntry] = book().law.provisions
STATUTES = Path(__file__).resolve().parents[3] / "shared" / "law"
_LAWS = sorted({entry.law for entry in PROVISIONS.values() if entry.titled}, key=len, reverse=True)
_CITED = re.compile(rf"({'|'.join(map(re.escape, _LAWS))})(?:（[^）]*）)?》?第([一二三四五六七八九十百零]+)条")
#: The files of one kind: those with a model each, and the folders.
FILES = (*(n for n in names() if n != "law"), "matters", "asks")


def _texts(node: Any) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    node = node.dict() if isinstance(node, Model) else node
    items = node.values() if isinstance(node, dict) else node if isinstance(node, list | tuple) else ()
    for item in items:
        yield from _texts(item)


@pytest.mark.parametrize("name", FILES)
def test_every_citation_in_the_knowledge_is_in_the_index(name: str) -> None:
    known = {(p.law, p.article) for p in PROVISIONS.values()}
    for text in _texts(getattr(book(), name)):
        for law, number in _CITED.findall(text):
            assert (law, cn2an.cn2an(number)) in known, f"{name}: {law}第{number}条 in 「{text}」"


@pytest.mark.parametrize("name", [n for n in FILES if n != "carriers"])
def test_what_is_said_with_a_citation_uses_its_key_terms(name: str) -> None:
    by_number = {(p.law, p.article): p for p in PROVISIONS.values()}
    for text in _texts(getattr(book(), name)):
        for law, number in _CITED.findall(text):
            if text.startswith(law):
                continue  # a source, not a sentence
            terms = by_number[law, cn2an.cn2an(number)].terms
            assert any(term in text for term in terms), f"{name}: 「{text}」 cites {law}第{number}条 without {terms}"


def test_the_articles_wrong_citations_are_not_repeated() -> None:
    assert "ecl-20" not in PROVISIONS
    assert "取消" not in PROVISIONS["ecl-58"].gist


@pytest.mark.parametrize("key", PROVISIONS)
def test_a_gist_uses_a_key_term_of_its_provision(key: str) -> None:
    entry = PROVISIONS[key]
    assert any(term in entry.gist for term in entry.terms), entry


def test_citations_read_as_lawyers_write_them() -> None:
    assert citation("cpl-25") == "《消费者权益保护法》第二十五条"
    assert citation("civ-585") == "《民法典》第五百八十五条"
    text = law_message(["impl-17", "impl-17"]).text
    assert text.count("第十七条") == 1
    assert text.endswith("不是法律意见。")


#: Notices of which only the press was read; their wording is nowhere.
PRESS = {"miit-2018", "miit-2025"}


def wordings() -> dict[str, Any]:
    """The provisions' wording by id; the second file is fuller and replaces entries of the first."""
    found: dict[str, Any] = {}
    for name in ("statutes.yaml", "statutes2.yaml"):
        found |= {s["id"]: s for s in YAML(typ="safe").load((STATUTES / name).read_text("utf-8"))}
    return found


def plain(name: str) -> str:
    """A rule's name without brackets and the part of the code, to compare two ways of writing it."""
    return re.sub(r"·.*?编|[《》〈〉（(].*?年.*?[）)]|[《》〈〉]", "", name)


@pytest.mark.skipif(not STATUTES.exists(), reason="the statutes lie beside the checkout only in the workplace")
def test_the_index_agrees_with_the_wording() -> None:
    texts = wordings()
    assert set(PROVISIONS) - set(texts) == PRESS
    for key, entry in PROVISIONS.items():
        if key in PRESS:
            assert entry.checked is None
            continue
        wording = texts[key]
        assert entry.article == wording["article"], key
        assert str(entry.effective).startswith(str(wording["effective"])[:7]), key
        assert plain(entry.law) in plain(wording["law"]), key
        assert entry.gist not in wording["text"], "the wording itself stays out of the project"
        assert (entry.checked is not None) == (wording["verified"] is True), key


def test_what_nobody_read_is_not_called_read() -> None:
    assert "agency-2004" not in PROVISIONS
    assert {key for key, entry in PROVISIONS.items() if entry.checked is None} == PRESS
    for key, entry in PROVISIONS.items():
        if entry.checked is not None:
            assert entry.checked > entry.effective, key


@pytest.mark.parametrize(
    ("key", "conditions"),
    [
        ("ecl-49", ["另有约定"]),
        ("ecl-58", ["真实名称", "平台"]),
        ("net-3", ["法律另有规定"]),
        ("civ-565", ["有解除的权利", "不算解除"]),
        ("civ-563", ["没有约定期限", "提前"]),
        ("impl-17", ["不另外给你"]),
        ("impl-19", ["确认", "默认"]),
        ("fraud-12", ["没有写"]),
        ("appeal-9", ["虚拟运营商"]),
        ("appeal-10", ["不是退款的期限"]),
        ("tel-39", ["材料收齐"]),
        ("ctz-65", ["损失", "30%"]),
        ("samr-16", ["别的行政机关", "三年"]),
        ("case-64", ["不是法条"]),
        ("port-ban", ["类比"]),
    ],
)
def test_a_gist_keeps_its_conditions(key: str, conditions: list[str]) -> None:
    for words in conditions:
        assert words in PROVISIONS[key].gist


#: Question, what is known, what must be cited, what must not (audit D).
ASKED = [
    ("no_seven_days", {"parcel_stage": "已签收", "activated": "没激活"}, ["cpl-25", "seven-10", "impl-19"], []),
    ("no_seven_days", {"card_stage": "已激活"}, ["seven-7", "seven-20"], ["cpl-25"]),
    ("no_seven_days", {"card_stage": "已提交待开卡"}, ["cpl-9", "seven-10"], ["seven-7"]),
    ("penalty_legal", {"card_stage": "已激活"}, ["civ-585", "ctz-64", "ctz-65", "form-8", "civ-496"], []),
    ("penalty_legal", {"card_stage": "已开卡未激活"}, ["civ-496"], ["civ-585"]),
    ("triple_compensation", {}, ["cpl-55", "pun-6", "pun-16", "zzj-21", "impl-49"], []),
    ("double_compensation", {}, ["price-41"], ["cpl-55"]),
    ("ticked_agreement", {}, ["ctz-10", "civ-496", "cpl-26", "miit-2025"], []),
    ("complain_both", {}, ["samr-16", "appeal-11"], []),
    ("sue", {}, ["cpl-39", "cpr-24", "cpr-127", "cpi-215", "civ-188"], ["cpi-20"]),
    ("sue", {"sales_channel": "电商平台"}, ["cpi-20", "civ-188"], []),
    ("complain_12315_time", {}, ["samr-15", "samr-16", "samr-18", "samr-23", "impl-46"], []),
    ("topup_needed", {}, ["cpl-16", "exp-26"], []),
    ("auto_pay_off", {}, ["trade-18", "impl-10"], []),
    ("minor_valid", {}, ["civ-19", "civ-145", "civ-144", "civ-157"], []),
    ("deceased_papers", {}, ["civ-1122", "civ-1161"], []),
    ("credit_record", {}, ["tel-34"], []),
    ("delete_data", {}, ["pip-47"], []),
    ("lend_risk", {}, ["fraud-31"], []),
    ("refund_when", {"card_stage": "已激活"}, ["tel-39"], ["cpl-25"]),
    ("refund_when", {"parcel_stage": "商家已签收退货"}, ["cpl-25", "seven-13", "pun-9"], []),
    ("how_to_close", {}, ["civ-563", "civ-565", "ctz-53"], []),
]


@pytest.mark.parametrize(("topic", "facts", "cited", "never"), ASKED)
def test_a_question_of_law_has_its_own_provisions(
    topic: str, facts: dict[str, Any], cited: list[str], never: list[str]
) -> None:
    case = Case().with_facts(facts)
    found = provisions([topic], case)
    assert set(cited) <= set(found)
    assert not set(never) & set(found)
    assert len(found) <= 10
    # asked outright, without a plan
    heard = Heard("ask_law", "合法吗", reading=Reading(asks=(Scored(topic, 0.9),)))
    turn = reply(Memory((Thread(case=case),)), heard, datetime(2026, 11, 24, 14, tzinfo=SHANGHAI))
    said = "\n".join(m.text for m in turn.messages)
    assert all(citation(key) in said for key in cited)


def test_the_law_of_what_was_just_answered_is_given() -> None:
    thread = Thread(case=Case(), answered=("sue", "delete_data"))
    turn = reply(Memory((thread,)), Heard("ask_law"), datetime(2026, 11, 24, 14, tzinfo=SHANGHAI))
    assert citation("pip-47") in turn.messages[0].text


@pytest.mark.parametrize("stage", [None, "已提交待开卡", "已开卡未激活", "已激活"])
def test_a_bare_question_of_law_is_answered_where_the_case_stands(stage: str | None) -> None:
    found = provisions(["law_basis"], Case(card_stage=stage).with_facts({"card_stage": stage}))
    assert found
    assert "impl-17" not in found
    assert ("cpl-25" in found) is False or stage != "已激活"


def test_every_question_of_law_is_one_that_the_ear_knows() -> None:
    labels = YAML(typ="safe").load((Path(__file__).resolve().parents[2] / "nlu" / "labels.yaml").read_text("utf-8"))
    assert set(book().law.questions) <= set(labels["asks"])


def test_a_case_and_a_notice_are_cited_without_brackets() -> None:
    assert citation("case-64") == "最高人民法院指导案例64号"
    assert not citation("miit-2025").startswith("《")
    assert citation("appeal-answer") == "《电信用户申诉处理办法》"


#: What the audit found wrong, as it was said; none of it may come back anywhere.
WRONG = (
    "不能转卖给个人，请",
    "转卖给个人，可以要求全退",
    "没拆封、没激活时",
    "滞纳金",
    "这条路走不通，要报警",
    "门口拒收通常不用你出运费",
    "自己充的余额可以要回来",
    "产生的费用我不承担",
    "人在外地也行",
    "45 个工作日",
    "提前五天必须",
)


@pytest.mark.parametrize("wrong", WRONG)
def test_what_was_found_wrong_is_said_nowhere(wrong: str) -> None:
    for name in FILES:
        for text in _texts(getattr(book(), name)):
            assert wrong not in text, f"{name}: {text}"
