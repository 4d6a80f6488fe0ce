"""What several forms of activities offer to choose from."""

from typing import Any

from django import forms

from deputies.teams.models import Team
from stations.places.models import Station
from yunhe.accounts.models import User
from yunhe.accounts.scope import scope_of
from yunhe.areas.models import Area
from yunhe.spellings.forms import AreaField


def highest_own_area(user: User) -> Area | None:
    """Return the highest of the areas that `user` works for, None where there is none."""
    return min(scope_of(user).areas(), key=lambda area: len(area.path or ""), default=None)


def own_area_field(user: User, label: str, **kwargs: Any) -> AreaField:
    """Return the choice of an area of the user's own, the highest one chosen."""
    areas = Area.objects.current().within(*scope_of(user).areas()).select_related("unit")
    given = {"label": label, "empty_label": None, "initial": highest_own_area(user), **kwargs}
    return AreaField(areas.order_by("unit__order", "path"), **given)


def station_field(user: User) -> forms.ModelChoiceField:
    """Return the choice of a station in sight, or none."""
    stations = Station.objects.visible_to(user).active()
    return forms.ModelChoiceField(stations, label="所在站点", required=False, empty_label="不在站点举行")


def team_field(user: User, empty_label: str) -> forms.ModelChoiceField:
    """Return the choice of a standing team that the user's offices manage, or none."""
    teams = Team.objects.managed_by(user).standing().order_by("area__order", "name")
    return forms.ModelChoiceField(teams, label="团队", required=False, empty_label=empty_label)
