"""Pairing, transferring and ending: who keeps in touch with whom."""

from django.db import transaction

from deputies.people.models import Deputy
from liaison.households import policies
from liaison.households.enums import PairEnd, PairSource
from liaison.households.models import ENDING, DeputyPair, Household, HouseholdPair, Pair
from liaison.households.tasks import tell_of_pair
from yunhe.accounts.models import User
from yunhe.audit.record import record
from yunhe.jobs.errands import later
from yunhe.kit.changes import made
from yunhe.kit.moves import locked
from yunhe.kit.refusals import Refused
from yunhe.kit.words import listed


def _household(household: Household) -> Household:
    return locked(Household.objects.select_related("village__unit", "community__unit"), household)


def _deputy_pair(pair: DeputyPair) -> DeputyPair:
    return locked(DeputyPair.objects.select_related("leader__origin", "member__origin"), pair)


def _end(pair: Pair, reason: str) -> None:
    pair.end(reason)
    pair.save(update_fields=ENDING)


@transaction.atomic
def pair_household(
    household: Household, deputy: Deputy, *, by: User, source: str = PairSource.BY_HAND, also: bool = False
) -> HouseholdPair:
    """Let `deputy` keep in touch with `household`. A second deputy only with `also`. Errors: Denied, Refused.

    Side effects: one HouseholdPair, one audit event on the household, on commit a notice to the deputy.
    """
    this = _household(household)
    policies.can_pair_household(by, deputy, this)
    others = [pair.deputy.name for pair in this.pairs.open().select_related("deputy")]
    if others and not also:
        raise Refused(f"这一户已由{listed(others)}联系。要换人请用“转交”。")
    pair = made(HouseholdPair(deputy=deputy, household=this, source=source, made_by=by.display_name))
    changes = {"联系代表": [listed(others), listed([*others, deputy.name])]}
    areas = [*this.areas, deputy.origin]
    record("contacts.pair_household", "结对联系户", this, by=by, changes=changes, areas=areas)
    later(tell_of_pair, pair.pk)
    return pair


@transaction.atomic
def transfer_household(household: Household, deputy: Deputy, *, by: User) -> HouseholdPair:
    """Give `household` to `deputy`: whoever keeps in touch with it now does so no longer. Errors: Denied, Refused.

    Side effects: the open pairs end as transferred, one new pair, one audit event, on commit a notice to the deputy.
    """
    this = _household(household)
    policies.can_pair_household(by, deputy, this)
    current = list(
        this.pairs.open().select_for_update(of=("self",)).select_related("deputy__origin", "deputy__residence")
    )
    if [pair.deputy_id for pair in current] == [deputy.pk]:
        raise Refused(f"这一户本来就由{deputy.name}联系。")
    kept = None
    for pair in current:
        policies.can_end_household_pair(by, pair)
        if pair.deputy_id == deputy.pk:
            kept = pair
        else:
            _end(pair, PairEnd.TRANSFERRED)
    if kept is None:
        kept = made(HouseholdPair(deputy=deputy, household=this, made_by=by.display_name))
    changes = {"联系代表": [listed(pair.deputy.name for pair in current), deputy.name]}
    areas = [*this.areas, deputy.origin, *(pair.deputy.origin for pair in current)]
    record("contacts.transfer_household", "转交联系户", this, by=by, changes=changes, areas=areas)
    later(tell_of_pair, kept.pk)
    return kept


@transaction.atomic
def end_household_pair(pair: HouseholdPair, *, by: User, reason: str = PairEnd.OTHER) -> HouseholdPair:
    """End one pair; the household waits for another deputy. Errors: Denied. Side effects: the pair, one audit event."""
    related = ("deputy__origin", "deputy__residence", "household__village__unit", "household__community__unit")
    this = locked(HouseholdPair.objects.select_related(*related), pair)
    policies.can_end_household_pair(by, this)
    _end(this, reason)
    changes = {"联系代表": [this.deputy.name, ""], "原因": ["", this.get_end_reason_display()]}
    areas = [*this.household.areas, this.deputy.origin]
    record("contacts.end_pair", "结束结对", this.household, by=by, changes=changes, areas=areas)
    return this


@transaction.atomic
def pair_deputies(leader: Deputy, member: Deputy, *, by: User, source: str = PairSource.BY_HAND) -> DeputyPair:
    """Link a county deputy with a township deputy who has none. Errors: Denied, Refused.

    Side effects: one DeputyPair, one audit event.
    """
    member = locked(Deputy.objects.select_related("origin"), member)
    policies.can_pair_deputies(by, leader, member)
    pair = made(DeputyPair(leader=leader, member=member, source=source, made_by=by.display_name))
    changes = {"结对县代表": ["", leader.name]}
    record("contacts.pair_deputies", "代表结对", member, by=by, changes=changes, areas=[member.origin, leader.origin])
    return pair


@transaction.atomic
def transfer_deputy_pair(pair: DeputyPair, leader: Deputy, *, by: User) -> DeputyPair:
    """Link the member with another county deputy. Errors: Denied, Refused.

    Side effects: the pair ends as transferred, one new pair, one audit event.
    """
    this = _deputy_pair(pair)
    policies.can_end_deputy_pair(by, this)
    policies.can_pair_deputies(by, leader, this.member)
    if this.leader_id == leader.pk:
        raise Refused(f"{this.member.name}本来就由{leader.name}结对。")
    _end(this, PairEnd.TRANSFERRED)
    new = made(DeputyPair(leader=leader, member=this.member, made_by=by.display_name))
    changes = {"结对县代表": [this.leader.name, leader.name]}
    areas = [this.member.origin, leader.origin, this.leader.origin]
    record("contacts.transfer_deputy_pair", "转交代表结对", this.member, by=by, changes=changes, areas=areas)
    return new


@transaction.atomic
def end_deputy_pair(pair: DeputyPair, *, by: User, reason: str = PairEnd.OTHER) -> DeputyPair:
    """End one link between deputies. Errors: Denied. Side effects: the pair, one audit event."""
    this = _deputy_pair(pair)
    policies.can_end_deputy_pair(by, this)
    _end(this, reason)
    changes = {"结对县代表": [this.leader.name, ""], "原因": ["", this.get_end_reason_display()]}
    areas = [this.member.origin, this.leader.origin]
    record("contacts.end_deputy_pair", "结束代表结对", this.member, by=by, changes=changes, areas=areas)
    return this
