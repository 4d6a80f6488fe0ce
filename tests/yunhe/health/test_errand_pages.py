"""Errands that were not done: the system administrator is told, sees them and has them tried again."""

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories.jobs import ErrandFactory
from yunhe.accounts.enums import Role
from yunhe.audit.models import AuditEvent
from yunhe.health import workflow
from yunhe.health.jobs import tell_of_errands
from yunhe.jobs.models import Errand
from yunhe.kit.refusals import Denied
from yunhe.notices.models import Notice

LIST = "/system/errands/"


@pytest.fixture
def admin(county, appoint):
    """The system administrator of the county."""
    return appoint(Role.SYSTEM_ADMIN, county.root)


@pytest.fixture
def stopped(db):
    """An errand that was tried too often."""
    return ErrandFactory(next_at=None, tries=6, arguments=[7])


def test_the_page_lists_what_stands_still_and_what_is_late_but_not_what_is_on_its_way(admin, stopped, sign_in):
    late = ErrandFactory(tries=2)
    fresh = ErrandFactory()
    page = sign_in(admin).get(LIST).content.decode()
    assert "已停下" in page
    assert "等待再试" in page
    assert f'value="{stopped.pk}"' in page
    assert f'value="{late.pk}"' in page
    assert f'value="{fresh.pk}"' not in page
    only = sign_in(admin).get(f"{LIST}?state=stopped").content.decode()
    assert f'value="{late.pk}"' not in only


def test_what_stands_still_is_tried_afresh_and_recorded(admin, stopped, sign_in):
    answer = sign_in(admin).post(reverse("errand-again"), {"pk": [stopped.pk]}, follow=True).content.decode()
    assert "1 条差事已重新交给后台办理" in answer
    stopped.refresh_from_db()
    assert stopped.tries == 0
    assert stopped.next_at is not None
    event = AuditEvent.objects.get(verb="jobs.send_errand_again")
    assert (event.actor_id, event.object_id) == (admin.pk, str(stopped.pk))


def test_what_is_tried_again_by_itself_is_left_alone(admin, sign_in):
    waiting = ErrandFactory(tries=2, next_at=timezone.now())
    answer = sign_in(admin).post(reverse("errand-again"), {"pk": [waiting.pk]}, follow=True).content.decode()
    assert "没有需要重新办理的" in answer
    with pytest.raises(Denied, match="自动再试"):
        workflow.send_errand_again(waiting, by=admin)
    waiting.refresh_from_db()
    assert waiting.tries == 2


def test_nobody_else_sees_or_sends_them(county, appoint, stopped, sign_in):
    for role in (Role.SECURITY_ADMIN, Role.AUDITOR, Role.COUNTY_OFFICE):
        client = sign_in(appoint(role, county.root))
        assert client.get(LIST).status_code == 403
        assert client.post(reverse("errand-again"), {"pk": [stopped.pk]}).status_code == 403
    assert Errand.objects.given_up().count() == 1


def test_the_administrator_is_told_once_of_each(admin, county, staff, stopped):
    staff(county.root)
    assert tell_of_errands() == 1
    assert tell_of_errands() == 0
    notice = Notice.objects.get()
    assert notice.recipient == admin
    assert notice.url == LIST
    ErrandFactory(next_at=None, tries=6)
    assert tell_of_errands() == 1


def test_nobody_is_told_where_all_is_done(admin):
    ErrandFactory(tries=1)
    assert tell_of_errands() == 0
