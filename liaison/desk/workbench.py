"""The reads behind the home pages of staff and deputies, besides what waits (yunhe.kit.waiting)."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone

from deputies.people.models import Deputy
from liaison.concerns.enums import ConcernState
from liaison.concerns.models import Concern
from liaison.ledger.enums import EntryState
from liaison.ledger.models import LedgerEntry
from liaison.registration.enums import Side
from liaison.registration.models import Registration, RegistrationStep
from liaison.sessions.models import Summons
from liaison.sessions.queries import coming_for
from liaison.suggestions.enums import SignState, SuggestionState
from liaison.suggestions.models import CoSigner
from liaison.visits.queries import due_for, quarter_of
from stations.activities.enums import ActivityState, InvitationState
from stations.activities.models import Activity, FollowUp, Invitation
from stations.codes.queries import with_codes
from stations.presence.models import CheckIn
from stations.rotas.enums import SwapState
from stations.rotas.models import Shift, Swap, Watch
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


@dataclass(frozen=True)
class Today:
    """A deputy's day: what to check in to, what others ask, the own registration, what to answer, whom to visit, check-ins."""

    deputy: Deputy
    registration: Registration | None
    entry: LedgerEntry | None
    activities: list[tuple[Activity, str]]  # each with the address of its code's page
    check_ins: list[CheckIn]
    concerns: list[Concern]
    follow_ups: list[FollowUp]
    check_in_to: list[Invitation]
    invitations: list[Invitation]
    shifts: list[Watch]
    swaps: list[Swap]
    sessions: list[Summons]
    co_signs: list[CoSigner]
    due_visits: int


def today_of(deputy: Deputy) -> Today:
    """Return what `deputy` has to do and what has been recorded."""
    now, today = timezone.now(), timezone.localdate()
    nearby = Activity.objects.filter(state=ActivityState.PLANNED, ends_at__gte=now)
    if deputy.residence_id and deputy.residence.unit_id:
        nearby = nearby.filter(
            lies_in("station__location_area", deputy.residence.unit)
            | lies_in("organising_area", deputy.residence.unit, deputy.origin)
        )
    else:
        nearby = nearby.filter(lies_in("organising_area", deputy.origin))
    invited = deputy.invitations.filter(activity__in=Activity.objects.coming(now))
    invited = invited.select_related("activity__station", "activity__organising_area").order_by("activity__starts_at")
    present = deputy.check_ins.standing().filter(activity__isnull=False).values("activity")
    watches = Watch.objects.filter(deputy=deputy, shift__in=Shift.objects.coming())
    swaps = Swap.objects.filter(colleague=deputy, state=SwapState.ASKED, watch__shift__in=Shift.objects.coming())
    signing = deputy.co_signed.filter(state=SignState.ASKED, suggestion__state=SuggestionState.DRAFT)
    begun, _ = quarter_of(today)
    return Today(
        deputy=deputy,
        check_in_to=list(
            invited.filter(activity__starts_at__date__lte=today)
            .exclude(state=InvitationState.DECLINED)
            .exclude(activity__in=present)
        ),
        invitations=list(invited.filter(state=InvitationState.INVITED)),
        shifts=list(watches.select_related("shift__station").order_by("shift__on", "shift__starts")[:3]),
        sessions=list(coming_for(deputy)[:2]),
        swaps=list(swaps.select_related("asked_by", "watch__shift__station")),
        co_signs=list(signing.select_related("suggestion__leader")),
        due_visits=due_for(deputy).filter(Q(last_met=None) | Q(last_met__lt=begun)).count(),
        registration=deputy.registrations.open().select_related("origin", "residence", "community", "station").first(),
        entry=deputy.ledger_entries.filter(state=EntryState.OPEN).select_related("round").first(),
        activities=with_codes(nearby.select_related("station", "organising_area").order_by("starts_at", "pk")[:4]),
        concerns=list(deputy.concerns.filter(state=ConcernState.ASSIGNED, is_direct=True).order_by("due_on")[:4]),
        follow_ups=list(deputy.follow_ups_owned.open().select_related("area__unit", "activity").order_by("due_on")[:4]),
        check_ins=list(deputy.check_ins.standing().select_related("station", "activity").order_by("-at")[:5]),
    )
