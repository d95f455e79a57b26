"""Lets Rasa Open Source 3.6 be imported without the large packages that this bot never calls.

Rasa imports TensorFlow, the clients of a dozen chat services and three data bases at the top of its modules, whether
or not a bot uses them. Here a *stand-in* takes the place of such a package (``PACKAGES``) where it is not installed:

- Rasa's modules can be imported and their classes defined. Nobody else sees a stand-in: asked for by other code, the
  package is not there, as ever (libraries that try whether TensorFlow is installed get the true answer).
- What really calls into a stand-in gets ``NotCarried``: one line that says which package is missing.
- A graph component that uses a missing package (DIET, TED, ResponseSelector: TensorFlow) names it in
  ``required_packages``, so Rasa refuses such a ``config.yml`` by its own check, before it trains anything.
- Where the real package is installed, it is found first and nothing here takes part.
- A package that is there but that a server never calls (``LATE``: it would hold 70 MB) is imported when Rasa's code
  first calls what it took from it.
- The same for jionlp (dates), which imports jiojio, a word splitter of 147 MB, for functions that we do not use.

``rasa_light.pth`` beside this package calls ``install`` at every start of the environment's Python, so the stand-ins
are in place before ``import rasa`` however Rasa is started. What that costs: this file; the rest is loaded with Rasa.
"""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from importlib.machinery import ModuleSpec
    from types import ModuleType

#: What may be missing, and what of Rasa or jionlp uses it.
PACKAGES = {
    "tensorflow": "DIETClassifier, TEDPolicy, UnexpecTEDIntentPolicy, ResponseSelector",
    "tensorflow_hub": "ConveRTFeaturizer",
    "tensorflow_text": "ConveRTFeaturizer",
    "keras": "DIETClassifier, TEDPolicy, UnexpecTEDIntentPolicy, ResponseSelector",
    "aiogram": "the channel telegram",
    "cachecontrol": "the channel hangouts",
    "fbmessenger": "the channel facebook",
    "google": "the channel hangouts",
    "slack_sdk": "the channel slack",
    "socketio": "the channel socketio",
    "twilio": "the channels twilio and twilio_voice",
    "webexteamssdk": "the channel webexteams",
    "boto3": "DynamoTrackerStore",
    "botocore": "DynamoTrackerStore",
    "pymongo": "MongoTrackerStore",
    "confluent_kafka": "KafkaEventBroker",
    "skops": "LogisticRegressionClassifier, SklearnIntentClassifier",
    "colorclass": "rasa interactive",
    "matplotlib": "rasa test",
    "sentry_sdk": "Rasa's error reports",
    "structlog_sentry": "Rasa's error reports",
    "jiojio": "jionlp.parse_location, jionlp.HomophoneSubstitution, jionlp.recognize_location",
}
#: Packages that Rasa imports at the top of its modules and uses in training and tests alone.
LATE = frozenset({"sklearn", "matplotlib"})
#: Whose modules may be given a stand-in.
HOSTS = ("rasa.", "jionlp.")


class Finder:
    """Asked for every module that is imported for the first time; answers for those of ``HOSTS``, and for those of
    ``LATE`` where a host asks.
    """

    @staticmethod
    def find_spec(name: str, path: Sequence[str] | None = None, target: ModuleType | None = None) -> ModuleSpec | None:
        """How to load a module of a host or for one; None for every other."""
        late = name.partition(".")[0] in LATE
        if not late and not name.startswith(HOSTS):
            return None
        from . import standins

        return standins.late_module(name) if late else standins.host_module(name, path, target)


def install() -> None:
    """Put the finder in place; again does nothing."""
    if Finder not in sys.meta_path:
        sys.meta_path.insert(0, Finder)
