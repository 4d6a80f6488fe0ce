"""Mail digests: what goes out, when, to whom, and what never does."""

from datetime import time, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from tests.yunhe.notices.conftest import at, tell
from yunhe.notices import outgoing, workflow
from yunhe.notices.enums import DeliveryState, MailRhythm
from yunhe.notices.jobs import send_delivery, send_out
from yunhe.notices.models import Delivery, DeliveryChoice


def test_the_digest_goes_once_a_day_after_its_hour_with_all_that_is_unread(clerk, choice):
    tell(clerk, key="a", title="第一件")
    tell(clerk, key="b", title="第二件")
    assert outgoing.gather(at(7, 59)) == 0
    assert outgoing.gather(at(8)) == 1
    assert outgoing.gather(at(8, 1)) == 0
    delivery = Delivery.objects.get()
    assert (delivery.number, delivery.counts) == (2, {"半年台账": 2})
    assert outgoing.send(delivery.pk, at(8, 2)) == DeliveryState.SENT
    [sent] = mail.outbox
    assert sent.to == ["clerk@chishi.example"]
    assert "2 条" in sent.subject
    assert "第一件" in sent.body
    assert "第二件" in sent.body
    tell(clerk, key="c", title="第三件", when=at(9))
    assert outgoing.gather(at(10)) == 0  # tomorrow's digest
    assert outgoing.gather(at(8, day=11)) == 1
    assert Delivery.objects.first().number == 1


def test_urgent_notices_go_at_once_and_never_again_in_the_digest(clerk, choice):
    choice.digested_on = at(9).date()
    choice.save()
    tell(clerk, key="a")
    tell(clerk, key="b", title="逾期", urgent=True)
    assert outgoing.gather(at(9)) == 1
    assert list(Delivery.objects.get().notices.values_list("key", flat=True)) == ["b"]
    assert outgoing.gather(at(9, 1)) == 0
    outgoing.gather(at(8, day=11))
    assert list(Delivery.objects.first().notices.values_list("key", flat=True)) == ["a"]


@pytest.mark.parametrize(
    "change",
    [
        {"rhythm": MailRhythm.OFF},
        {"confirmed_at": None},
        {"muted": ["ledger"]},
        {"begins_after": 10**9},
        {"quiet_from": time(7), "quiet_to": time(9)},
        {"quiet_from": time(20), "quiet_to": time(9)},
    ],
)
def test_nothing_goes_when_the_person_does_not_want_it(clerk, choice, change):
    DeliveryChoice.objects.filter(pk=choice.pk).update(**change)
    tell(clerk, urgent=True)
    assert outgoing.gather(at(8, 30)) == 0


def test_what_has_been_read_does_not_go_out(clerk, choice):
    tell(clerk)
    workflow.mark_all_read(by=clerk)
    assert outgoing.gather(at(9)) == 0


def test_what_is_read_between_gathering_and_sending_is_left_out(clerk, choice):
    tell(clerk)
    outgoing.gather(at(9))
    workflow.mark_all_read(by=clerk)
    outgoing.send(Delivery.objects.get().pk, at(9, 1))
    assert mail.outbox == []


def test_a_closed_account_gets_no_mail(clerk, choice):
    tell(clerk)
    clerk.is_active = False
    clerk.save()
    assert outgoing.gather(at(9)) == 0


def test_a_waiting_message_waits_through_the_quiet_hours(clerk, choice):
    tell(clerk)
    outgoing.gather(at(9))
    pk = Delivery.objects.get().pk
    assert outgoing.send(pk, at(22)) == ""
    assert outgoing.send(pk, at(7, day=11)) == DeliveryState.SENT


def test_a_repeated_task_sends_nothing_twice(clerk, choice):
    tell(clerk, when=timezone.now() - timedelta(minutes=1))
    DeliveryChoice.objects.update(quiet_from=time(0), quiet_to=time(0), digest_hour=0)
    assert send_out() == 1
    [pk] = Delivery.objects.values_list("pk", flat=True)
    assert send_delivery(pk) in {"", DeliveryState.SENT}
    assert send_delivery(pk) == ""
    assert len(mail.outbox) == 1


def test_failures_are_tried_again_later_and_later_and_given_up_in_the_end(clerk, choice, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # nobody answers there
    tell(clerk)
    outgoing.gather(at(9))
    pk, moment, waits = Delivery.objects.get().pk, at(9), []
    DeliveryChoice.objects.update(quiet_from=time(0), quiet_to=time(0))
    for _ in outgoing.BACK_OFF:
        assert outgoing.send(pk, moment) == DeliveryState.WAITING
        assert outgoing.send(pk, moment) == ""
        delivery = Delivery.objects.get()
        waits.append((delivery.next_at - moment).total_seconds() / 60)
        moment = delivery.next_at
    assert tuple(waits) == outgoing.BACK_OFF
    assert outgoing.send(pk, moment) == DeliveryState.GIVEN_UP
    assert "连接不上邮件服务器" in Delivery.objects.get().last_error
    workflow.try_again(Delivery.objects.get(), by=clerk)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert outgoing.send(pk) == DeliveryState.SENT
