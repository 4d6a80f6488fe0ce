"""Writing teams: founding, changing, disbanding, and who is a member from when to when.

Each verb: transaction, lock, policy, change, validation with a Chinese message, audit event that both units see.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from deputies.people.models import Deputy
from deputies.teams import policies
from deputies.teams.enums import MemberKind, TeamRole
from deputies.teams.models import Team, TeamMember
from yunhe.accounts.models import User
from yunhe.areas.models import Area
from yunhe.audit.record import record
from yunhe.kit.refusals import Denied


def _locked(team: Team) -> Team:
    rows = Team.objects.select_for_update(of=("self",)).select_related("area__unit", "partner__unit")
    return rows.get(pk=team.pk)


def _served(team: Team) -> str:
    return "、".join(area.full_name for area in team.served_areas.select_related("unit").order_by("order", "code"))


@transaction.atomic
def found_team(
    *, by: User, area: Area, partner: Area | None = None, served_areas: Iterable[Area] = (), **facts: Any
) -> Team:
    """Found a team that `area` leads, with `partner` as second unit of a joint team, and return it.

    facts: name, kind, theme, purpose, begins_on, ends_on. Errors: Denied, ValidationError.
    Side effects: one Team with the areas it serves, one audit event.
    """
    policies.can_found_team(by, area, partner)
    team = Team(area=area, partner=partner, created_by=by.display_name, **facts)
    team.full_clean()
    team.save()
    team.served_areas.set(served_areas)
    record("deputies.found_team", "成立团队", team, by=by, areas=team.areas)
    return team


@transaction.atomic
def edit_team(team: Team, *, by: User, served_areas: Iterable[Area] | None = None, **facts: Any) -> Team:
    """Change the given facts of a standing team and return it; `served_areas` None leaves them.

    Errors: Denied, ValidationError. Side effects: the Team, one audit event with before and after.
    """
    locked = _locked(team)
    policies.can_manage_team(by, locked)
    before = {name: getattr(locked, name) for name in facts}
    sides, served = locked.areas, _served(locked)
    for name, value in facts.items():
        setattr(locked, name, value)
    if {"area", "partner"} & set(facts):
        policies.can_found_team(by, locked.area, locked.partner)
    locked.full_clean()
    locked.save(update_fields=list(facts))
    changes = {
        str(locked._meta.get_field(name).verbose_name): [str(old or ""), str(getattr(locked, name) or "")]  # type: ignore[union-attr]
        for name, old in before.items()
        if old != getattr(locked, name)
    }
    if served_areas is not None:
        locked.served_areas.set(served_areas)
        if (now := _served(locked)) != served:
            changes["服务区域"] = [served, now]
    if changes:
        areas = list({area.pk: area for area in (*sides, *locked.areas)}.values())
        record("deputies.edit_team", "修改团队", locked, by=by, changes=changes, areas=areas)
    return locked


@transaction.atomic
def disband_team(team: Team, *, by: User, reason: str) -> Team:
    """Disband a standing team; members, activities and deeds stay on its page. Side effects: the Team, one audit event."""
    locked = _locked(team)
    policies.can_manage_team(by, locked)
    locked.disbanded_on, locked.disband_reason = timezone.localdate(), reason.strip()
    locked.full_clean()
    locked.save(update_fields=["disbanded_on", "disband_reason"])
    record("deputies.disband_team", "撤销团队", locked, by=by, reason=reason, areas=locked.areas)
    return locked


def _write_member(team: Team, member: TeamMember) -> TeamMember:
    if member.deputy and not member.deputy.mandates.filter(ended_on__isnull=True).exists():
        raise Denied(f"{member.deputy.name}目前没有在任的代表资格，不能加入团队。")
    member.team = team
    member.full_clean()
    member.save()
    return member


def _take_in(team: Team, *, by: User, deputy: Deputy | None, facts: dict[str, Any]) -> TeamMember:
    """Write a membership in the locked `team`, with its audit event. Asks no policy."""
    if deputy is not None:
        facts = {**facts, "kind": MemberKind.DEPUTY, "person_name": "", "side": facts.get("side") or deputy.origin}
    member = _write_member(team, TeamMember(deputy=deputy, **facts))
    changes = {member.get_role_display(): ["", member.name]}
    record("deputies.add_member", "加入团队", team, by=by, changes=changes, areas=team.areas)
    return member


@transaction.atomic
def add_member(team: Team, *, by: User, deputy: Deputy | None = None, **facts: Any) -> TeamMember:
    """Take a deputy, or somebody without an account, into a standing team and return the membership.

    facts: kind, person_name, post, phone, role, side, task, joined_on. Without a side a deputy's is the origin.
    Errors: Denied, ValidationError. Side effects: one TeamMember, one audit event.
    """
    locked = _locked(team)
    policies.can_manage_team(by, locked)
    return _take_in(locked, by=by, deputy=deputy, facts=facts)


@transaction.atomic
def add_deputies(team: Team, *, by: User, deputies: Iterable[Deputy], **facts: Any) -> list[TeamMember]:
    """Take several deputies into a standing team, all or none, with the same role and task.

    Errors and side effects: as `add_member`, once for each.
    """
    locked = _locked(team)
    policies.can_manage_team(by, locked)
    return [_take_in(locked, by=by, deputy=deputy, facts=facts) for deputy in deputies]


def _locked_member(member: TeamMember) -> tuple[Team, TeamMember]:
    team = _locked(member.team)
    rows = TeamMember.objects.select_for_update(of=("self",)).select_related("deputy__origin", "deputy__residence")
    fresh = rows.get(pk=member.pk)
    fresh.team = team
    return team, fresh


@transaction.atomic
def change_member(member: TeamMember, *, by: User, **facts: Any) -> TeamMember:
    """Change role, task, post, phone or side of a member. Errors: Denied, ValidationError. Side effects: member, audit event."""
    team, fresh = _locked_member(member)
    policies.can_manage_team(by, team)
    policies.can_change_member(by, fresh)
    before = (fresh.get_role_display(), fresh.task)
    for name, value in facts.items():
        setattr(fresh, name, value)
    fresh.full_clean()
    fresh.save(update_fields=list(facts))
    said = [" ".join(part for part in pair if part) for pair in (before, (fresh.get_role_display(), fresh.task))]
    record("deputies.change_member", "调整成员", team, by=by, changes={fresh.name: said}, areas=team.areas)
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
    fresh.left_on, fresh.leave_reason = max(on or timezone.localdate(), fresh.joined_on), reason.strip()
    fresh.full_clean()
    fresh.save(update_fields=["left_on", "leave_reason"])
    changes = {fresh.get_role_display(): [fresh.name, ""]}
    record("deputies.end_membership", "退出团队", team, by=by, changes=changes, reason=reason, areas=team.areas)
    return fresh


@transaction.atomic
def transfer_membership(
    member: TeamMember, *, by: User, to: Team, reason: str, role: str = TeamRole.MEMBER
) -> TeamMember:
    """End a deputy's membership and take the deputy into team `to` on the same day; returns the new membership.

    The roles are not carried over unless named. Who is in `to` already keeps that membership.
    Errors: Denied, ValidationError. Side effects: both memberships, one audit event on each team.
    """
    ended = end_membership(member, by=by, reason=reason)
    if ended.deputy is None:
        raise Denied("只有人大代表可以转入另一个团队；其他成员请在新团队里登记。")
    standing = TeamMember.objects.in_force().filter(team=to, deputy=ended.deputy).first()
    return standing or add_member(to, by=by, deputy=ended.deputy, role=role, side=ended.side, task=ended.task)


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
