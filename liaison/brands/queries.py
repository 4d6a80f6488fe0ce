"""Reads for the pages of models."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Prefetch, Q

from deputies.teams.enums import TeamRole
from deputies.teams.models import Team, TeamMember
from liaison.brands.catalogue import PLANS, BrandPlan
from liaison.brands.models import Brand
from liaison.obligations.enums import Standing
from liaison.obligations.models import Obligation
from liaison.obligations.queries import Tally
from stations.activities.enums import ActivityState
from yunhe.accounts.models import User


@dataclass(frozen=True)
class Offer:
    """One plan with the models in scope that follow it."""

    plan: BrandPlan
    running: list[Brand]


def offers_for(user: User) -> list[Offer]:
    """Return the nine plans, each with where it runs. One query."""
    brands = list(Brand.objects.visible_to(user).running().select_related("unit", "partner"))
    return [Offer(plan, [brand for brand in brands if brand.plan_key == plan.key]) for plan in PLANS]


@dataclass(frozen=True)
class TeamLine:
    """One team of a model: who is in it, what it has held this year."""

    team: Team
    head: str
    deputies: int
    others: int
    held: int


def teams_of(brand: Brand, year: int) -> list[TeamLine]:
    """Return the model's teams in the order of their founding. Two queries."""
    present = TeamMember.objects.filter(left_on__isnull=True).select_related("deputy")
    held = Count("activities", filter=Q(activities__state=ActivityState.HELD, activities__starts_at__year=year))
    rows = brand.teams.annotate(held=held).prefetch_related(Prefetch("members", queryset=present, to_attr="present"))
    return [
        TeamLine(
            team,
            next((member.name for member in team.present if member.role == TeamRole.HEAD), ""),
            sum(member.deputy_id is not None for member in team.present),
            sum(member.deputy_id is None for member in team.present),
            team.held,
        )
        for team in rows.order_by("pk")
    ]


@dataclass(frozen=True)
class RuleLine:
    """One promise of a model and who owes it: how its obligations of the year stand, and the next day."""

    title: str
    owed: str
    frequency: str
    tally: Tally
    next_on: date | None


def rules_of(brand: Brand, year: int) -> list[RuleLine]:
    """Return the model's promises with how their obligations of `year` stand. One query beside the rules."""
    rules = list(brand.rules.select_related("team", "area").order_by("pk"))
    tallies = {rule.key: Tally({"rule": rule.key, "year": year}) for rule in rules}
    coming: dict[str, date] = {}
    obligations = Obligation.objects.filter(template__key__in=tallies, due_on__year=year).select_related("template")
    for obligation in obligations.order_by("due_on"):
        key, standing = obligation.template.key, obligation.standing_today
        tallies[key].numbers[standing] += 1
        if standing == Standing.COMING:
            coming.setdefault(key, obligation.due_on)
    return [
        RuleLine(rule.title, rule.owed_label, rule.frequency_label, tallies[rule.key], coming.get(rule.key))
        for rule in rules
    ]
