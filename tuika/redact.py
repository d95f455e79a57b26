"""Taking personal data out of a message (脱敏): numbers that identify somebody, and names that are introduced.

个人信息保护法 art. 6: nothing is kept that the purpose does not need. The last digits stay where they help to
recognise a thing again.
"""

from __future__ import annotations

import re

_LAST = 4
#: A chain of digits this long, a date excepted, is a phone, card, order or parcel number, however it is broken up.
_NUMBER = re.compile(r"(?<![0-9])(?!20[0-9]{2}-[0-9]{1,2}-[0-9]{1,2}(?![0-9]))[0-9](?:[ \-]?[0-9]){6,}[Xx]?(?![0-9])")
#: Parcel and order numbers that begin with letters (SF1234567890).
_CODE = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{1,4}[0-9]{6,}(?![A-Za-z0-9])")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_NAME = re.compile(r"((?:我叫|我的名字(?:是|叫)|姓名[:：是]?|收件人[:：是]?))\s*[\u4e00-\u9fff·]{2,4}")
_ADDRESS = re.compile(r"(地址[:：是]?|住在?)\s*[^,，。;；!！?？\n]{4,}")


def redact(text: str) -> str:
    """``text`` with what identifies a person masked; 「我叫***」, 「***5678」."""
    text = _MAIL.sub("***@***", text)
    text = _CODE.sub(lambda m: f"***{m.group()[-_LAST:]}", text)
    text = _NUMBER.sub(lambda m: f"***{re.sub(r'[^0-9Xx]', '', m.group())[-_LAST:]}", text)
    text = _NAME.sub(r"\1***", text)
    return _ADDRESS.sub(r"\1***", text)
