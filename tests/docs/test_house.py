"""The house: its floors stay floors, no room imports upward, and the picture of it is today's."""

from __future__ import annotations

import pytest

from tests.pictures.house import PICTURE, floors, imports, rooms, svg

MOST = {"corpus": (24, 9), "index": (11, 9), "bot": (17, 9)}
"""Rooms and floors of each package at most."""


@pytest.mark.parametrize("package", MOST)
def test_a_package_has_few_rooms_on_few_floors_and_no_circle(package: str) -> None:
    at = floors(rooms(package))
    most_rooms, most_floors = MOST[package]
    assert len(at) <= most_rooms, sorted(at)
    assert max(at.values()) <= most_floors, at


def test_no_files_import_each_other_in_a_circle() -> None:
    assert floors({name: set(taken) for name, taken in imports().items()})


def test_a_circle_is_told() -> None:
    with pytest.raises(ValueError, match="a -> b -> a"):
        floors({"a": {"b"}, "b": {"a"}})


def test_the_picture_of_the_house_is_current() -> None:
    assert PICTURE.read_text("utf-8") == svg(), "run: make docs"
