"""The page behind a code: for a voter, for a deputy who checks in and reports in, for staff, and when it is dead."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from liaison.registration.enums import RegistrationState
from liaison.registration.models import Registration
from stations.codes import workflow
from stations.codes.models import Code
from stations.places import workflow as places_workflow
from stations.presence import workflow as presence_workflow
from stations.presence.models import CheckIn
from tests.factories.deputies import DeputyFactory, MandateFactory
from tests.factories.stations import ActivityFactory, CodeFactory, make_tree
from yunhe.accounts.enums import Role


@pytest.fixture
def tree(county):
    return make_tree(county)


@pytest.fixture
def code(tree) -> Code:
    return CodeFactory(station=tree.zhongshan)


@pytest.fixture
def resident(county, appoint):
    """A deputy of 赤石 who lives in 中山社区, with an account."""
    deputy = DeputyFactory(
        origin=county.chishi,
        residence=county.zhongshan,
        name="柳如烟",
        address="中山社区示例小区3幢",
        user=appoint(Role.DEPUTY, county.chishi),
    )
    MandateFactory(deputy=deputy)
    return deputy


def verified(deputy, county, community):
    return Registration.objects.create(
        deputy=deputy,
        origin=county.chishi,
        residence=community.unit,
        community=community,
        state=RegistrationState.VERIFIED,
        verified_at=timezone.now(),
        verified_by="浮云街道人大",
    )


def text(answer) -> str:
    return answer.content.decode()


def test_a_voter_reads_the_station_and_its_deputies_by_name_and_level(client, code, resident):
    page = client.get(code.get_absolute_url())
    assert page.status_code == 200
    assert "中山社区人大代表联络点" in text(page)
    assert "柳如烟" in text(page)
    assert "乡镇人大代表" in text(page)
    assert resident.phone not in text(page)
    assert resident.masked_phone not in text(page)
    assert "示例小区" not in text(page)


def test_the_printed_address_works_with_and_without_slash_and_as_typed(client, code):
    assert code.get_absolute_url() == f"/c/{code.token}"
    for address in (f"/c/{code.token}/", f"/c/{code.token.upper()}", f"/c/{code.token[:5]}-{code.token[5:]}"):
        assert client.get(address).status_code == 200


def test_the_short_code_can_be_typed(client, code):
    assert client.get("/c/").status_code == 200
    answer = client.get("/c/", {"token": f"http://yunhe.example/c/{code.token}"})
    assert answer["Location"] == code.get_absolute_url()


def test_an_anonymous_deputy_is_led_through_sign_in_back_to_the_code(client, code):
    answer = client.get(reverse("code-check-in", args=[code.token]))
    assert answer.status_code == 302
    assert client.post(reverse("code-check-in", args=[code.token])).status_code == 302
    assert not CheckIn.objects.exists()


def test_a_deputy_checks_in_with_one_tap_and_a_second_post_is_harmless(sign_in, code, resident):
    client = sign_in(resident.user)
    page = client.get(code.get_absolute_url())
    nonce = page.context["offered"]["nonce"]
    assert f'value="{nonce}"' in text(page)
    for _ in range(2):
        done = client.post(reverse("code-check-in", args=[code.token]), {"nonce": nonce}, follow=True)
        assert done.status_code == 200
    assert "您已经签到" in text(done)
    assert CheckIn.objects.count() == 1


def test_the_same_tap_reports_in_where_a_verified_file_waits(sign_in, county, code, resident):
    file = verified(resident, county, county.zhongshan)
    client = sign_in(resident.user)
    assert "签到并向社区报到" in text(client.get(code.get_absolute_url()))
    done = client.post(reverse("code-check-in", args=[code.token]), {"nonce": "n1"}, follow=True)
    assert "社区报到已完成" in text(done)
    file.refresh_from_db()
    assert file.state == RegistrationState.CO_MANAGED
    assert file.station == code.station


def test_a_scan_elsewhere_does_not_report_in(sign_in, county, tree, resident):
    file = verified(resident, county, county.zhongshan)
    other = CodeFactory(station=tree.shishan)
    client = sign_in(resident.user)
    assert "向社区报到" not in text(client.get(other.get_absolute_url()))
    client.post(reverse("code-check-in", args=[other.token]), {"nonce": "n1"})
    file.refresh_from_db()
    assert file.state == RegistrationState.VERIFIED
    assert CheckIn.objects.count() == 1


def test_the_result_page_is_only_for_the_deputy_himself(sign_in, county, code, resident, appoint):
    done = presence_workflow.check_in(code, by=resident.user, nonce="n1").check_in
    url = reverse("code-checked-in", args=[code.token, done.pk])
    assert sign_in(resident.user).get(url).status_code == 200
    assert sign_in(appoint(Role.DEPUTY, county.chishi)).get(url).status_code == 404


def test_an_activity_that_has_not_begun_says_when(sign_in, county, resident):
    activity = ActivityFactory(organising_area=county.fuyun, starts_at=timezone.now() + timedelta(days=2))
    code = CodeFactory(activity=activity)
    client = sign_in(resident.user)
    page = text(client.get(code.get_absolute_url()))
    assert "活动签到尚未开始" in page
    assert activity.window_label in page
    refused = client.post(reverse("code-check-in", args=[code.token]), {"nonce": "n1"}, follow=True)
    assert "活动签到尚未开始" in text(refused)
    assert not CheckIn.objects.exists()


def test_staff_find_what_they_manage_and_no_button_to_check_in(sign_in, staff, county, code, tree):
    page = text(sign_in(staff(county.fuyun)).get(code.get_absolute_url()))
    assert tree.zhongshan.get_absolute_url() in page
    assert "check-in/" not in page.replace("code-check-in", "")
    assert tree.zhongshan.get_absolute_url() not in text(sign_in(staff(county.yuanhe)).get(code.get_absolute_url()))


def test_a_voter_reads_the_deputy_card(client, tree, resident):
    page = text(client.get(CodeFactory(deputy=resident).get_absolute_url()))
    assert "柳如烟" in page
    assert "赤石乡" in page
    assert "中山社区人大代表联络点" in page
    assert resident.phone not in page
    assert "签到" not in page


def test_a_keeper_scans_a_deputy_code_and_records_the_guest(sign_in, county, tree, appoint):
    guest = DeputyFactory(origin=county.shitang, residence=county.shishan)
    MandateFactory(deputy=guest)
    code = CodeFactory(deputy=guest)
    client = sign_in(appoint(Role.POINT_KEEPER, county.zhongshan))
    assert "登记签到" in text(client.get(code.get_absolute_url()))
    url = reverse("code-presence", args=[code.token])
    client.post(url, {"place": f"station-{tree.shishan.pk}"})
    assert not CheckIn.objects.exists()
    done = client.post(url, {"place": f"station-{tree.zhongshan.pk}"}, follow=True)
    assert "签到已登记" in text(done)
    assert CheckIn.objects.get().station == tree.zhongshan


def test_a_deputy_may_not_record_others(sign_in, tree, resident):
    code = CodeFactory(deputy=resident)
    client = sign_in(resident.user)
    answer = client.post(reverse("code-presence", args=[code.token]), {"place": f"station-{tree.zhongshan.pk}"})
    assert answer.status_code == 403


def test_an_unknown_code_is_404_and_says_where_to_go(client, tree):
    answer = client.get("/c/nosuchcode")
    assert answer.status_code == 404
    assert "没有找到这个码" in text(answer)
    assert "浮云街道人大代表联络站" in text(answer)


def test_a_revoked_code_is_410_and_leads_to_the_new_one(client, county, staff, code):
    new = workflow.reprint_code(code, by=staff(county.fuyun), reason="被盗印")
    answer = client.get(code.get_absolute_url())
    assert answer.status_code == 410
    assert f'href="{new.get_absolute_url()}"' in text(answer)
    assert "被盗印" not in text(answer)


def test_a_revoked_code_without_a_new_one_leads_to_its_station(client, county, staff, code):
    workflow.revoke_code(code, by=staff(county.fuyun), reason="遗失")
    answer = client.get(code.get_absolute_url())
    assert answer.status_code == 410
    assert "中山社区人大代表联络点" in text(answer)


def test_a_closed_station_leads_to_its_parent(client, county, staff, code):
    places_workflow.close_station(code.station, by=staff(county.fuyun), reason="与东门合并")
    answer = client.get(code.get_absolute_url())
    assert answer.status_code == 410
    assert "浮云街道人大代表联络站" in text(answer)
    assert "与东门合并" in text(answer)


def test_a_deputy_who_no_longer_serves_leads_to_the_station(client, tree, resident):
    code = CodeFactory(deputy=resident)
    resident.mandates.update(ended_on="2026-01-01", end_reason="resigned")
    answer = client.get(code.get_absolute_url())
    assert answer.status_code == 410
    assert "没有在任" in text(answer)
    assert "辞职" not in text(answer)
    assert "赤石乡人大代表联络站" in text(answer)


def test_a_cancelled_activity_says_why(client, county, tree):
    activity = ActivityFactory(
        organising_area=county.fuyun, station=tree.zhongshan, state="cancelled", cancel_reason="台风"
    )
    answer = client.get(CodeFactory(activity=activity).get_absolute_url())
    assert answer.status_code == 410
    assert "台风" in text(answer)


@pytest.mark.parametrize("name", ["main", "fuyun", "urban", "zhongshan"])
def test_every_kind_of_station_has_its_page_at_a_fixed_cost(
    client, county, tree, resident, name, django_assert_max_num_queries
):
    station = getattr(tree, name)
    code = CodeFactory(station=station)
    for _ in range(30):
        MandateFactory(deputy=DeputyFactory(origin=county.chishi, residence=county.zhongshan))
    with django_assert_max_num_queries(20):
        assert station.name in text(client.get(code.get_absolute_url()))


def test_a_scan_is_counted_by_a_worker_and_a_missing_broker_does_not_matter(
    client, code, monkeypatch, django_capture_on_commit_callbacks
):
    from kombu.exceptions import OperationalError

    from liaison.public.views import landing

    sent = []
    monkeypatch.setattr(landing.count_scan, "apply_async", lambda args, **_: sent.append(args))
    with django_capture_on_commit_callbacks(execute=True):
        client.get(code.get_absolute_url(), headers={"User-Agent": "MicroMessenger/8.0"})
    landing.count_scan(*sent[0])
    code.refresh_from_db()
    assert code.scan_count == 1
    assert [(scan.visitor, scan.channel) for scan in code.scans.all()] == [("anonymous", "wechat")]

    def fail(*_, **__):
        raise OperationalError

    monkeypatch.setattr(landing.count_scan, "apply_async", fail)
    with django_capture_on_commit_callbacks(execute=True):
        assert client.get(code.get_absolute_url()).status_code == 200
