"""What is kept of a page, and what is not (`yunhe.web.ready`)."""

import gzip

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from tests.factories.accounts import UserFactory
from yunhe.web.forms.once import FIELD
from yunhe.web.ready.pages import kept_of, packed, packed_page
from yunhe.web.ready.questions import Questions, mark_of

ONE, OTHER = "a" * 64, "b" * 64


def page_with(token: str) -> bytes:
    return f'<p>云和</p><input name="csrfmiddlewaretoken" value="{token}"><p>完</p>'.encode()


def keep(response):
    return kept_of(response, minute=1, statement="SELECT 'x'", mark="x", works=[])


def test_the_form_token_of_the_first_visitor_is_in_nobody_elses_page():
    kept = keep(HttpResponse(page_with(ONE)))
    shown = kept.answer(RequestFactory().get("/")).content
    assert ONE.encode() not in shown
    assert shown.startswith(page_with(ONE)[: page_with(ONE).index(b'value="') + 7])


def with_cookie() -> HttpResponse:
    response = HttpResponse("x")
    response.set_cookie("mine", "1")
    return response


@pytest.mark.parametrize(
    "response",
    [
        HttpResponse("x", status=404),
        HttpResponse(f'<input name="{FIELD}" value="1">'),
        StreamingHttpResponse(iter([b"x"])),
        with_cookie(),
    ],
    ids=["refused", "one-time number", "stream", "cookie"],
)
def test_a_page_that_is_not_the_same_for_all_is_not_kept(response):
    assert keep(response) is None


def test_pieces_that_were_packed_apart_are_one_packed_page():
    parts = [page_with(ONE), "二".encode() * 5000, b""]
    page = packed_page(parts, [packed(part) for part in parts], OTHER.encode())
    assert gzip.decompress(page) == OTHER.encode().join(parts)


@pytest.mark.django_db
def test_the_mark_follows_rows_and_their_order():
    people = get_user_model().objects
    UserFactory(username="one", name="一")
    UserFactory(username="two", name="二")
    questions = Questions()
    with connection.execute_wrapper(questions):
        list(people.order_by("name").values_list("username", "name"))
        people.filter(username__startswith="o%").exists()
    assert questions.only_asks
    before = mark_of(questions.statement)
    assert mark_of(questions.statement) == before
    people.filter(username="two").update(name="三")
    changed = mark_of(questions.statement)
    assert changed != before
    UserFactory(username="o%", name="四")
    assert mark_of(questions.statement) not in (before, changed)


@pytest.mark.django_db
@pytest.mark.parametrize("work", [lambda rows: rows.update(name="x"), lambda rows: list(rows.select_for_update())])
def test_a_page_that_writes_or_locks_is_seen(work):
    questions = Questions()
    with connection.execute_wrapper(questions):
        work(get_user_model().objects.all())
    assert not questions.only_asks
