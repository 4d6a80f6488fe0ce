"""Writing teams: founding, changing, disbanding, and who is a member from when to when.

Each verb: transaction, lock, policy, change, validation with a Chinese message, audit event that both units see.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from deputies.associates.enums import STANDING
from deputies.associates.models import Associate
from deputies.people.models import Deputy
from deputies.teams import policies
from deputies.teams.models import Team, TeamMember
from yunhe.accounts.models import User
from yunhe.areas.models import Area
from yunhe.audit.record import record
from yunhe.kit.changes import changes_of, filled, made, rewritten
from yunhe.kit.moves import locked
from yunhe.kit.refusals import Denied
from yunhe.kit.words import listed


def _managed(team: Team, by: User) -> Team:
    """Return `team` locked, once `by` may manage it."""
    this = _locked(team)
    policies.can_manage_team(by, this)
    return this


def _locked(team: Team) -> Team:
    return locked(Team.objects.select_related("area__unit", "partner__unit"), team)


def _served(team: Team) -> str:
    return listed(area.full_name for area in team.served_areas.select_related("unit").order_by("order", "code"))


@transaction.atomic
def found_team(
    *, by: User, area: Area, partner: Area | None = None, served_areas: Iterable[Area] = (), **facts: Any
) -> Team:
    """Found a team that `area` leads, with `partner` as second unit of a joint team, and return it.

    facts: name, kind, theme, purpose, begins_on, ends_on. Errors: Denied, ValidationError.
    Side effects: one Team with the areas it serves, one audit event.
    """
    policies.can_found_team(by, area, partner)
    team = made(Team(area=area, partner=partner, created_by=by.display_name, **facts))
    team.served_areas.set(served_areas)
    record("deputies.found_team", "成立团队", team, by=by)
    return team


@transaction.atomic
def edit_team(team: Team, *, by: User, served_areas: Iterable[Area] | None = None, **facts: Any) -> Team:
    """Change the given facts of a standing team and return it; `served_areas` None leaves them.

    Errors: Denied, ValidationError. Side effects: the Team, one audit event with before and after.
    """
    this = _managed(team, by)
    sides, served = this.areas, _served(this)
    before = filled(this, facts)
    if {"area", "partner"} & set(facts):
        policies.can_found_team(by, this.area, this.partner)
    made(this)
    changes = changes_of(this, before)
    if served_areas is not None:
        this.served_areas.set(served_areas)
        if (now := _served(this)) != served:
            changes["服务区域"] = [served, now]
    if changes:
        areas = list({area.pk: area for area in (*sides, *this.areas)}.values())
        record("deputies.edit_team", "修改团队", this, by=by, changes=changes, areas=areas)
    return this


@transaction.atomic
def disband_team(team: Team, *, by: User, reason: str) -> Team:
    """Disband a standing team; members, activities and deeds stay on its page. Side effects: the Team, one audit event."""
    this = _managed(team, by)
    rewritten(this, disbanded_on=timezone.localdate(), disband_reason=reason.strip())
    record("deputies.disband_team", "撤销团队", this, by=by, reason=reason)
    return this


def _take_in(
    team: Team, *, by: User, facts: dict[str, Any], deputy: Deputy | None = None, associate: Associate | None = None
) -> TeamMember:
    """Write a membership in the locked `team`, with its audit event. Asks no policy."""
    if deputy is not None:
        if not deputy.mandates.serving().exists():
            raise Denied(f"{deputy.name}目前没有在任的代表资格，不能加入团队。")
        facts = {**facts, "side": facts.get("side") or deputy.origin}
    if associate is not None:
        if associate.status != STANDING:
            raise Denied(f"{associate.name}{associate.status}，不能加入团队。")
        facts = {**facts, "side": facts.get("side") or associate.area.unit or associate.area}
    member = made(TeamMember(team=team, deputy=deputy, associate=associate, **facts))
    record("deputies.add_member", "加入团队", team, by=by, changes={member.get_role_display(): ["", member.name]})
    return member


@transaction.atomic
def add_member(
    team: Team, *, by: User, deputy: Deputy | None = None, associate: Associate | None = None, **facts: Any
) -> TeamMember:
    """Take a deputy, or somebody who is none, into a standing team and return the membership.

    facts: role, side, task, joined_on. Without a side a deputy's is the origin, another's the own unit.
    Errors: Denied, ValidationError. Side effects: one TeamMember, one audit event.
    """
    return _take_in(_managed(team, by), by=by, deputy=deputy, associate=associate, facts=facts)


@transaction.atomic
def add_others(team: Team, *, by: User, associates: Iterable[Associate], **facts: Any) -> list[TeamMember]:
    """Take several people who are no deputies into a standing team, all or none. Errors and side effects: as `add_member`."""
    this = _managed(team, by)
    return [_take_in(this, by=by, associate=associate, facts=facts) for associate in associates]


@transaction.atomic
def take_in_received(team: Team, deputy: Deputy, *, by: User, side: Area | None = None) -> TeamMember:
    """Take a deputy whom a community has received into a standing team, and return the membership; who is in it stays.

    Asks no policy: whoever may receive the deputy decides. Errors: Denied, ValidationError. Side effects: as `add_member`.
    """
    this = _locked(team)
    if not this.is_standing:
        raise Denied(f"“{this}”已撤销，请选择其他代表小组。")
    known = TeamMember.objects.in_force().filter(team=this, deputy=deputy).first()
    return known or _take_in(this, by=by, deputy=deputy, facts={"side": side})


@transaction.atomic
def add_deputies(team: Team, *, by: User, deputies: Iterable[Deputy], **facts: Any) -> list[TeamMember]:
    """Take several deputies into a standing team, all or none, with the same role and task.

    Errors and side effects: as `add_member`, once for each.
    """
    this = _managed(team, by)
    return [_take_in(this, by=by, deputy=deputy, facts=facts) for deputy in deputies]


def _locked_member(member: TeamMember) -> tuple[Team, TeamMember]:
    team = _locked(member.team)
    fresh = locked(TeamMember.objects.select_related("deputy__origin", "deputy__residence", "associate"), member)
    fresh.team = team
    return team, fresh


@transaction.atomic
def change_member(member: TeamMember, *, by: User, **facts: Any) -> TeamMember:
    """Change role, task or side of a member. Errors: Denied, ValidationError. Side effects: member, audit event."""
    team, fresh = _locked_member(member)
    policies.can_manage_team(by, team)
    policies.can_change_member(by, fresh)
    before = (fresh.get_role_display(), fresh.task)
    rewritten(fresh, **facts)
    said = [" ".join(part for part in pair if part) for pair in (before, (fresh.get_role_display(), fresh.task))]
    record("deputies.change_member", "调整成员", team, by=by, changes={fresh.name: said})
    return fresh


@transaction.atomic
def end_membership(member: TeamMember, *, by: User | None, reason: str, on: date | None = None) -> TeamMember:
    """End a membership on `on` (today). A membership that has ended stays as it is.

    by: None is the system (the mandate has ended). Errors: Denied, ValidationError. Side effects: member, audit event.
    """
    team, fresh = _locked_member(member)
    if fresh.left_on:
        return fresh
    if by is not None:
        policies.can_end_membership(by, fresh)
    return _let_go(team, fresh, by=by, reason=reason, on=on)


def _let_go(team: Team, fresh: TeamMember, *, by: User | None, reason: str, on: date | None = None) -> TeamMember:
    """End a locked membership, with its audit event. Asks no policy. Nobody leaves before having joined."""
    rewritten(fresh, left_on=max(on or timezone.localdate(), fresh.joined_on), leave_reason=reason.strip())
    changes = {fresh.get_role_display(): [fresh.name, ""]}
    record("deputies.end_membership", "退出团队", team, by=by, changes=changes, reason=reason)
    return fresh


@transaction.atomic
def hand_over_membership(member: TeamMember, *, by: User, to: Team | None, reason: str, on: date) -> TeamMember:
    """End a deputy's membership because the file ends or moves on; with `to` the deputy joins that team the same day.

    Asks no policy: who may end the file decides what becomes of it. Who is in `to` already keeps that membership.
    Returns the ended membership. Errors: Denied when either team no longer stands or the membership has ended.
    Side effects: the membership, perhaps a new one, one audit event on each team.
    """
    team, fresh = _locked_member(member)
    if fresh.left_on or not team.is_standing:
        raise Denied(f"{fresh.name}已不在“{team}”。")
    _let_go(team, fresh, by=by, reason=reason, on=on)
    if to is not None:
        target = _locked(to)
        if not target.is_standing:
            raise Denied(f"“{target}”已撤销。")
        if not TeamMember.objects.in_force().filter(team=target, deputy=fresh.deputy).exists():
            facts = {"side": fresh.side, "task": fresh.task, "joined_on": max(on, fresh.joined_on)}
            _take_in(target, by=by, deputy=fresh.deputy, facts=facts)
    return fresh


def end_memberships_of(associate: Associate, *, by: User, reason: str, on: date) -> None:
    """End what memberships somebody has who leaves the register; called by its verb, which has asked the policy."""
    for member in TeamMember.objects.in_force().filter(associate=associate).select_related("team").order_by("pk"):
        team, fresh = _locked_member(member)
        if fresh.left_on is None:
            _let_go(team, fresh, by=by, reason=f"退出：{reason}"[:120], on=on)
