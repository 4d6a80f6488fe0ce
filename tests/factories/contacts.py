"""Households and pairs."""

import factory

from liaison.households.enums import ProposalState, RowChange
from liaison.households.models import (
    DeputyPair,
    Household,
    HouseholdPair,
    PairingProposal,
    ProposalRow,
    head_digest,
    household_phone_digest,
)


class HouseholdFactory(factory.django.DjangoModelFactory):
    """A household of `village`; pass `community` for where it lives now."""

    class Meta:
        model = Household

    head = factory.Sequence(lambda n: f"叶示例{n}")
    head_digest = factory.LazyAttribute(lambda obj: head_digest(obj.head))
    phone = factory.Sequence(lambda n: f"1690571{n:04d}")
    phone_digest = factory.LazyAttribute(lambda obj: household_phone_digest(obj.phone))
    address = "示例小区3幢201室"


class HouseholdPairFactory(factory.django.DjangoModelFactory):
    """An open pair of `deputy` and `household`."""

    class Meta:
        model = HouseholdPair


class DeputyPairFactory(factory.django.DjangoModelFactory):
    """An open pair of county deputy `leader` and township deputy `member`."""

    class Meta:
        model = DeputyPair


class PairingProposalFactory(factory.django.DjangoModelFactory):
    """A proposal for `unit` that can be looked at: two to four households a deputy."""

    class Meta:
        model = PairingProposal

    low = 2
    high = 4
    state = ProposalState.READY
    made_by = "赤石乡干事"


class ProposalRowFactory(factory.django.DjangoModelFactory):
    """A new pair that `proposal` suggests for `household`."""

    class Meta:
        model = ProposalRow

    change = RowChange.NEW
