"""Words around a name (名字前后的话): by which it is asked for, denied, part of another name, or told by the way."""

from __future__ import annotations

import re

#: What is asked about a name is which one it is, or what such a thing is like.
IDENTITY_AFTER = re.compile(
    r"^(?:的)?(?:卡|号|手机卡)?(?:是不是|(?:吗|么|嘛|不|没|吧)(?=$|[?])|还是(?=.{0,8}(?:$|[?]))|和|跟|与|有(?:啥|什么)|是(?:什么|啥)|一般|哪个|好不好"
    r"|好还是|或者)"
)
IDENTITY_BEFORE = re.compile(
    r"(?:是不是(?:因为)?(?:这|那)?(?:是)?(?:张)?|是否|会不会是|算不算|算|难道是|到底是|怀疑[^,。;!?]{0,6}(?:买到|是|买的是)|比|不是|不属于|又不是|哪是|怎么会是|谁(?:跟[你他])?说(?:是)?"
    r"|说(?:他|她|自己)(?:们)?是|电话里?说(?:自己)?是|没(?:有)?(?:去|在|(?:用|办|买|碰|开)过?|把.{1,3})?|怕(?:就|这|它)?(?:是)?|自称(?:是)?|冒充(?:是)?|(?:敲门|上门|来电|打电话来?)(?:的)?说(?:自己)?(?:是)?|担心(?:这|它)?(?:是)?|怀疑(?:这|它)?(?:是)?|以为(?:这|它)?(?:是)?|别是|只能刷|免流|定向|注册(?:了|不了|不到).{0,4}|说的那种)(?:我)?(?:在|的)?$"
)
NAMES = frozenset({"carrier", "platform", "sales_channel", "payment_method", "place", "paid_to", "iot"})
#: A name inside the name of something else: 「移动硬盘」, 「住在联通大厦旁边」.
NAME_OF_ELSE = re.compile(
    r"^(?:公司)?(?:上班|工作|单位|的?(?:表|堂)?[姐哥弟妹])|^(?:大楼|大厦|快递(?!员)|物流|诈骗|条例|支付|鼠标|硬盘|电源|好友|局|学院|机房|合约机|宽带(?!.{0,8}(?:绑|捆|一起|和手机|和卡|融合))|电视|上班|的?(?:客服)?态度|的?(?:横幅|海报|店门口?|信号塔))"
    r"|^西(?:$|[,。;!? 的])"  # (a curse, no shop)
    r"|^(?:公司)?(?:上班|那边我有)|^(?:发的|的验证码)"
)
#: Of a name this is said by the way: what others do there, what was looked at.
ASIDE = re.compile(
    r"^(?:.{0,2}(?:没|没有|无)(?:有|半毛钱)?关系)|^(?:上)?(?:也|都|又|还是?|老|一直|就)?(?:注册|登录|登不|绑定|解绑|实名|查(?:了)?|搜(?:了)?|那么多|好多人|有人|都说|评论|买菜|绑的?|看了|里?的?评价)"
)
#: Where money comes back to is not how it was paid: 「余额退到支付宝了」.
#: Where money or a number is to go names another card (「转到我移动号上」).
TO_ANOTHER = re.compile(
    r"(?:转|退|充|存|挪)(?:到|去|进|给|回)(?:我|俺)?(?:的|那张|那个|另一?张|另一?个|主号|自己)?(?:的)?$"
    r"|(?:[能想不]换|号[不变]{1,2}换|改投|投奔|带去|走去|携转到?|转网到?|携号转(?:网|到|去|成)?|(?:想|要|准备|打算)(?:携号|带号|带着号|把号)?转(?:网)?(?:到|去|成)?|(?:携号|带号|带着号|带着这?个?号)(?:转|去|到|换)[去到成]?)$"
    r"|不变(?:就|去|能|只)?(?:换|转|改)(?:去|成|到|个)?$|改投(?:到|去)?$|改用$"
    r"|(?:带|挪|跳|搬|走|投奔)(?:得|到|去|走|槽|过)[^,。;!?]{0,2}(?:去|到)?$"
)
BACK_TO = re.compile(r"(?:退|打|回|返|到|转)(?:回|到|还|进|给)?(?:了)?(?:我)?(?:的)?$")
OTHER_PRODUCT = re.compile(r"(?:宽带|合约机|手机壳|电费|鼠标)(?:是|的)?$")
#: An account or a small program is who sold the card only where somebody got it there by way of an advertisement.
NO_SELLER = re.compile(
    r"^扫码领(?=礼|奖|红)|^(?:公众号|小程序)(?![^,。;!?]{0,3}(?:看到|推|广告|点|刷)"
    r"|[^,。;!?]{0,4}(?:订购了|订了|订的卡|下的单|下了单|申请了张|申请的卡))"
)
