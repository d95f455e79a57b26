"""What the knowledge files name that does not exist (引用), what templates take that nobody gives, and dead names.

The models say by their fields' marks what a text is: ``ref`` a name defined elsewhere, ``keys`` what a mapping's keys
name, ``used`` a mapping whose every entry must be named somewhere, ``conditions``, ``facts`` and ``wanted`` mappings
from fields to values, ``names`` a template with what it may take.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

import jinja2

from .learned import labels, things, worded
from .models import FILES, Book
from .models.advising import BY_THINGS, AdviceSpec, AnswerSpec, ExchangesFile
from .models.answers import QuestionSpec, Variant
from .models.base import VIEWS, Model
from .naming import Finding, Names
from .reached import covered
from .templates import FILTERS, read_template


def findings(book: Book) -> Iterator[Finding]:
    """All that is wrong between the files of ``book``."""
    names = Names(book)
    for file in FILES:
        yield from _walk(file, getattr(book, file), (), names)
    names.named["law"] |= {key for matter in book.matters.values() for plan in matter.plans for key in plan.law}
    for file in FILES:
        yield from _dead(file, getattr(book, file), (), names)
    yield from _order(book, names)
    yield from _questions(book, names)
    yield from _law_questions(book)
    yield from situations(book, names)
    for key, entry in book.objections.objections.items():
        if entry.bars and entry.bar_text is None:
            yield Finding("objections", ("objections", key), "有 bars 就要写 bar_text")
    for number, rule in enumerate(book.evidence.when):
        yield from _values("evidence", ("when", number, "values"), rule.field, rule.values, names)


#: What a condition of a matter may name beside the fields of the case, with the values it may ask for.
ASIDE: Mapping[str, tuple[str, ...]] = {
    "holder": ("self", "elder", "minor", "relative", "deceased", "company", "friend", "stranger"),
    "paid_to": ("商户", "个人", "运营商", "公众号公司", "快递员", "平台"),
    "in_use": ("是",),
    "iot": ("是", "否"),
    "stopped_for": ("欠费", "反诈", "挂失", "报停"),
}


#: Matters, topics and events that can be heard, and the groups and families of matters.
_Known = Mapping[str, tuple[str, ...]]


def situations(book: Book, names: Names) -> Iterator[Finding]:
    """What is wrong in the matters and the direct answers."""
    known = labels()
    matters, learned_topics, events = (tuple(known.get(k, ())) for k in ("matters", "asks", "events"))
    topics = (*learned_topics, *BY_THINGS) if learned_topics else ()
    families = tuple(dict.fromkeys(matter.family for matter in book.matters.values()))
    lists = {"matters": matters, "events": events, "groups": tuple(book.advising.groups), "families": families}
    for group, members in book.advising.groups.items():
        for name in members:
            if name not in book.matters:
                yield Finding("advising", ("groups", group), f"没有叫「{name}」的事由", name, tuple(book.matters))
    for name, matter in book.matters.items():
        file = f"matters/{name}"
        yield from _walk(file, matter, (), names)
        if matters and name not in matters:
            yield Finding(file, (), f"labels.yaml 里没有叫「{name}」的事由", name, matters)
        if matter.plans[-1].when:
            yield Finding(file, ("plans", len(matter.plans) - 1, "when"), "最后一个办法不能再有 when，总要有话可说")
        ids = [plan.id for plan in matter.plans]
        for number, plan in enumerate(matter.plans):
            at = ("plans", number)
            yield from _advice(file, at, plan, names, lists)
            if ids.index(plan.id) != number:
                yield Finding(file, (*at, "id"), f"「{plan.id}」用了两次")
        for topic, answers in matter.asks.items():
            if topics and topic not in topics:
                yield Finding(file, ("asks", topic), f"labels.yaml 里没有叫「{topic}」的提问", topic, topics)
            for number, answer in enumerate(answers):
                yield from _condition(file, ("asks", topic, number), answer, names, lists)
            yield from never_reached(file, ("asks", topic), answers)
        for intent in matter.intents:
            yield from _named(file, intent, "intent", ("intents",), names)
    for ending in book.reminders.endings:
        if ending not in book.advising.events:
            yield Finding(
                "reminders", ("endings", ending), f"没有叫「{ending}」的进展", ending, tuple(book.advising.events)
            )
    for number, reminder in enumerate(book.reminders.reminders):
        yield from _condition("reminders", ("reminders", number), reminder, names, lists)
    for kind, files in (("exchanges", book.exchanges), ("openings", book.openings)):
        for name, spoken in files.items():
            yield from _exchanges(kind, name, spoken, names, lists)
    for topic, spec in book.asks.items():
        file = "asks"
        yield from _walk(file, spec, (topic,), names)
        if topics and topic not in topics:
            yield Finding(file, (topic,), f"labels.yaml 里没有叫「{topic}」的提问", topic, topics)
        if spec.answers[-1].when and topic not in BY_THINGS:
            yield Finding(file, (topic,), f"「{topic}」最后一条回答不能再有 when")
        for number, answer in enumerate(spec.answers):
            yield from _condition(file, (topic, "answers", number), answer, names, lists)
        yield from never_reached(file, (topic, "answers"), spec.answers)


def _exchanges(kind: str, name: str, spoken: ExchangesFile, names: Names, lists: _Known) -> Iterator[Finding]:
    """What is wrong in the exchanges, or the openings, of one matter."""
    file, known, matters = f"{kind}/{name}", worded(kind), names.defined["matter"]
    heard = known.get(name, frozenset())
    if name not in matters:
        yield Finding(file, (), f"没有叫「{name}」的事由", name, matters)
    for key, spec in spoken.exchanges().items():
        yield from _walk(file, spec, (key,), names)
        for group in set(spec.group) - set(lists["groups"]):
            yield Finding(file, (key, "group"), f"advising.yaml 的 groups 里没有「{group}」", group, lists["groups"])
        if known and key not in heard:
            yield Finding(file, (key,), f"data/{kind}/{name}.tsv 里没有「{key}」的说法")
        if spec.answers[-1].when:
            yield Finding(file, (key,), f"「{key}」最后一条回答不能再有 when")
        for number, answer in enumerate(spec.answers):
            yield from _condition(file, (key, "answers", number), answer, names, lists)
        yield from never_reached(file, (key, "answers"), spec.answers)
    for key in sorted(heard - spoken.exchanges().keys()):
        yield Finding(file, (), f"data/{kind}/{name}.tsv 里的「{key}」没有回答")


def _law_questions(book: Book) -> Iterator[Finding]:
    """Questions of law that nobody asks, and such that could be left without an answer."""
    topics = tuple(labels().get("asks", ()))
    for topic, answers in book.law.questions.items():
        if topics and topic not in topics:
            yield Finding("law", ("questions", topic), f"labels.yaml 里没有叫「{topic}」的提问", topic, topics)
        if answers[-1].when:
            yield Finding("law", ("questions", topic), f"「{topic}」最后一条不能再有 when")


def _advice(file: str, at: tuple[Any, ...], plan: AdviceSpec, names: Names, known: _Known) -> Iterator[Finding]:
    yield from _condition(file, at, plan, names, known)
    if len(plan.say.strip().splitlines()) > 3:
        yield Finding(file, (*at, "say"), "最多三行")


def _condition(
    file: str, at: tuple[Any, ...], spec: AdviceSpec | AnswerSpec, names: Names, known: _Known
) -> Iterator[Finding]:
    matters, events = known["matters"], known["events"]
    lists = {"done": events, "not_done": events, "with": matters, "matter": matters, "named": things()}
    lists["mentioned"] = lists["named"]
    lists |= {"group": known["groups"], "family": known["families"]}
    fields = (*names.defined["field"], *ASIDE)
    for key, values in spec.when.items():
        here = (*at, "when", key)
        allowed = lists.get(key) or (fields if key in ("known", "unknown") else ASIDE.get(key))
        if allowed is None and key not in lists:
            yield from _values(file, here, key, values, names)
            continue
        for value in values:
            if allowed and value not in allowed:
                yield Finding(file, here, f"没有叫「{value}」的", value, allowed)


def never_reached(file: str, at: tuple[Any, ...], answers: Sequence[AnswerSpec]) -> Iterator[Finding]:
    """The answers that an earlier one covers.

    Where things alone call for an answer, one that names none waits for what was told just now, and stands in nobody's
    way.
    """
    by_things = any(part in BY_THINGS for part in at)
    weighed = {n: answer.when for n, answer in enumerate(answers) if "named" in answer.when or not by_things}
    for number, earlier in covered(weighed):
        yield Finding(file, (*at, number), f"永远轮不到：第 {earlier + 1} 条的 when 已经包括了它")


def _walk(file: str, node: Any, path: tuple[Any, ...], names: Names) -> Iterator[Finding]:
    if not isinstance(node, Model):
        items = node.items() if isinstance(node, Mapping) else enumerate(node) if isinstance(node, tuple) else ()
        for key, value in items:
            yield from _walk(file, value, (*path, key), names)
        return
    for field in node.__fields__.values():
        value, mark, at = getattr(node, field.name), field.field_info.extra, (*path, field.alias)
        if value is None:
            continue
        yield from _marked(file, value, mark, at, names)
        if isinstance(value, str) or _is_texts(value):
            yield from _templates(file, value, mark.get("names"), at, names)
        else:
            yield from _walk(file, value, at, names)


def _is_texts(value: Any) -> bool:
    leaves = value.values() if isinstance(value, Mapping) else value if isinstance(value, tuple) else ()
    return bool(leaves) and all(isinstance(leaf, str) for leaf in leaves)


def _marked(file: str, value: Any, mark: Mapping[str, Any], at: tuple[Any, ...], names: Names) -> Iterator[Finding]:
    if "ref" in mark:
        several = value.items() if isinstance(value, Mapping) else enumerate(value)
        for step, word in [((), value)] if isinstance(value, str) else [((n,), v) for n, v in several]:
            if word in mark.get("besides", ()):
                continue
            names.named[mark["ref"]].add(word)
            yield from _named(file, word, mark["ref"], (*at, *step), names)
    if "keys" in mark:
        # (a mapping, or several)
        for step, each in [((n,), v) for n, v in enumerate(value)] if isinstance(value, tuple) else [((), value)]:
            for key in each:
                yield from _named(file, key, mark["keys"], (*at, *step, key), names)
        missing = [k for k in names.defined.get(mark["keys"], ()) if k not in value] if mark.get("every") else []
        for key in missing:
            yield Finding(file, at, f"缺少「{key}」")
    for kind in ("conditions", "facts", "wanted"):
        for name, wanted in value.items() if mark.get(kind) else ():
            values = wanted if isinstance(wanted, tuple) else () if kind == "wanted" else (wanted,)
            yield from _values(file, (*at, name), name, values, names)


def _named(file: str, word: str, kind: str, at: tuple[Any, ...], names: Names) -> Iterator[Finding]:
    known = names.defined.get(kind, ())
    if word not in known:
        yield Finding(file, at, f"没有叫「{word}」的", word, known)


def _values(file: str, at: tuple[Any, ...], name: str, values: Collection[Any], names: Names) -> Iterator[Finding]:
    fields = (*names.defined["field"], *names.derived)
    if name not in fields:
        yield Finding(file, at, f"没有叫「{name}」的事实", name, fields)
        return
    allowed = names.of_field(name)
    for value in values:
        if allowed is not None and value is not None and value not in allowed:
            yield Finding(file, at, f"{name} 不能是「{value}」", str(value), allowed)


def _templates(
    file: str, value: Any, allowed: Collection[str] | None, at: tuple[Any, ...], names: Names
) -> Iterator[Finding]:
    leaves: list[tuple[tuple[Any, ...], Any]] = [((), value)]
    if not isinstance(value, str):
        leaves = [((k,), v) for k, v in (value.items() if isinstance(value, Mapping) else enumerate(value))]
    for step, text in leaves:
        yield from _template(file, text, allowed, (*at, *step), names)


def _template(
    file: str, text: str, allowed: Collection[str] | None, at: tuple[Any, ...], names: Names
) -> Iterator[Finding]:
    if allowed is None:
        if "{{" in text or "{%" in text:
            yield Finding(file, at, "这里只能写文字，不能用 {{ }}")
        return
    if "{" not in text:
        # most texts are plain, and every process reads all of them before it starts
        return
    try:
        template = read_template(text)
    except jinja2.TemplateAssertionError as error:
        yield Finding(file, at, f"没有这个过滤器：{error.message}", str(error.message).split("'")[1], FILTERS)
        return
    except jinja2.TemplateSyntaxError as error:
        yield Finding(file, at, f"模板写错了：{error.message}")
        return
    for name in sorted(template.taken - set(allowed)):
        yield Finding(file, at, f"这里没有「{name}」可用", name, tuple(allowed))
    for owner, attribute in template.parts:
        known = names.defined["field"] if owner == "k" else VIEWS.get(owner)
        if known is not None and attribute not in known:
            yield Finding(file, at, f"「{owner}」没有「{attribute}」", attribute, known)
    for field, words in template.compared:
        # 「k.card_stage == '已失效'」: the value must be one that the field can have
        yield from _values(file, at, field, words, names)


def _dead(file: str, node: Any, path: tuple[Any, ...], names: Names) -> Iterator[Finding]:
    """Entries that nothing names."""
    if not isinstance(node, Model):
        return
    for field in node.__fields__.values():
        value, used = getattr(node, field.name), field.field_info.extra.get("used")
        for key in value if used is not None else ():
            if key not in names.named[str(used)]:
                yield Finding(
                    file, (*path, field.alias, key), f"没有一处用到「{key}」", key, tuple(names.named[str(used)])
                )
        if used is None:
            yield from _dead(file, value, (*path, field.alias), names)


def _order(book: Book, names: Names) -> Iterator[Finding]:
    for name, region in book.order.regions.items():
        at = ("regions", name)
        for state in (region.start, *region.idle):
            yield from _state(book, name, state, (*at, "start"))
        for state, spec in region.states.items():
            if (region.field is None) == (spec.when is None):
                yield Finding(
                    "order", (*at, "states", state), "没有 field 的区域，每个状态都要写 when；有 field 的不写"
                )
        if region.field and book.fields.fields[region.field].region != name:
            yield Finding("order", (*at, "field"), f"fields.yaml 里 {region.field} 的 region 不是 {name}")
    for event, happening in book.order.events.items():
        for state in (*happening.from_, happening.to):
            yield from _state(book, happening.region, state, ("events", event))
    for name, fact in book.fields.fields.items():
        for value, left in fact.narrows.items():
            here = ("fields", name, "narrows", value)
            yield from _values("fields", here, name, [value], names)
            yield from _values("fields", here, fact.part_of or name, left, names)
        if bool(fact.region or fact.values) != (fact.kind == "choice"):
            yield Finding("fields", ("fields", name), "choice 要写 values 或 region，别的种类不写")
        if fact.kind != "choice" and fact.label is None:
            yield Finding("fields", ("fields", name), "缺少 label")


def _state(book: Book, region: str, state: str, at: tuple[Any, ...]) -> Iterator[Finding]:
    states = book.order.regions[region].states if region in book.order.regions else {}
    if state not in states:
        yield Finding("order", at, f"{region} 没有「{state}」这个状态", state, tuple(states))


def _questions(book: Book, names: Names) -> Iterator[Finding]:
    for field, spec in book.questions.questions.items():
        allowed = names.of_field(field) or ()
        at = ("questions", field)
        for value in (*spec.prior, *(v for v in allowed if v not in spec.prior)):
            if value not in allowed or value not in spec.prior:
                known = () if value in allowed else allowed  # not the missing one itself as the name that was meant
                told = f"{field} 的可能值和 prior 对不上：「{value}」"
                yield Finding("questions", (*at, "prior"), told, value, known)
        wordings: list[tuple[int | None, QuestionSpec | Variant]] = [(None, spec), *enumerate(spec.variants)]
        for number, wording in wordings:
            here = at if number is None else (*at, "variants", number)
            for value, hint in wording.groups.items():
                hinted = book.fields.fields.get(hint)
                if hinted is None or value not in hinted.narrows:
                    narrowing = tuple(n for n, f in book.fields.fields.items() if f.narrows)
                    yield Finding(
                        "questions", (*here, "groups", value), f"{hint} 不能把「{value}」缩小", hint, narrowing
                    )
            options = [value for value in wording.options if value not in wording.groups]
            yield from _values("questions", (*here, "options"), field, options, names)
            among = getattr(wording, "among", ())
            yield from _values("questions", (*here, "among"), field, among, names)
    for part in ("topics", "own_topics"):
        for intent, topic in getattr(book.advising, part).items():
            yield from _named("advising", topic, "topic", (part, intent), names)
    for field, asked in book.advising.questions.items():
        yield from _named("advising", field, "field", ("questions",), names)
        yield from _values("advising", ("questions", field, "options"), field, list(asked.options), names)
