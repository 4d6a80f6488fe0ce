"""The form page, the button, the move page; what is refused, and what is sent twice."""

import re
import threading
from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.test import Client
from django.utils import timezone

from yunhe.web.forms import once as sending
from yunhe.web.models import SavedView, Sending
from yunhe.web.tasks import tidy_sendings

NEW = "/probe/new/"
PART = "<p>{{ word }}{{ form.title.label }}{{ of.title }}{{ page.submit }}{{ csrf_token|length }}</p>"


@pytest.fixture(autouse=True)
def probe(settings):
    settings.ROOT_URLCONF = "tests.yunhe.web.form_urls"
    engine = settings.TEMPLATES[0] | {"APP_DIRS": False}
    loaders = [
        ("django.template.loaders.locmem.Loader", {"probe_part.html": PART}),
        "django.template.loaders.filesystem.Loader",
        "django.template.loaders.app_directories.Loader",
    ]
    settings.TEMPLATES = [engine | {"OPTIONS": engine["OPTIONS"] | {"loaders": loaders}}]


@pytest.fixture
def user(county, staff):
    return staff(county.root)


@pytest.fixture
def clerk(user, sign_in):
    return sign_in(user)


@pytest.fixture
def view(user):
    return SavedView.objects.create(user=user, list_name="x", path="/lists/", title="旧", query="a=1")


def said(answer):
    return [str(message) for message in get_messages(answer.wsgi_request)]


def number_on(answer):
    return re.search(r'name="one_time_number" value="([\w-]{20,})"', answer.content.decode())[1]


def test_a_form_page_shows_title_crumbs_note_fields_and_where_to_go_back(clerk):
    html = clerk.get(NEW).content.decode()
    assert "<title>新增视图 · 云和履职</title>" in html
    assert '<li><a href="/lists/views/">视图</a></li>' in html
    assert '<li aria-current="page">新增视图</li>' in html
    assert "<p>说明</p>" in html
    assert html.count("field-wide") == 1
    assert 'enctype="multipart/form-data"' in html
    assert re.search(r'href="/"><span>取消|href="/">\s*<span>取消', html)


def test_the_verb_is_called_with_the_facts_and_its_result_says_where_to_go(clerk):
    answer = clerk.post(NEW, {"title": "甲"})
    assert (answer.status_code, answer.url, said(answer)) == (302, "/done/", ["已保存甲。"])
    assert SavedView.objects.get().title == "甲"


def test_a_form_that_does_not_hold_is_shown_again_and_calls_no_verb(clerk):
    answer = clerk.post(NEW, {"title": ""})
    assert answer.status_code == 200
    assert answer.context["form"].errors["title"]
    assert not SavedView.objects.exists()


@pytest.mark.parametrize(
    ("title", "field", "sentence"),
    [
        ("field", "title", "名称太短。"),
        ("top", "__all__", "今天不能保存。"),
        ("other field", "__all__", "地址不对。"),
        ("denied", "__all__", "由别人办理。"),
        ("illegal", "__all__", "现在是“已办结”，不能保存。"),
    ],
)
def test_what_is_refused_stands_on_the_form(title, field, sentence, clerk):
    answer = clerk.post(NEW, {"title": title})
    assert answer.context["form"].errors == {field: [sentence]}
    assert answer.status_code == 200


def test_a_move_that_somebody_else_made_leads_back_to_the_thing(clerk, view):
    answer = clerk.post(f"/probe/{view.pk}/", {"title": "illegal"})
    assert answer.url == view.get_absolute_url()
    assert said(answer) == ["现在是“已办结”，不能保存。"]


def test_a_page_about_a_thing_fills_its_slots_and_says_422_if_it_wants(clerk, view):
    html = clerk.get(f"/probe/{view.pk}/").content.decode()
    assert html.count("<p>槽名称旧保存64</p>") == 5
    assert 'class="columns"' in html
    assert "button-danger" in html
    assert 'value="旧"' in html
    assert f'href="{view.get_absolute_url().replace("&", "&amp;")}"' in html
    assert clerk.post(f"/probe/{view.pk}/", {"title": "field"}).status_code == 422


def test_a_page_about_a_thing_takes_files_and_leads_to_the_thing(clerk, view):
    upload = SimpleUploadedFile("a.txt", b"x")
    answer = clerk.post(f"/probe/{view.pk}/", {"title": "新", "file": upload})
    assert (answer.url, said(answer)) == (view.get_absolute_url(), ["已保存。"])
    view.refresh_from_db()
    assert (view.title, view.is_default) == ("新", True)


def test_showing_a_form_page_writes_nothing(clerk, monkeypatch):
    from tests.yunhe.web import form_urls
    from yunhe.kit.readonly import WriteRefusedError

    class WritingForm(form_urls.TitleForm):
        """A form that writes while it is drawn."""

        def non_field_errors(self):
            """Write."""
            SavedView.objects.update(title="x")

        @property
        def is_multipart(self):
            """Write."""
            SavedView.objects.update(title="x")

    monkeypatch.setattr(form_urls, "TitleForm", WritingForm)
    with pytest.raises(WriteRefusedError):
        clerk.get(NEW)


def test_a_button_acts_and_says_so(clerk):
    answer = clerk.post("/probe/press/?title=甲")
    assert (answer.url, said(answer)) == ("/done/", ["已办。"])
    assert SavedView.objects.get().title == "甲"


@pytest.mark.parametrize(("title", "sentence"), [("field", "名称太短。"), ("illegal", "现在是“已办结”，不能保存。")])
def test_a_button_that_is_refused_says_why_and_leads_back(title, sentence, clerk):
    answer = clerk.post(f"/probe/press/?title={title}")
    assert (answer.url, said(answer)) == ("/done/", [sentence])


def test_a_button_nobody_should_see_is_forbidden(clerk):
    answer = clerk.post("/probe/press/?title=denied")
    assert answer.status_code == 403
    assert "由别人办理。" in answer.content.decode()


def test_a_refusal_that_no_form_shows_becomes_a_message_on_the_page_it_came_from(clerk):
    answer = clerk.post("/probe/raw/?title=top", headers={"Referer": "http://testserver/lists/views/?x=1"})
    assert (answer.status_code, answer.url, said(answer)) == (302, "/lists/views/?x=1", ["今天不能保存。"])
    foreign = clerk.post("/probe/raw/?title=top", headers={"Referer": "http://elsewhere.example/"})
    assert foreign.url == "/"
    assert clerk.post("/probe/raw/?title=denied").status_code == 403


# --- sent twice ------------------------------------------------------------------------------------------------------


def test_a_form_sent_twice_writes_once_and_says_the_same(clerk):
    number = number_on(clerk.get(NEW))
    answers = [clerk.post(NEW, {"title": "甲", "one_time_number": number}) for _ in range(3)]
    assert [answer.url for answer in answers] == ["/done/"] * 3
    assert said(answers[0])[-1] == said(answers[2])[-1] == "已保存甲。"
    assert SavedView.objects.count() == 1


def test_a_repetition_is_answered_before_the_view_finds_things_changed(clerk, view, monkeypatch):
    twice = {"title": "locked", "one_time_number": "n" * 22}
    for _ in range(2):
        assert clerk.post(f"/probe/{view.pk}/", twice).status_code == 302
    # … and after it, where the first sender finished while the view was looking
    monkeypatch.setattr(sending.SentOnceMiddleware, "process_view", lambda *args: None)
    assert clerk.post(f"/probe/{view.pk}/", twice).status_code == 302
    assert clerk.post(f"/probe/{view.pk}/", {**twice, "one_time_number": "m" * 22}).status_code == 403


@pytest.mark.parametrize("change", [{"title": "乙"}, {"one_time_number": "other"}, {"file": "changed"}])
def test_a_form_that_was_changed_is_a_new_sending(change, clerk):
    asked = {"title": "甲", "one_time_number": "n" * 22, "file": SimpleUploadedFile("a.txt", b"x")}
    if "file" in change:
        change = {"file": SimpleUploadedFile("a.txt", b"y")}
    clerk.post(NEW, asked)
    asked["file"].seek(0)
    SavedView.objects.all().delete()
    clerk.post(NEW, {**asked, **change})
    assert SavedView.objects.count() == 1


def test_two_people_with_the_same_number_are_two_senders(clerk, user, staff, county):
    twice = {"title": "甲", "one_time_number": "n" * 22}
    clerk.post(NEW, twice)
    clerk.logout()
    other = staff(county.chishi)
    client = Client()
    client.force_login(other, backend="django.contrib.auth.backends.ModelBackend")
    client.post(NEW, twice)
    assert set(SavedView.objects.values_list("user_id", flat=True)) == {user.pk, other.pk}


def test_a_refused_sending_leaves_no_trace_and_may_be_tried_again(clerk, monkeypatch):
    from tests.yunhe.web import form_urls

    twice = {"title": "top", "one_time_number": "n" * 22}
    assert clerk.post(NEW, twice).status_code == 200
    assert not Sending.objects.exists()
    monkeypatch.delitem(form_urls.REFUSALS, "top")
    assert clerk.post(NEW, twice).status_code == 302
    assert SavedView.objects.count() == 1


def test_a_page_for_everybody_is_sent_once_too(db, client):
    number = number_on(client.get("/probe/public/"))
    for sender in (client, Client()):
        answer = sender.post("/probe/public/", {"title": "甲", "one_time_number": number})
        assert (answer.status_code, said(answer)) == (302, ["收到。"])
    assert Sending.objects.get().user is None


def test_old_sendings_are_forgotten(clerk):
    clerk.post(NEW, {"title": "甲", "one_time_number": "n" * 22})
    assert tidy_sendings() == 0
    Sending.objects.update(at=timezone.now() - timedelta(days=3))
    assert tidy_sendings() == 1


@pytest.mark.django_db(transaction=True)
def test_three_at_once_write_one_row_and_get_the_same_answer(county, staff):
    """Real threads, real PostgreSQL: the second and third wait for the first."""
    user = staff(county.root)
    clients = [Client() for _ in range(3)]
    for client in clients:
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    barrier, answers = threading.Barrier(3), []

    def send(client):
        try:
            barrier.wait()
            answers.append(client.post(NEW, {"title": "甲", "one_time_number": "n" * 22}))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=send, args=[client]) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [(answer.status_code, answer.url, said(answer)) for answer in answers] == [
        (302, "/done/", ["已保存甲。"])
    ] * 3
    assert SavedView.objects.count() == 1
