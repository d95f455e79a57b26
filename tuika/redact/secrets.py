"""What a word in front announces: codes and passwords (wholly masked), accounts, and short numbers of orders."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .numbers import HOTLINES
from .reading import Reading
from .span import MASK, NUMBER, SECRET, Span, tail
from .words import one_of, words

#: What may stand between the word and what it announces.
_LINK = (
    r"(?:收到的?|刚才?|这个|那个|如下|后面|短信|号码|数字|账号|帐号|已经|还是|改成了?|设的|填的|输的|发的|发你|发我|给你|告诉你|"
    r"[ :=,。;、\"'「『“‘(（【\[#-]|就|是|为|叫|的|我|你|他|她|它|了|号|码){0,6}"
)
#: After the value: it was a length, a sum or a day.
_UNIT = r"(?! ?(?:元|块|天|日|个|月|年|分|小时|次|张|条|位|点|号(?!码)|人|家|单|折|[GgMm](?![A-Za-z0-9])|兆|%|遍))"
_CODE_WORD = rf"(?:{one_of('codes')}|身份证(?:号码?)?的?(?:后|尾|最后)[四六46]位|CVV2?|OTP)"
_PASS_WORD = r"(?:密码|口令|密匙|密钥|PIN码?|PUK码?|password|passwd|pwd)"
_CODE_VALUE = r"(?P<v>[A-Za-z]?[0-9](?:[ ._·,-]?[A-Za-z0-9]){2,11})(?![A-Za-z0-9])"
_PASS_VALUE = r"(?P<v>[A-Za-z0-9@#$%&!~^+=?.*_-](?:[A-Za-z0-9@#$%&!~^+=?._-]| (?=[0-9])){2,40})"
_ACCOUNT_WORD = (
    r"(?:QQ|扣扣|企鹅|微信|薇信|威信|微 ?信|(?<![A-Za-z_-])(?:wx|vx|v信|weixin|wechat)(?:id)?(?![A-Za-z_-])|卫星号?|"
    r"支付宝|旺旺|抖音号|快手号|小红书号|闲鱼号|钉钉|电报|telegram(?![A-Za-z_-])|账号|帐号|账户|用户名|登录名|会员名|昵称|(?<![A-Za-z_-])ID(?![A-Za-z_-]))"
)
#: An account: letters and digits with a digit or an underscore among them, or any of them behind 号 or a colon.
_ACCOUNT_VALUE = r"(?P<v>(?=[A-Za-z0-9.-]{0,24}[0-9_])[A-Za-z0-9](?:[A-Za-z0-9_.-]| (?=[0-9])){4,30})"
_ACCOUNT_LETTERS = r"(?:号|ID|id)? ?(?:[:是为]|(?<=号) ?) ?(?P<v>[A-Za-z][A-Za-z._-]{4,30})"
_NUMBER_WORD = (
    r"(?:(?P<strong>单号|编号|流水号|交易号|凭证号|受理号|工单号|批次号|合同号|协议号|证件号|证号|卡号|账号|帐号|串号|手机号|工号|学号|社保号|短号)|"
    r"身份证|手机|电话|座机|固话|联系方式|号码|副卡|主卡|新号|老号|我的号|这个号|工单|流水|订单|运单|物流|快递|包裹|IMEI|ICCID|社保|"
    r"护照|通行证|驾照|银行卡|信用卡|储蓄卡|(?<![A-Za-z])(?:tel|phone|mobile|order(?: no)?)(?![A-Za-z]))"
)
#: So many digits make a number of an order: five behind its 号, else six (no sum of this trade has six).
_DIGITS_STRONG, _DIGITS_WEAK = 5, 6
_NUMBER_VALUE = r"(?P<v>[A-Za-z]{0,4}[0-9](?:[ ._·-]?[A-Za-z0-9]){4,30})(?![A-Za-z0-9])"
_MONEY = re.compile(r"^[0-9]{1,6}\.[0-9]{1,2}$")
_DATE = re.compile(r"^20[0-4][0-9][-./ ](?:1[0-2]|0?[1-9])(?:[-./ ][0-3]?[0-9])?$")
#: Longer ones are ``numbers.find``'s, which knows their shapes.
_SHAPED = 11
#: Words that people put behind 微信 or 支付宝 and that are no account.
_COMMON = frozenset(words("no_accounts"))


def _pattern(word: str, value: str, unit: str = _UNIT) -> re.Pattern[str]:
    return re.compile(f"{word}{_LINK}{value}{unit}", re.IGNORECASE)


_CODE = _pattern(_CODE_WORD, _CODE_VALUE)
#: 「要验证码，我就把5521发给他了」.
_CODE_GIVEN = re.compile(
    rf"{_CODE_WORD}[^0-9。!?\n]{{0,12}}(?P<v>[0-9]{{4,8}})(?= ?(?:都|也|全)?(?:发|给|告诉|念|报|说|输))", re.IGNORECASE
)
_PASS = _pattern(_PASS_WORD, _PASS_VALUE)
_ACCOUNT = _pattern(_ACCOUNT_WORD, _ACCOUNT_VALUE)
_LETTERS = re.compile(_ACCOUNT_WORD + _ACCOUNT_LETTERS, re.IGNORECASE)
_NUMBER = _pattern(_NUMBER_WORD, _NUMBER_VALUE)
#: 「483920是验证码」, 「483920（验证码）」.
_BEHIND = re.compile(
    r"(?<![A-Za-z0-9.])(?P<v>[0-9](?:[ ._-]?[0-9]){3,7})[ ,:(（\"」]{0,2}(?:就?是|这个|的|为)?[ ]?"
    r"(?:我的|银行|短信|那个|登录|支付|服务)?"
    rf"(?:{_CODE_WORD}|{_PASS_WORD})",
    re.IGNORECASE,
)
#: A message that is six digits and nothing else answers a request for a code; no sum of this trade has six.
_BARE = re.compile(r"^[ .,。!]{0,2}(?P<v>[0-9]{3}[ -]?[0-9]{3})[ .,。!]{0,2}$")


def find(reading: Reading) -> list[Span]:
    """Everything that is announced."""
    text = reading.digits
    found = [
        _whole(m) for pattern in (_CODE, _CODE_GIVEN, _PASS, _BEHIND) for m in pattern.finditer(text) if _is_secret(m)
    ]
    if (bare := _BARE.match(text)) and not re.match(r"20[0-4][0-9](?:0[1-9]|1[0-2])$", bare["v"]):
        found.append(_whole(bare))
    found += [_account(m) for p in (_ACCOUNT, _LETTERS) for m in p.finditer(text) if _is_account(m)]
    found += list(_numbers(text))
    return found


def _whole(match: re.Match[str]) -> Span:
    return Span(match.start("v"), match.end("v"), MASK, SECRET)


def _account(match: re.Match[str]) -> Span:
    """An account's name wholly, its number to the tail."""
    digits = re.sub(r"[^A-Za-z0-9]", "", match["v"])
    return Span(match.start("v"), match.end("v"), tail(digits) if digits.isdigit() else MASK, SECRET)


def _is_secret(match: re.Match[str]) -> bool:
    value = match["v"]
    return value not in HOTLINES and not _DATE.match(value) and not value.startswith("***")


def _is_account(match: re.Match[str]) -> bool:
    value = match["v"]
    if sum(char.isdigit() for char in value) >= _SHAPED and not re.search("[A-Za-z_]", value):
        return False
    free = value not in HOTLINES and not _DATE.match(value) and not _MONEY.match(value)
    return free and value.lower() not in _COMMON and len(value) >= 5


def _numbers(text: str) -> Iterator[Span]:
    """Numbers of five digits and more behind the name of what they number."""
    for match in _NUMBER.finditer(text):
        value = match["v"]
        plain = re.sub(r"[^A-Za-z0-9]", "", value)
        groups = re.split(r"[^A-Za-z0-9]+", value)
        needed = _DIGITS_STRONG if match["strong"] else _DIGITS_WEAK
        if (
            sum(c.isdigit() for c in plain) < needed
            or groups[0] in HOTLINES
            or _DATE.match(value)
            or _MONEY.match(value)
        ):
            continue
        # longer ones are numbers.find's, which knows their shapes, but would take a day in them for a day
        if len(plain) < _SHAPED or re.search(r"20[0-4][0-9][01][0-9][0-3][0-9][^0-9]", value):
            yield Span(match.start("v"), match.end("v"), tail(plain), NUMBER)
