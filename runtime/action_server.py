"""``python -m runtime.action_server PORT [HOST]``: serve our actions, on the loopback address unless told otherwise."""

from __future__ import annotations

import logging
import sys

from tuika.knowledge import refuse_bad_knowledge

from .operations import discreet

_SAMPLE = (("carrier", "联通"), ("sales_channel", "网盟/代理"), ("card_stage", "已提交待开卡"), ("payee", "都付"))


def main() -> None:
    """Serve until ended; refuse to start on knowledge that is wrong."""
    discreet.install()
    refuse_bad_knowledge()
    _warm_up()
    # what reads the knowledge is imported only now
    from rasa_sdk.endpoint import create_app

    logging.getLogger("rasa_sdk").setLevel(logging.WARNING)
    logging.getLogger("sanic").setLevel(logging.WARNING)
    app = create_app("actions", cors_origins=[])
    host = sys.argv[2] if len(sys.argv) > 2 else "127.0.0.1"
    app.run(host=host, port=int(sys.argv[1]), access_log=False, debug=False, motd=False)


def _warm_up() -> None:
    """Make the first plan before anybody waits for it: it reads the calendar and lays out the plan table."""
    from tuika import Fact, Heard, Memory, now, reply

    reply(Memory(), Heard("cancel_order", "", tuple(Fact(*pair) for pair in _SAMPLE)), now())


if __name__ == "__main__":
    main()
