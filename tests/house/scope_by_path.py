"""Scope as it was first written: paths of joined areas. Slow and plain, and therefore the oracle of the one in use."""

from collections.abc import Callable
from typing import Any

from django.db.models import Model, Q

from yunhe.accounts.enums import BUSINESS_ROLES, OFFICES, Role
from yunhe.accounts.scope import Scope
from yunhe.areas.querysets import within_q

OFFICE = (Role.COUNTY_OFFICE, Role.OFFICE_STAFF)
MONEY = (*OFFICE, Role.FINANCE)
DEPUTY = ("deputy__origin", "deputy__residence")
HERE = ("station__organising_area", "station__location_area")
SIDES = ("organising_area", "station__location_area", "team__area", "team__partner")
OF_ACTIVITY = tuple(f"activity__{side}" for side in SIDES)
AREA_AND_TEAM = ("area", "team__area", "team__partner")
PLACES = (*HERE, "activity__organising_area", "activity__team__area", "activity__team__partner")
REGISTRATION = ("registration__origin", "registration__residence", "registration__community")

# model -> relations to areas, the relation to a deputy's account, the roles that count
PLAIN: dict[str, tuple[tuple[str, ...], str, tuple[str, ...]]] = {
    "notices.GroupRobot": (("area",), "", OFFICE),
    "deputies.Deputy": (("origin", "residence"), "user", ()),
    "deputies.Merge": (("origin", "kept__origin"), "", ()),
    "deputies.Distinction": (("first__origin", "second__origin"), "", ()),
    "deputies.Mandate": (DEPUTY, "deputy__user", ()),
    "stations.Station": (("organising_area", "location_area"), "", ()),
    "stations.Posting": ((*HERE, *DEPUTY), "deputy__user", ()),
    "stations.Activity": (SIDES, "", ()),
    "stations.FollowUp": ((*AREA_AND_TEAM, "owner_area", *OF_ACTIVITY), "owner_deputy__user", ()),
    "stations.Invitation": ((*OF_ACTIVITY, *DEPUTY), "deputy__user", ()),
    "stations.ActivitySeries": (AREA_AND_TEAM, "", ()),
    "stations.Code": ((*PLACES, *DEPUTY), "deputy__user", ()),
    "stations.PrintBatch": (("area",), "", ()),
    "stations.Screen": (PLACES, "", ()),
    "stations.CheckIn": ((*PLACES, *DEPUTY), "deputy__user", ()),
    "stations.Shift": ((*HERE, "deputies__origin", "deputies__residence"), "deputies__user", ()),
    "liaison.VoterReception": ((*HERE, "deputies__origin", "deputies__residence"), "deputies__user", ()),
    "liaison.Decision": (("report__area", "owner"), "", OFFICES),
    "liaison.Obligation": (("unit", "partner"), "", OFFICES),
    "liaison.Brand": (("unit", "partner"), "", OFFICES),
    "liaison.Registration": (("origin", "residence", "community"), "deputy__user", ()),
    "liaison.EligibilityAlarm": (("origin", "residence"), "", OFFICE),
    "liaison.Statement": (REGISTRATION, "registration__deputy__user", ()),
    "liaison.Discrepancy": (REGISTRATION, "registration__deputy__user", ()),
    "liaison.Election": (("area",), "", OFFICES),
    "liaison.ElectionLine": (("election__area",), "", OFFICES),
    "liaison.UnitPopulation": (("area",), "", OFFICES),
    "liaison.DeputyPair": (
        ("member__origin", "member__residence", "leader__origin", "leader__residence"), "member__user", ()
    ),
    "liaison.PairingProposal": (("unit",), "", OFFICE),
    "liaison.ProposalRow": (("proposal__unit",), "", OFFICE),
    "liaison.CoManagement": (("origin", "residence"), "", OFFICES),
    "liaison.JointMeeting": (("origin", "residence"), "", OFFICES),
    "liaison.Resolution": (("meeting__origin", "meeting__residence"), "", OFFICES),
    "liaison.LedgerEntry": (("origin", "residence", "community"), "deputy__user", ()),
    "liaison.RegisterKeeper": (("area",), "", ()),
    "liaison.FundYear": (("office",), "", MONEY),
    "liaison.FundLine": (("fund_year__office",), "", MONEY),
    "liaison.Entry": (("line__fund_year__office",), "", MONEY),
    "liaison.Summons": (("session__area", *DEPUTY), "deputy__user", ()),
    "stations.Guest": ((*OF_ACTIVITY, "associate__area"), "", ()),
    "liaison.CouncilMeeting": (("area",), "", OFFICES),
    "liaison.Leave": (
        ("summons__session__area", "summons__deputy__origin", "summons__deputy__residence"), "summons__deputy__user", ()
    ),
}  # fmt: skip


def _q(scope: Scope, *relations: str, own: str = "", roles: tuple[str, ...] = ()) -> Q:
    condition = Q(pk__in=[])
    for relation in relations:
        condition |= within_q(relation, scope.paths(*roles))
    return condition | Q(**{own: scope.user.pk}) if own and scope.has_role(Role.DEPUTY) else condition


def _above(scope: Scope, *roles: str) -> set[int]:
    held = [row.area.path for row in scope.appointments if row.role in roles and row.area.path]
    return {int(pk) for path in held for pk in path.strip("/").split("/")}


def _took_part(scope: Scope, of: str = "activity") -> Q:
    invited, present = (_q(scope, *(f"{of}__{way}__{one}" for one in DEPUTY), own=f"{of}__{way}__deputy__user")
                        for way in ("invitations", "check_ins"))  # fmt: skip
    return invited | present & Q(**{f"{of}__check_ins__undone_at__isnull": True})


def _team(scope: Scope, at: str = "") -> Q:
    members = Q(**{f"{at}members__left_on__isnull": True, f"{at}disbanded_on__isnull": True})
    joined = _q(scope, *(f"{at}members__{one}" for one in (*DEPUTY, "side")), own=f"{at}members__deputy__user")
    return _q(scope, f"{at}area", f"{at}partner", f"{at}served_areas") | joined & members


def _associate(scope: Scope) -> Q:
    mates = Q(team_memberships__left_on__isnull=True, team_memberships__team__disbanded_on__isnull=True)
    of_teams = _q(scope, "team_memberships__team__area", "team_memberships__team__partner")
    return _q(scope, "area") | mates & of_teams


def _household(scope: Scope, at: str = "") -> Q:
    own = Q(**{f"{at}pairs__ended_on__isnull": True}) & _q(scope, own=f"{at}pairs__deputy__user")
    return _q(scope, f"{at}village", f"{at}community") | own


def _topic(scope: Scope) -> Q:
    members = Q(team__members__left_on__isnull=True, team__disbanded_on__isnull=True)
    return _q(scope, *AREA_AND_TEAM) | members & _q(scope, own="team__members__deputy__user")


def _concern(scope: Scope) -> Q:
    condition = _q(scope, "lead", "origin", "residence", "place", "handling_point", own="deputy__user")
    condition |= _q(scope, own="taken_by_user")
    receiving = (*HERE, "deputies__origin", "deputies__residence")
    condition |= _q(scope, *(f"reception__{one}" for one in receiving), own="reception__deputies__user")
    if scope.has_role(Role.HANDLING_UNIT):
        condition |= Q(handling_unit__members=scope.user.pk, handling_unit__is_active=True)
    return condition


def _urging(scope: Scope) -> Q:
    seen = _q(scope, "sender", "addressee", "lead", own="deputy__user")
    return seen | Q(unit__members=scope.user.pk, unit__is_active=True) if scope.has_role(Role.HANDLING_UNIT) else seen


def _suggestion(scope: Scope, at: str = "") -> Q:
    led = _q(scope, own=f"{at}leader__user") | _q(scope, own=f"{at}signers__deputy__user")
    areas = (f"{at}office", f"{at}leader__origin", f"{at}leader__residence", f"{at}concern__lead")
    seen = _q(scope, *areas, roles=OFFICE)
    if scope.has_role(Role.HANDLING_UNIT):
        for unit in (f"{at}unit", f"{at}co_handlers__unit"):
            seen |= Q(**{f"{unit}__members": scope.user.pk, f"{unit}__is_active": True})
    return seen & Q(**{f"{at}handed_in_on__isnull": False}) | led


def _report(scope: Scope) -> Q:
    read = _q(scope, "area", roles=(Role.COUNTY_OFFICE,)) & ~Q(state="drafting")
    return _q(scope, "area", roles=(Role.OFFICE_STAFF,)) | read


def _delivery(scope: Scope) -> Q:
    return Q() if scope.has_role(Role.SYSTEM_ADMIN) else (
        Q(choice__user=scope.user) | _q(scope, "robot__area", roles=OFFICE)
    )  # fmt: skip


OTHERS: dict[str, Callable[[Scope], Q]] = {
    "jobs.Job": lambda scope: Q(started_by=scope.user),
    "imports.ImportRun": lambda scope: _q(scope, "area") | Q(uploaded_by=scope.user),
    "notices.Notice": lambda scope: Q(recipient=scope.user),
    "notices.Delivery": _delivery,
    "deputies.CongressTerm": lambda scope: _q(scope, "area") | Q(area__in=_above(scope, *OFFICES)),
    "deputies.Associate": _associate,
    "deputies.Team": _team,
    "deputies.TeamMember": lambda scope: _team(scope, "team__"),
    "stations.Topic": _topic,
    "stations.Minutes": lambda scope: _q(scope, *OF_ACTIVITY) | Q(state="published") & _took_part(scope),
    "stations.ActivityPhoto": lambda scope: _q(scope, *OF_ACTIVITY) | _took_part(scope),
    "liaison.AnnualReport": _report,
    "liaison.ObligationTemplate": lambda scope: (
        _q(scope, *AREA_AND_TEAM, roles=OFFICES) | Q(area__in=_above(scope, *OFFICES), team__isnull=True)
    ),
    "liaison.HandlingUnit": lambda scope: (
        Q(members=scope.user.pk) | within_q("area", {area.county_path for area in scope.areas()})
    ),
    "liaison.AnswerTemplate": lambda scope: Q(area__in=_above(scope, *(Role.COUNTY_OFFICE, Role.OFFICE_STAFF, Role.POINT_KEEPER))),
    "liaison.Concern": _concern,
    "liaison.Document": lambda scope: _q(scope, "area", roles=OFFICES) | Q(area__in=_above(scope, *BUSINESS_ROLES)),
    "liaison.Household": _household,
    "liaison.CongressSession": lambda scope: _q(
        scope, "area", "summonses__deputy__origin", "summonses__deputy__residence",
        own="summonses__deputy__user",
    ),
    "liaison.HouseholdPair": lambda scope: _household(scope, "household__"),
    "liaison.Urging": _urging,
    "liaison.Suggestion": _suggestion,
    "liaison.CoHandler": lambda scope: _suggestion(scope, "suggestion__"),
    "liaison.Visit": lambda scope: _household(scope, "household__") | _q(scope, own="deputy__user"),
    "liaison.VisitFinding": lambda scope: _household(scope, "visit__household__") | _q(scope, own="visit__deputy__user"),
    "liaison.VisitCampaign": lambda scope: (
        _q(scope, "area") | Q(area__in=_above(scope, Role.COUNTY_OFFICE, Role.OFFICE_STAFF, Role.POINT_KEEPER))
    ),
}  # fmt: skip


def keys_by_path(model: type[Model], user: Any) -> set[int]:
    """Return the primary keys of the rows of `model` that `user` may see."""
    scope, label = Scope(user), model._meta.label
    if label in PLAIN:
        relations, own, roles = PLAIN[label]
        condition = _q(scope, *relations, own=own, roles=roles)
        if label == "liaison.DeputyPair":
            condition |= _q(scope, own="leader__user")
    else:
        condition = OTHERS[label](scope)
    return set(model._default_manager.filter(condition).values_list("pk", flat=True))
