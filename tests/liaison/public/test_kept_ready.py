"""Public pages that are kept ready: the same for all who have no session, never older than the database."""

import gzip
import re
import threading
import time

import pytest
from django.conf import settings
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from deputies.mandates.models import Mandate
from liaison.concerns import guard
from liaison.public.views import landing
from stations.places.models import Station
from tests.factories.areas import make_county
from tests.factories.deputies import DeputyFactory, MandateFactory
from tests.factories.stations import ActivityFactory, CodeFactory, make_tree
from tests.kit.sessions import session_of
from yunhe.accounts.enums import Role
from yunhe.web.ready import questions

pytestmark = pytest.mark.django_db(transaction=True)
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([A-Za-z0-9]{64})"')


@pytest.fixture
def county():
    return make_county()


@pytest.fixture
def tree(county):
    return make_tree(county)


@pytest.fixture
def code(tree):
    return CodeFactory(station=tree.zhongshan)


@pytest.fixture(autouse=True)
def one_minute(monkeypatch):
    """All of a test in the same minute: a page that is built anew because the clock went on would say nothing."""
    now = time.time()
    monkeypatch.setattr("yunhe.web.ready.middleware.time.time", lambda: now)


@pytest.fixture
def visit():
    """Return a function that opens an address as somebody who has never been here, in the same process."""
    server = Client()

    def open_(path, **headers):
        server.cookies.clear()
        return server.get(path, **headers)

    return open_


def text(answer) -> str:
    return answer.content.decode()


def without_tokens(answer) -> str:
    return TOKEN.sub("", text(answer))


def asked_for(work) -> list[str]:
    """Return the statements of `work`."""
    with CaptureQueriesContext(connection) as sent:
        work()
    return [query["sql"] for query in sent.captured_queries]


@pytest.mark.parametrize("page", ["", "/concern/"])
def test_the_second_visitor_gets_the_page_of_the_first_for_one_question(code, visit, page):
    path = f"/c/{code.token}{page}"
    first = visit(path)
    assert first.status_code == 200
    second = []
    asked = asked_for(lambda: second.append(visit(path)))
    assert [sql.split()[0] for sql in asked] == ["PREPARE", "EXECUTE"]
    assert [sql.split()[0] for sql in asked_for(lambda: visit(path))] == ["EXECUTE"]
    assert without_tokens(second[0]) == without_tokens(first)
    for header in ("Content-Security-Policy", "Permissions-Policy", "X-Frame-Options", "Content-Type"):
        assert second[0].headers[header] == first.headers[header]
    assert "geolocation=(self)" in second[0].headers["Permissions-Policy"] or page


@pytest.mark.parametrize("page", ["", "/concern/"])
def test_what_changes_is_on_the_page_of_the_very_next_visitor(code, visit, page):
    path = f"/c/{code.token}{page}"
    visit(path)
    before = text(visit(path))
    assert "改了名的联络点" not in before
    if page:
        area = code.station.location_area
        type(area).objects.filter(pk=area.pk).update(name="改了名的联络点")
    else:
        Station.objects.filter(pk=code.station_id).update(name="改了名的联络点")
    assert "改了名的联络点" in text(visit(path))


def test_a_deputy_who_no_longer_serves_is_gone_at_once(county, tree, visit):
    deputy = DeputyFactory(origin=county.chishi, residence=county.zhongshan, name="柳如烟")
    MandateFactory(deputy=deputy)
    path = f"/c/{CodeFactory(deputy=deputy).token}"
    assert "柳如烟" in text(visit(path))
    assert "柳如烟" in text(visit(path))
    Mandate.objects.filter(deputy=deputy).update(ended_on=timezone.localdate(), end_reason="resigned")
    assert "目前没有在任" in text(visit(path))


def test_an_activity_that_is_cancelled_says_so_at_once(county, visit):
    activity = ActivityFactory(organising_area=county.fuyun)
    path = f"/c/{CodeFactory(activity=activity).token}"
    assert visit(path).status_code == visit(path).status_code == 200
    type(activity).objects.filter(pk=activity.pk).update(state="cancelled", cancel_reason="下雨")
    assert "活动已取消" in text(visit(path))


def test_a_revoked_code_is_not_shown_from_what_is_kept(code, visit):
    path = f"/c/{code.token}"
    assert visit(path).status_code == visit(path).status_code == 200
    type(code).objects.filter(pk=code.pk).update(revoked_at=timezone.now(), revoked_by="人大干事", revoke_reason="换新")
    assert visit(path).status_code == 410


def test_each_visitor_has_a_form_token_of_their_own_that_is_taken(code):
    path = f"/c/{code.token}/concern/"
    server = Client(enforce_csrf_checks=True)
    server.get(path)
    tokens, cookies = set(), set()
    for _ in range(2):
        server.cookies.clear()
        shown = server.get(path)
        token = TOKEN.search(text(shown)).group(1)
        tokens.add(token)
        cookies.add(server.cookies[settings.CSRF_COOKIE_NAME].value)
        facts = {"text": "楼道灯坏了请修一修", "category": "housing", "step": "subject", "csrfmiddlewaretoken": token}
        assert 'name="ticket"' in text(server.post(path, facts, follow=True))
    assert len(tokens) == len(cookies) == 2
    server.cookies.clear()
    assert server.post(path, facts).status_code == 403  # a token without its cookie


def test_who_is_signed_in_gets_a_page_of_their_own(county, code, appoint):
    deputy = DeputyFactory(
        origin=county.chishi, residence=county.zhongshan, user=appoint(Role.DEPUTY, county.chishi), name="柳如烟"
    )
    MandateFactory(deputy=deputy)
    server, path = Client(), f"/c/{code.token}"
    assert "登录签到" in text(server.get(path))
    server.cookies.clear()
    server.cookies[settings.SESSION_COOKIE_NAME] = session_of(deputy.user)
    mine = text(server.get(path))
    assert "柳如烟代表，点一下就好" in mine
    server.cookies.clear()
    assert "点一下就好" not in text(server.get(path))


def test_any_other_cookie_or_a_question_mark_is_answered_by_the_view(code, visit):
    path = f"/c/{code.token}"
    visit(path)
    server = Client()
    server.get(path)
    server.cookies.clear()
    server.cookies["device"] = "x"
    assert not any("md5" in sql or "EXECUTE" in sql for sql in asked_for(lambda: server.get(path)))
    server.cookies.clear()
    assert not any("md5" in sql or "EXECUTE" in sql for sql in asked_for(lambda: server.get(f"{path}?from=chat")))


def test_through_a_pooler_nothing_is_prepared(code, visit, monkeypatch):
    monkeypatch.setitem(settings.DATABASES["default"], "DISABLE_SERVER_SIDE_CURSORS", True)
    path = f"/c/{code.token}"
    visit(path)
    assert [sql.split("(")[0] for sql in asked_for(lambda: visit(path))] == ["SELECT md5"]


def test_a_connection_keeps_few_statements(code, visit, monkeypatch):
    monkeypatch.setattr(questions, "PLANNED_AT_MOST", 1)
    for page in ("", "/concern/"):
        visit(f"/c/{code.token}{page}")
        asked = asked_for(lambda page=page: visit(f"/c/{code.token}{page}"))
    assert [sql.split()[0] for sql in asked] == ["PREPARE", "DEALLOCATE", "EXECUTE"]


def test_the_large_type_is_kept_beside_the_usual_one(code):
    server, path = Client(), f"/c/{code.token}"
    for _ in range(2):
        server.cookies.clear()
        assert "large-type-on" not in text(server.get(path))
        server.cookies["large_type"] = "1"
        assert "large-type-on" in text(server.get(path))


def test_every_opening_is_counted_also_of_the_page_that_is_kept(code, visit, monkeypatch):
    sent = []
    monkeypatch.setattr(landing.count_scan, "apply_async", lambda args, **_: sent.append(args))
    for _ in range(3):
        visit(f"/c/{code.token}")
    visit(f"/c/{code.token}", headers={"User-Agent": "MicroMessenger"})
    assert [facts[0] for facts in sent] == [code.pk] * 4
    assert [facts[3] for facts in sent] == ["other", "other", "other", "wechat"]
    assert len({facts[4] for facts in sent}) == 4


def test_who_opens_the_form_too_often_is_stopped_and_others_are_not(code, visit, monkeypatch):
    monkeypatch.setitem(guard.LIMITS, "opens_a_minute", 3)
    path = f"/c/{code.token}/concern/"
    here = [visit(path, REMOTE_ADDR="203.0.113.77").status_code for _ in range(5)]
    assert here[:3] == [200, 200, 200]
    assert here[4] == 429
    assert visit(path, REMOTE_ADDR="203.0.113.78").status_code == 200


def test_the_packed_page_is_the_page(code, visit):
    path = f"/c/{code.token}/concern/"
    visit(path)
    plain = visit(path)
    packed = visit(path, headers={"Accept-Encoding": "gzip, br"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert len(packed.content) < len(plain.content) / 2
    assert TOKEN.sub("", gzip.decompress(packed.content).decode()) == without_tokens(plain)


def test_a_browser_that_holds_the_page_is_told_so_until_it_changes(code):
    server, path = Client(), f"/c/{code.token}"
    server.get(path)
    tag = server.get(path).headers["ETag"]
    same = server.get(path, headers={"If-None-Match": tag})
    assert (same.status_code, same.content) == (304, b"")
    assert "private" in same.headers["Cache-Control"]
    Station.objects.filter(pk=code.station_id).update(name="改了名的联络点")
    assert server.get(path, headers={"If-None-Match": tag}).status_code == 200
    server.cookies.clear()  # another visitor: the form token in that page would not be theirs
    server.get(path)
    assert server.get(path, headers={"If-None-Match": tag}).status_code == 200


def test_what_the_clock_changes_is_shown_from_the_next_minute_on(code, visit, monkeypatch):
    path = f"/c/{code.token}"
    visit(path)
    later = time.time() + 60
    monkeypatch.setattr("yunhe.web.ready.middleware.time.time", lambda: later)
    assert asked_for(lambda: visit(path))[-2].startswith("SELECT md5")  # built anew, and the mark taken
    assert asked_for(lambda: visit(path))[-1].startswith("EXECUTE")


def test_a_change_while_the_page_is_built_is_not_kept_out(code, visit, monkeypatch):
    path, built = f"/c/{code.token}", landing.landing.station_page

    def change_meanwhile(station):
        page = built(station)

        def change():
            Station.objects.filter(pk=station.pk).update(name="改了名的联络点")
            connection.close()

        other = threading.Thread(target=change)
        other.start()
        other.join()
        return page

    monkeypatch.setattr(landing.landing, "station_page", change_meanwhile)
    assert "改了名的联络点" not in text(visit(path))
    monkeypatch.setattr(landing.landing, "station_page", built)
    assert "改了名的联络点" in text(visit(path))


def test_where_the_mark_cannot_be_asked_for_the_view_answers(code, visit, monkeypatch):
    path = f"/c/{code.token}"
    visit(path)

    def away(*arguments):
        raise OperationalError("away")

    monkeypatch.setattr("yunhe.web.ready.middleware.mark_again", away)
    assert "联络点" in text(visit(path))
    monkeypatch.setattr("yunhe.web.ready.middleware.transaction.atomic", away)
    assert "联络点" in text(visit(path))
