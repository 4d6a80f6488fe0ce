"""Gaps of the tree: each is shown with the form that closes it, and is gone when the form has been sent."""

from datetime import time

import pytest
from django.urls import reverse
from django.utils import timezone

from stations.places import tasks, workflow
from stations.places import workflow as stations
from stations.places.hours_rules import Span
from stations.places.models import Station
from stations.places.queries import node_of, station_tree
from tests.factories.stations import CodeFactory
from yunhe.accounts.enums import Role
from yunhe.audit.models import AuditEvent
from yunhe.kit.refusals import Denied
from yunhe.notices.models import Notice


def labels(station):
    return [gap.label for gap in node_of(Station.objects.get(pk=station.pk)).gaps]


def test_every_gap_of_a_point_leads_to_a_page_that_opens_and_closes_by_its_form(
    tree, county, staff, keeper, serving, sign_in
):
    point, by = tree.zhongshan, staff(county.fuyun)
    client = sign_in(by)
    gaps = node_of(point).gaps
    assert [gap.label for gap in gaps] == ["无负责人账号", "无联络员", "无地址", "无开放时间", "无驻站代表", "无码"]
    tree_page = client.get(reverse("places:station-list")).content.decode()
    for gap in gaps:
        assert f'href="{gap.url}"' in tree_page
        assert client.get(gap.url).status_code == 200, gap.label
    keeper(county.zhongshan)
    assert labels(point) == ["无地址", "无开放时间", "无驻站代表", "无码"]
    stations.edit_station(point, by=by, address="示例路1号")
    workflow.set_hours(point, by=by, days={1: [Span(time(9), time(11))]})
    workflow.post_deputies(point, [serving()], by=by, begins_on=timezone.localdate())
    CodeFactory(station=point)
    assert labels(point) == []


def test_a_closed_station_has_no_gaps(tree, county, staff):
    stations.close_station(tree.zhongshan, by=staff(county.fuyun), reason="搬走")
    assert labels(tree.zhongshan) == []


@pytest.mark.parametrize("gap", ["hours", "posting"])
def test_the_figures_above_open_the_stations_behind_them(tree, county, staff, serving, sign_in, gap):
    by = staff(county.fuyun)
    workflow.set_hours(tree.zhongshan, by=by, days={1: [Span(time(9), time(11))]})
    workflow.post_deputies(tree.zhongshan, [serving()], by=by, begins_on=timezone.localdate())
    counts = station_tree(by).counts
    assert (counts["without_hours"], counts["without_posting"]) == (3, 3)  # 浮云街道, 东门社区, the guest from 赤石
    page = sign_in(by).get(reverse("places:station-list"), {"gap": gap}).content.decode()
    assert "中山社区人大代表联络点" not in page
    assert "找到 <strong>3</strong> 个站点" in page


def test_a_branch_adds_up_its_stations(tree, county, staff, serving):
    by = staff(county.fuyun)
    workflow.post_deputies(tree.zhongshan, [serving(), serving()], by=by, begins_on=timezone.localdate())
    branch = next(one for one in station_tree(staff(county.root)).branches if one.unit == county.fuyun)
    assert (branch.postings, branch.recent) == (2, 0)


def test_a_unit_without_a_station_is_named_with_the_way_to_build_it(tree, county, staff, sign_in):
    Station.objects.filter(organising_area=county.zone).delete()
    page = sign_in(staff(county.root)).get(reverse("places:station-list")).content.decode()
    assert "经开区还没有联络站" in page
    url = f"{reverse('places:station-create')}?kind=area&amp;organising_area={county.zone.pk}&amp;location_area={county.zone.pk}"
    assert url in page
    form = sign_in(staff(county.root)).get(url.replace("&amp;", "&")).content.decode()
    assert f'value="{county.zone.pk}" selected' in form


def test_asking_for_a_keepers_account_tells_the_system_administrator_once(tree, county, staff, appoint, sign_in):
    admin = appoint(Role.SYSTEM_ADMIN, county.root)
    by = staff(county.fuyun)
    url = reverse("places:keeper-ask", args=[tree.zhongshan.pk])
    assert sign_in(by).post(url, {"name": ""}).status_code == 200
    sign_in(by).post(url, {"name": "雷小兰", "note": "社区副书记"})
    event = AuditEvent.objects.get(verb="stations.ask_keeper")
    assert event.reason == "雷小兰（社区副书记）"
    assert tasks.tell_of_keeper_request(event.pk) == 1
    assert tasks.tell_of_keeper_request(event.pk) == 0
    notice = Notice.objects.get()
    assert (notice.recipient, notice.url) == (admin, reverse("accounts:user-create"))
    assert "雷小兰" in notice.body
    assert sign_in(admin).get(notice.url).status_code == 200


def test_who_may_ask_for_a_keeper(tree, county, staff, keeper):
    with pytest.raises(Denied, match="只有村社联络点"):
        workflow.ask_keeper(tree.fuyun, by=staff(county.fuyun), name="甲")
    with pytest.raises(Denied, match="主办"):
        workflow.ask_keeper(tree.zhongshan, by=staff(county.yuanhe), name="甲")
    keeper(county.zhongshan)
    with pytest.raises(Denied, match="已有负责人账号"):
        workflow.ask_keeper(tree.zhongshan, by=staff(county.fuyun), name="甲")
    assert tasks.tell_of_keeper_request(999_999) == 0
