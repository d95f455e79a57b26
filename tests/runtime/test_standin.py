"""Rasa without TensorFlow and the other packages it imports and we never call (``light/``), however it is started."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
import rasa_light
from rasa.exceptions import RasaException
from rasa.shared.utils.validation import validate_training_data_format_version

from runtime.launching.model import ROOT, _why

from .project import python, run, write


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
        ("rasa", "shell", "--help"),
        ("rasa", "run", "--help"),
        ("rasa", "test", "--help"),
        ("rasa", "interactive", "--help"),
        ("rasa", "visualize", "--help"),
    ],
)
def test_rasa_starts_however_it_is_started(command: tuple[str, ...], tmp_path: Path) -> None:
    done = run(tmp_path, *command)
    assert done.returncode == 0, done.stderr
    if "--version" in command:
        assert "3.6.21" in done.stdout


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


@pytest.mark.parametrize(
    ("call", "package"),
    [
        ("from rasa.utils.tensorflow.models import RasaModel; RasaModel()", "keras"),
        ("from rasa.utils.tensorflow.transformer import TransformerEncoder as T; T(1, 2, 3, 4)", "tensorflow"),
        ("import rasa.utils.tensorflow.layers as l; l.tf.constant(3)", "tensorflow"),
        ("from rasa.core.channels.slack import SlackBot; SlackBot('x')", "slack_sdk"),
        ("from rasa.core.channels.twilio import TwilioOutput; TwilioOutput('a', 'b', 'c')", "twilio"),
        ("from rasa.core.channels.webexteams import WebexTeamsBot; WebexTeamsBot('a', 'b')", "webexteamssdk"),
        ("from rasa.core.tracker_store import MongoTrackerStore as M; M(None)", "pymongo"),
        ("from rasa.core.tracker_store import DynamoTrackerStore as D; D(None)", "boto3"),
        ("from rasa.core.brokers.kafka import KafkaEventBroker as K; K('a')._create_producer()", "confluent_kafka"),
    ],
)
def test_what_calls_into_a_stand_in_is_told_in_one_line(call: str, package: str, tmp_path: Path) -> None:
    code = f"""
from rasa.shared.exceptions import RasaException
try:
    {call}
except RasaException as error:
    assert isinstance(error, ImportError)
    print(error)
"""
    said = python(tmp_path, code).splitlines()
    assert len(said) == 1
    assert f"这里没有装 {package}" in said[0]
    assert f"{package} is not installed" in said[0]


@pytest.mark.parametrize(
    ("component", "policy", "package"),
    [
        ("DIETClassifier", "RulePolicy", "tensorflow"),
        ("ResponseSelector", "RulePolicy", "tensorflow"),
        ("KeywordIntentClassifier", "TEDPolicy", "tensorflow"),
        ("KeywordIntentClassifier", "UnexpecTEDIntentPolicy", "tensorflow"),
        ("LogisticRegressionClassifier", "RulePolicy", "skops"),
    ],
)
def test_a_configuration_that_needs_what_is_missing_is_refused_before_training(
    component: str, policy: str, package: str, tmp_path: Path
) -> None:
    write(tmp_path, component, policy)
    done = run(tmp_path, "rasa", "train")
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
