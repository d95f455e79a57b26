"""Facts of one message that cannot all be so (合不到一起的): what the rest of the message rules out is let go."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from .clauses import TOLD_TO_PAY
from .entity import Entity

_SUMS = ("paid_amount", "topup_amount")
#: What is weighed against the rest (how each was said costs time to judge).
_WEIGHED = frozenset({*_SUMS, "payee", "paid_to", "refunded_amount"})
#: A clause that says that money was paid, without the sum: 「让我先付运费,付了」.
_PAID = re.compile(
    r"(?:^|[,。;!?])(?:我|就|然后|最后|当场|都|也|只好|便|已经){0,3}(?:付|交|充|转|扫|补)(?:给)?(?:他|她|他们)?(?:钱)?了(?:$|[,。;!?])"
)


#: What is paid when the parcel comes is not paid before: 「货到付款59,下午到」.
_ON_DELIVERY = re.compile(
    r"货到付款|货到付钱|货到再付|到付(?=[0-9一二两三四五六七八九十百]|的|,|。|$)|到了?(?:再|才)付"
)
_PAID_ON_DELIVERY = re.compile(
    r"(?:付|给|交|转|扫|掏|收|拿|签)(?:过|完|走|掉|下)?(?:了|过)|(?:付|交|转)给[^,。;!?]{1,5}了|(?<!到)付的|收到|拿到|到手|(?:现金|微信|支付宝)[付给交]|给(?:他|她|小哥|快递员?)[0-9一二两三四五六七八九十百]"
)
_NOT_PAID_THEN = re.compile(r"(?:没|未|不)(?:有|想|打算)?(?:付|给|交|收|签|拿)[^,。;!?]{0,3}")


def is_due_on_delivery(text: str) -> bool:
    """Whether what is to be paid to the courier is spoken of, and nothing says that it was."""
    return _ON_DELIVERY.search(text) is not None and _PAID_ON_DELIVERY.search(_NOT_PAID_THEN.sub("", text)) is None


#: What was paid after all, or before: 「转了」, 「付给他的」.
_PAID_IT = re.compile(
    r"(?:付|转|交|给|充|汇|打|扫|掏|花|收)(?:给)?(?:他|她|人家|对方|我)?(?:了|过|的钱|的是|走)|[收拿骗]走?了?我"
    r"|付给|转给(?!他|她|个人|对方|我)|只有|只剩|[只才](?:到|[0-9])|没到账|要回|退我|还我"
)


def only_told_to_pay(text: str) -> bool:
    """Whether somebody is only told to pay (「让我加微信转给他」), and nothing is told of a payment that was made."""
    told = any(TOLD_TO_PAY.search(clause) for clause in re.split(r"[,。;!?]", text))
    return told and _PAID_IT.search(text) is None


def agreeing(found: list[Entity], text: str, is_told: Callable[[Entity], bool]) -> tuple[list[Entity], frozenset[str]]:
    """The facts that can stand together, and the fields of those let go.

    Who paid something has not paid nothing (「付了99,第二笔我没交」, 「0元卡,交了运费」); of a payment that was not
    made nobody is the payee; a refund of less than was paid is not the refund that was waited for.
    """
    told = [entity for entity in found if entity.name in _WEIGHED and is_told(entity)]
    of = {entity.name: entity for entity in told}
    let_go: set[tuple[str, object]] = set()
    paid = [float(of[name].value) for name in _SUMS if name in of]
    payee = of.get("payee")
    if is_due_on_delivery(text):
        let_go |= {(name, of[name].value) for name in (*_SUMS, "paid_to") if name in of}
        found = [Entity("payee", "没付", e.start, e.end) if e is of.get("paid_to") else e for e in found]
    elif paid or _PAID.search(text):
        let_go.add(("payee", "没付"))
    elif payee is not None and payee.value == "没付" and "paid_to" in of:
        let_go.add(("paid_to", of["paid_to"].value))
    found = _as_goods(found, of)
    came = of.get("refunded_amount")
    if came is not None and paid and float(came.value) < max(paid):
        let_go.add(("refund_state", "已到账"))
    kept = [entity for entity in found if (entity.name, entity.value) not in let_go]
    return kept, frozenset(name for name, _ in let_go if all(entity.name != name for entity in kept))


#: Who sells data by the month to cards without a number.
_DATA_SELLER = "公众号公司"


def _as_goods(found: list[Entity], told: Mapping[str, Entity]) -> list[Entity]:
    """What was found; what was paid in with the company behind an account, or for a card that has no number, is what
    was paid, and no airtime.
    """
    to = told.get("paid_to")
    is_goods = to.value == _DATA_SELLER if to else any(e.name == "iot" and e.value == "是" for e in found)
    if not is_goods:
        return found
    kept = [e for e in found if (e.name, e.value) != ("payee", "首充")]
    if any(e.name == "paid_amount" for e in kept):  # (what the card itself cost is told besides)
        return kept
    return [replace(e, name="paid_amount") if e.name == "topup_amount" else e for e in kept]


_PROMISES = re.compile(r"答应|同意|承诺|松口|愿意|(?<!不)可以|(?<!不)能(?:给)?(?:我)?退|(?<!不)支持退")
#: What happened instead of what was promised (that it just did not happen yet leaves the promise).
_WORSE = re.compile(r"激活|开通|扣(?:我|了|费|钱|月租)|在扣|短信|寄来|发货|欠费|停机|违约金|拉黑|反悔|变卦|不认")


def is_overtaken(answer: str, turned: Iterable[str]) -> bool:
    """Whether what was promised (``answer``) is past: a clause in which the story turns (``turned``) tells worse."""
    return _PROMISES.search(answer) is not None and any(_WORSE.search(clause) for clause in turned)


#: Who has the parcel knows where it is; so does a shop that says it was sent.
_HAS_IT = re.compile(r"快递|物流|驿站|小哥|骑手|顺丰|中通|圆通|韵达|申通|极兔|邮政|ems|菜鸟|丰巢|单号|发了?货")


#: ... and so does the station where it waits.
_WAITS_AT = re.compile(r"驿站|门卫|代收|快递柜|丰巢")
_HOTLINE = re.compile(r"100(?:86|10|00|99)|一万号")
#: (what is so once it is active, or while it is not, is a rule)
_RULE = re.compile(r"激活[了过后]?[^,。;!?]{0,4}(?:不|退|才|就|再|也|的话)")
#: The carrier, who alone knows what became of a number and why it stands still.
_CARRIER = re.compile(r"100(?:86|10|00|99)|一万号|移动|联通|电信|广电|营业厅|厅里|柜台|客服|人工|短信")
_GONE = re.compile(r"收[回走]|回收|别人|停机[并后又]?销")
_STOPPED = re.compile(r"停|关|封|掐|断")
#: A stop that is only threatened, or told by one who is no carrier.
_WILL = re.compile(r"(?:要|会|将|马上|就)(?:给|把|被)?[^,。;!?]{0,4}停|再不|不然|否则|自称|冒充|公安|通管|管局")


def knows(field: str, words: str, earlier: str, clause: str, contested: bool) -> bool:
    """Whether what somebody else says is so: where a parcel is, whoever has it; that a number is gone or why it was
    stopped, the carrier; who activated a card, that he did (「已经帮你激活好了」).
    """
    if field == "parcel_stage":  # (that it was signed for is theirs to prove)
        told = "签" not in words and _HAS_IT.search(clause) is not None
        return told and (not contested or _WAITS_AT.search(words) is not None)
    if field == "activated_by":
        return "你" in words
    said = earlier + clause
    if "激活" in words:  # (the hotline looked it up)
        return not contested and _HOTLINE.search(said) is not None and _RULE.search(clause) is None
    if field not in ("card_stage", "stopped_by"):
        return False
    known = _GONE.search(words) or (_STOPPED.search(words) and _WILL.search(said) is None)
    return bool(known) and _CARRIER.search(said) is not None
