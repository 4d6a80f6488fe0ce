"""Which unit leads a concern, by original electoral district and by present community, with the reason in words. Pure.

Both offices see every concern of a voter who has moved; only one of them leads, so that nobody waits for the other.
"""

from dataclasses import dataclass

from liaison.concerns.enums import ConcernCategory
from yunhe.areas.models import Area

#: concerns that hang on the place that the household came from, wherever people live now
OF_THE_ORIGIN = (ConcernCategory.LAND,)


@dataclass(frozen=True)
class Route:
    """Who leads, and why."""

    lead: Area
    reason: str


def _office(area: Area) -> str:
    return area.office_name or f"{area.name}人大"


def route(
    category: str, *, place: Area | None, origin: Area | None, residence: Area | None, door: Area | None
) -> Route | None:
    """Return who leads a concern of `category`, None when nothing is known at all.

    place: community or village where the concern is; origin: unit of the original district; residence: community where the
    voter lives; door: organising area of the station behind whose code it was handed in.
    """
    here = place.unit if place and place.unit else None
    home = residence.unit if residence and residence.unit else None
    label = ConcernCategory(category).label
    if category in OF_THE_ORIGIN and origin:
        chosen, why = origin, f"“{label}”随原选区办理，由{_office(origin)}牵头"
    elif here and place:
        chosen, why = here, f"事情发生在{place.full_name}，由{_office(here)}牵头"
    elif home and residence:
        chosen, why = home, f"没有写明地点，按现居住地{residence.full_name}，由{_office(home)}牵头"
    elif origin:
        chosen, why = origin, f"没有写明地点和现居住地，按原选区{origin.name}，由{_office(origin)}牵头"
    elif door:
        chosen = door.unit or door
        why = f"没有写明地点，由收到诉求的{_office(chosen)}牵头"
    else:
        return None
    told = [area for area in (origin, home) if area and area.pk != chosen.pk]
    also = "、".join(dict.fromkeys(_office(area) for area in told))
    return Route(chosen, f"{why}；{also}同时知情。" if also else f"{why}。")
