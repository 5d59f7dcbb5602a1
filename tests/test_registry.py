from __future__ import annotations

import pytest

from bilingual.errors import ConfigError
from bilingual.registry import Registry


def empty() -> Registry[int]:
    return Registry("thing", package="bilingual.memory", group="bilingual.no_such_group")


def test_what_is_registered_is_found_and_listed_sorted() -> None:
    registry = empty()
    registry.register("two")(2)
    registry.register("one")(1)
    assert registry.get("one") == 1
    assert registry.names() == ["one", "two"]
    assert list(registry) == [("one", 1), ("two", 2)]


def test_an_unknown_name_lists_the_known_ones() -> None:
    registry = empty()
    registry.register("one")(1)
    with pytest.raises(ConfigError, match="no thing is called 'three'; there are: one"):
        registry.get("three")


def test_a_name_is_registered_once() -> None:
    registry = empty()
    registry.register("one")(1)
    with pytest.raises(ValueError, match="twice"):
        registry.register("one")(2)
