"""Council meetings."""

from datetime import date

import factory

from liaison.councils.enums import ItemKind
from liaison.councils.models import AgendaItem, CouncilMeeting, Project, Seat


class CouncilMeetingFactory(factory.django.DjangoModelFactory):
    """A planned meeting of the council of `area`."""

    class Meta:
        model = CouncilMeeting

    year = 2026
    number = factory.Sequence(lambda n: n + 1)
    on = date(2026, 3, 2)


class SeatFactory(factory.django.DjangoModelFactory):
    """`associate` is called to `meeting`."""

    class Meta:
        model = Seat


class AgendaItemFactory(factory.django.DjangoModelFactory):
    """A report on the agenda of `meeting`."""

    class Meta:
        model = AgendaItem

    order = factory.Sequence(lambda n: n + 1)
    kind = ItemKind.HEARING
    title = factory.Sequence(lambda n: f"报告{n}")


class ProjectFactory(factory.django.DjangoModelFactory):
    """A project put to the vote under `item`."""

    class Meta:
        model = Project

    order = factory.Sequence(lambda n: n + 1)
    name = factory.Sequence(lambda n: f"项目{n}")
