"""Registrations in any state, complete as the state demands."""

import factory
from django.utils import timezone

from liaison.registration.enums import AlarmCause, EndReason, RegistrationState
from liaison.registration.models import EligibilityAlarm, Handover, Registration
from tests.factories.deputies import DeputyFactory, MandateFactory


class RegistrationFactory(factory.django.DjangoModelFactory):
    """A registration between `origin` and the unit of `community`; give `state`, the rest follows."""

    class Meta:
        model = Registration
        skip_postgeneration_save = True

    state = RegistrationState.URGED
    origin = None
    community = None
    address = "示例小区1幢101室"
    residence = factory.LazyAttribute(lambda obj: obj.community.unit)
    deputy = factory.LazyAttribute(lambda obj: DeputyFactory(origin=obj.origin, residence=obj.community))

    @factory.lazy_attribute
    def verified_at(self):
        """Verified registrations say when."""
        done = self.state in (RegistrationState.VERIFIED, RegistrationState.CO_MANAGED)
        return timezone.now() if done else None

    @factory.lazy_attribute
    def received_at(self):
        """Co-managed registrations say when the community received the deputy."""
        return timezone.now() if self.state == RegistrationState.CO_MANAGED else None

    @factory.lazy_attribute
    def ended_on(self):
        """Ended registrations say when."""
        return timezone.localdate() if self.state == RegistrationState.ENDED else None

    @factory.lazy_attribute
    def end_reason(self):
        """Ended registrations say why."""
        return EndReason.WENT_HOME if self.state == RegistrationState.ENDED else ""

    @factory.post_generation
    def mandate(obj, create, extracted, **kwargs):  # noqa: N805 factory_boy's signature
        """Give the deputy a mandate in force unless there is one."""
        if create and not obj.deputy.mandates.exists():
            MandateFactory(deputy=obj.deputy)


class HandoverFactory(factory.django.DjangoModelFactory):
    """What became of one thing when `registration` ended."""

    class Meta:
        model = Handover

    title = "团队"
    label = "安援服务队"
    choice = "留在原团队"
    by = "赤石乡干事"


class EligibilityAlarmFactory(factory.django.DjangoModelFactory):
    """An alarm about `mandate`, raised and unanswered."""

    class Meta:
        model = EligibilityAlarm

    mandate = factory.SubFactory(MandateFactory)
    deputy = factory.SelfAttribute("mandate.deputy")
    origin = factory.SelfAttribute("deputy.origin")
    residence = factory.LazyAttribute(lambda obj: obj.deputy.residence.unit if obj.deputy.residence else None)
    cause = AlarmCause.HOUSEHOLD_LEFT_TOWNSHIP
    source = "登记册"
    raised_by = "系统"
