"""Which two records look like one person, and which do not, whatever else agrees."""

from datetime import date

import pytest

from deputies.people.enums import DatePrecision
from deputies.people.likeness import Likeness, Person, compare, pairs_among

YEAR, MONTH, DAY = DatePrecision.YEAR, DatePrecision.MONTH, DatePrecision.DAY
KNOWN = {"name": "陈丽芳", "name_pinyin": "chen li fang", "born_on": date(1979, 9, 5), "born_precision": DAY}


def person(pk=1, **facts):
    return Person(pk=pk, **{**KNOWN, **facts})


@pytest.mark.parametrize(
    ("other", "why"),
    [
        ({}, Likeness.NAME_AND_BIRTH),
        ({"name": "陳麗芳"}, Likeness.NAME_AND_BIRTH),
        ({"born_on": date(1979, 1, 1), "born_precision": YEAR}, Likeness.NAME_AND_BIRTH),
        ({"born_on": date(1979, 9, 1), "born_precision": MONTH}, Likeness.NAME_AND_BIRTH),
        ({"born_on": date(1979, 8, 1), "born_precision": MONTH}, None),
        ({"born_on": None, "born_precision": ""}, Likeness.NAME),
        ({"name": "程立方", "name_pinyin": "chen li fang"}, Likeness.SOUND_AND_BIRTH),
        ({"name": "程立方", "name_pinyin": "chen li fang", "born_on": None, "born_precision": ""}, None),
        ({"name": "陈芳", "name_pinyin": "chen fang", "former_name": "陈丽芳"}, Likeness.NAME_AND_BIRTH),
        ({"name": "王小明", "name_pinyin": "wang xiao ming"}, None),
    ],
)
def test_names_and_births(other, why):
    assert compare(person(), person(2, **other)) == why


def test_a_phone_weighs_more_than_a_birth_and_an_identity_number_more_than_all():
    called = {"phone_digest": "p", "born_on": date(1980, 1, 1)}
    assert compare(person(phone_digest="p"), person(2, **called)) == Likeness.NAME_AND_PHONE
    assert compare(person(phone_digest="p"), person(2, name="王小明", **called)) == Likeness.PHONE
    assert compare(person(id_digest="a"), person(2, id_digest="a", name="王小明")) == Likeness.ID_NUMBER
    assert compare(person(id_digest="a", phone_digest="p"), person(2, id_digest="b", phone_digest="p")) is None


def test_pairs_are_named_once_the_likeliest_first():
    people = [person(3), person(1), person(2, born_on=None, born_precision=""), person(4, name="甲", name_pinyin="jia")]
    found = pairs_among(people)
    assert [(pair.first, pair.second, pair.why) for pair in found] == [
        (1, 3, Likeness.NAME_AND_BIRTH),
        (1, 2, Likeness.NAME),
        (2, 3, Likeness.NAME),
    ]
