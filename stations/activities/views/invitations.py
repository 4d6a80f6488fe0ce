"""Pages of invitations: inviting, the list of answers, the sign-in sheet, a deputy's own."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from deputies.people.models import Deputy
from stations.activities import policies, workflow
from stations.activities.enums import ActivityState, InvitationState
from stations.activities.forms import InviteForm
from stations.activities.models import Invitation, Minutes
from stations.activities.tables import InvitationListing
from stations.activities.views.activities import find_activity
from yunhe.accounts.decorators import deputy_required, staff_or_deputy_required, staff_required
from yunhe.accounts.policies import Denied, reason_against
from yunhe.kit.readonly import read_only


@require_http_methods(["GET", "POST"])
@staff_required
def activity_invite(request: HttpRequest, pk: int) -> HttpResponse:
    """Invite groups of deputies, or single ones."""
    activity = find_activity(request, pk)
    policies.can_invite(request.user, activity)
    form = InviteForm(request.POST if request.method == "POST" else None, user=request.user, activity=activity)
    if form.is_valid():
        new = workflow.invite(activity, form.chosen(), by=request.user)
        messages.success(request, f"新邀请 {new} 人，有账号的代表会收到通知。" if new else "所选代表都已在名单里。")
        return redirect(activity)
    return TemplateResponse(request, "stations/activities/activity_invite.html", {"form": form, "activity": activity})


@staff_required
@read_only
def invitation_list(request: HttpRequest) -> HttpResponse:
    """List invitations in scope with their answers; ?activity= and ?deputy= narrow it to one."""
    return InvitationListing.of(request).answer(request, "stations/activities/invitation_list.html")


@require_safe
@staff_required
@read_only
def sign_in_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the sign-in sheet of an activity for the printer: those who come, then empty lines for guests."""
    activity = find_activity(request, pk)
    coming = activity.invitations.exclude(state=InvitationState.DECLINED).select_related("deputy__origin")
    context = {"activity": activity, "coming": coming.order_by("deputy__name_pinyin", "pk"), "empty_lines": range(8)}
    return TemplateResponse(request, "stations/activities/sign_in_sheet.html", context)


@require_safe
@deputy_required
@read_only
def my_invitations(request: HttpRequest) -> HttpResponse:
    """Show the signed-in deputy what he is invited to, with the buttons to answer."""
    deputy = get_object_or_404(Deputy, user=request.user)
    mine = deputy.invitations.select_related("activity__station", "activity__organising_area", "deputy")
    ahead = mine.filter(activity__ends_at__gte=timezone.now()).exclude(activity__state=ActivityState.CANCELLED)
    coming = [
        (invitation, reason_against(policies.can_answer_invitation, request.user, invitation))
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


@require_POST
@staff_or_deputy_required
def invitation_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign up or ask for leave: by the deputy, or by the organiser for him."""
    invitations = Invitation.objects.visible_to(request.user).select_related("activity__organising_area", "deputy")
    invitation = get_object_or_404(invitations, pk=pk)
    is_own = invitation.deputy.user_id == request.user.pk
    organises = policies.runs_activity(request.user, invitation.activity)
    back = redirect(
        "activities:my-invitations" if is_own else invitation.activity if organises else "activities:invitation-list"
    )
    coming = request.POST.get("answer") == "coming"
    try:
        done = workflow.answer_invitation(
            invitation, by=request.user, coming=coming, reason=request.POST.get("reason", "")[:120]
        )
    except Denied as denied:
        messages.error(request, str(denied))
        return back
    said = {
        InvitationState.COMING: "已报名参加",
        InvitationState.WAITING: "名额已满，已进入候补；有空位会通知",
        InvitationState.DECLINED: "已请假",
    }[InvitationState(done.state)]
    messages.success(request, f"{'' if is_own else done.deputy.name + '代表'}{said}。")
    return back


@require_POST
@staff_required
def invitation_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take somebody off the list."""
    invitation = get_object_or_404(Invitation.objects.visible_to(request.user).select_related("activity"), pk=pk)
    activity = invitation.activity
    workflow.take_off_list(invitation, by=request.user)
    messages.success(request, "已移出邀请名单。")
    return redirect(activity)
