"""The auditor's pages: only the auditor, only the own county, nothing changes, reading out is recorded."""

import pytest
from django.urls import reverse

from yunhe.accounts.enums import Role
from yunhe.areas.enums import AreaKind
from yunhe.areas.workflow import create_area
from yunhe.audit.models import AuditEvent
from yunhe.audit.record import record, record_view
from yunhe.trail.queries import history_of, views_of

LIST = "/audit/"


@pytest.fixture
def auditor(county, appoint):
    return appoint(Role.AUDITOR, county.root, name="审计员")


@pytest.mark.parametrize("role", [role for role in Role if role != Role.AUDITOR])
def test_nobody_but_the_auditor_reads_the_trail(county, appoint, sign_in, role):
    client = sign_in(appoint(role, county.root))
    event = record("tests.one", "一")
    for url in (LIST, f"/audit/{event.pk}/", "/audit/verify/"):
        assert client.get(url).status_code == 403
        assert client.post(url, {"export": "csv"}).status_code in {403, 405}


def test_the_auditor_finds_events_by_each_filter(county, auditor, sign_in, staff):
    clerk = staff(county.fuyun, name="王干事", username="fuyun")
    record("deputies.edit_deputy", "修改代表", county.shuanglin, by=clerk, areas=[county.fuyun])
    record("accounts.sign_in_failed", "登录失败", actor="未知登录名 n***", succeeded=False)
    client = sign_in(auditor)

    def labels(query):
        return {row.verb_label for row in client.get(f"{LIST}?{query}").context["listing"].page.rows}

    assert labels("") == {"修改代表", "登录失败"}
    assert labels("actor=王干事") == {"修改代表"}
    assert labels("kind=accounts") == {"登录失败"}
    assert labels("kind=view") == set()
    assert labels("succeeded=false") == {"登录失败"}
    assert labels("object_label=双林") == {"修改代表"}
    assert labels("since=2020-01-01&until=2020-12-31") == set()
    assert labels("ip=127") == set()
    assert labels("q=王干事") == {"修改代表"}
    assert labels("since=nonsense&ip=%25%27") <= {"修改代表", "登录失败"}


def test_another_county_is_out_of_sight(county, auditor, sign_in):
    elsewhere = create_area(name="景宁县", kind=AreaKind.COUNTY)
    hidden = record("tests.there", "外县", elsewhere, areas=[elsewhere])
    shown = record("tests.here", "本县", county.fuyun, areas=[county.fuyun])
    client = sign_in(auditor)
    assert [row.pk for row in client.get(LIST).context["listing"].page.rows] == [shown.pk]
    assert client.get(f"/audit/{hidden.pk}/").status_code == 404
    assert client.get(f"/audit/{shown.pk}/").status_code == 200


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_reading_out_is_recorded(county, auditor, sign_in, kind):
    record("tests.one", "=1+1", county.fuyun, areas=[county.fuyun])
    response = sign_in(auditor).post(LIST, {"export": kind})
    assert response.status_code == 200
    if kind == "csv":
        assert "'=1+1" in response.content.decode("utf-8-sig")
    event = AuditEvent.objects.get(verb="web.export_list")
    assert event.actor_id == auditor.pk
    assert event.changes["行数"] == [None, 1]


def test_verifying_from_the_page_says_what_it_found_and_is_recorded(auditor, sign_in):
    client = sign_in(auditor)
    assert "开始校验" in client.get("/audit/verify/").content.decode()
    assert not AuditEvent.objects.exists()
    assert "审计链完好" in client.post("/audit/verify/").content.decode()
    assert AuditEvent.objects.get().verb == "audit.verify"


def test_no_address_changes_or_deletes_an_event(auditor, sign_in):
    event = record("tests.one", "一")
    client = sign_in(auditor)
    for method in ("post", "put", "patch", "delete"):
        assert getattr(client, method)(f"/audit/{event.pk}/").status_code == 405
    from yunhe.trail.urls import urlpatterns  # read here, because it is the subject of the test

    assert {pattern.name for pattern in urlpatterns} == {"event-list", "event-detail", "chain-verify"}


def test_fifty_events_cost_no_more_queries_than_one(county, auditor, sign_in, django_assert_num_queries):
    client = sign_in(auditor)
    record("tests.one", "一", county.fuyun)
    client.get(LIST)
    with django_assert_num_queries(7):
        client.get(f"{LIST}?size=100")
    for n in range(50):
        record(f"tests.n{n}", "多", county.fuyun)
    with django_assert_num_queries(7):
        client.get(f"{LIST}?size=100")


def test_a_refusal_is_recorded_with_its_reason(county, staff, sign_in):
    clerk = staff(county.fuyun)
    assert sign_in(clerk).get(reverse("trail:event-list")).status_code == 403
    event = AuditEvent.objects.get()
    assert (event.verb, event.actor_id, event.succeeded) == ("web.refuse", clerk.pk, False)
    assert "审计管理员" in event.reason
    assert event.changes["页面"] == [None, "trail:event-list"]


class TestHistory:
    """What happened to one thing, for those who may see the thing."""

    def test_holds_what_concerns_the_own_side(self, county, staff):
        thing = county.shuanglin
        record("tests.both", "双方", thing, areas=[county.chishi, county.zhongshan], changes={"住址": ["甲＊", "乙＊"]})
        record("tests.before", "前一段", thing, areas=[county.yuanhe, county.shitang], succeeded=False, reason="不符")
        record("tests.none", "无区划", thing)
        record("tests.other", "别的", county.lianhe, areas=[county.fuyun])
        seen = [event["title"] for event in history_of(thing, staff(county.fuyun))]
        assert seen == ["无区划", "双方"]
        assert [event["title"] for event in history_of(thing, staff(county.root))] == ["无区划", "前一段", "双方"]
        newest = history_of(thing, staff(county.chishi))[1]
        assert newest["text"] == "住址：甲＊ → 乙＊"

    def test_who_looked_is_kept_apart(self, county, staff):
        clerk = staff(county.chishi, name="李干事", username="chishi")
        record_view(county.shuanglin, "手机", by=clerk, areas=[county.chishi])
        assert history_of(county.shuanglin, clerk) == []
        assert [(e["title"], e["by"]) for e in views_of(county.shuanglin, clerk)] == [("查看手机", "李干事（chishi）")]

    def test_is_one_query(self, county, staff, django_assert_num_queries):
        clerk = staff(county.chishi)
        for n in range(40):
            record(f"tests.n{n}", "多", county.shuanglin, areas=[county.chishi])
        history_of(county.shuanglin, clerk)
        with django_assert_num_queries(1):
            assert len(history_of(county.shuanglin, clerk)) == 30
