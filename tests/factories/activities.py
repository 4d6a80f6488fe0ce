"""What belongs to an activity: invitations, series, topics, costs, minutes, photos, follow-ups."""

from datetime import date, time, timedelta

import factory
from django.core.files.base import ContentFile
from django.utils import timezone

from stations.activities.enums import FollowUpState, InviteeGroup, MinutesState
from stations.activities.models import (
    ActivityCost,
    ActivityPhoto,
    ActivitySeries,
    FollowUp,
    Guest,
    Invitation,
    Minutes,
    MinutesEdition,
    Topic,
)
from tests.pictures import picture_bytes


class InvitationFactory(factory.django.DjangoModelFactory):
    """`deputy` is invited to `activity` and has not answered."""

    class Meta:
        model = Invitation

    group = InviteeGroup.ADDED


class GuestFactory(factory.django.DjangoModelFactory):
    """`associate` is invited to `activity`."""

    class Meta:
        model = Guest


class ActivitySeriesFactory(factory.django.DjangoModelFactory):
    """A series of `area`, on the 20th of each month of 2026."""

    class Meta:
        model = ActivitySeries

    title = factory.Sequence(lambda n: f"代表来了{n}")
    year = 2026
    starts = time(9)
    ends = time(11)
    created_by = "浮云干事"


class TopicFactory(factory.django.DjangoModelFactory):
    """A topic that `area` has planned for November 2026."""

    class Meta:
        model = Topic

    title = factory.Sequence(lambda n: f"充电桩不够用{n}")
    month = date(2026, 11, 1)


class ActivityCostFactory(factory.django.DjangoModelFactory):
    """A hundred yuan for `activity`, paid by its own unit."""

    class Meta:
        model = ActivityCost

    item = "会场布置"
    cents = 10_000
    payer = factory.SelfAttribute("activity.organising_area")


class MinutesFactory(factory.django.DjangoModelFactory):
    """The draft of the minutes of `activity`; `published=True` for minutes that are out."""

    class Meta:
        model = Minutes

    class Params:
        published = factory.Trait(
            state=MinutesState.PUBLISHED,
            edition=1,
            published_by="浮云干事",
            published_at=factory.LazyFunction(timezone.now),
        )

    body = "会议听取了充电桩建设情况。"
    recorder = "浮云干事"


class MinutesEditionFactory(factory.django.DjangoModelFactory):
    """The first edition of `minutes`."""

    class Meta:
        model = MinutesEdition

    number = 1
    body = factory.SelfAttribute("minutes.body")
    published_at = factory.LazyFunction(timezone.now)
    published_by = "浮云干事"


class ActivityPhotoFactory(factory.django.DjangoModelFactory):
    """A photo of `activity`, with its files."""

    class Meta:
        model = ActivityPhoto

    picture = factory.LazyFunction(lambda: ContentFile(picture_bytes(), "photo.jpg"))
    small = factory.LazyFunction(lambda: ContentFile(picture_bytes(), "small.jpg"))
    width = 640
    height = 480
    added_by = "浮云干事"


class FollowUpFactory(factory.django.DjangoModelFactory):
    """Something that `area` wants done by itself in two weeks; `done=True` for what is done."""

    class Meta:
        model = FollowUp

    class Params:
        done = factory.Trait(
            state=FollowUpState.DONE, result="已装好", closed_on=factory.LazyFunction(timezone.localdate)
        )

    title = factory.Sequence(lambda n: f"增设充电桩{n}")
    owner_area = factory.SelfAttribute("area")
    due_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=14))
    created_by = "浮云干事"
