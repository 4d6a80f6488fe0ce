"""Uploaded files and what they became."""

import factory

from tests.factories.accounts import UserFactory
from yunhe.imports.enums import ImportState, RowAction
from yunhe.imports.models import ColumnMapping, ImportRow, ImportRun


class ImportRunFactory(factory.django.DjangoModelFactory):
    """A roster that `area` has uploaded; `confirmed=True` for one that has been taken over."""

    class Meta:
        model = ImportRun

    class Params:
        confirmed = factory.Trait(state=ImportState.CONFIRMED, confirmed_by="林主任")

    register = "deputy-roster"
    file_name = "代表名册.xlsx"
    counts = factory.LazyFunction(lambda: dict.fromkeys(("created", "updated", "unchanged", "refused"), 0))
    file_sha256 = factory.Sequence(lambda n: f"{n:064x}")
    uploaded_by = factory.SubFactory(UserFactory)


class ImportRowFactory(factory.django.DjangoModelFactory):
    """A line of `run` that makes a new record."""

    class Meta:
        model = ImportRow

    sheet = "Sheet1"
    row = factory.Sequence(lambda n: n + 2)
    action = RowAction.CREATED
    label = "单小满"


class ColumnMappingFactory(factory.django.DjangoModelFactory):
    """What `area` has said of the columns of a roster."""

    class Meta:
        model = ColumnMapping

    register = "deputy-roster"
    signature = factory.Sequence(lambda n: f"{n:064x}")
