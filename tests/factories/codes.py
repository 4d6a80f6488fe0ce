"""What is done with codes: printed, scanned, shown on a screen."""

import factory
from django.utils import timezone

from stations.codes.enums import BatchState, Channel, Layout, Visitor
from stations.codes.models import CodePrint, PrintBatch, Scan, ScanDay, Screen, fingerprint, new_secret
from tests.factories.accounts import UserFactory


class PrintBatchFactory(factory.django.DjangoModelFactory):
    """A batch of wall signs that `area` has had prepared; the prints are given by the test."""

    class Meta:
        model = PrintBatch

    layout = Layout.WALL
    choice = "浮云街道"
    state = BatchState.PREPARED
    prepared_at = factory.LazyFunction(timezone.now)
    started_by = factory.SubFactory(UserFactory)
    created_by = "浮云干事"


class CodePrintFactory(factory.django.DjangoModelFactory):
    """`code` as it was printed first, in `batch`."""

    class Meta:
        model = CodePrint

    place = factory.Sequence(lambda n: n + 1)
    edition = 1
    words = factory.LazyFunction(dict)


class ScanFactory(factory.django.DjangoModelFactory):
    """Somebody without an account has opened `code`."""

    class Meta:
        model = Scan

    visitor = Visitor.ANONYMOUS
    channel = Channel.OTHER
    key = factory.Sequence(lambda n: f"{n:032x}")


class ScanDayFactory(factory.django.DjangoModelFactory):
    """`code` was opened three times today."""

    class Meta:
        model = ScanDay

    on = factory.LazyFunction(timezone.localdate)
    visitor = Visitor.ANONYMOUS
    channel = Channel.OTHER
    number = 3


class ScreenFactory(factory.django.DjangoModelFactory):
    """A tablet in the hall of `station` (or at `activity`)."""

    class Meta:
        model = Screen

    name = factory.Sequence(lambda n: f"大厅平板{n}")
    secret = factory.LazyFunction(new_secret)
    digest = factory.LazyAttribute(lambda obj: fingerprint(obj.secret))
    created_by = "浮云干事"
