"""What waits for whom: the reads behind the home pages of staff and deputies."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from deputies.people.models import Deputy
from liaison.concerns.enums import ConcernState
from liaison.concerns.models import Concern
from liaison.discrepancies.models import Discrepancy
from liaison.discrepancies.queries import files_to_confirm
from liaison.joint_meetings.models import JointMeeting, Resolution
from liaison.ledger.enums import EntryState
from liaison.ledger.models import LedgerEntry, LedgerRound
from liaison.registration.enums import RegistrationState, Side
from liaison.registration.models import Registration, RegistrationStep
from stations.activities.enums import ActivityState, FollowUpState
from stations.activities.models import Activity, FollowUp
from stations.presence.models import CheckIn
from yunhe.accounts.enums import Role
from yunhe.accounts.models import User
from yunhe.accounts.scope import scope_of
from yunhe.areas.querysets import within_q
from yunhe.kit import waiting as kit_waiting
from yunhe.kit.waiting import Waiting

DATED = (Registration, Discrepancy, Resolution, Concern, FollowUp)  # what waits until a day


def _own(queryset: QuerySet, relation: str, paths: list[str]) -> QuerySet:
    return queryset.filter(within_q(relation, paths))


def waiting_for(user: User) -> list[Waiting]:
    """Return what waits for the offices of `user`, in the order of the work; nothing is left out when it is zero."""
    scope = scope_of(user)
    office = scope.paths(Role.COUNTY_OFFICE, Role.OFFICE_STAFF)
    points = scope.paths(Role.POINT_KEEPER)
    today = timezone.localdate()
    registrations = reverse("registration:registration-list")
    lines: list[Waiting] = []

    def line(label: str, hint: str, queryset: QuerySet, url: str) -> None:
        late = queryset.filter(due_on__lt=today).count() if queryset.model in DATED else 0
        lines.append(Waiting(label, hint, queryset.count(), url, late))

    if office:
        unregistered = _own(Deputy.objects.serving().living_elsewhere_in_county(), "origin", office).exclude(
            registrations__in=Registration.objects.open()
        )
        line("流出未登记", "督促代表到现居住地登记", unregistered, reverse("registration:unregistered-list"))
        for state, side, label, hint in (
            (RegistrationState.RETURNED, "origin", "被流入地退回", "核对原因，补充后请代表重新提交"),
            (RegistrationState.SUBMITTED, "residence", "待核实", "核实身份和住址，通过或退回"),
            (RegistrationState.VERIFIED, "residence", "待社区接收", "提醒社区联络点接收"),
        ):
            line(
                label,
                hint,
                _own(Registration.objects.filter(state=state), side, office),
                f"{registrations}?state={state}",
            )
        line(
            "信息不一致",
            "核实各方说法后核定",
            Discrepancy.objects.open().settled_by_offices_of(user),
            f"{reverse('discrepancies:discrepancy-list')}?turn=mine",
        )
        meetings = JointMeeting.objects.waiting_for(user)
        line(
            "联席会议等答复",
            "答复时间地点，或确认会议纪要",
            meetings,
            f"{reverse('joint_meetings:meeting-list')}?mine=1",
        )
        line(
            "议定事项",
            "联席会议交给本单位办理的事",
            Resolution.objects.open().owned_by_offices_of(user),
            f"{reverse('joint_meetings:resolution-list')}?state=open&mine=1",
        )
        newest = LedgerRound.objects.first()
        if newest:
            entries = LedgerEntry.objects.filter(round=newest, state=EntryState.CONFIRMED)
            line(
                "台账待会签",
                "核对代表确认的内容后会签",
                _own(entries, "origin", office),
                f"{newest.get_absolute_url()}?state=confirmed",
            )
        concerns = reverse("concerns:concern-list")
        for state, label, hint in (
            (ConcernState.RECEIVED, "群众诉求待受理", "看清事项，受理、转出或说明不受理"),
            (ConcernState.ACCEPTED, "群众诉求待交办", "交给社区或承办单位"),
            (ConcernState.REPLIED, "群众诉求待反馈", "核对答复，反馈选民"),
        ):
            waiting = _own(Concern.objects.filter(state=state), "lead", office)
            line(label, hint, waiting, f"{concerns}?state={state}")
        lines.extend(kit_waiting.waiting_for(user))
    if points:
        handled = _own(Concern.objects.filter(state=ConcernState.ASSIGNED), "handling_point", points)
        line("群众诉求待答复", "办好后登记答复", handled, f"{reverse('concerns:concern-list')}?state=assigned")
        expected = _own(Registration.objects.filter(state=RegistrationState.VERIFIED), "community", points)
        line("待我社区接收", "代表扫码报到，或由您登记接收", expected, f"{registrations}?state=verified")
        unconfirmed = files_to_confirm(user).exclude(confirmed_at__gte=timezone.now() - timedelta(days=30))
        line(
            "还在这里吗",
            "30天没有确认过的代表，见到了点一下",
            unconfirmed,
            reverse("discrepancies:still-here-list"),
        )
    for area in scope.areas():
        given = FollowUp.objects.open().filter(owner_area__path__startswith=area.path)
        url = f"{reverse('activities:follow-up-list')}?state={FollowUpState.OPEN.value}&owner_in={area.pk}"
        line("后续事项待办", f"活动交给{area.short_name}办的事，办好登记完成", given, url)
    return lines


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
    office, points = scope.paths(Role.OFFICE_STAFF), scope.paths(Role.POINT_KEEPER)
    own = (
        Q(side=Side.ORIGIN) & within_q("registration__origin", office)
        | Q(side=Side.RESIDENCE) & within_q("registration__residence", office)
        | Q(side=Side.COMMUNITY) & within_q("registration__community", points)
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
    active = CheckIn.objects.standing().filter(at__gte=since).values("deputy_id")
    registrations = Registration.objects.co_managed().filter(received_at__lt=since)
    return Deputy.objects.visible_to(user).filter(registrations__in=registrations).exclude(pk__in=active)


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
            within_q("station__location_area", [deputy.residence.unit.path])
            | within_q("organising_area", [deputy.residence.unit.path, deputy.origin.path])
        )
    else:
        nearby = nearby.filter(within_q("organising_area", [deputy.origin.path]))
    return Today(
        deputy=deputy,
        registration=deputy.registrations.open().select_related("origin", "residence", "community", "station").first(),
        entry=deputy.ledger_entries.filter(state=EntryState.OPEN).select_related("round").first(),
        activities=list(nearby.select_related("station", "organising_area").order_by("starts_at")[:4]),
        concerns=list(deputy.concerns.filter(state=ConcernState.ASSIGNED, is_direct=True).order_by("due_on")[:4]),
        follow_ups=list(deputy.follow_ups_owned.open().select_related("area__unit", "activity").order_by("due_on")[:4]),
        check_ins=list(deputy.check_ins.standing().select_related("station", "activity").order_by("-at")[:5]),
    )
