"""Signing up for an activity by its code, and giving the place back."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect

from liaison.public import landing
from stations.activities import workflow
from stations.activities.enums import InvitationState
from stations.activities.models import Invitation
from yunhe.accounts.decorators import deputy_required, writes
from yunhe.accounts.requests import Request
from yunhe.web.forms.page import act

SAID = {
    InvitationState.COMING: "已报名。到时扫同一个码签到。",
    InvitationState.WAITING: "名额已满，已为您候补；有空位按先后递补，会通知您。",
    InvitationState.DECLINED: "已取消报名。",
}


@writes(deputy_required)
def code_sign_up(request: Request, token: str) -> HttpResponse:
    """Sign the deputy up, or with answer=leave take the sign-up back with the reason; then show the page of the code again."""
    code = landing.find_place_code(token)
    if code is None or code.activity is None:
        return redirect("code-landing", token=token)
    activity = code.activity
    leaves, reason = request.POST.get("answer") == "leave", request.POST.get("reason", "")[:120]

    def answer() -> Invitation:
        if not leaves:
            return workflow.sign_up(activity, by=request.user)
        mine = get_object_or_404(Invitation, activity=activity, deputy__user=request.user)
        return workflow.answer_invitation(mine, by=request.user, coming=False, reason=reason or "临时有事")

    said = lambda done: SAID[InvitationState(done.state)]  # noqa: E731 said in place
    return act(request, answer, said=said, to=code)
