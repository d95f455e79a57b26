"""``make transcript``: conversations spoken anew by the real servers, one for the README, three whole ones for docs."""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from runtime.launching.model import ROOT
from workshop.live import Live, live_bot

README = (
    "前天在抖音点广告办的联通卡，现在说已经提交了，不想要了",
    "付给卖家了，29块9",
    "客服说号码已经分配了撤不了",
    "不对，我看错了，是电信的",
)
#: Title -> what the person says, in order.
TALKS = {
    "老人，快递员在门口": (
        "送卡的在门口，非要我对着他手机眨眼，还要我充一百块",
        "我没理他，关门了",
        "听不懂 字太多",
        "那他明天还来咋办",
        "谢谢你",
    ),
    "学生，急着要说法": (
        "校园卡用了一年多，说我有两年合约，销户要赔四百八，凭什么啊，我根本没签过",
        "你就说能不能不交",
        "客服说激活的时候我点过同意",
        "转人工",
        "打过10000了，工单号记下了，说七天内回我",
    ),
    "两张卡，又改主意": (
        "联通那张还没激活，收到了，没付钱，想退",
        "我还有一张移动的，用了两年了，也想销",
        "没有合约",
        "第一张呢",
        "算了，移动那张不销了，留着用",
    ),
}
README_PAGE = ROOT / "README.md"
TALKS_PAGE = ROOT / "docs" / "talks.md"
_PLACE = re.compile(r"(<!-- transcript: make transcript -->\n).*?(<!-- /transcript -->)", re.DOTALL)


def spoken(bot: Live, name: str, said: Sequence[str]) -> str:
    """One conversation as Markdown."""
    lines: list[str] = []
    for words in said:
        lines.append(f"**用户**：{words}\n")
        for bubble in bot.say(name, words):
            lines.append("  \n".join(f"> {line}" for line in bubble["text"].splitlines()) + "\n>")
            labels = " ".join(f"`{button['title']}`" for button in bubble.get("buttons", ()))
            lines.append(f"> {labels}\n" if labels else "\n")
    return "\n".join(line for line in lines if line) + "\n"


def written(path: Path, text: str) -> None:
    """``text`` put between the marks of ``path``."""
    path.write_text(_PLACE.sub(lambda found: found[1] + text + found[2], path.read_text("utf-8")), "utf-8")


def main() -> int:
    """Write them into the README and into ``docs/talks.md``."""
    with tempfile.TemporaryDirectory() as folder, live_bot(Path(folder)) as bot:
        written(README_PAGE, spoken(bot, "readme", README))
        talks = [f"## {title}\n\n{spoken(bot, title, said)}" for title, said in TALKS.items()]
    written(TALKS_PAGE, "\n".join(talks))
    return 0


if __name__ == "__main__":
    sys.exit(main())
