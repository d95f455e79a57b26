"""``make transcript``: the README's conversation, spoken anew by the real servers."""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path

from runtime.launching.model import ROOT
from workshop.live import live_bot

SAID = (
    "前天在抖音点广告办的联通卡，现在说已经提交了，不想要了",
    "付给卖家了，29块9",
    "客服说号码已经分配了撤不了",
    "依据是什么",
    "不对，我看错了，是电信的",
)
_PLACE = re.compile(r"(<!-- transcript: make transcript -->\n).*?(<!-- /transcript -->)", re.DOTALL)


def transcript() -> str:
    """The conversation as Markdown."""
    lines: list[str] = []
    with tempfile.TemporaryDirectory() as folder, live_bot(Path(folder)) as bot:
        for said in SAID:
            lines.append(f"**用户**：{said}\n")
            for bubble in bot.say("readme", said):
                lines.append("  \n".join(f"> {line}" for line in bubble["text"].splitlines()) + "\n>")
                labels = " ".join(f"`{button['title']}`" for button in bubble.get("buttons", ()))
                lines.append(f"> {labels}\n" if labels else "\n")
    return "\n".join(line for line in lines if line) + "\n"


def main() -> int:
    """Write it into the README."""
    path = ROOT / "README.md"
    spoken = transcript()
    path.write_text(_PLACE.sub(lambda found: found[1] + spoken + found[2], path.read_text("utf-8")), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
