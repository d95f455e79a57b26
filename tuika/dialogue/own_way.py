"""Questions that the older answers serve, where the leading matter has its own words for them (事由自己的答法)."""

from __future__ import annotations

from .advising import lead_matter, opened_layer
from .answering import asks_number
from .memory import Turn
from .turning import Scene

#: Intent -> the part of an advice that answers it.
_LAYERS = {"ask_channel": "steps", "ask_script": "copy"}


def layer_for(scene: Scene) -> Turn | None:
    """The part of the leading matter's advice that answers the question; ``None`` where the order's plan does."""
    matter, layer = lead_matter(scene.memory), _LAYERS.get(scene.heard.intent or "")
    if matter is None or matter.from_table or layer is None or asks_number(scene.heard.text):
        return None
    return opened_layer(scene, layer)
