"""Fees, what is charged, what they answered and what was refused, told apart from what only sounds like it."""

from __future__ import annotations

import pytest

from .test_scope import facts

NONE = "没有"

FEES = [
    # what it was, and what is taken now
    ("我那联通号原来一个月15块,这个月扣了我79", {"agreed_fee": "15.0", "monthly_fee": "79.0"}),
    ("以前都是26,上个月起扣我88", {"agreed_fee": "26.0", "monthly_fee": "88.0"}),
    ("我妈那号一直19,这两个月变成69了", {"agreed_fee": "19.0", "monthly_fee": "69.0"}),
    ("老套餐是28,九月忽然变成98", {"agreed_fee": "28.0", "monthly_fee": "98.0"}),
    ("原先二十八块钱一个月,现在一看成了九十九", {"agreed_fee": "28.0", "monthly_fee": "99.0"}),
    ("这月扣了我八十九,以前是三十九啊", {"agreed_fee": "39.0", "monthly_fee": "89.0"}),
    ("19块的套餐给改成59了", {"agreed_fee": "19.0", "monthly_fee": "59.0"}),
    ("直播间讲19用到老,结果十月扣我49", {"agreed_fee": "19.0", "monthly_fee": "49.0"}),
    ("主播说29永久,用到第三个月变59", {"agreed_fee": "29.0", "monthly_fee": "59.0"}),
    ("视频说29一个月185g,激活完一看是59", {"agreed_fee": "29.0", "monthly_fee": "59.0"}),
    ("现在每个月扣78,早先只要18", {"agreed_fee": "18.0", "monthly_fee": "78.0"}),
    # what it costs
    ("每个月白扣38,老人根本不用", {"monthly_fee": "38.0", "charged": "是"}),
    ("每月最低178,我降都降不了", {"monthly_fee": "178.0"}),
    ("每个月最低要打一百六十九", {"monthly_fee": "169.0"}),
    ("每个月还从他折子上扣二十九", {"monthly_fee": "29.0", "charged": "是"}),
    ("一直扣五块钱保号", {"monthly_fee": "5.0"}),
    ("移动199那个套餐连着宽带不想要了", {"monthly_fee": "199.0"}),
    ("联通的139融合,搬家不要了", {"monthly_fee": "139.0"}),
    ("电信169那个宽带带三张卡的", {"monthly_fee": "169.0"}),
    ("这卡一个月九块九一百多个g", {"monthly_fee": "9.9"}),
    ("一个月十九块九,两百个g", {"monthly_fee": "19.9"}),
    ("又扣了39,说是十一月的月租", {"monthly_fee": "39.0"}),
    ("已经给我改回18了", {"monthly_fee": "18.0"}),
    ("剩10个月乘39", {"monthly_fee": "39.0"}),
    ("别再扣我49就行", {"monthly_fee": "49.0"}),
    # none of it is a fee of a month
    ("打电话说四个月月租232", {"monthly_fee": NONE}),
    ("三个月月租174没还", {"monthly_fee": NONE}),
    ("一证通查回了 移动3 联通5 电信1", {"monthly_fee": NONE}),
    ("名下移动2 联通4", {"monthly_fee": NONE}),
    ("涨到300话费了,就是不给现金", {"monthly_fee": NONE}),
    ("客服说只能退最近一个月31", {"monthly_fee": NONE}),
    ("要转就交违约金,剩8个月月租的三成,188块8", {"monthly_fee": NONE}),
    ("给改回28了,多的60块说不退", {"monthly_fee": "28.0", "over_amount": "60.0"}),
    ("货款39和三个月月租87都写上了", {"monthly_fee": NONE}),
    ("办停机保号一个月5块,结果每月扣49", {"monthly_fee": "49.0"}),
    ("他说今晚12点准时扣600", {"agreed_fee": NONE}),
    ("他说今天下午5点扣39", {"agreed_fee": NONE, "charged": NONE}),
]

OVER = [
    ("每月多出来15是什么东西", {"over_amount": "15.0"}),
    ("账单里多出来30,是个啥会员", {"over_amount": "30.0"}),
    ("账单138,多出来99是什么鬼", {"over_amount": "99.0"}),
    ("有个视频会员一个月20,我没开过", {"over_amount": "20.0"}),
    ("多个什么彩铃会员15块我没订过", {"over_amount": "15.0"}),
    ("每月多了12元的视频会员,到十一月一共60,我没开过", {"over_amount": "12.0", "settlement": NONE}),
    ("给改回来了,多收那四十没提", {"over_amount": "40.0"}),
    ("这个月多的五十不退", {"over_amount": "50.0", "refund_state": "被拒"}),
    ("说我开了会员没关,一个月要扣六百", {"over_amount": NONE, "charged": NONE}),
    ("多出来两张卡是谁办的", {"over_amount": NONE}),
    ("名下多出来3个号", {"over_amount": NONE}),
]

CHARGED = [
    ("移动乱扣我两个月服务费", {"charged": "是"}),
    ("话费一直从我自己卡里扣", {"charged": "是"}),
    ("一个月58白扣着", {"charged": "是"}),
    ("每月129照扣", {"charged": "是"}),
    ("29月租是联通扣的", {"charged": "是"}),
    ("账单多扣了一项十块的", {"charged": "是"}),
    ("今天弄完下月还收39不", {"charged": NONE}),
    ("销了下个月还扣不扣", {"charged": NONE}),
    ("寄回去才退,还要扣50磨损费", {"charged": NONE}),
    ("还收我100首充", {"charged": NONE}),
    ("助理说你不收货也照样扣月租,真的假的", {"charged": NONE}),
    ("他说不激活也照样扣月租", {"charged": NONE}),
    ("他们说会一直扣的", {"charged": NONE}),
    ("卡我没要,怎么还扣我29", {"charged": "是"}),
    ("销户了还在扣钱", {"charged": "是"}),
]

MONTHS = [
    ("从五月份扣到现在", {"charged_months": "7"}),
    ("从7月扣到这个月", {"charged_months": "5"}),
    ("翻了账单,八月开始的到十月", {"charged_months": "3"}),
    ("扣了十月十一月两个月了", {"charged_months": "2"}),
    ("多扣了四个月我都不知道", {"charged_months": "4"}),
    ("头三个月19,这个月变成59了", {"charged_months": NONE}),
    ("下个月开始扣", {"charged_months": NONE}),
    ("说好十月到十二月免费", {"charged_months": NONE}),
]

REFUND = [
    ("那40块差价不给", {"refund_state": "被拒"}),
    ("能改回去,多扣的120不退", {"refund_state": "被拒"}),
    ("10086说下月改,多扣的不退", {"refund_state": "被拒"}),
    ("公众号客服说你用超了,不退", {"refund_state": "被拒"}),
    ("押金变折旧费,一分不退", {"refund_state": "被拒"}),
    ("申请退款店家拒绝了", {"refund_state": "被拒"}),
    ("拼多多申请退款被拒了", {"refund_state": "被拒"}),
    ("淘宝申请退款被拒了,说激活过", {"refund_state": "被拒"}),
    ("商家说单子报上去了退不了", {"refund_state": "被拒"}),
    ("客服说机器激活了押金不退", {"refund_state": "被拒"}),
    ("卖家说这边不支持退款的哦", {"refund_state": "被拒"}),
    ("他们说是自己愿意办的,不退", {"refund_state": "被拒"}),
    ("他又收了我100办卡费不退", {"refund_state": "被拒"}),
    ("他说29是开卡费不退", {"refund_state": "被拒"}),
    ("月底过了没动静", {"refund_state": "逾期"}),
    ("月底过了,他又说下个月", {"refund_state": "逾期"}),
    ("说用满三个月退押金,现在五个月了找不着人退", {"refund_state": "逾期"}),
    ("退款那边还没点", {"refund_state": "未申请"}),
    # not of a refund, or not refused
    ("说靓号不给降,想销也不给销", {"refund_state": NONE}),
    ("人家说老用户改不了", {"refund_state": NONE}),
    ("合作厅说外省的办不了", {"refund_state": NONE}),
    ("营业厅说要本人来", {"refund_state": NONE}),
    ("派出所说没损失立不了案", {"refund_state": NONE}),
    ("他们不给办销户,会不会不退余额", {"refund_state": NONE}),
    ("他们说不退怎么办", {"refund_state": NONE}),
    ("不退我就投诉", {"refund_state": NONE}),
    ("这卡我不退了", {"refund_state": NONE}),
    ("多扣的能不能退", {"refund_state": NONE}),
    ("要是押金不退呢", {"refund_state": NONE}),
    ("不退机器行不行", {"refund_state": NONE}),
    ("说不退卡就能免月租", {"refund_state": NONE}),
]

ANSWER = [
    ("还是不松口", {"complaint_answer": "拒绝了"}),
    ("他说老套餐下架了改不回去", {"complaint_answer": "拒绝了"}),
    ("客服说老的没有了,回不去", {"complaint_answer": "拒绝了"}),
    ("12315回了,不予受理", {"complaint_answer": "拒绝了"}),
    ("10000说那是代理搞的,公司不认", {"complaint_answer": "拒绝了"}),
    ("10086说没这个活动", {"complaint_answer": "拒绝了"}),
    ("10086查了说系统里没有返30的活动", {"complaint_answer": "拒绝了"}),
    ("淘宝说过了售后期管不了", {"complaint_answer": "拒绝了"}),
    ("移动说这事他们管不了", {"complaint_answer": "拒绝了"}),
    ("厅里说没权限办外省的", {"complaint_answer": "拒绝了"}),
    ("卖家不接受调解", {"complaint_answer": "拒绝了"}),
    ("10010说这是最终答复", {"complaint_answer": "拒绝了"}),
    ("客服说取消不成", {"complaint_answer": "拒绝了"}),
    ("他说没这回事", {"complaint_answer": "拒绝了"}),
    ("移动说老用户改不了", {"complaint_answer": "拒绝了"}),
    ("打10086了,说号给别人了,取消不成", {"complaint_answer": "拒绝了"}),
    ("打了10010,说公司没收过这钱", {"complaint_answer": "拒绝了"}),
    ("移动说套餐还得139,不给降", {"complaint_answer": "拒绝了"}),
    ("现在客服说我没截图,不给返了", {"complaint_answer": "拒绝了"}),
    ("电信那边不给降套餐", {"complaint_answer": "拒绝了"}),
    ("磨了一回,松口了", {"complaint_answer": "答应了"}),
    ("松口了,说可以改回18", {"complaint_answer": "答应了"}),
    ("来电话了,说违约金给免了", {"complaint_answer": "答应了"}),
    ("10000来电话,说免违约金给我销", {"complaint_answer": "答应了"}),
    ("他们打回来说下月改回28", {"complaint_answer": "答应了"}),
    ("后来讲下个月能改回来", {"complaint_answer": "答应了"}),
    ("单位肯盖章了", {"complaint_answer": "答应了"}),
    ("厂里答应盖章了", {"complaint_answer": "答应了"}),
    ("公司松口同意把我移出集团了", {"complaint_answer": "答应了"}),
    ("10010说可以改回去,下月生效", {"complaint_answer": "答应了"}),
    ("电信到现在没回我", {"complaint_answer": "没答复"}),
    ("卖家把我拉黑了", {"complaint_answer": "没答复"}),
    ("他微信不回我了", {"complaint_answer": "没答复"}),
    ("30号早过了,直接已读不回", {"complaint_answer": "没答复"}),
    ("投诉到今天未获只字答复", {"complaint_answer": "没答复"}),
    # the user's own yes, other people, other things
    ("客服说有录音,我爸同意的", {"complaint_answer": NONE}),
    ("他说我点过链接就是同意了", {"complaint_answer": NONE}),
    ("客服说我在电话里答应了", {"complaint_answer": NONE}),
    ("他说当时勾选过同意就是同意了", {"complaint_answer": NONE}),
    ("移动说他自己点头答应了的", {"complaint_answer": NONE}),
    ("厅里说那是业务员个人答应的", {"complaint_answer": NONE}),
    ("我妈死活不换号", {"complaint_answer": NONE}),
    ("她死活不肯换号", {"complaint_answer": NONE}),
    ("光猫在他家,他不给我", {"complaint_answer": NONE}),
    ("我在外地回不去", {"complaint_answer": NONE}),
    ("老人在村里没人管她", {"complaint_answer": NONE}),
    ("他要是不松口咋办", {"complaint_answer": NONE}),
    ("松口了再说", {"complaint_answer": NONE}),
    ("能不能改回去", {"complaint_answer": NONE}),
    ("他会不会不认账", {"complaint_answer": NONE}),
    ("我把他拉黑了", {"complaint_answer": NONE}),
    ("移动说这个号拉黑了打不进来", {"complaint_answer": NONE}),
]

STAGE = [
    ("我在12315投了那个卖家", {"complaint_stage": "已投诉", "complaint_to": "12315"}),
    ("我12315投诉了,短信说受理了", {"complaint_stage": "已投诉", "complaint_to": "12315"}),
    ("我投了12315", {"complaint_stage": "已投诉", "complaint_to": "12315"}),
    ("气不过,我去12315投了", {"complaint_stage": "已投诉", "complaint_to": "12315"}),
    ("我打了12315投了他", {"complaint_stage": "已投诉", "complaint_to": "12315"}),
    ("12315上投了卖卡的", {"complaint_stage": "已投诉", "complaint_to": "12315"}),
    ("我在工信部申诉了移动", {"complaint_stage": "已申诉", "complaint_to": "工信部"}),
    ("工信部那个我昨天提交了", {"complaint_stage": "已申诉", "complaint_to": "工信部"}),
    ("平台介入申请了,说三天举证", {"complaint_to": "平台"}),
    ("我已经把投诉撤了", {"complaint_stage": "已撤诉"}),
    ("工信部那个我撤诉了", {"complaint_stage": "已撤诉"}),
    # nothing of it was done
    ("他说你先把申诉撤了,钱马上退", {"complaint_stage": NONE}),
    ("他说撤了今天就到账,有点心动", {"complaint_stage": NONE}),
    ("让我撤诉才退钱", {"complaint_stage": NONE}),
    ("撤了还能再投吗", {"complaint_stage": NONE}),
    ("要不要撤诉", {"complaint_stage": NONE}),
    ("没正式投诉过,就问过一次", {"complaint_stage": "未投诉"}),
    ("填没投诉过能快点吗", {"complaint_stage": NONE}),
    ("我想投12315", {"complaint_stage": NONE, "complaint_to": NONE}),
    ("投12315还是工信部", {"complaint_stage": NONE, "complaint_to": NONE}),
    ("再不退我去12315投你", {"complaint_stage": NONE, "complaint_to": NONE}),
    ("去12315投了有用吗", {"complaint_to": NONE}),
    ("平台介入申请了有用吗", {"complaint_to": NONE}),
]

CONTRACT = [
    ("手机和宽带绑一块的", {"contract": "有绑定"}),
    ("宽带跟我手机号捆在一起", {"contract": "有绑定"}),
    ("号上还挂着他家宽带", {"contract": "有绑定"}),
    ("想销号,说绑着宽带", {"contract": "有绑定"}),
    ("有融合宽带没解", {"contract": "有绑定"}),
    ("有一个充话费送话费的活动没到期,不能转", {"contract": "有合约"}),
    ("协议上写的是五年,我才用了三年", {"contract": "有合约", "contract_months": "60"}),
    ("电子协议有我签名,期限120个月", {"contract": "有合约", "contract_months": "120"}),
    ("说最低消费159要五年", {"contract_months": "60"}),
    ("五年期还差40个月", {"contract_months": "60", "contract_months_left": "40"}),
    ("充话费送话费两年的,还剩四个月", {"contract_months": "24", "contract_months_left": "4"}),
    ("宽带还剩8个月,说拆要赔", {"contract_months_left": "8"}),
    ("靓号协议,每月最低128还得再用6年", {"contract_months_left": "72"}),
    ("办卡送了个锅,要用两年", {"contract": "有合约", "contract_months": "24"}),
    ("把活动给我取消了,可以转了", {"contract": "没有"}),
    # not so
    ("哪有合约,就是送了个会员", {"contract": NONE}),
    ("我没签过什么合约", {"contract": "没有"}),
    ("客服说有24个月合约,我从来没听过合约", {"contract": NONE, "contract_months": NONE}),
    ("办的时候说没合约,现在客服说签了24个月", {"contract": NONE}),
    ("营业厅说校园合约到明年6月,我没签这个", {"contract": NONE}),
    ("有没有合约怎么查", {"contract": NONE}),
    ("宽带能不能和手机绑一块", {"contract": NONE}),
    ("我用了两年了", {"contract": NONE, "contract_months": NONE}),
]

PENALTY = [
    ("条款没给我看", {"penalty_basis": "没见过条款"}),
    ("我没见过合同", {"penalty_basis": "没见过条款"}),
    ("要付280违约金,我没见过合同", {"penalty_basis": "没见过条款", "penalty_value": "280.0"}),
    ("拆宽带要付260违约金", {"penalty_value": "260.0"}),
    ("剩9个月月租的三成", {"penalty_basis": "剩余比例", "penalty_value": "30.0"}),
    ("违约金250一分不少", {"penalty_basis": "固定金额", "penalty_value": "250.0", "refunded_amount": NONE}),
    ("写的是按已享受的优惠金额赔", {"penalty_basis": "返还优惠"}),
    ("催收说加上违约金780,不还就找单位", {"penalty_value": NONE}),
    ("条款给我看了", {"penalty_basis": NONE}),
    ("能不能打三成", {"penalty_basis": NONE}),
]

AS_SOLD = [
    ("助理说要连充五个月才算,当时可没讲", {"as_sold": "不符"}),
    ("当时一个字没提合约", {"as_sold": "不符"}),
    ("说三年不限量,激活了才知道每个月还要另交39", {"as_sold": "不符"}),
    ("说全国通用,用了才发现一百五十个g是定向的", {"as_sold": "不符"}),
    ("套餐跟他讲的不一样", {"as_sold": "不符"}),
    ("学长说激活就返100", {"as_sold": NONE}),
    ("12315说不归他们管", {"as_sold": NONE}),
    ("跟你说的不一样怎么办", {"as_sold": NONE}),
]

ALL = [*FEES, *OVER, *CHARGED, *MONTHS, *REFUND, *ANSWER, *STAGE, *CONTRACT, *PENALTY, *AS_SOLD]


@pytest.mark.parametrize(("text", "wanted"), [pytest.param(*case, id=case[0]) for case in ALL])
def test_what_a_message_says_of_it(text: str, wanted: dict[str, str]) -> None:
    found = facts(text)
    assert {name: found.get(name, NONE) for name in wanted} == wanted, found
