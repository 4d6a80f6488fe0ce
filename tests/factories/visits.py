"""Visits, what was found on them, and campaigns."""

from datetime import timedelta

import factory
from django.utils import timezone

from liaison.concerns.enums import ConcernCategory
from liaison.visits.models import Visit, VisitCampaign, VisitFinding


class VisitFactory(factory.django.DjangoModelFactory):
    """`deputy` met `household` today."""

    class Meta:
        model = Visit

    recorded_by = "代表"


class VisitFindingFactory(factory.django.DjangoModelFactory):
    """Something that was found on `visit` and is not sorted."""

    class Meta:
        model = VisitFinding

    category = ConcernCategory.HOUSING
    text = factory.Sequence(lambda n: f"第{n}幢楼道灯不亮")
    found_by = "代表"


class VisitCampaignFactory(factory.django.DjangoModelFactory):
    """A campaign of `area` that runs this month."""

    class Meta:
        model = VisitCampaign

    title = factory.Sequence(lambda n: f"集中走访{n}")
    begins_on = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=10))
    ends_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=20))
    created_by = "赤石乡干事"
