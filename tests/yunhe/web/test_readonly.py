"""Reading views cannot write."""

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.http import HttpResponse
from django.template import engines
from django.template.response import TemplateResponse
from django.test import RequestFactory

from yunhe.areas.models import Area
from yunhe.kit.readonly import WriteRefusedError, read_only


def get(view):
    return read_only(view)(RequestFactory().get("/"))


def test_reading_passes(county):
    assert get(lambda request: HttpResponse(str(Area.objects.count()))).content == b"11"


@pytest.mark.parametrize(
    "write",
    [
        lambda: Area.objects.update(order=1),
        lambda: Area.objects.filter(name="经开区")._raw_delete("default"),
        lambda: Area.objects.create(name="x"),
        lambda: connection.cursor().execute("WITH gone AS (DELETE FROM areas_area RETURNING 1) SELECT * FROM gone"),
        lambda: connection.cursor().execute("TRUNCATE areas_area"),
    ],
)
def test_every_kind_of_write_is_refused(county, write):
    with pytest.raises(WriteRefusedError):
        get(lambda request: write())


def test_the_template_is_rendered_under_the_same_rule(county):
    template = engines["django"].from_string("{{ write }}")
    response = get(lambda request: TemplateResponse(request, template, {"write": lambda: Area.objects.update(order=1)}))
    with pytest.raises(WriteRefusedError):
        response.render()


def test_a_session_may_be_kept(db):
    get(lambda request: SessionStore().create())


def test_a_post_writes_freely(county):
    read_only(lambda request: Area.objects.update(order=1))(RequestFactory().post("/"))
