"""Money: years, lines with something on them, entries that the verbs have written."""

import factory
from django.utils import timezone

from liaison.funds.enums import Bucket, EntryKind, FundLevel, FundUse
from liaison.funds.models import Entry, FundLine, FundYear
from liaison.funds.workflow.posting import Posting, post
from tests.factories.accounts import UserFactory


class FundYearFactory(factory.django.DjangoModelFactory):
    """This year's money of `office`, open."""

    class Meta:
        model = FundYear
        django_get_or_create = ("office", "year")

    year = factory.LazyFunction(lambda: timezone.localdate().year)
    created_by = "浮云经费"


class FundLineFactory(factory.django.DjangoModelFactory):
    """A county-level line of `fund_year`, or of `office` this year, for everything; `cents` are free on it."""

    class Meta:
        model = FundLine
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"代表活动经费{n}")
    level = FundLevel.COUNTY
    use = FundUse.GENERAL

    @classmethod
    def _create(cls, model_class, *args, office=None, year=None, **facts):
        """Open the year of `office` where no `fund_year` is given."""
        if office is not None:
            facts["fund_year"] = FundYearFactory(office=office, **({"year": year} if year else {}))
        return super()._create(model_class, *args, **facts)

    @factory.post_generation
    def cents(self, create, value, **facts):
        """Allot `cents` to the line."""
        if value:
            EntryFactory(line=self, cents=value)
            self.refresh_from_db()


class EntryFactory(factory.django.DjangoModelFactory):
    """A hundred yuan allotted to `line`, as `post` writes it: the balance moves too."""

    class Meta:
        model = Entry

    cents = 10_000

    @classmethod
    def _create(cls, model_class, *args, line, cents, **facts):
        posting = Posting(line, EntryKind.ALLOT, Bucket.GRANT, Bucket.FREE, cents, "年初下达", facts)
        (entry,) = post([posting], by=UserFactory())
        return entry
