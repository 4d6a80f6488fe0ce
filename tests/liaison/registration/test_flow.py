"""One flow status a deputy, in the register as column, filter and export, and counted on the county page."""

import pytest

from deputies.people.models import Deputy
from liaison.registration.enums import FlowStatus
from liaison.registration.flow import with_flow
from tests.factories.deputies import DeputyFactory, MandateFactory
from tests.factories.registration import RegistrationFactory
from tests.kit.counting import count_at


@pytest.fixture
def of_each_status(county):
    """One serving deputy of 赤石 in each status: {status: deputy}."""

    def deputy(**facts):
        made = DeputyFactory(origin=county.chishi, **facts)
        MandateFactory(deputy=made)
        return made

    def file(state, **facts):
        made = deputy(residence=county.zhongshan)
        RegistrationFactory(deputy=made, origin=county.chishi, community=county.zhongshan, state=state, **facts)
        return made

    back = deputy(residence=county.shuanglin)
    RegistrationFactory(
        deputy=back,
        origin=county.chishi,
        community=county.zhongshan,
        state="ended",
        ended_on="2026-05-01",
        end_reason="went_home",
    )
    return {
        FlowStatus.AT_HOME: deputy(residence=county.shuanglin),
        FlowStatus.TO_URGE: deputy(residence=county.zhongshan),
        FlowStatus.URGED: file("urged"),
        FlowStatus.TO_VERIFY: file("submitted"),
        FlowStatus.TO_RECEIVE: file("verified"),
        FlowStatus.CO_MANAGED: file("co_managed"),
        FlowStatus.BACK: back,
        FlowStatus.OUTSIDE: deputy(residence=None, residence_outside="杭州市余杭区"),
        FlowStatus.UNKNOWN: deputy(residence=None, residence_outside=""),
    }


def test_every_deputy_has_exactly_one_status(of_each_status):
    found = {row.pk: row.flow for row in with_flow(Deputy.objects.all())}
    assert found == {deputy.pk: str(status) for status, deputy in of_each_status.items()}


def test_a_returned_file_waits_for_the_deputy_again(county):
    returned = RegistrationFactory(origin=county.chishi, community=county.zhongshan, state="returned")
    assert with_flow(Deputy.objects.filter(pk=returned.deputy_id)).get().flow == FlowStatus.URGED


def test_the_register_shows_filters_and_exports_it(of_each_status, county, staff, sign_in):
    client = sign_in(staff(county.chishi))
    for status, deputy in of_each_status.items():
        page = client.get(f"/deputies/?flow={status.value}")
        assert [row.pk for row in page.context["listing"].page.rows] == [deputy.pk], status
        assert str(status.label) in page.content.decode()
    exported = client.post("/deputies/?flow=co_managed", {"export": "csv"}).content.decode("utf-8-sig")
    assert "流动状态" in exported
    assert "共管中" in exported


def test_the_county_page_counts_what_the_register_lists(of_each_status, county, staff, sign_in):
    client = sign_in(staff(county.root))
    flows = client.get("/county/").context["flows"]
    assert {status: number for status, number, _ in flows} == dict.fromkeys(FlowStatus, 1)
    for status, number, url in flows:
        assert count_at(client, url) == number, status
