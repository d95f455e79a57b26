"""Rasa without TensorFlow and the other packages it imports and we never call (``light/``), however it is started."""

from __future__ import annotations

import json
import subprocess
import tomllib
from pathlib import Path

import pytest
import rasa_light
from rasa.exceptions import RasaException
from rasa.shared.utils.validation import validate_training_data_format_version

from runtime.launching.model import ROOT, _why

from .project import forked, python, run, write


@pytest.mark.parametrize(
    "command",
    [
        (
            "python",
            "-c",
            "import rasa, rasa.__main__, rasa.server, rasa.core.run, rasa.model_training",
        ),
        ("python", "-m", "rasa", "--version"),
        ("rasa", "--version"),
        ("rasa", "run", "--help"),
    ],
)
def test_rasa_starts_however_it_is_started(command: tuple[str, ...], tmp_path: Path) -> None:
    done = run(tmp_path, *command)
    assert done.returncode == 0, done.stderr
    if "--version" in command:
        assert "3.6.21" in done.stdout


#: Rasa's command, after what takes long to import.
_COMMAND = "import sys; sys.argv = ['rasa', {words}]; from rasa.__main__ import main; main()"


def test_rasas_other_commands_are_there(tmp_path: Path) -> None:
    verbs = ("shell", "test", "interactive", "visualize")
    codes = [_COMMAND.format(words=f"'{verb}', '--help'") for verb in verbs]
    for verb, done in zip(verbs, forked(tmp_path, "import rasa.__main__", *codes), strict=True):
        assert done.returncode == 0, done.stderr
        assert f"usage: rasa {verb}" in done.stdout


def test_a_python_that_does_not_import_rasa_loads_the_finder_only(tmp_path: Path) -> None:
    loaded = python(tmp_path, "import sys; print(sorted(name for name in sys.modules if name.startswith('rasa')))")
    assert loaded == "['rasa_light']"


def test_nobody_but_rasa_sees_a_stand_in(tmp_path: Path) -> None:
    code = """
import importlib, importlib.util, sys, rasa.__main__, rasa.core.run, rasa_light
import rasa.nlu.classifiers.diet_classifier as diet
assert type(diet.tf).__name__ == "StandIn", diet.tf
for name in rasa_light.PACKAGES:
    found = sys.modules.get(name)
    assert found is None or found.__spec__.origin or found.__path__, name
assert importlib.util.find_spec("tensorflow") is None
for name in ("tensorflow", "tensorflow.experimental.dlpack", "twilio.rest"):
    try:
        importlib.import_module(name)
    except ModuleNotFoundError as error:
        print(error.name)
"""
    assert python(tmp_path, code).splitlines() == ["tensorflow", "tensorflow", "twilio"]


#: (the first one needs a process that has not loaded Sanic, which changes the event loop)
CALLS = [
    ("from rasa.core.brokers.kafka import KafkaEventBroker as K; K('a')._create_producer()", "confluent_kafka"),
    ("from rasa.utils.tensorflow.models import RasaModel; RasaModel()", "keras"),
    ("from rasa.utils.tensorflow.transformer import TransformerEncoder as T; T(1, 2, 3, 4)", "tensorflow"),
    ("import rasa.utils.tensorflow.layers as l; l.tf.constant(3)", "tensorflow"),
    ("from rasa.core.channels.slack import SlackBot; SlackBot('x')", "slack_sdk"),
    ("from rasa.core.channels.twilio import TwilioOutput; TwilioOutput('a', 'b', 'c')", "twilio"),
    ("from rasa.core.channels.webexteams import WebexTeamsBot; WebexTeamsBot('a', 'b')", "webexteamssdk"),
    ("from rasa.core.tracker_store import MongoTrackerStore as M; M(None)", "pymongo"),
    ("from rasa.core.tracker_store import DynamoTrackerStore as D; D(None)", "boto3"),
]


@pytest.fixture(scope="module")
def refused(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What each of the calls says, all in one process."""
    code = f"""
import json
from rasa.shared.exceptions import RasaException
said = {{}}
for call in {[call for call, _ in CALLS]!r}:
    try:
        exec(call, {{}})
    except RasaException as error:
        assert isinstance(error, ImportError)
        said[call] = str(error)
print(json.dumps(said))
"""
    said = python(tmp_path_factory.mktemp("calls"), code)
    assert len(said.splitlines()) == 1
    return dict(json.loads(said))


@pytest.mark.parametrize(("call", "package"), CALLS)
def test_what_calls_into_a_stand_in_is_told_in_one_line(call: str, package: str, refused: dict[str, str]) -> None:
    (said,) = refused[call].splitlines()
    assert f"这里没有装 {package}" in said
    assert f"{package} is not installed" in said


LACKING = [
    ("DIETClassifier", "RulePolicy", "tensorflow"),
    ("ResponseSelector", "RulePolicy", "tensorflow"),
    ("KeywordIntentClassifier", "TEDPolicy", "tensorflow"),
    ("KeywordIntentClassifier", "UnexpecTEDIntentPolicy", "tensorflow"),
    ("LogisticRegressionClassifier", "RulePolicy", "skops"),
]


@pytest.fixture(scope="module")
def trainings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, subprocess.CompletedProcess[str]]:
    """``rasa train`` with each of them, in a project of its own."""
    folders = []
    for component, policy, _ in LACKING:
        folders.append(tmp_path_factory.mktemp("lacking"))
        write(folders[-1], component, policy)
    codes = [f"import os; os.chdir({str(folder)!r}); {_COMMAND.format(words="'train'")}" for folder in folders]
    load = "import rasa.__main__, rasa.api, rasa.model_training, rasa.engine.recipes.default_recipe"
    ended = forked(tmp_path_factory.mktemp("trainings"), load, *codes)
    return {f"{component} {policy}": done for (component, policy, _), done in zip(LACKING, ended, strict=True)}


@pytest.mark.parametrize(("component", "policy", "package"), LACKING)
def test_a_configuration_that_needs_what_is_missing_is_refused_before_training(
    component: str, policy: str, package: str, trainings: dict[str, subprocess.CompletedProcess[str]]
) -> None:
    done = trainings[f"{component} {policy}"]
    assert done.returncode
    refused = component if policy == "RulePolicy" else policy
    assert _why(done.stdout + done.stderr) == (
        f"训练失败：rasa.engine.exceptions.GraphSchemaValidationException: Component '{refused}' requires the "
        "following packages which are currently not installed: "
        f"{package}（这里不带它，请换回 config.yml 原来的部件，见 docs/dependencies.md）."
    )
    assert "Starting to train" not in done.stdout + done.stderr


def test_rasa_reports_to_nobody_unless_asked_to(tmp_path: Path) -> None:
    code = "import rasa.telemetry as telemetry; print(telemetry.is_telemetry_enabled())"
    assert python(tmp_path, code) == "False"
    assert python(tmp_path, code, RASA_TELEMETRY_ENABLED="true") == "True"


def test_a_package_that_is_installed_is_used(tmp_path: Path) -> None:
    real = tmp_path / "place" / "tensorflow"
    real.mkdir(parents=True)
    (real / "__init__.py").write_text("class Tensor: pass\n", "utf-8")
    code = """
import rasa.utils.tensorflow.types as types, sys
print(types.tf.__file__)
try:
    import rasa.utils.tensorflow.layers
except ModuleNotFoundError as error:
    print(error.name)
print("tensorflow" in sys.modules)
"""
    said = python(tmp_path, code, PYTHONPATH=str(real.parent)).splitlines()
    assert said == [str(real / "__init__.py"), "tensorflow.keras", "True"]


def test_the_real_client_of_telegram_is_used_where_the_tests_have_it() -> None:
    import aiogram
    from rasa.core.channels.telegram import Bot

    assert Bot is aiogram.Bot


def test_a_version_that_is_none_is_a_warning_as_it_was() -> None:
    with pytest.warns(UserWarning, match="version"):
        assert validate_training_data_format_version({"version": "spring"}, "data.yml")


def test_the_lock_holds_nothing_that_is_stood_in_for() -> None:
    """Besides what the tests use."""
    lock = tomllib.loads((ROOT / "uv.lock").read_text("utf-8"))
    locked = {package["name"] for package in lock["package"]}
    light = {name.replace("_", "-") for name in rasa_light.PACKAGES} | {
        "jax",
        "jaxlib",
        "tensorboard",
        "python-socketio",
    }
    assert locked & light <= {"aiogram", "matplotlib"}


def test_the_error_is_one_that_rasa_prints_as_a_line() -> None:
    from rasa_light.standins import _refuse

    with pytest.raises(RasaException, match="这里没有装 boto3") as error:
        _refuse("boto3.client")
    assert isinstance(error.value, ImportError)


def test_what_only_training_calls_is_imported_when_it_is_called(tmp_path: Path) -> None:
    code = """
import sys, rasa.core.run, rasa.core.agent, rasa.nlu.test
print([name for name in ("sklearn", "matplotlib") if name in sys.modules])
from rasa.nlu.featurizers.sparse_featurizer.count_vectors_featurizer import CountVectorizer
print(type(CountVectorizer()).__name__, CountVectorizer.fit.__name__)
from sklearn.svm import LinearSVC
print(LinearSVC.__name__)
"""
    assert python(tmp_path, code).splitlines() == ["[]", "CountVectorizer fit", "LinearSVC"]
