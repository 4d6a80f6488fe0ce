"""Pages of the register of people who are no deputies."""

from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse

from deputies.associates import policies, workflow
from deputies.associates.forms import AssociateForm, ExitForm, RenewForm
from deputies.associates.models import Associate
from deputies.associates.panels import panels
from deputies.associates.tables import AssociateListing, stands
from deputies.people.models import Deputy
from yunhe.accounts.decorators import asks, lists, reads, staff_required, writes
from yunhe.accounts.requests import Request, in_scope
from yunhe.audit.record import record_view
from yunhe.kit.refusals import is_allowed
from yunhe.trail.queries import history_of
from yunhe.web.forms.page import FormPage

LIST = ("议事员等人员", "associates:associate-list")
find_associate = in_scope(Associate.objects, "area__unit", "area__parent", "deputy")


@lists(staff_required)
def associate_list(request: Request) -> HttpResponse:
    context = {"may_enter": is_allowed(policies.can_enter_associate, request.user)}
    return AssociateListing.of(request).answer(request, "deputies/associates/associate_list.html", context)


@reads(staff_required, find_associate)
def associate_detail(request: Request, associate: Associate) -> HttpResponse:
    """Show one person: capacity, term, what higher nouns add, history."""
    user = request.user
    context = {
        "associate": associate,
        "state": stands(associate),
        "may_change": is_allowed(policies.can_change_associate, user, associate),
        "may_reveal": is_allowed(policies.can_reveal_associate, user, associate),
        "sees_deputy": Deputy.objects.visible_to(user).filter(pk=associate.deputy_id).exists(),
        "panels": panels.of(associate, user),
        "history": history_of(associate, user, limit=12),
    }
    return TemplateResponse(request, "deputies/associates/associate_detail.html", context)


@asks(staff_required)
def associate_create(request: Request) -> HttpResponse:
    """Enter somebody."""
    policies.can_enter_associate(request.user)
    page = FormPage(request, "登记议事员等人员", AssociateForm, user=request.user, submit="登记", crumbs=[LIST])
    return page.run(
        lambda facts: workflow.enter_associate(by=request.user, **facts), said=lambda made: f"{made.said}已登记。"
    )


@asks(staff_required, find_associate, policies.can_change_associate)
def associate_edit(request: Request, associate: Associate) -> HttpResponse:
    """Correct what stands in the register."""
    if request.method == "GET" and associate.phone:  # the form shows it in full
        record_view(associate, "手机", by=request.user, areas=[associate.area])
    page = FormPage(
        request,
        "修改",
        AssociateForm,
        of=associate,
        heading=f"修改：{associate.name}",
        crumbs=[LIST, associate],
        user=request.user,
        associate=associate,
    )
    return page.does(workflow.edit_associate)


@asks(staff_required, find_associate, policies.can_change_associate)
def associate_renew(request: Request, associate: Associate) -> HttpResponse:
    """Begin another term."""
    note = f"现在的任期：{associate.term_label}。"
    page = FormPage(
        request, "续任", RenewForm, of=associate, heading=f"{associate.name}续任", note=note, crumbs=[LIST, associate], submit="续任"
    )  # fmt: skip
    return page.does(workflow.renew_associate, said=lambda done: f"{done.name}已续任到 {done.ends_on:%Y-%m-%d}。")


@asks(staff_required, find_associate, policies.can_change_associate)
def associate_end(request: Request, associate: Associate) -> HttpResponse:
    """Write down that somebody has left."""
    page = FormPage(
        request,
        "退出",
        ExitForm,
        of=associate,
        heading=f"{associate.name}退出",
        note="退出后不再列入活动、走访、值班和议事会的名单，所在团队一并退出；以前的记录都保留。",
        crumbs=[LIST, associate],
        submit="确认退出",
        is_danger=True,
    )
    return page.does(workflow.end_associate, said=lambda done: f"{done.name}已退出。")


@writes(staff_required, find_associate, policies.can_reveal_associate)
def associate_reveal(request: Request, associate: Associate) -> HttpResponse:
    """Show the phone in full, once; the look is recorded."""
    if not associate.phone:
        raise Http404
    record_view(associate, "手机", by=request.user, areas=[associate.area])
    template = "deputies/people/_revealed.html" if request.htmx else "deputies/teams/member_revealed.html"
    return TemplateResponse(request, template, {"member": associate, "value": associate.phone})
