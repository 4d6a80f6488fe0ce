"""The reads behind the home pages of staff and deputies, besides what waits (yunhe.kit.waiting)."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from deputies.people.models import Deputy
from liaison.concerns.enums import ConcernState
from liaison.concerns.models import Concern
from liaison.ledger.enums import EntryState
from liaison.ledger.models import LedgerEntry
from liaison.registration.enums import Side
from liaison.registration.models import Registration, RegistrationStep
from stations.activities.enums import ActivityState
from stations.activities.models import Activity, FollowUp
from stations.presence.models import CheckIn
from yunhe.accounts.enums import Role
from yunhe.accounts.models import User
from yunhe.accounts.scope import scope_of
from yunhe.areas.reach import lies_in


def late_registrations(user: User, limit: int = 8) -> QuerySet[Registration]:
    """Return the registrations in scope whose step is past its deadline, longest first."""
    return (
        Registration.objects.visible_to(user)
        .late()
        .select_related("deputy", "origin", "residence", "community__unit")
        .order_by("due_on")[:limit]
    )


def steps_of_others(user: User, limit: int = 8) -> QuerySet[RegistrationStep]:
    """Return the newest steps on registrations in scope that were not taken by the user's own offices: what the other side did."""
    scope = scope_of(user)
    own = (
        Q(side=Side.ORIGIN) & scope.within("registration__origin", Role.OFFICE_STAFF)
        | Q(side=Side.RESIDENCE) & scope.within("registration__residence", Role.OFFICE_STAFF)
        | Q(side=Side.COMMUNITY) & scope.within("registration__community", Role.POINT_KEEPER)
        | Q(by_user_id=user.pk, by_user_id__isnull=False)
    )
    return (
        RegistrationStep.objects.filter(registration__in=Registration.objects.visible_to(user))
        .exclude(own)
        .select_related("registration__deputy", "registration__origin", "registration__residence")
        .order_by("-at")[:limit]
    )


def coming_activities(user: User, limit: int = 5) -> QuerySet[Activity]:
    """Return the next planned activities in scope."""
    return (
        Activity.objects.visible_to(user)
        .filter(state=ActivityState.PLANNED, ends_at__gte=timezone.now())
        .select_related("station", "organising_area")
        .order_by("starts_at")[:limit]
    )


def silent_deputies(user: User, days: int = 90) -> QuerySet[Deputy]:
    """Return co-managed deputies in scope who checked in nowhere for `days` days (registered, but take no part)."""
    since = timezone.now() - timedelta(days=days)
    here = {"deputy": OuterRef("pk")}
    came = CheckIn.objects.standing().filter(at__gte=since, **here)
    co_managed = Registration.objects.co_managed().filter(received_at__lt=since, **here)
    return Deputy.objects.visible_to(user).filter(Exists(co_managed), ~Exists(came))


@dataclass(frozen=True)
class Today:
    """A deputy's day: the own registration, the ledger entry to confirm, matters to answer, activities near home, check-ins."""

    deputy: Deputy
    registration: Registration | None
    entry: LedgerEntry | None
    activities: list[Activity]
    check_ins: list[CheckIn]
    concerns: list[Concern]
    follow_ups: list[FollowUp]


def today_of(deputy: Deputy) -> Today:
    """Return what `deputy` has to do and what has been recorded."""
    now = timezone.now()
    nearby = Activity.objects.filter(state=ActivityState.PLANNED, ends_at__gte=now)
    if deputy.residence_id and deputy.residence.unit_id:
        nearby = nearby.filter(
            lies_in("station__location_area", deputy.residence.unit)
            | lies_in("organising_area", deputy.residence.unit, deputy.origin)
        )
    else:
        nearby = nearby.filter(lies_in("organising_area", deputy.origin))
    return Today(
        deputy=deputy,
        registration=deputy.registrations.open().select_related("origin", "residence", "community", "station").first(),
        entry=deputy.ledger_entries.filter(state=EntryState.OPEN).select_related("round").first(),
        activities=list(nearby.select_related("station", "organising_area").order_by("starts_at")[:4]),
        concerns=list(deputy.concerns.filter(state=ConcernState.ASSIGNED, is_direct=True).order_by("due_on")[:4]),
        follow_ups=list(deputy.follow_ups_owned.open().select_related("area__unit", "activity").order_by("due_on")[:4]),
        check_ins=list(deputy.check_ins.standing().select_related("station", "activity").order_by("-at")[:5]),
    )
