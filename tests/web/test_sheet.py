"""「我记下的情况」: what was noted, corrected or taken back by a tap."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from .user import DESKTOP, PHONE, Open, answered, faults, fits, planned, tap, users


@pytest.mark.parametrize(("width", "height"), [DESKTOP, PHONE])
def test_a_fact_is_changed_and_taken_back(opened: Open, width: int, height: int) -> None:
    page = opened(width, height)
    planned(page)
    tap(page, "我的情况")
    sheet = page.locator(".card-sheet").last
    expect(sheet).to_contain_text("联通")
    assert faults(page) == []
    assert fits(page, width)
    carrier = sheet.get_by_role("listitem").filter(has_text="联通").first
    carrier.get_by_text("改", exact=False).first.click()
    carrier.get_by_role("button", name="移动", exact=True).click()
    answered(page)
    assert users(page)[-1] == "移动"
    tap(page, "我的情况")
    sheet = page.locator(".card-sheet").last
    noted = sheet.locator(".fact > span").all_inner_texts()
    assert "移动" in noted
    assert "联通" not in noted
    sheet.get_by_role("button", name="不对：移动").click()
    answered(page)
    assert users(page)[-1] == "不对：移动"
    expect(page.get_by_role("log")).to_contain_text("「移动」不算了")
    assert "移动" not in page.locator(".card-sheet").last.locator(".fact > span").all_inner_texts()
