"""Messages made to be slow: each shape is repeated or cut to the length that is asked for."""

from __future__ import annotations

SHAPES: tuple[str, ...] = (
    # dates and lengths of time
    *(
        "3号",
        "上周三",
        "三天后",
        "3点半",
        "1-1-",
        "1号2号",
        "明天后天",
        "昨晚",
        "从3号到",
        "2024年",
        "2024-01-01",
        "一二三四",
    ),
    *(
        "今天第3天",
        "1年2月3日4时5分6秒",
        "上个月底",
        "周一",
        "星期",
        "三天三天",
        "8.",
        "1:1",
        "618",
        "双十一",
        "到到",
        "的的",
        "十",
    ),
    # sums
    *("29元", "付给", "百分之五", "¥9", "首充100", "一百二十块", "1%", "0元", "充了给", "月租"),
    # names and situations
    *(
        "联通",
        "移动还是",
        "是电信",
        "不是代理",
        "已激活",
        "没激活还激活",
        "退货商家",
        "商家昨天",
        "签收",
        "收到",
        "在抖音",
        "莫名其妙",
    ),
    # what is nothing
    *(
        "A1A1",
        "a",
        "1",
        "()",
        "((",
        "{[",
        "😀",
        "👨‍👩‍👧",
        " ",
        "\n",
        "一 ",
        "a b ",
        "\t退",
        "繁體點廣告",
        "１２３",
        "①②",
        "…",
        "!?",
    ),
    *(
        "\u200b",
        "\ud800",
        "\udc00退",
        "\u202e卡",
        "שלום",
        "é\u0301",
        "ﷺ",
        "\x00",
        "İ",
        "卡\ufe0f",
        "/",
        "/inform{",
        "哈哈哈",
        "不",
        "。",
    ),
)

#: What dates are written with.
OF_DATES = (
    "现在开始102年月日3589647时午天上个分今下:-点晚前一小后周内以底三钟来半两当"
    "份去早多第五中初.二从六到间号七九秒每次八/夜零元(万)的"
)


def of_length(shape: str, length: int) -> str:
    """The shape, repeated to ``length`` characters."""
    return (shape * (length // len(shape) + 1))[:length]
