"""Reports and dangers in fixed words: heard however the network finds them, and not where they are not meant."""

from __future__ import annotations

import pytest

from nlu.few_words import keeps_one, tells_of_a_number
from nlu.fixed_words import (
    alarms,
    denies_leaving,
    given_up,
    gives_it_up,
    in_two_clauses,
    names_no_card,
    only_demanded,
    only_papers,
    reported,
    seen_by_a_clerk,
)
from nlu.holders import hangs_on_mine
from nlu.ours import is_surely_ours


@pytest.mark.parametrize(
    ("clause", "events"),
    [
        ("刚才我打了110", ["reported_police"]),
        ("警察给开了个回执", ["reported_police"]),
        ("银行卡冻上了", ["secured"]),
        ("客服QQ说账户冻结了要交1980解冻", []),
        ("说我银行卡冻结了", []),
        ("对方说我资金冻结了", []),
        ("银行说卡已经冻上了", ["secured"]),
        ("支付宝密码都改了", ["secured"]),
        ("我把他轰走了", ["refused_parcel"]),
        ("他答应退", ["promised"]),
        ("找不到那个人了", ["no_answer"]),
        ("人也找不到了", ["no_answer"]),
        ("店家同意退款了", ["promised"]),
        ("说这月30号退我", ["promised"]),
        ("他没答应退", []),
        ("答应退一半", []),
        ("如果他答应退", []),
        ("没给他开门", ["refused_parcel"]),
        ("前后垫了1500", ["gave_money"]),
        ("我交了260", ["gave_money"]),
        ("刚才转出去4980", ["gave_money"]),
        ("转过去三千了", ["gave_money"]),
        ("没转出去4980", []),
        ("他把两笔都退了", ["paid_in"]),
        ("民警说是合同纠纷", ["not_filed"]),
        ("派出所不给立案", ["not_filed"]),
        ("她回我说改不了", ["refused"]),
        ("柜台的人说不能过户", ["refused"]),
        ("营业员死活不让我退", ["refused"]),
        ("打10010登记了", ["called"]),
        ("找客服说过", ["called"]),
        ("厅里去过了", ["visited"]),
        ("他不接电话", ["no_answer"]),
        ("热线一直占线", ["no_answer"]),
        ("把号停掉了", ["stopped"]),
        ("售后已经提交了", ["applied_refund"]),
        ("说五个工作日内到账", ["promised"]),
        ("前天报的案", ["reported_police"]),
        ("我点过介入", ["complained_platform"]),
        ("号注销掉了", ["closed"]),
        ("卖家联系不上", ["no_answer"]),
        ("银行那头已经止付了", ["secured"]),
        ("被骗子骗去了8000", ["gave_money"]),
        ("被人骗了三千", ["gave_money"]),
        ("被骗了卡里9200", ["gave_money"]),
        ("报案四天了", ["reported_police"]),
    ],
)
def test_what_was_done_is_heard(clause: str, events: list[str]) -> None:
    assert reported(clause) == events


@pytest.mark.parametrize(
    "clause",
    [
        "还没报警",
        "想报案",
        "要去挂失了",
        "卡激活不了",
        "那家店关门了",
        "营业厅没开门",
        "我没让他拿走",
        "没打过10086",
        "准备挂失了",
        "会员停了",
        "系统升级说办不了",
        "他叫我报警",
        "给我转了50",
        "三天内退行吗",
        "我说不退",
    ],
)
def test_what_was_not_done_is_not_heard(clause: str) -> None:
    assert reported(clause) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("我大姨想不开,在家闹", ["self_harm"]),
        ("气死我了,真不想活了", ["self_harm"]),
        ("填了卡号和验证码,五千块没了", ["gave_secret"]),
        ("他让我念验证码,我念了", ["gave_secret"]),
        ("开了共享屏幕,又输了密码", ["gave_secret"]),
        ("老爸被人骗走一万八", ["scam_live"]),
        ("那串数字我报了", ["gave_secret"]),
        ("问我要四位数字我说了", ["gave_secret"]),
        ("短信里的码我发给他了", ["gave_secret"]),
        ("客服让我把手机屏幕共享给他,好退我那笔钱", ["scam_live"]),
        ("他教我装个开会的软件,说装好才能退款", ["scam_live"]),
        ("屏已经投过去了,他在看我银行卡", ["gave_secret"]),
        ("我共享了,他说能看到我余额,让我别挂", ["gave_secret"]),
        ("这会儿有个专员正跟我通话,说我那卡每月自动扣六百,要帮我关掉", ["scam_live"]),
        ("刚打来电话说会员到期自动扣费980,不取消就扣", ["scam_live"]),
    ],
)
def test_a_danger_is_heard(text: str, found: list[str]) -> None:
    assert alarms(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "当初怎么想不开办了这张卡",
        "跳楼价办的卡",
        "急得要死",
        "你这机器笨得要死",
        "老人要喝药,手机不会弄",
        "验证码我没给他",
        "他让我把验证码发过去,我拉黑了",
        "验证码我自己填的",
        "身份证号报给他了",
        "被骗着办了张卡",
        "公司开会用的会议软件老卡,流量不够",
        "孩子上网课投屏费流量",
        "我没共享屏幕,也没给他钱",
        "移动来电话说每月自动扣19块是套餐费",
        "我打电话叫10086把自动续费139关了",
    ],
)
def test_what_only_sounds_like_it_is_not(text: str) -> None:
    assert alarms(text) == []


def test_what_is_demanded_was_not_given() -> None:
    assert only_demanded("他让我把验证码发给他")
    assert not only_demanded("他让我把验证码发给他,我发过了")


def test_our_own_things_are_told_from_others() -> None:
    assert is_surely_ours("买了张流量卡")
    assert not is_surely_ours("健身卡想退")


@pytest.mark.parametrize(
    "text",
    [
        "那我先不退了,每月能便宜点不",
        "算了不取消了",
        "我不想注销了,留着收短信",
        "不销了,降个档吧",
        "要不不退了",
        "号留着用的,不销号",
        "我不退卡,就问问钱",
    ],
)
def test_who_gives_it_up_is_heard(text: str) -> None:
    assert gives_it_up(text)


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("算了不转网了,给我降个档", ["given_up_porting"]),
        ("那我不转到联通了", ["given_up_porting"]),
        ("那我不转钱了", []),
        ("他说不转了", []),
        ("我不销了", ["given_up"]),
    ],
)
def test_what_is_given_up_is_a_group_of_labels(text: str, groups: list[str]) -> None:
    assert given_up(text) == groups


@pytest.mark.parametrize(
    "text",
    [
        "店家说不退了",
        "他们不退了咋整",
        "我不退钱了吗",
        "怎么又不退了",
        "为啥不取消了呢",
        "说不退了他就给50",
        "不销户?那钱呢",
        "不销户会怎样",
        "客服不给销户",
        "店家不退卡",
    ],
)
def test_who_is_refused_gives_nothing_up(text: str) -> None:
    assert not gives_it_up(text)


@pytest.mark.parametrize("clause", ["另外一张也停了", "别的号也停了", "卡被骗子骗走了", "差点被骗走3000"])
def test_what_is_to_follow_or_happened_to_another_is_no_report(clause: str) -> None:
    assert not {"stopped", "gave_money"} & set(reported(clause))


@pytest.mark.parametrize("text", ["客服叫我撤投诉,我撤了,钱没来", "12315的投诉我已经撤掉了", "说撤了申诉就退,我就撤了"])
def test_a_complaint_that_was_withdrawn_is_heard(text: str) -> None:
    assert "withdrew" in in_two_clauses(text)


@pytest.mark.parametrize("text", ["订单我撤了", "投诉他们让我撤了", "投诉我撤了才退吗", "店家说投诉撤了就退"])
def test_what_is_to_be_withdrawn_was_not(text: str) -> None:
    assert "withdrew" not in in_two_clauses(text)


@pytest.mark.parametrize(
    ("text", "danger"),
    [
        ("自称移动的人说我号码异常,3小时后停机", "scam_live"),
        ("冒充联通客服说我违规今晚就关停", "scam_live"),
        ("我爸装了对方发来的app", "gave_secret"),
        ("要我去宾馆开房,手机别挂", "scam_live"),
        ("说这事保密,不许跟家里人讲", "scam_live"),
        ("有个警官加我微信说卡有问题", "scam_live"),
        ("我爸说公安讲他洗钱,正在视频", "scam_live"),
        ("我姥姥还在跟骗子聊", "scam_live"),
        ("老人下载了骗子让下的软件", "gave_secret"),
    ],
)
def test_a_term_that_is_set_and_a_program_that_was_sent_are_dangers(text: str, danger: str) -> None:
    assert danger in alarms(text)


@pytest.mark.parametrize(
    "text",
    [
        "营业厅说我违规停机了",
        "我下载了移动app",
        "10086短信说两小时后复机",
        "客服让我装个app",
        "我跟骗子的聊天记录还在",
        "能不能帮我保密",
        "我不想告诉家里人",
        "酒店送的卡",
        "电话别挂失",
    ],
)
def test_a_carrier_that_stops_a_number_is_none(text: str) -> None:
    assert alarms(text) == []


@pytest.mark.parametrize("text", ["12315说这个不归他们管", "投了12315,它回我不受理", "工信部那边回复不予受理"])
def test_an_office_that_does_not_take_it_on_refuses(text: str) -> None:
    assert "refused" in in_two_clauses(text)


def test_papers_are_no_secret() -> None:
    assert only_papers("身份证正反面都拍给她了")
    assert not only_papers("身份证和验证码都给她了")


@pytest.mark.parametrize(
    ("text", "is_refused"),
    [
        ("我没给他弄 他走了 卡也带走了", True),
        ("没刷脸,快递员把卡拿走了", True),
        ("我不要,小哥把件带回去了", True),
        ("前男友走了 卡也带走了", False),
    ],
)
def test_who_goes_off_with_the_card_was_refused(text: str, is_refused: bool) -> None:
    assert ("refused_parcel" in in_two_clauses(text)) is is_refused


def test_what_two_clauses_tell_together() -> None:
    assert in_two_clauses("点了取消,系统提示等审核") == ["applied_refund"]
    assert in_two_clauses("才18块不值当,算了") == ["changed_mind"]
    assert in_two_clauses("他说要本人,代办不行") == ["refused"]
    assert in_two_clauses("我说的不算数吗") == []


@pytest.mark.parametrize("text", ["我没说要销户,就问问余额", "我不是来退卡", "我没退卡,我只要那50"])
def test_who_did_not_come_to_leave_says_so(text: str) -> None:
    assert denies_leaving(text)


def test_who_has_not_left_yet_denies_nothing() -> None:
    assert not denies_leaving("卡还没退掉")
    assert not denies_leaving("他没给我销户")


@pytest.mark.parametrize(
    "text", ["有人打电话让我把验证码报给他", "客服让我念一下验证码", "微信上那人叫我发给他服务密码"]
)
def test_a_code_that_is_wanted_from_afar_is_a_danger(text: str) -> None:
    assert alarms(text) == ["scam_live"]


@pytest.mark.parametrize("text", ["营业厅让我报验证码", "app要我填验证码", "客服让我报订单号"])
def test_a_code_at_the_counter_is_none(text: str) -> None:
    assert alarms(text) == []


@pytest.mark.parametrize("text", ["有公安打电话说我涉嫌洗钱", "我爸在视频里跟警察说话", "民警加我qq让我配合"])
def test_police_who_call_are_held_for_swindlers(text: str) -> None:
    assert alarms(text) == ["scam_live"]


@pytest.mark.parametrize("text", ["民警打电话说我的卡涉案停机了", "派出所叫我去一趟", "警察说是纠纷"])
def test_police_who_may_be_real_are_no_alarm(text: str) -> None:
    assert alarms(text) == []


def test_a_debt_that_is_paid_where_it_is_owed() -> None:
    assert reported("我在移动app里交了") == ["paid_debt"]
    assert reported("欠费都交清了") == ["paid_debt"]
    assert reported("交清了才能销") == []


@pytest.mark.parametrize(
    "text", ["一张激活了想继续用,另外两张退", "两张没拆,一张激活了照用", "没激活的退掉,激活的那张要留"]
)
def test_of_several_cards_one_is_kept(text: str) -> None:
    assert keeps_one(text)


@pytest.mark.parametrize("text", ["激活了想退", "卡激活了要留什么证据", "两张都没激活,想退"])
def test_nothing_is_kept_where_nobody_says_so(text: str) -> None:
    assert not keeps_one(text)


def test_whether_something_will_do_is_asked_and_refuses_nothing() -> None:
    assert "refused" not in in_two_clauses("10010说退15,行不行")
    assert "refused" in in_two_clauses("客服说要身份证,手机里的不行")


def test_a_number_that_was_struck_off_is_told_of() -> None:
    assert tells_of_a_number("号码已经注销了,他不管")
    assert not tells_of_a_number("没号码的卡注销不了")


def test_who_names_no_card_trades_none() -> None:
    assert names_no_card("我已经付给他了20")
    assert not names_no_card("有人一百块收我电话卡")


@pytest.mark.parametrize("text", ["现在连99都不退", "一分钱都不退", "现在不给退"])
def test_that_nothing_is_given_back_is_a_refusal(text: str) -> None:
    assert reported(text) == ["refused"]


@pytest.mark.parametrize("text", ["我现在不退了", "卡还不退", "连夜退了"])
def test_who_does_not_return_it_was_refused_nothing(text: str) -> None:
    assert "refused" not in reported(text)


@pytest.mark.parametrize(
    ("text", "mine"),
    [
        ("副卡是前夫在打,钱算我的", True),
        ("亲情号是我弟在用", True),
        ("副卡租给别人了", False),
        ("我的卡同事在用", False),
    ],
)
def test_what_hangs_on_ones_own_number_is_told_from_what_was_let_out(text: str, *, mine: bool) -> None:
    assert hangs_on_mine(text) is mine


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("营业员拿我手机自己看的验证码", True),
        ("厅里的人说我报过验证码", True),
        ("客服打来说是营业厅的,让我念验证码", False),
        ("验证码我给他了", False),
    ],
)
def test_a_code_that_a_clerk_saw_was_not_given_away(text: str, *, seen: bool) -> None:
    assert seen_by_a_clerk(text) is seen


def test_the_number_of_a_banks_card_is_no_trade() -> None:
    assert names_no_card("退款要绑银行卡,他叫把卡号报过去")
    assert not names_no_card("他收我银行卡,租一个月三百")


def test_a_code_that_is_only_wanted_is_not_told() -> None:
    assert only_demanded("来了六位数字,客服说报给他才能取消")
    assert only_demanded("来了一串数字,发给对方才肯停卡")
    assert not only_demanded("客服说报给他才能取消,我报给他了")
