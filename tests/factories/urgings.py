"""Urgings of late things."""

from datetime import date

import factory

from liaison.urgings.enums import UrgingKind
from liaison.urgings.models import Urging


class UrgingFactory(factory.django.DjangoModelFactory):
    """`sender` urges `addressee` on a `concern` whose day has passed."""

    class Meta:
        model = Urging

    kind = UrgingKind.URGE
    lead = factory.SelfAttribute("concern.lead")
    sender = factory.SelfAttribute("lead")
    about = factory.Sequence(lambda n: f"诉求{n}")
    overdue_since = date(2026, 1, 5)
    text = "请尽快办理。"
    sent_by = "浮云干事"
