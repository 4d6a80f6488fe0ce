"""Pairing, transferring and ending: who keeps in touch with whom."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from deputies.people.models import Deputy
from liaison.households import policies
from liaison.households.enums import PairEnd, PairSource
from liaison.households.models import DeputyPair, Household, HouseholdPair, Pair
from liaison.households.refusals import ContactRefused
from liaison.households.tasks import tell_of_pair
from yunhe.accounts.models import User
from yunhe.audit.record import record


def _household(household: Household) -> Household:
    rows = Household.objects.select_for_update(of=("self",)).select_related("village__unit", "community")
    return rows.get(pk=household.pk)


def _saved(pair: Pair) -> None:
    try:
        pair.full_clean()
    except ValidationError as error:
        raise ContactRefused("；".join(error.messages)) from error
    pair.save()


def _end(pair: Pair, reason: str, on: date | None = None) -> None:
    pair.ended_on = max(on or timezone.localdate(), pair.began_on)
    pair.end_reason = reason
    pair.save(update_fields=["ended_on", "end_reason"])


@transaction.atomic
def pair_household(
    household: Household, deputy: Deputy, *, by: User, source: str = PairSource.BY_HAND, also: bool = False
) -> HouseholdPair:
    """Let `deputy` keep in touch with `household`. A second deputy only with `also`. Errors: Denied, ContactRefused.

    Side effects: one HouseholdPair, one audit event on the household, on commit a notice to the deputy.
    """
    locked = _household(household)
    policies.can_pair_household(by, deputy, locked)
    others = [pair.deputy.name for pair in locked.pairs.open().select_related("deputy")]
    if others and not also:
        raise ContactRefused(f"这一户已由{'、'.join(others)}联系。要换人请用“转交”。")
    pair = HouseholdPair(deputy=deputy, household=locked, source=source, made_by=by.display_name)
    _saved(pair)
    changes = {"联系代表": ["、".join(others), "、".join([*others, deputy.name])]}
    areas = [*locked.areas, deputy.origin]
    record("contacts.pair_household", "结对联系户", locked, by=by, changes=changes, areas=areas)
    transaction.on_commit(lambda: tell_of_pair.delay(pair.pk))
    return pair


@transaction.atomic
def transfer_household(household: Household, deputy: Deputy, *, by: User) -> HouseholdPair:
    """Give `household` to `deputy`: whoever keeps in touch with it now does so no longer. Errors: Denied, ContactRefused.

    Side effects: the open pairs end as transferred, one new pair, one audit event, on commit a notice to the deputy.
    """
    locked = _household(household)
    policies.can_pair_household(by, deputy, locked)
    current = list(locked.pairs.open().select_for_update(of=("self",)).select_related("deputy__origin"))
    if [pair.deputy_id for pair in current] == [deputy.pk]:
        raise ContactRefused(f"这一户本来就由{deputy.name}联系。")
    kept = None
    for pair in current:
        policies.can_end_household_pair(by, pair)
        if pair.deputy_id == deputy.pk:
            kept = pair
        else:
            _end(pair, PairEnd.TRANSFERRED)
    if kept is None:
        kept = HouseholdPair(deputy=deputy, household=locked, made_by=by.display_name)
        _saved(kept)
    changes = {"联系代表": ["、".join(pair.deputy.name for pair in current), deputy.name]}
    areas = [*locked.areas, deputy.origin, *(pair.deputy.origin for pair in current)]
    record("contacts.transfer_household", "转交联系户", locked, by=by, changes=changes, areas=areas)
    transaction.on_commit(lambda: tell_of_pair.delay(kept.pk))
    return kept


@transaction.atomic
def end_household_pair(pair: HouseholdPair, *, by: User, reason: str = PairEnd.OTHER) -> HouseholdPair:
    """End one pair; the household waits for another deputy. Errors: Denied. Side effects: the pair, one audit event."""
    rows = HouseholdPair.objects.select_for_update(of=("self",))
    locked = rows.select_related("deputy__origin", "household__village__unit", "household__community").get(pk=pair.pk)
    policies.can_end_household_pair(by, locked)
    _end(locked, reason)
    changes = {"联系代表": [locked.deputy.name, ""], "原因": ["", locked.get_end_reason_display()]}
    areas = [*locked.household.areas, locked.deputy.origin]
    record("contacts.end_pair", "结束结对", locked.household, by=by, changes=changes, areas=areas)
    return locked


@transaction.atomic
def pair_deputies(leader: Deputy, member: Deputy, *, by: User, source: str = PairSource.BY_HAND) -> DeputyPair:
    """Link a county deputy with a township deputy who has none. Errors: Denied, ContactRefused.

    Side effects: one DeputyPair, one audit event.
    """
    member = Deputy.objects.select_for_update(of=("self",)).select_related("origin").get(pk=member.pk)
    policies.can_pair_deputies(by, leader, member)
    pair = DeputyPair(leader=leader, member=member, source=source, made_by=by.display_name)
    _saved(pair)
    changes = {"结对县代表": ["", leader.name]}
    record("contacts.pair_deputies", "代表结对", member, by=by, changes=changes, areas=[member.origin, leader.origin])
    return pair


@transaction.atomic
def transfer_deputy_pair(pair: DeputyPair, leader: Deputy, *, by: User) -> DeputyPair:
    """Link the member with another county deputy. Errors: Denied, ContactRefused.

    Side effects: the pair ends as transferred, one new pair, one audit event.
    """
    locked = _deputy_pair(pair)
    policies.can_end_deputy_pair(by, locked)
    policies.can_pair_deputies(by, leader, locked.member)
    if locked.leader_id == leader.pk:
        raise ContactRefused(f"{locked.member.name}本来就由{leader.name}结对。")
    _end(locked, PairEnd.TRANSFERRED)
    new = DeputyPair(leader=leader, member=locked.member, made_by=by.display_name)
    _saved(new)
    changes = {"结对县代表": [locked.leader.name, leader.name]}
    areas = [locked.member.origin, leader.origin, locked.leader.origin]
    record("contacts.transfer_deputy_pair", "转交代表结对", locked.member, by=by, changes=changes, areas=areas)
    return new


@transaction.atomic
def end_deputy_pair(pair: DeputyPair, *, by: User, reason: str = PairEnd.OTHER) -> DeputyPair:
    """End one link between deputies. Errors: Denied. Side effects: the pair, one audit event."""
    locked = _deputy_pair(pair)
    policies.can_end_deputy_pair(by, locked)
    _end(locked, reason)
    changes = {"结对县代表": [locked.leader.name, ""], "原因": ["", locked.get_end_reason_display()]}
    areas = [locked.member.origin, locked.leader.origin]
    record("contacts.end_deputy_pair", "结束代表结对", locked.member, by=by, changes=changes, areas=areas)
    return locked


def _deputy_pair(pair: DeputyPair) -> DeputyPair:
    rows = DeputyPair.objects.select_for_update(of=("self",))
    return rows.select_related("leader__origin", "member__origin").get(pk=pair.pk)
