"""Fifty layouts, two hundred and forty forms of address with known truth: no wrong residence, everything doubtful asked about."""

import pytest

from tests.factories.rosters import layouts, roster
from tests.rosters import read, yunhe_index
from tests.workbooks import xlsx
from tests.yunhe.areas.test_addresses import ROWS


def wrong(layout, rows):
    """Return the rows of a roster in this layout whose residence is not what was meant, or that were dropped without a word."""
    index = yunhe_index()
    texts = [text.replace("⏎", "\n") for text, _meant in rows]
    plan = read(roster(layout, texts), layout.file_name, level="township")
    assert len(plan.rows) == len(rows), layout
    found = []
    for planned, (text, meant) in zip(plan.rows, rows, strict=True):
        home, outside = index.places.get(planned.payload.get("residence")), planned.payload.get("residence_outside", "")
        said = [finding.code for finding in planned.findings if finding.code.startswith("residence")]
        if meant == "外":
            is_right = bool(outside) and home is None
        elif meant in {"?", "县城"}:
            is_right = home is None and not outside and bool(said)
        else:
            is_unit = meant.endswith(("街道", "乡", "镇", "经开区"))
            wanted = index.find_unit(meant).place if is_unit else index.find(meant).place
            is_right = home == wanted and (not is_unit or bool(said))
        if not is_right:
            found.append((text, meant, home and home.full_name, outside, said))
    return found


@pytest.mark.parametrize("layout", layouts(), ids=lambda layout: str(layout.number))
def test_every_layout_gives_the_residences_that_are_meant(layout, slow):
    rows = ROWS if slow else ROWS[layout.number % 5 :: 5]
    assert wrong(layout, rows) == []


def test_the_layouts_are_fifty_and_differ():
    assert len({(one.title, one.residence, one.origin, one.kind) for one in layouts()}) == 50


def test_a_column_of_communities_takes_a_bare_name_as_the_community_and_asks_about_contradictions():
    heading = ["姓名", "乡镇", "现居住街道", "现居住社区"]
    rows = [
        ["叶示一", "赤石乡", "浮云街道", "浮云"],
        ["叶示二", "赤石乡", "浮云街道", "中山"],
        ["叶示三", "赤石乡", None, "浮云（中山社区）"],
        ["叶示四", "赤石乡", None, "中山社区（元和街道）"],
        ["叶示五", "赤石乡", "县城", "普光社区"],
        ["叶示六", "赤石乡", "浮云街道", "元和社区"],
    ]
    plan = read(xlsx([heading, *rows]), level="township")
    homes = [yunhe_index().places.get(row.payload.get("residence")) for row in plan.rows]
    assert [home and home.name for home in homes] == ["浮云社区", "中山社区", "中山社区", None, "普光社区", None]
    assert [finding.code for finding in plan.rows[5].findings] == ["residence_contradiction"]
