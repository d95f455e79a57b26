"""``python -m runtime.replica``: become one Rasa server of production, on ``endpoints.production.yml`` and ``PORT``.

The action server, PostgreSQL, Redis and the proxy are others' (``deploy/compose.yaml``).
"""

from __future__ import annotations

import os
import sys

from tuika.knowledge import refuse_bad_knowledge

from .launching import model, ports
from .launching.servers import ENDPOINTS, host, rasa_command
from .operations import discreet
from .operations.checks import Misconfigured, check

#: Without these a replica would keep to itself, or be open to everybody.
NEEDED = ("TUIKA_ACTION_URL", "TUIKA_DB", "TUIKA_REDIS", "TUIKA_SECRET", "TUIKA_REST_TOKEN")


def main() -> int:
    """Check what is needed and become the server."""
    discreet.install()
    refuse_bad_knowledge()
    missing = [name for name in NEEDED if not os.environ.get(name)]
    if missing:
        print(f"还没设置：{'、'.join(missing)}（见 docs/operations.md）", file=sys.stderr)
        return 1
    try:
        check(os.environ)
        port = ports.from_environment("PORT", 5005)
        command = rasa_command(model.ensure(), port, endpoints=ENDPOINTS, interface=host("0.0.0.0"))
    except (ports.PortTaken, Misconfigured, model.Untrained) as error:
        print(error, file=sys.stderr)
        return 1
    os.chdir(model.ROOT)
    os.umask(0o077)
    os.execve(command[0], command, model.environment())


if __name__ == "__main__":
    sys.exit(main())
