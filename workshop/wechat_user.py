"""WeChat's side of the callback: XML in plain or safe mode (wechatpy's own crypto), five seconds, three tries."""

from __future__ import annotations

import http.client
import itertools
import time
import uuid
from dataclasses import dataclass, field
from urllib.parse import urlencode

import xmltodict
from wechatpy.crypto import WeChatCrypto
from wechatpy.utils import WeChatSigner

from workshop.fakes import FakeWeChat
from workshop.live import Live

TOKEN, APP, SECRET = "callback-token-1", "wx0123456789abcdef", "app-secret-very-secret"
_IDS = itertools.count(int(time.time() * 1000) * 1000)


def environment(fake: FakeWeChat, **more: str) -> dict[str, str]:
    """The settings of a bot whose WeChat is ``fake``, served at its ``address``."""
    return {
        "TUIKA_WECHAT_TOKEN": TOKEN,
        "TUIKA_WECHAT_APPID": APP,
        "TUIKA_WECHAT_SECRET": SECRET,
        "TUIKA_WECHAT_API": fake.address,
        **more,
    }


def signature(token: str, stamp: str, nonce: str) -> str:
    """The callback's signature, by wechatpy's signer."""
    signer = WeChatSigner()
    signer.add_data(token, stamp, nonce)
    return str(signer.signature)


@dataclass
class WeChatUser:
    """One user of the official account, seen from WeChat's servers."""

    bot: Live
    token: str
    crypto: WeChatCrypto | None = None
    openid: str = field(default_factory=lambda: f"o{uuid.uuid4().hex[:27]}")

    def xml(self, kind: str = "text", message_id: str | None = None, **parts: str) -> str:
        """A message's XML."""
        message_id = message_id or str(next(_IDS))
        fields = {
            "ToUserName": "gh_account",
            "FromUserName": self.openid,
            "CreateTime": str(int(time.time())),
            "MsgType": kind,
        }
        fields |= parts if kind == "event" else {"MsgId": message_id, **parts}
        inside = "".join(f"<{n}><![CDATA[{v}]]></{n}>" for n, v in fields.items())
        return f"<xml>{inside}</xml>"

    def address(self, stamp: str | None = None, nonce: str | None = None, **more: str) -> str:
        """The callback's address with its signature."""
        stamp, nonce = stamp or str(int(time.time())), nonce or uuid.uuid4().hex[:10]
        query = {
            "signature": signature(self.token, stamp, nonce),
            "timestamp": stamp,
            "nonce": nonce,
            "openid": self.openid,
        }
        return "/webhooks/wechat/?" + urlencode({**query, **more})

    def post(self, xml: str, bot: Live | None = None, timeout: float = 5.0) -> tuple[int, str]:
        """One callback; status and what came back, decrypted."""
        where = bot or self.bot
        address, body = self.address(), xml.encode()
        if self.crypto is not None:
            stamp, nonce = str(int(time.time())), uuid.uuid4().hex[:10]
            wrapped = self.crypto.encrypt_message(xml, nonce, stamp)
            sign = xmltodict.parse(wrapped)["xml"]["MsgSignature"]
            address, body = self.address(stamp, nonce, encrypt_type="aes", msg_signature=sign), wrapped.encode()
        connection = http.client.HTTPConnection("127.0.0.1", where.port, timeout=timeout)
        try:
            connection.request("POST", address, body, {"Content-Type": "text/xml"})
            response = connection.getresponse()
            answer = response.read().decode()
        finally:
            connection.close()
        return response.status, self._opened(answer) if response.status == 200 else answer

    def _opened(self, answer: str) -> str:
        if answer in ("", "success"):
            return ""
        if self.crypto is not None:
            parts = xmltodict.parse(answer)["xml"]
            answer = self.crypto.decrypt_message(answer, parts["MsgSignature"], parts["TimeStamp"], parts["Nonce"])
        parts = xmltodict.parse(answer)["xml"]
        assert parts["ToUserName"] == self.openid
        assert len(parts["Content"].encode()) <= 2048
        return str(parts["Content"])

    def say(self, text: str, bot: Live | None = None) -> str:
        """A text message as WeChat delivers it: again after a failure, three times in all; the passive reply."""
        xml = self.xml(Content=text)
        for _ in range(3):
            try:
                status, answer = self.post(xml, bot)
            except (OSError, http.client.HTTPException):
                continue
            if status == 200:
                return answer
        raise AssertionError("not delivered in three tries")
