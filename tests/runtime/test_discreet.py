"""No record of any logger, no warning and no traceback holds what identifies somebody."""

from __future__ import annotations

import io
import json
import logging
import warnings
from collections.abc import Iterator

import pytest
import structlog

from runtime.operations import discreet
from tests.redaction import Form, forms

discreet.install()
FORMS = forms()
TOLD = [f for f in FORMS if f.is_telling]


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What a logger of any library writes, tracebacks too."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(logging.Formatter("%(levelname)s %(name)s %(message)s"))
    logger = logging.getLogger("a.library")
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG)
    yield written
    logger.removeHandler(handler)


@pytest.mark.parametrize("form", FORMS, ids=[f"{f.kind}-{f.text}" for f in FORMS])
def test_no_record_holds_it(form: Form, log: io.StringIO) -> None:
    logger = logging.getLogger("a.library")
    logger.warning(form.text)
    logger.info("said %s", form.text)
    logger.debug("event %r", {"text": form.text})
    logger.error(json.dumps({"user_text": f"/@{form.text}"}))
    try:
        raise ValueError(f"cannot read {form.text!r}")
    except ValueError:
        logger.exception("a turn failed: %s", form.text)
    assert not form.is_in(log.getvalue())
    assert "Traceback" in log.getvalue()


@pytest.mark.parametrize("form", TOLD[:40], ids=[f.text for f in TOLD[:40]])
def test_a_warning_holds_it_not(
    form: Form, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(warnings, "showwarning", discreet.show_warning)
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        monkeypatch.setattr(warnings, "showwarning", discreet.show_warning)
        warnings.warn(f"Failed to parse arguments in line '{form.text}'.", UserWarning, stacklevel=1)
    said = capsys.readouterr().err
    assert "Failed to parse" in said
    assert not form.is_in(said)


def test_an_uncaught_error_holds_it_not(capsys: pytest.CaptureFixture[str]) -> None:
    try:
        raise RuntimeError("我叫王小明 13812345678")
    except RuntimeError as error:
        discreet.uncaught(type(error), error, error.__traceback__)
    said = capsys.readouterr().err
    assert "RuntimeError: 我叫*** ***5678" in said


def test_structured_records_leave_out_what_was_said() -> None:
    event = {"event": "message.parsing.failed", "user_text": "完全无关的一句话", "level": "13812345678", "n": 3}
    assert discreet.withhold(None, "warning", event) == {
        "event": "message.parsing.failed",
        "user_text": discreet.LEFT_OUT,
        "level": "***5678",
        "n": 3,
    }


def test_it_is_first_however_structlog_is_configured() -> None:
    before = structlog.get_config()
    try:
        structlog.configure(processors=[structlog.processors.JSONRenderer()])
        assert structlog.get_config()["processors"][0] is discreet.withhold
    finally:
        structlog.configure(**before)
    assert structlog.get_config()["processors"].count(discreet.withhold) == 1


def test_what_a_cut_halves_is_left_out(log: io.StringIO) -> None:
    for before in range(3_985, 4_001):
        logging.getLogger("a.library").warning("%s13812345678 还有话", "话" * before)
    assert "138" not in log.getvalue()


def test_arguments_that_do_not_fit_are_left_out(log: io.StringIO) -> None:
    logging.getLogger("a.library").warning("%d items", "13812345678")
    assert "13812345678" not in log.getvalue()
