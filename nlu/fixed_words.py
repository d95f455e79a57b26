"""Reports and dangers that have fixed words (固定说法): what must not hang on how much of it the network has learned.

``reported`` reads one clause that tells something, ``alarms`` a whole message. Names are those of ``labels.yaml``.
"""

from __future__ import annotations

import re

from . import lexicon
from .money_told import BOTH_CAME
from .shown_screen import is_shown, is_shown_to_one_who_calls, is_threatened_on_the_phone
from .told_apart import is_hired_to_refund

#: Event -> how it is told that it was done.
_REPORTS = {
    "reported_police": re.compile(
        r"(?:打|拨)(?:了|过|通|完)110|110(?:我|俺|也|都|已经|刚|早就){0,3}(?:打|拨)(?:了|过|通)|报(?:了|过|的)(?:警|案)|报警了|报案了|报(?:警|案)(?:都|也|已经|快|有)?[0-9一二两三四五六七八九十几半]{1,3}(?:多)?(?:天|周|个?月|个?星期)"
        r"|(?:警察|民警|派出所)(?:那边)?(?:给|开|出|给我|给开)了?(?:我)?(?:个|张|份)?(?:单|条|回执|受案|纸)"
    ),
    "secured": re.compile(
        r"(?:卡|钱|账户|银行|已经|都|先|刚)?(?<!被)(?:冻上|冻住|冻结|挂失|止付)(?:好|成功)?了(?!吗|没|不|[^。;!?]{0,6}(?:要交|要先|得交|得先|交|才能|解冻|让我|叫我))|^冻了|(?:密码)(?:都|也|全|已经)?(?:改|换)(?:好|完|过)?了"
        r"|(?:改|换)(?:好|完|过)?了(?:银行|微信|支付宝)?(?:的)?密码|拦(?:下来|住)了"
        r"|(?:银行|他们|柜台|客服)[^,。;!?没]{0,5}(?:冻|报了止付|止付)(?:结|住|上)?(?:了(?![^。;!?]{0,6}(?:要交|要先|得交|得先|交|才能|解冻|让我|叫我))|$)"
    ),
    "paid_debt": re.compile(
        r"(?:在|到|去|用)(?:移动|联通|电信|广电|100(?:86|10|00|99)|营业厅|厅里|官方)(?:的)?(?:app|柜台)?[里上]?[^,。;!?没不要]{0,6}(?:交|缴|还)(?:了|清|完)"
        r"|(?:全|都|已经)?(?:交|缴|结|还)清了(?!吗|没|才|再|就)"
    ),
    "refused_parcel": re.compile(
        r"(?:(?:没|没有)(?:给他|给她)?开门|门(?:我)?(?:没开|关上)|关(?:上)?了?门"
        r"|(?:轰|撵|赶|打发)(?:走|出去)了|让(?:他|她|快递|小哥)(?:给)?(?:拿|带|退)(?:走|回去)了)"
    ),
    "gave_money": re.compile(
        r"^(?:我|俺)?(?:已经|都|刚刚?|早就?)(?:给|转|付|交|打|充)(?:给)?(?:他|她|他们|对方)?(?:了|过去了?|完了)$"
        r"|(?<!差点)(?<!险些)(?<!没)被(?:人|他们?|她|骗子)?骗(?:走|去|了|掉)(?:了)?(?:我|卡里|卡上|账上)?(?:的)?(?:[0-9]{2,6}|[一二两三四五六七八九十几好]{1,3}[百千万])"
        r"|(?:转|打|汇|付|划)(?:出去|过去)(?:了)?(?:[0-9]{2,6}|[一二两三四五六七八九十几好]{1,3}[百千万])"
        r"|(?:垫|搭|贴)(?:了|进去?)(?:有|快)?[0-9一二三四五六七八九十百千万]"
        r"|(?:^|(?<![给跟帮替])[我俺]|已经|都|先|又)(?:交|付|充|转)了(?:他|她)?(?:[0-9]{1,6}|[一二两三四五六七八九]?[十百千])(?![0-9]|天|年|个|次|月|号|(?:块|元)?说?(?:剩|余下|其余))"
    ),
    "paid_in": BOTH_CAME,
    # (a sum that is too small, a quarrel about a contract: not taken on)
    "not_filed": re.compile(
        r"(?:不(?:给|予|能|够)?|没(?:给|有)?|没法|立不了)立案|立不了案|(?:警察|派出所|民警|公安)[^,。;!?]{0,8}(?:纠纷|管不了|不(?:管|受理|接)|没法管|够不上|不够)"
    ),
    "refused": re.compile(
        r"(?<!我)(?:说|讲|回(?!去|来)|回复|答复|告诉我)(?:了|是|我|我说|话){0,2}[^,。;!?]{0,8}?(?:(?:办|退|销|弄|改|取消|转|免|解|撤|降|搞)不(?:了|成)"
        r"|不(?:能|可以|给|让|准|同意)(?:办|退|销|弄|改|取消|转|免|解绑|撤|降|过户|返)|不(?:退|免|改|行|同意|可以|办))(?:的|了|啊|呀|呢|哦|这个|户|卡|钱|款|号|套餐|违约金){0,2}$"
        r"|(?<!为什么)(?<!能)(?:不能|不可|无法|不予|不符合|不满足)(?:办理)?携(?:号|转|出)(?!吗|么|怎)"
        r"|(?:连[^,。;!?]{1,6}|一分(?:钱)?|一毛(?:钱)?)(?:都|也)不(?:给|肯)?(?:我)?退(?:我|给我|钱)?$"
        r"|(?<!我)(?:现在|就是|死活|硬是)(?:都|也)?不(?:给|肯)(?:我)?退(?:我|钱|款)?$"
        r"|^(?:人家|他们?|她|客服|店家|商家|窗口|营业员|移动|联通|电信|广电)(?:就是?|死活|硬是|还是|都)?不(?:给|让|肯)(?:我)?(?:办|退|销|弄|改|取消|转|解|撤)"
        r"|(?:(?:店家|商家|卖家|对方|客服|他|她)[^,。;!?我]{0,3}(?:给我)?(?:点|按)了?拒绝|(?:给我|把我)(?:又)?(?:点了?)?拒(?:绝)?了|(?:店家|商家|卖家|他|她)又拒(?:绝)?了)(?!吗|怎|咋)"
    ),
    "called": re.compile(
        r"100(?:86|10|00|99)(?:那边|上)?(?:查|问)(?:了|过)|(?:打|拨)(?:了|过|通|完)(?:[^,。;!?不]{0,4}(?:电话|客服|热线)|100(?:86|10|00|99|15|80)|12300|一万号)|打100(?:86|10|00|99|15|80)(?:说|问|登记|查|投诉|反映|回|讲)|(?:电话|100(?:86|10|00|99|15|80)|客服)(?:我)?(?:也|都|已经|刚|早就)?(?:打(?:了|过|通)|问(?:了|过))"
        r"|(?:跟|和|找|问|联系)(?:了|过)?(?:客服|商家|卖家|店家|代理|运营商|移动|联通|电信|广电|店里)[^,。;!?]{0,4}(?:说|问|讲|谈|聊|反映)(?:了|过)"
    ),
    "visited": re.compile(
        r"(?:去|到|跑)(?:了|过|了趟|了一?趟|了一次|了两?[趟次])[^,。;!?]{0,5}(?:营业厅|厅里?|柜台|门店|网点)|(?:营业厅|厅里?|柜台|门店|网点)(?:我)?(?:也|都|已经|刚)?(?:去|跑)(?:了|过)"
    ),
    # (a time by which it is to come, said by them)
    "promised": re.compile(
        r"(?:^|[说讲应回等是好了多迟晚从月])(?:[0-9一二两三四五六七八九十]{1,3}个?(?:工作)?(?:日|天|小时)|下?周[一二三四五六日]|月底|月初|下个?月"
        r"|明天|后天|[0-9]{1,2}[号日])(?:之?内|之?前|以内)?(?:就|会|能|给|再|接着|继续){0,2}(?:到账|退|打给我|打款|返(?!程)|处理好|办好)(?!吗|么|行|可以|不|的话|订)"
        r"|^(?!(?:那)?(?:要是|如果|等|只要|除非))[^,。;!?不没能会肯]{0,8}(?:答应|同意)(?:了|要|给|会|说|可以){0,2}(?:我)?(?:全额|全|原路)?退(?:我|钱|款|给我|了)(?:钱|了)?$|^(?:他们?|她|对方)(?:也|又|就|终于)?(?:答应|同意)退$"
        r"|(?:(?:^|[说讲应回复]|答复)(?:是|了|我)?(?:也)?(?:可以|能)(?:在)?(?:异地|外地|本地|当地|这边)|(?:^|[说讲])(?:在)?(?:异地|外地|本地|当地|这边)(?:也|就|都)?(?:可以|能))(?:直接|给我|给)?(?:销户?|注销|办理?)(?:了)?$"
    ),
    "closed": re.compile(
        r"(?<!银行)(?<!信用)(?:号|卡|户)(?:我)?(?:都|也|已经|终于|今天|昨天|总算){0,2}(?:给)?(?:销|注销)(?:好|掉|完|成功)?了$"
        r"|(?:厅里?|柜台|网点|营业员|柜员|工作人员|人家)(?:今天|终于|总算|当场|刚刚?|昨天)?(?:(?:就)?给(?:我|俺)?(?:销|注销)(?:了|好了|掉了|完了)|给办(?:好|成|完)?了|(?:说|讲)(?:已经)?(?:给我)?(?:办|销)(?:好|妥|完)了)$"
    ),
    # (of what, the talk knows)
    "finished": re.compile(
        r"^(?:都|全|已经|终于|总算|今天|昨天|刚刚?|刚才|事情?|号|户|这事){0,3}(?:给)?(?:我)?(?:办|弄|搞)(?:完|妥|利索)了$"
    ),
    "complained_platform": re.compile(
        r"(?:点|申请|提)(?:了|过)?(?:平台)?(?:的)?介入(?!吗|行)|介入(?:我)?(?:已经|也)?(?:点|申请|提交?)(?:了|过)"
    ),
    "no_answer": re.compile(
        r"没(?:有)?人(?:打来|打电话|回电|来电|联系我)(?:话)?(?:了|过)?$|(?:不|没|没人|无人|都不|也不)接(?:我)?(?:的)?(?:电话|微信)?(?:了)?$|电话[^,。;!?]{0,6}(?:没人接|不接|打不通|关机|(?:是|成)?空号)|打不通|占线|忙音|联系不[上到]|找不[到着](?:那个|这个|那|他这个)?人|人(?:也|都|就)?找不[到着]了|(?:给|打)[^,。;!?我]{0,8}空号"
        r"|(?:不|没|没人|都不|再没|一直没)(?:回|理)(?:过)?(?:我|消息|信息|微信)(?:的)?(?:消息|信息)?(?:了|过)?$|^(?:人|他|她|客服|店家|商家)?[^,。;!?]{0,4}已读不回|^(?:就|都|已经)?(?:是|成)了?空号"
        r"|^(?:就|直接|然后|现在|又|还)?(?:把我|给我)(?:微信)?(?:拉黑|删|屏蔽)(?:掉)?了$"
    ),
    "stopped": re.compile(r"(?<!被)(?<!给)停(?:了机|掉了|了(?:号|卡|机)?$)|报停了|挂失(?:好)?了|办了(?:停机|挂失)"),
    "applied_refund": re.compile(
        r"(?:售后|退款|退货|取消)(?:我)?(?:已经|也|都|刚|早就)?(?:提交|申请|点|提|发起)(?:了|过)(?!吗|没)|点了?取消(?:订单)?(?=$|了)"
    ),
}
#: What the words of a report are said of where they report something else: a shop or an office that is shut sends
#: nobody away, a machine that fails refuses nothing, a payment or a bank's card that stops is no number.
_OF_ELSE = {
    "refused": re.compile(
        r"以后(?:都|就|也)?不[能让给]|年内?不[能让给]|满(?:了)?[0-9一二三四五六]?张?|名下|审核|资格|不符合|地区|黑名单|系统|升级|故障|维护|网络|断网|今天太晚|下班"
    ),
    "refused_parcel": re.compile(r"厅|店|网点|公司|摊|柜台"),
    # (an account that they say is frozen is frozen by nobody who helps)
    "secured": re.compile(
        r"^(?:他们?|她|对方|那边|电话里|短信)?(?:说|讲|称|告诉我|通知)(?:是|我说)?(?:我|俺|你|咱)?(?:的)?"
        r"(?:账户|账号|资金|钱|退款|款|微信|支付宝|银行卡|订单)[^,。;!?]{0,4}(?:冻|挂失|止付)"
    ),
    # (a number that rings no more is stopped)
    "no_answer": re.compile(r"(?<!这个)号码?(?:现在|也|都|就|今天|已经){0,3}打不通"),
    "stopped": re.compile(
        r"银行|储蓄卡|信用卡|续费|扣费|业务|会员|服务|宽带|(?:另外?一?张|别的|其他)[^,。;!?]{0,4}[也都]停"
    ),
}
#: A life in danger, however it is said.
_LIFE = re.compile(
    r"不想活|活不下去|没脸活|没法活下去|活着(?:还有什么|有啥|也?没)(?:意思|意义|用|劲)|寻短见|轻生|自杀|自尽|一了百了|一死了之"
    r"|不想(?:再)?(?:看见|看到|活在|待在|留在)(?:这个)?(?:世界|世上|人世|人间)"
    r"|(?:要|想|去|说|准备|差点)(?:喝农药|跳楼(?!价)|跳河|跳江|上吊|割腕)|喝药(?:自|寻)"
)
#: What may be only a way of speaking (「当初怎么想不开办了这张卡」, 「急得要死」), and is none where it is not.
_MAYBE_LIFE = re.compile(r"想不开(?!机)|(?:去|想|要)死(?:了算了|的心|$)")
_FIGURE = re.compile(
    r"(?:当初|当时|那会儿?|怎么)(?:就|一时)?想不开|想不开(?:才|就|去办|办了?|买了?|点了?)"
    r"|(?:饿|累|困|急|气|烦|笑|卡|坑)(?:得|的)?(?:要)?死|[^活](?:得|的)要?死"
)
#: A program that a swindler sent, on the telephone.
_INSTALLED = re.compile(
    r"(?:下载|安装|装|下)(?:了|好了|过)[^,。;!?没]{0,3}(?:骗子|他们?|她|对方|陌生人|那个?人)(?:发|给|让|叫|推)[^,。;!?]{0,6}(?:软件|app)"
    r"|(?:软件|app)[^,。;!?没]{0,3}(?:骗子|对方)(?:发|让|叫)[^,。;!?]{0,4}(?:装|下)了"
)
#: Money that is gone the way swindlers take it.
_ROBBED = re.compile(
    r"[钱块元千万百一二三四五六七八九0-9](?:钱)?(?:就|全|都|一下子?)?(?:没了|被转走|被划走|被刷走|转走了|不见了)|被(?:盗刷|转走|骗)(?:走|去|了)?[0-9一二三四五六七八九十两]"
)
#: Robbed of so much that the bank and the police come first.
_ROBBED_OF_MUCH = re.compile(
    r"被(?:人|他们?|骗子)?骗(?:走|去|了)?(?:[0-9]{4,6}|[一二两三四五六七八九十几好0-9.]{1,4}[千万])|(?:[0-9]{4,6}|[千万])(?:块|元)?(?:钱)?(?:全|都|就)?被(?:转|划|刷|骗)走"
)
_SHARED = re.compile(r"(?:共享|屏幕|远程|腾讯会议|钉钉会议|下载|装)(?:了|的)?")
_GAVE = re.compile(
    r"(?:填|输|报|给|发|念|说)(?:了|过|给他)[^,。;!?没]{0,8}(?:验证码|银行卡号?|卡号|密码)|(?:验证码|银行卡号?|卡号|密码)[^,。;!?没]{0,4}(?:填|输|报|给|发|念)(?:了|过|他|给)"
)


#: 「那我不销了」, 「算了先不退了」; what the other side does not want to do (「客服说不退了」) gives up nothing.
_GIVES_UP = re.compile(
    r"(?:^|[,。;!?])(?:(?:我|俺|咱|那|算了|要不|干脆|还是)[,]?(?:我|俺|就|先|也|还是|暂时|暂且){0,3}"
    r"不(?:想|打算|准备)?(?:销|注销|退|取消)|不(?:想|打算|准备)?(?:销|注销|取消))(?:户|号|卡|它|单)?了(?![吗么款钱])"
    # 「卡我还用,不销户」: a clause of its own, that asks nothing
    r"|(?:^|[,。;!?])(?:我|俺|咱)?(?:也|又|可|还|就|先|暂时|并){0,2}不(?:想|打算|准备|要)?(?:销(?:户|号|卡)|注销|退(?:卡|订|号))(?=$|[,。;!])"
)


def gives_it_up(text: str) -> bool:
    """Whether somebody says that they will not close, cancel or return it after all."""
    return _GIVES_UP.search(text) is not None


#: 「那我不转了」, 「算了不转网了」: of a number, not of money (「不转钱了」).
_GIVES_UP_PORTING = re.compile(
    r"(?:^|[,。;!?])(?:我|俺|咱|那|那么|算了|要不|干脆|还是)?[,]?(?:我|俺|就|先|也|还是|暂时){0,3}"
    r"不(?:想|打算|准备)?(?:携)?转(?:网|走|号|过去|到(?:移动|联通|电信|广电))?了(?![吗么款钱账])"
)


def gives_up_porting(text: str) -> bool:
    """Whether somebody says that they will stay with their carrier after all."""
    return _GIVES_UP_PORTING.search(text) is not None


def given_up(text: str) -> list[str]:
    """The groups of ``labels.yaml`` that hold what somebody says they will not do after all."""
    told = {"given_up": gives_it_up(text), "given_up_porting": gives_up_porting(text)}
    return [group for group, is_told in told.items() if is_told]


#: 「我没退卡，我就要那五十」: leaving was not what they came for.
_NOT_LEAVING = re.compile(
    r"(?:^|[,。;!?\s])(?:我|俺|咱)(?:又|也|可|就|从来|根本)?(?:没(?:说|想|打算)?(?:过)?(?:要)?|不是(?:要|想|来)?)"
    r"(?:退卡|销户|销号|退订|注销)(?=[,。;!?\s]|$)"
)


def denies_leaving(text: str) -> bool:
    """Whether somebody says that they did not want to leave, or to return the card."""
    return _NOT_LEAVING.search(text) is not None


#: Who is sent to the police is not being swindled by that; money, codes and programs are.
_TO_POLICE = re.compile(
    r"(?:让|叫|要|得)(?:我|俺|咱)?(?:自己|去|先|直接)?(?:打|找|问|联系|去)(?:96110|110|公安|派出所|反诈中心|警察|刑警队)"
)
_SWINDLES = re.compile(
    r"转账|转钱|汇款|[打转]款|保证金|安全账户|验证码|密码|共享|屏幕|下载|app|软件|链接|扫码|加(?:他|我)?微信|冒充|自称"
)


def sends_to_police(text: str) -> bool:
    """Whether somebody is told to turn to the police, and to nothing that a swindler would want."""
    return _TO_POLICE.search(text) is not None and _SWINDLES.search(text) is None


#: A promise whose day has passed is no news.
_OVERDUE = re.compile(r"过了|早过|还是没|又说|到现在|一直没|至今|没到账|没退")


def is_overdue(text: str) -> bool:
    """Whether the message says that the day of a promise has passed."""
    return _OVERDUE.search(text) is not None


_DEMANDS = re.compile(
    r"(?:让|叫|要|催|逼|非要|要求)(?:我|你|俺|咱)[^,。;!?了过]{0,10}(?:验证码|密码|共享|屏幕|刷脸|人脸)"
    r"|(?:报|念|读|发)给(?:他们?|她|客服|对方)才(?:能|给|肯|可以|好)"
    r"|(?:说|讲|非要|得|要|让我|叫我)(?:把[^,。;!?]{0,4})?(?:报|念|发|告诉|读)(?:给)?(?:他们?|她|客服|对方)(?:才|就|再)(?:能|给|肯|可以|好)"
)
_GAVE_IT = re.compile(
    r"(?:我|就|都|已经|刚){1,2}(?:念|报|给|发|说|填|输|共享|开)(?:给)?(?:他|她|对方|人家)?了(?![就吗没才])"
)
_DONE_SO = re.compile(
    r"(?:给|发|报|念|填|输|说|开|共享|下载|装|刷|扫|点)(?:给)?(?:他|她|对方|人家)?(?:了|过)|都(?:给|发|说)|照(?:做|办)|(?:扣|转|划|少|没)(?:走)?了"
)


def only_demanded(text: str) -> bool:
    """Whether a secret or a face is only demanded (「他让我把验证码发给他」), and nothing of it told as done."""
    return _DEMANDS.search(text) is not None and _DONE_SO.search(text) is None


def reported(clause: str) -> list[str]:
    """The events that a telling clause reports in fixed words."""
    known = lexicon.load()
    return [
        name
        for name, pattern in _REPORTS.items()
        if not (name in _OF_ELSE and _OF_ELSE[name].search(clause))
        and any(
            not known.negated(clause, found.start()) and not _not_done(clause, found.start())
            for found in pattern.finditer(clause)
        )
    ]


#: Events that two clauses tell together.
_TOGETHER = {
    # (a man who was given nothing went off with the card: it was not taken in)
    "refused_parcel": re.compile(
        r"(?:没(?:有)?(?:给|让|跟)?(?:他|她)?(?:弄|刷|激活|开门|充|要|收|签)|拒绝|不要|小哥|快递员?|骑手|(?:他|她|送卡的|那人)[^,。;!?]{0,6}走了)[^。;!?]{0,16}?"
        r"(?:卡|件|快递|东西|包裹)(?:也|又|都|就|给|被|他|她){0,2}(?:拿|带)(?:走|回去)了(?!吗|怎|咋)"
    ),
    # (what is to follow once it is withdrawn has not followed: 「撤了才退」; an order is withdrawn, too)
    "withdrew": re.compile(
        r"(?:投诉|申诉|介入|12315|工信部)[^。;!?]{0,16}?(?:(?<![让叫要催])[我俺]|已经|都|就)(?:把它|给)?撤(?:诉|掉|回|销)?了"
        r"(?!吗|没|不|才|就|再|的话|他|还|以?后|之后|会|能|马上|立马|当天|钱|订?单|退款)"
    ),
    "applied_refund": re.compile(
        r"(?:点|按)(?:了)?(?:取消|退款|售后)(?:订单)?[,。]?(?:它|他|系统|页面|那边)?(?:说|显示|提示|就)"
    ),
    "refused": re.compile(
        r"(?:12315|工信部|通管局|消协|市监局|市场监管局?)(?:那边)?[^。;!?问]{0,3}(?:说|回复?|告诉|答复|显示|提示)[^。;!?]{0,5}"
        r"(?:不归(?:他们|它们?|我们|本部门|[他它])?管|管不了|不(?:予|给)?受理)(?!怎|咋|吗|的话)"
        r"|(?:说|讲|回)(?!不定)[^。;!?]{0,9}[,。][^,。;!?我]{0,4}(?:(?<!行)不行|不给办|不能办|办不了|不让办)(?:的|了|啊)?(?:$|[,。;!])"
    ),
    "complained_12315": re.compile(r"12315[^。;!?]{0,5}(?:说|回|答复|短信)[^。;!?]{0,18}(?:不予?受理|不归|不属于)"),
    "not_filed": re.compile(
        r"(?:派出所|警察|民警|报案|报警)[^。;!?]{0,14}(?:不给立|不立(?!刻)|金额(?:太)?小|太少|不够(?:数|标准|立))"
    ),
    "changed_mind": re.compile(
        r"(?:不值当|不值得?|犯不上|懒得(?:弄|折腾|退)?)[^;!?]{0,6}(?:算了|不(?:退|弄|要)了)|算了[^;!?]{0,6}(?:不值|懒得|不折腾)"
        # (a card that stays in use and is not to be closed)
        r"|(?:还|接着|继续|照常|照样)(?:要|得|想)?(?:接着|继续)?用[^。;!?]{0,8}[,。][^,。;!?]{0,3}(?<!能)不(?:想|打算)?(?:销(?:户|号|卡)|注销|退卡)(?=$|[,。;!])"
        r"|(?:^|[,。;!])(?:我|俺)?不(?:想|打算)?(?:销(?:户|号|卡)|注销|退卡)[,。][^,。;!?]{0,6}(?:还|接着|继续|照常)(?:要|得|想)?(?:接着|继续)?用"
    ),
}


#: What a card is given away by: without such words nobody trades one.
_OF_BANK = re.compile(r"(?:银行|储蓄|信用|工资)卡号?|卡号|账号")
_OF_TRADE = re.compile(r"[卡号证脸码]|卖|租|借|收购|回收|转让|激活|实名|兼职|群")


def names_no_card(text: str) -> bool:
    """Whether nothing is spoken of that can be sold or lent; the number of a bank's card may only be asked for."""
    return _OF_TRADE.search(_OF_BANK.sub("", text)) is None


def in_two_clauses(text: str) -> list[str]:
    """The events that a message tells across clauses (「点取消,它说要等审核」)."""
    return [name for name, pattern in _TOGETHER.items() if pattern.search(text)]


_NOT_DONE = re.compile(r"(?:没|没有|未|别|不|想|要|去|该|能|可以|先|准备|打算|让我|叫我)$")


def _not_done(clause: str, at: int) -> bool:
    return _NOT_DONE.search(clause[max(0, at - lexicon.NEGATION_WINDOW) : at]) is not None


#: A code told: what it is called, and that it was passed on.
_CODE = (
    r"(?:验证码|动态码|校验码|短信码|那(?:串|几个|个)数字?|[4-6四五六](?:位|个)(?:的)?(?:数字?|码)"
    r"|短信(?:里|上)?(?:收到)?(?:的)?(?:那?(?:串|几个|个))?(?:数字?|码))"
)
_PASSED = r"(?:念|报|读|说|告诉|发|给)(?:出去|给?(?:他们?|她|对方|人家|客服|那[女男]的|那个?人)[看听]?)?[了过]"
_CODE_TOLD = re.compile(rf"(?<!没)(?<!没有){_CODE}[^。;!?没不]{{0,3}}?{_PASSED}(?!去|来)")
_TOLD_CODE = re.compile(rf"(?<!没)(?<!没有){_PASSED}[^,。;!?没不]{{0,4}}{_CODE}")
#: The papers that say who somebody is, and the secrets that open an account.
_PAPERS = re.compile(r"身份证|照片|人脸|姓名|地址|名字|户口本|手持")
_SECRETS = re.compile(r"码(?<!号码)(?<!二维码)|密码|银行卡|卡号|数字|共享|屏幕|远程|软件|下载|[四五六4-6][位个]")


def only_papers(text: str) -> bool:
    """Whether what was given are papers (an ID number, a photograph), and no code or password is spoken of."""
    return _PAPERS.search(text) is not None and _SECRETS.search(text) is None


#: An office that calls and accuses: what swindlers say, whatever the office really does; where a number was really
#: stopped, it is that.
_ACCUSES = re.compile(
    r"(?:视频|qq|微信)(?:里|上|通话)?[^,。;!?]{0,6}(?:警察|警官|公安|民警|检察)"
    r"|(?:警察|警官|公安|民警|检察官?)[^,。;!?]{0,4}(?:视频|加(?:我|了)?(?:qq|微信))|"
    r"(?:警察|警官|公安|民警|检察)[^。;!?]{0,12}(?:涉案|涉嫌|洗钱|通缉)[^。;!?]{0,8}视频|"
    r"(?:警察|警官|公安|民警|检察|法院|通信管理局|通管局|社保局|医保局)[^,。;!?]{0,6}"
    r"(?:打(?:来)?电话|来电|视频|加我|电话(?:说|里))[^。;!?]{0,16}"
    r"(?:涉案|涉嫌|洗钱|通缉|逮捕|配合调查|保密|安全账户)"
)
#: A caller who calls himself the carrier, accuses and sets a term of hours.
_SETS_A_TERM = (
    re.compile(r"(?:自称|冒充)(?:是)?(?:中国)?(?:移动|联通|电信|广电|运营商|客服|100(?:86|10|00|99)|通管局|工信部)"),
    re.compile(r"涉嫌|涉案|违规|违法|异常|诈骗"),
    re.compile(r"(?:小时|分钟|今晚|马上)(?:之?后|之?内)?[^,。;!?]{0,4}(?:停机|关停|停号|封)"),
)
#: Who is to be kept from those who would stop it: told to keep it secret, to stay alone, not to hang up.
_KEPT_APART = re.compile(
    r"(?:让|叫|要|说)(?:我|俺|他|她|我[妈爸])?[^,。;!?]{0,6}"
    r"(?:保密(?=$|[,。;!?\s不别])|(?:不许|不准|不能|别|不要)(?:告诉|跟|和)[^,。;!?]{0,4}(?:家|任何人|别人|爸|妈|孩子|儿女|子女|老伴|老公|老婆|警察))"
    r"|(?:让|叫|要|逼)(?:我|俺|他|她|我[妈爸])[^,。;!?]{0,6}(?:去|找|开|住)[^,。;!?]{0,3}(?:宾馆|酒店|旅馆|房间?)"
    r"|(?:手机|电话|视频)[^,。;!?]{0,3}(?:别|不要|不许|不让|不能)(?:我|他|她)?挂(?!失)"
)
#: Somebody who is on the line with a swindler.
_ON_THE_LINE = re.compile(
    r"(?:跟|和|被)(?:那个|一个)?(?:骗子|诈骗[^,。;!?]{0,3})(?:还|正|一直|现在|又){0,2}(?:在)?(?:打(?:着)?电话|通话|视频|聊(?!天?记录|天的)|联系)"
    r"|(?:还|正|一直)在?(?:跟|和)(?:那个)?骗子"
)
_REALLY_STOPPED = re.compile(
    r"停机|停了|关停|被停|锁了|去(?:一趟)?派出所|来(?:一趟)?派出所|借给|租给|卖给|帮人|反诈中心停"
)
#: A code that somebody on the telephone wants to be told: nobody honest does; a shop's clerk may ask for it.
_SECRET = r"(?:验证码|短信码|动态码|校验码|服务密码)"
_WANTS_CODE = (
    re.compile(
        rf"(?:让|叫|要|催|非要)(?:我|俺|咱)[^,。;!?了过]{{0,8}}{_SECRET}[^,。;!?了过]{{0,4}}(?:[念报读]|(?:念|报|告诉|发|读|说)给?(?:他|她|对方|人家|客服|专员))"
    ),
    re.compile(
        rf"(?:让|叫|要|催|非要)(?:我|俺|咱)[^,。;!?了过]{{0,4}}(?:[念报读]|(?:念|报|告诉|发|读)给?(?:他|她|对方|人家))[^,。;!?了过]{{0,4}}{_SECRET}"
    ),
)
_FROM_AFAR = re.compile(r"电话|来电|微信|自称|客服|专员|短信|视频|qq|群|有人")
_AT_THE_COUNTER = re.compile(r"营业厅|厅里|柜台|营业员|门店|网点|自己填|官方app")


def wants_a_code(text: str) -> bool:
    """Whether somebody far away wants a code to be told to them."""
    wanted = any(each.search(text) for each in _WANTS_CODE)
    return wanted and _FROM_AFAR.search(text) is not None and _AT_THE_COUNTER.search(text) is None


def alarms(text: str) -> list[str]:
    """The dangers that a message names in fixed words: a life; a secret given to one who looks on, or money gone."""
    maybe = _MAYBE_LIFE.search(text) is not None and _FIGURE.search(text) is None
    found = ["self_harm"] if maybe or _LIFE.search(text) else []
    given = _GAVE.search(text) and (_ROBBED.search(text) or _SHARED.search(text))
    given = given or (_DEMANDS.search(text) and _GAVE_IT.search(text))
    given = given or _INSTALLED.search(text) or _CODE_TOLD.search(text) or _TOLD_CODE.search(text)
    gave = (bool(given) or is_shown(text)) and not is_hired_to_refund(text)
    accused = _ACCUSES.search(text) is not None and _REALLY_STOPPED.search(text) is None
    accused = accused or any(each.search(text) for each in (_KEPT_APART, _ON_THE_LINE))
    accused = accused or all(each.search(text) for each in _SETS_A_TERM)
    watched = is_shown_to_one_who_calls(text) or is_threatened_on_the_phone(text)
    wanted = not gave and (wants_a_code(text) or accused or watched)
    robbed = ["scam_live"] if wanted or _ROBBED_OF_MUCH.search(text) else []
    return [*found, *(["gave_secret"] if gave else []), *robbed]


#: A clerk who has the phone in hand sees the code: no swindler asks for it from afar.
_CLERK = re.compile(r"店员|营业员|营业厅|厅里|厅长|柜台|拿我(?:的)?手机|业务员当面")
_AFAR = re.compile(r"转账|转钱|转给|共享|屏幕|远程|下载|软件|链接|电话里|打来|银行|贷|[钱款](?:没|少|被)|余额(?:没|少)")


def seen_by_a_clerk(text: str) -> bool:
    """Whether it was a clerk with the phone in hand who had the code, and nothing was done from afar."""
    return _CLERK.search(text) is not None and _AFAR.search(text) is None


def no_secret_given(text: str) -> bool:
    """Whether no secret was given to a swindler: only papers, or a code that a clerk saw."""
    return only_papers(text) or seen_by_a_clerk(text)
