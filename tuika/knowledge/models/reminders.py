"""The models of ``reminders.yaml``: what else to keep in mind, and what is left to do when a case has ended."""

from __future__ import annotations

from pydantic.v1 import Field

from .advising import AnswerSpec
from .base import CONTEXT, Model, Text


class ReminderSpec(AnswerSpec):
    """Something to keep in mind besides an advice; not told where one of the words ``told`` stands in it already."""

    told: tuple[Text, ...]


class EndingSpec(Model):
    """What is left to do, to be said, and to be kept, when a case has ended well."""

    steps: tuple[Text, ...] = Field(..., names=CONTEXT)
    copy_: Text = Field(..., alias="copy", names=CONTEXT)
    keep: tuple[Text, ...] = Field(..., names=CONTEXT)
    source: tuple[Text, ...] = ()


class RemindersFile(Model):
    """``reminders.yaml``: in the order in which they count; at most ``most`` are told at once, under ``title``.

    ``endings``: the event with which a case ended -> what stands behind the taps from then on.
    """

    most: int = Field(ge=1)
    title: Text
    endings: dict[Text, EndingSpec]
    reminders: tuple[ReminderSpec, ...]
