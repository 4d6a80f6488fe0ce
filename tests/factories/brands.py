"""Running models."""

from datetime import date

import factory

from liaison.brands.models import Brand


class BrandFactory(factory.django.DjangoModelFactory):
    """A model of `unit` that runs since January; teams and rules are given by the test or by `start_brand`."""

    class Meta:
        model = Brand

    plan_key = "resettlement-aid"
    promise = "每季度走访"
    started_on = date(2026, 1, 1)
