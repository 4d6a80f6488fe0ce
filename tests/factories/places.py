"""What belongs to a station: hours, people, postings."""

from datetime import date, time

import factory
from django.utils import timezone

from stations.places.models import HoursException, OpeningInterval, Posting, StationStaff
from yunhe.kit.workdays import Weekday


class OpeningIntervalFactory(factory.django.DjangoModelFactory):
    """`station` is open on Monday mornings."""

    class Meta:
        model = OpeningInterval

    weekday = Weekday.MONDAY
    opens = time(8, 30)
    closes = time(11, 30)


class HoursExceptionFactory(factory.django.DjangoModelFactory):
    """`station` is closed today."""

    class Meta:
        model = HoursException

    on = factory.LazyFunction(timezone.localdate)
    note = "停电检修"


class StationStaffFactory(factory.django.DjangoModelFactory):
    """Somebody who works at `station`."""

    class Meta:
        model = StationStaff

    name = factory.Sequence(lambda n: f"联络员{n}")


class PostingFactory(factory.django.DjangoModelFactory):
    """`deputy` is posted to `station`; `ended=True` for one who was."""

    class Meta:
        model = Posting

    class Params:
        ended = factory.Trait(ends_on=date(2026, 6, 30), end_reason="另行安排", ended_by="浮云干事")

    begins_on = date(2026, 1, 1)
    posted_by = "浮云干事"
