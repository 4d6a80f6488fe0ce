"""What people keep of lists, and what keeps a form from being sent twice."""

import factory

from tests.factories.accounts import UserFactory
from yunhe.web.models import SavedView, Sending


class SavedViewFactory(factory.django.DjangoModelFactory):
    """A kept view of the list of deputies."""

    class Meta:
        model = SavedView

    user = factory.SubFactory(UserFactory)
    list_name = "deputies"
    path = "/deputies/"
    title = factory.Sequence(lambda n: f"视图{n}")
    query = "living=elsewhere"


class SendingFactory(factory.django.DjangoModelFactory):
    """A form that has been sent."""

    class Meta:
        model = Sending

    key = factory.Sequence(lambda n: f"{n:064x}")
