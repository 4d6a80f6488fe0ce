"""The province that is made to measure on: as many rows as asked for, as life lays them down, and seen as anything else."""

import itertools

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from deputies.people.models import Deputy
from liaison.concerns.models import Concern
from liaison.demo.province.make import ProvinceRefusedError, write_province
from liaison.demo.province.places import Size, share
from liaison.households.models import Household
from stations.places.models import Station
from stations.presence.models import CheckIn
from yunhe.accounts.enums import Role
from yunhe.accounts.models import Appointment
from yunhe.areas.enums import AreaKind
from yunhe.areas.models import Area

SMALL = Size(counties=3, units=9, points=27, deputies=60, check_ins=600, concerns=90, households=60)


@pytest.fixture
def province(db):
    """A very small province; returns what was said on the way."""
    said = []
    write_province(SMALL, said.append)
    return said


def test_it_holds_as_many_rows_as_were_asked_for(province):
    kinds = [Area.objects.filter(kind=AreaKind.COUNTY), Area.objects.units(), Area.objects.points()]
    rows = [*kinds, Deputy.objects, CheckIn.objects, Concern.objects, Household.objects]
    assert [found.count() for found in rows] == [3, 9, 27, 60, 600, 90, 60]
    assert Station.objects.count() == 3 + 9 + 27
    assert len(province) == 5


def test_the_check_ins_of_a_county_lie_between_those_of_the_others_in_order_of_time(province):
    rows = list(CheckIn.objects.order_by("pk").values_list("at", "deputy__origin__parent"))
    assert [at for at, _ in rows] == sorted(at for at, _ in rows)
    borders = sum(1 for before, after in itertools.pairwise(rows) if before[1] != after[1])
    assert borders > len(rows) / 2


def test_some_deputies_are_guests_of_another_county(province):
    at_stations = CheckIn.objects.filter(station__isnull=False).select_related(
        "station__organising_area", "deputy__origin"
    )
    guests = [
        row for row in at_stations if row.station.organising_area.county_path != row.deputy.origin.county_path
    ]  # fmt: skip
    assert 0 < len(guests) < len(at_stations) / 4


def test_an_office_sees_its_own_county_of_it_alone(province):
    office = Appointment.objects.filter(role=Role.COUNTY_OFFICE).first().user
    seen = Deputy.objects.visible_to(office)
    assert {deputy.origin.county_path for deputy in seen.select_related("origin")} == office.county_paths
    assert seen.count() == 20
    assert CheckIn.objects.count_for(office) == CheckIn.objects.visible_to(office).count() < 600


def test_a_database_with_a_county_is_left_alone(county):
    with pytest.raises(CommandError, match="只能装入空库"):
        call_command("make_province", counties=1)
    assert Deputy.objects.count() == 0


@pytest.mark.parametrize("wrong", [{"counties": 0}, {"units": 2}, {"points": 0}, {"deputies": 11}])
def test_numbers_that_make_no_province_are_refused(db, wrong):
    with pytest.raises(ProvinceRefusedError, match="请改大"):
        write_province(Size(**{**vars(SMALL), **wrong}))
    assert not Area.objects.exists()


def test_a_number_is_shared_nearly_evenly():
    assert share(10, 3) == [3, 3, 4]
    assert sum(share(30_000, 1_400)) == 30_000
