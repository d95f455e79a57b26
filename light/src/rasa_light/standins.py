"""The stand-ins themselves: modules whose names are all there, and that refuse to be called."""

from __future__ import annotations

import os
import sys
from abc import ABCMeta
from collections.abc import Sequence
from functools import cache
from importlib import import_module
from importlib.abc import Loader
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from types import FrameType, ModuleType
from typing import Any, NoReturn

from . import HOSTS, PACKAGES, legacy

_READS_VERSIONS = "rasa.shared.utils.validation"
#: Modules of Rasa that need a name of an older release, and what lends it.
_LENT = {_READS_VERSIONS: legacy.lend_version, "rasa.utils.common": legacy.lend_warning}
#: Modules whose components import a package only where they need it, and the package.
_ASKED_FOR_LATE = {
    "rasa.nlu.classifiers.logistic_regression_classifier": "skops",
    "rasa.nlu.classifiers.sklearn_intent_classifier": "skops",
}
#: How many modules of hosts are being imported now, one within the other.
_depth = 0
#: Every stand-in module by name, so that a name always means the same class.
_modules: dict[str, StandIn] = {}


class Absent(ABCMeta):
    """The type of a class that stands in: has every attribute, cannot be called. Rasa's classes may inherit from it."""

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("__") or "_absent" not in cls.__dict__:
            raise AttributeError(name)
        return _absent(f"{cls._absent}.{name}")

    def __call__(cls, *arguments: Any, **settings: Any) -> Any:
        """Refused, except as a decorator while Rasa's modules are imported."""
        if _depth and "_absent" in cls.__dict__:
            return arguments[0] if len(arguments) == 1 and callable(arguments[0]) else cls
        _refuse(cls._absent)


@cache
def _absent(path: str) -> Absent:
    """The stand-in for one name of a package (``tensorflow.keras.Model``)."""
    module, _, name = path.rpartition(".")
    is_error = module.endswith(("errors", "exceptions")) or name.endswith(("Error", "Exception"))
    bases: tuple[type, ...] = (Exception,) if is_error else ()
    return Absent(name, bases, {"_absent": path, "__module__": module})


class StandIn(ModuleType):
    """A module of a package that is not installed. Whatever is looked up in it is there; see ``Absent``."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.__path__ = []

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        path = f"{self.__name__}.{name}"
        return NoReports if path == "structlog_sentry.SentryProcessor" else _absent(path)


class Later:
    """What a host took from a package of ``LATE``: the package is imported when it is used."""

    def __init__(self, module: str, name: str) -> None:
        self._module, self._name = module, name

    def _real(self) -> Any:
        found = import_module(self._module)
        return getattr(found, self._name)

    def __call__(self, *arguments: Any, **settings: Any) -> Any:
        """What the real one makes of it."""
        return self._real()(*arguments, **settings)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self._real(), name)


class LateStandIn(StandIn):
    """A module of a package of ``LATE``."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return Later(self.__name__, name)


class NoReports:
    """The one stand-in that Rasa calls: a step of its log, which tells its makers of errors. Here it tells nobody."""

    def __init__(self, **_: object) -> None:
        pass

    def __call__(self, logger: object, name: str, event: dict[str, Any]) -> dict[str, Any]:
        """The log's entry as it is."""
        return event


def _refuse(path: str) -> NoReturn:
    """Raise the error that tells what is missing, one that Rasa prints as one line."""
    from rasa.shared.exceptions import RasaException

    class NotCarried(RasaException, ImportError):
        """Something called into a package that is not installed here."""

    package = path.partition(".")[0]
    raise NotCarried(
        f"这里没有装 {package}，用不了它的 {path}（用它的：{PACKAGES[package]}）。"
        "请换掉用它的部件，见 docs/dependencies.md。"
        f" {package} is not installed; rasa_light only stands in for it."
    )


class _Loader(Loader):
    """Hands out the stand-ins."""

    def create_module(self, spec: ModuleSpec) -> StandIn:
        return _modules.setdefault(spec.name, StandIn(spec.name))

    def exec_module(self, module: ModuleType) -> None:
        """Nothing to run."""


_NEEDED_BY_NOBODY = LateStandIn("")


class _LateLoader(_Loader):
    """Hands out those of ``LATE``."""

    def create_module(self, spec: ModuleSpec) -> StandIn:
        return LateStandIn(spec.name)


def late_module(name: str) -> ModuleSpec | None:
    """How to load a module of ``LATE``: a stand-in where a module of Rasa asks for it while it is itself imported and
    nobody has needed the package yet; else ``None``, and it is imported as ever.
    """
    package = name.partition(".")[0]
    if not _depth or not isinstance(sys.modules.get(package, _NEEDED_BY_NOBODY), LateStandIn):
        return None
    if not _asker(sys._getframe(2)).startswith(HOSTS) or not PathFinder.find_spec(package):
        return None
    return ModuleSpec(name, _LateLoader(), is_package=True)


class _LastFinder:
    """The last that is asked where a module is: a stand-in, where a host's code asks for a package that is missing."""

    @staticmethod
    def find_spec(name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        package, _, rest = name.partition(".")
        if package not in PACKAGES or not _asker(sys._getframe(1)).startswith(HOSTS):
            return None
        if rest and not isinstance(sys.modules.get(name.rpartition(".")[0]), StandIn) and package != "google":
            return None  # the package is installed, and has no such module
        return ModuleSpec(name, _Loader(), is_package=True)


def _asker(frame: FrameType | None) -> str:
    """The name of the module whose ``import`` statement led here."""
    while frame is not None and frame.f_code.co_filename.startswith("<frozen importlib"):
        frame = frame.f_back
    return "" if frame is None else str(frame.f_globals.get("__name__", ""))


class _HostLoader(SourceFileLoader):
    """Loads a module of a host, with stand-ins within reach."""

    def exec_module(self, module: ModuleType) -> None:
        """Run the module's code; afterwards nobody else finds the stand-ins."""
        global _depth
        _depth += 1
        if self.name in _LENT:
            _LENT[self.name]()
        try:
            super().exec_module(module)
        finally:
            _depth -= 1
            if not _depth:
                for name in [name for name, found in sys.modules.items() if isinstance(found, StandIn)]:
                    del sys.modules[name]
        if self.name == _READS_VERSIONS:
            legacy.keep_warning(module)
        package = "tensorflow" if isinstance(module.__dict__.get("tf"), StandIn) else _ASKED_FOR_LATE.get(self.name)
        if package:
            _declare(module, package)


def _declare(module: ModuleType, package: str) -> None:
    """Let the module's graph components name the package among those that they require, if it is not installed."""
    if PathFinder.find_spec(package):
        return
    missing = [f"{package}（这里不带它，请换回 config.yml 原来的部件，见 docs/dependencies.md）"]
    for found in list(vars(module).values()):
        if isinstance(found, type) and found.__module__ == module.__name__ and hasattr(found, "required_packages"):
            found.required_packages = staticmethod(lambda: missing)


def host_module(name: str, path: Sequence[str] | None, target: ModuleType | None) -> ModuleSpec | None:
    """How to load this module of a host: as ever, with stand-ins within reach."""
    if _LastFinder not in sys.meta_path:
        sys.meta_path.append(_LastFinder)
        # Rasa's reports to its makers would need sentry_sdk; nobody is told anything unless somebody asks for it.
        os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
    spec = PathFinder.find_spec(name, path, target)
    if spec is not None and type(spec.loader) is SourceFileLoader:
        spec.loader = _HostLoader(spec.loader.name, spec.loader.path)
    return spec
