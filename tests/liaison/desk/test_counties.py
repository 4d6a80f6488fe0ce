"""What the office of a province or city sees: its counties side by side, every number with its list, and nothing else."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from liaison.desk.counties import FIGURES, sums_of, table_of
from liaison.desk.tables import LISTINGS
from liaison.registration.enums import RegistrationState
from stations.activities.enums import ActivityState
from tests.factories.accounts import AppointmentFactory
from tests.factories.areas import draw_county
from tests.factories.concerns import ConcernFactory
from tests.factories.deputies import DeputyFactory, MandateFactory
from tests.factories.obligations import ObligationFactory
from tests.factories.registration import RegistrationFactory
from tests.factories.stations import ActivityFactory, make_tree
from tests.kit.same_cost import same_cost
from yunhe.accounts.enums import Role
from yunhe.accounts.scope import scope_of

LONG_AGO = timedelta(days=40)


@pytest.fixture
def other_county(county):
    return draw_county()


def below(*counties):
    """Return somebody of the office above `counties`."""
    user = AppointmentFactory(role=Role.HIGHER_OFFICE, area=counties[0]).user
    for county in counties[1:]:
        AppointmentFactory(user=user, role=Role.HIGHER_OFFICE, area=county)
    return user


def happen(county):
    """Let one of everything happen in `county`; of deputies two more, who are registered. Returns what the figures must say."""
    late = timezone.localdate() - LONG_AGO
    deputy = DeputyFactory(origin=county.chishi, residence=county.chishi, name="柳如烟")
    MandateFactory(deputy=deputy)
    kept = {"origin": county.chishi, "community": county.zhongshan}
    for facts in ({"state": RegistrationState.CO_MANAGED}, {"state": RegistrationState.URGED, "due_on": late}):
        RegistrationFactory(**kept, **facts)
    ConcernFactory(place=county.zhongshan, lead=county.fuyun, due_on=late)
    ObligationFactory(unit=county.chishi, template__area=county.root, due_on=late)
    ActivityFactory(organising_area=county.zhongshan, state=ActivityState.HELD, starts_at=timezone.now())
    tree = make_tree(county)
    return {
        "deputies": 3,
        "elsewhere": 2,
        "co-managed": 1,
        "late-registrations": 1,
        "late-concerns": 1,
        "late-tasks": 1,
        "activities": 1,
        "stations": type(tree.main).objects.filter(organising_area__path__startswith=county.root.path).count(),
    }


def said(cells) -> dict[str, int]:
    return {figure.name: number for figure, number in cells}


def test_each_county_is_counted_by_itself_and_all_of_them_together(county, other_county):
    here = happen(county)
    MandateFactory(deputy=DeputyFactory(origin=other_county.shitang, residence=other_county.lianhe))
    table = table_of([county.root, other_county.root])
    assert [(area, said(cells)) for area, cells in table] == [
        (county.root, here),
        (other_county.root, {**dict.fromkeys(here, 0), "deputies": 1}),
    ]
    assert said(sums_of(table)) == {**here, "deputies": 4}


@pytest.mark.parametrize("figure", FIGURES)
def test_every_number_opens_exactly_the_rows_that_it_has_counted(county, other_county, sign_in, figure):
    here = happen(county)
    happen(other_county)
    client = sign_in(below(county.root, other_county.root))
    one = client.get(reverse("county-figure", args=[county.root.pk, figure]))
    assert one.context["listing"].page.total == here[figure]
    every = client.get(reverse("counties-figure", args=[figure]))
    assert every.context["listing"].page.total == here[figure] * 2
    columns = [column.key for column in every.context["listing"].shown_columns]
    assert columns[-1] == "county"
    assert "县" in every.content.decode()


def test_the_home_page_links_each_number(county, sign_in):
    happen(county)
    client = sign_in(below(county.root))
    home = client.get(reverse("home"))
    assert home.headers["Location"] == reverse("counties")
    page = client.get(reverse("counties")).content.decode()
    for name in FIGURES:
        assert reverse("county-figure", args=[county.root.pk, name]) in page


def test_a_list_shows_neither_phone_nor_address_and_opens_no_file(county, sign_in):
    deputy = DeputyFactory(
        origin=county.chishi, residence=county.zhongshan, name="柳如烟", phone="13900001234", address="示例小区3幢"
    )
    MandateFactory(deputy=deputy)
    page = sign_in(below(county.root)).get(reverse("county-figure", args=[county.root.pk, "deputies"]))
    text = page.content.decode()
    assert "柳如烟" in text
    assert "1234" not in text
    assert "示例小区" not in text
    assert deputy.get_absolute_url() not in text


def test_the_office_of_other_counties_finds_nothing(county, other_county, sign_in):
    happen(county)
    stranger = sign_in(below(other_county.root))
    assert stranger.get(reverse("county-figure", args=[county.root.pk, "deputies"])).status_code == 404
    assert stranger.get(reverse("counties-figure", args=["deputies"])).context["listing"].page.total == 0
    assert str(county.root.pk) not in [str(area.pk) for area, _ in stranger.get(reverse("counties")).context["table"]]


@pytest.mark.parametrize("who", ["county", "origin", "keeper", "deputy", "admin"])
def test_nobody_else_opens_these_pages(county, cast, sign_in, who):
    client = sign_in(cast[who])
    assert client.get(reverse("counties")).status_code == 403
    assert client.get(reverse("county-figure", args=[county.root.pk, "deputies"])).status_code == 403


@pytest.mark.parametrize(
    "page", ["deputies:deputy-list", "registration:registration-list", "concerns:concern-list", "county"]
)
def test_the_pages_of_the_counties_stay_closed_to_it(county, sign_in, page):
    assert sign_in(below(county.root)).get(reverse(page)).status_code == 403


def test_it_may_act_for_no_area(county):
    scope = scope_of(below(county.root))
    assert not scope.areas()
    assert not scope.is_staff_for(county.chishi)


def test_an_appointment_that_has_ended_closes_the_county(county, other_county, sign_in):
    user = below(county.root, other_county.root)
    user.appointments.filter(area=county.root).update(
        begins_on=timezone.localdate() - LONG_AGO, ends_on=timezone.localdate() - timedelta(days=1)
    )
    client = sign_in(user)
    assert [area.pk for area, _ in client.get(reverse("counties")).context["table"]] == [other_county.root.pk]
    assert client.get(reverse("county-figure", args=[county.root.pk, "deputies"])).status_code == 404


def test_a_figure_that_there_is_not_is_no_page(county, sign_in):
    assert sign_in(below(county.root)).get(reverse("counties-figure", args=["secrets"])).status_code == 404
    assert set(LISTINGS) == set(FIGURES)


@pytest.mark.parametrize("figure", FIGURES)
def test_many_rows_cost_as_many_questions_as_one(county, sign_in, figure):
    happen(county)
    client = sign_in(below(county.root))

    def more():
        MandateFactory(deputy=DeputyFactory(origin=county.chishi, residence=county.zhongshan))
        for state in (RegistrationState.CO_MANAGED, RegistrationState.URGED):
            facts = {"origin": county.chishi, "community": county.zhongshan, "state": state}
            due = timezone.localdate() - LONG_AGO if state == RegistrationState.URGED else None
            RegistrationFactory(**facts, due_on=due)
        ConcernFactory(place=county.zhongshan, lead=county.fuyun, due_on=timezone.localdate() - LONG_AGO)
        ObligationFactory(unit=county.chishi, template__area=county.root, due_on=timezone.localdate() - LONG_AGO)
        ActivityFactory(organising_area=county.zhongshan, state=ActivityState.HELD, starts_at=timezone.now())

    same_cost(lambda: client.get(reverse("counties-figure", args=[figure])), more=more, times=2)


def test_more_counties_cost_no_more_questions(county, sign_in):
    user = below(county.root)
    client = sign_in(user)
    same_cost(
        lambda: client.get(reverse("counties")),
        more=lambda: AppointmentFactory(user=user, role=Role.HIGHER_OFFICE, area=draw_county().root),
        times=2,
    )
    names = client.get(reverse("counties")).content.decode()
    assert "3 个县" in names


def test_the_list_is_given_as_a_file(county, sign_in):
    happen(county)
    client = sign_in(below(county.root))
    given = client.post(reverse("county-figure", args=[county.root.pk, "deputies"]), {"export": "csv"})
    assert given.status_code == 200
    assert "柳如烟" in b"".join(given).decode("utf-8-sig")
