"""Letters: filled in here and sent nowhere; printed alone; the whole talk printed or saved."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

from .user import OPENING, Open, faults, planned, tap

SECRET = "张三的订单号一二三"


def a_letter(page: Page) -> None:
    """Ask for the letter to the seller."""
    planned(page)
    tap(page, "写信")
    tap(page, "写给卖家的退款信")


def shown(page: Page) -> str:
    """What would stand on paper."""
    page.emulate_media(media="print")
    return str(page.evaluate("document.querySelector('tuika-chat').shadowRoot.querySelector('.page').innerText"))


def test_blanks_are_filled_here_and_never_sent(opened: Open) -> None:
    page = opened(375, 700, permissions=["clipboard-read", "clipboard-write"])
    a_letter(page)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.post_data or ""))
    expect(page.locator("mark").first).to_contain_text("请填写")
    page.get_by_text("把空着的填上").click()
    assert faults(page) == []
    for box in page.locator(".blanks input").all():
        box.fill(SECRET)
    expect(page.locator("mark")).to_have_count(0)
    page.locator(".letter").get_by_role("button", name="复制").click()
    expect(page.get_by_role("button", name="已复制")).to_be_visible()
    letter = page.evaluate("navigator.clipboard.readText()")
    assert SECRET in letter
    assert "请填写" not in letter
    tap(page, "证据")
    assert sent
    assert not any(SECRET in body for body in sent)
    assert SECRET not in str(page.evaluate("JSON.stringify({...localStorage, ...sessionStorage})"))


def test_a_letter_is_printed_alone(opened: Open) -> None:
    page = opened(375, 700)
    a_letter(page)
    page.evaluate("void (window.print = () => { window.printed = (window.printed ?? 0) + 1 })")
    page.locator(".letter").get_by_role("button", name="打印").click()
    assert page.evaluate("window.printed") == 1
    paper = shown(page)
    assert "要求退款" in paper
    assert OPENING not in paper
    assert "复制" not in paper
    assert page.pdf(format="A4").startswith(b"%PDF")
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert OPENING in shown(page)


def test_the_whole_talk_is_printed_unfolded_and_without_buttons(opened: Open) -> None:
    page = opened(375, 700)
    planned(page)
    assert not page.locator(".steps ol").is_visible()
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    paper = shown(page)
    assert OPENING in paper
    for button in ("菜单", "发送", "有用", "拨打 10010", "话术"):
        assert button not in paper
    expect(page.locator(".steps ol")).to_be_visible()
    height = page.evaluate("document.documentElement.scrollHeight")
    assert height > 700, "the paper shows all of it, not one screen"
    page.emulate_media(media="screen")
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert not page.locator(".steps ol").is_visible()


def test_the_whole_talk_is_saved_as_text(opened: Open) -> None:
    page = opened(accept_downloads=True)
    planned(page)
    page.get_by_role("button", name="菜单").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="把对话存成文字").click()
    text = Path(download.value.path()).read_text("utf-8-sig")
    assert OPENING in text
    assert "下一步" in text
    assert "退卡帮" in text
