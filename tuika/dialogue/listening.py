"""The beginning of a story (刚开头的话): who types on line by line is listened to, and no plan is guessed for them."""

from __future__ import annotations

from ..answers.plan_view import labels_of
from ..facts.fields import canonical
from ..knowledge import book
from ..speech.message import Message
from ..speech.wording import context
from .direct import answers_what_is_named
from .memory import Turn
from .reading import Reading
from .requests import menu
from .turning import Scene, take_in, words

#: How many characters a beginning has at most: what is longer tells something.
_LONGEST = 16
#: How many Chinese characters it has at least.
_FEWEST = 2
#: How often somebody is listened to before the likeliest help is given.
_LISTENS = 2
#: What is told of a card before anything of it is.
_SAYS_LITTLE = frozenset({"platform", "sales_channel", "carrier", "order_date"})
#: Intents that stand for no wish of their own.
_NO_WISH = frozenset({"inform", "affirm", "greet", "chitchat", "nlu_fallback"})


def only_begins(scene: Scene) -> bool:
    """Whether a talk begins with a few words that tell neither what happened nor what is wanted (「小红书刷到的」)."""
    memory, heard, noticed = scene.memory, scene.heard, scene.noticed
    thread = memory.thread
    if thread.is_helped() or thread.matters or memory.asked is not None or memory.misses >= _LISTENS:
        return False
    if heard.reading == Reading() or not _has_words(heard.text) or len(heard.text) > _LONGEST:
        # (a tap is no beginning, nor are no words)
        return False
    if thread.answered or not thread.case.known().keys() <= _SAYS_LITTLE:
        return False
    tells = (
        noticed.quotes
        or noticed.theirs
        or noticed.matters
        or noticed.near
        or noticed.events
        or noticed.wants
        or noticed.protests
    )
    asks = noticed.asks or noticed.asks_something or answers_what_is_named(memory, noticed)
    wishes = heard.intent not in _NO_WISH and heard.sure
    if tells or asks or wishes or (heard.intent in ("greet", "chitchat") and heard.sure and not scene.facts):
        return False
    if not noticed.things.isdisjoint(book().advising.fallback_named):
        return False
    return {canonical(fact.field) for fact in scene.facts.told} <= _SAYS_LITTLE and not scene.facts.unsure


def _has_words(text: str) -> bool:
    """Whether there is more in it than marks and letters (「？？？！！」, 「asdf」)."""
    return sum("一" <= character <= "鿿" for character in text) >= _FEWEST


#: The intent of whoever tells something.
_TELLS = "inform"


def tells_nothing_yet(scene: Scene) -> bool:
    """Whether a talk begins with words that say who somebody is, or where, and nothing of a card."""
    noticed, heard = scene.noticed, scene.heard
    if scene.memory.thread.is_begun() or heard.intent != _TELLS or not _has_words(heard.text):
        return False
    of_card = noticed.matters or noticed.near or noticed.near_asks or noticed.events or noticed.meta or noticed.things
    return scene.memory.misses < _LISTENS and not (scene.facts or of_card)


def listen(scene: Scene) -> Turn:
    """A word that they are heard, what hurts nobody to know, and what they may want, to tap."""
    taken = take_in(scene.memory, scene.heard, scene.facts)
    memory = taken.memory.but(misses=scene.memory.misses + 1)
    known = labels_of(memory.case.known(), scene.today)
    name = "listen" if scene.memory.misses == 0 else "listen_on"
    return Turn(memory, (Message(words(name, **context(memory.case), known=known), menu()),))


#: The question what to do now; and talk that asks for more of it.
_WAY, _MORE = "what_next", "more"


def asks_only_the_way(scene: Scene) -> bool:
    """Whether a talk begins with nothing but the question what to do, or what else could be done."""
    thread, noticed = scene.memory.thread, scene.noticed
    if thread.is_begun() or thread.is_helped() or scene.facts or scene.heard.reading == Reading():
        return False
    if noticed.matters or noticed.near or noticed.events or answers_what_is_named(scene.memory, noticed):
        return False
    return noticed.asks[:1] == (_WAY,) or (_MORE in noticed.meta and not noticed.asks)


def show_ways(scene: Scene) -> Turn:
    """What is done at each step, in short, and the request to say which it is."""
    return Turn(scene.memory.but(misses=0), (Message(words("ways")), Message(words("ways_tell"), menu())))
