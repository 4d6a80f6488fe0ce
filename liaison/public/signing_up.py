"""What the page behind an activity's code offers a deputy before the activity: to sign up, and to give the place back."""

from dataclasses import dataclass

from django.utils import timezone

from deputies.people.models import Deputy
from stations.activities.enums import ActivityState, InvitationState
from stations.activities.models import Activity
from stations.activities.policies import can_sign_up
from yunhe.kit.refusals import reason_against


@dataclass(frozen=True)
class SigningUp:
    """What a deputy reads: the answer given, the place in line, how many places are left, and why nothing is offered."""

    state: str
    label: str
    line: int
    left: int | None
    until: str
    refusal: str

    @property
    def is_coming(self) -> bool:
        """Whether the deputy has a place, or waits for one."""
        return self.state in (InvitationState.COMING, InvitationState.WAITING)


def signing_up(activity: Activity, deputy: Deputy) -> SigningUp | None:
    """Return what to offer, None once the activity has begun or sign-up says nothing to somebody who is not meant."""
    if activity.state != ActivityState.PLANNED or activity.starts_at <= timezone.now():
        return None
    mine = activity.invitations.filter(deputy=deputy).first()
    coming = activity.invitations.filter(state=InvitationState.COMING).count()
    line = list(activity.invitations.in_line().values_list("pk", flat=True))
    until = timezone.localtime(activity.sign_up_closes_at)
    return SigningUp(
        state=mine.state if mine else "",
        label=mine.get_state_display() if mine else "",
        line=line.index(mine.pk) + 1 if mine and mine.pk in line else 0,
        left=max(activity.capacity - coming, 0) if activity.capacity is not None else None,
        until=f"{until:%m月%d日 %H:%M}",
        refusal=reason_against(can_sign_up, deputy, activity),
    )
