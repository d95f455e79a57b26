"""The actions that rules and stories name. All of them are one turn of ``tuika.dialogue.moves``."""

from __future__ import annotations

from typing import Any, override

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.collect import collect
from actions.translate import events, heard, remembered, say
from tuika import now, reply, today_of


class _Turn(Action):
    """One turn: hear, think, say. ``served_as`` is the name in domain.yml; this base has none and is never called."""

    served_as = ""

    @override
    def name(self) -> str:
        return self.served_as

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """See the class."""
        said, moment = heard(tracker.latest_message), now()
        turn = reply(remembered(tracker.slots), said, moment)
        if turn.missed:
            collect(said, today_of(moment))
        say(dispatcher, turn)
        return events(tracker.slots, turn, (tracker.active_loop or {}).get("name"))


class CaseForm(_Turn):
    """The form: goes on with the case until the plan is settled."""

    served_as = "case_form"


class Answer(_Turn):
    """A question asked in the middle."""

    served_as = "action_answer"


class SmallTalk(_Turn):
    """Greetings, thanks, and what is out of scope."""

    served_as = "action_small_talk"


class Control(_Turn):
    """Stop for now."""

    served_as = "action_control"


class Restart(_Turn):
    """Start over, or another card: the case is forgotten, the session goes on."""

    served_as = "action_restart"


class NotUnderstood(_Turn):
    """First the nearest choices, then the menu and the hotlines."""

    served_as = "action_not_understood"
