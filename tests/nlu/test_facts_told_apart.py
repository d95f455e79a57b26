"""Money that only sounds as if it was paid for the card (别的钱): each kind beside its twin that was paid."""

from __future__ import annotations

import pytest

from .test_scope import facts

NONE = None
#: What somebody gave the person.
GIVEN_TO_ME = [
    ("paid_amount", "她给过我三百 让我帮忙办张卡", NONE),
    ("paid_amount", "那人给过我五十块当跑腿", NONE),
    ("paid_amount", "老板给了我两百说用我名字开卡", NONE),
    ("paid_amount", "对方先给的我一百 后来再没给过", NONE),
    ("paid_amount", "朋友塞给我一百五 说借号用用", NONE),
    ("paid_amount", "人家转过我80 说是好处费", NONE),
    ("paid_amount", "我给过他两百 说办好了再给", 200),
    ("paid_amount", "我给代理转过60", 60),
    ("paid_amount", "给过她一百二 卡没寄", 120),
    ("refunded_amount", "店家转了35给我", 35),
    ("refunded_amount", "他先转我40 剩下的说周末", 40),
    ("refunded_amount", "她转我25了", 25),
    ("refunded_amount", "她说先转我25", NONE),
    ("refunded_amount", "让他先转我25", NONE),
    ("refunded_amount", "他让我转他60", NONE),
]
#: What they name as the price of what they would do.
PRICE = [
    ("paid_amount", "他又改口 560给了马上办", NONE),
    ("paid_amount", "他刚发微信 改口了 560给了立马盖章", NONE),
    ("paid_amount", "急死了 300给了马上就办", NONE),
    ("paid_amount", "我转了300就给办", 300),
    ("paid_amount", "刚发消息来 说380付了就放人", NONE),
    ("paid_amount", "小姐姐讲150交了立刻给解", NONE),
    ("paid_amount", "现在降到240给了就开证明", NONE),
    ("paid_amount", "人事说转300就给签字", NONE),
    ("paid_amount", "店长开口600给了当场销", NONE),
    ("paid_amount", "我240给了他还不开证明", 240),
    ("paid_amount", "给了60就把我拉黑", 60),
    ("penalty_value", "电信说欠费96加违约金一共320 交了就销", NONE),
    ("penalty_value", "连违约金总共一千二", NONE),
    ("penalty_value", "欠的话费和违约金加起来一共268", NONE),
    ("penalty_value", "违约金一共320", 320),
    ("penalty_value", "说违约金180块", 180),
]
#: So many years, and so much for one.
YEARS = [
    ("paid_amount", "这号用了十一年", NONE),
    ("amount", "用了二十一年的老号", NONE),
    ("amount", "跟了我三十一年 就这么没了", NONE),
    ("paid_amount", "一百二用一年", 120),
    ("paid_amount", "199用一年的卡", 199),
    ("paid_amount", "九十用一年 才三个月就断网", 90),
]
#: What may be paid is asked.
ASKED = [
    ("paid_amount", "可不可以只交92 罚的那部分我不认", NONE),
    ("paid_amount", "要不要先转60给他", NONE),
    ("paid_amount", "能不能就付30运费", NONE),
    ("paid_amount", "是不是交了120就能销", NONE),
    ("paid_amount", "我该不该给他200", NONE),
    ("paid_amount", "要是光交150行不行", NONE),
    ("paid_amount", "我顶多给他40", NONE),
    ("payee", "我顶多给他40", NONE),
    ("paid_amount", "我只肯付70 多了不给", NONE),
    ("paid_amount", "我不想再给她60了", NONE),
    ("paid_amount", "想花30办张卡玩", NONE),
    ("paid_amount", "又掏了70", 70),
    ("paid_amount", "我给他40了", 40),
    ("paid_amount", "我想退 给了他55", 55),
    ("due_amount", "首充50到账了只有30", 20),
    ("refunded_amount", "首充50到账了只有30", NONE),
    ("refunded_amount", "首充60退了我40", 40),
    ("over_amount", "套餐从39涨了20块", NONE),
    ("monthly_fee", "套餐涨到59了", 59),
    ("paid_amount", "我交了92 罚的能不能不交", 92),
    ("paid_amount", "能不能退 我付了39", 39),
    ("paid_amount", "能不能把我交的80要回来", 80),
    ("paid_amount", "花35买的能不能退", 35),
]
#: What was stolen, and by whom.
TAKEN = [
    ("paid_amount", "银行发短信说有一笔2600转出去了 我报完验证码没两分钟", NONE),
    ("paid_amount", "银行说有一笔2600转出去了", NONE),
    ("amount", "银行说有一笔2600转出去了", NONE),
    ("paid_amount", "卡里一笔5000转走了 就是共享屏幕的时候", NONE),
    ("paid_amount", "屏幕一共享 3000被转走了", NONE),
    ("paid_amount", "点了链接后有笔900被刷了", NONE),
    ("paid_amount", "银行卡被刷了1800", NONE),
    ("paid_amount", "我转了两千块到那个安全账户", NONE),
    ("paid_amount", "刷单转了900 他们不返", NONE),
    ("paid_amount", "交了300块解冻费还让交", NONE),
    ("paid_amount", "我转了两百到他个人账户 卡没发", 200),
    ("paid_amount", "我那笔260转出去了他就不回我了", 260),
    ("paid_amount", "280转过去了卡没来", 280),
    ("paid_amount", "五十已经给出去了", 50),
    ("paid_amount", "我那70付给他了", 70),
]
#: What is taken too much each month, what of it all, and what the plan costs.
OVER = [
    ("over_amount", "联通每个月偷偷扣我12块 从二月扣到九月八个月96", 12),
    ("due_amount", "联通每个月偷偷扣我12块 从二月扣到九月八个月96", NONE),
    ("charged_months", "联通每个月偷偷扣我12块 从二月扣到九月八个月96", 8),
    ("charged_months", "每个月多扣我12块 从二月扣到上个月", 9),
    ("monthly_fee", "一个月白扣我10块", 10),
    ("over_amount", "每月乱扣20", 20),
    ("over_amount", "每个月错收我5块", 5),
    ("due_amount", "白白扣了我30", 30),
    ("due_amount", "多扣我90 怎么退", 90),
    ("monthly_fee", "每个月扣我39", 39),
    ("monthly_fee", "多扣的分别是 六月多20,七月25,八月30", NONE),
    ("monthly_fee", "四个月列给你:十月多10,十一月15,十二月20,一月30", NONE),
    ("monthly_fee", "一月20 二月20 三月25 都是多扣的", NONE),
    ("monthly_fee", "一月59 一直这么扣", 59),
    ("monthly_fee", "一个月20", 20),
]
#: An order that cost nothing was paid by no way.
NO_PAYMENT = [
    ("payment_method", "淘宝那张花了9块9 微信的没花钱", NONE),
    ("payment_method", "支付宝那单没收钱", NONE),
    ("payment_method", "支付宝里领的没付钱", NONE),
    ("payment_method", "微信那张不要钱", NONE),
    ("payment_method", "微信付的 他没给单子", "微信"),
    ("payment_method", "支付宝付的没退", "支付宝"),
    ("payment_method", "花了45 支付宝付的", "支付宝"),
]
#: How long an advert says a price holds, and how long a term ran.
LENGTHS = [
    ("used_months", "直播里说19块185G用二十年 第二个月扣我49", NONE),
    ("agreed_fee", "直播里说19块185G用二十年 第二个月扣我49", 19),
    ("monthly_fee", "直播里说19块185G用二十年 第二个月扣我49", 49),
    ("monthly_fee", "主播喊39块一直用 第三个月就扣我79", 79),
    ("used_months", "主播嘴里19块185G用二十年 第二个月扣我49", NONE),
    ("agreed_fee", "主播嘴里19块185G用二十年 第二个月扣我49", 19),
    ("monthly_fee", "第二个月扣了我30的会员费", NONE),
    ("used_months", "广告上写29块用二十年不变", NONE),
    ("used_months", "宣传页面说能用十年", NONE),
    ("used_months", "主播讲可以用一辈子 我用了五个月", 5),
    ("used_months", "旧号用了八年 新办的才用三个月", 3),
    ("used_months", "原来那张卡用了六年 新卡用了俩月", 2),
    ("used_months", "老号用了十二年 现在想销", 144),
    ("used_months", "我妈的卡用了五年 我的才用四个月", 4),
    ("used_months", "我妈的卡用了五年 她想销", 60),
    ("monthly_fee", "老卡月租8块 新卡月租39", 39),
    ("monthly_fee", "我妈那张卡每个月18块 我这张每个月58", 58),
    ("monthly_fee", "老号每个月8块 一直没用", 8),
    ("monthly_fee", "我爸的卡每个月58", 58),
    ("monthly_fee", "头一个月扣9块 第二个月扣39", 39),
    ("monthly_fee", "第一个月扣19 第三个月扣了59", 59),
    ("monthly_fee", "第一个月扣19块", 19),
    ("used_months", "这号我用了二十年", 240),
    ("used_months", "用了十年的老号", 120),
    ("contract_months_left", "说好绑半年 半年满了", NONE),
    ("contract_months_left", "说定用六个月返80 六个月满了没返", NONE),
    ("contract_months_left", "两年到期了能销吗", NONE),
    ("contract_months_left", "合约还有五个月满", 5),
    ("contract_months_left", "还差三个月到期", 3),
    ("contract_months_left", "还有四个月到期了才能销", 4),
    ("paid_amount", "讲好用四个月给90 四个月满了", NONE),
]
#: What is only threatened.
THREATENED = [
    ("monthly_fee", "不弄的话下个月自动扣六百", NONE),
    ("charged", "不弄的话下个月自动扣六百", NONE),
    ("charged", "说不点取消明天就开始扣800", NONE),
    ("charged", "不操作今晚12点扣2000", NONE),
    ("monthly_fee", "说我开了会员 不弄每个月扣500", NONE),
    ("charged", "不管它每个月还扣我19", "是"),
    ("charged", "卡没用还一直扣我19", "是"),
]
#: What the person is to pay, or is told to pay before anything is done.
TO_BE_PAID = [
    ("paid_amount", "卡读不出来 退回去凭嘛我掏十五块邮费", NONE),
    ("paid_amount", "他们发错的 凭什么我出18块运费", NONE),
    ("paid_amount", "凭啥我付16", NONE),
    ("paid_amount", "凭什么要我再给他60", NONE),
    ("paid_amount", "凭啥让我自己掏30", NONE),
    ("paid_amount", "我付了16凭什么不退", 16),
    ("paid_amount", "凭什么我花79买的卡用不了", 79),
    ("paid_amount", "我掏了十五块邮费寄回去", 15),
    ("paid_amount", "还让我再垫70块才给办", NONE),
    ("paid_amount", "叫我先垫五十块 办完还我", NONE),
    ("paid_amount", "说押150块在他那 销了退", NONE),
    ("paid_amount", "再押一百五才放号", NONE),
    ("paid_amount", "代理垫了60给我 叫我还", NONE),
    ("paid_amount", "门卫替我垫了三十", NONE),
    ("paid_amount", "保安帮垫了19 到付的", NONE),
    ("paid_amount", "说盒子破了 押着我30块不给", NONE),
    ("paid_amount", "垫了两笔一共3200,现在说再做一单才能提现", NONE),
    ("paid_amount", "我押了一百五十块在店里", 150),
    ("paid_amount", "装光猫押了两百", 200),
    ("paid_amount", "押着120呢 不退我", 120),
    ("paid_amount", "我垫了70给他", 70),
    ("paid_amount", "要我把这三个月的87块交了", NONE),
    ("paid_amount", "让我把欠的45块交了才销", NONE),
    ("paid_amount", "让我先付45,我付了", 45),
]
#: What they say is to be made up, by the person and not by them.
MADE_UP = [
    ("offered_amount", "想拆宽带又讲补两百八", NONE),
    ("offered_amount", "要单独留号 又说补三百二,问补什么他答不上来", NONE),
    ("offered_amount", "她说补210才能拆", NONE),
    ("offered_amount", "降套餐客服说补68块", NONE),
    ("offered_amount", "说要单独走,补240", NONE),
    ("offered_amount", "拆机说赔260光猫钱", NONE),
    ("offered_amount", "他说要告我 赔400", NONE),
    ("offered_amount", "客服说补我40", 40),
    ("offered_amount", "说补60话费", 60),
    ("offered_amount", "店家说补偿30", 30),
    ("offered_amount", "答应补五十", 50),
    ("offered_amount", "客服说套餐改回去 补40", 40),
    ("refunded_amount", "商家补了我15块", 15),
]
#: What comes off each month is no payment.
MONTH_BY_MONTH = [
    ("paid_amount", "闺女在外国 月月49白扣 人回不来", NONE),
    ("monthly_fee", "闺女在外国 月月49白扣 人回不来", 49),
    ("charged", "闺女在外国 月月49白扣 人回不来", "是"),
    ("monthly_fee", "老爸的号月月28照扣", 28),
    ("charged", "月月三十九白扣", "是"),
    ("charged", "人没了号月月29照扣不误", "是"),
    ("monthly_fee", "要拆套餐补差价130块", NONE),
    ("charged", "这俩月没白扣吗", NONE),
    ("paid_amount", "月月49白交给移动", NONE),
    ("paid_amount", "我花49买的 月月白扣", 49),
    ("monthly_fee", "月月返20 返了俩月", NONE),
    ("monthly_fee", "原来月月有15块返费 现在没了", NONE),
    ("over_amount", "账单里一个碎屏险月月12", 12),
    ("topup_amount", "月月50往里充", NONE),
]
#: What is paid in for a card without a number is its price.
NO_AIRTIME = [
    ("paid_amount", "没号码的卡 公众号进不去了 我充了半年160", 160),
    ("payee", "没号码的卡 公众号进不去了 我充了半年160", NONE),
    ("paid_to", "公众号没了,我充了一年180", "公众号公司"),
    ("paid_amount", "纯上网卡 我充了一百二十块", 120),
    ("topup_amount", "纯上网卡 我充了一百二十块", NONE),
    ("paid_to", "我充了120在那个公众号", "公众号公司"),
    ("topup_amount", "有号码的卡 我充了50", 50),
    ("payee", "能打电话的卡 首充了50", "首充"),
    ("topup_amount", "联通公众号充了60", 60),
    ("paid_to", "公众号打不开 我去营业厅充了50", NONE),
]
#: What is to come once something is done has not come.
ONCE_DONE = [
    ("refunded_amount", "店家讲先撤投诉私下转我,撤完马上到账,88块", NONE),
    ("offered_amount", "店家讲先撤投诉私下转我,撤完马上到账,88块", 88),
    ("refunded_amount", "他说我点取消就转 当场到账 66块", NONE),
    ("refunded_amount", "撤诉秒到账 75块", NONE),
    ("refunded_amount", "说三天到账,58块", NONE),
    ("refunded_amount", "说明天到账,58块", NONE),
    ("refunded_amount", "撤了就到 58块", NONE),
    ("refunded_amount", "撤了就到账了58块", 58),
    ("refunded_amount", "今天到账58", 58),
    ("refunded_amount", "刚到账,58块", 58),
    ("refunded_amount", "只到58", 58),
]
#: Who has not been, or met, somewhere has paid or not.
NOT_OUT = [
    ("payee", "我一辈子没出过广西", NONE),
    ("payee", "卡没出过县", NONE),
    ("payee", "老人没出过远门", NONE),
    ("payee", "从来没出过国", NONE),
    ("payee", "没交过朋友", NONE),
    ("payee", "没花多少流量", NONE),
    ("payee", "没花多少钱买的", NONE),
    ("payee", "没花几块钱", NONE),
    ("payee", "没花这种冤枉钱", NONE),
    ("payee", "没掏身份证给他看", NONE),
    ("payee", "没付尾款", NONE),
    ("payee", "我没出过钱", "没付"),
    ("payee", "一分没出过", "没付"),
    ("payee", "我没出一毛", "没付"),
    ("payee", "钱没出 就是烦", "没付"),
    ("payee", "钱没出来", NONE),
    ("payee", "账还没出", NONE),
    ("payee", "没交过钱", "没付"),
    ("payee", "没花钱", "没付"),
]
CASES = [
    *(*GIVEN_TO_ME, *PRICE, *ASKED, *TAKEN, *OVER, *NO_PAYMENT, *LENGTHS, *THREATENED),
    *(*TO_BE_PAID, *MADE_UP, *MONTH_BY_MONTH, *NO_AIRTIME, *ONCE_DONE, *NOT_OUT),
]
CASES = [*GIVEN_TO_ME, *PRICE, *ASKED, *TAKEN, *OVER, *NO_PAYMENT, *LENGTHS, *THREATENED, *YEARS]


@pytest.mark.parametrize(("field", "text", "value"), CASES)
def test_money_of_another_kind_is_told_apart(field: str, text: str, value: float | str | None) -> None:
    told = facts(text).get(field)
    assert (float(told) if told and isinstance(value, int) else told) == value, facts(text)
