"""Learned facts that need a word (听出来的事实要有字面): what the network hears in a clause whose words cannot mean it.

The network learns what mostly goes with what: who speaks of a 公众号 often has an IoT card. That is no fact of this
person until something of it is said.
"""

from __future__ import annotations

import re

from .told_apart import LOOKED_OVER, OF_ORDER, STAFF
from .untold import CLAIMS_CONTRACT

#: (field, value) -> what the message must say for it.
_NEEDS = {
    ("iot", "是"): re.compile(
        r"没(?:有)?(?:手机)?号|无号|只能(?:上网|连网)|打不了电话|不能打电话|物联|随身wifi|监控|路由|摄像|设备|插卡|车载|定位|(?<!移动)(?<!联通)(?<!电信)(?<!广电)(?<!移动的)(?<!联通的)(?<!电信的)(?<!官方)(?:公众号|小程序)[^,。;!?]{0,6}[充续]|[充续][^,。;!?]{0,6}(?:公众号|小程序)"
    ),
    # (a hall that does not do it refused no order: 「代理办不了外地的」)
    ("card_stage", "开卡失败"): re.compile(
        r"审核|开[卡户]|下单|申请|订单|提交|通过|[没不]过|失败|资质|年龄|[五5]张|配送|发货|地区|不支持|名下|黑名单|[办领]卡|新卡|激活|取消"
    ),
    ("card_stage", "停机"): re.compile(r"停|复机|锁|断|打不出|用不了|不能用|关了"),
    ("card_stage", "销户中"): re.compile(r"申请|提交|等|审核|预|冻结|受理|流程|正在|在办|办了"),
    ("card_stage", "已销户"): re.compile(r"销|空号|收回|没了|注|办完|退网"),
    ("stopped_for", "欠费"): re.compile(r"停|欠"),
    ("contract", "有合约"): re.compile(
        r"合约|协议|签|在网|期|违约|绑|(?:满|够|到|才能|还有|还剩|还差|差|必须|至少)[^,。;!?]{0,6}[年月]|[年月](?:内|才|不[能让得]|以后|之后|的?约)"
    ),
    ("sales_channel", "运营商官方"): re.compile(r"[办买开领订交签]|申请|下单|充"),
    ("sales_channel", "电商平台"): re.compile(r"[买拍店]|下单|下的|订单|直播|商城|平台|网上|收货"),
    ("contract", "有绑定"): re.compile(r"绑|捆|宽带|副卡|主卡|融合|靓|吉祥|好号|豹子|连号|亲情|家庭|协议|([0-9])\1\1"),
    ("charged", "是"): re.compile(r"扣|收|费|租|钱"),
    ("sales_channel", "网盟/代理"): re.compile(
        r"代理|广告|朋友圈|扫码|扫(?:了|个|一)|上门|学长|学姐|地推|推销|推荐|推给|业务员|中介|群|短视频|直播|刷到|链接|电话[^,。;!?]{0,6}办|[办买领申开]|下单|摆摊|熟人|老乡|微信|网上|页面|卖"
    ),
    ("as_sold", "不符"): re.compile(
        r"说|讲|写|标|宣传|广告|页面|承诺|答应|直播|原来|本来|当初|变|涨|骗|忽悠|不一样|不符|不对|不是|不像|没有|只有|限"
    ),
}
#: Who is at home, or away, and is not the user.
_KIN = r"[爸妈爷奶舅姑姨叔伯婶嫂哥姐弟妹公婆他她儿女]"
#: (field, value), what says something else, and the words with which it does not; there may be several of one value.
_NOT_WITH = (
    # (what is printed on a card that came says nothing of its use)
    (
        ("card_stage", "已激活"),
        re.compile(r"卡面|卡套|卡上(?:写|印|标)|面单|寄来的|来的是|套餐页"),
        re.compile(r"激活|在用|用着|用了|扣|上网|插"),
    ),
    # (what is to be closed, or closed for a price, is not closed: 「要注销那个卡，销完退我」)
    (
        ("card_stage", "已销户"),
        re.compile(
            r"(?:想|要|去|帮|给|让)(?:我|你|他)?(?:把)?[^,。;!?已了]{0,3}(?:销户|注销|销掉)|销完(?:就|再|才|马上)?(?:全额?)?退"
            # (nor where it is only told what would come of it: 「不让销,销了就没了」)
            r"|不(?:让|肯|许|准)(?:我)?(?:销|注销)|销(?:户|号)?了(?:就|会|怕)|现在(?:就)?(?:注销|销)(?:户|号|了|的话|,)"
        ),
        re.compile(
            r"已经?[^,。;!?]{0,4}销|(?:注销|销户|销号|销)(?:成功|了(?!就|会|怕|,?(?:还|是不是|怎|咋))|掉了|好了)|空号|收回|(?<!就)没了|办完"
        ),
    ),
    (
        ("card_stage", "停机"),
        re.compile(r"没(?:有)?停|别停|不停|只(?:给|能|肯|让)停|就(?:把|给)[^,。;!?]{0,4}停"),
        re.compile(r"停机了|停了|被停|已停"),
    ),
    (
        ("parcel_stage", "已签收"),
        re.compile(r"签(?:了|过|的)?(?:个|份|的)?(?:字|名|合同|协议|合约|单子|确认书)"),
        re.compile(r"签收|收到|拿到|到手|快递|取"),
    ),
    (
        ("card_stage", "销户中"),
        re.compile(r"(?:不|没|未)(?:予)?受理|(?:点|提交|办)不了|点不动|失败|不支持"),
        re.compile(r"已受理|受理了|提交成功|提交了|审核|等"),
    ),
    # (who is abroad only later is here)
    (
        ("place", "外地"),
        # (and somebody else who is away: 「大姨人在国外」)
        re.compile(
            rf"留学生|毕业(?:以?后|就)?[^,。;!?]{{0,4}}回国|{_KIN}(?:人|现在|一直|也|都){{0,2}}在(?:国外|外地|外省|境外)"
        ),
        re.compile(
            rf"已经回|(?<!{_KIN})人在|(?:^|我|俺|自己|[,。;!?])(?:现在|一直|都|也){{0,2}}在(?:国外|外地|老家)|异地"
        ),
    ),
    # (what was filled in and not sent off was given to nobody)
    (
        ("card_stage", "已提交待开卡"),
        re.compile(
            r"没(?:有)?(?:点|按)(?:最后|提交|立即|下单|确认|免费领)|(?:提交|领取|办理|下单|最后那?一?步|最后那?个)(?:我)?没(?:点|按)|没提交"
        ),
        re.compile(r"受理|审核|待开卡|已提交"),
    ),
    (
        ("parcel_stage", "已拒收"),
        re.compile(r"(?:拿|带|收)走"),
        re.compile(r"快递|包裹|件|驿站|拒|不要|不收|骑手"),
    ),
    # (「付过钱」 is the contrary)
    (
        ("payee", "没付"),
        re.compile(r"没(?:少|丢|损失|扣|被扣|转走)|(?<![没未不])(?<!没有)(?:付|交|给|花|充)(?:过|了|完)(?!吗|么|没)"),
        re.compile(r"没(?:有)?(?:付|花|交|给|充)|[一1]分(?:钱)?(?:都|也)?(?:没|不)|免费|0元|白(?:送|给|领)"),
    ),
    # (who of the family is against it is not the other side)
    (
        ("complaint_answer", "拒绝了"),
        re.compile(rf"{_KIN}(?:也|就|还|都|硬|是|死活){{0,2}}不(?:让|肯|准|许|同意)"),
        re.compile(
            r"(?:客服|人工|移动|联通|电信|广电|[他她]们|人家|[商卖店]家|厅|公司|代理|平台)[^,。;!?]{0,8}不(?:让|给|肯|同意|予|能)|拒|驳回"
        ),
    ),
    # (what the user once agreed to is no answer, nor is that the money be paid first a way to settle)
    (
        ("complaint_answer", "答应了"),
        re.compile(r"我[^,。;!?]{0,10}同意(?:过|了?(?:协议|条款|规则|须知))|(?:等于|视为)同意"),
        re.compile(r"(?:同意|答应|承诺)(?:了|给|我){0,2}(?:退|免|销|返|减|取消)|松口"),
    ),
    (
        ("settlement", "单独退"),
        re.compile(r"(?:[说讲]|[叫让]他?|[说讲]你)先退"),
        re.compile(r"单独|单走|一个人|统一|一起|一块|特例|不用等"),
    ),
    (
        ("penalty_basis", "没见过条款"),
        re.compile(r"入职|工资|报销|劳动合同|通讯(?:补|福利|费)|话费补"),
        re.compile(r"违约金|合约|在网"),
    ),
    # (who is told that there is a contract and signed nothing protests: the number is not known to be free)
    (
        ("contract", "没有"),
        re.compile(rf"{CLAIMS_CONTRACT.pattern}|没(?:有)?签过?(?:任何|什么|一个)?(?:字|名)"),
        re.compile(
            r"(?:查|客服|显示|短信|营业厅|人工|说)[^,。;!?]{0,8}(?:没有?|无)(?:任何|什么|啥)?(?:合约|绑|协议|在网)"
        ),
    ),
    (
        ("sales_channel", "电商平台"),
        re.compile(r"不是(?:在|从)?(?:京东|淘宝|天猫|拼多多|抖音|快手|闲鱼|网上|网店)"),
        re.compile(r"(?<!不)是(?:在|从)?(?:京东|淘宝|天猫|拼多多|抖音|快手|闲鱼)(?:上|里|买|拍|下)"),
    ),
    # (a reason that is given for a stop was promised by no advert)
    (
        ("as_sold", "不符"),
        re.compile(r"停[^,。;!?]{0,8}(?:风险|涉诈|异常|违规)|(?:风险|涉诈|异常|违规)[^,。;!?]{0,6}停"),
        re.compile(r"宣传|广告|说好|说的|写的|当初|当时|卖|承诺|不一样|不符|忽悠"),
    ),
    (("payee", "货款"), re.compile(r"(?:给|发|转)(?:了|过)?(?:我|俺)|挣|赚"), re.compile(r"我(?:付|交|给|转)")),
    # (a box that stops is no number that does: 「插电的小盒子用三天就停了」)
    (
        ("card_stage", "停机"),
        re.compile(r"盒子|随身wifi|设备|插电|路由"),
        re.compile(r"停机|被停|[卡号][^,。;!?]{0,3}停"),
    ),
    # (a refund that is looked over is no order that is)
    (("card_stage", "已提交待开卡"), LOOKED_OVER, OF_ORDER),
    # (what a firm does with its staff's numbers settles no refund)
    (("settlement", "统一结算"), STAFF, re.compile(r"结算|代理|公众号|[商卖店]家")),
    # (a number that is gone is in use no more)
    (("in_use", "是"), re.compile(r"号[^。;!?]{0,12}(?:没了|收[走回]|空号)"), re.compile(r"在用|用着|天天|要收")),
)


#: The number that somebody has in use is not the card that was ordered: 「我现在用的就是电信号」, 「我那个老号」.
_OLD_NUMBER = re.compile(
    r"(?:我|俺)(?:现在|手上|手里|平时|自己|本来|原来|目前|一直|这边)?(?:用的|用着的|在用的|手上的|手里的|自己的|原来的|原有的|现在的)"
    r"(?:手机|那个)?(?:号|卡)?(?:码)?(?:就|也|都|本来)?是(?:个|张)?(?:移动|联通|电信|广电)"
    r"|用惯(?:了)?(?:老|旧|原来的?|自己的?)(?:号|卡)|(?:我|俺)(?:那|这)?(?:个|张)?(?:老|旧|原|主)(?:号|卡|手机号)|(?:现在|手上|手里|原来|平时)(?:正)?(?:在)?用的(?:那|这)?(?:个|张)?(?:老)?(?:号|卡|手机号)"
)
#: ... unless that very number is what is to go, or to change.
_OF_THAT_NUMBER = re.compile(r"激活|销|不用了|不要了|停掉|套餐|转网|携|过户|欠费")
_OF_USE = frozenset({("card_stage", "已激活"), ("activated", "激活了"), ("in_use", "是")})


#: Who is only thought of to fetch a parcel has not: 「能叫同学帮我拿了扔掉吗」.
_MAY_FETCH = re.compile(
    r"(?:能|可以|能不能|可不可以|要不要|用不用|想|打算|准备|不如|干脆)(?:叫|让|找|喊|请|托)[^,。;!?了]{0,6}(?:拿|取|领)"
)
_FETCHED = ("parcel_stage", "已签收")


def stands(field: str, value: str, text: str) -> bool:
    """Whether a learned fact has words in the message that can mean it."""
    if (field, value) == _FETCHED and _MAY_FETCH.search(text):
        return False
    if (field, value) in _OF_USE and _OLD_NUMBER.search(text) and _OF_THAT_NUMBER.search(text) is None:
        return False
    needed = _NEEDS.get((field, value))
    if needed is not None and needed.search(text) is None:
        return False
    known = [(against, besides) for told, against, besides in _NOT_WITH if told == (field, value)]
    return all(against.search(text) is None or besides.search(text) for against, besides in known)
