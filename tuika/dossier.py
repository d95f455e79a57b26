"""``python -m tuika.dossier [FILE] [--since OLD]``: every reply the bot can give, with source and confidence, as one
HTML file.

For readers who know the trade: they need no Python to see what the bot says and what it rests on. ``OLD`` is the file
of an earlier release: what is new or changed since then is marked.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import product
from pathlib import Path
from typing import Any

import jinja2

from .answers.escalation import escalation_message
from .answers.evidence import evidence_message
from .answers.law import citation
from .answers.letters import letter
from .answers.objections import counters, keys, objection_message
from .answers.plan_view import plan_messages
from .clock import now as read_clock
from .facts.case import Case
from .facts.fields import VOCABULARY
from .knowledge import book
from .knowledge.models.advising import AnswerSpec
from .knowledge.models.base import Sourced
from .knowledge.models.trade import PlanRow
from .planning.penalty import explain
from .planning.plan import channel_list, channel_text, make_plan
from .planning.questions import how_to_find_out
from .planning.space import row_of, rows, space
from .speech.wording import context, render

OUT = Path("dossier.html")
_PAGE = Path(__file__).with_name("templates") / "dossier.html"


@dataclass(frozen=True)
class Entry:
    """One reply: where it belongs, what it says, what it rests on."""

    section: str
    title: str
    text: str
    source: tuple[str, ...]
    confidence: str

    @property
    def key(self) -> str:
        """What tells it from others, and from itself before it was changed."""
        return hashlib.blake2s(f"{self.section}\n{self.title}\n{self.text}".encode(), digest_size=6).hexdigest()


def _entry(section: str, title: str, text: str, fact: Sourced) -> Entry:
    return Entry(section, title, text, fact.source, fact.confidence)


def cases_of(row: PlanRow, today: date) -> Iterator[Case]:
    """One case for each seller that the row serves (one in all where the seller does not matter)."""
    derived = {
        "money_late": {"逾期": {"refund_state": "逾期"}},
        "activation_vs_request": {
            "晚于申请": {"request_date": "2026-11-18", "activation_date": "2026-11-20"},
            "早于申请": {"request_date": "2026-11-20", "activation_date": "2026-11-18"},
        },
    }
    seen: set[str] = set()
    names = list(row.when)
    for values in product(*(row.when[n] for n in names)):
        facts: dict[str, Any] = {}
        for name, value in zip(names, values, strict=True):
            facts |= derived[name][value] if name in derived else {name: value}
        for seller in VOCABULARY["sales_channel"]:
            case = Case().with_facts({"sales_channel": seller, "carrier": "联通", **facts})
            for guess, _ in space(case, today).completions():
                full = case.assuming(guess)
                seller_seen = full.sales_channel or ""
                if row_of(full, today).id == row.id and seller_seen not in seen:
                    seen.add(seller_seen)
                    yield full
                    break


def _plans(now: datetime) -> Iterator[Entry]:
    today = now.date()
    for row in rows():
        for case in cases_of(row, today):
            text = "\n\n".join(m.text for m in plan_messages(make_plan(case, now), case, now))
            yield _entry("方案", f"{row.id} · {case.sales_channel}", text, row)


def _channels() -> Iterator[Entry]:
    for name, entry in book().channels.channels.items():
        for carrier in VOCABULARY["carrier"] if entry.uses == "carrier" else (None,):
            case = Case(carrier=carrier)
            how = "\n".join(f"· {line}" for line in channel_list(name, case, "how"))
            bring = "、".join(channel_list(name, case, "bring"))
            text = f"{how}\n要带：{bring}\n话术：「{channel_text(name, case, 'say')}」"
            yield _entry("渠道", f"{channel_text(name, case, 'title')}（{carrier or '通用'}）", text, entry)


def _objections() -> Iterator[Entry]:
    for key in keys():
        entry = book().objections.objections[key]
        for stage in ("已开卡未激活", "已激活"):
            case = Case().with_facts({"carrier": "联通", "card_stage": stage})
            steps = [objection_message(key, n, case)[0].text for n in range(len(counters(key, case)) + 1)]
            yield _entry("客服的说法", f"{entry.title}（{stage}）", "\n\n".join(steps), entry)


def _law() -> Iterator[Entry]:
    spec = book().law
    for key, provision in spec.provisions.items():
        read = f"原文 {provision.checked} 读过" if provision.checked else "只见新闻转述，没读到原文"
        text = f"{provision.gist}（{provision.effective} 起；{read}）"
        yield Entry("法条", citation(key), text, spec.source, "high" if provision.checked else "medium")


def _carriers() -> Iterator[Entry]:
    for name, carrier in book().carriers.carriers.items():
        for key in carrier.__fields__:
            fact = getattr(carrier, key)
            if isinstance(fact, Sourced):
                plain = {k: v for k, v in fact.dict(exclude_none=True).items() if k not in ("source", "confidence")}
                yield _entry("运营商", f"{name} · {key}", "\n".join(f"{k}: {v}" for k, v in plain.items()), fact)


def _windows() -> Iterator[Entry]:
    for name, window in book().refunds.windows.items():
        unit = "个工作日" if window.unit == "workday" else "天"
        span = "不报天数" if window.range is None else f"{window.range[0]}–{window.range[1]} {unit}"
        said = "；".join(text for text in (window.shifts, window.undated) if text)
        text = f"从 {window.from_} 起 {span}（{window.basis}，{window.of}）{said}"
        yield _entry("时限", name, text, window)


def _others(today: date) -> Iterator[Entry]:
    empty = Case()
    for key, entry in book().letters.letters.items():
        yield _entry("文书", entry.title, "\n".join([entry.warn or "", letter(key, empty, today)]).strip(), entry)
    for seller in VOCABULARY["sales_channel"]:
        case = Case().with_facts({"sales_channel": seller, "carrier": "联通", "payee": "货款"})
        yield _entry("投诉的先后", seller, escalation_message(case, today).text, book().escalation)
    yield _entry("证据", "清单", evidence_message(empty, None).text, book().evidence)
    yield _entry("违约金", "没有条款时", "\n".join(explain(empty)), book().penalties)
    for worry in book().pitfalls.worries.items:
        yield _entry("误区与建议", "单个的担心", worry.text, worry)
    for key in book().pitfalls.__fields__:
        advice = getattr(book().pitfalls, key)
        if isinstance(advice, Sourced):
            items = "\n".join(str(item) for item in getattr(advice, "items", ()))
            yield _entry("误区与建议", key, getattr(advice, "text", items), advice)
    talk = book().talk
    names = ("value", "first", "second", "title", "name", "label")
    words = {**context(empty, today), "known": "", "number": 2, **dict.fromkeys(names, "…")}
    for key in talk.__fields__:
        if key not in Sourced.__fields__:
            yield _entry("闲谈", key, render(getattr(talk, key), **words), talk)
    for pair in book().intents.pairs:
        titles = "还是".join(book().intents.intents[name].title for name in pair.of)
        yield _entry("追问", titles, pair.ask, talk)
    for field in book().questions.questions:
        yield _entry("提问", field, how_to_find_out(field, empty, today), talk)


def _where(title: str, name: str, when: Mapping[str, tuple[str, ...]]) -> str:
    """What a reply is called: what it belongs to, its name, and when it is given."""
    return " · ".join([title, name, *(f"{key} {'/'.join(values)}" for key, values in when.items())])


def _answers(section: str, title: str, name: str, specs: tuple[AnswerSpec, ...]) -> Iterator[Entry]:
    for spec in specs:
        yield Entry(section, _where(title, name, spec.when), _filled(spec.say), spec.source, spec.confidence)


def _filled(text: str) -> str:
    """A template of the knowledge, for a card of which nothing is known; what takes a sum or a day is left open."""
    try:
        filled = render(text, **context(Case()))
    except (TypeError, AttributeError):
        filled = str(None)
    return _without(_without(text, "{%", "%}"), "{{", "}}") if str(None) in filled else filled


def _without(text: str, opens: str, closes: str) -> str:
    """The text of a template, with … where something is to be filled in."""
    first, *others = text.split(opens)
    return "…".join([first, *(other.partition(closes)[2] for other in others)])


def _situations() -> Iterator[Entry]:
    """What is said in each situation: its ways out, its own answers, and what is said on in the middle of it."""
    for name, matter in book().matters.items():
        for plan in matter.plans:
            steps = [f"{number}. {step}" for number, step in enumerate(plan.steps, 1)]
            parts = [plan.say, *steps, *(part for part in (plan.copy_, plan.up, plan.warn) if part)]
            text = _filled("\n".join(part.strip() for part in parts))
            yield Entry("事由的办法", _where(matter.title, plan.id, plan.when), text, plan.source, plan.confidence)
        for topic, own in matter.asks.items():
            yield from _answers("事由里的回答", matter.title, topic, own)
        yield from _spoken(name, matter.title)
    for topic, spec in book().asks.items():
        yield from _answers("直接回答", spec.title, topic, spec.answers)
    yield from _answers("还要记着", book().reminders.title, "", book().reminders.reminders)


def _spoken(name: str, title: str) -> Iterator[Entry]:
    for section, files in (("开口", book().openings), ("一来一回", book().exchanges)):
        found = files.get(name)
        for key, exchange in found.exchanges().items() if found is not None else ():
            yield from _answers(section, title, key, exchange.answers)


def entries(now: datetime) -> list[Entry]:
    """Every reply, in the order of the sections."""
    today = now.date()
    groups = (_plans(now), _situations(), _channels(), _objections(), _others(today), _law(), _windows(), _carriers())
    return [entry for group in groups for entry in group]


#: What stands before an entry's key on the page.
_ENTRY = '<article id="'


def page(now: datetime, since: str | None = None) -> str:
    """The whole file; ``since`` is an earlier one, against which what is new or changed is marked."""
    every, before = (
        entries(now),
        None if since is None else frozenset(part.partition('"')[0] for part in since.split(_ENTRY)[1:]),
    )
    new = [] if before is None else [entry for entry in every if entry.key not in before]
    gone = 0 if before is None else len(before - {entry.key for entry in every})
    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined)
    template = environment.from_string(_PAGE.read_text("utf-8"))
    return template.render(entries=every, new=new, gone=gone, compared=before is not None, today=now.date().isoformat())


def main(arguments: list[str]) -> int:
    """Write the file."""
    parser = argparse.ArgumentParser(description="把每一句回复连来源印成一个网页")
    parser.add_argument("file", nargs="?", type=Path, default=OUT, help="写到哪（默认 dossier.html）")
    parser.add_argument("--since", type=Path, help="上一版印的网页：和它不同的另列在前面")
    given = parser.parse_args(arguments)
    since = given.since.read_text("utf-8") if given.since else None
    text = page(read_clock(), since)
    given.file.write_text(text, "utf-8")
    print(f"{given.file}：{text.count(_ENTRY)} 条回复")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
