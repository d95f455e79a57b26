"""Where the parcel is, what became of the card and the number, who did it: told, and what only looks like it.

One sentence a line; ``-`` before a field: it must not be heard (with a value: not with that value).
"""

from __future__ import annotations

import pytest

from .test_scope import facts

TOLD = """
菜鸟驿站喊我去拿件 说是张手机卡 | parcel_stage=派件中
门卫说有我一个快递 我没去拿 | parcel_stage=派件中
代收点有我一个包裹 | parcel_stage=派件中
快递给我放小区驿站了 我还没取 | parcel_stage=派件中
卡给寄到村口快递超市了 | parcel_stage=派件中
镇上快递站打电话叫我去拿 我没空 | parcel_stage=派件中
骑手已经在我家楼下了 要我下去刷脸 | parcel_stage=派件中
件到门口了 小哥催我下楼 | parcel_stage=派件中
快递打电话说送到公司门口了 | parcel_stage=派件中
短信说到丰巢了 | parcel_stage=派件中
驿站叫我取我就取回来了 卡拿到了 | parcel_stage=已签收
快递员说激活费交给公司了 | -parcel_stage
驿站那边能不能直接退 | -parcel_stage
超市叫我去领洗衣液 | -parcel_stage
在驿站上班的同学给我办的 | -parcel_stage
物业喊我去拿包裹 | parcel_stage=派件中
里头有张卡密 | -parcel_stage
把信封撕开会不会不给退 | -parcel_stage
我不要了 他收走了押金 | -parcel_stage=已拒收
来了个包裹 里面是张电信卡 | parcel_stage=已签收
收到一个快递 里头就一张卡 | parcel_stage=已签收
孩子手快把封条撕开了 | parcel_stage=已签收
婆婆给签的 她不知道是啥 | parcel_stage=已签收
邻居帮我签掉了 | parcel_stage=已签收
卡就在桌上放着 没敢动 | parcel_stage=已签收
快递硬给送来一个包 拆了是张卡 | parcel_stage=已签收
快递小哥说里面是张卡 我还没拿 | -parcel_stage=已签收
短信写着里面是电话卡 | -parcel_stage=已签收
里面的卡还有话费 | -parcel_stage=已签收
我妈签的合同 | -parcel_stage=已签收
等卡寄来我看看再说 | -parcel_stage=已签收
送到门口我没要 小哥带走了 | parcel_stage=已拒收
我说不要 他就拿走了 | parcel_stage=已拒收
没签 快递员又带回去了 | parcel_stage=已拒收
我当面跟小哥说不要了 | parcel_stage=已拒收
拒收好些天了 物流还写派送中 | -parcel_stage=运输中
拒收快半个月了 钱没动静 | parcel_stage=已拒收
拒收都两周了 | parcel_stage=已拒收
能当面说不要吗 | -parcel_stage=已拒收
押金没要 他就走了 | -parcel_stage=已拒收
拒收几天能退钱 | -parcel_stage=已拒收
物流说退回去了 昨天店家签收的 | parcel_stage=商家已签收退货
没经我同意他就直接发货了 | parcel_stage=运输中
短信说发货了 | parcel_stage=运输中
今早来了条短信 有快递单号了 | parcel_stage=运输中
有没有快递单号 | -parcel_stage=运输中
没有快递单号 | -parcel_stage=运输中
卡毛都没见到 | received=没收到
身份证拍完了卡没给我 | received=没收到
卡还在业务员手里 没给我 | received=没收到
我把卡借他了 卡在他手里 | -received
快递上没给我打电话 | -received
号被移动收走了 | card_stage=已销户
10010说号码去年就收回了 | card_stage=已销户
客服查了 说我那号早给别人用了 | card_stage=已销户
营业厅说欠费收回去了 | card_stage=已销户 stopped_by=欠费
打10086 说号已经放给别人了 | card_stage=已销户
欠费停机三个月给收回了 | card_stage=已销户
短信说销户成功了 可是卡上没到账 | card_stage=已销户
号码给别人用了会不会有麻烦 | -card_stage
卡让中介收走了 | -card_stage
号我卖给别人了 | -card_stage
号会不会被收回 | -card_stage
停机多久号会收回 | -card_stage=已销户
我把卡给别人用了 | -card_stage=已销户
我号借给别人用了 | -card_stage=已销户
号估计被收回了 | -card_stage=已销户
店家电话成了空号 | -card_stage
撤单成功半个月了钱没退 | card_stage=已撤单
等撤单成功了才退吗 | -card_stage=已撤单
复机了 谢谢 | card_stage=已激活
号开开了 还会再停吗 | card_stage=已激活
之前停机了 昨天去厅里复机了 | card_stage=已激活
去厅里开了 让签了个承诺书 | card_stage=已激活
能开开吗 | -card_stage
复机了两天又停了 | -card_stage=已激活
还没复机 | -card_stage=已激活
要是复机了还扣钱吗 | -card_stage=已激活
工信部那边我昨天提交了 | -card_stage
12315我已经提交了 | -card_stage
号哪天被停了我找谁去 | -card_stage
电话打不出去了 短信写着有涉诈风险 | card_stage=停机 stopped_by=反诈
联通说我涉诈给封停了 我一个跑车的 | card_stage=停机 stopped_by=反诈
移动短信说涉诈风险停机 | stopped_by=反诈
10010说是反诈系统给关的 | stopped_by=反诈
我给他用了五天 今天短信说卡涉案停了 | card_stage=停机 stopped_by=反诈
有人自称通管局 说我号涉诈要停机 | -stopped_by -card_stage
电话里说再不处理涉诈就停我号 | -stopped_by
接到诈骗电话 银行卡给停了 | -stopped_by
涉诈的是他 我的号没停 | -stopped_by
民警说我涉案 让我把号停了 | -stopped_by
新办的号老是有催债的打来 | card_stage=已激活
新号天天接到找别人要债的电话 | card_stage=已激活
卡插进手机里了 有信号了 | card_stage=已激活
我充了钱 卡也用上了 | card_stage=已激活 in_use=是
他那个移动号还在扣月租 | card_stage=已激活
用了以后才发现不是全国流量 | card_stage=已激活
销户了每个月还扣我19 | card_stage=已销户
卡还没用上 | -card_stage=已激活 -in_use
会不会每个月扣我39 | -card_stage=已激活
到的那张我激活了 剩下那张怎么退 | -activated -card_stage
我激活了一张在用 另一张没拆能退不 | -activated=激活了
卡激活了 另外问一下月租多少 | activated=激活了
打10010说这号已经激活了 | activated=激活了
10086说激活了就退不了 | -activated
打10086 说没激活不能退 | -activated=激活了
停了号还在扣 | -card_stage=已激活
五月退的卡 十一月还在扣 | -card_stage=已激活
给快递打电话说了不要 | -parcel_stage=派件中
10010说放给别人了 | card_stage=已销户
短信说次月才算销掉 | card_stage=销户中
号跟了我快十年 | card_stage=已激活
用俩月就断网了 | card_stage=已激活
让扫码激活领鸡蛋 我没敢扫 | activated=没激活
卡到手了没弄 | activated=没激活
我没眨眼 他没弄成 | activated=没激活
照了我的脸 | activated=激活了
没照脸 | -activated=激活了
人家给我激活了 我都没拆 | activated_by=不是我
卖卡的发消息 说已经帮你激活好了 | activated_by=不是我
小哥拿他自己手机给弄激活了 | activated_by=不是我
号开通了 我可没同意要开 | activated_by=不是我
他把卡激活了 我说了不要 | activated_by=不是我
人家说给你激活了就送油 | -activated_by
他当场帮我激活的 我站旁边看着 | -activated_by
我们家没人订过这个 | ordered_by=不是我
本人从未办理过此卡 | ordered_by=不是我
名下又多了一个联通号 | ordered_by=不是我
那几张卡我见都没见过 | ordered_by=不是我
我把名下的号销了 | -ordered_by
我想携号去联通 电信说不行 | carrier=电信
准备带号转移动 现在的联通不放 | carrier=联通
移动的我留着 电信那张想退 | carrier=电信
想留电信的 联通的不要了 | carrier=联通
联通给销了两张 剩下移动的不让销 | carrier=移动
有个联通客服加我微信 让我共享屏幕 | -carrier
联通让我转电信 | carrier=联通
移动电信app里都查不到这个号 | -carrier
电信资费争议他们不受理 | -carrier
10086查了 说名下有两个号 | carrier=移动
打10010查了 月租59 | carrier=联通
小哥说这电信卡要先充50 | carrier=电信
移动说是什么风险给我停了 | carrier=移动
10000查了没有我的卡 | -carrier
新办这号才两个月 | used_months=2
用满三个月返钱 现在都满三个月了 | used_months=3
花了198用仨月就断网了 | used_months=3
198用一年 | -used_months
合约都满两年了 | -used_months
我在深圳打工 老家那个联通号想销 | place=外地
老家是安徽的在苏州厂里上班 那个号还在老家 | place=外地
人在杭州送外卖 老家的移动卡一直扣钱 | place=外地
老家的卡 人在广州怎么销 | place=外地
我在老家上班 老家的号 | -place
我号绑了十来年的东西 | in_use=是
手机号我还要用的 | in_use=是
这号还要用吗 | -in_use
"""
DAYS = """
今天充话费 提示号码已注销 | -closed_date
我投诉过了 今天移动打电话让我撤 | -complaint_date
昨天在12315投了 今天想去工信部也申诉 | complaint_date=2026-11-23
儿子拿我手机办了张卡 今天短信说到驿站了 | -order_date
十二号我查发现卡被激活了 | activation_date=2026-11-12
今天投诉的 | complaint_date=2026-11-24
昨天注销了 | closed_date=2026-11-23
"""


def _lines(table: str) -> list[tuple[str, str]]:
    pairs = (line.split(" | ") for line in table.strip().splitlines())
    return [(said, wanted) for said, wanted in pairs]


@pytest.mark.parametrize(("said", "wanted"), _lines(TOLD) + _lines(DAYS))
def test_told_and_not_told(said: str, wanted: str) -> None:
    found = facts(said)
    for want in wanted.split():
        field, _, value = want.removeprefix("-").partition("=")
        if not want.startswith("-"):
            assert found.get(field) == value, found
        elif value:
            assert found.get(field) != value, found
        else:
            assert field not in found, found
