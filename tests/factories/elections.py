"""A congress holds an election."""

from datetime import date

import factory

from liaison.elections.models import Election, ElectionLine
from tests.factories.deputies import CongressTermFactory


class ElectionFactory(factory.django.DjangoModelFactory):
    """The election of `area` from the seventeenth to the eighteenth term, in preparation."""

    class Meta:
        model = Election

    old = factory.LazyAttribute(lambda obj: CongressTermFactory(area=obj.area))
    new = factory.LazyAttribute(lambda obj: CongressTermFactory(area=obj.area, number=obj.old.number + 1))
    on = date(2027, 1, 15)
    created_by = "林主任"


class ElectionLineFactory(factory.django.DjangoModelFactory):
    """What becomes of `mandate` in `election`: not decided yet."""

    class Meta:
        model = ElectionLine
