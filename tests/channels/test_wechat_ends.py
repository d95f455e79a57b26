"""WeChat where something ends: an account without the right to send, a worker that is killed in the middle."""

from __future__ import annotations

import http.client
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from workshop.fakes import FakeWeChat, SlowDoor, serving
from workshop.live import Live, eventually, live_bot
from workshop.wechat_user import TOKEN, WeChatUser, environment

OPENING = "前天在抖音点广告办的联通卡，现在说已经提交了，不想要了"
PAID = "付给卖家了，29块9"


@pytest.fixture(scope="module")
def slow() -> Iterator[SlowDoor]:
    """A door before the action server of the bots here."""
    door = SlowDoor()
    with serving(door.app()) as address:
        door.address = address
        yield door


@pytest.fixture(scope="module")
def mortal(tmp_path_factory: pytest.TempPathFactory, fake: FakeWeChat, slow: SlowDoor) -> Iterator[Live]:
    """A bot that is slow where a test says so, and may be killed."""
    extra = environment(fake, TUIKA_ACTION_URL=f"{slow.address}/webhook")
    with live_bot(tmp_path_factory.mktemp("mortal"), extra) as live:
        slow.target = f"http://127.0.0.1:{live.action_port}/webhook"
        yield live


def test_an_account_that_may_not_send_gives_long_answers_in_parts(
    mortal: Live, fake: FakeWeChat, slow: SlowDoor
) -> None:
    """Not certified (48001), and slow: the user is told to ask, and gets everything."""
    user = WeChatUser(mortal, TOKEN)
    fake.refuse[user.openid] = 48001
    slow.seconds = 5
    user.say(OPENING)
    eventually(lambda: "48001" in mortal.log())
    assert "继续" in user.say("你好啊")
    time.sleep(4)
    slow.seconds = 0
    assert "付给谁了" in user.say("继续")


def test_a_worker_killed_in_the_middle_loses_nothing(mortal: Live, slow: SlowDoor) -> None:
    user = WeChatUser(mortal, TOKEN)
    xml = user.xml(Content=OPENING)
    slow.seconds = 3
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(user.post, xml)
        time.sleep(1)
        mortal.stop("rasa", kill=True)
        assert isinstance(first.exception(), OSError | http.client.HTTPException)
    slow.seconds = 0
    mortal.start_rasa()
    # WeChat asks again until somebody answers
    answer = eventually(lambda: (r := user.post(xml, timeout=6))[0] == 200 and r[1], 20)
    assert "付给谁了" in answer
    assert "12月3日" in user.say(PAID)


def test_a_promise_of_a_killed_worker_is_kept(mortal: Live, fake: FakeWeChat, slow: SlowDoor) -> None:
    user = WeChatUser(mortal, TOKEN)
    slow.seconds = 9
    assert user.say(OPENING) == ""
    mortal.stop("rasa", kill=True)
    slow.seconds = 0
    # the one that comes after it looks for what is overdue
    mortal.extra["TUIKA_WECHAT_OVERDUE"] = "2"
    mortal.start_rasa()
    assert "付给谁了" in eventually(lambda: fake.to(user.openid), 40)[0]
    assert len(fake.to(user.openid)) == 1
