"""Joint meetings and resolutions in any state."""

from datetime import date, timedelta

import factory
from django.utils import timezone

from liaison.joint_meetings.enums import HELD_MEETINGS, MeetingState, ResolutionState
from liaison.joint_meetings.models import JointAttendee, JointItem, JointMeeting, Resolution


class JointMeetingFactory(factory.django.DjangoModelFactory):
    """A meeting of `origin` and `residence`, complete as its state demands; proposed by the origin."""

    class Meta:
        model = JointMeeting

    state = MeetingState.PROPOSED
    place = "城区联络站"
    proposed_by = "origin"
    starts_at = factory.LazyAttribute(
        lambda obj: timezone.now() + timedelta(days=-3 if obj.state in HELD_MEETINGS else 7)
    )
    year = factory.LazyAttribute(lambda obj: timezone.localtime(obj.starts_at).year)
    waits_for = factory.LazyAttribute(lambda obj: "residence" if obj.state in ("proposed", "held") else "")
    minutes = factory.LazyAttribute(lambda obj: "研究了共管工作。" if obj.state in HELD_MEETINGS else "")
    cancel_reason = factory.LazyAttribute(lambda obj: "对方有会" if obj.state == MeetingState.CANCELLED else "")


class JointItemFactory(factory.django.DjangoModelFactory):
    """An item of `meeting`."""

    class Meta:
        model = JointItem

    title = "通报情况"


class JointAttendeeFactory(factory.django.DjangoModelFactory):
    """Somebody of the origin at `meeting`."""

    class Meta:
        model = JointAttendee

    side = "origin"
    name = "张三"


class ResolutionFactory(factory.django.DjangoModelFactory):
    """A resolution of `meeting`, owned by its residence."""

    class Meta:
        model = Resolution

    text = "走访三名失联代表"
    unit = factory.LazyAttribute(lambda obj: obj.meeting.residence)
    due_on = date(2099, 1, 1)
    finished_on = factory.LazyAttribute(lambda obj: None if obj.state == ResolutionState.OPEN else timezone.localdate())
    result = factory.LazyAttribute(lambda obj: "" if obj.state == ResolutionState.OPEN else "已办")
    state = ResolutionState.OPEN
