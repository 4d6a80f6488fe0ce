"""The helpers of the tests do what they promise."""

import pytest

from tests.factories.accounts import UserFactory
from tests.factories.areas import draw_county, make_county
from tests.kit.cast import CAST, make_cast
from tests.kit.same_cost import same_cost
from yunhe.accounts.models import Appointment, User
from yunhe.areas.models import Area, AreaCode

pytestmark = pytest.mark.django_db


def facts(area):
    """Return what is known of an area and of those below it, without the ids."""
    codes = sorted(AreaCode.objects.filter(area=area).values_list("code", flat=True))
    below = [facts(child) for child in Area.objects.filter(parent=area).order_by("code")]
    unit = area.unit and area.unit.name
    return area.name, area.kind, area.code, area.office_name, area.in_county_town, area.order, unit, codes, below


def test_the_county_of_the_tests_is_what_the_verb_draws():
    made = make_county().root
    Area.objects.get(pk=made.pk)
    drawn = draw_county().root
    assert drawn.pk != made.pk
    assert facts(made) == facts(drawn)


def test_the_cast_holds_one_appointment_each(county):
    cast = make_cast(county)
    assert set(cast) == set(CAST)
    assert {row.user: (row.role, row.area) for row in Appointment.objects.in_force()} == {
        cast[name]: (role, getattr(county, area)) for name, (role, area) in CAST.items()
    }
    assert set(make_cast(county, "origin", "admin")) == {"origin", "admin"}


def test_a_page_that_asks_once_a_row_is_found_out():
    UserFactory()

    def row_by_row():
        return [User.objects.get(pk=pk).name for pk in User.objects.values_list("pk", flat=True)]

    with pytest.raises(AssertionError, match="8 × SELECT"):
        same_cost(row_by_row, more=UserFactory)
    same_cost(lambda: list(User.objects.all()), more=UserFactory)
