"""How much one place on the internet may ask of the web chat, fair to the many people behind one address.

A mobile operator puts hundreds of people behind one IPv4 address, so one address may do much. With IPv6 everybody has
a /64 of their own, whatever its last 64 bits are, and whoever rents a server has a whole /48: both are counted. When
more conversations begin everywhere than in any ordinary hour, each place gets a small share, so that a flood from many
places keeps no newcomer out. Behind a proxy the address is the one it tells (``SANIC_PROXIES_COUNT``).
"""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from typing import Protocol


class Limiter(Protocol):
    """What counts (``runtime.operations.limiter``)."""

    def allow(self, rate: str, *who: str) -> bool:
        """Whether one more is within ``rate`` for ``who``; counts it where it is."""


@dataclass(frozen=True)
class Rates:
    """What places may do. ``household``: one /64. ``shared``: one IPv4 address, or one /48."""

    household: str
    shared: str


NEW = Rates(household="60/hour", shared="600/hour")
ASKED = Rates(household="240/minute", shared="600/minute")
#: New conversations of all together; beyond it a place has only its share.
RUSH, SHARE = "10000/hour", "20/hour"


def places(address: str) -> tuple[str | None, str]:
    """The household that ``address`` belongs to (IPv6 only), and the network that many may share."""
    try:
        found = ipaddress.ip_address(address.split("%")[0])
    except ValueError:
        return None, address
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped is None:
            return _network(found, 64), _network(found, 48)
        found = found.ipv4_mapped
    return None, str(found)


def may_start(limits: Limiter, address: str) -> bool:
    """Whether one more conversation may begin from ``address``; counts it where it may."""
    if not _within(limits, "new", NEW, address):
        return False
    household, shared = places(address)
    return limits.allow(RUSH, "new") or limits.allow(SHARE, "new", "rush", household or shared)


def may_ask(limits: Limiter, address: str) -> bool:
    """Whether one more message or history may be asked for from ``address``; counts it where it may."""
    return _within(limits, "asked", ASKED, address)


def _within(limits: Limiter, kind: str, rates: Rates, address: str) -> bool:
    household, shared = places(address)
    if household is not None and not limits.allow(rates.household, kind, household):
        return False
    return limits.allow(rates.shared, kind, shared)


def _network(address: ipaddress.IPv6Address, bits: int) -> str:
    return str(ipaddress.ip_network((address, bits), strict=False))
