"""The tables exist and the audit trail refuses changes."""

import pytest
from django.db import DatabaseError, transaction

from deputies.people.models import Deputy
from tests.factories.deputies import DeputyFactory, MandateFactory
from yunhe.audit.models import AuditEvent
from yunhe.audit.record import record
from yunhe.audit.verifying import check_chain


def test_a_deputy_who_lives_in_another_unit_is_living_elsewhere(county, staff):
    mover = DeputyFactory(origin=county.chishi, residence=county.zhongshan)
    MandateFactory(deputy=mover)
    stayer = DeputyFactory(origin=county.chishi, residence=county.shuanglin)
    assert list(Deputy.objects.living_elsewhere()) == [mover]
    assert list(Deputy.objects.in_county_town()) == [mover]
    assert set(Deputy.objects.visible_to(staff(county.chishi))) == {mover, stayer}
    assert set(Deputy.objects.visible_to(staff(county.fuyun))) == {mover}
    assert not Deputy.objects.visible_to(staff(county.shitang)).exists()
    assert list(Deputy.objects.serving()) == [mover]


def test_phone_is_unreadable_in_the_table(county):
    deputy = DeputyFactory(origin=county.chishi, phone="16905780001")
    raw = Deputy.objects.extra(select={"raw": "phone::text"}).values_list("raw", flat=True).get(pk=deputy.pk)
    assert raw.startswith("v2:")
    assert Deputy.objects.get(pk=deputy.pk).phone == "16905780001"


@pytest.mark.django_db
def test_audit_events_cannot_be_changed_or_deleted():
    record("tests.one", "一")
    record("tests.two", "二")
    assert check_chain().problems == []
    for change in (lambda: AuditEvent.objects.update(reason="x"), lambda: AuditEvent.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
