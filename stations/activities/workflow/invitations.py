"""Writing invitations: whom an activity invites, what they answer, who moves up when a place becomes free."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from deputies.people.models import Deputy
from stations.activities import policies
from stations.activities.enums import INVITATION, ActivityState, InvitationState, InviteeGroup
from stations.activities.models import Activity, Invitation
from stations.activities.tasks import tell_of_invitations, tell_of_place, tell_of_taking_back
from yunhe.accounts.models import User
from yunhe.audit.record import record
from yunhe.jobs.errands import later
from yunhe.kit.moves import locked
from yunhe.kit.refusals import Denied, Refused, required

SIGNED_UP = (InvitationState.COMING, InvitationState.WAITING)


def _locked(activity: Activity) -> Activity:
    """Lock the activity's row, so that answers follow one another and the last place is given once."""
    return locked(Activity.objects.with_sides(), activity)


def invited_by(activity: Activity, groups: Mapping[InviteeGroup, Iterable[Deputy]]) -> list[Invitation]:
    """Return the invitations, not written, that `groups` would add: each deputy once, for the first reason."""
    known = set(activity.invitations.values_list("deputy_id", flat=True))
    new: list[Invitation] = []
    for group, people in groups.items():
        for deputy in people:
            if deputy.pk not in known:
                known.add(deputy.pk)
                new.append(Invitation(activity=activity, deputy=deputy, group=group))
    return new


@transaction.atomic
def take_back_invitations(activity: Activity, *, at: datetime | None, by: User) -> int:
    """Take back what was sent out at one moment, of those who have not said that they come; returns how many.

    Errors: Denied, Refused when everybody has answered. Side effects: the rows go, one audit event, on commit a notice to each.
    """
    activity = _locked(activity)
    policies.can_invite(by, activity)
    if at is None:
        raise Refused("请在邀请页面选择要撤回哪一批。")
    rows = activity.invitations.filter(invited_at=at).exclude(state=InvitationState.COMING)
    people = list(rows.values_list("deputy_id", flat=True))
    if not people:
        raise Refused("这一批的代表都已答复参加，不能撤回；临时有变化的，请取消活动或修改活动。")
    rows.delete()
    changes = {"撤回邀请": [len(people), 0]}
    record(
        "stations.take_back_invitations", "撤回邀请", activity, by=by, changes=changes, areas=[activity.organising_area]
    )
    later(tell_of_taking_back, activity.pk, people, at.isoformat())
    return len(people)


@transaction.atomic
def invite(activity: Activity, groups: dict[InviteeGroup, Iterable[Deputy]], *, by: User) -> int:
    """Invite the deputies of each group and return how many are new; who is on the list already keeps place and answer.

    A deputy of several groups is invited once, for the first reason. Errors: Denied.
    Side effects: Invitations, one audit event, on commit one Celery message.
    """
    activity = _locked(activity)
    policies.can_invite(by, activity)
    new, at = invited_by(activity, groups), timezone.now()
    if new:
        before = activity.invitations.count()
        for invitation in new:
            invitation.invited_at = at  # all of one act together, so that they can be taken back together
        Invitation.objects.bulk_create(new)
        changes = {"邀请人数": [before, before + len(new)]}
        record("stations.invite", "邀请代表", activity, by=by, changes=changes, areas=[activity.organising_area])
        later(tell_of_invitations, activity.pk)
    return len(new)


def _places_left(activity: Activity) -> bool:
    if activity.capacity is None:
        return True
    return activity.invitations.filter(state=InvitationState.COMING).count() < activity.capacity


def _move_up(activity: Activity) -> list[Invitation]:
    """Give free places to those who wait, in their order; tell each of them on commit."""
    moved = []
    for waiting in activity.invitations.in_line().select_for_update():
        if not _places_left(activity):
            break
        waiting.state, waiting.in_line_since = INVITATION.after(waiting.state, "move_up"), None
        waiting.save(update_fields=["state", "in_line_since"])
        moved.append(waiting)
    for invitation in moved:
        later(tell_of_place, invitation.pk)
    return moved


@transaction.atomic
def answer_invitation(invitation: Invitation, *, by: User, coming: bool, reason: str = "") -> Invitation:
    """Sign up or ask for leave. Without a free place the deputy waits in line; a place given up goes to the first who waits.

    reason: needed for leave. The same answer again changes nothing. Errors: Denied, Refused.
    Side effects: locks the activity; the Invitation, perhaps that of who moves up; one audit event; notices on commit.
    """
    activity, now = _locked(invitation.activity), timezone.now()
    this = Invitation.objects.select_related("deputy").get(pk=invitation.pk)
    this.activity = activity
    policies.answering_sides(by, this)
    before = InvitationState(this.state)
    if before in (SIGNED_UP if coming else (InvitationState.DECLINED,)):
        return this
    verb = "sign_up" if coming else "decline"
    policies.can_answer_invitation(by, this, verb)
    this.reason = "" if coming else required(reason, "请写明请假原因，例如“出差”。")
    waits = coming and not _places_left(activity)
    this.state = InvitationState.WAITING if waits else INVITATION.after(before, verb)
    this.in_line_since = now if waits else None
    this.answered_at, this.answered_by = now, by.display_name
    this.save(update_fields=["state", "answered_at", "answered_by", "in_line_since", "reason"])
    if before == InvitationState.COMING:
        _move_up(activity)
    changes = {this.deputy.name: [before.label, this.get_state_display()]}
    record("stations.answer_invitation", "活动报名", activity, by=by, changes=changes, areas=[activity.organising_area])
    return this


@transaction.atomic
def sign_up(activity: Activity, *, by: User) -> Invitation:
    """Sign the deputy `by` up by the activity's code, invited or not; without a free place he waits in line.

    Errors: Denied. Side effects: perhaps a new Invitation; those of answer_invitation.
    """
    activity = _locked(activity)
    deputy = Deputy.objects.select_related("origin", "residence").filter(user=by).first()
    if deputy is None:
        raise Denied("报名由代表本人办理。")
    policies.can_sign_up(deputy, activity)
    known = {"activity": activity, "deputy": deputy}
    invitation, _ = Invitation.objects.get_or_create(**known, defaults={"group": InviteeGroup.SELF})
    return answer_invitation(invitation, by=by, coming=True)


@transaction.atomic
def fill_places(activity: Activity) -> int:
    """Give places that have become free (the number was raised) to those who wait; returns how many moved up."""
    activity = _locked(activity)
    return len(_move_up(activity)) if activity.state == ActivityState.PLANNED else 0


@transaction.atomic
def take_off_list(invitation: Invitation, *, by: User) -> None:
    """Take somebody off the list who has not said that he comes. Errors: Denied. Side effects: the row goes, audit event."""
    activity = _locked(invitation.activity)
    policies.can_invite(by, activity)
    fresh = activity.invitations.select_related("deputy").filter(pk=invitation.pk).first()
    if fresh is None:
        return
    fresh.activity = activity
    policies.can_take_off_list(by, fresh)
    changes = {"移出名单": [fresh.deputy.name, ""]}
    fresh.delete()
    record("stations.take_off_list", "移出邀请名单", activity, by=by, changes=changes, areas=[activity.organising_area])
