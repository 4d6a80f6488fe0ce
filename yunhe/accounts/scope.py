"""From a user to what lies in scope. The single answer to "whose rows may this person see"."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.db.models import Q

from yunhe.accounts.enums import STAFF_ROLES, Role
from yunhe.areas.models import Area
from yunhe.areas.querysets import within_q

if TYPE_CHECKING:  # the models use the scope
    from yunhe.accounts.models import Appointment, User


@dataclass
class Scope:
    """A user's appointments in force, asked in several ways. One query per request; see `scope_of`."""

    user: User

    @cached_property
    def appointments(self) -> list[Appointment]:
        """Appointments in force today, with their areas and units."""
        if not self.user.pk or not self.user.is_active:
            return []
        return list(self.user.appointments.in_force().select_related("area", "area__unit"))

    @cached_property
    def roles(self) -> set[str]:
        """Roles held today."""
        return {appointment.role for appointment in self.appointments}

    def areas(self, *roles: str) -> list[Area]:
        """Areas in which one of `roles` is held (any staff role when none is named)."""
        wanted = roles or STAFF_ROLES
        return [appointment.area for appointment in self.appointments if appointment.role in wanted]

    def paths(self, *roles: str) -> list[str]:
        """Materialised paths of `areas(*roles)`."""
        return [area.path for area in self.areas(*roles) if area.path]

    def has_role(self, *roles: str) -> bool:
        """Whether any of `roles` is held today, anywhere."""
        return bool(self.roles & set(roles))

    def is_staff_for(self, area: Area | None, *roles: str) -> bool:
        """Whether a staff role (or one of `roles`) is held for an area that contains `area`."""
        return area is not None and any(own.contains(area) for own in self.areas(*roles))

    def may_act_for(self, area: Area | None, *roles: str) -> bool:
        """Whether a staff role (or one of `roles`) is held for what contains `area`; without an area: anywhere at all."""
        return bool(self.areas(*roles)) if area is None else self.is_staff_for(area, *roles)

    def q(self, *relations: str, own: str = "") -> Q:
        """Condition that one of the area `relations` (e.g. "origin", "residence") lies in a staff area of the user.

        own: the relation to the account of a deputy (e.g. "deputy__user"); a deputy sees the rows that are his own too.
        """
        condition = Q(pk__in=[])
        for relation in relations:
            condition |= within_q(relation, self.paths())
        if own and self.has_role(Role.DEPUTY):
            condition |= Q(**{own: self.user.pk})
        return condition

    @cached_property
    def county_paths(self) -> set[str]:
        """Paths of the counties in which anything is held: what lists and forms offer lies there."""
        return {held.area.county_path for held in self.appointments}

    @property
    def is_county(self) -> bool:
        """Whether the county office is held."""
        return Role.COUNTY_OFFICE in self.roles

    @cached_property
    def home_area(self) -> Area | None:
        """The area whose name stands in the page's head: the highest area of a staff role, else any."""
        ranked = sorted(self.appointments, key=lambda held: (held.role not in STAFF_ROLES, len(held.area.path or "")))
        return ranked[0].area if ranked else None


def scope_of(user: User) -> Scope:
    """Return the scope of `user`, kept on the user object for the length of a request."""
    kept: Scope | None = getattr(user, "_scope", None)
    if kept is None:
        kept = user._scope = Scope(user)  # type: ignore[attr-defined]
    return kept
