"""What all knowledge models share: frozen, unknown keys refused, texts that are texts.

The models are checked with line numbers by ``check`` and are what the rest of the program reads; JSON Schemas for
editors are generated from them (``schema/``).
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from pydantic.v1 import BaseModel, ConstrainedStr, Field

if TYPE_CHECKING:
    Text = str
    Pattern = str
else:

    class Text(ConstrainedStr):
        """A text of at least one character; a number is none."""

        strict = True
        min_length = 1

    class Pattern(Text):
        """A regular expression that compiles."""

        @classmethod
        def __get_validators__(cls) -> Any:
            yield from super().__get_validators__()
            yield cls._compiles

        @classmethod
        def _compiles(cls, value: str) -> str:
            try:
                re.compile(value)
            except re.error as error:
                raise ValueError(f"正则表达式写错了：{error}") from None
            return value


#: What a template may always use: carrier, seller, case, the day, all hotlines; is the card live, is it without a
#: number, was a complaint made; the user's own words, what is asked of the carrier.
CONTEXT = (
    "c",
    "s",
    "k",
    "today",
    "hotlines",
    "live",
    "iot",
    "complained",
    "paid",
    "came",
    "lacking",
    "unused",
    "penalty",
    "over",
    "appeal_on",
    "offer",
    "me",
    "want",
)


def words(*names: str) -> Any:
    """A template over exactly these names."""
    return Field(..., names=names)


def template(*names: str | None) -> Any:
    """A template over the usual context and these names; one ``None`` alone: the text may be missing."""
    optional = names == (None,)
    return Field(None if optional else ..., names=(*CONTEXT, *(n for n in names if n)))


class Model(BaseModel):
    """The base of all: frozen, unknown keys refused."""

    class Config:
        """How pydantic treats it."""

        extra = "forbid"
        allow_mutation = False


class Sourced(Model):
    """A statement with what it rests on, how sure we are, and the day on which its text was last really read."""

    source: tuple[Text, ...]
    confidence: Literal["high", "medium", "low"]
    checked: date | None = None


class TextFact(Sourced):
    """One sentence that the bot states."""

    text: Text


#: What templates may read of the carrier (``c``) and the seller (``s``); of the case (``k``) they may read every field.
VIEWS: dict[str, tuple[str, ...]] = {
    "c": (
        "name",
        "app",
        "hotline_name",
        "rights_hotline",
        "app_cancel",
        "app_close",
        "app_complain",
        "see_order",
        "web_hall_address",
        "web_hall_path",
        "sms",
        "lapse",
        "step_up",
        "penalty_note",
    ),
    "s": ("name", "page", "platform"),
}
