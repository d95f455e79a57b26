"""``data/responses/objections.yml``: the responses that Rasa's own ResponseSelector would need, from the knowledge.

Rasa wants a response for every key of a retrieval intent; our actions word the counters themselves, so these are only
the first counter-argument of each. A test holds the file against the knowledge.
"""

from __future__ import annotations

from tuika.answers.objections import counters, keys
from tuika.facts.case import Case

from ..launching.model import ROOT

PATH = ROOT / "data" / "responses" / "objections.yml"


def text() -> str:
    """The file as it should be."""
    lines = [
        "# 由 `make responses` 照 tuika/knowledge/objections.yaml 写出，不要手改。",
        'version: "3.1"',
        "",
        "responses:",
    ]
    for key in keys():
        lines += [f"  utter_objection/{key}:", f"    - text: {counters(key, Case())[0]}"]
    return "\n".join(lines) + "\n"
