"""Names are sorted and found by the pinyin that people use."""

import pytest

from deputies.people.naming import pinyin_of


@pytest.mark.parametrize(
    ("name", "full", "initials"),
    [
        ("王竹篮", "wang zhu lan", "wzl"),
        ("单小满", "shan xiao man", "sxm"),
        ("仇山岚", "qiu shan lan", "qsl"),
        ("曾石臼", "zeng shi jiu", "zsj"),
        ("尉迟木马", "yu chi mu ma", "ycmm"),
        ("欧阳积木", "ou yang ji mu", "oyjm"),
        ("阿木·积木", "a mu ji mu", "amjm"),
        ("任", "ren", "r"),
        ("", "", ""),
    ],
)
def test_surnames_are_read_as_surnames(name, full, initials):
    assert pinyin_of(name) == (full, initials)
