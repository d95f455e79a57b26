"""WeChat through the real servers: a whole case, in time, late, twice, refused."""

from __future__ import annotations

import json
import re
import time
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest

from channels.wechat import WeChatChannel
from channels.wechat_answers import tappable
from tuika.speech.links import known
from workshop.fakes import FakeWeChat, SlowDoor
from workshop.live import Live, eventually
from workshop.wechat_user import TOKEN, WeChatUser

OPENING = "前天在抖音点广告办的联通卡，现在说已经提交了，不想要了"
PAID = "付给卖家了，29块9"


def test_the_url_check(wechat: Live) -> None:
    user = WeChatUser(wechat, TOKEN)
    status, body, _ = wechat.request("GET", user.address(echostr="12345"))
    assert (status, body) == (200, b"12345")
    assert wechat.request("GET", WeChatUser(wechat, "wrong").address(echostr="1"))[0] == 403
    assert wechat.request("GET", "/webhooks/wechat/?echostr=1")[0] == 403


def number_of(label: str, said: str) -> str:
    """The number under which a choice was offered."""
    found = re.search(rf"^(\d+)\. {label}$", said, re.MULTILINE)
    assert found, said
    return found[1]


def test_a_whole_case_by_passive_replies(wechat: Live, fake: FakeWeChat) -> None:
    user = WeChatUser(wechat, TOKEN)
    asked = user.say(OPENING)
    assert "联通" in asked
    assert "2. 付给卖家了" in asked
    plan = user.say("2")
    assert "12月3日" in plan
    assert "1. 怎么跟客服说" in plan
    letters = user.say(number_of("写一份投诉信", plan))
    letter = user.say(number_of("写给卖家的退款信", letters))
    assert "〔请填写" in "".join([letter, *fake.to(user.openid)])
    assert "分配号码不等于开通" in user.say("客服说号码已经分配了撤不了")
    assert "《" in user.say("依据是什么")


def test_erasing_by_message(wechat: Live) -> None:
    user = WeChatUser(wechat, TOKEN)
    user.say(OPENING)
    assert "已经清除" in user.say("清除我的数据")
    assert "抖音" not in user.say("我的卡到哪一步了")


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
    assert "清除我的数据" in user.post(user.xml("event", Event="CLICK", EventKey="erase"))[1]
    assert "联通" in user.post(user.xml("event", Event="CLICK", EventKey="sheet"))[1]
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


def test_addresses_are_links_and_a_piece_that_would_be_too_long_goes_without() -> None:
    address = next(link for link in known() if link.kind == "open")
    linked = f'<a href="{address.href}">{address.text}</a>'
    assert tappable(f"到 {address.text} 申诉。") == f"到 {linked} 申诉。"
    assert tappable("打 10086。") == "打 10086。"
    full = "到" + "字" * 640 + f" {address.text} 申诉"
    assert tappable(full) == full


def test_where_a_person_is_asked_for_the_address_can_be_tapped(wechat: Live) -> None:
    user = WeChatUser(wechat, TOKEN)
    assert '<a href="https://yhssglxt.miit.gov.cn">' in user.say("转人工")
