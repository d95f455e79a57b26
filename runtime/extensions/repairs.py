"""Repairs of Rasa 3.6; every entry point puts them in place by name (``runtime.extensions.install``).

One that no longer fits Rasa's code steps aside and is named in the log. Where it protects what people confided
(``Repair.protects``) nothing starts: ``Unfit``. The first four are in ``RemoteAction``, the class that calls the action
server:

1. Answers are held against a JSON schema; ``jsonschema.validate`` first checks the schema itself against the
   meta-schema, some 20 ms for every action. Here the schema is compiled once. Malformed answers are refused as before.
2. The action server was sent every event since the beginning of the conversation, so a turn cost more the longer one
   talked. Our actions read slots, the latest message and the active loop; the events stay at home.
3. A new HTTP connection was opened for every action. Here one session a process and event loop is kept.
4. When the action server was down the user heard nothing at all. Here ``utter_service_down`` tells them, and the bot
   listens; what they said is kept in the conversation.
5. (In ``Event``.) Reading a conversation back looked for each event's class among all classes there are; the answer
   is remembered here.
6. (In ``FailSafeTrackerStore``.) A store that failed was replaced by memory: the conversation was forgotten and the
   user not told. Here the turn fails, and the channel says so.
7. (In ``SQLTrackerStore``.) Nothing is replaced, but our store stands on this code: it masks what is written.
8. (In ``rasa shell``.) Ctrl-C at a question with choices left a traceback and a hanging process; here it ends the talk.
9. (In ``TarSafe``.) A model's archive was squeezed as hard as gzip can: a tenth of the training went into the last
   hundredth of the file. Here it is written with the least. And it was read to its end for what could be
   unsafe before it was unpacked, a second or two of every start. Here each part is looked at as it is unpacked, by
   Python's own rules for data, which refuse what was refused.
10. (In ``TrainingData``.) Before and after every component the fingerprint of each example was hashed anew by itself.
11. (In ``E2EImporter``.) The examples were put together once for no language, to see whether there are any,
    and once more for the bot's. Our files are of one language.
"""

from __future__ import annotations

import asyncio
import copy
import inspect
import logging
import tarfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Callable, Dict, List, Optional, Type

import aiohttp
import fastjsonschema
import rasa
from rasa.cli import utils as cli_utils
from rasa.core.actions.action import ActionExecutionRejection, RemoteAction
from rasa.core.tracker_store import FailSafeTrackerStore, SQLTrackerStore
from rasa.shared.core.events import BotUttered, Event, FollowupAction
from rasa.shared.core.trackers import EventVerbosity
from rasa.shared.exceptions import RasaException
from rasa.shared.importers.importer import E2EImporter
from rasa.shared.nlu.training_data.training_data import TrainingData
from rasa.shared.utils.io import deep_container_fingerprint
from tarsafe import TarSafe

from tuika.speech.payload import Payload

logger = logging.getLogger(__name__)

SERVICE_DOWN = "utter_service_down"
#: How hard an archive is squeezed (1 to 9); what it holds is mostly numbers: beyond this twice the time saves 3 in 100.
_SQUEEZED = 1
_originals: Dict[str, Any] = {}


@dataclass(frozen=True)
class Repair:
    """A piece of somebody else's code that we replace, or stand on.

    Attributes:
        owner, name: where it is.
        phrase: stands in the source for which the repair was written.
        by: what replaces it; ``None`` where nothing is replaced.
        protects: what people confided is unprotected without it.
    """

    owner: Any
    name: str
    phrase: str
    by: Any
    protects: bool = False

    @property
    def title(self) -> str:
        """The repaired code's name for a person."""
        return f"{self.owner.__name__}.{self.name}"

    def fits(self) -> bool:
        """Whether the code is what the repair was written for."""
        original = _originals.get(self.title) or getattr(self.owner, self.name, None)
        return original is not None and self.phrase in inspect.getsource(original)

    def install(self) -> None:
        """Put it in place; again does nothing."""
        if self.by is not None and self.title not in _originals:
            _originals[self.title] = getattr(self.owner, self.name)
            setattr(self.owner, self.name, self.by)


def original(owner: Any, name: str) -> Any:
    """What a repair replaced."""
    return _originals[f"{owner.__name__}.{name}"]


class Unfit(RuntimeError):
    """A repair that protects people's data does not fit; the message says which, for the operator."""

    def __init__(self, unfit: Sequence[Repair]) -> None:
        names = "、".join(repair.title for repair in unfit)
        super().__init__(
            f"不启动：装着的 Rasa（{rasa.__version__}）里，保护用户数据的修补对不上了：{names}。"
            f"装回锁定的版本（make setup），或者照 runtime/extensions/repairs.py 改好再启动"
        )


def install(repairs: Sequence[Repair]) -> None:
    """Put those in place that fit, and name the others in the log.

    Raises:
        Unfit: one that does not fit protects what people confided; none was put in place.
    """
    unfit = [repair for repair in repairs if not repair.fits()]
    naked = [repair for repair in unfit if repair.protects]
    if naked:
        raise Unfit(naked)
    if unfit:
        names = ", ".join(repair.title for repair in unfit)
        logger.warning("Rasa %s is not the one these repairs were written for: %s", rasa.__version__, names)
    for repair in repairs:
        if repair not in unfit:
            repair.install()


async def _retrieve(self: FailSafeTrackerStore, sender_id: str) -> Any:
    """The conversation, or the store's own error."""
    return await self._tracker_store.retrieve(sender_id)


async def _get_or_create(
    self: FailSafeTrackerStore, sender_id: str, max_event_history: int | None = None, append_action_listen: bool = True
) -> Any:
    """The store's own way of getting a conversation for a turn (ours folds long ones)."""
    return await self._tracker_store.get_or_create_tracker(sender_id, max_event_history, append_action_listen)


async def _save(self: FailSafeTrackerStore, tracker: Any) -> None:
    """Write the conversation, or let the store's own error be seen."""
    await self._tracker_store.save(tracker)


async def _choice(question: Any) -> str:
    """The payload of the choice made in the terminal; the word that ends the talk where none was made (Ctrl-C)."""
    answer = await question.ask_async()
    if answer is None:
        return str(Payload("stop"))
    if answer == cli_utils.FREE_TEXT_INPUT_PROMPT:
        return str(answer)
    return str(answer[answer.rfind("(") + 1 : answer.rfind(")")])


@lru_cache(maxsize=256)
def _resolve_by_type(type_name: str, default: Optional[Type[Event]] = None) -> Optional[Type[Event]]:
    """The event class of this type name, looked for once. Rasa's events are all defined when it has been imported."""
    return _originals["Event.resolve_by_type"](type_name, default)


@lru_cache(maxsize=1)
def _validator() -> Callable[[Any], Any]:
    """The answer's schema, compiled; each event is held against the one branch that its name selects.

    Rasa's schema lists the kinds of event as alternatives (``oneOf``), told apart by a constant name. Trying all 23 for
    every event is what costs; where the alternatives are not of that form, the whole schema is compiled as it is.
    """
    schema = copy.deepcopy(RemoteAction.action_response_format_spec())
    items = schema["properties"]["events"]["items"]
    branches = items.get("oneOf", [])
    names = [branch.get("properties", {}).get("event", {}).get("const") for branch in branches]
    if not branches or None in names or len(set(names)) != len(names):
        return fastjsonschema.compile(schema, use_default=False)
    common = {key: value for key, value in items.items() if key != "oneOf"}
    by_name = {
        name: fastjsonschema.compile({"allOf": [common, branch]}, use_default=False)
        for name, branch in zip(names, branches, strict=True)
    }
    schema["properties"]["events"]["items"] = common
    outer = fastjsonschema.compile(schema, use_default=False)

    def validate(result: Any) -> None:
        outer(result)
        for event in result.get("events", ()):
            if event["event"] not in by_name:
                raise fastjsonschema.JsonSchemaValueException(f"no event is called {event['event']}")
            by_name[event["event"]](event)

    return validate


def _validate(self: RemoteAction, result: Dict[str, Any]) -> bool:
    """Refuse a malformed answer, with the message that Rasa gives."""
    try:
        _validator()(result)
    except fastjsonschema.JsonSchemaValueException:
        # the slow way decides and words the refusal
        return bool(_originals["RemoteAction._validate_action_result"](self, result))
    return True


def _call_format(self: RemoteAction, tracker: Any, domain: Any) -> Dict[str, Any]:
    """The request without past events; the domain only where the action asks for it."""
    body = {
        "next_action": self._name,
        "sender_id": tracker.sender_id,
        "tracker": {**tracker.current_state(EventVerbosity.NONE), "events": []},
        "version": rasa.__version__,
    }
    if not self._is_selective_domain_enabled() or domain.does_custom_action_explicitly_need_domain(self.name()):
        body["domain"] = domain.as_dict()
    return body


class _Sessions:
    """One HTTP session for each event loop, kept as long as the loop runs."""

    def __init__(self) -> None:
        self._session: aiohttp.ClientSession | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    def get(self) -> aiohttp.ClientSession:
        """The running loop's session."""
        loop = asyncio.get_running_loop()
        if self._session is None or self._session.closed or self._loop is not loop:
            self._session, self._loop = aiohttp.ClientSession(), loop
        return self._session


_sessions = _Sessions()


class _Borrowed:
    """``async with`` over a session that stays open."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self._session = session

    async def __aenter__(self) -> aiohttp.ClientSession:
        return self._session

    async def __aexit__(self, *_: object) -> None:
        return None


def _borrow() -> _Borrowed:
    return _Borrowed(_sessions.get())


async def _run(self: RemoteAction, output_channel: Any, nlg: Any, tracker: Any, domain: Any) -> List[Event]:
    """Run the action; tell the user where the action server cannot be reached or fails."""
    if self.action_endpoint is not None and not self.action_endpoint.basic_auth:
        self.action_endpoint.session = _borrow
    for last in (False, True):
        try:
            return list(await _originals["RemoteAction.run"](self, output_channel, nlg, tracker, domain))
        except ActionExecutionRejection:
            raise
        except (TimeoutError, RasaException, aiohttp.ClientError) as error:
            if not last and _dropped(error):
                continue
            logger.error("Action '%s' was not carried out: %s", self.name(), error)
            return await _service_down(output_channel, nlg, tracker)
    raise AssertionError("the loop above always returns")


def _dropped(error: BaseException) -> bool:
    """Whether a kept connection had gone stale (the action server was restarted); our actions may be asked again."""
    cause = error if isinstance(error, aiohttp.ClientError) else error.__context__
    return isinstance(cause, (aiohttp.ServerDisconnectedError, aiohttp.ClientOSError)) and not isinstance(
        cause, aiohttp.ClientConnectorError
    )


async def _service_down(output_channel: Any, nlg: Any, tracker: Any) -> List[Event]:
    response = await nlg.generate(SERVICE_DOWN, tracker, output_channel.name())
    if response is None:
        return []
    told = BotUttered(text=response.get("text"), metadata={"utter_action": SERVICE_DOWN})
    return [told, FollowupAction("action_listen")]


def _open(cls: Type[TarSafe], name: Any = None, mode: str = "r", *others: Any, **settings: Any) -> Any:
    """Open an archive, for writing with the usual effort."""
    if mode == "w:gz":
        settings.setdefault("compresslevel", _SQUEEZED)
    return tarfile.TarFile.open.__func__(cls, name, mode, *others, **settings)  # type: ignore[attr-defined]


def _extractall(self: TarSafe, path: Any = ".", members: Any = None, numeric_owner: bool = False) -> None:
    """Unpack an archive; nothing outside of ``path``, no device, no link that leads out of it."""
    tarfile.TarFile.extractall(self, path, members, numeric_owner=numeric_owner, filter="data")


def _fingerprint(self: TrainingData) -> str:
    """A hash of all that Rasa counts in; the examples, told by their own, in one go."""
    told = "".join(sorted(example.fingerprint() for example in self.training_examples))
    tables = [self._load_lookup_table(table) for table in self.lookup_tables]
    rest = [self.entity_synonyms, self.regex_features, tables, self.responses]
    return str(deep_container_fingerprint([told, *rest]))


def _nlu_data(self: E2EImporter, language: str | None = None) -> TrainingData:
    """The examples, whatever language they are asked for in: they are put together once."""
    data: TrainingData = original(E2EImporter, "get_nlu_data")(self)
    return data


#: All of them; those of our channels stand there (``channels.rest``).
REPAIRS = (
    Repair(RemoteAction, "_validate_action_result", "validate(result, self.action_response_format_spec())", _validate),
    Repair(RemoteAction, "_action_call_format", "tracker.current_state(EventVerbosity.ALL)", _call_format),
    Repair(RemoteAction, "run", "self.action_endpoint.request(", _run),
    Repair(Event, "resolve_by_type", "all_subclasses(Event)", staticmethod(_resolve_by_type)),
    Repair(FailSafeTrackerStore, "retrieve", "self.on_tracker_store_retrieve_error(e)", _retrieve, protects=True),
    Repair(
        FailSafeTrackerStore, "get_or_create_tracker", "await self.retrieve(sender_id)", _get_or_create, protects=True
    ),
    Repair(FailSafeTrackerStore, "save", "self.on_tracker_store_error(e)", _save, protects=True),
    Repair(SQLTrackerStore, "save", "session.add(", None, protects=True),
    Repair(SQLTrackerStore, "_retrieve", "self._event_query(", None, protects=True),
    Repair(cli_utils, "payload_from_button_question", 'response.rfind("(")', _choice),
    Repair(TrainingData, "fingerprint", "list(\n                sorted(e.fingerprint() for e", _fingerprint),
    Repair(E2EImporter, "get_nlu_data", "self.importer.get_nlu_data(language)", _nlu_data),
    Repair(TarSafe, "open", "return super().open(name, mode, fileobj, bufsize, **kwargs)", classmethod(_open)),
    Repair(TarSafe, "extractall", "self._safetar_check()\n        super().extractall(", _extractall),
)
