"""The county's figures are counted: who is in the denominator, how rates are rounded, what a flow is."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from deputies.mandates.enums import MandateEnd
from deputies.people.enums import CongressLevel
from liaison.desk import queries
from tests.factories.deputies import CongressTermFactory, DeputyFactory, MandateFactory


@pytest.fixture
def elect(county):
    """Return a function (origin, *levels, residence=…) -> Deputy with mandates in force at those levels."""

    def make(origin, *levels, **facts):
        deputy = DeputyFactory(origin=origin, **facts)
        for level in levels:
            area = county.root if level == CongressLevel.COUNTY else origin
            MandateFactory(deputy=deputy, level=level, term=CongressTermFactory(area=area, level=level))
        return deputy

    return make


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [(68, 78, "87.18"), (189, 293, "64.51"), (1, 3, "33.33"), (1, 8, "12.50"), (0, 0, "0.00")],
)
def test_rates_are_rounded_half_up_at_two_decimals(part, whole, text):
    assert queries.rate(part, whole) == text


def test_a_deputy_with_two_mandates_counts_once_at_each_level(county, elect):
    elect(county.chishi, CongressLevel.COUNTY, CongressLevel.TOWNSHIP, residence=county.zhongshan)
    elect(county.chishi, CongressLevel.TOWNSHIP, residence=county.shuanglin)
    counted = queries.residence_rates(county.root)
    assert counted["county"] == {"deputies": 1, "in_county_town": 1, "rate": "100.00"}
    assert counted["township"] == {"deputies": 2, "in_county_town": 1, "rate": "50.00"}
    assert counted["by_township"]["赤石乡"]["township"]["deputies"] == 2
    assert counted["by_township"]["石塘镇"]["county"] == {"deputies": 0, "in_county_town": 0, "rate": "0.00"}


def test_deputies_elected_in_streets_are_not_in_the_denominator(county, elect):
    elect(county.fuyun, CongressLevel.COUNTY, residence=county.zhongshan)
    assert queries.residence_rates(county.root)["county"]["deputies"] == 0


def test_an_ended_mandate_is_not_counted(county, elect):
    deputy = elect(county.chishi, CongressLevel.COUNTY, residence=county.zhongshan)
    deputy.mandates.update(ended_on="2026-03-01", end_reason=MandateEnd.RESIGNED)
    assert queries.residence_rates(county.root)["county"]["deputies"] == 0
    assert queries.flows(county.root) == {}


def test_flows_count_persons_from_origin_to_residence_and_outside(county, elect):
    elect(county.chishi, CongressLevel.COUNTY, CongressLevel.TOWNSHIP, residence=county.zhongshan)
    elect(county.chishi, CongressLevel.TOWNSHIP, residence=county.shishan)
    elect(county.chishi, CongressLevel.TOWNSHIP, residence_outside="丽水市莲都区")
    elect(county.chishi, CongressLevel.TOWNSHIP, residence=county.shuanglin)
    assert queries.flows(county.root) == {"赤石乡": {"浮云街道": 1, "元和街道": 1, "县外": 1}}
    rows = queries.matrix_rows(county.root)["rows"]
    assert [(row["unit"], row["outside"], row["total"]) for row in rows] == [(county.chishi, 1, 3)]


def test_the_command_prints_the_same_figures_as_json(county, elect):
    elect(county.chishi, CongressLevel.COUNTY, residence=county.zhongshan)
    out = StringIO()
    call_command("figures", "--json", stdout=out)
    assert json.loads(out.getvalue()) == queries.figures(county.root)


@pytest.mark.django_db
def test_the_command_names_the_counties_when_none_is_clear():
    with pytest.raises(CommandError, match="请用 --county 指明县名"):
        call_command("figures")
