"""Days, states and answers that are told, and such as only look alike (长得像的日子、状态、答复)."""

from __future__ import annotations

import pytest

from nlu.events_told import denies, only_wondered
from nlu.soft_facts import stands

from .test_scope import facts


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        # a parcel that comes is no money that does
        ("快递已经在路上了 说明天到", "due_date", None),
        ("包裹单号更新了 说后天就到", "due_date", None),
        ("拦都拦不住还是寄了 说下周一到", "due_date", None),
        ("物流一直在动 说是明天能到", "due_date", None),
        ("客服说明天到账", "due_date", "2026-11-25"),
        ("他说钱后天就到", "due_date", "2026-11-26"),
        ("商家讲退款下周五到", "due_date", "2026-12-04"),
        ("卡寄回去了 说明天给我退", "due_date", "2026-11-25"),
        ("退货快递他收到了 钱说明天到账", "due_date", "2026-11-25"),
        ("申请了 说明天到", "due_date", "2026-11-25"),
        # what is put off till after a feast has no day
        ("又改口说过年以后", "due_date", None),
        ("现在讲春节之后", "due_date", None),
        ("客服让等到下个月再看", "due_date", None),
        ("业务员说半年后退我", "due_date", "2027-05-01"),
        ("说好元旦退", "due_date", "2027-01-01"),
        # a letter or a call is no parcel
        ("昨天收到一家律所的函", "signed_date", None),
        ("前天收到催收公司电话", "signed_date", None),
        ("今天收到法院传票", "signed_date", None),
        ("昨天收到张快递短信", "signed_date", None),
        ("昨天收到管局的答复", "signed_date", None),
        ("前天收到个文件", "signed_date", None),
        ("前天收到个文件", "parcel_stage", None),
        ("前天收到个小件", "parcel_stage", "已签收"),
        ("昨天收到快递了", "signed_date", "2026-11-23"),
        ("卡前天收到的", "signed_date", "2026-11-22"),
        ("11月20号收到了手机卡", "signed_date", "2026-11-20"),
        # who is at home, or away, is not the other side, nor the user
        ("电信的 我妈不让销", "complaint_answer", None),
        ("姑姑不让我销", "complaint_answer", None),
        ("家里人也不同意退", "complaint_answer", None),
        ("老婆死活不让注销", "complaint_answer", None),
        ("我爸硬是不让退", "complaint_answer", None),
        ("老爷子不让销", "complaint_answer", None),
        ("电信不让我销户", "complaint_answer", "拒绝了"),
        ("我妈的号 他们不让销", "complaint_answer", "拒绝了"),
        ("带我爸去了 厅里不让销", "complaint_answer", "拒绝了"),
        ("那家公司不让退", "complaint_answer", "拒绝了"),
        ("我姐人在国外", "place", None),
        ("他在外地上班", "place", None),
        ("我弟弟一直在外地", "place", None),
        ("爸妈都在外省", "place", None),
        ("本人在外省打工", "place", "外地"),
        ("人在国外回不去", "place", "外地"),
        ("我人在外地", "place", "外地"),
        ("我现在在国外", "place", "外地"),
        ("我跟我老公在外地", "place", "外地"),
        ("异地能销吗 我在外地", "place", "外地"),
        # what the user once agreed to is no answer
        ("客服说我下单的时候同意过条款", "complaint_answer", None),
        ("他们说我申请那天同意了协议", "complaint_answer", None),
        ("她讲我领卡时答应过的", "complaint_answer", None),
        ("他讲点进去就等于同意了", "complaint_answer", None),
        ("他说同意给我退了", "complaint_answer", "答应了"),
        ("商家同意退了", "complaint_answer", "答应了"),
        ("他说我那天同意了条款 所以不给退", "complaint_answer", "拒绝了"),
        # a clause that is missing in another paper is none of the penalty
        ("劳动合同里没这条 公司说的是话费补贴", "penalty_basis", None),
        ("合同里没有这一条 入职讲的是报销", "penalty_basis", None),
        ("协议里没有这一条 他就要收违约金", "penalty_basis", "没见过条款"),
        ("违约金要三百 合同里没这条", "penalty_basis", "没见过条款"),
        ("从没见过什么条款", "penalty_basis", "没见过条款"),
        # to be paid first is no settlement
        ("我讲先退 他说系统要先撤", "settlement", None),
        ("叫他先退 直接挂了", "settlement", None),
        ("能给我单独退 不用等大家统一", "settlement", "单独退"),
        ("他说先给我退", "settlement", "单独退"),
        ("我说先给我退", "settlement", None),
        ("他们同意我一个人先退 不跟大家一起", "settlement", "单独退"),
        # what would become of a number that is closed
        ("现在销户 剩下的60怎么办", "card_stage", None),
        ("我现在注销 余额还能拿吗", "card_stage", None),
        ("正在销户", "card_stage", "销户中"),
        ("现在在办销户", "card_stage", "销户中"),
        ("我昨天申请了销户", "card_stage", "销户中"),
        # 192 is a carrier's, or a sum
        ("192卡 还没激活", "carrier", "广电"),
        ("我那张192的 怎么退", "carrier", "广电"),
        ("192号段的", "carrier", "广电"),
        ("是192开头的号", "carrier", "广电"),
        ("月租192的卡", "carrier", None),
        ("192块的卡", "carrier", None),
        ("付了192", "carrier", None),
        ("一共交了192的", "carrier", None),
        ("192g的那个", "carrier", None),
        ("违约金要192", "carrier", None),
        # what data is used up on is no shop, nor is a swindler's name
        ("刷了一晚上快手 第二天流量就没了", "platform", None),
        ("看了会儿抖音就扣我三十多流量费", "platform", None),
        ("我就刷刷抖音看看快手 一个月账单多了160", "platform", None),
        ("看小红书看了半小时 流量就跑光了", "sales_channel", None),
        ("娃天天看快手 把流量刷爆了", "platform", None),
        ("晚上刷抖音刷到限速", "platform", None),
        ("刷抖音刷到一个免费领卡的 填了地址", "platform", "抖音"),
        ("看快手直播间买的卡", "platform", "快手"),
        ("躺着刷快手手一滑下了张流量卡 今早就扣费", "platform", "快手"),
        ("刷抖音时点了个广告办的流量卡", "platform", "抖音"),
        ("在快手上买的 看了两天流量就没了", "platform", "快手"),
        ("抖音客服打来说我开了直播会员", "platform", None),
        ("有个抖音客服让我下个软件关百万保障", "platform", None),
        ("快手客服教我取消会员 叫我共享屏幕", "platform", None),
        ("京东客服打电话讲要关白条 不关影响征信", "platform", None),
        ("抖音客服说订单超时退不了", "platform", "抖音"),
        ("拼多多客服让我找商家", "platform", "拼多多"),
        ("抖音店里买的卡 客服叫我关了会员", "platform", "抖音"),
        ("天天看抖音 话费噌噌往下掉", "platform", None),
        ("看快手看多了 倒欠六十多", "platform", None),
        ("拼多多打电话来说要给我关掉百万保障", "platform", None),
        ("抖音会员自动续费扣我25", "platform", None),
        ("抖音会员店买的卡", "platform", "抖音"),
        # a refund that is looked over is no order that is
        ("19号说三五个工作日 今天问又说在审核", "card_stage", None),
        ("退我钱说审核中", "card_stage", None),
        ("该退的钱一直在审核 问就是等", "card_stage", None),
        ("申请退了 他说还在审核", "card_stage", None),
        ("订单显示审核中 啥时候开卡", "card_stage", "已提交待开卡"),
        ("下单五天了一直在审核", "card_stage", "已提交待开卡"),
        ("付了钱 订单还在审核", "card_stage", "已提交待开卡"),
        ("想退 订单还在审核", "card_stage", "已提交待开卡"),
        ("付完钱提示年龄不够审核失败", "card_stage", "开卡失败"),
        ("他说办不成就退 现在审核失败了", "card_stage", "开卡失败"),
        ("退税那边审核不通过", "card_stage", None),
        ("下单说三个工作日 现在还在审核", "card_stage", "已提交待开卡"),
        # what a firm does with its staff's numbers settles no refund
        ("人事讲集团网要等年底统一退", "settlement", None),
        ("单位行政说集团号等季度末统一退", "settlement", None),
        ("厂里说离职的卡月底统一处理", "settlement", None),
        ("单位的网年底统一退出", "settlement", None),
        ("说号到月底统一退网", "settlement", None),
        ("代理说月底统一退", "settlement", "统一结算"),
        ("公众号说年底统一结算", "settlement", "统一结算"),
        ("客服说要等月底和大家统一退", "settlement", "统一结算"),
        # money that lies untouched is no card that does
        ("激活了 充的50没动过", "activated", "激活了"),
        ("卡用上了 里面的话费没动过", "activated", None),
        ("首充一百没用过 能退吗", "activated", None),
        ("激活才俩小时 话费没用过", "activated", "激活了"),
        ("激活才一个钟头 钱都没动", "activated", "激活了"),
        ("激活才一个小时就后悔了", "activated", "激活了"),
        ("激活有一个多钟头了", "activated", "激活了"),
        ("卡收到没动过", "activated", "没激活"),
        ("卡没拆没动过 首充50也没动", "activated", "没激活"),
        ("花了50没用过", "activated", "没激活"),
        ("卡没用过 里面50块也没动过", "activated", "没激活"),
        # a number that is gone is in use no more
        ("用了十二年的号没了 营业厅说欠费收走", "card_stage", "已销户"),
        ("用了八年的老号没了 客服说早收回了", "card_stage", "已销户"),
        ("我用了九年的号变空号了 厅里说被收了", "card_stage", "已销户"),
        ("号码用了十二年 停机半年 变空号", "card_stage", "已销户"),
        ("老号被收了 用了十来年", "card_stage", "已销户"),
        ("再不交号会变空号", "card_stage", None),
        ("怕号被收了", "card_stage", None),
        ("欠久了是不是号就被收了", "card_stage", None),
        ("这个号用了十年 被移动收走了", "in_use", None),
        ("号用了十五年 现在成空号了", "in_use", None),
        ("我用了十年的号没了", "card_stage", None),
        ("用了六年的号没信号了", "card_stage", "已激活"),
        ("号用了十五年了 厅里说要收回", "card_stage", "已激活"),
        ("号用了十五年了 厅里说要收回", "in_use", "是"),
        ("用了八年的号 现在还天天在用", "in_use", "是"),
        # a box that stops is no number that does
        ("随身wifi用两天就停了", "card_stage", None),
        ("插电的路由器说送一年流量 一个月就停了", "card_stage", None),
        ("号停了三天了", "card_stage", "停机"),
    ],
)
def test_a_fact_and_its_twin(text: str, field: str, value: str | None) -> None:
    assert facts(text).get(field) == value


@pytest.mark.parametrize(
    ("clause", "event"),
    [
        ("满口答应撤", "withdrew"),
        ("我就同意撤诉", "withdrew"),
        ("还没撤", "withdrew"),
        ("说每个号各跑一趟", "visited"),
        ("还得再跑一趟厅里", "visited"),
        ("让分开跑三趟", "visited"),
    ],
)
def test_what_is_agreed_to_or_wanted_is_not_done(clause: str, event: str) -> None:
    assert event in denies(clause)


@pytest.mark.parametrize(
    ("clause", "event"),
    [
        ("答应完就撤了", "withdrew"),
        ("投诉我撤掉了", "withdrew"),
        ("我去跑了两趟", "visited"),
        ("各跑了一趟", "visited"),
    ],
)
def test_what_was_done_is_done(clause: str, event: str) -> None:
    assert event not in denies(clause)


@pytest.mark.parametrize(
    ("text", "is_untold"),
    [
        ("我爱人接的电话 一口同意撤 还没点", True),
        ("答应撤诉了 没提交", True),
        ("答应了就撤了 钱没退", False),
        ("投诉我撤了 钱还没到", False),
    ],
)
def test_a_complaint_that_is_still_to_be_taken_back(text: str, is_untold: bool) -> None:
    assert ("withdrew" in only_wondered(text)) == is_untold


@pytest.mark.parametrize(
    ("field", "value", "text", "is_told"),
    [
        ("contract", "没有", "我没签过字,只报了个验证码", False),
        ("contract", "没有", "客服查了没有合约", True),
        ("contract", "没有", "没签字,客服说没有合约", True),
        ("card_stage", "已销户", "我妈不让销,说销了就没了", False),
        ("card_stage", "已销户", "现在销户,剩的90怎么处理", False),
        ("card_stage", "已销户", "现在注销的话钱还在吗", False),
        ("card_stage", "已销户", "昨天刚销了", True),
        ("card_stage", "已销户", "号销了就好了,钱没退", False),
        ("card_stage", "已销户", "上个月已经销了,现在还扣", True),
        ("place", "外地", "我姐人在国外", False),
        ("place", "外地", "我弟一直在外地", False),
        ("place", "外地", "我人在国外", True),
        ("place", "外地", "我现在在外地", True),
        ("card_stage", "开卡失败", "那家是代理,外省的办不了", False),
        ("card_stage", "开卡失败", "审核没过,说办不了", True),
        ("complaint_answer", "拒绝了", "我妈不让销", False),
        ("complaint_answer", "拒绝了", "我妈不让,客服也不给退", True),
        ("complaint_answer", "答应了", "她说我申请时同意过条款", False),
        ("complaint_answer", "答应了", "他说同意给我退", True),
        ("settlement", "单独退", "我说先退,他不听", False),
        ("settlement", "单独退", "他说给我一个人先退", True),
        ("penalty_basis", "没见过条款", "合同里没这条,入职说的是报销", False),
        ("penalty_basis", "没见过条款", "违约金的条款没给我看", True),
        ("card_stage", "已提交待开卡", "18号说三个工作日,问就是审核", False),
        ("card_stage", "已提交待开卡", "退款还在审核", False),
        ("card_stage", "已提交待开卡", "我下单了,说在审核", True),
        ("card_stage", "已提交待开卡", "资料审核三天了,没发货", True),
        ("settlement", "统一结算", "人事说集团网年底一起退", False),
        ("settlement", "统一结算", "代理说年底一起退", True),
        ("in_use", "是", "用了十二年的号没了,厅里说收走了", False),
        ("in_use", "是", "用了九年的老号成空号了", False),
        ("in_use", "是", "这号用了八年,天天用", True),
        ("card_stage", "停机", "插电的盒子用三天就停了", False),
        ("card_stage", "停机", "随身wifi一个月就停了", False),
        ("card_stage", "停机", "随身wifi里的卡停机了", True),
        ("card_stage", "停机", "卡用了三天就停了", True),
    ],
)
def test_a_learned_state_needs_its_words(field: str, value: str, text: str, is_told: bool) -> None:
    assert stands(field, value, text) == is_told
