"""Ledger rounds and entries in any state."""

from datetime import date

import factory
from django.utils import timezone

from liaison.ledger.enums import EntryState
from liaison.ledger.facts import facts_of
from liaison.ledger.models import LedgerEntry, LedgerRound, RegisterKeeper
from tests.factories.accounts import UserFactory
from tests.factories.deputies import DeputyFactory, MandateFactory


class LedgerRoundFactory(factory.django.DjangoModelFactory):
    """The round of the second half of 2026."""

    class Meta:
        model = LedgerRound
        django_get_or_create = ("half",)

    half = "2026-H2"
    opened_on = date(2026, 11, 1)
    closes_on = date(2026, 12, 31)


class LedgerEntryFactory(factory.django.DjangoModelFactory):
    """A line of a deputy from `origin` who lives in `community`."""

    class Meta:
        model = LedgerEntry
        skip_postgeneration_save = True

    round = factory.SubFactory(LedgerRoundFactory)
    origin = None
    community = None
    state = EntryState.OPEN
    residence = factory.LazyAttribute(lambda obj: obj.community.unit if obj.community else None)
    deputy = factory.LazyAttribute(lambda obj: DeputyFactory(origin=obj.origin, residence=obj.community))
    facts = factory.LazyAttribute(lambda obj: facts_of(obj.deputy))
    confirmed = factory.LazyAttribute(lambda obj: obj.facts if obj.state in ("confirmed", "locked") else None)
    has_changes = factory.LazyAttribute(lambda obj: False if obj.state in ("confirmed", "locked") else None)
    confirmed_at = factory.LazyAttribute(lambda obj: timezone.now() if obj.state in ("confirmed", "locked") else None)
    countersigned_at = factory.LazyAttribute(lambda obj: timezone.now() if obj.state == EntryState.LOCKED else None)

    @factory.post_generation
    def mandate(obj, create, extracted, **kwargs):  # noqa: N805 factory_boy's signature
        """Give the deputy a mandate in force unless there is one."""
        if create and not obj.deputy.mandates.exists():
            MandateFactory(deputy=obj.deputy)


class RegisterKeeperFactory(factory.django.DjangoModelFactory):
    """A keeper in force of the register of `area`."""

    class Meta:
        model = RegisterKeeper

    user = factory.SubFactory(UserFactory)
    named_by = "县人大"
