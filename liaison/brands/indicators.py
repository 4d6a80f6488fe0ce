"""What a model counts: each figure from real records of one year, with the list behind it."""

from collections.abc import Callable
from datetime import date
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.urls import reverse

from liaison.brands.models import Brand
from liaison.concerns.models import Concern, VoterReception
from liaison.households.models import Household
from liaison.obligations.enums import Standing
from liaison.obligations.models import Obligation
from liaison.obligations.queries import list_url
from liaison.registration.enums import RegistrationState
from liaison.registration.models import Registration
from stations.activities.enums import GROUPS, ActivityState, InvitationState, TopicState
from stations.activities.models import Activity, Invitation, Topic
from stations.places.enums import StationKind
from stations.places.models import Station
from stations.presence.models import CheckIn
from yunhe.accounts.models import User
from yunhe.kit.figures import Figure

Counter = Callable[[Brand, User, int], list[Figure]]


def _url(name: str, **facts: object) -> str:
    return f"{reverse(name)}?{urlencode(facts)}"


def _span(year: int) -> dict[str, str]:
    return {"since": date(year, 1, 1).isoformat(), "until": date(year, 12, 31).isoformat()}


def _teams(brand: Brand) -> str:
    return ",".join(str(pk) for pk in brand.teams.order_by("pk").values_list("pk", flat=True))


def activities(brand: Brand, user: User, year: int) -> list[Figure]:
    """Count the activities that the model's teams have held, and the deputies who came."""
    held = Activity.objects.visible_to(user).filter(
        team__in=brand.teams.all(), state=ActivityState.HELD, starts_at__year=year
    )
    present = CheckIn.objects.standing().filter(activity__in=held).count()
    url = _url("activities:activity-list", team=_teams(brand), state=ActivityState.HELD.value, **_span(year))
    return [Figure("团队活动", held.count(), url, "次", f"代表到场 {present} 人次")]


def promises(brand: Brand, user: User, year: int) -> list[Figure]:
    """Count how the model's dated obligations stand."""
    keys = ",".join(sorted(brand.rules.values_list("key", flat=True)))
    rows = Obligation.objects.visible_to(user).begun().filter(template__key__in=keys.split(","), due_on__year=year)
    numbers: dict[str, int] = dict(rows.with_standing().order_by().values_list("standing").annotate(number=Count("pk")))

    def figure(label: str, standing: Standing, alarm: str = "") -> Figure:
        number = numbers.get(standing, 0)
        url = list_url(rule=keys, year=year, begun=1, standing=standing.value)
        return Figure(label, number, url, "项", alarm=alarm)

    return [
        figure("按时兑现", Standing.ON_TIME),
        figure("逾期兑现", Standing.DONE_LATE),
        figure("逾期未兑现", Standing.OVERDUE, "danger"),
    ]


def households(brand: Brand, user: User, year: int) -> list[Figure]:
    """Count the households of the unit: all, those that nobody keeps in touch with, those with two deputies."""
    rows = Household.objects.visible_to(user).current().filter(village__unit=brand.unit)

    def url(**facts: str) -> str:
        return _url("households:household-list", unit=brand.unit_id, **facts)

    unpaired, doubled = rows.unpaired().count(), rows.doubled().count()
    return [
        Figure("登记的户", rows.count(), url(), "户"),
        Figure("已有代表联系", rows.paired().count(), url(paired="one"), "户"),
        Figure("无人联系", unpaired, url(paired="none"), "户", alarm="warning"),
        Figure("重复结对", doubled, url(paired="double"), "户", alarm="warning"),
    ]


def urban_stations(brand: Brand, user: User, year: int) -> list[Figure]:
    """Count the unit's urban stations in use."""
    rows = Station.objects.visible_to(user).active().filter(kind=StationKind.URBAN)
    rows = rows.filter(
        Q(organising_area__path__startswith=brand.unit.path) | Q(location_area__path__startswith=brand.unit.path)
    )
    url = _url("places:station-list", view="list", kind=StationKind.URBAN.value, unit=brand.unit_id)
    return [Figure("城区联络站", rows.count(), url, "个")]


def reported_in(brand: Brand, user: User, year: int) -> list[Figure]:
    """Count the unit's deputies whom a community has received."""
    open_registrations = Registration.objects.visible_to(user).open().filter(origin=brand.unit)
    managed = open_registrations.filter(state=RegistrationState.CO_MANAGED).count()
    facts = {"origin": brand.unit_id, "state": RegistrationState.CO_MANAGED.value}
    note = f"在办和共管的档案共 {open_registrations.count()} 份"
    return [Figure("已到社区报到", managed, _url("registration:registration-list", **facts), "人", note)]


def receptions(brand: Brand, user: User, year: int) -> list[Figure]:
    """Count the matters taken down at the unit's stations, and those told back to the voter."""
    rows = VoterReception.objects.visible_to(user).filter(
        station__organising_area__path__startswith=brand.unit.path, received_on__year=year
    )
    told = rows.told().count()
    facts = {"unit": brand.unit_id, **_span(year)}
    return [
        Figure("接待反映", rows.count(), _url("concerns:reception-list", **facts), "件"),
        Figure("已反馈选民", told, _url("concerns:reception-list", **facts, told=1), "件"),
    ]


def concerns(brand: Brand, user: User, year: int) -> list[Figure]:
    """Count the voters' matters that the unit leads."""
    rows = Concern.objects.visible_to(user).filter(lead=brand.unit, created_at__year=year)
    return [Figure("群众诉求", rows.count(), _url("concerns:concern-list", lead=brand.unit_id, **_span(year)), "件")]


def topics(brand: Brand, user: User, year: int) -> list[Figure]:
    """Count the topics of the model's team, and those that supervision has closed."""
    team = brand.teams.order_by("pk").first()
    rows = Topic.objects.visible_to(user).filter(team=team, month__year=year)
    facts = {"team": team.pk if team else 0, **_span(year)}
    closed = rows.filter(state=TopicState.CLOSED).count()
    return [
        Figure("议题", rows.count(), _url("activities:topic-list", **facts), "个"),
        Figure("监督办结", closed, _url("activities:topic-list", **facts, state=TopicState.CLOSED.value), "个"),
    ]


def invited(brand: Brand, user: User, year: int) -> list[Figure]:
    """Count the deputies of the four kinds who were invited to the activities of the model's teams."""
    rows = Invitation.objects.visible_to(user).filter(activity__team__in=brand.teams.all())
    numbers = dict(rows.order_by().values_list("group").annotate(number=Count("pk")))
    coming = rows.filter(state=InvitationState.COMING).count()
    return [
        Figure(
            str(group.label),
            numbers.get(group, 0),
            _url("activities:invitation-list", team=_teams(brand), group=group.value),
            "人次",
            f"四类共 {coming} 人次报名参加" if group == GROUPS[0] else "",
        )
        for group in GROUPS
    ]


COUNTERS: dict[str, Counter] = {
    "activities": activities,
    "promises": promises,
    "households": households,
    "urban_stations": urban_stations,
    "reported_in": reported_in,
    "receptions": receptions,
    "concerns": concerns,
    "topics": topics,
    "invited": invited,
}


def figures_of(brand: Brand, user: User, year: int) -> list[Figure]:
    """Return the indicators of a model in the order of its plan."""
    return [figure for key in brand.plan.indicators for figure in COUNTERS[key](brand, user, year)]
