"""How much one place may ask: fair to many behind one address, not to one with many addresses."""

from __future__ import annotations

import pytest

from channels import visitors
from channels.texts import error
from runtime.operations.limiter import Memory


def memory() -> Memory:
    return Memory(lambda: 1000.0)


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("203.0.113.7", (None, "203.0.113.7")),
        ("::ffff:203.0.113.7", (None, "203.0.113.7")),
        ("2001:db8:1:2:aaaa::1", ("2001:db8:1:2::/64", "2001:db8:1::/48")),
        ("2001:db8:1:2:bbbb::9%eth0", ("2001:db8:1:2::/64", "2001:db8:1::/48")),
        ("unknown", (None, "unknown")),
        ("", (None, "")),
    ],
)
def test_places(address: str, found: tuple[str | None, str]) -> None:
    assert visitors.places(address) == found


def test_hundreds_behind_one_mobile_address_may_all_begin() -> None:
    limits = memory()
    assert sum(visitors.may_start(limits, "203.0.113.7") for _ in range(700)) == 600


def test_one_household_has_one_count_whatever_address_it_takes() -> None:
    limits = memory()
    assert sum(visitors.may_start(limits, f"2001:db8:1:2::{n:x}") for n in range(1, 200)) == 60
    assert visitors.may_start(limits, "2001:db8:9:2::1")


def test_a_rented_network_has_one_count_over_all_its_households() -> None:
    limits = memory()
    assert sum(visitors.may_start(limits, f"2001:db8:1:{n:x}::1") for n in range(2000)) == 600


def test_a_flood_from_many_places_keeps_no_newcomer_out() -> None:
    limits = memory()
    flood = [f"198.18.{n // 250}.{n % 250}" for n in range(100)]
    begun = sum(visitors.may_start(limits, address) for address in flood for _ in range(600))
    # the ordinary hour's worth, and after it each place its share
    assert 10_000 <= begun <= 10_000 + 20 * len(flood)
    assert visitors.may_start(limits, "203.0.113.7")


def test_what_is_refused_takes_nothing_from_the_others() -> None:
    limits = memory()
    for _ in range(30_000):
        visitors.may_start(limits, "198.18.0.1")
    assert sum(visitors.may_start(limits, f"203.0.113.{n}") for n in range(250) for _ in range(30)) == 7500


def test_many_behind_one_address_may_ask() -> None:
    limits = memory()
    assert sum(visitors.may_ask(limits, "203.0.113.7") for _ in range(800)) == 600
    assert sum(visitors.may_ask(limits, "2001:db8::1") for _ in range(800)) == 240


def test_the_refusal_says_how_long_and_what_helps() -> None:
    words = error("too_many_new")
    assert "今天" not in words
    for word in ("一小时", "共用", "换个网络", "已经开着的对话不受影响"):
        assert word in words
