"""Accounts with one appointment."""

from datetime import timedelta

import factory
from django.conf import settings
from django.utils import timezone

from yunhe.accounts.models import Appointment, OfficeCode, OpenSession, PhoneKey, User

PASSWORD = "云和履职-2026-test"


class UserFactory(factory.django.DjangoModelFactory):
    """A person who has set an own password and read the notice on personal data. `PASSWORD` opens the account."""

    class Meta:
        model = User

    username = factory.Sequence(lambda n: f"user{n}")
    name = factory.Sequence(lambda n: f"人员{n}")
    must_change_password = False
    privacy_notice_version = factory.LazyFunction(lambda: settings.PRIVACY_NOTICE_VERSION)
    password = factory.django.Password(PASSWORD)


class AppointmentFactory(factory.django.DjangoModelFactory):
    """An appointment in force; `area` and `role` are given by the test."""

    class Meta:
        model = Appointment

    user = factory.SubFactory(UserFactory)


class OpenSessionFactory(factory.django.DjangoModelFactory):
    """A sign-in of somebody at an office computer."""

    class Meta:
        model = OpenSession

    user = factory.SubFactory(UserFactory)
    session_key = factory.Sequence(lambda n: f"session-{n}")
    ip = "198.51.100.7"
    device = "Chrome（Windows）"


class PhoneKeyFactory(factory.django.DjangoModelFactory):
    """A bound phone whose key nobody holds; a test that scans binds one itself."""

    class Meta:
        model = PhoneKey

    user = factory.SubFactory(UserFactory)
    device = "微信（安卓）"
    digest = factory.Sequence(lambda n: f"key-{n}")
    until = factory.LazyFunction(lambda: timezone.now() + timedelta(days=180))


class OfficeCodeFactory(factory.django.DjangoModelFactory):
    """A code that nobody knows any more."""

    class Meta:
        model = OfficeCode

    user = factory.SubFactory(UserFactory)
    purpose = "phone"
    digest = factory.Sequence(lambda n: f"code-{n}")
    until = factory.LazyFunction(lambda: timezone.now() + timedelta(hours=72))
