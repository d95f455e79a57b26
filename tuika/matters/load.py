"""The matters, topics and exchanges of the knowledge as :mod:`tuika.matters.model` has them, built once a process."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property

from ..knowledge import book
from ..knowledge.models.advising import AdviceSpec, AnswerSpec, ExchangesFile, ExchangeSpec, MatterFile
from .model import Advice, Condition, DirectAnswer, Exchange, Matter, Reminder, Topic


@dataclass(frozen=True)
class Catalogue:
    """All matters, topics, exchanges and openings (``matter/name``) by name."""

    matters: Mapping[str, Matter]
    topics: Mapping[str, Topic]
    reminders: tuple[Reminder, ...] = ()
    exchanges: Mapping[str, Exchange] = field(default_factory=dict)
    openings: Mapping[str, Exchange] = field(default_factory=dict)

    @cached_property
    def stand_ins(self) -> tuple[Matter, ...]:
        """The matters that are heard instead of another where the number is a certain holder's."""
        return tuple(m for m in self.matters.values() if m.instead_of)

    @cached_property
    def remembered(self) -> frozenset[str]:
        """The things that some condition waits for, though they were named in a message before."""
        plans = [plan.when for matter in self.matters.values() for plan in matter.plans]
        own = [answer.when for matter in self.matters.values() for answer in matter.own_answers]
        general = [answer.when for topic in self.topics.values() for answer in topic.answers]
        said_on = [answer.when for _, answer in self.exchanged.values()]
        besides = [reminder.when for reminder in self.reminders]
        return frozenset(name for when in (*plans, *own, *general, *said_on, *besides) for name in when.mentioned)

    @cached_property
    def guarded(self) -> tuple[Matter, ...]:
        """The matters that are heard by nothing but what is named or told."""
        return tuple(m for m in self.matters.values() if m.only_named or m.only_told)

    @cached_property
    def signed(self) -> tuple[Matter, ...]:
        """The matters that facts told outright make, or a thing that is named."""
        return tuple(m for m in self.matters.values() if m.signs or m.named_by)

    @cached_property
    def exchanged(self) -> Mapping[str, tuple[Exchange, DirectAnswer]]:
        """The answers of all exchanges and openings by key, each with the exchange that it is one of."""
        every = (*self.exchanges.values(), *self.openings.values())
        return {answer.key: (exchange, answer) for exchange in every for answer in exchange.answers}


def _among(when: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The matters that may lead: those named, those of a group (``advising.yaml``) and those of a family."""
    if not {"matter", "group", "family"} & set(when):
        return ()
    of_groups = {name for group in when.get("group", ()) for name in book().advising.groups[group]}
    wanted = {*when.get("matter", ()), *of_groups}
    families = when.get("family", ())
    return tuple(name for name, file in book().matters.items() if name in wanted or file.family in families)


def _condition(when: Mapping[str, tuple[str, ...]]) -> Condition:
    aside = ("done", "not_done", "with", "matter", "group", "family", "known", "unknown", "named", "mentioned")
    return Condition(
        values={name: allowed for name, allowed in when.items() if name not in aside},
        done=when.get("done", ()),
        not_done=when.get("not_done", ()),
        with_any=when.get("with", ()),
        open_matter=_among(when),
        known=when.get("known", ()),
        unknown=when.get("unknown", ()),
        named=when.get("named", ()),
        mentioned=when.get("mentioned", ()),
    )


def _advice(spec: AdviceSpec) -> Advice:
    return Advice(
        id=spec.id,
        when=_condition(spec.when),
        say=spec.say.strip(),
        steps=spec.steps,
        copy=spec.copy_,
        to=spec.to,
        keep=spec.keep,
        up=spec.up,
        warn=spec.warn,
        law=spec.law,
        source=spec.source,
        confidence=spec.confidence,
    )


def _answers(specs: tuple[AnswerSpec, ...]) -> tuple[DirectAnswer, ...]:
    return tuple(DirectAnswer(_condition(s.when), s.say.strip(), s.source, s.confidence) for s in specs)


def _matter(name: str, file: MatterFile) -> Matter:
    return Matter(
        name=name,
        title=file.title,
        family=file.family,
        weight=file.weight,
        intents=file.intents,
        implies=file.implies,
        from_table=file.plan == "table",
        ask=file.ask,
        plans=tuple(_advice(plan) for plan in file.plans),
        asks={topic: _answers(found) for topic, found in file.asks.items()},
        neighbours=file.neighbours,
        yields_to=file.yields_to,
        keeps=file.keeps,
        sounds_like=file.sounds_like,
        ruled_out_by=file.ruled_out_by,
        denied_by=file.denied_by,
        signs=file.signs,
        named_by=frozenset(file.named_by),
        only_named=frozenset(file.only_named),
        only_told=frozenset(file.only_told),
        instead_of=file.instead_of,
        examples=file.examples,
        twins=file.twins,
    )


@cache
def catalogue() -> Catalogue:
    """All of them, built once a process from the knowledge."""
    matters = {name: _matter(name, file) for name, file in book().matters.items()}
    topics = {name: Topic(name, spec.title, _answers(spec.answers)) for name, spec in book().asks.items()}
    reminders = tuple(Reminder(_condition(r.when), r.say, frozenset(r.told)) for r in book().reminders.reminders)
    return Catalogue(matters, topics, reminders, _exchanges(book().exchanges), _exchanges(book().openings))


def _exchanges(files: Mapping[str, ExchangesFile]) -> Mapping[str, Exchange]:
    """All exchanges of these files (matter -> file) by name."""
    return {
        f"{name}/{key}": Exchange(_told_amid(name, spec), _answers(spec.answers), spec.step, spec.copy_, spec.keep)
        for name, spoken in files.items()
        for key, spec in spoken.exchanges().items()
    }


def _told_amid(name: str, spec: ExchangeSpec) -> frozenset[str]:
    """The matters in whose middle it is said: the file's own, those that are named, those of the groups."""
    groups = book().advising.groups
    return frozenset((name, *spec.matter, *(other for group in spec.group for other in groups[group])))
