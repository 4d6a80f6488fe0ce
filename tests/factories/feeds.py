"""Calendars that phones subscribe to."""

import factory

from stations.feeds.models import CalendarFeed, new_secret
from stations.feeds.querysets import fingerprint


class CalendarFeedFactory(factory.django.DjangoModelFactory):
    """The calendar of `deputy`, or of `station` for `user`."""

    class Meta:
        model = CalendarFeed

    secret = factory.LazyFunction(new_secret)
    digest = factory.LazyAttribute(lambda obj: fingerprint(obj.secret))
