"""Documents, their editions, and the tasks that they ask for."""

from datetime import date

import factory

from liaison.documents.enums import DocumentState
from liaison.documents.models import Document, DocumentEdition, DocumentObligation


class DocumentFactory(factory.django.DjangoModelFactory):
    """A notice in force that `area` keeps; `abolished=True` for one that is not."""

    class Meta:
        model = Document

    class Params:
        abolished = factory.Trait(
            state=DocumentState.ABOLISHED, abolished_on=date(2026, 6, 30), abolish_reason="已有新规定"
        )

    title = factory.Sequence(lambda n: f"流动代表双向共管办法{n}")
    issuer = "云和县人大常委会"
    created_by = "林主任"


class DocumentEditionFactory(factory.django.DjangoModelFactory):
    """The first edition of `document`, without a file."""

    class Meta:
        model = DocumentEdition

    number = 1
    effective_on = date(2026, 1, 1)
    summary = "规定登记、报到和台账。"
    added_by = "林主任"


class DocumentObligationFactory(factory.django.DjangoModelFactory):
    """`document` asks for what a rule of `area` makes a task."""

    class Meta:
        model = DocumentObligation

    key = factory.Sequence(lambda n: f"rule-{n}")
