"""Concerns in any state, complete as the state demands; handling units."""

from datetime import timedelta

import factory
from django.core.files.base import ContentFile
from django.utils import timezone

from liaison.concerns import tickets
from liaison.concerns.enums import Channel, ConcernCategory, ConcernState, FeedbackWay, VoterRating
from liaison.concerns.models import AnswerTemplate, Concern, ConcernEcho, ConcernPhoto, HandlingUnit
from tests.pictures import picture_bytes

SECRET = "h7k2-mmq9"
ANSWERED = (ConcernState.REPLIED, ConcernState.TOLD, ConcernState.RATED, ConcernState.CLOSED)
TOLD = (ConcernState.TOLD, ConcernState.RATED, ConcernState.CLOSED)


def as_demanded(state, *, point):
    """Return the facts that a concern in `state` must have, handled by the community `point`."""
    today = timezone.localdate()
    facts = {}
    if state in (ConcernState.ASSIGNED, ConcernState.PAUSED, *ANSWERED):
        facts |= {"handling_point": point, "round": 1, "assigned_on": today}
    if state in ANSWERED:
        facts |= {"reply": "楼道灯已经换好", "result": "A", "replied_by": "中山社区", "replied_on": today}
    if state in TOLD:
        facts |= {"told_on": today, "told_way": FeedbackWay.PHONE}
    if state in (ConcernState.RATED, ConcernState.CLOSED):
        facts["rating"] = VoterRating.SATISFIED
    if state == ConcernState.CLOSED:
        facts["closed_on"] = today
    if state == ConcernState.PAUSED:
        facts |= {"paused_on": today, "paused_from": ConcernState.ASSIGNED, "question": "是哪一幢？"}
    if state == ConcernState.LIFTED:
        facts["due_on"] = None
    if state == ConcernState.REFUSED:
        facts["refusal"] = "private"
    return facts


class ConcernFactory(factory.django.DjangoModelFactory):
    """A concern about `place`, led by its unit; pass `state` and what that state demands (as_demanded). Secret: SECRET."""

    class Meta:
        model = Concern

    number = factory.Sequence(lambda n: f"2611{n:06d}")
    secret_digest = factory.LazyFunction(lambda: tickets.secret_digest(SECRET))
    nonce_digest = factory.Sequence(lambda n: f"{n:064d}")
    channel = Channel.STATION_CODE
    text = factory.Sequence(lambda n: f"安置小区{n}幢楼道灯不亮，老人晚上上楼不方便")
    title = factory.Sequence(lambda n: f"楼道灯{n}")
    category = ConcernCategory.HOUSING
    lead = factory.LazyAttribute(lambda obj: obj.place.unit)
    routing_reason = "事情发生在这里。"
    due_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=20))


class HandlingUnitFactory(factory.django.DjangoModelFactory):
    """A unit of `area`."""

    class Meta:
        model = HandlingUnit

    name = factory.Sequence(lambda n: f"县住建局{n}")


class AnswerTemplateFactory(factory.django.DjangoModelFactory):
    """Words of `area`."""

    class Meta:
        model = AnswerTemplate

    title = factory.Sequence(lambda n: f"模板{n}")
    text = "已转物业处理。"


class ConcernPhotoFactory(factory.django.DjangoModelFactory):
    """A voter's photo of `concern`, with its files."""

    class Meta:
        model = ConcernPhoto

    file = factory.LazyFunction(lambda: ContentFile(picture_bytes(), "photo.jpg"))
    small = factory.LazyFunction(lambda: ContentFile(picture_bytes(), "small.jpg"))


class ConcernEchoFactory(factory.django.DjangoModelFactory):
    """Another voter has the same trouble as `concern`. Secret: SECRET."""

    class Meta:
        model = ConcernEcho

    nonce_digest = factory.Sequence(lambda n: f"{n:064d}")
    secret_digest = factory.LazyFunction(lambda: tickets.secret_digest(SECRET))
