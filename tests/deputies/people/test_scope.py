"""Who sees a deputy: both sides and the county do; a stranger gets 404 everywhere, in lists, searches and exports too."""

import pytest
from django.urls import reverse

from deputies.people.models import Deputy
from tests.factories.deputies import DeputyFactory, MandateFactory
from yunhe.accounts.enums import Role

LIST = "/deputies/"


def addresses(deputy):
    """Return (method, address, data) of everything that speaks of one deputy."""
    mandate = deputy.mandates.get()
    return [
        ("get", reverse("deputies:deputy-detail", args=[deputy.pk]), {}),
        ("get", reverse("deputies:deputy-edit", args=[deputy.pk]), {}),
        ("post", reverse("deputies:deputy-edit", args=[deputy.pk]), {"name": "改名"}),
        ("post", reverse("deputies:deputy-reveal", args=[deputy.pk]), {"field": "phone"}),
        ("get", reverse("registration:mandate-end", args=[mandate.pk]), {}),
        (
            "post",
            reverse("registration:mandate-end", args=[mandate.pk]),
            {"reason": "resigned", "on": "2026-01-01"},
        ),
        ("get", reverse("mandates:mandate-create", args=[deputy.pk, "county"]), {}),
        ("get", reverse("registration:deputy-register", args=[deputy.pk]), {}),
        ("post", reverse("deputies:account-open", args=[deputy.pk]), {}),
        ("post", reverse("deputies:account-reset", args=[deputy.pk]), {}),
    ]


def test_a_stranger_office_gets_404_on_every_address(deputy, stranger, sign_in):
    client = sign_in(stranger)
    answers = {
        address: getattr(client, method)(address, data).status_code for method, address, data in addresses(deputy)
    }
    assert set(answers.values()) == {404}, answers


@pytest.mark.parametrize("query", ["", "?q=单小满", "?q=sxm", "?q=16905780001", "?living=elsewhere", "?mandate=all"])
def test_a_stranger_finds_nothing_in_the_list(query, deputy, stranger, sign_in):
    page = sign_in(stranger).get(LIST + query).content.decode()
    assert "单小满</a>" not in page
    assert 'data-label="流出地"' not in page


def test_a_stranger_exports_nothing(deputy, stranger, sign_in):
    client = sign_in(stranger)
    exported = client.post(LIST + "?q=单小满", {"export": "csv"}).content.decode(errors="replace")
    assert "shan xiao man" not in exported
    assert "赤石乡" not in exported


@pytest.mark.parametrize("who", ["insider", "other_side", "county", "keeper"])
def test_both_sides_the_community_and_the_county_see_the_file(who, deputy, county, appoint, sign_in, request):
    users = {"county": (Role.COUNTY_OFFICE, county.root), "keeper": (Role.POINT_KEEPER, county.zhongshan)}
    user = appoint(*users[who]) if who in users else request.getfixturevalue(who)
    client = sign_in(user)
    assert client.get(deputy.get_absolute_url()).status_code == 200
    assert "单小满" in client.get(LIST).content.decode()


def test_the_other_side_sees_but_may_not_edit_and_is_told_who_may(deputy, other_side, sign_in):
    answer = sign_in(other_side).get(reverse("deputies:deputy-edit", args=[deputy.pk]))
    assert answer.status_code == 403
    assert "基本信息由" in answer.content.decode()


def test_a_deputy_sees_the_own_file_only(deputy, county, appoint, sign_in):
    neighbour = DeputyFactory(origin=county.chishi, residence=county.zhongshan)
    deputy.user = appoint(Role.DEPUTY, county.chishi)
    deputy.save()
    client = sign_in(deputy.user)
    assert client.get(reverse("deputies:my-record")).status_code == 200
    assert client.get(neighbour.get_absolute_url()).status_code == 404
    assert client.get(LIST).status_code == 403


@pytest.mark.parametrize("role", [Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR])
def test_administrators_do_not_read_the_register(role, deputy, county, appoint, sign_in):
    client = sign_in(appoint(role, county.root))
    assert client.get(LIST).status_code == 403
    assert client.get(deputy.get_absolute_url()).status_code in (403, 404)


def test_the_register_takes_the_same_queries_for_1_and_for_50(county, insider, sign_in, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = sign_in(insider)
    MandateFactory(deputy__origin=county.chishi, deputy__residence=county.zhongshan)
    client.get(LIST)
    with CaptureQueriesContext(connection) as one:
        client.get(LIST + "?size=100")
    for _ in range(49):
        MandateFactory(deputy__origin=county.chishi, deputy__residence=county.zhongshan)
    with CaptureQueriesContext(connection) as fifty:
        page = client.get(LIST + "?size=100").content.decode()
    assert len(fifty) == len(one)
    assert page.count('data-label="流出地"') == 50


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=单小满", True),
        ("?q=sxm", True),
        ("?q=shan", True),
        ("?q=16905780001", False),
        ("?living=home", False),
        ("?living=elsewhere&in_county_town=true&level=township&origin_kind=township", True),
        ("?level=county", False),
        ("?mandate=ended", False),
        ("?phone=no", False),
    ],
)
def test_search_and_filters(query, found, deputy, insider, sign_in):
    page = sign_in(insider).get(LIST + query).content.decode()
    assert ("单小满</a>" in page) == found


def test_the_page_and_its_export_never_hold_the_whole_phone_or_address(deputy, insider, sign_in):
    client = sign_in(insider)
    pages = client.get(LIST).content + client.get(deputy.get_absolute_url()).content
    pages += client.post(LIST, {"export": "csv"}).content
    text = pages.decode(errors="replace")
    assert "16905780001" not in text
    assert "3幢501室" not in text
    assert "169****0001" in text


def test_the_scope_of_the_whole_register_is_one_queryset(deputy, stranger, insider):
    assert not Deputy.objects.visible_to(stranger).exists()
    assert list(Deputy.objects.visible_to(insider)) == [deputy]
