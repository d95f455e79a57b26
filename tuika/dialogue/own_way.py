"""What goes its own way beside the adviser (另走的路): a part of the advice, a sum, a bad value, a word about us."""

from __future__ import annotations

from ..knowledge import book
from ..planning.penalty import explain, penalty_question
from .answering import asks_number
from .direct import answers_them
from .hearing import Heard
from .held import lead_matter
from .layers import opened_layer
from .memory import Turn
from .noticing import notice
from .placing import UNUSED
from .reports_heard import REFUSED, SAID_BY_THEM
from .turning import PENALTY, Scene

#: Intent -> the part of an advice that answers it.
_LAYERS = {"ask_channel": "steps", "ask_script": "copy", "evidence": "keep"}


def layer_for(scene: Scene) -> Turn | None:
    """The part of the leading matter's advice that answers the question; ``None`` where the order's plan does."""
    matter, layer = lead_matter(scene.memory), _LAYERS.get(scene.heard.intent or "")
    if matter is None or matter.from_table or layer is None or asks_number(scene.heard.text):
        return None
    return opened_layer(scene, layer)


#: What is told by whoever only says that there is a contract.
_IS_BOUND = {"contract": "有合约"}


def counts_a_penalty(scene: Scene) -> bool:
    """Whether the open question is one about the clause of a penalty, whose sum is being worked out."""
    asked = scene.memory.asked
    known = scene.memory.case.known()
    # (that there is a contract is known where its penalty is worked out)
    new = {name: value for name, value in scene.facts.said.items() if known.get(name) != value}
    told = bool(scene.facts) and new != _IS_BOUND
    return asked is not None and penalty_question(asked, scene.memory.case) is not None and told


def ends_talk(scene: Scene) -> bool:
    """Whether it is surely asked to stop or to begin anew; half a word of it ends nothing."""
    return scene.act == "control" and scene.heard.sure and _NO_LONGER_USED not in scene.noticed.things


#: Who does not want to use the number any more wants to be rid of it.
_NO_LONGER_USED = "不想用了"


def owes_no_penalty(scene: Scene) -> bool:
    """Whether a penalty is spoken of for a card that is not in use: that is answered, and no term of it asked for."""
    return scene.heard.intent == PENALTY and scene.memory.case.activated == UNUSED


#: What tells of a contract.
_CONTRACT = frozenset({"contract", "contract_months", "contract_months_left"})


def is_bound_by_nothing(scene: Scene) -> bool:
    """Whether a contract is told of a card that nobody uses yet: it has not begun, and its end costs nothing."""
    return scene.memory.case.activated == UNUSED and not _CONTRACT.isdisjoint(scene.facts.said)


def tells_only_bad(scene: Scene) -> bool:
    """Whether the message tells a value that cannot be, and nothing else that could be answered."""
    noticed = scene.noticed
    return bool(scene.facts.bad) and not scene.facts and not (noticed.matters or noticed.asks or noticed.events)


def is_left_over(question: Heard, lead: Heard, turn: Turn) -> bool:
    """Whether a second wish was not served by ``turn``: the adviser hears direct questions by itself, a letter, a
    script, the evidence or a sum it leaves; beside a danger nothing else is said.
    """
    if turn.moves[:1] == ("danger",):
        return False
    noticed = notice(lead)
    # what a refusal calls for stands in the advice of whatever matter was told
    told = question.intent == "objection" and any(m.confidence >= book().advising.bounds.told for m in noticed.matters)
    served = turn.moves[:1] == ("advise",) and (bool(noticed.asks) or told)
    matter = lead_matter(turn.memory)
    # the checklist of an order's papers, and what counters an objection to it, are none for a matter with its own plan
    own_plan = matter is not None and not matter.from_table
    served = served or (question.intent in ("evidence", "objection") and own_plan)
    # (a sum that stands in the turn is not worked out again)
    total = explain(turn.memory.case)[:1]
    served = served or (question.intent == PENALTY and any(total[0] in m.text for m in turn.messages if total))
    return turn.moves[:1] != ("advise",) or (not served and question.intent in (*book().advising.own_way, PENALTY))


#: What sounds like other business of the number; and like none of ours.
_ASIDE, _NONE_OF_OURS = "other_telecom", "out_of_scope"


def is_aside(scene: Scene) -> bool:
    """Whether what sounds like other business is about the matter that leads: in the middle of a danger the bank, the
    account and the police are no other business, either.
    """
    intent, lead = scene.heard.intent, lead_matter(scene.memory)
    in_danger = lead is not None and lead.danger
    return not scene.heard.outright and (intent == _ASIDE or (in_danger and intent == _NONE_OF_OURS))


#: What is asked of us, or of our help, and no matter of the card.
_PRIVACY, _HARM = "ask_privacy", "ask_harm"
#: What is asked of the other side, though it sounds like a question about us.
_OF_THEM = frozenset({"delete_data"})


def is_about_us(scene: Scene) -> bool:
    """Whether it is surely asked what we keep, or what we shall not help with, and no matter was told as surely."""
    told = any(m.confidence >= book().advising.bounds.told for m in scene.noticed.matters)
    of_us = scene.heard.intent == _HARM or (
        scene.heard.intent == _PRIVACY and _OF_THEM.isdisjoint(scene.noticed.asks[:1])
    )
    begun = scene.memory.thread.is_begun()
    is_plain = scene.heard.outright if begun else scene.heard.sure
    return of_us and is_plain and not told and not (begun and scene.noticed.asks)


def answered_by_plan(scene: Scene) -> bool:
    """Whether the question is one of when the money comes, the order's plan was told with its days, and nothing that
    the other side said since stands against them.
    """
    thread, shown = scene.memory.thread, scene.memory.shown
    if scene.heard.intent != "ask_refund_time" or shown is None or not is_of_order(scene):
        return False
    return any(debt.latest for debt in shown.debts) and SAID_BY_THEM.isdisjoint(thread.reported())


#: Of a card that is closed, nothing that is held against cancelling or closing is to be countered any more.
_GONE = ("销户中", "已销户")


def is_of_order(scene: Scene) -> bool:
    """Whether the order's plan is what is talked about."""
    matter = lead_matter(scene.memory)
    return matter is None or matter.from_table


def leaves_nothing_to_counter(scene: Scene) -> bool:
    """Whether what the other side says is no objection to counter: the card is closed, or a refusal was reported for
    which the matter being talked about has a step of its own.
    """
    matter = lead_matter(scene.memory)
    # against an order's plan what is said is countered sentence by sentence
    plans = matter.plans if matter is not None and not matter.from_table else ()
    has_step = REFUSED in scene.noticed.events and any(REFUSED in plan.when.done for plan in plans)
    has_step = has_step or answers_them(scene.memory, scene.noticed)
    return has_step or scene.memory.case.card_stage in _GONE
