"""Work in the background."""

import factory
from django.utils import timezone

from tests.factories.accounts import UserFactory
from yunhe.jobs.enums import JobState
from yunhe.jobs.models import Errand, Job


class JobFactory(factory.django.DjangoModelFactory):
    """A queued export of somebody; `finished=True` for one that is done."""

    class Meta:
        model = Job

    class Params:
        finished = factory.Trait(state=JobState.DONE, total=3, done=3)

    kind = "export"
    label = "导出代表名册"
    task = "yunhe.web.tasks.export"
    started_by = factory.SubFactory(UserFactory)


class ErrandFactory(factory.django.DjangoModelFactory):
    """An errand that is to be sent now."""

    class Meta:
        model = Errand

    task = "liaison.suggestions.tasks.tell_of_step"
    arguments = factory.List([0])
    next_at = factory.LazyFunction(timezone.now)
