"""Rules and obligations."""

from datetime import date

import factory

from liaison.obligations.enums import EvidenceKind, Frequency
from liaison.obligations.models import Obligation, ObligationEvidence, ObligationTemplate
from yunhe.areas.enums import UNITS


class ObligationTemplateFactory(factory.django.DjangoModelFactory):
    """A quarterly rule of `area` since 2024 that asks for a file."""

    class Meta:
        model = ObligationTemplate

    key = factory.Sequence(lambda n: f"rule-{n}")
    title = factory.Sequence(lambda n: f"季度会议{n}")
    source = "测试规定"
    unit_kinds = factory.LazyFunction(lambda: list(UNITS))
    frequency = Frequency.QUARTERLY
    evidence = EvidenceKind.FILE
    since = date(2024, 1, 1)


class ObligationFactory(factory.django.DjangoModelFactory):
    """The open obligation of `unit` for the fourth quarter of 2026; give `template` or `template__area`."""

    class Meta:
        model = Obligation

    template = factory.SubFactory(ObligationTemplateFactory)
    title = factory.SelfAttribute("template.title")
    period = "2026-Q4"
    period_label = "2026年第4季度"
    period_from = date(2026, 10, 1)
    period_to = date(2026, 12, 31)
    due_on = date(2026, 12, 31)
    lead_days = 14


class ObligationEvidenceFactory(factory.django.DjangoModelFactory):
    """A record as evidence of `obligation`."""

    class Meta:
        model = ObligationEvidence

    key = factory.Sequence(lambda n: f"activity-{n}")
    label = "邻里茶话会"
    on = date(2026, 11, 1)
    added_by = "系统"
