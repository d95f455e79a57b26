"""``python -m runtime run | shell | train | validate``: what the Makefile calls."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable
from pathlib import Path

from .launching import children, model
from .operations import discreet


def _with_model(work: Callable[[], None]) -> int:
    """Do it, and say what kept the model from being made or checked."""
    try:
        work()
    except model.Untrained as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\n已停止")
        return 128 + signal.SIGINT
    return 0


def _train(arguments: list[str]) -> None:
    """Train where it is needed. What is wrong in the knowledge files is found by Rasa's process, which reads them."""
    print(f"模型：{model.ensure(force='--force' in arguments).relative_to(Path.cwd())}")


def _serve(verb: str) -> int:
    # (training needs nothing of this, and would wait for it)
    from .launching import serving

    try:
        serving.serve() if verb == "run" else serving.talk()
    except serving.TROUBLES as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\n已停止")
    return 0


def main(arguments: list[str]) -> int:
    """See the module. Every foreseeable trouble is one clear line."""
    discreet.install()
    verb = arguments[0] if arguments else ""
    # a shell that starts us in the background has interrupts ignored; we want to be stoppable all the same
    signal.signal(signal.SIGINT, signal.default_int_handler)
    children.end_on_signals()
    if verb in ("run", "shell"):
        return _serve(verb)
    if verb == "train":
        return _with_model(lambda: _train(arguments))
    if verb == "validate":
        return _with_model(model.validate)
    print("用法：python -m runtime run | shell | train | validate", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
