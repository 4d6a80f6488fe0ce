"""Who keeps the register of a unit (专人), and handing it over."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from liaison.ledger import tasks
from liaison.ledger.models import LedgerEntry, LedgerRound, RegisterKeeper
from liaison.ledger.policies import can_accept_register, can_name_keeper, may_keep
from yunhe.accounts.models import User
from yunhe.areas.models import Area
from yunhe.audit.record import record
from yunhe.jobs.errands import later
from yunhe.kit.moves import locked
from yunhe.kit.refusals import Refused


@transaction.atomic
def name_keeper(area: Area, *, user: User, by: User) -> RegisterKeeper:
    """Name `user` keeper of the register of `area`; the former keeper's time ends. Naming the same person changes nothing.

    Raises Refused when `user` is no office staff of `area`. Side effects: one or two RegisterKeepers, one audit
    event, a notice to the new keeper.
    """
    locked(Area.objects.all(), area)
    can_name_keeper(by, area)
    if not may_keep(user, area):
        raise Refused({"user": f"登记管理人须是{area.name}的人大工作人员，且账号在用。"})
    today = timezone.localdate()
    former = RegisterKeeper.objects.current().filter(area=area).select_related("user").first()
    if former and former.user_id == user.pk:
        return former
    if former:
        former.until = max(former.since, today - timedelta(days=1))
        former.save(update_fields=["until"])
    keeper = RegisterKeeper.objects.create(area=area, user=user, since=today, named_by=by.display_name)
    changes = {"登记管理人": [former.user.name if former else None, user.name]}
    record("ledger.name_keeper", "指定登记管理人", keeper, by=by, areas=[area], changes=changes)
    later(tasks.tell_keeper, keeper.pk)
    return keeper


@transaction.atomic
def accept_register(keeper: RegisterKeeper, *, by: User) -> RegisterKeeper:
    """The new keeper signs for the register: how many sheets it holds now. Signing again changes nothing.

    Side effects: the RegisterKeeper, one audit event.
    """
    keeper = locked(RegisterKeeper.objects.select_related("area", "user"), keeper)
    can_accept_register(by, keeper)
    if keeper.accepted_at:
        return keeper
    newest = LedgerRound.objects.first()
    keeper.accepted_at = timezone.now()
    keeper.sheets = LedgerEntry.objects.counted().filter(round=newest, origin=keeper.area).count() if newest else 0
    keeper.save(update_fields=["accepted_at", "sheets"])
    changes = {"接收份数": [None, keeper.sheets]}
    record("ledger.accept_register", "接收登记册", keeper, by=by, areas=[keeper.area], changes=changes)
    return keeper
