"""Writing invitations: whom an activity invites, what they answer, who moves up when a place becomes free."""

from collections.abc import Iterable
from functools import partial

from django.db import transaction
from django.utils import timezone

from deputies.people.models import Deputy
from stations.activities import policies
from stations.activities.enums import INVITATION_TRANSITIONS, ActivityState, InvitationState, InviteeGroup
from stations.activities.models import Activity, Invitation
from stations.activities.tasks import tell_of_invitations, tell_of_place
from yunhe.accounts.models import User
from yunhe.accounts.policies import Denied
from yunhe.areas.models import Area
from yunhe.audit.record import record


def _locked(activity: Activity) -> Activity:
    """Lock the activity's row, so that answers follow one another and the last place is given once."""
    rows = Activity.objects.select_for_update(of=("self",)).select_related("organising_area", "station")
    return rows.get(pk=activity.pk)


def _areas(activity: Activity) -> list[Area]:
    return [activity.organising_area]


@transaction.atomic
def invite(activity: Activity, groups: dict[InviteeGroup, Iterable[Deputy]], *, by: User) -> int:
    """Invite the deputies of each group and return how many are new; who is on the list already keeps place and answer.

    A deputy of several groups is invited once, for the first reason. Errors: Denied.
    Side effects: Invitations, one audit event, on commit one Celery message.
    """
    locked = _locked(activity)
    policies.can_invite(by, locked)
    known = set(locked.invitations.values_list("deputy_id", flat=True))
    new: list[Invitation] = []
    for group, people in groups.items():
        for deputy in people:
            if deputy.pk not in known:
                known.add(deputy.pk)
                new.append(Invitation(activity=locked, deputy=deputy, group=group))
    if new:
        Invitation.objects.bulk_create(new)
        changes = {"邀请人数": [len(known) - len(new), len(known)]}
        record("stations.invite", "邀请代表", locked, by=by, changes=changes, areas=_areas(locked))
        transaction.on_commit(lambda: tell_of_invitations.delay(locked.pk))
    return len(new)


def _places_left(activity: Activity) -> bool:
    if activity.capacity is None:
        return True
    return activity.invitations.filter(state=InvitationState.COMING).count() < activity.capacity


def _answer(invitation: Invitation, to: InvitationState, by: str) -> None:
    now = timezone.now()
    invitation.state, invitation.answered_at, invitation.answered_by = to, now, by
    invitation.in_line_since = now if to == InvitationState.WAITING else None
    invitation.save(update_fields=["state", "answered_at", "answered_by", "in_line_since", "reason"])


def _move_up(activity: Activity) -> list[Invitation]:
    """Give free places to those who wait, in their order; tell each of them on commit."""
    moved = []
    for waiting in activity.invitations.in_line().select_for_update():
        if not _places_left(activity):
            break
        waiting.state, waiting.in_line_since = InvitationState.COMING, None
        waiting.save(update_fields=["state", "in_line_since"])
        moved.append(waiting)
    for invitation in moved:
        transaction.on_commit(partial(tell_of_place.delay, invitation.pk))
    return moved


@transaction.atomic
def answer_invitation(invitation: Invitation, *, by: User, coming: bool, reason: str = "") -> Invitation:
    """Sign up or ask for leave. Without a free place the deputy waits in line; a place given up goes to the first who waits.

    reason: needed for leave. The same answer again changes nothing. Errors: Denied.
    Side effects: locks the activity; the Invitation, perhaps that of who moves up; one audit event; notices on commit.
    """
    activity = _locked(invitation.activity)
    invitation = Invitation.objects.select_related("deputy", "activity__organising_area").get(pk=invitation.pk)
    policies.can_answer_invitation(by, invitation)
    before = InvitationState(invitation.state)
    reason = reason.strip()
    if coming and before in (InvitationState.COMING, InvitationState.WAITING):
        return invitation
    if not coming and before == InvitationState.DECLINED:
        return invitation
    if coming:
        to = InvitationState.COMING if _places_left(activity) else InvitationState.WAITING
    else:
        to = InvitationState.DECLINED
        if not reason:
            raise Denied("请写明请假原因，例如“出差”。")
    if to not in INVITATION_TRANSITIONS[before]:
        raise Denied(f"现在是“{before.label}”，不能改为“{to.label}”。")
    invitation.reason = "" if coming else reason
    _answer(invitation, to, by.display_name)
    if before == InvitationState.COMING:
        _move_up(activity)
    changes = {invitation.deputy.name: [before.label, to.label]}
    record("stations.answer_invitation", "活动报名", activity, by=by, changes=changes, areas=_areas(activity))
    return invitation


@transaction.atomic
def fill_places(activity: Activity) -> int:
    """Give places that have become free (the number was raised) to those who wait; returns how many moved up."""
    locked = _locked(activity)
    return len(_move_up(locked)) if locked.state == ActivityState.PLANNED else 0


@transaction.atomic
def take_off_list(invitation: Invitation, *, by: User) -> None:
    """Take somebody off the list who has not said that he comes. Errors: Denied. Side effects: the row goes, audit event."""
    activity = _locked(invitation.activity)
    policies.can_invite(by, activity)
    fresh = activity.invitations.select_related("deputy").filter(pk=invitation.pk).first()
    if fresh is None:
        return
    if fresh.state == InvitationState.COMING:
        raise Denied(f"{fresh.deputy.name}代表已答复参加，不能移出名单；临时不来的请登记请假。")
    changes = {"移出名单": [fresh.deputy.name, ""]}
    fresh.delete()
    record("stations.take_off_list", "移出邀请名单", activity, by=by, changes=changes, areas=_areas(activity))
