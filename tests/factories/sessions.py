"""Sessions with their half-days, who is called and came, and leaves."""

from datetime import timedelta

import factory
from django.utils import timezone

from deputies.people.enums import CongressLevel
from liaison.sessions.enums import AttendanceStatus, Half, LeaveState, SessionKind
from liaison.sessions.models import Attendance, CongressSession, Leave, Sitting, Summons
from tests.factories.deputies import CongressTermFactory, MandateFactory


class CongressSessionFactory(factory.django.DjangoModelFactory):
    """A session of the township congress of `area`, planned for yesterday."""

    class Meta:
        model = CongressSession

    term = factory.LazyAttribute(lambda obj: CongressTermFactory(area=obj.area, level=CongressLevel.TOWNSHIP))
    kind = SessionKind.CONGRESS
    number = factory.Sequence(lambda n: n + 20)
    begins_on = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=1))
    ends_on = factory.SelfAttribute("begins_on")
    place = "乡政府三楼会议室"


class SittingFactory(factory.django.DjangoModelFactory):
    """The morning of the first day of `session`."""

    class Meta:
        model = Sitting

    on = factory.SelfAttribute("session.begins_on")
    half = Half.MORNING


class SummonsFactory(factory.django.DjangoModelFactory):
    """A seat of the deputy of `mandate` called to `session`."""

    class Meta:
        model = Summons

    mandate = factory.SubFactory(MandateFactory)
    deputy = factory.SelfAttribute("mandate.deputy")


class AttendanceFactory(factory.django.DjangoModelFactory):
    """`summons` was present at `sitting`."""

    class Meta:
        model = Attendance

    status = AttendanceStatus.PRESENT
    by = "赤石乡干事"


class LeaveFactory(factory.django.DjangoModelFactory):
    """A leave of `summons`, asked for beforehand and undecided; complete as its state demands."""

    class Meta:
        model = Leave

    reason = "住院手术"
    state = LeaveState.ASKED

    @factory.lazy_attribute
    def decided_at(self):
        """Decided leaves say when."""
        return timezone.now() if self.state in (LeaveState.GRANTED, LeaveState.REFUSED) else None

    @factory.lazy_attribute
    def decided_by(self):
        """Decided leaves say by whom."""
        return "赤石乡干事" if self.state in (LeaveState.GRANTED, LeaveState.REFUSED) else ""
