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
    """What was found; what was paid in with the company behind an account is what it was paid, and no airtime."""
    to = told.get("paid_to")
    if to is None or to.value != _DATA_SELLER:
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


def knows_the_parcel(words: str, clause: str) -> bool:
    """Whether what somebody else says of a parcel is so; that it was signed for is theirs to prove."""
    return "签" not in words and _HAS_IT.search(clause) is not None
