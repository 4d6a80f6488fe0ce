"""What leaves a trace though nothing is changed: full data on a form, reaching beyond one's scope, a download."""

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.urls import reverse

from tests.factories.accounts import UserFactory
from tests.factories.associates import AssociateFactory
from tests.factories.deputies import DeputyFactory
from tests.factories.jobs import JobFactory
from yunhe.audit.models import AuditEvent
from yunhe.notices.enums import MailRhythm
from yunhe.notices.models import DeliveryChoice

ATTEMPT = "web.outside_scope"


@pytest.fixture
def foreign(county):
    """A deputy whom 赤石 does not see."""
    return DeputyFactory(origin=county.shitang, residence=county.yuanhe, name="外人")


def attempts():
    return list(AuditEvent.objects.filter(verb=ATTEMPT).order_by("pk"))


def test_asking_for_a_thing_outside_the_scope_is_recorded_without_saying_what_it_is(county, cast, sign_in, foreign):
    client = sign_in(cast["origin"])
    address = reverse("deputies:deputy-detail", args=[foreign.pk])
    assert client.get(address).status_code == 404
    event = attempts()[0]
    assert (event.actor_id, event.succeeded, event.object_label) == (cast["origin"].pk, False, "")
    assert event.changes["页面"] == [None, "deputies:deputy-detail"]
    assert event.changes["对象"] == [None, f"代表 {foreign.pk}"]
    assert client.post(reverse("deputies:deputy-reveal", args=[foreign.pk]), {"field": "phone"}).status_code == 404
    assert len(attempts()) == 2


def test_asking_for_what_is_not_there_at_all_is_no_attempt(cast, sign_in, client):
    assert sign_in(cast["origin"]).get(reverse("deputies:deputy-detail", args=[99_999_999])).status_code == 404
    assert sign_in(cast["origin"]).get("/no-such-page/").status_code == 404
    client.cookies.clear()
    assert client.get("/c/no-such-code/").status_code in {200, 404}
    assert attempts() == []


def test_walking_through_all_numbers_is_told_by_its_number_not_line_by_line(county, cast, sign_in, foreign):
    client = sign_in(cast["origin"])
    cache.set(f"audit:outside:{cast['origin'].pk}", 18, 60)
    address = reverse("deputies:deputy-detail", args=[foreign.pk])
    for _ in range(5):
        client.get(address)
    assert [event.changes["一分钟内第几次"][1] for event in attempts()] == [19, 20]
    cache.set(f"audit:outside:{cast['origin'].pk}", 998, 60)
    for _ in range(4):
        client.get(address)
    assert [event.changes["一分钟内第几次"][1] for event in attempts()] == [19, 20, 1000]


def test_a_form_that_shows_phone_and_address_is_a_look_at_them(county, cast, sign_in):
    deputy = DeputyFactory(origin=county.chishi, residence=county.zhongshan, phone="13812345678")
    address = reverse("deputies:deputy-edit", args=[deputy.pk])
    assert "13812345678" in sign_in(cast["origin"]).get(address).content.decode()
    event = AuditEvent.objects.get(verb="audit.view_field")
    assert (event.verb_label, event.object_id, event.actor_id) == ("查看手机、住址", str(deputy.pk), cast["origin"].pk)


def test_so_is_the_form_of_somebody_who_is_no_deputy(county, cast, sign_in):
    cadre = AssociateFactory(name="蓝小满", phone="13812345678", area=county.chishi)
    page = sign_in(cast["origin"]).get(reverse("associates:associate-edit", args=[cadre.pk])).content.decode()
    assert "13812345678" in page
    event = AuditEvent.objects.get(verb="audit.view_field")
    assert (event.verb_label, event.object_id) == ("查看手机", str(cadre.pk))


def test_fetching_the_file_of_a_job_is_recorded(cast, sign_in):
    job = JobFactory(started_by=cast["origin"])
    job.result_file.save("x.xlsx", ContentFile(b"x"))
    address = reverse("jobs:job-download", args=[job.pk])
    assert sign_in(cast["origin"]).get(address).status_code == 200
    assert AuditEvent.objects.get(verb="jobs.download").changes["任务"] == [None, job.pk]


def test_a_wrong_present_password_is_recorded(cast, sign_in):
    fields = {"old_password": "falsch-12345", "new_password": "x", "new_password_again": "x"}
    sign_in(cast["origin"]).post(reverse("accounts:password-change"), fields)
    event = AuditEvent.objects.get(verb="accounts.wrong_password")
    assert (event.succeeded, event.actor_id) == (False, cast["origin"].pk)
    assert "falsch" not in str(vars(event))


@pytest.mark.django_db
def test_another_mail_address_for_notices_is_recorded_masked():
    from datetime import time

    from yunhe.notices.workflow import save_choice

    user = UserFactory()
    facts = {"digest_hour": 8, "quiet_from": time(22), "quiet_to": time(7), "muted": [], "rhythm": MailRhythm.OFF}
    for email in ("wang@example.com", "wang@example.com", "li@example.com"):
        save_choice(by=user, email=email, **facts)
    assert DeliveryChoice.objects.get(user=user).email == "li@example.com"
    changes = AuditEvent.objects.filter(verb="notices.change_address").order_by("pk").values_list("changes", flat=True)
    assert list(changes) == [{"邮箱": ["", "w***@example.com"]}, {"邮箱": ["w***@example.com", "l***@example.com"]}]
