"""Pages of invitations: inviting, the list of answers, the sign-in sheet, a deputy's own."""

from typing import Any

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from deputies.people.own import own_deputy_or_404
from stations.activities import policies, queries, workflow
from stations.activities.enums import ActivityState, InvitationState, SignUp
from stations.activities.forms import InviteForm
from stations.activities.models import Activity, Invitation, Minutes
from stations.activities.tables import InvitationListing
from stations.activities.views.activities import activity_page, find_activity
from yunhe.accounts.decorators import asks, deputy_required, reads, staff_or_deputy_required, staff_required, writes
from yunhe.accounts.pages import list_page
from yunhe.accounts.requests import Request, in_scope
from yunhe.kit.refusals import reason_against
from yunhe.web.forms.many import asked_first
from yunhe.web.forms.page import act

find_invitation = in_scope(
    Invitation.objects, "deputy", "activity__organising_area", "activity__team__area", "activity__team__partner"
)


@asks(staff_required, find_activity, policies.can_invite)
def activity_invite(request: Request, activity: Activity) -> HttpResponse:
    """Invite groups of deputies, or single ones."""
    page = activity_page(
        request,
        activity,
        "邀请代表",
        InviteForm,
        note=f"{activity.title} · {activity.times_label}。同一位代表只邀请一次，已在名单里的不受影响。",
        submit="发出邀请",
        icon="send",
        is_single=True,
        after="stations/activities/_batches.html",
        context={"batches": queries.batches_of(activity), "activity": activity},
        user=request.user,
        activity=activity,
    )

    def invite(groups: Any) -> int:
        return workflow.invite(activity, groups, by=request.user)

    if page.holds:
        groups_of: Any = page.facts
        new = workflow.invited_by(activity, groups_of)
        names, groups = [one.deputy.name for one in new], [one.deputy.origin.name for one in new]
        note = "有账号的代表会收到通知。发出后可以在邀请页面整批撤回。"
        if asked := asked_first(request, "邀请", names, groups=groups, note=note, back=activity):
            return asked

    return page.run(
        invite, said=lambda new: f"新邀请 {new} 人，有账号的代表会收到通知。" if new else "所选代表都已在名单里。"
    )


invitation_list = list_page(staff_required, InvitationListing, "stations/activities/invitation_list.html")


@reads(staff_required, find_activity)
def sign_in_sheet(request: Request, activity: Activity) -> HttpResponse:
    """Show the sign-in sheet of an activity for the printer: those who come, then empty lines for guests."""
    coming = activity.invitations.exclude(state=InvitationState.DECLINED).select_related("deputy__origin")
    context = {
        "activity": activity,
        "coming": coming.order_by("deputy__name_pinyin", "pk"),
        "guests": activity.guests.select_related("associate__area"),
        "empty_lines": range(8),
    }
    return TemplateResponse(request, "stations/activities/sign_in_sheet.html", context)


@reads(staff_required, find_activity)
def activity_notice(request: Request, activity: Activity) -> HttpResponse:
    """Show the notice of an activity for the printer: what, when, where, who signs up and until when, with the activity's code."""
    code = activity.codes.in_force().exclude(svg="").first()
    context = {
        "activity": activity,
        "picture": reverse("codes:code-image", args=[code.pk, "svg"]) if code else "",
        "is_open": activity.sign_up != SignUp.INVITED,
    }
    return TemplateResponse(request, "stations/activities/activity_notice.html", context)


@reads(deputy_required)
def my_invitations(request: Request) -> HttpResponse:
    """Show the signed-in deputy what he is invited to, with the buttons to answer."""
    deputy = own_deputy_or_404(request.user)
    mine = deputy.invitations.select_related("activity__station", "activity__organising_area", "deputy")
    ahead = mine.filter(activity__ends_at__gte=timezone.now()).exclude(activity__state=ActivityState.CANCELLED)
    coming = [
        (invitation, reason_against(policies.answering_sides, request.user, invitation))
        for invitation in ahead.order_by("activity__starts_at", "pk")
    ]
    over = list(mine.filter(activity__ends_at__lt=timezone.now()).order_by("-activity__starts_at")[:10])
    told = (
        Minutes.objects.published()
        .filter(activity__in=[row.activity_id for row in over])
        .in_bulk(field_name="activity_id")
    )
    past = [(invitation, told.get(invitation.activity_id)) for invitation in over]
    return TemplateResponse(request, "stations/activities/my_invitations.html", {"coming": coming, "past": past})


@writes(staff_required, find_activity)
def batch_take_back(request: Request, activity: Activity) -> HttpResponse:
    """Take back the invitations of one act, which ?at= names by its moment."""
    at = parse_datetime(request.POST.get("at", ""))
    said = "已撤回 {} 份邀请，有账号的代表会收到通知。"
    to = reverse("activities:activity-invite", args=[activity.pk])
    return act(
        request,
        lambda: workflow.take_back_invitations(activity, at=at, by=request.user),
        said=lambda number: said.format(number),
        to=to,
    )


SAID = {
    InvitationState.COMING: "已报名参加",
    InvitationState.WAITING: "名额已满，已进入候补；有空位会通知",
    InvitationState.DECLINED: "已请假",
}


@writes(staff_or_deputy_required, find_invitation)
def invitation_answer(request: Request, invitation: Invitation) -> HttpResponse:
    """Sign up or ask for leave: by the deputy, or by the organiser for him."""
    user = request.user
    is_own = invitation.deputy.user_id == user.pk
    to: Any = "activities:my-invitations"
    if not is_own:
        to = invitation.activity if policies.manages(user, invitation.activity) else "activities:invitation-list"
    coming, reason = request.POST.get("answer") == "coming", request.POST.get("reason", "")[:120]

    def said(done: Invitation) -> str:
        return f"{'' if is_own else done.deputy.name + '代表'}{SAID[InvitationState(done.state)]}。"

    def answer() -> Invitation:
        return workflow.answer_invitation(invitation, by=user, coming=coming, reason=reason)

    return act(request, answer, said=said, to=to)


@writes(staff_required, find_invitation)
def invitation_remove(request: Request, invitation: Invitation) -> HttpResponse:
    """Take somebody off the list."""
    to = invitation.activity
    return act(request, lambda: workflow.take_off_list(invitation, by=request.user), said="已移出邀请名单。", to=to)
