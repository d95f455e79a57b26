"""Names of people: behind an introduction (我叫、收件人), before a title, beside a phone number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from .reading import Reading
from .span import MASK, NAME, NUMBER, Span

_COMPOUND = "欧阳|司马|上官|诸葛|皇甫|尉迟|公孙|慕容|令狐|司徒|东方|南宫|夏侯|端木|轩辕|长孙|宇文|百里|呼延|独孤|西门|闻人|澹台|公冶|拓跋"
#: Surnames, most frequent first; those that are everyday words as well stand apart.
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗郑梁谢宋唐许韩冯邓曹彭曾肖萧田董袁潘蒋蔡余杜叶魏苏吕丁任沈姚卢姜崔钟谭陆汪范石廖贾夏韦付方白邹孟熊秦"
    "邱江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤欧洪康牛岳齐梅鲁葛伍柯樊兰洛骆翟殷申乔章翁聂耿温庞倪焦柳邢冉饶卞滕苗关辛俞费岑"
    "窦詹游童柴甘喻屈路牟蓝霍裴翦凌卫褚阮应栾祝季舒蒲蔺晏管靳傅瞿谷裘刁桑桂濮盛井宗闵席麻强娄颜郁米贝臧计戚尤施鲍廉吉祁谈庄包左宫荣文古安成"
)
#: Read as surnames only behind 是, 叫 or a colon.
_AMBIGUOUS = "于时从全单连常明和查高金平水元车宁边步项党乐花巴"
_HAN = "[\u4e00-\u9fff]"
#: These end a name of one sign behind the surname rather than belong to it.
_ENDS = "想要的了在是不没跟手电身今这那就也有办退买给被从住号怎为能可以还把吗呢吧我你他她前昨刚现先女"
_GIVEN = f"(?!{'[' + '的了在是不没跟就也和这那我你他她么' + ']'}){_HAN}(?:(?![{_ENDS}]){_HAN})?"
_FULL = f"(?:(?:{_COMPOUND}){_GIVEN}|[{_SURNAMES}]{_GIVEN})"
_ANY = f"(?:{_FULL}|[{_AMBIGUOUS}]{_GIVEN})"
_FOREIGN = f"{_HAN}{{1,6}}(?:[·•.]{_HAN}{{1,6}}){{1,3}}"
_LATIN = r"[A-Za-z][A-Za-z'-]{0,19}(?:[ .·][A-Za-z][A-Za-z'-]{0,19}){0,3}(?![A-Za-z0-9@])"
_CAPITALS = r"[A-Z][a-z]{1,19}(?:[ .·][A-Z][a-z]{0,19}){0,3}(?![A-Za-z0-9@])"
_STOP = r"(?=$|[ ,，。.;；!！?？、:：)）\]】」』”\"'\n]|的|手机|电话|身份证|地址|住|\d|先生|女士|小姐)"
_NICK = f"(?:[小阿老大]{_HAN}{{1,2}}){_STOP}"
_KIN = (
    "老公|老婆|爱人|媳妇|丈夫|妻子|对象|儿子|女儿|孩子|我爸|我妈|爸爸|妈妈|父亲|母亲|爷爷|奶奶|外公|外婆|哥哥?|弟弟?|姐姐?|妹妹?|叔叔?|阿姨|舅舅?|"
    "朋友|同学|同事|室友|男友|女友|表哥|表弟|表姐|表妹|老乡|邻居|客服|业务员|代理|店主|老板|快递员|经理|他|她|人家|那人|对方"
)
_ROLE = (
    "机主|户主|开户人|开卡人|办卡人|持卡人|收货人|收件人|收信人|收的人|寄件人|发件人|联系人|办理人|经办人|申请人|投诉人|签收人|签收的|户名|"
    "姓名|本名|真名|全名|大名|实名|实名人|登记人|使用人|付款人|收款人|当事人|受害人|昵称|称呼"
)
_FILL = r"(?:名字|姓名|本人|登记|写|填|用|留|叫做|叫|[的了]|就|是|为|[ :,\"'「『“‘(（【=—-]){0,5}"
_LATIN_FILL = r"(?:名字|写|填|留|叫做|叫|[的了]|就|是|为|[ :「『“‘(（【=—-]){0,4}"
_INTRODUCED = re.compile(
    rf"(?:(?:[我俺咱偶]叫|我名叫|本人叫|我的?名字|名字(?:是|叫)|名叫|{_ROLE}|(?:{_KIN})(?:的?名字)?(?:叫|是叫)){_FILL})"
    rf"(?P<v>{_FOREIGN}|{_FULL}|(?<=[ :是叫为])(?:{_ANY}|{_NICK}))"
)
#: Behind a colon or 「我叫」 anything short is a name.
_SAID = re.compile(
    rf"(?:(?:[我俺咱偶]叫|名字叫|名字是)[ :「“\"]{{0,2}}|(?:{_ROLE}|名字) ?[:=] ?)(?P<v>{_HAN}{{2,4}})(?=$|[ ,。.;!?、)」”\"]|\d)"
)
_SAID_LATIN = re.compile(rf"(?:[我俺咱偶]叫|名字(?:是|叫)?|英文名|英文名字|{_ROLE}){_LATIN_FILL}(?P<v>{_LATIN})")
_ENGLISH = re.compile(rf"(?i:my name is|name is|name:|call me|my name's) {{0,2}}(?P<v>{_LATIN})")
_ENGLISH_WEAK = re.compile(rf"\b(?i:i am|i'm|this is|im) (?P<v>{_CAPITALS})")
_I_AM = re.compile(rf"(?:我是|本人|这是|我这边是|我就是|叫我)[ ,:]?(?P<v>{_FULL}{_STOP}|{_FOREIGN}{_STOP}|{_CAPITALS}{_STOP})")
_SURNAME_FIRST = re.compile(
    rf"(?:免贵)?姓 ?(?P<v>(?:{_COMPOUND}|[{_SURNAMES}{_AMBIGUOUS}])[ ,]{{0,2}}(?:单?名字?(?:叫|是)?|叫)[ :]?{_HAN}{{1,3}})"
)
_OWNER = re.compile(rf"(?:用|拿|以|是|写|填|登记|挂|办|开|在)(?:在|的|成|到)?(?P<v>{_FULL})(?=的(?:身份证|名字|名义|名下|手机|号|卡|账|订单|快递)|名下|本人)")
#: 「我妈赵秀英办的卡」, 「本人赵子龙要求退款」: who somebody is, and then what they do.
_DOES = r"(?=$|[ ,，。.;!?、:)的]|办|签|收|用|买|下单|要求|申请|投诉|于|在|名下|购|身份|手机|电话|因)"
_APPOSED = re.compile(
    rf"(?:我?(?:老公|老婆|爱人|媳妇|丈夫|妻子|对象|儿子|女儿|爸爸?|妈妈?|父亲|母亲|爷爷|奶奶|外公|外婆|哥哥?|弟弟?|姐姐?|妹妹?)|本人|投诉人|申请人|消费者|用户)(?P<v>{_FULL}){_DOES}"
)
_TITLED = re.compile(rf"(?:(?<!{_HAN})|(?<=[是叫找给让由]))(?P<v>{_FULL})(?=(?:先生|女士|小姐|本人|收$|\(收\)|\(机主\)|是机主|是我))")
_BESIDE = re.compile(rf"(?:^|[ ,。.;:!?、\n(给找])(?P<v>{_FULL}|{_FOREIGN})[ ,:/、-]{{0,2}}(?:身份证|证件|手机|电话|卡|联系电话|联系方式)?(?:号码?)?[是为: ]{{0,2}}$")
_BEHIND = re.compile(rf"^[ ,:/、-]{{0,2}}(?P<v>{_FULL})(?=$|[ ,。.;!?、])")
_WINDOW = 16
#: Words that begin like a name.
_WORDS = frozenset(
    "马上 方便 方式 方法 方案 方面 任何 任意 任务 安全 安徽 安装 安排 安卓 江苏 江西 江湖 成功 成都 成年 成为 成立 成本 石家庄 何时 何必 何处 何况 何种 "
    "金额 金卡 元钱 高中 高校 高级 高三 高一 高二 高考 文件 文字 文明 文员 万一 万元 万能 白办 白花 白交 白嫖 白卡 白条 黄牛 黄了 黄金 关于 关键 关闭 关机 "
    "关系 关联 关掉 路上 路边 向他 向你 向客 钱包 钱没 钱还 钱款 钱退 钱呢 应该 应当 强制 强行 强调 强迫 施工 计划 计算 谈好 谈话 包括 包邮 包月 包裹 包年 "
    "左右 古代 季度 管理 管家 游戏 游客 凌晨 卫生 温州 武汉 康复 康宁 洪水 汤头 莫名 毛病 龙卡 雷同 段时间 石头 田里 许多 许可 宋体 曾经 林业 "
    "余额 余下 余款 苏宁 苏州 叶子 丁点 夏天 夏令 贾府 邮件 常见 常用 明天 明明 明白 明确 明年 全部 全额 全国 全是 全都 全程 单位 单子 单号 单独 单身 "
    "连续 连着 连接 连忙 平台 平时 平常 平安 水卡 查询 查到 查不 查看 查过 时间 时候 从来 从没 于是 和他 和她 和我 和你 和家 和平 和身 和电 和地 都是 都不 "
    "都没 都有 别人 别的 别乱 车主 车上 车站 车间 宁可 宁波 宁愿 边上 边远 步骤 项目 党员 巴不 过期 过后 过了 过来 过户 过的 花呗 花钱 花了 乐意 乐趣 元旦 "
    "江门 吉林 吉利 桂林 兰州 洛阳 温度 温馨 陈述 周末 周一 周二 周三 周四 周五 周六 周日 周围 周期 周年 杨浦 张家 李宁 黄页 唐山 韩国 田间 董事 "
    "武装 应急 成员 康佳 关心 关注 向上 向来 齐全 尤其 米粉 米卡 贝壳 席位 童年 盛夏 宫里 荣誉 荣耀 谷歌 申请 申诉 申述 申办 申领 章程 贺卡 顾客 顾问 "
    "严重 严格 戴着 莫非 牛卡 牛逼 梅雨 邵阳 万网 翻 史上 龙头 叶县 范围 陆续 陆陆 姜汁 沈阳 卢森 魏县 蒋公 谢谢 谢了 谢绝 何人 徐州 郑州 罗列 梁山 "
    "付款 付费 付了 付钱 付过 付给 付的 付完 付清 付不 付全 付定 方可 方才 白领 孔乙 秦皇 江北 江南 雷达 侯爷 史册 黎明 毛钱 毛线 严肃 汤圆 康师 章子 "
    "温暖 关了 关停 游泳 路人 路由 蓝牙 蓝色 甘肃 凌乱 祝你 祝愿 管用 管不 管他 管我 左手 计费 包含 包装 包子 文本 文档 古板 安心 安慰 安全码 钟头 石油 "
    "高价 高速 高兴 常州 常年 常客 明星 明知 全家 全新 全款 全网 连卡 连云 单价 单卡 单月 平白 水军 查账 元月".split()
)
_TWO, _THREE = 2, 3
_NOT_NAMES = frozenset(
    "客服 快递 卖家 商家 代理 店家 他们 她们 别人 本人 自己 我妈 我爸 没有 不是 不对 错了 什么 老公 老婆 妈妈 爸爸 退款 退卡 取消 门卫 他退 家人 朋友 父母 "
    "老人 小孩 小哥 老板 老师 大家 小姐 老家 小区 大学 小妹 小弟 大哥 大姐 阿姨 运营商 业务员 快递员 外卖 我的 填错 写错 他的 你们 我们 谁的 忘了 真的 假的 "
    "一样 同一 学生 孩子 没写 不详 保密 匿名 未知 无 张三 某某 电话 地址 身份证 客服退 人办的".split()
) - {"张三"}


def find(reading: Reading, known: Iterable[Span]) -> list[Span]:
    """Every name. ``known`` are the numbers: who stands beside a phone number is named."""
    text = reading.plain
    patterns = (_INTRODUCED, _SAID, _SAID_LATIN, _ENGLISH, _ENGLISH_WEAK, _I_AM, _SURNAME_FIRST, _OWNER, _TITLED, _APPOSED)
    found = [_span(m) for pattern in patterns for m in pattern.finditer(text) if _is_name(m["v"])]
    for span in known:
        if span.kind == NUMBER:
            found += _beside(text, span)
    return found


def _span(match: re.Match[str], shift: int = 0) -> Span:
    return Span(shift + match.start("v"), shift + match.end("v"), MASK, NAME)


def _beside(text: str, number: Span) -> Iterator[Span]:
    low = max(0, number.start - _WINDOW)
    for match, shift in (
        (_BESIDE.search(text[low : number.start]), low),
        (_BEHIND.match(text[number.end : number.end + _WINDOW]), number.end),
    ):
        if match and _is_name(match["v"]):
            yield _span(match, shift)


def _is_name(value: str) -> bool:
    """No everyday word that begins like a name, and no one of the program's or the phone's own."""
    if value.isascii():
        return value.lower() not in _LATIN_WORDS and len(value) > 1
    return value[:_TWO] not in _WORDS and value[:_THREE] not in _WORDS and value not in _NOT_NAMES and (
        value[:_TWO] not in _NOT_NAMES
    )


_LATIN_WORDS = frozenset(
    "vip app sim iphone android huawei xiaomi oppo vivo apple id qq wifi plus pro max ok no yes sf jd ems icloud esim usim "
    "sorry not so very happy here from a the in on going still using trying".split()
)
