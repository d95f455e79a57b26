"""Matters that fixed words tell (话里明摆着的事): what nobody says who means something else."""

from __future__ import annotations

import re
from collections.abc import Sequence

_MINE = r"(?:我|俺|咱)(?:们)?(?:家)?(?:的|那|这|那个|这个|原来的?|以前的?|老|旧|自己的?){0,3}(?:手机)?(?:号码?|电话)"
_KIN = (
    r"(?:前?(?:夫|妻|男友|女友|男朋友|女朋友|老公|老婆|媳妇|儿媳妇?|女婿|对象|嫂子)|侄[儿子女]?|外甥|表[哥弟姐妹]|堂[哥弟姐妹]"
    r"|弟弟|哥哥|妹妹|姐姐|亲戚|朋友|同事|老乡|老板|室友|同学|他|她|人家)"
)
#: Words one behind another, and how far off each may stand from the one before.
_Chain = tuple[tuple[re.Pattern[str], int], ...]
_SLOT = r"(?:盒子?|匣子?|箱子?|设备|机器|机子|铁疙瘩|路由器?)"
_FULL = (
    r"插(?:着|了|满)?[^,。;!?]{0,3}(?:十|几|好多|很多|一排|许多|[0-9]{2}|[二三四五六七八九]十|[3-9三四五六七八九])"
    r"[^,。;!?]{0,4}(?:电话|手机)?卡"
)
_MY_PAPER = r"(?:用|使|拿|借)(?:的|了)?(?:我|俺)(?:的)?身份证[^,。;!?]{0,2}(?:办|开|整|弄|买)"
_STILL_USES = rf"{_KIN}(?:现在)?(?:还|一直|正|仍|在)(?:一直|还|在)?(?:在)?(?:用|使)"
#: Somebody is to pay once more, and then gets what is theirs.
_PAY_FIRST = re.compile(
    r"(?:补|先|再|另外?|还[得要]|得|让我|叫我|要我|要)(?:交|付|转|充|缴|打(?=钱|款))(?!给我|了|过|清|完)"
    r"[^,。;!?电]{0,8}?(?:[0-9]{2,}|[一二两三四五六七八九]?[十百千]|钱|块|元|费|税|金|款)"
)
_GETS_IT = re.compile(
    r"(?:才|就|方)(?:能|可以?|给|肯|会|算|把)?[^,。;!?不没]{0,6}(?:提现|提出来|取出来|解冻|放款|到账|打给我|返给?我?|退(?!卡|单|订|货)(?:款|钱|给我)?)"
)
#: Somebody wants money sent first, and only then the card is to be closed, the money to come back.
_SAYS = (
    r"(?:让|叫|要求|催|逼|非要|非得|说要|说得|说是要|说先|要)"
    r"(?:我|俺|咱|你|他|她|我们|我?(?:爸|妈|爹|娘|奶奶|爷爷|婆婆|公公|老伴|姥姥|外婆|孩子|儿子|女儿))?"
)
_SENDS = (
    r"(?:汇|转|打(?!10[01]|110|12[0-9]|96|95|400|电话|客服))(?:个|笔|给|过去|过来|出去|账|款|钱|他|她|对方|人家){0,2}"
    r"(?:[0-9]{2,6}|[一二两三四五六七八九十几]{1,2}[百千万]|一笔|笔钱|点钱|钱|账|款|过去)"
)
_ONLY_THEN = (
    r"(?:才|之后才|以后再|完再|完就|再|就)(?:能|肯|可以|给|会|帮|好)?[^,。;!?没不]{0,8}"
    r"(?:退|销|消掉|取消|注销|撤|解冻|解封|解除|关掉|停掉|处理|办)"
)
_MONEY_FIRST: _Chain = ((re.compile(_SAYS), 0), (re.compile(_SENDS), 10), (re.compile(_ONLY_THEN), 10))
_ALREADY = r"(?:转|汇|打)(?:了|过)(?:[0-9]|[一二两三四五六七八九十几]{1,2}[百千万])"
#: What is really owed, or was paid already: nobody wants that first.
_OWED_REALLY = (
    r"欠费|欠的|结清|话费|月租|账单|违约金|运费|[邮寄]费|快递|差价|设备|光猫|首充|营业厅|运营商"
    rf"|100(?:86|10|00|99)|{_ALREADY}"
)
#: Somebody who cannot go or show their face; a number that has long been of no use; and that money is taken for it.
_ILL = re.compile(
    r"(?:爸|妈|爹|娘|奶奶?|爷爷?|姥[姥爷]|外[公婆]|婆婆|公公|岳[父母]|老(?:人|头|伴|太太?|公|婆)|[哥姐弟妹叔伯舅姨姑]|媳妇|丈夫|妻子)"
    r"[^,。;!?]{0,6}(?:瘫|中风|脑梗|脑溢血|卧床|下不了床|起不来|昏迷|植物人|失能|痴呆|糊涂|动不了|说不(?:出|清|了)话?|住(?:着)?院|icu)"
)
_UNUSED_LONG = re.compile(
    r"(?:号|卡|手机)[^,。;!?]{0,4}(?:早(?:就)?|一直|好久|很久|[几半一两三]年|早都)?(?:都|就)?(?:不用了|没(?:人|在|再)?用(?:了|过)?|闲着|用不着了?|不用)"
)
_CHARGED_YET = re.compile(r"(?:每个?月|月月|一个月|还在?|照样|老是?|一直)[^,。;!?没不]{0,6}(?:扣|收)(?!到)")
#: Matter -> what tells it, what says that something else is meant, and how surely it is told.
_TOLD: dict[str, tuple[tuple[_Chain, ...], re.Pattern[str], float]] = {
    # 「俺那个号俺闺女说打过去是个男的接的」
    "line_reclaimed": (
        (
            (
                (re.compile(_MINE), 0),
                (
                    re.compile(
                        r"(?:打|拨)(?:过去|的话|了)?(?:就|都)?(?:是|说是)?(?:一?个)?"
                        r"(?:男|女|陌生|生|外|别|老头|老太|不认识|小伙|小姑娘)[^,。;!?]{0,4}(?:接(?!了电话)|说话)"
                    ),
                    16,
                ),
            ),
            ((re.compile(_MINE), 0), (re.compile(r"(?:别人|陌生人|外人)(?:在)?(?:接|用)"), 9)),
        ),
        re.compile(r"卖家|商家|客服|代理|借|租|(?:送|拿)?给(?:他|她|我[妈爸])|前机主|刚办|新办|新号|才办|名下|身份证"),
        0.6,
    ),
    # 「他放了个铁盒子,插了十几张卡」
    "card_trading": (
        (
            ((re.compile(_SLOT), 0), (re.compile(_FULL), 16)),
            ((re.compile(_FULL), 0), (re.compile(r"盒|匣|箱|设备|机器"), 12)),
        ),
        re.compile(r"随身wifi|监控|摄像|充电|pos|我手机插"),
        0.75,
    ),
    # 「我爸偏瘫下不了床,他那个号每月扣30」
    "close_proxy": (
        (((_ILL, 0), (_CHARGED_YET, 24)),),
        re.compile(r"去世|过世|走了|没了|不在了|病故|我(?:自己)?(?:瘫|住院|动不了)|保险|社保|医保"),
        0.55,
    ),
    # 「这号早就不用了,每月还扣我29」
    "close_number": (
        (((_UNUSED_LONG, 0), (_CHARGED_YET, 12)),),
        re.compile(r"销(?:了|过|完|户成)|注销了|没激活|未激活|不激活|副卡|宽带|会员|去世|过世|走了|没了|停机|欠费"),
        0.5,
    ),
    # 「短信里有个链接,点进去让填银行卡号」; 「补交30手续费就能提现」; 「电话那头让她汇三千过去才能把卡消掉」
    "scam_live": (
        (
            ((_PAY_FIRST, 0), (_GETS_IT, 14)),
            _MONEY_FIRST,
            (
                (re.compile(r"链接|网址|网页|页面|二维码|点进去|点开"), 0),
                (re.compile(r"(?:让|叫|要|就)[^,。;!?没]{0,6}(?:填|输|写|录)"), 14),
                (re.compile(r"银行卡号?|卡号|支付密码|银行密码|验证码|cvv"), 12),
            ),
        ),
        re.compile(rf"官方app|自己下载|没点|没填|押金|{_OWED_REALLY}"),
        0.7,
    ),
    # 「前儿媳妇那号当年用我身份证办的,她还用着」
    "lent_card": (
        (
            ((re.compile(_MY_PAPER), 0), (re.compile(_STILL_USES), 18)),
            ((re.compile(_STILL_USES), 0), (re.compile(_MY_PAPER), 14)),
        ),
        re.compile(r"副卡|冒用|偷|不知道|没同意|谁办"),
        0.95,
    ),
}


#: A sentence ends here; no words of a chain are longer.
_STOP = re.compile(r"[。;!?]")
_LONGEST = 30


def _stands(chain: _Chain, text: str) -> bool:
    """Whether the words of a chain stand one behind another, each near enough, in one sentence."""
    (first, _), *rest = chain
    return any(_follow(rest, text, start.end()) for start in first.finditer(text))


def _follow(rest: Sequence[tuple[re.Pattern[str], int]], text: str, end: int) -> bool:
    """Whether the others follow what ends at ``end``."""
    for pattern, reach in rest:
        found = pattern.search(text, end, end + reach + _LONGEST)
        if found is None or found.start() - end > reach or _STOP.search(text, end, found.start()):
            return False
        end = found.end()
    return True


def matters_told(text: str) -> list[tuple[str, float]]:
    """The matters that a message tells in fixed words, and how surely."""
    return [
        (name, sure)
        for name, (chains, other, sure) in _TOLD.items()
        if any(_stands(chain, text) for chain in chains) and other.search(text) is None
    ]


#: Thing -> what names it across clauses, and what says that something else is meant.
_THINGS = {
    # 「8月份就给我停了,结果9月10月还一个月扣59」
    "停机后月租": (
        re.compile(
            r"(?:停机|停了(?:我|号|卡|机)?|被停|给停|停用)[^。;!?]{0,24}(?:还|照样|照|又|仍|继续|接着)[^,。;!?不没]{0,8}(?:扣|收)(?!到|不)"
        ),
        re.compile(r"副卡|宽带|会员|快递|停车|暂停|别停|没停"),
    ),
    # 「说不配合明天公安就来铐人」
    "说公安抓": (
        re.compile(
            r"(?:说|讲|电话|吓唬?|恐吓|威胁|不配合|不交钱|不给钱|不还钱|再不|不然|要不然|否则)[^。;!?]{0,16}"
            r"(?:公安|警察|民警|派出所|刑警)[^,。;!?]{0,8}(?:抓|铐|逮|拘|把[^,。;!?]{0,4}带走)"
        ),
        re.compile(r"借给|卖给|租给|卖了|借了|租了|我能|能不能报|可以报"),
    ),
    # 「放话要打电话给我单位领导」
    "告单位": (
        re.compile(
            r"(?:打电话|电话打|告状?|捅|闹|找|通知|联系|举报|发(?:给|到)|寄|说)(?:去|到|给|诉)?[^,。;!?不]{0,5}"
            r"(?:单位|领导|老板|辅导员|班主任|导师|校长|教务|我(?:们)?(?:学校|公司|厂里?|老师))"
        ),
        re.compile(
            r"单位(?:的)?(?:号|卡|证明|注销|名下|办)|快递公司|老板(?:跑|说|不|让|叫)|驿站老板|店老板|公司(?:的)?(?:号|卡)"
        ),
    ),
    # 「穿得板板正正的小伙子上门,要帮我换新卡」
    "上门的人": (
        re.compile(
            r"(?:上门|敲(?:我|我家|俺家)?门|登门|[来上到进](?:了)?(?:我|俺|咱)(?:们)?家|挨家|挨户)[^。;!?]{0,30}"
            r"(?:换(?:一?张|个|成|新|5g|大)?[^,。;!?]{0,3}卡|办(?:一?张|个)?[^,。;!?]{0,3}卡|升级|免费|送(?:我)?(?:鸡蛋|油|米|面|牛奶|礼)|(?:移动|联通|电信|广电)(?:公司)?的)"
        ),
        re.compile(r"快递|骑手|驿站|警|公安|法院|律师|催|欠|起诉|宽带|光猫|装机|包裹|送货|收件"),
    ),
    # 「他说让我走路当心点」
    "威胁人身": (
        re.compile(
            r"(?:走路|出门|走夜路|晚上|回家|上下班|开车)[^,。;!?]{0,4}(?:小心|当心|注意|留神)点?"
            r"|(?:让|叫|喊|要)(?:我|俺|你)[^,。;!?]{0,4}(?:小心|当心)(?:点|着)"
        ),
        re.compile(r"骗|上当|我以后|我会|我妈说|我爸说|家里人说|反诈|警察|验证码|扣费|偷"),
    ),
    # 「说再闹就打电话给我们老师」
    "放话": (
        re.compile(
            r"(?:再(?:闹|投诉|不|敢|催|要)|不(?:配合|激活|交钱|还钱|收货|撤|删)|不然|否则)[^。;!?]{0,8}"
            r"(?:打电话给|给[^,。;!?]{0,6}打电话|告诉|通知|[告闹捅]到)[^,。;!?]{0,4}(?:单位|学校|公司|厂|领导|老板|老师|辅导员|家里|父母|家长|爸|妈)"
        ),
        re.compile(r"请(?:你)?告诉|告诉我(?!们?(?:单位|学校|领导|老板|老师|爸|妈|家))|10086|10010|10000"),
    ),
    # 「退卡还得先微信发他60元定金」
    "要先付": (
        re.compile(
            r"(?:还?得|要|必须|非要?|让我|叫我)先[^,。;!?退]{0,4}(?:发|付|交|转|给|打)(?:给)?[^,。;!?退]{0,3}"
            r"(?:[0-9]|[一二两三四五六七八九]?[十百千]|定金|押金|保证金|手续费|钱|红包)"
        ),
        re.compile(r"欠费|话费|月租|违约金|让他|叫他|要他|他得|先退|10086|10010|10000"),
    ),
    # 「评论看着都像刷的」
    "店铺真假": (
        re.compile(r"(?:评论|评价|好评|销量|晒单|买家秀)[^。;!?]{0,8}(?:刷|假|托|水军|一样|一个样|一模一样|复制)"),
        re.compile(r"让我|叫我|要我|返现|返我|删|给好评才"),
    ),
    # 「170开头的号码打来自称工信部」
    "工信部打来": (
        re.compile(
            r"(?:工信部|通管局|通信管理局)[^。;!?]{0,8}(?:打(?:来|给|过来)|来电|来电话|(?:给|跟)[^,。;!?]{0,5}打电话|打(?:个)?电话)"
            r"|(?:电话|来电|打来|打给我)[^。;!?]{0,12}(?:自称|说是|说他是|称是?|冒充)[^,。;!?]{0,4}(?:工信部|通管局|通信管理局)"
        ),
        re.compile(
            r"(?:我|俺)(?:给|打|想打|要打|怎么打)[^,。;!?]{0,4}(?:工信部|通管局)|工信部(?:的)?电话(?:是|多少|怎么打)"
        ),
    ),
    # 「凭什么注销还要我举着身份证拍照」
    "销户举证": (
        re.compile(
            r"(?:销户|销号|注销|销卡|退网)[^。;!?]{0,16}(?:举|手持|手拿|拿着|端着)[^,。;!?]{0,6}(?:身份证|证件)"
            r"|(?:销户|销号|注销|销卡|退网)[^。;!?了]{0,10}(?:刷脸|人脸|拍脸|扫脸)|(?:刷脸|人脸识别|扫脸)(?:才|才能|就|就能)?[^,。;!?了]{0,4}(?:销户|销号|注销)"
            r"|(?:举|手持|手拿|拿着)[^,。;!?]{0,6}(?:身份证|证件)[^。;!?]{0,16}(?:销户|销号|注销)"
        ),
        re.compile(
            r"微信|邮箱|qq|私聊|聊天|发给(?:他|她|客服|对方|人家)|快递|小哥|激活|链接|视频|共享|上门|刷不过|过不去|失败|不通过|老人|在外地"
        ),
    ),
    # 「app里注销让我输验证码」
    "自己填": (
        re.compile(
            r"(?:官方|移动|联通|电信|广电)?(?:app|掌厅|网厅|官网|营业厅软件)[^。;!?]{0,14}(?:输|填)[^,。;!?]{0,4}(?:验证码|短信码)"
        ),
        re.compile(r"(?:报|念|发|告诉|说)(?:给)?(?:他|她|客服|对方)|链接|他发|下载|共享|屏幕"),
    ),
    # 「投诉了移动会不会不让我用」
    "报复": (
        re.compile(
            r"(?:投诉|申诉|举报)(?:了|过|完|以后|之后)?[^。;!?]{0,10}(?:会不会|怕|会)[^,。;!?]{0,5}"
            r"(?:停(?:我|了我|掉我)|(?:不让|不给)(?:我)?(?:用|办)|关(?:我|了我)|封(?:我|了我)|为难我|刁难)"
        ),
        re.compile(r"退钱|给我退|不给退"),
    ),
    # 「我儿子名下的卡给我用」
    "家人用": (
        re.compile(
            r"(?:儿子|女儿|闺女|老公|老婆|媳妇|丈夫|爱人|[爸妈爹娘]|孩子|[哥姐弟妹]|奶奶|爷爷)(?:的|名下的?|名字的?|身份证办的)"
            r"(?:手机|电话)?(?:卡|号)[^,。;!?查销退]{0,4}(?:给|由|让|是)?(?:我|俺|我[爸妈])(?:在|一直|平时)?(?:用|使)"
        ),
        re.compile(r"死|去世|过世|走了|借给|租|卖|外人"),
    ),
    # 「娃娃拿他奶奶身份证点了一张卡」
    "成年人实名": (
        re.compile(
            r"(?:孩子|娃娃?|儿子|女儿|闺女|孙[子女]|外孙女?|小孩|侄[子女]|弟弟|妹妹)[^。;!?]{0,6}(?:拿|用|偷)(?:了|着|的)?"
            r"(?:他|她|我|俺)?(?:的)?(?:爸爸?|妈妈?|爷爷|奶奶|姥姥|姥爷|外公|外婆|大人|家长)(?:的)?(?:身份证|证件)"
        ),
        re.compile(r"去世|过世|不在了|火化|注销户口"),
    ),
}


_OUT_OF_FAMILY = re.compile(r"卖|租|收购|外人|陌生|群|兼职|[0-9]块|好处|转让")


def stays_in_family(text: str) -> bool:
    """Whether a card is only used by one of the family whose name it bears not."""
    return "家人用" in things_told(text) and _OUT_OF_FAMILY.search(text) is None


def things_told(text: str) -> list[str]:
    """The things that a message names across its clauses."""
    found = [name for name, (told, other) in _THINGS.items() if told.search(text) and other.search(text) is None]
    # 「那边让我妈汇三千才给销」
    is_first = _stands(_MONEY_FIRST, text) and re.search(_OWED_REALLY, text) is None
    return [*found, *(["先汇钱"] if is_first else ())]
