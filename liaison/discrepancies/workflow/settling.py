"""Settling a difference: a named person says which value holds and how it was checked; the register follows."""

from django.db import transaction
from django.utils import timezone

from deputies.people.workflow import facts as deputies
from liaison.discrepancies.enums import CheckWay, Fact
from liaison.discrepancies.models import Discrepancy
from liaison.discrepancies.policies import settling_side
from liaison.discrepancies.queries import is_same_as_seen
from liaison.discrepancies.values import shown
from liaison.discrepancies.workflow.comparing import compare_registration, lock_registration, take
from liaison.registration import workflow as registrations
from liaison.registration.enums import RedirectReason, RegistrationState
from liaison.registration.models import Registration
from yunhe.accounts.models import User
from yunhe.areas.models import Area
from yunhe.kit.moves import locked
from yunhe.kit.refusals import IllegalMove, Refused, required

SOURCE = "信息不一致核定"


@transaction.atomic
def settle(
    discrepancy: Discrepancy, *, value: str, checked: str, note: str = "", by: User, seen: str = ""
) -> Discrepancy:
    """Say which value holds (OPEN → SETTLED).

    value: as statements store it (a phone, an address, the id of a community, "yes" or "no"); seen: what the person looked
    at (queries.seen_of); when a side has spoken again since, it is refused. Raises Denied, IllegalMove, Refused.
    Further side effects in order: the register follows by its own verbs (phone, residence with history, household; another
    community of the same unit sends the registration there to be received), everybody is told. "no" to still_here changes
    no register: the office then ends the registration or changes the community, and knows where to.
    """
    registration = lock_registration(discrepancy.registration)
    discrepancy = locked(Discrepancy.objects.all(), discrepancy)
    discrepancy.registration = registration
    side = settling_side(by, discrepancy)
    if seen and not is_same_as_seen(discrepancy, seen):
        raise IllegalMove("有人刚刚又作了说明，请看过最新的说法再核定。")
    if checked not in CheckWay.values:
        raise Refused({"checked": "请选择核实方式。"})
    value = required(value, "请选择以哪一种说法为准，或另填正确的内容。")
    discrepancy.settled_value, discrepancy.settled_shown = value, shown(discrepancy.fact, value)
    discrepancy.checked, discrepancy.settled_note = checked, note.strip()
    discrepancy.settled_by, discrepancy.settled_side = by.display_name, side
    discrepancy.settled_at = timezone.now()
    take(
        discrepancy,
        "settle",
        by=by,
        side=side,
        shown=discrepancy.settled_shown,
        reason=checked,
        note=discrepancy.settled_note,
    )
    _write(registration, discrepancy.fact, value, by=by)
    compare_registration(registration, by=by)
    discrepancy.refresh_from_db()
    return discrepancy


def _write(registration: Registration, fact: str, value: str, *, by: User) -> None:
    """Let the register that owns `fact` follow."""
    if fact == Fact.PHONE:
        deputies.change_phone(registration.deputy, phone=value, source=SOURCE, by=by)
    elif fact == Fact.HOUSEHOLD:
        deputies.change_household(registration.deputy, at_home=value == "yes", source=SOURCE, by=by)
    elif fact == Fact.ADDRESS:
        registrations.mend_address(registration, address=value, source=SOURCE, by=by)
    elif fact == Fact.COMMUNITY:
        _move(registration, Area.objects.select_related("unit").get(pk=value), by=by)


def _move(registration: Registration, community: Area, *, by: User) -> None:
    """Bring registration and residence to `community`; what needs another office is refused with what to do instead."""
    if community.pk == registration.community_id:
        deputies.change_residence(registration.deputy, residence=community, source=SOURCE, by=by)
    elif community.unit_id == registration.origin_id:
        raise Refused("核定的地方就是流出地：请在共管档案里办理“结束”，原因选“返回流出地”。")
    elif community.unit_id != registration.residence_id:
        raise Refused(
            f"{community.full_name}不在{registration.residence.name}：请在共管档案里办理“结束”，原因选“迁往别处”，系统会接着开下一份档案。"
        )
    elif registration.state == RegistrationState.CO_MANAGED:
        registrations.relocate(registration, community=community, note=SOURCE, by=by)
    elif registration.state == RegistrationState.VERIFIED:
        registrations.redirect(
            registration, community=community, reason=RedirectReason.OTHER_COMMUNITY, note=SOURCE, by=by
        )
    else:
        raise Refused("档案还没有核实：请由流入地在核实时选定社区，或请代表重新提交登记。")
