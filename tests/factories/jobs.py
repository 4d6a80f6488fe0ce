"""Work in the background."""

import factory

from tests.factories.accounts import UserFactory
from yunhe.jobs.enums import JobState
from yunhe.jobs.models import Job


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
