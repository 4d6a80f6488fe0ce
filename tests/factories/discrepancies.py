"""Statements and discrepancies."""

from datetime import date

import factory
from django.utils import timezone

from liaison.discrepancies.enums import CheckWay, DiscrepancyState, Fact
from liaison.discrepancies.models import Discrepancy, DiscrepancyStep, Statement
from liaison.discrepancies.values import fingerprint, shown
from liaison.registration.enums import Side


class StatementFactory(factory.django.DjangoModelFactory):
    """What the residence office says of `registration`; give `fact` and `value`."""

    class Meta:
        model = Statement

    fact = Fact.STILL_HERE
    value = "yes"
    side = Side.RESIDENCE
    area = factory.LazyAttribute(
        lambda obj: {
            Side.ORIGIN: obj.registration.origin,
            Side.RESIDENCE: obj.registration.residence,
            Side.COMMUNITY: obj.registration.community,
        }.get(obj.side)
    )
    fingerprint = factory.LazyAttribute(lambda obj: fingerprint(obj.registration.pk, obj.fact, obj.value))
    shown = factory.LazyAttribute(lambda obj: shown(obj.fact, obj.value))
    by = "说明人"


class DiscrepancyFactory(factory.django.DjangoModelFactory):
    """A discrepancy of `registration` in any state, complete as the state demands."""

    class Meta:
        model = Discrepancy

    fact = Fact.STILL_HERE
    due_on = date(2099, 1, 1)
    positions = factory.LazyFunction(lambda: [{"side": "社区", "shown": "已不在这里", "at": "2026-01-01"}])
    settled_at = factory.LazyAttribute(lambda obj: timezone.now() if obj.state == DiscrepancyState.SETTLED else None)
    settled_by = factory.LazyAttribute(lambda obj: "核定人" if obj.state == DiscrepancyState.SETTLED else "")
    checked = factory.LazyAttribute(lambda obj: CheckWay.CALL if obj.state == DiscrepancyState.SETTLED else "")
    settled_value = factory.LazyAttribute(lambda obj: "yes" if obj.state == DiscrepancyState.SETTLED else "")
    state = DiscrepancyState.OPEN


class DiscrepancyStepFactory(factory.django.DjangoModelFactory):
    """The step that opened `discrepancy`."""

    class Meta:
        model = DiscrepancyStep

    verb = "raise"
    label = "发现不一致"
    to_state = DiscrepancyState.OPEN
    side = Side.SYSTEM
    by = "系统"
