"""``python -m runtime.action_server PORT [HOST]``: serve our actions, on the loopback address unless told otherwise."""

from __future__ import annotations

import logging
import sys

from rasa_sdk.endpoint import create_app

from tuika.clock import now
from tuika.hearing import Heard
from tuika.memory import Memory
from tuika.moves import reply

_SAMPLE = (("carrier", "联通"), ("sales_channel", "网盟/代理"), ("card_stage", "已提交待开卡"), ("payee", "都付"))


def main() -> None:
    """Serve until ended."""
    logging.getLogger("rasa_sdk").setLevel(logging.WARNING)
    logging.getLogger("sanic").setLevel(logging.WARNING)
    # the first plan reads the knowledge files, the calendar and the plan table; do that before anybody waits for it
    reply(Memory(), Heard("cancel_order", "", _SAMPLE), now())
    app = create_app("actions", cors_origins=[])
    host = sys.argv[2] if len(sys.argv) > 2 else "127.0.0.1"
    app.run(host=host, port=int(sys.argv[1]), access_log=False, debug=False, motd=False)


if __name__ == "__main__":
    main()
