"""Leaves: a deputy's own sessions, asking, the list of the office, one leave and its moves."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from deputies.people.own import own_deputy
from liaison.sessions import policies, queries, workflow
from liaison.sessions.enums import LEAVE, OPEN_LEAVES
from liaison.sessions.forms import GrantForm, LeaveForForm, LeaveForm, RefuseForm
from liaison.sessions.models import CongressSession, Leave, Summons
from liaison.sessions.tables import LeaveListing
from liaison.sessions.views.sessions import LIST, find_session
from yunhe.accounts.decorators import asks, deputy_required, office_or_deputy_required, office_required, reads
from yunhe.accounts.pages import list_page
from yunhe.accounts.requests import Request, in_scope
from yunhe.kit.moves import events_of
from yunhe.kit.refusals import is_allowed
from yunhe.web.forms.moves import Ask, move_page
from yunhe.web.forms.page import FormPage

ASKS = {
    "grant": Ask(GrantForm, workflow.grant, "已批准，代表会收到。"),
    "refuse": Ask(RefuseForm, workflow.refuse, "已退回代表，并说明了原因。"),
    "withdraw": Ask(None, workflow.withdraw, "已撤回。"),
}
_RELATED = ("session__area", "session__term", "deputy__origin", "deputy__residence__unit")

find_summons = in_scope(Summons.objects, *_RELATED)
find_leave = in_scope(Leave.objects, *(f"summons__{name}" for name in _RELATED))
leave_list = list_page(office_required, LeaveListing, "liaison/sessions/leave_list.html")


@reads(deputy_required)
def my_sessions(request: Request) -> HttpResponse:
    """Show the signed-in deputy the own sessions: coming ones with leave, past ones as they were attended."""
    deputy = own_deputy(request.user)
    leaves: dict[int, list[Leave]] = {}
    for leave in Leave.objects.filter(summons__deputy=deputy).prefetch_related("sittings").order_by("-asked_at"):
        leaves.setdefault(leave.summons_id, []).append(leave)
    rows = [
        {
            "summons": summons,
            "leaves": leaves.get(summons.pk, []),
            "may_ask": is_allowed(policies.can_ask_leave, request.user, summons)
            and not any(leave.state in OPEN_LEAVES for leave in leaves.get(summons.pk, [])),
        }
        for summons in queries.sessions_of(deputy).select_related("deputy__origin", "deputy__residence")
    ]
    missed = Summons.objects.counted_by_law().missed().filter(deputy=deputy, mandate__ended_on__isnull=True).count()
    return render(request, "liaison/sessions/my_sessions.html", {"rows": rows, "missed": missed})


@asks(office_or_deputy_required, find_summons, policies.can_ask_leave)
def leave_ask(request: Request, summons: Summons) -> HttpResponse:
    """Ask for leave from some half-days, in one minute on the phone."""
    own = summons.deputy.user_id == request.user.pk
    page = FormPage(
        request,
        "请假",
        LeaveForm,
        heading="请假" if own else f"代{summons.deputy.name}登记请假",
        note=f"{summons.session}，{summons.session.days_label}",
        hint="经批准才算请假；会议开始以后提出的是补假，须经主席团（主任会议）负责人同意。",
        submit="提交",
        is_single=True,
        crumbs=[("我的会议", "sessions:my-sessions") if own else ("会议与出席", summons.session)],
        summons=summons,
    )
    return page.run(lambda facts: workflow.ask_leave(summons, by=request.user, **facts), said="已提交，批准后会通知。")


@asks(office_required, find_session, policies.can_ask_for_others)
def leave_for(request: Request, session: CongressSession) -> HttpResponse:
    """Write down the leave of somebody who has no phone."""
    page = FormPage(
        request, "代为登记请假", LeaveForForm, crumbs=[LIST, session], is_single=True, cancel=session, session=session
    )

    def ask(facts: dict[str, Any]) -> Leave:
        return workflow.ask_leave(facts.pop("summons"), by=request.user, **facts)

    return page.run(ask, said="已登记请假，还要批准。")


@reads(office_or_deputy_required, find_leave)
def leave_detail(request: Request, leave: Leave) -> HttpResponse:
    """Show one leave: from what, how it stands, and to whom it concerns why."""
    context = {
        "leave": leave,
        "summons": leave.summons,
        "session": leave.summons.session,
        "deputy": leave.summons.deputy,
        "is_own": leave.summons.deputy.user_id == request.user.pk,
        "reads_reason": is_allowed(policies.can_read_reason, request.user, leave),
        "actions": LEAVE.actions(leave, partial(policies.acting_side, request.user, leave), among=ASKS),
        "timeline": events_of(leave.steps.all()),
    }
    return render(request, "liaison/sessions/leave_detail.html", context)


@asks(office_or_deputy_required, find_leave)
def leave_move(request: Request, leave: Leave, verb: str) -> HttpResponse:
    """Grant, refuse or withdraw."""
    given: dict[str, Any] = {"leave": leave} if verb == "grant" else {}
    own = leave.summons.deputy.user_id == request.user.pk
    crumbs = [("我的会议", reverse("sessions:my-sessions")) if own else ("会议请假", "sessions:leave-list"), leave]
    note = f"{leave.summons.session}，{leave.summons.session.days_label}"
    return move_page(
        request,
        leave,
        verb,
        ASKS,
        machine=LEAVE,
        policy=policies.acting_side,
        crumbs=crumbs,
        note=note,
        is_single=True,
        **given,
    )
