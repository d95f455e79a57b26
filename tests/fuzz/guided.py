"""One target under atheris, which changes its inputs towards code not reached before.

``python -m tests.fuzz.guided NAME RUNS``. Needs the dependency group ``fuzz`` (Linux on x86-64). Exit 1 where something
raised. A process of its own for each target: atheris ends the process that it runs in.
"""

from __future__ import annotations

import atexit
import logging
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

import atheris

with atheris.instrument_imports(include=["nlu", "tuika", "channels", "actions", "jionlp", "cn2an"]):
    from . import targets

from workshop.shapes import SHAPES, of_length

from .figures import Figures

_LONGEST = 2000
#: What atheris begins with.
_SEEDS = (
    *(of_length(shape, 40) for shape in SHAPES),
    "上周三下的单,3号申请退款,付了29块9",
    '/inform{"carrier":"联通","paid_amount":29.9,"request_date":"2026-11-03"}',
    '/ask_letter{"letter":"refund"}',
    '{"update_id":1,"message":{"chat":{"id":1,"type":"private"},"text":"退卡"}}',
    "<xml><MsgType>text</MsgType><FromUserName>o1</FromUserName><ToUserName>gh</ToUserName>"
    "<CreateTime>1790000000</CreateTime><MsgId>1</MsgId><Content>退卡</Content></xml>",
)


def _text(data: bytes) -> str:
    # half surrogate pairs come through: they are what a JSON body can hold
    return data.decode("utf-8", "surrogateescape")[:_LONGEST]


def _talk(data: bytes) -> None:
    taken = atheris.FuzzedDataProvider(data)
    lines = []
    for _ in range(3):
        names = [name for name in targets.domain().intents if name]
        entity = targets.domain().entities[taken.ConsumeIntInRange(0, len(targets.domain().entities) - 1)]
        value: Any = taken.ConsumeUnicode(20) if taken.ConsumeBool() else taken.ConsumeFloat()
        intent = names[taken.ConsumeIntInRange(0, len(names) - 1)]
        lines.append(targets.Line(intent, taken.ConsumeUnicode(100), ((entity, value),), taken.ConsumeProbability()))
    targets.talk(lines)


TARGETS: dict[str, Any] = {
    "understand": lambda data: targets.understand(_text(data)),
    "talk": _talk,
    "message": lambda data: targets.message(_text(data)),
    "json": targets.json_body,
    "telegram": targets.telegram_body,
    "xml": lambda data: targets.xml_body(_text(data)),
}


def main(name: str, runs: int) -> None:
    """Run ``name`` that often and tell; does not return."""
    logging.disable(logging.CRITICAL)
    targets.warm()
    figures = Figures(f"{name}（atheris）")
    target = TARGETS[name]

    def tell() -> None:
        print(figures, flush=True)
        sys.stderr.flush()
        os._exit(1 if figures.faults else 0)

    atexit.register(tell)
    folder = Path(tempfile.mkdtemp(prefix="fuzz-"))
    for number, seed in enumerate(_SEEDS):
        (folder / str(number)).write_bytes(seed.encode("utf-8", "surrogatepass"))
    quiet = [f"-atheris_runs={runs}", f"-max_len={3 * _LONGEST}", "-verbosity=0", "-timeout=86400"]
    atheris.Setup([sys.argv[0], *quiet, str(folder)], lambda data: figures.run(target, data))
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
