"""Whether a message names what is ours in plain words (说的是不是卡、号、话费): a phone's card, a number,
its charges, a carrier. 「押金啥时候退」 names nothing of it and may still be ours; so its absence alone proves nothing.
"""

from __future__ import annotations

import re

#: A card or number that is one of a phone; 「卡」 alone is also a bank's, a gym's, a bus's.
_CARD = (
    r"(?:流量|手机|电话|号码|物联网?|上网|副|主|靓号|大王|校园|吉祥|孝心|老人|亲情|虚商|米粉|青年|学生|宝藏|星|日租|随身)卡"
    r"|sim卡?|esim|流量套餐|双卡|网卡|卡板|卡托里|空卡|白卡|黑卡|实名卡|卡号|插卡|副号|小号|靓号|吉祥号|老号|新号"
    r"|手机号|电话号|号码|机主|随身wi-?fi|物联网"
)
_CHARGES = r"话费|月租|流量|套餐|资费|首充|预存|合约|保底|低消|增值业务|彩铃|亲情号|来电显示"
_DEEDS = (
    r"地推|扫楼|拉新|送卡"
    r"|销户|拆机|销号|携号|携转|转网|停机|复机|保号|二次实名|过户|断卡|实名制?激活|入网|一证通查|插卡激活"
)
_CARRIERS = (
    r"移动|联通|电信|广电|虚拟运营商|运营商|营业厅"
    r"|1008[06]|10010|10000(?!元|块|[0-9])|10099|10015|10080|12300|工信部|通管局|工信微报"
)
_OURS = re.compile(f"(?:{_CARD}|{_CHARGES}|{_DEEDS}|{_CARRIERS})", re.IGNORECASE)
#: Words that hold one of these and mean something else: 「移动硬盘」, 「客流量」, 「房子过户」.
_ELSE = re.compile(
    r"移动(?:硬盘|电源|支付|端|办公|厕所|靶|空调|终端|设备|应用|互联网|到)|(?:在|来回|慢慢|不能|往[上下左右前后])移动"
    r"|电信(?:诈骗|网络诈骗)|联通(?:器|卫生间)|(?:人|客|车|自然)流量|流量(?:明星|变现|券|主播|扶持|池|费投)|抖音号码|(?:车牌|房间|门牌|座位|排队|取餐)号码|"
    r"(?:旅游|保洁|相亲|美容|减肥|月子|婚纱|摄影|体检|健身|洗车|双人|火锅|儿童|年卡)[^,。;!?]{0,4}套餐|套餐(?:券|里的菜|饭)|"
    r"(?:劳动|装修|租房|买房|购房|保险|婚前|雇佣)合约|(?:社保|房产|车辆?|房子|户口|股权|产权|车子|车牌)[^,。;!?]{0,3}过户"
)


def names_ours(text: str) -> bool:
    """Whether ``text`` (normalised) names a phone's card or number, its charges, what is done to it, or a carrier."""
    return _OURS.search(_ELSE.sub("", text)) is not None


#: What only our own matters are about.
_ONLY_OURS = re.compile(r"流量卡|电话卡|手机卡|号卡|上网卡|物联网?卡|sim卡|首充|销户|携号|随身wifi")


def is_surely_ours(text: str) -> bool:
    """Whether the message names a card, or what is done with one, of the kind that we alone are there for."""
    return _ONLY_OURS.search(text) is not None
