"""``python -m runtime.with_rasa run | shell | train | data …``: Rasa's own commands, our repairs put in place first."""

from __future__ import annotations

import sys

from .operations import discreet


def main() -> int:
    """Become Rasa's command; refuse where a repair that protects people's data does not fit."""
    discreet.install()
    from tuika.knowledge import refuse_bad_knowledge

    # (our components read it anyway, and what is wrong in it deserves better than a traceback)
    refuse_bad_knowledge()
    from .extensions import install
    from .extensions.repairs import Unfit

    try:
        install()
    except Unfit as error:
        print(error, file=sys.stderr)
        return 1
    from rasa.__main__ import main as command

    command()
    return 0


if __name__ == "__main__":
    sys.exit(main())
