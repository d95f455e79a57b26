"""The repairs of Rasa: they fit the Rasa that is installed, and refuse what Rasa refuses."""

from __future__ import annotations

import ast
import asyncio
import io
import tarfile
from pathlib import Path
from typing import Any

import pytest
from rasa.cli import utils as cli_utils
from rasa.core.actions.action import RemoteAction
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig
from tarsafe import TarSafe, TarSafeException

from channels import rest
from runtime.extensions import install, repairs
from runtime.extensions.repairs import REPAIRS, Repair, Unfit
from runtime.launching.model import environment
from tests.imports import ROOT, modules

from .project import forked

GOOD: list[Any] = [
    {},
    {"events": [], "responses": []},
    {
        "events": [{"event": "slot", "name": "carrier", "value": "联通", "timestamp": None}],
        "responses": [{"text": "x"}],
    },
    {"events": [{"event": "followup", "name": "action_listen"}, {"event": "active_loop", "name": None}]},
]
BAD: list[Any] = [
    [],
    {"events": {}},
    {"events": [{}]},
    {"events": ["slot"]},
    {"events": [{"event": 7}]},
    {"events": [{"event": "no_such_event"}]},
    {"events": [{"event": "slot", "name": 5, "value": 1}]},
    {"events": [{"event": "slot", "timestamp": "now"}]},
    {"responses": "x"},
    {"responses": ["x"]},
]


@pytest.fixture
def action() -> RemoteAction:
    install()
    return RemoteAction("case_form", EndpointConfig("http://127.0.0.1:9/webhook"))


def test_all_repairs_fit_this_rasa() -> None:
    assert [repair.title for repair in (*REPAIRS, rest.REPAIR) if not repair.fits()] == []
    install()
    # they know the code that they have replaced
    assert [repair.title for repair in (*REPAIRS, rest.REPAIR) if not repair.fits()] == []


@pytest.mark.parametrize("answer", GOOD)
def test_a_well_formed_answer_is_taken(answer: Any, action: RemoteAction) -> None:
    assert action._validate_action_result(answer)
    assert repairs._originals["RemoteAction._validate_action_result"](action, answer)


@pytest.mark.parametrize("answer", BAD)
def test_a_malformed_answer_is_refused_as_rasa_refuses_it(answer: Any, action: RemoteAction) -> None:
    with pytest.raises(Exception, match="Failed to validate Action server response") as ours:
        action._validate_action_result(answer)
    with pytest.raises(type(ours.value), match="Failed to validate Action server response"):
        repairs._originals["RemoteAction._validate_action_result"](action, answer)


def test_the_request_does_not_grow_with_the_conversation(action: RemoteAction) -> None:
    tracker = DialogueStateTracker.from_events("x", [UserUttered(f"句子{n}") for n in range(200)])
    body = action._action_call_format(tracker, Domain.empty())
    assert body["tracker"]["events"] == []
    assert body["tracker"]["latest_message"]["text"] == "句子199"


def test_event_classes_are_found_as_before() -> None:
    install()
    assert Event.resolve_by_type("slot") is SlotSet
    assert Event.resolve_by_type("no_such", SlotSet) is SlotSet


def archive(path: Path, name: str, **attributes: Any) -> Path:
    """An archive of one small file and, behind it, a member of this name."""
    member = tarfile.TarInfo(name)
    for attribute, value in attributes.items():
        setattr(member, attribute, value)
    with tarfile.open(path, "w:gz") as out:
        good = tarfile.TarInfo("good.txt")
        good.size = 4
        out.addfile(good, io.BytesIO(b"good"))
        out.addfile(member, io.BytesIO(b"x" * member.size))
    return path


@pytest.mark.parametrize(
    ("name", "attributes"),
    [
        ("../out.txt", {"size": 1}),
        ("a/../../out.txt", {"size": 1}),
        ("link", {"type": tarfile.SYMTYPE, "linkname": "../out.txt"}),
        ("link", {"type": tarfile.SYMTYPE, "linkname": "/etc/passwd"}),
        ("link", {"type": tarfile.LNKTYPE, "linkname": "../out.txt"}),
        ("device", {"type": tarfile.CHRTYPE}),
        ("device", {"type": tarfile.BLKTYPE}),
    ],
)
def test_an_archive_that_is_unsafe_is_refused_as_before(
    name: str, attributes: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install()
    path, place = archive(tmp_path / "model.tar.gz", name, **attributes), tmp_path / "place"
    place.mkdir()
    # (the check that it had is of the folder in which one stands)
    monkeypatch.chdir(place)
    with TarSafe.open(path, "r:gz") as found, pytest.raises(tarfile.FilterError):
        found.extractall(place)
    with TarSafe.open(path, "r:gz") as found, pytest.raises(TarSafeException):
        repairs._originals["TarSafe.extractall"](found, place)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["model.tar.gz", "place"]


def test_an_archive_is_unpacked_whole(tmp_path: Path) -> None:
    install()
    with TarSafe.open(archive(tmp_path / "model.tar.gz", "parts/one.txt", size=3), "r:gz") as found:
        found.extractall(tmp_path / "place")
    assert (tmp_path / "place" / "good.txt").read_text() == "good"
    assert (tmp_path / "place" / "parts" / "one.txt").read_text() == "xxx"


class Changed:
    """Code of a Rasa to come."""

    def answer(self) -> str:
        return "new"

    def keep(self) -> str:
        return "kept"


def test_one_that_does_not_fit_steps_aside_and_the_others_stay(caplog: pytest.LogCaptureFixture) -> None:
    kept = Repair(Changed, "keep", "kept", lambda _: "ours")
    repairs.install([Repair(Changed, "answer", "a line that Rasa does not have", lambda _: "ours"), kept])
    assert (Changed().answer(), Changed().keep()) == ("new", "ours")
    assert "Changed.answer" in caplog.text
    assert "Changed.keep" not in caplog.text


def test_where_one_that_protects_does_not_fit_nothing_is_put_in_place() -> None:
    good = Repair(Changed, "answer", "new", lambda _: "ours")
    for gone in (Repair(Changed, "keep", "no such line", None, True), Repair(Changed, "no_such_name", "", None, True)):
        with pytest.raises(Unfit, match=gone.title):
            repairs.install([good, gone])
    assert Changed().answer() == "new"


def test_what_keeps_conversations_and_doors_is_said_to_protect() -> None:
    protecting = {repair.title for repair in (*REPAIRS, rest.REPAIR) if repair.protects}
    assert protecting == {
        *(f"FailSafeTrackerStore.{name}" for name in ("retrieve", "get_or_create_tracker", "save")),
        *(f"SQLTrackerStore.{name}" for name in ("save", "_retrieve")),
        "RestInput.blueprint",
    }


#: A Rasa in which the code that a repair was written for is gone.
_CHANGED = (
    "import os, sys; from runtime.extensions import repairs as r; "
    "r.REPAIRS = (*r.REPAIRS, r.Repair(r.SQLTrackerStore, 'session_scope', 'gone', None, protects={protects})); "
    f"os.chdir({str(ROOT)!r}); "
    "sys.argv = ['rasa', '--version']; from runtime.with_rasa import main; sys.exit(main())"
)


def test_rasa_does_not_start_where_data_would_be_unprotected(tmp_path: Path) -> None:
    codes = [_CHANGED.replace("{protects}", str(protects)) for protects in (True, False)]
    load = "import rasa.__main__, tuika.facts.case, runtime.extensions.repairs"
    unprotected, without = forked(tmp_path, load, *codes, **environment())
    assert "Traceback" not in unprotected.stderr + without.stderr
    assert unprotected.returncode == 1
    assert "不启动" in unprotected.stderr
    assert "SQLTrackerStore.session_scope" in unprotected.stderr
    assert without.returncode == 0, without.stderr
    assert "3.6.21" in without.stdout


# -- entry points ------------------------------------------------------------------------------------------------------
def _called(path: Path) -> set[str]:
    """What the module calls by name: ``discreet.install`` …"""
    calls = [node.func for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]
    return {ast.unparse(func) for func in calls}


@pytest.mark.parametrize("path", sorted((ROOT / "runtime").glob("*.py")), ids=lambda path: path.stem)
def test_every_program_that_may_hear_somebody_is_discreet_by_name(path: Path) -> None:
    # the file of responses is written from the knowledge; nobody is heard
    if "__main__" in path.read_text("utf-8").rpartition("if __name__")[2] and path.stem != "responses":
        assert "discreet.install" in _called(path)


def test_rasa_is_started_through_the_repairs_only() -> None:
    for path in modules("runtime", "bench", "tools"):
        if "stock" not in path.read_text("utf-8").lower():
            assert '"-m", "rasa"' not in path.read_text("utf-8"), path
    assert "install" in _called(ROOT / "runtime" / "with_rasa.py")


def test_what_a_bare_rasa_loads_puts_them_in_place(tmp_path: Path) -> None:
    assert "extensions.install" in _called(ROOT / "nlu" / "components.py")
    codes = [
        f"import logging, sys; assert not [name for name in sys.modules if name.startswith('runtime')]; "
        f"import {package}; from runtime.extensions import repairs; "
        "assert {r.title for r in repairs.REPAIRS if r.by} <= set(repairs._originals); "
        "assert logging.getLogRecordFactory().discreet"
        for package in ("channels.rest", "nlu.components")
    ]
    # Rasa and the knowledge are there already, none of our repairs
    load = "import rasa.__main__, rasa.core.agent, rasa.core.channels, rasa.core.tracker_store, tuika.facts.case"
    for done in forked(tmp_path, load, *codes, **environment()):
        assert done.returncode == 0, done.stderr


class _Asked:
    """A question in the terminal with its answer already given."""

    def __init__(self, answer: str | None) -> None:
        self.answer = answer

    async def ask_async(self) -> str | None:
        return self.answer


@pytest.mark.parametrize(
    ("answer", "sent"),
    [('1: 联通 (/inform{"carrier": "联通"})', '/inform{"carrier": "联通"}'), (None, "/stop")],
)
def test_no_choice_in_the_terminal_ends_the_talk(answer: str | None, sent: str) -> None:
    install()
    assert asyncio.run(cli_utils.payload_from_button_question(_Asked(answer))) == sent
