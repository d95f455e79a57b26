"""What Rasa's code needs of an older release of a package, given to it beside the newer one that is installed."""

from __future__ import annotations

from types import ModuleType, SimpleNamespace

from packaging import version


class LegacyVersion:
    """What packaging made, until its release 22, of a text that is no version number. Rasa warns where it meets one."""


def lend_version() -> None:
    """Let ``from packaging.version import LegacyVersion`` succeed."""
    if not hasattr(version, "LegacyVersion"):
        version.LegacyVersion = LegacyVersion  # type: ignore[attr-defined]


def keep_warning(module: ModuleType) -> None:
    """Let this module of Rasa see a ``LegacyVersion`` where packaging now raises ``InvalidVersion``."""
    if module.LegacyVersion is LegacyVersion:
        module.version = SimpleNamespace(parse=_parse)  # type: ignore[attr-defined]


def _parse(text: str) -> version.Version | LegacyVersion:
    try:
        return version.parse(text)
    except version.InvalidVersion:
        return LegacyVersion()


def lend_warning() -> None:
    """Let ``numpy.VisibleDeprecationWarning`` be found, which numpy 2 keeps in ``numpy.exceptions``."""
    import numpy as np

    if not hasattr(np, "VisibleDeprecationWarning"):
        np.VisibleDeprecationWarning = np.exceptions.VisibleDeprecationWarning  # type: ignore[attr-defined]
