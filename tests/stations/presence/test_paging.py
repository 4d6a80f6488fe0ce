"""A register that grows by the day is read by key: nothing left out, nothing twice, and counted no further than anybody cares."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from stations.presence.models import CheckIn
from stations.presence.tables import CheckInListing
from tests.factories.deputies import DeputyFactory
from tests.factories.stations import CheckInFactory, make_tree
from tests.kit.same_cost import questions_of, same_cost
from yunhe.kit import pager
from yunhe.web.lists import newest

LIST = "/stations/check-ins/"
NOON = datetime(2026, 3, 2, 4, tzinfo=UTC)


@pytest.fixture
def many(monkeypatch):
    """Let a list of three rows count as long."""
    monkeypatch.setattr(newest, "FEW", 2)
    monkeypatch.setattr(pager, "FEW", 2)


@pytest.fixture
def scene(county, cast, sign_in):
    """A deputy, the station of 浮云 and the page of the county office."""
    tree = make_tree(county)
    deputy = DeputyFactory(origin=county.chishi, residence=county.zhongshan)
    page = sign_in(cast["county"])

    def come(*moments):
        rows = [CheckInFactory.build(deputy=deputy, station=tree.fuyun, at=at) for at in moments]
        return CheckIn.objects.bulk_create(rows)

    return come, page


def walk(page, way="earlier", start=""):
    """Return the keys of all pages from the newest on, page by page."""
    found, key = [], start
    while True:
        name = "before" if way == "earlier" else "after"
        shown = page.get(LIST, {"size": "20", **({name: key} if key else {})}).context["listing"].page
        found.append([row.pk for row in shown.rows])
        key = getattr(shown, way)
        if not key:
            return found


def test_rows_of_one_moment_are_neither_lost_nor_shown_twice_across_a_border(scene, many):
    come, page = scene
    rows = come(*[NOON] * 45)
    assert walk(page) == [[row.pk for row in rows[::-1]][start : start + 20] for start in (0, 20, 40)]


def test_the_way_back_shows_the_same_pages(scene, many):
    come, page = scene
    come(*[NOON - timedelta(hours=number // 3) for number in range(50)])
    there = walk(page)
    last = CheckIn.objects.get(pk=there[-1][0])
    back = walk(page, "later", pager.key_text(last, "at"))
    assert back == there[:-1][::-1]


def test_a_row_that_goes_between_two_pages_moves_no_other(scene, many):
    come, page = scene
    rows = come(*[NOON - timedelta(hours=number) for number in range(30)])
    first = page.get(LIST, {"state": "standing", "size": "20"}).context["listing"].page
    CheckIn.objects.filter(pk=rows[3].pk).update(undone_at=timezone.now(), undo_reason="误签")
    second = page.get(LIST, {"state": "standing", "before": first.earlier}).context["listing"].page
    assert [row.pk for row in second.rows] == [row.pk for row in rows[20:]]


def test_what_is_years_old_is_found_after_what_is_of_today(scene, many):
    come, page = scene
    new = come(timezone.now())
    old = come(*[NOON - timedelta(days=number * 300) for number in range(25)])
    pages = walk(page)
    assert [key for one in pages for key in one] == [row.pk for row in (*new, *old)]
    assert len(pages) == 2


def test_nonsense_in_the_address_shows_the_newest(scene, many):
    come, page = scene
    rows = come(*[NOON] * 25)
    for key in (
        "x",
        "~",
        "2026-01-01~",
        "2026-13-45T00:00~1",
        f"{NOON.isoformat()}~{10**30}",
        "0001-01-01~1",
        "9999-12-31T23:59:59+00:00~1",
    ):
        for name in ("before", "after"):
            answer = page.get(LIST, {name: key})
            assert answer.status_code == 200
            assert answer.context["listing"].page.rows
    assert page.get(LIST).context["listing"].page.rows[0].pk == rows[-1].pk


def test_a_long_list_leads_on_without_numbers_and_a_short_one_with_them(scene, monkeypatch):
    come, page = scene
    come(*[NOON] * 25)
    assert 'aria-current="page">1</a>' in page.get(LIST).content.decode()
    monkeypatch.setattr(newest, "FEW", 2)
    html = page.get(LIST).content.decode()
    assert 'aria-current="page"' not in re.search(r'<nav class="pager".*?</nav>', html, re.S)[0]
    assert "?before=2026-03-02T04" in html
    assert '<span class="is-disabled"><svg' in html


def test_a_change_of_the_filter_begins_at_the_newest_again(scene, many):
    come, page = scene
    come(*[NOON] * 25)
    key = page.get(LIST).context["listing"].page.earlier
    listing = page.get(LIST, {"before": key, "way": ""}).context["listing"]
    assert "before" not in listing.query_without()
    assert dict(listing.kept_for_columns) == {}
    answer = page.get(LIST, {"before": key}, headers={"HX-Request": "true", "HX-Target": "check-ins-region"})
    assert "before=" in answer["HX-Push-Url"]


@pytest.mark.parametrize(("rows", "said"), [(4, "4"), (5, "5"), (6, "5+"), (9, "5+")])
def test_a_total_is_exact_up_to_the_cap_and_then_says_so(scene, monkeypatch, rows, said):
    come, page = scene
    come(*[NOON] * rows)
    for module in ("yunhe.kit.pager", "yunhe.web.lists.newest"):
        monkeypatch.setattr(f"{module}.CAP", 5)
    for query in ({}, {"state": "standing", "since": "2020-01-01"}):
        assert f"共 <strong>{said}</strong> 条" in page.get(LIST, query).content.decode()


def test_ten_thousand_is_said_as_such_and_one_more_is_not_counted():
    assert pager.Page([], 1, 20, 10_000, 1).total_label == "10000"
    assert pager.Page([], 1, 20, 10_001, 1).total_label == "10,000+"
    assert pager.page_of(range(10_050), {"page": "503"}).number == 503


def test_a_very_long_list_is_searched_within_a_year_and_says_so(scene, monkeypatch):
    come, page = scene
    monkeypatch.setattr(newest, "CAP", 2)
    new, old = come(timezone.now()), come(*[timezone.now() - timedelta(days=400)] * 3)
    shown = page.get(LIST, {"state": "standing"})
    assert [row.pk for row in shown.context["listing"].page.rows] == [new[0].pk]
    assert "只查最近一年" in shown.content.decode()
    wide = page.get(LIST, {"state": "standing", "since": "2020-01-01"})
    assert len(wide.context["listing"].page.rows) == 1 + len(old)
    assert "只查最近一年" not in page.get(LIST).content.decode()


def test_a_guest_who_is_seen_by_two_roads_is_counted_once(scene, cast):
    come, _ = scene
    come(NOON)
    assert CheckIn.objects.count_for(cast["county"]) == 1
    assert CheckIn.objects.count_for(cast["deputy"]) == 0


def test_many_rows_cost_as_many_questions_as_one(scene):
    come, page = scene
    come(NOON)
    same_cost(lambda: page.get(LIST), more=lambda: come(NOON))


def test_the_page_counts_and_reads_no_more_than_it_shows(scene, many):
    come, page = scene
    come(*[timezone.now()] * 30)
    sent = [sql for sql in questions_of(lambda: page.get(LIST)) if 'FROM "stations_checkin"' in sql]
    *keys, shown = sent  # counted by two roads, the keys of the page, the rows of those keys
    assert len(keys) == 3
    assert all("LIMIT" in sql for sql in keys)
    assert '"stations_checkin"."id" IN (' in shown
    assert CheckInListing.moment == "at"
