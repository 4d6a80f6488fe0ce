"""Notices and the ways they leave the house."""

import factory
from django.utils import timezone

from tests.factories.accounts import UserFactory
from yunhe.notices.enums import Channel, MailRhythm
from yunhe.notices.models import Delivery, DeliveryChoice, GroupRobot, Notice


class NoticeFactory(factory.django.DjangoModelFactory):
    """An unread notice."""

    class Meta:
        model = Notice

    recipient = factory.SubFactory(UserFactory)
    key = factory.Sequence(lambda n: f"notice-{n}")
    kind = "ledger"
    title = "台账已开启"


class DeliveryChoiceFactory(factory.django.DjangoModelFactory):
    """Somebody who wants urgent notices by mail at once, to an address that is confirmed."""

    class Meta:
        model = DeliveryChoice

    user = factory.SubFactory(UserFactory)
    email = factory.Sequence(lambda n: f"person{n}@example.org")
    confirmed_at = factory.LazyFunction(timezone.now)
    rhythm = MailRhythm.PROMPT


class GroupRobotFactory(factory.django.DjangoModelFactory):
    """The robot of a chat group of `area`."""

    class Meta:
        model = GroupRobot

    name = factory.Sequence(lambda n: f"工作群{n}")
    address = "https://robot.example.org/send?key=1"
    secret = "robot-secret"
    created_by = "林主任"


class DeliveryFactory(factory.django.DjangoModelFactory):
    """A mail to the holder of `choice` that waits; give `robot` and Channel.ROBOT for a message to a group."""

    class Meta:
        model = Delivery

    channel = Channel.MAIL
    key = factory.Sequence(lambda n: f"delivery-{n}")
    choice = factory.SubFactory(DeliveryChoiceFactory)
