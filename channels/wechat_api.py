"""WeChat's interface for official accounts: the access token that all workers share, and customer-service messages.

Error codes as WeChat's documents name them (全局返回码). An error is logged with what it means, never with a secret.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
import time
from dataclasses import dataclass
from typing import Any

import aiohttp

from runtime.operations.ledger import Ledger

from .delivery import Undelivered

logger = logging.getLogger(__name__)

#: What the codes mean, for the operator's log.
MEANINGS = {
    -1: "微信系统繁忙",
    40001: "access_token 无效或不是最新的",
    40003: "openid 不对",
    40013: "AppID 不对",
    40014: "access_token 不合法",
    40125: "AppSecret 不对",
    40164: "这台机器的 IP 不在公众号的 IP 白名单里",
    42001: "access_token 过期",
    45002: "消息太长",
    45009: "接口调用次数用完了",
    45015: "用户 48 小时内没有来过消息，客服消息发不了",
    45047: "给这个用户的客服消息条数到上限了，要等他再来消息",
    48001: "这个公众号没有客服消息接口的权限（未认证的订阅号没有）",
    50002: "用户受限或账号被冻结",
}
_STALE = (40001, 40014, 42001)
_BUSY = (-1,)
_TOKEN = "wechat.access_token"
#: Renew this long before a token ends, seconds.
_EARLY = 300
_TRIES = 3
_SECONDS = 10


def undelivered(code: int) -> Undelivered:
    """WeChat did not take a message, for the log; 0: it could not be reached."""
    return Undelivered(code, MEANINGS.get(code, "没有连上微信" if code == 0 else "微信拒绝了"))


@dataclass(frozen=True)
class Account:
    """The account's credentials. ``repr`` shows none of them."""

    app_id: str
    secret: str
    base: str

    def __repr__(self) -> str:
        """Without secrets."""
        return f"Account({self.app_id})"


class WeChatApi:
    """See the module."""

    def __init__(self, account: Account, ledger: Ledger) -> None:
        """``ledger`` is where the token is shared."""
        self._account = account
        self._ledger = ledger
        self._session: aiohttp.ClientSession | None = None
        self._fetching = asyncio.Lock()
        self._barred_until = 0.0

    @property
    def may_send(self) -> bool:
        """Whether customer-service messages can be sent: not within the hour after WeChat said the account may not."""
        return time.time() > self._barred_until

    async def send(self, openid: str, text: str) -> None:
        """Send a customer-service message.

        Raises:
            Undelivered: WeChat refused it or could not be reached.
        """
        body = {"touser": openid, "msgtype": "text", "text": {"content": text}}
        for last in (False, True):
            token = await self._token()
            code = await self._post("/cgi-bin/message/custom/send", {"access_token": token}, body)
            if code == 0:
                return
            if code in _STALE and not last:
                await self._renew(token)
                continue
            if code == 48001:
                self._barred_until = time.time() + 3600
            raise undelivered(code)

    async def _token(self) -> str:
        return self._ledger.shared(_TOKEN) or await self._renew(None)

    async def _renew(self, refused: str | None) -> str:
        """A new token, unless another worker has brought one since ``refused`` was read."""
        async with self._fetching:
            present = self._ledger.shared(_TOKEN)
            if present is not None and present != refused:
                return present
            if refused is not None:
                brought = await self._brought_by_another(refused)
                if brought is not None:
                    return brought
            account = self._account
            body = {
                "grant_type": "client_credential",
                "appid": account.app_id,
                "secret": account.secret,
                "force_refresh": refused is not None,
            }
            answer = await self._answer("/cgi-bin/stable_token", {}, body)
            if "access_token" not in answer:
                raise undelivered(int(answer.get("errcode", 0)))
            token = str(answer["access_token"])
            self._ledger.share(_TOKEN, token, time.time() + max(60, int(answer["expires_in"]) - _EARLY))
            return token

    async def _brought_by_another(self, refused: str) -> str | None:
        """The token that another worker fetches instead of ``refused``; ``None`` where it is ours to fetch.

        A forced renewal ends the token before it, so two at once would end each other's.
        """
        name = hashlib.sha256(refused.encode()).hexdigest()[:32]
        if self._ledger.claim(f"{_TOKEN}:{name}", "renewing").ours:
            return None
        end = time.monotonic() + _SECONDS
        while time.monotonic() < end:
            present = self._ledger.shared(_TOKEN)
            if present is not None and present != refused:
                return present
            await asyncio.sleep(0.1)
        return None

    async def _post(self, path: str, query: dict[str, str], body: dict[str, Any]) -> int:
        answer: dict[str, Any] = {}
        for attempt in range(_TRIES):
            answer = await self._answer(path, query, body)
            if answer.get("errcode", 0) not in _BUSY:
                break
            await asyncio.sleep(0.2 * 2**attempt)
        return int(answer.get("errcode", 0))

    async def _answer(self, path: str, query: dict[str, str], body: dict[str, Any]) -> dict[str, Any]:
        data = json.dumps(body, ensure_ascii=False).encode()
        for attempt in range(_TRIES):
            try:
                if self._session is None or self._session.closed:
                    self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=_SECONDS))
                async with self._session.post(self._account.base + path, params=query, data=data) as response:
                    found = json.loads(await response.text())
                    return found if isinstance(found, dict) else {"errcode": -1}
            except (TimeoutError, aiohttp.ClientError, ValueError) as error:
                # the address carries the token: only the kind of the error is told
                logger.warning("WeChat could not be reached (%s), try %d", type(error).__name__, attempt + 1)
                await asyncio.sleep(0.2 * 2**attempt)
        raise undelivered(0)
