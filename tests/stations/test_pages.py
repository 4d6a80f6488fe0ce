"""Every page of the app: who opens it, who gets 404, that lists cost the same for one row and fifty."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from stations.activities.enums import ActivityState
from stations.activities.models import Activity
from stations.codes import tasks
from stations.codes.models import Code, PrintBatch
from stations.places.enums import StationKind
from stations.places.models import Station
from stations.presence import workflow
from stations.presence.models import CheckIn
from tests.factories.stations import ActivityFactory, CheckInFactory, CodeFactory, StationFactory
from tests.kit.same_cost import same_cost
from yunhe.accounts.enums import Role


@pytest.fixture
def world(tree, county, serving):
    """One thing of each kind, all of 浮云 and 中山社区; the deputy is elected in 赤石."""

    class World:
        station = tree.zhongshan
        urban = tree.urban
        deputy = serving()
        code = CodeFactory(station=tree.zhongshan)
        activity = ActivityFactory(organising_area=county.fuyun, station=tree.zhongshan)
        check_in = CheckInFactory(deputy=deputy, station=tree.zhongshan)

    tasks.render_code(World.code.pk)
    return World


GETS = {
    "places:station-detail": "station",
    "codes:code-detail": "code",
    "activities:activity-detail": "activity",
    "presence:check-in-detail": "check_in",
}
EDITS = {
    "places:station-edit": "station",
    "presence:check-in-record": "station",
    "activities:activity-edit": "activity",
    "presence:attendance-record": "activity",
    "presence:paper-list": "activity",
}
POSTS = {
    "places:station-close": "station",
    "places:station-reopen": "station",
    "codes:code-reprint": "code",
    "codes:code-revoke": "code",
    "activities:activity-hold": "activity",
    "activities:activity-cancel": "activity",
    "presence:check-in-undo": "check_in",
}


@pytest.mark.parametrize("name", [*GETS, *EDITS])
def test_the_insider_opens_every_page(world, county, staff, sign_in, name):
    thing = getattr(world, {**GETS, **EDITS}[name])
    assert sign_in(staff(county.fuyun)).get(reverse(name, args=[thing.pk])).status_code == 200


@pytest.mark.parametrize("name", [*GETS, *EDITS, *POSTS])
def test_a_stranger_gets_404_everywhere(world, county, staff, sign_in, name):
    client = sign_in(staff(county.yuanhe))
    url = reverse(name, args=[getattr(world, {**GETS, **EDITS, **POSTS}[name]).pk])
    answer = client.post(url, {"reason": "x"}) if name in POSTS else client.get(url)
    assert answer.status_code == 404
    world.station.refresh_from_db()
    assert world.station.is_active


@pytest.mark.parametrize("name", ["places:station-edit", "presence:check-in-record", "places:station-close"])
def test_the_place_where_a_station_stands_reads_but_does_not_write(world, county, staff, sign_in, name):
    client = sign_in(staff(county.fuyun))
    assert client.get(reverse("places:station-detail", args=[world.urban.pk])).status_code == 200
    url = reverse(name, args=[world.urban.pk])
    answer = client.post(url, {"reason": "x"}) if name.endswith("close") else client.get(url)
    assert answer.status_code == 403
    assert "由赤石乡主办" in answer.content.decode()


@pytest.mark.parametrize(
    ("url_name", "insider", "text"),
    [
        ("places:station-list", "fuyun", "中山社区人大代表联络点"),
        ("places:station-table", "fuyun", "中山社区人大代表联络点"),
        ("codes:code-list", "fuyun", "中山社区人大代表联络点"),
        ("presence:check-in-list", "chishi", "中山社区人大代表联络点"),
        ("activities:activity-list", "fuyun", "邻里茶话会"),
    ],
)
def test_lists_and_exports_hold_what_is_in_scope(world, county, staff, sign_in, url_name, insider, text):
    url = reverse(url_name)
    client = sign_in(staff(getattr(county, insider)))
    assert text in client.get(url).content.decode()
    stranger = sign_in(staff(county.yuanhe))
    assert text not in stranger.get(url).content.decode()
    assert text not in stranger.get(url, {"q": "中山"}).content.decode().replace('value="中山"', "")
    if url_name != "places:station-list":
        assert text in sign_in(staff(county.root)).post(url, {"export": "csv"}).content.decode("utf-8-sig")
        assert text not in sign_in(staff(county.yuanhe)).post(url, {"export": "csv"}).content.decode("utf-8-sig")


def more_stations(world, tree, county, serving):
    for number in range(49):
        StationFactory(kind=StationKind.POINT, name=f"第{number}点", organising_area=county.dongmen, parent=tree.fuyun)


def more_codes(world, tree, county, serving):
    for _ in range(49):
        CodeFactory(activity=ActivityFactory(organising_area=county.fuyun))


def more_check_ins(world, tree, county, serving):
    for number in range(49):
        at = timezone.now() - timedelta(days=number + 1)
        CheckInFactory(deputy=serving(), station=world.station, at=at)


def more_activities(world, tree, county, serving):
    for _ in range(49):
        ActivityFactory(organising_area=county.fuyun, station=world.station)


LISTS = {
    "places:station-list": more_stations,
    "places:station-table": more_stations,
    "codes:code-list": more_codes,
    "presence:check-in-list": more_check_ins,
    "activities:activity-list": more_activities,
}


@pytest.mark.parametrize("url_name", LISTS)
def test_a_list_costs_the_same_for_one_row_and_fifty(
    world, tree, county, staff, serving, sign_in, url_name, django_assert_num_queries, django_assert_max_num_queries
):
    user = staff(county.fuyun)

    def count():
        with django_assert_max_num_queries(40) as seen:
            assert sign_in(user).get(reverse(url_name), {"size": 50}).status_code == 200
        return len(seen)

    count()  # sessions and content types are known after the first
    few = count()
    LISTS[url_name](world, tree, county, serving)
    assert count() == few


def test_the_detail_of_an_activity_costs_the_same_for_fifty_present(world, county, staff, serving, sign_in):

    client, url = sign_in(staff(county.fuyun)), world.activity.get_absolute_url()

    CheckInFactory(deputy=serving(), activity=world.activity)
    same_cost(lambda: client.get(url), more=lambda: CheckInFactory(deputy=serving(), activity=world.activity), times=49)


@pytest.mark.parametrize("gap", ["keeper", "officer", "code", "address", "hours", "posting", "closed"])
def test_each_gap_narrows_the_tree(world, tree, county, staff, sign_in, gap):
    page = sign_in(staff(county.fuyun)).get(reverse("places:station-list"), {"gap": gap}).content.decode()
    shown = "中山社区人大代表联络点" in page
    assert shown is (gap in ("keeper", "officer", "address", "hours", "posting"))


def test_the_tree_counts_places_without_a_point(tree, county, staff, sign_in):
    Station.objects.filter(pk=tree.shuanglin.pk).delete()
    page = sign_in(staff(county.chishi)).get(reverse("places:station-list")).content.decode()
    assert "没有联络点的村社" in page
    assert "双林村" in page


def test_the_county_builds_by_areas_and_a_unit_may_not(county, staff, sign_in):
    url = reverse("places:tree-build")
    assert sign_in(staff(county.fuyun)).post(url).status_code == 403
    page = sign_in(staff(county.root)).post(url, follow=True).content.decode()
    assert "县总站 1，联络站 5，联络点 5" in page
    assert "没有新建" in sign_in(staff(county.root)).post(url, follow=True).content.decode()


def test_a_township_creates_its_urban_station_in_the_form(tree, county, staff, sign_in):
    client = sign_in(staff(county.shitang))
    facts = {
        "kind": "urban",
        "name": "石塘镇城区联络站",
        "organising_area": county.shitang.pk,
        "location_area": county.lianhe.pk,
    }
    refused = client.post(reverse("places:station-create"), facts)
    assert "县城的街道" in refused.content.decode()
    assert not Station.objects.filter(name="石塘镇城区联络站").exists()
    done = client.post(reverse("places:station-create"), {**facts, "location_area": county.shishan.pk})
    assert done.status_code == 302
    assert Station.objects.get(name="石塘镇城区联络站").parent == tree.shitang


def test_the_keeper_edits_only_the_own_fields_of_the_form(tree, county, keeper, sign_in):
    client = sign_in(keeper(county.zhongshan))
    url = reverse("places:station-edit", args=[tree.zhongshan.pk])
    assert 'name="address"' not in client.get(url).content.decode()
    client.post(url, {"introduction": "进门左手", "radius": "200", "name": "改名", "address": "别处"})
    tree.zhongshan.refresh_from_db()
    assert (tree.zhongshan.introduction, tree.zhongshan.name, tree.zhongshan.address) == (
        "进门左手",
        "中山社区人大代表联络点",
        "",
    )


def test_closing_in_the_page(tree, county, staff, sign_in):
    client = sign_in(staff(county.chishi))
    url = reverse("places:station-close", args=[tree.urban.pk])
    client.post(url, {"reason": ""})
    tree.urban.refresh_from_db()
    assert tree.urban.is_active
    page = client.post(url, {"reason": "房屋到期"}, follow=True).content.decode()
    assert "本站已停用" in page
    assert "房屋到期" in page
    client.post(reverse("places:station-reopen", args=[tree.urban.pk]))
    tree.urban.refresh_from_db()
    assert tree.urban.is_active


def test_the_picture_is_for_those_who_see_the_code(world, county, staff, sign_in, client):
    url = reverse("codes:code-image", args=[world.code.pk, "png"])
    answer = sign_in(staff(county.fuyun)).get(f"{url}?download=1")
    assert answer["Content-Type"] == "image/png"
    assert "attachment" in answer["Content-Disposition"]
    assert sign_in(staff(county.yuanhe)).get(url).status_code == 404
    client.logout()
    assert client.get(url).status_code == 302


def test_the_media_folder_is_not_served(world, county, staff, sign_in):
    world.code.refresh_from_db()
    assert sign_in(staff(county.fuyun)).get(f"/media/{world.code.png.name}").status_code == 404


def test_making_printing_and_replacing_a_code_in_the_pages(tree, county, staff, sign_in):
    client = sign_in(staff(county.fuyun))
    client.post(reverse("codes:code-issue", args=["station", tree.fuyun.pk]))
    code = Code.objects.get(station=tree.fuyun)
    assert "正在制图" in client.get(code.manage_url).content.decode()
    tasks.render_code(code.pk)
    sheet = client.post(reverse("codes:code-print"), {"pk": [code.pk], "layout": "heart"}, follow=True)
    assert f"第{code.version}版 · 第1次印" in sheet.content.decode()
    assert code.url in sheet.content.decode()
    code.refresh_from_db()
    assert code.printed_at
    client.post(reverse("codes:code-reprint", args=[code.pk]), {"reason": "破损"})
    assert Code.objects.in_force().get(station=tree.fuyun).version == 2


def test_a_heart_card_says_where_the_deputy_receives(world, county, staff, sign_in):
    code = CodeFactory(deputy=world.deputy)
    tasks.render_code(code.pk)
    client = sign_in(staff(county.chishi))
    page = client.post(reverse("codes:code-print"), {"layout": "heart", "pk": [code.pk]}, follow=True)
    assert "中山社区人大代表联络点" in page.content.decode()
    assert world.deputy.phone not in page.content.decode()


def test_a_code_of_another_unit_is_not_printed(world, county, staff, sign_in):
    client = sign_in(staff(county.yuanhe))
    client.post(reverse("codes:code-print"), {"pk": [world.code.pk], "layout": "poster"})
    world.code.refresh_from_db()
    assert world.code.printed_at is None
    assert not PrintBatch.objects.exists()


def test_issuing_all_starts_a_job_for_the_own_stations(tree, county, staff, sign_in):
    client = sign_in(staff(county.fuyun))
    answer = client.post(reverse("codes:code-issue-all"))
    assert answer.status_code == 302
    job = staff(county.fuyun).jobs.model.objects.get()
    assert job.total == 3  # 浮云街道, 中山社区, 东门社区; not the guest from 赤石
    assert set(job.argument) == {"stations"}


def test_recording_by_hand_in_the_page(tree, county, keeper, serving, sign_in):
    deputy, client = serving(), sign_in(keeper(county.zhongshan))
    url = reverse("presence:check-in-record", args=[tree.zhongshan.pk])
    refused = client.post(url, {"deputy": deputy.pk, "reason": "忘了"}).content.decode()
    assert "真实到场时间" in refused
    client.post(url, {"deputy": deputy.pk})
    assert CheckIn.objects.get().deputy == deputy
    again = client.post(url, {"deputy": deputy.pk}, follow=True).content.decode()
    assert "没有重复登记" in again


def test_a_deputy_out_of_sight_is_not_listed_but_found_by_name(tree, county, keeper, serving, sign_in):
    stranger = serving(name="蓝远山", origin=county.shitang, residence=county.shishan)
    client, address = sign_in(keeper(county.zhongshan)), reverse("presence:check-in-record", args=[tree.zhongshan.pk])
    assert "蓝远山" not in client.get(address).content.decode()
    client.post(address, {"deputy": stranger.pk})
    assert not CheckIn.objects.exists()
    assert "没有“蓝近山”" in client.post(address, {"other": "蓝近山"}).content.decode()
    client.post(address, {"other": "蓝远山"})
    assert CheckIn.objects.get().deputy == stranger


def test_namesakes_are_told_apart_by_their_place(tree, county, keeper, serving, sign_in):
    one, other = serving(name="蓝远山", origin=county.shitang), serving(name="蓝远山", origin=county.chishi)
    client, address = sign_in(keeper(county.zhongshan)), reverse("presence:check-in-record", args=[tree.zhongshan.pk])
    asked = client.post(address, {"other": "蓝远山"}).content.decode()
    assert "蓝远山（石塘镇）" in asked
    assert "蓝远山（赤石乡）" in asked
    client.post(address, {"other": "蓝远山（石塘镇）"})
    assert CheckIn.objects.get().deputy == one != other


def test_an_activity_from_plan_to_paper_list(tree, county, staff, serving, sign_in):
    client = sign_in(staff(county.fuyun))
    starts = timezone.localtime() - timedelta(minutes=30)
    facts = {
        "title": "社区邻里日",
        "kind": "community",
        "organising_area": county.fuyun.pk,
        "station": tree.zhongshan.pk,
        "starts_at": f"{starts:%Y-%m-%dT%H:%M}",
        "ends_at": f"{starts - timedelta(hours=1):%Y-%m-%dT%H:%M}",
    }
    refused = client.post(reverse("activities:activity-create"), facts).content.decode()
    assert "结束时间应晚于开始时间" in refused
    facts["ends_at"] = f"{starts + timedelta(hours=2):%Y-%m-%dT%H:%M}"
    client.post(reverse("activities:activity-create"), facts)
    activity = Activity.objects.get()
    first, second = serving(), serving()
    page = client.post(
        reverse("presence:paper-list", args=[activity.pk]),
        {"at": facts["starts_at"], "reason": "依据纸质签到单", "deputies": [first.pk, second.pk]},
        follow=True,
    ).content.decode()
    assert "已补登 2 人" in page
    client.post(reverse("activities:activity-edit", args=[activity.pk]), {**facts, "title": "邻里节"})
    client.post(reverse("activities:activity-hold", args=[activity.pk]))
    activity.refresh_from_db()
    assert (activity.title, activity.state) == ("邻里节", ActivityState.HELD)


def test_cancelling_needs_a_reason_in_the_page(county, staff, sign_in):
    activity = ActivityFactory(organising_area=county.fuyun)
    client, url = sign_in(staff(county.fuyun)), reverse("activities:activity-cancel", args=[activity.pk])
    client.post(url, {"reason": " "})
    activity.refresh_from_db()
    assert activity.state == ActivityState.PLANNED
    client.post(url, {"reason": "台风"})
    activity.refresh_from_db()
    assert (activity.state, activity.cancel_reason) == (ActivityState.CANCELLED, "台风")


def test_undoing_in_the_page_keeps_the_record(world, county, staff, sign_in):
    page = sign_in(staff(county.fuyun)).post(
        reverse("presence:check-in-undo", args=[world.check_in.pk]), {"reason": "记错人"}, follow=True
    )
    assert "记错人" in page.content.decode()
    assert CheckIn.objects.count() == 1


def test_a_deputy_sees_the_own_check_ins_and_no_register(world, deputy_user, tree, sign_in):
    user = deputy_user()
    workflow.check_in(world.code, by=user, nonce="n1")
    client = sign_in(user)
    page = client.get(reverse("presence:my-duties")).content.decode()
    assert page.count("中山社区人大代表联络点") == 1
    assert client.get(reverse("presence:scan")).status_code == 200
    for name in ("places:station-list", "codes:code-list", "presence:check-in-list", "activities:activity-list"):
        assert client.get(reverse(name)).status_code == 403


def test_administrators_see_no_business(world, county, appoint, sign_in):
    client = sign_in(appoint(Role.SYSTEM_ADMIN, county.root))
    assert client.get(reverse("places:station-list")).status_code == 403
    assert client.get(world.station.get_absolute_url()).status_code == 403


def test_the_file_of_a_deputy_shows_check_ins_and_makes_the_code(world, county, staff, sign_in):
    client, deputy = sign_in(staff(county.chishi)), world.deputy
    page = client.get(deputy.get_absolute_url()).content.decode()
    assert "近一年签到 <strong>1</strong> 次" in page
    assert "制作代表码" in page
    client.post(reverse("codes:code-issue", args=["deputy", deputy.pk]))
    assert (
        Code.objects.in_force().get(deputy=deputy).manage_url in client.get(deputy.get_absolute_url()).content.decode()
    )
    assert sign_in(staff(county.yuanhe)).get(deputy.get_absolute_url()).status_code == 404
