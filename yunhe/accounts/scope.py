"""From a user to what lies in scope. The single answer to "whose rows may this person see"."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property, reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from django.db.models import Model, Q, QuerySet

from yunhe.accounts.enums import STAFF_ROLES, Role
from yunhe.areas.enums import POINTS
from yunhe.areas.models import Area
from yunhe.kit.lookups import among

if TYPE_CHECKING:  # the models use the scope
    from yunhe.accounts.models import Appointment, User


@dataclass
class Scope:
    """A user's appointments in force, asked in several ways; see `scope_of`.

    keeps: whether lists of ids are asked once for all. So it is while a page is only read; where something is written, or
    outside of a request, each question is answered as things stand.
    """

    user: User
    keeps: bool = False
    _lists: dict[tuple[Any, ...], list[Any]] = field(default_factory=dict, repr=False)

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

    def area_ids(self, *roles: str, without_points: bool = False) -> list[int]:
        """Primary keys of the areas at or below `areas(*roles)`, without villages and communities if so asked."""
        paths = tuple(self.paths(*roles))
        below = self._areas_below()
        return [pk for pk, path, is_point in below if path.startswith(paths) and not (without_points and is_point)]

    def within(self, relation: str, *roles: str, of: type[Model] | None = None) -> Q:
        """Condition that the area `relation` of the row itself lies where one of `roles` is held (any staff role without).

        of: the model. Where it says that a relation is `never_a_point`, only the few ids are compared that can be there:
        hundreds of villages would make PostgreSQL expect a quarter of the table, and read all of it.
        """
        return among(relation, self.area_ids(*roles, without_points=relation in getattr(of, "never_a_point", ())))

    def q(self, model: type[Model], *relations: str, own: str = "", roles: Sequence[str] = ()) -> Q:
        """Condition that one of the area `relations` of `model` (e.g. "origin", "station__location_area") lies in scope.

        own: the relation to the account of a deputy (e.g. "deputy__user"); a deputy sees the rows that are his own too.
        roles: where one of them is held; any staff role without. Every branch compares a column of the row itself: what a
        relation leads to is asked first, as a list of ids. An OR over joined tables could use no index and would read
        everybody's rows.
        """
        return reduce(or_, self.roads(model, *relations, own=own, roles=roles), Q(pk__in=[]))

    def roads(self, model: type[Model], *relations: str, own: str = "", roles: Sequence[str] = ()) -> list[Q]:
        """Return the branches of `q`, each of which an index answers alone; none where nothing is in scope."""
        with self._one_answer():
            return self._roads(model, relations, own if self.has_role(Role.DEPUTY) else "", roles)

    def _roads(self, model: type[Model], relations: Iterable[str], own: str, roles: Sequence[str]) -> list[Q]:
        steps = _by_first_step(relations)
        own_head, _, own_rest = own.partition("__")
        if own_rest:
            steps.setdefault(own_head, set())
        found = [(own, [self.user.pk])] if own and not own_rest else []
        for head, rests in steps.items():
            if "" in rests:
                few = head in getattr(model, "never_a_point", ())
                found.append((head, self.area_ids(*roles, without_points=few)))
            further, mine = frozenset(rests - {""}), own_rest if head == own_head else ""
            if further or mine:
                found.append((head, self._ids(model, head, further, mine, roles)))
        return [among(relation, ids) for relation, ids in found if ids]

    def seen(self, model: type[Model]) -> list[int]:
        """Primary keys of the rows of `model` in scope, for what hangs on them and on other things as well."""
        rows = model._default_manager.visible_to(self.user)  # type: ignore[attr-defined]
        return self.ids(model.__name__, rows.order_by().values_list("pk", flat=True))

    def ids(self, name: str, keys: QuerySet[Any, Any]) -> list[int]:
        """Return `keys` as a list, asked once while the scope keeps: `name` says which."""
        return self._kept(("ids", name), lambda: [key for key in keys if key is not None])

    def _ids(self, model: type[Model], head: str, rests: frozenset[str], own: str, roles: Sequence[str]) -> list[int]:
        """Return the keys of what `head` of `model` leads to and of which one of the relations `rests` lies in scope."""
        related: Any = model._meta.get_field(head).related_model
        rows = related._base_manager

        def ask() -> list[int]:
            condition = reduce(or_, self._roads(related, rests, own, roles), Q(pk__in=[]))
            return list(rows.filter(condition).order_by().values_list("pk", flat=True))

        return self._kept((related._meta.label, rests, own, tuple(roles)), ask)

    def _areas_below(self) -> list[tuple[int, str, bool]]:
        """Return key and path of every area at or below one in which anything is held, and whether it is a point. One query."""
        held = {appointment.area.pk: appointment.area for appointment in self.appointments if appointment.area.path}
        rows = Area.objects.within(*held.values()).order_by().values_list("pk", "path", "kind")
        return self._kept(("areas",), lambda: [(pk, path, kind in POINTS) for pk, path, kind in rows] if held else [])

    @contextmanager
    def _one_answer(self) -> Iterator[None]:
        """Keep meanwhile, so that one condition asks each list once."""
        before, self.keeps = self.keeps, True
        try:
            yield
        finally:
            self.keeps = before
            if not before:
                self._lists.clear()

    def _kept(self, name: tuple[Any, ...], ask: Callable[[], list[Any]]) -> list[Any]:
        """Return what `ask` finds; while the scope keeps, found once."""
        if not self.keeps:
            return ask()
        if name not in self._lists:
            self._lists[name] = ask()
        return self._lists[name]

    @cached_property
    def county_paths(self) -> set[str]:
        """Paths of the counties in which anything is held: what lists and forms offer lies there."""
        return {held.area.county_path for held in self.appointments}

    @property
    def is_county(self) -> bool:
        """Whether the county office is held."""
        return Role.COUNTY_OFFICE in self.roles

    @property
    def counties_below(self) -> list[Area]:
        """The counties that have let in the office of the province or city for which the user works, in their order."""
        found = {area.pk: area for area in self.areas(Role.HIGHER_OFFICE)}
        return sorted(found.values(), key=lambda area: (area.order, area.code, area.pk))

    @cached_property
    def home_area(self) -> Area | None:
        """The area whose name stands in the page's head: the highest area of a staff role, else any."""
        ranked = sorted(self.appointments, key=lambda held: (held.role not in STAFF_ROLES, len(held.area.path or "")))
        return ranked[0].area if ranked else None


def _by_first_step(relations: Iterable[str]) -> dict[str, set[str]]:
    """Return the relations by their first step, each with what follows: {"origin": {""}, "team": {"area", "partner"}}."""
    steps: dict[str, set[str]] = {}
    for relation in relations:
        head, _, rest = relation.partition("__")
        steps.setdefault(head, set()).add(rest)
    return steps


def scope_of(user: User) -> Scope:
    """Return the scope of `user`, kept on the user object for the length of a request."""
    kept: Scope | None = getattr(user, "_scope", None)
    if kept is None:
        kept = user._scope = Scope(user)  # type: ignore[attr-defined]
    return kept
