"""What the targets are fed: text made of what people write and what nobody should, JSON, XML, payloads, whole talks."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import strategies as st

from tuika.dialogue.bare import BARE
from tuika.dialogue.hearing import CONTROLS, UNSURE
from tuika.facts.fields import AMOUNTS, DATES, FIELDS, MONTHS, VOCABULARY
from tuika.knowledge import book
from workshop.shapes import SHAPES, of_length

from .targets import Line

#: The longest messages of the web chat and of REST, characters.
_LONGEST, _LONGEST_REST = 2000, 20_000
INTENTS = (*sorted(book().intents.intents), "nlu_fallback", "no_such_intent", "", None)
_NAMES = (*FIELDS, *BARE, *CONTROLS, UNSURE, "shoe_size")
_WORDS = (
    *(word for values in VOCABULARY.values() for word in values),
    *(
        "我要退卡",
        "还没激活",
        "不是我办的",
        "说好的",
        "申请退款",
        "签收",
        "收到了",
        "怎么办",
        "？",
        "，",
        "。",
        "29.9",
        "三十块",
        "首充100",
    ),
    *(
        "昨天",
        "11月3号",
        "九千九百九十九年",
        "9999年12月31日",
        "9999-12-31",
        "0001-01-01",
        "3000年前",
        "三百万天了",
        "一二周前",
    ),
    *(
        "二月三十号",
        "13月45号",
        "25点61分",
        "上上上周",
        "0号",
        "百分之一万",
        "1e999",
        "NaN",
        "十十十元",
        "万亿元",
        "负五块",
    ),
)
#: Any character at all, half surrogate pairs among them.
_ANY = st.characters()

texts = st.one_of(
    st.lists(st.one_of(st.sampled_from(_WORDS), st.sampled_from(SHAPES), st.text(_ANY, max_size=4)), max_size=60).map(
        "".join
    ),
    st.builds(of_length, st.sampled_from(SHAPES), st.integers(0, _LONGEST)),
    st.text(_ANY, max_size=300),
    st.text(
        "现在102年月日3589647时午天上个分今下:-点晚前一小后周内以底三半两份去第初.二到七秒每次/夜零元万的", max_size=300
    ),
).map(lambda text: text[:_LONGEST])

_numbers = st.one_of(
    st.integers(),
    st.floats(),
    st.sampled_from([10**400, -(10**400), 1e308, 5e-324, 0, -1, 99_999, 100_000, 120, True, False]),
)
_dates = st.one_of(
    st.dates().map(lambda day: day.isoformat()),
    st.sampled_from(
        ["9999-12-31", "9999-01-01", "0001-01-01", "1900-02-28", "2026-11-24T09:00:00+08:00", "2026-02-30", ""]
    ),
)
_scalars = st.one_of(
    st.none(), _numbers, _dates, st.text(_ANY, max_size=30), st.sampled_from(_WORDS), st.sampled_from(INTENTS)
)
values = st.recursive(
    _scalars,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(st.text(_ANY, max_size=5), inner, max_size=4)),
    max_leaves=8,
)
_fitting = st.one_of(
    *(st.tuples(st.just(name), st.sampled_from(words)) for name, words in VOCABULARY.items()),
    st.tuples(st.sampled_from((*DATES, "date")), _dates),
    st.tuples(st.sampled_from((*AMOUNTS, *MONTHS, "amount", "months")), _numbers),
    st.tuples(st.just("letter"), st.sampled_from(sorted(book().letters.letters))),
)
_facts = st.one_of(_fitting, _fitting, st.tuples(st.sampled_from(_NAMES), values))


def _written(value: Any) -> str:
    return json.dumps(value)


def _deep(mark: str) -> st.SearchStrategy[str]:
    return st.integers(1, 3000).map(lambda n: mark * n)


_objects = st.one_of(
    st.dictionaries(st.one_of(st.sampled_from(_NAMES), st.text(_ANY, max_size=5)), values, max_size=5).map(_written),
    st.one_of(_deep("["), _deep('{"a":')).map(lambda deep: f'{{"carrier":{deep}'),
    st.integers(1, 9_900).map(lambda n: f'{{"carrier":{"[" * n}{"]" * n}}}'),
    st.integers(1, 6000).map(lambda n: f'{{"paid_amount":{"9" * n}}}'),
    st.integers(1, 400).map(lambda n: _written({"carrier": [{}] * n})),
    st.sampled_from(
        ["{", "{}", '{"a"', "{\u0000}", '{"carrier":"\\ud800"}', '{"paid_amount":1e999}', '{"paid_amount":NaN}', "{{"]
    ),
    st.text(_ANY, max_size=30),
)
#: Intents typed by hand, with confidence and JSON, well-formed and not.
payloads = st.builds(
    lambda intent, sure, facts, end: f"/{intent or ''}{sure}{facts}{end}"[:_LONGEST_REST],
    st.sampled_from(
        (*INTENTS, "restart", "inform", "inform", "ask_letter", "objection", "session_start", "back", "EXTERNAL: x")
    ),
    st.sampled_from(["", "", "", "@1.0", "@9999", "@..", "@-1", " "]),
    st.one_of(st.just(""), _objects),
    st.sampled_from(["", "", "", " ", "x", "}", "\n"]),
)
messages = st.one_of(texts, payloads)

_update = st.fixed_dictionaries(
    {"update_id": st.one_of(st.integers(), values)},
    optional={
        kind: st.one_of(
            values,
            st.fixed_dictionaries(
                {
                    "chat": st.one_of(
                        values,
                        st.fixed_dictionaries({"id": values, "type": st.sampled_from(["private", "group", "x"])}),
                    )
                },
                optional={
                    "text": st.one_of(texts, values),
                    "voice": values,
                    "reply_to_message": values,
                    "data": values,
                    "id": values,
                    "message": values,
                },
            ),
        )
        for kind in ("message", "edited_message", "callback_query")
    },
)
#: Bodies of requests: JSON that is none, that is too deep, and that is not UTF-8.
json_bodies = st.one_of(
    st.binary(max_size=200),
    values.map(lambda value: json.dumps(value).encode()),
    _objects.map(lambda text: text.encode("utf-8", "surrogatepass")),
    _deep("[").map(str.encode),
    _update.map(lambda update: json.dumps(update).encode()),
)

_parts = st.fixed_dictionaries(
    {
        "ToUserName": st.just("gh"),
        "FromUserName": st.text(_ANY, max_size=30),
        "CreateTime": st.one_of(st.just("1790000000"), st.text(max_size=20)),
    },
    optional={
        name: texts
        for name in ("Content", "MsgId", "Event", "EventKey", "Recognition", "PicUrl", "Location_X", "Scale")
    },
)


def _xml(kind: str, parts: dict[str, str], cdata: bool) -> str:
    inside = (f"<{n}><![CDATA[{v}]]></{n}>" if cdata else f"<{n}>{v}</{n}>" for n, v in parts.items())
    return f"<xml><MsgType>{kind}</MsgType>{''.join(inside)}</xml>"


_KINDS = ("text", "voice", "image", "event", "location", "link", "video", "shortvideo", "unknown", "")
#: Messages of WeChat's, and XML that is none: entities, depth, broken marks.
xml_bodies = st.one_of(
    st.builds(_xml, st.sampled_from(_KINDS), _parts, st.booleans()),
    st.integers(1, 3000).map(lambda n: "<xml>" * n + "</xml>" * n),
    st.sampled_from(
        [
            '<!DOCTYPE x [<!ENTITY a "b">]><xml>&a;</xml>',
            "<xml/>",
            "",
            "<a>",
            "<xml><MsgType/></xml>",
            "<xml>\u0000</xml>",
            '<xml a="1"/>',
        ]
    ),
    st.text(_ANY, max_size=200),
)

_lines = st.builds(
    Line,
    intent=st.sampled_from(INTENTS),
    text=st.one_of(texts.map(lambda text: text[:200]), st.sampled_from(_WORDS)),
    entities=st.lists(_facts, max_size=4).map(tuple),
    confidence=st.floats(0, 1),
    key=st.one_of(st.none(), st.sampled_from(sorted(book().objections.objections)), st.text(max_size=5)),
    wishes=st.lists(st.sampled_from([name for name in INTENTS if name]), max_size=3).map(tuple),
    action=st.integers(0, 3),
)
talks = st.lists(_lines, min_size=1, max_size=4)
#: A thread of the memory as a store may hold it, in any state that its names allow and some that they do not.
_loose = st.one_of(_dates, st.integers(), st.sampled_from(_WORDS), st.sampled_from(INTENTS), values)
_held = (
    *("questions", "shown", "countering", "topic", "wish", "have"),
    *("objection", "step", "misses", "origins", "unsure"),
)
_threads = st.dictionaries(st.sampled_from((*FIELDS, *_held)), _loose, max_size=6)
_talk = st.fixed_dictionaries(
    {"v": st.sampled_from([2, 2, 2, 3, "2", None])},
    optional={
        "threads": st.one_of(st.lists(_threads, max_size=3), values),
        "current": st.integers(-2, 3),
        "misses": _loose,
        "turn": _loose,
    },
)
#: What a store may hold: any field, the memory as today's or an older version wrote it, or broken.
stored = st.one_of(
    st.dictionaries(st.sampled_from((*FIELDS, "requested_slot")), _loose, max_size=6),
    st.fixed_dictionaries({"talk": st.one_of(_talk, _threads)}, optional={"requested_slot": st.sampled_from(_NAMES)}),
).map(lambda slots: json.loads(json.dumps(slots), parse_constant=str))
