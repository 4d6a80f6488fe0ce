"""Invitations of the demo county: coming activities of the streets invite the four kinds of people, with answers."""

from datetime import timedelta
from random import Random

from django.utils import timezone

from stations.activities.enums import GROUPS, ActivityState, InvitationState
from stations.activities.models import Activity, Invitation
from stations.activities.queries import invitees
from yunhe.areas.enums import TOWNSHIPS, AreaKind
from yunhe.areas.models import Area

ANSWERS = (*[InvitationState.COMING] * 5, *[InvitationState.INVITED] * 3, InvitationState.DECLINED)
LEAVE = ("出差", "乡里有会", "家中有事")


def write_invitations(random: Random) -> None:
    """Invite to each coming activity of a street or its communities; two of them have fewer places than people who want to come."""
    townships = list(Area.objects.units().filter(kind__in=TOWNSHIPS))
    planned = Activity.objects.filter(
        state=ActivityState.PLANNED,
        starts_at__gt=timezone.now() + timedelta(days=1),
        organising_area__unit__kind=AreaKind.STREET,
    )
    rows = []
    for number, activity in enumerate(planned.select_related("organising_area__unit").order_by("starts_at", "pk")):
        if number % 4 == 0:
            activity.capacity = 8
            activity.cost_note = "场地布置 300 元、学习资料 200 元，从组织单位代表活动经费列支。"
            activity.save(update_fields=["capacity", "cost_note"])
        rows += _invitations(activity, random, townships[number % len(townships)])
    Invitation.objects.bulk_create(rows)


def _invitations(activity: Activity, random: Random, left: Area) -> list[Invitation]:
    seen: set[int] = set()
    coming, rows = 0, []
    for group in GROUPS:
        for deputy in invitees(activity, group, [left])[:12]:
            if deputy.pk in seen:
                continue
            seen.add(deputy.pk)
            state = random.choice(ANSWERS)
            if state == InvitationState.COMING and activity.capacity and coming >= activity.capacity:
                state = InvitationState.WAITING
            coming += state == InvitationState.COMING
            answered = None if state == InvitationState.INVITED else timezone.now()
            rows.append(
                Invitation(
                    activity=activity,
                    deputy=deputy,
                    group=group,
                    state=state,
                    reason=random.choice(LEAVE) if state == InvitationState.DECLINED else "",
                    answered_at=answered,
                    answered_by=deputy.name if answered else "",
                    in_line_since=answered if state == InvitationState.WAITING else None,
                )
            )
    return rows
