"""Pages of teams: the list, one team, founding and changing it, its members, the card to print, a deputy's own teams."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone

from deputies.people.models import Deputy
from deputies.teams import policies
from deputies.teams import workflow as teams
from deputies.teams.enums import MemberKind, TeamRole
from deputies.teams.forms import TEAM_FACTS, DeputiesForm, DeputyMemberForm, DisbandForm, LeaveForm, OtherForm, TeamForm
from deputies.teams.models import Team, TeamMember
from deputies.teams.panels import panels
from deputies.teams.tables import TeamListing
from yunhe.accounts.decorators import (
    asks,
    deputy_required,
    lists,
    office_required,
    reads,
    staff_or_deputy_required,
    staff_required,
    writes,
)
from yunhe.accounts.requests import Request
from yunhe.audit.record import record_view
from yunhe.kit.refusals import Denied, is_allowed
from yunhe.trail.queries import history_of
from yunhe.web.forms.refusable import RefusableForm


def _team(request: Request, pk: int) -> Team:
    rows = Team.objects.visible_to(request.user).select_related("area__unit", "partner__unit")
    return get_object_or_404(rows, pk=pk)


def _member(request: Request, pk: int) -> TeamMember:
    related = ("team__area__unit", "team__partner__unit", "deputy__origin", "deputy__residence", "side")
    return get_object_or_404(TeamMember.objects.visible_to(request.user).select_related(*related), pk=pk)


def _try(form: RefusableForm, verb: Callable, *args, **kwargs):
    """Return what `verb` returns, or None with its refusal in the form."""
    try:
        return verb(*args, **kwargs)
    except ValidationError as error:
        form.refuse(error)
    except Denied as denied:
        form.add_error(None, str(denied))
    return None


def by_role(members: list[TeamMember]) -> list[tuple[str, list[TeamMember]]]:
    """Return the members under the labels of their roles, head first."""
    groups = ((role.label, [member for member in members if member.role == role]) for role in TeamRole)
    return [(label, group) for label, group in groups if group]


@lists(staff_required)
def team_list(request: Request) -> HttpResponse:
    """List the teams in scope."""
    context = {"may_found": is_allowed(policies.can_found_team, request.user)}
    return TeamListing.of(request).answer(request, "deputies/teams/team_list.html", context)


@reads(staff_or_deputy_required)
def team_detail(request: Request, pk: int) -> HttpResponse:
    """Show one team: members by role, those who left, whom it serves, and what higher apps add."""
    team, user = _team(request, pk), request.user
    rows = team.members.select_related("deputy__origin__unit", "deputy__residence__unit", "side")
    members = list(rows)
    present = [member for member in members if not member.left_on]
    known = Deputy.objects.visible_to(user).filter(pk__in=[member.deputy_id for member in present if member.deputy_id])
    may_manage = is_allowed(policies.can_manage_team, user, team)
    context = {
        "team": team,
        "roles": by_role(present),
        "deputies": sum(member.kind == MemberKind.DEPUTY for member in present),
        "others": sum(member.kind != MemberKind.DEPUTY for member in present),
        "former": sorted(
            (member for member in members if member.left_on), key=lambda member: member.left_on, reverse=True
        ),
        "served": list(team.served_areas.select_related("unit").order_by("unit__order", "order", "code")),
        "known": set(known.values_list("pk", flat=True)),
        "may_manage": may_manage,
        "may_reveal": is_allowed(policies.can_reveal_member, user, team),
        "panels": panels.of(team, user),
        "disband_form": DisbandForm(),
        "history": history_of(team, user, limit=15),
    }
    return TemplateResponse(request, "deputies/teams/team_detail.html", context)


@asks(office_required)
def team_create(request: Request) -> HttpResponse:
    """Found a team."""
    policies.can_found_team(request.user)
    form = TeamForm(request.POST or None, user=request.user)
    if form.is_valid() and (team := _try(form, teams.found_team, by=request.user, **form.cleaned_data)):
        messages.success(request, f"“{team}”已组建，接着加入成员。")
        return redirect(team)
    return TemplateResponse(request, "deputies/teams/team_form.html", {"form": form, "team": None})


@asks(office_required)
def team_edit(request: Request, pk: int) -> HttpResponse:
    """Change a team."""
    team = _team(request, pk)
    policies.can_manage_team(request.user, team)
    form = TeamForm(request.POST or None, user=request.user, team=team)
    if form.is_valid():
        facts = {name: form.cleaned_data[name] for name in (*TEAM_FACTS, "area", "partner")}
        served = form.cleaned_data["served_areas"]
        if _try(form, teams.edit_team, team, by=request.user, served_areas=served, **facts):
            messages.success(request, "已保存。")
            return redirect(team)
    return TemplateResponse(request, "deputies/teams/team_form.html", {"form": form, "team": team})


@writes(office_required)
def team_disband(request: Request, pk: int) -> HttpResponse:
    """Disband a team."""
    team, form = _team(request, pk), DisbandForm(request.POST)
    policies.can_manage_team(request.user, team)
    if not form.is_valid():
        messages.error(request, "没有撤销：请写明撤销原因。")
        return redirect(team)
    teams.disband_team(team, by=request.user, reason=form.cleaned_data["reason"])
    messages.success(request, "团队已撤销，成员和活动记录保留备查。")
    return redirect(team)


@reads(staff_or_deputy_required)
def team_card(request: Request, pk: int) -> HttpResponse:
    """Show the team card for the printer: who, for whom, with which task. No phone numbers."""
    team = _team(request, pk)
    present = team.members.filter(left_on__isnull=True).select_related("deputy__origin", "side")
    context = {
        "team": team,
        "members": list(present),
        "served": team.served_areas.select_related("unit").order_by("unit__order", "order", "code"),
        "today": timezone.localdate(),
    }
    return TemplateResponse(request, "deputies/teams/team_card.html", context)


@asks(office_required)
def deputies_add(request: Request, pk: int) -> HttpResponse:
    """Take deputies into a team, several at once."""
    team = _team(request, pk)
    policies.can_manage_team(request.user, team)
    form = DeputiesForm(request.POST or None, team=team)
    if form.is_valid() and (added := _try(form, teams.add_deputies, team, by=request.user, **form.cleaned_data)):
        messages.success(request, f"已加入 {len(added)} 位代表。")
        return redirect(team)
    return TemplateResponse(
        request, "deputies/teams/member_form.html", {"form": form, "team": team, "title": "加入代表"}
    )


@asks(office_required)
def other_add(request: Request, pk: int) -> HttpResponse:
    """Take somebody without an account into a team."""
    team = _team(request, pk)
    policies.can_manage_team(request.user, team)
    form = OtherForm(request.POST or None, team=team)
    if form.is_valid() and (member := _try(form, teams.add_member, team, by=request.user, **form.cleaned_data)):
        messages.success(request, f"已加入{member.name}。")
        return redirect(team)
    return TemplateResponse(
        request, "deputies/teams/member_form.html", {"form": form, "team": team, "title": "加入其他成员"}
    )


@asks(office_required)
def member_edit(request: Request, pk: int) -> HttpResponse:
    """Change role, task and, of somebody without an account, the rest."""
    member = _member(request, pk)
    policies.can_manage_team(request.user, member.team)
    policies.can_change_member(request.user, member)
    data = request.POST if request.method == "POST" else None
    form: RefusableForm
    if member.deputy_id:
        form = DeputyMemberForm(data, member=member)
    else:
        if data is None and member.phone:  # the form shows it in full
            record_view(member, "手机", by=request.user, areas=member.team.areas)
        form = OtherForm(data, team=member.team, member=member)
    if form.is_valid() and _try(form, teams.change_member, member, by=request.user, **form.cleaned_data):
        messages.success(request, "已保存。")
        return redirect(member)
    context = {"form": form, "team": member.team, "title": f"调整{member.name}"}
    return TemplateResponse(request, "deputies/teams/member_form.html", context)


@asks(office_required)
def member_end(request: Request, pk: int) -> HttpResponse:
    """End a membership."""
    member = _member(request, pk)
    policies.can_end_membership(request.user, member)
    form = LeaveForm(request.POST or None)
    if form.is_valid() and _try(form, teams.end_membership, member, by=request.user, **form.cleaned_data):
        messages.success(request, f"{member.name}已退出团队。")
        return redirect(member)
    context = {"form": form, "team": member.team, "title": f"{member.name}退出团队"}
    return TemplateResponse(request, "deputies/teams/member_form.html", context)


@writes(office_required)
def member_reveal(request: Request, pk: int) -> HttpResponse:
    """Show the phone of a member without an account in full, once; the look is recorded."""
    member = _member(request, pk)
    policies.can_reveal_member(request.user, member.team)
    if not member.phone:
        raise Http404
    record_view(member, "手机", by=request.user, areas=member.team.areas)
    template = "deputies/people/_revealed.html" if request.htmx else "deputies/teams/member_revealed.html"
    return TemplateResponse(request, template, {"member": member, "value": member.phone})


@reads(deputy_required)
def my_teams(request: Request) -> HttpResponse:
    """Show the signed-in deputy the own teams."""
    deputy = get_object_or_404(Deputy, user=request.user)
    members = TeamMember.objects.of_deputy(deputy).select_related("team__area__unit", "team__partner__unit")
    return TemplateResponse(request, "deputies/teams/my_teams.html", {"members": list(members)})
