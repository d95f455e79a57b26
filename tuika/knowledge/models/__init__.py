"""The knowledge files as types: one model a file. ``Book`` holds them all."""

from __future__ import annotations

from .advising import AdvisingFile, ExchangesFile, MatterFile, TopicsFile, TopicSpec
from .answers import (
    EscalationFile,
    EvidenceFile,
    LettersFile,
    ObjectionsFile,
    PenaltiesFile,
    PitfallsFile,
    QuestionsFile,
)
from .base import Model
from .facts import FieldsFile, OrderFile
from .reminders import RemindersFile
from .talk import IntentsFile, RepliesFile, TalkFile
from .trade import CarriersFile, ChannelsFile, ContactsFile, LawFile, PlansFile, RefundsFile

__all__ = ["FILES", "FOLDERS", "Book"]

#: File name -> its model, in the order in which they may lean on each other.
FILES: dict[str, type[Model]] = {
    "fields": FieldsFile,
    "order": OrderFile,
    "law": LawFile,
    "carriers": CarriersFile,
    "channels": ChannelsFile,
    "contacts": ContactsFile,
    "refunds": RefundsFile,
    "plans": PlansFile,
    "questions": QuestionsFile,
    "objections": ObjectionsFile,
    "letters": LettersFile,
    "escalation": EscalationFile,
    "evidence": EvidenceFile,
    "penalties": PenaltiesFile,
    "pitfalls": PitfallsFile,
    "intents": IntentsFile,
    "replies": RepliesFile,
    "talk": TalkFile,
    "advising": AdvisingFile,
    "reminders": RemindersFile,
}
#: Folder -> the model of each file in it.
FOLDERS: dict[str, type[Model]] = {
    "matters": MatterFile,
    "asks": TopicsFile,
    "exchanges": ExchangesFile,
    "openings": ExchangesFile,
}


class Book(Model):
    """All knowledge, checked and typed."""

    fields: FieldsFile
    order: OrderFile
    law: LawFile
    carriers: CarriersFile
    channels: ChannelsFile
    contacts: ContactsFile
    refunds: RefundsFile
    plans: PlansFile
    questions: QuestionsFile
    objections: ObjectionsFile
    letters: LettersFile
    escalation: EscalationFile
    evidence: EvidenceFile
    penalties: PenaltiesFile
    pitfalls: PitfallsFile
    intents: IntentsFile
    replies: RepliesFile
    talk: TalkFile
    advising: AdvisingFile
    reminders: RemindersFile
    matters: dict[str, MatterFile]
    asks: dict[str, TopicSpec]
    exchanges: dict[str, ExchangesFile]
    openings: dict[str, ExchangesFile]
