"""Sums of money as people write them (金额): 29元, 三十九块钱, 19块9, 一百二十块, 首充100, 百分之三十."""

from __future__ import annotations

import re
from dataclasses import dataclass

import cn2an

from .budget import Budget

#: A chain of more digits is no sum but a number of something, and so is its end.
_DIGITS = r"(?<![0-9*])[0-9]{1,6}(?:\.[0-9]{1,2})?"
_HAN = "[零一二两三四五六七八九十百千]{1,8}"
_SUM = re.compile(
    # (「跟我一块买的」 is no yuan)
    rf"(?!一块儿?(?:[买办去弄来下领用拍退销寄还])(?!我|了))(?<![绑捆])(?<![绑捆]在)(?<![几数好])(?<!(?<!拼多)多)(?P<number>{_DIGITS}|{_HAN})(?:(?P<unit>元|块钱|块|圆|rmb)(?P<dimes>[0-9一二三四五六七八九](?!分钱?(?:不|没|都|也))(?![一二两三四五六七八九](?!百)|[0-9个天号年月日直共起定样般并下点些次]))?(?:毛)?(?:钱)?)"
)
#: A number with cents, where nothing says that it is a day, a share or data (「付的19.9没退」).
_CENTS = re.compile(
    r"(?<![\d.])(?P<number>\d{1,4}\.\d{1,2})(?![\d.]|[g%k天号日月兆折倍]|个|(?:申请|下单|签收|激活|拒收|投诉|寄|收到|到货|办的|提的|退件|退货(?=签|到|寄|了)|退回(?:店|商|卖|仓|去|寄|发货|快递)))"
)
_SIGN = re.compile(rf"[¥￥](?P<number>{_DIGITS})")
#: A number without a unit is money behind these words; four digits at most, so that no hotline is taken for a sum.
_BEFORE = re.compile(
    r"(?:首充|首冲|预存|充|冲|存|(?<!到)付(?:出去)?|补|赔|扫|花|交|(?<!多)掏|转账|转|给|月租|卡扣|押金|货款|(?<![老少青])年卡|到账|退回来|保证金|押(?=了|着(?!我))|垫(?=了|给)|制卡费|服务费|年费|违约金|固定|一口价|一律收|共|卡费|买卡(?:的|那)?|一共|收(?=了|我)|(?:微信|支付宝|银行卡|零钱)[还又被扣划走刷]{1,3}(?=了|掉))[了着给值的过款钱是才就也进去来]{0,2}(?:(?:一个)?(?:代理|[卖店商]家|业务员|那个?人|骑手|快递员?|小哥|师傅|老板|学长|学姐|人家|对方|他|她|我))?(?:了)?"
    r"(?P<number>[0-9]{1,4}(?:\.[0-9]{1,2})?(?![0-9.元块号月天日g%个张次小条+-]|[年分](?![费1-9])|/[0-9月天])"
    r"|[一二两三四五六七八九]?[十百千][零一二三四五六七八九十百]{0,4}(?=(?:[呢了吧啊块]|话费|首充|押金)?(?:$|[,。;!?我俺她他才结今现说送返反分当买办订回到其])))"
)
#: 「买的卡99没激活」, 「只退了我60」.
_TRADED = re.compile(
    r"(?:买的卡|买了张卡|买张卡|的流量卡|的电话卡|(?:前头|前面|之前|以前|已经)扣(?:走|掉)?(?:的|了)(?:那)?|(?:多|乱|错|误|白|偷偷)[扣收划](?:了)?(?:我|俺)?(?:的)?(?:话费)?|(?:应该?|该)(?:退|还)(?:给)?(?:我|俺)?(?:的)?是?|多(?:出来|收那)(?:的|那)?|欠(?:着)?我|退(?:了|回了?)?(?:我|俺)?(?:一半|一?部分)|退我|退了我|退回来?|[只才就又]到了?|(?:^|(?<=[,。;!?\s]))(?:钱)?(?:先|刚|今天)?到了|号(?:之?前|以前)退|退(?:了|给)?(?:我|俺)了?[一二两三四五六七八九]个月的|给(?:我|俺)退了[一二两三四五六七八九]个月的|退给我|退了|退来|没(?:返|退|给|到账)(?:我)?的(?:那)?|(?:要|投|投诉|申诉)的(?:就)?是|返|店里收|统一退|再退|(?:^|(?<=[,。;!?\s]))(?:我|俺)?(?:就|先|也|只好){1,2}收(?:下|了){1,2}(?:他|她)?(?:的)?|[还返打]了?给?我|到账|退到(?:微信|支付宝|零钱|卡里|[^,。;!?0-9]{0,4}(?:微信|支付宝|零钱|卡)(?:里)?)的?(?:就|才|只)?(?:是|有))"
    r"(?P<number>(?<![0-9])[0-9]{1,4}(?:\.[0-9]{1,2})?)(?![0-9.]|[元块号月天日g%个张次年期人])"
)
#: 「59退到话费里了」, 「500退我了」, 「转了68说剩下的」: a number without a unit right before or behind its coming.
_CAME = re.compile(
    r"(?<![0-9.月日年号])(?P<number>[1-9][0-9]{0,3}(?:\.[0-9]{1,2})?)(?=(?:已经|已|都|他|先|就)?(?:给我|给俺)?(?:退|返|转|打|追)(?:到(?:话费|零钱|微信|支付宝|卡|账)[上里]?|给我|回来?|我|俺){1,2}了)"
)
_CAME_THEN = re.compile(
    r"(?:退|返|转|打|还|追)(?:回来?|给我|我)?了(?P<number>[1-9][0-9]{0,3}(?:\.[0-9]{1,2})?|[一二两三四五六七八九]?[十百][零一二三四五六七八九十]{0,3})(?=(?:块钱?|元)?[,。\s]?(?:就|又)?(?:说|讲|剩|余下|其余|叫我|让我))"
)
#: 「那198我想要回来」, 「268 群主收的」: a sum that is wanted back, or of which it is said who took it.
_WANTED_BACK = re.compile(
    r"(?<![0-9.月日年号])(?:那|这)?(?P<number>[1-9][0-9]{1,3}(?:\.[0-9]{1,2})?)(?=(?:块钱?|元)?[ ]?"
    r"(?:(?:我|俺)(?:想|还想|得|要|能不能){0,2}(?:要|拿|讨)回"
    r"|(?:群主|卖家|店家|老板|代理|中介|业务员|学长|学姐|个人|他|她)收的))"
)
#: 「买的时候是68」, 「当时68买的」.
_AT_THE_TIME = re.compile(
    r"(?:买|办|付|下单)(?:的|那)?(?:时候|当时)(?:付的?|花的?|是|才|就){0,2}(?P<number>[1-9][0-9]{0,3}(?:\.[0-9]{1,2})?)(?![0-9.]|[号月天日年g%个张次期人点])"
)
#: 「40到了」, 「25到零钱了」: right before its coming; 「今天退我一百」, 「又讲只退一百四十九」: written out.
_ARRIVED = re.compile(
    r"(?:^|(?<=[,。;!?]))(?:那|这|钱|先)?(?P<number>[1-9][0-9]{0,3}(?:\.[0-9]{1,2})?)"
    r"(?=(?:已经|都|刚刚?|今天)?(?:到账?了(?![一就我没吗驿快期店仓])|(?:到|退)(?:零钱|微信|支付宝|卡里)了|(?:退)?回来了))"
)
_WRITTEN = re.compile(
    r"(?:(?:又|才|只|就|先|今天|今儿个?|昨天|昨儿个?|刚)(?:给)?退(?:了|给)?(?:我|俺)?|退(?:了|给)(?:我|俺)|只肯退|只给退|没[返退给]的那?|[多乱错][扣收]了?我?|多(?:出来|收那|收的|的))"
    r"(?P<number>[一二两三四五六七八九]?[十百千][零一二三四五六七八九十百]{0,4})(?=$|[,。;!?块元钱那剩还没不今能什怎咋啥])"
)
#: 「扣5块退55」: what is to come back where something is kept.
_LESS = re.compile(
    r"扣[0-9]{1,3}(?:块|元)?[,]?(?:手续费|运费)?退(?:我|你)?(?P<number>[0-9]{1,4}(?:\.[0-9]{1,2})?)(?![0-9.号月天日g%个张次年期人])"
)
#: 「她退了我四十」, 「退了八十」: the same in words, where nothing follows that it could count.
_TRADED_IN_WORDS = re.compile(
    r"(?:退|还|返|赔)(?:了|来|回来?){1,2}(?:给)?(?:我|俺|咱)?(?:了)?"
    r"(?P<number>[一二两三四五六七八九]?[百十](?:[零一二三四五六七八九]{1,2}十?[一二三四五六七八九]?)?)(?=(?:了)?(?:$|[,。;!?\s]))"
)
#: 「可以退30」, 「只肯减免40」: a number without a unit is money where the other side would give it.
_OFFERED = re.compile(
    r"(?:判[^,。;!?0-9]{0,6}[退赔补](?:给)?(?:我|俺)?|(?:说|答应|同意)[^,。;!?0-9]{0,3}(?:补|退|赔|给)(?:给)?(?:我|俺)(?:[一两二三四五六七八九十半]{1,3}个?月(?:的)?)?|(?:可以|同意|答应|愿意|只能|只肯|只给|[能肯只就说给先]|最多|顶多)(?:给)?(?:你|您|我)?(?:退|还(?=[0-9我你])|补偿?|赔偿?|减免|返还)(?:给)?(?:我|你|您|俺)?|(?:只|最多|顶多|愿意|同意|肯|说)给(?:我|你|您|俺)|说(?:最多|顶多)|(?:^|(?<=[,。;!?]))[先就再给]?退[给我你]{0,2}|(?:[说的]|的[0-9]{2,3})只?退[我你]?|给[我你]送|[说只先能多]返[给我你]{0,2}|[退返补赔][给我你]{0,2}(?:[这上最近前一两二三四五六七八九十半几俩仨1-9]{0,4}个?月|一半)的?,?)"
    r"(?P<number>[0-9]{1,4}(?:\.[0-9]{1,2})?(?![0-9.]|[元块号月天日g%个张次年期人小分成折倍])|[一二两三四五六七八九]?[十百][零一二三四五六七八九十]{0,4}(?=$|[,。;!?]))"
)
#: 「五十已经给出去了」, 「280一把交了」, 「59付给淘宝店」, 「那298是我买卡付的」: a number right before its going.
_GONE = re.compile(
    r"(?<![0-9a-z.*月日年号-])(?P<number>(?!11[04])[1-9][0-9]{1,3}|[一二两三四五六七八九]?[十百][零一二三四五六七八九十]{0,4})"
    r"(?=[块钱元]{0,2}(?:[我已经都就也全一把次性下子]{0,4}(?:[给付转扫掏]|(?<=[把次性])交)[出过去给他她]{0,2}了(?![才吗会就])"
    r"|[付转打扫]给(?!我)|是我[^,。;!?]{1,10}[付花转]的))"
)
#: 「每月扣59」, 「一个月五十九」, 「电信39的」, 「涨到59」: a number without a unit is a fee behind these words.
_FEE = re.compile(
    r"(?:每个?月|(?<![0-9十])(?<!单收,)(?<!另收,)(?<!另算,)(?<!单算,)"
    r"(?<!月[0-9]{2},)(?<!月多[0-9]{2},)[一1]个?月(?![0-9]{1,3}[, ]?二月)|第[二三四2-4]个?月(?=[就却开始]{0,3}扣)|"
    r"月月|月费|月租|套餐费?|基本费|保底|低消|资费|合同价|变成?|变为|涨[到成]|还[在是]扣的?|(?:还|又)(?:一直|继续|照样)在?扣|扣的(?:也|就|都)?是|实际(?:上)?(?:扣|收)|实扣|最低消费|(?:移动|联通|电信|广电)的?(?:那个)?(?!1[679][0-9](?!套餐|融合|那个(?!号)))(?=[0-9]{1,3}(?:的|套餐|融合|档|降|那个)|[0-9]{2,3}(?:$|[,。;!?]))|别再扣|又扣了?|月(?:就)?成了?|(?:捆|绑)(?:在)?(?:一块|一起)|一[块起](?=[0-9]{2,3}的?(?:融合|套餐))|改回(?=[0-9]{1,3}了)|乘以?)"
    r"[都还在从给要收扣我俺他她是说写交得才就了太贵白打烧划们费卡里话最低自己动实际每折子上养老]{0,8}"
    r"(?P<number>(?<![0-9])[0-9]{1,3}(?:\.[0-9])?(?![0-9.]|[g%天号日月年个次张折点分倍积]|元|块)"
    r"|[二两三四五六七八九]?十[一二三四五六七八九]?(?![几多个天月年张号日])|[一二两三四五六七八九]百[零一二三四五六七八九十]{0,3}(?![几多个天月年张号日]))"
)
_TIER = re.compile(r"(?<![0-9.])(?P<number>[0-9]{1,3})(?=那?档|的(?:联通|移动|电信|广电)|那款|元?保号)")
#: 「一百六十八年费」, 「200押金」: a number right before what it was for.
_NAMED = re.compile(
    r"(?<![0-9.一二两三四五六七八九十百])(?P<number>[0-9]{2,4}|[一二两三四五六七八九]?[十百][零一二三四五六七八九十百]{0,4})"
    r"(?=(?:的)?(?:年费|押金|制卡费|工本费|开卡费|选号费)(?!卡|是|多)|的(?:首充|运费|邮费|话费)(?!卡|是|多|套餐)|(?:用|(?<!十))一年(?=$|[,。;!?才结就的]))"
)
#: 「充的年卡240」, 「交了一年360」: behind the time that it paid for; 「我99买的」: right before the buying.
_AHEAD = re.compile(
    r"(?:充|冲|交|缴|付|买|花|存)(?:了|的|过)?[^,。;!?0-9]{0,4}(?:年卡|年费|年付|包年|年包|季卡|半年|[一两三]年|全年)(?:的)?(?:套餐|流量|钱|费|卡)?"
    r"(?P<number>[1-9][0-9]{1,3}(?:\.[0-9]{1,2})?)(?![0-9.]|[元块号月天日年g%个张次])"
)
_BOUGHT = re.compile(
    r"(?<![0-9.月年日号/-])(?P<number>[1-9][0-9]{1,2}(?:\.[0-9]{1,2})?)(?=(?:买|拍|订|入手|购)(?:的|来的|了一?张))"
)
#: 「付给卖家的卡钱,26」, 「固定违约金,180」: a number that is a clause of its own.
_ASIDE = re.compile(
    r"(?:付|交|转|花|钱|费|违约金|给(?=了|的))[^,。;!?0-9]{0,12}[,:](?P<number>[0-9]{1,4}(?:\.[0-9]{1,2})?|[一二两三四五六七八九]?[十百][零一二三四五六七八九十]{0,3})(?=$|[,。;!?])"
)
#: 「月租不是39,是19」.
_RATHER = re.compile(
    r"(?:不是[^,。;!?0-9]{0,3}[0-9]{1,4}[元块钱]{0,2}[,。]?(?:而|我)?是|(?:说|记|搞|打|弄|写)错了?[^,。;!?0-9]{0,3}[,。]?(?:应该|我|其实){0,2}是)"
    r"(?P<number>[0-9]{1,4})(?![0-9.号月日天年个%g开岁])"
)
#: 「是39不是29」, 「39.9,不是29.9」; 「不是29是39」.
_OF_TIME = "(?:号|日|天|个|岁|月|年|点|次|张)"
_NOT_THAT = re.compile(
    rf"(?<!月)(?P<number>{_DIGITS})(?=[元块钱]{{0,2}}[,。 ]?(?:而|可)?不是(?![0-9.]{{1,6}}{_OF_TIME})[0-9])"
)
_BUT_THAT = re.compile(
    rf"不是[0-9.]{{1,7}}[元块钱]{{0,2}}[,。 ]?(?:而|应该|应|其实)?是(?P<number>{_DIGITS})(?!{_OF_TIME})"
)
#: A sum that is put right: one is denied, and another stands beside it (「39.9 不是29.9」).
_DENIED = re.compile(rf"不是(?:(?:我|俺)?(?:刚才?|之前|前面|先前)?(?:说|讲|报|写|打)(?:的|过的))?{_DIGITS}")
_ANY_SUM = re.compile(r"(?<![0-9.])[0-9]{1,4}(?:\.[0-9]{1,2})?(?![0-9.])")
#: 「付了1分钱」, 「五毛」.
_CENT = re.compile(r"(?P<number>[0-9]{1,2}|[一二两三四五六七八九])(?P<part>分钱|毛钱|角钱)(?!都|也|没)")
_MONTHLY = re.compile(
    r"(?P<number>(?<![0-9])[0-9]{1,3}(?:\.[0-9])?|[二三四五六七八九]十[一二三四五六七八九](?=一个月[一二0-9]))(?=(?:一|每)个?月|/月|的?(?:套餐|月租))"
)
_WHOLE = re.compile(rf"^(?:大概|大约|差不多|就|才|一共|总共|是)?(?P<number>{_DIGITS}|{_HAN})(?:多|左右|吧|啊|呢)?$")
_PERCENT = re.compile(
    rf"(?P<number>{_DIGITS})%|百分之(?P<han>{_HAN}|{_DIGITS})|(?:月租|剩余|剩下|违约金)[^,。;!?]{{0,4}}的(?P<tenth>[一二三四五六七八九])成"
)

#: 「抖音店 45」: the price, right behind where it was bought, and nothing else.
_THERE = re.compile(
    r"^(?:在|是)?(?:抖音|淘宝|京东|拼多多|快手|小红书|闲鱼|微店|天猫|视频号|小程序|公众号|代理)(?:店|商城|小店|上|里)?(?:铺)?(?:买的?|付的?|交的?)?[,\s]?"
    r"(?P<number>[1-9][0-9]{0,3}(?:\.[0-9]{1,2})?)$"
)

#: 「已经打过500了」, 「汇过去两千」: money that was sent, and no number that was called.
_SENT = re.compile(
    r"(?:打|汇|转)(?:过去?|去|了)(?:给(?:他|她|对方|人家))?(?:了)?"
    r"(?P<number>(?!1008[06]|100(?:10|00|99|15|80)|96110|123(?:15|21|00|05|45)|110|114|1000(?:0|1))[1-9][0-9]{1,4}(?![0-9.]|[号月天日年个%g次遍通张回点分小秒]|多?(?:次|遍|个电话|分|小时))"
    r"|[一二两三四五六七八九][百千万](?:[一二三四五六七八九])?(?![次遍通个多]))"
)

#: Every way of writing a sum, the surest first: what one has taken the next ones leave.
_SUMS = (
    _SUM,
    _SIGN,
    _BEFORE,
    _FEE,
    _TIER,
    _NAMED,
    _AHEAD,
    _BOUGHT,
    _MONTHLY,
    _CENT,
    _CENTS,
    _ASIDE,
    _RATHER,
    _NOT_THAT,
    _BUT_THAT,
    _TRADED,
    _ARRIVED,
    _WRITTEN,
    _LESS,
    _TRADED_IN_WORDS,
    _OFFERED,
    _CAME,
    _CAME_THEN,
    _AT_THE_TIME,
    _WANTED_BACK,
    _THERE,
    _SENT,
    _GONE,
)


@dataclass(frozen=True)
class Found:
    """One number in the text: value and half-open character range."""

    value: float
    start: int
    end: int


def number(text: str) -> float | None:
    """The number that ``text`` is, in digits or Chinese; ``None`` where it is none (「十十」)."""
    try:
        return float(cn2an.cn2an(text.replace("两", "二") if len(text) == 1 else text, "smart"))
    except (ValueError, KeyError):  # a KeyError of its own for 「零十零」
        return None


def _value(match: re.Match[str]) -> float | None:
    whole = number(match["number"])
    part = match.groupdict().get("part")
    if whole is not None and part:
        return whole / (100 if part.startswith("分") else 10)
    dimes = match.groupdict().get("dimes")
    if whole is None or not dimes:
        return whole
    tenth = number(dimes)
    return None if tenth is None else whole + tenth / 10


def sums(text: str, budget: Budget) -> list[Found]:
    """Every sum of money in normalised ``text`` that the budget reaches, in order, without overlaps; yuan."""
    found: list[Found] = []
    taken = bytearray(len(text))
    for pattern in _SUMS:
        for match in pattern.finditer(text):
            if not budget.span():
                break
            start, end = match.start("number"), match.end()
            value = _value(match)
            if value is None or any(taken[start:end]):
                continue
            taken[start:end] = b"\x01" * (end - start)
            found.append(Found(round(value, 2), start, end))
    return sorted(found, key=lambda f: f.start)


def corrects_sum(text: str) -> bool:
    """Whether one sum is denied and another is told."""
    return _DENIED.search(text) is not None and len(set(_ANY_SUM.findall(text))) > 1


def bare_number(text: str) -> Found | None:
    """The number, where ``text`` is nothing else (「39」, 「大概一百二」)."""
    match = _WHOLE.match(text)
    value = _value(match) if match else None
    return None if match is None or value is None else Found(value, match.start("number"), match.end("number"))


#: What a share shall not be more than is no share that was agreed: 「违约金超过30%是不是违法」.
_AS_A_BOUND = re.compile(
    # (a share that a go-between takes for himself is no penalty either)
    r"(?:成功费|手续费|服务费|代理费|代办费|辛苦费|好处费|抽成?|提成|佣金|分成|提走|定金|点数)[^,。;!?]{0,4}$"
    r"|(?:超过?|高于|多于|大于|不(?:得|能|可以|许)(?:收|高|多)?(?:过|于)?|最高(?:能|可以)?(?:收|要|是)?|上限是?)(?:了)?$"
)
#: So many characters before a share say that.
_BOUND_REACH = 10


def percents(text: str, budget: Budget) -> list[Found]:
    """Every percentage told that the budget reaches, 0 to 100 and beyond as written."""
    found = []
    for match in _PERCENT.finditer(text):
        if not budget.span():
            break
        value = number(match["number"] or match["han"] or f"{match['tenth']}十")
        before = text[max(0, match.start() - _BOUND_REACH) : match.start()]
        if value is not None and not _AS_A_BOUND.search(before):
            found.append(Found(value, match.start(), match.end()))
    return found
