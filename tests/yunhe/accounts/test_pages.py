"""A view is given the thing that it is about, in the scope of who asks; a list and a button are one line."""

import pytest
from django import forms
from django.contrib.messages import get_messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import Http404, HttpResponse

from tests.factories.jobs import JobFactory
from yunhe.accounts.decorators import asks, office_required, reads
from yunhe.accounts.models import User
from yunhe.accounts.pages import button, list_page
from yunhe.accounts.requests import in_scope
from yunhe.jobs.models import Job
from yunhe.kit.refusals import Denied, Refused
from yunhe.web.lists.columns import Column
from yunhe.web.lists.listing import Listing

find_job = in_scope(Job.objects, "started_by")


class WordForm(forms.Form):
    """One word that must be said."""

    word = forms.CharField(label="理由")


class AboutForm(forms.Form):
    """A form that knows the job it is about."""

    def __init__(self, *args, job, **kwargs):
        super().__init__(*args, **kwargs)
        self.job = job

    def facts(self):
        return {"word": self.job.label}


class JobListing(Listing):
    """The own jobs."""

    name = "jobs"
    title = "后台任务"
    columns = (Column("label", "任务", "label", is_title=True),)

    def rows(self):
        return Job.objects.visible_to(self.user)


@pytest.fixture
def clerk(county, staff):
    return staff(county.root)


@pytest.fixture
def job(clerk):
    return JobFactory(started_by=clerk)


@pytest.fixture
def ask(rf, clerk):
    """Return a request of the clerk."""

    def make(method="get", data=None, user=clerk):
        request = getattr(rf, method)("/x/", data or {})
        request.user, request.session, request.htmx = user, {}, False
        request._messages = CookieStorage(request)
        return request

    return make


def said(request):
    return [str(message) for message in get_messages(request)]


def test_a_row_outside_the_scope_is_as_if_it_were_not_there(ask, job, staff, county, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert find_job(ask(), job.pk).started_by.name
    with pytest.raises(Http404):
        find_job(ask(user=staff(county.fuyun)), job.pk)
    with pytest.raises(Http404):
        find_job(ask(), job.pk + 1)
    assert in_scope(Job.objects, key="started_by_id")(ask(), job.started_by_id) == job


def test_a_part_is_found_where_its_whole_is_in_scope(ask, job, staff, county):
    find_user = in_scope(User.objects, jobs=Job.objects)
    assert find_user(ask(), job.started_by_id) == job.started_by
    with pytest.raises(Http404):
        find_user(ask(user=staff(county.fuyun)), job.started_by_id)


@pytest.mark.parametrize("kind", [reads, asks])
def test_a_view_gets_the_thing_once_the_policy_has_let_the_person(kind, ask, job, clerk):
    def may(user, thing):
        assert (user, thing) == (clerk, job)
        if thing.label == "别人的":
            raise Denied("由别人办理。")

    view = kind(office_required, find_job, may)(lambda request, thing, verb: HttpResponse(f"{thing.pk} {verb}"))
    assert view(ask(), pk=job.pk, verb="hold").content.decode() == f"{job.pk} hold"
    Job.objects.update(label="别人的")
    job.label = "别人的"
    with pytest.raises(Denied, match="由别人办理"):
        view(ask(), pk=job.pk, verb="hold")


def test_nobody_learns_of_a_thing_whose_page_the_role_does_not_open(ask, job, county, appoint):
    view = reads(office_required, find_job)(lambda request, thing: HttpResponse())
    with pytest.raises(Denied, match="此页面供"):
        view(ask(user=appoint("deputy", county.root)), pk=job.pk)


def test_a_list_page_answers_as_its_listing_does(ask, job):
    view = list_page(office_required, JobListing, "yunhe/jobs/job_list.html")
    answer = view(ask())
    assert answer.template_name == "yunhe/jobs/job_list.html"
    assert [row.pk for row in answer.context_data["listing"].page.rows] == [job.pk]
    assert view.methods == {"GET", "HEAD", "POST"}


def test_a_button_does_its_verb_and_leads_back_to_the_thing(ask, job, clerk):
    done = []

    def verb(thing, *, by, word=""):
        if word == "不行":
            raise Refused("今天不能办理。")
        done.append((thing, by, word))
        return thing

    press = button(office_required, find_job, verb, form=WordForm, said=lambda thing: f"已办理{thing.pk}。")
    assert press(ask(), pk=job.pk).status_code == 405
    for data, says in (
        ({"word": "好"}, f"已办理{job.pk}。"),
        ({}, "理由：这个字段是必填项。"),
        ({"word": "不行"}, "今天不能办理。"),
    ):
        request = ask("post", data)
        answer = press(request, pk=job.pk)
        assert (answer.status_code, answer.url) == (302, job.get_absolute_url())
        assert said(request) == [says]
    assert done == [(job, clerk, "好")]
    about = button(office_required, find_job, verb, form=AboutForm, of="job", to="/jobs/")
    assert about(ask("post"), pk=job.pk).url == "/jobs/"
    assert done.pop() == (job, clerk, job.label)
    plain = button(office_required, find_job, verb, to="/jobs/")
    assert plain(ask("post"), pk=job.pk).url == "/jobs/"
    assert done[1:] == [(job, clerk, "")]
