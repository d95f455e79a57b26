"""WeChat's door, tried by those who should not pass: signatures, broken XML, payloads, 安全模式."""

from __future__ import annotations

import base64
import random
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from wechatpy.crypto import WeChatCrypto

from workshop.fakes import FakeWeChat
from workshop.live import Live, live_bot
from workshop.wechat_user import APP, SECRET, TOKEN, WeChatUser, environment

AES = base64.b64encode(bytes(range(32))).decode().rstrip("=")
OPENING = "前天在抖音点广告办的联通卡，现在说已经提交了，不想要了"
PAID = "付给卖家了，29块9"


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
