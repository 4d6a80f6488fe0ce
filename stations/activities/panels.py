"""What activities add to the pages of deputies, of people who are none, of teams and stations."""

from django.db.models import Count, Q
from django.utils import timezone

from deputies.associates.models import Associate
from deputies.people.models import Deputy
from deputies.teams.models import Team
from stations.activities.enums import ActivityState, FollowUpState, TopicState
from stations.activities.models import Activity, ActivitySeries, FollowUp, Guest, Topic
from stations.places.models import Station
from yunhe.accounts.enums import STAFF_ROLES
from yunhe.accounts.models import User
from yunhe.accounts.scope import scope_of
from yunhe.kit.panels import Panel, Panels

SHOWN = 5
topic_pages: Panels[Topic] = Panels("page of a topic")


def follow_up_panel(deputy: Deputy, user: User) -> Panel | None:
    """Return the panel 跟进事项 of a deputy's file: what is open, how many were done this year; None without any."""
    rows = FollowUp.objects.visible_to(user).filter(owner_deputy=deputy)
    is_open = list(rows.open().order_by("due_on", "pk"))
    done = rows.filter(state=FollowUpState.DONE, closed_on__year=timezone.localdate().year).count()
    if not is_open and not done:
        return None
    context = {
        "open": is_open[:SHOWN],
        "count": len(is_open),
        "late": sum(1 for row in is_open if row.is_late),
        "done": done,
        "is_staff": scope_of(user).has_role(*STAFF_ROLES),
    }
    return Panel("跟进事项", "stations/activities/_follow_up_panel.html", context)


def topic_panel(team: Team, user: User) -> Panel | None:
    """Return the panel 议题和系列活动 of a team's page: the latest topics, this year's series; None without any for visitors."""
    topics = Topic.objects.visible_to(user).filter(team=team).exclude(state=TopicState.DROPPED)
    is_staff = scope_of(user).has_role(*STAFF_ROLES)
    series = ActivitySeries.objects.visible_to(user).filter(team=team, year__gte=timezone.localdate().year)
    latest = list(topics.order_by("-month", "-pk")[:SHOWN])
    manages = is_staff and any(scope_of(user).is_staff_for(area) for area in team.areas) and team.is_standing
    if not latest and not manages:
        return None
    context = {"topics": latest, "series": list(series) if is_staff else [], "is_staff": is_staff, "manages": manages}
    return Panel("议题和系列活动", "stations/activities/_topic_panel.html", context)


SHOWN = 6


def activities_panel(team: Team, user: User) -> Panel:
    """Return the panel 团队活动: how many this year, how many deputies came, the latest. Members see all of them."""
    is_staff = scope_of(user).has_role(*STAFF_ROLES)
    activities = Activity.objects.filter(team=team)
    if is_staff:
        activities = activities & Activity.objects.visible_to(user)
    held = activities.filter(state=ActivityState.HELD, starts_at__year=timezone.localdate().year)
    return Panel(
        "团队活动",
        "deputies/teams/_activities_panel.html",
        {
            "held": held.count(),
            "present": held.aggregate(n=Count("check_ins", filter=Q(check_ins__undone_at__isnull=True)))["n"],
            "latest": list(
                activities.select_related("station", "organising_area__unit").order_by("-starts_at")[:SHOWN]
            ),
            "is_staff": is_staff,
        },
    )


def station_activities_panel(station: Station, user: User) -> Panel:
    """Return the panel 活动 of a station's page: the latest ones."""
    return Panel(
        "活动", "stations/activities/_station_panel.html", {"activities": station.activities.order_by("-starts_at")[:5]}
    )


def guest_panel(associate: Associate, user: User) -> Panel | None:
    """Return the panel 参加活动 of somebody who is no deputy: how often invited and present, the latest; None without any."""
    rows = Guest.objects.visible_to(user).filter(associate=associate).select_related("activity")
    invited = rows.count()
    if not invited:
        return None
    latest = list(rows.order_by("-activity__starts_at", "-pk")[:SHOWN])
    activities = Activity.objects.visible_to(user).filter(pk__in=[guest.activity_id for guest in latest])
    context = {
        "invited": invited,
        "present": rows.present().count(),
        "latest": latest,
        "seen": set(activities.values_list("pk", flat=True)),
    }
    return Panel("参加活动", "stations/activities/_associate_panel.html", context)
