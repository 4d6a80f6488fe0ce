"""Where a dead code leads: every case of the routing, what a voter reads, and what goes along with a moving deputy."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from liaison.public.routing import distance, lead_of, nearest_open
from liaison.registration.handover.mechanism import Departure
from liaison.registration.handover.postings import hand_over, items_of
from stations.codes import workflow
from stations.places import workflow as keeping
from stations.places import workflow as places_workflow
from stations.places.hours_rules import Span
from stations.places.models import Posting
from tests.factories.deputies import DeputyFactory, MandateFactory
from tests.factories.stations import ActivityFactory, CodeFactory, make_tree
from yunhe.kit.refusals import Refused

NOON = datetime(2026, 11, 25, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))  # a Wednesday morning
MORNING = [Span(time(8, 30), time(11, 30))]
EVENING = [Span(time(18), time(20))]


@pytest.fixture
def tree(county):
    return make_tree(county)


@pytest.fixture
def opens(county, staff):
    """Return a function (station, spans) that sets its Wednesday hours."""

    def make(station, spans):
        return keeping.set_hours(station, by=staff(county.root), days={3: spans})

    return make


@pytest.fixture
def resident(county):
    """A deputy of 赤石 who lives in 中山社区."""
    deputy = DeputyFactory(origin=county.chishi, residence=county.zhongshan, name="柳如烟")
    MandateFactory(deputy=deputy)
    return deputy


def names(lead):
    return [station.name for station in lead.stations]


def revoke(code, county, staff):
    return workflow.revoke_code(code, by=staff(county.root), reason="遗失")


def test_what_stands_leads_nowhere_else(tree, county, resident):
    activity = ActivityFactory(organising_area=county.fuyun)
    for facts in ({"station": tree.zhongshan}, {"deputy": resident}, {"activity": activity}):
        assert lead_of(CodeFactory(**facts)) is None


def test_an_unknown_code_leads_to_the_stations_of_the_units(tree):
    lead = lead_of(None)
    assert lead.heading == "没有找到这个码"
    assert len(lead.stations) == 6


@pytest.mark.parametrize("subject", ["station", "deputy", "activity"])
def test_a_replaced_code_leads_to_the_new_one(tree, county, staff, resident, subject):
    things = {"station": tree.zhongshan, "deputy": resident, "activity": ActivityFactory(organising_area=county.fuyun)}
    old = CodeFactory(**{subject: things[subject]})
    new = workflow.reprint_code(old, by=staff(county.fuyun), reason="破损")
    old.refresh_from_db()
    lead = lead_of(old)
    assert (lead.heading, lead.newer_url) == ("这个码已经停用", new.get_absolute_url())
    assert lead.stations


def test_a_revoked_station_code_leads_to_the_station_itself(tree, county, staff):
    code = revoke(CodeFactory(station=tree.zhongshan), county, staff)
    assert names(lead_of(code)) == [tree.zhongshan.name, tree.fuyun.name]
    assert lead_of(code).newer_url == ""


def test_a_revoked_deputy_code_leads_to_where_the_deputy_is_found(tree, county, staff, resident):
    code = revoke(CodeFactory(deputy=resident), county, staff)
    assert names(lead_of(code))[0] == tree.zhongshan.name


@pytest.mark.parametrize("how", ["ended", "suspended"])
def test_a_deputy_who_no_longer_serves_leads_to_the_district_and_the_nearest_open_station(
    tree, county, resident, opens, how
):
    opens(tree.zhongshan, EVENING)
    opens(tree.fuyun, MORNING)
    opens(tree.shishan, MORNING)
    if how == "ended":
        resident.mandates.update(ended_on="2026-01-01", end_reason="resigned")
    else:
        resident.mandates.update(suspension="detained")
    lead = lead_of(CodeFactory(deputy=resident), NOON)
    assert lead.heading == "该代表目前没有在任"
    assert names(lead) == [tree.chishi.name, tree.fuyun.name], "中山社区 is nearer, but shut at ten"
    assert "羁押" not in lead.sentence + lead.heading


def test_a_replaced_code_of_a_deputy_out_of_office_does_not_lead_to_the_new_code(tree, county, staff, resident):
    old = CodeFactory(deputy=resident)
    workflow.reprint_code(old, by=staff(county.fuyun), reason="破损")
    old.refresh_from_db()
    resident.mandates.update(suspension="detained")
    assert lead_of(old).newer_url == ""


def test_without_hours_a_deputy_out_of_office_leads_to_the_district_alone(tree, resident):
    resident.mandates.update(ended_on="2026-01-01", end_reason="resigned")
    assert names(lead_of(CodeFactory(deputy=resident), NOON)) == [tree.chishi.name]


def test_a_closed_station_leads_up_and_to_the_nearest_open_one(tree, county, staff, opens):
    opens(tree.shishan, MORNING)
    code = CodeFactory(station=tree.zhongshan)
    places_workflow.close_station(tree.zhongshan, by=staff(county.fuyun), reason="与东门合并")
    code.station.refresh_from_db()
    lead = lead_of(code, NOON)
    assert names(lead) == [tree.fuyun.name, tree.main.name, tree.shishan.name]
    assert "与东门合并" in lead.sentence


def test_a_cancelled_activity_leads_to_its_station_and_the_next(tree, county):
    facts = {"organising_area": county.fuyun, "station": tree.zhongshan}
    off = ActivityFactory(**facts, state="cancelled", cancel_reason="台风")
    later = ActivityFactory(**facts, starts_at=timezone.now() + timedelta(days=9))
    sooner = ActivityFactory(**facts, starts_at=timezone.now() + timedelta(days=2))
    code = CodeFactory(activity=sooner)
    lead = lead_of(CodeFactory(activity=off))
    assert names(lead) == [tree.zhongshan.name]
    assert lead.activities == [(sooner, code.get_absolute_url()), (later, "")]


def test_a_revoked_code_of_an_activity_that_is_over_leads_on_too(tree, county, staff):
    over = ActivityFactory(organising_area=county.fuyun, starts_at=timezone.now() - timedelta(days=3))
    code = revoke(CodeFactory(activity=over), county, staff)
    coming = ActivityFactory(organising_area=county.fuyun, starts_at=timezone.now() + timedelta(days=2))
    lead = lead_of(code)
    assert (names(lead), [one for one, _ in lead.activities]) == ([tree.fuyun.name], [coming])


def test_an_activity_that_is_over_says_so_and_names_the_next(client, tree, county):
    over = ActivityFactory(
        organising_area=county.fuyun, station=tree.zhongshan, starts_at=timezone.now() - timedelta(days=3)
    )
    ActivityFactory(title="下月邻里日", organising_area=county.fuyun, starts_at=timezone.now() + timedelta(days=30))
    page = client.get(CodeFactory(activity=over).get_absolute_url())
    assert page.status_code == 200
    for words in ("活动已经结束", "下月邻里日", tree.zhongshan.name):
        assert words in page.content.decode()


@pytest.mark.parametrize(
    ("one", "other", "steps"),
    [
        ("zhongshan", "zhongshan", 0),
        ("zhongshan", "fuyun", 0),
        ("zhongshan", "dongmen", 1),
        ("zhongshan", "shishan", 2),
        ("zhongshan", "shuanglin", 3),
    ],
)
def test_how_far_areas_are_apart(county, one, other, steps):
    for area in (county.zhongshan, county.shishan):
        area.in_county_town = True
    assert distance(getattr(county, one), getattr(county, other)) == steps
    assert distance(getattr(county, other), getattr(county, one)) == steps


def test_when_all_are_shut_the_one_that_opens_first(tree, county, opens):
    opens(tree.shishan, EVENING)
    opens(tree.zhongshan, [Span(time(19), time(20))])
    assert nearest_open(county.zhongshan, NOON) == tree.shishan
    assert nearest_open(county.zhongshan, NOON, without=tree.shishan) == tree.zhongshan


def test_the_public_page_is_live(client, tree, county, staff, resident):
    by = staff(county.chishi)
    keeping.set_hours(
        tree.urban, by=by, days={day: [Span(time(0, 0), time(23, 59))] for day in range(1, 8)}, keeps_holidays=False
    )
    keeping.add_exception(tree.urban, by=by, on=timezone.localdate() + timedelta(days=3), note="停电检修")
    keeping.save_staff(tree.urban, by=by, name="雷小兰", phone="0578-5120001", phone_is_public=True)
    keeping.save_staff(tree.urban, by=by, name="蓝建国", phone="0578-5120002")
    keeping.set_rules(tree.urban, by=by, rules="1. 按时开门。")
    keeping.post_deputies(tree.urban, [resident], by=by, begins_on=timezone.localdate())
    page = client.get(CodeFactory(station=tree.urban).get_absolute_url()).content.decode()
    for words in (
        "现在开放，23:59 关门", "停电检修", "雷小兰", "0578-5120001", "蓝建国", "按时开门", "驻站代表", "柳如烟",
        "赤石乡主办，设在浮云街道中山社区", "代表到站",
    ):  # fmt: skip
        assert words in page
    assert "0578-5120002" not in page


def departure(county, deputy, **facts):
    known = {"deputy": deputy, "left": county.fuyun, "goes_to": county.shishan, "reason": "moved_on"}
    return Departure(**{**known, "on": timezone.localdate(), **facts})


def test_postings_go_along_with_a_file_that_moves_on(tree, county, staff, resident):
    by = staff(county.root)
    for station in (tree.zhongshan, tree.shishan):
        keeping.post_deputies(station, [resident], by=by, begins_on=timezone.localdate())
    leaving = departure(county, resident)
    here, there = items_of(leaving)
    assert [choice.value for choice in here.choices] == ["end", "keep"]
    assert [choice.value for choice in there.choices] == ["keep", "end"]
    assert hand_over(leaving, here.key, "end", by) == f"结束驻{tree.zhongshan}"
    assert "继续驻" in hand_over(leaving, there.key, "keep", by)
    with pytest.raises(Refused, match="刚刚结束"):
        hand_over(leaving, here.key, "end", by)
    assert Posting.objects.open().get().station == tree.shishan


def test_nothing_stays_with_a_deputy_without_a_mandate(tree, county, staff, resident):
    keeping.post_deputies(tree.shishan, [resident], by=staff(county.root), begins_on=timezone.localdate())
    (item,) = items_of(departure(county, resident, goes_to=None, serves_on=False))
    assert [choice.value for choice in item.choices] == ["end"]
