"""The review file shows every reply, with what it rests on."""

from __future__ import annotations

from datetime import datetime

from tuika.answers.objections import keys
from tuika.dossier import entries, page
from tuika.knowledge import book
from tuika.planning.space import rows


def test_every_plan_objection_letter_and_provision_is_in_it(now: datetime) -> None:
    found = entries(now)
    titles = {(e.section, e.title.split(" · ")[0].split("（")[0]) for e in found}
    assert {t for s, t in titles if s == "方案"} == {row.id for row in rows()}
    assert len([e for e in found if e.section == "客服的说法"]) == 2 * len(keys())
    assert {t for s, t in titles if s == "文书"} == {
        entry.title.split("（")[0] for entry in book().letters.letters.values()
    }
    assert all(e.source and e.confidence in ("high", "medium", "low") for e in found)
    assert all(e.text.strip() and "{{" not in e.text and "None" not in e.text for e in found if e.section != "运营商")


def test_a_low_fact_is_worded_as_usage(now: datetime) -> None:
    hedges = ("通常", "可能", "一般", "常", "多半", "有的", "要求", "先", "以")
    for entry in entries(now):
        if entry.confidence == "low" and entry.section == "方案":
            assert any(word in entry.text for word in hedges), entry.title


def test_the_page_is_escaped_html(now: datetime) -> None:
    html = page(now)
    assert html.startswith("<!doctype html>")
    assert html.count("<article") == len(entries(now))


def test_every_matter_is_in_it_with_its_ways_its_answers_and_what_is_said_on(now: datetime) -> None:
    found = entries(now)
    for section, titles in (
        ("事由的办法", [matter.title for matter in book().matters.values()]),
        ("直接回答", [topic.title for topic in book().asks.values()]),
        ("一来一回", [book().matters[name].title for name in book().exchanges]),
    ):
        assert set(titles) <= {e.title.partition(" · ")[0] for e in found if e.section == section}


def test_what_changed_since_an_earlier_one_is_marked(now: datetime) -> None:
    before = page(now)
    assert "和上一版不同的" not in before
    assert "新的、改过的 0 条，去掉的 0 条" in page(now, before)
    entry = entries(now)[0]
    after = page(now, before.replace(entry.key, "0" * 12))
    assert "新的、改过的 1 条，去掉的 1 条" in after
    assert f'<a href="#{entry.key}">' in after
