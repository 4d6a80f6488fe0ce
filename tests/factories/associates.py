"""People who are no deputies."""

from datetime import date

import factory

from deputies.associates.enums import AssociateKind
from deputies.associates.models import Associate
from yunhe.privacy import digest


class AssociateFactory(factory.django.DjangoModelFactory):
    """A grid worker of `area`, in office."""

    class Meta:
        model = Associate

    name = factory.Sequence(lambda n: f"网格员{n}")
    name_pinyin = factory.Sequence(lambda n: f"wang ge yuan {n:05d}")
    name_initials = "wgy"
    kind = AssociateKind.GRID_WORKER
    phone = factory.Sequence(lambda n: f"1690579{n:04d}")
    phone_digest = factory.LazyAttribute(lambda obj: digest(obj.phone, purpose="phone") if obj.phone else "")
    begins_on = date(2026, 1, 1)
