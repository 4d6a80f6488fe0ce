"""The one mechanism behind every register."""

import io

import pytest
from openpyxl import load_workbook

from tests.yunhe.web.probe_urls import AreaListing
from yunhe.areas.enums import AreaKind
from yunhe.areas.workflow import create_area
from yunhe.audit.models import AuditEvent
from yunhe.jobs.enums import JobState
from yunhe.jobs.models import Job
from yunhe.web.lists import listing as listing_module
from yunhe.web.models import SavedView
from yunhe.web.tasks import export_list

PAGE = (
    '{% extends "base.html" %}{% block title %}区划{% endblock %}{% block content %}{% listing listing %}{% endblock %}'
)
HTMX = {"HX-Request": "true", "HX-Target": "areas-region"}


@pytest.fixture(autouse=True)
def probe(settings):
    settings.ROOT_URLCONF = "tests.yunhe.web.probe_urls"
    engine = settings.TEMPLATES[0] | {"APP_DIRS": False}
    loaders = [
        ("django.template.loaders.locmem.Loader", {"probe.html": PAGE}),
        "django.template.loaders.filesystem.Loader",
        "django.template.loaders.app_directories.Loader",
    ]
    settings.TEMPLATES = [engine | {"OPTIONS": engine["OPTIONS"] | {"loaders": loaders}}]


@pytest.fixture
def clerk(county, staff, sign_in):
    return sign_in(staff(county.root))


def names(response):
    return [row.name for row in response.context["listing"].page.rows]


def test_shows_every_row_sorted_with_its_total(clerk, county):
    html = clerk.get("/probe/").content.decode()
    assert "共 <strong>10</strong> 条" in html
    assert "赤石乡" in html
    assert "331125206" not in html


def test_search_and_filter_narrow_and_show_as_chips(clerk):
    answer = clerk.get("/probe/", {"q": "社区", "kind": AreaKind.COMMUNITY})
    assert len(names(answer)) == 3
    assert "搜索：社区" in answer.content.decode()
    assert f"类别：{AreaKind.COMMUNITY.label}" in answer.content.decode()


def test_a_search_looks_into_every_field_named_and_asks_every_function(clerk, county):
    assert names(clerk.get("/probe/", {"q": county.chishi.code})) == [county.chishi.name]
    assert county.chishi.name in names(clerk.get("/probe/", {"q": "赤"}))


def test_sort_follows_only_the_columns_that_allow_it(clerk):
    ascending = names(clerk.get("/probe/", {"sort": "name"}))
    assert names(clerk.get("/probe/", {"sort": "-name"})) == ascending[::-1]
    assert names(clerk.get("/probe/", {"sort": "password"})) == ascending


def test_columns_are_chosen_and_the_title_stays(clerk):
    html = clerk.get("/probe/", {"cols": "code"}).content.decode()
    assert "331125206" in html
    assert 'data-label="上级"' not in html
    assert "赤石乡" in html


def test_nonsense_in_the_query_is_harmless(clerk):
    answer = clerk.get("/probe/", {"page": "x", "size": "7", "cols": "none", "kind": "moon", "q": "a\x00b"})
    assert answer.status_code == 200


def test_nothing_found_says_how_to_go_on(clerk):
    assert "没有符合条件的记录" in clerk.get("/probe/", {"q": "火星"}).content.decode()


def test_the_fragment_is_the_part_of_the_page(clerk):
    page = clerk.get("/probe/", {"q": "社区"}).content.decode()
    fragment = clerk.get("/probe/", {"q": "社区", "kind": "", "page": "1"}, headers=HTMX)
    assert "<html" not in fragment.content.decode()
    assert 'scope="row">中山社区' in fragment.content.decode()
    assert 'scope="row">中山社区' in page
    assert fragment["HX-Push-Url"] == "/probe/?q=%E7%A4%BE%E5%8C%BA"


def test_fifty_rows_cost_no_more_queries_than_one(clerk, county, django_assert_num_queries):
    clerk.get("/probe/", {"q": "中山", "size": "100"})
    with django_assert_num_queries(7) as few:
        clerk.get("/probe/", {"q": "中山", "size": "100"})
    for number in range(50):
        create_area(name=f"新{number}村", kind=AreaKind.VILLAGE, parent=county.chishi, code=f"3311252069{number:02d}")
    with django_assert_num_queries(len(few.captured_queries)):
        clerk.get("/probe/", {"size": "100", "q": "村"})


def test_export_holds_what_is_shown_in_that_order(clerk):
    answer = clerk.post("/probe/?kind=community&sort=-name&cols=code", {"export": "xlsx"})
    rows = list(load_workbook(io.BytesIO(answer.content)).active.values)
    assert rows[0] == ("名称", "代码")
    assert [row[0] for row in rows[1:]] == names(clerk.get("/probe/?kind=community&sort=-name"))
    assert AuditEvent.objects.get(verb="web.export_list").changes["行数"] == [None, 3]


def test_csv_opens_in_excel_and_no_cell_is_a_formula(clerk, county):
    create_area(name="=1+1村", kind=AreaKind.VILLAGE, parent=county.chishi, code="331125206999")
    content = clerk.post("/probe/?q=村", {"export": "csv"}).content
    assert content.startswith(b"\xef\xbb\xbf")
    assert "'=1+1村" in content.decode("utf-8-sig")


def test_a_long_export_becomes_a_job_that_keeps_to_the_scope(clerk, county, monkeypatch, settings):
    monkeypatch.setattr(listing_module, "EXPORT_INLINE", 2)
    monkeypatch.setattr(listing_module, "reverse", lambda name, args: f"/jobs/{args[0]}/")
    answer = clerk.post("/probe/?kind=community&q=社区", {"export": "xlsx"})
    job = Job.objects.get()
    assert answer.url == f"/jobs/{job.pk}/"
    assert "社区" not in str(job.argument)
    monkeypatch.setattr(
        AreaListing, "rows", lambda self: county.zhongshan.__class__.objects.filter(parent=county.fuyun)
    )
    export_list(job.pk)
    job.refresh_from_db()
    assert job.state == JobState.DONE
    rows = list(load_workbook(job.result_file).active.values)
    assert sorted(row[0] for row in rows[1:]) == ["东门社区", "中山社区"]


def test_a_view_is_saved_opened_renamed_and_deleted(clerk):
    kept = {"list_name": "areas", "path": "/probe/", "query": "q=社区&page=3", "title": "社区", "is_default": "on"}
    answer = clerk.post("/lists/views/new/", kept)
    view = SavedView.objects.get()
    assert answer.url == view.get_absolute_url()
    assert "page" not in view.query
    assert clerk.get("/probe/").url == view.get_absolute_url()
    assert clerk.get("/probe/?all=1").status_code == 200
    clerk.post(f"/lists/views/{view.pk}/edit/", {"title": "全部社区"})
    assert "全部社区" in clerk.get("/lists/views/").content.decode()
    clerk.post(f"/lists/views/{view.pk}/delete/")
    assert not SavedView.objects.exists()


def test_two_views_of_one_list_have_different_titles(clerk):
    kept = {"list_name": "areas", "path": "/probe/", "query": "q=1", "title": "甲"}
    clerk.post("/lists/views/new/", kept)
    answer = clerk.post("/lists/views/new/", kept)
    assert answer.status_code == 422
    assert "同名视图" in answer.content.decode()


@pytest.mark.parametrize("path", ["https://elsewhere.example/", "//elsewhere.example/", "probe"])
def test_a_view_never_leads_to_another_site(clerk, path):
    kept = {"list_name": "areas", "path": path, "query": "q=1", "title": "甲"}
    assert clerk.post("/lists/views/new/", kept).status_code == 422
    assert not SavedView.objects.exists()


def test_a_stranger_does_not_reach_my_views(clerk, county, staff, sign_in):
    view = SavedView.objects.create(
        user=staff(county.chishi), list_name="areas", path="/probe/", title="甲", query="q=1"
    )
    assert clerk.get(f"/lists/views/{view.pk}/edit/").status_code == 404
    assert clerk.post(f"/lists/views/{view.pk}/delete/").status_code == 404
    assert "甲" not in clerk.get("/lists/views/").content.decode()
