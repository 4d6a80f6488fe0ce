"""Sessions: the list, a new one, its page, days, who is called, that it was held or is not."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from liaison.sessions import policies, queries, workflow
from liaison.sessions.enums import LeaveState, SessionState
from liaison.sessions.forms import CancelForm, DaysForm, SessionForm, SummonedForm
from liaison.sessions.models import Attendance, CongressSession, Leave, Summons
from liaison.sessions.tables import SessionListing, SummonsListing
from yunhe.accounts.decorators import asks, lists, office_required, reads
from yunhe.accounts.pages import button, list_page
from yunhe.accounts.requests import Request, in_scope
from yunhe.kit.refusals import is_allowed
from yunhe.trail.queries import history_of
from yunhe.web.forms.page import FormPage

LIST = ("会议与出席", "sessions:session-list")

find_session = in_scope(CongressSession.objects, "area", "term")
summons_list = list_page(office_required, SummonsListing, "liaison/sessions/summons_list.html")


@lists(office_required)
def session_list(request: Request) -> HttpResponseBase:
    """Show the sessions in scope."""
    context = {"may_convene": is_allowed(policies.can_convene, request.user)}
    return SessionListing.of(request).answer(request, "liaison/sessions/session_list.html", context)


@asks(office_required)
def session_create(request: Request) -> HttpResponse:
    """Call a session."""
    note = "人代会自动通知本届全部在任代表；常委会、主席团会议沿用上一次的应到名单，保存后可以调整。"
    page = FormPage(request, "登记会议", SessionForm, crumbs=[LIST], note=note, submit="登记并通知", user=request.user)
    return page.run(
        lambda facts: workflow.convene(by=request.user, **facts),
        said=lambda session: f"已登记，应到 {session.summonses.count()} 人，已开通账号的代表会收到通知。",
    )


@reads(office_required, find_session)
def session_detail(request: Request, session: CongressSession) -> HttpResponse:
    """Show one session: its half-days and their rolls, leaves, who was absent; others see of it their own deputies."""
    user = request.user
    called = Summons.objects.visible_to(user).filter(session=session)
    leaves = Leave.objects.filter(summons__in=called.values("pk")).exclude(state=LeaveState.WITHDRAWN)
    corrected = Attendance.objects.filter(summons__in=called.values("pk"), revision__gt=1)
    context = {
        "session": session,
        "lines": queries.sitting_lines(session, called),
        "called": called.count(),
        "leaves": leaves.select_related("summons__deputy__origin").prefetch_related("sittings"),
        "absent": called.with_absence().select_related("deputy__origin").annotate(**queries.figures()),
        "corrections": corrected.select_related("sitting", "summons__deputy").order_by("-at")[:20],
        "may_change": is_allowed(policies.can_change_session, user, session),
        "may_call": session.state != SessionState.CANCELLED
        and is_allowed(policies.can_keep_session, user, session.area, session.level),
        "may_hold": is_allowed(policies.can_move_session, user, session, "hold"),
        "may_cancel": is_allowed(policies.can_move_session, user, session, "cancel"),
        "cancel_form": CancelForm(),
        "history": history_of(session, user),
    }
    return render(request, "liaison/sessions/session_detail.html", context)


@asks(office_required, find_session, policies.can_change_session)
def session_edit(request: Request, session: CongressSession) -> HttpResponse:
    """Change days and half-days."""
    page = FormPage(
        request, "修改会议", DaysForm, of=session, crumbs=[LIST, session], wide=("halves",), session=session
    )
    return page.does(workflow.change_session, said="已保存。日期有变动的，已重新通知代表。")


@asks(office_required, find_session, policies.can_change_session)
def session_summoned(request: Request, session: CongressSession) -> HttpResponse:
    """Choose who is called."""
    page = FormPage(
        request, "应到人员", SummonedForm, of=session, crumbs=[LIST, session], is_single=True, session=session
    )
    return page.does(workflow.choose_summoned, said=lambda number: f"应到 {number} 人，新增的已通知。", to=session)


session_hold = button(
    office_required,
    find_session,
    workflow.hold,
    said="已登记召开。整次未经批准没有出席的，系统已提醒代表和两地人大。",
)
session_cancel = button(
    office_required, find_session, workflow.cancel, form=CancelForm, said="会议已取消，已通知代表。"
)
