"""The trail."""

import factory

from yunhe.audit.models import AuditEvent, Seal


class AuditEventFactory(factory.django.DjangoModelFactory):
    """A line of the trail that stands outside its chain: for pages only. True lines come from yunhe.audit.record."""

    class Meta:
        model = AuditEvent

    actor = "林主任（xianrenda）"
    verb = "accounts.create"
    verb_label = "新建账号"
    salt = factory.Sequence(lambda n: f"{n:064d}")
    hash = factory.Sequence(lambda n: f"{n + 1:064d}")


class SealFactory(factory.django.DjangoModelFactory):
    """A seal that stands outside the chain; true ones come from yunhe.audit.sealing."""

    class Meta:
        model = Seal

    number = factory.Sequence(lambda n: 1_000_000 + n)
    previous = factory.Sequence(lambda n: f"{n:064d}")
    hash = factory.Sequence(lambda n: f"{n + 1:064d}")
