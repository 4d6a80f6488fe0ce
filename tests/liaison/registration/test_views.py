"""The pages of a registration: scope on every address, equal queries for 1 and 50, and two offices at the same moment."""

from threading import Barrier, Thread

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from liaison.registration import workflow
from liaison.registration.enums import RegistrationState, ReturnReason
from liaison.registration.models import Registration
from liaison.registration.views.registrations import ASKS
from tests.factories.areas import make_county
from tests.factories.deputies import MandateFactory
from tests.factories.registration import RegistrationFactory
from yunhe.accounts.enums import Role
from yunhe.kit.refusals import IllegalMove

State = RegistrationState
LIST = "/registrations/"


@pytest.fixture
def registration(county):
    """A registration from 赤石乡 that 浮云街道 has to verify."""
    return RegistrationFactory(origin=county.chishi, community=county.zhongshan, state=State.SUBMITTED)


def addresses(registration):
    """Return (method, address) of everything that speaks of one registration."""
    detail = reverse("registration:registration-detail", args=[registration.pk])
    moves = [reverse("registration:registration-move", args=[registration.pk, verb]) for verb in ASKS]
    reception = reverse("registration:registration-reception", args=[registration.pk])
    reads = [("get", address) for address in (detail, reception, *moves)]
    return reads + [("post", address) for address in (reception, *moves)]


def test_the_record_of_the_deputy_leads_to_the_registration(registration, county, staff, sign_in):
    page = sign_in(staff(county.fuyun)).get(registration.deputy.get_absolute_url()).content.decode()
    assert f'href="{registration.get_absolute_url()}"' in page


@pytest.mark.parametrize(("role", "where"), [(Role.OFFICE_STAFF, "shitang"), (Role.POINT_KEEPER, "dongmen")])
def test_a_stranger_gets_404_on_every_address_and_an_empty_list(role, where, registration, county, appoint, sign_in):
    client = sign_in(appoint(role, getattr(county, where)))
    answers = {address: getattr(client, method)(address).status_code for method, address in addresses(registration)}
    assert set(answers.values()) == {404}, answers
    for query in ("", "?state=submitted", f"?q={registration.deputy.name}"):
        assert f">{registration.deputy.name}</a>" not in client.get(LIST + query).content.decode()


@pytest.mark.parametrize(
    ("role", "where"),
    [
        (Role.OFFICE_STAFF, "chishi"),
        (Role.OFFICE_STAFF, "fuyun"),
        (Role.POINT_KEEPER, "zhongshan"),
        (Role.COUNTY_OFFICE, "root"),
    ],
)
def test_everyone_concerned_sees_the_same_file(role, where, registration, county, appoint, sign_in):
    client = sign_in(appoint(role, getattr(county, where)))
    assert client.get(registration.get_absolute_url()).status_code == 200
    assert registration.deputy.name in client.get(LIST).content.decode()


def test_only_the_side_whose_move_it_is_gets_the_button_and_others_403_with_the_reason(
    registration, county, appoint, sign_in
):
    verify = reverse("registration:registration-move", args=[registration.pk, "verify"])
    residence = sign_in(appoint(Role.OFFICE_STAFF, county.fuyun))
    assert verify in residence.get(registration.get_absolute_url()).content.decode()
    origin = sign_in(appoint(Role.OFFICE_STAFF, county.chishi))
    assert verify not in origin.get(registration.get_absolute_url()).content.decode()
    answer = origin.get(verify)
    assert answer.status_code == 403
    assert "办理" in answer.content.decode()


def test_the_page_never_shows_the_whole_address_or_phone(registration, county, appoint, sign_in):
    page = sign_in(appoint(Role.OFFICE_STAFF, county.fuyun)).get(registration.get_absolute_url()).content.decode()
    assert "1幢101室" not in page
    assert registration.deputy.phone not in page


def test_a_deputy_registers_without_having_been_urged(county, appoint, sign_in):
    deputy = MandateFactory(deputy__origin=county.chishi, deputy__residence=county.zhongshan).deputy
    deputy.user = appoint(Role.DEPUTY, county.chishi)
    deputy.save()
    client = sign_in(deputy.user)
    address = reverse("registration:deputy-register", args=[deputy.pk])
    client.post(address, {"move": "submit", "community": county.zhongshan.pk, "address": "示例小区2幢"})
    assert Registration.objects.get().state == State.SUBMITTED


def test_urging_the_ticked_ones_leaves_strangers_alone(county, appoint, sign_in):
    own = MandateFactory(deputy__origin=county.chishi, deputy__residence=county.zhongshan).deputy
    other = MandateFactory(deputy__origin=county.shitang, deputy__residence=county.zhongshan).deputy
    client = sign_in(appoint(Role.OFFICE_STAFF, county.chishi))
    client.post(reverse("registration:urge"), {"pk": [own.pk, other.pk], "is_sure": "1"})
    assert list(Registration.objects.values_list("deputy", flat=True)) == [own.pk]


@pytest.mark.parametrize("address", [LIST, "/registrations/unregistered/"])
def test_lists_take_the_same_queries_for_1_and_for_50(address, county, appoint, sign_in):
    def make():
        if address == LIST:
            RegistrationFactory(origin=county.chishi, community=county.zhongshan)
        else:
            MandateFactory(deputy__origin=county.chishi, deputy__residence=county.zhongshan)

    client = sign_in(appoint(Role.OFFICE_STAFF, county.chishi))
    make()
    client.get(address + "?size=100")
    with CaptureQueriesContext(connection) as one:
        client.get(address + "?size=100")
    for _ in range(49):
        make()
    with CaptureQueriesContext(connection) as fifty:
        page = client.get(address + "?size=100").content.decode()
    assert page.count('data-label="流出地"') == 50
    assert len(fifty) == len(one)


@pytest.mark.django_db(transaction=True)
def test_two_offices_press_different_buttons_at_the_same_moment_and_one_wins(appoint):
    county = make_county()
    registration = RegistrationFactory(origin=county.chishi, community=county.zhongshan, state=State.SUBMITTED)
    office, top = appoint(Role.OFFICE_STAFF, county.fuyun), appoint(Role.COUNTY_OFFICE, county.root)
    together, results = Barrier(2), []

    def press(verb, by, **facts):
        together.wait()
        try:
            getattr(workflow, verb)(registration, by=by, expected=State.SUBMITTED, **facts)
            results.append("won")
        except IllegalMove as refusal:
            results.append(str(refusal))
        finally:
            connection.close()

    threads = [
        Thread(target=press, args=("verify", office), kwargs={"community": county.zhongshan}),
        Thread(target=press, args=("send_back", top), kwargs={"reason": ReturnReason.DUPLICATE}),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results, key=len)[0] == "won"
    assert "有人刚刚办理过" in max(results, key=len)
    assert registration.steps.count() == 1
