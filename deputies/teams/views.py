"""Pages of teams: the list, one team, founding and changing it, its members, the card to print, a deputy's own teams."""

from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone

from deputies.people.models import Deputy
from deputies.people.own import own_deputy_or_404
from deputies.teams import policies, workflow
from deputies.teams.enums import TeamRole
from deputies.teams.forms import DeputiesForm, DisbandForm, LeaveForm, MemberForm, OthersForm, TeamForm
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
from yunhe.accounts.pages import button
from yunhe.accounts.requests import Request, in_scope
from yunhe.audit.record import record_view
from yunhe.kit.refusals import is_allowed
from yunhe.trail.queries import history_of
from yunhe.web.forms.page import FormPage

TEAMS = ("代表团队", "teams:team-list")
NOTE = "联合团队由两个单位共同管理：两边都能调整成员、登记活动。"
UNITS = ("area__unit", "partner__unit")
find_team = in_scope(Team.objects, *UNITS)
find_member = in_scope(
    TeamMember.objects, *(f"team__{unit}" for unit in UNITS), "deputy__origin", "deputy__residence", "associate", "side"
)


def by_role(members: list[TeamMember]) -> list[tuple[str, list[TeamMember]]]:
    """Return the members under the labels of their roles, head first."""
    groups = ((role.label, [member for member in members if member.role == role]) for role in TeamRole)
    return [(label, group) for label, group in groups if group]


@lists(staff_required)
def team_list(request: Request) -> HttpResponse:
    context = {"may_found": is_allowed(policies.can_found_team, request.user)}
    return TeamListing.of(request).answer(request, "deputies/teams/team_list.html", context)


@reads(staff_or_deputy_required, find_team)
def team_detail(request: Request, team: Team) -> HttpResponse:
    """Show one team: members by role, those who left, whom it serves, and what higher apps add."""
    user = request.user
    rows = team.members.select_related("deputy__origin__unit", "deputy__residence__unit", "associate__area", "side")
    members = list(rows)
    present = [member for member in members if not member.left_on]
    known = Deputy.objects.visible_to(user).filter(pk__in=[member.deputy_id for member in present if member.deputy_id])
    context = {
        "team": team,
        "roles": by_role(present),
        "deputies": sum(member.deputy_id is not None for member in present),
        "others": sum(member.deputy_id is None for member in present),
        "former": sorted(
            (member for member in members if member.left_on), key=lambda member: member.left_on, reverse=True
        ),
        "served": list(team.served_areas.select_related("unit").order_by("unit__order", "order", "code")),
        "known": set(known.values_list("pk", flat=True)),
        "may_manage": is_allowed(policies.can_manage_team, user, team),
        "may_reveal": is_allowed(policies.can_reveal_member, user, team),
        "panels": panels.of(team, user),
        "may_list": is_allowed(policies.can_list_teams, user),
        "disband_form": DisbandForm(),
        "history": history_of(team, user, limit=15),
    }
    return TemplateResponse(request, "deputies/teams/team_detail.html", context)


@asks(office_required)
def team_create(request: Request) -> HttpResponse:
    policies.can_found_team(request.user)
    page = FormPage(request, "组建团队", TeamForm, user=request.user, note=NOTE, submit="组建", crumbs=[TEAMS])
    return page.run(
        lambda facts: workflow.found_team(by=request.user, **facts), said=lambda team: f"“{team}”已组建，接着加入成员。"
    )


@asks(office_required, find_team, policies.can_manage_team)
def team_edit(request: Request, team: Team) -> HttpResponse:
    crumbs = [TEAMS, team]
    page = FormPage(request, "修改团队", TeamForm, of=team, team=team, user=request.user, note=NOTE, crumbs=crumbs)
    return page.does(workflow.edit_team)


team_disband = button(
    office_required, find_team, workflow.disband_team, form=DisbandForm, said="团队已撤销，成员和活动记录保留备查。"
)


@reads(staff_or_deputy_required, find_team)
def team_card(request: Request, team: Team) -> HttpResponse:
    """Show the team card for the printer: who, for whom, with which task. No phone numbers."""
    present = team.members.filter(left_on__isnull=True).select_related("deputy__origin", "associate__area", "side")
    context = {
        "team": team,
        "members": list(present),
        "served": team.served_areas.select_related("unit").order_by("unit__order", "order", "code"),
        "today": timezone.localdate(),
    }
    return TemplateResponse(request, "deputies/teams/team_card.html", context)


def _member_page(request: Request, team: Team, title: str, form_class, /, **given) -> FormPage:
    """Return a form page about who is in `team`."""
    note, crumbs = f"{team.name} · {team.areas_label}", [TEAMS, team]
    return FormPage(request, title, form_class, note=note, crumbs=crumbs, **{"of": team, **given})


@asks(office_required, find_team, policies.can_manage_team)
def deputies_add(request: Request, team: Team) -> HttpResponse:
    """Take deputies into a team, several at once."""
    page = _member_page(request, team, "加入代表", DeputiesForm, team=team)
    return page.does(workflow.add_deputies, said=lambda added: f"已加入 {len(added)} 位代表。", to=team)


@asks(office_required, find_team, policies.can_manage_team)
def other_add(request: Request, team: Team) -> HttpResponse:
    """Take people who are no deputies into a team, several at once."""
    page = _member_page(request, team, "加入其他成员", OthersForm, team=team, user=request.user)
    return page.does(workflow.add_others, said=lambda added: f"已加入 {len(added)} 位成员。", to=team)


@asks(office_required, find_member)
def member_edit(request: Request, member: TeamMember) -> HttpResponse:
    """Change role and task of a member."""
    policies.can_manage_team(request.user, member.team)
    policies.can_change_member(request.user, member)
    page = _member_page(request, member.team, f"调整{member.name}", MemberForm, of=member, member=member)
    return page.does(workflow.change_member)


@asks(office_required, find_member, policies.can_end_membership)
def member_end(request: Request, member: TeamMember) -> HttpResponse:
    page = _member_page(request, member.team, f"{member.name}退出团队", LeaveForm, of=member)
    return page.does(workflow.end_membership, said=f"{member.name}已退出团队。")


@writes(office_required, find_member)
def member_reveal(request: Request, member: TeamMember) -> HttpResponse:
    """Show the phone of a member who is no deputy in full, once; the look is recorded."""
    policies.can_reveal_member(request.user, member.team)
    phone = member.associate.phone if member.associate else ""
    if not phone:
        raise Http404
    record_view(member, "手机", by=request.user, areas=member.team.areas)
    template = "deputies/people/_revealed.html" if request.htmx else "deputies/teams/member_revealed.html"
    return TemplateResponse(request, template, {"member": member, "value": phone})


@reads(deputy_required)
def my_teams(request: Request) -> HttpResponse:
    members = TeamMember.objects.of_deputy(own_deputy_or_404(request.user)).select_related(
        "team__area__unit", "team__partner__unit"
    )
    return TemplateResponse(request, "deputies/teams/my_teams.html", {"members": list(members)})
