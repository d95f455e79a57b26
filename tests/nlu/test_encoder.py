"""Examples are read with the package's weights in another order: the numbers are the package's own."""

from __future__ import annotations

import numpy as np
import pytest

from nlu import encoder as many
from nlu import features
from nlu.examples import examples
from nlu.features import encoder
from nlu.importer import OLD


@pytest.fixture(scope="module")
def texts() -> list[str]:
    found = [text for path in sorted(OLD.glob("*.yml"))[:2] for _, text in examples(path)][:400]
    return [*found, "退", " ", "卡" * 900, "你好 hello ，，，", found[0]]


def test_the_numbers_are_those_of_the_package(texts: list[str]) -> None:
    theirs = encoder().encode(texts)
    assert np.abs(many.encode(encoder(), texts) - theirs).max() < 1e-5


@pytest.mark.parametrize("inside", ["_window_index", "_reads_otherwise"])
def test_a_package_of_another_make_reads_them_itself(
    texts: list[str], inside: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs = encoder().encode(texts)
    if inside == "_window_index":
        monkeypatch.delattr(many.package.NumpyBackend, inside)
        monkeypatch.setattr(type(encoder()), "encode", lambda self, texts: theirs[: len(texts)])
    else:
        monkeypatch.setattr(many._Reading, "rows", lambda self, tokens: np.zeros((len(tokens), 512), dtype=np.float32))
    assert np.abs(many.encode(encoder(), texts) - theirs).max() < 1e-5


def test_rows_are_kept_without_the_words() -> None:
    features.said_rows(["没激活", "没激活"])
    assert features._known
    assert all(isinstance(key, bytes) for key in features._known)
    assert "没激活".encode() not in features._known
